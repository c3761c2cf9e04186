"""One language's Whoosh index, opened for reading: postings, lengths and places; any trouble in it is IndexUnusable."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from reader.errors import IndexUnusable, ReaderError
from reader.library import Place
from reader.search.analysis import Places
from reader.search.vocabulary import Vocabulary

# Postings kept between queries; about 200 bytes each.
MOST_POSTINGS = 100_000
_UNSET: Any = object()
Value = TypeVar("Value")


@contextmanager
def unusable_if_it_fails(what: str) -> Iterator[None]:
    """Whoosh raises nearly anything on damaged files (struct, pickle, zlib, index errors), and all of it means: build anew."""
    try:
        yield
    except ReaderError:
        raise
    except Exception as error:
        raise IndexUnusable(f"The index cannot be read ({what}: {type(error).__name__}).", "Build it again with: reader build") from error


class Postings:
    """Where one index term stands: document number to frequency, and to positions when asked."""

    __slots__ = ("_decode", "_values", "frequencies")

    def __init__(self, frequencies: dict[int, int], values: dict[int, bytes], decode: Any) -> None:
        self.frequencies = frequencies
        self._values = values
        self._decode = decode

    def positions(self, number: int) -> list[int]:
        """The positions in one document; phrases need them for few documents, so they are decoded late."""
        return list(self._decode(self._values[number])) if number in self._values else []


_NOTHING = Postings({}, {}, None)


class _Files(FileStorage):
    """Whoosh leaves files open when it fails on them; on Windows the damaged folder could then not be removed."""

    def __init__(self, path: str, **options: Any) -> None:
        super().__init__(path, **options)  # type: ignore[no-untyped-call]  # Whoosh is typed in part
        self._opened: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:
        """Opens a file and remembers it."""
        opened = super().open_file(name, **options)  # type: ignore[no-untyped-call]  # Whoosh is typed in part
        self._opened.append(opened)
        return opened

    def let_go(self) -> None:
        """Closes what is still open."""
        for opened in self._opened:
            if not opened.is_closed:
                opened.close()


class Engine:
    """The index of one language and its vocabulary; documents are numbered 0 to `count` - 1."""

    def __init__(self, storage: Any, vocabulary: bytes, language: str) -> None:
        self.language = language
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        self._decode = Places().decode_positions
        with unusable_if_it_fails(language):
            self.vocabulary = Vocabulary(vocabulary, language)
            self._reader = storage.open_index().reader()
            self.count: int = self._reader.doc_count_all()
            # Whoosh keeps no length (None) for a passage without a word.
            self.lengths = array("L", (self._reader.doc_field_length(number, "body") or 0 for number in range(self.count)))
            self.average = self._reader.field_length("body") / self.count if self.count else 1.0
            column = self._reader.column_reader("order") if self.count else ()
            self.order = array("q", (column[number] for number in range(self.count)))

    @staticmethod
    def in_folder(folder: Path, language: str) -> Engine:
        """Opens folder/<language>; takes no lock and writes nothing, so the medium may be read-only."""
        with unusable_if_it_fails(language):
            vocabulary = (folder / f"vocabulary.{language}").read_bytes()
            storage = _Files(str(folder / language), readonly=True)
            try:
                return Engine(storage, vocabulary, language)
            except IndexUnusable:
                storage.let_go()
                raise

    def close(self) -> None:
        """Lets go of the files, which Windows needs before a folder can be removed."""
        self._cache.clear()
        self._reader.close()

    def postings(self, term: str, field: str = "body") -> Postings:
        """The postings of an index term, empty when there is none; kept for the next query."""
        name = field, term
        found = self._cache.get(name)
        if found is None:
            with unusable_if_it_fails(self.language):
                found = self._cache[name] = self._read(field, term)
            self._cached += 1 + len(found.frequencies)
            while self._cached > MOST_POSTINGS and len(self._cache) > 1:
                self._cached -= 1 + len(self._cache.popitem(last=False)[1].frequencies)
        else:
            self._cache.move_to_end(name)
        return found

    def _read(self, field: str, term: str) -> Postings:
        try:
            matcher = self._reader.postings(field, term)
        except TermNotFound:
            return _NOTHING
        frequencies: dict[int, int] = {}
        values: dict[int, bytes] = {}
        while matcher.is_active():
            number = matcher.id()
            frequencies[number] = int(matcher.weight())
            values[number] = matcher.value()
            matcher.next()
        return Postings(frequencies, values, self._decode)

    def positions(self, postings: Postings, number: int) -> list[int]:
        """Decoded positions of one document."""
        with unusable_if_it_fails(self.language):
            return postings.positions(number)

    def completions(self, prefix: str, most: int) -> list[tuple[str, bool]]:
        """See Vocabulary.completions."""
        with unusable_if_it_fails(self.language):
            return self.vocabulary.completions(prefix, most)

    def forms(self, stemmed: str) -> list[tuple[str, bool]]:
        """See Vocabulary.forms."""
        with unusable_if_it_fails(self.language):
            return self.vocabulary.forms(stemmed)

    def spellings(self, folded: str) -> list[str]:
        """The written forms of a folded word."""
        with unusable_if_it_fails(self.language):
            return [form for form, _ in self.vocabulary.spellings(folded)]

    def document_names(self) -> list[str]:
        """The documents of the library that have passages here."""
        with unusable_if_it_fails(self.language):
            return [name.decode() for name in self._reader.lexicon("document")]

    def documents(self, document: str) -> set[int]:
        """The passages of one document of the library."""
        return set(self.postings(document, "document").frequencies)

    def place(self, number: int) -> Place:
        """The place of a passage."""
        with unusable_if_it_fails(self.language):
            return Place.parse(self._reader.stored_fields(number)["id"])
