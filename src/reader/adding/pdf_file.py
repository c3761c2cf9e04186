"""A publisher's PDF, read once from end to end before anything is changed."""

from __future__ import annotations

from collections.abc import Callable

from reader.adding.request import NAMES, Added, Request, doubt
from reader.errors import PdfError, Refused
from reader.languages import written_in
from reader.pdf_process import PdfProcess
from reader.words import tokens

_ASK = "Nothing was changed. Ask its publisher for a PDF that opens."


def read(request: Request, pdf: PdfProcess, progress: Callable[[int, int, str], None]) -> Added:
    """Facts and words; a page that cannot be read is named, a file without any is refused (Refused)."""
    try:
        facts = pdf.facts(request.file)
    except PdfError as error:
        raise Refused(f"{request.file.name} cannot be taken: {error.message}", error.advice or _ASK) from error
    words: list[str] = []
    unread: dict[int, str] = {}
    without: list[int] = []
    for page in range(1, facts.pages + 1):
        progress(page - 1, facts.pages, f"{request.file.name}, page {page}")
        try:
            if pdf.kills(request.file) >= 2:
                raise PdfError("not read, since two pages before it had to be given up")
            found = [token.folded for word in pdf.words(request.file, page) for token in tokens(word.text)]
        except PdfError as error:
            unread[page] = error.message
            continue
        words += found
        if not found:
            without.append(page)
    if len(unread) == facts.pages:
        raise Refused(f"{request.file.name} cannot be taken: none of its pages can be read ({unread[1]})", _ASK)
    notices = [*_language(request, words, facts.language), *_contents(bool(facts.outline))]
    edition = f"{request.document}/{request.language}/official"
    return Added(edition, facts.pages, len(words), unread, notices=tuple(notices), scanned=tuple(without))


def _language(request: Request, words: list[str], declared: str) -> list[str]:
    """What speaks against the language that was said."""
    seen = written_in(words)
    if seen is not None and seen != request.language:
        return [doubt(seen, request.language)]
    told = declared[:2].lower()
    if seen is None and told in NAMES and told != request.language:
        return [f"The file calls itself {NAMES[told]}, and --language {request.language} was said."]
    return []


def _contents(outlined: bool) -> list[str]:
    return [] if outlined else ["It has no contents of its own; the window shows suggested contents, made from its headings."]
