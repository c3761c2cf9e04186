"""Drawn pages kept within a number of bytes; the longest unseen goes first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtGui import QPixmap

# A page of a letter-size guide at 950 pixels is 4.7 MB; window and child together aim at 150 MB.
LIMIT = 48 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture: a page drawn `width` device pixels wide, or the part `tile` (x, y, width, height) of that drawing."""

    page: int
    width: int
    tile: tuple[int, int, int, int] | None = None


class PictureCache:
    """Pictures by what was wanted; bounded by bytes."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[Wanted, QPixmap] = OrderedDict()
        # Whole pages by number, so that the nearest width is found without a walk over everything.
        self._widths: dict[int, set[int]] = {}

    def __contains__(self, wanted: object) -> bool:
        return wanted in self._kept

    def put(self, wanted: Wanted, picture: QPixmap) -> None:
        """Keep a picture, letting go of what was not seen for longest."""
        self._drop(wanted)
        self._kept[wanted] = picture
        self.size += _bytes(picture)
        if wanted.tile is None:
            self._widths.setdefault(wanted.page, set()).add(wanted.width)
        while self.size > self.limit and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def get(self, wanted: Wanted) -> QPixmap | None:
        """The picture, and a note that it was seen."""
        picture = self._kept.get(wanted)
        if picture is not None:
            self._kept.move_to_end(wanted)
        return picture

    def nearest(self, page: int, width: int) -> QPixmap | None:
        """The whole page at that width, else the next larger, else the largest."""
        widths = self._widths.get(page)
        if not widths:
            return None
        larger = [w for w in widths if w >= width]
        return self.get(Wanted(page, min(larger) if larger else max(widths)))

    def clear(self) -> None:
        """Let everything go."""
        self._kept.clear()
        self._widths.clear()
        self.size = 0

    def _drop(self, wanted: Wanted) -> None:
        picture = self._kept.pop(wanted, None)
        if picture is None:
            return
        self.size -= _bytes(picture)
        if wanted.tile is None:
            self._widths[wanted.page].discard(wanted.width)


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
