"""Search over small libraries made here: what is found, in which order, and what a broken index does."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader import words
from reader.errors import IndexUnusable
from reader.library import Place
from reader.search import Hit, IndexWriter, Passage, Query, Results, Searcher
from reader.search.forms import MOST_PARTS
from reader.search.query import NEAR, Clause, Group
from reader.search.scoring import counting
from reader.words import matches


class Texts:
    """A store of texts in a dict, as the page store will be one in a file."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = {passage.place: passage for passage in passages}

    def passage_text(self, place: Place) -> str:
        return self.passages[place].text

    def title(self, place: Place) -> str:
        plain = Place(place.document, place.language, place.kind, place.section, 0, place.page)
        return self.passages[plain].title

    def page_of(self, place: Place) -> int | None:
        return 4

    def label(self, place: Place) -> str | None:
        return "iv"


def passage(order: int, text: str, language: str = "en", title: str = "", document: str = "guide") -> Passage:
    return Passage(Place(document, language, "companion", f"s{order}"), title, text, language, order)


def english(*texts: str) -> list[Passage]:
    return [passage(number, text) for number, text in enumerate(texts)]


def write(folder: Path, passages: Sequence[Passage]) -> None:
    writer = IndexWriter(folder, ("en", "es"))
    for item in passages:
        writer.add(item)
    writer.commit()


@contextmanager
def library(passages: Sequence[Passage]) -> Iterator[Searcher]:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), passages)
        searcher = Searcher(Path(folder), Texts(passages))
        yield searcher
        searcher.close()


def search(passages: Sequence[Passage], query: str, typing: bool = False, **options: object) -> Results:
    with library(passages) as searcher:
        return searcher.search(Query.parse(query, typing=typing), **options)  # type: ignore[arg-type]  # passed on as given


def found(passages: Sequence[Passage], query: str, typing: bool = False) -> list[str | None]:
    return [hit.section for hit in search(passages, query, typing).hits]


def lit(hit: Hit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.spans]


SPANISH = [
    passage(0, "La notificación personalizada salva vidas.", "es"),
    passage(1, "Las notificaciones se entregan en mano.", "es"),
    passage(2, "El año pasado hubo más homicidios.", "es"),
    passage(3, "Una reunión call-\n-in con la comunidad.", "es"),
]
ENGLISH = english(
    "Custom Notifications\nA custom notification is a visit.",
    "The call-in is a meeting.",
    "A call-\nin is held twice.",
    "The callin was new.",
    "She put in a call.",
    "Call in the partners.",
    "Gun vio\u00ad\nlence fell; vio-\nlence rose.",
    "First, do\nno harm. To be or not to be.",
    "The of\ufb01ce \ufb01nds of\ufb01cers.",
)


@pytest.mark.parametrize(
    ("query", "sections"),
    [
        ("notificacion", {"s0", "s1"}),
        ("notificación", {"s0", "s1"}),
        ("NOTIFICACIONES", {"s0", "s1"}),
        ('"notificacion"', {"s0"}),
        ("ano", {"s2"}),
        ("año", {"s2"}),
        ("reunion", {"s3"}),
        ("call-in", {"s3"}),
        ("homicidio", {"s2"}),
    ],
)
def test_spanish(query: str, sections: set[str]) -> None:
    assert set(found(SPANISH, query)) == sections


@pytest.mark.parametrize(
    ("query", "sections"),
    [
        ("notifications", {"s0"}),
        ("call-in", {"s1", "s2", "s3", "s5"}),
        ('"call in"', {"s1", "s2", "s5"}),
        ("callin", {"s2", "s3"}),
        ("violence", {"s6"}),
        ("vio-lence", {"s6"}),
        ('"do no harm"', {"s7"}),
        ('"first do no harm"', {"s7"}),
        ('"to be or not to be"', {"s7"}),
        ('"not to do"', set()),
        ("to be or not to be", {"s7"}),
        ("office", {"s8"}),
        ("of\ufb01ce", {"s8"}),
        ("offic*", {"s8"}),
        ("in", {"s1", "s2", "s4", "s5"}),
        ("the harm", {"s7"}),
    ],
)
def test_english(query: str, sections: set[str]) -> None:
    assert set(found(ENGLISH, query)) == sections


def test_a_stop_word_adds_nothing_and_is_not_lit() -> None:
    both = english("harm the the the", "harm")
    assert [hit.score for hit in search(both, "the harm").hits] == [hit.score for hit in search(both, "harm").hits]
    (hit,) = search(english("the harm in it"), "the harm").hits
    assert lit(hit) == ["harm"]


def test_a_lone_in_is_not_lit_for_call_in() -> None:
    (hit,) = search(english("They sat in a call-in, in a hall."), "call-in").hits
    assert lit(hit) == ["call-in"]


def test_two_languages_are_one_library() -> None:
    results = search([*ENGLISH, *SPANISH], "call-in", limit=10)
    assert {hit.language for hit in results.hits} == {"en", "es"}
    assert [hit.score for hit in results.hits] == sorted((hit.score for hit in results.hits), reverse=True)
    assert {hit.language for hit in search([*ENGLISH, *SPANISH], "call-in", language="es").hits} == {"es"}
    assert search(ENGLISH, "call-in", language="fr") == Results(Query.parse("call-in"))


def test_a_hit_says_where_it_is() -> None:
    (hit,) = search([passage(0, "Much text.\nThen harm.", title="Harms")], "harm").hits
    assert hit.place == Place("guide", "en", "companion", "s0", 16)
    assert (hit.edition_id, hit.document, hit.language, hit.kind, hit.section) == ("guide/en/companion", "guide", "en", "companion", "s0")
    assert (hit.title, hit.page, hit.page_label, hit.snippet, lit(hit)) == ("Harms", 4, "iv", "Much text. Then harm.", ["harm"])
    assert hit.terms == Query.parse("harm").terms


def test_a_page_is_a_passage_too() -> None:
    page = Passage(Place("guide", "en", "official", page=12), "Part 2", "No harm here", "en", 0)
    (hit,) = search([page], "harm").hits
    assert hit.place == Place("guide", "en", "official", offset=3, page=12)
    assert hit.page == 12


def test_one_document() -> None:
    passages = [passage(n, "harm", document="one" if n % 2 else "two") for n in range(6)]
    results = search(passages, "harm", document="one")
    assert results.total == 3
    assert {hit.document for hit in results.hits} == {"one"}
    assert search(passages, "harm", document="three").total == 0


def test_limit_and_total() -> None:
    passages = english(*["harm"] * 30)
    assert (search(passages, "harm", limit=7).total, len(search(passages, "harm", limit=7).hits)) == (30, 7)
    assert (search(passages, "harm", limit=0).total, search(passages, "harm", limit=0).hits) == (30, ())
    assert len(search(passages, "harm").hits) == 20


def test_equals_come_in_shelf_order() -> None:
    passages = english(*["harm done"] * 12, *["no harm"] * 3)
    assert found(list(reversed(passages)), "harm") == [f"s{n}" for n in range(15)]


def test_headings_rank_first_but_find_nothing_that_is_not_there() -> None:
    passages = [
        passage(0, "Talks about the call-in at length.", title="Other"),
        passage(1, "Call-ins\nTalks about meetings at length.", title="Call-ins"),
        passage(2, "Nothing of the kind.", title="Call-ins"),
    ]
    assert found(passages, "call") == ["s1", "s0"]
    assert found(passages, '"ins call"') == []


def test_more_of_the_words_is_better() -> None:
    assert found(english("group", "violence group", "group alone here", "filler"), "group violence")[0] == "s1"


def test_the_written_form_decides() -> None:
    passages = [passage(n, text, "es") for n, text in enumerate(["el ano y mas y mas", "el año y más", "el ano y mas"])]
    assert found(passages, "más") == ["s1", "s0", "s2"]
    assert found(passages, "año") == ["s1", "s2", "s0"]
    assert found(passages, "ano") == ["s2", "s1", "s0"]


def test_the_written_form_decides_between_languages_too() -> None:
    other = english("mas", "mas o menos", "mas")
    assert found([*other, passage(9, "más o menos, nada más, y más", "es")], "más")[0] == "s9"


@pytest.mark.parametrize(
    ("typed", "sections"),
    [
        ("custom notif", {"s0"}),
        ("notificat", {"s0"}),
        ("viol", {"s6"}),
        ("vi", {"s0", "s6"}),
        ("call-i", {"s1", "s2", "s3", "s5"}),
        ("visits", {"s0"}),
    ],
)
def test_the_last_word_finds_while_it_is_typed(typed: str, sections: set[str]) -> None:
    assert set(found(ENGLISH, typed, typing=True)) == sections


def test_common_words_do_not_complete_what_is_typed() -> None:
    passages = english("the the the", "therapy", "there they them")
    assert found(passages, "the", typing=True) == ["s1", "s0"] or found(passages, "th", typing=True) == ["s1"]
    assert set(found(passages, "th*")) == {"s0", "s1", "s2"}


def test_a_star_finds_every_completion_and_typing_the_frequent_ones() -> None:
    passages = english(*[f"pre{a}{b}x" for a in "bcdfgh" for b in "klmnpqrstv"])
    assert search(passages, "pre*").total == 60
    assert search(passages, "pre", typing=True).total == 32


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("notifcation", "notification"), ("calll-in", "call-in"), ('"custom notifcation"', '"custom notification"'), ("qqqqqq", None)],
)
def test_did_you_mean(typed: str, meant: str | None) -> None:
    results = search(ENGLISH, typed)
    assert (results.total, results.suggestion) == (0, meant)


def test_a_suggestion_for_few_hits_only_and_only_if_it_finds_more() -> None:
    assert search(ENGLISH, "visit notifcation").suggestions == ()
    assert search([*ENGLISH, passage(99, "notification")], "visit notifcation").suggestion == "visit notification"
    assert search(english(*["visit"] * 9, "notification"), "visit notifcation").suggestion is None
    assert search(ENGLISH, '"partners notifcation"').suggestion is None


@pytest.mark.parametrize("typed", ["", "*", "...", '"'])
def test_nothing_asked_nothing_found(typed: str) -> None:
    results = search(ENGLISH, typed)
    assert (results.total, results.hits, results.suggestion) == (0, (), None)


def test_spanish_passages_change_no_english_score() -> None:
    rng = random.Random(7)
    some = "grupo violencia group violence call in the de la notificación homicide custom harm".split()
    spanish = [passage(100 + n, " ".join(rng.choices(some, k=rng.randint(1, 60))), "es") for n in range(1000)]
    queries = ["violence", "call-in", '"do no harm"', "notification custom", "no*", "harm the visit"]
    with library(ENGLISH) as before, library([*spanish[:500], *ENGLISH, *spanish[500:]]) as after:
        for text in queries:
            alone = before.search(Query.parse(text), limit=50)
            beside = after.search(Query.parse(text), limit=5000)
            kept = [(hit.place, hit.score, hit.snippet) for hit in beside.hits if hit.language == "en"]
            assert kept == [(hit.place, hit.score, hit.snippet) for hit in alone.hits]
            assert kept


PIECES = st.sampled_from(["call", "calls", "in", "ins", "callin", "the", "vio", "lence", "violence", "niño", "nino", "more"])
GLUE = st.sampled_from([" ", " ", " ", "-", "-\n", "-\n-", "\n", "\u00ad\n", ". ", "'"])
TEXT = st.lists(st.tuples(PIECES, GLUE), max_size=24).map(lambda pairs: "".join(piece + glue for piece, glue in pairs))
ASKED = [
    *(
        "call",
        "calls",
        "in",
        "callin",
        "call-in",
        "vio-lence",
        "violence",
        '"in the"',
        '"call in"',
        '"calls in the"',
        '"vio*"',
        '"call i*"',
    ),
    *(
        "the in",
        "c*",
        "call*",
        "call-i*",
        "vio-l*",
        "niño",
        "nino",
        '"niño"',
        "in-the-call",
        "call'in",
        "viol in* more",
        '"in" the',
        "more",
    ),
]


JOINED = [
    "call AND more", "call-in AND NOT more", "calls NOT in", "call -the", 'violence -"call in"', "vio* AND call-i* OR niño",
    "call NEAR more",
    "call-in NEAR viol* AND the",
    "call AND in", "call lang:es", "the title:call", "calls title:vio", "in AND call title:in lang:en",
    "more doc:gui", "more doc:other", "CALL NOT MORE", "call AND", "-call", "in NEAR in",
]  # fmt: skip


def holds(item: Passage, query: Query) -> bool:
    """By the texts alone."""
    if query.languages and item.language not in query.languages:
        return False
    if not all(part in item.place.document for part in query.documents):
        return False
    if any(stands(item, clause) for clause in query.without):
        return False
    title = {words.stem(token.folded, item.language) for token in words.tokens(item.title)}
    if not all(words.stem(word, item.language) in title for clause in query.title for word in clause.term.words):
        return False
    return any(holds_all(item, group) for group in counting(query, item.language))


def holds_all(item: Passage, group: Group) -> bool:
    places = [stands(item, clause) for clause in group.clauses]
    return all(places) and all(any(abs(a - b) <= NEAR for a in places[at] for b in places[at + 1]) for at in group.near)


def stands(item: Passage, clause: Clause) -> set[int]:
    """The positions behind each find."""
    ends = {token.end: token.position + token.parts for token in words.tokens(item.text)}
    return {ends[span.end] for span in matches(item.text, [clause.term], item.language)}


@settings(max_examples=60)
@given(st.lists(TEXT, min_size=1, max_size=4), st.lists(TEXT, max_size=2))
@example(["call-\nin-\nthe-\nmore-\nvio call"], ["a-\nb-\nc-\nd-\ne"])
@example(["in", "callins in"], ["call-\n-in the call"])
def test_the_index_finds_just_what_the_texts_hold(texts: list[str], spanish: list[str]) -> None:
    passages = [passage(n, text, title=text[:20]) for n, text in enumerate(texts)]
    passages += [passage(10 + n, text, "es") for n, text in enumerate(spanish)]
    with library(passages) as searcher:
        for query in map(Query.parse, [*ASKED, *JOINED]):
            holding = {item.place.section for item in passages if holds(item, query)}
            total = searcher.search(query, limit=0).total
            hits = searcher.search(query, limit=99).hits
            assert (query.text, total, {hit.section for hit in hits}) == (query.text, len(holding), holding)


FAR = " ".join(f"word{n}" for n in range(NEAR))


@pytest.mark.parametrize(
    ("query", "sections"),
    [
        ("police AND trust", {"s0", "s1", "s2"}),
        ("policía Y confianza", {"s9"}),
        ("police NEAR trust", {"s0", "s1"}),
        ("trust CERCA police", {"s0", "s1"}),
        ("police -trust", {"s3"}),
        ("police NOT trust", {"s3"}),
        ('police -"trust the"', {"s1", "s2", "s3"}),
        ("police title:harm", {"s3"}),
        ("title:harm", {"s3"}),
        ('title:"do no harm"', {"s3"}),
        ('police title:"harm do"', {"s3"}),
        ("police title:guide", {"s0", "s1", "s2", "s3"}),
        ("police lang:es", set()),
        ("policía police idioma:español", {"s9"}),
        ("police doc:gui", {"s0", "s1", "s2", "s3"}),
        ("police doc:elsewhere", set()),
        ("POLICE AND TRUST", {"s0", "s1", "s2", "s3"}),
    ],
)
def test_words_joined_left_out_and_filtered(query: str, sections: set[str]) -> None:
    held = english("Trust the police.", f"Police {FAR[:-8]} trust.", f"Trust {FAR} and the police.")
    held.append(Passage(Place("guide", "en", "companion", "s3"), "Do no harm", "Police do no harm.", "en", 3, "The guide"))
    held = [Passage(p.place, p.title, p.text, p.language, p.order, "The guide") for p in held]
    assert set(found([*held, passage(9, "La policía y la confianza.", "es")], query)) == sections


def test_any_text_can_be_searched() -> None:
    with library([*ENGLISH, *SPANISH]) as searcher:

        @given(st.text(max_size=60) | st.text(alphabet='cañlhi-*" \n\u00ad\u0301½\ufb01\x00', max_size=20), st.booleans())
        def check(text: str, typing: bool) -> None:
            query = Query.parse(text, typing=typing)
            results = searcher.search(query, limit=99)
            assert results.total == len(results.hits)
            assert all(hit.spans for hit in results.hits)
            assert results.suggestion is None or searcher.search(Query.parse(results.suggestion)).total

        check()


def test_words_join_no_more_parts_than_the_index_knows() -> None:
    assert max(token.parts for token in words.tokens("a-\n" * 20 + "a")) <= MOST_PARTS


def test_a_read_only_folder_is_enough(tmp_path: Path) -> None:
    write(tmp_path, ENGLISH)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for path in sorted(tmp_path.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    tmp_path.chmod(0o555)
    searcher = Searcher(tmp_path, Texts(ENGLISH))
    assert searcher.search(Query.parse("harm")).total == 1
    searcher.close()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(0o755)


def test_no_index_is_unusable(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(IndexUnusable):
            Searcher(folder, Texts([]))


def test_a_language_without_passages(tmp_path: Path) -> None:
    assert found(ENGLISH, "harm") == ["s7"]
    assert search([], "harm").total == 0


def damage(data: bytes, how: str, rng: random.Random) -> bytes:
    if how in ("empty", "cut"):
        return data[: 0 if how == "empty" else len(data) // 2]
    flipped = bytearray(data)
    for at in rng.sample(range(len(flipped)), min(50, len(flipped))):
        flipped[at] ^= rng.randrange(1, 256)
    return bytes(flipped)


@pytest.mark.parametrize("how", ["missing", "empty", "cut", "flipped"])
def test_a_damaged_index_is_unusable_and_nothing_else(tmp_path: Path, how: str) -> None:
    write(tmp_path, ENGLISH)
    whole = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size}
    rng = random.Random(how)
    refused = 0
    for path, data in whole.items():
        for _ in range(12 if how == "flipped" else 1):
            path.unlink()
            if how != "missing":
                path.write_bytes(damage(data, how, rng))
            refused += _fails(tmp_path)
            path.write_bytes(data)
    assert refused >= len(whole) - (how == "flipped")  # A vocabulary of other letters is a vocabulary.


def _fails(folder: Path) -> bool:
    """Whether opening or searching raised IndexUnusable; anything else raised goes through and fails the test."""
    try:
        searcher = Searcher(folder, Texts(ENGLISH))
    except IndexUnusable:
        return True
    try:
        for asked in ("call-in", "harm", "no*", '"do no harm"', "qqnotification"):
            searcher.search(Query.parse(asked))
    except IndexUnusable:
        return True
    finally:
        searcher.close()
    return False


def test_values_come_without_whoosh() -> None:
    code = "import sys; from reader.search import Query, Hit, Results; Query.parse('a b'); sys.exit('whoosh' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": "src"}, cwd=Path(__file__).parents[2]).returncode == 0
