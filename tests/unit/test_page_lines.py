"""Points to letters, words and lines in reading order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.page_lines import LAST, Caret, PageLines, shown, unrotated
from reader.pages import Word
from reader.pdf_process import PdfProcess
from tests import pdfs

WIDE, HIGH = 600.0, 800.0


def page(columns: list[list[str]], rotation: int = 0, *, gutter: float = 40.0) -> PageLines:
    """Columns of lines side by side, each column `WIDE / n` points wide and read to its end before the next."""
    words, number = [], 0
    size = (WIDE, HIGH)
    for c, lines in enumerate(columns):
        left = 40 + c * ((WIDE - 80 + gutter) / len(columns))
        for n, line in enumerate(lines):
            x = left
            for text in line.split():
                box = (x, 60 + 15 * n, x + 5 * len(text), 72 + 15 * n)
                words.append(Word(text, unrotated(box, size, rotation), number))
                x += 5 * len(text) + 4
            number += 1
    return PageLines(1, words, size, rotation)


def middle(lines: PageLines, word: int) -> tuple[float, float]:
    x0, y0, x1, y1 = lines.words[word].rect
    return (x0 + x1) / 2, (y0 + y1) / 2


def painted(lines: PageLines, start: Caret, end: Caret) -> list[int]:
    """The words that the rectangles of a stretch cover wholly."""
    rects = [shown(r, lines.size, lines._rotation) for r in lines.rects(start, end)]
    boxes = [lines.box(i) for i in range(len(lines.words))]
    return [
        i
        for i, box in enumerate(boxes)
        if any(r[0] - 0.01 <= box[0] and r[1] - 0.01 <= box[1] and r[2] + 0.01 >= box[2] and r[3] + 0.01 >= box[3] for r in rects)
    ]


TWO = [["left one two", "left three", "left four five six"], ["right one two", "right three", "right four"]]
points = st.tuples(st.floats(-50, 700), st.floats(-50, 900))
layouts = st.lists(
    st.lists(st.lists(st.sampled_from(["a", "word", "call-", "in", "(so)", "longer"]), min_size=1, max_size=6).map(" ".join), max_size=8),
    min_size=1,
    max_size=3,
)


@settings(max_examples=50)
@given(layouts, st.sampled_from([0, 90, 180, 270]), points, points)
def test_any_two_points_give_one_run_in_reading_order(
    columns: list[list[str]], rotation: int, a: tuple[float, float], b: tuple[float, float]
) -> None:
    lines = page(columns, rotation)
    start, end = sorted((lines.caret(*a), lines.caret(*b)))
    whole = [i for i, word in enumerate(lines.words) if start <= Caret(1, i, 0) and Caret(1, i, len(word.text)) <= end]
    assert painted(lines, start, end) == whole
    assert whole == list(range(whole[0], whole[-1] + 1)) if whole else True
    assert len(lines.rects(start, end)) <= len(lines.lines)


@settings(max_examples=50)
@given(layouts, st.sampled_from([0, 90, 180, 270]))
def test_every_letter_is_found_where_it_stands(columns: list[list[str]], rotation: int) -> None:
    lines = page(columns, rotation)
    for i, word in enumerate(lines.words):
        x0, y0, x1, y1 = lines.box(i)
        for n in range(len(word.text)):
            x, y = x0 + (n + 0.5) * (x1 - x0) / len(word.text), (y0 + y1) / 2
            at = unrotated((x, y, x, y), lines.size, rotation)[:2]
            assert lines.letter(*at) == (i, n)
            assert lines.on_text(*at)


@settings(max_examples=50)
@given(layouts, st.sampled_from([0, 90, 180, 270]), points)
def test_word_and_line_hold_the_letter_they_were_asked_for(columns: list[list[str]], rotation: int, at: tuple[float, float]) -> None:
    lines = page(columns, rotation)
    found = lines.letter(*at)
    if found is None:
        assert not lines.words
        return
    for start, end in (lines.word_range(*found), lines.line_range(found[0])):
        assert start <= Caret(1, *found) < end
        assert lines.clamp(start) == start
        assert lines.clamp(end) == end


@settings(max_examples=50)
@given(layouts)
def test_steps_walk_over_every_letter_and_back(columns: list[list[str]]) -> None:
    lines = page(columns)
    for unit in ("letter", "word", "line"):
        here: Caret | None = lines.whole[0] if lines.words else None
        walked = []
        while here is not None:
            walked.append(here)
            here = lines.stepped(here, unit, 1)
        assert walked == sorted(set(walked))
        if unit == "letter":
            assert len(walked) == sum(len(w.text) + 1 for w in lines.words)
            assert [lines.stepped(c, "letter", -1) for c in walked[1:]] == walked[:-1]


def test_a_drag_down_the_left_column_stays_in_it() -> None:
    lines = page(TWO)
    start, end = lines.caret(40, 60), lines.caret(200, 95)  # in the gutter, beside the third line's end
    assert painted(lines, start, end) == list(range(9))


def test_a_point_beside_a_short_line_belongs_to_its_own_column() -> None:
    lines = page(TWO)
    assert lines.caret(150, 81) == Caret(1, 4, len("three"))  # right of "left three", nearer to it than the lines above and below
    assert lines.caret(30, 81) == Caret(1, 3, 0)
    assert lines.caret(40, 700).word >= 5  # below the left column: its last line
    assert len(lines.columns) == 2


def test_a_heading_over_two_columns_is_part_of_neither() -> None:
    words = [Word("Heading" * 10, (40, 20, 560, 40), 0)]
    body = page(TWO)
    lines = PageLines(1, words + [Word(w.text, w.rect, w.line + 1) for w in body.words], (WIDE, HIGH))
    assert [(c.first, c.last) for c in lines.columns] == [(0, 1), (1, 4), (4, 7)]


def test_paper_is_not_text() -> None:
    lines = page(TWO)
    x0, y0, x1, y1 = lines.words[0].rect
    assert lines.on_text(x1 + 2, (y0 + y1) / 2)  # the blank between two words
    assert not lines.on_text(290, (y0 + y1) / 2)  # the gutter
    assert not lines.on_text(10, (y0 + y1) / 2)
    assert not lines.on_text(x0, 500)
    assert not PageLines(1, ()).on_text(5, 5)


def written(lines: PageLines, word: int, letter: int) -> str:
    start, end = lines.word_range(word, letter)
    if start.word == end.word:
        return lines.words[start.word].text[start.letter : end.letter]
    between = [w.text for w in lines.words[start.word + 1 : end.word]]
    return "".join([lines.words[start.word].text[start.letter :], *between, lines.words[end.word].text[: end.letter]])


@pytest.mark.parametrize(
    ("line", "word", "letter", "expected"),
    [
        ("(call-in),", 0, 3, "call-in"), ("(call-in),", 0, 0, "("), ("(call-in),", 0, 8, "),"), ("don’t", 0, 4, "don’t"),
        ("one—two", 0, 5, "two"), ("3.5 1,000", 1, 2, "1,000"), ("end.", 0, 3, "."), ("… x", 0, 0, "…"), ("niño", 0, 2, "niño"),
    ],
)  # fmt: skip
def test_a_word_is_what_people_write_as_one(line: str, word: int, letter: int, expected: str) -> None:
    assert written(page([[line]]), word, letter) == expected


@pytest.mark.parametrize(
    ("first", "second", "word", "expected"),
    [
        ("go preven\u00ad", "tion now", 1, "preven\u00adtion"),
        ("go preven\u00ad", "tion now", 2, "preven\u00adtion"),
        ("a call-", "in meeting", 1, "call-in"),
        ("la call-", "-in fue", 2, "call--in"),  # Spanish repeats the hyphen; the copy heals it
        ("a dash -", "in meeting", 2, "-"),
    ],
)
def test_a_word_broken_at_a_line_end_is_one_word(first: str, second: str, word: int, expected: str) -> None:
    lines = page([[first, second]])
    assert written(lines, word, 1 if expected != "-" else 0) == expected


def test_a_caret_of_another_page_or_past_the_end_is_brought_to_the_edge() -> None:
    lines = page([["one two"]])
    assert lines.clamp(Caret(0, 3, 1)) == Caret(1, 0, 0)
    assert lines.clamp(Caret(2, 0, 0)) == Caret(1, 1, 3)
    assert lines.clamp(Caret(1, LAST, 0)) == Caret(1, 1, 3)
    assert lines.clamp(Caret(1, 0, 9)) == Caret(1, 0, 3)
    assert lines.rects(Caret(0, 0, 0), Caret(5, 0, 0)) == lines.rects(*lines.whole)


def test_a_line_set_on_end_is_read_along_itself() -> None:
    """As in the head of a table: letters run up the page."""
    words = [Word("Upright", (100, 300, 112, 340), 0), Word("words", (100, 260, 112, 296), 0)]
    lines = PageLines(1, words, (WIDE, HIGH))
    assert lines.letter(106, 339) == (0, 0)
    assert lines.letter(106, 262) == (1, 4)
    assert lines.rects(Caret(1, 0, 0), Caret(1, 1, 5)) == [(100, 260, 112, 340)]


@pytest.mark.parametrize("by_row", [True, False])
def test_columns_of_a_real_page_are_read_one_after_the_other(pdf: PdfProcess, tmp_path: Path, by_row: bool) -> None:
    path = tmp_path / "columns.pdf"
    path.write_bytes(pdfs.columns(by_row))
    facts = pdf.facts(path)
    lines = PageLines(1, pdf.words(path, 1, exact=True), facts.sizes[0])
    assert [(c.first, c.last) for c in lines.columns] == [(0, 12), (12, 24)]
    left = lines.lines[11].box
    start, end = lines.caret(left[0], lines.lines[5].box[1] + 5), lines.caret(left[2] + 50, left[3] + 20)
    assert start == Caret(1, lines.lines[5].first, 0)
    assert end.word < lines.lines[12].first


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_letters_of_a_turned_page_are_where_they_are_seen(pdf: PdfProcess, tmp_path: Path, rotate: int) -> None:
    path = tmp_path / "turned.pdf"
    path.write_bytes(pdfs.turned(rotate))
    facts = pdf.facts(path)
    lines = PageLines(1, pdf.words(path, 1, exact=True), facts.sizes[0], facts.rotations[0])
    rects = lines.rects(*lines.whole)
    assert rects == [pytest.approx(lines.words[0].rect, abs=0.01)]
    x, y = (lines.words[0].rect[0] + lines.words[0].rect[2]) / 2, (lines.words[0].rect[1] + lines.words[0].rect[3]) / 2
    assert lines.letter(x, y) is not None
    assert lines.on_text(x, y)
    assert not lines.on_text(x + 60, y)
    assert not lines.on_text(x, y + 60)
