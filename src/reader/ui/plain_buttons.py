"""Buttons for a page that is read: Enter presses them, the arrow keys leave them; as a line of text, as a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

_ROLE = QPalette.ColorRole
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_PADDING = 5  # pixels, where the frame of the focus stands
_INSET = 3  # of a link, which is to stand under other words


class Opener(QPushButton):
    """A button that opens something. Emits where an arrow key leads: (-1, 0) is before, (1, 0) behind, (0, -1) above, (0, 1) below."""

    arrow = Signal(int, int)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt presses a button by Enter in dialogs only, and takes the arrow keys for Tab."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            across, down = _ARROWS[key]
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.arrow.emit(-across if mirrored else across, down)
        else:
            super().keyPressEvent(event)


class Painted(Opener):
    """Drawn by itself: no box, a frame while it has the focus."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._over = False

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is over it."""
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And gone."""
        self._over = False
        self.update()
        super().leaveEvent(event)

    def _frame(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._over or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(_ROLE.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(_ROLE.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class Link(Painted):
    """Looks like a link, and is a button, since it leads nowhere but does something."""

    def sizeHint(self) -> QSize:
        """The text and its frame."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _INSET + 2, metrics.height() + 2 * _PADDING)

    def minimumSizeHint(self) -> QSize:
        """A narrow place shortens the text."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underlined, in the colour of links."""
        del event
        painter = QPainter(self)
        self._frame(painter)
        font = QFont(self.font())
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(self.palette().color(_ROLE.Link))
        place = self.rect().adjusted(_INSET, 0, -_INSET, 0)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _leading(self) | Qt.AlignmentFlag.AlignVCenter, text)


class Row(Painted):
    """One line over the whole width: quiet words, what matters, quiet words; what matters is shortened where there is no room."""

    def __init__(self, before: str, main: str, behind: str, parent: QWidget | None = None) -> None:
        super().__init__(" ".join(part for part in (before, main, behind) if part), parent)
        self.setAccessibleName(self.text())
        self._parts = (before, main, behind)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        return self.font(), bold, self.font()

    def _widths(self) -> list[int]:
        return [QFontMetrics(font).horizontalAdvance(part) for font, part in zip(self._fonts(), self._parts, strict=True)]

    def sizeHint(self) -> QSize:
        """All of it on one line."""
        gap = self.fontMetrics().horizontalAdvance(" ")
        return QSize(sum(self._widths()) + 2 * gap + 4 * _PADDING, self.fontMetrics().height() + 2 * _PADDING)

    def minimumSizeHint(self) -> QSize:
        """A narrow place shortens it."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The three parts after one another."""
        del event
        painter = QPainter(self)
        self._frame(painter)
        place = self.rect().adjusted(2 * _PADDING, 0, -2 * _PADDING, 0)
        gap = self.fontMetrics().horizontalAdvance(" ")
        before, main, behind = self._widths()
        room = place.width() - before - behind - 2 * gap
        widths = [before, min(main, max(room, place.width() // 3)), behind]
        inks = (_ROLE.PlaceholderText, _ROLE.Text, _ROLE.PlaceholderText)
        x = place.x()
        for part, font, ink, width in zip(self._parts, self._fonts(), inks, widths, strict=True):
            cell = place.adjusted(x - place.x(), 0, 0, 0)
            cell.setWidth(max(0, min(width, place.right() - x + 1)))
            painter.setFont(font)
            painter.setPen(self.palette().color(ink))
            shown = QFontMetrics(font).elidedText(part, Qt.TextElideMode.ElideRight, cell.width() + 1)
            mirrored = QStyle.visualRect(self.layoutDirection(), self.rect(), cell)
            painter.drawText(mirrored.adjusted(-1, 0, 1, 0), _leading(self) | Qt.AlignmentFlag.AlignVCenter, shown)
            x += QFontMetrics(font).horizontalAdvance(shown) + gap


def _leading(widget: QWidget) -> Qt.AlignmentFlag:
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
