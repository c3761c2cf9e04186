"""One opened library: its shelf, its index and its PDFs, for whoever shows it. Knows no Qt.

Every method may be called from a worker thread. Until `open` is done there is a shelf and there are PDF pages, but no
texts and no search.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import generations
from reader.errors import Cancelled, IndexUnusable, LibraryError, PdfError
from reader.generations import Generation
from reader.library import Edition, Library, Place
from reader.page_store import PageStore
from reader.pages import PageText, Piece
from reader.paths import Paths
from reader.pdf_answers import Facts
from reader.pdf_process import PdfProcess
from reader.search import Query, Results, Searcher
from reader.sections import SectionText
from reader.words import Term, matches

if TYPE_CHECKING:
    from reader.glossary import Glossary
    from reader.reflow import Flow
    from reader.sheets import Sheet

Progress = Callable[[int, int, str], None]
_KEPT_PAGES = 64
_KEPT_SHEETS = 256  # of some 20 kB each


class Session:
    """The library as one object; `close` lets go of everything it opened."""

    def __init__(self, paths: Paths, library: Library, pdf: PdfProcess) -> None:
        self.paths, self.library, self.pdf = paths, library, pdf
        self.store: PageStore | None = None
        self.searcher: Searcher | None = None
        self._generation: Generation | None = None
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._lit: tuple[tuple[str, tuple[Term, ...]], list[Piece]] | None = None
        self._pages: OrderedDict[tuple[str, int], PageText] = OrderedDict()
        self._glossary: Glossary | None = None
        self._glossary_read = False
        self._sheets: OrderedDict[tuple[str, int], Sheet] = OrderedDict()

    def open(self, progress: Progress, build: Callable[[Progress], Generation] | None = None) -> None:
        """Open the index, building it first where it is missing, damaged, out of date or not this computer's own.

        `build` does that work; by default another process does, so that this one stays light. Raises IndexUnusable, Cancelled.
        """
        try:
            generation = generations.find(self.paths, self.library)
        except IndexUnusable:
            generation = (build or self._build_elsewhere)(progress)
        self.use(generation)

    def use(self, generation: Generation) -> None:
        """Read from this generation from now on."""
        self.release()
        self._lit = None
        self._generation = generation
        self.store = PageStore(generation.folder / "pages.sqlite")

    def release(self) -> None:
        """Close the files of the index."""
        if self.searcher is not None:
            self.searcher.close()
        if self.store is not None:
            self.store.close()
        self.searcher = self.store = None

    def close(self) -> None:
        """Let go of index and temporary files; the PDF process belongs to whoever made it."""
        self.release()
        if self._temporary is not None:
            self._temporary.cleanup()

    def spare(self) -> Path | None:
        """A folder for an index that serves this run only, where nothing else can be written; gone after `close`."""
        if self._temporary is None:
            self._temporary = _temporary_folder()
        return Path(self._temporary.name) if self._temporary else None

    def search(self, query: Query, language: str | None = None, document: str | None = None, limit: int = 50) -> Results:
        """Hits for a query, best first; raises IndexUnusable before `open` or when the index turns out to be damaged."""
        store = self._opened()
        if self.searcher is None:
            assert self._generation is not None
            self.searcher = Searcher(self._generation.folder, store)
        return self.searcher.search(query, language=language, document=document, limit=limit)

    def facts(self, edition: str) -> Facts | None:
        """Pages, sizes, labels and outline of an edition's PDF, from the index or else from the PDF; None without PDF.

        Raises PdfError when it cannot be read.
        """
        held = self._edition(edition)
        if held.pdf is None:
            return None
        known = self.store.facts(edition) if self.store is not None else None
        return known if known is not None else self.pdf.facts(held.pdf)

    def section_texts(self, edition: str) -> list[SectionText]:
        """The sections of an edition in order; none when it has no text form."""
        store = self._opened()
        return [store.section(edition, slug) for slug in store.slugs(edition)]

    def boxes(self, edition: str, page: int, terms: Sequence[Term]) -> list[Piece]:
        """What the terms light on one page (from 1)."""
        held = self._edition(edition)
        if self.store is not None and self.store.slugs(edition):
            key = (edition, tuple(terms))
            lit = self._lit
            if lit is None or lit[0] != key:
                # Kept for the pages that will be asked for next.
                self._lit = lit = (key, self.store.lit(edition, held.language, terms))
            return [p for p in lit[1] if p.page == page]
        text = self.page(edition, page)
        return [p for s in matches(text.text, terms, held.language) for p in text.pieces(s.start, s.end)]

    def hit_boxes(self, place: Place, terms: Sequence[Term]) -> list[Piece]:
        """What the terms light in the passage of a hit."""
        held = self._edition(place.edition)
        if self.store is not None and self.store.slugs(place.edition):
            return self.store.lit(place.edition, held.language, terms, place)
        return self.boxes(place.edition, place.page or 1, terms) if held.pdf is not None else []

    def page(self, edition: str, page: int) -> PageText:
        """The words of a PDF page with exact edges, read from the PDF and kept for a while; raises PdfError."""
        held = self._edition(edition)
        key = (edition, page)
        if key not in self._pages:
            if held.pdf is None:
                return PageText(page, ())
            self._pages[key] = PageText(page, self.pdf.words(held.pdf, page, exact=True))
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        return self._pages[key]

    def glossary(self) -> Glossary | None:
        """The terms of the field, read once; None where the library has no glossary."""
        if not self._glossary_read:
            from reader.glossary import load  # late: the window starts without

            self._glossary, self._glossary_read = load(self.paths.content), True
        return self._glossary

    def sheets(self, edition: str, pages: Iterable[int]) -> list[Sheet]:
        """The lines of pages (from 1), read from the PDF and kept for a while; a page that cannot be read has none."""
        from reader.sheets import sheet  # late: the window starts without

        held, found = self._edition(edition), []
        facts: Facts | None = None
        for page in pages:
            key = (edition, page)
            known = self._sheets.get(key)
            if known is None and held.pdf is not None:
                facts = facts or self.facts(edition)
                assert facts is not None
                known = sheet(self._words(held, page), facts.sizes[page - 1], facts.rotations[page - 1])
                self._sheets[key] = known
                while len(self._sheets) > _KEPT_SHEETS:
                    self._sheets.popitem(last=False)
            if known is not None:
                found.append(known)
        return found

    def _words(self, held: Edition, page: int) -> PageText:
        assert held.pdf is not None
        try:
            return PageText(page, self.pdf.words(held.pdf, page))
        except PdfError:
            return PageText(page, ())

    def reflow(self, edition: str, pages: range) -> Flow:
        """The text of some pages of a PDF set anew: paragraphs joined, running heads left out, headings guessed; raises PdfError."""
        from reader.reflow import reflow  # late, as above

        facts = self.facts(edition)
        return reflow(self.sheets(edition, pages), facts.outline if facts else (), facts.labels if facts else ())

    def page_matches(self, edition: str, pages: Iterable[int], terms: Sequence[Term]) -> list[tuple[int, int, int, int]]:
        """Where the terms stand in the texts of PDF pages (from 1), in order: page, start and end in the page's text, number of boxes."""
        store, language = self._opened(), self._edition(edition).language
        found = []
        for page in pages:
            text = store.page_text(edition, page)
            for span in matches(text, terms, language):
                written = text[span.start : span.end]
                found.append((page, span.start, span.end, 1 + written.count(" ") + written.count("\n")))
        return found

    def place_to_page(self, place: Place) -> tuple[int, float] | None:
        """The page (from 1) and the height on it (points from its top) of a place; None without a PDF."""
        if place.page is not None and place.offset and not (self.store is not None and self.store.slugs(place.edition)):
            lines = [line for one in self.sheets(place.edition, [place.page]) for line in one.lines if line.offset <= place.offset]
            return place.page, max(lines, key=lambda line: line.offset).y0 if lines else 0.0
        if place.page is not None:
            return place.page, 0.0
        if self.store is None or place.section is None:
            return None
        page = self.store.page_of(place)
        return None if page is None else (page, self.store.y_of(place) or 0.0)

    def page_to_place(self, edition: str, page: int, y: float) -> Place | None:
        """The place that stands at a height (points) of a page, or next below it: in the text, else in the words of the page."""
        if self.store is None:
            return None
        if self.store.slugs(edition):
            return self.store.place_on(edition, page, y)
        held = self._edition(edition)
        below = [line.offset for one in self.sheets(edition, [page]) for line in one.lines if line.y1 > y]
        return replace(held.place(), page=page, offset=below[0]) if below else None

    def _edition(self, id: str) -> Edition:
        held = self.library.edition(id)
        if held is None:
            raise LibraryError(f"The library holds no edition {id}.", "See what it holds with: reader list.")
        return held

    def _opened(self) -> PageStore:
        if self.store is None:
            raise IndexUnusable("The index is not open yet.", "Wait until it has been built.")
        return self.store

    def _build_elsewhere(self, progress: Progress) -> Generation:
        """Build in a process of its own, reading its progress line by line; killed when `progress` raises."""
        spare = ["--temporary", str(folder)] if (folder := self.spare()) else []
        command = [
            sys.executable,
            "-m",
            "reader",
            "build",
            "--progress-json",
            "--library",
            str(self.paths.library),
            "--state",
            str(self.paths.state),
            *spare,
        ]
        hidden: dict[str, Any] = {"creationflags": 0x08000000} if sys.platform == "win32" else {}  # CREATE_NO_WINDOW: no console flashes
        last: dict[str, str] = {}
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, encoding="utf-8", **hidden) as process:
            assert process.stdout is not None
            try:
                for line in process.stdout:
                    last = json.loads(line)
                    if "done" in last:
                        progress(int(last["done"]), int(last["total"]), last["what"])
            except Cancelled:
                process.kill()
                raise
        if "folder" not in last:
            raise IndexUnusable(last.get("error", "The index could not be built."), "Try: reader build.")
        return generations.check(Path(last["folder"]), self.library, {last["digest"]})


def _temporary_folder() -> tempfile.TemporaryDirectory[str] | None:
    """A folder for an index that serves one run only, in memory where the system offers that; None when nothing can be written."""
    for base in ("/dev/shm", None):  # noqa: S108 - the folder made there is private
        try:
            return tempfile.TemporaryDirectory(prefix="partner-reader-", dir=base)
        except OSError:
            continue
    return None
