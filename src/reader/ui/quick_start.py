"""Imports PySide6 without what it does anew at every start, 60 of 150 ms: see docs/decisions/0010-import-of-pyside.md.

Its support modules lie as source inside its library and are compiled at each import; their code is kept here as Python keeps .pyc files,
in `__pycache__` beside this file, by the hash of the source. Three of their regular expressions, which serve the wording of error
messages, are compiled when one is first used. Whatever does not fit is left to PySide: then the start is slower, and nothing else.
"""

from __future__ import annotations

import builtins
import importlib.util
import marshal
import os
import re
import sys
from typing import Any

_SUPPORT = "shibokensupport"
_HEAD = importlib.util.MAGIC_NUMBER  # of the bytecode


class _Pattern:
    """A regular expression that is compiled when one of its methods is called; taking hold of a method is no call yet."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if not callable(getattr(re.Pattern, name)):
            return getattr(re.compile(*self._asked), name)

        def method(*values: Any, **named: Any) -> Any:
            return getattr(re.compile(*self._asked), name)(*values, **named)  # `re` keeps what it compiled

        return method


class _Kept:
    """The code of the support modules by the hash of their source."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._new = False
        self._codes: dict[bytes, Any] = {}
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - this is timed in single milliseconds
                data = file.read()
            if data.startswith(_HEAD):
                self._codes = marshal.loads(data[len(_HEAD) :])  # noqa: S302 - as trusted as the .pyc files beside it
        except (OSError, ValueError, EOFError, TypeError):
            pass  # none yet, or cut off: compiled, and kept anew

    def compile(self, source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        """`builtins.compile`, remembering what comes from PySide's support package."""
        if not (isinstance(filename, str) and filename.startswith(_SUPPORT)):
            return _compile(source, filename, mode, *more, **named)
        key = importlib.util.source_hash(source if isinstance(source, bytes) else str(source).encode())
        if key not in self._codes:
            self._codes[key] = _compile(source, filename, mode, *more, **named)
            self._new = True
        return self._codes[key]

    def write(self) -> None:
        """Keep what is new, where Python may keep bytecode; a folder that cannot be written is none of our business."""
        if not self._new or sys.dont_write_bytecode:
            return
        beside = f"{self._path}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(self._path), exist_ok=True)  # noqa: PTH103, PTH120 - as above
            with open(beside, "wb") as file:  # noqa: PTH123
                file.write(_HEAD + marshal.dumps(self._codes))
            os.replace(beside, self._path)  # noqa: PTH105
        except OSError:
            pass


def _patterns_later(pattern: Any, flags: Any = 0) -> Any:
    """`re.compile`; for the support package, a pattern of more than a line waits until it is used."""
    if isinstance(pattern, str) and "\n" in pattern and sys._getframe(1).f_globals.get("__name__", "").startswith(_SUPPORT):  # noqa: SLF001
        return _Pattern(pattern, flags)
    return _re_compile(pattern, flags)


_compile = builtins.compile
_re_compile = re.compile


def import_qt() -> None:
    """Import PySide6's widgets; called once, before anything else of Qt, by the window's start."""
    kept = _Kept(importlib.util.cache_from_source(__file__).replace("quick_start", _SUPPORT))
    builtins.compile = kept.compile
    re.compile = _patterns_later
    try:
        import PySide6.QtWidgets  # noqa: F401
    finally:
        builtins.compile = _compile
        re.compile = _re_compile
    kept.write()
