"""What is on the screen first: the search field, and the page that was asked for if the child has drawn it by then.

All that is imported here delays the first picture, so neither panels nor menus, nor Qt's namespace of constants (25 ms alone).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from reader.ui import theme
from reader.ui.bars import TopBar
from reader.ui.search_field import SearchField

if TYPE_CHECKING:
    from reader.pdf_start import Early

WIDE = 800  # pixels from which the side panel stands beside a page
SIDE_WIDTH = 360
_PATIENCE = 0.1  # seconds for which building the panels may wait for the page, which is what the reader came for
_MENU_PADDING = 5
_DOCUMENT_BAR, _EDGE, _TOP = 46, 18, 14  # pixels: as they will be once the panels are there


class Look(QWidget):
    """A page where it will be shown, until the page view is there."""

    def __init__(self, early: Early | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = 0
        self._image: QImage | None = None
        self._early = early

    def load(self, seconds: float) -> bool:
        """Whether the page is there, after waiting for it at most so long."""
        early = self._early
        if self._image is None and early is not None and early.wait(seconds):
            head, form = early.header, QImage.Format.Format_Grayscale8 if early.header["format"] == "grey" else QImage.Format.Format_RGB888
            self._image = QImage(early.data, head["width"], head["height"], head["stride"], form)
            self._page = early.page
        return self._image is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page's upper part between the places of side panel and scroll bar."""
        del event
        if self._image is None:
            return
        side = side_width(self.window().width()) + 1 if self.window().width() >= WIDE else 0
        painter = QPainter(self)
        painter.fillRect(QRectF(side, _DOCUMENT_BAR, self.width(), self.height()), self.palette().color(QPalette.ColorRole.Midlight))
        width = self.width() - side - theme.SCROLL_BAR - 2 * _EDGE
        top = _DOCUMENT_BAR + (_TOP if self._page == 1 else 0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(side + _EDGE, top, width, width * self._image.height() / self._image.width()), self._image)


class Shell(QMainWindow):
    """The frame of the window with the search field in it; `seen` once that, and the page if there is one, are on the screen."""

    seen = Signal()

    def __init__(self, early: Early | None = None) -> None:
        super().__init__()
        self.field = SearchField()
        self.bar = TopBar(self.field)
        self.early = early
        self._look: Look | None = Look(early, self)
        middle = QWidget()
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.bar)
        self.column.addWidget(self._look, 1)
        self.setCentralWidget(middle)
        # As high as it will be with its menus, so that nothing moves when they come.
        self.menuBar().setMinimumHeight(self.fontMetrics().height() + _MENU_PADDING)
        self.setStyleSheet(theme.style_sheet(QGuiApplication.palette()))
        # At 200 % the usual size may be larger than the screen.
        screen = self.screen().availableGeometry()
        self.resize(min(1280, screen.width()), min(900, screen.height() - 30))
        self.field.setFocus()
        self._look.load(0)
        self.bar.painted.connect(self._show_page)

    @Slot()
    def _show_page(self) -> None:
        if self._look is not None and self._look.load(_PATIENCE):
            self._look.repaint()
        QTimer.singleShot(0, self.seen.emit)

    def fill(self, content: QWidget) -> None:
        """Put the panels where the first look was."""
        if self._look is not None:
            self.column.removeWidget(self._look)
            self._look.deleteLater()
            self._look = None
        self.column.addWidget(content, 1)


def side_width(width: int) -> int:
    """The side panel's usual part of a window's width, in pixels."""
    return min(SIDE_WIDTH, width * 3 // 10)
