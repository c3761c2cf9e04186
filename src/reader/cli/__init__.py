"""Staff and terminal commands, all printing, and the one place that turns errors into sentences and exit codes.

0 done; 1 done and something is wrong, or nothing was found; 2 refused; 3 library or index unusable.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from reader.cli import adding, asking, keeping
from reader.cli.common import reader, say
from reader.errors import Cancelled, ReaderError

__all__ = ["adding", "asking", "keeping", "reader", "run"]


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; a traceback from here is a bug."""
    try:
        result = reader.main(list(argv), prog_name="reader", standalone_mode=False)
        return int(result or 0)
    except ReaderError as error:
        say(str(error))
        return error.exit_code
    except click.UsageError as error:
        say(f"{error.format_message()} See: reader --help")
        return 2
    except (KeyboardInterrupt, click.exceptions.Abort):
        say("Stopped; nothing was changed.")
        return Cancelled.exit_code
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; Python would complain again at exit
        return 0
