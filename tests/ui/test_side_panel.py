"""The contents panel with counts of hits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.library import Place
from reader.ui.models import COUNT_ROLE
from reader.ui.reading import Entry
from reader.ui.side_panel import ContentsPanel

HERE = Place("guide", "en", "companion")


@pytest.fixture
def panel(qtbot: QtBot) -> ContentsPanel:
    panel = ContentsPanel()
    qtbot.addWidget(panel)
    panel.set_entries([Entry(level, f"Heading {n} with a long title", HERE) for n, level in enumerate((1, 2, 2, 1))])
    panel.resize(220, 300)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def count(panel: ContentsPanel, row: int) -> object:
    return panel.contents.index_of(panel.contents.nodes[row]).data(COUNT_ROLE)


def test_a_heading_shows_the_sum_while_it_is_closed(panel: ContentsPanel) -> None:
    first = panel.contents.index_of(panel.contents.nodes[0])
    panel.set_hit_counts({0: 1, 1: 2, 2: 3})
    assert panel.isExpanded(first)
    assert count(panel, 0) == 1
    panel.setCurrentIndex(first)
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_Left)
    assert count(panel, 0) == 6
    QTest.keyClick(panel, Qt.Key.Key_Right)
    assert count(panel, 0) == 1


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_badge_stands_at_the_end_of_its_row_and_the_title_gives_way(panel: ContentsPanel, direction: Qt.LayoutDirection) -> None:
    panel.setLayoutDirection(direction)
    plain = panel.viewport().grab().toImage()
    panel.set_hit_counts({3: 1234})
    marked = panel.viewport().grab().toImage()
    row = panel.visualRect(panel.contents.index_of(panel.contents.nodes[3]))
    changed = {(x, y) for x in range(marked.width()) for y in range(marked.height()) if marked.pixelColor(x, y) != plain.pixelColor(x, y)}
    assert changed
    assert all(row.top() <= y <= row.bottom() for _, y in changed)
    mirrored = direction == Qt.LayoutDirection.RightToLeft
    edge = min(x for x, _ in changed) if mirrored else marked.width() - 1 - max(x for x, _ in changed)
    assert 4 <= edge <= 9


def test_another_edition_has_no_counts(panel: ContentsPanel) -> None:
    panel.set_hit_counts({3: 2})
    panel.set_entries([Entry(1, "Other", HERE)])
    assert count(panel, 0) == 0
