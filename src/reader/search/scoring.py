"""Which passages of one language match a query, and how well: BM25 over what `matching` finds.

Idea: Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009). Settings are those measured best in
docs/decisions: k1 1.2, b 0.6, k3 3, words joined by OR, one term for all completions of a prefix.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from reader.search.engine import Engine
from reader.search.forms import key, written
from reader.search.matching import Matcher
from reader.search.query import NEAR, Clause, Group, Query
from reader.search.stopwords import is_stop
from reader.words import tokens

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
    other_marks = OTHER_MARKS if len(query.clauses) > 1 else OTHER_MARKS_ALONE
    for group in counting(query, engine.language):
        found = [matcher.frequencies(clause.term) for clause in group.clauses]
        held = _held(group, found, matcher, engine) if len(found) > 1 else None
        for clause, frequencies in zip(group.clauses, found, strict=True):
            kept = frequencies if held is None else {number: frequencies[number] for number in held}
            gained = _gained(clause, len(frequencies), kept, engine)
            for number, factor in _mark_factors(clause, engine, other_marks).items():
                if number in gained:
                    gained[number] *= factor
            total = gained if not total else _sum(total, gained)
    for number in {n for clause in query.without for n in matcher.frequencies(clause.term)}:
        total.pop(number, None)
    filtered = _filtered(query, engine, matcher, document)
    return total if filtered is None else {number: score for number, score in total.items() if number in filtered}


def _gained(clause: Clause, holding: int, frequencies: Mapping[int, int], engine: Engine) -> dict[int, float]:
    """What a clause gives passages that hold it so often; `holding`: how many do in all."""
    rarity = log(1 + (engine.count - holding + 0.5) / (holding + 0.5))
    weight = rarity * (K3 + 1) * clause.times / (K3 + clause.times) * (K1 + 1)
    plain, slope, shares = K1 * (1 - B), K1 * B, engine.shares
    return {number: weight * times / (times + plain + slope * shares[number]) for number, times in frequencies.items()}


def _sum(one: dict[int, float], other: dict[int, float]) -> dict[int, float]:
    """Added up, into the larger."""
    smaller, larger = sorted((one, other), key=len)
    for number, score in smaller.items():
        larger[number] = larger.get(number, 0.0) + score
    return larger


def _held(group: Group, found: Sequence[Mapping[int, int]], matcher: Matcher, engine: Engine) -> set[int]:
    """The passages that hold all clauses of a group, near ones near."""
    smallest, *others = sorted(found, key=len)
    held = set(smallest).intersection(*others)
    for left in sorted(group.near):
        one, other = (matcher.places(group.clauses[at].term) for at in (left, left + 1))
        # Passages lie further apart than NEAR.
        held &= {
            engine.passage_at(place - 1)
            for place in one
            if (at := bisect_left(other, place - NEAR)) < len(other) and other[at] <= place + NEAR
        }
    return held


def _filtered(query: Query, engine: Engine, matcher: Matcher, document: str | None) -> set[int] | None:
    """The passages that filters leave; None without any."""
    filters = [engine.documents(document)] if document is not None else []
    if query.documents:
        names = [name for name in engine.document_names() if any(part in name for part in query.documents)]
        filters.append({number for name in names for number in engine.documents(name)})
    filters += [matcher.below(word) for clause in query.title for word in clause.term.words]
    return set.intersection(*filters) if filters else None


def _mark_factors(clause: Clause, engine: Engine, other_marks: float) -> dict[int, float]:
    """What to take off passages that hold a word with other accents or tildes than typed, and not as typed."""
    factors: dict[int, float] = {}
    for token in tokens(clause.typed):
        form = written(clause.typed[token.start : token.end])
        if form != token.folded:
            as_typed = set(engine.listed(form, "marks").ids)
            others, factor = [n for n in engine.listed(key(token.folded)).ids if n not in as_typed], other_marks
        else:
            others, factor = _marked_only(token.folded, engine), ADDED_MARKS
        for number in others:
            factors[number] = min(factor, factors.get(number, 1.0))
    return factors


def _marked_only(word: str, engine: Engine) -> list[int]:
    spellings = engine.spellings(word)
    if word not in spellings or len(spellings) == 1:
        return []  # Nowhere as typed, or always: nothing to tell apart.
    marked: Counter[int] = Counter()
    for form in spellings:
        if form != word:
            listed = engine.listed(form, "marks")
            for number, times in zip(listed.ids, listed.frequencies, strict=True):
                marked[number] += times
    folded = engine.listed(key(word))
    times_in_all = dict(zip(folded.ids, folded.frequencies, strict=True))
    return [number for number, count in marked.items() if times_in_all.get(number, 0) <= count]
