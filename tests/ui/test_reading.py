"""Contents, matches and the rectangles of one match, as values."""

from __future__ import annotations

from typing import cast

from reader.library import Place
from reader.ui.protocols import Session
from reader.ui.reading import Entry, contents, current, find_all, find_on_pages, nearest, pieces_of, with_pages
from reader.words import Term
from tests.ui.fakes import FakeSession, facts, section

GUIDE = "guide/en/companion"
TEXTS = [
    section("one", ("heading", "One"), ("paragraph", "call in, call out, call"), ("heading", "More")),
    section("two", ("heading", "Two call")),
]
CALL = (Term(("call",)),)


def opened(*texts: object) -> Session:
    return cast("Session", FakeSession(TEXTS if texts else ()))


def test_contents_are_the_headings_with_their_places_and_pages() -> None:
    found = contents(opened("text"), GUIDE, facts(3))
    assert [(e.level, e.title, e.place.section, e.place.offset) for e in found.entries] == [
        (1, "One", "one", 0),
        (2, "More", "one", 28),
        (1, "Two call", "two", 0),
    ]
    assert [e.page for e in with_pages(opened("text"), found.entries)] == [1, 3, 1]


def test_where_one_is_in_the_contents() -> None:
    here = Place("guide", "en", "companion")
    entries = [Entry(1, "A", here, 1, 50), Entry(1, "B", here, 2, 300), Entry(1, "C", here, 5, 0)]
    spots = [(1, 0), (1, 60), (2, 299), (2, 300), (4, 0), (9, 9)]
    assert [current(entries, {}, None, spot) for spot in spots] == [None, 0, 0, 1, 1, 2]


def test_matches_in_reading_order_and_the_one_asked_for() -> None:
    matches = find_all(GUIDE, TEXTS, CALL)
    assert [(m.place.section, m.place.offset, m.end) for m in matches] == [("one", 4, 8), ("one", 13, 17), ("one", 23, 27), ("two", 4, 8)]
    order = {"one": 0, "two": 1}
    assert nearest(matches, Place("guide", "en", "companion", "one", 13), order) == 1
    assert nearest(matches, Place("guide", "en", "companion", "one", 14), order) == 2
    assert nearest(matches, Place("guide", "en", "companion", "two", 99), order) == 0
    assert nearest([], Place("guide", "en", "companion"), order) is None


def test_matches_of_pages_without_text_form_have_their_own_boxes() -> None:
    matches = find_on_pages(opened(), GUIDE, [2, 4], CALL)
    assert [(m.place.page, m.place.offset, m.end, m.nth, m.boxes) for m in matches] == [
        (2, 20, 29, 0, 1), (2, 40, 49, 1, 2), (4, 20, 29, 0, 1), (4, 40, 49, 1, 2),
    ]  # fmt: skip
    page, pieces = pieces_of(opened(), matches, 3, CALL)
    assert (page, [p.rect[0] for p in pieces]) == (4, [10.0, 20.0])
    assert nearest(matches, Place("guide", "en", "companion", page=2, offset=30), {}) == 1


def test_the_second_match_on_a_line_has_the_second_box() -> None:
    matches = find_all(GUIDE, TEXTS, CALL)
    boxes = [[p.rect[0] for p in pieces_of(opened("text"), matches, n, CALL)[1]] for n in range(3)]
    assert boxes == [[0.0], [0.0], [0.0]]  # offsets 4, 13, 23 stand on pages 1, 2, 3 here
    near = [m for m in matches if m.place.section == "one"]
    close = [near[0], near[0].__class__(near[0].place, near[0].end)]
    assert pieces_of(opened("text"), close, 1, CALL)[1][0].rect[0] == 10.0
