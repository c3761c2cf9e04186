"""The page view with a child whose answers the test hands out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.ui.pages import paint
from reader.ui.pages.cache import PictureCache
from reader.ui.pages.layout import Spot
from reader.ui.pages.plan import Wanted
from reader.ui.pages.view import PageView
from tests.ui.fakes import FakePdf, facts

BOOK = Path("book.pdf")


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
    view.open(BOOK)
    return view


def shot(view: PageView) -> QImage:
    return view.viewport().grab().toImage()


def blank(side: int) -> QImage:
    return QImage(side, side, QImage.Format.Format_RGB32)


def sharp(qtbot: QtBot, view: PageView, child: FakePdf, ink: int = 200) -> None:
    """Answer until nothing is asked any more."""

    def quiet() -> bool:
        child.answer_all(ink)
        return not view.pictures.waiting and not child.asked

    qtbot.waitUntil(quiet)


def test_the_first_page_is_asked_for_at_the_width_it_will_have(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    assert pdf_child.pages() == [1]
    ((_, first, _),) = pdf_child.asked.values()
    pdf_child.answer_all()
    qtbot.waitUntil(lambda: not view.pictures.waiting)
    assert shot(view).pixelColor(320, 100) == QColor(200, 200, 200)  # shown before the facts are there
    with qtbot.waitSignal(view.shown) as told:
        view.set_facts(facts(5))
    assert told.args == [1]
    assert Wanted(1, first["width_px"]) in view.pictures.cache


def test_the_visible_page_is_served_first_then_the_next_one_read(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(40))
    view.go(Spot(10, 100))
    qtbot.waitUntil(lambda: pdf_child.pages() == [10])  # nothing else is asked until it is there
    pdf_child.answer_all()
    qtbot.waitUntil(lambda: pdf_child.pages() == [11, 12])
    sharp(qtbot, view, pdf_child)
    view.go(Spot(30, 100))
    qtbot.waitUntil(lambda: pdf_child.pages() == [30])
    pdf_child.answer_all()
    qtbot.waitUntil(lambda: pdf_child.pages() == [31, 32])
    view.go(Spot(20, 100))  # a jump: 31 and 32 are dropped unanswered
    qtbot.waitUntil(lambda: pdf_child.pages() == [20])
    pdf_child.answer_all()
    qtbot.waitUntil(lambda: pdf_child.pages() == [19, 18])  # upwards


def test_another_width_shows_the_nearest_picture_until_the_sharp_one_is_there(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(3))
    sharp(qtbot, view, pdf_child, ink=100)
    view.set_zoom(1.5)
    assert shot(view).pixelColor(320, 200) == QColor(100, 100, 100)
    qtbot.waitUntil(lambda: bool(pdf_child.asked))
    sharp(qtbot, view, pdf_child, ink=30)
    assert shot(view).pixelColor(320, 200) == QColor(30, 30, 30)


def test_a_great_zoom_asks_for_tiles_of_what_is_seen_only(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(3))
    view.set_zoom(16.0)
    qtbot.waitUntil(lambda: any(a.get("clip") for _, a, _ in pdf_child.asked.values()))
    clips = [a["clip"] for _, a, _ in pdf_child.asked.values() if a.get("clip")]
    assert len(clips) <= 4
    assert all(x1 - x0 <= 1024 and y1 - y0 <= 1024 for x0, y0, x1, y1 in clips)
    sharp(qtbot, view, pdf_child, ink=60)
    assert shot(view).pixelColor(320, 240) == QColor(60, 60, 60)


def test_zoom_keeps_what_is_under_the_pointer(qtbot: QtBot, view: PageView) -> None:
    view.set_facts(facts(9))
    view.go(Spot(5, 200))
    at = QPointF(300, 240)
    before = view._layout.spot(view.verticalScrollBar().value() + 240)
    view.zoom_by(1, at)
    after = view._layout.spot(view.verticalScrollBar().value() + 240)
    assert before.page == after.page
    assert after.y == pytest.approx(before.y, abs=2)
    assert not view.fits_width()
    view.set_zoom(None)
    assert view.fits_width()


def test_resizing_keeps_the_line_at_the_top(qtbot: QtBot, view: PageView) -> None:
    view.set_facts(facts(9))
    view.go(Spot(5, 200))
    view.resize(900, 500)
    assert view.spot().page == 5
    assert view.spot().y == pytest.approx(200, abs=2)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_lit_words_are_painted_where_they_stand_and_nowhere_else(qtbot: QtBot, view: PageView, pdf_child: FakePdf, rotation: int) -> None:
    view.set_facts(facts(2, rotation))
    sharp(qtbot, view, pdf_child, ink=255)
    rect = (
        (100.0, 150.0, 160.0, 165.0)
        if rotation in (0, 90)
        else (500.0, 600.0, 560.0, 615.0)
        if rotation == 180
        else (400.0, 150.0, 460.0, 165.0)
    )
    unlit = shot(view)
    view.set_lit(1, [rect])
    box = view.on_screen(1, rect)
    seen = shot(view)
    assert seen.pixelColor(box.center().toPoint()) != unlit.pixelColor(box.center().toPoint())
    outside = box.bottomRight().toPoint() + QPoint(8, 8)
    assert seen.pixelColor(outside) == unlit.pixelColor(outside)
    plain = seen.pixelColor(box.center().toPoint())
    view.set_now(1, [rect])
    assert shot(view).pixelColor(box.center().toPoint()) != plain
    view.clear_lit()
    assert shot(view) == unlit


def test_the_current_hit_is_brought_into_sight(qtbot: QtBot, view: PageView) -> None:
    view.set_facts(facts(9))
    view.set_now(7, [(100.0, 400.0, 160.0, 415.0)], follow=False)
    assert not view.sees_now()
    view.set_now(7, [(100.0, 400.0, 160.0, 415.0)])
    assert view.sees_now()
    assert view.page() == 7


def test_a_page_that_fails_shows_a_sentence_and_is_not_asked_again(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(1))
    qtbot.waitUntil(lambda: bool(pdf_child.asked))
    with qtbot.waitSignal(view.pictures.failed) as told:
        pdf_child.fail_all("The page took too long.")
    assert told.args == [1, "The page took too long."]
    view.set_zoom(1.1)
    qtbot.waitUntil(lambda: not view._asking.isActive())
    assert not pdf_child.asked
    assert not view.grab().isNull()


def test_a_page_overtaken_while_it_was_drawn_is_asked_for_again(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(1))
    qtbot.waitUntil(lambda: pdf_child.pages() == [1])
    pdf_child.overtake_all()
    qtbot.waitUntil(lambda: pdf_child.pages() == [1])
    assert not view.pictures.failures
    sharp(qtbot, view, pdf_child, ink=60)
    assert shot(view).pixelColor(320, 240) == QColor(60, 60, 60)


def test_a_page_that_takes_its_time_says_so_until_it_is_there(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view._drawing.setInterval(0)
    view.set_facts(facts(2))
    empty = shot(view)
    qtbot.waitUntil(lambda: view._late == {1})
    said = shot(view)
    assert said != empty
    sharp(qtbot, view, pdf_child, ink=60)
    assert shot(view).pixelColor(320, 240) == QColor(60, 60, 60)
    qtbot.waitUntil(lambda: not view._late)


def test_why_a_page_fails_is_said_where_one_looks(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(1))
    qtbot.waitUntil(lambda: pdf_child.pages() == [1])
    with qtbot.waitSignal(view.pictures.failed):
        pdf_child.fail_all("The page took too long.")
    for height in (0, view.verticalScrollBar().maximum()):
        view.verticalScrollBar().setValue(height)
        lines = shot(view).copy(100, 190, 400, 120)
        assert any(lines.pixelColor(x, y) != QColor("white") for x in range(400) for y in range(120))


def test_a_page_that_failed_is_tried_again_at_a_click(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(1))
    qtbot.waitUntil(lambda: pdf_child.pages() == [1])
    with qtbot.waitSignal(view.pictures.failed):
        pdf_child.fail_all("The stick was pulled.")
    assert view.is_sharp()  # nothing is waited for
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 200))
    qtbot.waitUntil(lambda: pdf_child.pages() == [1])
    sharp(qtbot, view, pdf_child, ink=60)
    assert shot(view).pixelColor(320, 240) == QColor(60, 60, 60)


def test_grey_pictures_stay_a_byte_a_pixel(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(1))
    sharp(qtbot, view, pdf_child)
    width = round(view.on_screen(1, (0.0, 0.0, 612.0, 792.0)).width())
    assert view.pictures.cache.size == width * round(width * 792 / 612)


def test_a_large_page_of_a_slow_book_has_a_quick_picture_first(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(40))
    view.set_zoom(2.5)  # 2,040 pixels wide
    qtbot.waitUntil(lambda: pdf_child.pages() == [1])
    now = 0.0
    view.pictures.clock = lambda: now
    sharp(qtbot, view, pdf_child)
    view.go(Spot(20))
    qtbot.waitUntil(lambda: pdf_child.pages() == [20])  # the book is quick
    now = 9.0
    sharp(qtbot, view, pdf_child)
    view.go(Spot(30))
    qtbot.waitUntil(lambda: pdf_child.pages() == [30, 30])
    first, second = (a["width_px"] for _, a, _ in reversed(pdf_child.asked.values()))
    assert first < second / 4
    sharp(qtbot, view, pdf_child, ink=60)
    assert shot(view).pixelColor(320, 240) == QColor(60, 60, 60)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("offset", [0.0, 7.0, 33.3])
def test_a_picture_of_the_screens_own_pixels_is_copied_exactly(qtbot: QtBot, ratio: float, offset: float) -> None:
    picture = QImage(61, 79, QImage.Format.Format_Grayscale8)
    for y in range(79):
        for x in range(61):
            picture.setPixel(x, y, 0xFF000000 | 0x010101 * ((x + y) % 2 * 255))  # one pixel black, one white: blurs to grey
    screen = QImage(400, 400, QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    screen.fill(QColor("red"))
    painter = QPainter(screen)
    painter.translate(offset, 0)
    page = paint.aligned(painter, QRectF(20.3, 11.7, 61 / ratio, 79 / ratio))
    paint.exact(painter, page.topLeft(), QRectF(0, 0, 400, 400), picture, ratio)
    x, y = round(page.x() * ratio + painter.deviceTransform().dx()), round(page.y() * ratio)
    painter.end()
    screen.setDevicePixelRatio(1)
    part = screen.copy(x, y, 61, 79)
    assert {QColor(part.pixel(x, y)).name() for x in range(61) for y in range(79)} == {"#000000", "#ffffff"}
    assert part.pixelColor(0, 0) != part.pixelColor(1, 0)


def test_what_is_in_sight_is_kept_whatever_its_size(qtbot: QtBot) -> None:
    cache = PictureCache(limit=100 * 100 * 4)
    cache.pin([Wanted(1, 100), Wanted(2, 100)])
    for page in (1, 2, 3, 4):
        cache.put(Wanted(page, 100), blank(100))
    assert [page for page in (1, 2, 3, 4) if Wanted(page, 100) in cache] == [1, 2, 4]


def test_another_book_forgets_the_last(qtbot: QtBot, view: PageView, pdf_child: FakePdf) -> None:
    view.set_facts(facts(3))
    sharp(qtbot, view, pdf_child)
    view.set_lit(1, [(1.0, 1.0, 2.0, 2.0)])
    view.open(Path("other.pdf"))
    assert view.facts is None
    assert not view.lit_pages()
    assert view.pictures.cache.size == 0


def test_keys(qtbot: QtBot, view: PageView) -> None:
    view.set_facts(facts(9))
    bar = view.verticalScrollBar()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Down):
        before = bar.value()
        QTest.keyClick(view, key)
        assert bar.value() > before
    QTest.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.page() == 2
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.page() == 1


def test_the_cache_keeps_within_its_bytes_and_finds_the_nearest(qtbot: QtBot) -> None:
    cache = PictureCache(limit=10 * 100 * 100 * 4)
    for page in range(1, 30):
        cache.put(Wanted(page, 100), blank(100))
        cache.get(Wanted(1, 100))
    assert cache.size <= cache.limit
    assert Wanted(1, 100) in cache
    assert Wanted(2, 100) not in cache
    cache.put(Wanted(1, 50), blank(50))
    assert [picture.width() for width in (40, 60, 900) if (picture := cache.nearest(1, width))] == [50, 100, 100]
    assert cache.nearest(99, 10) is None
