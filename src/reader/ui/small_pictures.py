"""Small pictures of pages from the PDF child: one asked for at a time, one kept of each page, within a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from reader.errors import Cancelled
from reader.pdf_answers import Answer
from reader.ui.answers import bring
from reader.ui.pages.pictures import Finish, to_image
from reader.ui.protocols import PdfLike

_PREFIX = "thumb/"
_BYTES = 12 * 1024 * 1024  # some 200 pictures at 100 %, 50 at 200 %


class SmallPictures(QObject):
    """The pictures of one open PDF at a time; `settled(page)` comes on the window's thread when one is there, failed or was overtaken."""

    settled = Signal(int)
    # From the child's thread, so only ever queued.
    _landed = Signal(int, int, int, object)

    def __init__(self, pdf: PdfLike, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.limit = _BYTES
        self.finish: Finish | None = None
        self._pdf = pdf
        self._path: Path | None = None
        self._turn = 0
        self._asked: tuple[int, Future[Any]] | None = None
        self._failed: set[int] = set()
        self._kept: OrderedDict[int, tuple[int, QImage]] = OrderedDict()  # by page: the width asked for, and what came
        self._landed.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def path(self) -> Path | None:
        """The open PDF."""
        return self._path

    @property
    def asked(self) -> int | None:
        """The page whose picture is being made."""
        return self._asked[0] if self._asked is not None else None

    @property
    def size(self) -> int:
        """Bytes kept."""
        return sum(image.sizeInBytes() for _, image in self._kept.values())

    def open(self, path: Path | None) -> None:
        """Turn to another PDF."""
        self._path = path
        self.forget()

    def forget(self) -> None:
        """Let all pictures go, to be made anew."""
        self.stop()
        self._turn += 1
        self._kept.clear()
        self._failed.clear()

    def stop(self) -> None:
        """Drop what was asked for, unless it is being drawn already; then it is kept when it comes."""
        self._asked = None
        self._pdf.drop(_PREFIX)

    def lacks(self, page: int, width: int) -> bool:
        """True when a picture of that width (device pixels) is worth asking for."""
        return page not in self._failed and (page not in self._kept or self._kept[page][0] != width)

    def get(self, page: int) -> QImage | None:
        """What there is of a page, at whatever width, and a note that it was seen."""
        if page not in self._kept:
            return None
        self._kept.move_to_end(page)
        return self._kept[page][1]

    def ask(self, page: int, width: int) -> None:
        """Ask for one; while another is being made nobody should."""
        key = f"{_PREFIX}{self._turn}/{page}/{width}/"
        future = self._pdf.submit(key, "picture", path=str(self._path), page=page, width_px=width)
        self._asked = page, future
        turn, finish = self._turn, self.finish

        bring(future, self._landed, turn, page, width, make=lambda done: (done, done.exception() or _image(done.result(), finish)))

    @Slot(int, int, int, object)
    def _take(self, turn: int, page: int, width: int, landed: tuple[Future[Any], QImage | Exception]) -> None:
        future, made = landed
        if turn != self._turn:
            return
        if self._asked is not None and self._asked[1] is future:
            self._asked = None
        if isinstance(made, QImage):
            self._kept[page] = width, made
            self._kept.move_to_end(page)
            while self.size > self.limit and len(self._kept) > 1:
                self._kept.popitem(last=False)
        elif not isinstance(made, Cancelled):
            self._failed.add(page)
        self.settled.emit(page)


def _image(answer: Answer, finish: Finish | None) -> QImage:
    return to_image(answer, finish).convertToFormat(QImage.Format.Format_RGB32)  # a copy of its own, and the fastest to paint
