"""What a search gives back, as values, and what it needs to know about texts: a protocol the page store fulfils."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from reader.library import Place
from reader.search.query import Query
from reader.words import Term


class Store(Protocol):
    """The texts of the passages, by the place they were indexed under (offset 0)."""

    def passage_text(self, place: Place) -> str:
        """The very text that was indexed: of a section, of a page, or what stands on the page only."""

    def title(self, place: Place) -> str:
        """The heading path shown above a hit."""

    def page_of(self, place: Place) -> int | None:
        """The page, from 1, on which a place stands, if there is a PDF of it."""

    def label(self, place: Place) -> str | None:
        """The printed number of that page."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `place` carries the offset of the first match in the snippet; `spans` are matches within `snippet`.

    `terms` are those of the query that counted here (stop words may be left out): light these and no others.
    """

    place: Place
    title: str
    score: float
    snippet: str
    spans: tuple[tuple[int, int], ...]
    terms: tuple[Term, ...]
    page: int | None = None
    page_label: str | None = None

    @property
    def edition_id(self) -> str:
        """`document/lang/kind`."""
        return self.place.edition

    @property
    def document(self) -> str:
        """The document's id."""
        return self.place.document

    @property
    def language(self) -> str:
        """The language of the edition."""
        return self.place.language

    @property
    def kind(self) -> str:
        """`companion` or `official`."""
        return self.place.kind

    @property
    def section(self) -> str | None:
        """The slug of the section, None for a page."""
        return self.place.section


@dataclass(frozen=True, slots=True)
class Results:
    """The best hits and how many passages match in all; `suggestions` would find more where this one found little, best first."""

    query: Query
    total: int = 0
    hits: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    widened: list[str] = field(default_factory=list)

    @property
    def suggestion(self) -> str | None:
        """The likeliest."""
        return next(iter(self.suggestions), None)
