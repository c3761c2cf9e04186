"""PDF pages without section text as the blocks that the text view shows; the layout is guessed from where the words stand.

Every letter keeps its page and its offset in that page's text, and those are what a Place names: guesses may change, places hold.
A section is what begins on one page ("page-12"); a paragraph that goes over to the next page stays in the section it began in.
Besides the kinds of `sections.Block` there are "line", kept as printed (code, rows of a table), and "unread", for page `ordinal`,
which has no text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple, Protocol

from reader.sections import Block, SectionText
from reader.sheets import Line, Sheet, running
from reader.words import fold

_TALL = 1.15  # times the body's height: a heading
_SAME = 0.12  # by which heights of one paragraph may differ
_APART = 1.32  # times the usual distance of lines: a new paragraph
_INDENT = 0.6  # of a line's height
_BLANK = 0.2  # of a line's height: the narrowest blank between words
_TITLE, _CHAPTER = 1.5, 1.25  # times the body's height: headings of the first and the second level
_HEADING_STEP = 1.7  # of its height, from line to line of one heading
_DEEPEST = 16  # letters of indentation that code keeps
_EVEN = 0.04  # by which the width of a word's letters may differ from code near by
_LOOK = 4  # words of a line, its number among them, in which a title begins
_LONGEST_HEADING = 3  # lines
_BULLET = re.compile(r"[•◦▪▫‣–—●○■□▶►➢➤✓✔⁃∙·*-] +(?=\S)")
_ORDINAL = re.compile(r"\(?(\d{1,2})[.)] +(?=\S)")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"[^\W\d_][-\u2010\u2011]$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[./_=&?%-]$")  # broken at the line end
_SPELT = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_PARTS = "chapter|appendix|part|section|capítulo|anexo|apéndice|parte|sección"
_NUMBERING = re.compile(rf"(?:(?i:{_PARTS})\s+[\dA-Z.]+|\d+(?:\.\d+)*\.?|[A-Z](?:\.\d+)+\.?|[A-Z]\.)[:.]?\s+")
_LETTERS = re.compile(r"[^\W_]+")
_PARTICLES = frozenset(("in", "up", "by", "of", "off", "out"))  # no word is broken before so little
_GAP = "   "
_NOTHING = Line("", 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, ())


class Outlined(Protocol):
    """One line of a PDF's outline."""

    @property
    def level(self) -> int:
        """From 1."""

    @property
    def title(self) -> str:
        """As written."""

    @property
    def page(self) -> int:
        """From 1."""


class Spot(NamedTuple):
    """A place in a PDF: page from 1, offset in the page's text, and the height there, in points from the top of the page as shown."""

    page: int
    offset: int
    y: float


class _Run(NamedTuple):
    """A stretch of text that stands in one line of a page: where it begins in the reflowed text and on the page."""

    start: int
    length: int
    page: int
    offset: int
    y0: float
    y1: float
    section: int = 0


class Flow:
    """The reflowed text of some pages, and the way from page and offset to section and offset and back."""

    def __init__(self, pages: range, texts: Sequence[SectionText], runs: Sequence[Sequence[_Run]]) -> None:
        """`runs`: for each text, in order."""
        self.pages, self.texts = pages, tuple(texts)
        self._numbers = {text.slug: n for n, text in enumerate(texts)}
        self._runs = [tuple(r) for r in runs]
        self._on: dict[int, list[_Run]] = {}
        for number, own in enumerate(self._runs):
            for run in own:
                self._on.setdefault(run.page, []).append(run._replace(section=number))
        for found in self._on.values():
            found.sort(key=lambda run: run.offset)

    def spot(self, slug: str, offset: int) -> Spot | None:
        """Where a letter of the reflowed text stands in the PDF."""
        runs = self._runs[self._numbers[slug]] if slug in self._numbers else ()
        if not runs:
            return None
        run = runs[max(0, bisect_right(runs, offset, key=lambda r: r.start) - 1)]
        return Spot(run.page, run.offset + min(max(offset - run.start, 0), max(run.length - 1, 0)), run.y0)

    def place(self, page: int, offset: int) -> tuple[str, int] | None:
        """Section and offset of a letter of a page, or of what follows it when it was left out; None behind the last page."""
        for run in self._on.get(page, ()):
            if offset < run.offset + max(run.length, 1):
                return self._name(run, max(offset - run.offset, 0))
        return self._after(page)

    def below(self, page: int, y: float) -> tuple[str, int] | None:
        """Section and offset of the first line, in reading order, that reaches below a height (points) of a page."""
        run = next((r for r in self._on.get(page, ()) if r.y1 > y), None)
        return self._name(run, 0) if run is not None else self._after(page)

    def stretches(self, page: int, start: int, end: int) -> list[tuple[str, int, int]]:
        """Where the page's text [start, end) stands: section, start and end of each part of it."""
        found = []
        for run in self._on.get(page, ()):
            a, b = max(start, run.offset), min(end, run.offset + run.length)
            if a < b:
                slug, first = self._name(run, a - run.offset)
                found.append((slug, first, first + b - a))
        return found

    def _after(self, page: int) -> tuple[str, int] | None:
        following = min((p for p in self._on if p > page), default=None)
        return self._name(self._on[following][0], 0) if following is not None else None

    def _name(self, run: _Run, more: int) -> tuple[str, int]:
        return self.texts[run.section].slug, run.start + more


def reflow(sheets: Sequence[Sheet], outline: Iterable[Outlined] = (), labels: Sequence[str] = ()) -> Flow:
    """The text of consecutive pages."""
    return _Reflow(sheets, outline, labels).flow()


@dataclass(slots=True)
class _Open:
    """A block that may go on: what it says, where that stands, its last line, and the edge of the column that line stood in."""

    kind: str
    page: int
    first: Line
    level: int = 0
    ordinal: int | None = None
    text: str = ""
    runs: list[_Run] = field(default_factory=list)
    lines: int = 0
    last: Line = _NOTHING
    right: float = 0.0

    def add(self, line: Line, page: int, start: int, end: int, between: str) -> None:
        """A stretch of a line."""
        if start < end:
            self.text += between
            self.runs.append(_Run(len(self.text), end - start, page, line.offset + start, line.y0, line.y1))
            self.text += line.text[start:end]

    def drop_last(self) -> None:
        """Take the last letter away: a hyphen that only the line end caused."""
        self.text = self.text[:-1]
        self.runs[-1] = self.runs[-1]._replace(length=self.runs[-1].length - 1)

    @property
    def is_initial(self) -> bool:
        """A first letter set large."""
        return self.kind == "paragraph" and self.text.isalpha() and len(self.text) == 1


class _Reflow:
    """Reads the lines of all pages once, from first to last."""

    def __init__(self, sheets: Sequence[Sheet], outline: Iterable[Outlined], labels: Sequence[str]) -> None:
        heads = running(sheets, labels)
        self._sheets = sheets
        self._kept = {s.page: [line for n, line in enumerate(s.lines) if n not in heads[s.page]] for s in sheets}
        self._body = median([line.size for kept in self._kept.values() for line in kept for _ in range(0, len(line.text), 8)] or [10.0])
        steps = [b.y0 - a.y0 for kept in self._kept.values() for a, b in pairwise(kept) if self._is_body(a) and self._is_body(b)]
        self._leading = median([step / self._body for step in steps if 0.8 * self._body < step < 2.6 * self._body] or [1.25])
        self._titles = _titles(outline)
        self._spelt: frozenset[str] | None = None
        self._blocks: dict[int, list[_Open]] = {}
        self._now: _Open | None = None
        self._items = 0  # the last number of a list that may go on behind what stands between
        self._pitch = 0.0  # of the line before, where that is code
        self._page = 0
        self._left = self._right = 0.0

    def flow(self) -> Flow:
        """All of it."""
        for one in self._sheets:
            self._page = one.page
            if not one.lines:
                self._begin("unread", _NOTHING, ordinal=one.page).runs.append(_Run(0, 0, one.page, 0, 0.0, 0.0))
            for column in _columns(self._kept[one.page]):
                body = [line for line in column if self._is_body(line) and not line.pitch] or column
                self._left, self._right = min(line.x0 for line in body), max(line.x1 for line in body)
                titled = 0
                for number, line in enumerate(column):
                    if titled:
                        titled -= 1
                        self._join(line)
                    else:
                        titled = self._take(column, number)
        return self._finish()

    def _take(self, column: Sequence[Line], number: int) -> int:
        """One line; how many more belong to it for certain, a title that the outline names."""
        line = column[number]
        level, lines = self._titled(column, number)
        bullet = _BULLET.match(line.text)
        ordinal = _ORDINAL.match(line.text)
        if level:
            self._begin("heading", line, level=level)
            return lines - 1
        self._pitch = self._code_pitch(column, number)
        if self._pitch:
            self._as_printed(line, self._pitch)
        elif self._is_tall(line):
            self._heading(line)
        elif bullet is not None:
            self._item(line, bullet.end(), None)
        elif ordinal is not None and self._counts(column, number, int(ordinal[1])):
            self._item(line, ordinal.end(), int(ordinal[1]))
        elif len(line.cells) > 1:
            self._as_printed(line)
        elif self._goes_on(line, column[number + 1] if number + 1 < len(column) else None):
            self._join(line)
        else:
            self._begin("paragraph", line)
        return 0

    # -- blocks -----------------------------------------------------------------------------------------------------

    def _begin(self, kind: str, line: Line, *, skip: int = 0, level: int = 0, ordinal: int | None = None) -> _Open:
        block = self._now = _Open(kind, self._page, line, level, ordinal, lines=1, last=line, right=self._right)
        self._items = ordinal or 0 if kind == "item" else 0 if kind == "heading" else self._items
        self._blocks.setdefault(self._page, []).append(block)
        block.add(line, self._page, skip, len(line.text), "")
        return block

    def _heading(self, line: Line) -> None:
        before = self._now
        ratio = line.size / self._body
        level = 1 if ratio > _TITLE else 2 if ratio > _CHAPTER else 3
        if before is not None and before.kind == "heading" and before.page == self._page and before.lines < _LONGEST_HEADING:
            step = line.y0 - before.last.y0
            if abs(before.last.size - line.size) < _SAME * line.size and 0 < step < _HEADING_STEP * line.size:
                self._join(line)
                return
        self._begin("heading", line, level=level)

    def _item(self, line: Line, skip: int, ordinal: int | None) -> None:
        before = self._now
        level = 0
        if before is not None and before.kind == "item":
            further = line.x0 - before.first.x0
            level = 1 if further > _INDENT * line.size else 0 if further < -_INDENT * line.size else before.level
        self._begin("item", line, skip=skip, level=level, ordinal=ordinal)

    def _as_printed(self, line: Line, pitch: float = 0.0) -> None:
        """With its gaps and, in code, its indentation."""
        block = self._begin("line", line, skip=len(line.text))
        deep = round((line.x0 - self._left) / pitch) if pitch else 0
        between = "  " * min(max(deep, 0), _DEEPEST)  # a blank is half as wide where letters differ in width
        for start, end in line.cells:
            block.add(line, self._page, start, end, between)
            between = _GAP

    def _join(self, line: Line) -> None:
        """One more line of the open block; a hyphen at the line end is kept or dropped as the word is spelt elsewhere."""
        block = self._now
        assert block is not None
        between, skip = " ", 0
        if _ADDRESS.search(block.text):
            between = ""
        elif block.text.endswith("\u00ad"):
            block.drop_last()
            between = ""
        elif block.is_initial:
            between = "" if line.text[:1].islower() else " "
        elif _HYPHEN.search(block.text):
            between = ""
            skip = 1 if line.text[:1] in "-\u2010\u2011" and len(line.text) > 1 else 0  # Spanish repeats it
            if not self._keeps_hyphen(block.text, line.text[skip:]):
                block.drop_last()
        block.add(line, self._page, skip, len(line.text), between)
        block.last, block.right = line, self._right
        block.lines += 1

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether "call-" and "in" is "call-in" or "callin": as these pages spell it within a line, else by its parts."""
        head, tail = _LETTERS.findall(before)[-1], _LETTERS.match(after)
        if tail is None or not after[:1].islower():
            return True
        if self._spelt is None:
            self._spelt = frozenset(
                fold(word) for kept in self._kept.values() for line in kept for word in _SPELT.findall(_inside(line.text))
            )
        first, second = fold(head), fold(tail[0])
        if f"{first}{second}" in self._spelt:
            return False
        if any(f"{first}{sign}{second}" in self._spelt for sign in "-\u2010\u2011"):
            return True
        return second in _PARTICLES or (first in self._spelt and second in self._spelt)

    # -- what a line is ---------------------------------------------------------------------------------------------

    def _is_body(self, line: Line) -> bool:
        return abs(line.size - self._body) < _SAME * self._body

    def _is_tall(self, line: Line) -> bool:
        return line.size > _TALL * self._body and len(line.cells) == 1 and sum(c.isalpha() for c in line.text) > 1

    def _code_pitch(self, column: Sequence[Line], number: int) -> float:
        """How wide a letter of a line of code is, 0 for other lines; a single word is code by its neighbours'."""
        line = column[number]
        if line.pitch or " " in line.text:
            return line.pitch
        width = (line.x1 - line.x0) / len(line.text)
        near = [self._pitch, *(other.pitch for other in column[max(0, number - 1) : number + 2])]
        return next((pitch for pitch in near if pitch and abs(pitch - width) < _EVEN * width), 0.0)

    def _titled(self, column: Sequence[Line], number: int) -> tuple[int, int]:
        """The level in the outline of the title that begins with this line, and its lines; (0, 0) when none does."""
        titles = self._titles.get(self._page, {})
        begins = [fold(word) for word in _LETTERS.findall(column[number].text)[:_LOOK]] if titles else []
        if not any(plain.partition(" ")[0] in begins for plain in titles):  # most lines, and spelling them out takes long
            return 0, 0
        text = ""
        for lines, line in enumerate(column[number : number + _LONGEST_HEADING], 1):
            text = f"{text} {line.text}"
            level = next((titles[plain] for plain in _plain(text) if plain in titles), 0)
            if level:
                return level, lines
        return 0, 0

    def _counts(self, column: Sequence[Line], number: int, value: int) -> bool:
        """A number belongs to a list when it follows the item before, or a second one follows it below."""
        if self._items and value == self._items + 1:
            return True
        below = (_ORDINAL.match(later.text) for later in column[number + 1 :] if abs(later.x0 - column[number].x0) < _INDENT * later.size)
        return value == 1 and any(found is not None and int(found[1]) == value + 1 for found in below)

    def _goes_on(self, line: Line, after: Line | None) -> bool:
        """Whether a line belongs to the open paragraph or item.

        A paragraph ends where the next line's first word would still have fitted; where it would not, a larger distance, an indent
        after the end of a sentence, or another size of type tells.
        """
        block = self._now = self._before_notes(line)
        if block is None or block.kind not in ("paragraph", "item"):
            return False
        if block.is_initial:
            return True
        last, size = block.last, line.size
        if abs(last.size - size) > _SAME * size:
            return False
        broken = block.text.endswith("\u00ad") or bool(_HYPHEN.search(block.text))
        full = broken or last.x1 + _BLANK * size + line.first > block.right - 0.1 * size
        ended = bool(_ENDS.search(block.text))
        step = line.y0 - last.y0
        if block.runs[-1].page != self._page or step <= 0:  # over to another column or page
            return full and (not ended or line.text[:1].islower())
        if step > _APART * self._leading * size:
            return False
        if block.kind == "item":
            return line.x0 > block.first.x0 + 0.2 * size or (full and not ended)
        if not full:
            return False
        if line.x0 - min(last.x0, block.first.x0) > _INDENT * size:
            hanging = block.lines == 1 and after is not None and abs(after.x0 - line.x0) < _INDENT * size and after.y0 > line.y0
            return hanging or not ended
        return block.lines == 1 or last.x0 - line.x0 < _INDENT * size or not ended

    def _before_notes(self, line: Line) -> _Open | None:
        """The block that may go on at a line: over a page's end the last one above its footnotes, which are set smaller."""
        block = self._now
        if block is None or block.runs[-1:] == [] or block.runs[-1].page == self._page or not self._is_body(line):
            return block
        above = [b for b in self._blocks.get(block.page, ()) if b.last.size > (1 - _SAME) * self._body]
        return above[-1] if above and block.last.size < (1 - _SAME) * self._body else block

    # -- the end ----------------------------------------------------------------------------------------------------

    def _finish(self) -> Flow:
        texts, runs = [], []
        for page, opened in sorted(self._blocks.items()):
            blocks: list[Block] = []
            own: list[_Run] = []
            start = 0
            for block in opened:
                blocks.append(Block(block.kind, block.text, start, level=block.level, ordinal=block.ordinal))
                own += [run._replace(start=start + run.start) for run in block.runs]
                start += len(block.text) + 1
            title = next((b.text for b in blocks if b.kind == "heading"), "")
            texts.append(SectionText(f"page-{page}", title, tuple(blocks), "\n".join(b.text for b in blocks)))
            runs.append(own)
        pages = range(self._sheets[0].page, self._sheets[-1].page + 1) if self._sheets else range(0)
        return Flow(pages, texts, runs)


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines parted where they begin again further up."""
    found: list[list[Line]] = []
    for line in lines:
        if not found or line.y0 < found[-1][-1].y0 - line.size:
            found.append([])
        found[-1].append(line)
    return found


def _titles(outline: Iterable[Outlined]) -> dict[int, dict[str, int]]:
    """The level of each title by page; no level is below the third, which is the last that a text has."""
    found: dict[int, dict[str, int]] = {}
    for entry in outline:
        for plain in _plain(entry.title):
            found.setdefault(entry.page, {})[plain] = min(entry.level, 3)
    return found


def _plain(title: str) -> list[str]:
    """A title's letters, with and without its number."""
    spellings = (title.strip(), _NUMBERING.sub("", title.strip(), count=1))
    return [plain for spelling in spellings if (plain := " ".join(fold(word) for word in _LETTERS.findall(spelling)))]


def _inside(text: str) -> str:
    """A line without its last word when that is broken."""
    return text.rpartition(" ")[0] if text[-1:] in "-\u2010\u2011\u00ad" else text
