"""The mouse on the pages: a tool has it first; what it leaves drags the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent

from reader.ui.pages.area import PageArea
from reader.ui.pages.hooks import MouseTool, PagePoint


class Hand:
    """Gives mouse events to `tool`, or moves the pages; it is told which each time, as a cycle of references would keep a dead view."""

    def __init__(self) -> None:
        self.tool: MouseTool | None = None
        self._tool_holds = False
        self._grip: QPoint | None = None

    def press(self, pages: PageArea, event: QMouseEvent) -> None:
        """A button went down; the left one takes hold of the page, unless the tool takes it."""
        if self._take(pages, event, self.tool.press if self.tool is not None else None):
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()
            pages.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def double_click(self, pages: PageArea, event: QMouseEvent) -> None:
        """The second press of two; as the first where the tool does not take it."""
        if not self._take(pages, event, self.tool.double_click if self.tool is not None else None):
            self.press(pages, event)

    def move(self, pages: PageArea, event: QMouseEvent) -> None:
        """The page follows the mouse that holds it."""
        if self._grip is None:
            if self.tool is not None:
                self.tool.move(event, self._hit(pages, event))
            return
        by = event.position().toPoint() - self._grip
        self._grip += by
        for bar, step in ((pages.verticalScrollBar(), by.y()), (pages.horizontalScrollBar(), by.x())):
            bar.setValue(bar.value() - step)

    def release(self, pages: PageArea, event: QMouseEvent) -> None:
        """Lets go of the page."""
        if self._grip is None:
            if self.tool is not None:
                self.tool.release(event, self._hit(pages, event))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._grip = None
            pages.viewport().unsetCursor()
        if event.buttons() == Qt.MouseButton.NoButton:
            self._tool_holds = False

    def _take(self, pages: PageArea, event: QMouseEvent, tell: Callable[[QMouseEvent, PagePoint | None], bool] | None) -> bool:
        if tell is not None and self._grip is None and tell(event, self._hit(pages, event)):
            self._tool_holds = True
            return True
        return False

    def _hit(self, pages: PageArea, event: QMouseEvent) -> PagePoint | None:
        return (pages.nearest_point if self._tool_holds else pages.page_at)(event.position())
