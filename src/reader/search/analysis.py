"""The Whoosh analyser over `words.tokens` and the posting format; Whoosh pickles their class paths into every index, so they never move."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.formats import Positions

from reader.search.forms import MOST_PARTS, key, little_endian, marked_in
from reader.search.query import NEAR
from reader.words import Token, tokens

# A heading stands in the text once; with these it weighs three times. Only words the text holds are copied, so that
# whatever is found can be lit in the text, and a running title does not make every page a hit.
COPIES = 2
# Copies stand further apart than any word reaches, so no phrase runs through them.
_APART = max(MOST_PARTS, NEAR) + 2
_BETWEEN = "\x1e"


def field_value(title: str, text: str) -> str:
    """Title and text as the one string a Whoosh field takes."""
    return title.replace(_BETWEEN, " ") + _BETWEEN + text


@lru_cache(maxsize=1)
def analysed(value: str) -> tuple[str, list[Token], str, list[Token]]:
    """Text and its tokens, title and its tokens; index and vocabulary ask for the same value in turn."""
    title, _, text = value.partition(_BETWEEN)
    return text, tokens(text), title, [token for token in tokens(title) if token.parts == 1]


class Forms(Analyzer):
    """Folded words with their positions.

    Stems are not indexed: the vocabulary knows the forms of a stem, which halves the index and keeps quoted words exact.
    """

    def __call__(self, value: str, **options: Any) -> Iterator[WhooshToken]:
        """Whoosh's protocol: one token object, changed and given again."""
        given = WhooshToken(**options)
        given.boost, given.stopped = 1.0, False
        for position, _, token in _placed(value):
            given.text, given.pos = key(token.folded, token.parts), position
            yield given


class Places(Positions):
    """Positions as plain numbers: Whoosh's own format pickles a list for every posting."""

    def encode(self, positions: Any) -> bytes:
        """Four bytes each, little endian."""
        return little_endian(array("I", positions)).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions encoded."""
        positions = array("I")
        positions.frombytes(value)
        return little_endian(positions).tolist()

    def decode_frequency(self, value: bytes) -> int:
        """How many there are."""
        return len(value) // 4


def marks(value: str) -> list[str]:
    """The written forms of words written with marks, as often as `Forms` gives the folded ones."""
    return [form for _, text, token in _placed(value) if (form := marked_in(text, token)) is not None]


def _placed(value: str) -> Iterator[tuple[int, str, Token]]:
    """Every token to be indexed: its position, the text it lies in, itself."""
    text, body, heading, title = analysed(value)
    for token in body:
        yield token.position, text, token
    held = {token.folded for token in body if token.parts == 1}
    copies = [token for token in title if token.folded in held] * COPIES
    beyond = (body[-1].position if body else 0) + _APART
    for number, token in enumerate(copies):
        yield beyond + number * _APART, heading, token
