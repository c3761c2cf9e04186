"""How one page is painted: its paper, the nearest picture at hand, the words lit over it, or a sentence in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPixmap

from reader.ui import inks

_ROOM = 160  # pixels that a sentence may need


def paper(painter: QPainter, rect: QRectF, palette: QPalette) -> None:
    """White paper with a hairline round it."""
    painter.fillRect(rect, inks.PAPER)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))


def picture(painter: QPainter, target: QRectF, source: QPixmap) -> None:
    """A picture over its rectangle, smoothed where it is stretched."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(target, source, QRectF(source.rect()))


def lit(painter: QPainter, rects: Sequence[QRectF], now: Sequence[QRectF]) -> None:
    """Lit words: tinted so that the ink stays readable, underlined; the current hit darker and outlined, so not by colour alone."""
    ink = inks.PAPER_INKS
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.setPen(Qt.PenStyle.NoPen)
    for group, colour in ((rects, ink.lit), (now, ink.lit_now)):
        painter.setBrush(colour)
        for rect in group:
            painter.drawRoundedRect(rect, 2, 2)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_softer(ink.lit_line), 1))
    for rect in rects:
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.setPen(QPen(ink.lit_line, 2))
    for rect in now:
        painter.drawRoundedRect(rect, 2, 2)
    painter.restore()


def by_line(rects: Sequence[QRectF]) -> list[QRectF]:
    """The pieces of one hit joined where they stand on one line, so that "call-in" is outlined once."""
    joined: list[QRectF] = []
    for rect in rects:
        if joined and abs(joined[-1].top() - rect.top()) < rect.height() / 2 and rect.left() >= joined[-1].left():
            joined[-1] = joined[-1].united(rect)
        else:
            joined.append(rect)
    return joined


def sentence(painter: QPainter, page: QRectF, seen: QRectF, text: str, *, quiet: bool = False) -> None:
    """Words in place of a page that cannot be shown, or not yet: in the middle of what is seen of it, where that has room for them."""
    part = page.intersected(seen)
    rect = part if part.height() >= _ROOM else page
    painter.setPen(_softer(inks.PAPER_TEXT) if quiet else inks.PAPER_TEXT)
    painter.drawText(rect.adjusted(24, 24, -24, -24), int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), text)


def _softer(colour: QColor) -> QColor:
    soft = QColor(colour)
    soft.setAlphaF(0.55)
    return soft
