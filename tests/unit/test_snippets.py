"""Snippets: the densest window, on one line, with exact spans."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.search.query import Query
from reader.search.snippets import ELLIPSIS, WIDTH, Snippet, snippet
from reader.words import fold, matches


def cut(text: str, query: str) -> Snippet:
    return snippet(text, matches(text, Query.parse(query).terms, "en"))


def lit(shown: Snippet) -> list[str]:
    return [shown.text[start:end] for start, end in shown.spans]


FILLER = "lorem ipsum dolor sit amet " * 20


def test_a_short_text_is_shown_whole() -> None:
    shown = cut("Do no harm.", "harm")
    assert (shown.text, lit(shown), shown.offset) == ("Do no harm.", ["harm"], 6)


def test_the_densest_window_is_shown() -> None:
    text = f"police {FILLER} The police and the community, the police. {FILLER} community"
    shown = cut(text, "police community")
    assert lit(shown) == ["police", "community", "police"]
    assert text[shown.offset :].startswith("police and the community")
    assert shown.text.startswith(ELLIPSIS)
    assert shown.text.endswith(ELLIPSIS)


def test_different_words_count_more_than_one_word_often() -> None:
    shown = cut(f"police police police police {FILLER} police and community", "police community")
    assert lit(shown) == ["police", "community"]


def test_it_is_cut_between_words() -> None:
    shown = cut(f"{FILLER} harm {FILLER}", "harm")
    assert 150 <= len(shown.text) <= WIDTH + 2
    assert set(shown.text.strip(ELLIPSIS).split()) <= {"lorem", "ipsum", "dolor", "sit", "amet", "harm"}


@pytest.mark.parametrize(
    ("text", "query", "line", "words"),
    [
        ("the call-\nin is", "call-in", "the call-in is", ["call-in"]),
        ("el call-\n-in es", "call-in", "el call-in es", ["call-in"]),
        ("gun vio\u00ad\nlence falls", "violence", "gun violence falls", ["violence"]),
        ("first do\nno harm", '"do no harm"', "first do no harm", ["do no harm"]),
        ("  a\t\n b  ", "b", "a b", ["b"]),
        ("range of 5 -\nharm", "harm", "range of 5 - harm", ["harm"]),
        ("a\x00harm", "harm", "a harm", ["harm"]),
    ],
)
def test_line_ends_vanish(text: str, query: str, line: str, words: list[str]) -> None:
    shown = cut(text, query)
    assert shown.text == line
    assert lit(shown) == words


def test_a_match_longer_than_the_window_is_cut() -> None:
    words = " ".join(["harm"] * 60)
    shown = cut(words, f'"{words}"')
    assert len(shown.text) <= WIDTH + 2
    assert shown.spans[0][0] == 0


def test_a_text_without_spaces_is_cut_anywhere() -> None:
    shown = cut("x." * 500 + "harm" + ".x" * 500, "harm")
    assert lit(shown) == ["harm"]
    assert len(shown.text) <= WIDTH + 2


@given(st.text(alphabet="ab -\n\u00ad.é", max_size=600), st.sampled_from(["a", "b", "ab", "a-b", "ba", "a*"]))
def test_spans_light_what_matched(text: str, query: str) -> None:
    matched = matches(text, Query.parse(query).terms, "en")
    assume(matched)
    shown = snippet(text, matched)
    assert "\n" not in shown.text
    assert len(shown.text) <= WIDTH + 2
    assert shown.spans
    assert shown.offset in {span.start for span in matched}
    plain = [fold("".join(c for c in text[s.start : s.end] if c.isalnum())) for s in matched]
    shown_words = [fold("".join(c for c in word if c.isalnum())) for word in lit(shown)]
    first = [span.start for span in matched].index(shown.offset)
    whole = plain[first : first + len(shown_words)]
    assert shown_words[:-1] == whole[:-1]
    assert whole[-1].startswith(shown_words[-1])
