"""A frame round what is read, while the keyboard has put the focus there: the views have no edge of their own to change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

_WIDTH = 3  # pixels
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move)
_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class FocusFrame(QWidget):
    """Lies over one of `views` at a time and lets the mouse through; who clicks knows where he is, and sees no frame."""

    def __init__(self, views: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view: QWidget | None = None
        for view in views:
            view.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Comes and goes with the focus, and moves with the view."""
        if isinstance(watched, QWidget):
            if isinstance(event, QFocusEvent):
                self._put(watched if event.gotFocus() and event.reason() in _BY_KEYBOARD else None)
            elif watched is self._view and event.type() in _MOVES:
                self._put(watched)
            elif watched is self._view and event.type() == QEvent.Type.Hide:
                self._put(None)
        return super().eventFilter(watched, event)

    def _put(self, view: QWidget | None) -> None:
        self._view = view
        if view is None:
            self.hide()
            return
        over = self.parentWidget()
        assert over is not None
        self.setGeometry(QRect(view.mapTo(over, view.rect().topLeft()), view.size()))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The accent, and at its inner side a hairline of the ground, so that it is told from any page."""
        super().paintEvent(event)
        painter = QPainter(self)
        for inset in range(_WIDTH + 1):
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent if inset < _WIDTH else QPalette.ColorRole.Base))
            painter.drawRect(self.rect().adjusted(inset, inset, -inset - 1, -inset - 1))
