"""Writes a new index into an empty folder: one Whoosh index and one vocabulary per language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh.filedb.filestore import FileStorage

from reader.library import Place
from reader.search.analysis import Forms, Places, analysed, field_value, marks
from reader.search.forms import key
from reader.search.vocabulary import VocabularyWriter
from reader.words import tokens


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
        id=fields.ID(stored=True, unique=True),
        edition=fields.ID(),
        document=fields.ID(),
        kind=fields.ID(),
        order=fields.COLUMN(columns.NumericColumn("i")),
        body=fields.FieldType(Places(), Forms(), scorable=True),
        marks=fields.FieldType(formats.Frequency(), Forms()),
        heading=fields.FieldType(formats.Existence(), Forms()),
    )


class IndexWriter:
    """Takes passages, writes them at `commit`; the folder is whole only after that, so build in a folder to be renamed."""

    def __init__(self, folder: Path, languages: Iterable[str]) -> None:
        self._folder = folder
        self._writers: dict[str, Any] = {}
        self._vocabularies: dict[str, VocabularyWriter] = {}
        for language in languages:
            storage = FileStorage(str(folder / language)).create()
            self._writers[language] = storage.create_index(schema()).writer()
            self._vocabularies[language] = VocabularyWriter(language)

    def add(self, passage: Passage) -> None:
        """Adds one passage; a place may be added once."""
        place, value = passage.place, field_value(passage.title, passage.text)
        names = {"id": str(place), "edition": place.edition, "document": place.document, "kind": place.kind, "order": passage.order}
        headings = sorted({key(token.folded) for token in tokens(f"{passage.document_title}\n{passage.title}") if token.parts == 1})
        self._writers[passage.language].add_document(**names, body=value, marks=marks(value), heading=headings)
        text, body, *_ = analysed(value)
        self._vocabularies[passage.language].add(text, body)

    def commit(self) -> None:
        """Writes everything; the writer is done with then."""
        for language, writer in self._writers.items():
            writer.commit()
            self._vocabularies[language].write(self._folder / f"vocabulary.{language}")

    def cancel(self) -> None:
        """Gives up and releases the files; what was written so far is no index."""
        for writer in self._writers.values():
            writer.cancel()
