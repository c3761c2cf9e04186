"""The window: owns going to a place, back and forward, and what is shown; `furnishing` makes and connects its panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.ui.imports import Imports
from reader.ui.shell import WIDE, Shell

# All else is imported by `furnish`, after the first paint: it costs as much as what is shown till then.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QStackedWidget, QTabWidget

    from reader.library import Edition, Library, Place
    from reader.pdf_start import Early
    from reader.ui.actions import Actions
    from reader.ui.bookmarks import Bookmarks
    from reader.ui.copying import Copying
    from reader.ui.desk import Desk
    from reader.ui.document_bar import DocumentBar
    from reader.ui.following import Following
    from reader.ui.frame import Frame
    from reader.ui.history import Stand
    from reader.ui.hit_marks import HitMarks
    from reader.ui.home import Home
    from reader.ui.keeping import Keeping
    from reader.ui.language import Translators
    from reader.ui.marking import Marking
    from reader.ui.opening import LoadLibrary, MakeSession, Opening
    from reader.ui.outlook import Outlook
    from reader.ui.pages.tools import Tools
    from reader.ui.pages.view import PageView
    from reader.ui.printing_paper import PrintingPaper
    from reader.ui.protocols import HitLike, PdfLike, Session
    from reader.ui.reading import Entry
    from reader.ui.remembering import Remembering
    from reader.ui.search_panel import SearchPanel
    from reader.ui.seeking import Seeking
    from reader.ui.side_panel import ContentsPanel
    from reader.ui.size import Size
    from reader.ui.text.view import TextView
    from reader.ui.thumbnails import Thumbnails
    from reader.ui.travel import Travel
    from reader.ui.welcome import Position
    from reader.ui.worker import Worker
    from reader.words import Term


class Window(Shell):
    """Shows its shell at once; menus, panels, library and index follow after the first paint."""

    complete = Signal()  # every panel is there
    ready = Signal()  # the index is open

    # Made by `furnishing`.
    actions_: Actions
    bookmarks: Bookmarks
    contents: ContentsPanel
    copying: Copying
    desk: Desk
    document_bar: DocumentBar
    following: Following
    frame: Frame
    hit_marks: HitMarks
    home: Home
    keeping: Keeping
    marking: Marking
    opening: Opening
    outlook: Outlook
    page_view: PageView
    paper: PrintingPaper
    remembering: Remembering
    search_panel: SearchPanel
    seeking: Seeking
    side: QTabWidget
    size_: Size
    stack: QStackedWidget
    text_view: TextView
    thumbnails: Thumbnails
    tools: Tools
    travel: Travel
    worker: Worker

    def __init__(
        self,
        make_pdf: Callable[[], PdfLike],
        translators: Translators,
        load: LoadLibrary,
        make_session: Callable[[PdfLike], MakeSession],
        content: Path,
        place: str = "",
        *,
        state: Path | None = None,
        appearance: str = "system",
        early: Early | None = None,
    ) -> None:
        super().__init__(early)
        self._state = state
        self._make_pdf, self._translators, self._load, self._make_session = make_pdf, translators, load, make_session
        self._content, self._asked, self.appearance = content, place, appearance
        self._place: Place | None = None
        self.furnished = False
        self.setWindowTitle("Partner Reader")
        self.seen.connect(Imports(self.furnish, self).go_on)

    def restore(self, shape: str) -> None:
        """The size and place the window had; `shape` as `saveGeometry` gives it, in base 64."""
        if shape:
            from PySide6.QtCore import QByteArray

            self.restoreGeometry(QByteArray.fromBase64(shape.encode("ascii", "ignore")))

    @Slot()
    def furnish(self) -> None:
        """Everything but the bar; called once, after the first paint."""
        if not self.furnished:
            from reader.ui.furnishing import furnish

            pdf = self._make_pdf()
            furnish(self, pdf, self._load, self._make_session(pdf), self._translators, self._state)
            self.furnished = True
            self.retranslate()
            self._show_early(pdf)
            self.opening.start()
            self.complete.emit()

    # -- starting ---------------------------------------------------------------------------------------------------

    def _show_early(self, pdf: PdfLike) -> None:
        """The page that was asked for, before the library is read, by the library's rule for names."""
        if not self._asked:
            return
        from reader.errors import Refused
        from reader.library import Place
        from reader.ui import places

        try:
            place = Place.parse(self._asked)
        except Refused as error:
            self.frame.say(str(error))
            return
        self._place = place
        path = places.pdf_path(self._content, place)
        if path.is_file():
            facts = pdf.submit("facts/", "facts", path=str(path))
            self._show_views()
            self.stack.setCurrentWidget(self.page_view)
            # The view must know its width before the picture of that width is asked for.
            self.column.activate()
            self.desk.open_early(path, place, facts, self.early)

    @property
    def library(self) -> Library | None:
        """The shelf, once read."""
        return self.opening.library if self.furnished else None

    @property
    def session(self) -> Session | None:
        """The opened library, once there."""
        return self.opening.session if self.furnished else None

    @property
    def searchable(self) -> bool:
        """True once the index is open."""
        return self.furnished and self.opening.searchable

    @Slot(object)
    def have_library(self, library: Library) -> None:
        """The shelf is read."""
        self.marking.set_library(library)
        self.remembering.show_recent()
        self.home.set_library(library, self.outlook.language)
        self.retranslate_title()

    @Slot(object)
    def have_session(self, session: Session) -> None:
        """Pages can be read."""
        self.hit_marks.set_session(session)
        self.desk.set_session(session)
        self.search_panel.set_building(0, 0)
        if self._place is not None:
            place, self._place = self._place, None
            self.go_to(place, record=False)

    @Slot()
    def have_index(self) -> None:
        """Texts can be read and searched."""
        self.desk.set_searchable()
        if self.session is not None:
            self.seeking.set_session(self.session)
        self._read_landing()
        self.ready.emit()

    @Slot(str)
    def not_opened(self, sentence: str) -> None:
        """There is no library, or no index, and why."""
        self.search_panel.set_problem(sentence)
        self.frame.say(sentence)

    def _read_landing(self) -> None:
        session, edition = self.session, self.home.landing_edition(self.outlook.language)
        if session is not None and self.searchable and edition is not None:
            self.worker.ask("landing", lambda: session.section_texts(edition), self.home.set_landing)

    @property
    def settled(self) -> bool:
        """True when nothing is being read, searched or drawn: for tests and the self-test."""
        if not self.furnished:
            return False
        busy = self.opening.worker.busy or self.worker.busy
        drawing = self.page_view.pictures.waiting or self.thumbnails.waiting
        return not (busy or drawing or self.home.filling or self.search_panel.waiting)

    # -- going ------------------------------------------------------------------------------------------------------

    def go_to(
        self, place: Place, terms: Sequence[Term] = (), *, form: str = "", y: float = 0.0, hit: bool = False, record: bool = True
    ) -> None:
        """Open what a place names and go there; `terms` are lit."""
        edition = self.library.edition(place.edition) if self.library is not None else None
        if edition is None or not edition.forms:
            self.frame.say(self.tr("The library does not hold this: {place}").format(place=str(place)))
            return
        if record:
            self.travel.leave()
        self.frame.hush()
        self._show_views()
        hits = [h.place for h in self.search_panel.hits()] if terms else []
        self.desk.go(edition, place, terms, hits, form=form, y=y, hit=hit)
        self.show_form()

    @property
    def at_home(self) -> bool:
        """True while the home page is shown."""
        return bool(self.stack.currentWidget() is self.home)

    def return_to(self, stand: Stand) -> None:
        """Where the reader was before."""
        if stand.place is None:
            self._show_home()
        else:
            self.go_to(stand.place, stand.terms, form=stand.form, y=stand.y, record=False)
            self.into_reading()

    @Slot()
    def go_home(self) -> None:
        """The home page; what was read is a step back."""
        if not self.at_home:
            self.travel.leave()
            self._show_home()

    @Slot(object)
    def open_edition(self, edition: Edition) -> None:
        """An edition where it was last read, else from its beginning."""
        last = self.remembering.last(edition.id)
        if last is not None:
            self.go_to(last[0], form=last[1], y=last[2])
        else:
            self.go_to(edition.place())
        self.into_reading()

    @Slot(object)
    def read_on(self, position: Position) -> None:
        """Where reading stopped."""
        self.go_to(position.place, form=position.form, y=position.y)
        self.into_reading()

    @Slot(object, str, float)
    def go_to_mark(self, place: Place, form: str, y: float) -> None:
        """A bookmark."""
        self.go_to(place, form=form, y=y)
        self.into_reading()

    @Slot(int)
    def go_to_page(self, page: int) -> None:
        """The top of a page of what is open."""
        self.travel.leave()
        self.desk.turn_to(page)
        self.into_reading()

    @Slot(int, float)
    def follow_to_page(self, page: int, y: float) -> None:
        """A link within the pages; Back returns exactly."""
        if self.desk.edition is not None:
            from dataclasses import replace

            self.go_to(replace(self.desk.edition.place(), page=page), self.desk.terms, form="page", y=y)

    @Slot(object)
    def go_to_entry(self, entry: Entry) -> None:
        """A line of the contents."""
        self.go_to(entry.place, self.desk.terms, y=entry.y if entry.place.section is None else 0.0)
        self.into_reading()

    @Slot(object)
    def go_to_hit(self, hit: HitLike) -> None:
        """A hit, on the way from one to the next."""
        self.go_to(hit.place, hit.terms, hit=True)

    @Slot(object)
    def read_hit(self, hit: HitLike) -> None:
        """A hit that was chosen."""
        self.go_to_hit(hit)
        self.into_reading()

    @Slot(str)
    def go_to_label(self, text: str) -> None:
        """A printed label or a number; "xii (14 of 96)" as it stands is read as its label."""
        from reader.ui import places

        facts = self.page_view.facts
        if facts is None or self.desk.edition is None or not text:
            return
        page = places.page_named(facts.labels, len(facts.sizes), text)
        if page is None:
            self.frame.say(self.tr("There is no page “{label}” here.").format(label=text))
            return
        self.travel.leave()
        self.desk.turn_to(page)

    @Slot(str)
    def follow(self, address: str) -> None:
        """A link of a text: into another document of the library, or an address that is shown and never opened."""
        here = self.desk.edition if not self.at_home else None
        from reader.ui import places

        target = places.linked(self.library, here, self.outlook.language, address)
        if target is not None:
            self.go_to(target)
        else:
            self.show_address(address)

    @Slot(str)
    def show_address(self, address: str) -> None:
        """Where a link out of the library leads: shown to be copied, never opened."""
        from reader.ui.dialogs import AddressBox

        AddressBox(address, self).open()

    # -- showing ----------------------------------------------------------------------------------------------------

    def _show_views(self) -> None:
        """From home to reading."""
        if self.at_home:
            self.document_bar.show()
            self.actions_.all["panel"].setChecked(self.width() >= WIDE or self.side.isVisible())
            self.search_panel.set_document_open(is_open=True)

    def _show_home(self) -> None:
        self.stack.setCurrentWidget(self.home)
        self.document_bar.hide()
        self.frame.hush()
        self.search_panel.set_document_open(is_open=False)
        if not self.field.text().strip():
            self.actions_.all["panel"].setChecked(False)
        self.field.setFocus()
        self.remembering.show_recent()
        self.enable()
        self.retranslate_title()

    @Slot()
    def show_opened(self) -> None:
        """Another edition is open."""
        edition = self.desk.edition
        document = self.library.document(edition.document) if self.library is not None and edition is not None else None
        if document is None or edition is None:
            return
        self.tools.open(edition.pdf)
        self.following.show_document(document, own=self.library is not None and document.id == self.library.help)
        self.contents.set_entries(self.desk.entries)
        if not self.field.text().strip():
            self.side.setCurrentWidget(self.contents)
        self.retranslate_title()

    @Slot()
    def show_form(self) -> None:
        """Page or text."""
        view = self.page_view if self.desk.form == "page" else self.text_view
        had_focus = self.stack.currentWidget().hasFocus()
        self.stack.setCurrentWidget(view)
        if had_focus:
            view.setFocus()
        self.actions_.show_form(self.desk.form, QGuiApplication.palette(), self.devicePixelRatioF())
        self.following.show_form()
        self.enable()
        self.retranslate_title()

    @Slot()
    def enable(self) -> None:
        """The commands that mean something now."""
        reading = not self.at_home
        act = self.actions_.all
        act["form"].setEnabled(reading and len(self.desk.forms) > 1)
        act["page"].setEnabled(reading and "page" in self.desk.forms)
        act["clear"].setEnabled(reading and bool(self.desk.terms))
        for name in ("larger", "smaller", "reset", "find"):
            act[name].setEnabled(reading)
        for name in ("whole", "actual", "continuous", "single", "facing"):
            act[name].setEnabled(reading and self.desk.form == "page")
        self.marking.set_reading(reading)
        self.copying.reading = reading
        self.copying.enable()

    @Slot(int)
    def show_count(self, total: int) -> None:
        """How many results there are."""
        self.frame.count(total)
        if total < 0 and self.desk.edition is not None and not self.at_home:
            self.side.setCurrentWidget(self.contents)
        elif total < 0 and self.at_home:
            self.actions_.all["panel"].setChecked(False)

    @Slot()
    def show_results(self) -> None:
        """The results beside what is read."""
        self._show_side_tab(self.search_panel)

    @Slot()
    def show_marks(self) -> None:
        """The bookmarks beside what is read."""
        self._show_side_tab(self.bookmarks)

    def _show_side_tab(self, panel: QWidget) -> None:
        self.side.setCurrentWidget(panel)
        self.actions_.all["panel"].setChecked(True)

    # -- small slots ------------------------------------------------------------------------------------------------

    @Slot()
    def into_reading(self) -> None:
        """The keys go to what is read."""
        self.stack.currentWidget().setFocus()

    @Slot()
    def to_page_field(self) -> None:
        """The keys go to the page number."""
        from PySide6.QtCore import Qt

        self.document_bar.page.show()  # a text has its pages too, though it shows none
        self.document_bar.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the full screen, and puts a notice away."""
        from PySide6.QtCore import Qt

        if self.furnished and event.key() == Qt.Key.Key_Escape:
            self.frame.hush()
            self.actions_.all["full"].setChecked(False)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language, and what other windows have written."""
        if event.type() == QEvent.Type.ActivationChange and self.furnished and self.isActiveWindow():
            self.keeping.refresh()
        if event.type() == QEvent.Type.LanguageChange and self.furnished:
            self.keeping.bookmark_history.retranslate()
            self.retranslate()
            if self.library is not None:
                self.home.set_library(self.library, self.outlook.language)
                self._read_landing()
                self.show_opened()
                self.following.show_entries()
                self.following.show_hits()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The words of the window itself."""
        self.actions_.retranslate()
        self.actions_.check(self.actions_.languages, self.outlook.language)
        self.enable()
        self.retranslate_title()

    def retranslate_title(self) -> None:
        """The document while one is read, else the library."""
        from reader.ui import places

        edition = self.desk.edition if not self.at_home else None
        self.setWindowTitle(places.window_title(self.library, edition, self.outlook.language))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends the workers before the window goes."""
        if self.furnished:
            self.remembering.close()
            self.home.set_pdf(None)
            self.page_view.pictures.open(None)
            self.keeping.close()
            self.worker.close()
            self.opening.close()
        super().closeEvent(event)
