"""A list of files with sizes and SHA-256, and this computer's note of the lists it wrote itself.

Whoosh's files are pickles, so an index is opened only when every byte of it is what a trusted list says.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.errors import IndexUnusable
from reader.library import sha256

NAME = "manifest.json"
_KEPT_NOTES = 64


@dataclass(frozen=True)
class Manifest:
    """The files of a folder (relative name to size and SHA-256), facts about them, and the digest of the list itself."""

    files: Mapping[str, tuple[int, str]]
    facts: Mapping[str, Any]
    digest: str


def write(folder: Path, facts: Mapping[str, Any]) -> Manifest:
    """List all files of a folder in its manifest.json, flushed to the disk with them."""
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != NAME)
    files = {name: [(folder / name).stat().st_size, sha256(folder / name)] for name in names}
    data = json.dumps({"facts": dict(facts), "files": files}, ensure_ascii=False, indent=1, sort_keys=True).encode()
    (folder / NAME).write_bytes(data)
    for name in (*names, NAME):
        flush(folder / name)
    return _parse(data)


def read(folder: Path) -> Manifest:
    """The manifest of a folder; raises IndexUnusable when it is missing or none."""
    try:
        return _parse((folder / NAME).read_bytes())
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexUnusable(
            f"The list of files in {folder.name} is missing or damaged ({type(error).__name__}).", "Build the index again."
        ) from error


def _parse(data: bytes) -> Manifest:
    table = json.loads(data)
    files = {str(name): (int(size), str(digest)) for name, (size, digest) in table["files"].items()}
    return Manifest(files, dict(table["facts"]), hashlib.sha256(data).hexdigest())


def verify(folder: Path, manifest: Manifest) -> None:
    """Read every file; raises IndexUnusable naming the first that is missing, changed or not listed."""
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != NAME}
    for name in sorted(found ^ set(manifest.files)):
        fault = "is missing" if name in manifest.files else "does not belong there"
        raise IndexUnusable(f"The index is damaged: {name} {fault}.", "Build the index again.")
    for name, (size, digest) in manifest.files.items():
        path = folder / name
        try:
            whole = path.stat().st_size == size and sha256(path) == digest
        except OSError as error:
            raise IndexUnusable(f"The index is damaged: {name} cannot be read ({error}).", "Build the index again.") from error
        if not whole:
            raise IndexUnusable(f"The index is damaged: {name} is not as it was written.", "Build the index again.")


def flush(path: Path) -> None:
    """Bring a file, or on POSIX a folder's entries, to the disk; file systems that cannot are left alone."""
    if path.is_dir() and os.name == "nt":
        return
    try:
        handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def replace(path: Path, data: bytes) -> None:
    """Write beside, flush, rename: the file is the old or the new one, never half."""
    beside = path.with_name(path.name + ".tmp")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    flush(path.parent)


def noted(note: Path) -> frozenset[str]:
    """The digests of the manifests that this computer wrote; none when the note is missing or unreadable."""
    try:
        return frozenset(str(d) for d in json.loads(note.read_text(encoding="utf-8"))["built"])
    except (OSError, ValueError, TypeError, KeyError):
        return frozenset()


def add_note(note: Path, digest: str) -> None:
    """Remember that this computer wrote a manifest; raises OSError when nothing can be written there."""
    note.parent.mkdir(parents=True, exist_ok=True)
    try:
        old = [str(d) for d in json.loads(note.read_text(encoding="utf-8"))["built"]]
    except (OSError, ValueError, TypeError, KeyError):
        old = []
    kept = [*(d for d in old if d != digest), digest][-_KEPT_NOTES:]
    replace(note, json.dumps({"built": kept}, indent=1).encode())


def inputs(root: Path, names: Iterable[Path]) -> dict[str, list[Any]]:
    """Name, size and SHA-256 of the files something was made from."""
    return {name.as_posix(): [(root / name).stat().st_size, sha256(root / name)] for name in names}
