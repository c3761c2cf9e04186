"""How a second start reaches the first on Linux and macOS: a socket in the file system, with mode 0600 in a folder of mode 0700."""

from __future__ import annotations

import os
import select
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from reader.instance import LONGEST

_CALLER = 2.0  # seconds in which a caller must have said what it wants
_END = b"\n\n"
_LONGEST = 100  # bytes of a socket's address; Linux has 108, macOS 104


def ask(base: str, message: bytes, seconds: float) -> bytes:
    """The answer of whoever listens there; raises OSError when nobody does, or not in that time."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(seconds)
        with _reached(_path(base)) as address:
            line.connect(address)
        line.sendall(message + _END)
        return _read(line)


class Bell:
    """Listens from its making on; raises OSError where a socket cannot be."""

    def __init__(self, base: str, answer: Callable[[bytes], bytes]) -> None:
        self._path, self._answer = _path(base), answer
        self._line = socket.socket(socket.AF_UNIX)
        try:
            # Whoever calls us holds the lock, so what lies here is of a window that crashed.
            if os.path.lexists(self._path):
                os.unlink(self._path)  # noqa: PTH108 - a plain name
            with _reached(self._path) as address:
                self._line.bind(address)
            os.chmod(self._path, 0o600)  # noqa: PTH101
            self._line.listen(8)
            self._line.settimeout(0)
        except OSError:
            self._line.close()
            raise
        self._hush, self._hushed = os.pipe()
        self._thread = threading.Thread(target=self._run, name="reader-bell", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening; the thread has ended when this returns."""
        with suppress(OSError):  # somebody cleared the folder
            os.unlink(self._path)  # noqa: PTH108
        os.write(self._hushed, b"x")
        self._thread.join(2 * _CALLER)
        self._line.close()
        os.close(self._hush)
        os.close(self._hushed)

    def _run(self) -> None:
        while True:
            ready, _, _ = select.select([self._line.fileno(), self._hush], [], [])
            if self._hush in ready:
                return
            try:
                caller, _ = self._line.accept()
                with caller:
                    caller.settimeout(_CALLER)
                    caller.sendall(self._answer(_read(caller)) + _END)
            except OSError:
                continue  # it went away, or said nothing


def _read(line: socket.socket) -> bytes:
    """A message up to its end; raises OSError when it is too long or breaks off."""
    data = b""
    while not data.endswith(_END):
        more = line.recv(LONGEST)
        data += more
        if not more or len(data) > 2 * LONGEST:
            raise OSError("no whole message")
    return data[: -len(_END)]


def _path(base: str) -> str:
    return f"{base}.socket"


@contextmanager
def _reached(path: str) -> Iterator[str]:
    """An address of that path: the path itself, or where it is too long for a socket, on Linux, its name in its opened folder."""
    if len(os.fsencode(path)) < _LONGEST or sys.platform != "linux":
        yield path
        return
    folder, name = os.path.split(path)
    descriptor = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{descriptor}/{name}"
    finally:
        os.close(descriptor)
