"""Adding a publisher's own edition to the library, taking it out, and putting back what was there before.

Files first, then the record, each written beside and renamed, so that the content is always as it was or as it will be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reader import scans
from reader.adding import aside, files, pdf_file, reading, record, text_file
from reader.adding.request import Added, Request, check
from reader.errors import Refused
from reader.library import Edition, Library, sha256
from reader.pdf_process import PdfProcess

__all__ = ["Added", "Request", "add", "remove", "restore"]


def add(library: Library, request: Request, pdf: PdfProcess, progress: Callable[[int, int, str], None], *, ocr: bool = False) -> Added:
    """Put a publisher's edition first on the shelf; raises Refused, with the library unchanged, when it cannot be taken.

    `ocr`: then read its scanned pages by machine, which may be stopped and taken up again by adding the same file once more.
    """
    check(library, request)
    if ocr:
        reading.models(request.language)
    document = library.document(request.document)
    parts: list[text_file.Part] = []
    if request.is_text:
        added, parts = text_file.read(request, document.title(request.language) if document is not None else request.title)
    else:
        added = pdf_file.read(request, pdf, progress)
    folder, language = library.root / request.document, request.language
    with _writing(library.root, "Add to a copy that can be written."):
        aside.keep(library.root, request.document, language)
        folder.mkdir(parents=True, exist_ok=True)
        if request.is_text:
            files.write_sections(folder, language, {part.name: part.text for part in parts})
        else:
            files.copy(request.file, files.pdf(folder, language))
            if not scans.done(files.pdf(folder, language), sha256(request.file)):
                scans.beside(files.pdf(folder, language)).unlink(missing_ok=True)  # it was of another file
        record.write(library.root, request.document, language, record.entry_of(request), request.title)
        # One edition has one form: whoever adds another means this one instead.
        files.drop(folder, language, keep="text" if request.is_text else "pdf")
        if ocr and added.scanned:
            failed = reading.read(files.pdf(folder, language), sha256(request.file), added.scanned, language, pdf, progress)
            return replace(added, unread={**added.unread, **failed}, scanned=tuple(failed), read=len(added.scanned) - len(failed))
    return added


def remove(library: Library, edition: Edition) -> None:
    """Take an official edition out; raises Refused for a companion, whose text is part of the library itself."""
    if edition.kind != "official":
        raise Refused(f"{edition.id} is a companion and part of the library.", "Only editions that were added can be removed.")
    with _writing(library.root, "Remove from a copy that can be written."):
        aside.keep(library.root, edition.document, edition.language)
        record.write(library.root, edition.document, edition.language, None)
        files.drop(library.root / edition.document, edition.language)


def restore(library: Library, document: str, language: str) -> bool:
    """Put back what the last `add` or `remove` of this edition took away; again, and that is undone. True if an edition is held then."""
    with _writing(library.root, "Restore in a copy that can be written."):
        return aside.swap(library.root, document, language)


@contextmanager
def _writing(content: Path, advice: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"The library in {content} cannot be written ({error.strerror}).", advice) from error
