"""The editions in a document's record: changed line by line, with every other line, comments too, as it was."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import tomlkit

from reader import manifest
from reader.adding.request import Request
from reader.library import sha256


def entry_of(request: Request) -> dict[str, Any]:
    """The entry for an official edition, with its provenance."""
    entry = {
        "language": request.language, "kind": "official", "rights": request.rights, "may_pass_on": request.may_pass_on,
        "permission": request.permission, "said_by": os.environ.get("USER", os.environ.get("USERNAME", "staff")),
        "said_on": dt.datetime.now().astimezone().date(), "source": request.source or request.file.name, "sha256": sha256(request.file),
    }  # fmt: skip
    return {name: value for name, value in entry.items() if value != ""}


def held(content: Path, document: str, language: str) -> dict[str, Any] | None:
    """The entry that the record has for the official edition in a language."""
    path = content / document / "document.toml"
    if not path.exists():
        return None
    editions = tomlkit.parse(path.read_text(encoding="utf-8")).unwrap().get("editions", [])
    return next((dict(entry) for entry in editions if _is(entry, language)), None)


def write(content: Path, document: str, language: str, entry: dict[str, Any] | None, title: str = "") -> None:
    """Put an entry in the place of the official edition in a language, or none; a document without record gets one with this title."""
    path = content / document / "document.toml"
    record = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else _new(language, title)
    editions = tomlkit.aot()
    for old in record.get("editions", []):
        if not _is(old, language):
            editions.append(tomlkit.item(dict(old)))
    if entry is not None:
        editions.append(tomlkit.item(entry))
    record.pop("editions", None)
    if len(editions):
        record.append("editions", editions)
    manifest.replace(path, tomlkit.dumps(record).encode())


def _new(language: str, title: str) -> tomlkit.TOMLDocument:
    record = tomlkit.document()
    record.append("sections", tomlkit.array())
    record.append("title", tomlkit.item({language: title}))
    return record


def _is(entry: Any, language: str) -> bool:
    return (entry.get("language"), entry.get("kind")) == (language, "official")
