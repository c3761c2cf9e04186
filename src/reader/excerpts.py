"""What is selected, as clean text: lines joined to paragraphs, broken words healed, running heads left out.

A soft hyphen at a line end joins, as in `words`; a visible one stays ("call-in"), unless the joined word is written so elsewhere
("vio-" "lence") and the hyphened one is not: where `words` looks for both readings, a copy must choose, and invents nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reader.page_lines import HYPHENS, SOFT, TOKEN, Caret, Column, PageLines
from reader.words import fold

Known = Callable[[str], bool]
Edge = tuple[str, int]  # how a line near the top or bottom begins, its digits masked, and its height on the page

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_ITEM = re.compile(r"[•‣▪◦●○■□–—*·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]+)[.)]")
_STOP = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\u2060?\[[\d, ]+\])*$")
_NUMBER = re.compile(r"\W*(?:\d{1,4}|[ivxlc]{1,7})\W*")
# After a suspended hyphen ("pre- and post-") the words stay apart.
_SUSPENDED = {"and", "or", "y", "e", "o", "u"}
_ZONE = 0.11  # of the page's height, where running heads and feet stand
_OFF = 0.6  # times the height of a line: what they stand off from the text at least
_CELL = 2.0  # times the height of a line: a wider gap inside a line is one between cells


@dataclass(frozen=True, slots=True)
class Row:
    """One line, or what is selected of it, as printed; `size` is its height in points, `joint` what parts it from the row above.

    `joint`: "" (they are one paragraph), "line" or "paragraph"; "?" where only the rows themselves can tell (another column or page).
    """

    text: str
    size: float
    joint: str = ""
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is selected of one page; `edges` are all lines near its top and bottom, selected or not."""

    page: int
    rows: tuple[Row, ...]
    edges: frozenset[Edge]


def excerpt(lines: PageLines, start: Caret, end: Caret) -> Excerpt:
    """The part of a page between two carets."""
    start, end = lines.clamp(start), lines.clamp(end)
    paragraphs = _Paragraphs(lines)
    edges = _edges(lines)
    rows: list[Row] = []
    if lines.words and start < end:
        first, last = lines.line_at(start.word), lines.line_at(end.word)
        for n in range(first, last + 1):
            line = lines.lines[n]
            texts = []
            for i in range(max(line.first, start.word), min(line.last, end.word + 1)):
                text = lines.words[i].text
                texts.append(text[start.letter if i == start.word else 0 : end.letter if i == end.word else len(text)])
            text = " ".join(t for t in texts if t)
            if text:
                rows.append(Row(text, lines.height(n), paragraphs.joint(n) if rows else "?", edges.get(n)))
    return Excerpt(lines.page, tuple(rows), frozenset(edges.values()))


def edges_of(lines: PageLines) -> frozenset[Edge]:
    """The lines of a page that may be running heads or feet."""
    return frozenset(_edges(lines).values())


def joined(excerpts: Sequence[Excerpt], known: Known | None = None, near: Iterable[frozenset[Edge]] = ()) -> str:
    """Excerpts of following pages as one text, with a blank line between paragraphs.

    `known` tells which folded words the document holds elsewhere too; `near` are edges of further pages, by which running heads are found.
    """
    rows = [row for one in excerpts for row in one.rows]
    if sum(bool(one.rows) for one in excerpts) > 1:
        again = Counter(edge for edges in (*(one.edges for one in excerpts), *near) for edge in edges)
        rows = [row for row in rows if row.edge is None or not (again[row.edge] > 1 or _NUMBER.fullmatch(row.text))] or rows
    own = {fold(found.group()) for row in rows for found in list(TOKEN.finditer(row.text))[1:-1]}
    out: list[str] = []
    above: Row | None = None
    for row in rows:
        text = row.text
        if above is None:
            out.append(text)
        else:
            joint = _joint(above, row) if row.joint == "?" else row.joint
            if joint:
                out += ["\n\n" if joint == "paragraph" else "\n", text]
            else:
                out[-1:] = _healed(out[-1], text, lambda word: word in own or (known is not None and known(word)))
        above = row
    return "".join(out).translate(_INVISIBLE)


def _healed(above: str, text: str, known: Known) -> list[str]:
    """The end of one line and the next, as they are read."""
    rest = text.lstrip(HYPHENS)
    if above.endswith(SOFT):
        return [above[:-1], rest]
    if len(above) < 2 or above[-1] not in HYPHENS or not above[-2].isalnum() or not rest[:1].isalnum():
        return [above, " ", text]
    following = TOKEN.match(rest)
    head = following.group() if following else ""
    if head in _SUSPENDED:
        return [above, " ", text]
    before = TOKEN.findall(above)
    tail = before[-1] if before else ""
    if known(fold(tail + head)) and not known(fold(f"{tail}-{head}")) and not (tail[-1:].isdigit() or head[:1].isdigit()):
        return [above[:-1], rest]
    return [above, rest]


def _joint(above: Row, row: Row) -> str:
    """What parts two rows over a column or a page: nothing where a sentence plainly runs on."""
    alike = max(above.size, row.size) <= 1.15 * min(above.size, row.size)
    runs = above.text[-1] in HYPHENS + SOFT or row.text[0].islower()
    return "" if alike and runs and not _STOP.search(above.text) else "paragraph"


class _Paragraphs:
    """Where paragraphs begin on a page, by what a reader sees: room between lines, indents, sizes, lines that end early."""

    def __init__(self, lines: PageLines) -> None:
        self._lines = lines
        self._made: dict[int, str] = {}

    def joint(self, n: int) -> str:
        """What parts the line n (from 1) from the one above it."""
        if n not in self._made:
            self._made[n] = self._find(n)
        return self._made[n]

    def _find(self, n: int) -> str:
        lines = self._lines
        if lines.column_of[n] != lines.column_of[n - 1]:
            return "?"
        column = lines.columns[lines.column_of[n]]
        above, here = lines.lines[n - 1], lines.lines[n]
        em = lines.height(n)
        if not 0.85 <= em / max(lines.height(n - 1), 0.1) <= 1.18:
            return "paragraph"
        if here.box[3] - above.box[3] > 1.3 * self._pitch(column, em):
            return "paragraph"
        if self._text(n - 1).endswith(SOFT):
            return ""
        if max(lines.gaps(n) + lines.gaps(n - 1), default=0.0) > _CELL * em:
            return "line"
        if self._is_item(n):
            return "line"
        return self._indented(n, column, em) or self._early(n, column, em)

    def _pitch(self, column: Column, em: float) -> float:
        """How far lines usually stand below one another."""
        boxes = [line.box for line in self._lines.lines[column.first : column.last]]
        steps = sorted(b[3] - a[3] for a, b in pairwise(boxes))
        return min(median(steps), 1.6 * em) if len(steps) > 2 else 1.25 * em

    def _is_item(self, n: int) -> bool:
        """Whether a line begins an item of a list; a number at the beginning of a line may also end a sentence."""
        words, line = self._lines.words, self._lines.lines[n]
        first = words[line.first].text
        if _ITEM.fullmatch(first) is None or line.last - line.first < 2:
            return False
        return not first[0].isalnum() or self._ends(n - 1) or first.startswith("(")

    def _indented(self, n: int, column: Column, em: float) -> str:
        """What an indent, or the end of one, says."""
        lines = self._lines.lines
        here, above = lines[n].box[0], lines[n - 1].box[0]
        if here > above + 0.8 * em:
            begins = n - 1 == column.first or self.joint(n - 1) != ""
            item = begins and _ITEM.fullmatch(self._lines.words[lines[n - 1].first].text)
            below = lines[n + 1].box[0] if n + 1 < column.last else None
            if item or (below is not None and below > here - 0.5 * em and begins):
                return ""  # what hangs below the first line of an item or a reference
            return "paragraph" if below is not None and below < here - 0.5 * em else "paragraph" if self._ends(n - 1) else ""
        runs = not self._ends(n - 1) and self._lines.words[lines[n].first].text[0].islower()
        if here < above - 0.8 * em and n - 1 > column.first and not self.joint(n - 1) and not runs:
            return "paragraph"  # behind what hung, or a quotation
        return ""

    def _early(self, n: int, column: Column, em: float) -> str:
        """Whether the line above ended though the next word had room in it."""
        above, here = self._lines.lines[n - 1], self._lines.lines[n]
        x0, _, x1, _ = self._lines.box(here.first)
        room = column.box[2] - above.box[2]
        if room < x1 - x0 + 2 * em:
            return ""
        if self._ends(n - 1):
            return "paragraph"
        return "line" if room > max(0.35 * (column.box[2] - column.box[0]), x1 - x0 + 2 * em) else ""

    def _ends(self, n: int) -> bool:
        return _STOP.search(self._text(n)) is not None

    def _text(self, n: int) -> str:
        return self._lines.words[self._lines.lines[n].last - 1].text


def _edges(lines: PageLines) -> dict[int, Edge]:
    """Running heads and feet, as far as one page shows them: rows at the top or bottom that stand off from the rest.

    Their first words and their height are what comes again on other pages; a section's title may follow.
    """
    height = lines.size[1]
    down = sorted(range(len(lines.lines)), key=lambda n: lines.lines[n].box[1])
    found = {}
    for order in (down, down[::-1]):
        outer = list(_outer(lines, order))
        if all(not _ZONE * height < (box[1] + box[3]) / 2 < (1 - _ZONE) * height for box in (lines.lines[n].box for n in outer)):
            for n in outer:
                line = lines.lines[n]
                text = " ".join(w.text for w in lines.words[line.first : min(line.last, line.first + 3)])
                found[n] = re.sub(r"\d+|\b[ivxlc]+\b", "#", text), round(line.box[1] / 6)
    return found


def _outer(lines: PageLines, order: Sequence[int]) -> Iterator[int]:
    """The lines from an edge of the page to the first gap that is wider than those in running text."""
    yield from order[:1]
    for n, following in pairwise(order):
        a, b = lines.lines[n].box, lines.lines[following].box
        if max(b[1] - a[3], a[1] - b[3]) > _OFF * min(a[3] - a[1], b[3] - b[1]):
            return
        yield following
