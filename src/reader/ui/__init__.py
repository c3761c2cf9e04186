"""The window's front door: application, language, appearance, window; every object is made here and handed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from reader.instance import Instance
    from reader.library import Library, Place
    from reader.log import Log
    from reader.paths import Paths
    from reader.pdf_process import PdfProcess
    from reader.pdf_start import Early
    from reader.sign import Sign
    from reader.ui.protocols import PdfLike, Session
    from reader.ui.window import Window


def run(
    paths: Paths,
    make_pdf: Callable[[], PdfProcess],
    place: str | None,
    argv: Sequence[str],
    *,
    no_trace: bool = False,
    early: Early | None = None,
    sign: Sign | None = None,
    instance: Instance | None = None,
) -> int:
    """Show the window and stay until it is closed; the exit code. `make_pdf` is called after the first paint.

    `sign` is taken away when the window is seen; `instance` is listened to from then on, and closed by whoever made it.
    """
    app = make_application(argv)
    if sign is not None:
        sign.soon()
    from reader.log import Log, watch

    log = Log()
    watch(log)
    window = _window(app, paths, make_pdf, place or "", keep=not no_trace, early=early, log=log)
    if sign is not None:
        window.bar.painted.connect(sign.close)
    window.complete.connect(lambda: _furnished(window, log, None if no_trace else paths.state, instance))
    window.show()
    code = app.exec()
    log.on_error = None  # whom it told is gone
    log.note("ended")
    return code


def _furnished(window: Window, log: Log, state: Path | None, instance: Instance | None) -> None:
    """What a start need not wait for: the log's file, being reachable for later starts, collecting again."""
    import gc

    log.note("started")
    window.opening.index_open.connect(lambda: log.note("index open"))
    window.opening.failed.connect(lambda _: log.note("library or index not opened"))
    if state is not None:
        log.keep_in(state)
    if instance is not None:
        from reader.ui.doorbell import Doorbell

        Doorbell(instance, window)
    # `__main__` put collecting off; what is there once the window is furnished stays, and need not be looked through while one scrolls.
    gc.freeze()
    gc.enable()


def make_application(argv: Sequence[str]) -> QApplication:
    """The QApplication with our style, fonts and colours, or the one that exists already."""
    from reader.ui.quick_start import import_qt

    import_qt()
    from PySide6.QtWidgets import QApplication

    from reader.ui import theme

    app = QApplication.instance() or QApplication(list(argv))
    assert isinstance(app, QApplication)
    app.setApplicationName("partner-reader")
    app.setApplicationDisplayName("Partner Reader")
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    theme.register_resources()
    theme.load_fonts(theme.FIRST_FONTS)
    app.setFont(theme.interface_font())
    app.setPalette(theme.palette(theme.is_dark(app.palette())))
    return app


def make_window(
    app: QApplication,
    paths: Paths,
    pdf: PdfProcess,
    place: Place | None = None,
    *,
    keep: bool = False,
    language: str = "",
    appearance: str = "",
) -> Window:
    """The window, not yet shown; `language` and `appearance` instead of what was chosen or the system's. `keep`: in the state folder."""
    return _window(app, paths, lambda: pdf, str(place) if place else "", keep=keep, language=language, appearance=appearance)


def _window(
    app: QApplication,
    paths: Paths,
    make_pdf: Callable[[], PdfProcess],
    place: str,
    *,
    keep: bool = False,
    language: str = "",
    appearance: str = "",
    early: Early | None = None,
    log: Log | None = None,
) -> Window:
    from reader import glance
    from reader.log import Log
    from reader.ui.language import Translators, of_system
    from reader.ui.window import Window

    folder = paths.state if keep else None
    known = glance.preferences(folder)
    translators = Translators(app)
    translators.use(language or known.get("language") or of_system())
    appearance = appearance or known.get("appearance", "system")
    if appearance != "system":
        from reader.ui import theme

        theme.apply(app, appearance)

    def load() -> Library:
        from reader import library

        return library.load(paths.content)

    def make_session(pdf: PdfLike) -> Callable[[Library], Session]:
        from reader.pdf_process import PdfProcess

        assert isinstance(pdf, PdfProcess)

        def make(library: Library) -> Session:
            from reader.session import Session  # on the worker: it brings the stemmer and SQLite

            return Session(paths, library, pdf)

        return make

    def help_() -> None:
        from reader.ui.help import Help

        Help(window, log or Log())

    window = Window(make_pdf, translators, load, make_session, paths.content, place, state=folder, appearance=appearance, early=early)
    window.restore(known.get("window", ""))
    window.complete.connect(help_)
    return window
