"""The files of an official edition: a PDF, or a folder of sections; written beside and put in place whole."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from reader import manifest, scans


def pdf(folder: Path, language: str) -> Path:
    """Where the PDF lies in the folder of its document."""
    return folder / f"official.{language}.pdf"


def sections(folder: Path, language: str) -> Path:
    """Where the sections lie."""
    return folder / "official" / language


def copy(source: Path, target: Path) -> None:
    """A copy of a file, in its place only once it is whole on the disk."""
    beside = target.with_name(target.name + ".tmp")
    try:
        shutil.copyfile(source, beside)
        manifest.flush(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def write_sections(folder: Path, language: str, texts: Mapping[str, str]) -> None:
    """A folder of section files in the place of the one that is there."""
    target = sections(folder, language)
    beside = target.with_name(f"{language}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name, text in texts.items():
        manifest.replace(beside / name, text.encode())
    _put(beside, target)


def put_folder(source: Path, target: Path) -> None:
    """A copy of a folder in the place of the one that is there."""
    beside = target.with_name(f"{target.name}.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(source, beside)
    _put(beside, target)


def _put(beside: Path, target: Path) -> None:
    # No system renames a folder onto one that holds something; between the two renames the older one lies beside.
    older = target.with_name(f"{target.name}.old")
    shutil.rmtree(older, ignore_errors=True)
    if target.exists():
        target.rename(older)
    beside.rename(target)
    shutil.rmtree(older, ignore_errors=True)


def mend(folder: Path, language: str) -> None:
    """After a kill between two renames of a folder: the older one again."""
    target = sections(folder, language)
    older = target.with_name(f"{language}.old")
    if older.exists() and not target.exists():
        older.rename(target)


def drop(folder: Path, language: str, keep: str = "") -> None:
    """Delete the forms of an edition but the one to keep ("pdf" or "text"), and folders that are empty then."""
    if keep != "pdf":
        scans.beside(pdf(folder, language)).unlink(missing_ok=True)
        pdf(folder, language).unlink(missing_ok=True)
    if keep != "text":
        shutil.rmtree(sections(folder, language), ignore_errors=True)
    if (folder / "official").is_dir() and not any((folder / "official").iterdir()):
        (folder / "official").rmdir()
