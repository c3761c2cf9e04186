"""Opening the library behind the first paint: shelf, then session, then index, each told of as it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.errors import Cancelled
from reader.ui.worker import Worker

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.protocols import Session

LoadLibrary: TypeAlias = "Callable[[], Library]"
MakeSession: TypeAlias = "Callable[[Library], Session]"


class Opening(QObject):
    """Reads on a worker of its own, since building an index takes its time while pages are already read."""

    library_read = Signal(object)
    session_made = Signal(object)
    building = Signal(int, int)
    index_open = Signal()
    stopped = Signal()  # no index is made now, as was asked
    failed = Signal(str)
    _progressed = Signal(int, int)

    def __init__(self, load: LoadLibrary, make_session: MakeSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load, self._make_session = load, make_session
        self.worker = Worker("reader-index", self)
        self.library: Library | None = None
        self.session: Session | None = None
        self.searchable = False
        self._stop = False
        self._progressed.connect(self.building, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; the rest comes by signals."""
        self.worker.ask("library", self._load, self._have_library, self._problem)

    def _have_library(self, library: Library) -> None:
        self.library = library
        self.library_read.emit(library)
        make = self._make_session
        self.worker.ask("session", lambda: make(library), self._have_session, self._problem)

    def _have_session(self, session: Session) -> None:
        self.session = session
        self.session_made.emit(session)
        self.build()

    @Slot()
    def build(self) -> None:
        """Open the index, building it first where that is needed."""
        session, self._stop = self.session, False
        if session is not None:
            self.worker.ask("open", lambda: session.open(self._progress), self._have_index, self._problem)

    @Slot()
    def stop(self) -> None:
        """Build no index now; what is read stays open."""
        self._stop = True

    def _progress(self, done: int, total: int, *_: object) -> None:
        """On the worker's thread; Cancelled once the window closes."""
        self.worker.stop_if_closed()
        if self._stop:
            raise Cancelled("stopped by the reader")
        self._progressed.emit(done, total)

    def _have_index(self, _: object) -> None:
        self.searchable = True
        self.index_open.emit()

    def _problem(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(str(error))
        elif self._stop:
            self.stopped.emit()

    def close(self) -> None:
        """End the worker, then close what was opened."""
        self.worker.close()
        if self.session is not None:
            self.session.close()
