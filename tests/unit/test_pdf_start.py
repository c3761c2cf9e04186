"""The child that is spawned first, and the picture asked of it before the program is there to listen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reader import pdf_start
from reader.__main__ import _Child
from reader.paths import Paths
from reader.pdf_process import Limits, PdfProcess
from reader.pdf_start import Early
from tests import pdfs


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "book.pdf"
    path.write_bytes(pdfs.prose())
    return path


def test_the_early_picture_is_the_one_asked_for_later(file: Path) -> None:
    child = pdf_start.spawn(pdf_start.command())
    early = Early(child, str(file), 2, 400)
    assert early.wait(30)
    with PdfProcess(started=child, early=early) as pdf:
        picture = pdf.picture(file, 2, 400)
        assert pdf.pid == child.pid
    assert (early.header["width"], early.header["stride"]) == (picture.width, picture.stride)
    assert early.data == picture.data


def test_a_page_that_cannot_be_drawn_leaves_a_child_that_can_be_asked(file: Path) -> None:
    child = pdf_start.spawn(pdf_start.command())
    early = Early(child, str(file), 99, 400)
    with PdfProcess(started=child, early=early) as pdf:
        assert pdf.facts(file).pages == 3
        assert pdf.pid == child.pid
    assert not early.wait(0)


@pytest.mark.parametrize(
    "program", ["pass", "import os; os.write(1, b'\\0\\0\\0\\2{}\\0\\0\\0\\3abc')", "import os; os.write(1, b'x' * 100)"]
)
def test_a_child_that_dies_or_talks_nonsense_is_replaced(file: Path, program: str) -> None:
    child = pdf_start.spawn([sys.executable, "-c", program])
    early = Early(child, str(file), 1, 400)
    with PdfProcess(started=child, early=early) as pdf:
        assert pdf.facts(file).pages == 3
        assert pdf.pid != child.pid
    assert not early.wait(0)


def test_closing_at_once_leaves_no_thread_and_no_child(tmp_path: Path) -> None:
    file = tmp_path / "endless.pdf"
    file.write_bytes(pdfs.endless())
    child = pdf_start.spawn(pdf_start.command())
    early = Early(child, str(file), 2, 400)
    PdfProcess(Limits(), started=child, early=early).close()
    assert child.poll() is not None


@pytest.mark.parametrize(
    ("place", "page"),
    [
        ("book/en/official", 1),
        ("book/en/official?page=3", 3),
        ("book/en/official?page=x", None),
        ("book/en/official#part:3", None),
        ("book/es/official", None),
        ("nonsense", None),
        (None, None),
    ],
)
def test_the_page_of_a_place_is_asked_for_by_the_rule_for_names(tmp_path: Path, place: str | None, page: int | None) -> None:
    folder = tmp_path / "content" / "book"
    folder.mkdir(parents=True)
    (folder / "official.en.pdf").write_bytes(pdfs.prose())
    child = _Child(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE))
    try:
        child.ask(Paths(tmp_path, tmp_path), place)
        assert (child.early.page if child.early else None) == page
    finally:
        child.close()
