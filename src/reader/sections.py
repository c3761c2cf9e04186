"""Section text as blocks: what the text view shows, the guides print and the index reads, from one small kind of Markdown.

The values here need no Markdown library, so that the window can read them back from the page store; `parse` brings its
parser in late. A block's `text` is what a reader sees and searches: no markup is left in it, only `marks` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CALLOUTS = ("suggestion", "question")


@dataclass(frozen=True, slots=True)
class Mark:
    """What text[start:end] of a block is: "emphasis", "strong", "link" (value: target), "lang" (value: language) or "cite".

    A cite has no width: it stands behind the text before `start`, and its value is the key of the source.
    """

    start: int
    end: int
    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table cell; `start` is its place in the section's plain text.

    level: 1 to 3 of a heading, 0 or 1 of an item's nesting. ordinal: of a numbered item. checked: of a checklist item.
    callout_id: blocks that share it stand in one box. table, row, column: of a cell, row 0 is the header; 0 is no table.
    """

    kind: str
    text: str
    start: int
    marks: tuple[Mark, ...] = ()
    level: int = 0
    ordinal: int | None = None
    checked: bool | None = None
    callout: str | None = None
    callout_id: int = 0
    table: int = 0
    row: int = 0
    column: int = 0

    @property
    def end(self) -> int:
        """Where the block ends in the section's plain text."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class SectionText:
    """One section: `text` is the blocks' texts, one per line; the first block is the level 1 heading, `title` its text."""

    slug: str
    title: str
    blocks: tuple[Block, ...]
    text: str


def assemble(slug: str, blocks: Iterable[Block]) -> SectionText:
    """A section of blocks whose starts are already counted; the first is its heading."""
    found = tuple(blocks)
    return SectionText(slug, found[0].text, found, "\n".join(block.text for block in found))


def parse(slug: str, source: str) -> SectionText:
    """Reads a section file; raises LibraryError with line and reason on anything that is not in the small subset."""
    # Late, because whoever only reads stored sections back must not pay for the Markdown parser.
    from reader.markdown_subset import read_blocks

    return assemble(slug, read_blocks(slug, source))


def curl(text: str) -> str:
    """Straight quotes as printers set them, sign for sign; a quote opens where nothing, a blank, a bracket or a dash stands before it."""
    text = re.sub(r"(?<![^\s(\[{¿¡—–“‘\"])'(?=[^\s\d])", "‘", text).replace("'", "’")
    return re.sub(r'(?<![^\s(\[{¿¡—–‘])"(?=\S)', "“", text).replace('"', "”")


_DEFAULTS: dict[str, Any] = {
    "level": 0, "ordinal": None, "checked": None, "callout": None, "callout_id": 0, "table": 0, "row": 0, "column": 0,
}  # fmt: skip


def to_json(section: SectionText) -> dict[str, Any]:
    """A section as JSON values; what has its ordinary value, or can be counted again, is left out."""
    return {"slug": section.slug, "blocks": [_block_to_json(block) for block in section.blocks]}


def from_json(data: Mapping[str, Any]) -> SectionText:
    """The section that `to_json` wrote; starts, title and text are counted again."""
    blocks: list[Block] = []
    start = 0
    for entry in data["blocks"]:
        fields = {name: entry.get(name, default) for name, default in _DEFAULTS.items()}
        marks = tuple(Mark(int(m[0]), int(m[1]), str(m[2]), str(m[3])) for m in entry.get("marks", ()))
        blocks.append(Block(kind=entry["kind"], text=entry["text"], start=start, marks=marks, **fields))
        start += len(entry["text"]) + 1
    return assemble(data["slug"], blocks)


def _block_to_json(block: Block) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": block.kind, "text": block.text}
    if block.marks:
        entry["marks"] = [[mark.start, mark.end, mark.kind, mark.value] for mark in block.marks]
    entry.update({name: value for name, default in _DEFAULTS.items() if (value := getattr(block, name)) != default})
    return entry
