"""What is read and where one is in it, as plain values and functions that run on the worker: no Qt here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.library import Place
from reader.ui.protocols import FactsLike, PieceLike, Session
from reader.ui.text.lit import Lit

if TYPE_CHECKING:
    from reader.glossary import Glossary
    from reader.reflow import Flow
    from reader.sections import Block, SectionText
    from reader.words import Term


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: level from 1, title, the place it leads to, and where that is on a page, where known."""

    level: int
    title: str
    place: Place
    page: int | None = None
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """One hit in the open edition: its place, where it ends in the text; in pages without text form its boxes and those before it."""

    place: Place
    end: int = 0
    nth: int = 0
    boxes: int = 1

    @property
    def lit(self) -> Lit:
        """The stretch of section text; of a page without text form, one that is nowhere."""
        return Lit(self.place.section or "", self.place.offset, self.end)


@dataclass(frozen=True, slots=True)
class Contents:
    """An edition's text and contents, of a PDF without text form what its outline tells; and the terms that the text may use."""

    texts: Sequence[SectionText] = ()
    entries: tuple[Entry, ...] = ()
    glossary: Glossary | None = None


def _base(edition: str) -> Place:
    document, language, kind = edition.split("/")
    return Place(document, language, kind)


def contents(session: Session, edition: str, facts: FactsLike | None) -> Contents:
    """The sections of an edition and its contents: headings where there is text, else the outline of the PDF."""
    base = _base(edition)
    texts = tuple(session.section_texts(edition))
    if texts:
        glossary = session.glossary()
        for text in texts:
            if glossary is not None:
                glossary.uses(text, base.language)  # looked up here, on the worker: the view asks again and has the answer at once
        entries = tuple(_entry(base, text, b) for text in texts for b in text.blocks if b.kind == "heading" and b.level <= 2)
        return Contents(texts, entries, glossary)
    return Contents((), outlined(edition, facts) if facts is not None else ())


def outlined(edition: str, facts: FactsLike) -> tuple[Entry, ...]:
    """The outline of a PDF as contents."""
    base = _base(edition)
    return tuple(Entry(e.level, e.title, replace(base, page=e.page), e.page, e.y or 0.0) for e in facts.outline)


def _entry(base: Place, text: SectionText, block: Block) -> Entry:
    """A heading down to the second level; a third would drown the rest."""
    return Entry(block.level, block.text, replace(base, section=text.slug, offset=block.start))


def with_pages(session: Session, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The same entries with the pages they stand on."""
    places = [session.place_to_page(e.place) if e.page is None else (e.page, e.y) for e in entries]
    return tuple(replace(e, page=at[0], y=at[1]) if at is not None else e for e, at in zip(entries, places, strict=True))


def current(entries: Sequence[Entry], order: dict[str, int], place: Place | None, at: tuple[int, float] | None) -> int | None:
    """The entry one is in: by the place in the text, else by page and height."""
    found = None
    for i, entry in enumerate(entries):
        if place is not None and place.section is not None and entry.place.section is not None:
            before = (order.get(entry.place.section, -1), entry.place.offset) <= (order.get(place.section, -1), place.offset)
        elif at is not None and entry.page is not None:
            before = (entry.page, entry.y) <= at
        else:
            continue
        if before:
            found = i
    return found


def end(texts: Sequence[SectionText]) -> tuple[str, int]:
    """Section and offset of the last block."""
    last = texts[-1]
    return last.slug, last.blocks[-1].start if last.blocks else 0


def find_all(edition: str, texts: Sequence[SectionText], terms: Sequence[Term]) -> list[Match]:
    """Every match of the terms in the texts of an edition, in reading order."""
    from reader.words import matches

    base = _base(edition)
    return [
        Match(replace(base, section=text.slug, offset=span.start), span.end)
        for text in texts
        for span in matches(text.text, terms, base.language)
    ]  # fmt: skip


def find_on_pages(session: Session, edition: str, pages: Iterable[int], terms: Sequence[Term]) -> list[Match]:
    """Every match of the terms on these pages (from 1, in order) of an edition without text form."""
    base = _base(edition)
    found: list[Match] = []
    page = nth = 0
    for on, start, end, boxes in session.page_matches(edition, pages, terms):
        page, nth = on, nth if on == page else 0
        found.append(Match(replace(base, page=page, offset=start), end, nth, boxes))
        nth += boxes
    return found


def lit_in(flow: Flow, match: Match) -> Lit:
    """A match of a page in the text made of it; without length where that leaves it out."""
    page = match.place.page or 1
    parts = flow.stretches(page, match.place.offset, match.end)
    if not parts:
        return Lit(*(flow.place(page, match.place.offset) or ("", 0)), 0)
    slug, start, _ = parts[0]
    return Lit(slug, start, max(end for section, _, end in parts if section == slug))


def nearest(matches: Sequence[Match], place: Place, order: dict[str, int]) -> int | None:
    """The match at a place, else the first one behind it, else the first."""
    if not matches:
        return None
    number = above(matches, place, order)
    return number if number < len(matches) else 0


def above(matches: Sequence[Match], place: Place, order: dict[str, int]) -> int:
    """How many matches stand before a place; so this is also the number of the first one at or below it."""

    def key(p: Place) -> tuple[int, int]:
        return (order.get(p.section, -1) if p.section is not None else p.page or 0, p.offset)

    return bisect_left(matches, key(place), key=lambda m: key(m.place))


def pieces_of(session: Session, matches: Sequence[Match], number: int, terms: Sequence[Term]) -> tuple[int, list[PieceLike]]:
    """The page a match stands on, and its rectangles there.

    The boxes of a page come in reading order without a note of their match, so those before this one on its line are counted.
    """
    match = matches[number]
    if match.place.section is None:
        page = match.place.page or 1
        return page, list(session.boxes(match.place.edition, page, terms))[match.nth : match.nth + match.boxes]
    at = session.place_to_page(match.place)
    if at is None:
        return 0, []
    page, y = at
    pieces = list(session.boxes(match.place.edition, page, terms))
    first = next((i for i, p in enumerate(pieces) if abs(p.rect[1] - y) < 0.6), None)
    if first is None:
        return page, []
    skip, before = 0, number - 1
    while before >= 0 and matches[before].place.section == match.place.section and session.place_to_page(matches[before].place) == at:
        skip += _count(session, matches[before])
        before -= 1
    return page, pieces[first + skip : first + skip + _count(session, match)]


def _count(session: Session, match: Match) -> int:
    """How many words a match covers, and so how many boxes."""
    from reader.words import tokens

    for text in session.section_texts(match.place.edition):
        if text.slug == match.place.section:
            return max(1, len([t for t in tokens(text.text[match.place.offset : match.end]) if t.parts == 1]))
    return 1
