"""Texts to measure search with, and questions about them: invented with the word frequencies of natural language, or read from PDFs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

from reader.library import Place
from reader.search.stopwords import STOP_WORDS
from reader.words import tokens

WORDS_A_PAGE, VOCABULARY, COLLOCATIONS = 360, 60_000, 20_000
PAGES_A_BOOK = 250
Texts = Sequence[tuple[Place, str]]
Pair = tuple[str, str]  # what our reader is asked, and FTS5 for the same


def invented(pages: int, seed: int = 11) -> Texts:
    """Frequencies after Zipf and Mandelbrot, some 50,000 different words in 10,000 pages; some words keep company."""
    chance = random.Random(seed)
    words = [*sorted(STOP_WORDS["en"]), *_names(chance, VOCABULARY)]
    weights = list(accumulate(1 / (rank + 8) ** 1.3 for rank in range(len(words))))
    pairs = [" ".join(chance.choices(words[60:8000], k=chance.choice((2, 2, 3)))) for _ in range(COLLOCATIONS)]
    pair_weights = list(accumulate(1 / (rank + 5) for rank in range(len(pairs))))
    found = []
    for page in range(pages):
        drawn = chance.choices(words, cum_weights=weights, k=WORDS_A_PAGE)
        for at, pair in zip(chance.sample(range(WORDS_A_PAGE), 24), chance.choices(pairs, cum_weights=pair_weights, k=24), strict=True):
            drawn[at] = pair
        lines = (" ".join(drawn[at : at + 12]) for at in range(0, len(drawn), 12))
        book, number = divmod(page, PAGES_A_BOOK)
        found.append((Place(f"book-{book:04}", "en", "official", page=number + 1), "\n".join(lines)))
    return found


def _names(chance: random.Random, count: int) -> list[str]:
    syllables = [a + b + c for a in "bcdfglmnprstv" for b in "aeiou" for c in ("", "", "n", "r", "s", "l")]
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 4))))] = None
    return list(found)


def read(folder: Path) -> Texts:
    """The pages of every PDF in a folder, by the program's own reader."""
    from reader.pages import PageText
    from reader.pdf_process import PdfProcess

    found = []
    with PdfProcess() as pdf:
        for number, path in enumerate(sorted(folder.glob("*.pdf"))):
            for page in range(1, pdf.facts(path).pages + 1):
                found.append((Place(f"book-{number:04}", "en", "official", page=page), PageText(page, pdf.words(path, page)).text))
    return found


class Questions:
    """Makes the queries of each class, from a fixed seed."""

    def __init__(self, texts: Texts, seed: int = 5) -> None:
        self._chance = random.Random(seed)
        self._pages = [[token.folded for token in tokens(text) if token.parts == 1] for _, text in texts]
        held = Counter(word for page in self._pages for word in set(page))
        self._held = {word: n for word, n in held.items() if word not in STOP_WORDS["en"] and len(word) > 3 and word.isalpha()}
        self._ordered = sorted(self._held, key=lambda word: -self._held[word])
        self._rare = [word for word in self._held if 2 <= self._held[word] <= 6]
        self._everyday = set(self._ordered[:150])
        self._long = [word for word in self._ordered[:20_000] if len(word) > 4]

    def classes(self, count: int) -> dict[str, list[Pair]]:
        """By class: at most `count` different queries."""
        makers: dict[str, Callable[[], Pair]] = {
            "rare word": lambda: self._word(self._rare),
            "common word": lambda: self._word(self._ordered[:40]),
            "AND of 2": lambda: self._joined(self._company(2), " AND ", " AND "),
            "AND of 3": lambda: self._joined(self._company(3), " AND ", " AND "),
            "OR of 3": lambda: self._joined(self._chance.sample(self._ordered[40:3000], 3), " ", " OR "),
            "phrase of 2": lambda: self._phrase(2, 2, self._held),
            "phrase of 3": lambda: self._phrase(3, 2, self._held),
            "phrase of common": lambda: self._phrase(2, 2, self._everyday),
            "prefix of 1": lambda: self._prefix(1),
            "prefix of 2": lambda: self._prefix(2),
            "prefix of 3": lambda: self._prefix(3),
            "prefix of 4": lambda: self._prefix(4),
            "word and prefix": self._word_and_prefix,
            "did you mean": lambda: (self._slip(self._chance.choice(self._long)), ""),
        }
        return {name: list(dict.fromkeys(make() for _ in range(count))) for name, make in makers.items()}

    def _word(self, words: Sequence[str]) -> Pair:
        word = self._chance.choice(words)
        return word, word

    def _company(self, count: int) -> list[str]:
        """Words of one page."""
        return self._chance.sample([word for word in self._chance.choice(self._pages) if word in self._held], count)

    def _joined(self, words: Sequence[str], ours: str, theirs: str) -> Pair:
        return ours.join(words), theirs.join(words)

    def _phrase(self, length: int, least: int, among: Sequence[str] | set[str] | dict[str, int]) -> Pair:
        """A stretch of a page with so many words of these in it."""
        while True:
            page = self._chance.choice(self._pages)
            at = self._chance.randrange(max(1, len(page) - length))
            words = page[at : at + length]
            if len(words) == length and sum(word in among for word in words) >= least:
                return f'"{" ".join(words)}"', f'"{" ".join(words)}"'

    def _prefix(self, letters: int) -> Pair:
        begun = self._chance.choice(self._ordered[:20_000])[:letters]
        return begun, f"{begun}*"

    def _word_and_prefix(self) -> Pair:
        word, other = self._chance.sample(self._ordered[40:3000], 2)
        return f"{word} {other[:3]}", f"{word} OR {other[:3]}*"

    def _slip(self, word: str) -> str:
        at, letter = self._chance.randrange(len(word)), self._chance.choice("abcdefghijklmnopqrstuvwxyz")
        return self._chance.choice((word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]))
