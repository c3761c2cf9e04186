"""Covers: the first page of a PDF as a small picture, or the title on coloured paper until there is one and where there is none."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from reader.errors import Cancelled
from reader.ui import theme
from reader.ui.answers import bring
from reader.ui.pages.pictures import to_image
from reader.ui.protocols import PdfLike

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

WIDTH = 92  # pixels at the plain size of letters
LIMIT = 6 * 1024 * 1024  # bytes of pictures; ten covers at 200 % are 2 MB
_TALLEST = 1.42  # of the width: A4 upright; what is longer is cut at the foot
_PAPER = 1.294  # the placeholder is a letter-size page
_PREFIX = "cover/"
_ROLE = QPalette.ColorRole
# Turns of the colour wheel from the accent, so that neighbours on the shelf differ and all stay one family.
_TURNS = (0.0, 0.62, 0.10, 0.54, 0.82, 0.06, 0.58, 0.16, 0.68)


class Cover(QWidget):
    """Decoration: what it shows stands in words beside it, so it takes no focus and needs no name."""

    def __init__(self, title: str, number: int, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._title, self._number = title, number
        self._picture: QPixmap | None = None
        size = theme.interface_font().pointSizeF() * self.logicalDpiY() / 72 / (11 * 96 / 72)
        self.setFixedSize(round(WIDTH * size), round(WIDTH * size * _TALLEST))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @property
    def pixels(self) -> int:
        """How wide its picture is to be, in device pixels."""
        return round(self.width() * self.devicePixelRatioF())

    @property
    def in_sight(self) -> bool:
        """True while a part of it is shown."""
        return self.isVisible() and not self.visibleRegion().isEmpty()

    @property
    def picture(self) -> QPixmap | None:
        """What it shows instead of coloured paper."""
        return self._picture

    def show_picture(self, picture: QPixmap | None) -> None:
        """Another picture, or paper again."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture as wide as the cover, or the title on paper."""
        del event  # all of it: it is small
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture is None:
            self._paint_paper(painter)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        height = min(self.height(), self.width() * self._picture.height() / max(1, self._picture.width()))
        place = QRectF(0, 0, self.width(), height)
        if theme.is_dark(self.palette()):
            painter.setOpacity(0.86)  # white paper would be the brightest thing in a dark room
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))
        painter.setOpacity(1)
        painter.setPen(QPen(self.palette().color(_ROLE.Mid), 1))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_paper(self, painter: QPainter) -> None:
        paper, ink = colours(self.palette(), self._number)
        place = QRectF(0, 0, self.width(), round(self.width() * _PAPER))
        painter.fillRect(place, paper)
        painter.fillRect(QRectF(0, 0, round(self.width() * 0.055), place.height()), ink)
        left = self.width() * 0.13
        text = place.adjusted(left, self.width() * 0.13, -self.width() * 0.03, -self.width() * 0.1)
        font = theme.reading_font(theme.interface_font().pointSizeF() * 0.66)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self.palette().color(_ROLE.Text))
        metrics = QFontMetricsF(font)
        step = metrics.height() * 1.02
        for i, line in enumerate(lines(self._title, metrics, text.width(), int(text.height() // step))):
            painter.drawText(QRectF(text.x(), text.y() + i * step, text.width() + 2, step), Qt.AlignmentFlag.AlignVCenter, line)


def colours(palette: QPalette, number: int) -> tuple[QColor, QColor]:
    """Paper and binding of the cover at that place on the shelf; the palette's text can be read on the paper."""
    accent, dark = palette.color(_ROLE.Accent), theme.is_dark(palette)
    hue = (max(accent.hslHueF(), 0.0) + _TURNS[number % len(_TURNS)]) % 1.0
    paper = QColor.fromHslF(hue, 0.12 if dark else 0.22, 0.225 if dark else 0.89)
    return paper, QColor.fromHslF(hue, 0.20, 0.42 if dark else 0.58)


def lines(text: str, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """The words in lines of that width, the last one shortened where there are too many."""
    found: list[str] = []
    for word in text.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and metrics.horizontalAdvance(joined) <= width:
            found[-1] = joined
        else:
            found.append(word)
    if len(found) > most:
        found[most - 1 :] = [" ".join(found[most - 1 :])]
    return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in found]


class Covers(QObject):
    """Fetches pictures for covers in sight from the PDF child, one at a time, so that a page that is read never waits for more than one."""

    # From the child's thread, so only ever queued.
    _landed = Signal(object, object)

    def __init__(self, pdf: PdfLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._covers: Sequence[Cover] = ()
        self._kept: OrderedDict[tuple[Path, int], QPixmap] = OrderedDict()
        self._without: set[tuple[Path, int]] = set()
        self._asked: Future[Any] | None = None
        self._landed.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def waiting(self) -> bool:
        """True while a picture is being made."""
        return self._asked is not None and not self._asked.cancelled()

    @property
    def size(self) -> int:
        """Bytes of all pictures kept."""
        return sum(p.width() * p.height() * 4 for p in self._kept.values())

    def close(self) -> None:
        """Ask for nothing any more."""
        self._covers = ()
        self._pdf.drop(_PREFIX)

    def set_covers(self, covers: Sequence[Cover]) -> None:
        """All there are; those whose picture is kept show it at once."""
        self._covers = covers
        for cover in covers:
            if cover.path is not None and (picture := self._kept.get((cover.path, cover.pixels))) is not None:
                cover.show_picture(picture)

    @Slot()
    def look(self) -> None:
        """Ask for the first cover in sight that has no picture."""
        for cover in self._covers:
            if cover.path is None or not cover.in_sight:
                continue
            key = (cover.path, cover.pixels)
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
                if cover.picture is not kept:
                    cover.show_picture(kept)
            elif not self.waiting and key not in self._without:
                self._ask(key, round(cover.height() * cover.devicePixelRatioF()))

    def _ask(self, key: tuple[Path, int], height: int) -> None:
        path, width = key
        name = f"{_PREFIX}{path.parent.name}/{path.name}/{width}/"
        self._asked = future = self._pdf.submit(name, "picture", path=str(path), page=1, width_px=width, clip=(0, 0, width, height))
        bring(future, self._landed, key)

    @Slot(object, object)
    def _take(self, key: tuple[Path, int], future: Future[Any]) -> None:
        if future is self._asked:
            self._asked = None
        error = future.exception()
        if isinstance(error, Cancelled):
            return  # overtaken; the next look asks again
        if error is not None:
            self._without.add(key)
        else:
            self._keep(key, QPixmap.fromImage(to_image(future.result())))
        self.look()

    def _keep(self, key: tuple[Path, int], picture: QPixmap) -> None:
        self._kept[key] = picture
        for other in list(self._kept):
            if self.size <= LIMIT:
                break
            if other != key and not any(cover.path == other[0] and cover.in_sight for cover in self._covers):
                del self._kept[other]
                self._show(other[0], None)
        self._show(key[0], picture)

    def _show(self, path: Path, picture: QPixmap | None) -> None:
        for cover in self._covers:
            if cover.path == path:
                cover.show_picture(picture)
