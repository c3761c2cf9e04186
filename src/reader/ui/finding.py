"""Finds the lit words of the open edition: in its texts at one go; in a PDF's pages first where the hits are, then on all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.ui import reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library import Edition, Place
    from reader.sections import SectionText
    from reader.ui.protocols import PieceLike, Session
    from reader.ui.worker import Worker
    from reader.words import Term

_SLICE = 50  # pages a request: between two, the worker answers others


class Finding(QObject):
    """`found` comes first; `grown` when a PDF's other pages were looked through, with all matches in order."""

    found = Signal(list)
    grown = Signal(list)
    lit = Signal(int, list)  # a page, and the rectangles lit on it
    failed = Signal(str)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._lit: object = None

    def forget(self) -> None:
        """Nothing is looked for any more."""
        self._worker.forget("matches")
        self._worker.forget("scan")
        self._lit = None

    def boxes(self, session: Session, edition: Edition, page: int, terms: Sequence[Term]) -> None:
        """What is lit on a page; an answer that comes when something else is lit is dropped."""
        lit = self._lit = edition.id, terms

        def have(pieces: Sequence[PieceLike]) -> None:
            if self._lit == lit:
                self.lit.emit(page, [piece.rect for piece in pieces])

        self._worker.ask(f"boxes/{page}", lambda: session.boxes(edition.id, page, terms), have, self._problem)

    def in_texts(self, edition: Edition, texts: Sequence[SectionText], terms: Sequence[Term]) -> None:
        """In section text."""
        self._worker.ask("matches", lambda: reading.find_all(edition.id, texts, terms), self.found.emit, self._problem)

    def on_pages(self, session: Session, edition: Edition, hits: Sequence[Place], pages: int, terms: Sequence[Term]) -> None:
        """In the words of a PDF with so many pages."""
        first = sorted({h.page for h in hits if h.page is not None and h.edition == edition.id})

        def have(matches: list[reading.Match]) -> None:
            self.found.emit(matches)
            self._scan(session, edition, range(1, pages + 1), terms, [])

        self._worker.ask("matches", lambda: reading.find_on_pages(session, edition.id, first, terms), have, self._problem)

    def _scan(self, session: Session, edition: Edition, pages: range, terms: Sequence[Term], known: list[reading.Match]) -> None:
        if not pages:
            self.grown.emit(known)
            return
        now, later = pages[:_SLICE], pages[_SLICE:]
        self._worker.ask(
            "scan",
            lambda: reading.find_on_pages(session, edition.id, now, terms),
            lambda more: self._scan(session, edition, later, terms, known + more),
            self._problem,
        )

    def _problem(self, error: Exception) -> None:
        self.failed.emit(str(error))
