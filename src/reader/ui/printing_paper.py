"""Pages in the colours of the appearance: whoever draws pages is told how, and draws anew when other colours are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from reader.ui.pages import tint

if TYPE_CHECKING:
    from reader.ui.outlook import Outlook
    from reader.ui.pages.view import PageView
    from reader.ui.thumbnails import Thumbnails


class PrintingPaper(QObject):
    """Keeps the finish of page view and thumbnails in step with the outlook."""

    def __init__(self, outlook: Outlook, view: PageView, thumbnails: Thumbnails) -> None:
        super().__init__(outlook)
        self._view, self._thumbnails = view, thumbnails
        view.pictures.finish = thumbnails.finish = tint.finisher(outlook.colours)
        outlook.dressed.connect(self._dressed)

    @Slot(str)
    def _dressed(self, colours: str) -> None:
        self._view.pictures.finish = self._thumbnails.finish = tint.finisher(colours)
        self._view.repaint_all()
        self._thumbnails.redraw()
