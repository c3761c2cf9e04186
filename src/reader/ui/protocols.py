"""What the window needs of the rest of the program, as types; tests give it fakes of the same shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from reader.glossary import Glossary
    from reader.library import Library, Place
    from reader.pages import Rect
    from reader.reflow import Flow
    from reader.search import Query
    from reader.sections import SectionText
    from reader.words import Term


class PdfLike(Protocol):
    """The part of PdfProcess that draws pages without blocking; safe from the window's thread."""

    def submit(self, key: str, kind: str, **arguments: Any) -> Future[Any]:
        """Ask for something; the newest request of a key replaces an unstarted older one."""

    def drop(self, key_prefix: str) -> None:
        """Forget unstarted requests."""


class OutlineLike(Protocol):
    """One line of a PDF's outline."""

    @property
    def level(self) -> int:
        """From 1."""

    @property
    def title(self) -> str:
        """As written."""

    @property
    def page(self) -> int:
        """From 1."""

    @property
    def y(self) -> float | None:
        """Points from the page's top, where known."""


class FactsLike(Protocol):
    """What the page view needs of a PDF before any page is drawn."""

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page in points, as shown."""

    @property
    def rotations(self) -> Sequence[int]:
        """Degrees, clockwise."""

    @property
    def labels(self) -> Sequence[str]:
        """Printed labels."""

    @property
    def outline(self) -> Sequence[OutlineLike]:
        """The outline, in order."""


class PieceLike(Protocol):
    """A lit stretch of one word on a page."""

    @property
    def page(self) -> int:
        """From 1."""

    @property
    def text(self) -> str:
        """The letters under the rectangle."""

    @property
    def rect(self) -> Rect:
        """Points from the top left of the unrotated page."""


class HitLike(Protocol):
    """One hit, as the search gives it."""

    @property
    def place(self) -> Place:
        """Where it is."""

    @property
    def title(self) -> str:
        """Its heading path."""

    @property
    def snippet(self) -> str:
        """Plain text round the match."""

    @property
    def spans(self) -> Sequence[tuple[int, int]]:
        """What is matched in the snippet."""

    @property
    def terms(self) -> Sequence[Term]:
        """What to light."""

    @property
    def page(self) -> int | None:
        """The page from 1, where there are pages."""

    @property
    def page_label(self) -> str | None:
        """The printed page, where known."""


class ResultsLike(Protocol):
    """Hits in order, with the honest count."""

    @property
    def total(self) -> int:
        """How many there are in all."""

    @property
    def hits(self) -> Sequence[HitLike]:
        """The first of them."""

    @property
    def suggestion(self) -> str | None:
        """Another spelling that finds something."""


class Session(Protocol):
    """One opened library: all calls but `library` may block and are made on worker threads, so any thread may make them."""

    @property
    def library(self) -> Library:
        """The shelf."""

    def open(self, progress: Callable[..., None]) -> None:
        """Open the index, or build it first; `progress` may raise Cancelled."""

    def search(self, query: Query, language: str | None = None, document: str | None = None, limit: int = 50) -> ResultsLike:
        """Hits for a query, best first."""

    def facts(self, edition: str) -> FactsLike | None:
        """Sizes, labels, outline of an edition's PDF; None without one."""

    def section_texts(self, edition: str) -> Sequence[SectionText]:
        """The text of an edition, section by section; empty when it has none."""

    def boxes(self, edition: str, page: int, terms: Sequence[Term]) -> Sequence[PieceLike]:
        """What the terms light on a page, in reading order."""

    def glossary(self) -> Glossary | None:
        """The terms of the field, where the library explains them."""

    def reflow(self, edition: str, pages: range) -> Flow:
        """The text of some pages of a PDF, set anew."""

    def sheets(self, edition: str, pages: Iterable[int]) -> Sequence[object]:
        """Reads the lines of pages, so that `reflow` has them at hand."""

    def page_matches(self, edition: str, pages: Iterable[int], terms: Sequence[Term]) -> Sequence[tuple[int, int, int, int]]:
        """Where the terms stand in the texts of PDF pages, in order: page, start, end, number of boxes."""

    def place_to_page(self, place: Place) -> tuple[int, float] | None:
        """Page and height in points of a place; None without a PDF."""

    def page_to_place(self, edition: str, page: int, y: float) -> Place | None:
        """The place at a height of a page, in the text or else in the words of the page; None when nothing stands there."""

    def close(self) -> None:
        """Let go of every file."""
