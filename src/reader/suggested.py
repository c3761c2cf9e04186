"""Contents for a PDF that has none: its headings, guessed from where and how tall its words stand; shown as suggested, never as its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.pages import PageText
from reader.pdf_answers import Facts, OutlineEntry
from reader.reflow import reflow
from reader.sheets import sheet

NOTICE = "suggested-outline"
_AT_ONCE = 200  # pages
_DEEPEST = 3
_LEAST = 3  # headings; fewer are no contents
_EVERY = 10  # pages
_LONGEST = 120  # letters


def with_contents(facts: Facts, pages: Sequence[PageText]) -> Facts:
    """The facts with suggested contents and a notice, where the PDF has no outline."""
    if facts.outline or not pages:
        return facts
    found = _headings(facts, pages)
    outline = found if len(found) >= _LEAST else _steps(facts)
    return replace(facts, outline=outline, notices=(*facts.notices, NOTICE)) if outline else facts


def _headings(facts: Facts, pages: Sequence[PageText]) -> tuple[OutlineEntry, ...]:
    found: list[OutlineEntry] = []
    for first in range(0, len(pages), _AT_ONCE):
        part = pages[first : first + _AT_ONCE]
        sheets = [sheet(page, facts.sizes[page.page - 1], facts.rotations[page.page - 1]) for page in part]
        flow = reflow(sheets, (), facts.labels)
        for text in flow.texts:
            for block in text.blocks:
                spot = flow.spot(text.slug, block.start)
                if block.kind == "heading" and block.level <= _DEEPEST and spot is not None and any(map(str.isalpha, block.text)):
                    upright = facts.rotations[spot.page - 1] == 0
                    found.append(OutlineEntry(block.level, block.text[:_LONGEST], spot.page, spot.y if upright else None))
    return tuple(found)


def _steps(facts: Facts) -> tuple[OutlineEntry, ...]:
    """Every tenth page by its printed number, for what has no headings."""
    pages = range(1, facts.pages + 1, _EVERY) if facts.pages > _EVERY else ()
    return tuple(OutlineEntry(1, facts.labels[page - 1] if page <= len(facts.labels) else str(page), page, None) for page in pages)
