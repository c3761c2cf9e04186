"""Section text as a document: every offset exact, boxes told apart, sources numbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextTable
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.library import Source
from reader.sections import Block, Mark, SectionText, assemble
from reader.session import Session
from reader.ui import theme
from reader.ui.text.document import Look, Setter
from reader.ui.text.lit import Lit
from reader.ui.text.offsets import Run, wide
from reader.ui.text.view import TextView
from tests.ui.fakes import section

SOURCES = {"N1": Source("N1", "https://example.org/n1", {"en": "A page", "es": "Una página"}, exact=True)}


def text_at(setter: Setter, start: int, end: int) -> str:
    cursor = QTextCursor(setter.document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def check_every_offset(setter: Setter, texts: list[SectionText]) -> None:
    for text in texts:
        for offset, character in enumerate(text.text):
            if character == "\n":
                continue
            ((start, end),) = setter.offsets.stretches(text.slug, offset, offset + 1)
            assert text_at(setter, start, end) == character
            assert setter.offsets.place(start) == (text.slug, offset)


def test_every_character_of_every_section_is_where_it_is_said_to_be(qapp: QApplication, session: Session) -> None:
    for edition in session.library.editions:
        texts = session.section_texts(edition.id)
        setter = Setter(Look(theme.palette(dark=False)), session.library.sources, edition.language)
        for text in texts:
            setter.section(text)
        setter.source_list()
        check_every_offset(setter, texts)


@given(st.text(st.sampled_from("ab é𝒳🙂"), min_size=1, max_size=12), st.lists(st.integers(0, 12), max_size=4))
def test_runs_with_wide_characters_and_sources_go_there_and_back(text: str, places: list[int]) -> None:
    run = Run(0, 0, len(text), 7, [(p, 3) for p in sorted({p for p in places if p <= len(text)})], wide(text))
    for offset in range(len(text)):
        assert run.to_offset(run.to_position(offset)) == offset
        assert run.to_end(offset + 1) - run.to_position(offset) == (2 if ord(text[offset]) > 0xFFFF else 1)


def test_a_lit_phrase_leaves_the_source_numbers_in_it_unlit(qapp: QApplication) -> None:
    text = section(
        "one", ("heading", "One"), ("paragraph", "first second 🙂 third"), marks=[Mark(5, 5, "cite", "N1"), Mark(5, 5, "cite", "N2")]
    )
    setter = Setter(Look(theme.palette(dark=False)), SOURCES, "es")
    setter.section(text)
    check_every_offset(setter, [text])
    start = text.blocks[1].start
    assert [text_at(setter, a, b) for a, b in setter.offsets.stretches("one", start, start + 12)] == ["first", " second"]
    assert "first1,2 second" in setter.document.toPlainText()
    assert setter.source_line("N1") == "Una página — https://example.org/n1"
    setter.source_list()
    assert setter.document.toPlainText().rstrip().endswith("1.\tUna página https://example.org/n1\n2.\tN2")


def test_boxes_tables_and_lists(qapp: QApplication) -> None:
    blocks, start = [], 0
    for kind, words, more in (
        ("heading", "Title", {"level": 1}),
        ("item", "one", {"ordinal": 3}),
        ("item", "deep", {"level": 1}),
        ("item", "two", {"ordinal": 4}),
        ("cell", "head", {"table": 1}),
        ("cell", "", {"table": 1, "column": 1}),
        ("cell", "a", {"table": 1, "row": 1}),
        ("cell", "b", {"table": 1, "row": 1, "column": 1}),
        ("item", "do it", {"checked": False, "callout": "suggestion", "callout_id": 1}),
        ("paragraph", "ask", {"callout": "question", "callout_id": 2}),
        ("paragraph", "end", {}),
    ):
        blocks.append(Block(kind, words, start, **more))
        start += len(words) + 1
    text = assemble("one", blocks)
    setter = Setter(Look(theme.palette(dark=True)), {}, "en")
    setter.section(text)
    check_every_offset(setter, [text])
    frames = setter.document.rootFrame().childFrames()
    assert [isinstance(f, QTextTable) for f in frames] == [True, False, False]
    plain = setter.document.toPlainText()
    assert plain.index("Our suggestion") < plain.index("do it") < plain.index("For your site") < plain.index("ask") < plain.index("end")
    listed = [setter.document.findBlock(setter.offsets.position("one", b.start) or 0).text() for b in blocks[1:4]]
    assert listed == ["3.\tone", "–\tdeep", "4.\ttwo"]


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    lines = [("paragraph", f"Paragraph {n} " + "with words enough to fill a line or two of the page " * 3) for n in range(60)]
    view.set_text([section("one", ("heading", "One"), *lines), section("two", ("heading", "Two"), *lines)], SOURCES, "en")
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.mark.parametrize("offset", [0, 4, 2000, 5000, 8000])
def test_a_place_that_is_gone_to_is_the_place_that_is_read(qtbot: QtBot, view: TextView, offset: int) -> None:
    view.go("two", offset, 0)
    qtbot.waitUntil(lambda: view.sees("two", offset))
    view.verticalScrollBar().valueChanged.emit(view.verticalScrollBar().value())  # as if the reader had scrolled: the goal is forgotten
    place = view.place()
    assert place is not None
    assert place[0] == "two"
    assert abs(place[1] - offset) < 90  # the same line


def test_going_back_to_a_place_and_its_height_moves_nothing(qtbot: QtBot, view: TextView) -> None:
    bar = view.verticalScrollBar()
    assert view.document().size().height() > 3000  # asking lays out all of it, which Qt else does piece by piece
    for height in (1000, 1007, 1013, 1021):
        bar.setValue(height)
        place = view.place()
        assert place is not None
        top = view.top()
        bar.setValue(0)
        view.go(*place, top)
        assert bar.value() == height


def test_zoom_keeps_the_line_and_ends_somewhere(qtbot: QtBot, view: TextView) -> None:
    view.go("two", 4000, 0)
    for _ in range(30):
        view.zoom_by(1)
    assert view.zoom() == 4.0
    place = view.place()
    assert place is not None
    assert place[0] == "two"
    assert abs(place[1] - 4000) < 90
    view.set_zoom(0.01)
    assert view.zoom() == 0.75


def test_lit_words_are_lit_and_the_current_one_is_brought_into_sight(qtbot: QtBot, view: TextView) -> None:
    view.set_lit([Lit("one", 4, 13), Lit("two", 6000, 6010)], 1)
    assert len(view.extraSelections()) == 2
    view.show_now()
    assert view.sees("two", 6000)
    assert not view.grab().isNull()


def test_a_link_is_told_and_a_source_is_scrolled_to(qtbot: QtBot, view: TextView) -> None:
    with qtbot.waitSignal(view.followed) as told:
        view.anchorClicked.emit(QUrl("sample-study#one"))
    assert told.args == ["sample-study#one"]
    view.anchorClicked.emit(QUrl("#source-1"))
