"""One language's Whoosh index, opened for reading: postings, lengths and places; any trouble in it is IndexUnusable."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from reader.errors import IndexUnusable, ReaderError
from reader.library import Place
from reader.search.codec import Listed
from reader.search.forms import little_endian
from reader.search.vocabulary import Vocabulary

# Numbers kept of postings between queries; four bytes each at most.
MOST_KEPT = 16_000_000
_NOTHING = Listed.new()


@contextmanager
def unusable_if_it_fails(what: str) -> Iterator[None]:
    """Whoosh raises nearly anything on damaged files (struct, pickle, zlib, index errors), and all of it means: build anew."""
    try:
        yield
    except ReaderError:
        raise
    except Exception as error:
        raise IndexUnusable(f"The index cannot be read ({what}: {type(error).__name__}).", "Build it again with: reader build") from error


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
    """The index of one language and its vocabulary; passages are numbered 0 to `count` - 1.

    `shares`: their numbers of words, as shares of the average; `order`: their places on the shelf.
    """

    def __init__(self, storage: Any, vocabulary: bytes, table: bytes, language: str) -> None:
        self.language = language
        self._cache: OrderedDict[tuple[str, str], Listed] = OrderedDict()
        self._cached = 0
        with unusable_if_it_fails(language):
            self.vocabulary = Vocabulary(vocabulary)
            self._reader = storage.open_index().reader()
            self.count: int = self._reader.doc_count_all()
            numbers = array("I")
            numbers.frombytes(table)
            little_endian(numbers)
            if len(numbers) != 3 * self.count:
                raise ValueError("the table of passages does not fit the index")
            self._starts, lengths, self.order = (numbers[at * self.count : (at + 1) * self.count] for at in range(3))
            average = sum(lengths) / max(1, self.count) or 1.0
            self.shares = array("d", (length / average for length in lengths))

    @staticmethod
    def in_folder(folder: Path, language: str) -> Engine:
        """Opens folder/<language>; takes no lock and writes nothing, so the medium may be read-only."""
        with unusable_if_it_fails(language):
            vocabulary, table = ((folder / f"{name}.{language}").read_bytes() for name in ("vocabulary", "passages"))
            storage = _Files(str(folder / language), readonly=True)
            try:
                return Engine(storage, vocabulary, table, language)
            except IndexUnusable:
                storage.let_go()
                raise

    def close(self) -> None:
        """Lets go of the files, which Windows needs before a folder can be removed."""
        self._cache.clear()
        self._reader.close()

    def listed(self, term: str, field: str = "body") -> Listed:
        """The postings of an index term, empty when there are none; kept for the next query."""
        name = field, term
        found = self._cache.get(name)
        if found is None:
            with unusable_if_it_fails(self.language):
                found = self._cache[name] = self._read(field, term)
            self._cached += _size(found)
            while self._cached > MOST_KEPT and len(self._cache) > 1:
                self._cached -= _size(self._cache.popitem(last=False)[1])
        else:
            self._cache.move_to_end(name)
        return found

    def _read(self, field: str, term: str) -> Listed:
        try:
            listed: Listed = self._reader.postings(field, term).listed
        except TermNotFound:
            return _NOTHING
        return listed

    def passage_at(self, place: int) -> int:
        """The passage that a place among all words lies in."""
        return bisect_right(self._starts, place) - 1

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
        return set(self.listed(document, "document").ids)

    def place(self, number: int) -> Place:
        """The place of a passage."""
        with unusable_if_it_fails(self.language):
            return Place.parse(self._reader.stored_fields(number)["id"])


def _size(listed: Listed) -> int:
    return 16 + 2 * len(listed.ids) + len(listed.places)
