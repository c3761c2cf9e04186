"""How one page is painted: its paper, the nearest picture at hand, the words lit over it, or a sentence in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen

from reader.ui import inks

_ROOM = 160  # pixels that a sentence may need


def aligned(painter: QPainter, rect: QRectF) -> QRectF:
    """The rectangle moved to whole device pixels, without which a picture of those pixels blurs where a pixel is 1.25 of them."""
    to = painter.deviceTransform()
    x, y = round(rect.x() * to.m11() + to.dx()), round(rect.y() * to.m22() + to.dy())
    width, height = max(1, round(rect.width() * to.m11())), max(1, round(rect.height() * to.m22()))
    return QRectF((x - to.dx()) / to.m11(), (y - to.dy()) / to.m22(), width / to.m11(), height / to.m22())


def paper(painter: QPainter, rect: QRectF, seen: QRectF, palette: QPalette) -> None:
    """Paper with a hairline round it, as far as it is seen: Qt's rasterizer ends at 32,767 pixels, and great zooms do not."""
    part = rect.intersected(seen.adjusted(-2, -2, 2, 2))
    painter.fillRect(part, _sheet(palette))
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(part.adjusted(-0.5, -0.5, 0.5, 0.5))


def picture(painter: QPainter, target: QRectF, seen: QRectF, source: QImage) -> None:
    """A picture over its rectangle, as far as it is seen, smoothed where it is stretched; one of the same pixels is only copied."""
    across, down = target.width() / source.width(), target.height() / source.height()
    part = target.intersected(seen)
    if part.isEmpty():
        return
    # Whole pixels of the source, one more on each side for the smoothing.
    x, y = max(0, int((part.left() - target.left()) / across) - 1), max(0, int((part.top() - target.top()) / down) - 1)
    right = min(source.width(), int((part.right() - target.left()) / across) + 2)
    bottom = min(source.height(), int((part.bottom() - target.top()) / down) + 2)
    onto = QRectF(target.x() + x * across, target.y() + y * down, (right - x) * across, (bottom - y) * down)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(onto, source, QRectF(x, y, right - x, bottom - y))


def exact(painter: QPainter, at: QPointF, seen: QRectF, source: QImage, ratio: float) -> None:
    """A picture pixel by pixel with its corner at `at`, which is aligned."""
    picture(painter, QRectF(at.x(), at.y(), source.width() / ratio, source.height() / ratio), seen, source)


def lit(painter: QPainter, rects: Sequence[QRectF], now: Sequence[QRectF], palette: QPalette) -> None:
    """Lit words: tinted so that the ink stays readable, underlined; the current hit darker and outlined, so not by colour alone."""
    ink, blend = _inks(palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(blend)
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


def sentence(painter: QPainter, page: QRectF, seen: QRectF, text: str, palette: QPalette, *, quiet: bool = False) -> None:
    """Words in place of a page that cannot be shown, or not yet: in the middle of what is seen of it, where that has room for them."""
    part = page.intersected(seen)
    rect = part if part.height() >= _ROOM else page
    words = _words(palette)
    painter.setPen(_softer(words) if quiet else words)
    painter.drawText(rect.adjusted(24, 24, -24, -24), int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), text)


# What a page is shown on, by the palette of the moment; all appearances show white paper as yet.


def _sheet(palette: QPalette) -> QColor:
    del palette
    return inks.PAPER


def _words(palette: QPalette) -> QColor:
    del palette
    return inks.PAPER_TEXT


def _inks(palette: QPalette) -> tuple[inks.Inks, QPainter.CompositionMode]:
    """The colours of lit words, and how they are blended with what is printed."""
    del palette
    return inks.PAPER_INKS, QPainter.CompositionMode.CompositionMode_Multiply


def _softer(colour: QColor) -> QColor:
    soft = QColor(colour)
    soft.setAlphaF(0.55)
    return soft
