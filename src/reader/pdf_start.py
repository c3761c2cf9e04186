"""Spawns the PDF child: the program's first act, so nothing is imported here but what spawning needs."""

from __future__ import annotations

import os
import subprocess
import sys

MEMORY = 600 << 20
_PIPE = 1 << 20  # bytes; 64 kB, the Linux default, makes a picture a hundred turns


def command(memory: int = MEMORY) -> list[str]:
    """How the real child is started. Its address space may be a generous multiple of the resident limit (bytes)."""
    flags = ["-B"] if sys.dont_write_bytecode else []
    return [sys.executable, *flags, "-m", "reader.pdf", str(3 * memory + (1 << 30))]


def spawn(argv: list[str]) -> subprocess.Popen[bytes]:
    """Start a child on binary pipes without waiting for it; raises OSError when the system refuses."""
    # CREATE_NO_WINDOW on Windows: no console flashes.
    hidden = 0x08000000 if sys.platform == "win32" else 0
    process = subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), creationflags=hidden
    )
    if sys.platform == "linux":
        import fcntl

        assert process.stdout is not None
        try:  # noqa: SIM105 - contextlib is slow to import, and this is the program's first act
            fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
        except OSError:
            pass  # the user's share of pipe memory may be used up
    return process


def _environment() -> dict[str, str]:
    """The parent's, with our package first: under pytest and from a folder the parent's sys.path is not the child's.

    Modules that lie in the folder one happens to stand in are not taken (PYTHONSAFEPATH, from Python 3.11 on).
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib is slow to import
    path = os.pathsep.join(p for p in (package, os.environ.get("PYTHONPATH")) if p)
    return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
