"""Companion guides typeset from section text with Typst; only where content is made, never on a reader's machine.

Everything that is printed goes to the template as one JSON value, so that value, the template, the fonts and Typst's
version are all that the bytes of a guide depend on. `guides.lock` holds their hash for each guide.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib import import_module, metadata, resources
from pathlib import Path
from typing import Any, Final

import typst

from reader import guide_content
from reader.errors import LibraryError
from reader.library import Edition, Library, sha256
from reader.manifest import replace

LOCK = "guides.lock"
# Imported here, so that a missing one is found missing like Typst itself: when this module is asked for.
FONT_FOLDERS = tuple(Path(str(import_module(name).__file__)).parent / "files" for name in ("font_source_sans_pro", "font_source_serif_pro"))
STANDARD: Final = "ua-1"
Progress = Callable[[int, int, str], None]


def plan(library: Library) -> list[Edition]:
    """The companions to be set: new, changed since guides.lock was written, or with a PDF that is missing or another."""
    lock = _read_lock(library.root / LOCK)
    return [edition for edition in _companions(library) if not _current(library, edition, lock.get(edition.id, {}))]


def build(library: Library, progress: Progress | None = None, force: bool = False) -> list[Edition]:
    """Sets what `plan` names (all of them with `force`), each PDF beside its place and then renamed; returns what was set.

    `progress` is told how many are done, how many there are, and each edition's id.
    """
    wanted = list(_companions(library)) if force else plan(library)
    lock = {edition.id: entry for edition in _companions(library) if (entry := _read_lock(library.root / LOCK).get(edition.id))}
    with _typesetter() as setter:
        for done, edition in enumerate(wanted):
            if progress:
                progress(done, len(wanted), edition.id)
            out = pdf_path(library, edition)
            replace(out, setter.set(guide_content.gather(library, edition), edition.id))
            lock[edition.id] = {"input": input_hash(library, edition), "pdf": sha256(out)}
            # After each guide, so that what is done stays done when a later one fails.
            replace(library.root / LOCK, (json.dumps({"guides": lock}, indent=1, sort_keys=True) + "\n").encode())
    if progress and wanted:
        progress(len(wanted), len(wanted), wanted[-1].id)
    return wanted


def typeset(library: Library, edition: Edition, out: Path, fonts: Iterable[Path] | None = None) -> None:
    """Sets one companion into `out`; `fonts` are the font files to use, in the order they are copied."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with _typesetter(fonts) as setter:
        replace(out, setter.set(guide_content.gather(library, edition), edition.id))


def pdf_path(library: Library, edition: Edition) -> Path:
    """Where the PDF of a companion lies."""
    return library.root / edition.document / f"{edition.language}.pdf"


def input_hash(library: Library, edition: Edition) -> str:
    """The SHA-256 over all that the bytes of a guide depend on."""
    digest = hashlib.sha256()
    parts: list[tuple[str, bytes]] = [
        ("typst", f"{metadata.version('typst')} {STANDARD}".encode()),
        ("template", _template()),
        ("content", _packed(guide_content.gather(library, edition))),
    ]
    parts += [(path.name, bytes.fromhex(sha256(path))) for path in font_files()]
    for name, data in parts:
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def font_files() -> list[Path]:
    """The .otf files of the two font packages, sorted by name.

    Only these: with the .ttf files beside them Typst takes either, by the order in which the folder lists them.
    """
    return sorted((path for folder in FONT_FOLDERS for path in folder.glob("*.otf")), key=lambda path: path.name)


@dataclass(frozen=True)
class _Typesetter:
    """Typst with exactly our fonts, loaded once."""

    fonts: typst.Fonts

    def set(self, content: Mapping[str, Any], name: str) -> bytes:
        """The PDF; a warning is a fault here, because it says that something is not printed as meant."""
        try:
            compiler = typst.Compiler(input=_template(), font_paths=self.fonts, sys_inputs={"guide": _packed(content).decode()})
            day = datetime.fromisoformat(str(content["date"])).replace(tzinfo=timezone.utc)
            pdf, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[STANDARD], timestamp=int(day.timestamp()))
        except typst.TypstError as error:
            raise LibraryError(f"The guide {name} cannot be set: {error}.", "Correct its text, or the template guide.typ.") from error
        if warnings:
            said = "; ".join(str(warning) for warning in warnings)
            raise LibraryError(f"The guide {name} cannot be set: {said}.", "Correct its text, or the template guide.typ.")
        assert isinstance(pdf, bytes)
        return pdf


@contextmanager
def _typesetter(fonts: Iterable[Path] | None = None) -> Iterator[_Typesetter]:
    with tempfile.TemporaryDirectory(prefix="reader-fonts-") as folder:
        for path in font_files() if fonts is None else fonts:
            shutil.copyfile(path, Path(folder, path.name))
        yield _Typesetter(typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]))


def _companions(library: Library) -> Iterator[Edition]:
    # The user guide is text only: it explains the window, and is read in it.
    return (e for e in library.editions if e.kind == "companion" and e.sections and e.document != library.help)


def _current(library: Library, edition: Edition, entry: Mapping[str, str]) -> bool:
    pdf = pdf_path(library, edition)
    return pdf.is_file() and entry.get("pdf") == sha256(pdf) and entry.get("input") == input_hash(library, edition)


def _template() -> bytes:
    # A checkout may have changed the line ends; the bytes that count have none of that.
    return resources.files("reader").joinpath("guide.typ").read_bytes().replace(b"\r\n", b"\n")


def _packed(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _read_lock(path: Path) -> dict[str, dict[str, str]]:
    """The lock file's guides; none when it is missing or broken, which only means that all are set again."""
    try:
        guides = json.loads(path.read_text(encoding="utf-8"))["guides"]
        return {str(name): {str(k): str(v) for k, v in entry.items()} for name, entry in guides.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
