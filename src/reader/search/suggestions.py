"""Did you mean: for words the library does not know, the nearest frequent words it does, as they are written."""

from __future__ import annotations

from collections.abc import Sequence

from reader.search.vocabulary import Vocabulary
from reader.words import tokens

# Short words have too many neighbours to guess among.
SHORTEST = 3
TWO_EDITS_FROM = 6


class Speller:
    """Nearest words in the vocabularies given; keeps them by length after the first question."""

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        self._vocabularies = vocabularies
        self._by_length: dict[int, list[tuple[str, int, int]]] | None = None

    def correct(self, text: str) -> str | None:
        """The text with every unknown word replaced by the nearest known one; None when nothing changes."""
        pieces: list[str] = []
        done = 0
        for token in tokens(text):
            if token.parts > 1 or token.start < done or self._known(token.folded):
                continue
            nearest = self.nearest(token.folded)
            if nearest is not None:
                pieces += [text[done : token.start], nearest]
                done = token.end
        return "".join([*pieces, text[done:]]) if pieces else None

    def nearest(self, word: str) -> str | None:
        """The nearest word to a folded one: fewest edits, then the same first letter, then the most frequent."""
        if len(word) < SHORTEST:
            return None
        most = 2 if len(word) >= TWO_EDITS_FROM else 1
        letters = _letters(word)
        best: tuple[int, bool, int, str] | None = None
        for length in range(len(word) - most, len(word) + most + 1):
            for other, frequency, others in self._words().get(length, ()):
                # An edit changes the set of letters by two at most, so most words fall without a closer look.
                if (letters ^ others).bit_count() > 2 * most:
                    continue
                edits = distance(word, other, most)
                if edits <= most:
                    found = (edits, other[0] != word[0], -frequency, other)
                    best = found if best is None or found < best else best
        return None if best is None else self._written(best[3])

    def _known(self, folded: str) -> bool:
        return any(folded in vocabulary for vocabulary in self._vocabularies)

    def _written(self, folded: str) -> str:
        spellings = [(-count, form) for vocabulary in self._vocabularies for form, count in vocabulary.spellings(folded)]
        return min(spellings)[1]

    def _words(self) -> dict[int, list[tuple[str, int, int]]]:
        if self._by_length is None:
            counts: dict[str, int] = {}
            for vocabulary in self._vocabularies:
                for folded, _, frequency in vocabulary.entries():
                    counts[folded] = counts.get(folded, 0) + frequency
            self._by_length = {}
            for folded, frequency in counts.items():
                if frequency:  # Parts of words broken at line ends are no words.
                    self._by_length.setdefault(len(folded), []).append((folded, frequency, _letters(folded)))
        return self._by_length


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 64)
    return mask


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words: insert, leave out, replace, swap neighbours (Damerau 1964); `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        previous, row = row, [i]
        for j, facing in enumerate(other, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most and (not before or min(previous) > most):
            return most + 1
        before = previous
    return min(row[-1], most + 1)
