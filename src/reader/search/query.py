"""A reader's query as a small value: words (any of them, best first), "exact phrases", prefix*, hyphenated words.

What is typed, how it is read (`read_as`), and what it finds; tests/unit/test_query.py executes this table:

| typed                       | read as                        | finds                                                         |
| --------------------------- | ------------------------------ | ------------------------------------------------------------- |
| violence                    | violence                       | its other forms too: violence, Violence; homicide, homicides  |
| group violence              | group OR violence              | passages with either, those with both and more of them first  |
| group group violence        | group OR violence              | a word typed twice weighs more                                |
| "group violence"            | "group violence"               | these words in this sequence, in these forms                  |
| “first do no harm”          | "first do no harm"             | curly and angled quotes do; stop words count in a phrase      |
| "homicides"                 | "homicides"                    | this form only, not homicide                                  |
| "group viol*"               | "group viol*"                  | a phrase whose last word may go on                            |
| notif*                      | notif*                         | notification, notified, notificación                          |
| *notif                      | notif                          | a star counts only at the end of a word                       |
| *                           |                                | nothing, never everything                                     |
| call-in                     | call-in                        | call-in, call in, callin, and call- / in over a line end      |
| call-i*                     | call-i*                        | call-in, call-ins                                             |
| notificación                | notificación                   | notificacion too, below; notificaciones                       |
| don't                       | don't                          | its parts in sequence                                         |
| U.S.                        | U.S                            | its parts in sequence                                         |
| 978-1-932                   | 978-1-932                      | its parts in sequence, or 9781932                             |
| "group violence             | group OR violence              | a quotation mark without partner is left out                  |
| ... ?! -- ""                |                                | nothing: no word in it                                        |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from reader.words import Term, Token, tokens

LONGEST_TEXT = 1000
MOST_CLAUSES = 64
LONGEST_PHRASE = 64
_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
# One alternative per kind of item; operators and fields will be further ones.
_ITEM = re.compile(rf"[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+)")
_HYPHENS = "-\u2010\u2011"
# Text pasted from a page brings its line breaks along: a soft hyphen goes, a visible one stays inside the word.
_SOFT_BREAK = re.compile("\u00ad[ \t\r]*\n[ \t]*")
_HARD_BREAK = re.compile(rf"(?<=\w)[{_HYPHENS}]\r?\n[{_HYPHENS}]?(?=\w)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: the term, as it was typed, and how many times."""

    term: Term
    typed: str
    times: int = 1

    def __str__(self) -> str:
        text = f"{self.typed}*" if self.term.prefix else self.typed
        return f'"{text}"' if self.term.exact else text


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; `text` is what was typed, without control characters and cut to a sensible length.

    `typing`: the last word is still being typed, so it is a prefix, and its most frequent completions will do.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    typing: bool = False

    @staticmethod
    def parse(text: str, typing: bool = False) -> Query:
        """Reads any string whatever; what holds no word gives an empty query."""
        cleaned = _clean(text)
        read = [clause for item in _ITEM.finditer(cleaned) if (clause := _clause(item))]
        if typing and read and cleaned and _is_open(cleaned):
            read[-1] = _open(read[-1])
        return Query(cleaned, _merged(read), typing)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms to look for and to light."""
        return tuple(clause.term for clause in self.clauses)

    @property
    def empty(self) -> bool:
        """Whether there is no word in it."""
        return not self.clauses

    @property
    def read_as(self) -> str:
        """How the query was understood, in its own syntax."""
        return " OR ".join(map(str, self.clauses))


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


def _clause(item: re.Match[str]) -> Clause | None:
    phrase = item["phrase"]
    raw = item["word"] if phrase is None else phrase
    found = [token for token in tokens(raw) if token.parts == 1 and token.folded][:LONGEST_PHRASE]
    if not found:
        return None
    words = tuple(token.folded for token in found)
    prefix = raw[found[-1].end :].startswith("*")
    hyphened = phrase is None and len(found) > 1 and _hyphens_only(raw, found)
    typed = raw[found[0].start : found[-1].end]
    return Clause(Term(words, prefix=prefix, hyphened=hyphened, exact=phrase is not None), typed)


def _hyphens_only(raw: str, found: list[Token]) -> bool:
    return all(raw[left.end : right.start] in tuple(_HYPHENS) for left, right in pairwise(found))


def _is_open(text: str) -> bool:
    """Whether the text ends inside a word that may still grow."""
    return bool(re.search(r"[^\W_][\u0300-\u036f]*$", text))


def _open(clause: Clause) -> Clause:
    term = clause.term
    return clause if term.exact else Clause(Term(term.words, prefix=True, hyphened=term.hyphened), clause.typed)


def _merged(read: list[Clause]) -> tuple[Clause, ...]:
    merged: dict[Term, Clause] = {}
    for clause in read:
        before = merged.get(clause.term)
        if before is None and len(merged) >= MOST_CLAUSES:
            continue
        merged[clause.term] = Clause(clause.term, before.typed, before.times + 1) if before else clause
    return tuple(merged.values())
