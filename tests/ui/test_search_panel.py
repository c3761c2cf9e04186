"""The search panel with made-up results."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

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


def test_escape_empties_then_leaves(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.field.setText("call")
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.field.text() == ""
    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel.field, Qt.Key.Key_Escape)


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
