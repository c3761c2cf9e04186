"""Starts the PDF process, then the window; hands staff commands to `cli`. Standard library only, so that it starts at once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from reader import __version__
from reader.errors import ReaderError
from reader.library import COMMANDS, Place


def main(argv: Sequence[str] | None = None) -> int:
    """The command `reader`: a staff command by its name, else the window; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in (*COMMANDS, "--help", "-h", "--version"):
        return _command(arguments)
    try:
        return _window(arguments)
    except ReaderError as error:
        print(error, file=sys.stderr)
        return error.exit_code


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
    parser = argparse.ArgumentParser("reader", description=f"Partner Reader {__version__}: open the library's window.")
    parser.add_argument("place", nargs="?", help="where to open, for example implementation-guide/en/companion?page=3")
    parser.add_argument("--library", help="the folder that holds content/ and index/")
    own = parser.add_mutually_exclusive_group()
    own.add_argument("--state", help="the folder for the reader's own data and for an index built here")
    own.add_argument("--no-trace", action="store_true", help="keep nothing of this session")
    known, rest = parser.parse_known_args(arguments)
    place = Place.parse(known.place) if known.place else None

    # The PDF process starts before anything heavy is imported here: it is ready when the window is.
    from reader.pdf_process import PdfProcess

    pdf = PdfProcess()
    pdf.start()
    try:
        from reader import paths

        found = paths.find(known.library, known.state)

        from reader.ui import run

        return run(found, pdf, place, [sys.argv[0], *rest], no_trace=known.no_trace)
    finally:
        pdf.close()


if __name__ == "__main__":
    sys.exit(main())
