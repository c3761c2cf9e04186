"""Long work on the window's own thread, cut into steps, so that no key and no paint waits for it."""

from __future__ import annotations

from collections.abc import Generator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_AT_MOST = 0.004  # seconds at a stretch; a frame has 16 ms, and the layout of what was made comes on top


class Steps(QObject):
    """Runs generators, one after the other, from `yield` to `yield`; a newer one of the same name replaces an older one."""

    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, Generator[None, None, None]] = {}
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """True until the last step."""
        return bool(self._jobs)

    def run(self, name: str, job: Generator[None, None, None]) -> None:
        """Begin once the window has nothing better to do."""
        old = self._jobs.get(name)
        if old is not None:
            old.close()
        self._jobs[name] = job
        self._timer.start()

    @Slot()
    def _go_on(self) -> None:
        owner = self.parent()  # the end of a job may let go of the last hold on it
        until = perf_counter() + _AT_MOST
        while self._jobs and perf_counter() < until:
            name, job = next(iter(self._jobs.items()))
            try:
                next(job)
            except StopIteration:
                # A step may have begun its own job anew.
                if self._jobs.get(name) is job:
                    del self._jobs[name]
        if not self._jobs:
            self._timer.stop()
            self.done.emit()
        del owner
