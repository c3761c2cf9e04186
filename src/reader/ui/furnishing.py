"""Furnishes a window after its first paint: makes every panel and its helpers and connects them; no decisions are taken here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.state import State
from reader.ui import theme
from reader.ui.action_button import ActionButton
from reader.ui.actions import Actions
from reader.ui.bookmarks import Bookmarks
from reader.ui.copying import Copying
from reader.ui.desk import Desk
from reader.ui.document_bar import DocumentBar
from reader.ui.focus_frame import FocusFrame
from reader.ui.following import Following
from reader.ui.frame import Frame
from reader.ui.hit_marks import HitMarks
from reader.ui.home import Home
from reader.ui.keeping import Keeping
from reader.ui.mark_bar import MarkBar
from reader.ui.marking import Marking
from reader.ui.opening import Opening
from reader.ui.outlook import Outlook
from reader.ui.page_keys import PageKeys
from reader.ui.pages.tools import Tools
from reader.ui.pages.view import PageView
from reader.ui.printing_paper import PrintingPaper
from reader.ui.remembering import Remembering
from reader.ui.search_panel import SearchPanel
from reader.ui.seeking import Seeking
from reader.ui.side_panel import ContentsPanel
from reader.ui.size import Size
from reader.ui.text.view import TextView
from reader.ui.thumbnails import Thumbnails
from reader.ui.travel import Travel
from reader.ui.worker import Worker

if TYPE_CHECKING:
    from pathlib import Path

    from reader.ui.language import Translators
    from reader.ui.opening import LoadLibrary, MakeSession
    from reader.ui.protocols import PdfLike
    from reader.ui.window import Window


def furnish(w: Window, pdf: PdfLike, load: LoadLibrary, make_session: MakeSession, translators: Translators, state: Path | None) -> None:
    """Make and connect everything; `pdf` is the child that draws, `state` is the folder of the reader's own things, None for no trace."""
    theme.load_fonts(theme.LATER_FONTS)
    w.worker = Worker("reader-reading", w)
    w.opening = Opening(load, make_session, w)
    w.keeping = Keeping(State.open(state), Worker("reader-keeping", w), w)
    w.actions_ = Actions(w, w.menus)
    act = w.actions_.all
    w.bar.add_buttons(ActionButton(act[name], w.bar) for name in ("panel", "home", "back", "forward"))
    w.outlook = Outlook(w, w.actions_, w.field, translators, w.appearance)
    _make_views(w, pdf)
    _make_panels(w, pdf)
    w.travel = Travel(w.desk, act, lambda: w.at_home, w.return_to)
    w.remembering = Remembering(w, w.keeping)
    _connect_commands(w)
    _connect_views(w)
    _connect_panels(w)
    _connect_opening(w)
    w.opening.index_open.connect(lambda: w.home.set_pdf(pdf))  # covers are drawn when nothing more urgent is


def _make_views(w: Window, pdf: PdfLike) -> None:
    w.page_view, w.text_view, w.home = PageView(pdf), TextView(), Home()
    w.page_view.setVerticalScrollBar(MarkBar())
    w.text_view.setVerticalScrollBar(MarkBar())
    w.desk = Desk(w.page_view, w.text_view, w.worker, w)
    w.size_ = Size(w.desk, w.page_view, w.text_view)
    w.tools = Tools(w.page_view, pdf)
    w.copying = Copying(w.desk, w.tools, w.text_view, w.actions_.all, lambda: w.library)


def _make_panels(w: Window, pdf: PdfLike) -> None:
    act = w.actions_.all
    w.search_panel, w.contents = SearchPanel(w.field), ContentsPanel()
    w.thumbnails, w.bookmarks = Thumbnails(pdf), Bookmarks()
    w.paper = PrintingPaper(w.outlook, w.page_view, w.thumbnails, w.tools)
    w.marking = Marking(w.keeping, w.bookmarks, w.desk, act)
    w.seeking = Seeking(w.desk, w.search_panel, w.worker, lambda: w.at_home, w)
    w.hit_marks = HitMarks(w.desk, w.worker, w.page_view, w.text_view, w.thumbnails, w.contents)
    w.document_bar = DocumentBar(act)
    w.following = Following(w.desk, w.document_bar, w.size_, w.page_view, w.thumbnails, w)
    tabs = {"contents": w.contents, "pages": w.thumbnails, "marks": w.bookmarks, "results": w.search_panel}
    w.frame = Frame(tabs, w.document_bar, (w.home, w.page_view, w.text_view))
    w.stack, w.side = w.frame.stack, w.frame.side
    w.fill(w.frame)
    PageKeys(w.field, w.stack)
    FocusFrame((w.home, w.page_view, w.text_view), w.stack)


def _connect_commands(w: Window) -> None:
    act = w.actions_.all
    for name, slot in (
        ("home", w.go_home), ("page", w.to_page_field), ("clear_data", w.remembering.ask_to_clear), ("quit", w.close),
        ("search", w.seeking.everywhere), ("find", w.seeking.here), ("next", w.seeking.next), ("previous", w.seeking.previous),
        ("clear", w.desk.clear_hits), ("form", w.desk.toggle_form),
        ("larger", w.size_.larger), ("smaller", w.size_.smaller), ("reset", w.size_.reset), ("whole", w.size_.whole),
        ("actual", w.size_.actual),
    ):  # fmt: skip
        act[name].triggered.connect(slot)
    act["panel"].toggled.connect(w.frame.show_side)
    w.actions_.arrangements.triggered.connect(lambda action: w.page_view.set_arrangement(str(action.data())))
    w.page_view.arranged.connect(lambda name: act[name].setChecked(True))
    act[w.page_view.arrangement].setChecked(True)


def _connect_views(w: Window) -> None:
    w.home.open_edition.connect(w.open_edition)
    w.home.continue_asked.connect(w.read_on)
    w.home.followed.connect(w.follow)
    w.text_view.followed.connect(w.follow)
    w.tools.followed.connect(w.follow_to_page)
    w.tools.external.connect(w.show_address)
    w.copying.said.connect(w.frame.say_shortly)
    w.document_bar.page.asked.connect(w.go_to_label)
    w.document_bar.page.left.connect(w.into_reading)
    w.desk.opened.connect(w.show_opened)
    w.desk.form_changed.connect(w.show_form)
    w.desk.form_changed.connect(w.copying.enable)
    w.desk.hits_changed.connect(w.enable)
    w.desk.failed.connect(w.frame.say)


def _connect_panels(w: Window) -> None:
    w.contents.chosen.connect(w.go_to_entry)
    w.thumbnails.chosen.connect(w.go_to_page)
    w.marking.chosen.connect(w.go_to_mark)
    w.marking.added.connect(w.show_marks)
    for panel in (w.contents, w.thumbnails, w.bookmarks, w.search_panel):
        panel.left.connect(w.into_reading)
    w.seeking.reached.connect(w.go_to_hit)
    w.seeking.chosen.connect(w.read_hit)
    w.seeking.counted.connect(w.show_count)
    w.seeking.wanted.connect(w.show_results)
    w.following.entries_changed.connect(w.contents.set_entries)
    w.following.entry_changed.connect(w.contents.follow)
    w.hit_marks.chosen.connect(w.desk.go_to_match)
    w.keeping.said.connect(w.frame.say)


def _connect_opening(w: Window) -> None:
    o = w.opening
    o.library_read.connect(w.have_library)
    o.session_made.connect(w.have_session)
    o.building.connect(w.search_panel.set_building)
    o.building.connect(w.home.set_building)
    o.stopped.connect(w.search_panel.set_stopped)
    o.stopped.connect(w.home.set_ready)
    w.search_panel.stop_asked.connect(o.stop)
    w.search_panel.build_asked.connect(o.build)
    o.index_open.connect(w.home.set_ready)
    o.index_open.connect(w.have_index)
    o.failed.connect(w.home.set_ready)
    o.failed.connect(w.not_opened)
