"""PDF pages as text: paragraphs joined, heads left out, and every letter's way back to its place on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.pages import PageText, Word
from reader.pdf_process import PdfProcess
from reader.reflow import Flow, reflow
from reader.sheets import Sheet, running, sheet
from tests import pdfs

WIDTH = 5.0  # points a letter, a little more or less by the letter, so that nothing looks like code


@dataclass(frozen=True)
class Title:
    level: int
    title: str
    page: int


Line = tuple[float, float, str] | tuple[float, float, str, float]


def page(number: int, *lines: Line) -> Sheet:
    """A page of lines (x, y, words, and the height of the type, 10 where not said)."""
    words: list[Word] = []
    for n, (x, y, text, *size) in enumerate(lines):
        height = size[0] if size else 10.0
        for word in text.split(" "):
            width = sum(WIDTH + ord(c) % 5 * 0.1 for c in word) * height / 10.0
            if word.strip("~"):
                words.append(Word(word, (x, y, x + width, y + height), n))
            x += width + 2.5
    return sheet(PageText(number, words), (600.0, 800.0))


def column(number: int, text: Sequence[str], top: float = 100.0, **more: float) -> Sheet:
    return page(number, *((more.get("x", 50.0), top + 13 * n, line) for n, line in enumerate(text)))


def blocks(flow: Flow) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for text in flow.texts for block in text.blocks]


def check_every_letter(flow: Flow, sheets: Sequence[Sheet]) -> None:
    """From the text to the page and back, for every letter; what stands on the page there is that letter."""
    pages = {one.page: {line.offset + n: c for line in one.lines for n, c in enumerate(line.text)} for one in sheets}
    seen = 0
    for text in flow.texts:
        for block in text.blocks:
            for offset in range(block.start, block.end):
                spot = flow.spot(text.slug, offset)
                assert spot is not None
                if pages[spot.page].get(spot.offset) == text.text[offset] != " ":
                    assert flow.place(spot.page, spot.offset) == (text.slug, offset)
                    seen += 1
    assert seen > 0.95 * sum(not c.isspace() for text in flow.texts for c in text.text)


LONG = "The people of a place who know it best are asked what they have seen and what"
REST = "they would do about it, and all of them are heard before anything is done here."


def test_lines_become_paragraphs_and_end_where_the_next_word_would_have_fitted() -> None:
    sheets = [
        column(1, [LONG, REST, LONG, "they say is written down.", "Then a new paragraph begins with another thought and goes on", REST])
    ]
    flow = reflow(sheets)
    assert next(text for _, text in blocks(flow)).startswith(f"{LONG} {REST}")
    assert blocks(flow)[1][1].startswith("Then a new paragraph")
    check_every_letter(flow, sheets)


def test_a_first_line_set_in_begins_a_paragraph() -> None:
    lines = [(50.0, 100.0, LONG), (50.0, 113.0, REST), (65.0, 126.0, LONG), (50.0, 139.0, REST)]
    assert len(blocks(reflow([page(1, *lines)]))) == 2


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "joined"),
    [
        ("the preven-", "tion of harm", "prevention", "the prevention of harm"),
        ("at the call-", "in they said", "every call-in", "at the call-in they said"),
        ("of decision-", "making", "a decision is in the making", "of decision-making"),
        ("en la conver-", "-sación", "", "en la conversación"),
        ("the preven\u00ad", "tion", "", "the prevention"),
        ("see Braga-", "Weisburd", "", "see Braga-Weisburd"),
        ("at https://example.org/long/", "path", "", "at https://example.org/long/path"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_it_belongs_to_the_word(first: str, second: str, elsewhere: str, joined: str) -> None:
    sheets = [column(1, [f"{LONG[:50]} {first}", f"{second} {REST[:60]}", LONG[:40], elsewhere or "end"])]
    flow = reflow(sheets)
    assert joined in blocks(flow)[0][1]
    check_every_letter(flow, sheets)


def test_a_paragraph_goes_over_to_the_next_page_round_footnotes_and_running_heads() -> None:
    sheets = [
        page(
            n,
            (50.0, 30.0, f"A guide for partners {n + 9}"),
            (50.0, 100.0, "before and after that, as everybody knows." if n > 1 else LONG),
            (50.0, 113.0, LONG),
            (50.0, 126.0, f"{REST[:48]} and then it goes on and"),
            (50.0, 650.0, f"{n} A note of page {n}.", 7.5),
            (290.0, 770.0, f"{n}"),
        )
        for n in (1, 2, 3)
    ]
    flow = reflow(sheets)
    found = [text for _, text in blocks(flow)]
    assert not [text for text in found if "guide for partners" in text or text.isdecimal()]
    assert f"{REST[:48]} and then it goes on and before and after that" in found[0]
    assert [t for t in found if "note" in t] == [f"{n} A note of page {n}." for n in (1, 2, 3)]
    assert flow.below(2, 0.0) == ("page-1", found[0].index("before and after"))
    spot = flow.spot("page-1", found[0].index("before and after"))
    assert spot is not None
    assert (spot.page, spot.y) == (2, 100.0)
    check_every_letter(flow, sheets)


def test_a_head_that_was_left_out_leads_to_what_follows_it() -> None:
    sheets = [page(n, (50.0, 30.0, f"Head {n}"), (50.0, 100.0, f"Words of page {n}.")) for n in (1, 2)]
    flow = reflow(sheets)
    assert running(sheets) == {1: {0}, 2: {0}}
    assert flow.place(2, 1) == ("page-2", 0)
    assert flow.stretches(2, 0, 4) == []
    assert flow.stretches(2, 7, 12) == [("page-2", 0, 5)]
    assert flow.place(3, 0) is None


def test_headings_by_their_height_and_by_the_outline() -> None:
    lines: list[Line] = [(50.0, 100.0, "Large words", 18.0), (50.0, 130.0, LONG), (50.0, 143.0, "1.2 Plain title"), (50.0, 156.0, LONG)]
    flow = reflow([page(1, *lines)], [Title(2, "Plain title", 1)])
    assert [(b.kind, b.level) for b in flow.texts[0].blocks] == [("heading", 1), ("paragraph", 0), ("heading", 2), ("paragraph", 0)]
    assert flow.texts[0].title == "Large words"


def test_lists_with_their_numbers_and_levels() -> None:
    lines = [
        (60.0, 100.0, "• one thing that is said at some length so that its line is full at the end"), (72.0, 113.0, "and goes on"),
        (75.0, 126.0, "– below it"), (60.0, 139.0, "• another"), (50.0, 160.0, "1. first"), (50.0, 173.0, "2. second"),
        (50.0, 186.0, "1984. A year is no item."),
    ]  # fmt: skip
    flow = reflow([page(1, *lines)])
    assert [(b.kind, b.level, b.ordinal, b.text[:5]) for b in flow.texts[0].blocks] == [
        ("item", 0, None, "one t"), ("item", 1, None, "below"), ("item", 0, None, "anoth"), ("item", 0, 1, "first"),
        ("item", 0, 2, "secon"), ("paragraph", 0, None, "1984."),
    ]  # fmt: skip


def test_rows_and_contents_keep_their_lines() -> None:
    dots = " ".join("." * 12)
    sheets = [page(1, (50.0, 100.0, LONG), (50.0, 130.0, "2015 ~~~~~~~ 12 ~~~~~~~ 7"), (50.0, 143.0, f"Call-in {dots} 14"))]
    flow = reflow(sheets)
    assert blocks(flow)[1:] == [("line", "2015   12   7"), ("line", "Call-in   14")]
    check_every_letter(flow, sheets)


def test_a_page_without_words_says_so_at_its_place() -> None:
    flow = reflow([column(1, [LONG, "end."]), Sheet(2, 600.0, 800.0, ()), column(3, ["Behind it."])])
    assert [(b.kind, b.ordinal) for t in flow.texts for b in t.blocks] == [("paragraph", None), ("unread", 2), ("paragraph", None)]
    assert flow.place(2, 0) == ("page-2", 0)
    spot = flow.spot("page-2", 0)
    assert spot is not None
    assert spot.page == 2


def test_nothing_at_all() -> None:
    flow = reflow([])
    assert (flow.texts, flow.place(1, 0), flow.spot("page-1", 0)) == ((), None, None)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_reads_as_it_is_shown(rotation: int) -> None:
    width, height = (600.0, 800.0) if rotation % 180 == 0 else (800.0, 600.0)
    shown = (50.0, 100.0, 90.0, 110.0)
    x0, y0, x1, y1 = shown
    unrotated = {0: shown, 90: (y0, width - x1, y1, width - x0), 180: (width - x1, height - y1, width - x0, height - y0)}
    unrotated[270] = (height - y1, x0, height - y0, x1)
    found = sheet(PageText(1, [Word("word", unrotated[rotation], 0)]), (width, height), rotation).lines[0]
    assert (found.x0, found.y0, found.x1, found.y1) == shown


@pytest.mark.parametrize(("name", "words"), [("columns", "five left11"), ("hyphens", "prevention and call-in"), ("tex", "añadan")])
def test_real_pages(pdf: PdfProcess, tmp_path: Path, name: str, words: str) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(getattr(pdfs, name)())
    facts = pdf.facts(path)
    sheets = [sheet(PageText(1, pdf.words(path, 1)), facts.sizes[0])]
    flow = reflow(sheets)
    assert words in " ".join(text for _, text in blocks(flow))
    check_every_letter(flow, sheets)
