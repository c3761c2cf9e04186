"""The strings the index is keyed by: how a token, in one or several parts, and its written form become index terms."""

from __future__ import annotations

import sys
import unicodedata
from array import array
from functools import lru_cache

# `words` joins at most four pieces of a word broken at line ends; test_search checks that this still holds.
MOST_PARTS = 4
LONGEST = 200
_BETWEEN = "\x1f"  # A control character: folded words hold none.


def key(form: str, parts: int = 1) -> str:
    """The index term of a form that takes `parts` positions; forms of several positions are kept apart so that phrases stay exact."""
    form = form[:LONGEST]
    return form if parts == 1 else f"{form}{_BETWEEN}{parts}"


@lru_cache(maxsize=65536)
def written(word: str) -> str:
    """A word as written but for case: accents stay, soft hyphens, line ends and joiners go."""
    composed = unicodedata.normalize("NFC", word.casefold())
    return "".join(c for c in composed if unicodedata.category(c) not in ("Cf", "Cc"))


def marked(word: str, folded: str) -> str | None:
    """The written form of a word if accents, tildes or the like set it apart from its folded form."""
    form = written(word)
    return None if form == folded else form[:LONGEST]


def little_endian(numbers: array[int]) -> array[int]:
    """The same numbers in the byte order of our files, or back from it."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
