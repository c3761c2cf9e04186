"""Pages in the colours of the appearance: whoever draws pages is told how, and draws anew when other colours are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from reader.ui import inks
from reader.ui.pages import tint

if TYPE_CHECKING:
    from reader.ui.outlook import Outlook
    from reader.ui.pages.tools import Tools
    from reader.ui.pages.view import PageView
    from reader.ui.thumbnails import Thumbnails


class PrintingPaper(QObject):
    """Keeps the finish of page view, its tools and thumbnails in step with the outlook."""

    def __init__(self, outlook: Outlook, view: PageView, thumbnails: Thumbnails, tools: Tools) -> None:
        super().__init__(outlook)
        self._view, self._thumbnails, self._tools = view, thumbnails, tools
        self._lay(outlook.colours)
        outlook.dressed.connect(self._dressed)

    @Slot(str)
    def _dressed(self, colours: str) -> None:
        self._lay(colours)
        self._view.repaint_all()
        self._thumbnails.redraw()

    def _lay(self, colours: str) -> None:
        self._view.pictures.finish = self._thumbnails.pictures.finish = tint.finisher(colours)
        paper = inks.paper(QGuiApplication.palette())
        self._tools.set_paper(paper.sheet, paper.words)
