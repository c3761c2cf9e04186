"""Importing PySide without what it does anew each time: still the same PySide, and quick only where bytecode may be kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_START = """
import builtins, re, sys
before = builtins.compile, re.compile
from reader.ui import quick_start
quick_start.__file__ = sys.argv[1]
made = []
def real(source, filename, *more, **named):
    made.append(filename)
    return before[0](source, filename, *more, **named)
quick_start._compile = real
quick_start.import_qt()
assert (builtins.compile, re.compile) == (real, before[1])
print(len([name for name in made if str(name).startswith("shibokensupport")]))
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(["", "-platform", "offscreen"])
try:
    QWidget().resize("wide")
except TypeError as error:
    print("w: int, h: int" in str(error))
"""


def start(file: Path, **environment: str) -> tuple[int, bool]:
    """How many support modules were compiled, and whether PySide can still say what is wrong with a call."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _START, file],
        env={**env, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2] / "src",
    )
    assert done.returncode == 0, done.stderr
    count, says = done.stdout.split()
    return int(count), says == "True"


def test_the_second_start_compiles_nothing_of_pysides(tmp_path: Path) -> None:
    first, second = start(tmp_path / "quick_start.py"), start(tmp_path / "quick_start.py")
    assert first[0] >= 10, "PySide is built otherwise now: see docs/decisions/0010-import-of-pyside.md"
    assert second == (0, True)


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", None])
def test_rubbish_and_cut_files_are_compiled_anew(tmp_path: Path, rubbish: bytes | None) -> None:
    file = tmp_path / "quick_start.py"
    count = start(file)[0]
    (kept,) = (tmp_path / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:1000] if rubbish is None else rubbish)
    assert start(file) == (count, True)
    assert start(file) == (0, True)


def test_nothing_is_written_where_python_may_write_none(tmp_path: Path) -> None:
    assert start(tmp_path / "quick_start.py", PYTHONDONTWRITEBYTECODE="1")[0] >= 10
    assert not list(tmp_path.iterdir())
