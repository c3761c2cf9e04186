"""Commands that take editions in and out: add, acquire, remove, restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader import library
from reader.cli.common import common, opened, print_json, progress_bar, reader
from reader.errors import Cancelled, Refused
from reader.library import Place

if TYPE_CHECKING:
    from reader.library import Document


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
@common
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
    with opened(library_, state) as (found, held, pdf):
        with progress_bar() as step:
            added = adding.add(held, request, pdf, step, ocr=ocr)
            held = library.load(found.content)
            indexer.build(found, held, pdf, step)
        unread = {str(page): reason for page, reason in added.unread.items()}
        if as_json:
            print_json(
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
@click.argument("document")
@click.option("--language", required=True, help="en or es.")
@click.option("--address", default="", help="Where the PDF lies, if the library does not know.")
@click.option("--sha256", default="", help="The checksum the file must have, if it is known.")
@click.option("--limit", default=300, show_default=True, help="The most to fetch, in MB.")
@click.option("--rights", default="", help="Its rights, as stated.")
@click.option("--may-pass-on", type=click.Choice(["yes", "no", "unknown"]), default="unknown", show_default=True)
@click.option("--permission", default="", help="Who allowed it, and when.")
@common
def acquire(
    document: str,
    language: str,
    address: str,
    sha256: str,
    limit: int,
    rights: str,
    may_pass_on: str,
    permission: str,
    library_: Path | None,
    state: Path | None,
) -> int:
    """Go online, fetch the publisher's PDF of a DOCUMENT from a known address, and add it."""
    from reader import acquiring, adding, indexer

    with opened(library_, state) as (found, held, pdf):
        known = held.document(document)
        if known is None:
            raise Refused(f"The library has no document “{document}”.", "See: reader list")
        address = address or known.file_addresses.get(language, "")
        if not address:
            _print_where_to_look(known)
            return 1
        with progress_bar() as step:
            fetched = acquiring.fetch(address, found.state / "fetched", step, limit=limit << 20, sha256=sha256)
            source = fetched.address if fetched.address == address else f"{address} (from {fetched.address})"
            request = adding.Request(fetched.file, document, language, "", source, rights, may_pass_on, permission)
            added = adding.add(held, request, pdf, step)
            indexer.build(found, library.load(found.content), pdf, step)
        acquiring.forget(fetched.file)
        click.echo(f"Added {added.edition}: {added.pages} pages, {added.words} words. SHA-256 {fetched.sha256}")
        for notice in added.notices:
            click.echo(f"Notice: {notice}")
        return 0


def _print_where_to_look(document: Document) -> None:
    """What is known of a document whose file nobody has an address of."""
    click.echo(f"No address of a file is established for “{document.title('en')}”. What to look for:")
    known = {
        "authors": ", ".join(document.authors), "publisher": document.publisher, "year": document.year,
        **document.identifiers, "languages seen": ", ".join(document.published_languages),
    }  # fmt: skip
    for name, value in known.items():
        if value:
            click.echo(f"    {name}: {value}")
    for page in document.landing_pages:
        click.echo(f"    look at: {page}")
    if not document.landing_pages:
        click.echo("    no page of it is established either: ask NNSC")
    click.echo(f"Save the PDF, then: reader add FILE --document {document.id} --language LANG. Or give its address with --address.")


@reader.command()
@click.argument("edition")
@common
def restore(edition: str, library_: Path | None, state: Path | None) -> int:
    """Put back what the last add or remove of an EDITION (document/lang/official) took away."""
    from reader import adding, indexer

    place = Place.parse(edition)
    with opened(library_, state) as (found, held, pdf):
        is_held = adding.restore(held, place.document, place.language)
        with progress_bar() as step:
            indexer.build(found, library.load(found.content), pdf, step)
        click.echo(f"{place.edition} is {'held as it was before' if is_held else 'not held, as before'}.")
        return 0


@reader.command()
@click.argument("edition")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
def remove(edition: str, yes: bool, library_: Path | None, state: Path | None) -> int:
    """Take an added EDITION (document/lang/official) out of the library."""
    from reader import adding, indexer

    with opened(library_, state) as (found, held, pdf):
        known = held.edition(edition)
        if known is None:
            raise Refused(f"The library holds no edition {edition}.", "See: reader list")
        if not yes and not click.confirm(f"Remove {edition} and its file?", err=True):
            raise Cancelled("Nothing was removed.")
        adding.remove(held, known)
        with progress_bar() as step:
            indexer.build(found, library.load(found.content), pdf, step)
        click.echo(f"Removed {edition}.")
        return 0
