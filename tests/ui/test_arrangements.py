"""The three arrangements, what stays where it is when they change, and the hooks on the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.pdf_answers import Picture
from reader.ui.pages.hooks import PagePoint
from reader.ui.pages.layout import Spot
from reader.ui.pages.view import PageView
from tests.ui.fakes import FakePdf, facts

NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def pdf_child() -> FakePdf:
    return FakePdf()


@pytest.fixture
def view(qtbot: QtBot, pdf_child: FakePdf) -> PageView:
    view = PageView(pdf_child)
    view.pictures.clock = lambda: 0.0  # a busy machine does not make a page slow
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.show()
    qtbot.waitExposed(view)
    view.open(Path("book.pdf"))
    view.set_facts(facts(9))
    return view


def wheel(view: PageView, turn: int, modifiers: Qt.KeyboardModifier = NO_KEYS, at: QPointF = QPointF(300, 200)) -> None:  # noqa: B008 - never changed
    event = QWheelEvent(at, at, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False)
    QCoreApplication.sendEvent(view.viewport(), event)


def whole(view: PageView, page: int) -> bool:
    return QRectF(view.viewport().rect()).contains(view.on_screen(page, (0.0, 0.0, 612.0, 792.0)))


def test_an_arrangement_is_told_and_keeps_the_page(qtbot: QtBot, view: PageView) -> None:
    view.go(Spot(5, 300))
    for name in ("facing", "single", "continuous"):
        with qtbot.waitSignal(view.arranged) as told:
            view.set_arrangement(name)
        assert told.args == [name]
        assert view.arrangement == name
        assert view.page() == 5
    with pytest.raises(ValueError, match="book"):
        view.set_arrangement("book")
    with pytest.raises(ValueError, match="height"):
        view.set_fit("height")


def test_one_page_is_read_to_its_end_and_then_turned(view: PageView) -> None:
    view.set_arrangement("single")
    bar = view.verticalScrollBar()
    seen = [1]
    for _ in range(6):
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        assert len(view.visible_pages()) == 1
        seen.append(view.page())
    assert seen == sorted(seen)
    assert seen[0] == seen[1] == 1  # its lower half
    assert seen[-1] > 2
    view.go(Spot(3))
    first = bar.value()
    wheel(view, 120)  # upwards, from the top of a page to the end of the last
    assert view.page() == 2
    assert view.sees(2, (10.0, 780.0, 20.0, 790.0))
    wheel(view, -120)
    assert (view.page(), bar.value()) == (3, first)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.sees(9, (10.0, 780.0, 20.0, 790.0))
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.spot().page == 1


def test_a_touchpad_needs_a_notch_to_turn_a_page(view: PageView) -> None:
    view.set_arrangement("single")
    view.set_fit("page")
    for _ in range(11):
        wheel(view, -10)
    assert view.page() == 1
    wheel(view, -10)
    assert view.page() == 2
    wheel(view, 60)
    wheel(view, -119)  # the other way begins anew
    assert view.page() == 2


def test_facing_pages_are_turned_by_pairs_and_the_one_asked_for_is_read(view: PageView) -> None:
    view.resize(1200, 480)
    view.set_arrangement("facing")
    view.set_fit("page")
    assert list(view.visible_pages()) == [1]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert list(view.visible_pages()) == [2, 3]
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert list(view.visible_pages()) == [4, 5]
    view.go(Spot(7))
    assert view.page() == view.spot().page == 7
    assert whole(view, 6)
    assert whole(view, 7)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert list(view.visible_pages()) == [4, 5]


@pytest.mark.parametrize("arrangement", ["continuous", "single", "facing"])
def test_a_page_that_is_fitted_is_seen_whole_however_the_window_changes(view: PageView, arrangement: str) -> None:
    view.set_arrangement(arrangement)
    view.go(Spot(5, 200))
    view.set_fit("page")
    assert view.fit == "page"
    assert not view.fits_width()
    for size in ((640, 480), (900, 400), (400, 900)):
        view.resize(*size)
        assert whole(view, 5)
        assert view.page() == 5
    view.set_fit("width")
    assert view.fits_width()
    assert view.page() == 5


@pytest.mark.parametrize("arrangement", ["continuous", "single", "facing"])
def test_the_window_may_change_a_hundred_times_and_nothing_wanders(view: PageView, arrangement: str) -> None:
    view.set_arrangement(arrangement)
    view.go(Spot(5, 123))
    before = view.spot()
    for step in range(100):
        view.resize(640 + 7 * (step % 9), 480 + 3 * (step % 7))
    view.resize(640, 480)
    for steps in (1, 1, 1, -1, -1):
        view.zoom_by(steps)
    view.set_fit("width")
    assert view.spot().page == before.page
    assert view.spot().y == pytest.approx(before.y, abs=1.5)


@pytest.mark.parametrize("arrangement", ["continuous", "single", "facing"])
def test_the_wheel_zooms_at_the_pointer_in_both_directions_of_the_page(view: PageView, arrangement: str) -> None:
    view.set_arrangement(arrangement)
    view.set_zoom(2.0)
    view.go(Spot(4, 200))
    at = QPointF(210, 170)
    before = view.nearest_point(at)
    for turn in (120, 120, -120):
        wheel(view, turn, Qt.KeyboardModifier.ControlModifier, at)
    after = view.nearest_point(at)
    assert before is not None
    assert after is not None
    assert after == pytest.approx(before, abs=1.5)
    assert view.zoom() == pytest.approx(2.5)
    assert view.fit == ""


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_point_of_the_window_is_a_point_of_the_page(view: PageView, rotation: int) -> None:
    view.set_facts(facts(3, rotation))
    rect = (100.0, 150.0, 160.0, 165.0) if rotation < 180 else (500.0, 600.0, 560.0, 615.0)
    view.set_now(2, [rect])
    found = view.page_at(view.on_screen(2, rect).center())
    assert found is not None
    assert found[0] == 2
    assert found[1:] == pytest.approx(((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2))


def test_a_gap_is_no_page_but_has_a_nearest_one(view: PageView) -> None:
    assert view.page_at(QPointF(2, 200)) is None
    found = view.nearest_point(QPointF(2, 200))
    assert found is not None
    assert found[:2] == (1, 0.0)
    assert PageView(FakePdf()).nearest_point(QPointF(5, 5)) is None


def test_marks_stand_at_their_height_within_the_whole(view: PageView) -> None:
    line = (0.0, 100.0, 10.0, 110.0)
    fractions = [view.fraction_of(page, line) for page in range(1, 10)]
    assert fractions == sorted(fractions)
    assert 0 < fractions[0] < 0.05
    assert 0.88 < fractions[-1] < 1
    view.go(Spot(6))
    assert view.fraction_of(3, line) == fractions[2]
    assert view.fraction_of(99, line) == 0.0


class Tool:
    """Takes the left button within the pages and notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, PagePoint | None]] = []

    def press(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        self.told.append(("press", hit))
        return hit is not None

    def move(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        self.told.append(("move", hit))
        return True

    def release(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        self.told.append(("release", hit))
        return True

    def double_click(self, event: QMouseEvent, hit: PagePoint | None) -> bool:
        self.told.append(("double", hit))
        return True

    def leave(self) -> None:
        self.told.append(("leave", None))


def test_a_tool_has_the_mouse_first_and_what_it_leaves_drags_the_page(view: PageView) -> None:
    view.mouse_tool = tool = Tool()
    port, left, bar = view.viewport(), Qt.MouseButton.LeftButton, view.verticalScrollBar()
    view.go(Spot(4, 100))
    top = bar.value()
    QTest.mousePress(port, left, NO_KEYS, QPoint(300, 200))
    QTest.mouseMove(port, QPoint(2, 150))  # in the margin by now: the nearest page is told
    QTest.mouseRelease(port, left, NO_KEYS, QPoint(2, 150))
    assert [what for what, _ in tool.told] == ["press", "move", "release"]
    assert all(hit is not None and hit[0] == 4 for _, hit in tool.told)
    assert bar.value() == top
    tool.told.clear()
    QTest.mousePress(port, left, NO_KEYS, QPoint(2, 200))
    QTest.mouseMove(port, QPoint(2, 150))
    QTest.mouseRelease(port, left, NO_KEYS, QPoint(2, 150))
    assert tool.told == [("press", None)]
    assert bar.value() == top + 50
    QTest.mouseDClick(port, left, NO_KEYS, QPoint(300, 200))
    assert "double" in [what for what, _ in tool.told]


def test_a_drag_that_leaves_the_window_scrolls_it(view: PageView) -> None:
    view.go(Spot(4))
    top = view.verticalScrollBar().value()
    view.scroll_towards(QPointF(300, 200))
    assert view.verticalScrollBar().value() == top
    view.scroll_towards(QPointF(300, view.viewport().height() + 60))
    assert view.verticalScrollBar().value() == top + 30


def test_overlays_are_painted_over_the_picture_of_each_page_in_sight(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    told: list[int] = []

    def overlay(painter: QPainter, page: int, rect: QRectF) -> None:
        told.append(page)
        painter.fillRect(rect, QColor("#123456"))

    view.overlays.append(overlay)
    view.go(Spot(2, 700))
    shot = view.viewport().grab().toImage()
    assert sorted(set(told)) == [2, 3]
    assert shot.pixelColor(300, 200) == QColor("#123456")


def test_pictures_are_finished_and_made_anew_when_that_changes(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    def invert(image: QImage, picture: Picture) -> QImage:
        assert picture.width == image.width()
        dark = image.convertToFormat(QImage.Format.Format_RGB32)
        dark.invertPixels()
        return dark

    def drawn() -> bool:
        pdf_child.answer_all(ink=200)
        return view.is_sharp() and not view.pictures.waiting

    qtbot.waitUntil(drawn)
    assert view.viewport().grab().toImage().pixelColor(300, 200) == QColor(200, 200, 200)
    view.pictures.finish = invert
    view.repaint_all()
    assert not view.is_sharp()
    qtbot.waitUntil(drawn)
    assert view.viewport().grab().toImage().pixelColor(300, 200) == QColor(55, 55, 55)
