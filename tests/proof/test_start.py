"""Starts as people make them, in a real window under Xvfb: two at once give one, a slow one shows a sign of life, a quick one none."""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.proof
ROOT = Path(__file__).resolve().parents[2]
PLACE = "user-guide/es/companion#searching:0"
# A start whose Qt is slow to come: the first argument is the delay in seconds, the second how it comes: while the interpreter's lock is
# free (as on Windows), or, as Linux loads libraries, while it is held, with the disk known to be cold.
SLOW = """
import ctypes, sys, time
import reader.__main__ as main, reader.ui.quick_start as quick, reader.sign as sign
delay, how = float(sys.argv[1]), sys.argv[2]
load = quick.import_qt
def slowly():
    if how == "held":
        ctypes.PyDLL(None).usleep(int(delay * 1e6))
    else:
        time.sleep(delay)
    load()
quick.import_qt = slowly
if how == "held":
    sign._cold = lambda: True
sys.exit(main.main(sys.argv[3:]))
"""


@dataclass
class Screen:
    """A private X server whose picture lies in a file."""

    name: str
    memory: mmap.mmap

    def rows(self, left: int, top: int, width: int, height: int) -> list[bytes]:
        """Blue, green, red, nothing, pixel by pixel."""
        head = struct.unpack(">25I", self.memory[:100])  # an XWD file
        start, across = head[0] + 12 * head[19], head[12]
        return [self.memory[start + y * across + 4 * left :][: 4 * width] for y in range(top, top + height)]

    def shows_sign(self) -> bool:
        """Whether the picture of the sign is in the middle, every pixel of it."""
        _, size, _, grey = (ROOT / "src" / "reader" / "sign.pgm").read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        seen = b"".join(self.rows((1280 - width) // 2, (900 - height) // 2, width, height))
        return [bool(v > 127) for v in grey] == [red < 140 for red in seen[2::4]]

    def empty(self) -> bool:
        """Nothing at all is shown."""
        return len({bytes(row) for row in self.rows(0, 100, 1280, 700)}) == 1


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-fbdir", str(tmp_path), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
    try:
        number = os.read(ours, 16).decode().strip()
        with (tmp_path / "Xvfb_screen0").open("rb") as file:
            yield Screen(f":{number}", mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ))
    finally:
        server.terminate()
        server.wait(10)
        os.close(ours)
        os.close(theirs)


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(screen: Screen, shipped: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts the program on that screen; what still runs is ended after the test."""
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str, code: tuple[str, ...] = ("-m", "reader"), runtime: str = "") -> subprocess.Popen[str]:
        environment = {**os.environ, "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT / "src")}
        environment.pop("WAYLAND_DISPLAY", None)
        environment["XDG_RUNTIME_DIR"] = runtime
        places = ["--library", str(shipped), *([] if "--no-trace" in arguments else ["--state", str(tmp_path / "state")])]
        command = [sys.executable, *code, *arguments, *places]
        running.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        return running[-1]

    yield begin
    for one in running:
        one.terminate()
        _, said = one.communicate(timeout=10)
        assert "Traceback" not in said, said


def until(condition: Callable[[], object], what: str, seconds: float = 30.0) -> float:
    """Seconds until a condition of the world outside holds."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not in {seconds} s: {what}"
        time.sleep(0.005)
    return time.monotonic() - began


def windows(state: Path) -> int:
    """How many windows have opened, by the log."""
    log = state / "log.txt"
    return log.read_text("utf-8").count(" started\n") if log.exists() else 0


@pytest.mark.parametrize("runtime", ["", "private"])
def test_starts_at_once_give_one_window(start: Start, screen: Screen, tmp_path: Path, runtime: str) -> None:
    if runtime:
        (tmp_path / runtime).mkdir(mode=0o700)
    folder = str(tmp_path / runtime) if runtime else ""
    starts = [start(runtime=folder) for _ in range(4)]
    until(lambda: sum(one.poll() is None for one in starts) == 1, "three have handed over")
    assert [one.returncode for one in starts if one.poll() is not None] == [0, 0, 0]
    until(lambda: windows(tmp_path / "state") == 1, "one window")
    until(lambda: not screen.empty(), "something to see")
    (one,) = [one for one in starts if one.poll() is None]
    before = screen.rows(0, 0, 1280, 900)
    later = start(PLACE, runtime=folder)
    assert later.wait(20) == 0
    until(lambda: screen.rows(0, 0, 1280, 900) != before, "the place that was asked for")
    assert one.poll() is None
    one.kill()
    one.wait(10)
    another = start(runtime=folder)
    until(lambda: windows(tmp_path / "state") == 2, "a window of its own after the first was killed")
    assert another.poll() is None


def test_windows_without_trace_are_alone(start: Start, screen: Screen, tmp_path: Path) -> None:
    kept = start()
    until(lambda: windows(tmp_path / "state") == 1, "the window that keeps")
    hidden = [start("--no-trace"), start("--no-trace")]
    with pytest.raises(subprocess.TimeoutExpired):
        hidden[1].wait(3)
    assert all(one.poll() is None for one in (kept, *hidden))
    assert windows(tmp_path / "state") == 1


@pytest.mark.parametrize("how", ["free", "held"])
def test_a_slow_start_shows_a_sign_until_the_window_is_there(start: Start, screen: Screen, tmp_path: Path, how: str) -> None:
    start(code=("-c", SLOW, "1.5", how))
    seconds = until(screen.shows_sign, "the sign", 5)
    print(f"The sign after {1000 * seconds:.0f} ms ({how}).")
    assert seconds < (1.0 if os.environ.get("CI") else 0.6)  # 0.3 on a quiet machine
    until(lambda: windows(tmp_path / "state") == 1, "the window")
    until(lambda: not screen.shows_sign(), "the end of the sign", 2)


def test_a_quick_start_shows_none(start: Start, screen: Screen, tmp_path: Path) -> None:
    began = time.monotonic()
    start()
    until(lambda: not screen.empty(), "a first picture")
    sign, seconds = screen.shows_sign(), time.monotonic() - began
    print(f"First picture after {1000 * seconds:.0f} ms: {'the sign' if sign else 'the window'}.")
    assert not sign or seconds > 0.2  # on a busy machine a start is slow, and then its sign is right
