"""Bar and contents follow the desk: what is open, which page, which heading, which hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reader.ui.language import language_name

if TYPE_CHECKING:
    from reader.library import Document
    from reader.ui.desk import Desk
    from reader.ui.document_bar import DocumentBar
    from reader.ui.pages.view import PageView
    from reader.ui.size import Size
    from reader.ui.thumbnails import Thumbnails


class Following(QObject):
    """Listens to the desk, tells the bar, and passes on what the contents need."""

    entries_changed = Signal(object)
    entry_changed = Signal(object)

    def __init__(self, desk: Desk, bar: DocumentBar, size: Size, pages: PageView, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._bar, self._size, self._pages, self._thumbnails = desk, bar, size, pages, thumbnails
        # Many moves in one turn of the event loop are shown once.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._moved)
        desk.moved.connect(self._soon.start)
        pages.shown.connect(self._soon.start)
        desk.entries_changed.connect(self.show_entries)
        desk.hits_changed.connect(self.show_hits)
        desk.zoomed.connect(self.show_zoom)

    def show_document(self, document: Document, *, own: bool) -> None:
        """Title, language and kind of what was opened; `own`: it is the program's user guide."""
        edition = self._desk.edition
        assert edition is not None
        kind = self.tr("official edition") if edition.kind == "official" else self.tr("companion guide")
        language = language_name(edition.language)
        # The user guide speaks of this program: it accompanies nobody's document.
        self._bar.show_document(document.title(edition.language), language if own else f"{language} · {kind}")

    def show_form(self) -> None:
        """Page or text."""
        self._bar.show_forms(self._desk.form, self._desk.forms)
        self.show_zoom()
        self._soon.start()

    @Slot()
    def show_entries(self) -> None:
        """The contents of what is open."""
        self.entries_changed.emit(self._desk.entries)
        self._soon.start()

    @Slot()
    def show_zoom(self) -> None:
        """The size of the view that is shown."""
        self._bar.show_zoom(self._size.now())

    @Slot()
    def show_hits(self) -> None:
        """Which hit of how many."""
        self._bar.show_hits(self._desk.now, len(self._desk.matches), lit=bool(self._desk.terms))

    @Slot()
    def _moved(self) -> None:
        read = self._desk.page_read()
        if read is not None:
            self._bar.page.show_page(*read)
            self.show_zoom()
        else:
            self._bar.page.show_page("", 0, 0)
        self.entry_changed.emit(self._desk.entry())
        view = self._pages
        self._thumbnails.set_pdf(view.pictures.path if view.facts is not None else None, view.facts)
        self._thumbnails.set_busy(view.pictures.waiting)
        self._thumbnails.follow(view.page())
