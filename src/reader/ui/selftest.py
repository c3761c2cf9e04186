"""Does the whole job in the real window and looks at the pixels: search, go to the first hit, see its words lit, nothing else.

Off-screen where there is no display. What is lit is compared with the same page unlit, inside and outside the rectangles
that the index names, so a box in the wrong place fails as well as one that is missing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEventLoop, QMessageLogContext, QRectF, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFontMetrics, QImage

from reader.errors import ReaderError
from reader.ui import make_application, make_window, theme

if TYPE_CHECKING:
    from reader.paths import Paths
    from reader.pdf_process import PdfProcess
    from reader.ui.protocols import HitLike
    from reader.ui.window import Window

QUERY = "call-in"
_INDEX_SECONDS, _STEP_SECONDS = 600.0, 30.0
_SEEN = 12  # a difference of colour, of 255, that counts as another pixel
_EDGE = 3  # pixels by which a lit word may pass its rectangle: rounding, outline, underline


class SelftestFailed(ReaderError):
    """Something on the screen is not as it must be."""

    exit_code = 1


def selftest(paths: Paths, pdf: PdfProcess, picture: Path | None, say: Callable[[str], object]) -> int:
    """Run the test, saying each step; 0 when all is well, else raises SelftestFailed with what is wrong."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application(sys.argv[:1])
    if app.platformName() == "offscreen":
        qInstallMessageHandler(_pass_on)
    window = make_window(app, paths, pdf, language="en", appearance="light")
    try:
        if app.platformName() == "offscreen":
            window.resize(1280, 900)  # its screen has 800 × 800 points, which nobody's has
        window.show()
        say(f"Window open ({app.platformName()}, {window.width()} × {window.height()}).")
        _until(lambda: window.searchable, _INDEX_SECONDS, "the index was not ready in time")
        _glyphs(window, say)
        hit = _search(window, say)
        _lit(window, hit, say)
        if picture is not None:
            picture.parent.mkdir(parents=True, exist_ok=True)
            if not window.grab().save(str(picture)):
                raise SelftestFailed(f"The picture could not be saved as {picture}.")
            say(f"Picture saved: {picture}")
    finally:
        window.close()
        app.processEvents()
    say("Self-test passed.")
    return 0


def _pass_on(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's messages, but for the one that off-screen says with every window."""
    del kind, context
    if "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")


def _until(condition: Callable[[], bool], seconds: float, otherwise: str) -> None:
    """Let the window work until something holds; raises SelftestFailed after that many seconds."""
    app = make_application([])
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SelftestFailed(f"Self-test failed: {otherwise}.", "Please tell us, with what this command printed.")
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents | QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _search(window: Window, say: Callable[[str], object]) -> HitLike:
    window.search_panel.field.setText(QUERY)
    window.search_panel.start(here=False)
    _until(lambda: bool(window.search_panel.hits()) and window.settled, _STEP_SECONDS, f"the search for “{QUERY}” found nothing")
    hits = [h for h in window.search_panel.hits() if h.page is not None]
    if not hits:
        raise SelftestFailed(f"Self-test failed: no hit for “{QUERY}” stands on a page.", "Set the guides: reader guides.")
    say(f"Searched for “{QUERY}”: {len(window.search_panel.hits())} passages, the first in {hits[0].place}, page {hits[0].page_label}.")
    return hits[0]


def _lit(window: Window, hit: HitLike, say: Callable[[str], object]) -> None:
    """The pixels of the page with and without lit words."""
    window.go_to(hit.place, hit.terms, form="page", hit=True)
    view = window.page_view
    _until(lambda: window.settled and view.sees_now(), _STEP_SECONDS, "the first hit did not come into sight")
    lit = view.viewport().grab().toImage()
    boxes = _boxes(window, hit)
    window.desk.clear_hits()
    _until(lambda: window.settled, _STEP_SECONDS, "the lit words could not be put out")
    plain = view.viewport().grab().toImage()
    changed = _changed(lit, plain)
    ratio = view.devicePixelRatioF()
    grown = [QRectF(b.x() * ratio, b.y() * ratio, b.width() * ratio, b.height() * ratio).toAlignedRect() for b in boxes]
    whole = [box for box in grown if lit.rect().contains(box)]
    if not whole:
        raise SelftestFailed("Self-test failed: no lit word is in sight.")
    for box in whole:
        if sum(box.contains(x, y) for x, y in changed) < box.width() * box.height() // 4:
            raise SelftestFailed(f"Self-test failed: the word at {box.getRect()} is not lit.")
    edge = round(_EDGE * ratio)
    # The parts of one match ("call", "in") are outlined together, the hyphen between them too.
    joined = [a.united(b) for a, b in pairwise(grown) if abs(a.top() - b.top()) <= edge and 0 <= b.left() - a.right() < a.height()]
    near = [box.adjusted(-edge, -edge, edge, edge) for box in (*grown, *joined)]
    stray = [(x, y) for x, y in changed if not any(box.contains(x, y) for box in near)]
    if stray:
        raise SelftestFailed(f"Self-test failed: {len(stray)} pixels are lit outside the words, the first at {stray[0]}.")
    say(f"Page {hit.page_label}: {len(whole)} boxes in sight, every one lit, no pixel outside them changed.")
    window.go_to(hit.place, hit.terms, form="page", hit=True)
    _until(lambda: window.settled and view.sees_now(), _STEP_SECONDS, "the first hit did not come back")


def _boxes(window: Window, hit: HitLike) -> list[QRectF]:
    """What the index says is lit, where it stands in the view now."""
    session = window.session
    assert session is not None
    view, seen = window.page_view, QRectF(window.page_view.viewport().rect())
    pieces = [p for page in view.visible_pages() for p in session.boxes(hit.place.edition, page, hit.terms)]
    return [box for p in pieces if seen.intersects(box := view.on_screen(p.page, p.rect))]


def _changed(one: QImage, other: QImage) -> list[tuple[int, int]]:
    """The pixels in which two pictures of one size differ."""
    a, b = one.convertToFormat(QImage.Format.Format_RGB888), other.convertToFormat(QImage.Format.Format_RGB888)
    found = []
    for y in range(a.height()):
        left, right = (bytes(cast("memoryview", i.constScanLine(y)))[: 3 * i.width()] for i in (a, b))
        if left != right:
            found += [(x // 3, y) for x in range(0, 3 * a.width(), 3) if _differs(left[x : x + 3], right[x : x + 3])]
    return found


def _differs(one: bytes, other: bytes) -> bool:
    return any(abs(p - q) > _SEEN for p, q in zip(one, other, strict=True))


def _glyphs(window: Window, say: Callable[[str], object]) -> None:
    """Every character of every text has a glyph in the font that shows it: no boxes on a bare system."""
    session = window.session
    assert session is not None
    texts = {c for e in session.library.editions for t in session.section_texts(e.id) for c in t.text}
    missing = sorted(c for c in texts if c.isprintable() and not QFontMetrics(theme.reading_font(12)).inFontUcs4(ord(c)))
    faces = {c for text in _shown(window) for c in text}
    missing += sorted(c for c in faces if c.isprintable() and not QFontMetrics(theme.interface_font()).inFontUcs4(ord(c)))
    if missing:
        raise SelftestFailed(
            f"Self-test failed: no glyph for {' '.join(f'{c} (U+{ord(c):04X})' for c in missing)}.", "Compile the resources: make run."
        )
    say(f"Glyphs: {len(texts | faces)} characters, none missing.")


def _shown(window: Window) -> Iterator[str]:
    """The interface's own words."""
    from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
    for action in window.actions_.all.values():
        yield action.text()
