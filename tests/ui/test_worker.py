"""The worker: newest wins, errors arrive, closing leaves no thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reader.errors import Cancelled
from reader.ui.worker import Worker


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    made = Worker("test-worker")
    yield made
    assert made.close()


def test_an_answer_arrives_on_the_asking_thread(qtbot: QtBot, worker: Worker) -> None:
    got: list[tuple[int, threading.Thread]] = []
    worker.ask("sum", lambda: 1 + 1, lambda n: got.append((n, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(2, threading.main_thread())]
    assert not worker.busy


def test_only_the_newest_request_of_a_key_is_answered(qtbot: QtBot, worker: Worker) -> None:
    gate = threading.Event()
    got: list[int] = []
    worker.ask("other", gate.wait, lambda _: None)
    for number in range(5):
        worker.ask("key", lambda number=number: number, got.append)  # type: ignore[misc]
    gate.set()
    with qtbot.waitSignal(worker.idle):
        pass
    assert got == [4]


def test_a_running_request_that_is_overtaken_or_forgotten_is_not_delivered(qtbot: QtBot, worker: Worker) -> None:
    running, gate = threading.Event(), threading.Event()
    got: list[Any] = []

    def slow() -> str:
        running.set()
        gate.wait()
        return "old"

    worker.ask("key", slow, got.append)
    qtbot.waitUntil(running.is_set)
    worker.ask("key", lambda: "new", got.append)
    worker.ask("gone", lambda: "gone", got.append)
    worker.forget("gone")
    gate.set()
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["new"]


def test_what_is_raised_is_told(qtbot: QtBot, worker: Worker) -> None:
    own: list[Exception] = []
    worker.ask("a", lambda: 1 // 0, lambda _: None, own.append)
    with qtbot.waitSignal(worker.failed) as told:
        worker.ask("b", lambda: int("x"), lambda _: None)
    assert isinstance(own[0], ZeroDivisionError)
    assert told.args is not None
    assert told.args[0] == "b"
    assert isinstance(told.args[1], ValueError)


def test_closing_ends_a_long_call_that_looks_whether_it_should_stop(qtbot: QtBot) -> None:
    worker, running = Worker("test-closing"), threading.Event()
    ended: list[str] = []

    def long() -> None:
        running.set()
        try:
            while True:
                worker.stop_if_closed(1, 2, "three")
        except Cancelled:
            ended.append("yes")
            raise

    worker.ask("long", long, lambda _: ended.append("delivered"))
    qtbot.waitUntil(running.is_set)
    assert worker.close()
    assert ended == ["yes"]
    worker.ask("late", lambda: 1, lambda _: ended.append("late"))
    assert not worker.busy
