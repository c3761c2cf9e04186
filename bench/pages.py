"""Times the page view in the real window, off-screen, and weighs window and child: `python bench/pages.py LONG.pdf`.

Without a file it makes one of 2,400 pages; `--photos` makes one of photographs instead. `--all` turns every page. Milliseconds; the
lateness of a 5-ms timer while the pages scroll is what the window's thread was held up.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, QMarginsF, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest

from reader import paths
from reader.pdf_answers import as_facts
from reader.pdf_process import PdfProcess
from reader.ui import make_application, make_window
from reader.ui.pages.layout import Spot
from reader.ui.window import Window

WORDS = ("violence", "call-in", "group", "police", "community", "data", "partners", "outreach", "homicide", "problem analysis")


def until(condition: Callable[[], bool], seconds: float = 120.0) -> float:
    """Milliseconds until something holds, while the window works; ends the program when it never does.

    It sleeps between events as the program does: who asks without pause holds Python's lock against the thread that reads the pictures.
    """
    began, waking = time.perf_counter(), QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    waking.start()
    while not condition():
        if time.perf_counter() - began > seconds:
            raise SystemExit("It did not happen in time.")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return (time.perf_counter() - began) * 1000


def weight(window: int, child: int | None) -> dict[str, float]:
    """PSS of both processes in MB; 0 where the system does not tell."""
    found = {}
    for name, process in (("window", window), ("child", child)):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            text = ""
        told = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
        found[name] = round(int(told[1]) / 1024, 1) if told else 0.0
    return {**found, "both": round(sum(found.values()), 1)}


def told(values: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and highest."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return {"median": round(statistics.median(ordered), 1), "p95": round(p95, 1), "highest": round(ordered[-1], 1)}


def quiet(window: Window) -> None:
    """Wait until what comes next is drawn too; each page that arrives asks for more in another turn of the loop."""
    for _ in range(5):
        QCoreApplication.processEvents()
        until(lambda: not window.page_view.pictures.waiting)


def open_pdf(window: Window, pdf: PdfProcess, path: Path) -> None:
    """A PDF from anywhere in the window's page view."""
    future = pdf.submit("facts/", "facts", path=str(path))
    window.stack.setCurrentWidget(window.page_view)
    window.page_view.open(path)
    until(future.done)
    window.page_view.set_facts(as_facts(future.result()))
    until(window.page_view.is_sharp)
    quiet(window)


def page_down(window: Window, times: int) -> dict[str, float]:
    """From the key to the window painted sharp, the next page drawn before."""
    view, found = window.page_view, []
    for _ in range(times):
        began = time.perf_counter()
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        until(view.is_sharp)
        view.viewport().repaint()
        found.append((time.perf_counter() - began) * 1000)
        quiet(window)
    return told(found)


def jumps(window: Window, times: int) -> dict[str, dict[str, float]]:
    """From the wish for a page anywhere to the first picture of it, and to the sharp one."""
    view, chance = window.page_view, random.Random(7)
    readable, sharp = [], []
    for _ in range(times):
        began = time.perf_counter()
        view.go(Spot(chance.randint(1, view.pages())))
        until(lambda: view.pictures.cache.nearest(view.page(), 1) is not None)
        view.viewport().repaint()
        readable.append((time.perf_counter() - began) * 1000)
        until(view.is_sharp)
        view.viewport().repaint()
        sharp.append((time.perf_counter() - began) * 1000)
        quiet(window)
    return {"readable": told(readable), "sharp": told(sharp)}


def stalls(window: Window, seconds: float) -> dict[str, float]:
    """How late a 5-ms timer comes while the pages scroll by a line every 16 ms."""
    bar, late, last = window.page_view.verticalScrollBar(), [], time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(0.0, (now - last) * 1000 - 5))
        last = now

    loop, ticks, steps = QEventLoop(), QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer), QTimer(interval=16)
    ticks.timeout.connect(tick)
    steps.timeout.connect(lambda: bar.setValue(bar.value() + 60))
    window.page_view.go(Spot(window.page_view.pages() // 3))
    quiet(window)
    last = time.perf_counter()
    ticks.start()
    steps.start()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
    return told(late)


def searches(window: Window) -> None:
    """Ten of them, the hits shown."""
    panel = window.search_panel
    for word in WORDS:
        panel.field.setText(word)
        panel.start(here=False)
        until(lambda: bool(panel.hits()) and not panel.waiting)


def make_pdf(folder: Path, photos: bool) -> Path:
    """Pages of text, or of noise that looks to a decoder like a photograph of 12 million pixels."""
    path = folder / ("photos.pdf" if photos else "long.pdf")
    writer = QPdfWriter(str(path))
    writer.setResolution(300)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    painter, lines = QPainter(writer), "\n".join(f"Line {n} of a page that is as full as the pages of a manual are." for n in range(45))
    for page in range(60 if photos else 2400):
        if page:
            writer.newPage()
        if photos:
            noise = QImage(random.Random(page).randbytes(400 * 300 * 3), 400, 300, 1200, QImage.Format.Format_RGB888)
            smooth = noise.scaled(4000, 3000, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            painter.drawImage(QRect(150, 150, 2200, 1650), smooth)
        painter.drawText(QRect(200, 1900 if photos else 200, 2000, 2800), 0, lines)
    painter.end()
    return path


def main() -> int:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--library", help="as for reader")
    parser.add_argument("--state", help="as for reader")
    parser.add_argument("--photos", action="store_true")
    parser.add_argument("--all", action="store_true")
    chosen = parser.parse_args()
    app = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder, PdfProcess() as pdf:
        file = chosen.file or make_pdf(Path(folder), chosen.photos)
        window = make_window(app, paths.find(chosen.library, chosen.state), pdf, language="en", appearance="light")
        window.resize(1280, 900)
        window.show()
        until(lambda: window.searchable and window.settled, 600)
        gc.freeze()  # as the program does once its window is furnished
        report: dict[str, object] = {"file": file.name, "at first": weight(os.getpid(), pdf.pid)}
        open_pdf(window, pdf, file)
        pages = window.page_view.pages()
        report |= {"pages": pages, "opened": weight(os.getpid(), pdf.pid), "page-down settled": page_down(window, min(100, pages))}
        report["after 100 page-downs"] = weight(os.getpid(), pdf.pid)
        searches(window)
        report["after 100 page-downs and ten searches"] = weight(os.getpid(), pdf.pid)
        report["jump"] = jumps(window, 60)
        report["held up while scrolling"] = stalls(window, 8)
        if chosen.all:
            for page in range(1, pages + 1):
                window.page_view.go(Spot(page))
                until(window.page_view.is_sharp)
            report["after every page"] = weight(os.getpid(), pdf.pid)
        window.close()
    print(json.dumps(report, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
