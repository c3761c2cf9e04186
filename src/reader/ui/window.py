"""The window: puts the panels together and owns going to a place, back and forward; the only file that knows all panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.ui import theme
from reader.ui.shell import WIDE, Shell

# All else is imported by `furnish`, after the first paint: it costs as much as what is shown till then.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.library import Edition, Library, Place
    from reader.pdf_start import Early
    from reader.ui.actions import Actions
    from reader.ui.desk import Desk
    from reader.ui.document_bar import DocumentBar
    from reader.ui.finding import Finding
    from reader.ui.following import Following
    from reader.ui.frame import Frame
    from reader.ui.history import Stand
    from reader.ui.home import Home
    from reader.ui.language import Translators
    from reader.ui.opening import LoadLibrary, MakeSession, Opening
    from reader.ui.outlook import Outlook
    from reader.ui.pages.view import PageView
    from reader.ui.protocols import HitLike, PdfLike, Session
    from reader.ui.reading import Entry
    from reader.ui.search_panel import SearchPanel
    from reader.ui.side_panel import ContentsPanel
    from reader.ui.text.view import TextView
    from reader.ui.travel import Travel
    from reader.ui.worker import Worker
    from reader.words import Term


class Window(Shell):
    """Shows its shell at once; menus, panels, library and index follow after the first paint."""

    ready = Signal()  # the index is open

    actions_: Actions
    travel: Travel
    worker: Worker
    opening: Opening
    outlook: Outlook
    home: Home
    page_view: PageView
    text_view: TextView
    desk: Desk
    search_panel: SearchPanel
    contents: ContentsPanel
    finding: Finding
    document_bar: DocumentBar
    following: Following
    frame: Frame

    def __init__(
        self,
        make_pdf: Callable[[], PdfLike],
        translators: Translators,
        load: LoadLibrary,
        make_session: Callable[[PdfLike], MakeSession],
        content: Path,
        place: str = "",
        *,
        appearance: str = "system",
        early: Early | None = None,
    ) -> None:
        super().__init__(early)
        self._make_pdf, self._translators, self._load, self._make_session = make_pdf, translators, load, make_session
        self._content, self._asked, self._appearance = content, place, appearance
        self._place: Place | None = None
        self.furnished = False
        self.setWindowTitle("Partner Reader")
        self.seen.connect(self.furnish)

    # -- building ---------------------------------------------------------------------------------------------------

    @Slot()
    def furnish(self) -> None:
        """Everything but the bar; called once, after the first paint."""
        if self.furnished:
            return
        theme.load_fonts(theme.LATER_FONTS)
        from reader.ui.action_button import ActionButton
        from reader.ui.actions import Actions
        from reader.ui.desk import Desk
        from reader.ui.document_bar import DocumentBar
        from reader.ui.finding import Finding
        from reader.ui.following import Following
        from reader.ui.frame import Frame
        from reader.ui.home import Home
        from reader.ui.opening import Opening
        from reader.ui.outlook import Outlook
        from reader.ui.pages.view import PageView
        from reader.ui.search_panel import SearchPanel
        from reader.ui.side_panel import ContentsPanel
        from reader.ui.text.view import TextView
        from reader.ui.travel import Travel
        from reader.ui.worker import Worker

        pdf = self._make_pdf()
        self.worker = Worker("reader-reading", self)
        self.opening = Opening(self._load, self._make_session(pdf), self)
        self.actions_ = Actions(self, self.menus)
        act = self.actions_.all
        self.bar.add_buttons(ActionButton(act[name], self.bar) for name in ("panel", "home", "back", "forward"))
        self.outlook = Outlook(self, self.actions_, self.field, self._translators, self._appearance)
        self.page_view, self.text_view, self.home = PageView(pdf), TextView(), Home()
        self.desk = Desk(self.page_view, self.text_view, self.worker, self)
        self.search_panel, self.contents = SearchPanel(self.field), ContentsPanel()
        self.finding = Finding(self.desk, self.search_panel, self.worker, lambda: self.at_home, self)
        self.document_bar = DocumentBar(act)
        self.following = Following(self.desk, self.document_bar, self)
        views = (self.home, self.page_view, self.text_view)
        self.frame = Frame({"contents": self.contents, "results": self.search_panel}, self.document_bar, views)
        self.stack, self.side = self.frame.stack, self.frame.side
        self.fill(self.frame)
        self.travel = Travel(self.desk, act, lambda: self.at_home, self._return_to)
        self.furnished = True
        self._connect()
        self.retranslate()
        self._show_early(pdf)
        self.opening.start()

    def _connect(self) -> None:
        act = self.actions_.all
        for name, slot in (
            ("home", self.go_home), ("page", self._to_page_field),
            ("search", self.finding.everywhere), ("find", self.finding.here),
            ("next", self.finding.next), ("previous", self.finding.previous),
            ("clear", self.desk.clear_hits), ("form", self.desk.toggle_form), ("larger", self.desk.larger), ("smaller", self.desk.smaller),
            ("reset", self.desk.reset_zoom), ("quit", self.close),
        ):  # fmt: skip
            act[name].triggered.connect(slot)
        act["panel"].toggled.connect(self.frame.show_side)
        self.home.open_edition.connect(self.open_edition)
        self.home.followed.connect(self._follow)
        self.text_view.followed.connect(self._follow)
        self.contents.chosen.connect(self._go_to_entry)
        self.contents.left.connect(self._into_reading)
        self.finding.reached.connect(self._go_to_hit)
        self.finding.chosen.connect(self._read_hit)
        self.finding.counted.connect(self._counted)
        self.finding.wanted.connect(self._show_results)
        self.search_panel.left.connect(self._into_reading)
        self.document_bar.page.asked.connect(self._go_to_label)
        self.document_bar.page.left.connect(self._into_reading)
        self.following.entries_changed.connect(self.contents.set_entries)
        self.following.entry_changed.connect(self.contents.follow)
        self.desk.opened.connect(self._show_opened)
        self.desk.form_changed.connect(self._show_form)
        self.desk.hits_changed.connect(self._enable)
        self.desk.failed.connect(self.frame.say)
        self.opening.library_read.connect(self._have_library)
        self.opening.session_made.connect(self._have_session)
        self.opening.building.connect(self.search_panel.set_building)
        self.opening.building.connect(self.home.set_building)
        self.opening.index_open.connect(self.home.set_ready)
        self.opening.index_open.connect(self._have_index)
        self.opening.failed.connect(self.home.set_ready)
        self.opening.failed.connect(self._not_opened)

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
            self.desk.open_early(path, place.page or 1, facts, self.early)

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
    def _have_library(self, library: Library) -> None:
        self.home.set_library(library, self.outlook.language)
        self.retranslate_title()

    @Slot(object)
    def _have_session(self, session: Session) -> None:
        self.desk.set_session(session)
        self.search_panel.set_building(0, 0)
        if self._place is not None:
            place, self._place = self._place, None
            self.go_to(place, record=False)

    @Slot()
    def _have_index(self) -> None:
        self.desk.set_searchable()
        if self.session is not None:
            self.finding.set_session(self.session)
        self._read_landing()
        self.ready.emit()

    @Slot(str)
    def _not_opened(self, sentence: str) -> None:
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
        return not (busy or self.page_view.pictures.waiting or self.search_panel.waiting)

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
        self._show_form()

    @property
    def at_home(self) -> bool:
        """True while the home page is shown."""
        return bool(self.stack.currentWidget() is self.home)

    def _return_to(self, stand: Stand) -> None:
        if stand.place is None:
            self._show_home()
        else:
            self.go_to(stand.place, stand.terms, form=stand.form, y=stand.y, record=False)
            self._into_reading()

    @Slot()
    def go_home(self) -> None:
        """The home page; what was read is a step back."""
        if not self.at_home:
            self.travel.leave()
            self._show_home()

    @Slot(object)
    def open_edition(self, edition: Edition) -> None:
        """An edition from its beginning."""
        self.go_to(edition.place())
        self._into_reading()

    @Slot(object)
    def _go_to_entry(self, entry: Entry) -> None:
        self.go_to(entry.place, self.desk.terms, y=entry.y if entry.place.section is None else 0.0)
        self._into_reading()

    @Slot(object)
    def _go_to_hit(self, hit: HitLike) -> None:
        self.go_to(hit.place, hit.terms, hit=True)

    @Slot(object)
    def _read_hit(self, hit: HitLike) -> None:
        self._go_to_hit(hit)
        self._into_reading()

    @Slot(str)
    def _go_to_label(self, text: str) -> None:
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
    def _follow(self, address: str) -> None:
        """A link of a text: into another document of the library, or an address that is shown and never opened."""
        here = self.desk.edition if not self.at_home else None
        from reader.ui import places

        target = places.linked(self.library, here, self.outlook.language, address)
        if target is not None:
            self.go_to(target)
        else:
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
        self._enable()
        self.retranslate_title()

    @Slot()
    def _show_opened(self) -> None:
        edition = self.desk.edition
        document = self.library.document(edition.document) if self.library is not None and edition is not None else None
        if document is None:
            return
        self.following.show_document(document)
        self.contents.set_entries(())
        if not self.field.text().strip():
            self.side.setCurrentWidget(self.contents)
        self.retranslate_title()

    @Slot()
    def _show_form(self) -> None:
        view = self.page_view if self.desk.form == "page" else self.text_view
        had_focus = self.stack.currentWidget().hasFocus()
        self.stack.setCurrentWidget(view)
        if had_focus:
            view.setFocus()
        self.actions_.show_form(self.desk.form, QGuiApplication.palette(), self.devicePixelRatioF())
        self.following.show_form()
        self._enable()
        self.retranslate_title()

    @Slot()
    def _enable(self) -> None:
        reading = not self.at_home
        act = self.actions_.all
        act["form"].setEnabled(reading and len(self.desk.forms) > 1)
        act["page"].setEnabled(reading and "page" in self.desk.forms)
        act["clear"].setEnabled(reading and bool(self.desk.terms))
        for name in ("larger", "smaller", "reset", "find"):
            act[name].setEnabled(reading)

    @Slot(int)
    def _counted(self, total: int) -> None:
        self.frame.count(total)
        if total < 0 and self.desk.edition is not None and not self.at_home:
            self.side.setCurrentWidget(self.contents)
        elif total < 0 and self.at_home:
            self.actions_.all["panel"].setChecked(False)

    @Slot()
    def _show_results(self) -> None:
        self._show_side_tab(self.search_panel)

    def _show_side_tab(self, panel: QWidget) -> None:
        self.side.setCurrentWidget(panel)
        self.actions_.all["panel"].setChecked(True)

    # -- small slots ------------------------------------------------------------------------------------------------

    @Slot()
    def _into_reading(self) -> None:
        self.stack.currentWidget().setFocus()

    @Slot()
    def _to_page_field(self) -> None:
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
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange and self.furnished:
            self.retranslate()
            if self.library is not None:
                self.home.set_library(self.library, self.outlook.language)
                self._read_landing()
                self._show_opened()
                self.following.show_entries()
                self.following.show_hits()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The words of the window itself."""
        self.actions_.retranslate()
        self.actions_.check(self.actions_.languages, self.outlook.language)
        self._enable()
        self.retranslate_title()

    def retranslate_title(self) -> None:
        """The document, while one is read, and the library."""
        from reader.ui import places

        edition = self.desk.edition if not self.at_home else None
        self.setWindowTitle(places.window_title(self.library, edition, self.outlook.language))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends the workers before the window goes."""
        if self.furnished:
            self.page_view.pictures.open(None)
            self.worker.close()
            self.opening.close()
        super().closeEvent(event)
