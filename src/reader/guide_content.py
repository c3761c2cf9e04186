"""What a companion guide prints, gathered from the library as plain JSON values for the template; no Typst here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

from reader import guide_extras
from reader.errors import LibraryError
from reader.guide_words import Words, words_for
from reader.library import Document, Edition, Library, Source
from reader.sections import Block, SectionText, curl, parse

Run = dict[str, Any]
Node = dict[str, Any]
_LICENCES = {"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/"}
# Letters of table text on one line, and the longest word that is kept whole in its column.
_TABLE_LINE = 72
_WHOLE_WORD = 14
# Letters on one line of a list or callout, and how many lines these may have and still be kept on one page.
_SMALL_LINE = 68
_WHOLE_CALLOUT = 26
_WHOLE_LIST = 9


def gather(library: Library, edition: Edition) -> dict[str, Any]:
    """All that the guide of one companion prints; raises LibraryError on a section that cannot be read or an unknown source."""
    document = library.document(edition.document)
    if document is None:
        raise LibraryError(f"There is no document {edition.document} in the library.")
    words = words_for(edition.language)
    day = _day(edition)
    version = words.version.format(version=library.version, date=words.date(day))
    title = curl(document.title(edition.language))
    cites: dict[str, int] = {}
    sections = [section(edition, text, cites, library.sources) for text in _texts(edition)]
    return {
        "language": edition.language,
        "title": title,
        "title-parts": _parts(title),
        "head": _head(title),
        "author": edition.said_by or words.project,
        "description": words.notice,
        "keywords": [edition.document],
        "original": _original(document, edition.language),
        "byline": _byline(document, words),
        "edition-line": " · ".join(part for part in (words.language, version, edition.rights) if part),
        "notice": words.notice,
        "licence": _licence(edition, words),
        "project": words.project,
        "date": day.isoformat(),
        "page": {
            "width": guide_extras.PAGE_WIDTH,
            "height": guide_extras.PAGE_HEIGHT,
            "side": guide_extras.SIDE_MARGIN,
            "top": guide_extras.TOP_MARGIN,
            "bottom": guide_extras.BOTTOM_MARGIN,
        },
        "strings": {**words.printed, "callouts": dict(guide_extras.CALLOUT_LABELS[edition.language])},
        "record": _record(document, edition, words),
        "sections": sections,
        "sources": [_source(library.sources[key], number, words, edition.language) for key, number in cites.items()],
    }


def _texts(edition: Edition) -> list[SectionText]:
    return [parse(section.slug, _read(section.path)) for section in edition.sections]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path} cannot be read: {error}.") from error


def _day(edition: Edition) -> date:
    try:
        return date.fromisoformat(edition.said_on)
    except ValueError:
        reason = f"The edition {edition.id} has no date (said_on = YYYY-MM-DD), and a guide carries one."
        raise LibraryError(reason, "Add it in document.toml.") from None


# ---- Sections


def section(edition: Edition, text: SectionText, cites: dict[str, int], sources: Mapping[str, Source]) -> Node:
    """One section as nodes; `cites` numbers the sources by first use and grows."""
    runs = _Runs(edition, cites, sources, text.slug)
    return {"slug": text.slug, "title": runs.of(text.blocks[0]), "nodes": _nodes(text.blocks[1:], runs)}


def _nodes(blocks: Sequence[Block], runs: _Runs, in_callout: bool = False) -> list[Node]:
    """Blocks in a row as paragraphs, headings, lists, tables and callouts."""

    def together(at: int) -> tuple[object, ...]:
        block = blocks[at]
        if block.callout_id and not in_callout:
            return ("callout", block.callout_id)
        return (block.kind, block.table) if block.kind in ("cell", "item") else (block.kind, at)

    nodes: list[Node] = []
    for (kind, _), numbers in groupby(range(len(blocks)), together):
        group = [blocks[at] for at in numbers]
        if kind == "callout":
            inner = _nodes(group, runs, in_callout=True)
            nodes.append({"kind": "callout", "callout": group[0].callout, "whole": _lines_of(group) <= _WHOLE_CALLOUT, "nodes": inner})
        elif kind == "cell":
            nodes.append(_table(group, runs))
        elif kind == "item":
            nodes += _lists(group, runs, 0)
        else:
            nodes.append({"kind": kind, "level": group[0].level, "runs": runs.of(group[0])})
    return nodes


def _lists(items: Sequence[Block], runs: _Runs, level: int) -> list[Node]:
    """Items in a row as lists: a new one begins where the kind or the count changes; deeper items belong to the one before."""
    lists: list[Node] = []
    expected = None
    at = 0
    while at < len(items):
        item = items[at]
        inner = list(takewhile(lambda deeper: deeper.level > level, items[at + 1 :]))
        if not lists or item.ordinal != expected or lists[-1]["check"] != item.checked:
            look = {"ordered": item.ordinal is not None, "start": item.ordinal, "check": item.checked}
            lists.append({"kind": "list", **look, "whole": _lines_of(items) <= _WHOLE_LIST, "items": []})
        lists[-1]["items"].append({"runs": runs.of(item), "lists": _lists(inner, runs, level + 1)})
        expected = None if item.ordinal is None else item.ordinal + 1
        at += 1 + len(inner)
    return lists


def _lines_of(blocks: Iterable[Block]) -> float:
    """About how many lines these blocks take, the room between them counted as half a line."""
    return sum(1.5 + len(block.text) // _SMALL_LINE for block in blocks)


def _table(cells: Sequence[Block], runs: _Runs) -> Node:
    rows = [list(row) for _, row in groupby(cells, lambda cell: cell.row)]
    printed = [[{"parts": runs.of(cell)} for cell in row] for row in rows]
    widths, tight = _widths(rows)
    return {"kind": "table", "widths": widths, "hyphenate": tight, "header": [cell["parts"] for cell in printed[0]], "rows": printed[1:]}


def _widths(rows: Sequence[Sequence[Block]]) -> tuple[list[float], bool]:
    """Shares of the line, and whether words must be broken to fit.

    Each column first gets room for its longest word; the rest goes by what it holds, long texts a little less than in proportion.
    """
    columns = list(zip(*rows, strict=True))
    longest = [max(len(word) for cell in column for word in (cell.text or "-").split()) for column in columns]
    least = [min(_WHOLE_WORD, word) + 1.5 for word in longest]
    wish = [(sum(len(cell.text) for cell in column) + 1) ** 0.8 for column in columns]
    rest = _TABLE_LINE - sum(least)
    widths = [round(low + max(0.0, rest) * part / sum(wish), 2) for low, part in zip(least, wish, strict=True)]
    return widths, rest < 0 or max(longest) > _WHOLE_WORD


class _Runs:
    """Turns a block's text and marks into runs of one look, and cites into numbers."""

    def __init__(self, edition: Edition, cites: dict[str, int], sources: Mapping[str, Source], slug: str) -> None:
        self.own = edition.document
        self.slugs = {section.slug for section in edition.sections}
        self.cites = cites
        self.sources = sources
        self.where = f"{edition.id}#{slug}"

    def of(self, block: Block) -> list[Run]:
        edges = sorted({0, len(block.text), *(edge for mark in block.marks for edge in (mark.start, mark.end))})
        runs: list[Run] = []
        for start, end in zip(edges, [*edges[1:], None], strict=True):
            runs += [{"cite": self._number(mark.value)} for mark in block.marks if mark.kind == "cite" and mark.start == start]
            if end is not None:
                runs.append(self._look(block, start, end))
        return runs

    def _look(self, block: Block, start: int, end: int) -> Run:
        run: Run = {"text": block.text[start:end]}
        for mark in block.marks:
            if not (mark.start <= start and end <= mark.end):
                continue
            if mark.kind == "link":
                run.update(self._target(mark.value))
            elif mark.kind == "lang":
                run["lang"] = mark.value
            else:
                run[mark.kind] = True
        return run

    def _target(self, value: str) -> Run:
        """An address, or a section of this guide; another document has no fixed place beside a PDF, so its title stays text."""
        document, _, slug = value.partition("#")
        if value.startswith("https://"):
            return {"url": value}
        return {"section": slug} if document in ("", self.own) and slug in self.slugs else {}

    def _number(self, key: str) -> int:
        if key not in self.sources:
            reason = f"{self.where} refers to the source {key}, which sources.toml does not hold."
            raise LibraryError(reason, "Add the source or correct the key.")
        return self.cites.setdefault(key, len(self.cites) + 1)


# ---- What stands around the sections


def _parts(title: str) -> list[str]:
    """A title and what stands behind its colon."""
    head, colon, tail = title.partition(": ")
    return [head + ":", tail] if colon else [title]


def _head(title: str, room: int = 46) -> str:
    """The title for running heads: up to the colon, and cut at a word where that is still too long."""
    short = title.partition(":")[0].strip()
    return short if len(short) <= room else short[: room + 1].rsplit(" ", 1)[0].rstrip(" ,;") + " …"


def _original(document: Document, language: str) -> dict[str, str] | None:
    """The title as published, where the guide's own title is our rendering of it."""
    if language in document.titles:
        return None
    found = next(iter(document.titles))
    return {"language": found, "title": curl(document.titles[found])}


def _byline(document: Document, words: Words) -> str:
    who = words.join(document.authors) or document.publisher
    return words.byline.format(who=who) if who else ""


def _licence(edition: Edition, words: Words) -> list[Run]:
    address = _LICENCES.get(edition.rights)
    link: list[Run] = [{"text": " "}, {"text": address, "url": address}] if address else []
    return [{"text": words.licence.format(rights=edition.rights)}, *link] if edition.rights else []


def _record(document: Document, edition: Edition, words: Words) -> list[dict[str, Any]]:
    """The catalogue entry of the document itself, field by field."""
    language = edition.language
    titles: list[list[Run]] = [[{"text": curl(title), "emphasis": True, "lang": code}] for code, title in document.titles.items()]
    if language in document.translated and language not in document.titles:
        titles.append([{"text": words.rendering.format(title=curl(document.translated[language]))}])
    numbers = [f"{words.identifiers.get(name, name)} {value}".strip() for name, value in document.identifiers.items()]
    pages: list[list[Run]] = [[{"text": page, "url": page}] for page in document.landing_pages]
    fields: list[tuple[str, Iterable[list[Run]]]] = [
        (words.fields["title"], titles),
        (words.fields["summary"], _lines(document.summary.get(language))),
        (words.fields["authors"], _lines(words.join(document.authors))),
        (words.fields["publisher"], _lines(", ".join(part for part in (document.publisher, document.year) if part))),
        (words.fields["identifiers"], _lines(*numbers)),
        (words.fields["pages"], pages or [[{"text": words.no_page}, {"text": words.nnsc, "url": words.nnsc}]]),
        (words.fields["rights"], _lines(document.rights.get(language))),
        (words.fields["unknown"], _lines(*(entry.get(language, "") for entry in document.unknown))),
    ]
    return [{"label": label, "lines": found} for label, lines in fields if (found := list(lines))]


def _lines(*texts: str | None) -> list[list[Run]]:
    return [[{"text": curl(text)}] for text in texts if text]


def _source(source: Source, number: int, words: Words, language: str) -> dict[str, Any]:
    addresses = re.findall(r"https?://\S+", source.address)
    what = source.what.get(language) or next(iter(source.what.values()), source.key)
    host = "" if addresses else source.address
    note = "" if source.exact and addresses else " ".join(part for part in (host, words.inexact) if part)
    return {"number": number, "key": source.key, "what": curl(what), "addresses": addresses, "note": note}
