"""The pages panel with a PDF child whose answers the test hands out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from reader.pdf_answers import Picture
from reader.ui.page_cell import Cell
from reader.ui.page_model import COUNT_ROLE, PageModel
from reader.ui.thumbnails import Thumbnails
from tests.ui.fakes import FakeFacts, FakePdf, facts

PDF = Path("one.pdf")


@pytest.fixture
def pdf() -> FakePdf:
    return FakePdf()


@pytest.fixture
def panel(qtbot: QtBot, pdf: FakePdf) -> Thumbnails:
    """Two columns, three rows and a bit in sight."""
    panel = Thumbnails(pdf)
    qtbot.addWidget(panel)
    panel.resize(270, 560)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def serve(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> list[int]:
    """Answers what is asked until nothing is; the pages in the order asked for."""
    served: list[int] = []

    def none_left() -> bool:
        assert len(pdf.asked) <= 1, "one at a time"
        served.extend(pdf.pages())
        pdf.answer_all()
        return not panel.waiting

    qtbot.waitUntil(none_left)
    return served


def spoken(panel: Thumbnails, page: int) -> str:
    return str(panel.pages.index(page - 1).data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_model_of_any_pdf(qtmodeltester: ModelTester) -> None:
    model = PageModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_pages([(612.0, 792.0)] * 30, ["i", "", "iii"])
    model.set_hits({1: 2, 30: 7, 31: 4, 0: 1})
    assert model.set_reading(3)
    assert not model.set_reading(3)
    assert not model.set_reading(31)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert [model.index(row).data() for row in (0, 1, 2, 29)] == ["i", "2", "iii", "30"]
    assert [model.index(row).data(COUNT_ROLE) for row in (0, 1, 29)] == [2, 0, 7]
    model.set_hits({30: 7})
    assert model.index(0).data(COUNT_ROLE) == 0
    model.set_pages((), ())
    assert model.rowCount() == 0
    assert model.reading == 0
    del tester


@pytest.mark.parametrize("size", [(612.0, 792.0), (792.0, 612.0), (100.0, 3000.0), (3000.0, 100.0), (0.0, 0.0)])
def test_paper_of_any_shape_stays_in_its_cell(size: tuple[float, float]) -> None:
    cell = Cell()
    cell.fit(130, [(612.0, 792.0), size], 18)
    paper = cell.paper(size)
    assert 1 <= paper.width() <= 130
    assert 1 <= paper.height() <= cell.height
    if min(size) > 100:
        assert paper.width() / paper.height() == pytest.approx(size[0] / size[1], rel=0.02)


def test_paper_stands_there_before_any_picture(panel: Thumbnails, pdf: FakePdf) -> None:
    panel.set_busy(True)
    panel.set_pdf(PDF, facts(2400))
    assert panel.pages.rowCount() == 2400
    middle = panel.visualRect(panel.pages.index(0)).center() - QPoint(0, 20)
    assert panel.grab().toImage().pixelColor(middle) == QColor("white")
    assert pdf.asked == {}


def test_the_rows_in_sight_are_those_that_are_seen(panel: Thumbnails) -> None:
    panel.set_pdf(PDF, facts(300))
    for height in (0, 333, panel.verticalScrollBar().maximum()):
        panel.verticalScrollBar().setValue(height)
        seen = [p for p in range(1, 301) if panel.visualRect(panel.pages.index(p - 1)).intersects(panel.viewport().rect())]
        assert list(panel.rows_in_sight()) == seen


def test_pictures_come_one_at_a_time_and_only_near_what_is_seen(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    panel.set_pdf(PDF, facts(300))
    seen = panel.rows_in_sight()
    asked = serve(qtbot, panel, pdf)
    assert asked[: len(seen)] == list(seen)
    assert asked[len(seen) :] == [seen.stop, seen.stop + 1, seen.stop + 2, seen.stop + 3]
    middle = panel.visualRect(panel.pages.index(0)).center() - QPoint(0, 20)
    assert panel.grab().toImage().pixelColor(middle) == QColor(200, 200, 200)


def test_a_list_scrolled_away_drops_what_was_asked_and_asks_for_what_is_seen(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    panel.set_pdf(PDF, facts(2400))
    qtbot.waitUntil(lambda: bool(pdf.asked))
    panel.verticalScrollBar().setValue(panel.verticalScrollBar().maximum())
    assert pdf.asked == {}
    assert serve(qtbot, panel, pdf)[: len(panel.rows_in_sight())] == list(panel.rows_in_sight())


def test_while_the_page_view_is_busy_nothing_is_asked(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    panel.set_pdf(PDF, facts(20))
    qtbot.waitUntil(lambda: bool(pdf.asked))
    panel.set_busy(True)
    assert pdf.asked == {}
    assert not panel.waiting
    panel.verticalScrollBar().setValue(400)
    panel.resize(400, 500)
    assert not panel.waiting
    panel.set_busy(False)
    assert set(panel.rows_in_sight()) <= set(serve(qtbot, panel, pdf))


def test_a_hidden_list_asks_for_nothing(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    panel.set_pdf(PDF, facts(20))
    qtbot.waitUntil(lambda: bool(pdf.asked))
    panel.hide()
    assert pdf.asked == {}
    panel.show()
    assert serve(qtbot, panel, pdf)


def test_a_failed_page_is_asked_once_and_an_overtaken_one_again(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    panel.set_pdf(PDF, facts(2))
    qtbot.waitUntil(lambda: pdf.pages() == [1])
    pdf.fail_all("broken")
    qtbot.waitUntil(lambda: pdf.pages() == [2])
    pdf.overtake_all()
    qtbot.waitUntil(lambda: pdf.pages() == [2])
    pdf.answer_all()
    qtbot.waitUntil(lambda: not panel.waiting)
    assert pdf.asked == {}


def test_a_picture_of_the_last_pdf_is_not_shown_in_the_next(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    panel.set_pdf(PDF, facts(2))
    qtbot.waitUntil(lambda: bool(pdf.asked))
    late = dict(pdf.asked)
    pdf.asked.clear()  # being drawn, so it cannot be cancelled any more
    panel.set_pdf(Path("two.pdf"), facts(2))
    pdf.asked.update(late)
    pdf.answer_all(ink=10)
    qtbot.waitUntil(lambda: bool(pdf.asked))
    assert panel.pictures.size == 0
    serve(qtbot, panel, pdf)


def test_the_cache_is_bounded(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    panel.pictures.limit = 200_000  # less than what is in sight takes
    panel.set_pdf(PDF, facts(300))
    for height in range(0, 4000, 1000):
        panel.verticalScrollBar().setValue(height)
        assert 1 < len(serve(qtbot, panel, pdf)) < len(panel.rows_in_sight())
    assert 0 < panel.pictures.size <= 200_000


def test_enter_and_click_go_to_a_page_and_escape_leaves(qtbot: QtBot, panel: Thumbnails) -> None:
    panel.set_pdf(PDF, facts(9))
    panel.follow(2)
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.keyClick(panel, Qt.Key.Key_Return)
    assert told.args == [4]
    QTest.keyClick(panel, Qt.Key.Key_End)
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.keyClick(panel, Qt.Key.Key_Enter)
    assert told.args == [9]
    panel.scrollToTop()
    with qtbot.waitSignal(panel.chosen) as told:
        QTest.mouseClick(panel.viewport(), Qt.MouseButton.LeftButton, pos=panel.visualRect(panel.pages.index(2)).center())
    assert told.args == [3]
    with qtbot.waitSignal(panel.left):
        QTest.keyClick(panel, Qt.Key.Key_Escape)


def test_the_page_being_read_is_marked_and_followed_but_not_under_a_reader(qtbot: QtBot, pdf: FakePdf) -> None:
    both = QWidget()
    qtbot.addWidget(both)
    panel, other = Thumbnails(pdf), QWidget()
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout = QVBoxLayout(both)
    layout.addWidget(panel)
    layout.addWidget(other)
    both.resize(300, 560)
    both.show()
    both.activateWindow()
    qtbot.waitExposed(both)
    panel.set_pdf(PDF, facts(300))
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    plain = panel.grab().toImage()
    panel.follow(1)
    assert panel.grab().toImage() != plain
    panel.follow(200)
    assert 200 in panel.rows_in_sight()
    assert panel.currentIndex().row() == 199
    panel.setFocus()
    qtbot.waitUntil(panel.hasFocus)
    top = panel.verticalScrollBar().value()
    panel.follow(20)
    assert panel.pages.reading == 20
    assert panel.verticalScrollBar().value() == top
    assert panel.currentIndex().row() == 199
    other.setFocus()
    panel.follow(21)
    assert 21 in panel.rows_in_sight()


def test_hits_are_shown_and_spoken(panel: Thumbnails) -> None:
    panel.set_pdf(PDF, facts(9))
    plain = panel.grab().toImage()
    panel.set_hits({1: 3, 4: 1})
    assert panel.grab().toImage() != plain
    assert spoken(panel, 1).startswith("Page i, 3 hit")
    assert spoken(panel, 2) == "Page ii"
    panel.follow(2)
    assert spoken(panel, 2) == "Page ii, being read"
    panel.set_hits({})
    assert spoken(panel, 1) == "Page i"


def test_the_same_pdf_again_keeps_its_pictures(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    known = facts(3)
    panel.set_pdf(PDF, known)
    serve(qtbot, panel, pdf)
    panel.set_pdf(PDF, known)
    assert not panel.waiting
    panel.set_pdf(None, None)
    assert panel.pages.rowCount() == 0


def test_pages_of_all_sizes_keep_their_proportions(panel: Thumbnails) -> None:
    panel.set_pdf(PDF, FakeFacts([(612.0, 792.0), (792.0, 612.0)], [0, 0], ["1", "2"]))
    upright, across = (panel.cell.paper(size) for size in panel.pages.sizes)
    assert upright.height() > upright.width()
    assert across.width() > across.height()
    assert panel.accessibleName() == "Pages"


def test_pictures_are_finished_on_their_way_and_made_anew_when_told(qtbot: QtBot, panel: Thumbnails, pdf: FakePdf) -> None:
    panel.set_pdf(PDF, facts(2))
    serve(qtbot, panel, pdf)

    def darker(image: QImage, picture: Picture) -> QImage:
        assert image.width() == picture.width
        dark = QImage(image)
        dark.fill(10)
        return dark

    panel.pictures.finish = darker
    panel.redraw()
    assert sorted(serve(qtbot, panel, pdf)) == [1, 2]
    middle = panel.visualRect(panel.pages.index(0)).center() - QPoint(0, 20)
    assert panel.grab().toImage().pixelColor(middle) == QColor(10, 10, 10)
