"""What the reader's own file holds, as values: bookmarks, positions, saved searches, and what is said about the file itself."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from reader.errors import ReaderError

# What happened to the file; the window says these in the reader's language.
FACTS = {
    "empty": "The file with your bookmarks was empty. A new one is begun.",
    "unreadable": "The file with your bookmarks was damaged. It is kept as {file}, and a new one is begun.",
    "salvaged": "The file with your bookmarks was damaged. What could be read of it is here; the damaged file is kept as {file}.",
    "stuck": "The file {file} with your bookmarks is damaged and cannot be put aside.",
    "foreign": "The file {file} belongs to another program and was left as it is.",
    "newer": "The file {file} was written by a newer version of this program and was left as it is.",
    "unwritable": "The file {file} cannot be written here.",
    "locked": "Another program is using the file {file} with your bookmarks.",
    "full": "There is no room left to write the file {file}.",
    "failed": "The file {file} with your bookmarks cannot be read or written.",
    "gone": "The file {file} with your bookmarks is no longer there.",
}
# What becomes of the reader's things then.
NOT_KEPT = ("stuck", "foreign", "newer", "unwritable")
KEPT_LATER = ("locked", "full", "failed", "gone")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the reader should hear about the file: a key of FACTS, and the name of the file it speaks of."""

    key: str
    file: str = ""

    @property
    def sentence(self) -> str:
        """In English."""
        fact = FACTS[self.key].format(file=self.file)
        if self.key in NOT_KEPT:
            return f"{fact} Bookmarks made now last only until you close the program."
        if self.key in KEPT_LATER:
            return f"{fact} Bookmarks made now are kept for you and written as soon as possible."
        return fact


class StateError(ReaderError):
    """The file cannot be read or written now; nothing was changed, and trying again later is right."""

    def __init__(self, notice: Notice, detail: str = "") -> None:
        super().__init__(notice.sentence, f"({detail})" if detail else "")
        self.notice = notice


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A named place (printed form), how it was read ("page" or "text"), the height there, and its key in the reader's order."""

    id: str
    place: str
    form: str
    y: float
    name: str
    order: int = 0
    made: float = 0.0

    @staticmethod
    def new(place: str, form: str, y: float, name: str) -> Bookmark:
        """A bookmark made now, not yet in any order; its id is unique among all windows and computers."""
        return Bookmark(os.urandom(8).hex(), place, form, y, name, made=time.time())


@dataclass(frozen=True, slots=True)
class Position:
    """Where an edition was last read: place (printed form), "page" or "text", the height there, the zoom as its view writes it, when."""

    edition: str
    place: str
    form: str
    y: float
    zoom: str
    at: float


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept under a name."""

    name: str
    text: str
