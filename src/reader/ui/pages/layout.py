"""Where pages lie in each arrangement: points of a page, pixels of the whole, and nothing of Qt.

Positions are kept relative to the page and become pixels only here, so that zooming and resizing lose nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

Rect = tuple[float, float, float, float]
Size = tuple[float, float]
GAP = 14
MARGIN = 18
SMALLEST, LARGEST = 0.10, 16.0
# At 100 % a point is 1/72 inch of a 96-dots-an-inch screen, as in other readers.
PIXELS_PER_POINT = 96 / 72
# continuous: under one another; single: one at a time; facing: two beside one another, the first alone on the right, as a cover is.
ARRANGEMENTS = ("continuous", "single", "facing")
FITS = ("width", "page")
_HIGHEST = 2_000_000_000  # pixels; a scroll bar counts with 32 bits


@dataclass(frozen=True, slots=True)
class Spot:
    """A height on a page: the page from 1, and points from its top as shown."""

    page: int
    y: float = 0.0


class Hold(NamedTuple):
    """A point of the whole that outlives a change of scale: points on the page as shown, and pixels beyond its edges."""

    page: int
    x: float
    y: float
    beside: float
    below: float


def shown(rect: Rect, size: Size, rotation: int) -> Rect:
    """A rectangle of the unrotated page on the page as shown; `size` is the shown one, rotation clockwise."""
    width, height = size
    x0, y0, x1, y1 = rect
    match rotation % 360:
        case 90:
            return (width - y1, x0, width - y0, x1)
        case 180:
            return (width - x1, height - y1, width - x0, height - y0)
        case 270:
            return (y0, height - x1, y1, height - x0)
    return rect


def unshown(x: float, y: float, size: Size, rotation: int) -> tuple[float, float]:
    """A point of the page as shown on the unrotated page; `size` is the shown one, rotation clockwise."""
    width, height = size
    match rotation % 360:
        case 90:
            return (y, width - x)
        case 180:
            return (width - x, height - y)
        case 270:
            return (height - y, x)
    return (x, y)


class PageLayout:
    """Rows of one or two pages in a window of so many pixels; `scale` in pixels per point, or each row as `fit` says.

    In the single arrangement each page has a slot at least as high as the window, and the window shows one slot at a time: see `settled`.
    """

    def __init__(
        self,
        sizes: Sequence[Size],
        view: tuple[int, int],
        *,
        scale: float = 1.0,
        fit: str = "",
        arrangement: str = "continuous",
    ) -> None:
        self.sizes, self.view, self.fit, self.arrangement = sizes, view, fit, arrangement
        self._scales: list[float] = []
        self._heights: list[int] = []  # of rows
        self._tops: list[int] = []  # of slots
        self._columns = 2 if arrangement == "facing" else 1
        widest = self._lay(1.0, scale)
        if self.height > _HIGHEST:
            widest = self._lay(0.99 * _HIGHEST / self.height, scale)
        self.width = max(view[0], widest + 2 * MARGIN)

    def _lay(self, smaller: float, scale: float) -> int:
        """Fills the lists; the width of the widest row."""
        for column in (self._scales, self._heights, self._tops):
            column.clear()
        sizes = list(self.sizes)
        rows = list(zip(sizes)) if self._columns == 1 else [tuple(sizes[max(0, i - 1) : i + 1]) for i in range(0, len(sizes) + 1, 2)]
        known: dict[tuple[Size, ...], tuple[float, int, int]] = {}  # most rows of a document are alike
        y, widest = 0 if self.arrangement == "single" else GAP, 0
        for pages in rows if sizes else ():
            if pages not in known:
                each = (self._fitted(pages) if self.fit else clamp_scale(scale)) * smaller
                height = max(_pixels(h, each) for _, h in pages)
                step = max(self.view[1], height + 2 * GAP) if self.arrangement == "single" else height + GAP
                known[pages] = each, height, step
                widest = max(widest, *(_pixels(w, each) for w, _ in pages))
            each, height, step = known[pages]
            self._tops.append(y)
            self._heights.append(height)
            self._scales.append(each)
            y += step
        self.height = y
        return widest * self._columns + (self._columns - 1) * GAP

    def _fitted(self, pages: tuple[Size, ...]) -> float:
        width, height = (max(side) for side in zip(*pages, strict=True))
        scale = (self.view[0] - 2 * MARGIN - (self._columns - 1) * GAP) / self._columns / width
        if self.fit == "page":
            scale = min(scale, (self.view[1] - 2 * GAP) / height)
        return clamp_scale(scale)

    # -- pages ------------------------------------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    @property
    def _rows(self) -> int:
        return self.row_of(self.pages) + 1 if self.sizes else 0

    def row_of(self, page: int) -> int:
        """The row, from 0, of a page, from 1."""
        return page // 2 if self._columns == 2 else page - 1

    def pages_of(self, row: int) -> range:
        """The pages of a row."""
        if self._columns == 1:
            return range(row + 1, row + 2)
        return range(max(1, 2 * row), min(self.pages, 2 * row + 1) + 1)

    def scale_of(self, page: int) -> float:
        """Pixels per point of a page; 1.0 while there is none."""
        return self._scales[self.row_of(page)] if 1 <= page <= self.pages else PIXELS_PER_POINT

    def rect(self, page: int) -> tuple[int, int, int, int]:
        """x, y, width and height of a page (from 1) in pixels of the whole."""
        row, (width, height) = self.row_of(page), self.sizes[page - 1]
        w, h = _pixels(width, self._scales[row]), _pixels(height, self._scales[row])
        if self._columns == 1:
            x = (self.width - w) // 2
        else:  # at the spine
            x = self.width // 2 + GAP // 2 if page % 2 else self.width // 2 - GAP // 2 - w
        return (x, self._page_top(row), w, h)

    def _page_top(self, row: int) -> int:
        if self.arrangement == "single":
            return self._tops[row] + max(GAP, (self.view[1] - self._heights[row]) // 2)
        return self._tops[row]

    def visible(self, top: int, height: int) -> range:
        """The pages that a window of the whole shows."""
        if not self.sizes:
            return range(0)
        first = self._row_at(top)
        if self.arrangement == "single":
            return self.pages_of(first)
        if self._tops[first] + self._heights[first] <= top and first + 1 < self._rows:
            first += 1
        last = max(first, self._row_at(top + height - 1))
        return range(self.pages_of(first).start, self.pages_of(last).stop)

    # -- heights ----------------------------------------------------------------------------------------------------

    def _row_at(self, y: float) -> int:
        """The row at a height, or the one above a gap; 0 on an empty layout."""
        return max(0, bisect_right(self._tops, y) - 1)

    def spot(self, y: float, near: int = 0) -> Spot:
        """The height of the whole as a height on a page; of two side by side on the page `near`, else on the left one.

        A gap belongs to the page above. Where the window shows whole pages, the one in its middle counts, whose top may be further down.
        """
        if not self.sizes:
            return Spot(1)
        row = self._row_at(y + self.view[1] / 2 if self.fit == "page" and self.arrangement != "single" else y)
        pages = self.pages_of(row)
        return Spot(near if near in pages else pages.start, (y - self._page_top(row)) / self._scales[row])

    def y_of(self, spot: Spot) -> int:
        """The height of a spot in the whole."""
        if not self.sizes:
            return 0
        row = self.row_of(min(max(spot.page, 1), self.pages))
        return round(self._page_top(row) + spot.y * self._scales[row])

    def top_of(self, page: int) -> int:
        """Where the window's top edge is put to read a page from its beginning."""
        if not self.sizes or page <= 1:
            return 0
        row = self.row_of(min(page, self.pages))
        if self.arrangement == "single":
            return self._tops[row]
        return self._tops[row] - (max(0, (self.view[1] - self._heights[row]) // 2) if self.fit == "page" else 0)

    @property
    def whole_pages(self) -> bool:
        """True where pages are seen whole or one at a time, so that the page that is read counts, not the top edge."""
        return self.fit == "page" or self.arrangement == "single"

    def kept_top(self, hold: Hold, top: int, *, at_top: bool) -> int:
        """Where the top edge comes to stand when a held point would bring it to `top`: what was `at_top` and whole stays whole."""
        whole = at_top and hold.y == 0 and hold.below < -GAP
        if self.arrangement == "single":
            first = self.top_of(hold.page)
            return first if whole else min(max(top, first), self.bottom_of(hold.page))
        return self.top_of(hold.page) if whole or self.fit == "page" else top

    def at_end(self, top: int, *, down: bool) -> bool:
        """True where scrolling on means another page, in the single arrangement."""
        if self.arrangement != "single" or not self.sizes:
            return False
        page = self.pages_of(self._row_at(top)).start
        return top == (self.bottom_of(page) if down else self.top_of(page))

    def beside(self, page: int, rows: int) -> int:
        """The first page so many rows on."""
        if not self.sizes:
            return 1
        return self.pages_of(min(max(self.row_of(page) + rows, 0), self._rows - 1)).start

    def widen(self, width: int) -> None:
        """Centre in a window that is wider than the pages were fitted to, as one without a scroll bar is."""
        self.width = max(self.width, width)

    def bottom_of(self, page: int) -> int:
        """Where the window's top edge is when it shows a page's end, in the single arrangement."""
        row = self.row_of(page)
        after = self._tops[row + 1] if row + 1 < self._rows else self.height
        return max(self._tops[row], after - self.view[1])

    def settled(self, top: int, last: int) -> int:
        """Where the window's top edge comes to stand, moved from `last` to `top`: in the single arrangement never across two pages.

        What goes past an end of the page first stops there; from there it goes on to the next page's beginning or the last one's end.
        """
        if self.arrangement != "single" or not self.sizes:
            return top
        before, row = self._row_at(last), self._row_at(top)
        end = self.bottom_of(row + 1)
        if top <= end:
            return top
        if top > last:
            stops = before == row and last < end
            return end if stops or row + 1 == self._rows else self._tops[row + 1]
        stops = before == row + 1 and last > self._tops[before]
        return self._tops[before] if stops else end

    def turned(self, top: int, pages: int) -> int:
        """The window's top edge a window further down (1) or up (-1): a little is seen twice, and where a row fits, rows are turned."""
        row = self._row_at(top + self.view[1] // 2)
        if self.fit == "page" and self.sizes and self.arrangement != "single":
            row = min(max(row + pages, 0), self._rows - 1)
            return self.top_of(self.pages_of(row).start)
        return top + pages * max(1, self.view[1] - 40)

    # -- points -----------------------------------------------------------------------------------------------------

    def hold(self, x: float, y: float, page: int) -> Hold:
        """A point of the whole by its place on a page."""
        left, top, width, height = self.rect(page)
        on_x, on_y = min(max(x - left, 0.0), width), min(max(y - top, 0.0), height)
        scale = self.scale_of(page)
        return Hold(page, on_x / scale, on_y / scale, x - left - on_x, y - top - on_y)

    def held(self, hold: Hold) -> tuple[float, float]:
        """Where such a point is now."""
        page = min(max(hold.page, 1), self.pages)
        left, top, _, _ = self.rect(page)
        scale = self.scale_of(page)
        return (left + hold.x * scale + hold.beside, top + hold.y * scale + hold.below)

    def nearest(self, x: float, y: float, pages: range) -> int:
        """Of these pages the one under a point of the whole, or the nearest; 0 without any."""

        def away(page: int) -> float:
            left, top, width, height = self.rect(page)
            return max(left - x, x - left - width, 0.0) + max(top - y, y - top - height, 0.0)

        return min(pages, key=away, default=0)

    def on_page(self, page: int, rect: Rect, rotation: int) -> tuple[float, float, float, float]:
        """A rectangle of the unrotated page in pixels of the whole: x, y, width, height."""
        x, y, _, _ = self.rect(page)
        scale = self.scale_of(page)
        x0, y0, x1, y1 = shown(rect, self.sizes[page - 1], rotation)
        return (x + x0 * scale, y + y0 * scale, (x1 - x0) * scale, (y1 - y0) * scale)


def _pixels(points: float, scale: float) -> int:
    return max(1, round(points * scale))


def clamp_scale(scale: float) -> float:
    """A scale within the zoom we offer."""
    return min(max(scale, SMALLEST * PIXELS_PER_POINT), LARGEST * PIXELS_PER_POINT)
