"""What others may hang on the page view: a tool that gets the mouse first, and painters over the pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QMouseEvent, QPainter

# A page from 1, and x and y in points from the top left of the unrotated page.
PagePoint = tuple[int, float, float]

# Called with a painter in viewport pixels, the page and its rectangle; after the page's picture and before its lit words.
Overlay = Callable[[QPainter, int, QRectF], None]


class MouseTool(Protocol):
    """Gets the mouse before the view does; what it does not handle drags the page.

    `hit` is the point under the mouse, None in the gaps; after a press that was handled, until its release, it is the nearest point
    instead and never None while there are pages.
    """

    def press(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        """A button went down; True when it is handled."""

    def move(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        """The mouse moved, with or without a button; True when it is handled."""

    def release(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        """A button came up; True when it is handled."""

    def double_click(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        """The second press of two; True when it is handled."""

    def leave(self) -> None:
        """The mouse left the view."""
