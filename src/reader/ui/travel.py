"""Back and forward in the window: notes where the reader stands, and takes him there again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from reader.ui.history import History, Stand

if TYPE_CHECKING:
    from reader.ui.desk import Desk


class Travel(QObject):
    """`at_home` tells whether the home page is shown; `go` takes the reader to a stand."""

    def __init__(self, desk: Desk, actions: dict[str, QAction], at_home: Callable[[], bool], go: Callable[[Stand], None]) -> None:
        super().__init__(desk)
        self.history = History()
        self._desk, self._back, self._forward = desk, actions["back"], actions["forward"]
        self._at_home, self._go = at_home, go
        self._back.triggered.connect(self.back)
        self._forward.triggered.connect(self.forward)
        self._show()

    def leave(self) -> None:
        """The reader goes somewhere new from here."""
        self.history.leave(self._here())
        self._show()

    @Slot()
    def back(self) -> None:
        """Where the reader was before."""
        self._to(self.history.back(self._here()))

    @Slot()
    def forward(self) -> None:
        """Where the reader came back from."""
        self._to(self.history.forward(self._here()))

    def _here(self) -> Stand:
        if self._at_home() or self._desk.edition is None:
            return Stand(None)
        place, y = self._desk.reading_place()
        return Stand(place, self._desk.form, y, self._desk.terms)

    def _to(self, stand: Stand | None) -> None:
        if stand is not None:
            self._go(stand)
        self._show()

    def _show(self) -> None:
        back, forward = self.history.can_go
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)
