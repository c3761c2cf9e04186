"""Offsets in section texts to positions in the Qt document and back, exact for every character."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(slots=True)
class Run:
    """One block: section text from `start`, `length` characters, standing at `position` of the document.

    `extra` holds, in order, the offsets in the block before which something was inserted (source numbers) and how many
    units; `wide` the offsets of characters that take two units in Qt's UTF-16.
    """

    section: int
    start: int
    length: int
    position: int
    extra: list[tuple[int, int]] = field(default_factory=list)
    wide: tuple[int, ...] = ()

    def to_position(self, offset: int) -> int:
        """The document position of the character at an offset within the block; what was inserted there stands before it."""
        offset = min(max(offset, 0), self.length)
        inserted = sum(n for at, n in self.extra if at <= offset and at < self.length)
        return self.position + offset + inserted + bisect_right(self.wide, offset - 1)

    def to_end(self, offset: int) -> int:
        """The document position behind the character before an offset: where a lit stretch ends, sources left out."""
        return self.to_position(offset - 1) + (2 if offset - 1 in self.wide else 1) if offset > 0 else self.position

    def to_offset(self, position: int) -> int:
        """The offset within the block whose character holds a document position."""
        low, high = 0, self.length
        while low < high:  # to_position only grows
            middle = (low + high + 1) // 2
            if self.to_position(middle) <= position:
                low = middle
            else:
                high = middle - 1
        return low


def wide(text: str) -> tuple[int, ...]:
    """Where characters beyond U+FFFF stand."""
    return tuple(i for i, c in enumerate(text) if ord(c) > 0xFFFF) if not text.isascii() else ()


class Offsets:
    """All blocks of a document, in order of section and start, and so in order of position."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.sections: list[str] = []

    def section(self, slug: str) -> int:
        """Begin a section; its number."""
        self.sections.append(slug)
        return len(self.sections) - 1

    def _run(self, section: str, offset: int) -> Run | None:
        if section not in self.sections:
            return None
        number = self.sections.index(section)
        i = bisect_right(self.runs, (number, offset), key=lambda r: (r.section, r.start)) - 1
        return self.runs[i] if i >= 0 and self.runs[i].section == number else next((r for r in self.runs if r.section == number), None)

    def position(self, section: str, offset: int) -> int | None:
        """The document position of an offset in a section; None when there is no such section."""
        run = self._run(section, offset)
        return None if run is None else run.to_position(offset - run.start)

    def stretches(self, section: str, start: int, end: int) -> list[tuple[int, int]]:
        """The document stretches of section text [start, end), one for each block it touches and for each gap in it."""
        if section not in self.sections:
            return []
        number = self.sections.index(section)
        first = max(0, bisect_right(self.runs, (number, start), key=lambda r: (r.section, r.start)) - 1)
        found: list[tuple[int, int]] = []
        for run in self.runs[first:]:
            if (run.section, run.start) >= (number, end):
                break
            a, b = max(start - run.start, 0), min(end - run.start, run.length)
            if run.section == number and a < b:
                cuts = [a, *(at for at, _ in run.extra if a < at < b), b]
                found += [(run.to_position(x), run.to_end(y)) for x, y in pairwise(cuts)]
        return found

    def place(self, position: int) -> tuple[str, int] | None:
        """Section and offset at a document position, or of the next text below it; None past the last text."""
        i = bisect_right(self.runs, position, key=lambda r: r.position) - 1
        if i < 0:
            return (self.sections[self.runs[0].section], self.runs[0].start) if self.runs else None
        run = self.runs[i]
        return self.sections[run.section], run.start + run.to_offset(position)
