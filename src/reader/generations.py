"""Generations of the index: finding the one to open, trusting it, and switching to a new one.

`index/CURRENT` names the folder in use (`gen-N`). Whoosh's files are pickles, so a generation is opened only when this
computer noted its manifest as its own and every file is as listed; any doubt means building again.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reader import manifest
from reader.errors import IndexUnusable
from reader.library import Library
from reader.paths import Paths

# Raised when anything an index holds changes meaning: terms, positions, vocabulary, page store. Another number is built anew.
SCHEMA = 2
CURRENT = "CURRENT"
_LOOK_AGAIN = 0.2  # seconds
_NAME = re.compile(r"gen-(\d+)")


@dataclass(frozen=True)
class Generation:
    """One index that may be opened: its folder and its manifest, every file verified."""

    folder: Path
    manifest: manifest.Manifest


def homes(paths: Paths, library: Library) -> list[Path]:
    """The folders that may hold an index of this library: beside the content, then in the user's own data."""
    key = "\n".join([*sorted(library.titles.values()), *(d.id for d in library.documents)])
    return [paths.index, paths.own_indexes / hashlib.sha256(key.encode()).hexdigest()[:16]]


def find(paths: Paths, library: Library, trusted: Collection[str] = ()) -> Generation:
    """The first generation that is trusted, whole and up to date; raises IndexUnusable with the reason when there is none."""
    reasons = []
    for home in homes(paths, library):
        try:
            return check(home, library, manifest.noted(paths.built) | set(trusted))
        except IndexUnusable as error:
            reasons.append(error)
    raise reasons[0]


def check(home: Path, library: Library, trusted: Collection[str]) -> Generation:
    """The current generation of one folder; raises IndexUnusable when it must not be opened."""
    folder = current(home)
    if folder is None:
        raise IndexUnusable("There is no index yet.", "Build it with: reader build.")
    listed = manifest.read(folder)
    if listed.digest not in trusted:
        raise IndexUnusable("The index was not built on this computer, so it is not opened.", "Build it with: reader build.")
    if listed.facts.get("schema") != SCHEMA:
        raise IndexUnusable("The index was written by another version of this program.", "Build it again with: reader build.")
    changed = changes(listed, library)
    if changed:
        raise IndexUnusable(
            f"The content has changed since the index was built ({changed[0]}{' and more' if len(changed) > 1 else ''}).",
            "Build it again with: reader build.",
        )
    manifest.verify(folder, listed)
    return Generation(folder, listed)


def changes(listed: manifest.Manifest, library: Library) -> list[str]:
    """The content files that are new, gone or different since the index was built."""
    before, now = listed.facts.get("inputs", {}), manifest.inputs(library.root, library.files())
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def current(home: Path) -> Path | None:
    """The generation that CURRENT names, when there is one."""
    try:
        name = (home / CURRENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return home / name if _NAME.fullmatch(name) and (home / name).is_dir() else None


def begin(home: Path) -> Path:
    """An empty folder for the next generation; raises OSError where nothing can be written."""
    home.mkdir(parents=True, exist_ok=True)
    numbers = [int(m[1]) for p in home.iterdir() if (m := _NAME.match(p.name))]
    folder = home / f"gen-{max(numbers, default=0) + 1}.tmp"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    return folder


def finish(folder: Path) -> Path:
    """Give a built generation its name and make it the current one; the pointer is switched last."""
    done = folder.with_suffix("")
    folder.rename(done)
    manifest.flush(done.parent)
    manifest.replace(done.parent / CURRENT, f"{done.name}\n".encode())
    return done


def sweep(home: Path) -> None:
    """Remove generations that are no longer current; what another program still holds open stays for next time."""
    now = current(home)
    for path in home.iterdir() if home.is_dir() else ():
        if _NAME.match(path.name) and path != now:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def lock(home: Path, waiting: Callable[[], None], seconds: float = 600.0) -> Iterator[None]:
    """Hold the only right to build in a folder; while another program has it, wait and call `waiting` (which may raise Cancelled).

    Raises IndexUnusable after so many seconds, OSError on read-only media.
    """
    home.mkdir(parents=True, exist_ok=True)
    pause, deadline = threading.Event(), time.monotonic() + seconds
    with (home / "LOCK").open("a+b") as file:
        while not _lock(file.fileno()):
            if time.monotonic() > deadline:
                raise IndexUnusable("Another program is building this index.", "Wait until it is done, then try again.")
            waiting()
            pause.wait(_LOOK_AGAIN)
        yield


def _lock(handle: int) -> bool:
    """Take the lock if nobody has it; the system lets go of it when the file is closed, however the program ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
