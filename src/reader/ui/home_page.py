"""What home scrolls: title, hint and rows above, then text and shelf, in two columns where there is room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.ui import theme
from reader.ui.landing import Landing, measure
from reader.ui.plain_buttons import Link
from reader.ui.welcome import Hint, Recent

# Letters in a line of the landing text, at least and at most.
_FEWEST, _MOST = 60, 70
# Pixels at the plain size of letters: between the columns; a card at its narrowest and widest.
_GAP, _CARD, _WIDEST_CARD = 48, 440, 600


class HomePage(QWidget):
    """Holds the parts and finds their widths; what they say and hold is the business of `Home`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("homePage")
        self.title = _label(self, theme.reading_font(25))
        self.jump = Link("", self)
        self.hint, self.recent = Hint(self), Recent(self)
        self.wait = _label(self, theme.interface_font(12.5))
        self.wait.hide()
        self.shelf_side = QWidget(self)
        self.landing = Landing(self)
        head = _font(theme.interface_font(14), QFont.Weight.DemiBold)
        self.shelf_head, self.own_head = _label(self.shelf_side, head), _label(self.shelf_side, head)
        self.shelf, self.own = QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whole = QVBoxLayout(self)
        self._lay_out()
        for grows in (self, self.shelf_side, self.landing):
            # What comes below does not paint again what stands above.
            grows.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.retranslate()

    def _lay_out(self) -> None:
        side = QVBoxLayout(self.shelf_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        self.shelf.setSpacing(12)
        side.addWidget(self.shelf_head)
        side.addLayout(self.shelf)
        side.addSpacing(10)
        side.addWidget(self.own_head)
        side.addLayout(self.own)
        side.addStretch(1)
        text = QVBoxLayout()
        text.addWidget(self.wait)
        text.addWidget(self.landing)
        text.addStretch(1)
        self._columns.addLayout(text)
        self._columns.addWidget(self.shelf_side, 0, Qt.AlignmentFlag.AlignTop)
        self._whole.setSpacing(0)
        self._whole.addWidget(self.title)
        self._whole.addSpacing(6)
        self._whole.addWidget(self.jump, 0, Qt.AlignmentFlag.AlignLeading)
        self._whole.addSpacing(10)
        self._whole.addWidget(self.hint)
        self._whole.addSpacing(8)
        self._whole.addWidget(self.recent)
        self._whole.addSpacing(24)
        self._whole.addLayout(self._columns)
        self._whole.addStretch(1)

    def arrange(self, width: int) -> int:
        """Two columns where there is room, else the documents and then the text; gives the width of a card in pixels."""
        size = self.fontMetrics().averageCharWidth() / 7
        side = max(22, min(56, width // 20))
        gap, card, widest = (round(v * size) for v in (_GAP, _CARD, _WIDEST_CARD))
        fewest, most = measure(_FEWEST), measure(_MOST)
        room = width - 2 * side
        two = room >= fewest + gap + card
        if two:
            text = _even(min(most, max(fewest, (room - gap) // 2)))
            shelf = _even(min(widest, room - gap - text))
            whole = text + gap + shelf
        else:
            whole = shelf = _even(min(room, widest + 40))
            text = min(_even(most), whole)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.BottomToTop)
        self._columns.setSpacing(gap)
        self.landing.set_width(text)
        self.shelf_side.setFixedWidth(shelf)
        left = (width - whole) // 2
        self._whole.setContentsMargins(left, 34 if two else 24, width - whole - left, 48)
        self.jump.setVisible(not two)
        self.title.setFont(_font(theme.reading_font(25 if two else 20), QFont.Weight.DemiBold))
        return shelf

    def below(self, widget: QWidget, y: int) -> int:
        """How far down the page a spot of a part stands, in pixels."""
        return widget.mapTo(self, QPoint(0, y)).y()

    def retranslate(self) -> None:
        """The words that are always the same."""
        self.landing.setAccessibleName(self.tr("About this library"))
        self.jump.setText(self.tr("To the introduction"))
        self.own_head.setText(self.tr("This page as a document"))


def _even(width: int) -> int:
    """A width on a coarse grid: while a window is drawn larger, lines are broken anew now and then and not at every pixel."""
    return width - width % 20


def _label(parent: QWidget, font: QFont) -> QLabel:
    label = QLabel(parent)
    label.setFont(font)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _font(font: QFont, weight: QFont.Weight) -> QFont:
    font.setWeight(weight)
    return font
