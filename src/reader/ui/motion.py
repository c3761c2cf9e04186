"""Reduced motion: the caret stands still, menus and lists appear at once.

Nothing else of ours moves: trees open at once, pages scroll by steps. The small button that empties a field fades within 160 ms, whatever
Qt is told; a fade makes nobody dizzy.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)  # fmt: skip
_OF_SYSTEM = -1  # milliseconds: Qt asks the system again


class Motion:
    """Turns what moves off and on for the whole program."""

    def __init__(self) -> None:
        self._effects = [effect for effect in _EFFECTS if QApplication.isEffectEnabled(effect)]

    def reduce(self, reduced: bool) -> None:
        """Off, or as the system has it."""
        QApplication.setCursorFlashTime(0 if reduced else _OF_SYSTEM)
        for effect in self._effects:
            QApplication.setEffectEnabled(effect, not reduced)


def system_reduces() -> bool:
    """Whether the system asks for less motion. Qt does not tell, so Windows is asked; elsewhere the reader's own switch decides."""
    return sys.platform == "win32" and not _animates()


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    def _animates() -> bool:
        """Show animations in Windows, of its accessibility settings."""
        shown = wintypes.BOOL(1)
        asked = ctypes.WinDLL("user32").SystemParametersInfoW(0x1042, 0, ctypes.byref(shown), 0)  # SPI_GETCLIENTAREAANIMATION
        return bool(shown) or not asked
