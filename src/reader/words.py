"""Text to tokens, and terms to the exact spans they match: the one tokenizer of index, query and lighting.

A token is a maximal run of letters and digits; soft hyphens and invisible joiners inside it do not end it. Folding
(NFKD without marks, case-folded) comes before stemming, on every side. A visible hyphen at a line end may belong to the
word ("call-in") or not ("vio-lence"), so both readings are given; that rule and its reasons are in docs/decisions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

LANGUAGES = ("en", "es")
_STEMMERS = {"en": "english", "es": "spanish"}
_SOFT = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_LETTER = r"[^\W_]"
# Marks and soft hyphens continue a word; a soft hyphen may stand before the line break it caused.
_WORD = re.compile(rf"{_LETTER}+(?:(?:[{_SOFT}{_MARKS}]*\u00ad\n|[{_SOFT}{_MARKS}]+){_LETTER}+)*[{_MARKS}]*")
# Spanish repeats the hyphen at the start of the next line; U+2010 and U+2011 are hyphens too.
_BREAK = re.compile(r"[-\u2010\u2011]\n[-\u2010\u2011]?")
_LONGEST_CHAIN = 3
_MOST_TESTED = 20_000
_new = tuple.__new__


class Token(NamedTuple):
    """One word at `position`: text[start:end] as written; `folded` without case, accents and soft hyphens.

    A word broken by a visible hyphen at a line end comes three times: its two parts, each at its own position, and the
    joined form (`parts` 2) at the position of the first.
    """

    start: int
    end: int
    position: int
    folded: str
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Term:
    """What a reader looks for: folded words in sequence; one word is a sequence of one. `prefix`: the last may go on.

    `hyphened` sequences ("call-in") also match the words joined ("callin").
    """

    words: tuple[str, ...]
    prefix: bool = False
    hyphened: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A matched stretch text[start:end], and which of the given terms it matched."""

    start: int
    end: int
    term: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Without case, accents, ligatures and invisible characters: what two spellings of one word share."""
    plain = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer  # late: it brings the stemmers of two dozen languages, and the window starts without

    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name).stemWord if name else str


@lru_cache(maxsize=131072)
def stem(folded: str, language: str) -> str:
    """The Snowball stem of a folded word; a language without stemmer leaves it as it is (Porter 2001, snowballstem.org)."""
    return _stemmer(language)(folded)


def tokens(text: str) -> list[Token]:
    """The words of a text in order, with their spans in it; "\\n" marks a line end. Never raises."""
    # A named tuple's own constructor takes half as long as all the rest.
    found = [_new(Token, (*m.span(), position, fold(m[0]), 1)) for position, m in enumerate(_WORD.finditer(text))]
    breaks = {m.start(): m.end() for m in _BREAK.finditer(text)}
    if not breaks:
        return found
    broken = {left.position for left, right in pairwise(found) if breaks.get(left.end) == right.start}
    result: list[Token] = []
    for position, token in enumerate(found):
        result.append(token)
        last = position
        while last in broken and last - position < _LONGEST_CHAIN:
            last += 1
            joined = "".join(part.folded for part in found[position : last + 1])
            result.append(Token(token.start, found[last].end, position, joined, last + 1 - position))
    return result


def matches(text: str, terms: Sequence[Term], language: str, toks: list[Token] | None = None) -> list[Span]:
    """Where the terms stand in a text of one language, in text order and without nested doubles."""
    toks = tokens(text) if toks is None else toks
    spans = {(s.start, s.end): s for number, term in enumerate(terms) for s in _runs(number, term, language, toks)}
    return _outermost(sorted(spans.values(), key=lambda s: (s.start, -s.end)))


def _runs(number: int, term: Term, language: str, toks: list[Token]) -> Iterator[Span]:
    tests = [_test(word, language, term.exact, term.prefix and i == len(term.words) - 1) for i, word in enumerate(term.words)]
    if not tests:
        return
    if len(tests) == 1:
        fits = tests[0]
        yield from [Span(t.start, t.end, number) for t in toks if fits[t.folded]]
        return
    joined = _test("".join(term.words), language, term.exact, term.prefix) if term.hyphened else None
    at: dict[int, list[Token]] = {}
    for token in toks:
        at.setdefault(token.position, []).append(token)
    for token in toks:
        if joined is not None and joined[token.folded]:
            yield Span(token.start, token.end, number)
        for end in _ends(token, tests, at):
            yield Span(token.start, end, number)


def _ends(token: Token, tests: Sequence[_Test], at: dict[int, list[Token]]) -> Iterator[int]:
    """Where a run of tokens that begins with `token` and passes all tests may end."""
    if not tests[0][token.folded]:
        return
    if len(tests) == 1:
        yield token.end
        return
    for following in at.get(token.position + token.parts, ()):
        yield from _ends(following, tests[1:], at)


class _Test(dict[str, bool]):
    """Whether folded words fit one word of a term; a word still being typed may go on, but its other forms count too.

    Each word is looked at once: a text asks of few different words, and the next text of much the same.
    """

    def __init__(self, word: str, language: str, exact: bool, prefix: bool) -> None:
        super().__init__()
        self._word, self._language, self._exact, self._prefix = word, language, exact, prefix
        self._stem = "" if exact else stem(word, language)

    def __missing__(self, folded: str) -> bool:
        fits = folded == self._word or (self._prefix and folded.startswith(self._word))
        fits = fits or (not self._exact and stem(folded, self._language) == self._stem)
        if len(self) < _MOST_TESTED:
            self[folded] = fits
        return fits


_test = lru_cache(maxsize=128)(_Test)


def _outermost(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept
