"""Imports the window's parts after the first paint, each in a turn of its own, so that keys typed meanwhile are shown."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Slot

# What takes longest, in slices of some 20 ms; `furnishing` brings the rest.
_DEAR = ("action_button", "pages.tools", "text.view", "bookmarks", "desk", "search_panel", "furnishing")


class Imports(QObject):
    """Calls `then` once they are there."""

    def __init__(self, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._left, self._then = list(_DEAR), then

    @Slot()
    def go_on(self) -> None:
        """The next one."""
        if self._left:
            import_module("reader.ui." + self._left.pop(0))
            QTimer.singleShot(0, self.go_on)
        else:
            self._then()
