"""Selecting, copying and following links on the pages: hung on a page view from outside, as one object."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QClipboard, QColor, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu

from reader.page_lines import Caret
from reader.ui.pages.commands import Commands
from reader.ui.pages.links import LinkList, Links, Target
from reader.ui.pages.pointer import EDGE, Pointer
from reader.ui.pages.selection import Selection
from reader.ui.pages.sheets import Sheets
from reader.ui.protocols import PdfLike

if TYPE_CHECKING:
    from reader.ui.pages.view import PageView

_STEPS: dict[int, tuple[str, int]] = {
    Qt.Key.Key_Left: ("letter", -1), Qt.Key.Key_Right: ("letter", 1), Qt.Key.Key_Up: ("line", -1), Qt.Key.Key_Down: ("line", 1),
}  # fmt: skip


class Tools(QObject):
    """The mouse tool, painter and actions of one page view; `commands.all` go into menus. Told of the open PDF by `open`."""

    followed = Signal(int, float)  # a page from 1, and points from its top
    external = Signal(str)  # an address, to be shown and never opened
    selection_changed = Signal(bool)
    told = Signal(str)  # what was done, in a few words, for the status line and screen readers

    def __init__(self, view: PageView, pdf: PdfLike) -> None:
        super().__init__(view)
        self._view = view
        self._cite: Callable[[int], str] | None = None
        self.sheets = Sheets(pdf, lambda: view.facts, self)
        self.selection = Selection(self.sheets, view.on_screen, self)
        self.links = Links(self.sheets, view.on_screen, self)
        self.pointer = Pointer(view, self.sheets, self.selection, self.links, self)
        self.commands = Commands(view)
        self.more: list[QAction] = []  # further actions for the menu at the pointer
        self._menu_link: Target | None = None
        self._saying = 0  # the page of which it is to be said that it is selected
        self._listing: range | None = None  # the pages whose links are to be listed once they are there
        view.mouse_tool = self.pointer
        view.overlays.append(self._paint)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.installEventFilter(self)
        self.selection.changed.connect(self._selection_changed)
        self.links.marked.connect(view.viewport().update)
        self.sheets.arrived.connect(self._arrived)
        self.pointer.clicked.connect(self._follow)
        self.pointer.address_wanted.connect(self._copy_address)
        self.pointer.selected.connect(self._offer_selection)
        for name, does in (
            ("copy", self.copy), ("cite", self.copy_with_citation), ("all", self.select_all), ("clear", self.clear),
            ("links", self.list_links), ("follow", self._follow_pointed), ("address", self._copy_pointed),
        ):  # fmt: skip
            self.commands.all[name].triggered.connect(does)
        self._enable()

    # -- what the window says ---------------------------------------------------------------------------------------

    def open(self, path: Path | None) -> None:
        """Another PDF is shown; the open one again changes nothing."""
        if path == self.sheets.path:
            return
        self.pointer.let_go()
        self._listing, self._saying = None, 0
        self.sheets.open(path)
        self.links.open()
        self.selection.clear()
        self.pointer.leave()

    def set_cite(self, cite: Callable[[int], str] | None) -> None:
        """What names a page of the open edition: title, kind, printed page. Without it nothing is copied with a citation."""
        self._cite = cite
        self._enable()

    def set_paper(self, sheet: QColor, ink: QColor) -> None:
        """The paper as shown, where pages are tinted: its colour, and one for quiet marks on it."""
        self.selection.sheet, self.links.ink = sheet, ink
        self._view.viewport().update()

    def selected_text(self) -> str:
        """The selected text of the pages whose words are at hand."""
        return self.selection.text()

    @Slot()
    def clear(self) -> None:
        """Nothing selected."""
        self.selection.clear()

    # -- copying ------------------------------------------------------------------------------------------------------

    @Slot()
    def copy(self) -> None:
        """The selection as clean text to the clipboard, when its words have all come."""
        self.selection.gather(self._copied)

    @Slot()
    def copy_with_citation(self) -> None:
        """The selection in quotes, and where it stands."""
        stretch, cite = self.selection.stretch, self._cite
        if stretch is None or cite is None:
            return
        first, last = stretch[0].page, stretch[1].page
        source = cite(first)
        if first != last:
            # "… page 3" becomes "… page 3–5"; what does not end with the label is said twice.
            source = f"{source}–{self.label(last)}" if source.endswith(self.label(first)) else f"{source} – {cite(last)}"
        self.selection.gather(lambda text: self._copied(self.tr("“{text}”").format(text=text) + f"\n{source}" if text else ""))

    def _copied(self, text: str) -> None:
        if text:
            QGuiApplication.clipboard().setText(text)
        self.told.emit(self.tr("Copied") if text else self.tr("There is no text to copy here."))

    @Slot()
    def _offer_selection(self) -> None:
        """Where the system has one, the clipboard of the middle button, as people on such systems expect."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection():
            self.selection.gather(lambda text: clipboard.setText(text, QClipboard.Mode.Selection))

    @Slot()
    def select_all(self) -> None:
        """The page being read; the second time, the document."""
        page, pages = self._view.page(), self._view.pages()
        if pages > 1 and self.selection.selects_pages(page, page):
            self.selection.select_pages(1, pages)
            self.told.emit(self.tr("The whole document is selected."))
        elif pages:
            self.selection.select_pages(page, page)
            self._saying = page
            self._say_selected()

    def _say_selected(self) -> None:
        """Say that a page is selected, as soon as it is known that it has words."""
        page = self._saying
        lines = self.sheets.words(page)
        if lines is None:
            return  # `_arrived` comes back
        self._saying = 0
        if lines.words:
            self.told.emit(self.tr("Page {label} is selected.").format(label=self.label(page)))
        elif self.selection.selects_pages(page, page):
            self.selection.clear()
            self.told.emit(self.tr("There is no text to select on this page."))

    def label(self, page: int) -> str:
        """The printed number of a page."""
        facts = self._view.facts
        return facts.labels[page - 1] if facts is not None and page <= len(facts.labels) else str(page)

    @Slot(int, bool)
    def _arrived(self, page: int, words: bool) -> None:
        if words and page == self._saying:
            self._say_selected()
        if self._listing is not None:
            self._list()

    # -- links --------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, target: Target) -> None:
        """Say where a link leads; the window goes there, or shows the address."""
        link = target.link
        if link.page is not None:
            self.followed.emit(link.page, link.y or 0.0)
        elif link.uri:
            self.external.emit(link.uri)

    @Slot(object)
    def _copy_address(self, target: Target) -> None:
        QGuiApplication.clipboard().setText(target.link.uri or "")
        self.told.emit(self.tr("The address is copied."))

    @Slot()
    def _follow_pointed(self) -> None:
        if self._menu_link is not None:
            self._follow(self._menu_link)

    @Slot()
    def _copy_pointed(self) -> None:
        if self._menu_link is not None:
            self._copy_address(self._menu_link)

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        self.menu_at(at).popup(self._view.viewport().mapToGlobal(at))

    def menu_at(self, at: QPoint) -> QMenu:
        """The menu for a point of the viewport."""
        self._menu_link = link = self.links.at(self._view.page_at(QPointF(at)))
        return self.commands.menu(link is not None, link is not None and link.link.uri is not None, self.more)

    @Slot()
    def list_links(self) -> None:
        """Open the list of the links in sight, as soon as they are known."""
        self._listing = self._view.visible_pages()
        self._list()

    def _list(self) -> None:
        pages = self._listing or range(0)
        found = [self.links.on_page(page) for page in pages]
        words = [self.sheets.words(page) for page in pages]
        if None in found or None in words:
            return  # `_arrived` comes back
        self._listing = None
        listed = [t for targets in found for t in targets or () if self._in_sight(t)]
        if pages != self._view.visible_pages():
            return  # others are read by now
        if not listed:
            self.told.emit(self.tr("There are no links here."))
            return
        box = LinkList(listed, lambda target: self.links.says(target, self._view.facts), self._view)
        box.chosen.connect(self.links.choose)
        box.followed.connect(self._follow)
        self.links.choose(listed[0])
        box.open()

    def _in_sight(self, target: Target) -> bool:
        seen = QRectF(self._view.viewport().rect())
        return any(seen.intersects(self._view.on_screen(target.page, piece.rect)) for piece in target.pieces)

    # -- the keys -----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shift and an arrow extend the selection, with Control by words; from the first line in sight where there is none."""
        if watched is self._view and event.type() == QEvent.Type.LanguageChange:
            self.commands.retranslate()
        if watched is not self._view or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = _STEPS.get(event.key())
        modifiers = event.modifiers()
        if step is None or not modifiers & Qt.KeyboardModifier.ShiftModifier or modifiers & Qt.KeyboardModifier.AltModifier:
            return False
        unit, by = step
        if unit == "letter" and modifiers & Qt.KeyboardModifier.ControlModifier:
            unit = "word"
        if not self.selection.anchored:
            point = self._view.nearest_point(QPointF(0, EDGE))
            if point is None:
                return False
            self.selection.begin(point)
        self.selection.step(unit, by, self._view.pages())
        self._show_focus()
        return True

    def _show_focus(self) -> None:
        """Bring the end that moves into sight."""
        focus = self.selection.focus
        lines = self.sheets.words(focus.page) if focus is not None else None
        if focus is None or lines is None or not lines.words:
            return
        at = lines.clamp(focus)
        rects = lines.rects(Caret(at.page, at.word, 0), Caret(at.page, at.word, len(lines.words[at.word].text)))
        rect = self._view.on_screen(at.page, rects[0]) if rects else QRectF()
        for bar, low, high, size in (
            (self._view.verticalScrollBar(), rect.top(), rect.bottom(), self._view.viewport().height()),
            (self._view.horizontalScrollBar(), rect.left(), rect.right(), self._view.viewport().width()),
        ):
            bar.setValue(round(bar.value() + min(0.0, low - EDGE) + max(0.0, high + EDGE - size)))

    # -- what follows from a change -----------------------------------------------------------------------------------

    @Slot(bool)
    def _selection_changed(self, active: bool) -> None:
        self._enable()
        self._view.viewport().update()
        self.selection_changed.emit(active)

    def _enable(self) -> None:
        active = self.selection.stretch is not None
        for name in ("copy", "clear"):
            self.commands.all[name].setEnabled(active)
        self.commands.all["cite"].setEnabled(active and self._cite is not None)

    def _paint(self, painter: QPainter, page: int, rect: QRectF) -> None:  # noqa: ARG002 - an overlay's
        self.selection.paint(painter, page, self._view.palette())
        self.links.paint(painter, page)
