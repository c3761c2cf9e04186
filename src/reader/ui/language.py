"""The language of the interface: Qt's own words first, then ours, changed while running."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

OURS = Path(__file__).with_name("i18n")
LANGUAGES = ("en", "es")


def of_system() -> str:
    """The first of the system's languages that we speak."""
    for name in QLocale.system().uiLanguages():
        code = name.replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


class Translators:
    """Installs the translators of one language and takes the last one's out."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self.language = "en"

    def use(self, language: str) -> None:
        """Speak this language from now on; every widget hears a LanguageChange."""
        for old in self._installed:
            self._app.removeTranslator(old)
        self._installed.clear()
        self.language = language
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        files = [(f"qtbase_{language}", folder)] if language != "en" else []
        for name, where in [*files, (f"reader_{language}", str(OURS))]:
            translator = QTranslator(self._app)
            if translator.load(name, where):
                self._app.installTranslator(translator)
                self._installed.append(translator)


def language_name(code: str) -> str:
    """A language in the language of the interface."""
    names = {"en": QCoreApplication.translate("Languages", "English"), "es": QCoreApplication.translate("Languages", "Spanish")}
    return names.get(code, code)
