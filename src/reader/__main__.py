"""Starts the PDF child, then the window; hands staff commands to `cli`. Standard library only, and little of it, to start at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader import COMMANDS, __version__

if TYPE_CHECKING:
    import argparse
    from subprocess import Popen

    from reader.paths import Paths
    from reader.pdf_process import PdfProcess
    from reader.pdf_start import Early


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

    child = _Child(pdf_start.spawn(pdf_start.command()))
    from reader.sign import Sign

    sign = Sign()
    instance = None
    import gc

    gc.disable()  # what is imported stays; the window goes on collecting once it is furnished
    from reader.errors import ReaderError

    try:
        from reader import paths

        known, rest = _read(arguments)
        found = paths.find(known.library, known.state)
        if not known.no_trace:  # such a window neither joins another nor is joined
            from reader.instance import Instance

            instance = Instance(found)
            if not instance.enter(known.place or ""):
                return 0
        child.ask(found, known.place)

        from reader.ui import run

        start = [sys.argv[0], *rest]
        return run(found, child.taken_over, known.place, start, no_trace=known.no_trace, early=child.early, sign=sign, instance=instance)
    except ReaderError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    finally:
        sign.join()
        if instance is not None:
            instance.close()
        child.close()


class _Child:
    """The PDF child from its start until somebody takes it over, and its end."""

    def __init__(self, process: Popen[bytes]) -> None:
        self._process = process
        self._owner: PdfProcess | None = None
        self.early: Early | None = None

    def ask(self, found: Paths, place: str | None) -> None:
        """Ask for the picture of the page that a place names, by the library's rule for names and at the usual width."""
        parts = (place or "").partition("?page=")
        names = parts[0].split("/")
        if len(names) != 3 or "#" in parts[0] or not (parts[2].isdecimal() or not parts[1]):
            return
        pdf = found.content / names[0] / (f"{names[1]}.pdf" if names[2] == "companion" else f"official.{names[1]}.pdf")
        if pdf.is_file():
            from reader.pdf_start import Early

            self.early = Early(self._process, str(pdf), int(parts[2] or 1), USUAL_WIDTH)

    def taken_over(self) -> PdfProcess:
        """The child with limits and restarts; called once."""
        from reader.pdf_process import PdfProcess

        self._owner = PdfProcess(started=self._process, early=self.early)
        return self._owner

    def close(self) -> None:
        """End it."""
        self.taken_over().close() if self._owner is None else self._owner.close()


# The pixels of a page's width in a window of the usual size on an ordinary screen; on others the picture is stretched at first.
USUAL_WIDTH = 870


def _read(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Our arguments, and what is left for Qt."""
    import argparse

    parser = argparse.ArgumentParser("reader", description=f"Partner Reader {__version__}: open the library's window.")
    parser.add_argument("place", nargs="?", help="where to open, for example implementation-guide/en/companion?page=3")
    parser.add_argument("--library", help="the folder that holds content/ and index/")
    own = parser.add_mutually_exclusive_group()
    own.add_argument("--state", help="the folder for the reader's own data and for an index built here")
    own.add_argument("--no-trace", action="store_true", help="keep nothing of this session")
    return parser.parse_known_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
