"""Selecting, copying and following links on real pages with real mouse events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.page_lines import Caret, PageLines
from reader.pdf_answers import Answer
from reader.pdf_process import PdfProcess
from reader.ui import theme
from reader.ui.pages.layout import Spot
from reader.ui.pages.links import LinkList
from reader.ui.pages.selection import blend
from reader.ui.pages.tools import Tools
from reader.ui.pages.view import PageView
from tests import pdfs
from tests.ui.fakes import FakePdf, facts

Opened = tuple[PageView, Tools]
Open = Callable[..., Opened]
LEFT, NONE, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(qtbot: QtBot, pdf: PdfProcess, tmp_path: Path) -> Open:
    """A page view with its tools on a PDF made of these bytes, the words of its first pages at hand."""

    def make(data: bytes, width: int = 760, height: int = 1100, words: bool = True) -> Opened:
        path = tmp_path / "book.pdf"
        path.write_bytes(data)
        view = PageView(pdf)
        qtbot.addWidget(view)
        tools = Tools(view, pdf)
        view.resize(width, height)
        view.show()
        qtbot.waitExposed(view)
        view.open(path)
        tools.open(path)
        view.set_facts(pdf.facts(path))
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        QGuiApplication.clipboard().clear()
        if words:
            for page in range(1, view.pages() + 1)[:3]:
                tools.sheets.words(page)
                tools.sheets.links(page)
            qtbot.waitUntil(lambda: not tools.sheets.waiting)
        return view, tools

    return make


def held(tools: Tools, page: int = 1) -> PageLines:
    lines = tools.sheets.words(page)
    assert lines is not None
    return lines


def number(tools: Tools, text: str, page: int = 1) -> int:
    return next(i for i, w in enumerate(held(tools, page).words) if w.text == text)


def at(opened: Opened, text: str, page: int = 1, *, share: float = 0.5) -> QPoint:
    """A point on a word, `share` of its width from its left edge."""
    view, tools = opened
    rect = view.on_screen(page, held(tools, page).words[number(tools, text, page)].rect)
    return QPointF(rect.left() + share * rect.width(), rect.center().y()).toPoint()


def drag(view: PageView, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
    area = view.viewport()
    QTest.mousePress(area, LEFT, modifier, start)
    move(view, QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2), LEFT)
    move(view, end, LEFT)
    QTest.mouseRelease(area, LEFT, modifier, end)


def move(view: PageView, to: QPoint, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """As QTest.mouseMove, which forgets the button that is held."""
    area = view.viewport()
    spot = QPointF(to)
    QApplication.sendEvent(
        area, QMouseEvent(QEvent.Type.MouseMove, spot, QPointF(area.mapToGlobal(to)), Qt.MouseButton.NoButton, buttons, NONE)
    )


def double(view: PageView, to: QPoint) -> None:
    area = view.viewport()
    QTest.mouseClick(area, LEFT, NONE, to)
    QTest.mouseDClick(area, LEFT, NONE, to)


def test_a_drag_over_words_selects_them_and_control_c_copies_them(qtbot: QtBot, opened: Open) -> None:
    both = view, tools = opened(pdfs.hyphens())
    with qtbot.waitSignal(tools.selection_changed) as told:
        drag(view, at(both, "tion", share=0.01), at(both, "in", share=0.99))
    assert told.args == [True]
    assert tools.selected_text() == "tion and call-in"
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "tion and call-in"
    with qtbot.waitSignal(tools.selection_changed) as told:
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert told.args == [False]
    assert tools.selected_text() == ""


def test_backwards_is_the_same(opened: Open) -> None:
    both = view, tools = opened(pdfs.hyphens())
    drag(view, at(both, "in", share=0.99), at(both, "tion", share=0.01))
    assert tools.selected_text() == "tion and call-in"


def test_a_double_click_takes_the_whole_word_and_goes_on_by_words(opened: Open) -> None:
    both = view, tools = opened(pdfs.hyphens())
    double(view, at(both, "tion"))
    assert tools.selected_text() == "prevention"
    move(view, at(both, "meetings", share=0.2), LEFT)
    assert tools.selected_text() == "prevention and call-in meetings"
    QTest.mouseRelease(view.viewport(), LEFT, NONE, at(both, "meetings", share=0.2))
    QTest.mouseClick(view.viewport(), LEFT, NONE, QPoint(700, 500))
    assert tools.selected_text() == ""


def test_a_triple_click_takes_the_line(opened: Open) -> None:
    both = view, tools = opened(pdfs.columns())
    double(view, at(both, "right3"))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, at(both, "right3"))
    QTest.mouseClick(view.viewport(), LEFT, NONE, at(both, "right3"))
    assert tools.selected_text() == "right3 six seven eight nine"


def test_shift_and_a_click_extend(opened: Open) -> None:
    both = view, tools = opened(pdfs.columns())
    QTest.mouseClick(view.viewport(), LEFT, NONE, at(both, "left2", share=0.01))
    assert tools.selected_text() == ""
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, at(both, "left3", share=0.99))
    assert tools.selected_text() == "left2 one two three four five left3"
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, at(both, "left1", share=0.01))
    assert tools.selected_text() == "left1 one two three four five"


def test_a_selection_does_not_run_across_the_gutter(opened: Open) -> None:
    both = view, tools = opened(pdfs.columns())
    drag(view, at(both, "left1", share=0.01), at(both, "left9", share=0.99))
    text = tools.selected_text()
    assert "right" not in text
    assert text.count("one two three four five") == 8


def test_a_drag_on_paper_drags_the_page(opened: Open) -> None:
    view, tools = opened(pdfs.prose(), height=400)
    view.go(Spot(2))
    before = view.verticalScrollBar().value()
    drag(view, QPoint(25, 300), QPoint(25, 200))
    assert view.verticalScrollBar().value() == before + 100
    assert tools.selected_text() == ""


def test_a_selection_goes_on_over_pages(opened: Open) -> None:
    both = view, tools = opened(pdfs.prose(2, 3), height=1900)
    view.set_zoom(0.6)
    drag(view, at(both, "speak", share=0.01), at(both, "together", page=2, share=0.99))
    text = tools.selected_text()
    assert text.startswith("speak with")
    assert text.endswith("Partners sit down together")
    assert "Page 2" in text
    assert tools.selection.rects(1)
    assert len(tools.selection.rects(2)) == 2


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_turned_page_is_selected_where_it_is_seen(opened: Open, rotate: int) -> None:
    both = view, tools = opened(pdfs.turned(rotate))
    tools._view.mouse_tool = tools.pointer
    point = at(both, "Ink")
    lines = held(tools)
    page = view.page_at(QPointF(point))
    assert page is not None
    assert lines.on_text(*page[1:])
    tools.selection.begin(page, "word")
    assert tools.selected_text() == "Ink"
    assert view.on_screen(1, tools.selection.rects(1)[0]).contains(QPointF(point))


def test_control_a_takes_the_page_and_then_the_document(qtbot: QtBot, opened: Open) -> None:
    view, tools = opened(pdfs.prose(3, 4), words=False)
    tools.set_cite(lambda page: f"A Guide, official edition, page {page}")
    with qtbot.waitSignal(tools.told) as told:
        QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["Page 1 is selected."]
    assert tools.selected_text().count("Partners") == 3
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(tools.told) as told:
        QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | SHIFT)  # words of the other pages are still to come
    text = QGuiApplication.clipboard().text()
    assert text.count("Partners") == 9
    assert text.startswith("“Page 1")
    assert text.endswith("is done”\nA Guide, official edition, page 1–3")


def test_a_page_without_text_says_so(qtbot: QtBot, opened: Open) -> None:
    view, tools = opened(pdfs.book([b""]), words=False)
    with qtbot.waitSignal(tools.told) as told:
        QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["There is no text to select on this page."]
    assert not tools.commands.all["copy"].isEnabled()


def test_the_keyboard_extends_a_selection(opened: Open) -> None:
    view, tools = opened(pdfs.prose(2, 30), height=400)
    for _ in range(4):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert tools.selected_text() == "Page"
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | Qt.KeyboardModifier.ControlModifier)
    assert tools.selected_text() == "Page 1"
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert tools.selected_text() == "Page"
    top = view.verticalScrollBar().value()
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.verticalScrollBar().value() > top  # the end that moves stays in sight
    stretch = tools.selection.stretch
    assert stretch is not None
    assert stretch[1].page == 2
    QTest.keyClick(view, Qt.Key.Key_Down)  # without Shift it scrolls, and nothing is lost
    assert tools.selection.stretch == stretch


def test_a_drag_begun_before_the_words_are_there_catches_up(qtbot: QtBot) -> None:
    child = FakePdf()
    view = PageView(child)
    qtbot.addWidget(view)
    tools = Tools(view, child)
    view.resize(640, 480)
    view.show()
    qtbot.waitExposed(view)
    view.open(Path("book.pdf"))
    tools.open(Path("book.pdf"))
    view.set_facts(facts(2))
    drag(view, QPoint(100, 100), QPoint(300, 101))
    assert tools.selected_text() == ""
    assert tools.selection.rects(1) == []
    (asked,) = [future for kind, arguments, future in child.asked.values() if kind == "words" and arguments["page"] == 1]
    first, last = view.page_at(QPointF(100, 100)), view.page_at(QPointF(300, 101))
    assert first is not None
    assert last is not None
    top = first[2] - 6
    words = [("one", [first[1], top, first[1] + 30, top + 12], 0, None), ("two", [last[1] - 30, top, last[1], top + 12], 0, None)]
    with qtbot.waitSignal(tools.selection_changed):
        asked.set_result(Answer({"words": words}, b""))
    assert tools.selected_text() == "one two"


def test_another_pdf_forgets_the_selection_and_late_answers(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    both = view, tools = opened(pdfs.hyphens())
    double(view, at(both, "tion"))
    tools.open(tmp_path / "book.pdf")  # the same again
    assert tools.selected_text() == "prevention"
    tools.open(None)
    assert tools.selected_text() == ""
    assert tools.sheets.words(1) is None


# -- links ---------------------------------------------------------------------------------------------------------------

WEB = b"/A << /S /URI /URI (https://example.org/a) >>"
# Page 1: a link to page 2 over "Inner", one to an address over "Outer" and, in the next line, over "again".
_INNER = b"<< /Type /Annot /Subtype /Link /Rect [50 695 79 712] /Dest [9 0 R /XYZ 0 500 0] >>"
_OUTER = b"<< /Type /Annot /Subtype /Link /Rect [110 695 144 712] %s >>" % WEB
_AGAIN = b"<< /Type /Annot /Subtype /Link /Rect [50 675 80 692] %s >>" % WEB
LINKED = pdfs.book(
    [pdfs.text(50, 700, b"Inner and   Outer") + pdfs.text(50, 680, b"again plain"), pdfs.text(50, 700, b"Second")],
    page=[b"/Annots [3 0 R 4 0 R 5 0 R]", b""],
    more=[_INNER, _OUTER, _AGAIN, b"<< >>"],
)


def test_a_click_follows_a_link_within_the_document(qtbot: QtBot, opened: Open) -> None:
    both = view, tools = opened(LINKED)
    with qtbot.waitSignal(tools.followed) as told:
        QTest.mouseClick(view.viewport(), LEFT, NONE, at(both, "Inner"))
    assert told.args == [2, pytest.approx(842 - 500, abs=1)]
    assert tools.selected_text() == ""


def test_a_link_out_is_told_and_never_opened(qtbot: QtBot, opened: Open) -> None:
    both = view, tools = opened(LINKED)
    with qtbot.waitSignal(tools.external) as told:
        QTest.mouseClick(view.viewport(), LEFT, NONE, at(both, "Outer"))
    assert told.args == ["https://example.org/a"]
    with qtbot.waitSignal(tools.told):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.MiddleButton, NONE, at(both, "Outer"))
    assert QGuiApplication.clipboard().text() == "https://example.org/a"


def test_the_second_click_of_two_does_nothing_where_the_first_has_led(qtbot: QtBot, opened: Open) -> None:
    both = view, tools = opened(LINKED)
    told = []
    tools.followed.connect(lambda page, y: told.append(page))
    QTest.mouseClick(view.viewport(), LEFT, NONE, at(both, "Inner"))
    QTest.mouseDClick(view.viewport(), LEFT, NONE, at(both, "plain"))
    assert told == [2]
    assert tools.selected_text() == ""


def test_a_drag_from_a_link_selects_its_words(opened: Open) -> None:
    both = view, tools = opened(LINKED)
    told = []
    tools.followed.connect(lambda page, y: told.append(page))
    drag(view, at(both, "Inner", share=0.02), at(both, "Outer", share=0.99))
    assert tools.selected_text() == "Inner and Outer"
    assert told == []


def test_the_pointer_shows_what_a_press_will_do(qtbot: QtBot, opened: Open) -> None:
    both = view, _ = opened(LINKED)
    area = view.viewport()
    plain = area.grab().toImage()
    move(view, at(both, "Inner"))
    assert (area.cursor().shape(), area.toolTip()) == (Qt.CursorShape.PointingHandCursor, "Page 2")
    assert area.grab().toImage() != plain  # underlined
    move(view, at(both, "Outer"))
    assert area.toolTip() == "https://example.org/a"
    move(view, at(both, "plain"))
    assert (area.cursor().shape(), area.toolTip()) == (Qt.CursorShape.IBeamCursor, "")
    move(view, QPoint(600, 600))
    assert area.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert area.grab().toImage() == plain


def test_words_and_links_are_asked_for_once_the_pointer_rests(qtbot: QtBot, opened: Open) -> None:
    view, tools = opened(LINKED, words=False)
    move(view, QPoint(120, 190))
    assert not tools.sheets.waiting
    qtbot.waitUntil(lambda: tools.sheets.has_words(1) and not tools.sheets.waiting)


def test_the_links_are_listed_for_the_keyboard(qtbot: QtBot, opened: Open) -> None:
    view, tools = opened(LINKED, words=False)
    QTest.keyClick(view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(view.findChildren(LinkList)))
    box: LinkList = next(iter(view.findChildren(LinkList)))
    assert [box.list.item(n).text() for n in range(box.list.count())] == ["Inner → Page 2", "Outer again → https://example.org/a"]
    assert tools.links.chosen is not None
    QTest.keyClick(box.list, Qt.Key.Key_Down)
    assert tools.links.chosen.text == "Outer again"
    told: list[str] = []
    tools.external.connect(told.append)
    QTest.keyClick(box.list, Qt.Key.Key_Return)
    assert told == ["https://example.org/a"]  # once
    assert tools.links.chosen is None


def test_a_page_without_links_says_so(qtbot: QtBot, opened: Open) -> None:
    view, tools = opened(pdfs.hyphens())
    with qtbot.waitSignal(tools.told) as told:
        tools.list_links()
    assert told.args == ["There are no links here."]
    assert not view.findChildren(LinkList)


def test_the_menu_offers_what_holds_at_the_pointer(qtbot: QtBot, opened: Open) -> None:
    both = _, tools = opened(LINKED)

    def offered(point: QPoint) -> list[str]:
        return [action.text() for action in tools.menu_at(point).actions() if action.text()]

    assert offered(at(both, "Outer"))[:2] == ["Follow the link", "Copy the address"]
    assert offered(at(both, "plain")) == ["Copy", "Copy with citation", "Select the page", "Links on this page …"]
    assert "Copy the address" not in offered(at(both, "Inner"))


# -- legible -------------------------------------------------------------------------------------------------------------


def luminance(colour: QColor) -> float:
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in (colour.redF(), colour.greenF(), colour.blueF())]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("highlight", ["light", "dark", "#ffff00", "#ffffff"])
def test_selected_text_stays_legible_on_paper(qtbot: QtBot, opened: Open, highlight: str) -> None:
    view, tools = opened(pdfs.prose(1, 3))
    palette = theme.palette(highlight == "dark")
    if highlight.startswith("#"):
        for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.Accent):
            palette.setColor(role, QColor(highlight))
    view.setPalette(palette)
    view.set_zoom(3.0)
    qtbot.waitUntil(lambda: not view.pictures.waiting)
    tools.select_all()
    area = view.on_screen(1, tools.selection.rects(1)[1]).toRect().adjusted(2, 2, -2, -2).intersected(QRect(300, 0, 200, 900))
    image = view.viewport().grab(area).toImage()
    shades = [luminance(image.pixelColor(x, y)) for y in range(image.height()) for x in range(image.width())]
    paper, ink = max(shades), min(shades)
    assert (paper + 0.05) / (ink + 0.05) >= 4.5
    assert 1.05 / (paper + 0.05) >= 1.2  # and the selection shows


@pytest.mark.parametrize(("sheet", "ink"), [("#ffffff", "#595959"), ("#fbf0d9", "#4a4030"), ("#1c1e20", "#b9b5ad"), ("#000000", "#999999")])
@pytest.mark.parametrize("highlight", ["#14606b", "#7fc9d0", "#ff0000", "#ffe45c", "#0000ff", "#808080", "#ffffff", "#000000"])
def test_ink_of_seven_to_one_stays_legible_on_every_paper(sheet: str, ink: str, highlight: str) -> None:
    palette = QPalette()
    for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.Accent):
        palette.setColor(role, QColor(highlight))
    image = QImage(2, 1, QImage.Format.Format_RGB32)
    image.setPixelColor(0, 0, QColor(sheet))
    image.setPixelColor(1, 0, QColor(ink))
    painter = QPainter(image)
    colour, mode = blend(palette, QColor(sheet))
    painter.setCompositionMode(mode)
    painter.fillRect(image.rect(), colour)
    painter.end()
    paper, print_, plain = (luminance(c) + 0.05 for c in (image.pixelColor(0, 0), image.pixelColor(1, 0), QColor(sheet)))
    assert max(paper, print_) / min(paper, print_) >= 4.4
    assert max(paper, plain) / min(paper, plain) >= 1.19


def test_a_late_click_extends_from_where_the_last_one_was(opened: Open) -> None:
    both = view, tools = opened(pdfs.columns())
    tools.selection.begin(Caret(1, number(tools, "left2"), 0))
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, at(both, "left2", share=0.99))
    assert tools.selected_text() == "left2"


def test_a_drag_held_at_the_edge_scrolls_on(qtbot: QtBot, opened: Open) -> None:
    view, tools = opened(pdfs.prose(3, 30), height=400)
    area = view.viewport()
    start = at((view, tools), "Page", share=0.01)
    QTest.mousePress(area, LEFT, NONE, start)
    move(view, QPoint(200, area.height() + 60), LEFT)
    qtbot.waitUntil(lambda: (found := tools.selection.stretch) is not None and found[1].page == 2)
    QTest.mouseRelease(area, LEFT, NONE, QPoint(200, area.height() + 60))
    assert view.verticalScrollBar().value() > 400
    assert not tools.pointer._scrolling.isActive()


def test_an_answer_that_was_cancelled_is_asked_for_again(qtbot: QtBot) -> None:
    """As when the child was ended for being too slow with something else."""
    fake = FakePdf()
    view = PageView(fake)
    qtbot.addWidget(view)
    tools = Tools(view, fake)
    view.open(Path("book.pdf"))
    tools.open(Path("book.pdf"))
    view.set_facts(facts(1))
    copied: list[str] = []
    tools.selection.select_pages(1, 1)
    tools.selection.gather(copied.append)

    def asked() -> bool:
        return any(kind == "words" for kind, _, _ in fake.asked.values())

    assert asked()
    with qtbot.waitSignal(tools.sheets.arrived):
        fake.overtake_all()
    assert asked()
    with qtbot.waitSignal(tools.sheets.arrived):
        fake.fail_all("This page cannot be read.")
    assert copied == [""]  # a page that cannot be read has no words, and a copy does not wait for them for ever
