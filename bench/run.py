"""Times what readers feel, as ratios to a bare yardstick of the same moment, so that a busy machine changes little.

Run by `make bench`. `--runs N` for steadier numbers; `--json` for programs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Case:
    """A command, the yardstick it is compared with, and the ratio it should stay under (None: only told)."""

    name: str
    command: Sequence[str]
    yardstick: Sequence[str]
    aim: float | None


@dataclass(frozen=True)
class Timing:
    """Medians in milliseconds, and their ratio."""

    name: str
    milliseconds: float
    yardstick: float
    ratio: float
    aim: float | None


BARE = ("-c", "pass")
BARE_QT = ("-c", "from PySide6 import QtWidgets")
CASES = (
    Case("import of the window", ("-c", "import reader.ui.window"), BARE_QT, 1.5),
    Case("import of the commands", ("-c", "import reader.cli"), BARE, None),
    Case("reader search, whole process", ("-m", "reader", "search", "call-in", "--json"), BARE, None),
)


def once(command: Sequence[str]) -> float:
    """Seconds that one run takes; a run that fails is no timing."""
    started = time.perf_counter()
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    result = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, env=environ)
    seconds = time.perf_counter() - started
    if result.returncode:
        raise SystemExit(f"`{' '.join(command)}` failed:\n{result.stderr.strip()[-800:]}")
    return seconds


def measure(case: Case, runs: int) -> Timing:
    """Both commands in turns, after one of each that is not counted."""
    pairs = [(once(case.yardstick), once(case.command)) for _ in range(runs + 1)][1:]
    yardstick, own = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    return Timing(case.name, round(own, 1), round(yardstick, 1), round(own / yardstick, 2), case.aim)


def main() -> int:
    """Print a table, or JSON; exit code 1 where a ratio is above its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    timings = [measure(case, chosen.runs) for case in CASES]
    if chosen.json:
        print(json.dumps([asdict(timing) for timing in timings], indent=2))
    else:
        print(f"{'what':<32}{'ms':>8}{'bare':>8}{'ratio':>8}{'aim':>8}")
        for timing in timings:
            print(f"{timing.name:<32}{timing.milliseconds:>8}{timing.yardstick:>8}{timing.ratio:>8}{timing.aim or '-':>8}")
    return int(any(timing.aim is not None and timing.ratio > timing.aim for timing in timings))


if __name__ == "__main__":
    sys.exit(main())
