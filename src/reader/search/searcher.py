"""Searches all languages as one library: ranks passages, checks and lights the best in their texts, suggests when nothing is found."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from pathlib import Path
from threading import RLock

from reader.errors import IndexUnusable
from reader.library import Place
from reader.search.engine import Engine, unusable_if_it_fails
from reader.search.query import Query
from reader.search.results import Hit, Results, Store
from reader.search.scoring import counting, scores
from reader.search.snippets import snippet
from reader.search.suggestions import Speller
from reader.words import Token, matches, tokens

# Either file tells of a language; the other one missing is damage, not a language less.
_LANGUAGE = re.compile(r"vocabulary\.(\w+)|(\w+)/_MAIN_\d+\.toc")
# The same passages come up while a query is typed; reading and tokenising them is most of the time of a search.
TEXTS_KEPT = 100
FEW = 3  # passages, for which another spelling is offered


class Searcher:
    """Holds an index open. It only reads, may be used from any thread (one search at a time), and must be closed."""

    def __init__(self, folder: Path, store: Store) -> None:
        """Opens the index in a folder; raises IndexUnusable."""
        with unusable_if_it_fails("folder"):
            languages = _languages(path.relative_to(folder).as_posix() for path in folder.glob("**/*"))
        if not languages:
            raise IndexUnusable("There is no index here.", "Build it with: reader build")
        self._engines = _opened(folder, languages)
        self._store = store
        self._speller: dict[str | None, Speller] = {}
        self._texts: OrderedDict[Place, tuple[str, list[Token]]] = OrderedDict()
        self._lock = RLock()

    def close(self) -> None:
        """Lets go of the index files."""
        with self._lock:
            for engine in self._engines:
                engine.close()

    def search(self, query: Query, language: str | None = None, document: str | None = None, limit: int = 20) -> Results:
        """The best `limit` passages, and how many match in all, in every language or one, in all documents or one."""
        if query.empty:
            return Results(query)
        with self._lock:
            engines = self._of(language)
            ranked = [(engine, scores(query, engine, document)) for engine in engines]
            total = sum(len(found) for _, found in ranked)
            best = nsmallest(max(0, limit), (row for at, (engine, found) in enumerate(ranked) for row in _rows(at, engine, found)))
            shown = [self._hit(query, engines[at], number, -score) for score, _, at, number in best]
            hits = tuple(hit for hit in shown if hit is not None)
            # An index that says more than the text does not have the last word: what cannot be lit is no hit.
            total -= len(shown) - len(hits)
            suggestions = self._suggest(query, language, document, total) if total <= FEW else ()
        return Results(query, total, hits, suggestions)

    def _of(self, language: str | None) -> list[Engine]:
        return [engine for engine in self._engines if language in (None, engine.language)]

    def _hit(self, query: Query, engine: Engine, number: int, score: float) -> Hit | None:
        place = engine.place(number)
        text, toks = self._text(place)
        terms = tuple(dict.fromkeys(clause.term for group in counting(query, engine.language) for clause in group.clauses))
        matched = matches(text, terms, engine.language, toks)
        if not matched:
            return None
        shown = snippet(text, matched)
        spot = Place(place.document, place.language, place.kind, place.section, shown.offset, place.page)
        page = place.page if place.page is not None else self._store.page_of(spot)
        return Hit(spot, self._store.title(place), score, shown.text, shown.spans, terms, page, self._store.label(spot))

    def _text(self, place: Place) -> tuple[str, list[Token]]:
        kept = self._texts.get(place)
        if kept is None:
            text = self._store.passage_text(place)
            kept = self._texts[place] = text, tokens(text)
            if len(self._texts) > TEXTS_KEPT:
                self._texts.popitem(last=False)
        else:
            self._texts.move_to_end(place)
        return kept

    def _suggest(self, query: Query, language: str | None, document: str | None, total: int) -> tuple[str, ...]:
        """Corrected queries, offered only if they find more."""
        engines = self._of(language)
        speller = self._speller.setdefault(language, Speller([engine.vocabulary for engine in engines]))
        with unusable_if_it_fails("vocabulary"):
            corrected = speller.corrections(query.text.strip())
        return tuple(text for text in corrected if sum(len(scores(Query.parse(text), engine, document)) for engine in engines) > total)


def _rows(at: int, engine: Engine, found: dict[int, float]) -> Iterator[tuple[float, int, int, int]]:
    """What passages are ranked by: score, then shelf order, then language."""
    return ((-score, engine.order[number], at, number) for number, score in found.items())


def _languages(names: Iterable[str]) -> list[str]:
    found = (_LANGUAGE.fullmatch(name) for name in names)
    return sorted({match[1] or match[2] for match in found if match})


def _opened(folder: Path, languages: Sequence[str]) -> list[Engine]:
    engines: list[Engine] = []
    try:
        for language in languages:
            engines.append(Engine.in_folder(folder, language))
    except IndexUnusable:
        for engine in engines:
            engine.close()
        raise
    return engines
