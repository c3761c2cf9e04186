"""Pictures of pages from the PDF child: asked for without waiting, dropped when overtaken, kept in a bounded cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from reader.errors import Cancelled
from reader.pdf_answers import Answer, Picture, as_picture
from reader.ui.pages.cache import PictureCache, Wanted
from reader.ui.protocols import PdfLike

if TYPE_CHECKING:
    from reader.pdf_start import Early

_PREFIX = "view/"
# Makes another image of a page's, as for dark paper; it must need nothing but its arguments, since it may run on the child's thread.
Finish = Callable[[QImage, Picture], QImage]


class Pictures(QObject):
    """The pictures of one open PDF at a time; `arrived(page)` and `failed(page, reason)` come on the window's thread."""

    arrived = Signal(int)
    failed = Signal(int, str)
    # From the child's thread, so only ever queued.
    _landed = Signal(int, object, object)

    def __init__(self, pdf: PdfLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.finish: Finish | None = None
        self.cache = PictureCache()
        self.failures: dict[int, str] = {}
        self._pdf = pdf
        self._path: Path | None = None
        self._turn = 0
        self._pending: dict[Wanted, Future[Any]] = {}
        self._landed.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def path(self) -> Path | None:
        """The open PDF."""
        return self._path

    @property
    def waiting(self) -> bool:
        """True while pictures are being made."""
        return bool(self._pending)

    def open(self, path: Path | None) -> None:
        """Turn to another PDF; nothing of the last one is shown or drawn any more. The open one again changes nothing."""
        if path == self._path:
            return
        self._turn += 1
        self._path = path
        self.cache.clear()
        self.failures.clear()
        self._pending.clear()
        self._pdf.drop(_PREFIX)

    def forget(self) -> None:
        """Let every picture go, and what is being made."""
        self._turn += 1
        self.cache.clear()
        self._pending.clear()
        self._pdf.drop(_PREFIX)

    def keep(self, early: Early) -> None:
        """A picture that was asked for before there was a view."""
        self.cache.put(Wanted(early.page, early.header["width"]), to_pixmap(as_picture(Answer(early.header, early.data)), self.finish))

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
        future = self._pdf.submit(self._key(wanted), "picture", **arguments)
        self._pending[wanted] = future
        turn = self._turn
        future.add_done_callback(lambda done: None if done.cancelled() else self._landed.emit(turn, wanted, done))

    def _key(self, wanted: Wanted) -> str:
        tile = "-".join(map(str, wanted.tile)) if wanted.tile else "page"
        return f"{_PREFIX}{self._turn}/{wanted.page}/{wanted.width}/{tile}/"

    @Slot(int, object, object)
    def _take(self, turn: int, wanted: Wanted, future: Future[Any]) -> None:
        if turn != self._turn:
            return
        if self._pending.get(wanted) is future:
            del self._pending[wanted]
        error = future.exception()
        if isinstance(error, Cancelled):
            self.arrived.emit(wanted.page)  # the view asks again for what it still needs
            return
        if error is not None:
            self.failures[wanted.page] = str(error)
            self.failed.emit(wanted.page, str(error))
            return
        self.cache.put(wanted, to_pixmap(as_picture(future.result()), self.finish))
        self.arrived.emit(wanted.page)


def to_pixmap(picture: Picture, finish: Finish | None = None) -> QPixmap:
    """A picture of the child as one that paints fast."""
    form = QImage.Format.Format_Grayscale8 if picture.format == "grey" else QImage.Format.Format_RGB888
    image = QImage(picture.data, picture.width, picture.height, picture.stride, form)
    return QPixmap.fromImage(finish(image, picture) if finish is not None else image)  # copies, so the bytes need not outlive this call
