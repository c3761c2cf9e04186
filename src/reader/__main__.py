"""Starts the PDF child, then the window; hands staff commands to `cli`. Standard library only, and little of it, to start at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reader import COMMANDS, __version__


def main(argv: Sequence[str] | None = None) -> int:
    """The command `reader`: a staff command by its name, else the window; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in (*COMMANDS, "--help", "-h", "--version"):
        return _command(arguments)
    return _window(arguments)


def _command(arguments: list[str]) -> int:
    try:
        from reader.cli import run
    except ModuleNotFoundError as error:
        if error.name not in ("click", "rich"):
            raise
        print(f"Staff commands need the package {error.name}, which is not installed here. The window works: reader", file=sys.stderr)
        return 2
    return run(arguments)


def _window(arguments: list[str]) -> int:
    # The child needs as long to be ready as the window does, so it comes before everything else.
    from reader import pdf_start

    child = pdf_start.spawn(pdf_start.command())

    from reader.errors import ReaderError
    from reader.pdf_process import PdfProcess

    with PdfProcess(started=child) as pdf:
        try:
            place, library, state, no_trace, rest = _read(arguments)
            from reader import paths

            found = paths.find(library, state)

            from reader.library import Place
            from reader.ui import run

            return run(found, pdf, Place.parse(place) if place else None, [sys.argv[0], *rest], no_trace=no_trace)
        except ReaderError as error:
            print(error, file=sys.stderr)
            return error.exit_code


def _read(arguments: list[str]) -> tuple[str | None, str | None, str | None, bool, list[str]]:
    """Place, library, state, no_trace, and what is left for Qt."""
    import argparse

    parser = argparse.ArgumentParser("reader", description=f"Partner Reader {__version__}: open the library's window.")
    parser.add_argument("place", nargs="?", help="where to open, for example implementation-guide/en/companion?page=3")
    parser.add_argument("--library", help="the folder that holds content/ and index/")
    own = parser.add_mutually_exclusive_group()
    own.add_argument("--state", help="the folder for the reader's own data and for an index built here")
    own.add_argument("--no-trace", action="store_true", help="keep nothing of this session")
    known, rest = parser.parse_known_args(arguments)
    return known.place, known.library, known.state, known.no_trace, rest


if __name__ == "__main__":
    sys.exit(main())
