"""What the reader's own file holds, as values: bookmarks, positions, saved searches, and what is said about the file itself."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from reader.errors import ReaderError

# What happened to the file and what becomes of the reader's things; the window says these in the reader's language.
SENTENCES = {
    "empty": "The file with your bookmarks was empty. A new one is begun.",
    "unreadable": "The file with your bookmarks was damaged. It is kept as {file}, and a new one is begun.",
    "salvaged": "The file with your bookmarks was damaged. What could be read of it is here; the damaged file is kept as {file}.",
    "stuck": "The file {file} with your bookmarks is damaged and cannot be put aside. Bookmarks made now last only until you close the program.",
    "foreign": "The file {file} belongs to another program and was left as it is. Bookmarks made now last only until you close the program.",
    "newer": "The file {file} was written by a newer version of this program and was left as it is. Bookmarks made now last only until you close the program.",
    "locked": "Another program is using the file {file} with your bookmarks. Bookmarks made now are kept for you and written as soon as possible.",
    "unwritable": "The file {file} cannot be written here. Bookmarks made now last only until you close the program.",
    "full": "There is no room left to write the file {file}. Bookmarks made now are kept for you and written as soon as possible.",
    "gone": "The file {file} with your bookmarks is no longer there. Bookmarks made now are written when it is back.",
    "failed": "The file {file} with your bookmarks cannot be read or written. Bookmarks made now are kept for you and written as soon as possible.",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What the reader should hear about the file: a key of SENTENCES, and the name of the file it speaks of."""

    key: str
    file: str = ""

    @property
    def sentence(self) -> str:
        """In English."""
        return SENTENCES[self.key].format(file=self.file)


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
