"""The page view: a PDF's pages in one of three arrangements, at the width of the window or any zoom, with lit words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from reader.ui.pages import paint, plan
from reader.ui.pages.area import PageArea
from reader.ui.pages.cache import LIMIT
from reader.ui.pages.hand import Hand
from reader.ui.pages.hooks import MouseTool, Overlay
from reader.ui.pages.layout import GAP, MARGIN, Hold, PageLayout, Rect, Spot
from reader.ui.pages.pictures import Pictures
from reader.ui.pages.plan import Sight, Wanted
from reader.ui.protocols import FactsLike, PdfLike

if TYPE_CHECKING:
    from reader.pdf_start import Early

_PATIENCE = 500  # milliseconds after which an empty page says that it is being drawn; most pages come sooner


class PageView(PageArea):
    """Shows one PDF; told what to show by `open`, `set_facts`, `go` and `set_lit`, tells of itself by signals."""

    shown = Signal(int)  # a sharp picture of that page was painted for the first time since it was opened
    pages_seen = Signal(object)  # the range of visible pages changed

    def __init__(self, pdf: PdfLike, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = Pictures(pdf, self)
        self.pictures.arrived.connect(self._arrived)
        self.pictures.failed.connect(self._arrived)
        self.overlays: list[Overlay] = []
        self._lit: dict[int, tuple[Rect, ...]] = {}
        self._now: tuple[int, tuple[Rect, ...]] = (0, ())
        self._seen = range(0)
        self._sharp: set[int] = set()
        self._hand = Hand()
        # One pass after all events of this turn, so that a wheel of twenty steps asks once.
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self._late: set[int] = set()
        self._drawing = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._drawing.timeout.connect(self._still_drawing)
        self.moved.connect(self._describe)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Midlight)
        self.viewport().setAutoFillBackground(True)
        self.retranslate()

    # -- what the window says ---------------------------------------------------------------------------------------

    def open(self, path: Path | None, first: int = 1, early: Early | None = None) -> None:
        """Turn to a PDF whose facts follow; its page `first` is asked for at once, at the width it will most likely have.

        `early`: a picture of it that was asked for before there was a view.
        """
        if path != self.pictures.path:
            self.pictures.open(path)
            self._facts = self._hold = None
            self._asked, self._layout = 0, PageLayout((), (1, 1))
            self._lit.clear()
            self._now = (0, ())
            self._sharp.clear()
            self._late.clear()
            self._seen = range(0)
            self._goal, self._goal_margin = Spot(first), 0
            self._relayout()
            if early is not None and early.wait(0):
                self.pictures.keep(early)
            if path is not None and self._fit == "width" and self._arrangement != "facing":
                width = max(1, round((self._likely_width() - 2 * MARGIN) * self.devicePixelRatioF()))
                self.pictures.want([Wanted(first, width)])

    def set_facts(self, facts: FactsLike) -> None:
        """Sizes, rotations and labels of the open PDF."""
        spot, margin = (self._goal, self._goal_margin) if self._goal is not None else (self.spot(), 0)
        self._facts, self._hold = facts, None
        self._relayout()
        self.go(spot, margin)

    def go(self, spot: Spot, margin: int = 0) -> None:
        """Bring a spot to `margin` pixels below the top edge; the beginning of a page as that arrangement shows it best."""
        self._goal, self._goal_margin = spot, margin
        if self._facts is not None:
            page = min(max(spot.page, 1), max(1, self.pages()))
            # The beginning of the first page is the very beginning, and a page that fits is seen whole.
            air = 0 if page == 1 or self._layout.whole_pages else margin
            self._jump(page, self._layout.top_of(page) - air if spot.y == 0 else self._layout.y_of(spot) - margin)
            self._asking.start()
            self.moved.emit()

    def set_lit(self, page: int, rects: Sequence[Rect]) -> None:
        """The lit words of a page, in points of the unrotated page."""
        self._lit[page] = tuple(rects)
        self.viewport().update()

    def set_now(self, page: int, rects: Sequence[Rect], *, follow: bool = True) -> None:
        """The current hit; brought into sight when it is out of it and `follow` is set."""
        self._now = (page, tuple(rects))
        if follow and rects and self._facts is not None and not self.sees(page, rects[0]):
            self.reveal(page, rects)
        self.viewport().update()

    def reveal(self, page: int, rects: Sequence[Rect]) -> None:
        """Bring rectangles of a page into sight, a third down the window."""
        if self._facts is None or not rects or not 1 <= page <= self._layout.pages:
            return
        found = [self._shown_rect(page, r) for r in rects]
        top = round(min(r.y() for r in found)) + self.verticalScrollBar().value() - self.viewport().height() // 3
        left, right, across = min(r.left() for r in found), max(r.right() for r in found), self.horizontalScrollBar()
        if left < 0 or right > self.viewport().width():
            across.setValue(across.value() + round(left) - self.viewport().width() // 3)
        self._jump(page, top)

    def clear_lit(self) -> None:
        """No lit words."""
        self._lit.clear()
        self._now = (0, ())
        self.viewport().update()

    def repaint_all(self) -> None:
        """Forget every picture and draw anew, since pictures would now be made otherwise."""
        self.pictures.forget()
        self._asking.start()
        self.viewport().update()

    @Slot()
    def try_again(self) -> None:
        """Ask once more for the pages that could not be shown."""
        self.pictures.failures.clear()
        self._asking.start()
        self.viewport().update()

    # -- what the window asks ---------------------------------------------------------------------------------------

    def lit_pages(self) -> Mapping[int, tuple[Rect, ...]]:
        """Lit rectangles by page."""
        return self._lit

    def sees(self, page: int, rect: Rect) -> bool:
        """True when a rectangle of a page is fully in sight."""
        if self._facts is None or page not in self.visible_pages():
            return False
        return QRectF(self.viewport().rect()).contains(self._shown_rect(page, rect))

    def sees_now(self) -> bool:
        """True when the current hit is in sight."""
        page, rects = self._now
        return bool(rects) and all(self.sees(page, r) for r in rects)

    def is_sharp(self) -> bool:
        """True when everything in sight is as sharp as the screen, or cannot be shown."""
        if self._facts is None:
            return False
        needed, pictures = plan.needed(self._layout, self._sight()), self.pictures
        return all(w in pictures.cache or w.page in pictures.failures for w in needed)

    @property
    def mouse_tool(self) -> MouseTool | None:
        """What gets the mouse first."""
        return self._hand.tool

    @mouse_tool.setter
    def mouse_tool(self, tool: MouseTool | None) -> None:
        self._hand.tool = tool
        self.viewport().setMouseTracking(tool is not None)

    def _shown_rect(self, page: int, rect: Rect) -> QRectF:
        """The same with a little air, since words touch the edges of their boxes."""
        exact = self.on_screen(page, rect)
        return exact.adjusted(-1.5, -min(2.0, 0.07 * exact.height()), 1.5, 0.5)

    # -- scrolling --------------------------------------------------------------------------------------------------

    def _relayout(self, hold: Hold | None = None, anchor: QPointF | None = None) -> None:
        super()._relayout(hold, anchor)
        self._asking.start()
        self.viewport().update()

    def _scrolled(self, dy: int, dx: int) -> None:
        # A sentence stands in the middle of what is seen, so it moves otherwise than its page.
        if dx == 0 and not any(page in self._late or page in self.pictures.failures for page in self.visible_pages()):
            self.viewport().scroll(0, dy)
        else:
            self.viewport().update()
        self._asking.start()

    # -- pictures ---------------------------------------------------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        """First what is seen; only when that is sharp, what comes next."""
        if self._facts is None or not self._layout.pages:
            return
        sight, cache = self._sight(), self.pictures.cache
        visible, needed = plan.visible(self._layout, sight), plan.needed(self._layout, sight)
        cache.limit = plan.room(sight, LIMIT)
        missing = [w for w in needed if w not in cache and w.page not in self.pictures.failures]
        if missing:
            cache.pin(needed)
            blank = [page for page in dict.fromkeys(w.page for w in missing) if cache.nearest(page, 1) is None]
            first = [w for page in blank for w in plan.early(self._layout, page, sight.ratio, self.pictures.slow(page))]
            self.pictures.want([*first, *missing])
        else:
            left = cache.limit - sum(plan.size_of(self._layout, w) for w in needed)
            further = plan.ahead(self._layout, sight, self._down, left)
            cache.pin([*further, *needed])
            self.pictures.want(further)
        self._drawing.start()
        if visible != self._seen:
            self._seen = visible
            self.pages_seen.emit(visible)

    @Slot()
    def _still_drawing(self) -> None:
        """Say so on the pages in sight that are empty yet."""
        self._late = {page for page in self.visible_pages() if self.pictures.cache.nearest(page, 1) is None}
        if self._late:
            self.viewport().update()

    @Slot(int)
    def _arrived(self, page: int) -> None:
        if self._facts is None or page in self.visible_pages():
            self.viewport().update()
        if self._facts is not None:
            self._asking.start()

    # -- painting ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pages in sight: paper, picture, lit words."""
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, QRectF(event.rect()))
        finally:
            painter.end()  # an error in an overlay must not leave a painter open, which ends the program

    def _paint(self, painter: QPainter, part: QRectF) -> None:
        if self._facts is None:
            self._paint_early(painter)
            return
        sight = self._sight()
        for page in plan.visible(self._layout, sight):
            rect = self._page_rect(page)
            if rect.intersects(part):
                self._paint_page(painter, page, rect, sight)

    def _paint_early(self, painter: QPainter) -> None:
        """The first picture, where it will be once the facts are there; most pages are still as high as they will be."""
        if self.pictures.path is None or self._goal is None or self._goal.y or self._fit != "width" or self._arrangement != "continuous":
            return
        picture = self.pictures.cache.nearest(self._goal.page, 1)
        if picture is not None:
            width = self._likely_width() - 2 * MARGIN
            target = QRectF(MARGIN, GAP if self._goal.page == 1 else 0, width, width * picture.height() / picture.width())
            paint.paper(painter, target, QRectF(self.viewport().rect()), self.palette())
            paint.picture(painter, target, QRectF(self.viewport().rect()), picture)

    def _paint_page(self, painter: QPainter, page: int, rect: QRectF, sight: Sight) -> None:
        view, on_paper = QRectF(self.viewport().rect()), paint.aligned(painter, rect)
        paint.paper(painter, on_paper, view, self.palette())
        if page in self.pictures.failures:
            paint.sentence(painter, rect, view, self._apology(page), self.palette())
            return
        sharp = self._paint_pictures(painter, page, on_paper, sight)
        if page in self._late and self.pictures.cache.nearest(page, 1) is None:
            paint.sentence(painter, rect, view, self.tr("Drawing …"), self.palette(), quiet=True)
        for overlay in self.overlays:
            painter.save()
            overlay(painter, page, rect)
            painter.restore()
        current = self._now[1] if self._now[0] == page else ()
        rects = [self._shown_rect(page, r) for r in self._lit.get(page, ()) if r not in current]
        paint.lit(painter, rects, paint.by_line([self._shown_rect(page, r) for r in current]), self.palette())
        if not sharp and not self.pictures.waiting:
            self._asking.start()  # as when the window came to a screen of another density
        if sharp and page not in self._sharp:
            self._sharp.add(page)
            self.shown.emit(page)

    def _paint_pictures(self, painter: QPainter, page: int, on_paper: QRectF, sight: Sight) -> bool:
        """The sharp pictures of a page, or what is there of them over the nearest one; True when they are all there."""
        seen, ratio = on_paper.intersected(QRectF(self.viewport().rect())), sight.ratio
        wanted = plan.sharp(self._layout, page, sight)
        found = [(w, picture) for w in wanted if (picture := self.pictures.cache.get(w)) is not None]
        if len(found) < len(wanted):
            near = self.pictures.cache.nearest(page, plan.width_of(self._layout, page, ratio))
            if near is not None:
                paint.picture(painter, on_paper, seen, near)
        for one, picture in found:
            x, y, width, height = one.tile or (0, 0, one.width, picture.height())
            at = on_paper.topLeft() + QPointF(x / ratio, y / ratio)
            if (picture.width(), picture.height()) == (width, height):
                paint.exact(painter, at, seen, picture, ratio)
            else:  # the child draws at most so many pixels
                paint.picture(painter, QRectF(at, QSizeF(width / ratio, height / ratio)) if one.tile else on_paper, seen, picture)
        return bool(wanted) and len(found) == len(wanted)

    def _apology(self, page: int) -> str:
        again = self.tr("Click here to try again.")
        return "\n\n".join((self.tr("This page cannot be shown."), self.pictures.failures[page], again))

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys every reader knows."""
        bar, key = self.verticalScrollBar(), event.key()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            up = key == Qt.Key.Key_PageUp or (key == Qt.Key.Key_Space and back)
            bar.setValue(self._layout.turned(bar.value(), -1 if up else 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(0 if key == Qt.Key.Key_Home else bar.maximum())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.horizontalScrollBar().maximum() == 0:
            self.go(Spot(self._layout.beside(self.page(), 1 if key == Qt.Key.Key_Right else -1)), 8)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of the page, unless a tool takes it; tries a page again that failed."""
        hit = self.page_at(event.position())
        if hit is not None and hit[0] in self.pictures.failures and event.button() == Qt.MouseButton.LeftButton:
            self.try_again()
        else:
            self._hand.press(self, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """For the tool, or as another press."""
        self._hand.double_click(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pulls the page along."""
        self._hand.move(self, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go of the page."""
        self._hand.release(self, event)

    def leaveEvent(self, event: QEvent) -> None:
        """Tells the tool that the mouse left."""
        if self._hand.tool is not None:
            self._hand.tool.leave()
        super().leaveEvent(event)

    def sizeHint(self) -> QSize:
        """Room for a page."""
        return QSize(760, 800)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language and the appearance."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot()
    def _describe(self) -> None:
        """The page being read, for screen readers."""
        if self._facts is not None:
            page, pages, labels = self.page(), self.pages(), self._facts.labels
            label = labels[page - 1] if page <= len(labels) else page
            self.setAccessibleDescription(self.tr("Page {label}, {page} of {pages}").format(label=label, page=page, pages=pages))

    def retranslate(self) -> None:
        """Gives the view its name."""
        self.setAccessibleName(self.tr("Page view"))
