"""Scanned pages read by machine, page by page: with the Tesseract inside PyMuPDF, and models that the person has installed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reader import scans
from reader.errors import PdfError, Refused
from reader.pdf_process import PdfProcess

MODELS = {"en": "eng", "es": "spa"}
_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata", "/usr/share/tesseract/tessdata",
    "/opt/homebrew/share/tessdata", "/usr/local/share/tessdata", "C:/Program Files/Tesseract-OCR/tessdata",
)  # fmt: skip


def models(language: str, environ: Mapping[str, str] = os.environ, places: Sequence[str] = _PLACES) -> Path:
    """The folder with the model of a language; raises Refused, naming what to install, where there is none."""
    name = MODELS[language]
    named = environ.get("TESSDATA_PREFIX", "")
    for folder in map(Path, (*([named] if named else []), *places)):
        if (folder / f"{name}.traineddata").is_file():
            return folder
    raise Refused(
        f"Reading scanned pages needs Tesseract's model for “{language}” ({name}.traineddata), which is not installed.",
        f"Debian, Ubuntu: apt-get install tesseract-ocr-{name}. Fedora: dnf install tesseract-langpack-{name}. Elsewhere put the file into "
        "a folder and name that in TESSDATA_PREFIX.",
    )


def read(
    file: Path, digest: str, pages: Sequence[int], language: str, pdf: PdfProcess, progress: Callable[[int, int, str], None]
) -> dict[int, str]:
    """Read these pages (from 1) of a PDF that were not read yet; those that could not be, with the reason.

    May be stopped and taken up again. Raises Refused without a model.
    """
    folder, left, failed = models(language), [page for page in pages if page not in scans.done(file, digest)], dict[int, str]()
    reading = scans.Reading(file, digest, f"Tesseract in PyMuPDF, {MODELS[language]}")
    for number, page in enumerate(left):
        progress(number, len(left), f"{file.name}, reading page {page}")
        try:
            reading.add(page, pdf.read_scan(file, page, MODELS[language], folder))
        except PdfError as error:
            failed[page] = error.message
    return failed
