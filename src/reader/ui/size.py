"""How large pages and text are shown: each command goes to the view that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from reader.ui.desk import Desk
    from reader.ui.pages.view import PageView
    from reader.ui.text.view import TextView


class Size(QObject):
    """Serves the commands of the View menu."""

    def __init__(self, desk: Desk, pages: PageView, text: TextView) -> None:
        super().__init__(desk)
        self._desk, self._pages, self._text = desk, pages, text

    def now(self) -> float:
        """The zoom of the view that is shown."""
        return self._pages.zoom() if self._desk.form == "page" else self._text.zoom()

    def _step(self, by: int) -> None:
        if self._desk.form == "page":
            self._pages.zoom_by(by)
        else:
            self._text.zoom_by(by)

    @Slot()
    def larger(self) -> None:
        """One step."""
        self._step(1)

    @Slot()
    def smaller(self) -> None:
        """One step."""
        self._step(-1)

    @Slot()
    def reset(self) -> None:
        """Pages at the width of the window, text at its plain size."""
        if self._desk.form == "page":
            self._pages.set_fit("width")
        else:
            self._text.set_zoom(None)

    @Slot()
    def whole(self) -> None:
        """Whole pages."""
        self._pages.set_fit("page")

    @Slot()
    def actual(self) -> None:
        """As large as in print."""
        self._pages.set_zoom(1.0)
