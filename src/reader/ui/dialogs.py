"""The few questions the window asks, each opened without stopping the program."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QMessageBox, QVBoxLayout, QWidget


class AddressBox(QMessageBox):
    """An address that leads out of the library: shown to be copied, never opened."""

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(QMessageBox.Icon.NoIcon, "", address, parent=parent)
        self._address = address
        self.setWindowTitle(self.tr("A link out of the library"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setInformativeText(self.tr("Nothing is opened from here. You can copy the address."))
        self.copy = self.addButton(self.tr("Copy the address"), QMessageBox.ButtonRole.AcceptRole)
        self.addButton(QMessageBox.StandardButton.Close)
        self.copy.clicked.connect(self._copy)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)


class ClearBox(QDialog):
    """What is to be forgotten of the reading: chosen piece by piece, done only on "Clear"."""

    agreed = Signal(bool, bool, bool)  # reading positions, searches, bookmarks

    def __init__(self, bookmarks: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Clear my reading data"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = QLabel(self.tr("This removes for good what this program keeps about your reading. The library itself is not changed."), self)
        said.setWordWrap(True)
        self.positions = QCheckBox(self.tr("Where I stopped reading"), self)
        self.searches = QCheckBox(self.tr("What I searched for"), self)
        self.bookmarks = QCheckBox(self.tr("My bookmarks (%n)", "", bookmarks), self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.clear = self._buttons.addButton(self.tr("Clear"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._agree)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(12)
        column.addWidget(said)
        for box in (self.positions, self.searches, self.bookmarks):
            box.setChecked(box is not self.bookmarks)
            box.toggled.connect(self._may_clear)
            column.addWidget(box)
        column.addSpacing(6)
        column.addWidget(self._buttons)

    @Slot()
    def _may_clear(self) -> None:
        self.clear.setEnabled(any(box.isChecked() for box in (self.positions, self.searches, self.bookmarks)))

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit(self.positions.isChecked(), self.searches.isChecked(), self.bookmarks.isChecked())
        self.accept()
