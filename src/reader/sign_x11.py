"""The sign of life on X11, by libxcb alone: a window without frame that shows a picture made beforehand."""

from __future__ import annotations

import ctypes
import os
import struct
import threading
from ctypes import byref, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p

_LARGE = 1700  # pixels of a screen's height from which the picture is taken at twice the size
_GROUND, _INK = (0xF3, 0xF0, 0xEA), (0x24, 0x21, 0x1C)  # the light window's; what the reader chose is not known yet
_TURN = 0.02  # seconds between looks at the server
_BAND = 64  # rows sent at a time: a request may hold 256 kB
_EXPOSE, _EXPOSURE, _BACK_PIXEL, _EVENT_MASK = 12, 0x8000, 0x2, 0x800
_ATOM, _STRING, _WM_NAME, _WM_HINTS, _WM_CLASS = 4, 31, 39, 35, 67
_INPUT_HINT = 1


class _Screen(ctypes.Structure):
    _fields_ = [
        ("root", c_uint32), ("colormap", c_uint32), ("white", c_uint32), ("black", c_uint32), ("masks", c_uint32), ("width", c_uint16),
        ("height", c_uint16), ("width_mm", c_uint16), ("height_mm", c_uint16), ("min_maps", c_uint16), ("max_maps", c_uint16),
        ("visual", c_uint32), ("backing", c_uint8), ("save_unders", c_uint8), ("depth", c_uint8), ("depths", c_uint8),
    ]  # fmt: skip


class _Screens(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(_Screen)), ("rem", c_int), ("index", c_int)]


def show(end: threading.Event, shown: threading.Event) -> None:
    """Show the sign until `end`; `shown` once it is painted. Without a display, or on an unusual one, nothing."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = xcb.xcb_get_setup.restype = c_void_p
    xcb.xcb_setup_roots_iterator.restype = _Screens
    number = c_int()
    line = c_void_p(xcb.xcb_connect(None, byref(number)))
    try:
        if not xcb.xcb_connection_has_error(line):
            _Sign(xcb, line).run(end, shown)
    finally:
        xcb.xcb_disconnect(line)


class _Sign:
    """One window on one connection, both gone when the connection is closed."""

    def __init__(self, xcb: ctypes.CDLL, line: c_void_p) -> None:
        self._xcb, self._line = xcb, line
        setup = c_void_p(xcb.xcb_get_setup(line))
        assert setup.value is not None
        little = ctypes.string_at(setup.value + 30, 1) == b"\0"
        self._screen = xcb.xcb_setup_roots_iterator(setup).data.contents
        self._usual = little and self._screen.depth == 24  # 8 bits of blue, green, red, and 8 of nothing
        self._width, self._height, self._pixels = 0, 0, b""

    def run(self, end: threading.Event, shown: threading.Event) -> None:
        if not self._usual:
            return
        self._load()
        window = self._open()
        context = c_uint32(self._xcb.xcb_generate_id(self._line))
        self._xcb.xcb_create_gc(self._line, context, window, c_uint32(0), None)
        self._xcb.xcb_map_window(self._line, window)
        self._xcb.xcb_flush(self._line)
        self._xcb.xcb_poll_for_event.restype = c_void_p
        free = ctypes.CDLL(None).free
        while not end.wait(_TURN) and not self._xcb.xcb_connection_has_error(self._line):
            exposed = False
            while event := self._xcb.xcb_poll_for_event(self._line):
                exposed |= ctypes.string_at(event, 1)[0] & 0x7F == _EXPOSE
                free(c_void_p(event))
            if exposed:
                self._paint(window, context)
                shown.set()

    def _load(self) -> None:
        """The picture as pixels of the screen: an inverted PGM, so 0 is the ground and 255 the ink."""
        name = "sign-2x.pgm" if self._screen.height >= _LARGE or float(os.environ.get("QT_SCALE_FACTOR") or 1) > 1 else "sign.pgm"
        with open(os.path.join(os.path.dirname(__file__), name), "rb") as file:  # noqa: PTH118, PTH120, PTH123 - pathlib is slow to import
            _, size, _, grey = file.read().split(b"\n", 3)
        self._width, self._height = map(int, size.split())
        table = [bytes(round(g + (i - g) * v / 255) for g, i in zip(_GROUND[::-1], _INK[::-1], strict=True)) + b"\0" for v in range(256)]
        self._pixels = b"".join(map(table.__getitem__, grey))

    def _open(self) -> c_uint32:
        window, screen = c_uint32(self._xcb.xcb_generate_id(self._line)), self._screen
        ground = _GROUND[0] << 16 | _GROUND[1] << 8 | _GROUND[2]
        values = (c_uint32 * 2)(ground, _EXPOSURE)
        left, top = (screen.width - self._width) // 2, (screen.height - self._height) // 2
        self._xcb.xcb_create_window(
            self._line, c_uint8(0), window, c_uint32(screen.root), ctypes.c_int16(left), ctypes.c_int16(top), c_uint16(self._width),
            c_uint16(self._height), c_uint16(0), c_uint16(1), c_uint32(screen.visual), c_uint32(_BACK_PIXEL | _EVENT_MASK), values,
        )  # fmt: skip
        self._set(window, _WM_NAME, _STRING, 8, b"Partner Reader")
        self._set(window, _WM_CLASS, _STRING, 8, b"partner-reader\0Partner Reader\0")
        self._set(window, _WM_HINTS, _WM_HINTS, 32, struct.pack("=9I", _INPUT_HINT, *[0] * 8))  # takes no keys
        kind, splash = self._atom(b"_NET_WM_WINDOW_TYPE"), self._atom(b"_NET_WM_WINDOW_TYPE_SPLASH")
        self._set(window, kind, _ATOM, 32, struct.pack("=I", splash))  # no frame, in the middle of the reader's screen
        return window

    def _set(self, window: c_uint32, name: int, kind: int, form: int, data: bytes) -> None:
        count = len(data) * 8 // form
        self._xcb.xcb_change_property(
            self._line, c_uint8(0), window, c_uint32(name), c_uint32(kind), c_uint8(form), c_uint32(count), c_char_p(data)
        )

    def _atom(self, name: bytes) -> int:
        self._xcb.xcb_intern_atom_reply.restype = c_void_p
        cookie = self._xcb.xcb_intern_atom(self._line, c_uint8(0), c_uint16(len(name)), c_char_p(name))
        reply = self._xcb.xcb_intern_atom_reply(self._line, c_uint32(cookie), None)
        if not reply:
            return 0
        atom = int.from_bytes(ctypes.string_at(reply + 8, 4), "little")
        ctypes.CDLL(None).free(c_void_p(reply))
        return atom

    def _paint(self, window: c_uint32, context: c_uint32) -> None:
        row = 4 * self._width
        for top in range(0, self._height, _BAND):
            part = self._pixels[top * row : (top + _BAND) * row]
            rows = len(part) // row
            self._xcb.xcb_put_image(
                self._line, c_uint8(2), window, context, c_uint16(self._width), c_uint16(rows), ctypes.c_int16(0), ctypes.c_int16(top),
                c_uint8(0), c_uint8(self._screen.depth), c_uint32(len(part)), c_char_p(part),
            )  # fmt: skip
        self._xcb.xcb_flush(self._line)
