"""The mouse on the pages' text: press and drag to select, click to follow a link, and what it shows as it passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.ui.pages.hooks import PagePoint
from reader.ui.pages.links import Links, Target
from reader.ui.pages.selection import Selection
from reader.ui.pages.sheets import Sheets

if TYPE_CHECKING:
    from reader.ui.pages.view import PageView

_REST = 60  # milliseconds the pointer is on a page before its words and links are asked for: no picture waits for them
_SCROLL = 30  # milliseconds between steps of scrolling while a drag is held at an edge
EDGE = 14  # pixels inside the edge where that begins


class Pointer(QObject):
    """The view's mouse tool. A drag from text selects, one from empty paper is left to the view, which drags the page."""

    clicked = Signal(object)  # a link, as a Target
    address_wanted = Signal(object)  # the middle button on a link that leads to an address
    selected = Signal()  # a drag or a double click ended

    def __init__(self, view: PageView, sheets: Sheets, selection: Selection, links: Links, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._sheets, self._selection, self._links = view, sheets, selection, links
        self._held = False  # between a press that was taken and its release
        self._moved = False
        self._pressed_at = QPointF()
        self._pressed: Target | None = None
        self._at: QPointF | None = None
        self._thrice = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        # People click twice where once is enough; the second click must not fall on what the first one brought.
        self._done = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self._rested)
        self._scrolling = QTimer(self, interval=_SCROLL)
        self._scrolling.timeout.connect(self._scroll)
        sheets.arrived.connect(self._arrived)
        view.moved.connect(self._passed)

    # -- buttons ----------------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        """Takes hold of text or a link."""
        if event.button() == Qt.MouseButton.MiddleButton:
            target = self._links.at(hit)
            if target is None or target.link.uri is None:
                return False
            self.address_wanted.emit(target)
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._selection.anchored:
            near = hit or self._view.nearest_point(event.position())
            return near is not None and self._extend(event, near)
        if hit is None:
            self._selection.clear()
            return False
        if self._thrice.isActive() and self._is_click(event):
            self._thrice.stop()
            return self._begin(event, hit, "line")
        target = self._links.at(hit)
        if target is None and not self._on_text(hit):
            self._selection.clear()
            return False
        self._begin(event, hit, "letter")
        self._pressed = target
        return True

    def double_click(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        """Selects a word, as written."""
        if self._done.isActive():
            return True
        if event.button() != Qt.MouseButton.LeftButton or hit is None or self._links.at(hit) is not None or not self._on_text(hit):
            return False
        self._thrice.start()
        return self._begin(event, hit, "word")

    def move(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        """Draws the selection along, or shows what is under the pointer."""
        self._at = event.position()
        if not self._held:
            if event.buttons() == Qt.MouseButton.NoButton:
                self._show(hit)
            return False
        if not self._moved and self._is_click(event):
            return True
        self._moved, self._pressed = True, None
        if hit is not None:
            self._selection.extend(hit)
        inside = QRectF(self._view.viewport().rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if inside.contains(event.position()):
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()
        return True

    def release(self, event: QMouseEvent, hit: PagePoint | None) -> bool:  # noqa: ARG002 - the nearest point, and a click needs the one under it
        """Ends a drag, or follows the link that was clicked."""
        if not self._held or event.button() != Qt.MouseButton.LeftButton:
            return False
        target = self._pressed
        self.let_go()
        here = self._view.page_at(event.position())
        if target is not None and self._links.at(here) == target:
            self._done.start()
            self.clicked.emit(target)
        elif self._selection.stretch is not None:
            self.selected.emit()
        self._show(here)
        return True

    def leave(self) -> None:
        """Nothing is under the pointer."""
        self._at = None
        self._resting.stop()
        self._show(None)

    def let_go(self) -> None:
        """No drag any more."""
        self._held = self._moved = False
        self._pressed = None
        self._scrolling.stop()

    def _begin(self, event: QMouseEvent, hit: PagePoint, unit: str) -> bool:
        self._hold(event, moved=unit != "letter")
        self._selection.begin(hit, unit)
        return True

    def _extend(self, event: QMouseEvent, hit: PagePoint) -> bool:
        self._hold(event, moved=True)
        self._selection.extend(hit)
        return True

    def _hold(self, event: QMouseEvent, *, moved: bool) -> None:
        self._held, self._moved, self._pressed = True, moved, None
        self._pressed_at = self._at = event.position()

    def _is_click(self, event: QMouseEvent) -> bool:
        """Still where the button went down, but for a hand's trembling."""
        return (event.position() - self._pressed_at).manhattanLength() < QApplication.startDragDistance()

    def _on_text(self, hit: PagePoint) -> bool:
        """True on text, and on a page whose words are on their way, which is taken for text until then."""
        page, x, y = hit
        lines = self._sheets.words(page)
        return lines is None or lines.on_text(x, y)

    @Slot()
    def _scroll(self) -> None:
        if self._at is None or not self._held:
            self._scrolling.stop()
            return
        view = self._view.viewport()
        self._view.scroll_towards(QPointF(_past(self._at.x(), view.width()), _past(self._at.y(), view.height())))
        point = self._view.nearest_point(self._at)
        if point is not None:
            self._selection.extend(point)

    # -- what is under it -------------------------------------------------------------------------------------------

    def _show(self, hit: PagePoint | None) -> None:
        """Cursor, tooltip and underline for a point; its page's words and links are asked for once the pointer rests."""
        view = self._view.viewport()
        if hit is not None and not self._sheets.has_words(hit[0]):
            if not self._resting.isActive():
                self._resting.start()
            hit = None
        target = self._links.at(hit)
        self._links.hover(target)
        tip = self._links.says(target, self._view.facts) if target is not None else ""
        if view.toolTip() != tip:
            view.setToolTip(tip)
        shape = Qt.CursorShape.ArrowCursor
        if target is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif hit is not None and self._on_text(hit):
            shape = Qt.CursorShape.IBeamCursor
        if view.cursor().shape() != shape:
            view.setCursor(shape)

    @Slot()
    def _passed(self) -> None:
        """The pages moved below the pointer: what was under it is not, and nothing is asked for while they run past."""
        if not self._held:
            self._links.hover(None)
            self._view.viewport().setToolTip("")

    @Slot()
    def _rested(self) -> None:
        hit = self._view.page_at(self._at) if self._at is not None else None
        if hit is not None:
            self._sheets.words(hit[0])
            self._sheets.links(hit[0])

    @Slot()
    def _arrived(self) -> None:
        if self._at is not None and not self._held and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._show(self._view.page_at(self._at))


def _past(at: float, size: float) -> float:
    """A point near or past an edge as one past it, as `scroll_towards` takes them; the middle where it is near none."""
    if at < EDGE:
        return min(at - EDGE, -2.0)
    return max(at + EDGE, size + 2.0) if at > size - EDGE else size / 2
