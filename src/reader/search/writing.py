"""Writes a new index into an empty folder: one Whoosh index, one vocabulary and one table of passages per language."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import fields, formats
from whoosh.analysis import Analyzer
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import SegmentWriter

from reader.library import Place
from reader.search.codec import ArrayCodec, Listed, Places
from reader.search.forms import MOST_PARTS, key, little_endian, marked
from reader.search.query import NEAR
from reader.search.vocabulary import VocabularyWriter
from reader.words import Token, tokens

# A heading stands in the text once; with these it weighs three times. Only words the text holds are copied, so that
# whatever is found can be lit in the text, and a running title does not make every page a hit.
COPIES = 2
# Copies, and passages, stand further apart than any phrase or NEAR reaches, so none runs through them.
_APART = max(MOST_PARTS, NEAR) + 2


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of search: a section's text or a page's; `order` is its place on the shelf and decides between equals."""

    place: Place
    title: str
    text: str
    language: str
    order: int
    document_title: str = ""


def schema() -> fields.Schema:
    """No stored text, no character positions, no vectors: each makes the index half as big again (docs/decisions)."""
    return fields.Schema(
        id=fields.STORED(),
        body=fields.FieldType(Places(), Analyzer()),
        document=fields.FieldType(formats.Existence(), Analyzer()),
        heading=fields.FieldType(formats.Existence(), Analyzer()),
        marks=fields.FieldType(formats.Frequency(), Analyzer()),
    )


class _Bulk(SegmentWriter):
    """Whoosh's writer with terms kept by field as arrays, not one by one in a pool to be sorted."""

    def __init__(self, index: Any, **options: Any) -> None:
        super().__init__(index, codec=ArrayCodec(), **options)  # type: ignore[no-untyped-call]  # Whoosh is typed in part
        self.terms: dict[str, dict[str, Listed]] = {name: {} for name in self.schema.names() if name != "id"}

    def add_stored(self, place: str) -> int:
        """Begin the next document; its number."""
        number: int = self.docnum
        self.perdocwriter.start_doc(number)
        self.perdocwriter.add_field("id", self.schema["id"], place, 0)
        self.perdocwriter.finish_doc()
        self._added, self.docnum = True, number + 1
        return number

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for field in sorted(self.terms):
            self.fieldwriter.start_field(field, self.schema[field])
            found = self.terms.pop(field)
            for text, term in sorted((term.encode("utf-8", "replace"), term) for term in found):
                self.fieldwriter.add_term(text, found.pop(term))
            self.fieldwriter.finish_field()
        self.fieldwriter.close()


class _Language:
    """What is written of one language."""

    def __init__(self, folder: Path, language: str) -> None:
        storage = FileStorage(str(folder / language)).create()
        self.writer = _Bulk(storage.create_index(schema()))
        self.vocabulary = VocabularyWriter(language)
        self._table = folder / f"passages.{language}"
        # The places where passages begin, their numbers of words, and their places on the shelf.
        self._starts, self._lengths, self._orders = array("I"), array("I"), array("I")
        self._next = 0

    def add(self, passage: Passage) -> None:
        """One passage."""
        number = self.writer.add_stored(str(passage.place))
        body = tokens(passage.text)
        written = [passage.text[token.start : token.end] for token in body]
        self.vocabulary.add(body, written)
        held, marks = self._body(body, written, self._next, passage.title)
        terms = self.writer.terms
        for form, places in held.items():
            _listed(terms["body"], form).add(number, len(places), places)
        for form, times in marks.items():
            _listed(terms["marks"], form).add(number, times)
        for form in {key(token.folded) for token in tokens(f"{passage.document_title}\n{passage.title}") if token.parts == 1}:
            _listed(terms["heading"], form).add(number, 1)
        _listed(terms["document"], passage.place.document).add(number, 1)
        self._starts.append(self._next)
        self._lengths.append(sum(map(len, held.values())))
        self._orders.append(passage.order)
        self._next = 1 + _APART + max((places[-1] for places in held.values()), default=self._next)

    def _body(self, body: list[Token], written: list[str], first: int, title: str) -> tuple[dict[str, list[int]], Counter[str]]:
        """The places of every form, and how often each form with marks is written."""
        held: dict[str, list[int]] = {}
        marks: Counter[str] = Counter()
        for token, word in zip(body, written, strict=True):
            held.setdefault(key(token.folded, token.parts), []).append(first + token.position)
            if token.parts == 1 and (form := marked(word, token.folded)) is not None:
                marks[form] += 1
        at = first + (body[-1].position if body else 0)
        copied = [token for token in tokens(title) if token.parts == 1 and key(token.folded) in held]
        for number, token in enumerate(copied * COPIES, 1):
            held[key(token.folded)].append(at + number * _APART)
            if (form := marked(title[token.start : token.end], token.folded)) is not None:
                marks[form] += 1
        return held, marks

    def commit(self) -> None:
        """Write it all."""
        self.writer.commit()  # type: ignore[no-untyped-call]  # Whoosh is typed in part
        self.vocabulary.write(self._table.with_name(f"vocabulary.{self._table.suffix[1:]}"))
        self._table.write_bytes(b"".join(little_endian(part).tobytes() for part in (self._starts, self._lengths, self._orders)))


def _listed(terms: dict[str, Listed], term: str) -> Listed:
    found = terms.get(term)
    if found is None:
        found = terms[term] = Listed.new()
    return found


class IndexWriter:
    """Takes passages, writes them at `commit`; the folder is whole only after that, so build in a folder to be renamed."""

    def __init__(self, folder: Path, languages: Iterable[str]) -> None:
        self._languages = {language: _Language(folder, language) for language in languages}

    def add(self, passage: Passage) -> None:
        """Adds one passage; a place may be added once."""
        self._languages[passage.language].add(passage)

    def commit(self) -> None:
        """Writes everything; the writer is done with then."""
        for language in self._languages.values():
            language.commit()

    def cancel(self) -> None:
        """Gives up and releases the files; what was written so far is no index."""
        for language in self._languages.values():
            language.writer.cancel()  # type: ignore[no-untyped-call]  # Whoosh is typed in part
