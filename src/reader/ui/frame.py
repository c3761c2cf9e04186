"""The window's frame: where side panel, notice and views stand, and how wide the panel may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from reader.ui.shell import SIDE_WIDTH, side_width

_SHORTLY = 2500  # milliseconds


class Frame(QWidget):
    """Tabs ("contents", "pages", "marks", "results") at the left, and at the right a bar, a notice and one of several views."""

    def __init__(self, tabs: Mapping[str, QWidget], document_bar: QWidget, views: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = QLabel()
        self._notice.setObjectName("notice")
        self._notice.setWordWrap(True)
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setContentsMargins(16, 8, 16, 8)
        self._notice.hide()
        self.stack = QStackedWidget()
        for view in views:
            self.stack.addWidget(view)
        right = QWidget()
        column(right, document_bar, self._notice, self.stack).setStretch(2, 1)
        self.side = QTabWidget()
        self.side.setObjectName("sidePanel")
        self.side.setDocumentMode(True)
        self.side.tabBar().setDrawBase(False)
        self.side.setMinimumWidth(200)
        self._tabs = dict(tabs)
        for tab in tabs.values():
            self.side.addTab(tab, "")
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.side)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)
        column(self, self._splitter)
        document_bar.hide()
        self.side.hide()
        self._found = -1
        self._shortly = QTimer(self, singleShot=True, interval=_SHORTLY)
        self._shortly.timeout.connect(self.hush)
        self.retranslate()

    @Slot(bool)
    def show_side(self, visible: bool) -> None:
        """The side panel, as wide as its tabs need and the window can spare."""
        if visible and not self.side.isVisibleTo(self):
            self._set_side(self._usual_width())
        self.side.setVisible(visible)

    def _usual_width(self) -> int:
        return min(SIDE_WIDTH, max(self.side.tabBar().sizeHint().width() + 24, side_width(self.window().width())))

    def _set_side(self, width: int) -> None:
        self._splitter.setSizes([width, max(1, self.width() - width)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a smaller window the panel gives way, else what is read would be cut; in a larger one it stays as the reader set it."""
        super().resizeEvent(event)
        if self.side.isVisibleTo(self) and event.size().width() < event.oldSize().width() and self.side.width() > self._usual_width():
            self._set_side(self._usual_width())

    def count(self, found: int) -> None:
        """How many results the last tab holds; -1 while nothing was looked for."""
        self._found = found
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The words of the side panel."""
        self.side.setAccessibleName(self.tr("Side panel"))
        found = self.tr("Results ({total})").format(total=self._found) if self._found >= 0 else self.tr("Results")
        names = {"contents": self.tr("Contents"), "pages": self.tr("Pages"), "marks": self.tr("Marks"), "results": found}
        for tab, widget in self._tabs.items():
            self.side.setTabText(self.side.indexOf(widget), names[tab])

    @Slot(str)
    def say(self, sentence: str) -> None:
        """A sentence above what is read."""
        self._shortly.stop()
        self._notice.setText(sentence)
        self._notice.show()

    @Slot(str)
    def say_shortly(self, sentence: str) -> None:
        """A word on what was done, which needs no putting away."""
        self._notice.setText(sentence)
        self._notice.show()
        self._shortly.start()

    @Slot()
    def hush(self) -> None:
        """Put the sentence away."""
        self._shortly.stop()
        self._notice.hide()

    @property
    def said(self) -> str:
        """The sentence that is shown, or nothing."""
        return self._notice.text() if self._notice.isVisibleTo(self) else ""


def column(parent: QWidget, *widgets: QWidget) -> QVBoxLayout:
    """Widgets below one another without gaps."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    return layout
