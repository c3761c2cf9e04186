"""Drawn pages kept within a number of bytes; the longest unseen goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtGui import QImage

from reader.ui.pages.plan import Wanted

# As the child sends them, pages of a letter-size guide at 950 pixels are 1.2 MB in grey and 3.5 MB in colour.
LIMIT = 24 * 1024 * 1024


class PictureCache:
    """Pictures by what was wanted; bounded by bytes, beyond which only what is pinned stays."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.size = 0
        self._kept: OrderedDict[Wanted, QImage] = OrderedDict()
        self._pinned: frozenset[Wanted] = frozenset()
        # Whole pages by number, so that the nearest width is found without a walk over everything.
        self._widths: dict[int, set[int]] = {}

    def __contains__(self, wanted: object) -> bool:
        return wanted in self._kept

    def put(self, wanted: Wanted, picture: QImage) -> None:
        """Keep a picture, letting go of what was not seen for longest."""
        self._drop(wanted)
        self._kept[wanted] = picture
        self.size += picture.sizeInBytes()
        if wanted.tile is None:
            self._widths.setdefault(wanted.page, set()).add(wanted.width)
        self._shrink(wanted)

    def pin(self, wanted: Iterable[Wanted]) -> None:
        """What is in sight, and must not go while it is; all else may."""
        self._pinned = frozenset(wanted)
        for seen in self._pinned:
            self.get(seen)

    def get(self, wanted: Wanted) -> QImage | None:
        """The picture, and a note that it was seen."""
        picture = self._kept.get(wanted)
        if picture is not None:
            self._kept.move_to_end(wanted)
        return picture

    def nearest(self, page: int, width: int) -> QImage | None:
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
        self._pinned = frozenset()
        self.size = 0

    def _shrink(self, new: Wanted) -> None:
        if self.size > self.limit:
            for old in [w for w in self._kept if w not in self._pinned and w != new]:
                self._drop(old)
                if self.size <= self.limit:
                    break

    def _drop(self, wanted: Wanted) -> None:
        picture = self._kept.pop(wanted, None)
        if picture is None:
            return
        self.size -= picture.sizeInBytes()
        if wanted.tile is None:
            self._widths[wanted.page].discard(wanted.width)
            if not self._widths[wanted.page]:
                del self._widths[wanted.page]
