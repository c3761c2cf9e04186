"""Which of the library's languages a text is written in, by its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reader.words import fold

# Words that only one of the two languages has; the commonest make up a fifth of any text.
_OWN = {
    "en": frozenset("the of and to that is for with as was are by be this from which have has were their they we not or an at it".split()),
    "es": frozenset("el la los las de del y que en para con por una un se es su sus al como este esta son lo pero fue han entre".split()),
}
_LEAST = 20  # such words, before anything is said
_CLEARLY = 3  # times as many as of the other language


def written_in(words: Iterable[str]) -> str | None:
    """The language most of these words speak for; None where there are too few, or of both."""
    counted = Counter(map(fold, words))
    found = {language: sum(counted[word] for word in own) for language, own in _OWN.items()}
    best = max(found, key=lambda language: found[language])
    others = sum(found.values()) - found[best]
    return best if found[best] >= max(_LEAST, _CLEARLY * others) else None
