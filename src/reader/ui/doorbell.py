"""A later start reaches this window: it comes to the front and goes to the place that was asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.errors import Refused
from reader.library import Place

if TYPE_CHECKING:
    from reader.instance import Instance
    from reader.ui.window import Window


class Doorbell(QObject):
    """Listens once the window is furnished; `place_asked` carries a printed place, or nothing when only the window was called."""

    place_asked = Signal(str)
    _rung = Signal(str, str)

    def __init__(self, instance: Instance, window: Window) -> None:
        super().__init__(window)
        self._instance, self._window = instance, window
        self._waiting = ""
        # By name queued: it is rung on the thread that listens.
        self._rung.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        window.opening.session_made.connect(self._go_later)
        instance.listen(self._rung.emit)

    @Slot(str, str)
    def _answer(self, place: str, token: str) -> None:
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Wayland lets nobody come forward without one; Qt takes it from here
        window = self._window
        window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        window.show()
        window.raise_()
        window.activateWindow()
        self._go(place)
        self.place_asked.emit(place)

    def _go(self, place: str) -> None:
        if not place:
            return
        if self._window.session is None:
            self._waiting = place  # the library is still being read
            return
        try:
            self._window.go_to(Place.parse(place))
        except Refused as error:
            self._window.frame.say(str(error))

    @Slot()
    def _go_later(self) -> None:
        place, self._waiting = self._waiting, ""
        self._go(place)

    def close(self) -> None:
        """Hear nobody any more."""
        self._instance.close()
