"""The window's front door: application, language, appearance, window; every object is made here and handed on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reader.library import Library, Place
    from reader.paths import Paths
    from reader.pdf_process import PdfProcess
    from reader.ui.protocols import Session
    from reader.ui.window import Window


def run(paths: Paths, pdf: PdfProcess, place: Place | None, argv: Sequence[str], *, no_trace: bool = False) -> int:
    """Show the window and stay until it is closed; the exit code."""
    app = make_application(argv)
    window = make_window(app, paths, pdf, place, no_trace=no_trace)
    window.show()
    return app.exec()


def make_application(argv: Sequence[str]) -> QApplication:
    """The QApplication with our style, fonts and colours, or the one that exists already."""
    from PySide6.QtWidgets import QApplication

    from reader.ui import theme

    app = QApplication.instance() or QApplication(list(argv))
    assert isinstance(app, QApplication)
    app.setApplicationName("partner-reader")
    app.setApplicationDisplayName("Partner Reader")
    app.setStyle("Fusion")
    theme.register_resources()
    theme.load_fonts(theme.FIRST_FONTS)
    app.setFont(theme.interface_font())
    theme.apply(app, "system")
    return app


def make_window(
    app: QApplication,
    paths: Paths,
    pdf: PdfProcess,
    place: Place | None = None,
    *,
    no_trace: bool = False,
    language: str = "",
    appearance: str = "system",
) -> Window:
    """The window, not yet shown; `language` and `appearance` instead of the system's."""
    from reader.ui import theme
    from reader.ui.language import Translators, of_system
    from reader.ui.window import Window

    del no_trace  # nothing is kept yet: the reader's own things come with the Window issue
    translators = Translators(app)
    translators.use(language or of_system())
    if appearance != "system":
        theme.apply(app, appearance)

    def load() -> Library:
        from reader import library

        return library.load(paths.content)

    def make_session(library: Library) -> Session:
        from reader.session import Session  # on the worker, after the first paint: it brings the stemmer and SQLite

        return Session(paths, library, pdf)

    window = Window(pdf, translators, load, make_session, appearance=appearance)
    window.start(place, paths.content)
    return window
