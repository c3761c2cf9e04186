"""A scroll bar that shows where the hits are: thin ticks along its length, the current one as a diamond."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollBar, QStyle, QStyleOptionSlider, QWidget

from reader.ui import inks

_THICK = 2  # pixels of a tick, and so the least distance of two that are told apart
_REACH = 4  # pixels from a tick within which a click means it
_INSET = 2  # pixels left free at both sides, as round the handle
_DIAMOND = 5.5  # pixels from its middle to its corners


class MarkBar(QScrollBar):
    """Takes the place of a view's vertical scroll bar; is told the marks, emits the number of the one that is clicked.

    A mark is a share of the document's height, from 0 at its top to 1. Where ticks fall together one is painted.
    """

    mark_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setMouseTracking(True)
        self._given: tuple[float, ...] = ()
        self._marks: list[tuple[float, int]] = []
        self._current: float | None = None
        self._ticks: list[QRect] | None = None
        self._pressed: QPointF | None = None

    def set_marks(self, fractions: Sequence[float], current: float | None = None) -> None:
        """Show ticks at these shares, in any order, and the current hit at another or the same."""
        given = tuple(fractions)
        if given != self._given:
            self._given = given
            self._marks = sorted((min(1.0, max(0.0, share)), number) for number, share in enumerate(given))
            self._ticks = None
        self._current = current
        self.update()

    @property
    def ticks(self) -> list[QRect]:
        """What is painted, from the top; made anew only when marks or height changed."""
        if self._ticks is None:
            self._ticks, at = [], 0
            # From tick to tick, so that thousands of marks cost no more than the pixels there are.
            while at < len(self._marks):
                y = self._y(self._marks[at][0])
                self._ticks.append(QRect(_INSET, y, self.width() - 2 * _INSET, _THICK))
                at = bisect_left(self._marks, ((y + _THICK - 0.499) / max(1, self.height() - _THICK), -1), at + 1)
        return self._ticks

    def _y(self, share: float) -> int:
        """The top of the tick at a share of the height."""
        return round(share * (self.height() - _THICK))

    def mark_at(self, y: float) -> int | None:
        """The number of the mark nearest to a height of the bar, within reach of a click."""
        if not self._marks:
            return None
        at = bisect_left(self._marks, ((y - _THICK / 2) / max(1, self.height() - _THICK), -1))
        near = self._marks[max(0, at - 1) : at + 1]
        share, number = min(near, key=lambda mark: abs(self._y(mark[0]) + _THICK / 2 - y))
        return number if abs(self._y(share) + _THICK / 2 - y) <= _REACH else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar, and the ticks over it."""
        super().paintEvent(event)
        if not self._marks and self._current is None:
            return
        # The bar's own palette holds what the style sheet says of bars: a ground that is not there.
        colours = QApplication.palette()
        ink = inks.of(colours)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.lit_line)
        painter.drawRects(self.ticks)
        # The handle darkens under the pointer, and the ticks on it must still be seen.
        painter.setClipRect(self._handle())
        painter.setBrush(colours.text())
        painter.drawRects(self.ticks)
        painter.setClipping(False)
        if self._current is not None:
            # Kept whole at both ends; its rim parts it from ticks close by.
            y = min(self.height() - _DIAMOND - 1, max(_DIAMOND + 1, self._y(self._current) + _THICK / 2))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colours.base().color(), 1))
            painter.setBrush(colours.text())
            x, r = self.width() / 2, _DIAMOND
            painter.drawPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the handle a tick is chosen at once; on the handle only when it is not dragged."""
        self._pressed = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        number = self.mark_at(event.position().y())
        if self._pressed is not None and number is not None and not self.on_handle(event.position()):
            self._pressed = None
            self.mark_chosen.emit(number)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be clicked."""
        super().mouseMoveEvent(event)
        over = not event.buttons() and self.mark_at(event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the handle that dragged nothing means the tick under it."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or not self.on_handle(pressed):
            return
        number = self.mark_at(pressed.y())
        if number is not None and (event.position() - pressed).manhattanLength() < QApplication.startDragDistance():
            self.mark_chosen.emit(number)

    def on_handle(self, at: QPointF) -> bool:
        """True over the handle."""
        return self._handle().contains(at.toPoint())

    def _handle(self) -> QRect:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        return self.style().subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The ticks move with the height."""
        super().resizeEvent(event)
        self._ticks = None

    def changeEvent(self, event: QEvent) -> None:
        """The ticks lie within the width of the style."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._ticks = None
