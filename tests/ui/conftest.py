"""The real application object once, its own words in English, and windows on the tiny library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from reader.ui import make_application, make_window
from reader.ui.language import Translators

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from reader.library import Place
    from reader.paths import Paths
    from reader.pdf_process import PdfProcess
    from reader.ui.window import Window

MakeWindow = Callable[..., "Window"]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Dressed as for readers; one a process."""
    app = make_application(["reader-tests"])
    Translators(app).use("en")
    return app


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, built: Paths, pdf: PdfProcess) -> Iterator[MakeWindow]:
    """Opens a window on the tiny library and waits until it can search; closed, workers joined, after the test."""
    opened: list[Window] = []

    def make(place: Place | None = None, *, language: str = "en", appearance: str = "light") -> Window:
        window = make_window(qapp, built, pdf, place, language=language, appearance=appearance)
        qtbot.addWidget(window)
        opened.append(window)
        window.resize(1100, 800)
        window.show()
        qtbot.waitUntil(lambda: window.searchable and window.settled, timeout=30_000)
        return window

    yield make
    for window in opened:
        window.close()
        window.outlook.speak("en")
