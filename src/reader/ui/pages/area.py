"""The ground of the page view: where its pages stand in the window, and what stays where it is when that changes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reader.ui.pages import plan
from reader.ui.pages.hooks import PagePoint
from reader.ui.pages.layout import ARRANGEMENTS, FITS, MARGIN, PIXELS_PER_POINT, Hold, PageLayout, Rect, Spot, clamp_scale, unshown
from reader.ui.pages.plan import Sight
from reader.ui.protocols import FactsLike

_STEPS = (0.10, 0.25, 0.33, 0.50, 0.67, 0.75, 0.90, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)
_NOTCH = 120  # of a wheel, in eighths of a degree


class PageArea(QAbstractScrollArea):
    """Pages laid out, scrolled and zoomed; what they show is for `PageView`."""

    moved = Signal()  # another height or page came to the top
    zoomed = Signal()
    arranged = Signal(str)  # another arrangement

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: FactsLike | None = None
        self._zoom, self._fit = 1.0, "width"  # the zoom counts while nothing is fitted
        self._arrangement = "continuous"
        self._layout = PageLayout((), (1, 1))
        self._goal: Spot | None = None  # until there are facts
        self._goal_margin = 0
        self._asked = 0  # the page asked for, until the reader moves on: of two side by side it is the one that is read
        self._hold: Hold | None = None  # what stays at the top however often the window changes
        self._placing = False
        self._down = True
        self._last_top = 0
        self._turned = 0  # of a wheel beyond a page's end
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setSingleStep(48)

    # -- where the reader is ----------------------------------------------------------------------------------------

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
        return self._layout.spot(self.verticalScrollBar().value(), self._asked)

    def page(self) -> int:
        """The page being read: the one a third down the window, or the one that is seen whole."""
        if self._facts is None:
            return self._goal.page if self._goal else 1
        down = 0.0 if self._layout.whole_pages else self.viewport().height() / 3
        return self._layout.spot(self.verticalScrollBar().value() + down, self._asked).page

    def visible_pages(self) -> range:
        """The pages in sight."""
        return plan.visible(self._layout, self._sight())

    def fraction_of(self, page: int, rect: Rect) -> float:
        """The height of a rectangle's middle within the whole, 0 to 1, for marks on a scroll bar."""
        if self._facts is None or not 1 <= page <= self._layout.pages:
            return 0.0
        _, y, _, height = self._layout.on_page(page, rect, self._rotation(page))
        return min(max((y + height / 2) / max(1, self._layout.height), 0.0), 1.0)

    # -- points -----------------------------------------------------------------------------------------------------

    def page_at(self, pos: QPointF) -> PagePoint | None:
        """The page under a point of the viewport, and the point on it in points of the unrotated page; None in the gaps."""
        return next((self._on_page(page, pos) for page in self.visible_pages() if self._page_rect(page).contains(pos)), None)

    def nearest_point(self, pos: QPointF) -> PagePoint | None:
        """As `page_at`, on the nearest page where there is none under the point; None only while there are no pages."""
        sight = self._sight()
        page = self._layout.nearest(pos.x() + sight.x, pos.y() + sight.y, self.visible_pages())
        return self._on_page(page, pos) if page else None

    def on_screen(self, page: int, rect: Rect) -> QRectF:
        """Where a rectangle of the unrotated page stands in the window now."""
        if self._facts is None:
            return QRectF()
        x, y, w, h = self._layout.on_page(page, rect, self._rotation(page))
        return QRectF(x - self.horizontalScrollBar().value(), y - self.verticalScrollBar().value(), w, h)

    def _on_page(self, page: int, pos: QPointF) -> PagePoint:
        rect, (width, height), scale = self._page_rect(page), self._layout.sizes[page - 1], self._layout.scale_of(page)
        x, y = min(max((pos.x() - rect.x()) / scale, 0.0), width), min(max((pos.y() - rect.y()) / scale, 0.0), height)
        return (page, *unshown(x, y, (width, height), self._rotation(page)))

    def _rotation(self, page: int) -> int:
        return self._facts.rotations[page - 1] if self._facts is not None and page <= len(self._facts.rotations) else 0

    def _page_rect(self, page: int) -> QRectF:
        x, y, w, h = self._layout.rect(page)
        return QRectF(x - self.horizontalScrollBar().value(), y - self.verticalScrollBar().value(), w, h)

    def _sight(self) -> Sight:
        view, x, y = self.viewport(), self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return Sight(x, y, view.width(), view.height(), self.devicePixelRatioF())

    # -- zoom and arrangement ---------------------------------------------------------------------------------------

    @property
    def arrangement(self) -> str:
        """One of ARRANGEMENTS."""
        return self._arrangement

    @property
    def fit(self) -> str:
        """What the pages follow: "width", "page", or "" while a zoom was chosen."""
        return self._fit

    def fits_width(self) -> bool:
        """True while the pages follow the window's width."""
        return self._fit == "width"

    def zoom(self) -> float:
        """1.0 at the size of print on a 96-dots screen; where pages are fitted, that of the page being read."""
        return self._layout.scale_of(self.page()) / PIXELS_PER_POINT

    def set_arrangement(self, name: str) -> None:
        """How pages lie; what is read stays in sight. Raises ValueError for another name than those of ARRANGEMENTS."""
        if name not in ARRANGEMENTS:
            raise ValueError(name)
        if name != self._arrangement:
            self._hold = self._top_hold(read=name == "single")
            self._arrangement = name
            self._relayout()
            self.arranged.emit(name)
            self.zoomed.emit()
            self.moved.emit()

    def set_fit(self, fit: str) -> None:
        """Follow the window: "width" or "page"; what is read stays in sight. Raises ValueError for another name."""
        if fit not in FITS:
            raise ValueError(fit)
        if fit != self._fit:
            self._hold = self._top_hold(read=fit == "page")
            self._fit = fit
        self._relayout()
        self.zoomed.emit()

    def set_zoom(self, zoom: float | None, anchor: QPointF | None = None) -> None:
        """A zoom, or None for the width of the window; what is under `anchor` (else the top edge) stays where it is."""
        hold = self._hold_under(anchor) if anchor is not None else None
        if zoom is None:
            self._fit = "width"
        else:
            self._fit, self._zoom = "", clamp_scale(zoom * PIXELS_PER_POINT) / PIXELS_PER_POINT
        self._relayout(hold, anchor)
        self.zoomed.emit()

    def zoom_by(self, steps: int, anchor: QPointF | None = None) -> None:
        """To the next larger or smaller usual zoom."""
        now = self.zoom()
        if steps > 0:
            self.set_zoom(next((s for s in _STEPS if s > now * 1.01), _STEPS[-1]), anchor)
        else:
            self.set_zoom(next((s for s in reversed(_STEPS) if s < now * 0.99), _STEPS[0]), anchor)

    # -- what stays where it is -------------------------------------------------------------------------------------

    def _likely_width(self) -> int:
        # The scroll bar is not there yet, and will be.
        bar = self.verticalScrollBar()
        return self.viewport().width() - (0 if bar.isVisible() else bar.sizeHint().width())

    def _relayout(self, hold: Hold | None = None, anchor: QPointF | None = None) -> None:
        """Lays the pages anew; `hold` comes to stand at `anchor`, without which the top edge keeps what it has."""
        self._hold = kept = hold or self._hold or self._top_hold()
        self._lay()
        if kept is not None and self._layout.pages:
            view = self.viewport()
            at = anchor if hold is not None and anchor is not None else QPointF(view.width() / 2, 0)
            x, y = self._layout.held(kept)
            self._place(self._layout.kept_top(kept, round(y - at.y()), at_top=hold is None), round(x - at.x()))
            self._asked = kept.page
        if hold is not None:
            self._hold = None

    def _lay(self) -> None:
        sizes = self._facts.sizes if self._facts is not None else ()
        view, across, down = self.viewport().size(), self.horizontalScrollBar(), self.verticalScrollBar()
        width = self._likely_width() if self._fit else view.width()
        scale = self._zoom * PIXELS_PER_POINT
        self._layout = PageLayout(sizes, (width, view.height()), scale=scale, fit=self._fit, arrangement=self._arrangement)
        self._layout.widen(view.width())
        self._placing = True
        down.setRange(0, max(0, self._layout.height - view.height()))
        down.setPageStep(max(1, view.height() - 40))
        across.setRange(0, max(0, self._layout.width - view.width()))
        across.setPageStep(view.width())
        self._placing = False

    def _top_hold(self, *, read: bool = False) -> Hold | None:
        """What stands at the top edge, in the middle; while pages are seen whole, or with `read`, of the page that is read."""
        if not self._layout.pages:
            return None
        sight = self._sight()
        page = self.page() if read or self._layout.whole_pages else self.spot().page
        return self._layout.hold(sight.x + sight.width / 2, sight.y, page)

    def _hold_under(self, pos: QPointF) -> Hold | None:
        x, y = pos.x() + self.horizontalScrollBar().value(), pos.y() + self.verticalScrollBar().value()
        page = self._layout.nearest(x, y, self.visible_pages())
        return self._layout.hold(x, y, page) if page else None

    def _place(self, top: int, left: int | None = None) -> None:
        """Puts the edges there, whatever arrangement; unlike scrolling it does not forget what is held."""
        self._placing = True
        if left is not None:
            self.horizontalScrollBar().setValue(left)
        self.verticalScrollBar().setValue(top)
        self._placing = False

    def _jump(self, page: int, top: int) -> None:
        """Brings the top edge there for the sake of that page; in the single arrangement never to another."""
        self._hold = self._goal = None
        if self._arrangement == "single":
            top = min(max(top, self._layout.top_of(page)), self._layout.bottom_of(page))
        # Of two side by side that are wider than the window, the one asked for.
        aside = self._arrangement == "facing" and not QRectF(self.viewport().rect()).contains(self._page_rect(page).center().x(), 1)
        self._place(top, self._layout.rect(page)[0] - MARGIN if aside and self._layout.sizes else None)
        self._asked = page

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps what is at the top at the top."""
        super().resizeEvent(event)
        self._relayout()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Another part is in sight, in the single arrangement of one page only."""
        top = self.verticalScrollBar().value()
        if not self._placing:
            settled = self._layout.settled(top, self._last_top)
            if settled != top:
                self.verticalScrollBar().setValue(settled)
                return
            self._goal, self._hold, self._asked = None, None, 0
        if top != self._last_top:
            self._down = top > self._last_top
        turned = self._arrangement == "single" and self._layout.visible(top, 1) != self._layout.visible(self._last_top, 1)
        self._last_top = top
        self._scrolled(0 if turned else dy, dx if not turned else 1)
        self.moved.emit()

    def _scrolled(self, dy: int, dx: int) -> None:
        """The pages moved by so many pixels."""
        raise NotImplementedError

    def scroll_towards(self, pos: QPointF) -> None:
        """Scroll a little towards a point outside of the viewport, the faster the farther; for drags that leave it."""
        view = self.viewport()
        for bar, at, size in ((self.horizontalScrollBar(), pos.x(), view.width()), (self.verticalScrollBar(), pos.y(), view.height())):
            past = min(at, 0.0) + max(at - size, 0.0)
            bar.setValue(bar.value() + round(past / 2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; with Control, zooms at the pointer; beyond the end of a single page it turns it. Touchpads do so by whole notches."""
        by, bar = event.angleDelta().y(), self.verticalScrollBar()
        zooms = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not zooms and not (by and self._layout.at_end(bar.value(), down=by < 0)):
            self._turned = 0
            super().wheelEvent(event)
            return
        event.accept()
        self._turned = by + (self._turned if self._turned * by > 0 else 0)
        if abs(self._turned) < _NOTCH:
            return
        self._turned = 0
        if zooms:
            self.zoom_by(1 if by > 0 else -1, event.position())
        else:
            bar.setValue(bar.value() + (1 if by < 0 else -1))
