"""Background work on one thread: the newest request of a key wins, answers come back on the window's side by queued signals."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.errors import Cancelled

Then = Callable[[Any], None]


class Worker(QObject):
    """Takes plain calls, runs them one after the other, and hands each result to `then` on the thread that owns the worker.

    An answer is dropped when its key was asked again or forgotten meanwhile. `failed(key, error)` tells of every call that raised
    and was not overtaken; a `failed` callable of the request replaces the signal.
    """

    failed = Signal(str, object)
    idle = Signal()
    _answered = Signal(int, object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tickets: dict[str, int] = {}
        self._asked: dict[int, tuple[str, Then, Then | None]] = {}
        self._pending: OrderedDict[str, tuple[int, Callable[[], Any]]] = OrderedDict()
        self._wake = threading.Condition()
        self._number = 0
        self._closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        # Queued by name: an answer arrives from a thread Qt does not know (notes on 6.8: only decorated slots, only queued).
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(self, key: str, call: Callable[[], Any], then: Then, failed: Then | None = None) -> None:
        """Run `call` later; an unfinished request of the same key is overtaken."""
        if self._closed:
            return
        self._number += 1
        old = self._tickets.get(key)
        if old is not None:
            self._asked.pop(old, None)
        self._tickets[key] = self._number
        self._asked[self._number] = (key, then, failed)
        with self._wake:
            self._pending.pop(key, None)
            self._pending[key] = (self._number, call)
            self._wake.notify()
        if not self._thread.is_alive():
            self._thread.start()

    def forget(self, key: str) -> None:
        """Drop the request of that key: it is not started, or its answer is not delivered."""
        ticket = self._tickets.pop(key, None)
        if ticket is not None:
            self._asked.pop(ticket, None)
        with self._wake:
            self._pending.pop(key, None)

    @property
    def busy(self) -> bool:
        """True while an answer is still to be delivered."""
        return bool(self._asked)

    @property
    def closed(self) -> bool:
        """True from `close` on; long calls look here and stop."""
        return self._closed

    def stop_if_closed(self, *_: object) -> None:
        """Raise Cancelled once the window closes; long calls pass this as their progress callable."""
        if self._closed:
            raise Cancelled("The window was closed.")

    def close(self, timeout: float = 5.0) -> bool:
        """Forget what waits, let the running call end, join the thread; True when it ended in time."""
        self._closed = True
        self._asked.clear()
        self._tickets.clear()
        with self._wake:
            self._pending.clear()
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._pending and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                _, (ticket, call) = self._pending.popitem(last=False)
            result, error = None, None
            try:
                result = call()
            except Exception as caught:  # noqa: BLE001 - whatever it is, the window must hear of it instead of waiting for ever
                error = caught
            if not self._closed:
                self._answered.emit(ticket, result, error)

    @Slot(int, object, object)
    def _deliver(self, ticket: int, result: object, error: object) -> None:
        asked = self._asked.pop(ticket, None)
        if asked is None or self._closed:
            return
        key, then, failed = asked
        if self._tickets.get(key) == ticket:
            del self._tickets[key]
        if error is None:
            then(result)
        elif failed is not None:
            failed(error)
        else:
            self.failed.emit(key, error)
        if not self._asked:
            self.idle.emit()
