"""The contents panel: an edition's headings as a tree that follows the reading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from reader.ui.models import ENTRY_ROLE, ContentsModel
from reader.ui.reading import Entry


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
        self.clicked.connect(self._choose)
        self.retranslate()

    @Slot(object)
    def set_entries(self, entries: Sequence[Entry]) -> None:
        """The contents of another edition."""
        self.contents.set_entries(entries)
        # A short list is shown whole; of a long one the first level, opened where the reader is.
        if len(entries) <= 60:
            self.expandAll()

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
