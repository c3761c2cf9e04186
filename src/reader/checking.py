"""Whether the content is whole: records, section texts, references, links, PDFs and checksums, and the index made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reader import generations
from reader.errors import IndexUnusable, LibraryError, PdfError, ReaderError
from reader.library import Edition, Library, Problem, sha256
from reader.paths import Paths
from reader.pdf_process import PdfProcess
from reader.sections import SectionText, parse

Progress = Callable[[int, int, str], None]


@dataclass
class Report:
    """What is wrong, what is only to be known, and how many files were looked at."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    checked: int = 0


def check(paths: Paths, library: Library, pdf: PdfProcess, progress: Progress) -> Report:
    """Look at every file of the content and of the index; reports all faults at once instead of raising."""
    report = Report(list(library.problems), [], len(library.files()))
    editions = list(library.editions)
    for done, edition in enumerate(editions):
        progress(done, len(editions), edition.id)
        texts = _texts(library, edition, report)
        _references(library, edition, texts, report)
        _pdf(library, edition, pdf, report)
    for document in library.documents:
        if not document.editions:
            report.notices.append(f"{document.id}: no edition is held.")
    _guides(library, report)
    _index(paths, library, report)
    return report


def _texts(library: Library, edition: Edition, report: Report) -> list[SectionText]:
    result = []
    for section in edition.sections:
        try:
            result.append(parse(section.slug, section.path.read_text(encoding="utf-8")))
        except (LibraryError, OSError, UnicodeDecodeError) as error:
            report.problems.append(Problem(section.path.relative_to(library.root).as_posix(), str(error)))
    return result


def _references(library: Library, edition: Edition, texts: list[SectionText], report: Report) -> None:
    """Every cited key has a source with an exact page, and every link inside the library leads somewhere."""
    files = {s.slug: s.path.relative_to(library.root).as_posix() for s in edition.sections}
    for text in texts:
        for mark in (m for block in text.blocks for m in block.marks):
            if mark.kind == "cite":
                source = library.sources.get(mark.value)
                if source is None:
                    report.problems.append(Problem(files[text.slug], f"The source [{mark.value}] is not in sources.toml."))
                elif not source.exact:
                    report.problems.append(
                        Problem(files[text.slug], f"The source [{mark.value}] has no exact page yet and cannot be cited.")
                    )
            elif mark.kind == "link" and "://" not in mark.value:
                id, _, slug = mark.value.partition("#")
                document = library.document(id or edition.document)
                if document is None or (slug and slug not in document.sections):
                    report.problems.append(Problem(files[text.slug], f"The link to “{mark.value}” leads nowhere."))


def _pdf(library: Library, edition: Edition, pdf: PdfProcess, report: Report) -> None:
    if edition.pdf is None:
        if edition.kind == "companion" and edition.document != library.help:
            report.notices.append(f"{edition.id}: its PDF has not been set yet (reader guides).")
        return
    name = edition.pdf.relative_to(library.root).as_posix()
    if edition.sha256 and sha256(edition.pdf) != edition.sha256:
        report.problems.append(Problem(name, "The file is not the one that was added: its checksum differs."))
    try:
        pdf.facts(edition.pdf)
    except PdfError as error:
        report.problems.append(Problem(name, error.message))


def _guides(library: Library, report: Report) -> None:
    """Whether each companion's PDF was set from the text that is here; staff libraries may be missing, which is said."""
    try:
        from reader import guides
    except ModuleNotFoundError as error:
        report.notices.append(f"Whether the guides are up to date was not checked: {error.name} is not installed.")
        return
    try:
        stale = guides.plan(library)
    except ReaderError as error:
        report.problems.append(Problem(guides.LOCK, str(error)))
        return
    report.problems += [
        Problem(f"{e.document}/{e.language}.pdf", "It was not set from the text that is here now: reader guides.") for e in stale
    ]


def _index(paths: Paths, library: Library, report: Report) -> None:
    try:
        generation = generations.find(paths, library)
    except IndexUnusable as error:
        report.problems.append(Problem("index", str(error)))
        return
    report.checked += len(generation.manifest.files)
    report.notices += [str(n) for n in generation.manifest.facts.get("notices", [])]
