"""The item model of the pages panel: one row a page, with its printed label, its hits, and which one is being read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
PAGE_ROLE = Qt.ItemDataRole.UserRole + 1  # from 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2


class PageModel(QAbstractListModel):
    """Replaced as a whole; `reading` is a page from 1, or 0."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sizes: tuple[tuple[float, float], ...] = ()
        self.reading = 0
        self._labels: tuple[str, ...] = ()
        self._hits: dict[int, int] = {}

    def set_pages(self, sizes: Sequence[tuple[float, float]], labels: Sequence[str]) -> None:
        """Sizes in points and printed labels of another PDF."""
        self.beginResetModel()
        self.sizes, self._labels = tuple(sizes), tuple(labels)
        self.reading, self._hits = 0, {}
        self.endResetModel()

    def set_reading(self, page: int) -> bool:
        """The page being read; False when it is no page of these, or was so already."""
        if page == self.reading or not 1 <= page <= len(self.sizes):
            return False
        old, self.reading = self.reading, page
        self._changed({old, page} - {0})
        return True

    def set_hits(self, counts: Mapping[int, int]) -> None:
        """Hits by page; pages without any may be left out."""
        held = {page: count for page, count in counts.items() if count and 1 <= page <= len(self.sizes)}
        touched = {page for page in held.keys() | self._hits.keys() if held.get(page) != self._hits.get(page)}
        self._hits = held
        self._changed(touched)

    def _changed(self, pages: set[int]) -> None:
        if pages:  # one signal: a view repaints what it sees of the stretch
            self.dataChanged.emit(self.index(min(pages) - 1), self.index(max(pages) - 1))

    def label(self, page: int) -> str:
        """The printed label, else the number."""
        return (self._labels[page - 1] if page <= len(self._labels) else "") or str(page)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else len(self.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The label; a whole sentence for those who listen."""
        if not index.isValid():
            return None
        page = index.row() + 1
        if role == Qt.ItemDataRole.DisplayRole:
            return self.label(page)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(page)
        if role == PAGE_ROLE:
            return page
        return self._hits.get(page, 0) if role == COUNT_ROLE else None

    def _spoken(self, page: int) -> str:
        count = self._hits.get(page, 0)
        parts = [self.tr("Page {label}").format(label=self.label(page))]
        if count:
            parts.append(self.tr("%n hit(s)", "", count))
        if page == self.reading:
            parts.append(self.tr("being read"))
        return ", ".join(parts)
