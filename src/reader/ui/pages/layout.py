"""Where pages lie in the continuous view: points of a page, pixels of the whole, and nothing of Qt.

Positions are kept relative to the page and become pixels only here, so that zooming and resizing lose nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

Rect = tuple[float, float, float, float]
GAP = 14
MARGIN = 18
SMALLEST, LARGEST = 0.10, 16.0
# At 100 % a point is 1/72 inch of a 96-dots-an-inch screen, as in other readers.
PIXELS_PER_POINT = 96 / 72


@dataclass(frozen=True, slots=True)
class Spot:
    """A height on a page: the page from 1, and points from its top as shown."""

    page: int
    y: float = 0.0


def shown(rect: Rect, size: tuple[float, float], rotation: int) -> Rect:
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


def unshown(x: float, y: float, size: tuple[float, float], rotation: int) -> tuple[float, float]:
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
    """Pages under one another, centred, at one scale (pixels per point)."""

    def __init__(self, sizes: Sequence[tuple[float, float]], scale: float, viewport_width: int) -> None:
        self.sizes = sizes
        self.scale = scale
        self._tops: list[int] = []
        y = GAP
        for _, height in sizes:
            self._tops.append(y)
            y += max(1, round(height * scale)) + GAP
        self.height = y
        self._widest = max((round(w * scale) for w, _ in sizes), default=0)
        self.width = max(viewport_width, self._widest + 2 * MARGIN)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    def rect(self, page: int) -> tuple[int, int, int, int]:
        """x, y, width and height of a page (from 1) in pixels of the whole."""
        width, height = self.sizes[page - 1]
        w, h = max(1, round(width * self.scale)), max(1, round(height * self.scale))
        return ((self.width - w) // 2, self._tops[page - 1], w, h)

    def page_at(self, y: float) -> int:
        """The page at a height, or the one above a gap; 1 on an empty layout."""
        return max(1, bisect_right(self._tops, y))

    def visible(self, top: int, height: int) -> range:
        """The pages that a window of the whole shows."""
        if not self.sizes:
            return range(0)
        first = self.page_at(top)
        _, y, _, h = self.rect(first)
        if y + h <= top and first < self.pages:
            first += 1
        return range(first, max(first, self.page_at(top + height - 1)) + 1)

    def spot(self, y: float) -> Spot:
        """The height of the whole as a height on a page."""
        page = min(self.page_at(y), max(1, self.pages))
        return Spot(page, (y - self._tops[page - 1]) / self.scale if self.sizes else 0.0)

    def y_of(self, spot: Spot) -> int:
        """The height of a spot in the whole."""
        if not self.sizes:
            return 0
        return round(self._tops[min(max(spot.page, 1), self.pages) - 1] + spot.y * self.scale)

    def on_page(self, page: int, rect: Rect, rotation: int) -> tuple[float, float, float, float]:
        """A rectangle of the unrotated page in pixels of the whole: x, y, width, height."""
        x, y, _, _ = self.rect(page)
        x0, y0, x1, y1 = shown(rect, self.sizes[page - 1], rotation)
        return (x + x0 * self.scale, y + y0 * self.scale, (x1 - x0) * self.scale, (y1 - y0) * self.scale)


def fit_width(sizes: Sequence[tuple[float, float]], viewport_width: int) -> float:
    """The scale at which the widest page fills the window."""
    widest = max((w for w, _ in sizes), default=612.0)
    return clamp_scale((viewport_width - 2 * MARGIN) / widest)


def clamp_scale(scale: float) -> float:
    """A scale within the zoom we offer."""
    return min(max(scale, SMALLEST * PIXELS_PER_POINT), LARGEST * PIXELS_PER_POINT)
