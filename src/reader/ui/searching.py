"""From what is typed to its results: asks the worker, and lets overtaken answers fall."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reader.library import Library
from reader.ui.protocols import ResultsLike, Session
from reader.ui.worker import Worker


class Searching(QObject):
    """The search panel's other half; the window gives it what is opened, and the panel what it finds."""

    found = Signal(object, dict)  # results; titles by edition
    failed = Signal(str)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._session: Session | None = None

    def set_session(self, session: Session) -> None:
        """The index is open."""
        self._session = session

    def look(self, text: str, document: str | None) -> None:
        """Search for what is typed, in all documents or in one; before the index is open it is asked again later."""
        session = self._session
        if not text.strip():
            self._worker.forget("search")
        elif session is not None:
            self._worker.ask("search", lambda: _search(session, text, document), self._found, self._failed)

    def _found(self, results: ResultsLike) -> None:
        assert self._session is not None
        editions = {hit.place.edition: hit.place for hit in results.hits}
        self.found.emit(results, {id: _title(self._session.library, p.document, p.language) for id, p in editions.items()})

    def _failed(self, error: Exception) -> None:
        self.failed.emit(str(error))


def _search(session: Session, text: str, document: str | None) -> ResultsLike:
    from reader.search import Query  # after the first paint: it brings the stemmer

    return session.search(Query.parse(text, typing=True), document=document)


def _title(library: Library, document: str, language: str) -> str:
    held = library.document(document)
    return held.title(language) if held is not None else document
