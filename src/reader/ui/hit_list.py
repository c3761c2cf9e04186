"""The list of results: documents with their hits below them, walked, opened and closed by keys alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from reader.ui.hit_delegate import HitDelegate
from reader.ui.models import GROUP_ROLE, HIT_ROLE, HitRow

_CLOSES = (Qt.Key.Key_Left, Qt.Key.Key_Minus)
_OPENS = (Qt.Key.Key_Right, Qt.Key.Key_Plus)


class HitList(QTreeView):
    """The results; Up from the first leads back to the field."""

    up = Signal()
    left = Signal()
    chosen = Signal(QModelIndex)  # a hit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)  # by Qt's own triangles, which are not drawn
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(HitDelegate(self))
        self.clicked.connect(self._activate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes, or opens and closes a document; so do Left and Right, − and +; Escape and Up from the first lead out."""
        at, key = self.currentIndex(), event.key()
        if self.isRightToLeft() and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            key = Qt.Key.Key_Right if key == Qt.Key.Key_Left else Qt.Key.Key_Left
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(at)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Up and self._first(at):
            self.up.emit()
        elif at.isValid() and key in _CLOSES:
            self._close(at)
        elif at.isValid() and key in _OPENS:
            self._open(at)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _first(at: QModelIndex) -> bool:
        """True at the first head, and at the first hit: the head above it has nothing more to say."""
        row = at.data(HIT_ROLE)
        return row.number == 0 if isinstance(row, HitRow) else at.row() <= 0

    @Slot(QModelIndex)
    def _activate(self, at: QModelIndex) -> None:
        if at.data(GROUP_ROLE) is not None:
            self.setExpanded(at, not self.isExpanded(at))
        elif at.isValid():
            self.chosen.emit(at)

    def _close(self, at: QModelIndex) -> None:
        head = at if at.data(GROUP_ROLE) is not None else at.parent()
        self.setCurrentIndex(head)
        self.collapse(head)

    def _open(self, at: QModelIndex) -> None:
        """A closed document opens; from an open one's head it goes on to its first hit."""
        if at.data(GROUP_ROLE) is None:
            return
        if self.isExpanded(at):
            self.setCurrentIndex(self.model().index(0, 0, at))
        else:
            self.expand(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their lines at this width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
