"""What may go wrong in the world, as exceptions that carry the facts; anything else that escapes is a bug.

`cli` and the window turn these into sentences; a bug is left to be a traceback.
"""

from __future__ import annotations


class ReaderError(Exception):
    """The world failed: `message` says what happened, `advice` what to do next."""

    exit_code = 3

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class Refused(ReaderError):
    """Input that cannot be taken; nothing was changed."""

    exit_code = 2


class LibraryError(ReaderError):
    """The library folder is missing or its outline cannot be read."""


class IndexUnusable(ReaderError):
    """The index is missing, damaged, of another schema, or not to be trusted; build it again."""


class PdfError(ReaderError):
    """One PDF, or one page of it, cannot be read."""


class PdfLocked(PdfError):
    """The PDF wants a password."""


class PdfTimeout(PdfError):
    """The page took longer than its limit and its process was ended."""


class PdfProcessDied(PdfError):
    """The process that reads PDFs ended by itself or passed its memory limit."""


class AlignmentError(ReaderError):
    """A companion's text and its PDF do not say the same words in the same order."""

    exit_code = 1


class Cancelled(ReaderError):
    """Asked to stop; nothing was changed."""

    exit_code = 1
