"""The scroll bar with hits: what is painted, how fast, and what a click means."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from reader.ui import sheet, theme
from reader.ui.mark_bar import MarkBar

RANDOM = [random.Random(seed).random() for seed in range(10_000)]


def contrast(one: QColor, other: QColor) -> float:
    """By WCAG 2."""

    def luminance(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (colour.redF(), colour.greenF(), colour.blueF())]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture
def area(qtbot: QtBot) -> QPlainTextEdit:
    """A long text, 400 pixels high, dressed as the window dresses its views."""
    area = QPlainTextEdit("\n".join(map(str, range(1000))))
    qtbot.addWidget(area)
    area.setStyleSheet(sheet.style_sheet(QApplication.palette()))
    area.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    area.setVerticalScrollBar(MarkBar())
    area.resize(200, 400)
    area.show()
    qtbot.waitExposed(area)
    return area


@pytest.fixture
def bar(area: QPlainTextEdit) -> MarkBar:
    bar = area.verticalScrollBar()
    assert isinstance(bar, MarkBar)
    return bar


def at(bar: MarkBar, image: QImage, share: float) -> QColor:
    return image.pixelColor(bar.width() // 2, round(share * (bar.height() - 2)) + 1)


def test_ticks_stand_at_their_shares_within_the_bar(bar: MarkBar) -> None:
    assert bar.width() == theme.SCROLL_BAR
    plain = bar.grab().toImage()
    bar.set_marks([0.5, 1.0, 0.25, -3, 7])
    marked = bar.grab().toImage()
    for share in (0.25, 0.5, 1.0):
        assert at(bar, marked, share) != at(bar, plain, share)
    assert at(bar, marked, 0.75) == at(bar, plain, 0.75)
    assert all(bar.rect().contains(tick) for tick in bar.ticks)
    bar.set_marks([])
    assert bar.grab().toImage() == plain


@pytest.mark.parametrize("dark", [False, True])
def test_ticks_are_seen_on_ground_and_handle_in_both_appearances(area: QPlainTextEdit, bar: MarkBar, dark: bool) -> None:
    before = QApplication.palette()
    QApplication.setPalette(theme.palette(dark))
    try:
        area.setStyleSheet(sheet.style_sheet(QApplication.palette()))
        for value in (0, bar.maximum()):
            bar.set_marks([])
            bar.setValue(value)
            plain = bar.grab().toImage()
            bar.set_marks([0.02, 0.5, 0.98])
            marked = bar.grab().toImage()
            for share in (0.02, 0.5, 0.98):
                assert contrast(at(bar, marked, share), at(bar, plain, share)) >= 3
    finally:
        QApplication.setPalette(before)


def test_ticks_closer_than_two_pixels_are_one(bar: MarkBar) -> None:
    bar.set_marks(RANDOM)
    tops = [tick.top() for tick in bar.ticks]
    assert tops == sorted(tops)
    assert min(b - a for a, b in pairwise(tops)) >= 2
    assert len(tops) >= bar.height() // 2 - 2
    bar.set_marks([0.5, 0.5, 0.5005])
    assert len(bar.ticks) == 1


def test_ten_thousand_marks_are_painted_within_two_milliseconds(bar: MarkBar) -> None:
    bar.set_marks(RANDOM, 0.5)
    target = QPixmap(bar.size())
    bar.render(target)
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        bar.render(target)
        times.append(time.perf_counter() - begun)
    assert sorted(times)[10] < 0.002


def test_the_current_one_has_another_shape(bar: MarkBar) -> None:
    bar.set_marks([0.5])
    plain = bar.grab().toImage()
    bar.set_marks([0.5], 0.5)
    marked = bar.grab().toImage()
    changed = {y for y in range(marked.height()) for x in range(marked.width()) if marked.pixelColor(x, y) != plain.pixelColor(x, y)}
    assert len(changed) >= 9
    for share in (0.0, 1.0):  # whole at both ends
        bar.set_marks([], share)
        assert bar.grab().toImage() != plain


def test_a_click_near_a_tick_means_its_mark(qtbot: QtBot, bar: MarkBar) -> None:
    bar.set_marks([0.75, 0.25, 0.5])
    value = bar.value()
    for share, number in ((0.75, 0), (0.25, 1), (0.5, 2)):
        with qtbot.waitSignal(bar.mark_chosen) as told:
            QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, round(share * bar.height()) + 2))
        assert told.args == [number]
    assert bar.value() == value


def test_a_click_elsewhere_scrolls_as_ever(qtbot: QtBot, bar: MarkBar) -> None:
    bar.set_marks([0.9])
    chosen: list[int] = []
    bar.mark_chosen.connect(chosen.append)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(6, bar.height() // 2))
    assert bar.value() > 0
    assert chosen == []


def test_on_the_handle_a_click_means_the_mark_and_a_drag_scrolls(qtbot: QtBot, bar: MarkBar) -> None:
    bar.set_marks([0.04])
    spot = QPoint(6, round(0.04 * bar.height()))
    assert bar.on_handle(QPointF(spot))
    chosen: list[int] = []
    bar.mark_chosen.connect(chosen.append)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseMove(bar, spot + QPoint(0, 100))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=spot + QPoint(0, 100))
    assert bar.value() > 0
    assert chosen == []
    bar.setValue(0)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=spot)
    assert chosen == [0]
