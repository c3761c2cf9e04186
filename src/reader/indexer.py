"""Builds a new generation of the index from the content, then switches to it; killed anywhere, the old one still serves."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader import generations, manifest
from reader.alignment import Alignment, align
from reader.errors import AlignmentError, IndexUnusable, LibraryError, PdfError
from reader.generations import SCHEMA, Generation
from reader.guide_extras import BODY
from reader.library import Edition, Library, Place
from reader.page_store import PageStoreWriter
from reader.pages import PageText
from reader.paths import Paths
from reader.pdf_answers import Facts
from reader.pdf_process import PdfProcess
from reader.search import IndexWriter, Passage
from reader.sections import SectionText, parse
from reader.suggested import with_contents

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done; raises Cancelled to stop."""

_KILLS_PER_FILE = 2


@dataclass(frozen=True)
class Plan:
    """What `build` would do: nothing when `changed` is empty, else these content files are new, gone or different."""

    changed: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Built:
    """The generation in use after `build`, what could not be read, and whether anything was done."""

    generation: Generation
    notices: tuple[str, ...]
    new: bool


def plan(paths: Paths, library: Library) -> Plan:
    """Compare the content with the index that would be opened."""
    try:
        generations.find(paths, library)
    except IndexUnusable as error:
        folder = generations.current(paths.index)
        try:
            changed = generations.changes(manifest.read(folder), library) if folder else []
        except IndexUnusable:
            changed = []
        return Plan(tuple(changed) or tuple(f.as_posix() for f in library.files()), error.message)
    return Plan((), "The index is up to date.")


def build(paths: Paths, library: Library, pdf: PdfProcess, progress: Progress, temporary: Path | None = None) -> Built:
    """Bring the index up to date, beside the content or, where that is read-only, in the user's own data folder.

    `temporary`: the folder to use when neither can be written; such an index serves this run only.
    Raises AlignmentError when a companion's text and PDF differ, IndexUnusable when no folder can be written, Cancelled.
    """
    try:
        return Built(generations.find(paths, library), (), new=False)
    except IndexUnusable:
        pass
    refused: OSError | None = None
    for home in [*generations.homes(paths, library), *([temporary] if temporary else [])]:
        try:
            with generations.lock(home, lambda: progress(0, 1, "another program is building this index")):
                with contextlib.suppress(IndexUnusable):  # that program may have built it for us
                    return Built(generations.find(paths, library), (), new=False)
                return _build_in(home, paths, library, pdf, progress)
        except (PermissionError, OSError) as error:
            refused = error
    raise IndexUnusable(f"The index cannot be written anywhere ({refused}).", "Name a writable folder with --state.")


def _build_in(home: Path, paths: Paths, library: Library, pdf: PdfProcess, progress: Progress) -> Built:
    folder = generations.begin(home)
    try:
        inputs = manifest.inputs(library.root, library.files())
        notices = _write(folder, library, pdf, progress)
        listed = manifest.write(folder, {"schema": SCHEMA, "inputs": inputs, "notices": notices})
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    done = generations.finish(folder)
    # Where nothing can be remembered this run trusts what it built, and the next one builds again.
    with contextlib.suppress(OSError):
        manifest.add_note(paths.built, listed.digest)
    generations.sweep(home)
    return Built(Generation(done, listed), tuple(notices), new=True)


def _write(folder: Path, library: Library, pdf: PdfProcess, progress: Progress) -> list[str]:
    editions = list(library.editions)
    store = PageStoreWriter(folder / "pages.sqlite")
    index = IndexWriter(folder, dict.fromkeys([*library.languages, *(e.language for e in editions)]))
    build = _Build(library, store, index, pdf, progress)
    try:
        facts = {e.id: build.facts(e) for e in editions}
        build.total = sum(len(e.sections) for e in editions) + sum(f.pages for f in facts.values() if f) + 1
        for edition in editions:
            build.edition(edition, facts[edition.id])
        build.step("index")
        index.commit()
    except BaseException:
        index.cancel()
        raise
    finally:
        store.close()
    return build.notices


class _Build:
    """One run: where things go, what is done so far, and what could not be read."""

    def __init__(self, library: Library, store: PageStoreWriter, index: IndexWriter, pdf: PdfProcess, progress: Progress) -> None:
        self.library, self.store, self.index, self.pdf, self.progress = library, store, index, pdf, progress
        self.done, self.total, self.order = 0, 1, 0
        self.notices: list[str] = []

    def step(self, what: str) -> None:
        self.progress(self.done, self.total, what)
        self.done += 1

    def facts(self, edition: Edition) -> Facts | None:
        """The facts of an edition's PDF; when it cannot be opened that is noted, not raised."""
        if edition.pdf is None:
            return None
        try:
            return self.pdf.facts(edition.pdf)
        except PdfError as error:
            self.notices.append(f"{edition.id}: {error.message}")
            return None

    def edition(self, edition: Edition, facts: Facts | None) -> None:
        try:
            texts = [self.section(edition, s.slug, s.path) for s in edition.sections]
        except LibraryError as error:
            self.notices.append(f"{edition.id}: left out. {error.message}")
            return
        pages, unread = self.pages(edition, facts, exact=bool(texts)) if facts else ([], {0: "not readable"} if edition.pdf else {})
        if facts and not texts:
            facts = with_contents(facts, pages)
        aligned = self.align(edition, texts, pages, facts) if texts and pages and facts else None
        if facts and unread and texts:
            raise AlignmentError(
                f"{edition.id}: page {min(unread)} of its PDF cannot be read: {unread[min(unread)]}",
                "Set the guide again with: reader guides --force.",
            )
        relative = edition.pdf.relative_to(self.library.root).as_posix() if edition.pdf else None
        self.store.edition(edition.id, edition.language, relative, facts, [t.slug for t in texts], unread)
        for text in texts:
            self.store.section(edition.id, text, aligned.boxes[text.slug] if aligned else None)
            self.passage(Place(edition.document, edition.language, edition.kind, section=text.slug), _headings(text), text.text)
        for page in pages:
            if aligned is None:
                self.page(edition, page, page, facts)
            elif not _is_contents(page, texts):
                self.page(edition, PageText(page.page, aligned.left.get(page.page, ())), page, facts)

    def section(self, edition: Edition, slug: str, path: Path) -> SectionText:
        self.step(f"{edition.id}#{slug}")
        try:
            return parse(slug, path.read_text(encoding="utf-8"))
        except (LibraryError, UnicodeDecodeError) as error:
            raise LibraryError(f"{path.relative_to(self.library.root).as_posix()}: {error}") from error

    def pages(self, edition: Edition, facts: Facts, *, exact: bool) -> tuple[list[PageText], dict[int, str]]:
        """The words of every page that can be read, and the reasons for the others."""
        assert edition.pdf is not None
        pages, unread = [], {}
        for number in range(1, facts.pages + 1):
            self.step(f"{edition.id}?page={number}")
            if self.pdf.kills(edition.pdf) >= _KILLS_PER_FILE:
                unread[number] = "not read, since two pages before it had to be given up"
                continue
            try:
                pages.append(PageText(number, self.pdf.words(edition.pdf, number, exact=exact)))
            except PdfError as error:
                unread[number] = error.message
        self.notices += [f"{edition.id}?page={number}: {reason}" for number, reason in unread.items()]
        return pages, unread

    def align(self, edition: Edition, texts: Sequence[SectionText], pages: list[PageText], facts: Facts) -> Alignment:
        starts = {t.slug: facts.names[t.slug][0] for t in texts if t.slug in facts.names}
        missing = [t.slug for t in texts if t.slug not in starts]
        if missing:
            raise AlignmentError(
                f"{edition.id}: the PDF has no named place for section {missing[0]}.", "Set the guide again with: reader guides --force."
            )
        return align(edition.id, {t.slug: t.text for t in texts}, pages, starts, BODY)

    def page(self, edition: Edition, page: PageText, whole: PageText, facts: Facts | None) -> None:
        """A page as a passage: of an official PDF the whole of it, of a companion's the words that only the PDF has."""
        if not page.words:
            return
        self.store.page(edition.id, page.page, page.text, None if page is whole else page.words)
        above = [e.title for e in facts.outline if e.page <= page.page] if facts else []
        self.passage(Place(edition.document, edition.language, edition.kind, page=page.page), above[-1] if above else "", page.text)

    def passage(self, place: Place, title: str, text: str) -> None:
        self.order += 1
        self.store.passage(place, title)
        document = self.library.document(place.document)
        about = document.title(place.language) if document is not None else ""
        self.index.add(Passage(place, title, text, place.language, self.order, about))


def _is_contents(page: PageText, texts: Sequence[SectionText]) -> bool:
    """Whether a page lists the sections: found there, every one of its words would be a hit that leads nowhere."""
    line = " ".join(page.text.split())
    return sum(" ".join(t.title.split()) in line for t in texts) > max(1, len(texts) // 2)


def _headings(text: SectionText) -> str:
    return "\n".join(b.text for b in text.blocks if b.kind == "heading")
