"""A child grown large lets decoded pictures go, and draws the same as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader import pdf as engine
from reader.pdf_process import Limits, PdfProcess


def test_a_large_child_is_told_to_tidy_and_draws_the_same(tiny_library: Path, pdf: PdfProcess) -> None:
    file = next(tiny_library.rglob("en.pdf"))
    plain = pdf.picture(file, 1, 300)
    with PdfProcess(Limits(memory_tidy=0)) as tidy:
        assert [tidy.picture(file, 1, 300) for _ in range(2)] == [plain, plain]


def test_only_a_child_that_is_told_to_tidies(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(engine.mupdf, "fz_shrink_store", told.append)
    session = engine.Session()
    for tidy in (False, True):
        session.answer({"kind": "release", "tidy": tidy})
    assert told == [25]
