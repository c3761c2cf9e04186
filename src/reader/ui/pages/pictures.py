"""Pictures of pages from the PDF child: asked for without waiting, dropped when overtaken, kept in a bounded cache."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from reader.errors import Cancelled
from reader.pdf_answers import Answer, Picture, as_picture
from reader.ui.answers import bring
from reader.ui.pages.cache import PictureCache
from reader.ui.pages.plan import Wanted
from reader.ui.protocols import PdfLike

if TYPE_CHECKING:
    from reader.pdf_start import Early

_PREFIX = "view/"
_SLOW = 0.08  # seconds a page may take before a quick picture of it comes first
# Makes another image of a page's, as for dark paper. It runs on the child's thread, so it needs nothing but its arguments.
Finish = Callable[[QImage, Picture], QImage]


class Pictures(QObject):
    """The pictures of one open PDF at a time; `arrived(page)` and `failed(page, reason)` come on the window's thread.

    They stay in the child's own format, grey or RGB: a quarter of the memory of what a screen holds, and painted as fast.
    """

    arrived = Signal(int)
    failed = Signal(int, str)
    # From the child's thread, so only ever queued.
    _landed = Signal(int, object, object)

    def __init__(self, pdf: PdfLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cache = PictureCache()
        self.failures: dict[int, str] = {}  # by page: what happened, and what to do
        self.finish: Finish | None = None
        self.clock = time.perf_counter
        self._pdf = pdf
        self._path: Path | None = None
        self._turn = 0
        self._pending: dict[Wanted, Future[Any]] = {}
        self._took: dict[int, float] = {}
        self._usual = 0.0
        self._landed_at = 0.0
        self._landed.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def path(self) -> Path | None:
        """The open PDF."""
        return self._path

    @property
    def waiting(self) -> bool:
        """True while pictures are being made."""
        return bool(self._pending)

    def slow(self, page: int) -> bool:
        """Whether a page took long, or those drawn of late did."""
        return self._took.get(page, self._usual) > _SLOW

    def open(self, path: Path | None) -> None:
        """Turn to another PDF; nothing of the last one is shown or drawn any more. The open one again changes nothing."""
        if path == self._path:
            return
        self._path = path
        self.failures.clear()
        self._took.clear()
        self._usual = 0.0
        self.forget()

    def forget(self) -> None:
        """Let every picture go, and what is being made."""
        self._turn += 1
        self.cache.clear()
        self._pending.clear()
        self._pdf.drop(_PREFIX)

    def keep(self, early: Early) -> None:
        """A picture that was asked for before there was a view."""
        width = early.header["width"]
        if self.finish is not None and early.header["format"] != "grey":
            width -= 1  # nobody has asked where its photographs are, so it only serves until the true one is there
        self.cache.put(Wanted(early.page, width), to_image(Answer(early.header, early.data), self.finish))

    def want(self, pictures: Sequence[Wanted]) -> None:
        """Ask for these pictures, the most urgent first, and drop what was asked before and not begun."""
        if self._path is None:
            return
        asked = [w for w in pictures if w not in self.cache and w.page not in self.failures]
        for old in [w for w in self._pending if w not in asked]:
            del self._pending[old]
            self._pdf.drop(self._key(old))
        # The child serves the newest first, so the most urgent is asked last.
        for wanted in reversed([w for w in asked if w not in self._pending]):
            self._submit(wanted)

    def _submit(self, wanted: Wanted) -> None:
        arguments: dict[str, Any] = {"path": str(self._path), "page": wanted.page, "width_px": wanted.width}
        if wanted.tile is not None:
            x, y, width, height = wanted.tile
            arguments["clip"] = (x, y, x + width, y + height)
        if self.finish is not None:
            arguments["images"] = True
        turn, asked_at, finish = self._turn, self.clock(), self.finish
        future = self._pdf.submit(self._key(wanted), "picture", **arguments)
        self._pending[wanted] = future

        def made(done: Future[Any]) -> tuple[Future[Any], QImage | BaseException, float]:
            """The window's thread gets an image, and has nothing left to do but paint it."""
            now = self.clock()
            began, self._landed_at = max(asked_at, self._landed_at), now
            return done, done.exception() or to_image(done.result(), finish), now - began

        bring(future, self._landed, turn, wanted, make=made)

    def _key(self, wanted: Wanted) -> str:
        tile = "-".join(map(str, wanted.tile)) if wanted.tile else "page"
        return f"{_PREFIX}{self._turn}/{wanted.page}/{wanted.width}/{tile}/"

    @Slot(int, object, object)
    def _take(self, turn: int, wanted: Wanted, landed: tuple[Future[Any], QImage | Exception, float]) -> None:
        future, made, took = landed
        if turn != self._turn:
            return
        if self._pending.get(wanted) is future:
            del self._pending[wanted]
        if isinstance(made, QImage):
            self._note(wanted, took)
            self.cache.put(wanted, made)
        elif not isinstance(made, Cancelled):  # then the view asks again for what it still needs
            self.failures[wanted.page] = str(made)
            self.failed.emit(wanted.page, str(made))
            return
        self.arrived.emit(wanted.page)

    def _note(self, wanted: Wanted, took: float) -> None:
        if wanted.tile is None:
            self._took[wanted.page] = max(took, self._took.get(wanted.page, 0.0))
            self._usual += (took - self._usual) / 4


def to_image(answer: Answer, finish: Finish | None = None) -> QImage:
    """What the child drew, over its own bytes, which live as long as the image does; made anew by `finish`."""
    picture = as_picture(answer)
    form = QImage.Format.Format_Grayscale8 if picture.format == "grey" else QImage.Format.Format_RGB888
    image = QImage(picture.data, picture.width, picture.height, picture.stride, form)
    return finish(image, picture) if finish is not None else image
