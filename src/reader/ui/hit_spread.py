"""Where the hits of the open edition are: by page, by heading, and each one's spot; runs on the worker, so no Qt here."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.ui.protocols import PieceLike, Session
from reader.ui.reading import Entry, Match

if TYPE_CHECKING:
    from reader.words import Term

At = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Spread:
    """Hits by page (from 1), by the number of the heading they stand under, and the page and height (points) of each, where known."""

    pages: dict[int, int]
    entries: dict[int, int]
    spots: tuple[At | None, ...]


def spread(session: Session, matches: Sequence[Match], entries: Sequence[Entry], order: dict[str, int], terms: Sequence[Term]) -> Spread:
    """Of all matches in an edition; `order` numbers its sections."""
    boxes: dict[int, Sequence[PieceLike]] = {}

    def spot(match: Match) -> At | None:
        if match.place.section is not None:
            return session.place_to_page(match.place)
        page = match.place.page or 1
        if page not in boxes:
            boxes[page] = session.boxes(match.place.edition, page, terms)
        return page, boxes[page][match.nth].rect[1] if match.nth < len(boxes[page]) else 0.0

    spots = tuple(spot(match) for match in matches)
    heads = sorted((key, number) for number, entry in enumerate(entries) if (key := _of_entry(entry, order)) is not None)
    under: Counter[int] = Counter()
    for match, at in zip(matches, spots, strict=True):
        key = (order.get(match.place.section, -1), match.place.offset) if match.place.section is not None else at
        last = bisect_right(heads, (key, len(entries))) if key is not None else 0
        if last:
            under[heads[last - 1][1]] += 1
    return Spread(dict(Counter(at[0] for at in spots if at is not None)), dict(under), spots)


def _of_entry(entry: Entry, order: dict[str, int]) -> At | None:
    """What sorts an entry among the matches: its place in the text where there is text, else its page and height."""
    if entry.place.section is not None:
        return order.get(entry.place.section, -1), entry.place.offset
    return (entry.page, entry.y) if entry.page is not None else None
