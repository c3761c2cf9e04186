"""The sign of life is shown when a start is slow, and only then; whatever happens to it, the start goes on."""

from __future__ import annotations

import os
import sys
import threading
import types
from pathlib import Path

import pytest

from reader import sign
from reader.sign import Sign

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a stand-in for X11 is shown")
LONG, SHORT = 30.0, 0.05


class Drawing(types.ModuleType):
    """Stands in for `sign_x11`."""

    def __init__(self) -> None:
        super().__init__("reader.sign_x11")
        self.begun, self.ended = threading.Event(), threading.Event()
        self.error: Exception | None = None

    def show(self, end: threading.Event, shown: threading.Event) -> None:
        self.begun.set()
        if self.error is not None:
            raise self.error
        shown.set()
        end.wait(LONG)
        self.ended.set()


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Drawing:
    stand_in = Drawing()
    monkeypatch.setitem(sys.modules, "reader.sign_x11", stand_in)
    monkeypatch.setattr("reader.sign_x11", stand_in, raising=False)
    monkeypatch.setenv("DISPLAY", ":none")
    monkeypatch.setattr(sign, "_cold", lambda: False)
    return stand_in


def test_a_quick_start_shows_nothing(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign, "DUE", LONG)
    one = Sign()
    one.close()
    one.join()
    assert not drawing.begun.is_set()


def test_a_slow_start_shows_it_until_the_window_is_there(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign, "DUE", SHORT)
    one = Sign()
    assert drawing.begun.wait(LONG)
    assert not drawing.ended.is_set()
    one.close()
    assert drawing.ended.wait(LONG)
    one.join()


def test_once_the_window_is_near_it_is_not_shown_any_more(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign, "DUE", SHORT)
    monkeypatch.setattr(sign, "SOON", LONG)
    one = Sign()
    one.soon()
    assert not drawing.begun.wait(4 * SHORT)
    one.join()
    assert not drawing.begun.is_set()


def test_from_a_cold_disk_it_is_shown_before_the_start_goes_on(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign, "DUE", LONG)
    monkeypatch.setattr(sign, "_TURN", LONG)
    monkeypatch.setattr(sign, "_cold", lambda: True)
    one = Sign()
    assert drawing.begun.is_set()
    one.join()


def test_a_sign_that_cannot_be_drawn_holds_nothing_up(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing.error = OSError("libxcb.so.1: cannot open shared object file")
    monkeypatch.setattr(sign, "_TURN", LONG)
    monkeypatch.setattr(sign, "_cold", lambda: True)
    Sign().join()
    assert drawing.begun.is_set()


def test_without_a_display_nothing_is_drawn(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setattr(sign, "DUE", 0)
    one = Sign()
    assert one._shown.wait(LONG)
    one.join()
    assert not drawing.begun.is_set()


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's page cache")
def test_a_file_that_was_just_read_is_in_memory_and_one_that_is_not_there_is_not_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "library"
    file.write_bytes(b"x" * 10_000)
    file.read_bytes()
    assert not sign._not_in_memory([str(file)])
    assert not sign._not_in_memory([str(tmp_path / "absent")])


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's page cache")
def test_a_file_that_only_the_disk_holds_is_found_cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def not_yet(descriptor: int, buffers: list[bytearray], offset: int, flags: int) -> int:
        assert flags == os.RWF_NOWAIT
        raise BlockingIOError

    monkeypatch.setattr(os, "preadv", not_yet)
    monkeypatch.setattr(os, "posix_fadvise", lambda descriptor, *_: asked.append(descriptor))
    files = [tmp_path / name for name in ("one", "two")]
    for file in files:
        file.write_bytes(b"x")
    assert sign._not_in_memory([str(file) for file in files])
    assert len(asked) == 2
