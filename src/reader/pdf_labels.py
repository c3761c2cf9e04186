"""Plain rules that keep what a PDF says of itself harmless: page labels, titles, link targets, sizes; no PDF engine here."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

PICTURE_PIXELS, PICTURE_SIDE = 24_000_000, 32_000  # the side is what QPixmap and X11 can hold
SCHEMES = ("http", "https", "mailto")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # control and bidi characters, halves of pairs, private and unassigned
_LONGEST_LETTERS = 20  # a label of "zzz…" beyond 520 pages helps nobody, and a hostile start number makes it gigabytes
_LONGEST_PREFIX = 40


class LabelRule(NamedTuple):
    """From page `start` (counting from 0) on: `prefix`, then a number of `style` (D, R, r, A, a or none) counting from `first`."""

    start: int
    style: str = ""
    prefix: str = ""
    first: int = 1


def plain(text: str | None, limit: int = 500) -> str:
    """Text without control, bidi and other invisible characters, white space collapsed, cut to `limit` characters."""
    kept = (" " if c.isspace() else c for c in (text or "")[: limit * 4] if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return " ".join("".join(kept).split())[:limit].rstrip()


def safe_uri(uri: str | None) -> str | None:
    """The address if it is http, https or mailto and holds no control or blank character; None for everything else."""
    text = (uri or "").strip()
    if not text or len(text) > 2000 or any(c.isspace() or unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in text):
        return None
    try:
        from urllib.parse import urlsplit  # only links need it, and it is slow to import

        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return None
    return text


def roman(number: int) -> str:
    """Lower-case roman numerals, 1 to 4999; beyond that the plain number."""
    if not 1 <= number <= 4999:
        return str(number)
    out = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


def letters(number: int) -> str:
    """a … z, aa … zz, aaa …, as PDF 32000-1 section 12.4.2 counts; beyond 20 letters the plain number."""
    if not 1 <= number <= 26 * _LONGEST_LETTERS:
        return str(number)
    repeat, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeat + 1)


def _numeral(style: str, number: int) -> str:
    match style:
        case "D":
            return str(number)
        case "r" | "R":
            text = roman(number)
        case "a" | "A":
            text = letters(number)
        case _:
            return ""
    return text.upper() if style.isupper() else text


def labels(rules: Iterable[LabelRule], pages: int) -> tuple[str, ...]:
    """The label of each page; pages before the first rule, and labels that come out empty, get the page's number.

    Rules may come in any order; of two for one page the later counts.
    """
    by_start = {rule.start: rule for rule in rules if 0 <= rule.start < pages}
    out = []
    rule: LabelRule | None = None
    for page in range(pages):
        rule = by_start.get(page, rule)
        label = ""
        if rule is not None:
            label = plain(rule.prefix, _LONGEST_PREFIX) + _numeral(rule.style, max(rule.first, 1) + page - rule.start)
        out.append(label or str(page + 1))
    return tuple(out)


def frame(
    width: float, height: float, width_px: int, clip: Sequence[float] | None = None, most: int = PICTURE_PIXELS
) -> tuple[float, tuple[int, int, int, int]]:
    """Scale and pixel box for a page of `width` x `height` points shown `width_px` across, or for a `clip` (pixels) of that.

    The scale is less than asked where the box would hold more than `most` pixels. At least one pixel, never beyond the page.
    """
    scale = max(width_px, 1) / width
    while True:
        right, bottom = max(math.ceil(width * scale - 0.01), 1), max(math.ceil(height * scale - 0.01), 1)
        part = [v * scale * width / max(width_px, 1) for v in clip] if clip else [0, 0, right, bottom]
        x0, y0 = (min(max(math.floor(v + 0.001), 0), end - 1) for v, end in zip(part[:2], (right, bottom), strict=True))
        x1, y1 = (min(math.ceil(v - 0.001), end) for v, end in zip(part[2:], (right, bottom), strict=True))
        x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)
        excess = max(math.sqrt((x1 - x0) * (y1 - y0) / most), (x1 - x0) / PICTURE_SIDE, (y1 - y0) / PICTURE_SIDE)
        if excess <= 1:
            return scale, (x0, y0, x1, y1)
        scale /= excess * 1.002
