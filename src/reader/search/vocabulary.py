"""The written words of one language in one sorted byte buffer: completions of a prefix, forms of a stem, spellings of a folded word.

Layout, little endian: magic, number of entries; per entry frequency (u32); offsets (u32, one more than entries); entry
numbers in the order of their stems (u32); offsets of the stems in that order (u32, one more); per entry whether it stands in
several parts somewhere (u8); then the entries, each "folded NUL written", sorted as bytes, written left out when it is the
folded one; then the stems. Folded words hold no NUL.
"""

from __future__ import annotations

import struct
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import accumulate
from pathlib import Path

from reader.search.forms import LONGEST, little_endian, written
from reader.words import Token, fold, stem

_MAGIC = b"reader words 3\n\x00"
_HEAD = struct.Struct("<16sI")


class VocabularyWriter:
    """Counts words while passages are added, then writes the buffer."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._count: Counter[str] = Counter()
        self._joined: set[bytes] = set()

    def add(self, body: Sequence[Token], written: Sequence[str]) -> None:
        """Counts the tokens of a text, as they are written in it; a word broken at a line end counts nothing, either way it is read."""
        broken = {p for token in body if token.parts > 1 for p in range(token.position, token.position + token.parts)}
        if not broken:
            self._count.update(written)
            return
        for token, word in zip(body, written, strict=True):
            if token.parts > 1:
                self._joined.add(_entry(token.folded, token.folded))
            else:
                self._count[word] += token.position not in broken

    def write(self, path: Path) -> None:
        """Writes the words counted."""
        count: Counter[bytes] = Counter(dict.fromkeys(self._joined, 0))
        for word, times in self._count.items():
            count[_entry(fold(word), written(word))] += times
        entries = sorted(count)
        frequencies = array("I", (count[entry] for entry in entries))
        stems = [stem(_folded(entry), self._language).encode() for entry in entries]
        by_stem = array("I", sorted(range(len(entries)), key=stems.__getitem__))
        stems.sort()
        joined = bytes(entry in self._joined for entry in entries)
        numbers = [little_endian(part).tobytes() for part in (frequencies, _offsets(entries), by_stem, _offsets(stems))]
        path.write_bytes(b"".join([_HEAD.pack(_MAGIC, len(entries)), *numbers, joined, *entries, *stems]))


class Vocabulary:
    """Looks words up in such a buffer; raises ValueError when it is not one."""

    def __init__(self, data: bytes) -> None:
        magic, count = _HEAD.unpack_from(data) if len(data) >= _HEAD.size else (b"", 0)
        words = _HEAD.size + 17 * count + 8
        if magic != _MAGIC or len(data) < words:
            raise ValueError("not a vocabulary")
        numbers = array("I")
        numbers.frombytes(data[_HEAD.size : words - count])
        little_endian(numbers)
        self._frequencies, self._offsets = numbers[:count], numbers[count : 2 * count + 1]
        self._by_stem, self._stem_offsets = numbers[2 * count + 1 : 3 * count + 1], numbers[3 * count + 1 :]
        self._joined = data[words - count : words]
        stems = words + self._offsets[-1]
        self._words, self._stems = data[words:stems], data[stems:]
        if len(data) != stems + self._stem_offsets[-1]:
            raise ValueError("the vocabulary is cut short")

    def __len__(self) -> int:
        return len(self._frequencies)

    def __contains__(self, folded: str) -> bool:
        return any(True for _ in self._range(_entry(folded, "")))

    def completions(self, prefix: str, most: int) -> list[tuple[str, bool]]:
        """The most frequent folded words that begin with a folded prefix, and whether they stand in several parts somewhere."""
        counts: dict[str, list[int]] = {}
        for number in self._range(prefix.encode("utf-8", "replace")):
            count = counts.setdefault(self.entry(number)[0], [0, 0])
            count[0] -= self._frequencies[number]
            count[1] |= self._joined[number]
        best = nsmallest(most, ((count, word, joined) for word, (count, joined) in counts.items()))
        return [(word, bool(joined)) for _, word, joined in best]

    def forms(self, stemmed: str) -> list[tuple[str, bool]]:
        """The folded words of a stem, and whether they stand in several parts somewhere."""
        wanted = stemmed.encode("utf-8", "replace")
        found: dict[str, int] = {}
        for at in _between(range(len(self)), self._stem, wanted, wanted.__eq__):
            number = self._by_stem[at]
            folded = self.entry(number)[0]
            found[folded] = found.get(folded, 0) | self._joined[number]
        return [(folded, bool(joined)) for folded, joined in found.items()]

    def spellings(self, folded: str) -> list[tuple[str, int]]:
        """The written forms of a folded word with their frequencies, the most frequent first."""
        found = [(self.entry(number)[1], self._frequencies[number]) for number in self._range(_entry(folded, ""))]
        return sorted(found, key=lambda spelling: (-spelling[1], spelling[0]))

    @cached_property
    def folded(self) -> frozenset[bytes]:
        """All folded words, encoded: for who asks about hundreds of words at once."""
        return frozenset(self._raw(number).partition(b"\x00")[0] for number in range(len(self)))

    def beginning(self, begun: str) -> Iterator[tuple[str, int]]:
        """The folded words that begin so, with the frequency of each spelling."""
        for number in self._range(begun.encode("utf-8", "replace")):
            yield self.entry(number)[0], self._frequencies[number]

    def letters(self) -> set[str]:
        """Every sign that folded or written words are made of."""
        return {letter for letter in set(self._words.decode()) if letter.isalnum()}

    def entry(self, number: int) -> tuple[str, str]:
        """The folded and the written form of one entry."""
        folded, _, form = self._raw(number).partition(b"\x00")
        return folded.decode(), (form or folded).decode()

    def entries(self) -> Iterator[tuple[str, str, int]]:
        """All words, folded and written, with their frequency."""
        for number, frequency in enumerate(self._frequencies):
            yield *self.entry(number), frequency

    def _raw(self, number: int) -> bytes:
        return self._words[self._offsets[number] : self._offsets[number + 1]]

    def _stem(self, at: int) -> bytes:
        return self._stems[self._stem_offsets[at] : self._stem_offsets[at + 1]]

    def _range(self, start: bytes) -> Sequence[int]:
        """The entries that begin with these bytes (UTF-8 sorts as its code points do)."""
        return _between(range(len(self)), self._raw, start, lambda raw: raw.startswith(start))


def _between(numbers: Sequence[int], of: Callable[[int], bytes], wanted: bytes, fits: Callable[[bytes], bool]) -> Sequence[int]:
    """The stretch of sorted numbers that fit, which begins where `wanted` would stand: two binary searches."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if of(numbers[middle]) < wanted else (low, middle)
    first, high = low, len(numbers)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if fits(of(numbers[middle])) else (low, middle)
    return numbers[first:low]


def _offsets(pieces: Sequence[bytes]) -> array[int]:
    return array("I", accumulate(map(len, pieces), initial=0))


def _folded(entry: bytes) -> str:
    return entry.partition(b"\x00")[0].decode()


def _entry(folded: str, form: str) -> bytes:
    """The written form is left out when it is the folded one."""
    return f"{folded[:LONGEST]}\x00{'' if form == folded else form[:LONGEST]}".encode("utf-8", "replace")
