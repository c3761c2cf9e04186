"""Commands that ask the library: search, list, check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from reader.cli.common import common, opened, opened_session, print_json, progress_bar, reader, say
from reader.errors import Refused

if TYPE_CHECKING:
    from reader.search import Hit
    from reader.session import Session


@reader.command()
@click.argument("query")
@click.option("--language", help="Only this language: en or es.")
@click.option("--document", help="Only this document.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Nothing but JSON on standard output.")
@click.option("--boxes", is_flag=True, help="Add the rectangles of the lit words (points from the top left of the page).")
@common
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
    with opened_session(library_, state) as session:
        if document is not None and session.library.document(document) is None:
            raise Refused(f"The library has no document “{document}”.", "See: reader list")
        results = session.search(asked, language, document, limit)
        if as_json:
            table = {
                "query": query, "read_as": asked.read_as, "total": results.total,
                "hits": [_hit(session, hit, boxes) for hit in results.hits],
                "suggestion": results.suggestion, "suggestions": list(results.suggestions), "widened": list(results.widened),
            }  # fmt: skip
            print_json(table)
        else:
            _print_hits(session, results.total, results.hits, results.suggestions)
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


def _print_hits(session: Session, total: int, hits: Sequence[Hit], suggestions: Sequence[str]) -> None:
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
    if suggestions:
        out.print(f"Did you mean: {' – '.join(suggestions)}", markup=False)


@reader.command("list")
@click.option("--json", "as_json", is_flag=True, help="Nothing but JSON on standard output.")
@common
def list_(as_json: bool, library_: Path | None, state: Path | None) -> int:
    """What the library holds and from where."""
    with opened_session(library_, state) as session:
        documents: list[dict[str, Any]] = [
            {"id": d.id, "title": d.title("en"), "editions": [_edition(session, e.id) for e in d.editions]} for d in session.library.shelf
        ]
        if as_json:
            print_json({"documents": documents})
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
            say(f"Left out: {problem.file}: {problem.reason}")
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
@common
def check(as_json: bool, library_: Path | None, state: Path | None) -> int:
    """Validate the content and every checksum; list what is wrong."""
    from reader import checking

    with opened(library_, state) as (found, held, pdf), progress_bar() as step:
        report = checking.check(found, held, pdf, step)
    if as_json:
        print_json(
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
