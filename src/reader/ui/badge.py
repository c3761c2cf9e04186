"""A small count in the colours of lit words, for lists that show where hits are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPalette, QPen

from reader.ui import inks

MANY = 999


def text_of(count: int) -> str:
    """The count as it is shown: at most three digits."""
    return str(count) if count <= MANY else f"{MANY}+"


def font_of(font: QFont) -> QFont:
    """A smaller one, for what stands beside a line."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.85)
    small.setWeight(QFont.Weight.DemiBold)
    return small


def size(font: QFont, count: int) -> tuple[float, float]:
    """Width and height in pixels, in a list of that font."""
    metrics = QFontMetricsF(font_of(font))
    height = metrics.height() + 1
    return max(height, metrics.horizontalAdvance(text_of(count)) + 11), height


def paint(painter: QPainter, frame: QRectF, count: int, font: QFont, palette: QPalette) -> None:
    """The count in its frame."""
    ink = inks.of(palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink.lit_line, 1))
    painter.setBrush(ink.lit)
    radius = frame.height() / 2
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setPen(ink.lit_text)
    painter.setFont(font_of(font))
    painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), text_of(count))
    painter.restore()
