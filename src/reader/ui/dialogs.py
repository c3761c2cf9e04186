"""The few questions the window asks, each opened without stopping the program."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget


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
