"""Where one language's index holds what a query asks for: what `words.matches` would find in the texts; tests compare the two."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from reader.search.codec import Listed
from reader.search.engine import Engine
from reader.search.forms import MOST_PARTS, key
from reader.search.stopwords import is_stop
from reader.words import Term, stem

# The postings of one word of a query, with how many positions each of its forms takes.
Word = list[tuple[int, Listed]]


class Matcher:
    """Answers for one query: `most` completions of a prefix; `typing`: they are guesses, so none is a stop word."""

    def __init__(self, engine: Engine, most: int, typing: bool) -> None:
        self._engine = engine
        self._most = most
        self._typing = typing

    def frequencies(self, term: Term) -> dict[int, int]:
        """How often a term stands in each passage that holds it."""
        if len(term.words) == 1:
            return self._counted(self._forms(term.words[0], term, prefix=term.prefix, guessed=self._typing))
        found: dict[int, int] = Counter(map(self._engine.passage_at, (end - 1 for end in self._ends(term))))
        if term.hyphened:
            joined = self._joined(term)
            # A word broken at a line end is one find, read either way.
            for number, count in self._counted([item for item in joined if item[0] > 1]).items():
                found[number] = max(found.get(number, 0), count)
            for number, count in self._counted([item for item in joined if item[0] == 1]).items():
                found[number] = found.get(number, 0) + count
        return found

    def places(self, term: Term) -> array[int]:
        """The places behind each find of a term, in order."""
        if len(term.words) == 1:
            found = _behind(self._forms(term.words[0], term, prefix=term.prefix, guessed=self._typing))
        else:
            found = self._ends(term) | (_behind(self._joined(term)) if term.hyphened else set())
        return array("I", sorted(found))

    def below(self, word: str) -> set[int]:
        """The passages with a form of a word in their headings, or in the title of their document."""
        forms = {word, *(form for form, _ in self._engine.forms(stem(word, self._engine.language)))}
        return {number for form in forms for number in self._engine.listed(key(form), "heading").ids}

    def _forms(self, word: str, term: Term, *, prefix: bool, guessed: bool = False) -> Word:
        """The postings of every form that one word of a query stands for."""
        engine = self._engine
        forms: dict[str, bool] = {word: True} if term.exact else dict(engine.forms(stem(word, engine.language)))
        for form, joined in engine.completions(word, self._most) if prefix else ():
            # "th" being typed means neither "the" nor "that".
            if not (guessed and is_stop(form, engine.language)):
                forms[form] = joined
        keys = ((parts, key(form, parts)) for form, joined in forms.items() for parts in range(1, (MOST_PARTS if joined else 1) + 1))
        return [(parts, listed) for parts, name in keys if (listed := engine.listed(name)).ids]

    def _joined(self, term: Term) -> Word:
        return self._forms("".join(term.words), term, prefix=term.prefix)

    def _counted(self, word: Word) -> dict[int, int]:
        lists = [listed for _, listed in word]
        if len(lists) == 1:
            return dict(zip(lists[0].ids, lists[0].frequencies, strict=True))
        if sum(len(listed.ids) for listed in lists) < self._engine.count:
            return _added(lists)
        total = array("I", bytes(4 * self._engine.count))
        for listed in lists:
            for number, frequency in zip(listed.ids, listed.frequencies, strict=True):
                total[number] += frequency
        return {number: count for number, count in enumerate(total) if count}

    def _ends(self, term: Term) -> set[int]:
        """The places behind each run of tokens that passes through all words in sequence.

        From the rarest word the runs grow to both sides; a word of several parts takes as many positions.
        """
        last = len(term.words) - 1
        words = [self._forms(word, term, prefix=term.prefix and at == last) for at, word in enumerate(term.words)]
        sizes = [sum(len(listed.places) for _, listed in word) for word in words]
        rarest = sizes.index(min(sizes))
        runs = {(place, place + parts) for parts, listed in words[rarest] for place in listed.places}
        for word, size in zip(words[rarest + 1 :], sizes[rarest + 1 :], strict=True):
            holds = _Holds(word, size, len(runs))
            runs = {(start, end + parts) for start, end in runs for parts in holds.at(end)}
        for word, size in zip(words[:rarest][::-1], sizes[:rarest][::-1], strict=True):
            holds = _Holds(word, size, len(runs))
            runs = {(start - parts, end) for start, end in runs for parts in holds.before(start)}
        return {end for _, end in runs}


class _Holds:
    """Whether a word stands at a place: by a search in each of its lists, or by sets where that would take longer."""

    def __init__(self, word: Word, size: int, asked: int) -> None:
        by_sets = 6 * asked * len(word) > size  # a search takes some six times as long as one more in a set
        self._sets: dict[int, set[int]] = {}
        self._lists: list[tuple[int, array[int]]] = []
        for parts, listed in word:
            if by_sets:
                self._sets.setdefault(parts, set()).update(listed.places)
            else:
                self._lists.append((parts, listed.places))

    def at(self, place: int) -> list[int]:
        """In how many parts the word begins there; mostly it does not."""
        return [parts for parts in self._sets if place in self._sets[parts]] + [p for p, places in self._lists if _has(places, place)]

    def before(self, place: int) -> list[int]:
        """In how many parts the word ends there."""
        sets = [parts for parts in self._sets if place - parts in self._sets[parts]]
        return sets + [parts for parts, places in self._lists if _has(places, place - parts)]


def _has(places: array[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _behind(word: Word) -> set[int]:
    return {place + parts for parts, listed in word for place in listed.places}


def _added(lists: Iterable[Listed]) -> dict[int, int]:
    total: dict[int, int] = {}
    for listed in lists:
        for number, frequency in zip(listed.ids, listed.frequencies, strict=True):
            total[number] = total.get(number, 0) + frequency
    return total
