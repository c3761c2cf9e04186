"""A reader's journey in a real window, by the keyboard: search, read, go back, change the language, lose the PDF child, meet bad files.

The test makes a copy of the shipped library with two hostile PDFs in it and starts this very file as a program of its own on a private
screen; what that program sees is said in prints, and whatever is not as it must be ends it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from reader import adding, indexer, library
from reader.library import Place
from reader.paths import Paths
from reader.pdf_process import Limits, PdfProcess
from tests import pdfs

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from reader.ui.window import Window

pytestmark = pytest.mark.proof
ROOT = Path(__file__).resolve().parents[2]
# Short, so that two hostile pages cost seconds; what is proven does not depend on how long a page may take.
LIMITS = Limits(picture=3.0, words=2.0)
HOSTILE = {"issue-brief": "endless", "problem-analysis-brief": "bomb"}
LONGEST_GAP = 0.5  # seconds in which the window may not answer while a hostile page is tried


@pytest.fixture(scope="module")
def hostile_library(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The shipped library with two hostile PDFs as official editions, and its index."""
    root = tmp_path_factory.mktemp("journey")
    shutil.copytree(ROOT / "content", root / "content")
    paths = Paths(root, root / "state")
    with PdfProcess(LIMITS) as pdf:
        for document, name in HOSTILE.items():
            file = root / f"{name}.pdf"
            file.write_bytes(getattr(pdfs, name)())
            request = adding.Request(file, document, "en")
            added = adding.add(library.load(paths.content), request, pdf, lambda done, total, what: None)
            assert list(added.unread) == [2]
        indexer.build(paths, library.load(paths.content), pdf, lambda done, total, what: None)
    return paths


@pytest.mark.parametrize("scale", ["1", "2"])
@pytest.mark.parametrize("journey", ["search", "languages", "child", "hostile"])
def test_journey(hostile_library: Paths, journey: str, scale: str) -> None:
    command = [sys.executable, __file__, journey, str(hostile_library.library), str(hostile_library.state)]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "QT_SCALE_FACTOR": scale,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1600x1200x24"]
    done = subprocess.run([*screen, *command], env=environment, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines()[-1] == "Arrived."
    print(done.stdout)


# -- from here on: the program that is driven -------------------------------------------------------------------------


class Reader:
    """Somebody at the window: keys go through Qt's own input path to whatever has the focus, and looks are at the screen's pixels."""

    def __init__(self, app: QApplication, window: Window, pdf: PdfProcess) -> None:
        from PySide6.QtCore import QTimer

        self.app, self.window, self.pdf = app, window, pdf
        self.seen: set[int] = set()  # pages painted sharply since last cleared
        self.longest_gap = 0.0
        self._pulse = QTimer(window, interval=5)  # so that waiting for events ends, and the condition is looked at again
        self._pulse.start()

    def until(self, condition: Callable[[], object], what: str, seconds: float = 20.0) -> None:
        from PySide6.QtCore import QEventLoop

        deadline = time.monotonic() + seconds
        before = time.monotonic()
        while not condition():
            assert time.monotonic() < deadline, f"not in {seconds} s: {what}"
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            now = time.monotonic()
            self.longest_gap, before = max(self.longest_gap, now - before), now

    def settle(self, what: str) -> None:
        self.until(lambda: self.window.settled, what)

    def press(self, *keys: str) -> None:
        """Keys by their names: "Down", "Ctrl+K"."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        for name in keys:
            key = QKeySequence(name)[0]  # type: ignore[index] # Qt's types leave it out
            QTest.keyClick(self.window.windowHandle(), key.key(), key.keyboardModifiers())
            self.app.processEvents()

    def type(self, text: str) -> None:
        from PySide6.QtTest import QTest

        for letter in text:
            QTest.keyClick(self.window.windowHandle(), letter)  # type: ignore[call-overload] # Qt's types know no letters

    def look_for(self, text: str) -> None:
        """Search the library, and wait for the answer to these words."""
        self.press("Ctrl+K")
        assert self.window.field.hasFocus()
        counted: list[int] = []
        self.window.search_panel.counted.connect(counted.append)
        self.type(text)
        assert self.window.field.text() == text
        self.until(lambda: counted and counted[-1] > 0 and self.window.settled, f"hits for “{text}”")
        self.window.search_panel.counted.disconnect(counted.append)

    def choose(self, number: int) -> None:
        """Go to a hit (from 1) with the arrow keys, and wait until it is in sight."""
        self.press(*["Down"] * number, "Return")
        self.sees_hit(f"hit {number}")

    def sees_hit(self, what: str) -> None:
        self.until(lambda: self.window.settled and self.window.desk.now is not None and self.window.desk._sees_now(), f"{what} in sight")

    def reading(self) -> QWidget:
        """The view that is shown; it must have the focus, so that the next key scrolls it."""
        view = self.window.stack.currentWidget()
        assert view.hasFocus(), f"the focus is in {self.app.focusWidget()}"
        return view

    def edition(self) -> str:
        assert self.window.desk.edition is not None
        return self.window.desk.edition.id

    def screen(self) -> QImage:
        """What the screen shows of the view, not what the widget would paint."""
        from PySide6.QtCore import QPoint, QRect
        from PySide6.QtWidgets import QAbstractScrollArea

        view = self.window.stack.currentWidget()
        assert isinstance(view, QAbstractScrollArea)
        self.app.processEvents()
        whole = self.window.screen().grabWindow(self.window.winId()).toImage()
        ratio = self.window.devicePixelRatioF()
        at, size = view.viewport().mapTo(self.window, QPoint()), view.viewport().size()
        part = QRect(round(at.x() * ratio), round(at.y() * ratio), round(size.width() * ratio), round(size.height() * ratio))
        return whole.copy(part)

    def count(self, wanted: QColor) -> int:
        """How many pixels of the view have just this colour."""
        picture, rgb = self.screen(), wanted.rgb()
        return sum(picture.pixel(x, y) == rgb for y in range(0, picture.height(), 2) for x in range(0, picture.width(), 2))

    def page_to(self, label: str) -> None:
        """Ctrl+G and a printed page number; waits until that page was painted sharply."""
        self.seen.clear()
        self.press("Ctrl+G")
        assert self.window.document_bar.page.hasFocus()
        self.type(label)
        self.press("Return")
        self.until(lambda: self.window.settled and self.window.page_view.page() in self.seen, f"page {label}")
        assert self.window.document_bar.page.text().startswith(label)

    def lose_child(self) -> int:
        """Kill the PDF child as the system would."""
        pid = self.pdf.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        self.until(lambda: self.pdf.pid != pid, "the end of the child")
        return pid


def hit_colours() -> tuple[QColor, QColor]:
    """Of the current hit, and of the others."""
    from reader.ui import inks

    return inks.PAPER_INKS.lit_now, inks.PAPER_INKS.lit


def search(reader: Reader) -> None:
    """Type, choose, lit, the text and back, next and last hit, back and forward, on into the next result."""
    window = reader.window
    now, others = hit_colours()
    assert window.field.hasFocus(), "who opens the window can type at once"
    reader.look_for("call-in")
    found = window.search_panel.hits()
    reader.choose(2)
    assert reader.reading() is window.page_view
    assert window.desk.edition is not None
    assert window.desk.edition.id == found[1].place.edition
    marked = reader.count(now), reader.count(others)
    assert all(marked), "the words are lit on the screen"
    first, total = window.desk.now, len(window.desk.matches)
    assert first is not None
    print(f"{len(found)} passages; the second: match {first + 1} of {total}, lit on page {window.document_bar.page.text()}")

    reader.press("F4")
    reader.sees_hit("the hit in the text")
    assert reader.reading() is window.text_view
    assert window.desk.now == first
    assert reader.count(now)
    reader.press("F4")
    reader.sees_hit("the hit on the page again")
    assert reader.reading() is window.page_view

    reader.press("F3")
    reader.sees_hit("the next hit")
    assert window.desk.now == first + 1
    reader.press("Shift+F3")
    reader.sees_hit("the last hit")
    assert window.desk.now == first

    top = window.page_view.spot()
    reader.press("Alt+Left")
    assert window.stack.currentWidget() is window.home
    reader.press("Alt+Right")
    reader.until(lambda: window.settled and window.stack.currentWidget() is window.page_view, "the page again")
    assert abs(window.page_view.spot().y - top.y) < 3, "at the same height"
    assert window.page_view.spot().page == top.page
    assert reader.count(others), "still lit"
    assert window.actions_.all["back"].isEnabled()
    assert not window.actions_.all["forward"].isEnabled()

    here, steps, editions = reader.edition(), 0, {h.place.edition for h in found}
    while reader.edition() == here:
        reader.press("F3")
        reader.sees_hit("one hit after the other")
        steps += 1
        assert steps <= total + 1, "F3 leads out of the document after its last hit"
    assert reader.edition() in editions
    print(f"{steps} times F3, every hit in sight, into {window.desk.edition.id}")
    reader.press("F9", "F9", "Ctrl++", "Ctrl+0", "F11", "F11", "Escape")
    reader.settle("the panel, the size and the full screen and back")
    assert window.page_view.fits_width()
    assert not window.isFullScreen()


def languages(reader: Reader) -> None:
    """The interface in Spanish in the middle of reading; a word without its accent."""
    window = reader.window
    reader.look_for("call-in")
    reader.choose(2)
    place, match, hits = window.desk.reading_place()[0], window.desk.now, len(window.search_panel.hits())
    for language, name, tab in (("es", "Buscar en la biblioteca", "Contenido"), ("en", "Search the library", "Contents")):
        next(a for a in window.actions_.languages.actions() if a.data() == language).trigger()
        reader.until(lambda: window.field.accessibleName() == name and window.settled, name)  # noqa: B023 - asked at once
        assert window.side.tabText(0) == tab
        # What is read, and what was found, is not the interface's business.
        assert (window.desk.reading_place()[0], window.desk.now, len(window.search_panel.hits())) == (place, match, hits)
        assert window.page_view.sees_now()
    next(a for a in window.actions_.languages.actions() if a.data() == "es").trigger()
    reader.look_for("notificacion")
    assert all("notificaci" in h.snippet.lower() for h in window.search_panel.hits())
    reader.choose(1)
    assert "/es/" in reader.edition()
    assert reader.count(hit_colours()[0]), "the word with its accent is lit"
    print(f"“notificacion”: {len(window.search_panel.hits())} passages, the first in {reader.edition()}")
    reader.press("Alt+Home")
    reader.settle("home in Spanish")
    assert window.windowTitle().startswith("Material de referencia")


def child(reader: Reader) -> None:
    """The PDF child is killed, again and again, and reading goes on."""
    window = reader.window
    reader.look_for("call-in")
    reader.choose(2)
    children: set[int | None] = set()
    for label in ("20", "3", "14"):
        children.add(reader.lose_child())
        reader.page_to(label)
        children.add(reader.pdf.pid)
        reader.reading()
        assert window.page_view.pictures.failures == {}
        assert window.frame.said == ""
    assert len(children) == 4, "a new child each time"
    reader.lose_child()
    reader.press("F3")
    reader.sees_hit("a hit after the child was lost")
    assert reader.count(hit_colours()[0])
    reader.lose_child()
    reader.window.go_to(Place.parse("felbab-brown-2013/es/companion"))
    reader.until(lambda: window.settled and window.page_view.pages() > 0, "another document without a child")
    assert window.frame.said == ""
    print("5 children killed, every page shown")


def hostile(reader: Reader) -> None:
    """A page that never ends and one that fills the memory: it says so, the pages round it are shown, the window answers all the while."""
    window = reader.window
    for document, name in HOSTILE.items():
        reader.seen.clear()
        reader.press("Alt+Home")
        open_from_card(reader, f"{document}/en/official")
        reader.until(lambda: 1 in reader.seen, f"the page before the bad one of {name}")
        reader.reading()
        reader.longest_gap = 0.0
        reader.press("Right")
        failures = window.page_view.pictures.failures
        reader.until(lambda: 2 in failures, f"the sentence in place of the page of {name}")  # noqa: B023 - asked at once
        assert "could not be shown" in failures[2]
        assert failures[2].startswith("Page 2 of official.en.pdf")
        reader.settle("quiet")
        assert window.page_view.page() == 2
        assert reader.longest_gap < LONGEST_GAP
        reader.press("End")
        reader.until(lambda: 3 in reader.seen, f"the page after the bad one of {name}")
        assert list(failures) == [2]
        print(f"{name}: {failures[2]} Longest wait for the window: {reader.longest_gap * 1000:.0f} ms")
    # Another document, and its pages, after all that.
    reader.press("Alt+Home")
    reader.look_for("call-in")
    reader.choose(2)
    assert reader.count(hit_colours()[0])


def open_from_card(reader: Reader, edition: str) -> None:
    """The button of an edition on the home page, by the keyboard."""
    from PySide6.QtWidgets import QPushButton

    buttons = cast("list[QPushButton]", reader.window.home.findChildren(QPushButton))
    button = next(b for b in buttons if b.property("edition") == edition)
    button.setFocus()
    reader.press("Space")
    reader.until(lambda: reader.window.stack.currentWidget() is reader.window.page_view, "the document")


def main(journey: str, root: str, state: str) -> None:
    """Opens the window and goes the journey of that name."""
    from reader.ui import make_application, make_window

    app = make_application(sys.argv[:1])
    assert app.platformName() == "xcb"
    with PdfProcess(LIMITS) as pdf:
        pdf.start()
        window = make_window(app, Paths(Path(root), Path(state)), pdf, language="en", appearance="light")
        reader = Reader(app, window, pdf)
        try:
            window.show()
            window.activateWindow()
            reader.until(lambda: window.searchable and window.settled and window.isActiveWindow(), "the window", 60.0)
            window.page_view.shown.connect(reader.seen.add)
            {"search": search, "languages": languages, "child": child, "hostile": hostile}[journey](reader)
        finally:
            window.close()
            app.processEvents()
    print("Arrived.")


if __name__ == "__main__":
    main(*sys.argv[1:])
