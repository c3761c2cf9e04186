"""The pages panel: small pictures of an open PDF's pages, drawn only where they are seen and while nothing else is.

The pictures come from the PDF child, one at a time and none while the page view is busy, so that the page being read never waits for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from reader.ui.page_cell import Cell, PageDelegate
from reader.ui.page_model import PAGE_ROLE, PageModel
from reader.ui.protocols import FactsLike, PdfLike
from reader.ui.small_pictures import SmallPictures

_PAUSE = 60  # milliseconds the list must stand still: what is scrolled past is not drawn
_COLUMN = 124  # pixels a column needs at least
_AHEAD = 2  # rows drawn beyond those in sight


class Thumbnails(QListView):
    """Emits the page that is chosen; is told the PDF, the page being read, where hits are and when to keep quiet."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self, pdf: PdfLike, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.pages = PageModel(self)
        self.setModel(self.pages)
        self.cell = Cell()
        self.pictures = SmallPictures(pdf, self)
        self.pictures.settled.connect(self._settled)
        self.setItemDelegate(PageDelegate(self.cell, self.pictures.get, self))
        self._busy = False
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._ask)
        self.clicked.connect(self._choose)
        self._dress()
        self.retranslate()

    def _dress(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)

    # -- what the window says ---------------------------------------------------------------------------------------

    def set_pdf(self, path: Path | None, facts: FactsLike | None) -> None:
        """Another PDF, or none; the same one again changes nothing. Its pages stand there at once as empty paper."""
        sizes = tuple(facts.sizes) if path is not None and facts is not None else ()
        if path == self.pictures.path and sizes == self.pages.sizes:
            return
        self._stop()
        self.pictures.open(path)
        self.pages.set_pages(sizes, facts.labels if facts is not None else ())
        self._lay_cells()
        self.scrollToTop()
        self._soon.start()

    @Slot(int)
    def follow(self, page: int) -> None:
        """Mark the page being read; the list is not scrolled away from under a reader who uses it."""
        if not self.pages.set_reading(page) or (self.hasFocus() and self.currentIndex().isValid()):
            return
        index = self.pages.index(page - 1)
        self.setCurrentIndex(index)
        if not self.underMouse():
            self.scrollTo(index)

    def set_hits(self, counts: Mapping[int, int]) -> None:
        """How many hits each page holds; pages from 1."""
        self.pages.set_hits(counts)

    @Slot(bool)
    def set_busy(self, busy: bool) -> None:
        """While the page view waits for pictures of its own, nothing is asked here."""
        if busy != self._busy:
            self._busy = busy
            if busy:
                self._stop()
            else:
                self._soon.start()

    @property
    def waiting(self) -> bool:
        """True while pictures are being made or are about to be asked for."""
        return self.pictures.asked is not None or self._soon.isActive()

    # -- pictures ---------------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Make all pictures anew, as after another `pictures.finish`."""
        self.pictures.forget()
        self.viewport().update()
        self._ask()

    def rows_in_sight(self) -> range:
        """The pages in sight, from 1."""
        columns, height, top = self._columns(), self.cell.height, self.verticalScrollBar().value()
        first = top // height * columns
        return range(1 + first, 1 + min(self.pages.rowCount(), ((top + self.viewport().height() - 1) // height + 1) * columns))

    @Slot()
    def _ask(self) -> None:
        """The next picture that is missing: those in sight first, then a few below and above."""
        if self._busy or self.pictures.asked is not None or self.pictures.path is None or not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        seen, more = self.rows_in_sight(), _AHEAD * self._columns()
        below = range(seen.stop, min(seen.stop + more, self.pages.rowCount() + 1))
        near = (*seen, *below, *range(max(1, seen.start - more), seen.start))
        # No more than can be kept, else the first would be asked for again as soon as the last is there.
        for page in near[: self.pictures.limit // self.cell.most_bytes(ratio)]:
            width = max(1, round(self.cell.paper(self.pages.sizes[page - 1]).width() * ratio))
            if self.pictures.lacks(page, width):
                self.pictures.ask(page, width)
                return

    @Slot(int)
    def _settled(self, page: int) -> None:
        self.update(self.pages.index(page - 1))
        if not self._soon.isActive():  # else the list is being scrolled, and its timer asks
            self._ask()

    def _stop(self) -> None:
        self._soon.stop()
        self.pictures.stop()

    # -- cells ------------------------------------------------------------------------------------------------------

    def _room(self) -> int:
        """The width for cells, a pixel less than there is, since Qt wraps a row that fits exactly; a scroll bar's coming moves nothing."""
        return max(1, self.width() - self.verticalScrollBar().sizeHint().width() - 1)

    def _columns(self) -> int:
        return max(1, self._room() // _COLUMN)

    def _lay_cells(self) -> None:
        self.cell.fit(self._room() // self._columns(), self.pages.sizes, self.fontMetrics().height())
        self.setGridSize(QSize(self.cell.width, self.cell.height))
        self.verticalScrollBar().setSingleStep(self.cell.height // 3)

    # -- Qt ---------------------------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        page = index.data(PAGE_ROLE)
        if page is not None:
            self.chosen.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there, Escape goes back to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Other rows are in sight; what was asked for those gone is dropped unless it is drawn already."""
        super().scrollContentsBy(dx, dy)
        if self.pictures.asked is not None and self.pictures.asked not in self.rows_in_sight():
            self._stop()
        if not self._busy:
            self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit; the page at the top stays."""
        top = self.rows_in_sight().start if self.pages.rowCount() else 0
        self._lay_cells()
        super().resizeEvent(event)
        if top and event.oldSize().width() != event.size().width():
            self.scrollTo(self.pages.index(top - 1), QAbstractItemView.ScrollHint.PositionAtTop)
        if not self._busy:
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Pictures are made from now on; the page being read is in sight."""
        super().showEvent(event)
        if self.pages.reading:
            self.scrollTo(self.pages.index(self.pages.reading - 1), QAbstractItemView.ScrollHint.PositionAtCenter)
        if not self._busy:
            self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is drawn for a list that nobody sees."""
        super().hideEvent(event)
        self._stop()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language and the font."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_cells()

    def retranslate(self) -> None:
        """Gives the list its name."""
        self.setAccessibleName(self.tr("Pages"))
