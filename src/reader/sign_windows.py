"""The sign of life on Windows, by user32 alone: a borderless window with two words.

Written from the documentation of Windows, and never run yet. Loading a DLL releases the interpreter's lock there, so a sleeping thread
gets its turn while Qt is loaded from a slow stick.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from ctypes import wintypes

assert sys.platform == "win32"

_TEXT = "Partner Reader\n\nStarting…  /  Abriendo…"
_WIDTH, _HEIGHT = 300, 96  # pixels at 96 dpi
_TURN = 0.02  # seconds
_PER_MONITOR_V2 = ctypes.c_void_p(-4)
_EX = 0x00000008 | 0x00000080 | 0x08000000  # topmost, no button in the task bar, never active
_STYLE = 0x80000000 | 0x10000000 | 0x00800000 | 0x1  # popup, visible, border, SS_CENTER
_WM_SETFONT, _GUI_FONT, _REMOVE, _SCREEN_WIDTH, _SCREEN_HEIGHT = 0x0030, 17, 1, 0, 1


def show(end: threading.Event, shown: threading.Event) -> None:
    """Show the sign until `end`; `shown` once it is there."""
    user32, gdi32 = ctypes.windll.user32, ctypes.windll.gdi32
    # What Qt itself asks for later; once a window is there, Windows would refuse it.
    user32.SetProcessDpiAwarenessContext(_PER_MONITOR_V2)
    scale = user32.GetDpiForSystem() / 96
    width, height = round(_WIDTH * scale), round(_HEIGHT * scale)
    left = (user32.GetSystemMetrics(_SCREEN_WIDTH) - width) // 2
    top = (user32.GetSystemMetrics(_SCREEN_HEIGHT) - height) // 2
    user32.CreateWindowExW.restype = wintypes.HWND
    ex, style = wintypes.DWORD(_EX), wintypes.DWORD(_STYLE)
    window = wintypes.HWND(user32.CreateWindowExW(ex, "STATIC", _TEXT, style, left, top, width, height, None, None, None, None))
    if not window:
        return
    try:
        gdi32.GetStockObject.restype = wintypes.HANDLE
        user32.SendMessageW(window, _WM_SETFONT, wintypes.HANDLE(gdi32.GetStockObject(_GUI_FONT)), wintypes.LPARAM(1))
        user32.UpdateWindow(window)
        shown.set()
        message = wintypes.MSG()
        while not end.wait(_TURN):
            while user32.PeekMessageW(ctypes.byref(message), None, 0, 0, _REMOVE):
                user32.DispatchMessageW(ctypes.byref(message))
    finally:
        user32.DestroyWindow(window)
