"""The commands on a page's text and links as actions: their words, keys and the menu at the pointer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

_Key = QKeySequence.StandardKey
_KEYS: dict[str, tuple[str | QKeySequence.StandardKey, ...]] = {
    "copy": (_Key.Copy,), "cite": ("Ctrl+Shift+C",), "all": (_Key.SelectAll,), "clear": ("Escape",), "links": ("Ctrl+L",),
}  # fmt: skip
NAMES = ("copy", "cite", "all", "clear", "links", "follow", "address")


class Commands(QObject):
    """Actions that hold while the page view has the focus, so that the keys mean the field's own in a field."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.all: dict[str, QAction] = {name: QAction(view) for name in NAMES}
        for name, action in self.all.items():
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcuts([QKeySequence(key) for key in _KEYS.get(name, ())])
            view.addAction(action)
        self._view = view
        self.retranslate()

    def menu(self, link: bool, address: bool, more: list[QAction]) -> QMenu:
        """The menu at the pointer; what leads nowhere there is left out."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if link:
            menu.addAction(self.all["follow"])
        if address:
            menu.addAction(self.all["address"])
        if link:
            menu.addSeparator()
        for name in ("copy", "cite", "all"):
            menu.addAction(self.all[name])
        menu.addSeparator()
        menu.addAction(self.all["links"])
        if more:
            menu.addSeparator()
            menu.addActions(more)
        return menu

    def retranslate(self) -> None:
        """All words."""
        words = {
            "copy": self.tr("Copy"), "cite": self.tr("Copy with citation"), "all": self.tr("Select the page"),
            "clear": self.tr("Clear the selection"), "links": self.tr("Links on this page …"), "follow": self.tr("Follow the link"),
            "address": self.tr("Copy the address"),
        }  # fmt: skip
        for name, text in words.items():
            self.all[name].setText(text)
