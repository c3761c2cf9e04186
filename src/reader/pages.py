"""The words of a PDF page as text, and spans of that text back to rectangles on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as printed: its rectangle in points from the top left of the unrotated page, and its running line number.

    `edges`: the x positions of its characters, len(text) + 1 of them, when they are known.
    """

    text: str
    rect: Rect
    line: int
    edges: tuple[float, ...] | None = None

    def part(self, start: int, end: int) -> Rect:
        """The rectangle of text[start:end]; in proportion to the letters where their edges are not known."""
        x0, y0, x1, y1 = self.rect
        if (start, end) == (0, len(self.text)):
            return self.rect
        if self.edges is not None:
            return (self.edges[start], y0, self.edges[end], y1)
        if y1 - y0 > x1 - x0:  # set upright: its letters do not run along x
            return self.rect
        step = (x1 - x0) / len(self.text)
        return (x0 + step * start, y0, x0 + step * end, y1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A lit stretch of one word: the page (from 1), the letters under the rectangle, and the rectangle in points."""

    page: int
    text: str
    rect: Rect


class PageText:
    """The text of one page: words with a blank between them and a line feed at line ends, and where each stands."""

    def __init__(self, page: int, words: Iterable[Word]) -> None:
        self.page = page
        self.words = tuple(words)
        self.offsets: list[int] = []
        parts: list[str] = []
        length = 0
        for i, word in enumerate(self.words):
            if i:
                parts.append("\n" if word.line != self.words[i - 1].line else " ")
                length += 1
            self.offsets.append(length)
            parts.append(word.text)
            length += len(word.text)
        self.text = "".join(parts)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The rectangles under text[start:end], one for each word touched."""
        result = []
        for i in range(max(0, bisect_right(self.offsets, start) - 1), len(self.words)):
            word, at = self.words[i], self.offsets[i]
            if at >= end:
                break
            a, b = max(start - at, 0), min(end - at, len(word.text))
            if a < b:
                result.append(Piece(self.page, word.text[a:b], word.part(a, b)))
        return result
