"""One window for each library and state folder: claims, calls, and whatever a crash or a full disk leaves behind."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader import instance as module
from reader.instance import LONGEST, Instance
from reader.paths import Paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets and modes of Unix")
PLACE = "sample-guide/en/companion#call-in:0"
Make = Callable[..., Instance]


@pytest.fixture(autouse=True)
def _no_runtime_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)


@pytest.fixture
def make(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Makes starts of a program; they have ended after the test."""
    base = tmp_path_factory.mktemp("i")  # short: a socket's address has 108 bytes
    made: list[Instance] = []

    def new(library: str = "library", state: str = "state") -> Instance:
        one = Instance(Paths(base / library, base / state))
        made.append(one)
        return one

    yield new
    for one in made:
        one.close()


class Heard(list[tuple[str, str]]):
    """What a window was told."""

    def __call__(self, place: str, token: str) -> None:
        self.append((place, token))


def test_a_second_start_hands_its_place_over(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    first, heard = make(), Heard()
    assert first.enter("")
    first.listen(heard)
    assert not make().enter(PLACE)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "token-1")
    assert not make().enter("")
    assert heard == [(PLACE, ""), ("", "token-1")]


def test_another_library_or_another_state_has_its_own_window(make: Make) -> None:
    starts = [make(), make(library="other"), make(state="other")]
    assert all(one.enter("", patience=0) and one.owner for one in starts)


def test_after_the_end_of_a_window_the_next_start_opens_one(make: Make) -> None:
    first = make()
    assert first.enter("")
    first.listen(Heard())
    first.close()
    second, heard = make(), Heard()
    assert second.enter("")
    second.listen(heard)
    assert not make().enter(PLACE)
    assert heard == [(PLACE, "")]


def test_what_a_killed_window_left_is_taken_over(make: Make) -> None:
    one = make()
    code = (
        "import os, signal, sys; from reader.instance import Instance; from reader.paths import Paths; from pathlib import Path;"
        "i = Instance(Paths(*map(Path, reversed(sys.argv[1:3])))); assert i.enter(''); i.listen(print);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    source = str(Path(module.__file__).parents[1])
    killed = subprocess.run([sys.executable, "-c", code, *one._who], env={**os.environ, "PYTHONPATH": source}, capture_output=True)
    assert killed.returncode == -9, killed.stderr
    assert list((Path(one._who[0]) / "running").glob("*.socket"))
    heard = Heard()
    assert one.enter("", patience=0)
    one.listen(heard)
    assert not make().enter(PLACE)
    assert heard == [(PLACE, "")]


def test_many_starts_at_once_give_one_window(make: Make) -> None:
    starts, heard, opened, gate = [make() for _ in range(8)], Heard(), [], threading.Barrier(8)

    def start(one: Instance, number: int) -> None:
        gate.wait()
        if one.enter(str(number)):
            opened.append(number)
            one.listen(heard)

    threads = [threading.Thread(target=start, args=(one, number)) for number, one in enumerate(starts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1
    assert sorted([*opened, *(int(place) for place, _ in heard)]) == list(range(8))


def test_a_start_waits_for_one_that_is_still_on_its_way(make: Make) -> None:
    first, heard = make(), Heard()
    assert first.enter("")
    later = threading.Timer(0.1, first.listen, [heard])
    later.start()
    assert not make().enter(PLACE)
    later.join()
    assert heard == [(PLACE, "")]


def test_a_start_takes_the_place_of_one_that_ended_on_its_way(make: Make) -> None:
    first, second = make(), make()
    assert first.enter("")
    later = threading.Timer(0.1, first.close)
    later.start()
    assert second.enter(PLACE)
    later.join()
    assert second.owner


def test_a_window_that_never_answers_is_not_waited_for_for_ever(make: Make) -> None:
    first, second = make(), make()
    assert first.enter("")
    assert second.enter(PLACE, patience=0.1)
    assert not second.owner
    second.listen(Heard())  # nobody is led to it
    second.close()
    assert first.owner


def test_only_this_user_may_enter(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = make()
    assert one.enter("")
    one.listen(Heard())
    folder = Path(one._who[0]) / "running"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
    assert {p.suffix for p in folder.iterdir()} == {".lock", ".socket"}


def test_the_systems_runtime_folder_is_preferred_unless_others_may_enter(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    one = make()
    assert one.enter("")
    assert [p.suffix for p in (tmp_path / "partner-reader").iterdir()] == [".lock"]
    assert not Path(one._who[0]).exists()
    one.close()
    (tmp_path / "partner-reader").chmod(0o755)
    two = make()
    assert two.enter("")
    assert (Path(two._who[0]) / "running").is_dir()


def test_where_no_folder_can_be_made_every_start_opens_a_window(make: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for _ in range(2):
        one = Instance(Paths(tmp_path, tmp_path / "file" / "state"))
        assert one.enter("")
        assert not one.owner
        one.listen(Heard())
        one.close()


@pytest.mark.skipif(sys.platform != "linux", reason="goes through /proc")
def test_a_path_may_be_longer_than_a_sockets_address(make: Make) -> None:
    first, heard = make(state="long-" * 30), Heard()
    assert first.enter("")
    first.listen(heard)
    assert not make(state="long-" * 30).enter(PLACE)
    assert heard == [(PLACE, "")]


def test_where_no_socket_can_be_every_start_opens_a_window(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no sockets on this drive")

    monkeypatch.setattr(os, "chmod", refuse)
    first, second = make(), make()
    assert first.enter("")
    first.listen(Heard())
    assert not first.owner
    assert second.enter("")


@pytest.mark.parametrize("message", [b"", b"garbage", b"\xff\xfe\0", b"x" * (3 * LONGEST), b"partner-reader 1\0/else\0/where\0place\0"])
def test_strange_callers_are_answered_with_no_and_harm_nothing(make: Make, message: bytes) -> None:
    first, heard = make(), Heard()
    assert first.enter("")
    first.listen(heard)
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(f"{first._base}.socket")
        try:
            line.sendall(message + b"\n\n")
            assert not line.recv(100).startswith(module.YES)
        except ConnectionError:
            pass  # hung up on
    assert heard == []
    assert not make().enter(PLACE)
    assert heard == [(PLACE, "")]


def test_closing_does_not_wait_for_a_caller_that_says_nothing(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader import instance_unix

    monkeypatch.setattr(instance_unix, "_CALLER", 0.2)
    first = make()
    assert first.enter("")
    first.listen(Heard())
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(f"{first._base}.socket")
        started = time.monotonic()
        first.close()
        assert time.monotonic() - started < 2
    assert not first.owner


def test_entering_alone_imports_next_to_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, subprocess, fcntl; from reader.paths import Paths; before = set(sys.modules);"
        "from reader.instance import Instance;"
        "assert Instance(Paths(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[1], 'state'))).enter('');"
        "print(*sorted(set(sys.modules) - before))"
    )
    source = str(Path(module.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": source}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["reader.instance"]
