"""Scanned pages read by machine: a shipped page as a mere picture, read, found and lit where its words stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader import adding, indexer, library, scans
from reader.adding import Request
from reader.pages import Rect
from reader.paths import Paths
from reader.pdf_process import PdfProcess
from reader.search import Query
from reader.session import Session
from reader.words import tokens
from tests import pdfs

pytestmark = pytest.mark.proof
ROOT = Path(__file__).resolve().parents[2]
PAGE = 8
LIES_ON = 0.75  # what Tesseract calls a word includes its comma; our box of the letters is in proportion
RIGHT = 0.93  # of the words; on such a clean page 98 % were measured


def _shared(one: Rect, other: Rect) -> float:
    """How much of both boxes together is in both."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    areas = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (one, other)]
    both = max(0.0, width) * max(0.0, height)
    return both / (sum(areas) - both)


def scanned(pdf: PdfProcess, language: str, to: Path) -> set[str]:
    """Two pages of a shipped guide, the first of them as a picture of 200 dpi; the words of that one."""
    guide = ROOT / "content" / "implementation-guide" / f"{language}.pdf"
    picture = pdf.picture(guide, PAGE, 1166)
    width, height = pdf.facts(guide).sizes[PAGE - 1]
    rows = [
        bytes(picture.data[y * picture.stride : y * picture.stride + picture.width * (1 if picture.format == "grey" else 3)])
        for y in range(picture.height)
    ]
    to.write_bytes(pdfs.pictured(b"".join(rows), picture.width, picture.height, picture.format, (width, height)))
    return {token.folded for word in pdf.words(guide, PAGE) for token in tokens(word.text) if len(token.folded) > 2}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_picture_of_a_page_is_read_found_and_lit(tmp_path: Path, language: str) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    paths = Paths(tmp_path, tmp_path / "state")
    file = tmp_path / "scan.pdf"
    with PdfProcess() as pdf:
        written = scanned(pdf, language, file)
        request = Request(file, "issue-brief", language)
        added = adding.add(library.load(paths.content), request, pdf, lambda done, total, what: None, ocr=True)
        assert (added.pages, added.read, added.scanned) == (1, 1, ())
        held = library.load(paths.content)
        edition = held.edition(added.edition)
        assert edition is not None
        assert edition.pdf is not None
        read = {token.folded for word in scans.words(edition.pdf, 1) for token in tokens(word.text)}
        share = len(written & read) / len(written)
        print(f"{language}: {share:.1%} of {len(written)} different words read right")
        assert share >= RIGHT
        indexer.build(paths, held, pdf, lambda done, total, what: None)
        session = Session(paths, held, pdf)
        session.open(lambda done, total, what: None)
        word = max(written & read, key=len)
        hit = session.search(Query.parse(f'"{word}"'), document="issue-brief").hits[0]
        boxes = session.hit_boxes(hit.place, hit.terms)
        guide = ROOT / "content" / "implementation-guide" / f"{language}.pdf"
        printed = [w.rect for w in pdf.words(guide, PAGE) if any(t.folded == word for t in tokens(w.text))]
        assert boxes
        assert all(max(_shared(box.rect, rect) for rect in printed) > LIES_ON for box in boxes)
        session.close()
