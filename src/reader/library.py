"""What the library holds: documents, their editions and sections, read from `content/` and checked.

`load` opens what it can: a broken document is left out and named in `problems`, the rest opens.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader import COMMANDS
from reader.errors import LibraryError, Refused

KINDS = ("official", "companion")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SECTION_FILE = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_PLACE = re.compile(r"([^/#?]+)/([^/#?]+)/([^/#?]+)(?:#([^:]+)(?::(\d+))?|\?page=(\d+))?")
_MAY_PASS_ON = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Any spot in the library: an edition, `offset` in a section's text, or a page counted from 1 (with an offset in its text).

    Printed `document/lang/kind`, `document/lang/kind#slug:offset` or `document/lang/kind?page=12`.
    """

    document: str
    language: str
    kind: str
    section: str | None = None
    offset: int = 0
    page: int | None = None

    @property
    def edition(self) -> str:
        """The edition this place lies in."""
        return f"{self.document}/{self.language}/{self.kind}"

    def __str__(self) -> str:
        if self.section is not None:
            return f"{self.edition}#{self.section}:{self.offset}"
        return f"{self.edition}?page={self.page}" if self.page is not None else self.edition

    @staticmethod
    def parse(text: str) -> Place:
        """The place a printed form names; raises Refused when it is none."""
        found = _PLACE.fullmatch(text)
        if not found:
            raise Refused(
                f"“{text}” names no place in a library.", "A place looks like implementation-guide/en/companion#call-in:0 or …?page=12."
            )
        document, language, kind, section, offset, page = found.groups()
        return Place(document, language, kind, section, int(offset or 0), int(page) if page else None)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of an edition that has a text form: its slug, its number from 1, its file."""

    slug: str
    number: int
    path: Path


@dataclass(frozen=True, slots=True)
class Edition:
    """One document in one language, of one kind: `companion` (ours) or `official` (the publisher's)."""

    document: str
    language: str
    kind: str
    pdf: Path | None = None
    sections: tuple[Section, ...] = ()
    rights: str = ""
    may_pass_on: str = "unknown"
    permission: str = ""
    said_by: str = ""
    said_on: str = ""
    source: str = ""
    sha256: str = ""

    @property
    def id(self) -> str:
        """`document/lang/kind`."""
        return f"{self.document}/{self.language}/{self.kind}"

    @property
    def forms(self) -> tuple[str, ...]:
        """Which of "text" and "pdf" the edition holds."""
        return (("text",) if self.sections else ()) + (("pdf",) if self.pdf else ())

    @property
    def reading(self) -> Path | None:
        """Where the words of its scanned pages lie, if they were read by machine (`scans`)."""
        return self.pdf.with_suffix(".ocr.jsonl") if self.pdf is not None and self.kind == "official" else None

    def place(self) -> Place:
        """The edition as a place."""
        return Place(self.document, self.language, self.kind)

    def section(self, slug: str) -> Section | None:
        """The section of that slug."""
        return next((s for s in self.sections if s.slug == slug), None)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was read: the page's address; `exact` is false while only the host is known."""

    key: str
    address: str
    what: Mapping[str, str]
    exact: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One work of the shelf with its catalogue entry; what is not established is empty and listed in `unknown`."""

    id: str
    titles: Mapping[str, str]
    translated: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    publisher: str = ""
    year: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    published_languages: tuple[str, ...] = ()
    landing_pages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    rights: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[Mapping[str, str], ...] = ()
    certainty: str = ""
    sections: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    years: Mapping[str, str] = field(default_factory=dict)
    publishers: Mapping[str, str] = field(default_factory=dict)
    file_addresses: Mapping[str, str] = field(default_factory=dict)  # by language, where somebody has looked

    def year_in(self, language: str) -> str:
        """The year with its remarks, in a language where the record says it in that language, else as recorded."""
        return self.years.get(language) or self.year

    def publisher_in(self, language: str) -> str:
        """The publisher with its remarks, likewise."""
        return self.publishers.get(language) or self.publisher

    def title(self, language: str) -> str:
        """The title in a language: as published, else our rendering, else as published in English."""
        return self.titles.get(language) or self.translated.get(language) or next(iter(self.titles.values()))

    def edition(self, language: str, kind: str) -> Edition | None:
        """The edition in that language and of that kind."""
        return next((e for e in self.editions if (e.language, e.kind) == (language, kind)), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the content: the file (relative to `content/`) and the reason."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Library:
    """Documents in shelf order, the sources of claims, and what was left out and why; `help` is the user guide's id, or empty."""

    root: Path
    titles: Mapping[str, str]
    version: int
    languages: tuple[str, ...]
    documents: tuple[Document, ...]
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]
    help: str = ""

    @property
    def shelf(self) -> tuple[Document, ...]:
        """The documents that the library is about: all but the user guide."""
        return tuple(d for d in self.documents if d.id != self.help)

    def user_guide(self, language: str) -> Edition | None:
        """The user guide in a language, else in any."""
        held = [e for d in self.documents if d.id == self.help for e in d.editions]
        return next((e for e in held if e.language == language), held[0] if held else None)

    @property
    def editions(self) -> Iterator[Edition]:
        """All editions in shelf order, the official ones of a document first."""
        return (e for d in self.documents for e in d.editions)

    def document(self, id: str) -> Document | None:
        """The document of that id."""
        return next((d for d in self.documents if d.id == id), None)

    def edition(self, id: str) -> Edition | None:
        """The edition `document/lang/kind`."""
        return next((e for e in self.editions if e.id == id), None)

    def files(self) -> list[Path]:
        """Every file the index is made from, in a fixed order, relative to `root`."""
        own = {p for e in self.editions for p in (e.pdf, e.reading, *(s.path for s in e.sections)) if p is not None}
        records = {self.root / "library.toml", self.root / "sources.toml"} | {self.root / d.id / "document.toml" for d in self.documents}
        return sorted(p.relative_to(self.root) for p in own | records if p.is_file())


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    import hashlib

    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def load(content: Path) -> Library:
    """The library in a `content/` folder.

    Raises LibraryError only when there is no shelf at all; every other fault becomes a Problem.
    """
    problems: list[Problem] = []
    shelf = _toml(content / "library.toml", content, problems)
    if shelf is None:
        reasons = " ".join(f"{p.file}: {p.reason}" for p in problems)
        raise LibraryError(
            f"The library in {content} cannot be opened. {reasons}", "Restore content/library.toml or name another folder with --library."
        )
    languages = tuple(_strings(shelf.get("languages"))) or ("en",)
    sources = _sources(_toml(content / "sources.toml", content, problems) or {}, problems)
    documents = [d for id in _shelf_order(content, shelf, problems) if (d := _document(content, id, languages, problems)) is not None]
    version = shelf.get("version", 1)
    return Library(
        content,
        _texts(shelf.get("title")),
        version if isinstance(version, int) else 1,
        languages,
        tuple(documents),
        sources,
        tuple(problems),
        _help(shelf),
    )


def _help(shelf: Mapping[str, Any]) -> str:
    """The id of the user guide; what is on the shelf is none."""
    named = shelf.get("help")
    return named if isinstance(named, str) and named not in _strings(shelf.get("documents")) else ""


def _shelf_order(content: Path, shelf: Mapping[str, Any], problems: list[Problem]) -> list[str]:
    """The ids of the shelf, after them folders that hold a document but are not on it, and last the user guide."""
    listed = _strings(shelf.get("documents"))
    last = [help_] if (help_ := _help(shelf)) else []
    for twice in sorted({i for i in listed if listed.count(i) > 1}):
        problems.append(Problem("library.toml", f"{twice} is listed twice."))
    found = sorted(p.parent.name for p in content.glob("*/document.toml"))
    return list(dict.fromkeys(listed)) + [i for i in found if i not in listed + last] + last


def _toml(path: Path, content: Path, problems: list[Problem]) -> dict[str, Any] | None:
    # The standard library has a TOML parser from Python 3.11 on; tomli is the same parser before that.
    tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    name = path.relative_to(content).as_posix()
    try:
        return dict(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        problems.append(Problem(name, "The file is missing."))
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(name, f"The file cannot be read: {error}."))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(name, f"Not valid TOML: {error}."))
    return None


def _sources(table: Mapping[str, Any], problems: list[Problem]) -> dict[str, Source]:
    result = {}
    for key, entry in table.items():
        if not isinstance(entry, dict):
            problems.append(Problem("sources.toml", f"{key} is no table."))
            continue
        result[key] = Source(key, str(entry.get("address", "")), _texts(entry.get("what")), bool(entry.get("exact", False)))
    return result


def _document(content: Path, id: str, languages: tuple[str, ...], problems: list[Problem]) -> Document | None:
    """The document of a folder, or None with the reasons why it is left out."""
    name = f"{id}/document.toml"
    if not _ID.fullmatch(id) or id in COMMANDS:
        problems.append(
            Problem(name, f"“{id}” cannot be a document id (lower-case letters, digits and single hyphens; not the name of a command).")
        )
        return None
    faults: list[Problem] = []
    record = _toml(content / name, content, faults)
    if record is not None:
        titles = _texts(record.get("title"))
        if not titles:
            faults.append(Problem(name, "The title is missing."))
        slugs = tuple(_strings(record.get("sections")))
        editions = _editions(content, id, record, slugs, languages, faults)
        years, publishers = (_in_languages(name, record, key, languages, faults) for key in ("year", "publisher"))
        if not faults:
            return Document(
                id,
                titles,
                _texts(record.get("translated_title")),
                _texts(record.get("summary")),
                tuple(_strings(record.get("authors"))),
                str(record.get("publisher", "")),
                str(record.get("year", "")),
                _texts(record.get("identifiers")),
                tuple(_strings(record.get("published_languages"))),
                tuple(_strings(record.get("landing_pages"))),
                tuple(_strings(record.get("sources"))),
                _texts(record.get("rights")),
                tuple(_texts(u) for u in record.get("unknown", []) if isinstance(u, dict)),
                str(record.get("certainty", "")),
                slugs,
                editions,
                years,
                publishers,
                _texts(record.get("file_addresses")),
            )
    problems.extend(faults)
    return None


def _in_languages(name: str, record: Mapping[str, Any], key: str, languages: tuple[str, ...], faults: list[Problem]) -> dict[str, str]:
    """The table `translated_year` (or of another key): the same fact with its remarks in other languages than English."""
    table = record.get(f"translated_{key}", {})
    if not isinstance(table, dict) or not all(isinstance(v, str) and v.strip() and k in languages for k, v in table.items()):
        known = ", ".join(languages)
        faults.append(Problem(name, f"translated_{key} must be a table of texts by language; the library's languages are {known}."))
        return {}
    if table and not record.get(key):
        faults.append(Problem(name, f"There is a translated_{key}, but no {key}."))
    return dict(table)


def _editions(
    content: Path, id: str, record: Mapping[str, Any], slugs: tuple[str, ...], languages: tuple[str, ...], faults: list[Problem]
) -> tuple[Edition, ...]:
    name = f"{id}/document.toml"
    entries = record.get("editions", [])
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        faults.append(Problem(name, "editions must be a list of tables."))
        return ()
    result: dict[str, Edition] = {}
    for entry in entries:
        language, kind = str(entry.get("language", "")), str(entry.get("kind", ""))
        may = str(entry.get("may_pass_on", "unknown"))
        if not _LANGUAGE.fullmatch(language) or kind not in KINDS or may not in _MAY_PASS_ON:
            faults.append(
                Problem(
                    name,
                    f"An edition has language “{language}”, kind “{kind}” and may_pass_on “{may}”; known are a language code, "
                    f"{' or '.join(KINDS)}, and {', '.join(_MAY_PASS_ON)}.",
                )
            )
            continue
        edition = _edition(content / id, id, language, kind, entry, slugs, faults)
        if edition.id in result:
            faults.append(Problem(name, f"{edition.id} is listed twice."))
        result[edition.id] = edition
    return tuple(
        sorted(result.values(), key=lambda e: (KINDS.index(e.kind), languages.index(e.language) if e.language in languages else 99))
    )


def _edition(
    folder: Path, id: str, language: str, kind: str, entry: Mapping[str, Any], slugs: tuple[str, ...], faults: list[Problem]
) -> Edition:
    """One edition with the files it holds; what is missing or too much is a fault."""
    texts = folder / language if kind == "companion" else _official(folder / "official" / language)
    pdf = folder / (f"{language}.pdf" if kind == "companion" else f"official.{language}.pdf")
    sections = _sections(texts, slugs if kind == "companion" else None, folder.parent, faults)
    held = pdf if pdf.is_file() else None
    if not sections and held is None:
        faults.append(
            Problem(
                pdf.relative_to(folder.parent).as_posix(),
                f"The {kind} edition ({language}) is listed, but neither its text nor its PDF is there.",
            )
        )
    return Edition(
        id, language, kind, held, sections,
        str(entry.get("rights", "")), str(entry.get("may_pass_on", "unknown")), str(entry.get("permission", "")),
        str(entry.get("said_by", "")), str(entry.get("said_on", "")), str(entry.get("source", "")), str(entry.get("sha256", "")),
    )  # fmt: skip


def _official(folder: Path) -> Path:
    """The folder of an official text; the older one where its exchange was cut off between two renames."""
    older = folder.with_name(f"{folder.name}.old")
    return older if older.is_dir() and not folder.is_dir() else folder


def _sections(folder: Path, slugs: tuple[str, ...] | None, content: Path, faults: list[Problem]) -> tuple[Section, ...]:
    """The section files of a folder in the order of `slugs` (None: of their numbers)."""
    found: dict[str, Section] = {}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        name = path.relative_to(content).as_posix()
        parts = _SECTION_FILE.fullmatch(path.name)
        if not parts:
            faults.append(Problem(name, "A section file is named NN-slug.md."))
        elif parts[2] in found:
            faults.append(Problem(name, f"There are two sections “{parts[2]}”."))
        elif slugs is not None and parts[2] not in slugs:
            faults.append(Problem(name, f"The section “{parts[2]}” is not listed in document.toml."))
        else:
            found[parts[2]] = Section(parts[2], len(found) + 1, path)
    for slug in slugs or ():
        if slug not in found:
            faults.append(
                Problem(
                    f"{folder.relative_to(content).as_posix()}/NN-{slug}.md",
                    "The section is listed in document.toml, but its file is missing.",
                )
            )
    if slugs is not None and list(found) != [s for s in slugs if s in found]:
        faults.append(
            Problem(folder.relative_to(content).as_posix(), "The numbers of the section files and the order in document.toml differ.")
        )
    return tuple(found.values())


def _strings(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []


def _texts(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}
