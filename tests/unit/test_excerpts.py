"""Selected lines as clean text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.excerpts import Excerpt, Known, edges_of, excerpt, joined
from reader.page_lines import Caret, PageLines
from reader.pages import Word
from reader.pdf_process import PdfProcess
from tests import pdfs

Spec = tuple[float, float, float, str]  # x, y, height, words


def page(number: int, *lines: Spec) -> PageLines:
    """Lines of words five points a letter at height 10."""
    words = []
    for n, (left, y, height, text) in enumerate(lines):
        x, wide = left, height / 2
        for word in text.split(" "):
            if word:
                words.append(Word(word, (x, y, x + wide * len(word), y + height), n))
            x += wide * (len(word) + 0.8)
    return PageLines(number, words, (400.0, 600.0))


def body(*texts: str, left: float = 50, top: float = 200, height: float = 10) -> list[Spec]:
    return [(left, top + 12 * n, height, text) for n, text in enumerate(texts)]


def copied(*pages: PageLines, known: Known | None = None) -> str:
    return joined([excerpt(p, *p.whole) for p in pages], known)


FULL = "these are words that fill the whole line well"  # 225 points


@pytest.mark.parametrize(
    ("above", "below", "known", "expected"),
    [
        ("preven\u00ad", "tion", (), "prevention"),
        ("a call-", "in meeting", (), "a call-in meeting"),
        ("a call-", "in meeting", ("call-in", "callin"), "a call-in meeting"),
        ("of vio-", "lence, and", ("violence",), "of violence, and"),
        ("of vio-", "lence, and", (), "of vio-lence, and"),
        ("la call\u00ad", "-in fue", (), "la callin fue"),
        ("la call-", "-in fue", (), "la call-in fue"),
        ("pre-", "and post-tests", ("preand",), "pre- and post-tests"),
        ("in 2019-", "20 it was", ("201920",), "in 2019-20 it was"),
        ("a dash -", "and more", (), "a dash - and more"),
        ("targets.\u2060[1]", "and co\u00adop", (), "targets.[1] and coop"),
    ],
)
def test_a_line_end_is_healed(above: str, below: str, known: tuple[str, ...], expected: str) -> None:
    assert copied(page(1, *body(f"{FULL} {above}", f"{below} {FULL}")), known=known.__contains__) == f"{FULL} {expected} {FULL}"


def test_a_word_written_elsewhere_in_the_selection_is_enough_to_heal() -> None:
    text = copied(page(1, *body(f"{FULL} against violence in the vio-", f"lence of groups {FULL}")))
    assert "in the violence of groups" in text


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    early = copied(page(1, *body(FULL, "ends here.", f"New {FULL}", FULL)))
    assert early == f"{FULL} ends here.\n\nNew {FULL} {FULL}"
    room = copied(page(1, (50, 100, 10, FULL), (50, 112, 10, FULL), (50, 124, 10, FULL), (50, 142, 10, FULL)))
    assert room == f"{FULL} {FULL} {FULL}\n\n{FULL}"
    indent = copied(page(1, (50, 100, 10, FULL), (50, 112, 10, FULL), (65, 124, 10, FULL), (50, 136, 10, FULL)))
    assert indent == f"{FULL} {FULL}\n\n{FULL} {FULL}"
    heading = copied(page(1, (50, 100, 16, "Heading"), (50, 118, 10, FULL), (50, 130, 10, FULL)))
    assert heading == f"Heading\n\n{FULL} {FULL}"


def test_items_and_rows_keep_their_lines() -> None:
    items = copied(page(1, (50, 100, 10, f"• {FULL}"), (60, 112, 10, "goes on"), (50, 124, 10, "• Two"), (50, 136, 10, "• Three")))
    assert items == f"• {FULL} goes on\n• Two\n• Three"
    table = copied(page(1, *body("Year       Killed", "2019       12", "2020       9")))
    assert table == "Year Killed\n2019 12\n2020 9"


def test_a_sentence_runs_on_over_columns_and_pages() -> None:
    left, right = body(FULL, "and goes"), body(f"on in {FULL}", FULL, left=320)
    assert f"and goes on in {FULL}" in copied(page(1, *left, *right))
    assert f"{FULL} here it breaks off" in copied(page(1, *body(FULL)), page(2, *body("here it breaks off.")))
    assert f"{FULL}.\n\nAnother" in copied(page(1, *body(f"{FULL}.")), page(2, *body("Another sentence.")))
    assert "the preventive work" in copied(page(1, *body("the preven\u00ad")), page(2, *body("tive work")))


def test_running_heads_are_left_out_where_a_selection_passes_a_page() -> None:
    def leaf(n: int, section: str, text: str) -> PageLines:
        return page(n, (50, 20, 8, f"The Guide in short {section}"), *body(text), (190, 580, 8, str(n)))

    three, four = leaf(3, "One", f"{FULL} and"), leaf(4, "Two", f"on {FULL}")
    assert copied(three, four) == f"{FULL} and on {FULL}"
    assert copied(three) == f"The Guide in short One\n\n{FULL} and\n\n3"  # one page: what is selected is copied
    # Left and right pages differ; a page beside the selection tells.
    other = page(4, (60, 20, 8, "Another head"), *body(f"on {FULL}"), (190, 580, 8, "4"))
    parts = [excerpt(three, *three.whole), excerpt(other, *other.whole)]
    assert "Another head" in joined(parts, None, [edges_of(leaf(5, "One", FULL))])
    assert "Guide" not in joined(parts, None, [edges_of(leaf(5, "One", FULL))])


def test_only_what_is_selected_is_copied() -> None:
    lines = page(1, *body("one two three", "four five six"))
    assert joined([excerpt(lines, Caret(1, 0, 1), Caret(1, 3, 2))]) == "ne two three fo"
    assert excerpt(lines, Caret(1, 2, 0), Caret(1, 2, 0)) == Excerpt(1, (), frozenset())
    assert joined([]) == ""
    assert copied(PageLines(1, ())) == ""


texts = st.lists(
    st.lists(st.sampled_from(["a", "word", "(so)", "longer", "1.", "•", "End."]), min_size=1, max_size=9).map(" ".join), max_size=12
)


@settings(max_examples=50)
@given(texts, texts, st.integers(0, 30), st.integers(8, 14))
def test_a_whole_page_gives_all_its_words_in_order(left: list[str], right: list[str], indent: int, height: int) -> None:
    lines = page(1, *body(*left, left=20 + indent, height=height), *body(*right, left=220))
    assert copied(lines).split() == [w.text for w in lines.words]


@settings(max_examples=50)
@given(texts, st.data())
def test_two_parts_of_a_page_hold_what_the_whole_holds(rows: list[str], data: st.DataObject) -> None:
    lines = page(1, *body(*rows))
    start, end = lines.whole
    word = data.draw(st.integers(0, max(0, len(lines.words) - 1)))
    cut = Caret(1, word, 0)
    parts = [joined([excerpt(lines, start, cut)]), joined([excerpt(lines, cut, end)])]
    assert " ".join(parts).split() == copied(lines).split()


def real(pdf: PdfProcess, path: Path, data: bytes) -> PageLines:
    path.write_bytes(data)
    facts = pdf.facts(path)
    return PageLines(1, pdf.words(path, 1, exact=True), facts.sizes[0], facts.rotations[0])


def test_hyphens_columns_and_accents_of_real_pages(pdf: PdfProcess, tmp_path: Path) -> None:
    assert copied(real(pdf, tmp_path / "hyphens.pdf", pdfs.hyphens())) == "prevention and call-in meetings"
    columns = copied(real(pdf, tmp_path / "columns.pdf", pdfs.columns()))
    assert columns.index("left11") < columns.index("right0")
    assert "Notación" in copied(real(pdf, tmp_path / "tex.pdf", pdfs.tex()))
    assert "fin aflicción" in copied(real(pdf, tmp_path / "tex.pdf", pdfs.tex()))
