"""Spawns the PDF child and may ask it for one picture: the program's first act, so nothing is imported here but what that needs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any

MEMORY = 600 << 20
EARLY_ID = 1
_PIPE = 1 << 20  # bytes; 64 kB, the Linux default, makes a picture a hundred turns
_SECONDS = 10.0


def command(memory: int = MEMORY) -> list[str]:
    """How the real child is started. Its address space may be a generous multiple of the resident limit (bytes)."""
    flags = ["-B"] if sys.dont_write_bytecode else []
    if _engine():
        flags.append("-S")  # the packages' folder is named instead of looked for, which takes 5 ms
    # Not -m, whose runpy takes 6 ms.
    return [sys.executable, *flags, "-c", "from reader.pdf_first import main; main()", str(3 * memory + (1 << 30))]


def spawn(argv: list[str]) -> subprocess.Popen[bytes]:
    """Start a child on binary pipes without waiting for it; raises OSError when the system refuses."""
    # CREATE_NO_WINDOW on Windows: no console flashes.
    hidden = 0x08000000 if sys.platform == "win32" else 0
    process = subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), creationflags=hidden
    )
    if sys.platform == "linux":
        import fcntl

        assert process.stdout is not None
        try:  # noqa: SIM105 - contextlib is slow to import, and this is the program's first act
            fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
        except OSError:
            pass  # the user's share of pipe memory may be used up
    return process


def exactly(process: subprocess.Popen[bytes], count: int) -> bytes:
    """The next so many bytes a child says; raises EOFError when it ends before."""
    assert process.stdout is not None
    data = process.stdout.read(count)
    if len(data) < count:
        raise EOFError
    return data


class Early:
    """A picture asked of a child that has only just been spawned, read on a thread while the window is being made.

    Nobody else may talk to the child until `finished`; `PdfProcess` waits for that when it takes the child over.
    """

    def __init__(self, process: subprocess.Popen[bytes], path: str, page: int, width_px: int) -> None:
        self.path, self.page, self.width_px = path, page, width_px
        self.header: dict[str, Any] = {}
        self.data = b""
        self._process = process
        self._whole = False
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._talk, name="reader-early", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Whether there is a picture, after waiting for it at most so long."""
        return self._done.wait(seconds) and bool(self.data)

    def finished(self) -> bool:
        """Waits until the child has answered or its time is over; False when it must be given up."""
        self._done.wait(_SECONDS)
        return self._whole

    def join(self) -> None:
        """After the child's end: its thread ends too."""
        self._thread.join(_SECONDS)

    def _talk(self) -> None:
        # No json here: its import takes 10 ms, during which the window's own imports would wait.
        path = self.path.replace("\\", "\\\\").replace('"', '\\"')
        try:
            packed = (
                f'{{"kind":"picture","path":"{path}","page":{self.page},"width_px":{self.width_px},"id":{EARLY_ID},"seconds":{_SECONDS}}}'
            ).encode()
            assert self._process.stdin is not None
            self._process.stdin.write(len(packed).to_bytes(4, "big") + packed)
            self._process.stdin.flush()
            self._flat_header()  # the greeting
            header = self._flat_header()
            data = exactly(self._process, int(header["bytes"]))
            if "error" not in header:
                self.header = {key: int(value) if value.isdecimal() else value for key, value in header.items()}
                self.data = data
            self._whole = True
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            pass  # it died, or is not our child at all: whoever asks next is told
        finally:
            self._done.set()

    def _flat_header(self) -> dict[str, str]:
        """The names, numbers and words of a header without nesting; of one that tells of an error its name is enough."""
        import re

        packed = exactly(self._process, int.from_bytes(exactly(self._process, 4), "big"))
        return dict(re.findall(r'"(\w+)":"?(\w+)', packed.decode()))


def _engine() -> str:
    """The folder of packages that holds the engine; never the one the program was started in, which comes first in sys.path."""
    return next((p for p in sys.path[1:] if os.path.isdir(os.path.join(p, "pymupdf"))), "")  # noqa: PTH112, PTH118 - as below


def _environment() -> dict[str, str]:
    """The parent's, with our package first: under pytest and from a folder the parent's sys.path is not the child's.

    Modules that lie in the folder one happens to stand in are not taken (PYTHONSAFEPATH, from Python 3.11 on).
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is slow to import
    path = os.pathsep.join(p for p in (package, _engine(), os.environ.get("PYTHONPATH")) if p)
    return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
