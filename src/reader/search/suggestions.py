"""Did you mean: for words the library hardly knows, the nearest words it does, as they are written.

Nearly all slips are one edit (Damerau 1964), so all words one edit away are looked up; where there are none, words two edits
away that begin alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

from reader.search.vocabulary import Vocabulary
from reader.words import tokens

# Short words have too many neighbours to guess among.
SHORTEST = 3
TWO_EDITS_FROM = 6
MOST = 3
# A word that stands here so seldom may itself be a slip, if one near by is so many times as frequent.
SELDOM, TIMES = 2, 20
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {frozenset((row[at], row[at + 1])) for row in _ROWS for at in range(len(row) - 1)} | {
    frozenset((upper[at], lower[at])) for upper, lower in pairwise(_ROWS) for at in range(len(lower))
}
# How likely a kind of slip is, as a factor of how often the word meant is written.
_SWAPPED, _DOUBLED, _NEAR_KEY, _FIRST = 1.2, 1.0, 0.7, -1.5


class Speller:
    """Nearest words in the vocabularies given."""

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        self._vocabularies = vocabularies

    def corrections(self, text: str) -> list[str]:
        """The text with what is unknown in it, or seldom, replaced by words near by: at most MOST of them, best first."""
        found: list[tuple[int, int, list[str]]] = []
        done = 0
        for token in tokens(text):
            if token.parts > 1 or token.start < done:
                continue
            done = token.end
            near = self.nearest(token.folded)
            if near:
                found.append((token.start, token.end, near))
        # Of several unknown words the first is varied, the others take their best.
        return [self._replaced(text, found, choice) for choice in range(len(found[0][2]))] if found else []

    @staticmethod
    def _replaced(text: str, found: Sequence[tuple[int, int, list[str]]], choice: int) -> str:
        pieces: list[str] = []
        done = 0
        for number, (start, end, near) in enumerate(found):
            pieces += [text[done:start], near[choice if number == 0 else 0]]
            done = end
        return "".join([*pieces, text[done:]])

    def nearest(self, word: str) -> list[str]:
        """At most MOST words near a folded one that is unknown, or so seldom that it may be a slip; none for a word that is well known."""
        own = self._frequency(word)
        if len(word) < SHORTEST or own > SELDOM or (own and len(word) < TWO_EDITS_FROM):
            return []
        valued = {other: value for other, value in self._one_edit(word).items() if not own or self._frequency(other) >= TIMES * own}
        if not valued and not own and len(word) >= TWO_EDITS_FROM:
            valued = self._two_edits(word)
        best = sorted(valued, key=lambda other: (-valued[other], other))[:MOST]
        return list(dict.fromkeys(map(self._written, best)))

    def _frequency(self, folded: str) -> int:
        return sum(count for vocabulary in self._vocabularies for _, count in vocabulary.spellings(folded))

    def _one_edit(self, word: str) -> dict[str, float]:
        """The known words one edit away, with what speaks for each."""
        found: dict[str, float] = {}
        for other, likely in _variants(word, _LETTERS if word.isascii() else self._letters()):
            if any(other.encode("utf-8", "replace") in vocabulary.folded for vocabulary in self._vocabularies) and (
                frequency := self._frequency(other)
            ):
                found[other] = max(found.get(other, -9.0), likely + log(1 + frequency))
        return found

    def _two_edits(self, word: str) -> dict[str, float]:
        begun, letters, found = word[:1], _mask(word), dict[str, float]()
        for vocabulary in self._vocabularies:
            for other, frequency in vocabulary.beginning(begun):
                # An edit changes the set of letters by two at most, so most words fall without a closer look.
                if (
                    frequency
                    and abs(len(other) - len(word)) <= 2
                    and (letters ^ _mask(other)).bit_count() <= 4
                    and distance(word, other, 2) == 2
                ):
                    found[other] = found.get(other, 0.0) + log(1 + frequency)
        return found

    def _letters(self) -> str:
        return "".join(sorted({letter for vocabulary in self._vocabularies for letter in vocabulary.letters()}))

    def _written(self, folded: str) -> str:
        spellings = [(-count, form) for vocabulary in self._vocabularies for form, count in vocabulary.spellings(folded)]
        return min(spellings)[1]


def _variants(word: str, letters: str) -> Iterator[tuple[str, float]]:
    """All words one edit away from a slip, and how likely that slip is."""
    for at in range(len(word)):
        first = _FIRST if at == 0 else 0.0
        before, after = word[:at], word[at + 1 :]
        yield before + after, first + (_DOUBLED if word[at] in (before[-1:], after[:1]) else 0.0)  # a letter too many
        if at + 1 < len(word) and word[at] != word[at + 1]:
            yield before + word[at + 1] + word[at] + word[at + 2 :], _SWAPPED + first
        for letter in letters:
            if letter != word[at]:
                yield before + letter + after, first + (_NEAR_KEY if frozenset((letter, word[at])) in _BESIDE else 0.0)
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        for letter in letters:  # a letter too few
            yield before + letter + after, (_FIRST if at == 0 else 0.0) + (_DOUBLED if letter in (before[-1:], after[:1]) else 0.0)


def _mask(word: str) -> int:
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
