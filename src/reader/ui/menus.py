"""The menus by their titles, which are on the screen from the first picture on; `Actions` fills them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QMenu


class Menus(QObject):
    """The menus of a window's menu bar, in order and in the language of the interface."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        bar = window.menuBar()
        self.all: dict[str, QMenu] = {name: bar.addMenu(title) for name, title in self._titles().items()}

    def _titles(self) -> dict[str, str]:
        return {
            "file": self.tr("&File"), "edit": self.tr("&Edit"), "go": self.tr("&Go"), "search": self.tr("&Search"),
            "view": self.tr("&View"), "language": self.tr("&Language"), "help": self.tr("&Help"),
        }  # fmt: skip

    def retranslate(self) -> None:
        """All titles."""
        for name, title in self._titles().items():
            self.all[name].setTitle(title)
