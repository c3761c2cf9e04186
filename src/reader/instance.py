"""One window for each library and state folder: a second start hands its place to the first and ends.

A locked file says whether somebody is there; the system unlocks it when its process ends, however it ends, so nothing can be left
behind that would keep a window from opening. The owner listens on a local socket (a named pipe on Windows) in a folder that only this
user may enter; there is no network in it. Where there can be no such folder or lock, every start has a window of its own.
"""

from __future__ import annotations

import os
import stat
import sys
import time

TYPE_CHECKING = False  # typing itself takes 4 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from reader.paths import Paths

    class Bell(Protocol):
        """What listens, on either system."""

        def close(self) -> None:
            """Stop listening."""

    Answer = Callable[[str, str], None]

_APP = "partner-reader"
_GREETING = "partner-reader 1"
YES = b"yes"
LONGEST = 8192  # bytes of a message
PATIENCE = 20.0  # seconds for which a second start waits for a first one that is still on its way to the screen
_ANSWER = 3.0  # seconds in which a window that listens must answer
_PAUSE = 0.03
_PRIME = (1 << 64) - 59


class Instance:
    """The claim of a start to be the one window of its library and state."""

    def __init__(self, paths: Paths) -> None:
        # Absolute, for the second start may stand in another folder.
        self._who = [os.path.realpath(paths.state), os.path.realpath(paths.library)]
        self._base = ""
        self._lock = -1
        self._bell: Bell | None = None

    def enter(self, place: str, patience: float = PATIENCE) -> bool:
        """True when this start shall open a window; False when a window that is there has taken the place (printed, or "").

        Costs a few system calls while nobody else is there; nothing more is imported then.
        """
        folder = _folder(self._who[0])
        if folder is None:
            return True
        # Only a short name: who is meant is said in full in the message. Importing a hash would take longer than all this.
        number = int.from_bytes("\0".join(self._who).encode("utf-8", "surrogateescape"), "big") % _PRIME
        self._base = f"{folder}{os.sep}{number:016x}"
        give_up = time.monotonic() + patience
        while True:
            try:
                if self._claim():
                    return True
            except OSError:
                return True  # nothing can be locked here
            if self._pass_on(place):
                return False
            if time.monotonic() > give_up:
                return True  # it is there and does not answer: better a second window than none
            time.sleep(_PAUSE)

    @property
    def owner(self) -> bool:
        """True while this start holds the claim."""
        return self._lock >= 0

    def listen(self, answer: Answer) -> None:
        """Take places of later starts on a thread of its own: `answer(place, token)` is called there; the token activates a window."""
        if not self.owner or self._bell is not None:
            return
        try:
            self._bell = _listen(self._base, lambda message: self._answer(message, answer))
        except OSError:
            self._release()  # no sockets on this drive: then nobody shall wait for one

    def _answer(self, message: bytes, answer: Answer) -> bytes:
        parts = message.decode("utf-8", "surrogateescape").split("\0")
        if len(parts) != 5 or parts[:3] != [_GREETING, *self._who]:
            return b"no"
        answer(parts[3], parts[4])
        return YES

    def close(self) -> None:
        """Stop listening; the next start opens a window."""
        if self._bell is not None:
            self._bell.close()
            self._bell = None
        self._release()

    def _claim(self) -> bool:
        """Lock the file; False while another process holds it. Raises OSError where that cannot be done."""
        descriptor = os.open(f"{self._base}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            held = _try_lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise
        if held:
            self._lock = descriptor
        else:
            os.close(descriptor)
        return held

    def _release(self) -> None:
        if self.owner:
            os.close(self._lock)
            self._lock = -1

    def _pass_on(self, place: str) -> bool:
        token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
        message = "\0".join([_GREETING, *self._who, place, token]).encode("utf-8", "surrogateescape")
        if len(message) > LONGEST:
            return False
        try:
            return _ask(self._base, message) == YES
        except (OSError, EOFError):
            return False  # not listening yet, or no longer


def _ask(base: str, message: bytes) -> bytes:
    """What the window that listens there answers; raises OSError or EOFError when none does."""
    if sys.platform == "win32":
        from reader.instance_windows import ask
    else:
        from reader.instance_unix import ask
    return ask(base, message, _ANSWER)


def _listen(base: str, answer: Callable[[bytes], bytes]) -> Bell:
    """Something that listens there; raises OSError where it cannot."""
    if sys.platform == "win32":
        from reader.instance_windows import Bell
    else:
        from reader.instance_unix import Bell
    return Bell(base, answer)


def _folder(state: str) -> str | None:
    """A folder of this user alone: in the system's runtime folder, else with the reader's own data; made if need be."""
    if sys.platform == "win32":
        return _made(f"{state}{os.sep}running")  # the user's profile, or a stick, on which Windows knows no owners
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and (folder := _made(f"{runtime}{os.sep}{_APP}")):
        return folder
    return _made(f"{state}{os.sep}running")


def _made(folder: str) -> str | None:
    """The folder, if it is there or can be made, and is nobody else's to enter."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - pathlib is slower
        if sys.platform == "win32":
            return folder
        found = os.lstat(folder)
        mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    except OSError:
        return None
    return folder if mine else None


def _try_lock(descriptor: int) -> bool:
    """Lock without waiting; False when another process holds it."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
