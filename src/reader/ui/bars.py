"""The bar on top: panel, home, back, forward, and the search field in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from reader.ui import theme


class ActionButton(QToolButton):
    """A quiet button for an action; its accessible name is the action's own, in whatever language."""

    def __init__(self, action: QAction, parent: QWidget, *, words: bool = False) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setIconSize(theme.ICON_SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly)
        action.changed.connect(self._name)
        self._name()

    @Slot()
    def _name(self) -> None:
        self.setAccessibleName(self.defaultAction().text().replace("&", ""))


class TopBar(QFrame):
    """Panel, home, back, forward, and the search field in the middle; the one part that is always seen, so it tells of the first paint."""

    painted = Signal()

    def __init__(
        self, panel: QAction, home: QAction, back: QAction, forward: QAction, field: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 7, 12, 7)
        row.setSpacing(2)
        for action in (panel, home, back, forward):
            row.addWidget(ActionButton(action, self))
        row.addSpacing(10)
        row.addStretch(1)
        field.setParent(self)
        field.setMaximumWidth(620)
        row.addWidget(field, 6)
        row.addStretch(2)
        self._painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells once that the window is on its way to the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()
