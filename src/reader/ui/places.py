"""What readers and texts call places, found in the library: links between documents, and printed page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.library import Edition, Library, Place


def linked(library: Library | None, here: Edition | None, language: str, address: str) -> Place | None:
    """The place that `document`, `document#slug` or `#slug` names, in the language and kind being read; None for other addresses."""
    document, _, slug = address.partition("#")
    held = library.document(document or (here.document if here else "")) if library is not None else None
    if held is None:
        return None
    language = here.language if here else language
    kind = here.kind if here else "companion"
    for edition in sorted(held.editions, key=lambda e: (e.language != language, e.kind != kind)):
        found = next((s for s in edition.sections if slug in (s.slug, f"{s.number:02}-{s.slug}")), None)
        if found is not None or not slug:
            return Place(edition.document, edition.language, edition.kind, found.slug if found else None)
    return None


def page_named(labels: Sequence[str], pages: int, text: str) -> int | None:
    """The page, from 1, that a printed label or a number means; "xii (14 of 96)" as it stands is read as its label."""
    words = text.split(maxsplit=1)
    word = words[0].strip("()") if words else ""
    folded = [label.casefold() for label in labels]
    if word and word.casefold() in folded:
        return folded.index(word.casefold()) + 1
    # A label that is a number comes first: readers copy what is printed.
    return int(word) if word.isdecimal() and 1 <= int(word) <= pages else None


def pdf_path(content: Path, place: Place) -> Path:
    """Where the PDF of an edition lies by the library's rule; lets the first page be asked for before the library is read."""
    name = f"{place.language}.pdf" if place.kind == "companion" else f"official.{place.language}.pdf"
    return content / place.document / name


def window_title(library: Library | None, edition: Edition | None, language: str) -> str:
    """The document while one is read, else the library; Qt adds the program's name, and a task bar has no room for more."""
    document = library.document(edition.document) if library is not None and edition is not None else None
    if document is not None and edition is not None:
        return document.title(edition.language)
    return (library.titles.get(language) if library is not None else None) or "Partner Reader"
