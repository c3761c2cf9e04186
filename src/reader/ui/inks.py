"""Colours that a palette has no role for: words lit, boxes of the text; and those on page pictures."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

from reader.ui.theme import is_dark


class Inks(NamedTuple):
    """Colours that a palette has no role for: words lit, the current one, its outline; the two kinds of box."""

    lit: QColor
    lit_now: QColor
    lit_line: QColor
    lit_text: QColor
    suggestion: QColor
    question: QColor


_LIGHT_INKS = Inks(QColor("#ffe9a3"), QColor("#ffc04d"), QColor("#8a4b00"), QColor("#24211c"), QColor("#eaf3f2"), QColor("#f5f1e8"))
_DARK_INKS = Inks(QColor("#5a4a14"), QColor("#8f6400"), QColor("#ffd27a"), QColor("#fff6e0"), QColor("#22353a"), QColor("#302d27"))


def of(palette: QPalette) -> Inks:
    """The further colours that go with a palette."""
    return _DARK_INKS if is_dark(palette) else _LIGHT_INKS


# Page pictures are white paper in every appearance, and so are the colours on them.
PAPER = QColor("#ffffff")
PAPER_TEXT = QColor("#4a463e")
PAPER_INKS = _LIGHT_INKS
