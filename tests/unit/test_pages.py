"""Spans of a page's text back to rectangles."""

from __future__ import annotations

import pytest

from reader.pages import PageText, Word

HEIGHT = 10.0


def word(text: str, x: float, line: int, *, edges: bool = False) -> Word:
    """Letters 5 points wide."""
    steps = tuple(x + 5 * i for i in range(len(text) + 1))
    return Word(text, (x, line * 12.0, x + 5 * len(text), line * 12.0 + HEIGHT), line, steps if edges else None)


@pytest.fixture
def page() -> PageText:
    return PageText(3, [word("a", 0, 0), word("call-", 10, 0, edges=True), word("in", 0, 1), word("here.", 20, 1, edges=True)])


def test_lines_and_words_are_joined(page: PageText) -> None:
    assert page.text == "a call-\nin here."


def test_a_span_over_a_line_end_has_a_piece_on_each_line(page: PageText) -> None:
    start = page.text.index("call")
    pieces = page.pieces(start, start + len("call-\nin"))
    assert [(p.page, p.text) for p in pieces] == [(3, "call-"), (3, "in")]
    assert pieces[0].rect == (10, 0, 35, HEIGHT)


def test_part_of_a_word_has_only_its_letters_lit(page: PageText) -> None:
    start = page.text.index("here")
    assert page.pieces(start, start + 4)[0].rect == (20, 12, 40, 22)


def test_without_edges_letters_share_the_width() -> None:
    assert word("abcd", 0, 0).part(1, 3) == (5, 0, 15, HEIGHT)


def test_an_upright_word_is_lit_whole() -> None:
    upright = Word("abcd", (0, 0, 10, 40), 0)
    assert upright.part(1, 3) == upright.rect


def test_blanks_light_nothing(page: PageText) -> None:
    assert page.pieces(1, 2) == []
