"""Where library, index and the reader's own data live; one argument moves each of them.

Nothing here creates a folder: whoever writes does that.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from reader.errors import LibraryError

APP = "partner-reader"


def user_data(environ: dict[str, str] | None = None) -> Path:
    """The user's data folder for this program (XDG on Linux, Application Support on macOS, LOCALAPPDATA on Windows)."""
    env = dict(os.environ) if environ is None else environ
    if sys.platform == "win32":
        base = env.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Application Support")
    else:
        base = env.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / APP


class Paths:
    """The three roots: `library` (holds content/ and index/) is read, `state` is the reader's own."""

    def __init__(self, library: Path, state: Path) -> None:
        self.library = library
        self.state = state

    @property
    def content(self) -> Path:
        """The documents, the truth; only staff commands write here."""
        return self.library / "content"

    @property
    def index(self) -> Path:
        """The index that travels with the content; derived and disposable."""
        return self.library / "index"

    @property
    def own_indexes(self) -> Path:
        """Indexes this computer built because the library's own could not be used or written."""
        return self.state / "indexes"

    @property
    def built(self) -> Path:
        """The note of index manifests that this computer built and may therefore open."""
        return self.state / "built.json"


def find(library: str | os.PathLike[str] | None = None, state: str | os.PathLike[str] | None = None) -> Paths:
    """Paths for a given library folder, or the nearest folder upward (from here, then from the program) that holds content/library.toml.

    Raises LibraryError when there is none.
    """
    own = Path(state) if state is not None else user_data()
    if library is not None:
        root = Path(library)
        if not (root / "content" / "library.toml").is_file():
            raise LibraryError(
                f"There is no library in {root}: content/library.toml is missing.", "Name the folder that holds content/ with --library."
            )
        return Paths(root.resolve(), own)
    for start in (Path.cwd(), Path(__file__).resolve().parent):
        for folder in (start, *start.parents):
            if (folder / "content" / "library.toml").is_file():
                return Paths(folder, own)
    raise LibraryError("No library was found here.", "Name the folder that holds content/ with --library.")
