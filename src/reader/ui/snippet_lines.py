"""Text set in at most so many lines, its matched words bold on a tint; the first of them is always among what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPalette, QTextCharFormat, QTextLayout

from reader.ui import inks

LINES = 3
_BEFORE = 24  # characters left in front of a match that the lines would not have reached
_MORE = "…"

Spans = Sequence[tuple[int, int]]


def lay_out(snippet: str, spans: Spans, font: QFont, palette: QPalette, width: int, lines: int = LINES) -> tuple[QTextLayout, float]:
    """The layout, cut with an ellipsis where the text goes on, and its height in pixels."""
    text, spans = snippet.replace("\n", " "), list(spans)
    layout, high, end = _set(text, spans, font, palette, width, lines)
    if spans and end < min(spans[0][1], len(text)):
        text, spans = _begin_later(text, spans)
        layout, high, end = _set(text, spans, font, palette, width, lines)
    while end < len(text):
        # One word less than fits, so that the ellipsis has room; it may take two where the word was short.
        cut = text[:end].rstrip(" " + _MORE)
        shorter = cut.rpartition(" ")[0] or cut[:-2]
        text = shorter.rstrip(" ,;:.–") + _MORE
        layout, high, end = _set(text, [(a, b) for a, b in spans if b <= len(shorter)], font, palette, width, lines)
    return layout, high


def height(snippet: str, spans: Spans, font: QFont, palette: QPalette, width: int) -> float:
    """As high as `lay_out` would be, in pixels; what fills all its lines beyond doubt is not set to know it."""
    metrics = QFontMetricsF(font)
    letter, room = metrics.averageCharWidth(), LINES * width
    if len(snippet) * letter > 1.3 * room and (not spans or spans[0][1] * letter < 0.7 * room):
        return LINES * ceil(metrics.height())
    return lay_out(snippet, spans, font, palette, width)[1]


def _begin_later(text: str, spans: Spans) -> tuple[str, list[tuple[int, int]]]:
    """The text from shortly before its first match."""
    start = max(0, spans[0][0] - _BEFORE)
    start = text.find(" ", start, spans[0][0]) + 1 or spans[0][0]
    shift = len(_MORE) - start
    return _MORE + text[start:], [(a + shift, b + shift) for a, b in spans if a >= start]


def _set(text: str, spans: Spans, font: QFont, palette: QPalette, width: int, lines: int) -> tuple[QTextLayout, float, int]:
    """The layout, its height, and how many characters of the text it holds."""
    layout = QTextLayout(text, font)
    layout.setFormats(_formats(text, spans, palette))
    layout.beginLayout()
    high, shown = 0.0, 0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, high))
        high += line.height()
        shown = line.textStart() + line.textLength()
    layout.endLayout()
    return layout, high, _characters(text, shown)


def _formats(text: str, spans: Spans, palette: QPalette) -> list[QTextLayout.FormatRange]:
    ink = inks.of(palette)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    bold.setBackground(ink.lit)
    bold.setForeground(ink.lit_text)
    ranges = []
    for start, end in spans:
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = _units(text, start), _units(text, end) - _units(text, start), bold  # type: ignore[attr-defined]
        ranges.append(found)
    return ranges


def _units(text: str, offset: int) -> int:
    """An offset in Qt's UTF-16 units."""
    return offset if text.isascii() else len(text[:offset].encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> int:
    """The offset that stands at so many UTF-16 units."""
    return units if text.isascii() else len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
