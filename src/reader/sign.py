"""A sign of life: a small window “Starting… / Abriendo…” while a slow disk still brings the real one; drawn without Qt.

Warm starts are on the screen before it is due, and pay for a sleeping thread. On Linux a module's library is loaded under the
interpreter's lock, so from a cold disk no thread would get its turn in time: there the disk is asked first whether Qt lies in memory,
and if not, the sign is shown before Qt is loaded. See docs/decisions/0011-sign-of-life.md.
"""

from __future__ import annotations

import os
import sys
import threading

DUE = 0.2  # seconds after which a start without a window shows its sign; the interpreter has taken its own before
SOON = 0.25  # more of them once the window is all but there: better nothing than a flash
_TURN = 0.2  # seconds for which a cold start waits for its sign
_LIBRARIES = ("Core", "Gui", "Widgets")


class Sign:
    """Runs from its making on, until `close`."""

    def __init__(self) -> None:
        self._cold = _cold()
        self._end = threading.Event()
        self._shown = threading.Event()
        self._soon = False
        self._thread = threading.Thread(target=self._run, name="reader-sign", daemon=True)
        self._thread.start()
        if self._cold:
            self._shown.wait(_TURN)

    def soon(self) -> None:
        """The window is about to be shown."""
        self._soon = True

    def close(self) -> None:
        """The window is there: take the sign away."""
        self._end.set()

    def join(self) -> None:
        """Wait for the end of the thread."""
        self._end.set()
        self._thread.join(2.0)

    def _run(self) -> None:
        if not self._cold and (self._end.wait(DUE) or (self._soon and self._end.wait(SOON))):
            return
        try:
            if sys.platform == "win32":
                from reader import sign_windows

                sign_windows.show(self._end, self._shown)
            elif os.environ.get("DISPLAY"):
                from reader import sign_x11

                sign_x11.show(self._end, self._shown)
        except Exception:  # noqa: BLE001, S110 - whatever a sign of life runs into, the window itself must come
            pass
        finally:
            self._shown.set()


def _cold() -> bool:
    """True when Qt's libraries are not in memory; then they are asked for, since in one piece they come sooner than page by page."""
    folder = next((f for p in sys.path[1:] if os.path.isdir(f := f"{p}/PySide6/Qt/lib")), "")  # noqa: PTH112 - pathlib is slow to import
    return bool(folder) and _not_in_memory([f"{folder}/libQt6{name}.so.6" for name in _LIBRARIES])


def _not_in_memory(files: list[str]) -> bool:
    """Whether the last of these is not; every file is then read ahead by the system. False where the system cannot tell."""
    if sys.platform != "linux":
        return False
    try:
        descriptors = [os.open(file, os.O_RDONLY | os.O_CLOEXEC) for file in files]
    except OSError:
        return False
    try:
        os.preadv(descriptors[-1], [bytearray(64)], 0, os.RWF_NOWAIT)
    except BlockingIOError:
        for descriptor in descriptors:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_WILLNEED)
        return True
    except OSError:
        return False
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    return False
