"""Reads what was typed into a Query: never refuses anything; what makes no sense as syntax is read as plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reader.search.query import LONGEST_PHRASE, LONGEST_TEXT, MOST_CLAUSES, Clause, Group, Query
from reader.words import Term, Token, tokens

_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_HYPHENS = "-\u2010\u2011"
_FIELDS = {
    "title": "title", "título": "title", "titulo": "title", "lang": "lang", "language": "lang", "idioma": "lang",
    "doc": "doc", "document": "doc", "documento": "doc",
}  # fmt: skip
_LANGUAGES = {
    "en": "en", "english": "en", "inglés": "en", "ingles": "en", "es": "es", "spanish": "es", "español": "es", "espanol": "es",
}  # fmt: skip
_OPERATORS = {"AND": "and", "Y": "and", "OR": "or", "O": "or", "NOT": "not", "NO": "not", "NEAR": "near", "CERCA": "near"}
_ITEM = re.compile(
    rf"(?P<minus>(?<!\S)-)?(?:(?<![^\s-])(?P<field>{'|'.join(_FIELDS)}):)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))",
    re.IGNORECASE,
)
# Text pasted from a page brings its line breaks along: a soft hyphen goes, a visible one stays inside the word.
_SOFT_BREAK = re.compile("\u00ad[ \t\r]*\n[ \t]*")
_HARD_BREAK = re.compile(rf"(?<=\w)[{_HYPHENS}]\r?\n[{_HYPHENS}]?(?=\w)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_OPEN = re.compile(r"[^\W_][\u0300-\u036f]*$")


@dataclass(frozen=True, slots=True)
class _Item:
    """A piece of what was typed: an operator, or words with a sign or field before them."""

    raw: str  # all of it
    clause: Clause | None  # its words; None where it holds none
    operator: str = ""
    field: str = ""
    minus: bool = False
    value: str = ""  # behind a field


@dataclass(slots=True)
class _Read:
    """What has been read so far."""

    groups: list[Group] = field(default_factory=list)
    without: list[Clause] = field(default_factory=list)
    title: list[Clause] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)


def read(text: object, typing: bool = False) -> Query:
    """Any value whatever, as the query it most likely means."""
    cleaned = _clean(text)
    items = list(_items(cleaned))
    found = _read(items)
    if not found.groups:  # nothing but exclusions: they have nothing to be excluded from
        found.groups = [Group((c,)) for c in found.title or [item.clause for item in items if item.clause is not None and item.minus]]
        found.without = []
    groups = found.groups
    if not groups:
        return Query(cleaned, typing=typing)
    if typing and _OPEN.search(cleaned) and not (items[-1].minus or items[-1].field):
        groups[-1] = _open(groups[-1])
    without, title = (tuple(dict.fromkeys(clauses))[:MOST_CLAUSES] for clauses in (found.without, found.title))
    languages, documents = (tuple(dict.fromkeys(names))[:MOST_CLAUSES] for names in (found.languages, found.documents))
    return Query(cleaned, _merged(groups), typing, without, title, languages, documents)


def _clean(text: object) -> str:
    if isinstance(text, (bytes, bytearray)):
        text = bytes(text).decode("utf-8", "replace")
    # Lone surrogates come from file names and broken input methods; no file could store them.
    whole = ("" if text is None else str(text))[: 4 * LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
    whole = _HARD_BREAK.sub("-", _SOFT_BREAK.sub("", whole))
    whole = _CONTROL.sub(" ", whole).lstrip()
    if len(whole) <= LONGEST_TEXT:
        return whole
    cut = whole[:LONGEST_TEXT]
    return cut.rsplit(None, 1)[0] if " " in cut else cut


def _items(text: str) -> Iterator[_Item]:
    found = list(_ITEM.finditer(text))
    # In capitals throughout, AND and NO are words like the others.
    shouted = not any(letter.islower() for item in found for letter in (item["word"] or item["phrase"] or "") if item["field"] is None)
    for item in found:
        word, phrase, minus = item["word"], item["phrase"], item["minus"] is not None
        value = (word if phrase is None else phrase) or ""
        name = _FIELDS[item["field"].lower()] if item["field"] else ""
        if name and (minus or (name == "lang" and value.casefold() not in _LANGUAGES)):
            yield _Item(item[0], _clause(item[0].removeprefix("-"), quoted=False), minus=minus)
            continue
        operator = _OPERATORS.get(word or "", "") if not (shouted or minus or name) else ""
        yield _Item(item[0], _clause(value, phrase is not None), operator, name, minus, value.casefold())


def _clause(raw: str, quoted: bool) -> Clause | None:
    found = [token for token in tokens(raw) if token.parts == 1 and token.folded][:LONGEST_PHRASE]
    if not found:
        return None
    words = tuple(token.folded for token in found)
    prefix = raw[found[-1].end :].startswith("*")
    hyphened = not quoted and len(found) > 1 and _hyphens_only(raw, found)
    typed = raw[found[0].start : found[-1].end]
    return Clause(Term(words, prefix=prefix, hyphened=hyphened, exact=quoted), typed if quoted else _plainly(typed))


def _plainly(typed: str) -> str:
    """Words that were not read as syntax, so that they are not when they are read again."""
    name, colon, rest = typed.partition(":")
    return f"{name}/{rest}" if colon and name.lower() in _FIELDS else typed.lower() if typed in _OPERATORS else typed


def _hyphens_only(raw: str, found: list[Token]) -> bool:
    return all(raw[left.end : right.start] in tuple(_HYPHENS) for left, right in pairwise(found))


def _read(items: Sequence[_Item]) -> _Read:
    """Goes through the items once; an operator counts only between things it can join."""
    result = _Read()
    joint, leave_out = "", False
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        if item.operator and _joins(item.operator, bool(result.groups) and not joint and not leave_out, following):
            joint, leave_out = (joint, True) if item.operator == "not" else (item.operator, False)
            continue
        if item.field and item.clause is not None:
            _filter(item, item.clause, result)
            continue
        clause = item.clause
        if clause is None:
            continue
        if leave_out or item.minus:
            result.without.append(clause)
        elif joint in ("and", "near"):
            result.groups[-1] = _joined(result.groups[-1], clause, joint)
        else:
            result.groups.append(Group((clause,)))
        joint, leave_out = "", False
    return result


def _joins(operator: str, after_words: bool, following: _Item | None) -> bool:
    """Whether an operator stands where it means something: words, or a NOT with words, must follow."""
    if following is None or following.field or following.minus or following.clause is None:
        return False
    if operator == "not":
        return not following.operator
    return after_words and (not following.operator or following.operator == "not")


def _joined(group: Group, clause: Clause, joint: str) -> Group:
    near = {*group.near, len(group.clauses) - 1} if joint == "near" else group.near
    return Group((*group.clauses, clause), frozenset(near))


def _filter(item: _Item, clause: Clause, result: _Read) -> None:
    if item.field == "title":
        result.title.append(clause)
    elif item.field == "lang":
        result.languages.append(_LANGUAGES[item.value])
    else:
        result.documents.append(item.value)


def _open(group: Group) -> Group:
    """The last word of a group may still grow; an exact phrase may not."""
    last = group.clauses[-1]
    if last.term.exact:
        return group
    grown = Clause(Term(last.term.words, prefix=True, hyphened=last.term.hyphened), last.typed)
    return Group((*group.clauses[:-1], grown), group.near)


def _merged(groups: Sequence[Group]) -> tuple[Group, ...]:
    """A word asked for twice weighs more and stands once."""
    merged: dict[object, Group] = {}
    for group in groups:
        name = (tuple(clause.term for clause in group.clauses), group.near)
        before = merged.get(name)
        if before is None and len(merged) >= MOST_CLAUSES:
            continue
        if before is not None and len(group.clauses) == 1:
            clause = before.clauses[0]
            merged[name] = Group((Clause(clause.term, clause.typed, clause.times + 1),))
        elif before is None:
            merged[name] = Group(group.clauses[:MOST_CLAUSES], group.near)
    return tuple(merged.values())
