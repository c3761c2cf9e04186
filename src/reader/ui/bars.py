"""The bar on top: buttons at the left, the search field in the middle."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

_BUTTON, _PICTURE = 35, 20  # pixels
_BUTTONS = 4 * (_BUTTON + 2)  # pixels kept free for the buttons, which come after the first paint


class TopBar(QFrame):
    """The one part that is always seen, so it tells of the first paint: `painted`, one turn after it."""

    painted = Signal()

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 7, 12, 7)
        self._row.setSpacing(2)
        self._row.addSpacing(_BUTTONS)
        self._row.addSpacing(10)
        self._row.addStretch(1)
        field.setParent(self)
        field.setMaximumWidth(620)
        self._row.addWidget(field, 6)
        self._row.addStretch(2)
        self._painted = False
        self._pictures: list[QLabel] = []

    def show_pictures(self, pictures: Iterable[QPixmap]) -> None:
        """What the buttons will show, where they will be."""
        self._row.takeAt(0)
        for number, picture in enumerate(pictures):
            label = QLabel(self)
            label.setFixedSize(_BUTTON, _BUTTON)
            label.setMargin((_BUTTON - _PICTURE) // 2)
            label.setPixmap(picture)
            self._row.insertWidget(number, label)
            self._pictures.append(label)

    def add_buttons(self, buttons: Iterable[QWidget]) -> None:
        """Put buttons into the place kept free for them."""
        if not self._pictures:
            self._row.takeAt(0)
        for label in self._pictures:
            self._row.removeWidget(label)
            label.deleteLater()
        self._pictures.clear()
        for number, button in enumerate(buttons):
            self._row.insertWidget(number, button)
            button.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells once that the window is on its way to the screen, after this turn: then nothing slow delays the picture."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)
