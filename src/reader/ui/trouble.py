"""What the reader is told when the program itself has failed, and the details that may be copied for support."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QLocale, QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from reader import support
from reader.library import Library
from reader.log import Log
from reader.ui.text_dialog import TextDialog


class Trouble(QObject):
    """Listens to the log of one window: after an uncaught exception one calm sentence is shown, once until it is closed."""

    _failed = Signal()

    def __init__(self, log: Log, library: Callable[[], Library | None], window: QWidget) -> None:
        super().__init__(window)
        self._log, self._library, self._window = log, library, window
        self.box: TroubleBox | None = None
        # Queued: the exception may be any thread's, and a box opened while a view paints would paint it again.
        self._failed.connect(self._say, Qt.ConnectionType.QueuedConnection)
        log.on_error = self._failed.emit
        if log.errors:
            self._failed.emit()  # while the window was being made

    @Slot()
    def _say(self) -> None:
        if self.box is None:
            self.box = TroubleBox(self.details, self._window)
            self.box.finished.connect(self._closed)
            self.box.open()

    @Slot()
    def _closed(self) -> None:
        self.box = None

    def details(self) -> str:
        """The details for support, as plain text."""
        screen = self._window.screen()
        size, ratio = screen.size(), screen.devicePixelRatio()
        surroundings = {
            "Qt": qVersion(),
            "platform": QGuiApplication.platformName(),
            "screen": f"{size.width()}×{size.height()} at {ratio:g}, {screen.logicalDotsPerInch():.0f} dpi",
            "screens": str(len(QGuiApplication.screens())),
            "window": f"{self._window.width()}×{self._window.height()}",
            "system language": QLocale.system().name(),
        }
        return support.details(self._log, self._library(), surroundings)

    @Slot()
    def copy_details(self) -> None:
        """Copy the details, and show them: one sees what one passes on."""
        text = self.details()
        QGuiApplication.clipboard().setText(text)
        DetailsDialog(text, self._window).open()

    def close(self) -> None:
        """Hear no more of the log."""
        self._log.on_error = None


class TroubleBox(QMessageBox):
    """One sentence, and a button that copies what support needs to know."""

    def __init__(self, details: Callable[[], str], parent: QWidget) -> None:
        super().__init__(QMessageBox.Icon.NoIcon, "", "", parent=parent)
        self._details = details
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setText(self.tr("The program made a mistake; you can go on reading, and what you saved is safe."))
        self.setInformativeText(self.tr("The details for support hold nothing of what you read or searched for."))
        self.copy = self.addButton(self.tr("Copy details for support"), QMessageBox.ButtonRole.ActionRole)
        close = self.addButton(QMessageBox.StandardButton.Close)
        self.setDefaultButton(QMessageBox.StandardButton.Close)
        self.setEscapeButton(close)
        # Copying is no answer: the box stays until it is closed.
        self.copy.clicked.disconnect()
        self.copy.clicked.connect(self._copy)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details())
        self.setInformativeText(self.tr("Copied. Paste it into your message to support."))


class DetailsDialog(TextDialog):
    """The details for support, to be looked through before they are sent."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details = details

    def title(self) -> str:
        """The window's title."""
        return self.tr("Details for support")

    def html(self) -> str:
        """The lines as they are copied."""
        lead = self.tr("These lines were copied: paste them into your message. Nothing of what you read or searched for is in them.")
        return f"<p class='muted'>{escape(lead)}</p><pre>{escape(self._details)}</pre>"

    def plain(self) -> str:
        """The details alone."""
        return self._details
