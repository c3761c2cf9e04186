"""The field one types a search into; shown before anything else, and always there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

_GLASS = 26  # pixels Qt keeps free for the picture at the left


class SearchField(QLineEdit):
    """Where one types; the window puts it where it is always seen."""

    down = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setTextMargins(_GLASS, 0, 0, 0)
        self._glass: QAction | None = None
        self.retranslate()

    def set_glass(self, icon: QIcon) -> None:
        """The picture at the left; with the first come the clear button and the limit, which take 17 ms, so not before the first paint."""
        if self._glass is None:
            self.setTextMargins(0, 0, 0, 0)
            self.setMaxLength(10_000)
            self.setClearButtonEnabled(True)
            self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
            self.retranslate()
        self._glass.setIcon(icon)

    def sizeHint(self) -> QSize:
        """Wide enough for a phrase."""
        return QSize(460, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small screen at 200 %."""
        return QSize(150, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads into the results, Escape leaves; what was found stays, and the button at the right empties."""
        from PySide6.QtCore import Qt  # not before the first paint: see shell

        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """What it says while it is empty, and its name."""
        self.setPlaceholderText(self.tr("Search the library"))
        if self._glass is None:
            return  # the first name of all brings Qt's bridge to screen readers, which a first paint need not wait for
        self.setAccessibleName(self.tr("Search the library"))
        # The two small buttons Qt puts into the field have no names of their own.
        button: QToolButton
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Search the library") if button.defaultAction() is self._glass else self.tr("Clear"))
        self.setToolTip(self.tr("Search all documents, in both languages (Ctrl+K)"))
