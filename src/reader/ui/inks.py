"""Colours that a palette has no role for: words lit, boxes of the text; and those on page pictures."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPainter, QPalette

from reader.ui import palettes, theme

_Mode = QPainter.CompositionMode


class Inks(NamedTuple):
    """Colours that a palette has no role for: words lit, the current one, its outline; the two kinds of box."""

    lit: QColor
    lit_now: QColor
    lit_line: QColor
    lit_text: QColor
    suggestion: QColor
    question: QColor


class Paper(NamedTuple):
    """What a page is shown on: its sheet, the words in place of a picture, and how a lit word is blended with what is printed."""

    sheet: QColor
    words: QColor
    inks: Inks
    blend: QPainter.CompositionMode


def _inks(*colours: str) -> Inks:
    return Inks(*map(QColor, colours))


#                 lit        lit_now    lit_line   lit_text   suggestion question
_INKS = {
    "light": _inks("#ffe9a3", "#ffc04d", "#8a4b00", "#24211c", "#eaf3f2", "#f5f1e8"),
    "sepia": _inks("#f4d786", "#f0b24c", "#7a4200", "#33281b", "#eaead2", "#f1e5c9"),
    "dark": _inks("#4c4015", "#5c4100", "#ffd27a", "#fff6e0", "#22353a", "#302d27"),
    "contrast": _inks("#ffe680", "#ffb833", "#5c3000", "#000000", "#ffffff", "#ffffff"),
    "night": _inks("#4d4200", "#6b5000", "#ffe45c", "#ffffff", "#000000", "#000000"),
}


def of(palette: QPalette) -> Inks:
    """The further colours that go with a palette."""
    return _INKS[theme.name_of(palette)]


def paper(palette: QPalette) -> Paper:
    """What goes with a palette on a page picture as `tint` makes it."""
    name = theme.name_of(palette)
    if name not in palettes.PAPERS:
        return Paper(PAPER, PAPER_TEXT, PAPER_INKS, _Mode.CompositionMode_Multiply)
    # Ink that is darker than its paper stays dark under a light colour multiplied, ink that is lighter stays light over a dark one.
    blend = _Mode.CompositionMode_Lighten if theme.is_dark(palette) else _Mode.CompositionMode_Multiply
    return Paper(QColor(palettes.PAPERS[name][0]), palette.color(QPalette.ColorRole.PlaceholderText), _INKS[name], blend)


# As printed.
PAPER = QColor("#ffffff")
PAPER_TEXT = QColor("#4a463e")
PAPER_INKS = _INKS["light"]
