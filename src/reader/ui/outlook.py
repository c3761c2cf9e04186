"""How the window looks and speaks: appearance, language, icons, full screen; chosen in the menus, changed while running."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from reader.ui import icons, theme
from reader.ui.actions import Actions
from reader.ui.language import Translators
from reader.ui.search_field import SearchField


class Outlook(QObject):
    """Applies what is chosen to one window."""

    def __init__(self, window: QMainWindow, actions: Actions, field: SearchField, translators: Translators, appearance: str) -> None:
        super().__init__(window)
        self._window, self._actions, self._field = window, actions, field
        self._translators, self._appearance = translators, appearance
        actions.appearances.triggered.connect(self._choose_appearance)
        actions.languages.triggered.connect(self._choose_language)
        actions.all["full"].toggled.connect(self._full_screen)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._dress()

    @property
    def language(self) -> str:
        """The language of the interface."""
        return self._translators.language

    def _dress(self) -> None:
        """Colours that are not the palette's business alone: the style sheet and the icons."""
        palette, ratio = QGuiApplication.palette(), self._window.devicePixelRatioF()
        self._window.setStyleSheet(theme.style_sheet(palette))
        self._actions.paint_icons(palette, ratio)
        self._field.set_glass(icons.icon("search", palette, ratio))
        self._actions.check(self._actions.appearances, self._appearance)

    @Slot(QAction)
    def _choose_appearance(self, action: QAction) -> None:
        self._appearance = str(action.data())
        self._apply()

    @Slot()
    def _system_changed(self) -> None:
        if self._appearance == "system":
            self._apply()

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self._appearance)
            self._dress()

    @Slot(QAction)
    def _choose_language(self, action: QAction) -> None:
        self.speak(str(action.data()))

    def speak(self, language: str) -> None:
        """Change the language of the interface."""
        self._translators.use(language)

    @Slot(bool)
    def _full_screen(self, full: bool) -> None:
        self._window.menuBar().setVisible(not full)
        if full:
            self._window.showFullScreen()
        else:
            self._window.showNormal()
