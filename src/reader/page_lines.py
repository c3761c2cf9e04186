"""The lines of a page in reading order: which letter a point means, which words belong together, and what stands between two carets.

Lines, columns and letters are reckoned on the page as shown, since that is where a reader points; points and rectangles that are
given and taken are those of the unrotated page, in points from its top left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reader.pages import Rect, Word
from reader.words import fold

Size = tuple[float, float]
LAST = 1 << 30  # as a caret's word: the end of the page, whatever stands there
HYPHENS = "-\u2010\u2011"
SOFT = "\u00ad"
# A word as people write it: letters and digits with the hyphens, apostrophes and decimal points inside it.
_INSIDE = r"\w\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
TOKEN = re.compile(rf"[^\W_][{_INSIDE}]*(?:(?:[{HYPHENS}]+|['\u2019]|(?<=\d)[.,:/](?=\d))[{_INSIDE}]+)*")
_BLANK = 1.2  # times the height of a line: a wider gap between two words is paper
_FAR = 2.5  # times the height of a line: a wider gap between two lines ends a column
_NEAR = 150  # lines before and after that are compared; keeps a hostile page from taking seconds


class Caret(NamedTuple):
    """A place between letters: the page from 1, the word in reading order, and how many of its letters stand before."""

    page: int
    word: int
    letter: int


Stretch = tuple[Caret, Caret]


class Line(NamedTuple):
    """The words `first` to `last` (without it), and their box on the page as shown.

    `way` is where its letters run: "right"; "up" or "down" where a line stands on end.
    """

    first: int
    last: int
    box: Rect
    way: str


class Column(NamedTuple):
    """Lines under one another, `first` to `last` (without it), and their box on the page as shown."""

    first: int
    last: int
    box: Rect


class PageLines:
    """The words of one page, by line and column. `size` is that of the page as shown, `rotation` clockwise."""

    def __init__(self, page: int, words: Sequence[Word], size: Size = (0.0, 0.0), rotation: int = 0) -> None:
        self.page = page
        self.words = tuple(words)
        self.size = size
        self._rotation = rotation % 360
        self._boxes = [shown(w.rect, size, self._rotation) for w in self.words] if self._rotation else [w.rect for w in self.words]
        self.lines = list(self._lines())
        self._line_of = [n for n, line in enumerate(self.lines) for _ in range(line.first, line.last)]

    def _lines(self) -> Iterator[Line]:
        first = 0
        for i in range(1, len(self.words) + 1):
            if i == len(self.words) or self.words[i].line != self.words[first].line:
                boxes = self._boxes[first:i]
                yield Line(first, i, _union(boxes), self._way(first, i))
                first = i

    def _way(self, first: int, last: int) -> str:
        (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = self._boxes[first], self._boxes[last - 1]
        across, down = bx0 + bx1 - ax0 - ax1, by0 + by1 - ay0 - ay1
        if last - first > 1:
            return "right" if abs(across) >= abs(down) else "down" if down > 0 else "up"
        on_end = len(self.words[first].text) > 2 and ay1 - ay0 > 1.5 * (ax1 - ax0)
        return "up" if on_end else "right"

    @cached_property
    def columns(self) -> list[Column]:
        """Lines that go down under one another with nothing else between or beside them inside their box."""
        found: list[Column] = []
        for n, line in enumerate(self.lines):
            last = found[-1] if found else None
            if last is not None and (box := self._joined(last, n)) is not None:
                found[-1] = Column(last.first, n + 1, box)
            else:
                found.append(Column(n, n + 1, line.box))
        return found

    def _joined(self, column: Column, n: int) -> Rect | None:
        """The box of the column with the line n in it; None where that line does not continue it."""
        line, above = self.lines[n], self.lines[n - 1]
        height = above.box[3] - above.box[1]
        if line.way != "right" or above.way != "right" or line.box[1] < above.box[1] + 0.3 * height:
            return None
        if line.box[1] - above.box[3] > _FAR * height or line.box[0] > column.box[2] or line.box[2] < column.box[0]:
            return None
        box = _union([column.box, line.box])
        others = self.lines[max(0, column.first - _NEAR) : column.first] + self.lines[n + 1 : n + _NEAR]
        return None if any(_inside(box, other.box) for other in others) else box

    @cached_property
    def column_of(self) -> list[int]:
        """The number of each line's column."""
        return [number for number, column in enumerate(self.columns) for _ in range(column.first, column.last)]

    @cached_property
    def written(self) -> frozenset[str]:
        """The folded words that stand whole in a line, hyphened ones with their hyphen."""
        return frozenset(
            fold(found.group()).replace("\u2010", "-").replace("\u2011", "-")
            for i, word in enumerate(self.words)
            if not (self.broken(i) or (i and self.broken(i - 1)))
            for found in TOKEN.finditer(word.text)
        )

    # -- points -----------------------------------------------------------------------------------------------------

    def on_text(self, x: float, y: float) -> bool:
        """True on a word or on the blank between two words of a line."""
        x, y = self._point(x, y)
        return any(self._touches(line, x, y) for line in self.lines)

    def _touches(self, line: Line, x: float, y: float) -> bool:
        x0, y0, x1, y1 = line.box
        if not (x0 - 1 <= x <= x1 + 1 and y0 - 1 <= y <= y1 + 1):
            return False
        spans = [_span(line.way, box) for box in self._boxes[line.first : line.last]]
        at, widest = _along(line.way, x, y), _BLANK * _thick(line)
        before = max((right for left, right in spans if left - 1 <= at), default=None)
        after = min((left for left, right in spans if right + 1 >= at), default=None)
        return before is not None and after is not None and after - before <= widest

    def caret(self, x: float, y: float) -> Caret:
        """The place between letters that is nearest to a point."""
        found = self._nearest(x, y)
        if found is None:
            return Caret(self.page, 0, 0)
        word, at, way = found
        edges = self._edges(word, way)
        return Caret(self.page, word, min(range(len(edges)), key=lambda n: abs(edges[n] - at)))

    def letter(self, x: float, y: float) -> tuple[int, int] | None:
        """The word nearest to a point and the number of its letter there; None on a page without words."""
        found = self._nearest(x, y)
        if found is None:
            return None
        word, at, way = found
        inner = self._edges(word, way)[1:-1]
        return word, sum(edge <= at for edge in inner)

    def _nearest(self, x: float, y: float) -> tuple[int, float, str] | None:
        """The nearest word of the nearest line of the nearest column, the point along that line, and the way it runs."""
        if not self.lines:
            return None
        x, y = self._point(x, y)
        reach = [_distance(column.box, x, y) for column in self.columns]
        least = min(reach)
        numbers = [n for c, far in zip(self.columns, reach, strict=True) if far == least for n in range(c.first, c.last)]
        line = min((self.lines[n] for n in numbers), key=lambda one: _across(one, x, y))
        at = _along(line.way, x, y)
        word = min(range(line.first, line.last), key=lambda i: _gap(_span(line.way, self._boxes[i]), at))
        return word, at, line.way

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return shown((x, y, x, y), self.size, self._rotation)[:2] if self._rotation else (x, y)

    def _edges(self, word: int, way: str) -> Sequence[float]:
        """Where the letters of a word begin and end along its line; even steps where that is not known."""
        held = self.words[word]
        if held.edges is not None and len(held.edges) == len(held.text) + 1 and way == "right" and not self._rotation:
            return held.edges
        left, right = _span(way, self._boxes[word])
        count = max(1, len(held.text))
        return [left + (right - left) * n / count for n in range(count + 1)]

    # -- stretches --------------------------------------------------------------------------------------------------

    @property
    def whole(self) -> Stretch:
        """From the first letter to the last."""
        last = len(self.words) - 1
        return Caret(self.page, 0, 0), Caret(self.page, max(0, last), len(self.words[last].text) if self.words else 0)

    def clamp(self, caret: Caret) -> Caret:
        """The caret on this page: one of an earlier page at the beginning, one of a later page, or past the last word, at the end."""
        start, end = self.whole
        if caret.page != self.page or caret.word >= len(self.words):
            return start if caret.page < self.page else end
        return caret._replace(letter=min(caret.letter, len(self.words[caret.word].text)))

    def word_range(self, word: int, letter: int) -> Stretch:
        """The written word round a letter, with its other half where it is broken at a line end; or the signs round it."""
        first = last = word
        while first and self.broken(first - 1):
            first -= 1
        while self.broken(last):
            last += 1
        text = "".join(w.text for w in self.words[first : last + 1])
        at = sum(len(w.text) for w in self.words[first:word]) + letter
        start = 0
        for found in TOKEN.finditer(text):
            if found.start() <= at < found.end():
                return self._in_words(first, found.start()), self._in_words(first, found.end(), ends=True)
            if found.start() > at:
                return self._in_words(first, start), self._in_words(first, found.start(), ends=True)
            start = found.end()
        return self._in_words(first, start), Caret(self.page, last, len(self.words[last].text))

    def _in_words(self, word: int, letter: int, *, ends: bool = False) -> Caret:
        """The caret after so many letters from the beginning of a word; at a border it `ends` a word or begins the next."""
        while letter > len(self.words[word].text) or (letter == len(self.words[word].text) and not ends):
            letter -= len(self.words[word].text)
            word += 1
        return Caret(self.page, word, letter)

    def broken(self, word: int) -> bool:
        """True where a word ends its line with a hyphen and goes on in the next line of running text."""
        if word + 1 >= len(self.words):
            return False
        here, following = self.words[word], self.words[word + 1]
        if here.line == following.line or len(here.text) < 2 or here.text[-1] not in HYPHENS + SOFT or not here.text[-2].isalnum():
            return False
        return following.text.lstrip(HYPHENS)[:1].isalnum() and self._alike(word)

    def _alike(self, word: int) -> bool:
        """Whether a word and the next are of about one size, as in running text, unlike those of a heading and a paragraph."""
        a, b = (box[3] - box[1] for box in self._boxes[word : word + 2])
        return max(a, b) <= 1.25 * min(a, b)

    def line_range(self, word: int) -> Stretch:
        """The line a word stands in."""
        line = self.lines[self._line_of[word]]
        return Caret(self.page, line.first, 0), Caret(self.page, line.last - 1, len(self.words[line.last - 1].text))

    def line_at(self, word: int) -> int:
        """The number of the line a word stands in."""
        return self._line_of[word]

    def height(self, line: int) -> float:
        """The usual height of a line's words in points: a measure of its type size."""
        held = self.lines[line]
        return median(_across_size(held.way, box) for box in self._boxes[held.first : held.last])

    def gaps(self, line: int) -> list[float]:
        """The blanks between the words of a line, in points."""
        held = self.lines[line]
        spans = [_span(held.way, box) for box in self._boxes[held.first : held.last]]
        return [b[0] - a[1] for a, b in pairwise(spans)]

    def box(self, word: int) -> Rect:
        """The box of a word on the page as shown."""
        return self._boxes[word]

    def rects(self, start: Caret, end: Caret) -> list[Rect]:
        """One rectangle of the unrotated page for each line touched, as high as its line."""
        start, end = self.clamp(start), self.clamp(end)
        if not self.words or start >= end:
            return []
        found = []
        for line in self.lines[self._line_of[start.word] : self._line_of[end.word] + 1]:
            left = min(_span(line.way, box)[0] for box in self._boxes[max(line.first, start.word) : min(line.last, end.word + 1)])
            right = max(_span(line.way, box)[1] for box in self._boxes[max(line.first, start.word) : min(line.last, end.word + 1)])
            if line.first <= start.word:
                left = self._edges(start.word, line.way)[start.letter]
            if end.word < line.last:
                right = self._edges(end.word, line.way)[end.letter]
            if right > left:
                found.append(self._back(line, left, right))
        return found

    def _back(self, line: Line, left: float, right: float) -> Rect:
        x0, y0, x1, y1 = line.box
        match line.way:
            case "up":
                box = (x0, -right, x1, -left)
            case "down":
                box = (x0, left, x1, right)
            case _:
                box = (left, y0, right, y1)
        return unrotated(box, self.size, self._rotation)

    # -- steps ------------------------------------------------------------------------------------------------------

    def stepped(self, caret: Caret, unit: str, by: int) -> Caret | None:
        """The caret one "letter", "word" or "line" on (`by` 1) or back (-1); None past the edge of the page."""
        if not self.words:
            return None
        caret = self.clamp(caret)
        if unit == "line":
            return self._line_on(caret, by)
        word, letter = caret.word, caret.letter
        if unit == "letter" and 0 <= letter + by <= len(self.words[word].text):
            return caret._replace(letter=letter + by)
        if unit == "word" and by > 0 and letter < len(self.words[word].text):
            return caret._replace(letter=len(self.words[word].text))
        if unit == "word" and by < 0 and letter > 0:
            return caret._replace(letter=0)
        if not 0 <= word + by < len(self.words):
            return None
        end = len(self.words[word + by].text)
        far = unit == "word" and by > 0
        return Caret(self.page, word + by, end if far or (by < 0 and unit == "letter") else 0)

    def _line_on(self, caret: Caret, by: int) -> Caret | None:
        number = self._line_of[caret.word] + by
        if not 0 <= number < len(self.lines):
            return None
        line = self.lines[number]
        here = self.lines[self._line_of[caret.word]]
        at = self._edges(caret.word, here.way)[min(caret.letter, len(self.words[caret.word].text))]
        word = min(range(line.first, line.last), key=lambda i: _gap(_span(line.way, self._boxes[i]), at))
        edges = self._edges(word, line.way)
        return Caret(self.page, word, min(range(len(edges)), key=lambda n: abs(edges[n] - at)))


def shown(rect: Rect, size: Size, rotation: int) -> Rect:
    """A rectangle of the unrotated page on the page as shown, whose `size` is given."""
    (width, height), (x0, y0, x1, y1) = size, rect
    match rotation:
        case 90:
            return width - y1, x0, width - y0, x1
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return y0, height - x1, y1, height - x0
    return rect


def unrotated(rect: Rect, size: Size, rotation: int) -> Rect:
    """The other way round."""
    (width, height), (x0, y0, x1, y1) = size, rect
    match rotation:
        case 90:
            return y0, width - x1, y1, width - x0
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return height - y1, x0, height - y0, x1
    return rect


def _union(boxes: Sequence[Rect]) -> Rect:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _inside(box: Rect, other: Rect) -> bool:
    """Whether a line reaches into a box; lines set tight overlap a little, which is nothing."""
    deep = min(box[3], other[3]) - max(box[1], other[1])
    return min(box[2], other[2]) - max(box[0], other[0]) > 1 and deep > 0.4 * (other[3] - other[1])


def _span(way: str, box: Rect) -> tuple[float, float]:
    """Where a box begins and ends along a line."""
    match way:
        case "up":
            return -box[3], -box[1]
        case "down":
            return box[1], box[3]
    return box[0], box[2]


def _along(way: str, x: float, y: float) -> float:
    return x if way == "right" else y if way == "down" else -y


def _thick(line: Line) -> float:
    return _across_size(line.way, line.box)


def _across_size(way: str, box: Rect) -> float:
    return box[3] - box[1] if way == "right" else box[2] - box[0]


def _gap(span: tuple[float, float], at: float) -> float:
    return max(span[0] - at, at - span[1], 0.0)


def _distance(box: Rect, x: float, y: float) -> float:
    across, down = _gap((box[0], box[2]), x), _gap((box[1], box[3]), y)
    return across * across + down * down


def _across(line: Line, x: float, y: float) -> tuple[float, float, float]:
    """How far a point is from a line: beside it first, then from its middle, then past its ends."""
    x0, y0, x1, y1 = line.box
    if line.way == "right":
        return _gap((y0, y1), y), abs((y0 + y1) / 2 - y), _gap((x0, x1), x)
    return _gap((x0, x1), x), abs((x0 + x1) / 2 - x), _gap((y0, y1), y)
