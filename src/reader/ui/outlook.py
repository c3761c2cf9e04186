"""How the window looks and speaks: appearance, language, icons, full screen; chosen in the menus, changed while running."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from reader.ui import icons, sheet, theme
from reader.ui.actions import Actions
from reader.ui.language import Translators
from reader.ui.search_field import SearchField


class Outlook(QObject):
    """Applies what is chosen to one window."""

    appearance_chosen = Signal(str)  # one of theme.APPEARANCES, to be kept
    language_chosen = Signal(str)  # to be kept
    dressed = Signal(str)  # one of palettes.NAMES: other colours are shown, so pages are printed on other paper

    def __init__(self, window: QMainWindow, actions: Actions, field: SearchField, translators: Translators, appearance: str) -> None:
        super().__init__(window)
        self._window, self._actions, self._field = window, actions, field
        self._translators, self._appearance = translators, appearance
        actions.appearances.triggered.connect(self._choose_appearance)
        actions.languages.triggered.connect(self._choose_language)
        actions.all["full"].toggled.connect(self._full_screen)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        if hasattr(hints, "accessibility"):  # Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        self._dress()

    @property
    def language(self) -> str:
        """The language of the interface."""
        return self._translators.language

    @property
    def colours(self) -> str:
        """Which of palettes.NAMES is shown."""
        return theme.name_of(QGuiApplication.palette())

    def _dress(self) -> None:
        """Colours that are not the palette's business alone: the style sheet and the icons."""
        palette, ratio = QGuiApplication.palette(), self._window.devicePixelRatioF()
        self._window.setStyleSheet(sheet.style_sheet(palette))
        self._actions.paint_icons(palette, ratio)
        self._field.set_glass(icons.icon("search", palette, ratio))
        self._actions.check(self._actions.appearances, self._appearance)

    @Slot(QAction)
    def _choose_appearance(self, action: QAction) -> None:
        self.choose(str(action.data()))
        self.appearance_chosen.emit(self._appearance)

    def choose(self, appearance: str) -> None:
        """Another of theme.APPEARANCES."""
        self._appearance = appearance
        self._apply()

    @Slot()
    def _system_changed(self) -> None:
        if self._appearance in ("system", "contrast"):
            self._apply()

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            # In one step: what is painted meanwhile would show new colours in old shapes.
            self._window.setUpdatesEnabled(False)
            theme.apply(app, self._appearance)
            self._dress()
            self._window.setUpdatesEnabled(True)
            self.dressed.emit(self.colours)

    @Slot(QAction)
    def _choose_language(self, action: QAction) -> None:
        self.speak(str(action.data()))
        self.language_chosen.emit(self.language)

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
