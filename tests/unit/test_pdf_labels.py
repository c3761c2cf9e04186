from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.pdf_labels import LabelRule, frame, labels, letters, plain, roman, safe_uri


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "i"),
        (4, "iv"),
        (9, "ix"),
        (14, "xiv"),
        (40, "xl"),
        (90, "xc"),
        (1994, "mcmxciv"),
        (4999, "mmmmcmxcix"),
        (5000, "5000"),
        (0, "0"),
    ],
)
def test_roman_numerals_and_the_plain_number_beyond_them(number: int, text: str) -> None:
    assert roman(number) == text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "a"), (26, "z"), (27, "aa"), (53, "aaa"), (520, "z" * 20), (521, "521"), (10**12, str(10**12))]
)
def test_letters_double_instead_of_counting_on(number: int, text: str) -> None:
    assert letters(number) == text


def test_a_book_with_cover_front_matter_body_and_appendix() -> None:
    rules = [LabelRule(0, "", "Cover"), LabelRule(1, "r"), LabelRule(3, "D", first=7), LabelRule(5, "A", "App. ")]
    assert labels(rules, 7) == ("Cover", "i", "ii", "7", "8", "App.A", "App.B")


def test_rules_in_any_order_the_later_of_two_for_one_page_and_none_beyond_the_end() -> None:
    rules = [LabelRule(2, "R"), LabelRule(0, "D"), LabelRule(2, "a"), LabelRule(99, "D", first=5), LabelRule(-3, "D")]
    assert labels(rules, 4) == ("1", "2", "a", "b")


def test_without_rules_or_with_empty_labels_the_page_number_stands() -> None:
    assert labels([], 3) == ("1", "2", "3")
    assert labels([LabelRule(1, "")], 3) == ("1", "2", "3")


@pytest.mark.parametrize("first", [0, -5])
def test_a_start_below_one_counts_from_one(first: int) -> None:
    assert labels([LabelRule(0, "D", first=first)], 2) == ("1", "2")


def test_prefixes_are_plain_and_short() -> None:
    (label,) = labels([LabelRule(0, "D", "\u202eevil\x00" + "x" * 1000)], 1)
    assert label == "evil" + "x" * 36 + "1"


def test_plain_text_holds_no_control_bidi_or_private_characters() -> None:
    assert plain("a\u202eb\x07c\ue000\n\t d\u200b") == "abc d"
    assert plain(None) == ""
    assert plain("word " * 1000, 11) == "word word w"


@pytest.mark.parametrize("uri", ["https://example.org/a?b#c", "HTTP://example.org", "mailto:someone@example.org"])
def test_addresses_that_are_shown(uri: str) -> None:
    assert safe_uri(uri) == uri


@pytest.mark.parametrize(
    "uri",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "https:",
        "https://exa mple.org",
        "https://e\u202e.org",
        "other.pdf",
        "",
        None,
        "https://[::1",
        "java\nscript:x",
        "https://example.org/" + "x" * 3000,
        "\\\\server\\share",
    ],
)
def test_addresses_that_are_left_out(uri: str | None) -> None:
    assert safe_uri(uri) is None


@pytest.mark.parametrize(
    ("asked", "scale", "box"),
    [
        ((600, 800, 600, None), 1, (0, 0, 600, 800)),
        ((600, 800, 1200, (10, 20, 30, 40)), 2, (10, 20, 30, 40)),
        ((600, 800, 600, (590, 790, 700, 900)), 1, (590, 790, 600, 800)),
        ((600, 800, 600, (5000, 5000, 6000, 6000)), 1, (599, 799, 600, 800)),
        ((600, 800, 600, (-9, -9, 0, 0)), 1, (0, 0, 1, 1)),
        ((600, 0.1, 600, None), 1, (0, 0, 600, 1)),
        ((600, 800, 0, None), 1 / 600, (0, 0, 1, 2)),
    ],
)
def test_the_pixels_of_a_picture(asked: tuple[float, float, int, tuple[float, ...] | None], scale: float, box: tuple[int, ...]) -> None:
    assert frame(*asked) == (scale, box)


@given(
    st.floats(0.1, 100_000),
    st.floats(0.1, 100_000),
    st.integers(-5, 100_000),
    st.none() | st.tuples(*[st.integers(-100, 200_000)] * 4),
)
def test_no_picture_is_empty_or_too_large(width: float, height: float, width_px: int, clip: tuple[int, ...] | None) -> None:
    scale, (x0, y0, x1, y1) = frame(width, height, width_px, clip)
    assert 0 <= x0 < x1
    assert 0 <= y0 < y1
    assert (x1 - x0) * (y1 - y0) <= 24_000_000
    assert max(x1 - x0, y1 - y0) <= 32_000
    assert 0 < scale <= max(width_px, 1) / width
