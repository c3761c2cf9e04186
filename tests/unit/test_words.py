"""The tokenizer: exact spans, two readings of broken words, and terms that match what a reader would call the same word."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.words import Span, Term, fold, matches, stem, tokens

_TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("aábcñnN-‐‑ \n\u00ad\u0301\u0303'’.,_ﬁßİ\u2060٣½")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def found(text: str, *terms: Term, language: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in matches(text, terms, language)]


def word(text: str, **flags: bool) -> Term:
    return Term(tuple(text.split()), **flags)


@given(_TEXTS)
def test_every_span_gives_back_what_was_written(text: str) -> None:
    toks = tokens(text)
    single = [t for t in toks if t.parts == 1]
    assert [t.position for t in single] == list(range(len(single)))
    for token in toks:
        written = text[token.start : token.end]
        letters = "".join(re.findall(r"[^\W_]", written))
        assert fold(letters) == token.folded
        assert written[0].isalnum()
        assert written[-1].isalnum() or unicodedata.combining(written[-1])


@given(_TEXTS)
def test_no_letter_is_outside_a_token(text: str) -> None:
    covered = {i for t in tokens(text) for i in range(t.start, t.end)}
    assert {i for i, c in enumerate(text) if re.match(r"[^\W_]", c)} <= covered


@given(_TEXTS, _TEXTS)
def test_matching_never_raises_and_spans_lie_in_order(text: str, query: str) -> None:
    words = tuple(t.folded for t in tokens(query) if t.parts == 1)[:3]
    spans = matches(text, [Term(words), Term(words, exact=True), Term(words, hyphened=True), Term(words, prefix=True)], "es")
    assert spans == sorted(spans, key=lambda s: s.start)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)


@given(st.lists(st.text("abcdeé", min_size=1, max_size=6), min_size=1, max_size=12))
def test_every_word_of_a_text_is_found_where_it_stands(words: list[str]) -> None:
    text, at = "", []
    for w in words:
        at.append(len(text))
        text += w + " "
    for w, start in zip(words, at, strict=True):
        assert Span(start, start + len(w), 0) in matches(text, [Term((fold(w),), exact=True)], "en")


@pytest.mark.parametrize(("compound", "others"), [("call-in", "calls at"), ("face-to-face", "face them"), ("follow-up", "follow")])
def test_a_hyphened_word_is_found_at_every_possible_break(compound: str, others: str) -> None:
    term = Term(tuple(compound.split("-")), hyphened=True)
    for hyphen in "-‐‑":
        for at in [i for i, c in enumerate(compound) if c == "-"]:
            for gap in ("", "\n", "\n" + hyphen):  # not broken, broken, broken as Spanish does it
                text = f"The {compound[:at]}{hyphen}{gap}{compound[at + 1 :]} and {others}."
                lit = found(text, term)
                assert [re.sub(r"[-‐‑\n]+", "-", w) for w in lit] == [compound], text


@pytest.mark.parametrize("whole", ["violence", "comprehensive", "notificación"])
def test_a_word_broken_anywhere_by_a_hyphen_is_found_whole(whole: str) -> None:
    for at in range(1, len(whole)):
        for broken in ("-\n", "\u00ad\n", "‐\n"):
            text = f"one {whole[:at]}{broken}{whole[at:]} more"
            assert found(text, Term((fold(whole),)), language="es") == [whole[:at] + broken + whole[at:]], text
            assert found(text, Term(("one", fold(whole), "more"), exact=True)) == [text]


def test_a_word_broken_twice_is_found_whole() -> None:
    assert found("x anti-\nconstitu-\ntional y", word("anticonstitutional")) == ["anti-\nconstitu-\ntional"]


def test_the_parts_of_a_broken_word_keep_their_places_in_a_phrase() -> None:
    text = "hold the call-\nin meeting today"
    assert found(text, word("the call in meeting", exact=True)) == ["the call-\nin meeting"]
    assert found(text, word("the callin meeting", exact=True)) == ["the call-\nin meeting"]


def test_a_lone_in_is_not_lit_for_call_in() -> None:
    assert found("in the call-in, in town", Term(("call", "in"), hyphened=True)) == ["call-in"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("notificación", "notificacion"),
        ("notificaciones", "notificación"),
        ("NIÑOS", "nino"),
        ("ﬁrst", "first"),
        ("nin\u0303o", "niño"),
        ("vio\u00adlence", "violence"),
        ("Straße", "STRASSE"),
        ("\u2060disuasión", "disuasion"),
    ],
)
def test_spellings_of_one_word_match(text: str, query: str) -> None:
    assert len(found(text, Term((fold(query),)), language="es")) == 1


def test_forms_of_a_word_match_unless_exact() -> None:
    assert found("retaliation retaliate", word("retaliations")) == ["retaliation", "retaliate"]
    assert found("groups group", word("group", exact=True)) == ["group"]


def test_a_prefix_goes_on_and_takes_other_forms() -> None:
    assert found("notify notified notary", word("noti", prefix=True)) == ["notify", "notified"]
    assert found("policy police", word("policies", prefix=True)) == ["policy"]


def test_a_soft_hyphen_only_joins_letters() -> None:
    assert [t.folded for t in tokens("end\u00ad and \u00adstart\u00ad\n\nnext")] == ["end", "and", "start", "next"]


def test_a_long_run_of_soft_hyphens_takes_no_long_time() -> None:
    assert len(tokens("a" + "\u00ad" * 200_000 + " b")) == 2


def test_languages_without_a_stemmer_keep_the_word() -> None:
    assert stem("gruppvaldsintervention", "sv") == "gruppvaldsintervention"
