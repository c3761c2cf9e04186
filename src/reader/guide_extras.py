"""What the guides print beside a section's own text: labels, marks and margins, for whoever matches text and page.

A table that goes on over a page says its header row again (`header_rows`). Whatever else stands in the body zone of a
section's pages, and is neither the section's text nor one of these extras, is a fault of the template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.sections import SectionText

_MM = 72 / 25.4

# A5: one page fills a small screen at a readable size, and two fit on the sheet of an office printer.
PAGE_WIDTH = 148 * _MM
PAGE_HEIGHT = 210 * _MM
SIDE_MARGIN = 18 * _MM
TOP_MARGIN = 21 * _MM
BOTTOM_MARGIN = 19 * _MM

# In points from the top left: section text lies inside, running heads and page numbers outside.
BODY = (SIDE_MARGIN, TOP_MARGIN, PAGE_WIDTH - SIDE_MARGIN, PAGE_HEIGHT - BOTTOM_MARGIN)

# A reference mark, the number of a list item, the number of a section's heading (before its words), a bullet.
CITE = re.compile(r"\[\d+\]")
LIST_NUMERAL = re.compile(r"\d+\.")
HEADING_NUMBER = re.compile(r"\d+")
BULLETS = ("•", "–")

# The label that opens each callout, as separate words before the callout's text.
CALLOUT_LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {"suggestion": "Our suggestion", "question": "For your site"},
    "es": {"suggestion": "Nuestra sugerencia", "question": "Para su localidad"},
}


def header_rows(section: SectionText) -> tuple[str, ...]:
    """The header row of each table as one text: it stands again on each further page of that table."""
    rows: dict[int, list[str]] = {}
    for block in section.blocks:
        if block.kind == "cell" and block.row == 0:
            rows.setdefault(block.table, []).append(block.text)
    return tuple(" ".join(cells) for cells in rows.values())
