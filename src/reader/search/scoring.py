"""Which passages of one language match a query, and how well: exact sequences, completions, and BM25 over them.

Idea: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009). Settings are those measured best in
docs/decisions: k1 1.2, b 0.6, k3 3, words joined by OR, one term for all completions of a prefix.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from reader.search.engine import Engine, Postings
from reader.search.forms import MOST_PARTS, key, written
from reader.search.query import NEAR, Clause, Group, Query
from reader.search.stopwords import is_stop
from reader.words import Term, stem, tokens

K1, B, K3 = 1.2, 0.6, 3.0
# While a word is being typed its 32 most frequent completions are what people want; a star asks for all, within reason.
COMPLETIONS_TYPING, COMPLETIONS = 32, 1000
# Repetition can raise a word's score at most 2.2 times (k1 + 1); less than 1/2.2 keeps "mas" below "más" when "más" was typed.
# Asked for alone, it decides also between languages, where the same word may be rare or common.
OTHER_MARKS, OTHER_MARKS_ALONE = 0.4, 0.01
# Typed without marks, marks are probably just left out: no more than a tie-break in favour of the form as typed.
ADDED_MARKS = 0.95


def counting(query: Query, language: str) -> tuple[Group, ...]:
    """The groups that count in a language: stop words only when there is nothing else, or where they were joined to something."""
    weighty = tuple(group for group in query.groups if len(group.clauses) > 1 or not _is_noise(group.clauses[0], query, language))
    return weighty or query.groups


def _is_noise(clause: Clause, query: Query, language: str) -> bool:
    term = clause.term
    chosen = term.exact or (term.prefix and not query.typing)  # Quotes or a star: the reader means it.
    return len(term.words) == 1 and not chosen and is_stop(term.words[0], language)


def scores(query: Query, engine: Engine, document: str | None = None) -> dict[int, float]:
    """Every matching passage of the index with its score."""
    total: dict[int, float] = {}
    if query.languages and engine.language not in query.languages:
        return total
    matcher = Matcher(engine, COMPLETIONS_TYPING if query.typing else COMPLETIONS, query.typing)
    for group in counting(query, engine.language):
        found = [matcher.frequencies(clause.term) for clause in group.clauses]
        held = _held(group, found, matcher)
        for clause, frequencies in zip(group.clauses, found, strict=True):
            _add(total, clause, frequencies, held, engine, OTHER_MARKS if len(query.clauses) > 1 else OTHER_MARKS_ALONE)
    kept = _kept(query, engine, matcher, document)
    for number in {n for clause in query.without for n in matcher.frequencies(clause.term)}:
        total.pop(number, None)
    return total if kept is None else {number: score for number, score in total.items() if number in kept}


def _add(
    total: dict[int, float], clause: Clause, frequencies: dict[int, int], held: set[int] | None, engine: Engine, other_marks: float
) -> None:
    """Adds what a clause gives the passages that hold its whole group; None: it is the whole group."""
    if not frequencies:
        return
    weight = _rarity(len(frequencies), engine.count) * (K3 + 1) * clause.times / (K3 + clause.times)
    factors = _mark_factors(clause, engine, other_marks)
    for number in frequencies if held is None else held:
        frequency = frequencies[number]
        length = K1 * (1 - B + B * engine.lengths[number] / engine.average)
        score = weight * frequency * (K1 + 1) / (frequency + length) * factors.get(number, 1.0)
        total[number] = total.get(number, 0.0) + score


def _held(group: Group, found: list[dict[int, int]], matcher: Matcher) -> set[int] | None:
    """The passages that hold all clauses of a group, near ones near; None where there is only one clause."""
    if len(found) == 1:
        return None
    smallest, *others = sorted(found, key=len)
    held = {number for number in smallest if all(number in other for other in others)}
    for left in sorted(group.near):
        one, other = (group.clauses[at].term for at in (left, left + 1))
        held = {number for number in held if _near(matcher.places(one, number), matcher.places(other, number))}
    return held


def _near(one: list[int], other: list[int]) -> bool:
    return any((at := bisect_left(other, place - NEAR)) < len(other) and other[at] <= place + NEAR for place in one)


def _kept(query: Query, engine: Engine, matcher: Matcher, document: str | None) -> set[int] | None:
    """The passages that filters leave; None without any."""
    filters = [engine.documents(document)] if document is not None else []
    if query.documents:
        names = [name for name in engine.document_names() if any(part in name for part in query.documents)]
        filters.append({number for name in names for number in engine.documents(name)})
    filters += [matcher.below(word) for clause in query.title for word in clause.term.words]
    return set.intersection(*filters) if filters else None


def _rarity(holding: int, count: int) -> float:
    return log(1 + (count - holding + 0.5) / (holding + 0.5))


def _mark_factors(clause: Clause, engine: Engine, other_marks: float) -> dict[int, float]:
    """What to take off passages that hold a word with other accents or tildes than typed, and not as typed."""
    factors: dict[int, float] = {}
    for token in tokens(clause.typed):
        form = written(clause.typed[token.start : token.end])
        folded = engine.postings(key(token.folded)).frequencies
        if form != token.folded:
            as_typed = engine.postings(form, "marks").frequencies
            others, factor = [number for number in folded if number not in as_typed], other_marks
        else:
            others, factor = _marked_only(token.folded, folded, engine), ADDED_MARKS
        for number in others:
            factors[number] = min(factor, factors.get(number, 1.0))
    return factors


def _marked_only(word: str, folded: Mapping[int, int], engine: Engine) -> list[int]:
    spellings = engine.spellings(word)
    if word not in spellings or len(spellings) == 1:
        return []  # Nowhere as typed, or always: nothing to tell apart.
    marked: Counter[int] = Counter()
    for form in spellings:
        if form != word:
            marked.update(engine.postings(form, "marks").frequencies)
    return [number for number, count in marked.items() if folded.get(number, 0) <= count]


class Matcher:
    """Finds what `words.matches` would find in the texts, from the index alone; tests compare the two."""

    def __init__(self, engine: Engine, most: int, typing: bool) -> None:
        self._engine = engine
        self._most = most
        self._typing = typing

    def frequencies(self, term: Term) -> dict[int, int]:
        """How often a term stands in each passage that holds it."""
        if len(term.words) == 1:
            return self._single(self._keys(term.words[0], term.exact, term.prefix, without_noise=self._typing))
        found = self._sequences(term)
        if not term.hyphened:
            return found
        return self._with_joined(found, self._keys("".join(term.words), term.exact, term.prefix))

    def _keys(self, word: str, exact: bool, prefix: bool, without_noise: bool = False) -> list[tuple[str, int]]:
        """Form and parts of every index term that one word of a query stands for."""
        forms: dict[str, bool] = {word: True} if exact else dict(self._engine.forms(stem(word, self._engine.language)))
        for form, joined in self._engine.completions(word, self._most) if prefix else ():
            # "th" being typed means neither "the" nor "that".
            if not (without_noise and is_stop(form, self._engine.language)):
                forms[form] = joined
        return [(form, parts) for form, joined in forms.items() for parts in range(1, (MOST_PARTS if joined else 1) + 1)]

    def _postings(self, keys: Iterable[tuple[str, int]]) -> list[tuple[int, Postings]]:
        found = ((parts, self._engine.postings(key(form, parts))) for form, parts in keys)
        return [(parts, postings) for parts, postings in found if postings.frequencies]

    def _single(self, keys: Iterable[tuple[str, int]]) -> dict[int, int]:
        total: dict[int, int] = {}
        for _, postings in self._postings(keys):
            if not total:
                total = dict(postings.frequencies)
                continue
            for number, frequency in postings.frequencies.items():
                total[number] = total.get(number, 0) + frequency
        return total

    def _words(self, term: Term) -> list[list[tuple[int, Postings]]]:
        last = len(term.words) - 1
        return [self._postings(self._keys(word, term.exact, term.prefix and i == last)) for i, word in enumerate(term.words)]

    def _sequences(self, term: Term) -> dict[int, int]:
        words = self._words(term)
        holding = sorted(({n for _, postings in word for n in postings.frequencies} for word in words), key=len)
        numbers = holding[0].intersection(*holding[1:])
        counts = ((number, self._runs(words, number)) for number in sorted(numbers))
        return {number: count for number, count in counts if count}

    def _runs(self, words: list[list[tuple[int, Postings]]], number: int) -> int:
        """How many runs of tokens pass through all words: a word of several parts moves on by as many positions."""
        return len(self._reached(words, number))

    def _reached(self, words: list[list[tuple[int, Postings]]], number: int) -> set[int]:
        reached: set[int] | None = None
        for word in words:
            stands = ((parts, self._engine.positions(postings, number)) for parts, postings in word)
            reached = {p + parts for parts, positions in stands for p in positions if reached is None or p in reached}
            if not reached:
                break
        return reached or set()

    def places(self, term: Term, number: int) -> list[int]:
        """The positions behind each find of a term in one passage, in order."""
        found = self._reached(self._words(term), number)
        if term.hyphened:
            found |= self._reached([self._postings(self._keys("".join(term.words), term.exact, term.prefix))], number)
        return sorted(found)

    def below(self, word: str) -> set[int]:
        """The passages with a form of a word in their headings, or in the title of their document."""
        forms = {word, *(form for form, _ in self._engine.forms(stem(word, self._engine.language)))}
        return {number for form in forms for number in self._engine.postings(key(form), "heading").frequencies}

    def _with_joined(self, found: dict[int, int], keys: list[tuple[str, int]]) -> dict[int, int]:
        """Adds the joined form; a word broken at a line end is one find, read either way."""
        total = dict(found)
        for number, count in self._single(item for item in keys if item[1] > 1).items():
            total[number] = max(total.get(number, 0), count)
        for number, count in self._single(item for item in keys if item[1] == 1).items():
            total[number] = total.get(number, 0) + count
        return total
