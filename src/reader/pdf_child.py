"""One child process on binary pipes: a question, an answer, and its end when it passes a limit.

Memory is watched from here on Linux (/proc) and Windows (working set); the child adds a ceiling on address space on Linux. On macOS
neither exists in the standard library, so there only the time limits hold. No Windows Job Object is made: a child whose parent was
killed ends at the end of its pipe or, inside a hanging call, by its own timer (see pdf.serve).
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.pdf_answers import Answer
from reader.pdf_start import MEMORY, exactly, spawn

_HEADER_LIMIT, _DATA_LIMIT = 64 << 20, 128 << 20
_POLL = 0.05


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for each kind of request, resident bytes for the child, and when a child has served long enough."""

    picture: float = 10.0
    words: float = 30.0
    facts: float = 30.0
    scan: float = 60.0
    other: float = 10.0
    start: float = 60.0  # a cold start from a slow stick is nobody's fault
    unwanted: float = 2.0  # a running request that was dropped may go on for so long
    memory: int = MEMORY
    documents: int = 200
    memory_after_close: int = 300 << 20
    memory_tidy: int = 150 << 20  # beyond it decoded photographs go before the next answer; MuPDF would keep 256 MB of them

    def seconds(self, kind: str) -> float:
        """How long a request of this kind may run."""
        return {"picture": self.picture, "words": self.words, "facts": self.facts, "scan": self.scan}.get(kind, self.other)


class ChildEnded(Exception):
    """The child is gone; `reason`: time, memory, died, garbage, start, unwanted, closed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Child:
    """Spawned at once and not waited for; `ask` from one thread at a time, `stop` from any."""

    def __init__(self, started: list[str] | subprocess.Popen[bytes], limits: Limits) -> None:
        self._limits = limits
        self._process = spawn(started) if isinstance(started, list) else started
        self._ready = False
        self._verdict = ""
        self._asked = 0

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it may be asked."""
        return not self._verdict and self._process.poll() is None

    @property
    def memory(self) -> int:
        """Resident bytes; 0 where the system does not tell."""
        return resident(self._process.pid)

    def greeted(self, asked: int) -> None:
        """It was taken over from somebody who has read its greeting and the answers to this many questions."""
        self._ready, self._asked = True, asked

    def ask(self, message: dict[str, Any], seconds: float, unwanted: Callable[[], bool] = bool) -> Answer:
        """Send and wait, at most `seconds` (the start of the process not counted), shorter once `unwanted()`. Raises ChildEnded."""
        if not self._ready:
            with self._watched(self._limits.start, "start"):
                if "ready" not in self._read().fields:
                    raise ValueError("no greeting")
            self._ready = True
        self._asked += 1
        packed = json.dumps({**message, "id": self._asked, "seconds": seconds}).encode()
        with self._watched(seconds, "time", unwanted):
            assert self._process.stdin is not None
            self._process.stdin.write(len(packed).to_bytes(4, "big") + packed)
            self._process.stdin.flush()
            answer = self._read()
            if answer.fields.get("id") != self._asked:
                raise ValueError("an answer to nothing")
        return answer

    def stop(self, reason: str = "closed") -> None:
        """Kill it; whoever waits in `ask` gets ChildEnded."""
        self._verdict = self._verdict or reason
        self._process.kill()

    def end(self) -> None:
        """Kill it, collect it and close the pipes. It holds nothing that could be lost."""
        self.stop()
        with contextlib.suppress(subprocess.TimeoutExpired):  # stuck in the kernel on a pulled stick: leave it to init
            self._process.wait(5)
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # unsent bytes to a dead child
                assert pipe is not None
                pipe.close()

    @contextlib.contextmanager
    def _watched(self, seconds: float, late: str, unwanted: Callable[[], bool] = bool) -> Iterator[None]:
        """While the body runs, a thread looks at the clock and at the child's memory, and kills it past a limit."""
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done, seconds, late, unwanted), name="pdf-watch", daemon=True)
        watch.start()
        failure = ""
        try:
            yield
        except (EOFError, OSError):
            failure = "start" if late == "start" else "died"
        except ValueError:
            failure = "start" if late == "start" else "garbage"
        finally:
            done.set()
            watch.join()
        if failure:
            self.stop(failure)
            raise ChildEnded(self._verdict)

    def _watch(self, done: threading.Event, seconds: float, late: str, unwanted: Callable[[], bool]) -> None:
        began = time.monotonic()
        while not done.wait(max(0.0, min(_POLL, began + seconds - time.monotonic()))):
            past = time.monotonic() - began
            if past >= seconds:
                self.stop(late)
            elif self.memory > self._limits.memory:
                self.stop("memory")
            elif unwanted() and past >= self._limits.unwanted:
                self.stop("unwanted")
            else:
                continue
            return

    def _read(self) -> Answer:
        size = int.from_bytes(exactly(self._process, 4), "big")
        if size > _HEADER_LIMIT:
            raise ValueError("a header too long")
        fields = json.loads(exactly(self._process, size))
        count = fields.get("bytes", 0) if isinstance(fields, dict) else -1
        if not isinstance(count, int) or not 0 <= count <= _DATA_LIMIT:
            raise ValueError("data too long")
        return Answer(fields, exactly(self._process, count))


def resident(pid: int) -> int:
    """Resident bytes of a process on Linux and Windows; 0 where it is gone or the system has no cheap answer."""
    if sys.platform == "win32":
        return _working_set(pid)
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = [
            ("cb", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in ("peak_ws", "working_set", "qpp", "qp", "qpn", "qn", "pagefile", "peak_pagefile")),
        ]

    def _working_set(pid: int) -> int:
        kernel = ctypes.WinDLL("kernel32")
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000 | 0x0010, 0, pid)  # QUERY_LIMITED_INFORMATION, VM_READ
        if not handle:
            return 0
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        try:
            told = kernel.K32GetProcessMemoryInfo(wintypes.HANDLE(handle), ctypes.byref(counters), counters.cb)
            return int(counters.working_set) if told else 0
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))
