"""The selected text of a PDF: from where to where in reading order, how it is painted, and its words gathered for a copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import mul

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette

from reader.excerpts import Excerpt, excerpt, joined
from reader.page_lines import LAST, Caret, Stretch
from reader.pages import Rect
from reader.ui import inks
from reader.ui.pages.hooks import PagePoint
from reader.ui.pages.sheets import Sheets

OnScreen = Callable[[int, Rect], QRectF]
_LEGIBLE = 7 / 4.5  # to 1: the paper beside the selection, at most
_SEEN = 1.2  # to 1: at least
_Mode, _Role = QPainter.CompositionMode, QPalette.ColorRole


class Selection(QObject):
    """One stretch of text at a time; a point on a page whose words are not there yet counts as soon as they are."""

    changed = Signal(bool)  # another stretch; whether anything is selected

    def __init__(self, sheets: Sheets, on_screen: OnScreen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets, self._on_screen = sheets, on_screen
        self.sheet = inks.PAPER  # the colour of the paper as shown
        self._unit = "letter"
        self._anchor: PagePoint | Caret | None = None
        self._focus: PagePoint | Caret | None = None
        self._stretch: Stretch | None = None
        self._rects: dict[int, list[Rect]] = {}
        self._gathering: _Gathering | None = None
        sheets.arrived.connect(self._arrived)

    # -- from where to where ----------------------------------------------------------------------------------------

    @property
    def stretch(self) -> Stretch | None:
        """The first caret and the last; None while nothing is selected."""
        return self._stretch

    @property
    def focus(self) -> Caret | None:
        """The end that moves."""
        found = self._range(self._focus) if self._focus is not None else None
        if found is None or self._stretch is None or self._unit == "letter":
            return found[1] if found else None
        return self._stretch[1] if found[1] == self._stretch[1] else self._stretch[0]

    @property
    def anchored(self) -> bool:
        """True where something was clicked or selected, from which it can be extended."""
        return self._anchor is not None

    def begin(self, point: PagePoint | Caret, unit: str = "letter") -> None:
        """Put both ends at a point; "word" and "line" select the one there, and go on by words or lines."""
        self._unit, self._anchor, self._focus = unit, point, point
        self._resolve()

    def extend(self, point: PagePoint | Caret) -> None:
        """Bring the end that moves to a point."""
        self._focus = point
        self._resolve()

    def select_pages(self, first: int, last: int) -> None:
        """All of these pages."""
        self._unit, self._anchor, self._focus = "letter", Caret(first, 0, 0), Caret(last, LAST, 0)
        self._resolve()

    def selects_pages(self, first: int, last: int) -> bool:
        """True after `select_pages` with the same pages."""
        return (self._anchor, self._focus) == (Caret(first, 0, 0), Caret(last, LAST, 0))

    def step(self, unit: str, by: int, pages: int) -> None:
        """Move the end that moves by a "letter", "word" or "line", over the border of a page too."""
        here = self.focus
        lines = self._sheets.words(here.page) if here is not None else None
        if here is None or lines is None:
            return
        if self._unit != "letter" and self._stretch is not None:
            start, end = self._stretch
            self._unit, self._anchor = "letter", end if here == start else start
        there = lines.stepped(here, unit, by)
        if there is None and 1 <= here.page + by <= pages:
            there = Caret(here.page + by, 0 if by > 0 else LAST, 0)
        if there is not None:
            self.extend(there)

    @Slot()
    def clear(self) -> None:
        """Nothing selected, and what was gathered for a copy is dropped."""
        self._anchor = self._focus = None
        self._gathering = None
        self._set(None)

    def covers(self, point: PagePoint) -> bool:
        """True for a point on selected text."""
        page, x, y = point
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self.rects(page))

    def _range(self, grip: PagePoint | Caret) -> Stretch | None:
        """What a grip means: itself, or the word or line there; None while the words are on their way."""
        if isinstance(grip, Caret):
            return grip, grip
        page, x, y = grip
        lines = self._sheets.words(page)
        if lines is None:
            return None
        found = lines.letter(x, y)
        if self._unit == "letter" or found is None:
            caret = lines.caret(x, y)
            return caret, caret
        return lines.word_range(*found) if self._unit == "word" else lines.line_range(found[0])

    def _resolve(self) -> None:
        anchor = self._range(self._anchor) if self._anchor is not None else None
        focus = self._range(self._focus) if self._focus is not None else None
        if anchor is not None and focus is not None:
            start, end = min(anchor[0], focus[0]), max(anchor[1], focus[1])
            self._set((start, end) if start < end else None)

    def _set(self, stretch: Stretch | None) -> None:
        if stretch != self._stretch:
            self._stretch = stretch
            self._rects.clear()
            self.changed.emit(stretch is not None)

    @Slot(int, bool)
    def _arrived(self, page: int, words: bool) -> None:
        if words and self._sheets.has_words(page):
            self._rects.pop(page, None)
            stretch = self._stretch
            self._resolve()
            if self._stretch is not None and self._stretch == stretch and self._stretch[0].page <= page <= self._stretch[1].page:
                self.changed.emit(stretch is not None)  # painted now, where it was known before
        if words and self._gathering is not None and self._gathering.go_on():
            self._gathering = None

    # -- as a picture -----------------------------------------------------------------------------------------------

    def rects(self, page: int) -> list[Rect]:
        """What is selected of a page, a rectangle a line; empty while its words are on their way."""
        if self._stretch is None or not self._stretch[0].page <= page <= self._stretch[1].page:
            return []
        if page not in self._rects:
            lines = self._sheets.words(page)
            if lines is None:
                return []
            self._rects[page] = lines.rects(*self._stretch)
        return self._rects[page]

    def paint(self, painter: QPainter, page: int, palette: QPalette) -> None:
        """The selection of one page, as one shape, since lines set tight overlap and must not be darker there."""
        rects = self.rects(page)
        if not rects:
            return
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        for rect in rects:
            shape.addRect(self._on_screen(page, rect))
        colour, mode = blend(palette, self.sheet)
        painter.setCompositionMode(mode)
        painter.fillPath(shape, colour)
        painter.setCompositionMode(_Mode.CompositionMode_SourceOver)

    # -- as words ---------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The selected words of the pages at hand, as clean text."""
        if self._stretch is None:
            return ""
        pages = range(self._stretch[0].page, self._stretch[1].page + 1)
        held = [lines for page in pages if self._sheets.has_words(page) and (lines := self._sheets.words(page)) is not None]
        return self._joined([excerpt(lines, *self._stretch) for lines in held])

    def gather(self, then: Callable[[str], None]) -> None:
        """Hand the text of the whole selection to `then`: at once, or when the words of all its pages have come."""
        if self._stretch is None:
            return
        self._gathering = _Gathering(self._sheets, self._stretch, lambda found: then(self._joined(found)))
        if self._gathering.go_on():
            self._gathering = None

    def _joined(self, excerpts: list[Excerpt]) -> str:
        if not excerpts:
            return ""
        return joined(excerpts, self._sheets.known, self._sheets.edges(excerpts[0].page, excerpts[-1].page))


class _Gathering:
    """Collects the pages of a stretch one after the other, as text, so that a whole book need not be held as boxes."""

    def __init__(self, sheets: Sheets, stretch: Stretch, then: Callable[[list[Excerpt]], None]) -> None:
        self._sheets, self._stretch, self._then = sheets, stretch, then
        self._found: list[Excerpt] = []
        self._page = stretch[0].page

    def go_on(self) -> bool:
        """Take what is there; True once all of it was handed over."""
        while self._page <= self._stretch[1].page:
            lines = self._sheets.plain(self._page)
            if lines is None:
                return False
            self._found.append(excerpt(lines, *self._stretch))
            self._page += 1
        self._then(self._found)
        return True


def blend(palette: QPalette, sheet: QColor) -> tuple[QColor, QPainter.CompositionMode]:
    """The colour laid over selected text on a sheet of this colour, and how; reckoned once for each palette."""
    return _blend(*(palette.color(role).rgb() for role in (_Role.Highlight, _Role.Accent)), sheet.rgb())


@lru_cache(8)
def _blend(highlight: int, accent: int, paper: int) -> tuple[QColor, QPainter.CompositionMode]:
    """Paper takes the Highlight on and ink stays ink.

    As strong as leaves the ink legible: what is 7 to 1 on the sheet is 4.5 to 1 on the selection.
    """
    sheet = QColor(paper)
    ground = _luminance(sheet)
    light = ground > 0.2
    mode = _Mode.CompositionMode_Multiply if light else _Mode.CompositionMode_Lighten
    other = inks.PAPER_TEXT if light else inks.PAPER  # where neither of the palette's would show
    for colour in (QColor(highlight), QColor(accent), other):
        for percent in range(100, 5, -5):
            # Multiplied by a light colour, dark ink stays dark on light paper; on dark paper the lighter of both leaves light ink light.
            laid = _mixed(colour, inks.PAPER if light else sheet, percent / 100)
            under = _luminance(_joined(sheet, laid, mul if light else max))
            ratio = (max(under, ground) + 0.05) / (min(under, ground) + 0.05)
            if ratio <= _LEGIBLE:
                if ratio >= _SEEN:
                    return laid, mode
                break
    return laid, mode


def _mixed(colour: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(*(share * a + (1 - share) * b for a, b in zip(_parts(colour), _parts(other), strict=True)))


def _joined(colour: QColor, other: QColor, how: Callable[[float, float], float]) -> QColor:
    return QColor.fromRgbF(*(how(a, b) for a, b in zip(_parts(colour), _parts(other), strict=True)))


def _luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()
