"""PDFs, read in a child process with limits on time and memory, so that a hostile file costs one page and not the program.

`PdfProcess` is the only way to `reader.pdf`. It ends a child that hangs, dies or eats memory, remembers that page of that file as one
that cannot be shown, and starts another child at the next request. Standard library only, and nothing slow: it is imported before Qt.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from reader import pdf_start
from reader.errors import Cancelled, PdfError, PdfLocked, PdfProcessDied, PdfTimeout, ReaderError, Refused
from reader.pdf_answers import Answer, Facts, Link, OutlineEntry, Picture, Rect, as_facts, as_links, as_picture, as_words
from reader.pdf_child import Child, ChildEnded, Limits

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reader.pages import Word

__all__ = [
    "Answer", "Facts", "Limits", "Link", "OutlineEntry", "PdfProcess", "Picture", "Rect", "as_facts", "as_links", "as_picture", "as_words",
]  # fmt: skip

_ERRORS: dict[str, type[ReaderError]] = {"PdfLocked": PdfLocked, "Refused": Refused}
_BLAMELESS = ("start", "unwanted", "closed")  # ends that say nothing about the page


@dataclass(slots=True)
class _Job:
    key: str
    kind: str
    arguments: dict[str, Any]
    future: Future[Answer]
    unwanted: bool = False


class PdfProcess:
    """Holds at most one child. All methods may be called from any thread; requests are served one at a time.

    `command` starts another program instead of the real child, for tests; `started` is a child that was spawned before, and
    `early` what was asked of it then.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        command: list[str] | None = None,
        started: subprocess.Popen[bytes] | None = None,
        early: pdf_start.Early | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._command = command or pdf_start.command(self._limits.memory)
        self._turn = threading.Lock()
        self._child: Child | None = Child(started, self._limits) if started is not None else None
        self._early, self._last_early = early, early
        self._closed_documents = 0
        self._bad: dict[tuple[str, int, int, int | None, str], ReaderError] = {}
        self._kills: dict[str, int] = {}
        self._changed = threading.Condition()
        self._pending: dict[str, _Job] = {}
        self._running: _Job | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def __enter__(self) -> PdfProcess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process number; None while there is none."""
        child = self._child
        return child.pid if child is not None and child.alive else None

    def start(self) -> None:
        """Spawn the child and return without waiting for it. Raises PdfProcessDied when the system refuses."""
        with self._turn:
            self._ready_child()

    def request(self, kind: str, *, timeout: float | None = None, **arguments: Any) -> Answer:
        """Ask and wait; `timeout` in seconds replaces the limit of the kind.

        Raises PdfError (also for a page remembered as bad), PdfLocked, PdfTimeout, PdfProcessDied, Refused.
        """
        _spell(arguments)
        return self._ask(kind, timeout, arguments, None)

    def _ask(self, kind: str, timeout: float | None, arguments: dict[str, Any], job: _Job | None) -> Answer:
        path = arguments.get("path", "")
        blame = (*_identity(path), arguments.get("page"), kind)
        with self._turn:
            if blame in self._bad:
                raise _again(self._bad[blame])
            seconds = self._limits.seconds(kind) if timeout is None else timeout
            message, unwanted = {"kind": kind, **arguments}, lambda: job is not None and job.unwanted
            try:
                child, answer = self._answer(message, seconds, unwanted)
            except ChildEnded as e:
                error = _sentence(e.reason, path, arguments.get("page"), self._limits)
                if e.reason not in _BLAMELESS:
                    self._bad[blame] = error
                    self._kills[path] = self._kills.get(path, 0) + 1
                raise error from None
            self._kills.pop(path, None)
            self._retire(child, answer.fields)
        if "error" in answer.fields:
            f = answer.fields
            raise _ERRORS.get(f["error"], PdfError)(f.get("message", ""), f.get("advice", ""))
        return answer

    def _answer(self, message: dict[str, Any], seconds: float, unwanted: Callable[[], bool]) -> tuple[Child, Answer]:
        """Asks; once again where the child died, since a system short of memory may have ended it, whatever it was drawing."""
        for last in (False, True):
            child = self._ready_child()
            try:
                return child, child.ask({**message, "tidy": child.memory > self._limits.memory_tidy}, seconds, unwanted)
            except ChildEnded as e:
                self._forget_child()
                if last or e.reason != "died":
                    raise
        raise AssertionError("unreachable")

    def submit(self, key: str, kind: str, **arguments: Any) -> Future[Answer]:
        """Ask without waiting; the newest is served first, and an unstarted one of the same key is cancelled.

        The same question, while it is being answered, gives the same future. A running one of the key with another question is unwanted.
        After `close` the future is a cancelled one.
        """
        from concurrent.futures import Future  # 20 ms, and the child should be on its way first

        _spell(arguments)
        with self._changed:
            if self._closed:  # a timer of a view may still run while the program closes
                never = Future[Answer]()
                never.cancel()
                return never
            running = self._running
            if running is not None and running.key == key:
                running.unwanted = (running.kind, running.arguments) != (kind, arguments)
                if not running.unwanted:
                    return running.future
            old = self._pending.pop(key, None)
            if old is not None:
                old.future.cancel()
            job = _Job(key, kind, arguments, Future())
            self._pending[key] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="pdf-requests", daemon=True)
                self._thread.start()
            self._changed.notify()
            return job.future

    def drop(self, key_prefix: str) -> None:
        """Cancel unstarted requests whose key begins so; a running one is ended once it has had 2 s (see Limits.unwanted)."""
        with self._changed:
            for key in [k for k in self._pending if k.startswith(key_prefix)]:
                self._pending.pop(key).future.cancel()
            if self._running is not None and self._running.key.startswith(key_prefix):
                self._running.unwanted = True

    def kills(self, path: str | Path) -> int:
        """How many children in a row this file has cost; an import stops at two and keeps the pages done."""
        return self._kills.get(os.fspath(path), 0)

    def release(self, path: str | Path = "") -> None:
        """Let go of an open file (all, without a path), so that it can be replaced on Windows or its stick pulled."""
        with self._turn:
            running = self._child is not None and self._child.alive
        if running:
            self.request("release", path=os.fspath(path))

    def close(self) -> None:
        """End the child and the thread; a running request raises PdfError, waiting ones are cancelled. May be called twice."""
        with self._changed:
            self._closed = True
            for job in self._pending.values():
                job.future.cancel()
            self._pending.clear()
            self._changed.notify_all()
        child = self._child
        if child is not None:
            child.stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        with self._turn:
            self._forget_child()
        if self._last_early is not None:
            self._last_early.join()

    def facts(self, path: str | Path) -> Facts:
        """Pages, labels, outline, named destinations, sizes. Raises as `request`."""
        return as_facts(self.request("facts", path=path))

    def words(self, path: str | Path, page: int, exact: bool = False) -> tuple[Word, ...]:
        """The repaired words of a page (from 1) in reading order; `exact` adds the edges of their characters. Raises as `request`."""
        return as_words(self.request("words", path=path, page=page, exact=exact))

    def read_scan(self, path: str | Path, page: int, model: str, models: Path) -> tuple[Word, ...]:
        """What Tesseract reads off a page (from 1) with a model from the folder `models`. Raises as `request`."""
        return as_words(self.request("scan", path=path, page=page, language=model, models=str(models)))

    def links(self, path: str | Path, page: int) -> tuple[Link, ...]:
        """At most 500 links of a page (from 1). Raises as `request`."""
        return as_links(self.request("links", path=path, page=page))

    def picture(self, path: str | Path, page: int, width_px: int, clip: tuple[int, int, int, int] | None = None) -> Picture:
        """The page as shown at `width_px` across, or the `clip` (x0, y0, x1, y1) of that picture, in its pixels. Raises as `request`."""
        return as_picture(self.request("picture", path=path, page=page, width_px=width_px, clip=clip))

    def _ready_child(self) -> Child:
        self._still_open()
        if self._early is not None and self._child is not None:
            early, self._early = self._early, None
            if early.finished():
                self._child.greeted(pdf_start.EARLY_ID)
            else:
                self._forget_child()
        if self._child is not None and not self._child.alive:
            self._forget_child()
        if self._child is None:
            try:
                self._child = Child(self._command, self._limits)
            except OSError as e:
                what = f"The part of the program that reads PDFs cannot be started: {e.strerror or e}."
                raise PdfProcessDied(what, "Copy the program again.") from e
            self._closed_documents = 0
            try:
                self._still_open()  # `close` on another thread may not have seen this child
            except PdfError:
                self._forget_child()
                raise
        return self._child

    def _still_open(self) -> None:
        if self._closed:
            raise _shut()

    def _forget_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def _retire(self, child: Child, fields: dict[str, Any]) -> None:
        """End a child that has opened many documents, or that stays large after closing one; MuPDF's memory does not all come back."""
        closed = fields.get("closed", self._closed_documents)
        swollen = closed > self._closed_documents and child.memory > self._limits.memory_after_close
        self._closed_documents = closed
        if swollen or fields.get("opened", 0) >= self._limits.documents:
            self._forget_child()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._running = None
                self._changed.wait_for(lambda: self._pending or self._closed)
                if self._closed:
                    return
                _, job = self._pending.popitem()
                if not job.future.set_running_or_notify_cancel():
                    continue
                self._running = job
            try:
                answer = self._ask(job.kind, None, job.arguments, job)
            except BaseException as e:  # noqa: BLE001 - whoever waits for the future gets it
                job.future.set_exception(e)
            else:
                job.future.set_result(answer)


def _identity(path: str) -> tuple[str, int, int]:
    """A file that was replaced is another file, and gets another chance."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return path, 0, 0
    return path, found.st_mtime_ns, found.st_size


def _spell(arguments: dict[str, Any]) -> None:
    """The path as text, which the pipe takes and which can be compared."""
    if "path" in arguments:
        arguments["path"] = os.fspath(arguments["path"])


def _shut() -> PdfError:
    return PdfError("The program is closing.")


def _again(error: ReaderError) -> ReaderError:
    """A fresh exception: one object raised twice would grow its traceback."""
    return PdfError(error.message, error.advice)


def _sentence(reason: str, path: str, page: int | None, limits: Limits) -> ReaderError:
    """What happened, as an exception."""
    what = (f"Page {page} of " if page is not None else "") + (Path(path).name or "The PDF")
    advice = "The other pages can be read." if page is not None else "The other documents can be read."
    match reason:
        case "time":
            return PdfTimeout(f"{what} could not be shown: it takes too long.", advice)
        case "memory":
            return PdfProcessDied(f"{what} could not be shown: it needs more than {limits.memory >> 20} MB of memory.", advice)
        case "start":
            again = "Start the program again; if that does not help, copy it again."
            return PdfProcessDied("The part of the program that reads PDFs did not start.", again)
        case "unwanted":
            return Cancelled("The page is no longer wanted.")
        case "closed":
            return _shut()
        case _:
            return PdfProcessDied(f"{what} could not be shown: the PDF engine stopped there.", advice)
