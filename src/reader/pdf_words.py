"""Raw words of a page, as MuPDF gives them, to `Word`s fit for index and lighting: accents, ligatures, columns, lines.

Pure: no PDF engine, no Qt. Coordinates are those of the page as shown, since rows and columns are what a reader sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

from reader.pages import Word

Raw = tuple[float, float, float, float, str, int, int, int]  # x0, y0, x1, y1 (points, page as shown), text, block, line, word
Rect = tuple[float, float, float, float]
Char = tuple[str, float, float]  # character, x0, x1
Edges = tuple[float, ...]

# Spacing accents that TeX's OT1 fonts set before the letter, with the letters they may stand on in English and Spanish text.
_VOWELS = "aeiouAEIOUı"
_ACCENTS = {
    "´": ("\u0301", _VOWELS + "yY"),
    "`": ("\u0300", _VOWELS),
    "ˋ": ("\u0300", _VOWELS),
    "¨": ("\u0308", _VOWELS + "yY"),
    "˜": ("\u0303", "nNaoAO"),
    "ˆ": ("\u0302", _VOWELS),
    "^": ("\u0302", _VOWELS),
}
_ASCII = "`^"  # also quotes, code and powers: an accent only inside a word of lower-case letters
_LOOSE = "".join(a for a in _ACCENTS if a not in _ASCII)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_NEEDS_REPAIR = re.compile("[\x00-\x1f\x7f-\x9f\u0300-\u036f" + "".join(_LIGATURES) + re.escape("".join(_ACCENTS)) + "]")
_EM = 1 / 1.3  # a line's box is about 1.3 times its type size
_GAP = 2.5  # em; wider gaps part columns, if they repeat
_GUTTER = 1.0  # em that must stay free over all lines of a column
_ROWS = 3  # lines on which a gap must repeat
_PROSE = 3  # words a line on both sides: fewer is a table or a list of contents, which reads row by row


class _Piece(NamedTuple):  # a page has hundreds, and a frozen dataclass takes three times as long to make
    text: str
    rect: Rect
    source: tuple[int, int]
    edges: Edges | None

    @property
    def em(self) -> float:
        return max(self.rect[3] - self.rect[1], 1.0) * _EM


_Row = list[_Piece]


def char_edges(raw: Sequence[Raw], chars: Sequence[Char]) -> list[Edges | None]:
    """For each raw word the x positions of its characters, looked up in the page's characters in the same order.

    None for a word whose characters are not found or do not run from left to right.
    """
    page = "".join(c if len(c) == 1 else "\ufffd" for c, _, _ in chars)
    out: list[Edges | None] = []
    position = 0
    for word in raw:
        text = word[4]
        found = page.find(text, position, position + len(text) + 200)
        if found < 0:
            out.append(None)
            continue
        position = found + len(text)
        mine = chars[found:position]
        rising = all(a[1] <= b[2] for a, b in pairwise(mine)) and mine[0][1] < mine[-1][2]
        out.append((*accumulate((c[1] for c in mine), max), max(mine[-1][2], mine[-1][1])) if rising else None)
    return out


def repair(text: str, edges: Edges | None = None) -> tuple[str, Edges | None]:
    """One word with accents put on their letters, ligatures spelt out, control characters dropped; edges follow the letters."""
    if not _NEEDS_REPAIR.search(text):
        return text, edges
    known = edges if edges is not None and len(edges) == len(text) + 1 else tuple(float(i) for i in range(len(text) + 1))
    out: list[str] = []
    lefts: list[float] = []
    i = 0
    while i < len(text):
        char, left, width = text[i], known[i], 1
        composed = _composed(text, i)
        if composed:
            char, left, width = composed, min(known[i], known[i + 1]), 2
        elif char in _LIGATURES:
            letters = _LIGATURES[char]
            step = (known[i + 1] - left) / len(letters)
            out.extend(letters[:-1])
            lefts.extend(left + step * n for n in range(len(letters) - 1))
            char, left = letters[-1], left + step * (len(letters) - 1)
        elif unicodedata.combining(char) and out:
            joined = unicodedata.normalize("NFC", out[-1] + char)
            if len(joined) == 1:
                out[-1], char = joined, ""
        elif unicodedata.category(char) == "Cc":
            char = ""
        if char:
            out.append(char)
            lefts.append(left)
        i += width
    return "".join(out), (*accumulate((*lefts, known[-1]), max),) if edges is not None and known is edges else None


def _composed(text: str, i: int) -> str:
    """The letter that the spacing accent text[i] makes with the letter after it; "" if it is no accent there."""
    rule = _ACCENTS.get(text[i])
    base = text[i + 1 : i + 2]
    before = text[i - 1 : i] if i else ""
    if rule is None or not base or base not in rule[1] or (before.islower() and base.isupper()):
        return ""
    if text[i] in _ASCII and not (before.islower() and base.islower() and sum(c.isalpha() for c in text) >= 4):
        return ""
    letter = unicodedata.normalize("NFC", ("i" if base == "ı" else base) + rule[0])
    return letter if len(letter) == 1 else ""


def _overlaps(a: Rect, b: Rect, share: float = 0.5) -> bool:
    """Whether two boxes stand at one height."""
    return min(a[3], b[3]) - max(a[1], b[1]) > share * min(a[3] - a[1], b[3] - b[1])


def _belongs(last: _Piece, piece: _Piece) -> bool:
    gap = piece.rect[0] - last.rect[2]
    if not _overlaps(last.rect, piece.rect, 0.1) or gap < -2 * last.em:
        return False
    if last.text[-1] in _LOOSE:
        return gap < 0.01 * last.em and bool(_composed(last.text[-1] + piece.text[0], 0))
    accent = piece.text[0] in _LOOSE and (len(piece.text) == 1 or bool(_composed(piece.text, 0)))
    return accent and gap < 0.1 * last.em and last.text[-1].isalpha()


def _glued(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Words that were parted at a loose accent, put together again: the accent's box reaches over its letter, a blank does not."""
    out: list[_Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last is not None and _belongs(last, piece):
            (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = last.rect, piece.rect
            edges = (*last.edges[:-1], *piece.edges) if last.edges and piece.edges else None
            out[-1] = _Piece(last.text + piece.text, (min(ax0, bx0), min(ay0, by0), max(ax1, bx1), max(ay1, by1)), last.source, edges)
            continue
        out.append(piece)
    return out


def _rows(pieces: Iterable[_Piece]) -> list[_Row]:
    """Neighbouring pieces of one height, going right, as rows; what MuPDF calls one line stays together."""
    rows: list[_Row] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        same = last is not None and (
            last.source == piece.source or (_overlaps(last.rect, piece.rect) and piece.rect[0] >= last.rect[2] - 0.1 * last.em)
        )
        if same:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _cut(row: _Row, gutter: tuple[float, float] | None = None) -> tuple[int, tuple[float, float]] | None:
    """The first gap over 2.5 em (that shares at least an em with `gutter`): index of the piece after it, and the free stretch."""
    for i in range(1, len(row)):
        left, right = row[i - 1].rect[2], row[i].rect[0]
        if right - left <= _GAP * _EM or right - left <= _GAP * (em := row[i - 1].em):
            continue
        free = (left, right) if gutter is None else (max(left, gutter[0]), min(right, gutter[1]))
        if free[1] - free[0] >= _GUTTER * em:
            return i, free
    return None


def _beside(row: _Row, gutter: tuple[float, float]) -> tuple[float, float] | None:
    """What is left of the gutter when a row stands wholly to one side of it; None if it goes across."""
    left, right, em = row[0].rect[0], row[-1].rect[2], row[0].em
    if right <= gutter[1] - _GUTTER * em:
        return max(gutter[0], right), gutter[1]
    return (gutter[0], min(gutter[1], left)) if left >= gutter[0] + _GUTTER * em else None


def _column_run(rows: list[_Row], start: int) -> tuple[int, tuple[float, float] | None]:
    """From the row `start`, which has a gap: the row after the last of its columns, and their gutter (None: no columns here)."""
    first = _cut(rows[start])
    if first is None:
        return start + 1, None
    gutter = first[1]
    ends, both, alone = start + 1, 1, 0
    sides = [(first[0], len(rows[start]) - first[0])]
    for n in range(start + 1, len(rows)):
        row, above = rows[n], rows[n - 1][0]
        pitch = row[0].rect[1] - above.rect[1]
        if pitch <= 0 or pitch > 5 * above.em:
            break
        cut = _cut(row, gutter)
        if cut is not None:
            both, alone, gutter = both + 1, 0, cut[1]
            sides.append((cut[0], len(row) - cut[0]))
        elif alone < 10 and pitch <= 2 * above.em and (narrowed := _beside(row, gutter)) is not None:
            alone, gutter = alone + 1, narrowed
        else:
            break
        ends = n + 1
    prose = both >= _ROWS and median(s[0] for s in sides) >= _PROSE and median(s[1] for s in sides) >= _PROSE
    return ends, gutter if prose else None


def _unwoven(rows: list[_Row], depth: int = 0) -> list[_Row]:
    """Rows of columns that were written row by row, taken apart: all of the left column, then the right."""
    out: list[_Row] = []
    i = 0
    while i < len(rows):
        ends, gutter = _column_run(rows, i)
        if gutter is None or depth > 6:
            out.extend(rows[i:ends])
        else:
            middle = (gutter[0] + gutter[1]) / 2
            left = [part for row in rows[i:ends] if (part := [p for p in row if p.rect[0] < middle])]
            right = [part for row in rows[i:ends] if (part := [p for p in row if p.rect[0] >= middle])]
            out.extend(_unwoven(left, depth + 1))
            out.extend(_unwoven(right, depth + 1))
        i = ends
    return out


def clean(raw: Sequence[Raw], edges: Sequence[Edges | None] | None = None) -> list[Word]:
    """Repaired words in reading order; `line` counts from 0. Soft hyphens and visible hyphens at line ends stay in the text.

    `edges`, when given, is one entry per raw word (see `char_edges`); the texts do not depend on it.
    """
    pieces: list[_Piece] = []
    accents = False
    for n, (x0, y0, x1, y1, text, block, line, _) in enumerate(raw):
        accents = accents or text[-1:] in _LOOSE or text[:1] in _LOOSE
        if text.strip():
            pieces.append(_Piece(text, (x0, y0, x1, y1), (block, line), edges[n] if edges is not None else None))
    rows = _unwoven(_rows(_glued(pieces) if accents else pieces))
    words = []
    for number, row in enumerate(rows):
        for piece in row:
            text, own = repair(piece.text, piece.edges)
            if text:
                words.append(Word(text, piece.rect, number, own))
    return words


def turned(words: Iterable[Word], rotation: int, width: float, height: float) -> list[Word]:
    """Words of the page as shown (`width` x `height`), on the unrotated page; edges hold only where nothing turned."""
    if not rotation:
        return list(words)
    return [replace(w, rect=unrotated(w.rect, rotation, width, height), edges=None) for w in words]


def unrotated(rect: Rect, rotation: int, width: float, height: float) -> Rect:
    """A rectangle of the page as shown (`width` x `height` points, turned clockwise by `rotation`), on the unrotated page."""
    x0, y0, x1, y1 = rect
    match rotation:
        case 90:
            return y0, width - x1, y1, width - x0
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return height - y1, x0, height - y0, x1
        case _:
            return rect
