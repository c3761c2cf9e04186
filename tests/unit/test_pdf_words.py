from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.pages import PageText
from reader.pdf_words import Raw, char_edges, clean, repair, turned, unrotated


def row(y: float, *words: tuple[float, str], line: int = 0, block: int = 0) -> list[Raw]:
    """Raw words at given x on one line, 6 points a letter, 13 high (10 point type)."""
    return [(x, y, x + 6 * len(text), y + 13, text, block, line, n) for n, (x, text) in enumerate(words)]


def prose(y: float, x: float, text: str, line: int) -> list[Raw]:
    """Raw words of running text from x on, blanks of half a letter."""
    words = []
    for word in text.split():
        words.append((x, word))
        x += 6 * len(word) + 3
    return row(y, *words, line=line)


def texts(raw: list[Raw]) -> list[str]:
    """The lines of a page, as text."""
    return PageText(1, clean(raw)).text.split("\n")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Notaci´on", "Notación"),
        ("Cap´ıtulo", "Capítulo"),
        ("a˜nadan", "añadan"),
        ("ling¨u´ıstico", "lingüístico"),
        ("´ultimo", "último"),
        ("´Indice", "Índice"),
        ("ESPA˜NOL", "ESPAÑOL"),
        ("f`acil", "fàcil"),
        ("fen^etre", "fenêtre"),
        ("nin\u0303o", "niño"),
        ("oﬃcer", "officer"),
        ("ﬁn", "fin"),
        ("a\x07b\x00", "ab"),
    ],
)
def test_what_is_repaired(written: str, read: str) -> None:
    assert repair(written)[0] == read


@pytest.mark.parametrize(
    "written",
    [
        "don´t",
        "`quoted`",
        "`a",
        "x^a",
        "2^a",
        "a^2",
        "foo`Aar",
        "¨",
        "´",
        "rock´n´roll",
        "n˜",
        "b´ş",
        "plain",
        "niño",
        "call-in",
        "preven\u00ad",
        "ſt",
    ],
)
def test_what_is_left_as_it_is(written: str) -> None:
    assert repair(written)[0] == written


def test_an_accent_takes_the_place_of_its_letter_and_the_edges_follow() -> None:
    text, edges = repair("ci´on", (0, 5, 8, 7.5, 13, 18))
    assert (text, edges) == ("ción", (0, 5, 7.5, 13, 18))


def test_a_ligature_shares_its_width() -> None:
    assert repair("ﬁn", (0, 6, 10)) == ("fin", (0, 3, 6, 10))


def test_edges_that_do_not_fit_are_dropped_not_guessed() -> None:
    assert repair("ci´on", (0, 1)) == ("ción", None)


@given(st.text(alphabet="abnoiuNAı´`¨˜ˆ^ﬁﬀ\u0301\u0303\x00 -", max_size=12))
def test_edges_always_fit_the_text_and_rise(text: str) -> None:
    read, edges = repair(text, tuple(float(i) for i in range(len(text) + 1)))
    assert edges is not None
    assert len(edges) == len(read) + 1
    assert list(edges) == sorted(edges)


def test_a_word_parted_at_its_accent_is_put_together() -> None:
    # The acute reaches over the letter after it; the box of a true blank would not.
    raw = row(0, (0, "Cap´"), (22, "ıtulo"), (60, "uno"))
    assert texts(raw) == ["Capítulo uno"]
    assert clean(raw)[0].rect == (0, 0, 52, 13)


def test_a_closing_quote_before_a_word_stays_a_quote() -> None:
    assert texts(row(0, (0, "you´"), (28, "are"))) == ["you´ are"]


def test_columns_written_row_by_row_are_read_one_after_the_other() -> None:
    raw = []
    for n in range(4):
        raw += prose(20 * n, 0, f"left {n} of this", 2 * n) + prose(20 * n, 200, f"right {n} of that", 2 * n + 1)
    assert texts(raw) == [f"left {n} of this" for n in range(4)] + [f"right {n} of that" for n in range(4)]


def test_three_columns() -> None:
    raw = [word for n in range(4) for c in range(3) for word in prose(20 * n, 150 * c, f"column {c} row {n}", 3 * n + c)]
    assert texts(raw) == [f"column {c} row {n}" for c in range(3) for n in range(4)]


def test_a_heading_over_the_columns_and_a_line_below_them_keep_their_places() -> None:
    raw = prose(0, 0, "a heading that goes over both of the two columns below", 0)
    for n in range(1, 5):
        raw += prose(20 * n, 0, f"left {n} of this", 2 * n) + prose(20 * n, 200, f"right {n} of that", 2 * n + 1)
    raw += prose(140, 0, "a last line that goes over both of the two columns above", 20)
    lines = texts(raw)
    assert lines[0].startswith("a heading")
    assert lines[4:6] == ["left 4 of this", "right 1 of that"]
    assert lines[-1].startswith("a last")


def test_a_longer_left_column_ends_before_the_right_one_begins() -> None:
    raw = []
    for n in range(3):
        raw += prose(15 * n, 0, f"left {n} of this", 2 * n) + prose(15 * n, 200, f"right {n} of that", 2 * n + 1)
    raw += prose(45, 0, "left 3 ends here", 8)
    assert texts(raw)[3:5] == ["left 3 ends here", "right 0 of that"]


def test_two_rows_with_a_gap_are_no_columns() -> None:
    raw = [
        word
        for n in range(2)
        for word in prose(20 * n, 0, f"left {n} of this", 2 * n) + prose(20 * n, 200, f"right {n} of that", 2 * n + 1)
    ]
    assert texts(raw) == ["left 0 of this right 0 of that", "left 1 of this right 1 of that"]


def test_a_table_and_a_list_of_contents_are_read_row_by_row() -> None:
    raw = [word for n in range(6) for word in prose(20 * n, 0, f"chapter {n} is about", 2 * n) + prose(20 * n, 300, f"{n}0", 2 * n + 1)]
    assert texts(raw)[1] == "chapter 1 is about 10"


def test_columns_in_the_order_of_reading_stay_as_they_are() -> None:
    raw = [word for c in range(2) for n in range(4) for word in prose(20 * n, 200 * c, f"column {c} row {n}", 4 * c + n)]
    assert texts(raw) == [f"column {c} row {n}" for c in range(2) for n in range(4)]


def test_words_of_one_height_share_a_line_whatever_the_engine_calls_it() -> None:
    raw = row(0, (0, "call-"), line=0) + row(2, (40, "in"), line=1) + row(20, (0, "next"), line=2)
    assert [w.line for w in clean(raw)] == [0, 0, 1]


def test_hyphens_stay_at_line_ends() -> None:
    assert texts(row(0, (0, "preven\u00ad"), line=0) + row(20, (0, "tion"), (40, "call-"), line=1) + row(40, (0, "in"), line=2)) == [
        "preven\u00ad",
        "tion call-",
        "in",
    ]


def test_words_without_a_visible_character_are_left_out() -> None:
    assert clean([(0, 0, 1, 1, "\x00", 0, 0, 0), (0, 0, 1, 1, " ", 0, 0, 1), (2, 0, 3, 1, "a", 0, 0, 2)])[0].text == "a"
    assert clean([]) == []


def test_boxes_without_height_do_no_harm() -> None:
    assert [w.text for w in clean([(0, 5, 10, 5, "flat", 0, 0, 0), (0, 5, 0, 5, "none", 0, 1, 0)])] == ["flat", "none"]


def test_character_edges_are_found_in_order_and_only_where_they_rise() -> None:
    raw = row(0, (0, "ab"), (20, "ba"), (40, "zz"))
    chars = [("a", 0.0, 6.0), ("b", 6.0, 12.0), (" ", 12.0, 20.0), ("b", 30.0, 32.0), ("a", 20.0, 25.0)]
    assert char_edges(raw, chars) == [(0.0, 6.0, 12.0), None, None]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turning_back_is_exact_at_the_corners(rotation: int) -> None:
    # A mark at the top left of the unrotated page (200 x 300), where the page as shown has it.
    width, height = (200, 300) if rotation in (0, 180) else (300, 200)
    shown = {0: (0, 0, 10, 20), 90: (280, 0, 300, 10), 180: (190, 280, 200, 300), 270: (0, 190, 20, 200)}[rotation]
    assert unrotated(tuple(map(float, shown)), rotation, width, height) == (0, 0, 10, 20)  # type: ignore[arg-type]


def test_a_turned_page_has_no_edges() -> None:
    words = clean(row(0, (0, "ab")), [(0.0, 6.0, 12.0)])
    assert turned(words, 0, 100, 100) == words
    assert turned(words, 90, 100, 100)[0].edges is None
