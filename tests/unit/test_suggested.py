"""Contents suggested for PDFs that have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import suggested
from reader.pages import PageText
from reader.pdf_process import PdfProcess
from tests import pdfs

BODY = b" ".join([b"words of a page that goes on as pages do"] * 2)


def written(tmp_path: Path, pages: list[bytes], catalog: bytes = b"") -> Path:
    path = tmp_path / "book.pdf"
    path.write_bytes(pdfs.book(pages, catalog=catalog))
    return path


def page(heading: bytes = b"", lines: int = 12) -> bytes:
    parts = [b"BT /F1 20 Tf 50 760 Td (%s) Tj ET" % heading] if heading else []
    parts += [b"BT /F1 10 Tf 50 %d Td (%s) Tj ET" % (700 - 14 * n, BODY) for n in range(lines)]
    return b"\n".join(parts)


@pytest.mark.parametrize("rotation", ["", "/Rotate 90"])
def test_tall_lines_are_headings(tmp_path: Path, pdf: PdfProcess, rotation: str) -> None:
    path = tmp_path / "book.pdf"
    contents = [page(b"Opening words"), page(), page(b"The middle part"), page(b"What comes last")]
    path.write_bytes(pdfs.book(contents, page=rotation.encode()))
    facts = pdf.facts(path)
    assert facts.outline == ()
    found = suggested.with_contents(facts, [PageText(n, pdf.words(path, n)) for n in range(1, 5)])
    if not rotation:
        assert [(e.title, e.page) for e in found.outline] == [("Opening words", 1), ("The middle part", 3), ("What comes last", 4)]
    assert suggested.NOTICE in found.notices or not found.outline


def test_without_headings_every_tenth_page_serves(tmp_path: Path, pdf: PdfProcess) -> None:
    path = written(tmp_path, [page()] * 25, b"/PageLabels << /Nums [0 << /S /r >> 5 << /S /D >>] >>")
    found = suggested.with_contents(pdf.facts(path), [PageText(n, pdf.words(path, n)) for n in range(1, 26)])
    assert [(e.title, e.page) for e in found.outline] == [("i", 1), ("6", 11), ("16", 21)]


def test_a_short_text_without_headings_has_no_contents_and_an_outline_stays(tmp_path: Path, pdf: PdfProcess) -> None:
    path = written(tmp_path, [page()] * 3)
    facts = pdf.facts(path)
    assert suggested.with_contents(facts, [PageText(1, pdf.words(path, 1))]) == facts
    assert suggested.with_contents(facts, []) == facts
