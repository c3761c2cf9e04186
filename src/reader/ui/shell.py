"""What is on the screen first: the search field, and the page that was asked for if the child has drawn it by then.

All that is imported here delays the first picture, so neither panels nor menus, nor Qt's namespace of constants (25 ms alone).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QTabBar, QVBoxLayout, QWidget

from reader.ui import palettes, theme
from reader.ui.bars import TopBar
from reader.ui.menus import Menus
from reader.ui.search_field import SearchField

if TYPE_CHECKING:
    from reader.pdf_start import Early

WIDE = 800  # pixels from which the side panel stands beside a page
SIDE_WIDTH = 360
_PATIENCE = 0.1  # seconds for which building the panels may wait for the page, which is what the reader came for
_MENU_PADDING = 5
_PICTURES = (("panel", True), ("home", True), ("back", False), ("forward", False))  # as the buttons are at a start with a place
_DOCUMENT_BAR, _EDGE, _TOP = 46, 18, 14  # pixels: as they will be once the panels are there


class Look(QFrame):
    """A page where it will be shown, until the page view is there."""

    def __init__(self, early: Early) -> None:
        super().__init__()
        self.setObjectName("look")
        self._page = 0
        self._image: QImage | None = None
        self._early = early

    def load(self, seconds: float) -> bool:
        """Whether the page is there, after waiting for it at most so long."""
        early = self._early
        if self._image is None and early.wait(seconds):
            head, form = early.header, QImage.Format.Format_Grayscale8 if early.header["format"] == "grey" else QImage.Format.Format_RGB888
            self._image = QImage(early.data, head["width"], head["height"], head["stride"], form)
            name = theme.name_of(self.palette())
            if name in palettes.PAPERS:
                from reader.ui.pages import tint

                self._image = tint.look(self._image, name)
            self._page = early.page
        return self._image is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page's upper part, beside the place of the scroll bar."""
        super().paintEvent(event)
        if self._image is None:
            return
        painter = QPainter(self)
        width = self.width() - theme.SCROLL_BAR - 2 * _EDGE - 1
        top = _TOP if self._page == 1 else 0
        # Not one pixel beyond what is drawn anyway: fillRect, for one, brings Qt's namespace, and smooth stretching takes 40 ms.
        painter.drawImage(QRectF(1 + _EDGE, top, width, width * self._image.height() / self._image.width()), self._image)


class Shell(QMainWindow):
    """The frame of the window with the search field in it; `seen` once that, and the page if there is one, are on the screen."""

    seen = Signal()

    def __init__(self, early: Early | None = None) -> None:
        super().__init__()
        self.field = SearchField()
        self.bar = TopBar(self.field)
        self.early = early
        self.menus = Menus(self)
        self._look = Look(early) if early is not None else None
        middle = QWidget()
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.bar)
        self.setCentralWidget(middle)
        # As high as it will be with its menus, so that nothing moves when they come.
        self.menuBar().setMinimumHeight(self.fontMetrics().height() + _MENU_PADDING)
        colours = QGuiApplication.palette()
        self.setStyleSheet(theme.style_sheet(colours) + theme.first_sheet(colours))
        # At 200 % the usual size may be larger than the screen.
        screen = self.screen().availableGeometry()
        self.resize(min(1280, screen.width()), min(900, screen.height() - 30))
        self._place_look()
        self.field.setFocus()
        self.bar.painted.connect(self._show_page)

    def _place_look(self) -> None:
        """Where the page view will be."""
        if self._look is None:
            self.column.addStretch(1)
            return
        from reader.ui import icons

        colours, ratio = QGuiApplication.palette(), self.devicePixelRatioF()
        self.bar.show_pictures(icons.picture(name, colours, ratio, enabled=on) for name, on in _PICTURES)
        self._room = QWidget()
        beside = QHBoxLayout(self._room)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        if self.width() >= WIDE:
            beside.addWidget(_tabs(side_width(self.width())))
        right = QVBoxLayout()
        right.setSpacing(0)
        strip = QFrame()
        strip.setObjectName("documentBar")
        strip.setFixedHeight(_DOCUMENT_BAR)
        right.addWidget(strip)
        right.addWidget(self._look)
        beside.addLayout(right, 1)
        self.column.addWidget(self._room, 1)
        self._look.load(0)

    @Slot()
    def _show_page(self) -> None:
        if self._look is not None and self._look.load(_PATIENCE):
            self._look.repaint()
        QTimer.singleShot(0, self.seen.emit)

    def fill(self, content: QWidget) -> None:
        """Put the panels where the first look was."""
        if self._look is None:
            self.column.takeAt(1)
        else:
            self.column.removeWidget(self._room)
            self._room.deleteLater()
            self._look = None
        self.column.addWidget(content, 1)


def _tabs(width: int) -> QWidget:
    """The names of the side panel's tabs, where the panel will be; `width` in pixels."""
    side = QWidget()
    side.setFixedWidth(width)
    bar = QTabBar(side)
    bar.setDocumentMode(True)
    bar.setDrawBase(False)
    for name in ("Contents", "Pages", "Marks", "Results"):
        bar.addTab(QCoreApplication.translate("Frame", name))
    return side


def side_width(width: int) -> int:
    """The side panel's usual part of a window's width, in pixels."""
    return min(SIDE_WIDTH, width * 3 // 10)
