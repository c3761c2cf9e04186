"""The item model of the bookmarks panel: one row a bookmark, in the reader's own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reader.errors import Refused
from reader.library import Place
from reader.ui.language import language_name

Index = QModelIndex | QPersistentModelIndex
BOOKMARK_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2


class BookmarkLike(Protocol):
    """A place the reader keeps, under a name of the reader's own."""

    @property
    def id(self) -> str:
        """Never used twice."""

    @property
    def place(self) -> str:
        """Where it leads, in printed form."""

    @property
    def name(self) -> str:
        """As the reader calls it."""


@dataclass(frozen=True, slots=True)
class BookmarkRow:
    """What a row says: the name, and below it the document, its language and where in it."""

    name: str
    title: str
    where: str


class BookmarkModel(QAbstractListModel):
    """Holds what it was given and changes nothing of it: a new name is told by `renamed(id, name)` and comes back from outside."""

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bookmarks: tuple[BookmarkLike, ...] = ()
        self._titles: dict[str, str] = {}
        self._spots: dict[str, str] = {}

    def set_bookmarks(self, bookmarks: Sequence[BookmarkLike], titles: Mapping[str, str], spots: Mapping[str, str]) -> None:
        """Show these in this order; rows that stay keep their place, so that an open editor or a selection is not lost for nothing."""
        new = tuple(bookmarks)
        self._titles, self._spots = dict(titles), dict(spots)
        old_ids, new_ids = [b.id for b in self.bookmarks], [b.id for b in new]
        if old_ids == new_ids:
            self.bookmarks = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self.bookmarks = new
        self.endResetModel()

    def row_of(self, id: str) -> int | None:
        """The row of a bookmark; None when it is not there."""
        return next((row for row, b in enumerate(self.bookmarks) if b.id == id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else len(self.bookmarks)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be renamed and dragged; between them one can be dropped."""
        usual = super().flags(index)
        if not index.isValid():
            return usual | Qt.ItemFlag.ItemIsDropEnabled
        return usual | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Moved, never copied."""
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name; the value and its words for the delegate; all of it for those who listen."""
        if not index.isValid():
            return None
        bookmark = self.bookmarks[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return bookmark.name
        if role == BOOKMARK_ROLE:
            return bookmark
        row = self._row(bookmark)
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (row.name, row.title, row.where) if part)
        return None

    def _row(self, bookmark: BookmarkLike) -> BookmarkRow:
        try:
            place = Place.parse(bookmark.place)
        except Refused:  # written by another version; its name is still the reader's
            return BookmarkRow(bookmark.name, bookmark.place, "")
        spot = self._spots.get(bookmark.id, "")
        if not spot and place.page is not None:
            spot = self.tr("page {label}").format(label=place.page)
        where = " · ".join(part for part in (language_name(place.language), spot) if part)
        return BookmarkRow(bookmark.name, self._titles.get(place.edition, place.document), where)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tells of a new name; an empty one, or the same, is none."""
        name = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not name or name == self.bookmarks[index.row()].name:
            return False
        self.renamed.emit(self.bookmarks[index.row()].id, name)
        return True
