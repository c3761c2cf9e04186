"""Bytes flipped and processes killed at random: always noticed, never opened, never lost."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reader import generations, library, manifest
from reader.errors import IndexUnusable
from reader.paths import Paths
from reader.pdf_process import PdfProcess
from reader.search import Query
from reader.session import Session
from tests import pdfs

pytestmark = pytest.mark.proof
FLIPS = 200
KILLS = 40


def command(paths: Paths, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "reader", arguments[0], "--library", str(paths.library), "--state", str(paths.state), *arguments[1:]]


def fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def test_every_flipped_byte_is_noticed(own_built: Paths) -> None:
    held = library.load(own_built.content)
    folder = generations.find(own_built, held).folder
    files = [p for p in folder.rglob("*") if p.is_file() and p.stat().st_size]
    chance = random.Random(1)
    for _ in range(FLIPS):
        path = chance.choices(files, [p.stat().st_size for p in files])[0]
        whole = path.read_bytes()
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :])
        with pytest.raises(IndexUnusable):
            generations.find(own_built, held)
        path.write_bytes(whole)
    generations.find(own_built, held)
    print(f"{FLIPS} flipped bits in {len(files)} files of the index: {FLIPS} noticed, none opened")


def test_a_build_killed_anywhere_leaves_a_whole_index(own_built: Paths) -> None:
    """The pointer always names a generation of which every file is as listed, and the next build succeeds."""
    chance = random.Random(2)
    shelf = own_built.content / "library.toml"
    text = shelf.read_text(encoding="utf-8")
    done = 0
    started = time.monotonic()
    shelf.write_text(f"{text}\n# whole\n", encoding="utf-8")
    assert subprocess.run(command(own_built, "build"), capture_output=True, check=False).returncode == 0
    longest = time.monotonic() - started
    for turn in range(KILLS):
        shelf.write_text(f"{text}\n# {turn}\n", encoding="utf-8")
        with subprocess.Popen(
            command(own_built, "build"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            timer = threading.Timer(chance.uniform(0.1, 1.3) * longest, _kill, [process.pid])
            timer.start()
            done += process.wait() == 0
            timer.cancel()
            timer.join()
        folder = generations.current(own_built.index)
        assert folder is not None
        manifest.verify(folder, manifest.read(folder))
    last = subprocess.run(command(own_built, "search", "deterrence"), capture_output=True, check=False)
    assert last.returncode == 0, last.stderr
    print(f"{KILLS} builds, {KILLS - done} killed before their end: every index left was whole")


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def test_adding_killed_anywhere_leaves_the_old_or_the_new(own_built: Paths, tmp_path: Path) -> None:
    chance = random.Random(3)
    files = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for file, word in zip(files, (b"alpha", b"beta"), strict=True):
        file.write_bytes(pdfs.book([pdfs.text(50, 700, word)] * 30))
    started = time.monotonic()
    assert (
        subprocess.run(
            command(own_built, "add", str(files[0]), "--document", "sample-guide", "--language", "en"), capture_output=True, check=False
        ).returncode
        == 0
    )
    longest = time.monotonic() - started
    for turn in range(KILLS):
        adding = command(own_built, "add", str(files[turn % 2]), "--document", "sample-guide", "--language", "en")
        with subprocess.Popen(adding, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as process:
            timer = threading.Timer(chance.uniform(0.1, 1.0) * longest, _kill, [process.pid])
            timer.start()
            process.wait()
            timer.cancel()
            timer.join()
        held = library.load(own_built.content)
        assert held.problems == ()
        edition = held.edition("sample-guide/en/official")
        assert edition is not None
        assert edition.pdf is not None
        assert edition.pdf.read_bytes() in [f.read_bytes() for f in files]
    assert (
        subprocess.run(
            command(own_built, "add", str(files[0]), "--document", "sample-guide", "--language", "en"), capture_output=True, check=False
        ).returncode
        == 0
    )
    assert subprocess.run(command(own_built, "check"), capture_output=True, check=False).returncode == 0


def test_killing_the_pdf_process_never_stops_a_command(own_built: Paths, tmp_path: Path) -> None:
    file = tmp_path / "long.pdf"
    file.write_bytes(pdfs.prose(pages=60))
    done = subprocess.run(
        command(own_built, "add", str(file), "--document", "sample-guide", "--language", "en"), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with PdfProcess() as pdf:
        session = Session(own_built, library.load(own_built.content), pdf)
        session.open(lambda done, total, what: None)
        chance = random.Random(4)
        lit = 0
        for page in range(1, 61):
            if pdf.pid is not None and chance.random() < 0.5:
                os.kill(pdf.pid, signal.SIGKILL)
            pieces = session.boxes("sample-guide/en/official", page, Query.parse("groups").terms)
            lit += bool(pieces)
        session.close()
    assert lit == 60


@pytest.mark.parametrize("name", ["endless", "bomb", "cyclic", "without_pages"])
def test_hostile_files_are_refused_or_taken_in_part(own_built: Paths, tmp_path: Path, name: str) -> None:
    """With the limits people have; the window's own test of such files is in tests/ui."""
    file = tmp_path / f"{name}.pdf"
    file.write_bytes(getattr(pdfs, name)())
    before = fingerprint(own_built.content)
    adding = command(own_built, "add", str(file), "--document", "sample-guide", "--language", "en")
    done = subprocess.run(adding, capture_output=True, check=False, text=True, timeout=240)
    if name in ("endless", "bomb"):
        assert done.returncode == 0, done.stderr
        assert "Page 2 cannot be read" in done.stdout
    else:
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert fingerprint(own_built.content) == before
