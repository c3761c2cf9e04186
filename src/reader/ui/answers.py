"""From the PDF child's thread to the window's: what was asked for comes by a queued signal, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import SignalInstance


def bring(future: Future[Any], signal: SignalInstance, *about: object, make: Callable[[Future[Any]], object] = lambda done: done) -> None:
    """Emit `signal(*about, make(future))` once the future is done; never where it was cancelled, or who asked is gone.

    `make` runs on the child's thread, so that the window's has less to do.
    """

    def landed(done: Future[Any]) -> None:
        if done.cancelled():
            return
        made = make(done)
        try:
            signal.emit(*about, made)
        except RuntimeError:
            return  # Qt has deleted who asked; the slots run elsewhere, so this is no fault of theirs

    future.add_done_callback(landed)
