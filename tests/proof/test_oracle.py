"""Two hundred words a language on the real library: every box on its word, and no word left out, by a second engine's eyes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader import indexer, library
from reader.guide_extras import BODY
from reader.library import Edition, Library
from reader.paths import Paths
from reader.pdf_process import PdfProcess
from reader.search import Query
from reader.session import Session
from tests.proof import oracle
from tests.proof.oracle import Occurrence, Seen

pytestmark = pytest.mark.proof
WORDS_A_LANGUAGE = 200
COMPOUNDS = {"en": ["call-in", "face-to-face", "follow-up", "high-risk"], "es": ["call-in"]}


@pytest.fixture(scope="module")
def opened(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The shipped library with an index of its own."""
    paths = Paths(shipped, tmp_path_factory.mktemp("state"))
    with PdfProcess() as pdf:
        held = library.load(paths.content)
        indexer.build(paths, held, pdf, lambda done, total, what: None)
        session = Session(paths, held, pdf)
        session.open(lambda done, total, what: None)
        yield session
        session.close()


def editions(held: Library, language: str) -> list[Edition]:
    return [e for e in held.editions if e.language == language and e.pdf is not None]


def in_body(word: Seen) -> bool:
    return BODY[1] <= (word.y0 + word.y1) / 2 <= BODY[3]


def contents_pages(session: Session, edition: Edition, seen: list[Seen]) -> set[int]:
    """Pages in roman numbers that name most of the sections."""
    titles = [re.sub(r"\W+", "", oracle.plain(t.title)) for t in session.section_texts(edition.id)]
    pages = {}
    for page in {w.page for w in seen}:
        line = "".join(re.sub(r"\W+", "", oracle.plain(w.text)) for w in seen if w.page == page)
        pages[page] = sum(t in line for t in titles)
    return {page for page, count in pages.items() if count > max(1, len(titles) // 2)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_words(opened: Session, language: str) -> None:
    held = {e.id: oracle.see(e.pdf) for e in editions(opened.library, language) if e.pdf}
    skipped = {id: contents_pages(opened, e, held[id]) for id in held if (e := opened.library.edition(id))}
    read = {id: oracle.occurrences([w for w in seen if in_body(w) and w.page not in skipped[id]]) for id, seen in held.items()}
    # The word of a reading that is also part of a broken word is not sampled by itself: "vio-" is not a word.
    broken = {part for occs in read.values() for o in occs if len(o.parts) == 2 for part in o.parts}
    whole = sorted({o.folded for occs in read.values() for o in occs if len(o.parts) == 1 and o.parts[0] not in broken})
    joined = sorted({o.folded for occs in read.values() for o in occs if len(o.parts) == 2} & set(whole))
    chosen = random.Random(20130228).sample(whole, WORDS_A_LANGUAGE) + joined[:50]
    lit = expected = 0
    for word in chosen:
        found = boxes(opened, f'"{word}"', language)
        for id, occs in read.items():
            rects = found.get(id, [])
            wanted = [o for o in occs if o.folded == word]
            check_boxes(id, word, rects, wanted)
            lit += len(rects)
            expected += len(wanted)
    print(
        f"{language}: {len(chosen)} words ({len(joined[:50])} also broken at a line end), "
        f"{expected} occurrences, {lit} boxes: all on their words"
    )
    assert expected > 2 * WORDS_A_LANGUAGE


@pytest.mark.parametrize(("language", "compound"), [(lang, c) for lang, all_ in COMPOUNDS.items() for c in all_])
def test_compounds(opened: Session, language: str, compound: str) -> None:
    count = 0
    found = boxes(opened, f'"{compound}"', language)
    for edition in editions(opened.library, language):
        assert edition.pdf is not None
        seen = oracle.see(edition.pdf)
        skipped = contents_pages(opened, edition, seen)
        wanted = oracle.compounds([w for w in seen if in_body(w) and w.page not in skipped], tuple(compound.split("-")))
        every_box_lies_on_a_wanted_word(edition.id, compound, found.get(edition.id, []), wanted)
        every_wanted_word_has_a_box(edition.id, compound, found.get(edition.id, []), wanted)
        count += len(wanted)
    print(f"{language} {compound}: {count} occurrences, all lit")
    assert count


Rect = tuple[float, float, float, float]
Lit = tuple[int, str, Rect]


def boxes(session: Session, query: str, language: str) -> dict[str, list[Lit]]:
    """For each edition the lit pieces of all hits: page, letters, rectangle."""
    found: dict[str, list[Lit]] = {}
    for hit in session.search(Query.parse(query), language=language, limit=1000).hits:
        for piece in session.hit_boxes(hit.place, hit.terms):
            found.setdefault(hit.place.edition, []).append((piece.page, piece.text, piece.rect))
    return found


def check_boxes(id: str, word: str, lit: list[Lit], wanted: list[Occurrence]) -> None:
    every_box_lies_on_a_wanted_word(id, word, lit, wanted)
    every_wanted_word_has_a_box(id, word, lit, wanted)


def every_box_lies_on_a_wanted_word(id: str, word: str, lit: list[Lit], wanted: list[Occurrence]) -> None:
    for page, text, rect in lit:
        under = [w for o in wanted for w in o.parts if oracle.lies_on(rect, w, page)]
        assert under, f"{id}: {word}: the box of “{text}” on page {page} at {rect} lies on no such word"
        assert any(oracle.plain(text).strip("-") in oracle.plain(w.text) for w in under), f"{id}: {word}: under “{text}” stands {under}"


def every_wanted_word_has_a_box(id: str, word: str, lit: list[Lit], wanted: list[Occurrence]) -> None:
    for occurrence in wanted:
        for part in occurrence.parts:
            assert any(oracle.lies_on(rect, part, page) for page, _, rect in lit), f"{id}: {word} is not lit at {part}"
