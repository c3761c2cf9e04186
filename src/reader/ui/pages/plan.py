"""Which pictures make the window sharp, and which come next; pixels and pages, and nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reader.ui.pages.layout import PageLayout

# Beyond this many device pixels a page is drawn in tiles of what is visible; below, one picture is simpler and scrolls better.
WHOLE = 7_000_000
TILE = 1024
# Device pixels of a picture that is drawn first where a page has none yet and its sharp ones are many or slow; a photograph takes as
# long to decode for a small picture as for a large one, so it must be much smaller than what it stands for.
ROUGH, QUICK, QUICKER = 1_500_000, 250_000, 8
_AHEAD = 2  # rows
_WINDOWS = 5  # full of pictures in colour


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture: a page drawn `width` device pixels wide, or the part `tile` (x, y, width, height) of that drawing."""

    page: int
    width: int
    tile: tuple[int, int, int, int] | None = None


class Sight(NamedTuple):
    """The part of the whole that a window shows, in its pixels, and device pixels per pixel."""

    x: int
    y: int
    width: int
    height: int
    ratio: float


def room(sight: Sight, least: int) -> int:
    """Bytes to keep pictures in: `least`, or on screens of many pixels so much that what comes next fits beside what is seen."""
    return max(least, round(_WINDOWS * 3 * sight.width * sight.height * sight.ratio**2))


def visible(layout: PageLayout, sight: Sight) -> range:
    """The pages in sight."""
    return layout.visible(sight.y, sight.height)


def width_of(layout: PageLayout, page: int, ratio: float) -> int:
    """Device pixels across a page."""
    return max(1, round(layout.rect(page)[2] * ratio))


def needed(layout: PageLayout, sight: Sight) -> list[Wanted]:
    """What makes the window sharp; the page of which most is seen comes first."""
    by_share = sorted(visible(layout, sight), key=lambda page: -_share(layout, page, sight))
    return [wanted for page in by_share for wanted in sharp(layout, page, sight)]


def ahead(layout: PageLayout, sight: Sight, down: bool, bytes_left: int) -> list[Wanted]:
    """What will be needed next in the direction of reading, nearest first, within a number of bytes."""
    seen = visible(layout, sight)
    if not seen:
        return []
    if layout.arrangement != "single":
        further = sight._replace(y=sight.y + (1 if down else -1) * sight.height // 2)
        found = [wanted for page in seen for wanted in sharp(layout, page, further)]
    else:
        found = []
    row = layout.row_of(seen.stop - 1 if down else seen.start)
    for _ in range(_AHEAD):
        row += 1 if down else -1
        for page in layout.pages_of(row) if row >= 0 else ():
            if page <= layout.pages:
                found += _first_seen(layout, page, sight, down)
    chosen = []
    for wanted in dict.fromkeys(found):
        bytes_left -= size_of(layout, wanted)
        if bytes_left < 0:
            break
        chosen.append(wanted)
    return chosen


def rough(layout: PageLayout, page: int, ratio: float, pixels: int = ROUGH) -> Wanted:
    """A whole page of about so many pixels, never larger than it is shown."""
    _, _, width, height = layout.rect(page)
    return Wanted(page, max(1, min(round((pixels * width / height) ** 0.5), width_of(layout, page, ratio))))


def early(layout: PageLayout, page: int, ratio: float, slow: bool) -> list[Wanted]:
    """What is there sooner than the sharp pictures of a page, where there is such a thing."""
    _, _, width, height = layout.rect(page)
    if tiled(layout, page, ratio):
        return [rough(layout, page, ratio)]
    return [rough(layout, page, ratio, QUICK)] if slow and width * height * ratio**2 > QUICK * QUICKER else []


def tiled(layout: PageLayout, page: int, ratio: float) -> bool:
    """True where a page is too large for one picture."""
    _, _, width, height = layout.rect(page)
    return round(width * ratio) * round(height * ratio) > WHOLE


def sharp(layout: PageLayout, page: int, sight: Sight) -> list[Wanted]:
    """The pictures that make a page sharp where it is seen: one, or tiles; none where it is out of sight sideways."""
    x, y, width, height = layout.rect(page)
    ratio = sight.ratio
    wide, high = max(1, round(width * ratio)), max(1, round(height * ratio))
    left, right = max(x, sight.x) - x, min(x + width, sight.x + sight.width) - x
    top, bottom = max(y, sight.y) - y, min(y + height, sight.y + sight.height) - y
    if right <= left or bottom <= top:
        return []
    if wide * high <= WHOLE:
        return [Wanted(page, wide)]
    columns = range(int(left * ratio) // TILE, min(int(right * ratio), wide - 1) // TILE + 1)
    rows = range(int(top * ratio) // TILE, min(int(bottom * ratio), high - 1) // TILE + 1)
    return [Wanted(page, wide, _tile(column, row, wide, high)) for row in rows for column in columns]


def size_of(layout: PageLayout, wanted: Wanted) -> int:
    """Bytes of a picture in colour."""
    if wanted.tile is not None:
        return 3 * wanted.tile[2] * wanted.tile[3]
    _, _, width, height = layout.rect(wanted.page)
    return 3 * wanted.width * round(wanted.width * height / width)


def _first_seen(layout: PageLayout, page: int, sight: Sight, down: bool) -> list[Wanted]:
    """Of a page out of sight: all of it, or where it is large a rough picture and the tiles that come into sight first."""
    if not tiled(layout, page, sight.ratio):
        return [Wanted(page, width_of(layout, page, sight.ratio))]
    _, y, _, height = layout.rect(page)
    edge = sight._replace(y=y if down else y + height - sight.height // 2, height=sight.height // 2)
    return [rough(layout, page, sight.ratio), *sharp(layout, page, edge)]


def _tile(column: int, row: int, width: int, height: int) -> tuple[int, int, int, int]:
    x, y = column * TILE, row * TILE
    return (x, y, min(TILE, width - x), min(TILE, height - y))


def _share(layout: PageLayout, page: int, sight: Sight) -> float:
    x, y, width, height = layout.rect(page)
    across = min(x + width, sight.x + sight.width) - max(x, sight.x)
    return max(0, across) * max(0, min(y + height, sight.y + sight.height) - max(y, sight.y))
