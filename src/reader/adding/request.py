"""What staff say of a file they add, what was taken of it, and what can be refused before the file is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from reader import COMMANDS
from reader.errors import Refused
from reader.library import Library
from reader.words import LANGUAGES

TEXT_ENDINGS = (".md", ".markdown", ".txt")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_LENGTH = 60
NAMES = {"en": "English", "es": "Spanish"}


@dataclass(frozen=True)
class Request:
    """What staff said of a file they add."""

    file: Path
    document: str
    language: str
    title: str = ""
    source: str = ""
    rights: str = ""
    may_pass_on: str = "unknown"
    permission: str = ""

    @property
    def is_text(self) -> bool:
        """Section text, by the name of the file."""
        return self.file.suffix.lower() in TEXT_ENDINGS


@dataclass(frozen=True)
class Added:
    """What was taken: the edition, its pages or sections, its words, what was noticed, and pages (from 1) that cannot be read, with why."""

    edition: str
    pages: int
    words: int
    unread: dict[int, str] = field(default_factory=dict)
    sections: int = 0
    notices: tuple[str, ...] = ()
    scanned: tuple[int, ...] = ()  # pages without words
    read: int = 0  # of those, by machine


def doubt(seen: str, said: str) -> str:
    """What speaks against the language that was said."""
    return f"Its words look {NAMES[seen]}, and --language {said} was said. If that was a slip: reader restore, then add it again."


def check(library: Library, request: Request) -> None:
    """Raises Refused for what can be refused before the file is read."""
    if request.language not in LANGUAGES:
        raise Refused(
            f"“{request.language}” is no language this program can search.", f"Say --language {' or --language '.join(LANGUAGES)}."
        )
    if library.document(request.document) is None:
        ids = ", ".join(d.id for d in library.shelf)
        if not _ID.fullmatch(request.document) or request.document in COMMANDS or len(request.document) > _ID_LENGTH:
            raise Refused(f"“{request.document}” cannot name a document.", f"Use lower-case letters, digits and hyphens, or one of: {ids}.")
        if not request.title:
            raise Refused(f"The library has no document “{request.document}”.", f"To make a new entry give --title; known are: {ids}.")
    if not request.file.is_file():
        raise Refused(f"There is no file {request.file}.", "Check the name.")
