"""The contents panel: an edition's headings as a tree that follows the reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from reader.ui import badge
from reader.ui.models import COUNT_ROLE, ENTRY_ROLE, ContentsModel
from reader.ui.reading import Entry

_PADDING = 6  # pixels between title, badge and edge


class ContentsDelegate(QStyledItemDelegate):
    """As Qt draws a row, with the count of hits at its end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The title leaves room for the badge."""
        super().initStyleOption(option, index)
        count = index.data(COUNT_ROLE)
        room = option.rect.width()  # type: ignore[attr-defined]
        if count and room > 0:
            font: QFont = option.font  # type: ignore[attr-defined]
            room -= round(badge.size(font, count)[0]) + 3 * _PADDING
            option.text = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, max(0, room))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The row, then its badge."""
        super().paint(painter, option, index)
        count = index.data(COUNT_ROLE)
        if count:
            font: QFont = option.font  # type: ignore[attr-defined]
            palette: QPalette = option.palette  # type: ignore[attr-defined]
            row = option.rect.adjusted(_PADDING, 0, -_PADDING, 0)  # type: ignore[attr-defined]
            width, height = badge.size(font, count)
            frame = QRectF(row.right() - width, row.center().y() - height / 2 + 0.5, width, height).toRect()
            frame = QStyle.visualRect(option.direction, row, frame)  # type: ignore[attr-defined]
            badge.paint(painter, QRectF(frame), count, font, palette)


class ContentsPanel(QTreeView):
    """Emits the entry that is chosen; is told the entries and where the reader is."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contents")
        self.contents = ContentsModel(self)
        self.setModel(self.contents)
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(ContentsDelegate(self))
        self.clicked.connect(self._choose)
        self.expanded.connect(self._opened)
        self.collapsed.connect(self._closed)
        self.retranslate()

    @Slot(object)
    def set_entries(self, entries: Sequence[Entry]) -> None:
        """The contents of another edition."""
        self.contents.set_entries(entries)
        # A short list is shown whole; of a long one the first level, opened where the reader is.
        if len(entries) <= 60:
            self.expandAll()
            # Qt tells of rows opened one by one only.
            for node in self.contents.nodes:
                if node.rows:
                    self.contents.set_open(self.contents.index_of(node), is_open=True)

    def set_hit_counts(self, counts: Mapping[int, int]) -> None:
        """Hits by the number of the entry; a closed entry shows those below it too."""
        self.contents.set_hit_counts(counts)

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        self.contents.set_open(index, is_open=True)

    @Slot(QModelIndex)
    def _closed(self, index: QModelIndex) -> None:
        self.contents.set_open(index, is_open=False)

    @Slot(object)
    def follow(self, number: int | None) -> None:
        """Mark the entry one is in; the list is not scrolled away from under a reader who uses it."""
        if number is None or number >= len(self.contents.nodes):
            return
        index = self.contents.index_of(self.contents.nodes[number])
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            if not self.hasFocus():
                self.scrollTo(index)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if entry is not None:
            self.chosen.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, Escape goes back to the text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Gives the list its name."""
        self.setAccessibleName(self.tr("Contents"))
