"""Staff and terminal commands, all printing, and the one place that turns errors into sentences and exit codes.

0 done; 1 done and something is wrong, or nothing was found; 2 refused; 3 library or index unusable.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from reader import __version__, library, paths
from reader.errors import Cancelled, ReaderError, Refused
from reader.library import Place

if TYPE_CHECKING:
    from reader.generations import Generation
    from reader.library import Library
    from reader.paths import Paths
    from reader.pdf_process import PdfProcess
    from reader.search import Hit
    from reader.session import Session

F = TypeVar("F", bound=Callable[..., Any])
_err = Console(stderr=True, highlight=False)
_USAGE = "Every command takes --library DIR (the folder that holds content/) and --state DIR (for what this computer keeps)."


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; a traceback from here is a bug."""
    try:
        result = reader.main(list(argv), prog_name="reader", standalone_mode=False)
        return int(result or 0)
    except ReaderError as error:
        _say(str(error))
        return error.exit_code
    except click.UsageError as error:
        _say(f"{error.format_message()} See: reader --help")
        return 2
    except (KeyboardInterrupt, click.exceptions.Abort):
        _say("Stopped; nothing was changed.")
        return Cancelled.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; Python would complain again at exit
        return 0


def _say(text: str) -> None:
    _err.print(text, markup=False, soft_wrap=True)


def _common(command: F) -> F:
    for option in (
        click.option("--state", type=click.Path(path_type=Path), help="Folder for what this computer keeps."),
        click.option("--library", "library_", type=click.Path(path_type=Path), help="Folder that holds content/ and index/."),
    ):
        command = option(command)
    return command


@contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error; Ctrl+C stops the work."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def step(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what[:60])

        yield step


@contextmanager
def _opened(library_: Path | None, state: Path | None) -> Iterator[tuple[Paths, Library, PdfProcess]]:
    """The library and a PDF process that is closed afterwards."""
    from reader.pdf_process import PdfProcess

    found = paths.find(library_, state)
    pdf = PdfProcess()
    try:
        yield found, library.load(found.content), pdf
    finally:
        pdf.close()


@contextmanager
def _session(library_: Path | None, state: Path | None) -> Iterator[Session]:
    """An opened session, its index built first where that is needed."""
    from reader.session import Session

    with _opened(library_, state) as (found, held, pdf):
        session = Session(found, held, pdf)
        try:
            with _progress() as progress:
                session.open(progress, lambda step: _build(found, held, pdf, step, session.spare()))
            yield session
        finally:
            session.close()


def _build(found: Paths, held: Library, pdf: PdfProcess, step: Callable[[int, int, str], None], spare: Path | None) -> Generation:
    from reader import indexer

    reason = indexer.plan(found, held).reason
    built = indexer.build(found, held, pdf, step, spare)
    _say(f"{reason} It was built in {_near(built.generation.folder)}.")
    for notice in built.notices:
        _say(f"Notice: {notice}")
    return built.generation


def _near(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


@click.group(epilog=_USAGE, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="Partner Reader")
def reader() -> None:
    """Partner Reader: search the library, and keep it. Without a command: reader [PLACE] opens the window."""


@reader.command()
@click.argument("query")
@click.option("--language", help="Only this language: en or es.")
@click.option("--document", help="Only this document.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Nothing but JSON on standard output.")
@click.option("--boxes", is_flag=True, help="Add the rectangles of the lit words (points from the top left of the page).")
@_common
def search(
    query: str,
    language: str | None,
    document: str | None,
    limit: int,
    as_json: bool,
    boxes: bool,
    library_: Path | None,
    state: Path | None,
) -> int:
    """Search all guides for words or a "phrase"."""
    from reader.search import Query

    asked = Query.parse(query)
    if asked.empty:
        raise Refused("There is no word to search for.", 'Type one or more words, or a "phrase".')
    with _session(library_, state) as session:
        if document is not None and session.library.document(document) is None:
            raise Refused(f"The library has no document “{document}”.", "See: reader list")
        results = session.search(asked, language, document, limit)
        if as_json:
            table = {
                "query": query, "read_as": asked.read_as, "total": results.total,
                "hits": [_hit(session, hit, boxes) for hit in results.hits],
                "suggestion": results.suggestion, "widened": list(results.widened),
            }  # fmt: skip
            _json(table)
        else:
            _print_hits(session, results.total, results.hits, results.suggestion)
        return 0 if results.hits else 1


def _hit(session: Session, hit: Hit, boxes: bool) -> dict[str, Any]:
    place = hit.place
    found: dict[str, Any] = {
        "place": str(place), "document": place.document, "edition": place.edition, "language": place.language, "kind": place.kind,
        "section": place.section, "page": hit.page, "page_label": hit.page_label, "title": hit.title, "score": round(hit.score, 4),
        "snippet": hit.snippet, "terms": [" ".join(t.words) for t in hit.terms],
    }  # fmt: skip
    if boxes:
        pieces = session.hit_boxes(place, hit.terms)
        facts = session.facts(place.edition)
        found["boxes"] = [
            {
                "page": page,
                "page_label": facts.labels[page - 1] if facts else None,
                "words": [p.text for p in pieces if p.page == page],
                "rects": [[round(v, 2) for v in p.rect] for p in pieces if p.page == page],
            }
            for page in sorted({p.page for p in pieces})
        ]
    return found


def _print_hits(session: Session, total: int, hits: Sequence[Hit], suggestion: str | None) -> None:
    out = Console(highlight=False)
    for hit in hits:
        document = session.library.document(hit.place.document)
        page = f", page {hit.page_label}" if hit.page_label else ""
        out.print(
            f"{document.title(hit.place.language) if document else hit.place.document} [{hit.place.language}{page}] {hit.title}",
            style="bold",
            markup=False,
        )
        out.print(f"    {hit.snippet}", markup=False)
        out.print(f"    {hit.place}", style="dim", markup=False)
    out.print(f"{total} passages" if total != 1 else "1 passage", markup=False)
    if suggestion:
        out.print(f"Did you mean: {suggestion}", markup=False)


def _json(value: Any) -> None:
    # A query may hold half characters that no file can: shown as "?".
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n")


@reader.command()
@click.option("--temporary", type=click.Path(path_type=Path), hidden=True)
@click.option("--progress-json", is_flag=True, hidden=True)
@_common
def build(temporary: Path | None, progress_json: bool, library_: Path | None, state: Path | None) -> int:
    """Bring the index up to date."""
    from reader import indexer

    with _opened(library_, state) as (found, held, pdf):
        if progress_json:
            return _build_for_window(found, held, pdf, temporary)
        planned = indexer.plan(found, held)
        with _progress() as step:
            built = indexer.build(found, held, pdf, step, temporary)
        for notice in (*(f"{p.file}: {p.reason}" for p in held.problems), *built.notices):
            _say(f"Notice: {notice}")
        _say(f"{planned.reason} It was built in {_near(built.generation.folder)}." if built.new else planned.reason)
        return 1 if held.problems else 0


def _build_for_window(found: Paths, held: Library, pdf: PdfProcess, temporary: Path | None) -> int:
    """Progress and outcome as one JSON object a line, for the window that started this process."""
    from reader import indexer

    def line(**values: Any) -> None:
        sys.stdout.write(json.dumps(values) + "\n")
        sys.stdout.flush()

    try:
        built = indexer.build(found, held, pdf, lambda done, total, what: line(done=done, total=total, what=what), temporary)
    except ReaderError as error:
        line(error=str(error))
        return error.exit_code
    line(folder=str(built.generation.folder.parent), digest=built.generation.manifest.digest, notices=built.notices)
    return 0


@reader.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--document", required=True, help="Document id; a new one makes a new entry (then --title too).")
@click.option("--language", required=True, help="en or es.")
@click.option("--title", default="", help="Title of a new entry, in that language.")
@click.option("--source", default="", help="Where the file came from.")
@click.option("--rights", default="", help="Its rights, as stated.")
@click.option("--may-pass-on", type=click.Choice(["yes", "no", "unknown"]), default="unknown", show_default=True)
@click.option("--permission", default="", help="Who allowed it, and when.")
@click.option("--ocr", is_flag=True, help="Read scanned pages by machine; add the same file again to go on after a stop.")
@click.option("--json", "as_json", is_flag=True, help="Nothing but JSON on standard output.")
@_common
def add(
    file: Path,
    document: str,
    language: str,
    title: str,
    source: str,
    rights: str,
    may_pass_on: str,
    permission: str,
    ocr: bool,
    as_json: bool,
    library_: Path | None,
    state: Path | None,
) -> int:
    """Add or replace the publisher's own edition: a PDF, or section text (.md); it comes first on the shelf."""
    from reader import adding, indexer

    request = adding.Request(file, document, language, title, source, rights, may_pass_on, permission)
    with _opened(library_, state) as (found, held, pdf):
        with _progress() as step:
            added = adding.add(held, request, pdf, step, ocr=ocr)
            held = library.load(found.content)
            indexer.build(found, held, pdf, step)
        unread = {str(page): reason for page, reason in added.unread.items()}
        if as_json:
            _json(
                {
                    "edition": added.edition, "pages": added.pages, "sections": added.sections, "words": added.words, "unread": unread,
                    "without_text": list(added.scanned), "read_by_machine": added.read, "notices": list(added.notices),
                }
            )  # fmt: skip
            return 0
        size = f"{added.sections} sections" if added.sections else f"{added.pages} pages"
        click.echo(f"Added {added.edition}: {size}, {added.words} words.")
        for page, reason in unread.items():
            click.echo(f"Page {page} cannot be read: {reason}")
        for notice in added.notices:
            click.echo(f"Notice: {notice}")
        if added.read:
            click.echo(f"{added.read} scanned pages were read by machine; that makes mistakes.")
        if added.scanned:
            which = "It holds no text" if not added.words else f"{len(added.scanned)} of its pages hold no text"
            click.echo(f"{which} that can be searched: scanned, most likely. Add it again with --ocr to have it read.")
        return 0


@reader.command()
@click.argument("edition")
@_common
def restore(edition: str, library_: Path | None, state: Path | None) -> int:
    """Put back what the last add or remove of an EDITION (document/lang/official) took away."""
    from reader import adding, indexer

    place = Place.parse(edition)
    with _opened(library_, state) as (found, held, pdf):
        is_held = adding.restore(held, place.document, place.language)
        with _progress() as step:
            indexer.build(found, library.load(found.content), pdf, step)
        click.echo(f"{place.edition} is {'held as it was before' if is_held else 'not held, as before'}.")
        return 0


@reader.command()
@click.argument("edition")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_common
def remove(edition: str, yes: bool, library_: Path | None, state: Path | None) -> int:
    """Take an added EDITION (document/lang/official) out of the library."""
    from reader import adding, indexer

    with _opened(library_, state) as (found, held, pdf):
        known = held.edition(edition)
        if known is None:
            raise Refused(f"The library holds no edition {edition}.", "See: reader list")
        if not yes and not click.confirm(f"Remove {edition} and its file?", err=True):
            raise Cancelled("Nothing was removed.")
        adding.remove(held, known)
        with _progress() as step:
            indexer.build(found, library.load(found.content), pdf, step)
        click.echo(f"Removed {edition}.")
        return 0


@reader.command("list")
@click.option("--json", "as_json", is_flag=True, help="Nothing but JSON on standard output.")
@_common
def list_(as_json: bool, library_: Path | None, state: Path | None) -> int:
    """What the library holds and from where."""
    with _session(library_, state) as session:
        documents: list[dict[str, Any]] = [
            {"id": d.id, "title": d.title("en"), "editions": [_edition(session, e.id) for e in d.editions]} for d in session.library.shelf
        ]
        if as_json:
            _json({"documents": documents})
            return 0
        for document in documents:
            click.echo(f"{document['id']}: {document['title']}")
            for e in document["editions"]:
                click.echo(
                    f"    {e['edition']}: {' and '.join(e['forms'])}, {e['pages']} pages, {e['words']} words; "
                    f"{e['rights'] or 'rights not stated'}; may pass on: {e['may_pass_on']}"
                )
            if not any(e["kind"] == "official" for e in document["editions"]):
                click.echo("    official edition not held")
        for problem in session.library.problems:
            _say(f"Left out: {problem.file}: {problem.reason}")
        return 0


def _edition(session: Session, id: str) -> dict[str, Any]:
    from reader.words import tokens

    edition, store = session.library.edition(id), session.store
    assert edition is not None
    assert store is not None
    facts = store.facts(id)
    texts = [t.text for t in session.section_texts(id)] or [store.page_text(id, p) for p in range(1, facts.pages + 1)] if facts else []
    words = sum(1 for text in texts for t in tokens(text) if t.parts == 1)
    return {
        "edition": id, "language": edition.language, "kind": edition.kind, "forms": list(edition.forms),
        "pages": facts.pages if facts else 0, "words": words, "rights": edition.rights, "may_pass_on": edition.may_pass_on,
        "source": edition.source,
    }  # fmt: skip


@reader.command()
@click.option("--json", "as_json", is_flag=True, help="Nothing but JSON on standard output.")
@_common
def check(as_json: bool, library_: Path | None, state: Path | None) -> int:
    """Validate the content and every checksum; list what is wrong."""
    from reader import checking

    with _opened(library_, state) as (found, held, pdf), _progress() as step:
        report = checking.check(found, held, pdf, step)
    if as_json:
        _json(
            {
                "problems": [{"file": p.file, "reason": p.reason} for p in report.problems],
                "notices": list(report.notices),
                "checked": report.checked,
            }
        )
    else:
        for notice in report.notices:
            click.echo(f"Notice: {notice}")
        for problem in report.problems:
            click.echo(f"{problem.file}: {problem.reason}")
        click.echo(f"{report.checked} files checked, {len(report.problems)} problems.")
    return 1 if report.problems else 0


@reader.command()
@click.option("--force", is_flag=True, help="Set all guides again.")
@_common
def guides(force: bool, library_: Path | None, state: Path | None) -> int:
    """Typeset the companions whose text, template, fonts or Typst version changed."""
    from reader import guides as setting

    found = paths.find(library_, state)
    held = library.load(found.content)
    with _progress() as step:
        done = setting.build(held, step, force=force)
    click.echo(f"{len(done)} guides set." if done else "Every guide is up to date.")
    for edition in done:
        click.echo(f"    {edition.id}")
    return 0


@reader.command()
@click.option("--picture", type=click.Path(path_type=Path), help="Save what the window shows.")
@_common
def selftest(picture: Path | None, library_: Path | None, state: Path | None) -> int:
    """Open the real window, search, go to the first hit and look whether its words are lit."""
    from reader.pdf_process import PdfProcess

    with PdfProcess() as pdf:
        pdf.start()
        found = paths.find(library_, state)
        from reader.ui.selftest import selftest as test

        return test(found, pdf, picture, click.echo)
