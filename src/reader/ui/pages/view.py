"""The page view: continuous scrolling over a PDF's pages, at the width of the window or any zoom, with lit words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reader.ui.pages import paint
from reader.ui.pages.cache import Wanted
from reader.ui.pages.hooks import MouseTool, Overlay, PagePoint
from reader.ui.pages.layout import MARGIN, PIXELS_PER_POINT, PageLayout, Rect, Spot, clamp_scale, fit_width, unshown
from reader.ui.pages.pictures import Pictures
from reader.ui.protocols import FactsLike, PdfLike

if TYPE_CHECKING:
    from reader.pdf_start import Early

# Beyond this many device pixels a page is drawn in tiles of what is visible; below, one picture is simpler and scrolls better.
_WHOLE = 7_000_000
_TILE = 1024
_PATIENCE = 500  # milliseconds after which an empty page says that it is being drawn; most pages come sooner
_STEPS = (0.10, 0.25, 0.33, 0.50, 0.67, 0.75, 0.90, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)


class PageView(QAbstractScrollArea):
    """Shows one PDF; told what to show by `open`, `set_facts`, `go` and `set_lit`, tells of itself by signals."""

    moved = Signal()  # another height or page came to the top
    zoomed = Signal()
    shown = Signal(int)  # a sharp picture of that page was painted for the first time since it was opened
    pages_seen = Signal(object)  # the range of visible pages changed

    def __init__(self, pdf: PdfLike, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = Pictures(pdf, self)
        self.pictures.arrived.connect(self._arrived)
        self.pictures.failed.connect(self._arrived)
        self._facts: FactsLike | None = None
        self._zoom: float | None = None  # None: at the width of the window
        self._layout = PageLayout((), 1.0, 1)
        self._lit: dict[int, tuple[Rect, ...]] = {}
        self._now: tuple[int, tuple[Rect, ...]] = (0, ())
        self._goal: Spot | None = None
        self._goal_margin = 0
        self._seen = range(0)
        self._down = True
        self._last_top = 0
        self._sharp: set[int] = set()
        self._drag: QPoint | None = None
        self.overlays: list[Overlay] = []
        self._tool: MouseTool | None = None
        self._tool_holds = False
        # One pass after all events of this turn, so that a wheel of twenty steps asks once.
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self._late: set[int] = set()
        self._drawing = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._drawing.timeout.connect(self._still_drawing)
        self.moved.connect(self._describe)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Midlight)
        self.viewport().setAutoFillBackground(True)
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setSingleStep(48)
        self.retranslate()

    # -- what the window says ---------------------------------------------------------------------------------------

    def open(self, path: Path | None, first: int = 1, early: Early | None = None) -> None:
        """Turn to a PDF whose facts follow; its page `first` is asked for at once, at the width it will most likely have.

        `early`: a picture of it that was asked for before there was a view.
        """
        if path != self.pictures.path:
            self.pictures.open(path)
            self._facts = None
            self._lit.clear()
            self._now = (0, ())
            self._sharp.clear()
            self._late.clear()
            self._seen = range(0)
            self._goal = Spot(first)
            self._relayout()
            if early is not None and early.wait(0):
                self.pictures.keep(early)
            if path is not None and self._zoom is None:
                width = max(1, round((self._likely_width() - 2 * MARGIN) * self.devicePixelRatioF()))
                self.pictures.want([Wanted(first, width)])

    def set_facts(self, facts: FactsLike) -> None:
        """Sizes, rotations and labels of the open PDF."""
        spot = self._goal if self._goal is not None else self.spot()
        self._facts = facts
        self._relayout()
        self.go(spot, self._goal_margin)

    def go(self, spot: Spot, margin: int = 0) -> None:
        """Bring a spot to `margin` pixels below the top edge."""
        self._goal, self._goal_margin = spot, margin
        if self._facts is not None:
            # The beginning is the very beginning, with the edge above the first page.
            self.verticalScrollBar().setValue(0 if spot == Spot(1) else self._layout.y_of(spot) - margin)
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
            top = min(self._shown_rect(page, r).y() for r in rects) + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(round(top) - self.viewport().height() // 3)
        self.viewport().update()

    def clear_lit(self) -> None:
        """No lit words."""
        self._lit.clear()
        self._now = (0, ())
        self.viewport().update()

    def sees(self, page: int, rect: Rect) -> bool:
        """True when a rectangle of a page is fully in sight."""
        if self._facts is None or not 1 <= page <= self._layout.pages:
            return False
        return QRectF(self.viewport().rect()).contains(self._shown_rect(page, rect))

    def sees_now(self) -> bool:
        """True when the current hit is in sight."""
        page, rects = self._now
        return bool(rects) and all(self.sees(page, r) for r in rects)

    # -- what the window asks ---------------------------------------------------------------------------------------

    @property
    def facts(self) -> FactsLike | None:
        """The facts of the open PDF, once known."""
        return self._facts

    def pages(self) -> int:
        """How many pages the open PDF has; 0 while unknown."""
        return self._layout.pages

    def spot(self) -> Spot:
        """The height at the top edge."""
        if self._facts is None:
            return self._goal or Spot(1)
        return self._layout.spot(self.verticalScrollBar().value())

    def page(self) -> int:
        """The page being read: the one a third down the window."""
        if self._facts is None:
            return self._goal.page if self._goal else 1
        return self._layout.spot(self.verticalScrollBar().value() + self.viewport().height() / 3).page

    def visible_pages(self) -> range:
        """The pages in sight."""
        return self._visible()

    def lit_pages(self) -> Mapping[int, tuple[Rect, ...]]:
        """Lit rectangles by page."""
        return self._lit

    # -- zoom -------------------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """1.0 at the size of print on a 96-dots screen."""
        return self._layout.scale / PIXELS_PER_POINT

    def fits_width(self) -> bool:
        """True while the pages follow the window's width."""
        return self._zoom is None

    def set_zoom(self, zoom: float | None, anchor: QPointF | None = None) -> None:
        """A zoom, or None for the width of the window; what is under `anchor` (else the top edge) stays where it is."""
        spot, at = self._anchor(anchor)
        self._zoom = None if zoom is None else clamp_scale(zoom * PIXELS_PER_POINT) / PIXELS_PER_POINT
        self._relayout()
        self.verticalScrollBar().setValue(self._layout.y_of(spot) - at)
        self.zoomed.emit()

    def zoom_by(self, steps: int, anchor: QPointF | None = None) -> None:
        """To the next larger or smaller usual zoom."""
        now = self.zoom()
        if steps > 0:
            self.set_zoom(next((s for s in _STEPS if s > now * 1.01), _STEPS[-1]), anchor)
        else:
            self.set_zoom(next((s for s in reversed(_STEPS) if s < now * 0.99), _STEPS[0]), anchor)

    def _anchor(self, anchor: QPointF | None) -> tuple[Spot, int]:
        at = round(anchor.y()) if anchor is not None else 0
        return self._layout.spot(self.verticalScrollBar().value() + at), at

    # -- layout -----------------------------------------------------------------------------------------------------

    def _likely_width(self) -> int:
        # The scroll bar is not there yet, and will be.
        bar = self.verticalScrollBar()
        return self.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())

    def _relayout(self) -> None:
        sizes = self._facts.sizes if self._facts is not None else ()
        scale = fit_width(sizes, self._likely_width()) if self._zoom is None else self._zoom * PIXELS_PER_POINT
        view = self.viewport().size()
        self._layout = PageLayout(sizes, scale, view.width())
        vertical, across = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, self._layout.height - view.height()))
        vertical.setPageStep(max(1, view.height() - 40))
        middle = across.value() + across.pageStep() / 2 if across.maximum() else 0.0
        share = middle / max(1, across.maximum() + across.pageStep()) if middle else 0.5
        across.setRange(0, max(0, self._layout.width - view.width()))
        across.setPageStep(view.width())
        across.setValue(round(self._layout.width * share - view.width() / 2))
        self._asking.start()
        self.viewport().update()

    def on_screen(self, page: int, rect: Rect) -> QRectF:
        """Where a rectangle of the unrotated page stands in the window now."""
        if self._facts is None:
            return QRectF()
        rotation = self._facts.rotations[page - 1] if page <= len(self._facts.rotations) else 0
        x, y, w, h = self._layout.on_page(page, rect, rotation)
        return QRectF(x - self.horizontalScrollBar().value(), y - self.verticalScrollBar().value(), w, h)

    def _shown_rect(self, page: int, rect: Rect) -> QRectF:
        """The same with a little air, since words touch the edges of their boxes."""
        exact = self.on_screen(page, rect)
        return exact.adjusted(-1.5, -min(2.0, 0.07 * exact.height()), 1.5, 0.5)

    def _page_rect(self, page: int) -> QRectF:
        x, y, w, h = self._layout.rect(page)
        return QRectF(x - self.horizontalScrollBar().value(), y - self.verticalScrollBar().value(), w, h)

    # -- hooks ------------------------------------------------------------------------------------------------------

    @property
    def mouse_tool(self) -> MouseTool | None:
        """What gets the mouse first."""
        return self._tool

    @mouse_tool.setter
    def mouse_tool(self, tool: MouseTool | None) -> None:
        self._tool = tool
        self.viewport().setMouseTracking(tool is not None)

    def page_at(self, pos: QPointF) -> PagePoint | None:
        """The page under a point of the viewport, and the point on it in points of the unrotated page; None in the gaps."""
        return next((self._on_page(page, pos) for page in self._visible() if self._page_rect(page).contains(pos)), None)

    def nearest_point(self, pos: QPointF) -> PagePoint | None:
        """As `page_at`, on the nearest page where there is none under the point; None only while there are no pages."""

        def inside(rect: QRectF) -> QPointF:
            return QPointF(min(max(pos.x(), rect.left()), rect.right()), min(max(pos.y(), rect.top()), rect.bottom()))

        near = [(inside(self._page_rect(page)), page) for page in self._visible()] if self._facts is not None else []
        if not near:
            return None
        point, page = min(near, key=lambda found: ((found[0] - pos).manhattanLength(), found[1]))
        return self._on_page(page, point)

    def _on_page(self, page: int, pos: QPointF) -> PagePoint:
        assert self._facts is not None
        rect, size = self._page_rect(page), self._facts.sizes[page - 1]
        x, y = (pos.x() - rect.x()) / rect.width() * size[0], (pos.y() - rect.y()) / rect.height() * size[1]
        rotation = self._facts.rotations[page - 1] if page <= len(self._facts.rotations) else 0
        return (page, *unshown(x, y, size, rotation))

    def scroll_towards(self, pos: QPointF) -> None:
        """Scroll a little towards a point outside of the viewport, the faster the farther; for drags that leave it."""
        view = self.viewport().rect()
        for bar, at, size in (
            (self.horizontalScrollBar(), pos.x(), view.width()),
            (self.verticalScrollBar(), pos.y(), view.height()),
        ):
            past = min(at, 0.0) + max(at - size, 0.0)
            bar.setValue(bar.value() + round(past / 2))

    def fraction_of(self, page: int, rect: Rect) -> float:
        """The height of a rectangle's middle within the whole, 0 to 1, for marks on a scroll bar."""
        if self._facts is None or not 1 <= page <= self._layout.pages:
            return 0.0
        exact = self.on_screen(page, rect)
        return min(max((exact.center().y() + self.verticalScrollBar().value()) / max(1, self._layout.height), 0.0), 1.0)

    def repaint_all(self) -> None:
        """Forget every picture and draw anew, since pictures would now be made otherwise."""
        self.pictures.forget()
        self._asking.start()
        self.viewport().update()

    # -- pictures ---------------------------------------------------------------------------------------------------

    def _visible(self) -> range:
        return self._layout.visible(self.verticalScrollBar().value(), self.viewport().height())

    def _pictures_of(self, page: int) -> list[Wanted]:
        """What makes a page sharp where it is seen, most urgent first."""
        rect, ratio = self._page_rect(page), self.devicePixelRatioF()
        width, height = round(rect.width() * ratio), round(rect.height() * ratio)
        if width * height <= _WHOLE:
            return [Wanted(page, width)]
        seen = rect.intersected(QRectF(self.viewport().rect())).translated(-rect.topLeft())
        columns = range(int(seen.left() * ratio) // _TILE, int(max(0.0, seen.right() * ratio - 1)) // _TILE + 1)
        rows = range(int(seen.top() * ratio) // _TILE, int(max(0.0, seen.bottom() * ratio - 1)) // _TILE + 1)
        tiles = [Wanted(page, width, self._tile(c, r, width, height)) for r in rows for c in columns] if not seen.isEmpty() else []
        rough = Wanted(page, max(1, round((1_500_000 * width / height) ** 0.5)))
        return [rough, *tiles] if self.pictures.cache.nearest(page, rough.width) is None else tiles

    @staticmethod
    def _tile(column: int, row: int, width: int, height: int) -> tuple[int, int, int, int]:
        x, y = column * _TILE, row * _TILE
        return (x, y, min(_TILE, width - x), min(_TILE, height - y))

    @Slot()
    def _ask(self) -> None:
        if self._facts is None or not self._layout.pages:
            return
        visible = self._visible()
        wanted = [w for page in visible for w in self._pictures_of(page)]
        following = visible.stop if self._down else visible.start - 1
        if 1 <= following <= self._layout.pages:
            wanted += self._pictures_of(following)[:1]
        self.pictures.want(wanted)
        self._drawing.start()
        if visible != self._seen:
            self._seen = visible
            self.pages_seen.emit(visible)

    @Slot()
    def _still_drawing(self) -> None:
        """Say so on the pages in sight that are empty yet."""
        self._late = {page for page in self._visible() if self.pictures.cache.nearest(page, 1) is None}
        if self._late:
            self.viewport().update()

    @Slot(int)
    def _arrived(self, page: int) -> None:
        if page in self._visible() or self._facts is None:
            self.viewport().update()
        if self._facts is not None:
            self._asking.start()

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pages in sight: paper, picture, lit words."""
        painter = QPainter(self.viewport())
        if self._facts is None:
            self._paint_early(painter)
            return
        for page in self._visible():
            rect = self._page_rect(page)
            if rect.intersects(QRectF(event.rect())):
                self._paint_page(painter, page, rect)

    def _paint_early(self, painter: QPainter) -> None:
        """The first picture, where it will be once the facts are there; most pages are still as high as they will be."""
        if self.pictures.path is None or self._goal is None:
            return
        width = self._likely_width() - 2 * MARGIN
        picture = self.pictures.cache.nearest(self._goal.page, 1)
        if picture is not None and self._goal.y == 0:
            top = 14.0 if self._goal.page == 1 else 0.0
            target = QRectF(MARGIN, top, width, width * picture.height() / picture.width())
            paint.paper(painter, target, self.palette())
            paint.picture(painter, target, picture)

    def _paint_page(self, painter: QPainter, page: int, rect: QRectF) -> None:
        paint.paper(painter, rect, self.palette())
        if page in self.pictures.failures:
            reason = self.tr("This page cannot be shown.") + "\n\n" + self.pictures.failures[page]
            paint.sentence(painter, rect, QRectF(self.viewport().rect()), reason)
            return
        ratio = self.devicePixelRatioF()
        width = round(rect.width() * ratio)
        near = self.pictures.cache.nearest(page, width)
        if near is not None:
            paint.picture(painter, rect, near)
        elif page in self._late:
            paint.sentence(painter, rect, QRectF(self.viewport().rect()), self.tr("Drawing …"), quiet=True)
        sharp = near is not None and near.width() == width
        for wanted in self._pictures_of(page):
            tile = self.pictures.cache.get(wanted) if wanted.tile is not None else None
            if tile is not None and wanted.tile is not None:
                x, y, w, h = wanted.tile
                paint.picture(painter, QRectF(rect.x() + x / ratio, rect.y() + y / ratio, w / ratio, h / ratio), tile)
                sharp = True
        for overlay in self.overlays:
            painter.save()
            overlay(painter, page, rect)
            painter.restore()
        current = self._now[1] if self._now[0] == page else ()
        rects = [self._shown_rect(page, r) for r in self._lit.get(page, ()) if r not in current]
        paint.lit(painter, rects, paint.by_line([self._shown_rect(page, r) for r in current]))
        if sharp and page not in self._sharp:
            self._sharp.add(page)
            self.shown.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps what is at the top at the top."""
        spot = self.spot()
        super().resizeEvent(event)
        self._relayout()
        if self._facts is not None:
            self.verticalScrollBar().setValue(self._layout.y_of(spot))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Another part is in sight."""
        top = self.verticalScrollBar().value()
        if top != self._last_top:
            self._down = top > self._last_top
            self._last_top = top
        self._goal = None
        # A sentence stands in the middle of what is seen, so it moves otherwise than its page.
        if dx == 0 and not any(page in self._late or page in self.pictures.failures for page in self._visible()):
            self.viewport().scroll(0, dy)
        else:
            self.viewport().update()
        self._asking.start()
        self.moved.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; with Control, zooms at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_by(1 if event.angleDelta().y() > 0 else -1, event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys every reader knows."""
        bar, key = self.verticalScrollBar(), event.key()
        across = self.horizontalScrollBar()
        if key == Qt.Key.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(0 if key == Qt.Key.Key_Home else bar.maximum())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and across.maximum() == 0:
            self.go(Spot(min(max(1, self.page() + (1 if key == Qt.Key.Key_Right else -1)), max(1, self.pages()))), 8)
        else:
            super().keyPressEvent(event)

    def _hit(self, event: QMouseEvent) -> PagePoint | None:
        return self.nearest_point(event.position()) if self._tool_holds else self.page_at(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of the page, unless a tool takes it."""
        if self._tool is not None and self._tool.press(event, self._hit(event)):
            self._tool_holds = True
        elif event.button() == Qt.MouseButton.LeftButton:
            self._drag = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pulls the page along."""
        if self._drag is None:
            if self._tool is not None:
                self._tool.move(event, self._hit(event))
            return
        by = event.position().toPoint() - self._drag
        self._drag = event.position().toPoint()
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go of the page."""
        if self._drag is None and self._tool is not None:
            self._tool.release(event, self._hit(event))
        if event.buttons() == Qt.MouseButton.NoButton:
            self._tool_holds = False
        if event.button() == Qt.MouseButton.LeftButton and self._drag is not None:
            self._drag = None
            self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press, for a tool or as the first."""
        if self._tool is not None and self._tool.double_click(event, self._hit(event)):
            self._tool_holds = True
        else:
            self.mousePressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tells the tool when the mouse leaves."""
        if event.type() == QEvent.Type.Leave and self._tool is not None:
            self._tool.leave()
        return super().viewportEvent(event)

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
