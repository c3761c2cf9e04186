"""The vocabulary file and the suggestions drawn from it."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.suggestions import Speller, distance
from reader.search.vocabulary import Vocabulary, VocabularyWriter
from reader.words import fold, stem, tokens


def data(folder: Path, *texts: str) -> bytes:
    writer = VocabularyWriter("en")
    for text in texts:
        body = tokens(text)
        writer.add(body, [text[token.start : token.end] for token in body])
    writer.write(folder / "vocabulary.en")
    return (folder / "vocabulary.en").read_bytes()


def vocabulary(folder: Path, *texts: str) -> Vocabulary:
    return Vocabulary(data(folder, *texts))


def forms(words: Vocabulary, prefix: str, most: int = 32) -> list[str]:
    return [form for form, _ in words.completions(prefix, most)]


def test_completions_come_by_frequency(tmp_path: Path) -> None:
    words = vocabulary(tmp_path, "notify Notified notified; notification notification notification no", "other")
    assert forms(words, "noti") == ["notification", "notified", "notify"]
    assert forms(words, "noti", 1) == ["notification"]
    assert forms(words, "notifz") == []


def test_spellings_are_kept_apart_and_counted_together(tmp_path: Path) -> None:
    words = vocabulary(tmp_path, "año año ano Año mañana")
    assert words.spellings("ano") == [("año", 3), ("ano", 1)]
    assert forms(words, "an") == ["ano"]
    assert "manana" in words
    assert "mañana" not in words
    assert "man" not in words


def test_a_broken_word_is_found_but_counts_nothing(tmp_path: Path) -> None:
    words = vocabulary(tmp_path, "vio-\nlence violence")
    assert words.spellings("violence") == [("violence", 1)]
    assert words.spellings("vio") == [("vio", 0)]
    assert words.completions("violence", 9) == [("violence", True)]
    assert words.completions("lence", 9) == [("lence", False)]


def test_the_forms_of_a_stem(tmp_path: Path) -> None:
    words = vocabulary(tmp_path, "Notify notified notification notifies noti-\nfied not")
    assert sorted(words.forms(stem("notifying", "en"))) == [("notified", True), ("notifies", False), ("notify", False)]
    assert words.forms("notif") == [("notification", False)]
    assert words.forms("zzz") == []


def test_no_word_at_all(tmp_path: Path) -> None:
    words = vocabulary(tmp_path)
    assert len(words) == 0
    assert forms(words, "a") == []


@pytest.mark.parametrize("size", [0, 10, 19, 25, -1])
def test_a_cut_file_is_refused(tmp_path: Path, size: int) -> None:
    whole = data(tmp_path, "some words to keep")
    with pytest.raises(ValueError):
        Vocabulary(whole[:size])


@given(st.lists(st.text(alphabet="abñéß𝔸ﬁ中", min_size=1, max_size=6)), st.text(alphabet="abn中", min_size=1, max_size=2))
def test_completions_are_those_of_a_plain_count(texts: list[str], prefix: str) -> None:
    text = " ".join(texts)
    counted = Counter(token.folded for token in tokens(text) if token.folded.startswith(prefix))
    with tempfile.TemporaryDirectory() as folder:
        words = vocabulary(Path(folder), text)
    assert forms(words, prefix, 1000) == sorted(counted, key=lambda word: (-counted[word], word))


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        *[("call", "call", 0), ("cal", "call", 1), ("clal", "call", 1), ("ball", "call", 1), ("calls", "all", 2)],
        *[("notifcation", "notification", 1), ("abcd", "badc", 2), ("", "ab", 2), ("abc", "xyz", 3)],
    ],
)
def test_distance(one: str, other: str, edits: int) -> None:
    assert distance(one, other, 9) == edits
    assert distance(other, one, 9) == edits
    assert distance(one, other, 1) == min(edits, 2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("notifcation", "notification"),
        ("Notificatoin", "notification"),
        ('"grop violence"', '"group violence"'),
        ("homocide call-in", "homicide call-in"),
        ("manñaan", "mañana"),
        ("group violence", None),
        ("xyzzyxyzzy", None),
        ("ab", None),
        ("***", None),
    ],
)
def test_suggestions_are_written_words(tmp_path: Path, typed: str, meant: str | None) -> None:
    text = "group group violence notification homicide homicides call in mañana grope"
    assert next(iter(Speller([vocabulary(tmp_path, text)]).corrections(typed)), None) == meant


def test_the_frequent_word_is_suggested(tmp_path: Path) -> None:
    assert Speller([vocabulary(tmp_path, "cart card card")]).nearest("carx") == ["card", "cart"]


def test_a_word_that_stands_once_may_be_a_slip(tmp_path: Path) -> None:
    speller = Speller([vocabulary(tmp_path, "homicide " * 40 + "homocide rarely")])
    assert speller.nearest("homocide") == ["homicide"]
    assert speller.nearest("rarely") == []
    assert speller.nearest("homicide") == []


def test_several_unknown_words_are_corrected_together_and_the_first_is_varied(tmp_path: Path) -> None:
    speller = Speller([vocabulary(tmp_path, "card card cart homicide")])
    assert speller.corrections("carx, homocide!") == ["card, homicide!", "cart, homicide!"]


def slip(word: str, chance: random.Random) -> str:
    """One edit, anywhere: a letter left out, put in, replaced, or two swapped."""
    at, letter, kind = chance.randrange(len(word)), chance.choice("abcdefghijklmnopqrstuvwxyz"), chance.randrange(4)
    if kind == 3:
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + (letter if kind else "") + word[at + (kind != 1) :]


def share_found(vocabularies: list[Vocabulary], slips: int = 1000) -> float:
    """How often the word meant is among the three offered for a slip in it, that is no word itself."""
    words = sorted({f for v in vocabularies for f, _, times in v.entries() if len(f) >= 5 and f.isalpha() and f.isascii() and times})
    chance, speller, found, asked = random.Random(3), Speller(vocabularies), 0, 0
    while asked < slips:
        word = chance.choice(words)
        typed = slip(word, chance)
        if not any(typed in vocabulary for vocabulary in vocabularies):
            asked += 1
            found += word in map(fold, speller.nearest(typed))
    return found / asked


def test_the_word_meant_is_among_three_in_the_shipped_texts(tmp_path: Path) -> None:
    content = Path(__file__).resolve().parents[2] / "content"
    texts = {language: [path.read_text("utf-8") for path in sorted(content.glob(f"*/{language}/*.md"))] for language in ("en", "es")}
    assert share_found([vocabulary(tmp_path, *of) for of in texts.values()]) >= 0.92  # 0.99 was measured


def test_the_word_meant_is_among_three_in_thirty_thousand(tmp_path: Path) -> None:
    chance = random.Random(9)
    syllables = [a + b + c for a in "bcdfglmnprstv" for b in "aeiou" for c in ("", "", "n", "r", "s", "l")]
    names = list(dict.fromkeys("".join(chance.choices(syllables, k=chance.choice((2, 3, 3, 4)))) for _ in range(60_000)))[:30_000]
    frequent = " ".join(" ".join([name] * (3000 // (rank + 10))) for rank, name in enumerate(names[:300]))
    assert share_found([vocabulary(tmp_path, " ".join(names), frequent)]) >= 0.92  # 0.97 was measured
