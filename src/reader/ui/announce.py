"""Saying something aloud: what changed without the focus moving, for those who listen to the window."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def say(widget: QWidget, text: str) -> None:
    """Have a screen reader speak `text`; nothing happens where none listens or Qt is too old to know how."""
    event = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if event is not None and text and QAccessible.isActive():
        QAccessible.updateAccessibility(event(widget, text))
