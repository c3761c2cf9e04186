"""The stretch of a passage that shows best why it was found: one line, cut between words, with the matches in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.words import Span

WIDTH = 180
ELLIPSIS = "…"
# How far a cut may move to fall between words; scripts without spaces are cut where they are.
_SLACK = 30
_HYPHENS = "-\u2010\u2011"
# What makes a line more than its text with spaces for line ends; most windows hold none of it.
_ODD = re.compile(rf"[\x00-\x09\x0b-\x1f\u00ad]|[{_HYPHENS}]\n|\s\s|[^\S \n]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A line of text, the matches in it, and where in the passage its first match begins."""

    text: str
    spans: tuple[tuple[int, int], ...]
    offset: int


def snippet(text: str, matched: Sequence[Span]) -> Snippet:
    """The densest window of a text with these matches (in text order, at least one)."""
    first, last = _densest(matched)
    start, end = _window(text, matched[first].start, min(matched[last].end, matched[first].start + WIDTH))
    line, offsets = _one_line(text, start, end)
    left = ELLIPSIS if text[:start].strip() else ""
    right = ELLIPSIS if text[end:].strip() else ""
    shown = [(s.start, min(s.end, end)) for s in matched if start <= s.start < end]
    places = [(len(left) + offsets[a - start], len(left) + offsets[b - start]) for a, b in shown]
    return Snippet(left + line + right, tuple(places), shown[0][0])


def _densest(matched: Sequence[Span]) -> tuple[int, int]:
    """First and last match of the window that shows most different terms, then most matches; the earliest of equals."""
    best, value = (0, 0), (0, 0)
    inside: Counter[int] = Counter()
    last = -1
    for first, span in enumerate(matched):
        while last + 1 < len(matched) and (last < first or matched[last + 1].end - span.start <= WIDTH):
            last += 1
            inside[matched[last].term] += 1
        reached = (len(inside), last - first)
        if reached > value or first == 0:
            best, value = (first, last), reached
        inside[span.term] -= 1
        if not inside[span.term]:
            del inside[span.term]
    return best


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch around start to end, about WIDTH long, cut between words; a third of the room goes before."""
    room = max(0, WIDTH - (end - start))
    left = max(0, start - room // 3)
    right = min(len(text), left + max(WIDTH, end - left))
    left = max(0, min(left, right - WIDTH))
    return _cut_left(text, left, start), _cut_right(text, right, end)


def _cut_left(text: str, at: int, latest: int) -> int:
    if at == 0 or text[at - 1].isspace():
        return at
    moved = next((i for i in range(at, min(latest, at + _SLACK)) if text[i].isspace()), None)
    return at if moved is None else moved + 1


def _cut_right(text: str, at: int, earliest: int) -> int:
    if at >= len(text) or text[at].isspace():
        return at
    return next((i for i in range(at, max(earliest, at - _SLACK) - 1, -1) if text[i].isspace()), at)


def _one_line(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """text[start:end] on one line, and for each offset in it (and its end) where that came to lie.

    Runs of spaces become one; a soft hyphen goes with its line end; after a visible hyphen the line end goes.
    """
    if not _ODD.search(text, max(0, start - 2), end) and not text[end - 1].isspace():
        return text[start:end].replace("\n", " "), list(range(end - start + 1))
    line: list[str] = []
    offsets: list[int] = []
    at = start
    while at < end:
        stop = _gap_end(text, at, end)
        offsets += [len(line)] * (stop - at)
        if stop == at:
            offsets.append(len(line))
            line.append(text[at])
            stop = at + 1
        elif line and line[-1] != " " and text[at] != "\u00ad" and not _after_break(text, at):
            line.append(" ")
        at = stop
    offsets.append(len(line))
    while line and line[-1] == " ":
        line.pop()
    return "".join(line), [min(offset, len(line)) for offset in offsets]


def _gap_end(text: str, at: int, end: int) -> int:
    """Where what is not shown as it is ends: white space, control characters, a soft hyphen with its line end, a repeated hyphen."""
    stop = at + (text[at] == "\u00ad")
    while stop < end and (text[stop].isspace() or text[stop] < " "):
        stop += 1
    if stop < end and stop > at and _after_break(text, at) and text[stop] in _HYPHENS:
        stop += 1
    return stop


def _after_break(text: str, at: int) -> bool:
    """Whether a line ends at `at` inside a word with a visible hyphen."""
    return at > 1 and text[at] == "\n" and text[at - 1] in _HYPHENS and text[at - 2].isalnum()
