"""The query language: its table of examples, and that no input whatever is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import query as module
from reader.search.query import Clause, Query
from reader.words import Term


def table() -> list[tuple[str, str]]:
    rows = [line.split("|")[1:3] for line in (module.__doc__ or "").splitlines() if line.startswith("|")]
    return [(typed.strip(), read_as.strip()) for typed, read_as in rows[2:]]


@pytest.mark.parametrize(("typed", "read_as"), table())
def test_the_table_is_true(typed: str, read_as: str) -> None:
    query = Query.parse(typed)
    assert query.read_as == read_as
    assert query.empty == (not read_as)


@pytest.mark.parametrize(("typed", "read_as"), table())
def test_what_was_read_reads_the_same(typed: str, read_as: str) -> None:
    assert meaning(Query.parse(read_as)) == meaning(Query.parse(typed))


def meaning(query: Query) -> tuple[object, ...]:
    """What decides what is found, without how often a word was typed and in which letters."""
    groups = tuple((tuple(c.term for c in group.clauses), group.near) for group in query.groups)
    left_out, title = (tuple(c.term for c in some) for some in (query.without, query.title))
    return groups, left_out, title, query.languages, query.documents


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Violence", [Term(("violence",))]),
        ("notificación", [Term(("notificacion",))]),
        ("año ANO", [Term(("ano",))]),
        ('"Do no harm"', [Term(("do", "no", "harm"), exact=True)]),
        ("«no hacer daño»", [Term(("no", "hacer", "dano"), exact=True)]),
        ('"homicide"', [Term(("homicide",), exact=True)]),
        ('"group viol*"', [Term(("group", "viol"), prefix=True, exact=True)]),
        ("call-in", [Term(("call", "in"), hyphened=True)]),
        ("call\u2010in", [Term(("call", "in"), hyphened=True)]),
        ("call-\nin", [Term(("call", "in"), hyphened=True)]),
        ("call-\n-in", [Term(("call", "in"), hyphened=True)]),
        ("vio\u00ad\nlence", [Term(("violence",))]),
        ("vio\u00adlence", [Term(("violence",))]),
        ("ﬁnding", [Term(("finding",))]),
        ("don't", [Term(("don", "t"))]),
        ("and/or", [Term(("and", "or"))]),
        ("978-1-932", [Term(("978", "1", "932"), hyphened=True)]),
        ("w*", [Term(("w",), prefix=True)]),
        ("word**", [Term(("word",), prefix=True)]),
        ("wo*rd", [Term(("wo", "rd"))]),
        ("(police)", [Term(("police",))]),
        ('a"b c"d', [Term(("a",)), Term(("b", "c"), exact=True), Term(("d",))]),
    ],
)
def test_terms(typed: str, terms: list[Term]) -> None:
    assert list(Query.parse(typed).terms) == terms


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("viol", Term(("viol",), prefix=True)),
        ("group viol", Term(("viol",), prefix=True)),
        ("call-i", Term(("call", "i"), prefix=True, hyphened=True)),
        ('"group viol', Term(("viol",), prefix=True)),
        ("viol ", Term(("viol",))),
        ("viol.", Term(("viol",))),
        ('"group viol"', Term(("group", "viol"), exact=True)),
        ("viol*", Term(("viol",), prefix=True)),
    ],
)
def test_the_last_word_may_go_on_while_typing(typed: str, last: Term) -> None:
    assert Query.parse(typed, typing=True).terms[-1] == last


def test_a_repeated_word_counts_twice() -> None:
    assert Query.parse("group Group violence").clauses == (Clause(Term(("group",)), "group", 2), Clause(Term(("violence",)), "violence"))


@pytest.mark.parametrize("typed", ["", " ", "*", "**", "-", "...", '"', '""', '"*"', "\x00\x07", "\ud800", "¿?", "\u00ad", "\u0301"])
def test_no_word_is_empty(typed: str) -> None:
    query = Query.parse(typed)
    assert query.empty
    assert query.terms == ()
    assert query == Query.parse(query.text)


LONG = ["x" * 10_000, "word " * 10_000, '"' + "a " * 10_000 + '"', "\u00ad\n" * 9_999, "a-" * 9_999, "e\u0301" * 9_999]


@pytest.mark.parametrize("typed", LONG, ids=range(len(LONG)))
def test_very_long_input_is_cut(typed: str) -> None:
    query = Query.parse(typed)
    assert len(query.text) <= module.LONGEST_TEXT
    assert len(query.clauses) <= module.MOST_CLAUSES
    assert all(len(term.words) <= module.LONGEST_PHRASE for term in query.terms)


def test_a_long_text_is_cut_between_words() -> None:
    assert set(Query.parse("violence " * 200).terms) == {Term(("violence",))}


@pytest.mark.parametrize("junk", [b"\xff\xfe violence", bytearray(b"violence"), None, 12])
def test_what_is_no_string_is_read_as_one(junk: object) -> None:
    assert isinstance(Query.parse(junk), Query)  # type: ignore[arg-type]  # on purpose: never raises


JUNK = (
    st.text()
    | st.text(alphabet="ab *\"-'“»\u00ad\n.ñé\u0301\x00\ud800", max_size=40)
    | st.lists(
        st.sampled_from('a B -c -"d e" "f" AND OR NOT Y O NO NEAR CERCA title: title:g -title:h lang:es lang:xx doc:i i* J.'.split(" "))
    ).map(" ".join)
)


@given(JUNK, st.booleans())
def test_any_text_is_read(text: str, typing: bool) -> None:
    query = Query.parse(text, typing=typing)
    assert query.empty == (query.read_as == "")
    assert all(word for term in query.terms for word in term.words)
    assert not re.search("[\x00-\x1f\ud800-\udfff]", query.text)
    query.text.encode()
    query.read_as.encode()
    assert meaning(Query.parse(query.read_as)) == meaning(query)
    assert hash(query) == hash(Query.parse(text, typing=typing))


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    Query.parse(data.decode("latin-1"))
    Query.parse(data.decode("utf-8", "surrogateescape"))
