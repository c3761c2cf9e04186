"""The desk: the one edition that is open, its two views at one place, and the hits lit in it.

Slow questions go to the worker; an answer that comes after another edition was opened, or other words were lit, is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from reader.library import Edition, Place
from reader.pdf_answers import as_facts
from reader.ui import reading
from reader.ui.answers import bring
from reader.ui.finding import Finding
from reader.ui.flowing import Flowing
from reader.ui.pages.layout import Spot
from reader.ui.protocols import FactsLike, Session
from reader.ui.text.lit import Lit

if TYPE_CHECKING:
    from reader.pdf_start import Early
    from reader.ui.pages.view import PageView
    from reader.ui.text.view import TextView
    from reader.ui.worker import Worker
    from reader.words import Term


class Desk(QObject):
    """Owns what is open; the window asks and tells, the views show."""

    opened = Signal()  # another edition
    form_changed = Signal()  # page or text
    entries_changed = Signal()  # the contents are known
    moved = Signal()  # another place is read
    zoomed = Signal()
    hits_changed = Signal()  # lit words, or the current one
    failed = Signal(str)
    _early = Signal(object, str, object)  # facts asked for before the library was read

    def __init__(self, page_view: PageView, text_view: TextView, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages, self._text, self._worker = page_view, text_view, worker
        self._session: Session | None = None
        self._searchable = False
        self.edition: Edition | None = None
        self.form = "page"
        self.wanted_form = "page"
        self.entries: tuple[reading.Entry, ...] = ()
        self.terms: tuple[Term, ...] = ()
        self.matches: list[reading.Match] = []
        self.now: int | None = None
        self._texts: Sequence[Any] = ()
        self._set_in_view = ""
        self._flowing, self._finding = Flowing(worker, self), Finding(worker, self)
        self._order: dict[str, int] = {}
        self._goal: tuple[Place, float, bool] | None = None  # asked for and not reached yet; see `_go_there`
        self._aim: Place | None = None  # asked for last
        self._is_hit = False
        self._hits: tuple[Place, ...] = ()
        self._early.connect(self._early_facts, Qt.ConnectionType.QueuedConnection)
        for view in (page_view, text_view):
            view.moved.connect(self.moved)
            view.zoomed.connect(self.zoomed)
        page_view.pages_seen.connect(self._light_pages)
        text_view.moved.connect(self._text_moved)
        text_view.exchanged.connect(self._exchanged)
        self._flowing.ready.connect(self._have_flow)
        self._flowing.failed.connect(self.failed)
        self._finding.found.connect(self._found)
        self._finding.grown.connect(self._grown)
        self._finding.lit.connect(page_view.set_lit)
        self._finding.failed.connect(self.failed)

    # -- opening ----------------------------------------------------------------------------------------------------

    def open_early(self, path: Path, place: Place, facts: Future[Any], early: Early | None) -> None:
        """Show a page and its outline before the library is read, with facts and perhaps a picture that were asked for before."""
        self._pages.open(path, place.page or 1, early)
        bring(facts, self._early, path, place.edition)

    @Slot(object, str, object)
    def _early_facts(self, path: Path, edition: str, done: Future[Any]) -> None:
        if path == self._pages.pictures.path and self._pages.facts is None and done.exception() is None:
            facts = as_facts(done.result())
            self._pages.set_facts(facts)
            self._outline(edition, facts)
            self.moved.emit()

    def _outline(self, edition: str, facts: FactsLike) -> None:
        """The PDF's own contents, as long as the texts are not there."""
        if not self._searchable and not self.entries:
            self.entries = reading.outlined(edition, facts)
            self.entries_changed.emit()

    def set_session(self, session: Session) -> None:
        """The library is there."""
        self._session = session

    def set_searchable(self) -> None:
        """The index is open: texts can be read and words lit."""
        self._searchable = True
        if self.edition is not None:
            self._read(self.edition)

    def _open(self, edition: Edition) -> None:
        if self.edition is not None and edition.id == self.edition.id:
            return
        for key in ("facts", "texts", "entries", "goal", "now", "step"):
            self._worker.forget(key)
        self._flowing.close()
        shown_early = self.edition is None and edition.pdf is not None and edition.pdf == self._pages.pictures.path
        self.edition, self._goal = edition, None
        self.entries, self._texts, self._order = self.entries if shown_early else (), (), {}
        self._set_in_view = ""
        self._forget_hits()
        self._pages.open(edition.pdf)
        self.opened.emit()
        self._read(edition)

    def _read(self, edition: Edition) -> None:
        """Facts first, since pages can be shown with them alone."""
        session = self._session
        if session is None:
            return
        if edition.pdf is not None and self._pages.facts is None:
            self._worker.ask("facts", lambda: session.facts(edition.id), self._facts, self._problem)
        if self._searchable and not self._texts:
            facts = self._pages.facts
            self._worker.ask(
                "texts", lambda: reading.contents(session, edition.id, facts or session.facts(edition.id)), self._contents, self._problem
            )

    def _facts(self, facts: FactsLike | None) -> None:
        if facts is not None:
            self._pages.set_facts(facts)
            self.moved.emit()
            if self.flows:  # what waited for the number of pages
                if self._goal is not None and self.form == "text":
                    self._go_there(*self._goal)
                self._find()
            if self.edition is not None:
                self._outline(self.edition.id, facts)

    def _contents(self, contents: reading.Contents) -> None:
        self._texts, self.entries = contents.texts, contents.entries
        self._text.set_glossary(contents.glossary)
        self._order = {text.slug: i for i, text in enumerate(contents.texts)}
        self.entries_changed.emit()
        if self.form == "text":
            self._fill_text()
        if self._goal is not None:
            self._go_there(*self._goal)
        self._find()
        session = self._session
        if session is not None and contents.texts and self.edition is not None and self.edition.pdf is not None:
            self._worker.ask("entries", lambda: reading.with_pages(session, contents.entries), self._paged)

    def _paged(self, entries: tuple[reading.Entry, ...]) -> None:
        self.entries = entries
        self.moved.emit()

    def _problem(self, error: Exception) -> None:
        self.failed.emit(str(error))

    # -- going ------------------------------------------------------------------------------------------------------

    def go(
        self,
        edition: Edition,
        place: Place,
        terms: Sequence[Term] = (),
        hits: Sequence[Place] = (),
        *,
        form: str = "",
        y: float = 0.0,
        hit: bool = False,
    ) -> None:
        """Open the edition where it is not, show the place in the form asked for (else the last used), light the terms.

        `y` means what `reading_place` said of that form; without a form it is a height on the page.
        """
        was = self.form if self.edition is not None and self.edition.id == edition.id else "page"
        self._open(edition)
        # A text that was guessed is shown to those who ask for it: for this edition, not for another.
        wanted = form or (was if self.flows else self.wanted_form)
        if wanted == "page" and edition.pdf is None:
            wanted = "text"
        self._set_form(wanted)
        if tuple(terms) != self.terms or tuple(hits) != self._hits:
            self._forget_hits()
            self.terms, self._hits = tuple(terms), tuple(hits)
        self._aim, self._is_hit = place, hit
        self._go_there(place, y, form == "text")
        self._find()

    def _go_there(self, place: Place, y: float = 0.0, top: bool = False) -> None:
        """`y`: points from the top of the page; with `top`, pixels from the top of the text view."""
        session, self._goal = self._session, (place, y, top)
        if self.form == "page":
            if place.section is None and (y or not place.offset or self._is_hit):
                self._goal = None
                self._pages.go(Spot(place.page or 1, y))
            elif session is not None and (self._searchable or place.section is None):
                self._worker.ask("goal", lambda: session.place_to_page(place), self._at_page)
            return
        if self.flows:
            self._go_in_flow(place, y, top)
            return
        if not self._texts:
            return  # `_contents` comes back to the goal
        self._fill_text()
        if place.page is not None and session is not None:
            self._worker.ask("goal", lambda: session.page_to_place(place.edition, place.page or 1, y), self._at_place)
            return
        self._at_place(place, round(y))

    def _go_in_flow(self, place: Place, y: float, top: bool) -> None:
        """To a place in the text made of a PDF, once there is one that holds it; `_have_flow` comes back to the goal."""
        facts, session = self._pages.facts, self._session
        if facts is None or session is None:
            return
        self._flowing.open(session, place.edition, len(facts.sizes))
        if self._flowing.want(min(max(place.page or 1, 1), len(facts.sizes))):
            self._goal = None
            self._fill_text()
            at = self._flowing.find(place, 0.0 if top else y)
            if at is not None:
                self._text.go(*at, round(y) if y and top else self._margin(self._text))
            self._show_now()

    @Slot()
    def _have_flow(self) -> None:
        """The text of some pages is there, or more of it round the one that is read, which stays where it is."""
        if self.form != "text" or self._flowing.flow is None:
            return
        if self._goal is not None:
            self._go_there(*self._goal)
        else:
            self._text.exchange(self._flowing.flow.texts, self._flowing.carry())

    @Slot()
    def _exchanged(self) -> None:
        self._flowing.exchanged()
        self._light_text()

    @Slot()
    def _text_moved(self) -> None:
        """Further pages are fetched before the reader comes to the end of the text."""
        if self._goal is None and self.form == "text" and self.flows:
            self._flowing.near(self._text.place())

    def _at_page(self, at: tuple[int, float] | None) -> None:
        self._goal = None
        if at is not None:
            self._pages.go(Spot(*at), self._margin(self._pages) if at[1] else 0)
            self._show_now()

    def _at_place(self, place: Place | None, margin: int = 0) -> None:
        self._goal = None
        if place is None and self._texts and self.edition is not None:
            slug, offset = reading.end(self._texts)  # behind a page without any text below it stands the end
            place = replace(self.edition.place(), section=slug, offset=offset)
        if place is not None and self._texts:
            slug = place.section if place.section in self._order else self._texts[0].slug
            self._text.go(slug, place.offset, margin or self._margin(self._text))
            self._show_now()

    def _margin(self, view: QWidget) -> int:
        """A hit stands a third down, with what leads to it above; a heading or a line read on stands at the top."""
        return view.height() // 3 if self._is_hit else 24

    def _fill_text(self) -> None:
        """Set the text into its view; only once, and only when it is looked at."""
        flow, session = self._flowing.flow, self._session
        texts = flow.texts if flow is not None else self._texts
        new = flow is not self._flowing.shown if self.flows else self.edition is not None and self._set_in_view != self.edition.id
        if self.edition is not None and session is not None and texts and new:
            self._flowing.take()
            self._set_in_view = self.edition.id
            self._text.set_text(texts, session.library.sources, self.edition.language, guessed=self.flows)
            self._light_text()

    # -- page or text -----------------------------------------------------------------------------------------------

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms the open edition has: "page", "text"."""
        return () if self.edition is None else ("page", "text") if self.edition.pdf is not None else ("text",)

    @property
    def flows(self) -> bool:
        """True when the open edition's text is made of its PDF's pages, its layout guessed."""
        return self.edition is not None and self.edition.pdf is not None and not self.edition.sections

    @Slot()
    def toggle_form(self) -> None:
        """The other view at the same sentence: at the current hit when it is in sight, else at the first line."""
        if self.edition is None or len(self.forms) < 2:
            return
        self._is_hit = self._sees_now()
        place, y = self.reading_place(exact=True)
        self.wanted_form = "text" if self.form == "page" else "page"
        self._set_form(self.wanted_form)
        self._go_there(place, y if self.form == "text" else 0.0)  # a height in the text says nothing of the page

    def _set_form(self, form: str) -> None:
        if form != self.form:
            self.form = form
            self.form_changed.emit()

    def reading_place(self, *, exact: bool = False) -> tuple[Place, float]:
        """Where the reader is: a place, and for a page the height on it. `exact`: the current hit, while it is in sight."""
        assert self.edition is not None
        base = self.edition.place()
        if exact and self.now is not None and self._sees_now():
            return self.matches[self.now].place, 0.0
        if self.form == "text":
            if self._goal is not None and self.flows:
                return self._goal[0], self._goal[1] if self._goal[2] else 0.0
            at = self._text.place()
            if (on_page := self._flowing.spot(at)) is not None:
                return replace(base, page=on_page.page, offset=on_page.offset), float(self._text.top())
            return (replace(base, section=at[0], offset=at[1]) if at else self._goal[0] if self._goal else base), float(self._text.top())
        if self._goal is not None:
            return self._goal[0], 0.0
        spot = self._pages.spot()
        return replace(base, page=spot.page), max(0.0, spot.y)

    def page_read(self) -> tuple[str, int, int] | None:
        """Label, number and count of pages, while pages are read, or the text made of them."""
        facts, page = self._pages.facts, self._pages.page()
        if self.form == "text" and facts is not None and (spot := self._flowing.spot(self._text.place())) is not None:
            page = spot.page
        elif self.form != "page" or facts is None:
            return None
        return facts.labels[page - 1] if page <= len(facts.labels) else "", page, self._pages.pages()

    def entry(self) -> int | None:
        """The line of the contents one is in."""
        if self.edition is None:
            return None
        if self.form == "text":
            at = self._text.heading_place()
            on_page = self._flowing.spot(at)
            place = replace(self.edition.place(), section=at[0], offset=at[1] + 1) if at and on_page is None else None
            return reading.current(self.entries, self._order, place, (on_page.page, on_page.y + 1) if on_page else None)
        spot = self._pages.spot()
        # A heading in the upper part of the window is where one reads, though its page's top is still above.
        return reading.current(self.entries, self._order, None, (spot.page, spot.y + 60))

    # -- hits -------------------------------------------------------------------------------------------------------

    def turn_to(self, page: int) -> None:
        """The top of a page, or where its text begins."""
        if self.form == "text" and self.edition is not None:
            self._is_hit = False
            self._go_there(replace(self.edition.place(), page=page))
        else:
            self._pages.go(Spot(page))

    @Slot()
    def clear_hits(self) -> None:
        """Nothing lit any more."""
        self.terms, self._hits = (), ()
        self._forget_hits()
        self.hits_changed.emit()

    def _forget_hits(self) -> None:
        self.matches, self.now = [], None
        self._finding.forget()
        self._pages.clear_lit()
        self._text.set_lit(())

    def _find(self) -> None:
        session, edition, terms, hits = self._session, self.edition, self.terms, self._hits
        if session is None or edition is None or not terms or not self._searchable:
            self.hits_changed.emit()
            return
        texts = self._texts
        if edition.sections and not texts:
            return  # `_contents` comes back
        if self.matches:
            self._found(self.matches)
        elif texts:
            self._finding.in_texts(edition, texts, terms)
        elif self._pages.facts is not None:
            self._finding.on_pages(session, edition, hits, len(self._pages.facts.sizes), terms)
        self._light_pages(self._pages.visible_pages())

    @Slot(list)
    def _grown(self, matches: list[reading.Match]) -> None:
        """All matches; the current one stays the same."""
        now = self.matches[self.now] if self.now is not None else None
        self.matches = matches
        self.now = matches.index(now) if now in matches else None
        self._light_text()
        self.hits_changed.emit()

    @Slot(list)
    def _found(self, matches: list[reading.Match]) -> None:
        self.matches = matches
        # Back, forward and contents name no match: the words are lit, and the reader stays where he went; so does a page of a text.
        stays = self._aim is None or not self._is_hit or (self._aim.section is None and bool(self._texts))
        self._make_now(None if stays or self._aim is None else reading.nearest(matches, self._aim, self._order))

    def next_match(self, by: int) -> bool:
        """To the next or last lit word of this edition, from what is in sight while none is the current one; False at its end."""
        if self.matches and self.now is None:
            self._step_from_sight(by)
            return True
        number = (self.now or 0) + by
        if not self.matches or not 0 <= number < len(self.matches):
            return False
        self._make_now(number)
        return True

    @Slot(int)
    def go_to_match(self, number: int) -> None:
        """To the lit word of that number, from 0."""
        if 0 <= number < len(self.matches):
            self._make_now(number)

    @property
    def order(self) -> dict[str, int]:
        """The sections of the open edition by their number."""
        return self._order

    def _step_from_sight(self, by: int) -> None:
        place, y = self.reading_place()
        session = self._session
        if place.section is None and not place.offset and session is not None and self._searchable:
            call = lambda: session.page_to_place(place.edition, place.page or 1, y)  # noqa: E731 - one call, named for its type
            self._worker.ask("step", call, lambda found: self._step_from(found or place, by), self._problem)
        else:
            self._step_from(place, by)

    def _step_from(self, place: Place, by: int) -> None:
        if self.matches:
            above = reading.above(self.matches, place, self._order)
            # Past the last one it begins again: nobody has seen the others yet.
            self._make_now((above if by > 0 else above - 1) % len(self.matches))

    def _make_now(self, number: int | None) -> None:
        self.now = number
        for key in ("step", "now"):
            self._worker.forget(key)
        if number is None:
            self._pages.set_now(0, ())
        session, terms, matches = self._session, self.terms, self.matches
        if number is not None and session is not None and self.edition is not None and self.edition.pdf is not None:
            self._worker.ask("now", lambda: reading.pieces_of(session, matches, number, terms), self._now_on_page)
        self._light_text()
        if self.form == "text":
            self._text.show_now()
        self.hits_changed.emit()

    def _now_on_page(self, found: tuple[int, list[Any]]) -> None:
        page, pieces = found
        self._pages.set_now(page, [p.rect for p in pieces], follow=self.form == "page")

    def _show_now(self) -> None:
        """The current hit, where it was what one went to; who went elsewhere stays there."""
        if self.now is not None and self._is_hit:
            self._make_now(self.now)

    def _sees_now(self) -> bool:
        if self.now is None or self.form == "page":
            return self.now is not None and self._pages.sees_now()
        return self._text.sees(*self._lit_of(self.matches[self.now]).begins)

    def _light_text(self) -> None:
        if self._set_in_view:
            self._text.set_lit([self._lit_of(m) for m in self.matches], self.now)

    def _lit_of(self, match: reading.Match) -> Lit:
        return reading.lit_in(self._flowing.shown, match) if self._flowing.shown is not None else match.lit

    @Slot(object)
    def _light_pages(self, pages: range) -> None:
        """Rectangles for pages that came into sight."""
        session, edition, terms = self._session, self.edition, self.terms
        if session is None or edition is None or not terms or not self._searchable:
            return
        for page in pages:
            if page not in self._pages.lit_pages():
                self._finding.boxes(session, edition, page, terms)
