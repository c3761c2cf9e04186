"""What an edition was before the last change lies beside the content, so that the change can be undone; it is no part of the library."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

from reader import manifest, scans
from reader.adding import files, record

_ENTRY, _PDF, _TEXT, _RECORD = "entry.json", "official.pdf", "official", "document.toml"
_FOLDER = "replaced"  # beside content/


def keep(content: Path, document: str, language: str) -> None:
    """Copy the official edition aside, as it is now, in the place of what was kept before; where there is none, that is noted."""
    files.mend(content / document, language)
    _copy(content, document, language, _place(content, document, language))


def swap(content: Path, document: str, language: str) -> bool:
    """Exchange the edition with what was kept; True when there is an edition then. Without anything kept nothing changes."""
    place, folder = _place(content, document, language), content / document
    if not (place / _ENTRY).is_file():
        return record.held(content, document, language) is not None
    now = place.with_name(f"{language}.now")
    _copy(content, document, language, now)
    entry = _entry(place)
    pdf, text = (place / _PDF).is_file(), (place / _TEXT).is_dir()
    folder.mkdir(exist_ok=True)
    for back, name in _pdf_files(folder, language, place) if pdf else ():
        if name.is_file():
            files.copy(name, back)
        else:
            back.unlink(missing_ok=True)
    if text:
        files.put_folder(place / _TEXT, files.sections(folder, language))
    _put_record(place, content, document, language, entry)
    files.drop(folder, language, keep="pdf" if pdf else "text" if text else "")
    if not any(folder.iterdir()):
        folder.rmdir()
    shutil.rmtree(place)
    now.rename(place)
    return entry is not None


def _put_record(place: Path, content: Path, document: str, language: str, entry: dict[str, Any] | None) -> None:
    """The entry alone, so that what was changed in the record meanwhile stays; a document that was new goes as a whole, and comes so."""
    kept, path = place / _RECORD, content / document / _RECORD
    if kept.is_file() and path.is_file():
        record.write(content, document, language, entry)
    elif kept.is_file():
        files.copy(kept, path)
    else:
        path.unlink(missing_ok=True)


def _entry(place: Path) -> dict[str, Any] | None:
    entry = json.loads((place / _ENTRY).read_text(encoding="utf-8"))
    if entry is not None and "said_on" in entry:
        entry["said_on"] = dt.date.fromisoformat(entry["said_on"])
    return entry  # type: ignore[no-any-return] # what `_copy` wrote


def _place(content: Path, document: str, language: str) -> Path:
    return content.parent / _FOLDER / document / language


def _pdf_files(folder: Path, language: str, place: Path) -> list[tuple[Path, Path]]:
    """The PDF and what was read off it: in the library, and kept."""
    held, kept = files.pdf(folder, language), place / _PDF
    return [(held, kept), (scans.beside(held), scans.beside(kept))]


def _copy(content: Path, document: str, language: str, place: Path) -> None:
    folder = content / document
    beside = place.with_name(f"{place.name}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    if files.pdf(folder, language).is_file():
        for kept, name in _pdf_files(folder, language, beside):
            if kept.is_file():
                shutil.copyfile(kept, name)
    if files.sections(folder, language).is_dir():
        shutil.copytree(files.sections(folder, language), beside / _TEXT)
    if (folder / _RECORD).is_file():
        shutil.copyfile(folder / _RECORD, beside / _RECORD)
    entry = record.held(content, document, language)
    manifest.replace(beside / _ENTRY, json.dumps(entry, default=str, ensure_ascii=False).encode())
    shutil.rmtree(place, ignore_errors=True)
    beside.rename(place)
