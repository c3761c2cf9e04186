"""What every command uses: its options, progress bars, the library it works on, and printing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from reader import __version__, library, paths

if TYPE_CHECKING:
    from reader.generations import Generation
    from reader.library import Library
    from reader.paths import Paths
    from reader.pdf_process import PdfProcess
    from reader.session import Session

_USAGE = "Every command takes --library DIR (the folder that holds content/) and --state DIR (for what this computer keeps)."
F = TypeVar("F", bound=Callable[..., Any])
_err = Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """A line on standard error."""
    _err.print(text, markup=False, soft_wrap=True)


def common(command: F) -> F:
    """The options of every command."""
    for option in (
        click.option("--state", type=click.Path(path_type=Path), help="Folder for what this computer keeps."),
        click.option("--library", "library_", type=click.Path(path_type=Path), help="Folder that holds content/ and index/."),
    ):
        command = option(command)
    return command


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error; Ctrl+C stops the work."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def step(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what[:60])

        yield step


@contextmanager
def opened(library_: Path | None, state: Path | None) -> Iterator[tuple[Paths, Library, PdfProcess]]:
    """The library and a PDF process that is closed afterwards."""
    from reader.pdf_process import PdfProcess

    found = paths.find(library_, state)
    pdf = PdfProcess()
    try:
        yield found, library.load(found.content), pdf
    finally:
        pdf.close()


@contextmanager
def opened_session(library_: Path | None, state: Path | None) -> Iterator[Session]:
    """An opened session, its index built first where that is needed."""
    from reader.session import Session

    with opened(library_, state) as (found, held, pdf):
        session = Session(found, held, pdf)
        try:
            with progress_bar() as progress:
                session.open(progress, lambda step: _build(found, held, pdf, step, session.spare()))
            yield session
        finally:
            session.close()


def _build(found: Paths, held: Library, pdf: PdfProcess, step: Callable[[int, int, str], None], spare: Path | None) -> Generation:
    from reader import indexer

    reason = indexer.plan(found, held).reason
    built = indexer.build(found, held, pdf, step, spare)
    say(f"{reason} It was built in {near(built.generation.folder)}.")
    for notice in built.notices:
        say(f"Notice: {notice}")
    return built.generation


def near(path: Path) -> str:
    """A path as seen from where one stands, if it lies below."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def print_json(value: Any) -> None:
    """A value on standard output."""
    # A query may hold half characters that no file can: shown as "?".
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n")


@click.group(epilog=_USAGE, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="Partner Reader")
def reader() -> None:
    """Partner Reader: search the library, and keep it. Without a command: reader [PLACE] opens the window."""
