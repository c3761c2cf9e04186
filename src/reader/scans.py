"""What was read off scanned pages by machine: a file beside the PDF, a line a page, so that a long reading can be taken up again.

The first line says of which file and by what it was read. The PDF itself stays as its publisher made it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from reader.pages import Word

Row = tuple[str, float, float, float, float, int]  # text, rectangle in points of the unrotated page, line


def beside(pdf: Path) -> Path:
    """Where the reading of a PDF lies, if there is one."""
    return pdf.with_suffix(".ocr.jsonl")


def words(pdf: Path, page: int) -> tuple[Word, ...]:
    """What was read off a page (from 1); nothing where nothing was read, or where it was another file."""
    try:
        found, size = beside(pdf).stat(), pdf.stat().st_size
    except OSError:
        return ()
    pages = _pages((beside(pdf), found.st_mtime_ns, found.st_size), size)
    return tuple(Word(text, (x0, y0, x1, y1), line) for text, x0, y0, x1, y1, line in pages.get(page, ()))


def done(pdf: Path, digest: str) -> set[int]:
    """The pages that were read of the file with this SHA-256."""
    lines = _lines(beside(pdf))
    return {int(line["page"]) for line in lines[1:]} if lines and lines[0].get("sha256") == digest else set()


class Reading:
    """Adds pages to a reading, begun anew unless it is of this very file; each is on the disk before the next."""

    def __init__(self, pdf: Path, digest: str, engine: str) -> None:
        self._path = beside(pdf)
        kept = _lines(self._path) if done(pdf, digest) else []
        # Written anew even so: a page that was cut off must not stand before the next one.
        head = {"sha256": digest, "bytes": pdf.stat().st_size, "engine": engine}
        self._path.write_text("".join(_line(line) for line in (head, *kept[1:])), encoding="utf-8")

    def add(self, page: int, found: Iterable[Word]) -> None:
        """The words of a page (from 1)."""
        rows = [[w.text, *(round(v, 2) for v in w.rect), w.line] for w in found]
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line({"page": page, "words": rows}))
            file.flush()
            os.fsync(file.fileno())


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _lines(path: Path) -> list[dict[str, Any]]:
    """The lines that are whole."""
    result: list[dict[str, Any]] = []
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return result
    for line in text.splitlines():
        try:
            value = json.loads(line)
        except ValueError:
            break  # cut off
        if not isinstance(value, dict):
            break
        result.append(value)
    return result


@lru_cache(maxsize=4)
def _pages(reading: tuple[Path, int, int], size: int) -> dict[int, list[Row]]:
    """By page; `reading` is its file with its time and length, so that another reading is another entry; `size`: of the PDF."""
    lines = _lines(reading[0])
    if not lines or lines[0].get("bytes") != size:
        return {}
    return {int(line["page"]): line["words"] for line in lines[1:] if isinstance(line.get("words"), list)}
