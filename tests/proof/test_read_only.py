"""A write-protected library, and a computer on which nothing can be written: all commands and the window work, nothing changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.paths import Paths

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="write protection is made with Linux mounts, as root"),
]


def protected(*folders: Path, run: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command to which these folders are mounted read-only."""
    assert shutil.which("unshare")
    mounts = " && ".join(f"mount --bind '{f}' '{f}' && mount -o remount,ro,bind '{f}'" for f in folders)
    script = f'{mounts} && ! touch "{folders[0]}/x" 2>/dev/null && exec "$@"'
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", *run], env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def command(library: Path, state: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "reader", arguments[0], "--library", str(library), "--state", str(state), *arguments[1:]]


def fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        digest.update(path.relative_to(root).as_posix().encode() + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()


@pytest.mark.parametrize("arguments", [("search", "call-in", "--boxes"), ("list", "--json"), ("check",), ("build",), ("selftest",)])
def test_a_write_protected_library_with_its_own_index(own_built: Paths, arguments: tuple[str, ...]) -> None:
    before = fingerprint(own_built.library)
    done = protected(own_built.library, run=command(own_built.library, own_built.state, *arguments))
    assert done.returncode == 0, done.stdout + done.stderr
    assert fingerprint(own_built.library) == before


def test_an_index_that_is_not_ours_is_built_in_the_users_folder(own_built: Paths, tmp_path: Path) -> None:
    before = fingerprint(own_built.library)
    state = tmp_path / "another"
    done = protected(own_built.library, run=command(own_built.library, state, "search", "call-in"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not built on this computer" in done.stderr
    again = protected(own_built.library, run=command(own_built.library, state, "search", "call-in"))
    assert (again.returncode, again.stderr) == (0, "")
    assert fingerprint(own_built.library) == before


@pytest.mark.parametrize("arguments", [("search", "call-in"), ("selftest",)])
def test_where_nothing_can_be_written(own_built: Paths, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Home and library are write-protected, and the index is not ours: it is built for this run only."""
    home = tmp_path / "protected"
    home.mkdir()
    before = fingerprint(home), fingerprint(own_built.library)
    done = protected(own_built.library, home, run=command(own_built.library, home / "nothing", *arguments))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (fingerprint(home), fingerprint(own_built.library)) == before


def test_staff_commands_say_that_nothing_can_be_written(own_built: Paths, tmp_path: Path) -> None:
    from tests import pdfs

    file = tmp_path / "given.pdf"
    file.write_bytes(pdfs.prose())
    before = fingerprint(own_built.library)
    adding = command(own_built.library, own_built.state, "add", str(file), "--document", "sample-guide", "--language", "en")
    done = protected(own_built.library, run=adding)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert fingerprint(own_built.library) == before
