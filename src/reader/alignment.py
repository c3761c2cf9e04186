"""A companion's text matched, token by token and in order, with the words of the PDF set from it.

The text is a subsequence of the page words: between them stand running heads, numerals, reference marks and labels that
only the PDF has. Those words are handed back, so that they can be found too. Every token of the text must have a partner.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reader.errors import AlignmentError
from reader.pages import PageText, Piece, Rect, Word
from reader.words import Token, tokens

_LOOK_AHEAD = 4
_LONGEST_GAP = 80


@dataclass(frozen=True)
class Alignment:
    """`boxes[slug][i]`: the pieces of the i-th token of that section; `left[page]`: the words that only the PDF has."""

    boxes: dict[str, list[tuple[Piece, ...]]] = field(default_factory=dict)
    left: dict[int, list[Word]] = field(default_factory=dict)


class _Flow:
    """The body words of all pages as one text, so that a word may go on from one page to the next."""

    def __init__(self, pages: Iterable[PageText], body: Rect | None) -> None:
        self.words: list[tuple[int, Word]] = []
        self.heads: list[tuple[int, Word]] = []
        line = 0
        for page in pages:
            last = None
            for word in page.words:
                if body is not None and not (body[1] <= (word.rect[1] + word.rect[3]) / 2 <= body[3]):
                    self.heads.append((page.page, word))
                    continue
                if word.line != last:
                    last, line = word.line, line + 1
                self.words.append((page.page, Word(word.text, word.rect, line, word.edges)))
        self.text = PageText(0, (w for _, w in self.words))
        self.at: dict[int, list[Token]] = {}
        for token in tokens(self.text.text):
            self.at.setdefault(token.position, []).append(token)
        self.length = len(self.at)

    def is_mark(self, token: Token) -> bool:
        """Whether a token is a reference mark: digits in square brackets."""
        text = self.text.text
        return token.folded.isdigit() and text[token.start - 1 : token.start] == "[" and text[token.end : token.end + 1] == "]"

    def pieces(self, token: Token) -> tuple[Piece, ...]:
        found = []
        for i in self.indices(token):
            page, word = self.words[i]
            at = self.text.offsets[i]
            a, b = max(token.start - at, 0), min(token.end - at, len(word.text))
            found.append(Piece(page, word.text[a:b], word.part(a, b)))
        return tuple(found)

    def indices(self, token: Token) -> list[int]:
        """The numbers of the words that a token touches."""
        first = bisect_right(self.text.offsets, token.start) - 1
        last = bisect_right(self.text.offsets, token.end - 1) - 1
        return list(range(first, last + 1))


def align(
    edition: str, sections: Mapping[str, str], pages: Sequence[PageText], starts: Mapping[str, int], body: Rect | None = None
) -> Alignment:
    """Match the text of each section (in order) with the words of the pages.

    `starts`: the page on which each section begins; `body`: the rectangle (points) outside of which stand running heads.
    Raises AlignmentError naming edition, section, page and the first words that have no partner.
    """
    flow = _Flow(pages, body)
    result = Alignment()
    used: set[int] = set()
    here = 0
    for slug, text in sections.items():
        here = max(here, _first_on(flow, starts.get(slug, 1)))
        wanted = [t for t in tokens(text) if t.parts == 1]
        row: list[tuple[Piece, ...]] = []
        i = 0
        while i < len(wanted):
            step = _next(flow, here, wanted, i)
            if step is None:
                raise _mismatch(edition, slug, text, wanted[i], flow, here)
            token, here = step
            row.append(flow.pieces(token))
            used.update(flow.indices(token))
            i += 1
        result.boxes[slug] = row
    for i, (page, word) in enumerate(flow.words):
        if i not in used:
            result.left.setdefault(page, []).append(word)
    return result


def _first_on(flow: _Flow, page: int) -> int:
    """The position of the first token on a page."""
    low, high = 0, flow.length
    while low < high:
        middle = (low + high) // 2
        if flow.words[flow.indices(flow.at[middle][0])[0]][0] < page:
            low = middle + 1
        else:
            high = middle
    return low


def _next(flow: _Flow, here: int, wanted: Sequence[Token], i: int) -> tuple[Token, int] | None:
    """The partner of wanted[i] at or after `here`, and the position behind it: the nearest whose neighbours fit as well."""
    enough = min(_LOOK_AHEAD, len(wanted) - i)
    best: tuple[int, int] | None = None
    for gap in range(_LONGEST_GAP):
        fits = _fits(flow, here + gap, wanted, i, enough)
        if fits and (best is None or fits > best[0]):
            best = (fits, here + gap)
        if fits >= enough:
            break
    if best is None:
        return None
    token = _partner(flow, best[1], wanted[i])
    assert token is not None  # _fits counted it
    return token, best[1] + token.parts


def _fits(flow: _Flow, here: int, wanted: Sequence[Token], i: int, enough: int) -> int:
    """How many tokens from wanted[i] on stand at `here` one after the other, reference marks passed over."""
    count = 0
    while count < enough and here < flow.length:
        token = _partner(flow, here, wanted[i + count])
        if token is None:
            if count and flow.is_mark(flow.at[here][0]):
                here += 1
                continue
            break
        here += token.parts
        count += 1
    return count


def _partner(flow: _Flow, here: int, wanted: Token) -> Token | None:
    """The token at a position that reads like the wanted one, whole before joined."""
    return next((t for t in flow.at.get(here, ()) if t.folded == wanted.folded and not flow.is_mark(t)), None)


def _mismatch(edition: str, slug: str, text: str, token: Token, flow: _Flow, here: int) -> AlignmentError:
    wanted = " ".join(text[token.start : token.start + 60].split())
    near = flow.at.get(here, flow.at.get(flow.length - 1, []))
    page, found = (
        (0, "")
        if not near
        else (flow.words[flow.indices(near[0])[0]][0], " ".join(flow.text.text[near[0].start : near[0].start + 60].split()))
    )
    return AlignmentError(
        f"{edition}, section {slug}, character {token.start}: “{wanted}” has no partner in the PDF; page {page} goes on with “{found}”.",
        "Set the guide again with: reader guides --force.",
    )
