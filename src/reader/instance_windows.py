"""How a second start reaches the first on Windows: a named pipe, opened with a key that lies in the user's own folder.

Written from the documentation of Windows and of `multiprocessing.connection`, and never run yet.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener

from reader.instance import LONGEST

assert sys.platform == "win32"

_ANYBODY = 0xFFFFFFFF  # ASFW_ANY
_WAIT = 1.0  # seconds


def ask(base: str, message: bytes, seconds: float) -> bytes:
    """The answer of whoever listens there; raises OSError or EOFError when nobody does, or not in that time."""
    # Only who was started by the user may pass the foreground on, and that is this process.
    ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)
    try:
        with Client(_address(base), "AF_PIPE", authkey=_key(base)) as line:
            line.send_bytes(message)
            if not line.poll(seconds):
                raise OSError("no answer")
            return line.recv_bytes(LONGEST)
    except AuthenticationError as error:
        raise OSError("another one listens there") from error


class Bell:
    """Listens from its making on; raises OSError where a pipe cannot be. What others send is bytes, and never unpickled."""

    def __init__(self, base: str, answer: Callable[[bytes], bytes]) -> None:
        self._base, self._answer = base, answer
        self._closed = False
        key = os.urandom(32)
        with open(_key_file(base), "wb") as file:  # noqa: PTH123 - a plain name
            file.write(key)
        self._listener = Listener(_address(base), "AF_PIPE", authkey=key)
        self._thread = threading.Thread(target=self._run, name="reader-bell", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._closed = True
        # Waiting for a caller ends only with a caller, and that one may not hold the window up either.
        threading.Thread(target=self._call_myself, name="reader-bell-end", daemon=True).start()
        self._thread.join(_WAIT)
        self._listener.close()

    def _call_myself(self) -> None:
        with suppress(OSError, EOFError):  # it has ended
            ask(self._base, b"", _WAIT)

    def _run(self) -> None:
        while not self._closed:
            try:
                with self._listener.accept() as caller:
                    if caller.poll(_WAIT):
                        caller.send_bytes(self._answer(caller.recv_bytes(LONGEST)))
            except (OSError, EOFError, AuthenticationError):
                continue  # it went away, or had no key


def _address(base: str) -> str:
    return rf"\\.\pipe\partner-reader-{os.path.basename(base)}"  # noqa: PTH119


def _key_file(base: str) -> str:
    return f"{base}.key"


def _key(base: str) -> bytes:
    with open(_key_file(base), "rb") as file:  # noqa: PTH123
        return file.read(64)
