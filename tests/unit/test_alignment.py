"""Text and PDF of a companion, token by token."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.alignment import Alignment, align
from reader.errors import AlignmentError
from reader.pages import PageText, Word
from reader.words import tokens

BODY = (0.0, 20.0, 500.0, 480.0)


def page(number: int, *lines: str, top: float = 30.0) -> PageText:
    """Each line's words, letters 5 points wide, lines 12 points apart; a line "^..." stands above the body, "_..." below it."""
    words = []
    for i, line in enumerate(lines):
        y = 5.0 if line.startswith("^") else 490.0 if line.startswith("_") else top + 12 * i
        x = 0.0
        for text in line.lstrip("^_").split():
            words.append(Word(text, (x, y, x + 5 * len(text), y + 10), i))
            x += 5 * len(text) + 5
    return PageText(number, words)


def written(text: str, result: Alignment, slug: str) -> list[tuple[str, list[tuple[int, str]]]]:
    single = [t for t in tokens(text) if t.parts == 1]
    return [(text[t.start : t.end], [(p.page, p.text) for p in pieces]) for t, pieces in zip(single, result.boxes[slug], strict=True)]


def test_heads_marks_and_numerals_are_left_out() -> None:
    text = "The call-in\nTwo officers went.\nThey came back."
    pages = [
        page(1, "^ The call-in", "1 The call-in", "2. Two officers[3] went.", "_ 1"),
        page(2, "^ The call-in", "They came[12] back.", "_ 2"),
    ]
    result = align("d/en/companion", {"s": text}, pages, {"s": 1}, BODY)
    assert written(text, result, "s") == [
        ("The", [(1, "The")]), ("call", [(1, "call")]), ("in", [(1, "in")]), ("Two", [(1, "Two")]), ("officers", [(1, "officers")]),
        ("went", [(1, "went")]), ("They", [(2, "They")]), ("came", [(2, "came")]), ("back", [(2, "back")]),
    ]  # fmt: skip
    assert [w.text for w in result.left[1]] == ["1", "2."]
    assert result.boxes["s"][1][0].rect[0] == 30  # of "call-in" only "call": letters 5 points wide, after "1 The"


def test_a_word_broken_over_lines_and_pages_has_two_pieces() -> None:
    pages = [page(1, "^ head", "much vio\u00ad", "_ 7"), page(2, "^ head", "lence and call-", "in days")]
    result = align("d/en/companion", {"s": "much violence and call-in days"}, pages, {"s": 1}, BODY)
    assert [[(p.page, p.text) for p in token] for token in result.boxes["s"]] == [
        [(1, "much")], [(1, "vio\u00ad"), (2, "lence")], [(2, "and")], [(2, "call")], [(2, "in")], [(2, "days")],
    ]  # fmt: skip


def test_a_numeral_before_the_same_number_is_not_taken_for_it() -> None:
    result = align("d/en/companion", {"s": "2 officers went home"}, [page(1, "2. 2 officers went home")], {"s": 1}, BODY)
    assert result.boxes["s"][0][0].rect[0] == 15


def test_a_repeated_table_header_is_left_over() -> None:
    pages = [page(1, "Place Figure", "Boston one"), page(2, "Place Figure", "Chicago two more words")]
    result = align("d/en/companion", {"s": "Place Figure Boston one Chicago two more words"}, pages, {"s": 1}, BODY)
    assert [w.text for w in result.left[2]] == ["Place", "Figure"]


def test_a_missing_word_fails_and_names_the_place() -> None:
    with pytest.raises(AlignmentError, match=r"d/en/companion, section s, character 4: “officers went”.*page 1 goes on with “people went”"):
        align("d/en/companion", {"s": "Two officers went"}, [page(1, "Two people went")], {"s": 1}, BODY)


def test_a_text_longer_than_its_pdf_fails() -> None:
    with pytest.raises(AlignmentError):
        align("d/en/companion", {"s": "one two three"}, [page(1, "one two")], {"s": 1}, BODY)


_WORDS = st.lists(st.sampled_from("the in call group groups violence a 2 3 officers".split()), min_size=1, max_size=40)


@given(_WORDS, st.integers(1, 6), st.data())
def test_every_token_lies_on_its_own_word(words: list[str], width: int, data: st.DataObject) -> None:
    lines = [words[i : i + width] for i in range(0, len(words), width)]
    marked = [" ".join(w + (f"[{n}]" if data.draw(st.booleans()) else "") for n, w in enumerate(line)) for line in lines]
    text = " ".join(words)
    result = align("d/en/companion", {"s": text}, [page(1, *marked)], {"s": 1}, None)
    assert written(text, result, "s") == [(w, [(1, w)]) for w in words]
    tops = [(pieces[0].rect[1], pieces[0].rect[0]) for pieces in result.boxes["s"]]
    assert tops == sorted(tops)
    assert len(set(tops)) == len(words)
