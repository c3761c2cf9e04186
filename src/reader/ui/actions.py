"""Every command of the window as a QAction: its words, its shortcut, its place in the menus."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QMainWindow, QMenu

from reader.ui import icons, theme
from reader.ui.menus import Menus

_Key = QKeySequence.StandardKey
LANGUAGES = (("en", "English"), ("es", "Español"))
# Standard keys where Qt knows one for the system, so that macOS and Windows people find their own.
_SHORTCUTS: dict[str, tuple[str | QKeySequence.StandardKey, ...]] = {
    "home": ("Alt+Home",), "quit": ("Ctrl+Q",),
    "undo": (_Key.Undo,), "redo": (_Key.Redo,), "copy": (_Key.Copy,), "cite": ("Ctrl+Shift+C",), "select": (_Key.SelectAll,),
    "bookmark": ("Ctrl+D",),
    "back": ("Alt+Left",), "forward": ("Alt+Right",), "page": ("Ctrl+G",), "links": ("Ctrl+L",),
    "search": ("Ctrl+K",), "find": (_Key.Find,), "next": ("F3",), "previous": ("Shift+F3",),
    "form": ("F4",), "panel": ("F9",), "larger": (_Key.ZoomIn, "Ctrl+="), "smaller": (_Key.ZoomOut,), "reset": ("Ctrl+0",),
    "actual": ("Ctrl+1",), "whole": ("Ctrl+2",), "single": ("Ctrl+6",), "facing": ("Ctrl+7",), "continuous": ("Ctrl+8",), "full": ("F11",),
    "guide": ("F1",), "shortcuts": ("Ctrl+F1",),
}  # fmt: skip
_ICONS = {
    "home": "home", "back": "back", "forward": "forward", "previous": "previous", "next": "next", "clear": "close",
    "larger": "larger", "smaller": "smaller", "panel": "panel",
}  # fmt: skip
_MENUS: dict[str, tuple[str, ...]] = {
    "file": ("home", "", "clear_data", "", "quit"),
    "edit": ("undo", "redo", "", "copy", "cite", "select", "", "bookmark"),
    "go": ("back", "forward", "", "page", "links"),
    "search": ("search", "find", "", "next", "previous", "clear"),
    "view": ("form", "panel", "", "larger", "smaller", "reset", "whole", "actual", "", "continuous", "single", "facing", "", "full"),
    "help": ("guide", "shortcuts", "", "details", "about"),
}
ARRANGEMENTS = ("continuous", "single", "facing")
_CHECKED = ("panel", "full", "still", *ARRANGEMENTS)


class Actions(QObject):
    """Makes the actions and menus of a window and keeps their words in its language; the window connects them."""

    def __init__(self, window: QMainWindow, menus: Menus) -> None:
        super().__init__(window)
        names = dict.fromkeys(name for menu in (*_MENUS.values(), ("still",)) for name in menu if name)
        self.all: dict[str, QAction] = {name: QAction(window) for name in names}
        for name, action in self.all.items():
            action.setShortcuts([QKeySequence(key) for key in _SHORTCUTS.get(name, ())])
            # Reachable while menu bar and bars are hidden (full screen).
            window.addAction(action)
        for name in _CHECKED:
            self.all[name].setCheckable(True)
        self.arrangements = QActionGroup(window)
        for name in ARRANGEMENTS:
            self.all[name].setData(name)
            self.arrangements.addAction(self.all[name])
        self._menus = menus
        for name, entries in _MENUS.items():
            menu = menus.all[name]
            for entry in entries:
                if entry:
                    menu.addAction(self.all[entry])
                else:
                    menu.addSeparator()
        menus.all["view"].addSeparator()
        self._appearance = menus.all["view"].addMenu("")
        self.appearances = self._choices(window, self._appearance, theme.APPEARANCES)
        menus.all["view"].addAction(self.all["still"])
        self.languages = self._choices(window, menus.all["language"], [code for code, _ in LANGUAGES])
        for action, (_, name) in zip(self.languages.actions(), LANGUAGES, strict=True):
            action.setText(name)  # each in its own language, so that nobody is locked out
        self.form = "page"
        self.retranslate()

    @staticmethod
    def _choices(window: QMainWindow, menu: QMenu, values: tuple[str, ...] | list[str]) -> QActionGroup:
        group = QActionGroup(window)
        for value in values:
            action = menu.addAction("")
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
        return group

    def check(self, group: QActionGroup, value: str) -> None:
        """Tick one of a group's choices without triggering it."""
        for action in group.actions():
            action.setChecked(action.data() == value)

    def paint_icons(self, palette: QPalette, ratio: float) -> None:
        """Icons in the ink of the palette."""
        for name, file in _ICONS.items():
            self.all[name].setIcon(icons.icon(file, palette, ratio))
        # The switch shows what it leads to.
        self.all["form"].setIcon(icons.icon("text" if self.form == "page" else "page", palette, ratio))

    def show_form(self, form: str, palette: QPalette, ratio: float) -> None:
        """The switch leads from this form to the other."""
        self.form = form
        self.all["form"].setIcon(icons.icon("text" if form == "page" else "page", palette, ratio))
        self._name_form()

    def _name_form(self) -> None:
        self.all["form"].setText(self.tr("Text view") if self.form == "page" else self.tr("Page view"))

    def retranslate(self) -> None:
        """All words."""
        words = {
            "home": self.tr("Home"), "clear_data": self.tr("Clear my reading data …"), "quit": self.tr("Quit"),
            "undo": self.tr("Undo"), "redo": self.tr("Redo"), "copy": self.tr("Copy"), "cite": self.tr("Copy with citation"),
            "select": self.tr("Select all on this page"), "bookmark": self.tr("Add a bookmark"),
            "back": self.tr("Back"), "forward": self.tr("Forward"),
            "page": self.tr("Go to page"), "links": self.tr("Links on this page …"),
            "search": self.tr("Search the library"), "find": self.tr("Find in this document"),
            "next": self.tr("Next hit"), "previous": self.tr("Previous hit"), "clear": self.tr("Clear the highlighting"),
            "panel": self.tr("Side panel"), "larger": self.tr("Larger"), "smaller": self.tr("Smaller"), "reset": self.tr("Fit the width"),
            "whole": self.tr("Fit the page"), "actual": self.tr("Actual size"), "continuous": self.tr("Pages one below the other"),
            "single": self.tr("One page at a time"), "facing": self.tr("Facing pages"), "full": self.tr("Full screen"),
            "still": self.tr("Reduce motion"),
            "guide": self.tr("User guide"), "shortcuts": self.tr("Keyboard shortcuts"), "details": self.tr("Copy details for support"),
            "about": self.tr("About Partner Reader"),
        }  # fmt: skip
        for name, text in words.items():
            action = self.all[name]
            action.setText(text)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text} ({keys})" if keys else text)
        self._name_form()
        self._menus.retranslate()
        self._appearance.setTitle(self.tr("Appearance"))
        appearances = {
            "system": self.tr("As the system"), "light": self.tr("Light"), "sepia": self.tr("Sepia"), "dark": self.tr("Dark"),
            "contrast": self.tr("High contrast"),
        }  # fmt: skip
        for action in self.appearances.actions():
            action.setText(appearances[str(action.data())])
