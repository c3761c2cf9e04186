"""Hits by page and by heading, without a window."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from reader.library import Place
from reader.ui.hit_spread import spread
from reader.ui.protocols import Session
from reader.ui.reading import Entry, Match
from tests.ui.fakes import FakeSession

HERE = Place("guide", "en", "companion")
SESSION = cast("Session", FakeSession())


def heading(section: str, offset: int) -> Entry:
    return Entry(1, section, replace(HERE, section=section, offset=offset))


def match(section: str, offset: int) -> Match:
    return Match(replace(HERE, section=section, offset=offset), offset + 4)


def test_hits_in_a_text_count_for_the_nearest_heading_above_them() -> None:
    entries = [heading("one", 0), heading("one", 30), heading("two", 0)]
    matches = [match("one", 5), match("one", 30), match("one", 99), match("two", 0)]
    found = spread(SESSION, matches, entries, {"one": 0, "two": 1}, ())
    assert found.entries == {0: 1, 1: 2, 2: 1}
    assert found.pages == {1: 2, 4: 1, 10: 1}  # ten characters a page
    assert found.spots == ((1, 50.0), (4, 50.0), (10, 50.0), (1, 50.0))


def test_hits_on_pages_count_for_the_outline() -> None:
    entries = [Entry(1, "First", replace(HERE, page=2), 2, 0.0), Entry(1, "Second", replace(HERE, page=2), 2, 300.0)]
    matches = [Match(replace(HERE, page=p), nth=n) for p, n in ((1, 0), (2, 0), (2, 2), (3, 1), (3, 9))]
    found = spread(SESSION, matches, entries, {}, ())
    assert found.pages == {1: 1, 2: 2, 3: 2}
    assert found.entries == {0: 2, 1: 2}  # none above the first page has a heading
    assert found.spots[1:] == ((2, 50.0), (2, 50.0), (3, 50.0), (3, 0.0))


def test_no_hits_are_nowhere() -> None:
    found = spread(SESSION, (), [heading("one", 0)], {"one": 0}, ())
    assert (found.pages, found.entries, found.spots) == ({}, {}, ())
