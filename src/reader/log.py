"""A short log of what the program did and what failed in it; by its form it cannot hold what anybody read or looked for.

An entry is a sentence that stands in the code, with numbers. Of an exception its class, the system's error number and the lines of
code it came through are kept, and never its message, which may name a file, a title or a word that was searched for.
A few hundred entries are kept in memory; `keep_in` writes them to a folder too, as `log.txt` and, once that is full, `log.old.txt`.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

NAME, OLD = "log.txt", "log.old.txt"
_KEPT = 400  # entries in memory
_FULL = 64 << 10  # bytes after which a new file is begun
_FRAMES = 24
_PACKAGE = f"{os.sep}reader{os.sep}"


class Log:
    """Written from any thread; `on_error` is called there after an uncaught exception was noted."""

    def __init__(self) -> None:
        self.on_error: Callable[[], None] | None = None
        self.errors = 0
        self._lines: deque[str] = deque(maxlen=_KEPT)
        self._folder: Path | None = None
        self._last = ""
        self._times = 0
        self._lock = threading.RLock()  # noting may fail, and that would be noted

    def note(self, event: str, **numbers: float) -> None:
        """Add an entry; `event` is a literal of the code (a test holds that), and what varies is numbers."""
        self._add(" ".join([event, *(f"{name}={value:g}" for name, value in numbers.items())]))

    def note_error(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, thread: str = "") -> None:
        """Add an exception; the same one again only raises its count."""
        self.errors += 1
        where = f" in thread {thread}" if thread else ""
        number = getattr(error, "errno", None)
        system = f" errno {number}" if isinstance(number, int) else ""
        through = frames(trace)
        self._add(f"error {kind.__name__}{system}{where}" + "".join(f"\n    {frame}" for frame in through))

    def keep_in(self, folder: Path) -> None:
        """Write to files in that folder from now on, beginning with what is in memory; where it cannot be written, memory must do."""
        with self._lock:
            self._folder = folder
            self._write("".join(f"{line}\n" for line in self._lines))

    def clear(self) -> None:
        """Forget everything, the files too."""
        with self._lock:
            self._lines.clear()
            self._last, self._times = "", 0
            for name in (NAME, OLD):
                if self._folder is not None:
                    try:
                        (self._folder / name).unlink(missing_ok=True)
                    except OSError:
                        self._folder = None  # it cannot be written any more, so neither will we

    def lines(self, count: int = _KEPT) -> list[str]:
        """The last entries."""
        with self._lock:
            self._say_how_often()
            return list(self._lines)[-count:]

    def _add(self, text: str) -> None:
        with self._lock:
            if text == self._last:  # a view that fails to paint fails sixty times a second
                self._times += 1
                return
            self._say_how_often()
            self._last = text
            self._put(text)

    def _say_how_often(self) -> None:
        if self._times:
            self._put(f"(the same {self._times} times more)")
            self._times = 0

    def _put(self, text: str) -> None:
        line = f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}"
        self._lines.append(line)
        if self._folder is not None:
            self._write(line + "\n")

    def _write(self, text: str) -> None:
        """Opened for each entry, so that nothing holds the folder's drive; there are a few entries an hour."""
        assert self._folder is not None
        path = self._folder / NAME
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size + len(text) > _FULL:
                path.replace(self._folder / OLD)
            with open(path, "a", encoding="utf-8", opener=_private) as file:
                file.write(text)
        except OSError:
            self._folder = None


def frames(trace: TracebackType | None) -> list[str]:
    """The last lines of code an exception came through, outermost first: file from its package on, line, function; no values."""
    found: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{_short(code.co_filename)}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-_FRAMES:]


def watch(log: Log) -> None:
    """Note uncaught exceptions of every thread; who looked at them before still does."""
    shown, shown_of_thread = sys.excepthook, threading.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            _tell(log, kind, error, trace)
        if sys.stderr is not None:  # without a console (pythonw) there is none
            shown(kind, error, trace)

    def hook_of_thread(args: threading.ExceptHookArgs) -> None:
        if issubclass(args.exc_type, Exception):
            _tell(log, args.exc_type, args.exc_value, args.exc_traceback, args.thread.name if args.thread else "")
        if sys.stderr is not None:
            shown_of_thread(args)

    sys.excepthook, threading.excepthook = hook, hook_of_thread


def _tell(log: Log, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, thread: str = "") -> None:
    log.note_error(kind, error, trace, thread)
    if log.on_error is not None:
        log.on_error()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _short(file: str) -> str:
    """Our files from our package on, others by their own name: the folders above may name a person."""
    _, ours, inside = file.rpartition(_PACKAGE)
    return f"reader/{inside.replace(os.sep, '/')}" if ours else os.path.basename(file)  # noqa: PTH119 - pathlib would be slower, and as short
