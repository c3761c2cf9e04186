"""Page Up and Page Down turn what is read while one is still in the search field, where these keys have nothing else to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget

_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PageKeys(QObject):
    """Passes the two keys from a field to the view that is shown."""

    def __init__(self, field: QLineEdit, views: QStackedWidget) -> None:
        super().__init__(field)
        self._views = views
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the two keys, and nothing else."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _KEYS:
            # Not sent: a key the view ignored would come back to the field's window.
            self._views.currentWidget().keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
