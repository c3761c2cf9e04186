"""Commands that make what the library needs, and prove it: build, guides, selftest."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader import library, paths
from reader.cli.common import common, near, opened, progress_bar, reader, say
from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.library import Library
    from reader.paths import Paths
    from reader.pdf_process import PdfProcess


@reader.command()
@click.option("--temporary", type=click.Path(path_type=Path), hidden=True)
@click.option("--progress-json", is_flag=True, hidden=True)
@common
def build(temporary: Path | None, progress_json: bool, library_: Path | None, state: Path | None) -> int:
    """Bring the index up to date."""
    from reader import indexer

    with opened(library_, state) as (found, held, pdf):
        if progress_json:
            return _build_for_window(found, held, pdf, temporary)
        planned = indexer.plan(found, held)
        with progress_bar() as step:
            built = indexer.build(found, held, pdf, step, temporary)
        for notice in (*(f"{p.file}: {p.reason}" for p in held.problems), *built.notices):
            say(f"Notice: {notice}")
        say(f"{planned.reason} It was built in {near(built.generation.folder)}." if built.new else planned.reason)
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
@click.option("--force", is_flag=True, help="Set all guides again.")
@common
def guides(force: bool, library_: Path | None, state: Path | None) -> int:
    """Typeset the companions whose text, template, fonts or Typst version changed."""
    from reader import guides as setting

    found = paths.find(library_, state)
    held = library.load(found.content)
    with progress_bar() as step:
        done = setting.build(held, step, force=force)
    click.echo(f"{len(done)} guides set." if done else "Every guide is up to date.")
    for edition in done:
        click.echo(f"    {edition.id}")
    return 0


@reader.command()
@click.option("--picture", type=click.Path(path_type=Path), help="Save what the window shows.")
@common
def selftest(picture: Path | None, library_: Path | None, state: Path | None) -> int:
    """Open the real window, search, go to the first hit and look whether its words are lit."""
    from reader.pdf_process import PdfProcess

    with PdfProcess() as pdf:
        pdf.start()
        found = paths.find(library_, state)
        from reader.ui.selftest import selftest as test

        return test(found, pdf, picture, click.echo)
