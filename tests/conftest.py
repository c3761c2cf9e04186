"""What every test gets: no display, a home of its own, and a failure for any warning, Qt message or thread left behind."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from reader import indexer, library
from reader.paths import Paths
from reader.pdf_process import PdfProcess
from reader.session import Session
from tests import tiny

# Before anything can import Qt: no test opens a window on somebody's screen. Tests of real windows start programs of their own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
for name in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(name, None)

# The same examples in every run, so that red means the change; no deadline, since two cores are shared.
settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")

THREADS_END_WITHIN = 2.0


@pytest.fixture(scope="session", autouse=True)
def _no_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fixtures of the whole session must not touch the real home either."""
    with pytest.MonkeyPatch.context() as patch:
        _move_home(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    # Not under tmp_path, which is the test's own to fill and to look through.
    _move_home(monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture(autouse=True)
def _nothing_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, "logged: " + "; ".join(record.getMessage() for record in loud)


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREADS_END_WITHIN
    for thread in set(threading.enumerate()) - before:
        # A dummy stands for a thread of Qt's that once ran Python; it cannot be joined, and Qt itself complains of a lost QThread.
        if not isinstance(thread, threading._DummyThread):
            thread.join(max(0.0, deadline - time.monotonic()))
            assert not thread.is_alive(), f"{thread.name} still runs; close what started it"


@pytest.fixture(scope="session")
def tiny_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two documents in two languages (folder with content/), shared by all tests of a process: read it only."""
    return tiny.set_guides(tiny.write(tmp_path_factory.mktemp("tiny")))


@pytest.fixture
def pdf() -> Iterator[PdfProcess]:
    """A PDF process, ended after the test."""
    with PdfProcess() as process:
        yield process


@pytest.fixture(scope="session")
def built(tiny_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The tiny library with its index built, and the state folder that notes it: read both only."""
    paths = Paths(tiny_library, tmp_path_factory.mktemp("state"))
    with PdfProcess() as process:
        indexer.build(paths, library.load(paths.content), process, lambda done, total, what: None)
    return paths


@pytest.fixture
def session(built: Paths, pdf: PdfProcess) -> Iterator[Session]:
    """The tiny library opened."""
    opened = Session(built, library.load(built.content), pdf)
    opened.open(lambda done, total, what: None)
    yield opened
    opened.close()


@pytest.fixture
def own_library(tmp_path: Path) -> Callable[[], Path]:
    """Makes a tiny library that a test may change (texts only, no PDFs, since setting them takes a second)."""
    return lambda: tiny.write(tmp_path / "library")


@pytest.fixture
def own_built(built: Paths, tmp_path: Path) -> Paths:
    """A copy of the built tiny library, with PDFs and index, that a test may change."""
    shutil.copytree(built.library, tmp_path / "library")
    shutil.copytree(built.state, tmp_path / "state")
    return Paths(tmp_path / "library", tmp_path / "state")


def _move_home(patch: pytest.MonkeyPatch, home: Path) -> None:
    for variable, folder in {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CONFIG_HOME": ".config",
        "XDG_CACHE_HOME": ".cache",
    }.items():
        patch.setenv(variable, str(home / folder))
