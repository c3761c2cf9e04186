"""The search panel with made-up results."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.library import Place
from reader.ui import announce, snippet_lines
from reader.ui.search_field import SearchField
from reader.ui.search_panel import SearchPanel
from tests.ui.fakes import FakeResults, hits

TITLES = {"guide/en/companion": "Guide", "study/es/companion": "Estudio"}


@pytest.fixture
def panel(qtbot: QtBot) -> SearchPanel:
    panel = SearchPanel(SearchField())
    qtbot.addWidget(panel)
    qtbot.addWidget(panel.field)
    panel.field.show()
    panel.resize(320, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def test_typing_asks_once_after_a_pause(qtbot: QtBot, panel: SearchPanel) -> None:
    asked: list[str] = []
    panel.asked.connect(lambda text, _: asked.append(text))
    QTest.keyClicks(panel.field, "call")
    assert panel.waiting
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == ["call"]
    panel.field.clear()
    assert asked == ["call", ""]


def test_down_enter_and_up_without_the_mouse(qtbot: QtBot, panel: SearchPanel) -> None:
    found = hits("guide/en/companion", "study/es/companion")
    panel.set_results(FakeResults(4, found), TITLES)
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.list.currentIndex().data() == "Heading 0: some words"
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert told.args == [found[1]]
    assert panel.step(1) is found[2]
    assert panel.step(1) is found[3]
    assert panel.step(1) is None
    assert panel.step(-1) is found[2]


def test_enter_in_the_field_goes_to_the_first_hit(qtbot: QtBot, panel: SearchPanel) -> None:
    found = hits("guide/en/companion")
    panel.set_results(FakeResults(2, found), TITLES)
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert told.args == [found[0]]


def test_enter_before_the_answer_goes_to_its_first_hit_once_it_is_there(qtbot: QtBot, panel: SearchPanel) -> None:
    chosen: list[object] = []
    panel.chosen.connect(chosen.append)
    QTest.keyClicks(panel.field, "call")
    with qtbot.waitSignal(panel.asked):  # at once, not after the pause
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    found = hits("guide/en/companion")
    panel.set_results(FakeResults(2, found), TITLES)
    assert chosen == [found[0]]
    panel.set_results(FakeResults(2, found), TITLES)
    assert chosen == [found[0]]  # one Enter goes once


def test_enter_never_goes_to_a_hit_of_the_last_question(qtbot: QtBot, panel: SearchPanel) -> None:
    chosen: list[object] = []
    panel.chosen.connect(chosen.append)
    panel.set_results(FakeResults(2, hits("guide/en/companion")), TITLES)
    with qtbot.waitSignal(panel.asked):
        panel.field.setText("partners")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert chosen == []
    found = hits("study/es/companion")
    panel.set_results(FakeResults(2, found), TITLES)
    assert chosen == [found[0]]


def test_typing_on_takes_the_enter_back(qtbot: QtBot, panel: SearchPanel) -> None:
    chosen: list[object] = []
    panel.chosen.connect(chosen.append)
    QTest.keyClicks(panel.field, "call")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    QTest.keyClicks(panel.field, "s")
    panel.set_results(FakeResults(2, hits("guide/en/companion")), TITLES)
    assert chosen == []


def test_escape_goes_from_the_list_to_the_field_and_from_there_out_with_the_words_kept(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.field.setText("call")
    panel.set_results(FakeResults(2, hits("guide/en/companion")), TITLES)
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.list.left):
        QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert panel.field.selectedText() == "call"  # to be typed over
    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.field.text() == "call"


def test_the_count_is_honest(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.set_results(FakeResults(1, hits("guide/en/companion", each=1)), TITLES)
    assert panel.head.said.text().startswith("1 passage in 1 document")
    panel.set_results(FakeResults(213, hits("guide/en/companion")), TITLES)
    assert panel.head.said.text() == "The best 2 of 213 passages"
    panel.set_building(3, 40)
    assert panel.head.said.text() == "Getting the library ready for searching: 3 of 40"
    panel.set_problem("The index is damaged.")
    assert panel.head.said.text() == "The index is damaged."


def test_nothing_found_offers_another_spelling(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.field.setText("notifcation")
    panel.set_results(FakeResults(0, (), "notification"), TITLES)
    assert panel.head.said.text() == "Nothing found. Try fewer or other words."
    QTest.mouseClick(panel.head.instead, Qt.MouseButton.LeftButton)
    assert panel.field.text() == "notification"


def test_only_in_this_document_needs_a_document(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.start(here=True)
    assert not panel.here.isChecked()
    panel.set_document_open(is_open=True)
    panel.start(here=True)
    assert panel.here.isChecked()
    panel.field.setText("word")
    with qtbot.waitSignal(panel.asked) as told:
        pass
    assert told.args == ["word", True]
    panel.set_document_open(is_open=False)
    assert not panel.here.isChecked()


def test_rows_are_drawn_and_as_high_as_their_lines(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.set_results(FakeResults(4, hits("guide/en/companion", "study/es/companion")), TITLES)
    head = panel.model.index(0, 0)
    assert panel.list.visualRect(panel.model.index(0, 0, head)).height() > panel.list.visualRect(head).height()
    assert not panel.list.grab().isNull()


def current(panel: SearchPanel) -> str:
    return str(panel.list.currentIndex().data())


def heads(panel: SearchPanel) -> list[bool]:
    """Which documents are open."""
    return [panel.list.isExpanded(panel.model.index(row, 0)) for row in range(panel.model.rowCount())]


def press(panel: SearchPanel, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(panel.list, key)


def test_documents_are_closed_and_opened_by_keys(panel: SearchPanel) -> None:
    panel.set_results(FakeResults(4, hits("guide/en/companion", "study/es/companion")), TITLES)
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    pairs = [(Qt.Key.Key_Left, Qt.Key.Key_Right), (Qt.Key.Key_Minus, Qt.Key.Key_Plus), (Qt.Key.Key_Enter, Qt.Key.Key_Return)]
    for closing, opening in pairs:
        press(panel, Qt.Key.Key_Home, closing)
        assert heads(panel) == [False, True]
        assert current(panel) == "Guide (English)"
        press(panel, opening)
        assert heads(panel) == [True, True]
    press(panel, Qt.Key.Key_Right)
    assert current(panel) == "Heading 0: some words"
    press(panel, Qt.Key.Key_Down, Qt.Key.Key_Left)  # from a hit its document
    assert heads(panel) == [False, True]
    press(panel, Qt.Key.Key_Down)
    assert current(panel) == "Estudio (Spanish)"
    press(panel, Qt.Key.Key_End)
    assert current(panel) == "Heading 1: some words"


def test_up_leads_to_the_field_only_from_the_top(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.set_results(FakeResults(4, hits("guide/en/companion", "study/es/companion")), TITLES)
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    ups: list[None] = []
    panel.list.up.connect(lambda: ups.append(None))
    press(panel, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)  # over the second document's head
    assert ups == []
    assert current(panel) == "Heading 1: some words"
    press(panel, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert len(ups) == 1


def test_a_click_on_a_head_closes_it_and_stepping_opens_it_again(panel: SearchPanel) -> None:
    panel.set_results(FakeResults(4, hits("guide/en/companion", "study/es/companion")), TITLES)
    spot = panel.list.visualRect(panel.model.index(0, 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert heads(panel) == [False, True]
    panel.step(1)
    assert heads(panel) == [True, True]


def test_the_position_is_told_while_stepping(panel: SearchPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(announce, "say", lambda widget, text: said.append(text))
    panel.set_results(FakeResults(4, hits("guide/en/companion", "study/es/companion")), TITLES)
    assert panel.head.said.text().startswith("4 passages in 2 document")
    panel.step(1)
    panel.step(1)
    assert panel.position == (2, 4)
    assert panel.head.said.text().startswith("2 of 4 passage")
    assert said[-1].startswith("2 of 4 passage")
    assert said[-1].endswith(". Heading 1")
    panel.set_results(FakeResults(90, hits("study/es/companion", each=3)), TITLES)
    panel.step(1)
    assert panel.head.said.text() == "1 of the best 3 of 90 passages"


def test_results_are_told_aloud_once_they_settle(qtbot: QtBot, panel: SearchPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(announce, "say", lambda widget, text: said.append(text))
    panel._settling.setInterval(20)
    panel.set_results(FakeResults(2, hits("guide/en/companion")), TITLES)
    panel.set_results(FakeResults(4, hits("guide/en/companion", "study/es/companion")), TITLES)
    qtbot.waitUntil(lambda: bool(said))
    assert len(said) == 1
    assert said[0].startswith("4 passage")
    panel.set_results(FakeResults(0), TITLES)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == "Nothing found. Try fewer or other words."


def test_the_same_answer_leaves_the_reader_in_the_list(panel: SearchPanel) -> None:
    panel.set_results(FakeResults(6, hits("guide/en/companion", "study/es/companion", each=3)), TITLES)
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    panel.step(1)
    panel.list.collapse(panel.model.index(1, 0))
    before = panel.list.currentIndex()
    panel.set_results(FakeResults(6, hits("guide/en/companion", "study/es/companion", each=3)), TITLES)
    assert panel.list.currentIndex() == before
    assert panel.position == (2, 6)
    assert heads(panel) == [True, False]


def test_another_answer_keeps_the_hit_a_reader_is_at(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.set_results(FakeResults(2, hits("guide/en/companion")), TITLES)
    panel.activateWindow()
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    qtbot.waitUntil(panel.list.hasFocus)
    panel.step(1)
    panel.set_results(FakeResults(4, [*hits("study/es/companion"), *hits("guide/en/companion")]), TITLES)
    assert current(panel) == "Heading 1: some words"
    panel.field.setText("other")  # typing begins anew
    assert panel.position is None


def test_the_list_follows_hits_stepped_through_elsewhere(panel: SearchPanel) -> None:
    found = [replace(hit, place=replace(hit.place, section=f"s{n}")) for n, hit in enumerate(hits("guide/en/companion", each=3))]
    panel.set_results(FakeResults(3, found), TITLES)
    panel.follow(replace(found[2].place, offset=500))
    assert panel.position == (3, 3)
    panel.follow(Place.parse("study/es/companion#s2:1"))
    assert panel.position == (3, 3)


def test_empty_it_offers_examples_that_one_can_click(qtbot: QtBot, panel: SearchPanel) -> None:
    assert all(button.isVisible() for button in panel.head.examples)
    with qtbot.waitSignal(panel.asked) as told:
        QTest.mouseClick(panel.head.examples[2], Qt.MouseButton.LeftButton)
    assert told.args == ['"street outreach"', False]
    panel.set_results(FakeResults(2, hits("guide/en/companion")), TITLES)
    assert not any(button.isVisible() for button in panel.head.examples)
    panel.field.clear()
    assert all(button.isVisible() for button in panel.head.examples)


def test_getting_ready_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, panel: SearchPanel) -> None:
    head = panel.head
    panel.set_building(0, 0)  # as at every start, for a moment
    assert not head.bar.isVisible()
    panel.set_building(3, 40)
    assert (head.bar.isVisible(), head.bar.value(), head.bar.maximum()) == (True, 3, 40)
    assert not head.examples[0].isVisible()
    with qtbot.waitSignal(panel.stop_asked):
        QTest.mouseClick(head.stop, Qt.MouseButton.LeftButton)
    panel.set_stopped()
    assert not head.bar.isVisible()
    assert head.said.text().startswith("Searching is not ready")
    with qtbot.waitSignal(panel.build_asked):
        QTest.mouseClick(head.build, Qt.MouseButton.LeftButton)
    panel.set_building(4, 40)
    assert not head.build.isVisible()
    panel.set_ready()
    assert not head.stop.isVisible()


WORDS = "and so the partners go on to say that "


@pytest.mark.parametrize(("before", "after"), [(0, 0), (1, 9), (9, 1), (9, 9), (30, 30)])
@pytest.mark.parametrize("width", [90, 250, 600])
def test_a_snippet_has_three_lines_at_most_and_its_match_in_them(qapp: QApplication, before: int, after: int, width: int) -> None:
    text = WORDS * before + "niño 😀 partner " + WORDS * after
    start = text.index("niño")
    font, palette = qapp.font(), qapp.palette()
    layout, height = snippet_lines.lay_out(text, [(start, start + 4)], font, palette, width)
    assert 1 <= layout.lineCount() <= 3
    assert "niño" in layout.text()
    last = layout.lineAt(layout.lineCount() - 1)
    assert last.textStart() + last.textLength() == len(layout.text().encode("utf-16-le")) // 2, "nothing of it is left out"
    lit = layout.formats()[0]
    start, length = lit.start, lit.length  # type: ignore[attr-defined]
    assert layout.text().encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le") == "niño"
    if before and after > 5 and width < 600:
        assert layout.text().endswith("…")
    at = text.index("niño")
    assert snippet_lines.height(text, [(at, at + 4)], font, palette, width) == pytest.approx(height, abs=1)


def test_a_long_word_and_no_room_at_all_end(qapp: QApplication) -> None:
    for text in ("x" * 900, "x", "", "…", "a b " * 200):
        for width in (1, 40):
            assert snippet_lines.lay_out(text, (), qapp.font(), qapp.palette(), width)[0].lineCount() <= 3


def test_heads_with_long_titles_take_a_second_line(panel: SearchPanel) -> None:
    short, long = hits("guide/en/companion", "study/es/companion", each=1)
    panel.set_results(FakeResults(2, [short, long]), {"guide/en/companion": "Guide", "study/es/companion": "A title that is long " * 3})
    one, two = (panel.list.visualRect(panel.model.index(row, 0)).height() for row in (0, 1))
    assert two > one
