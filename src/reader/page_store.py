"""What the index keeps besides Whoosh's own files: texts, page sizes, labels, outlines, parsed sections, boxes of companions.

One SQLite file, written once by the indexer and only read afterwards; texts are compressed, since stored raw they would
make it three times as large.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reader.errors import IndexUnusable
from reader.library import Place
from reader.pages import PageText, Piece, Word
from reader.pdf_answers import Facts, OutlineEntry
from reader.sections import SectionText, from_json, to_json
from reader.words import Term, matches, tokens

_KEPT_SECTIONS = 128
_KEPT_FACTS = 16  # those of 2,400 pages take 20 ms to read, and each hit asks for them
_SCHEMA = """
CREATE TABLE editions (id TEXT PRIMARY KEY, language TEXT, pdf TEXT, facts BLOB, sections BLOB, unread BLOB);
CREATE TABLE sections (id INTEGER PRIMARY KEY, edition TEXT, slug TEXT, text BLOB, boxes BLOB, UNIQUE (edition, slug));
CREATE TABLE pages (id INTEGER PRIMARY KEY, edition TEXT, page INTEGER, text BLOB, words BLOB, UNIQUE (edition, page));
CREATE TABLE passages (id INTEGER PRIMARY KEY, place TEXT UNIQUE, title TEXT);
"""


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The words of one section: where each begins in the text, and where it stands in the PDF."""

    starts: tuple[int, ...]
    pieces: tuple[tuple[Piece, ...], ...]


class PageStore:
    """Reads the page store of one generation; safe from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file without locks or side files, as read-only media want it; raises IndexUnusable."""
        self._lock = threading.Lock()
        self.section = lru_cache(_KEPT_SECTIONS)(self._section)
        self._aligned = lru_cache(_KEPT_SECTIONS)(self._read_aligned)
        self.facts = lru_cache(_KEPT_FACTS)(self._facts)
        self.slugs = lru_cache(_KEPT_SECTIONS)(self._slugs)
        try:
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._one("SELECT count(*) FROM editions")
        except sqlite3.Error as error:
            raise IndexUnusable(f"The page store cannot be opened: {error}.", "Build the index again.") from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            with self._lock:
                return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise IndexUnusable(f"The page store cannot be read: {error}.", "Build the index again.") from error

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        rows = self._rows(sql, *values)
        return rows[0] if rows else None

    def _facts(self, edition: str) -> Facts | None:
        """The facts of an edition's PDF; None when it has none or it could not be read."""
        row = self._one("SELECT facts FROM editions WHERE id = ?", edition)
        if row is None or row[0] is None:
            return None
        f = _load(row[0])
        lists = {name: tuple(f[name]) for name in ("rotations", "labels", "notices")}
        return Facts(
            **{**f, **lists, "sizes": tuple((w, h) for w, h in f["sizes"]), "outline": tuple(OutlineEntry(**e) for e in f["outline"])}
        )

    def _slugs(self, edition: str) -> tuple[str, ...]:
        """The sections of an edition, in order."""
        row = self._one("SELECT sections FROM editions WHERE id = ?", edition)
        return tuple(_load(row[0])) if row else ()

    def _section(self, edition: str, slug: str) -> SectionText:
        """A parsed section; raises IndexUnusable when it is not in the store."""
        row = self._one("SELECT text FROM sections WHERE edition = ? AND slug = ?", edition, slug)
        if row is None:
            raise IndexUnusable(f"{edition}#{slug} is not in the index.", "Build the index again.")
        return from_json(_load(row[0]))

    def _read_aligned(self, edition: str, slug: str) -> _Aligned:
        """Where each word of a companion's section begins in the text, and its pieces in the PDF; both empty without a PDF."""
        row = self._one("SELECT boxes FROM sections WHERE edition = ? AND slug = ?", edition, slug)
        if row is None or row[0] is None:
            return _Aligned((), ())
        starts = tuple(t.start for t in tokens(self.section(edition, slug).text) if t.parts == 1)
        return _Aligned(starts, tuple(tuple(Piece(p, t, (x0, y0, x1, y1)) for p, t, x0, y0, x1, y1 in token) for token in _load(row[0])))

    def page_text(self, edition: str, page: int) -> str:
        """The words of a page as text; of a companion's page only those that its sections do not hold."""
        row = self._one("SELECT text FROM pages WHERE edition = ? AND page = ?", edition, page)
        return _load(row[0]) if row else ""

    def page_words(self, edition: str, page: int) -> PageText | None:
        """A companion's page passage with its boxes; None for other pages, whose boxes are read from the PDF when shown."""
        row = self._one("SELECT words FROM pages WHERE edition = ? AND page = ?", edition, page)
        if row is None or row[0] is None:
            return None
        return PageText(page, (Word(t, (x0, y0, x1, y1), n, tuple(e) if e else None) for t, x0, y0, x1, y1, n, e in _load(row[0])))

    def passage_text(self, place: Place) -> str:
        """The text of the passage a place lies in."""
        if place.section is not None:
            return self.section(place.edition, place.section).text
        return self.page_text(place.edition, place.page or 1)

    def title(self, place: Place) -> str:
        """The heading path at a place: for a section its title and the nearest heading above the offset."""
        if place.section is not None:
            section = self.section(place.edition, place.section)
            near = [b for b in section.blocks if b.kind == "heading" and b.level > 1 and b.start <= place.offset]
            return f"{section.title} › {near[-1].text}" if near else section.title
        facts = self.facts(place.edition)
        above = [e for e in facts.outline if e.page <= (place.page or 1)] if facts else []
        return above[-1].title if above else ""

    def page_of(self, place: Place) -> int | None:
        """The PDF page (from 1) a place lies on; None for text without a PDF."""
        if place.section is None:
            return place.page
        pieces = self._pieces_at(place)
        return pieces[0].page if pieces else None

    def y_of(self, place: Place) -> float | None:
        """How far down its page a place in a companion's section stands, in points."""
        pieces = self._pieces_at(place)
        return pieces[0].rect[1] if pieces else None

    def _pieces_at(self, place: Place) -> tuple[Piece, ...]:
        if place.section is None:
            return ()
        aligned = self._aligned(place.edition, place.section)
        return aligned.pieces[max(0, bisect_right(aligned.starts, place.offset) - 1)] if aligned.starts else ()

    def label(self, place: Place) -> str | None:
        """The printed label of the page a place lies on."""
        page, facts = self.page_of(place), self.facts(place.edition)
        return facts.labels[page - 1] if facts and page and page <= len(facts.labels) else None

    def place_on(self, edition: str, page: int, y: float) -> Place | None:
        """The place in a companion's text that stands at or next below a height (points) of a page."""
        after: tuple[int, float, str, int] | None = None
        for slug in self.slugs(edition):
            aligned = self._aligned(edition, slug)
            for start, pieces in zip(aligned.starts, aligned.pieces, strict=True):
                found = (pieces[0].page, pieces[0].rect[3], slug, start)
                if found[:2] > (page, y):
                    after = found if after is None or found[:2] < after[:2] else after
                    break
        if after is None:
            return None
        document, language, kind = edition.split("/")
        return Place(document, language, kind, after[2], after[3])

    def lit(self, edition: str, language: str, terms: Sequence[Term], place: Place | None = None) -> list[Piece]:
        """The pieces that terms light in a companion's PDF: in the passage of `place`, or in all passages."""
        slugs: Sequence[str] = self.slugs(edition) if place is None else [place.section] if place.section else []
        pages = self._page_passages(edition) if place is None else [place.page] if place.page else []
        result = [p for slug in slugs for p in self._lit_in_section(edition, slug, language, terms)]
        for page in pages:
            text = self.page_words(edition, page)
            if text is not None:
                result += [p for s in matches(text.text, terms, language) for p in text.pieces(s.start, s.end)]
        return result

    def _lit_in_section(self, edition: str, slug: str, language: str, terms: Sequence[Term]) -> list[Piece]:
        aligned = self._aligned(edition, slug)
        if not aligned.starts:
            return []
        result: list[Piece] = []
        for span in matches(self.section(edition, slug).text, terms, language):
            first, last = bisect_right(aligned.starts, span.start) - 1, bisect_left(aligned.starts, span.end)
            result += [p for pieces in aligned.pieces[first:last] for p in pieces]
        return result

    def _page_passages(self, edition: str) -> list[int]:
        return [page for (page,) in self._rows("SELECT page FROM pages WHERE edition = ? ORDER BY page", edition)]

    def passages(self) -> list[Place]:
        """Every passage of the index, in shelf order."""
        return [Place.parse(p) for (p,) in self._rows("SELECT place FROM passages ORDER BY id")]


class PageStoreWriter:
    """Writes the page store of a generation; `close` finishes the file."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        # The file is thrown away whole when building fails, so it needs no journal of its own.
        self._db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")

    def edition(
        self, id: str, language: str, pdf: str | None, facts: Facts | None, slugs: Iterable[str], unread: Mapping[int, str]
    ) -> None:
        """One edition; `pdf` relative to the content folder."""
        packed = _pack(asdict(facts)) if facts else None
        self._db.execute(
            "INSERT INTO editions VALUES (?, ?, ?, ?, ?, ?)", (id, language, pdf, packed, _pack(list(slugs)), _pack(dict(unread)))
        )

    def section(self, edition: str, section: SectionText, boxes: Sequence[Sequence[Piece]] | None) -> None:
        """One parsed section with the pieces of its tokens."""
        packed = None if boxes is None else _pack([[(p.page, p.text, *_round(p.rect)) for p in token] for token in boxes])
        self._db.execute(
            "INSERT INTO sections (edition, slug, text, boxes) VALUES (?, ?, ?, ?)",
            (edition, section.slug, _pack(to_json(section)), packed),
        )

    def page(self, edition: str, page: int, text: str, words: Iterable[Word] | None) -> None:
        """One page's text; `words` only for a companion's page passage."""
        packed = None if words is None else _pack([(w.text, *_round(w.rect), w.line, _round(w.edges or ())) for w in words])
        self._db.execute("INSERT INTO pages (edition, page, text, words) VALUES (?, ?, ?, ?)", (edition, page, _pack(text), packed))

    def passage(self, place: Place, title: str) -> None:
        """One passage that search may find."""
        self._db.execute("INSERT INTO passages (place, title) VALUES (?, ?)", (str(place), title))

    def close(self) -> None:
        """Finish the file."""
        self._db.commit()
        self._db.execute("VACUUM")
        self._db.close()


def _round(values: Iterable[float]) -> list[float]:
    return [round(v, 2) for v in values]


def _pack(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def _load(packed: bytes) -> Any:
    try:
        return json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError) as error:
        raise IndexUnusable(f"The page store is damaged: {error}.", "Build the index again.") from error
