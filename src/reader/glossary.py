"""The field's terms in both languages, what they mean, and where a text uses them.

`glossary.toml` holds a table for each term: `en` and `es` are its forms, the first the usual one, `attested` names those Spanish
forms that were seen on a public page (the others are our proposals), `definition` says in both languages what it means.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from reader.library import Problem
from reader.sections import SectionText
from reader.words import LANGUAGES, Term, matches, tokens

FILE = "glossary.toml"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEPT = 512  # sections whose terms were looked up
_KNOWN = {*LANGUAGES, "attested", "definition"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: its forms in each language, the usual one first, what it means, and which Spanish forms are not only ours."""

    id: str
    forms: Mapping[str, tuple[str, ...]]
    definition: Mapping[str, str]
    attested: frozenset[str] = frozenset()

    def name(self, language: str) -> str:
        """The usual form; in a language without one, the English."""
        return next(iter(self.forms.get(language) or self.forms["en"]))

    def is_proposed(self, form: str) -> bool:
        """True for a Spanish form that nobody else is known to use."""
        return form in self.forms["es"] and form not in self.attested

    def terms(self, language: str) -> tuple[Term, ...]:
        """Its forms as they are looked for in texts and, for the other language, by the search."""
        return tuple(_term(form) for form in self.forms.get(language, ()))


class Use(NamedTuple):
    """text[start:end] of a section is a form of the term `id`."""

    start: int
    end: int
    id: str


@dataclass(frozen=True)
class Glossary:
    """All terms by id; `problems` names what was left out of it."""

    entries: Mapping[str, Entry]
    problems: tuple[Problem, ...] = ()
    _kept: dict[tuple[str, str], tuple[Use, ...]] = field(default_factory=dict, compare=False, repr=False)

    def uses(self, section: SectionText, language: str) -> tuple[Use, ...]:
        """Where a section first uses each term, in order: not in headings and links, and the longest term where several stand."""
        key = (section.text, language)
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[key] = self._find(section, language)
        return self._kept[key]

    def _find(self, section: SectionText, language: str) -> tuple[Use, ...]:
        pairs = [(term, entry.id) for entry in self.entries.values() for term in entry.terms(language)]
        closed, text = _closed(section), section.text
        found = [Use(s.start, s.end, pairs[s.term][1]) for s in matches(text, [term for term, _ in pairs], language)]
        free = [use for use in found if not any(a < use.end and use.start < b for a, b in closed) and "\n" not in text[use.start : use.end]]
        taken: list[Use] = []
        for use in sorted(free, key=lambda u: (u.start - u.end, u.start)):
            if not any(other.start < use.end and use.start < other.end for other in taken):
                taken.append(use)
        first: dict[str, Use] = {}
        for use in sorted(taken):
            first.setdefault(use.id, use)
        return tuple(first.values())


def load(content: Path) -> Glossary | None:
    """The glossary of a `content/` folder; None where there is none. A faulty term is left out and named."""
    # The standard library has a TOML parser from Python 3.11 on; tomli is the same parser before that.
    tomllib = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        table = tomllib.loads((content / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        return Glossary({}, (Problem(FILE, f"The file cannot be read: {error}."),))
    problems: list[Problem] = []
    entries = [entry for id, record in table.items() if (entry := _entry(id, record, problems)) is not None]
    return Glossary({entry.id: entry for entry in _unlike(entries, problems)}, tuple(problems))


def _entry(id: str, record: object, problems: list[Problem]) -> Entry | None:
    if not isinstance(record, dict):
        problems.append(Problem(FILE, f"{id} is no table."))
        return None
    forms = {language: _forms(record.get(language)) for language in LANGUAGES}
    definition = record.get("definition")
    said = {k: str(v).strip() for k, v in definition.items()} if isinstance(definition, dict) else {}
    attested = _forms(record.get("attested"))
    faults = [f"it has no form in {language}" for language in LANGUAGES if not forms[language]]
    faults += [f"it is not defined in {language}" for language in LANGUAGES if not said.get(language)]
    faults += [f"“{form}” is attested, but not among its Spanish forms" for form in attested if form not in forms["es"]]
    faults += [f"“{form}” holds no word" for form in (*forms["en"], *forms["es"]) if not tokens(form)]
    faults += [f"“{key}” is not known here" for key in record if key not in _KNOWN]
    if not _ID.fullmatch(id):
        faults.append("its id must be lower-case letters, digits and single hyphens")
    problems += [Problem(FILE, f"{id}: {fault}.") for fault in faults]
    return None if faults else Entry(id, forms, said, frozenset(attested))


def _forms(value: object) -> tuple[str, ...]:
    """One form or several."""
    listed: Iterable[object] = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(str(form).strip() for form in listed if str(form).strip())


def _unlike(entries: Sequence[Entry], problems: list[Problem]) -> list[Entry]:
    """Without those that share a form with an earlier one: a word cannot lead to two definitions."""
    kept: list[Entry] = []
    owners: dict[tuple[str, Term], str] = {}
    for entry in entries:
        own = [(language, term) for language in LANGUAGES for term in entry.terms(language)]
        other = next((owners[key] for key in own if key in owners), None)
        if other is not None:
            problems.append(Problem(FILE, f"{entry.id}: it has a form of {other}."))
            continue
        owners.update(dict.fromkeys(own, entry.id))
        kept.append(entry)
    return kept


def _closed(section: SectionText) -> tuple[tuple[int, int], ...]:
    """The stretches of a section that carry no links to terms."""
    found = [(block.start, block.end) for block in section.blocks if block.kind == "heading"]
    found += [(b.start + m.start, b.start + m.end) for b in section.blocks for m in b.marks if m.kind == "link"]
    return tuple(found)


@lru_cache(1024)
def _term(form: str) -> Term:
    found = [token for token in tokens(form) if token.parts == 1]
    hyphened = any("-" in form[a.end : b.start] for a, b in pairwise(found))
    return Term(tuple(token.folded for token in found), hyphened=hyphened)
