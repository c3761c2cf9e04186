"""The main job without a window: from a query to the words lit on the page, and back to the sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import LibraryError
from reader.library import Place
from reader.search import Query
from reader.session import Session
from reader.words import matches


@pytest.mark.parametrize(("query", "editions"), [("call-in", {"en", "es"}), ("notificacion", {"es"}), ('"custom notification"', {"en"})])
def test_every_hit_has_boxes_on_its_page(session: Session, query: str, editions: set[str]) -> None:
    results = session.search(Query.parse(query))
    assert {h.place.language for h in results.hits} == editions
    for hit in results.hits:
        pieces = session.hit_boxes(hit.place, hit.terms)
        assert pieces
        assert hit.page in {p.page for p in pieces}
        facts = session.facts(hit.place.edition)
        assert facts is not None
        for piece in pieces:
            width, height = facts.sizes[piece.page - 1]
            assert 0 <= piece.rect[0] < piece.rect[2] <= width
            assert 0 <= piece.rect[1] < piece.rect[3] <= height


def test_lit_in_the_text_and_on_the_page_are_the_same_words(session: Session) -> None:
    assert session.store is not None
    for edition in session.library.editions:
        for text in session.section_texts(edition.id):
            place = Place(edition.document, edition.language, edition.kind, text.slug)
            for word in sorted({w for w in text.text.split() if w.isalpha()}):
                terms = Query.parse(word).terms
                spans = matches(text.text, terms, edition.language)
                lit = "".join(p.text for p in session.store.lit(edition.id, edition.language, terms, place))
                written = "".join(text.text[s.start : s.end] for s in spans)
                assert lit.replace("\u00ad", "") == written, (edition.id, text.slug, word)


def test_a_sentence_keeps_its_place_on_page_and_in_text(session: Session) -> None:
    for edition in session.library.editions:
        for text in session.section_texts(edition.id):
            for block in text.blocks:
                there = session.place_to_page(Place(edition.document, edition.language, edition.kind, text.slug, block.start))
                assert there is not None
                back = session.page_to_place(edition.id, there[0], there[1])
                assert back is not None
                assert back.section == text.slug
                assert abs(back.offset - block.start) <= 60, (edition.id, text.slug, block.text)


def test_words_that_only_the_pdf_has_are_found_on_their_page(session: Session) -> None:
    hits = session.search(Query.parse("example.org"), language="en").hits
    assert any(h.place.page is not None and h.section is None for h in hits)
    for hit in hits:
        assert session.hit_boxes(hit.place, hit.terms)


def test_pages_of_a_pdf_light_their_words(session: Session) -> None:
    place = session.search(Query.parse("deterrence"), language="en").hits[0].place
    there = session.place_to_page(place)
    assert there is not None
    pieces = session.boxes(place.edition, there[0], Query.parse("deterrence").terms)
    assert set("".join(p.text for p in pieces).casefold().replace("\u00ad", "").split("deterrence")) == {""}


def test_an_unknown_edition_is_an_error_with_advice(session: Session) -> None:
    with pytest.raises(LibraryError, match="reader list"):
        session.facts("absent/en/companion")


def test_texts_come_in_order(session: Session, tiny_library: Path) -> None:
    assert [t.slug for t in session.section_texts("sample-guide/es/companion")] == ["call-in", "planning"]
    assert session.section_texts("sample-guide/es/companion")[0].title == "La convocatoria"
