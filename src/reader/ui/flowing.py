"""Fetches the reflowed text of an edition's pages: those near the reader at once, then all, of a long PDF some hundred round him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.ui import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library import Place
    from reader.reflow import Flow, Spot
    from reader.ui.protocols import Session
    from reader.ui.worker import Worker

_FIRST = 5  # pages that are shown at once
_SLICE = 6  # pages a request: between two, the worker answers others
_WHOLE = 150  # pages of a PDF whose text is shown whole
_BEFORE, _BEHIND = 40, 60  # of a longer one, pages round the reader
_NEAR = 6  # pages from an end of these, others are fetched


class Flowing(QObject):
    """`want` a page, and `ready` tells of a text that holds it, and again when it has grown; `shown` is the one in view."""

    ready = Signal()
    failed = Signal(str)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._session: Session | None = None
        self._edition = ""
        self._pages = 0
        self._stretch = range(0)
        self._at = 0  # the first page that is not read yet
        self._coming: Flow | None = None
        self.flow: Flow | None = None
        self.shown: Flow | None = None

    def open(self, session: Session, edition: str, pages: int) -> None:
        """Another PDF with so many pages."""
        if edition != self._edition:
            self.close()
            self._session, self._edition, self._pages = session, edition, pages

    def close(self) -> None:
        """Forget the text and what is asked for."""
        self._stop()
        self._session, self._edition, self._stretch = None, "", range(0)
        self.flow = self.shown = self._coming = None

    def want(self, page: int) -> bool:
        """Have the text of a page (from 1) made; True when it is there already."""
        if self.flow is not None and page in self.flow.pages:
            return True
        self._stop()
        self._stretch = self._round(page)
        first = range(max(self._stretch.start, page - 1), min(self._stretch.stop, page - 1 + _FIRST))
        self._ask(first, whole=first == self._stretch)
        return False

    def near(self, at: tuple[str, int] | None) -> None:
        """The reader is there: further pages are fetched before he comes to the end of the text."""
        flow = self.flow
        if flow is None or flow.pages != self._stretch or len(flow.pages) == self._pages or (spot := self.spot(at)) is None:
            return
        back = flow.pages.start > 1 and spot.page < flow.pages.start + _NEAR
        if back or (flow.pages.stop <= self._pages and spot.page >= flow.pages.stop - _NEAR):
            self._stretch = self._round(spot.page)
            self._at = self._stretch.start
            self._more()

    # -- the text in view -------------------------------------------------------------------------------------------

    def take(self) -> None:
        """The newest text is the one in view now."""
        self.shown = self.flow

    def exchanged(self) -> None:
        """The text that `carry` led to is."""
        self.shown = self._coming

    def spot(self, at: tuple[str, int] | None) -> Spot | None:
        """Page, offset and height of a place of the text in view; None while there is none."""
        return self.shown.spot(*at) if self.shown is not None and at is not None else None

    def find(self, place: Place, y: float) -> tuple[str, int] | None:
        """Section and offset in the text in view: of what stands below a height (points), else of the place; behind it all, the end."""
        flow, page = self.shown, place.page or 1
        if flow is None or not flow.texts:
            return None
        found = flow.below(page, y) if y else flow.place(page, place.offset)
        return found or reading.end(flow.texts)

    def carry(self) -> Callable[[tuple[str, int]], tuple[str, int] | None]:
        """Leads from places of the text in view to the same places of the newest."""
        old, new = self.shown, self.flow
        self._coming = new

        def carried(at: tuple[str, int]) -> tuple[str, int] | None:
            spot = old.spot(*at) if old is not None else None
            return new.place(spot.page, spot.offset) if new is not None and spot is not None else None

        return carried

    # -- asking -----------------------------------------------------------------------------------------------------

    def _round(self, page: int) -> range:
        if self._pages <= _WHOLE:
            return range(1, self._pages + 1)
        return range(max(1, page - _BEFORE), min(self._pages, page + _BEHIND) + 1)

    def _stop(self) -> None:
        for key in ("flow", "sheets"):
            self._worker.forget(key)

    def _ask(self, pages: range, *, whole: bool) -> None:
        session, edition = self._session, self._edition
        if session is not None:
            self._worker.ask("flow", lambda: session.reflow(edition, pages), lambda flow: self._have(flow, whole=whole), self._problem)

    def _have(self, flow: Flow, *, whole: bool) -> None:
        self.flow = flow
        self.ready.emit()
        if not whole:
            self._at = self._stretch.start
            self._more()

    def _more(self) -> None:
        session, edition, stretch = self._session, self._edition, self._stretch
        pages = range(self._at, min(self._at + _SLICE, stretch.stop))
        if not pages:
            self._ask(stretch, whole=True)
        elif session is not None:
            self._worker.ask("sheets", lambda: len(session.sheets(edition, pages)), lambda _: self._read(pages), self._problem)

    def _read(self, pages: range) -> None:
        self._at = pages.stop
        self._more()

    def _problem(self, error: Exception) -> None:
        self.failed.emit(str(error))
