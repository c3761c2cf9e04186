"""Adding a publisher's PDF to the library and taking it out again: file first, then the record, each written beside and renamed."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from reader import COMMANDS, manifest
from reader.errors import PdfError, Refused
from reader.library import Edition, Library, sha256
from reader.pdf_process import PdfProcess
from reader.words import LANGUAGES, tokens

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ID_LENGTH = 60


@dataclass(frozen=True)
class Request:
    """What staff said of a file they add."""

    file: Path
    document: str
    language: str
    title: str = ""
    source: str = ""
    rights: str = ""
    may_pass_on: str = "unknown"
    permission: str = ""


@dataclass(frozen=True)
class Added:
    """What was taken: the edition, its pages, its words, and the pages that cannot be read (from 1) with the reason."""

    edition: str
    pages: int
    words: int
    unread: dict[int, str]


def add(library: Library, request: Request, pdf: PdfProcess, progress: Callable[[int, int, str], None]) -> Added:
    """Put a publisher's PDF first on the shelf; raises Refused, with the library unchanged, when it cannot be taken."""
    _known(library, request)
    added = _read(request, pdf, progress)
    folder = library.root / request.document
    name = f"official.{request.language}.pdf"
    entry = {
        "language": request.language, "kind": "official", "rights": request.rights, "may_pass_on": request.may_pass_on,
        "permission": request.permission, "said_by": os.environ.get("USER", os.environ.get("USERNAME", "staff")),
        "said_on": _today(), "source": request.source or request.file.name, "sha256": sha256(request.file),
    }  # fmt: skip
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(request.file, folder / name)
        _record(library.root, request, lambda editions: [e for e in editions if not _is(e, request.language, "official")], entry)
    except OSError as error:
        raise Refused(
            f"The library in {library.root} cannot be written ({error.strerror}).", "Add to a copy that can be written."
        ) from error
    return added


def remove(library: Library, edition: Edition) -> None:
    """Take an official edition out; raises Refused for a companion, whose text is part of the library itself."""
    if edition.kind != "official":
        raise Refused(f"{edition.id} is a companion and part of the library.", "Only editions that were added can be removed.")
    request = Request(Path(), edition.document, edition.language)
    try:
        _record(library.root, request, lambda editions: [e for e in editions if not _is(e, edition.language, "official")], None)
        if edition.pdf is not None:
            edition.pdf.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(
            f"The library in {library.root} cannot be written ({error.strerror}).", "Remove from a copy that can be written."
        ) from error


def _known(library: Library, request: Request) -> None:
    """Refuse what can be refused before the file is read."""
    if request.language not in LANGUAGES:
        raise Refused(
            f"“{request.language}” is no language this program can search.", f"Say --language {' or --language '.join(LANGUAGES)}."
        )
    if library.document(request.document) is None:
        ids = ", ".join(d.id for d in library.shelf)
        if not _ID.fullmatch(request.document) or request.document in COMMANDS or len(request.document) > _ID_LENGTH:
            raise Refused(f"“{request.document}” cannot name a document.", f"Use lower-case letters, digits and hyphens, or one of: {ids}.")
        if not request.title:
            raise Refused(f"The library has no document “{request.document}”.", f"To make a new entry give --title; known are: {ids}.")
    if not request.file.is_file():
        raise Refused(f"There is no file {request.file}.", "Check the name.")


def _read(request: Request, pdf: PdfProcess, progress: Callable[[int, int, str], None]) -> Added:
    """Read the whole file once; a page that cannot be read is named, a file without any is refused."""
    try:
        facts = pdf.facts(request.file)
    except PdfError as error:
        raise Refused(
            f"{request.file.name} cannot be taken: {error.message}",
            error.advice or "Nothing was changed. Ask its publisher for a PDF that opens.",
        ) from error
    words, unread = 0, {}
    for page in range(1, facts.pages + 1):
        progress(page - 1, facts.pages, f"{request.file.name}, page {page}")
        try:
            if pdf.kills(request.file) >= 2:
                raise PdfError("not read, since two pages before it had to be given up")
            words += sum(len(tokens(w.text)) for w in pdf.words(request.file, page))
        except PdfError as error:
            unread[page] = error.message
    if len(unread) == facts.pages:
        raise Refused(
            f"{request.file.name} cannot be taken: none of its pages can be read ({unread[1]})",
            "Nothing was changed. Ask its publisher for a PDF that opens.",
        )
    return Added(f"{request.document}/{request.language}/official", facts.pages, words, unread)


def _copy(source: Path, target: Path) -> None:
    beside = target.with_name(target.name + ".tmp")
    try:
        shutil.copyfile(source, beside)
        manifest.flush(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _record(content: Path, request: Request, keep: Callable[[list[Any]], list[Any]], entry: dict[str, Any] | None) -> None:
    """Change the editions in document.toml and leave every other line of it, comments too, as it was."""
    path = content / request.document / "document.toml"
    record = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else _new_record(request)
    editions = tomlkit.aot()
    for old in keep(list(record.get("editions", []))):
        editions.append(tomlkit.item(dict(old)))
    if entry is not None:
        editions.append(tomlkit.item({k: v for k, v in entry.items() if v != ""}))
    record.pop("editions", None)
    if len(editions):
        record.append("editions", editions)
    manifest.replace(path, tomlkit.dumps(record).encode())


def _new_record(request: Request) -> tomlkit.TOMLDocument:
    record = tomlkit.document()
    record.append("sections", tomlkit.array())
    record.append("title", tomlkit.item({request.language: request.title}))
    return record


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _is(entry: Any, language: str, kind: str) -> bool:
    return (entry.get("language"), entry.get("kind")) == (language, kind)
