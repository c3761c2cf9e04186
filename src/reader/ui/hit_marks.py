"""Where the hits of the open document are, shown beside it: ticks on the scroll bars, counts in the contents and on the small pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from reader.ui import reading
from reader.ui.mark_bar import MarkBar

if TYPE_CHECKING:
    from reader.ui.desk import Desk
    from reader.ui.pages.view import PageView
    from reader.ui.protocols import Session
    from reader.ui.side_panel import ContentsPanel
    from reader.ui.text.view import TextView
    from reader.ui.thumbnails import Thumbnails
    from reader.ui.worker import Worker

Spot = tuple[int, float]  # page from 1, points from its top


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
        self._spots: Sequence[Spot | None] = ()
        for view in (pages, text):
            bar = view.verticalScrollBar()
            assert isinstance(bar, MarkBar)
            bar.mark_chosen.connect(self.chosen)
        desk.hits_changed.connect(self._changed)
        desk.entries_changed.connect(self._count)
        pages.zoomed.connect(self._mark_pages)
        pages.arranged.connect(self._mark_pages)

    def set_session(self, session: Session) -> None:
        """Whom to ask where on the pages a place is."""
        self._session = session

    @Slot()
    def _changed(self) -> None:
        matches, session = self._desk.matches, self._session
        if matches is not self._matches:
            self._matches, self._spots = matches, ()
            if matches and session is not None:
                self._worker.ask("spots", lambda: reading.spots(session, matches), self._have_spots)
            else:
                self._worker.forget("spots")
            self._count()
        self._mark_pages()
        self._mark_text()

    def _have_spots(self, spots: Sequence[Spot | None]) -> None:
        self._spots = spots
        self._thumbnails.set_hits(Counter(spot[0] for spot in spots if spot is not None))
        self._mark_pages()

    @Slot()
    def _mark_pages(self) -> None:
        bar, now = self._pages.verticalScrollBar(), self._desk.now
        if not isinstance(bar, MarkBar):
            return
        if not self._spots:
            bar.set_marks(())
            if not self._matches:
                self._thumbnails.set_hits({})
            return
        shares = [self._pages.fraction_of(spot[0], (0.0, spot[1], 0.0, spot[1])) if spot is not None else 0.0 for spot in self._spots]
        bar.set_marks(shares, shares[now] if now is not None and now < len(shares) else None)

    def _mark_text(self) -> None:
        bar, now = self._text.verticalScrollBar(), self._desk.now
        if isinstance(bar, MarkBar):
            shares = self._text.shares([match.lit for match in self._matches if match.lit is not None])
            bar.set_marks(shares, shares[now] if now is not None and now < len(shares) else None)

    @Slot()
    def _count(self) -> None:
        """Hits by entry of the contents."""
        entries, order = self._desk.entries, self._desk.order
        counts: Counter[int] = Counter()
        for match in self._matches:
            at = (match.page, 0.0) if match.page is not None else None
            number = reading.current(entries, order, match.place if match.place.section is not None else None, at)
            if number is not None:
                counts[number] += 1
        self._contents.set_hit_counts(counts)
