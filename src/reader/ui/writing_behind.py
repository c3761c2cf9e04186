"""Writing behind: every change is made at once in memory and in order, on a thread of its own, in the file.

Both are a State, so that one call says what either does. What another window wrote comes in by `refresh`: the file's contents, and on
top of them what is not written yet.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reader.state import Notice, State, StateError
from reader.state.tables import Contents
from reader.ui.worker import Worker

T = TypeVar("T")
Op = Callable[[State], Any]

SOON = 2000  # milliseconds that `later` waits, for what changes at every turn of the wheel
AGAIN = 10_000  # milliseconds until what could not be written is tried again
_CLOSING = 10.0  # seconds that a slow stick is given at the end
_BEGUN_ANEW = ("empty", "unreadable", "salvaged")


class WritingBehind(QObject):
    """`near` answers; `state` and `worker` are its own from now on, and closed with it."""

    changed = Signal(object)  # by another window: the names of the tables
    noticed = Signal(object)  # a Notice: what was found at the opening, or why nothing can be written now; each once
    recovered = Signal()  # all is written after a failure
    flushed = Signal(object)  # the keys of what waited
    done = Signal(str)  # what was done under this name is in the file

    def __init__(self, state: State, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.near = State.open(None)
        self._state, self._worker = state, worker
        self._lock = threading.Lock()
        self._queue: deque[tuple[Op, str]] = deque()  # in order; the worker takes off what it has written
        self._finished: deque[str] = deque()
        self._soon: dict[str, Op] = {}
        self._asked = self._again = self._failing = self._closed = False
        self._told: Notice | None = None
        self._soon_timer, self._again_timer = QTimer(self), QTimer(self)
        self._soon_timer.timeout.connect(self.flush)
        self._again_timer.timeout.connect(self.refresh)
        for timer, pause in ((self._soon_timer, SOON), (self._again_timer, AGAIN)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
        with suppress(StateError):
            self.near.fill(state.news() or {})
        QTimer.singleShot(0, self._tell)  # once whoever made this has connected

    @property
    def kept(self) -> bool:
        """False when nothing outlives this window."""
        return self._state.kept

    @property
    def saved(self) -> bool:
        """True when all is in the file."""
        return not (self._queue or self._soon or self._asked)

    def copies(self) -> list[str]:
        """Names of older files that may hold old data."""
        return self._state.copies()

    def do(self, op: Callable[[State], T], name: str = "") -> T:
        """Now, and in the file as soon as it can be; `done` then tells the name, if there is one."""
        result = op(self.near)
        with self._lock:
            self._queue.append((op, name))
        self.refresh()
        return result

    def later(self, key: str, op: Op) -> None:
        """Now, and in the file within SOON, unless the same key comes again till then."""
        op(self.near)
        self._soon.pop(key, None)
        self._soon[key] = op
        if not self._soon_timer.isActive():
            self._soon_timer.start()

    @Slot()
    def flush(self) -> None:
        """Write now what would wait a little."""
        self._soon_timer.stop()
        if not self._soon:
            return
        keys = frozenset(self._soon)
        with self._lock:
            self._queue.extend((op, "") for op in self._soon.values())
        self._soon.clear()
        self.refresh()
        self.flushed.emit(keys)

    @Slot()
    def refresh(self) -> None:
        """Write what waits, then read what other windows wrote; called when the window becomes active."""
        if self._closed:
            return
        self._again_timer.stop()
        if self._asked:
            self._again = True  # one request at a time: what it answers is then never older than what was written since
            return
        self._asked, self._again = True, False
        self._worker.ask("keeping", self._write, self._written, self._not_written)

    def _write(self) -> Contents | None:
        """On the worker: all that waits, in order; what other windows wrote meanwhile. Raises StateError."""
        before = self._state.notice
        news = self._state.news()
        if self._state.notice is not before and self._state.notice is not None and self._state.notice.key in _BEGUN_ANEW:
            self._state.merge(self.near.contents())
        while self._queue:
            op, name = self._queue[0]
            op(self._state)
            with self._lock:
                self._queue.popleft()
            if name:
                self._finished.append(name)
        more = self._state.news()
        return more if news is None or more is not None else self._state.contents()

    def _written(self, news: Contents | None) -> None:
        self._asked = False
        self._tell()
        if self._failing:
            self._failing = False
            self.recovered.emit()
        while self._finished:
            self.done.emit(self._finished.popleft())
        if news is not None:
            self._take_over(news)
        if self._again or self._queue:
            self.refresh()

    def _not_written(self, error: Exception) -> None:
        self._asked = False
        if not isinstance(error, StateError):
            with self._lock:
                if self._queue:
                    self._queue.popleft()  # a bug of ours must not stop all later writing
            self.refresh()
            raise error
        self._tell()
        if not self._failing and error.notice != self._told:
            self.noticed.emit(error.notice)
        self._failing = True
        self._again_timer.start()

    def _take_over(self, news: Contents) -> None:
        before = self.near.contents()
        self.near.fill(news)
        with self._lock:
            waiting = [*(op for op, _ in self._queue), *self._soon.values()]
        for op in waiting:
            op(self.near)
        after = self.near.contents()
        names = frozenset(name for name, rows in after.items() if rows != before[name])
        if names:
            self.changed.emit(names)

    @Slot()
    def _tell(self) -> None:
        notice = self._state.notice
        if notice is not None and notice is not self._told and not self._closed:
            self._told = notice
            if notice.key == "locked":
                self._again_timer.start()
            self.noticed.emit(notice)

    def close(self) -> bool:
        """Write all that waits and end; False when it could not be written."""
        if self._closed:
            return True
        self.flush()
        self._closed = True
        self._again_timer.stop()
        ended = self._worker.close(_CLOSING)
        if not ended:
            return False
        try:
            if self._queue:
                self._write()
        except StateError:
            return False
        finally:
            self._state.close()
            self.near.close()
        return True
