"""A second opinion on where words stand: pdftotext's words and boxes, compared by plain scanning.

Shares nothing with words.py and pymupdf: its own reading of hyphens, its own folding, its own eyes.
"""

from __future__ import annotations

import html
import re
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

_PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', re.DOTALL)
_LETTERS = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"\[\d+\]")  # the guides' reference marks are no words of theirs
_HYPHENS = "-‐‑\u00ad"


@dataclass(frozen=True)
class Seen:
    """A word as pdftotext sees it."""

    page: int
    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Occurrence:
    """A word read in full: folded letters, and the one or two seen words it stands in."""

    folded: str
    parts: tuple[Seen, ...]


def plain(text: str) -> str:
    """Lower case without marks and invisible characters."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "\u00ad\u2060\u200b")


def see(pdf: Path) -> list[Seen]:
    """Every word of a PDF in the order pdftotext gives."""
    text = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    found = []
    for number, page in enumerate(_PAGE.findall(text), 1):
        for x0, y0, x1, y1, word in _WORD.findall(page):
            read = _MARKS.sub(" ", html.unescape(word))
            found.append(Seen(number, read, float(x0), float(y0), float(x1), float(y1)))
    return found


def occurrences(words: list[Seen]) -> list[Occurrence]:
    """Every reading of every word: as it stands, and joined with the next where a hyphen ends its line.

    A soft hyphen is no letter of any word, so what it parts is only read joined.
    """
    found = []
    tail_joined = False
    for first, second in zip(words, [*words[1:], None], strict=True):
        letters = _LETTERS.findall(plain(first.text))
        ends = second is not None and first.text[-1:] in _HYPHENS and (second.page > first.page or second.y0 > first.y1 - 2)
        soft = ends and first.text[-1] == "\u00ad"
        if ends and second is not None and letters and (tail := _LETTERS.findall(plain(second.text.lstrip(_HYPHENS)))):
            found.append(Occurrence(letters[-1] + tail[0], (first, second)))
        found += [Occurrence(m, (first,)) for m in letters[int(tail_joined) : len(letters) - int(soft)]]
        tail_joined = soft
    return found


def compounds(words: list[Seen], parts: tuple[str, ...]) -> list[Occurrence]:
    """Where the parts of a compound stand one after the other, hyphened, broken or apart: a query means all of these."""
    runs = [(m, w) for w in words for m in _LETTERS.findall(plain(w.text))]
    found = []
    for i in range(len(runs) - len(parts) + 1):
        here = runs[i : i + len(parts)]
        if tuple(m for m, _ in here) == parts:
            found.append(Occurrence("-".join(parts), tuple(dict.fromkeys(w for _, w in here))))
    return found


def lies_on(rect: tuple[float, float, float, float], word: Seen, page: int) -> bool:
    """Whether most of a rectangle lies on a seen word, and its middle height within the word's line."""
    x0, y0, x1, y1 = rect
    inside = min(x1, word.x1) - max(x0, word.x0)
    return page == word.page and inside > 0.8 * (x1 - x0) and word.y0 - 1 <= (y0 + y1) / 2 <= word.y1 + 1
