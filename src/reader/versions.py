"""What the program is made of: parts, their versions here and their licences; asked for by About and by the details for support."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from reader import __version__

LICENCE = "AGPL-3.0-or-later"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is carried along: its name, its package, its licence and the file of `licenses/` with the text."""

    name: str
    package: str
    licence: str
    text: str

    @property
    def version(self) -> str:
        """As installed; empty where the package's record is not there. Nothing is imported for it."""
        if self.package == "python":
            return platform.python_version()
        try:
            return metadata.version(self.package) if self.package else ""
        except metadata.PackageNotFoundError:
            return ""


# As in licenses/README.md; a test compares.
PARTS = (
    Part("Python", "python", "PSF-2.0", "PSF-2.0-python-3.11.txt"),
    Part("Qt", "", "LGPL-3.0", "LGPL-3.0.txt"),
    Part("PySide6, shiboken6", "PySide6-Essentials", "LGPL-3.0", "LGPL-3.0.txt"),
    Part("PyMuPDF, MuPDF", "PyMuPDF", "AGPL-3.0", "LICENSE"),
    Part("Whoosh (whoosh3)", "whoosh3", "BSD-2-Clause", "BSD-2-Clause-whoosh3.txt"),
    Part("snowballstemmer", "snowballstemmer", "BSD-3-Clause", "BSD-3-Clause-snowballstemmer.txt"),
    Part("Source Sans Pro", "", "SIL OFL 1.1", "OFL-1.1-source-sans-pro.txt"),
    Part("Source Serif Pro", "", "SIL OFL 1.1", "OFL-1.1-source-serif-pro.txt"),
)


def versions() -> dict[str, str]:
    """The program's version and those of its parts, as far as they are known."""
    return {"Partner Reader": __version__, **{part.name: part.version for part in PARTS if part.version}}


def licence_folder() -> Path | None:
    """The folder of the program that holds LICENSE and `licenses/`; None where they were not brought along."""
    for folder in Path(__file__).resolve().parents:
        if (folder / "licenses").is_dir() and (folder / "LICENSE").is_file():
            return folder
    return None
