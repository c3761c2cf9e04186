"""The bookmarks panel with made-up bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.ui.bookmark_model import BookmarkModel
from reader.ui.bookmarks import Bookmarks

TITLES = {"guide/en/companion": "Guide", "study/es/companion": "Estudio"}


@dataclass(frozen=True)
class Kept:
    id: str
    place: str
    name: str


THREE = (
    Kept("11", "guide/en/companion?page=12", "Purpose"),
    Kept("12", "study/es/companion#one:5", "Propósito"),
    Kept("13", "guide/en/companion?page=40", "Steps"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> Bookmarks:
    panel = Bookmarks()
    qtbot.addWidget(panel)
    panel.resize(300, 500)
    panel.show()
    panel.activateWindow()
    qtbot.waitExposed(panel)
    show(panel, THREE)
    panel.list.setCurrentIndex(panel.model.index(0))
    panel.list.setFocus()
    return panel


def show(panel: Bookmarks, bookmarks: Sequence[Kept]) -> None:
    panel.set_bookmarks(bookmarks, TITLES, {"12": "Capítulo uno"})


def names(panel: Bookmarks) -> list[str]:
    return [str(panel.model.index(row).data()) for row in range(panel.model.rowCount())]


def editor(panel: Bookmarks) -> QLineEdit:
    found: QLineEdit = cast("Any", panel.list).findChild(QLineEdit)
    return found


def test_the_model_tells_of_names_and_changes_none(qtmodeltester: ModelTester) -> None:
    model = BookmarkModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_bookmarks(THREE, TITLES, {})
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    told: list[tuple[str, str]] = []
    model.renamed.connect(lambda id, name: told.append((id, name)))
    assert model.setData(model.index(0), "  A new \n name ")
    assert not model.setData(model.index(0), "   ")
    assert not model.setData(model.index(0), "Purpose")
    assert told == [("11", "A new name")]
    assert model.index(0).data() == "Purpose"
    model.set_bookmarks(THREE[:1], TITLES, {})
    model.set_bookmarks((), {}, {})
    assert model.rowCount() == 0
    del tester


def test_a_place_that_cannot_be_read_is_shown_as_it_stands() -> None:
    model = BookmarkModel()
    model.set_bookmarks([Kept("1", "?", "Mine")], {}, {})
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Mine, ?"


def test_a_row_says_name_document_language_and_where(panel: Bookmarks) -> None:
    spoken = [panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken[0] == "Purpose, Guide, English · page 12"
    assert spoken[1] == "Propósito, Estudio, Spanish · Capítulo uno"
    assert panel.list.accessibleName() == "Marks"


def test_enter_and_a_single_click_open(qtbot: QtBot, panel: Bookmarks) -> None:
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert told.args == [THREE[1]]
    with qtbot.waitSignal(panel.chosen) as told:
        spot = panel.list.visualRect(panel.model.index(2)).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == [THREE[2]]
    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel.list, Qt.Key.Key_Escape)


def test_f2_renames_in_place_and_escape_takes_it_back(qtbot: QtBot, panel: Bookmarks) -> None:
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    field = editor(panel)
    assert field.accessibleName() == "Name of the bookmark"
    field.setText("What it is for")
    with qtbot.waitSignal(panel.rename_asked) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["11", "What it is for"]
    assert names(panel)[0] == "Purpose"  # until it is told
    show(panel, (replace(THREE[0], name="What it is for"), *THREE[1:]))
    assert names(panel)[0] == "What it is for"
    assert panel.list.currentIndex().row() == 0
    qtbot.waitUntil(lambda: not panel.list.findChildren(QLineEdit))
    asked: list[object] = []
    panel.rename_asked.connect(lambda *a: asked.append(a))
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    editor(panel).setText("Never")
    QTest.keyClick(editor(panel), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not panel.list.findChildren(QLineEdit))
    assert asked == []


def test_delete_removes_and_offers_to_undo_until_something_else_is_done(qtbot: QtBot, panel: Bookmarks) -> None:
    with qtbot.waitSignal(panel.remove_asked) as told:
        QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert told.args == ["11"]
    show(panel, THREE[1:])
    assert panel.list.currentIndex().row() == 0  # the next one is at hand
    assert panel.notice.isVisible()
    assert "Purpose" in panel._removed.text()
    with qtbot.waitSignal(panel.undo_asked):
        QTest.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    assert not panel.notice.isVisible()
    show(panel, THREE)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert panel.notice.isVisible()
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert not panel.notice.isVisible()
    with qtbot.waitSignal(panel.undo_asked):
        QTest.keyClick(panel.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_alt_with_an_arrow_moves_and_stops_at_the_ends(panel: Bookmarks) -> None:
    asked: list[tuple[str, str | None]] = []
    panel.move_asked.connect(lambda id, row: asked.append((id, row)))
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(panel.list, Qt.Key.Key_Up, alt)
    assert asked == []
    QTest.keyClick(panel.list, Qt.Key.Key_Down, alt)
    assert asked == [("11", "13")]
    show(panel, (THREE[1], THREE[0], THREE[2]))
    assert panel.list.currentIndex().row() == 1  # it goes with its bookmark
    QTest.keyClick(panel.list, Qt.Key.Key_Down, alt)
    show(panel, (THREE[1], THREE[2], THREE[0]))
    QTest.keyClick(panel.list, Qt.Key.Key_Down, alt)
    assert asked == [("11", "13"), ("11", None)]


@pytest.mark.parametrize(
    ("dragged", "over", "below", "told"),
    [(0, 2, True, [("11", None)]), (2, 0, False, [("13", "11")]), (0, 1, True, [("11", "13")]), (0, 1, False, [])],
)
def test_a_row_is_dragged_between_others(
    panel: Bookmarks, dragged: int, over: int, below: bool, told: list[tuple[str, str | None]]
) -> None:
    asked: list[tuple[str, str | None]] = []
    panel.move_asked.connect(lambda id, to: asked.append((id, to)))
    panel.list.setCurrentIndex(panel.model.index(dragged))
    rect = panel.list.visualRect(panel.model.index(over))
    at = QPointF(rect.center().x(), rect.bottom() - 3 if below else rect.top() + 3)
    data = QMimeData()
    action, button, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.list.dropEvent(QDropEvent(at, action, data, button, none, QEvent.Type.Drop))
    assert asked == told
    assert names(panel) == ["Purpose", "Propósito", "Steps"]


def test_empty_it_says_how_to_begin(qtbot: QtBot, panel: Bookmarks) -> None:
    show(panel, ())
    assert not panel.list.isVisible()
    assert panel._empty.isVisible()
    assert "Ctrl+D" in panel._empty.text()
    with qtbot.waitSignal(panel.add_asked):
        QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    show(panel, THREE)
    panel.show_new("13")
    assert panel.list.currentIndex().row() == 2
    assert not panel._empty.isVisible()
    panel.set_can_add(False)
    assert not panel.add.isEnabled()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_row_offers_what_the_keys_do(qtbot: QtBot, panel: Bookmarks) -> None:
    panel.list.customContextMenuRequested.emit(panel.list.visualRect(panel.model.index(1)).center())
    menu = panel._menu_of
    assert menu is not None
    assert panel.list.currentIndex().row() == 1
    with qtbot.waitSignal(panel.remove_asked) as told:
        menu.actions()[2].trigger()
    assert told.args == ["12"]
