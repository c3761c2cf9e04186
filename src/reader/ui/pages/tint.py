"""Page pictures in the colours of an appearance: paper and ink are exchanged, hues stay, and photographs are left as they are.

A grey picture becomes one of 256 indexed colours, which costs nothing. A coloured one of 870 x 1125 pixels takes 4 ms, of which the
lightness is a third: the rest are sums of images, ten times as fast as Qt's other ways to blend.
"""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter

from reader.ui import palettes

TYPE_CHECKING = False  # typing itself takes 4 ms, and the first look tints its picture too
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.pdf_answers import Picture

_Colour = tuple[int, int, int]
_BAND = 64  # rows


def finisher(name: str) -> Callable[[QImage, Picture], QImage] | None:
    """Tints a picture of the child, on any thread, by what `theme.resolved` named; None for an appearance that shows pages as printed."""
    if name not in palettes.PAPERS:
        return None
    paper, ink = (_parts(colour) for colour in palettes.PAPERS[name])
    table = _table(paper, ink)
    dark = sum(ink) > sum(paper)

    def finish(image: QImage, picture: Picture) -> QImage:
        return tinted(image, table, dark=dark, photographs=picture.images)

    return finish


def look(image: QImage, name: str) -> QImage:
    """The same for the very first picture, of which nobody knows where its photographs are."""
    if name not in palettes.PAPERS:
        return image
    paper, ink = (_parts(colour) for colour in palettes.PAPERS[name])
    return tinted(image, _table(paper, ink), dark=sum(ink) > sum(paper))


def tinted(image: QImage, table: Sequence[int], *, dark: bool, photographs: Sequence[tuple[int, int, int, int]] = ()) -> QImage:
    """An image of Format_Grayscale8 or RGB888 by a table of what white to black become; `photographs`: left, top, right, bottom."""
    if image.format() == QImage.Format.Format_Grayscale8:
        made = _indexed(image, table)
        if not photographs:
            return made
        made = made.convertToFormat(QImage.Format.Format_RGB32)
    else:
        made = _inverted(image, table) if dark else _multiplied(image, table)
    if photographs:
        painter = QPainter(made)
        for left, top, right, bottom in photographs:
            painter.drawImage(left, top, image, left, top, right - left, bottom - top)
        painter.end()
    return made


def _indexed(image: QImage, table: Sequence[int]) -> QImage:
    grey = QImage(image)
    grey.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    grey.setColorTable(table)
    return grey


def _inverted(image: QImage, table: Sequence[int]) -> QImage:
    """Lightness turned round by the table, hues kept; in bands that stay in the processor's cache, which is twice as fast."""
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    painter = QPainter(made)
    for top in range(0, image.height(), _BAND):
        painter.drawImage(0, top, _band(image.copy(0, top, image.width(), min(_BAND, image.height() - top)), table))
    painter.end()
    return made


def _band(image: QImage, table: Sequence[int]) -> QImage:
    """The table at each pixel's lightness, and what its channels have above and below that lightness."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    above = image.convertToFormat(QImage.Format.Format_RGB32)
    below = above.copy()
    # Qt adds many pixels at a time and stops at white; so a difference that stops at black is: negative, add, negative.
    above.invertPixels()
    _add(above, grey)
    above.invertPixels()
    _add(below, _indexed(grey, _NEGATIVE))
    below.invertPixels()
    made = _indexed(grey, [colour ^ 0xFFFFFF for colour in table]).convertToFormat(QImage.Format.Format_RGB32)
    _add(made, below)
    made.invertPixels()
    _add(made, above)
    return made


def _multiplied(image: QImage, table: Sequence[int]) -> QImage:
    """As if printed on that paper."""
    # Not fill, which brings Qt's namespace of constants, 25 ms at the first look: one colour, whatever the pixels say.
    blank = QImage(image.size(), QImage.Format.Format_Indexed8)
    blank.setColorTable([table[255]] * 256)
    made = blank.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def _add(to: QImage, other: QImage) -> None:
    painter = QPainter(to)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.drawImage(0, 0, other)
    painter.end()


def _parts(colour: str) -> _Colour:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _table(paper: _Colour, ink: _Colour) -> list[int]:
    """What 256 greys become, evenly between ink and paper."""
    table = []
    for grey in range(256):
        red, green, blue = (i + (p - i) * grey // 255 for p, i in zip(paper, ink, strict=True))
        table.append(0xFF000000 | red << 16 | green << 8 | blue)
    return table


_NEGATIVE = _table((0, 0, 0), (255, 255, 255))
