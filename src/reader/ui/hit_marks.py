"""Where the hits of the open document are, shown beside it: ticks on the scroll bars, counts in the contents and on the small pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QAbstractScrollArea

from reader.ui import reading
from reader.ui.hit_spread import Spread, spread
from reader.ui.mark_bar import MarkBar

if TYPE_CHECKING:
    from reader.ui.desk import Desk
    from reader.ui.pages.view import PageView
    from reader.ui.protocols import Session
    from reader.ui.side_panel import ContentsPanel
    from reader.ui.text.view import TextView
    from reader.ui.thumbnails import Thumbnails
    from reader.ui.worker import Worker


class HitMarks(QObject):
    """Follows the desk; `chosen` is the number of the match whose tick was clicked."""

    chosen = Signal(int)

    def __init__(
        self, desk: Desk, worker: Worker, pages: PageView, text: TextView, thumbnails: Thumbnails, contents: ContentsPanel
    ) -> None:
        super().__init__(desk)
        self._desk, self._worker = desk, worker
        self._pages, self._text, self._thumbnails, self._contents = pages, text, thumbnails, contents
        self._session: Session | None = None
        self._matches: Sequence[reading.Match] = ()
        self._entries: Sequence[reading.Entry] = ()
        self._spread = Spread({}, {}, ())
        for view in (pages, text):
            bar = view.verticalScrollBar()
            assert isinstance(bar, MarkBar)
            bar.mark_chosen.connect(self.chosen)
        desk.hits_changed.connect(self._changed)
        desk.entries_changed.connect(self._changed)
        pages.zoomed.connect(self._mark_pages)
        pages.arranged.connect(self._mark_pages)

    def set_session(self, session: Session) -> None:
        """Whom to ask where on the pages a place is."""
        self._session = session

    @Slot()
    def _changed(self) -> None:
        desk, session = self._desk, self._session
        matches, entries, order, terms = desk.matches, desk.entries, desk.order, desk.terms
        if matches is not self._matches or entries is not self._entries:
            self._matches, self._entries = matches, entries
            self._worker.forget("spread")
            if matches and session is not None:
                self._worker.ask("spread", lambda: spread(session, matches, entries, order, terms), self._have)
            else:
                self._have(Spread({}, {}, ()))
        self._mark_pages()
        self._mark_text()

    def _have(self, found: Spread) -> None:
        self._spread = found
        self._thumbnails.set_hits(found.pages)
        self._contents.set_hit_counts(found.entries)
        self._mark_pages()

    @Slot()
    def _mark_pages(self) -> None:
        spots = self._spread.spots if len(self._spread.spots) == len(self._matches) else ()
        self._mark(self._pages, [self._pages.fraction_of(s[0], (0.0, s[1], 0.0, s[1])) if s is not None else 0.0 for s in spots])

    def _mark_text(self) -> None:
        self._mark(self._text, self._text.shares([match.lit for match in self._matches]))

    def _mark(self, view: QAbstractScrollArea, shares: Sequence[float]) -> None:
        bar, now = view.verticalScrollBar(), self._desk.now
        if isinstance(bar, MarkBar):
            bar.set_marks(shares, shares[now] if now is not None and now < len(shares) else None)
