"""A reader's query as a small value: words (any of them, best first), "exact phrases", prefix*, -without, AND, OR, NOT, NEAR, filters.

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
| violence -police            | violence -police               | passages with the one and without the other                   |
| violence NOT police         | violence -police               | the same; NO in Spanish                                       |
| violence -"call in"         | violence -"call in"            | a phrase can be left out too                                  |
| -police                     | police                         | nothing to find it in: read as a word                         |
| police AND outreach         | police AND outreach            | passages with both; Y in Spanish                              |
| a AND b OR c                | a AND b OR c                   | both a and b, or else c; O in Spanish                         |
| a AND b c                   | a AND b OR c                   | words side by side are any of them                            |
| police NEAR trust           | police NEAR trust              | within ten words of each other, in either order; CERCA        |
| PRIMERO, NO HACER DAÑO      | primero OR no OR hacer OR daño | all in capitals: words, no operators                          |
| AND violence OR             | and OR violence OR or          | an operator without partner is a word                         |
| title:harm                  | harm title:harm                | passages below a heading, or of a title, with the word        |
| police title:"do no harm"   | police title:"do no harm"      | police, where the headings hold all these words               |
| police lang:es              | police lang:es                 | Spanish passages only; idioma:español                         |
| police lang:xx              | police OR lang/xx              | no such language: read as words                               |
| police doc:braga            | police doc:braga               | documents whose id holds this; documento:braga                |
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.words import Term

LONGEST_TEXT = 1000
MOST_CLAUSES = 64
LONGEST_PHRASE = 64
NEAR = 10  # words between


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
class Group:
    """Clauses that a passage must hold all of; `near`: each within NEAR words of the next, where its number is listed."""

    clauses: tuple[Clause, ...]
    near: frozenset[int] = frozenset()

    def __str__(self) -> str:
        joints = (" NEAR " if i in self.near else " AND " for i in range(len(self.clauses) - 1))
        return "".join(part for clause, joint in zip(self.clauses, [*joints, ""], strict=True) for part in (str(clause), joint))


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; `text` is what was typed, without control characters and cut to a sensible length.

    A passage is found that holds all of one of `groups` and nothing of `without`, in one of `languages` and `documents`
    (parts of ids) where any are named, with all words of `title` in its headings. `typing`: the last word is still being
    typed, so it is a prefix, and its most frequent completions will do.
    """

    text: str = ""
    groups: tuple[Group, ...] = ()
    typing: bool = False
    without: tuple[Clause, ...] = ()
    title: tuple[Clause, ...] = ()
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @staticmethod
    def parse(text: str, typing: bool = False) -> Query:
        """Reads any string whatever; what holds no word gives an empty query."""
        from reader.search.query_reader import read

        return read(text, typing)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All that is looked for, each once."""
        return tuple({clause.term: clause for group in self.groups for clause in group.clauses}.values())

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms to look for and to light."""
        return tuple(clause.term for clause in self.clauses)

    @property
    def empty(self) -> bool:
        """Whether there is no word in it."""
        return not self.groups

    @property
    def plain(self) -> bool:
        """Whether it was read as words any of which will do, so that there is nothing to explain."""
        return all(len(group.clauses) == 1 for group in self.groups) and not (
            self.without or self.title or self.languages or self.documents
        )

    @property
    def read_as(self) -> str:
        """How the query was understood, in its own syntax: read again, it gives the same."""
        # Where no word has a small letter, OR would be read as a word.
        small = [str(group).lower() if len(self.groups) > 1 and self.text.upper() == self.text else str(group) for group in self.groups]
        found = (" OR " if any(letter.islower() for text in small for letter in text) else " ").join(small)
        without = (f"-{clause}" for clause in self.without)
        filters = (*(f"title:{c}" for c in self.title), *(f"lang:{x}" for x in self.languages), *(f"doc:{x}" for x in self.documents))
        return " ".join(part for part in (found, *without, *filters) if part)
