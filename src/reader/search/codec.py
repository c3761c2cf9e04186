"""How postings lie in the index: Whoosh's own codec with whole arrays instead of pickled blocks.

Whoosh pickles class paths into every index, so these never move. A list: the widths of ids and frequencies in bytes (u8, u8),
the number of passages (u32) and of places (u32), then the ids, the frequencies (none where all are 1) and the places, little
endian. A place is the position of a word among all words of the index, so that one set tells where a phrase stands in every
passage at once.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Callable, Sequence
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.formats import Positions
from whoosh.matching import ListMatcher
from whoosh.system import pack_ushort

from reader.search.forms import little_endian

_HEAD = struct.Struct("<BBII")
_CODES = {1: "B", 2: "H", 4: "I"}


class Listed:
    """The passages an index term stands in, by their numbers, how often it stands in each, and the places of all."""

    __slots__ = ("frequencies", "ids", "places")

    def __init__(self, ids: array[int], frequencies: array[int], places: array[int]) -> None:
        self.ids, self.frequencies, self.places = ids, frequencies, places

    @staticmethod
    def new() -> Listed:
        """None yet; `ids` and `frequencies` grow by a passage, `places` by a word."""
        return Listed(array("I"), array("I"), array("I"))

    def add(self, number: int, times: int, places: Sequence[int] = ()) -> None:
        """The next passage."""
        self.ids.append(number)
        self.frequencies.append(times)
        self.places.extend(places)

    def pack(self) -> bytes:
        """As bytes; numbers take as few as the largest needs."""
        ids = _narrowed(self.ids)
        once = not self.frequencies or max(self.frequencies) == 1
        frequencies = array("B") if once else _narrowed(self.frequencies)
        head = _HEAD.pack(ids.itemsize, 0 if once else frequencies.itemsize, len(ids), len(self.places))
        return b"".join([head, *(little_endian(part[:]).tobytes() for part in (ids, frequencies, self.places))])

    @staticmethod
    def read(get: Callable[[int, int], bytes], at: int) -> Listed:
        """From `get(offset, length)` of a file; raises ValueError when it is cut short."""
        id_width, frequency_width, count, places = _HEAD.unpack(get(at, _HEAD.size))
        sizes = (count * id_width, count * frequency_width, 4 * places)
        data = get(at + _HEAD.size, sum(sizes))
        if len(data) != sum(sizes):
            raise ValueError("a list of postings is cut short")
        first, second = sizes[0], sizes[0] + sizes[1]
        frequencies = _read(data[first:second], frequency_width) if frequency_width else array("B", b"\x01" * count)
        return Listed(_read(data[:first], id_width), frequencies, _read(data[second:], 4))


def _narrowed(numbers: array[int]) -> array[int]:
    largest = max(numbers, default=0)
    return array("B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I", numbers)


def _read(data: bytes, width: int) -> array[int]:
    numbers = array(_CODES[width])
    numbers.frombytes(data)
    return little_endian(numbers)


class Places(Positions):
    """Whoosh's format of positions; the values are made only for who walks an index by Whoosh's own matchers."""

    def decode_positions(self, value: bytes) -> list[int]:
        """Four bytes each, little endian."""
        return _read(value, 4).tolist()

    def decode_frequency(self, value: bytes) -> int:
        """How many there are."""
        return len(value) // 4


class ArrayCodec(W3Codec):
    """Whoosh's term dictionary, columns and segments, and our postings."""

    def field_writer(self, storage: Any, segment: Any) -> ArrayFieldWriter:
        """See Whoosh's Codec."""
        return ArrayFieldWriter(self, storage, segment)  # type: ignore[no-untyped-call]  # Whoosh is typed in part

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> ArrayMatcher:
        """See Whoosh's Codec."""
        # What the term says of its length is not to be had: Whoosh leaves it in a tuple.
        return ArrayMatcher(Listed.read(dbfile.get, terminfo.extent()[0]), format_, scorer, term, terminfo)


class ArrayFieldWriter(W3FieldWriter):
    """Takes the postings of a term in one piece."""

    def add_term(self, text: bytes, listed: Listed) -> None:
        """The next term of the field that was started, in the order of bytes."""
        offset, data = self._postfile.tell(), listed.pack()
        self._postfile.write(data)
        weights = {"weight": sum(listed.frequencies), "df": len(listed.ids), "maxweight": max(listed.frequencies)}
        info = W3TermInfo(**weights, minid=listed.ids[0], maxid=listed.ids[-1])
        info.set_extent(offset, len(data))
        self._tindex.add(pack_ushort(self._fieldid) + text, info.to_bytes())


class ArrayMatcher(ListMatcher):
    """Whoosh's protocol over the arrays; `listed` is what our own search reads."""

    def __init__(self, listed: Listed, format_: Any, scorer: Any = None, term: Any = None, terminfo: Any = None) -> None:
        self.listed = listed
        values = _Values(listed)
        super().__init__(listed.ids, listed.frequencies, values, format_, scorer=scorer, term=term, terminfo=terminfo)  # type: ignore[no-untyped-call]  # Whoosh is typed in part


class _Values(Sequence[bytes]):
    """The places of each passage as bytes, made when somebody asks."""

    def __init__(self, listed: Listed) -> None:
        self._listed = listed

    def __len__(self) -> int:
        return len(self._listed.ids)

    def __getitem__(self, number: Any) -> Any:
        """One value; Whoosh asks for no slices."""
        first = sum(self._listed.frequencies[:number])
        part = self._listed.places[first : first + self._listed.frequencies[number]]
        return little_endian(part).tobytes()
