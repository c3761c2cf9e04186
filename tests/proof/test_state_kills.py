"""Processes killed at random while they change bookmarks: what was acknowledged is there, nothing is half done, the file opens cleanly."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import reader
from reader.state import State
from reader.state.file import NAME

pytestmark = [pytest.mark.proof, pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")]
KILLS = 200
PAIRS = 20
OURS = {**os.environ, "PYTHONPATH": str(Path(reader.__file__).parents[1])}

# Says what it is about to do, does it, says that it is done; each of them one line in one write.
CHILD = """
import json, os, random, sys
from pathlib import Path
from reader.state import Bookmark, State

def say(*words):
    os.write(1, (json.dumps(words) + "\\n").encode())

folder, who, chance = Path(sys.argv[1]), sys.argv[2], random.Random(sys.argv[3])
state, number = State.open(folder), 0
say("open", state.notice.key if state.notice else "")
while True:
    number += 1
    name = f"{who}-{number}"
    mine = [b.id for b in state.bookmarks() if b.name.startswith(who.split(".")[0])]
    kind = chance.choice(["add", "add", "add", "rename", "move", "remove" if len(mine) < 25 else "sweep"])
    if kind == "add" or not mine:
        new = Bookmark.new("guide/en/companion?page=1", "page", 1.0, name)
        say("add", new.id, name); state.add_bookmark(new)
    elif kind == "rename":
        one = chance.choice(mine)
        say("rename", one, name); state.rename_bookmark(one, name)
    elif kind == "move":
        one, other = chance.choice(mine), chance.choice([*mine, None])
        say("move", one, other); state.move_bookmark(one, other)
    else:
        for one in mine[: 15 if kind == "sweep" else 1]:
            say("remove", one, ""); state.remove_bookmark(one); say("done")
        continue
    say("done")
"""

Line = tuple[str, str]  # id, name


def run(folder: Path, who: str, seed: str, seconds: float) -> list[list[str]]:
    """What a child said until it was killed."""
    with subprocess.Popen([sys.executable, "-c", CHILD, str(folder), who, seed], stdout=subprocess.PIPE, env=OURS) as child:
        timer = threading.Timer(seconds, child.send_signal, [signal.SIGKILL])
        timer.start()
        assert child.stdout is not None
        said = child.stdout.read().decode().splitlines(keepends=True)
        timer.join()
    assert child.returncode == -signal.SIGKILL
    return [json.loads(line) for line in said if line.endswith("\n")]


def after(lines: list[Line], action: list[str]) -> list[Line]:
    """The bookmarks in order after one action."""
    kind, one, other = action
    left = [line for line in lines if line[0] != one]
    if kind == "add":
        return [*left, (one, other)]
    if kind == "rename":
        return [(identity, other if identity == one else name) for identity, name in lines]
    if kind == "remove":
        return left
    if one == other:
        return lines
    index = next((n for n, line in enumerate(left) if line[0] == other), len(left))
    return [*left[:index], *(line for line in lines if line[0] == one), *left[index:]]


def follow(lines: list[Line], said: list[list[str]]) -> tuple[list[Line], list[str] | None, int]:
    """The bookmarks after all that was acknowledged, the action that was begun and not acknowledged, and how many were."""
    begun: list[str] | None = None
    count = 0
    for words in said:
        if words[0] == "open":
            assert words[1] in ("", "empty")  # killed while the file was made
        elif words[0] == "done":
            assert begun is not None
            lines, begun, count = after(lines, begun), None, count + 1
        else:
            begun = words
    return lines, begun, count


def check(folder: Path) -> list[Line]:
    """The bookmarks in a file that opens cleanly and is whole."""
    with contextlib.closing(State.open(folder)) as state:
        assert state.notice is None or (state.notice.key == "empty" and not state.bookmarks())
        found = [(b.id, b.name) for b in state.bookmarks()]
    if (folder / NAME).exists():
        with contextlib.closing(sqlite3.connect(folder / NAME)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    # A journal that was begun and holds nothing yet stays till the next write.
    assert {path.name for path in folder.iterdir()} <= {NAME, f"{NAME}-journal"}
    return found


def test_two_hundred_kills_lose_no_acknowledged_bookmark(tmp_path: Path) -> None:
    chance, started = random.Random(1), time.monotonic()
    lines: list[Line] = []
    acknowledged = between = written = 0
    for turn in range(KILLS):
        said = run(tmp_path, f"w.{turn}", str(turn), chance.uniform(0.05, 0.25))
        lines, begun, count = follow(lines, said)
        found = check(tmp_path)
        if begun is not None and found != lines:
            assert found == after(lines, begun)
            written += 1
        else:
            assert found == lines
        acknowledged, between, lines = acknowledged + count, between + (begun is not None), found
    assert acknowledged > KILLS
    print(
        f"{KILLS} kills, {between} between the begin of an action and its acknowledgement ({written} of these were written, none by half); "
        f"{acknowledged} acknowledged actions, none lost; {time.monotonic() - started:.0f} s"
    )


def test_two_windows_killed_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each keeps to its own bookmarks, so what each acknowledged can be followed; where they stand among each other is left open."""
    chance, acknowledged = random.Random(2), 0
    lines: dict[str, list[Line]] = {"a": [], "b": []}
    for turn in range(PAIRS):
        seconds = [chance.uniform(0.1, 0.3) for _ in lines]
        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(lambda who, s: run(tmp_path, f"{who}.{turn}", f"{who}{turn}", s), lines, seconds))  # noqa: B023
        found = check(tmp_path)
        for who, words in zip(lines, said, strict=True):
            expected, begun, count = follow(lines[who], words)
            mine = [line for line in found if line[1].startswith(who)]
            assert mine in (expected, after(expected, begun) if begun is not None else expected)
            lines[who], acknowledged = mine, acknowledged + count
    assert acknowledged > PAIRS
    print(f"{PAIRS} pairs of windows on one file killed: {acknowledged} acknowledged actions, none lost")
