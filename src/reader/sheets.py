"""What a printed page looks like to the eye, line by line: heights, edges, gaps, and which lines are running heads or page numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import NamedTuple

from reader.pages import PageText, Rect, Word

_WIDE = 1.9  # of a line's height; a wider gap parts cells, as in a table
_LEADERS = re.compile(r"\s*(?:[.·…_]\s?){4,}\s*|(?:\s[.·…_]){2,}\s+")
_UPRIGHT = 4  # letters; a shorter line may well be higher than wide
_EVEN = 0.006  # by which the letters' widths may differ in code
_EDGE = 0.13  # of the page's height: so near to its edges stand running heads
_ROWS = 2  # of them at each edge
_NEAR = 4  # pages within which a running head comes again
_STEADY = 5.0  # points by which its height may differ
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|página|pág\.?|p\.)\s*)?(?:#|[ivxlc]+)(?:\s*(?:of|de|/)\s*#)?\W*")


class Line(NamedTuple):
    """One printed line: `text` stands at `offset` of the page's text; edges in points from the top left of the page as shown.

    size: the height of its words. first: the width of its first word. pitch: the width of one letter where all have the same, as
    in code, else 0. cells: stretches of `text` parted by wide gaps or rows of dots; one when there are none.
    """

    text: str
    offset: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    first: float
    pitch: float
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page (from 1) in reading order, and the size of the page as shown, in points."""

    page: int
    width: float
    height: float
    lines: tuple[Line, ...]


def sheet(page: PageText, size: tuple[float, float], rotation: int = 0) -> Sheet:
    """The lines of a page; `size` as shown, `rotation` in degrees clockwise. What is set upright along an edge is left out."""
    lines: list[Line] = []
    at = 0
    for _, group in groupby(page.words, key=lambda word: word.line):
        words = list(group)
        line = _line(page, at, words, [_shown(word.rect, size, rotation) for word in words])
        at += len(words)
        if line.y1 - line.y0 < 2.0 * (line.x1 - line.x0) or len(line.text) < _UPRIGHT:
            lines.append(line)
    return Sheet(page.page, *size, tuple(lines))


def _line(page: PageText, at: int, words: Sequence[Word], rects: Sequence[Rect]) -> Line:
    starts = [offset - page.offsets[at] for offset in page.offsets[at : at + len(words)]]
    text = page.text[page.offsets[at] :][: starts[-1] + len(words[-1].text)]
    size = median([rect[3] - rect[1] for word, rect in zip(words, rects, strict=True) for _ in word.text])
    gaps = [
        (starts[n - 1] + len(words[n - 1].text), starts[n]) for n in range(1, len(words)) if rects[n][0] - rects[n - 1][2] > _WIDE * size
    ]
    gaps += [m.span() for m in _LEADERS.finditer(text)]
    edges = [0, *(x for gap in sorted(gaps) for x in gap), len(text)]
    cells = tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
    x0, y0 = min(r[0] for r in rects), min(r[1] for r in rects)
    x1, y1 = max(r[2] for r in rects), max(r[3] for r in rects)
    return Line(text, page.offsets[at], x0, y0, x1, y1, size, rects[0][2] - rects[0][0], _pitch(words, rects), cells)


def _pitch(words: Sequence[Word], rects: Sequence[Rect]) -> float:
    """The width of a letter, when all words agree on it."""
    widths = [(r[2] - r[0]) / len(w.text) for w, r in zip(words, rects, strict=True)]
    even = len(widths) > 1 and max(widths) - min(widths) < _EVEN * min(widths)
    return median(widths) if even else 0.0


def _shown(rect: Rect, size: tuple[float, float], rotation: int) -> Rect:
    """A rectangle of the unrotated page on the page as shown."""
    (x0, y0, x1, y1), (width, height) = rect, size
    match rotation % 360:
        case 90:
            return width - y1, x0, width - y0, x1
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return y0, height - x1, y1, height - x0
    return rect


def running(sheets: Sequence[Sheet], labels: Sequence[str] = ()) -> dict[int, frozenset[int]]:
    """Which lines of each page (by their number) are running heads, feet or page numbers.

    They stand near an edge and are a page number, or come again at the same height on a page near by, numbers aside.
    """
    edges = {s.page: _at_edges(s) for s in sheets}
    again: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for one in sheets:
        for number, key in edges[one.page]:
            again[key].append((one.page, one.lines[number].y0))
    found = {}
    for one in sheets:
        label = labels[one.page - 1].casefold() if one.page <= len(labels) else ""
        found[one.page] = frozenset(
            number
            for number, key in edges[one.page]
            if _PAGE_NUMBER.fullmatch(key)
            or one.lines[number].text.casefold().strip() == label
            or _comes_again(again[key], one.page, one.lines[number].y0)
        )
    return found


def _at_edges(one: Sheet) -> list[tuple[int, str]]:
    """The outermost lines of a page near its edges, by number, with their words without numbers."""
    rows = sorted({round(line.y0) for line in one.lines})
    top, bottom = rows[:_ROWS], rows[-_ROWS:]
    return [
        (number, _NUMBER.sub("#", line.text.casefold()))
        for number, line in enumerate(one.lines)
        if (line.y1 < one.height * _EDGE and round(line.y0) in top) or (line.y0 > one.height * (1 - _EDGE) and round(line.y0) in bottom)
    ]


def _comes_again(stands: Sequence[tuple[int, float]], page: int, y: float) -> bool:
    near = stands[bisect_left(stands, page - _NEAR, key=lambda s: s[0]) : bisect_right(stands, page + _NEAR, key=lambda s: s[0])]
    return any(other != page and abs(height - y) < _STEADY for other, height in near)
