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


_BOTH = """
import sys
from reader import pdf_first
kept = []
drawn = pdf_first._picture(kept, sys.argv[1], int(sys.argv[2]), 300)
assert not {"json", "pathlib", "typing", "pymupdf", "pymupdf.mupdf"} & set(sys.modules), "they hold the window back"
head, data = drawn
data = bytes(data)
for drop, thing in reversed(kept):
    drop(thing)
import json
from reader import pdf
header, pixels = pdf.Session().answer({"kind": "picture", "path": sys.argv[1], "page": int(sys.argv[2]), "width_px": 300})
first = json.loads(head + b"}")
assert first == {name: header[name] for name in first}, (first, header)
assert data == bytes(pixels.samples_mv)
print(header["format"])
"""


@pytest.mark.parametrize(
    ("made", "page", "form"),
    [
        (pdfs.prose(), 2, "grey"),
        (pdfs.book([b"1 0 0 rg 0 0 300 300 re f"]), 1, "rgb"),
        *((pdfs.turned(rotation, unit=2), 1, "grey") for rotation in (0, 90, 180, 270)),
        (pdfs.tex(), 1, "grey"),
    ],
)
def test_the_bare_functions_draw_what_the_classes_draw(tmp_path: Path, made: bytes, page: int, form: str) -> None:
    path = tmp_path / 'a "book" \\ of ñ.pdf'
    path.write_bytes(made)
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{_BOTH}", path, str(page)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == form


def test_a_path_with_quotes_and_backslashes_is_asked_for_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / 'a "book" \\ of ñ.pdf'
    path.write_bytes(pdfs.prose())
    child = pdf_start.spawn(pdf_start.command())
    early = Early(child, str(path), 1, 400)
    assert early.wait(30)
    with PdfProcess(started=child, early=early) as pdf:
        assert early.data == pdf.picture(path, 1, 400).data
