"""A quiet button for an action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from reader.ui import icons


class ActionButton(QToolButton):
    """Shows an action's icon, with its words beside it if told; its accessible name is the action's own, in whatever language."""

    def __init__(self, action: QAction, parent: QWidget, *, words: bool = False) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setIconSize(icons.ICON_SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly)
        action.changed.connect(self._name)
        self._name()

    @Slot()
    def _name(self) -> None:
        self.setAccessibleName(self.defaultAction().text().replace("&", ""))
