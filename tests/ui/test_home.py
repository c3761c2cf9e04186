"""The home page alone: cards and covers, what is not held, the hint, the rows that lead back, its text, its keys."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from reader.library import Document, Edition, Library, Place, Section, load
from reader.sections import Mark, SectionText
from reader.ui import sheet, theme
from reader.ui.card import about
from reader.ui.cover import LIMIT, Cover, Covers, colours, lines
from reader.ui.home import LANDING, Home
from reader.ui.how_to_add import HowToAdd
from reader.ui.plain_buttons import Link
from reader.ui.steps import Steps
from reader.ui.welcome import Position
from tests.ui.fakes import FakePdf, section

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.usefixtures("qapp")


def children(parent: QObject, kind: type[T]) -> list[T]:
    return cast("list[T]", parent.findChildren(kind))


def edition(document: str, language: str, kind: str = "companion", *, pdf: bool = True) -> Edition:
    texts = (Section("one", 1, Path("one.md")),) if kind == "companion" else ()
    return Edition(document, language, kind, Path(document) / f"{kind}.{language}.pdf" if pdf else None, texts)


def made_up(count: int = 5) -> Library:
    """The landing document and some others: the first held as a companion, the second as the publisher's too, the rest not."""
    landing = Document(LANDING, {"en": "The page"}, editions=(edition(LANDING, "en"), edition(LANDING, "es")))
    first = Document(
        "first", {"en": "First guide"}, {"es": "Primera guía"}, {"en": "What it is for."}, ("Ann Author",), "The Press", "2013, revised",
        published_languages=("en",), landing_pages=("https://example.org/a/long/address",), rights={"en": "All reserved."},
        unknown=({"en": "Page count: not established."},), editions=(edition("first", "en"), edition("first", "es")),
        years={"es": "2013, revisada"},
    )  # fmt: skip
    second = Document("second", {"en": "Second guide"}, editions=(edition("second", "en", "official"), edition("second", "en", pdf=False)))
    rest = [Document(f"other-{n}", {"en": f"Other document {n}"}) for n in range(count - 2)]
    return Library(Path(), {"en": "A library", "es": "Una biblioteca"}, 1, ("en", "es"), (landing, first, second, *rest), {}, ())


def texts() -> list[SectionText]:
    words = "some words that are long enough to fill more than a line " * 8
    link = Mark(0, 4, "link", "#two")
    return [
        section("one", ("heading", "One"), ("paragraph", words), *[("paragraph", words)] * 6, marks=[link]),
        section("two", ("heading", "Two"), ("paragraph", words)),
    ]


MakeHome = Callable[..., Home]


@pytest.fixture
def make_home(qtbot: QtBot) -> MakeHome:
    """A home page, shown, filled."""

    def make(library: Library | None = None, *, width: int = 1280, height: int = 800, shown: bool = True) -> Home:
        home = Home()
        qtbot.addWidget(home)
        home.setStyleSheet(sheet.style_sheet(home.palette()))
        home.resize(width, height)
        home.set_library(library or made_up(), "en")
        home.set_ready()
        home.set_landing(texts())
        if shown:
            home.show()
            filled(qtbot, home)
        return home

    return make


def filled(qtbot: QtBot, home: Home) -> None:
    qtbot.waitUntil(lambda: not home.filling and home._built)


def opened(home: Home) -> list[str]:
    """The editions opened from now on."""
    found: list[str] = []
    home.open_edition.connect(lambda e: found.append(e.id))
    return found


# -- what is shown ----------------------------------------------------------------------------------------------------


def test_nothing_is_made_before_it_is_shown(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home(shown=False)
    home.set_recent([Position(Place("first", "en", "companion"))])
    assert len(children(home, QWidget)) < 10
    assert home.landing_edition("es") == f"{LANDING}/es/companion"
    home.show()
    filled(qtbot, home)
    assert len(home._cards) == 6
    assert home._landing.sections
    assert home._page.recent.rows


def test_the_page_itself_is_not_counted_among_its_documents(make_home: MakeHome) -> None:
    home = make_home()
    assert home._page.shelf_head.text() == "5 documents"
    titles = [children(card, QLabel)[0].text() for card in home._cards]
    assert titles[:2] == ["1. First guide", "2. Second guide"]
    assert titles[-1] == "The page"
    assert not home._page.own_head.isHidden()


def test_every_button_says_which_document_kind_and_language_it_opens(make_home: MakeHome) -> None:
    home = make_home()
    names = [b.accessibleName() for card in home._cards[:2] for b in card.buttons]
    assert names == [
        "First guide: Our companion guide, English",
        "First guide: Our companion guide, Español",
        "First guide: Official edition: not held in this library. How to add it",
        "Second guide: Official edition, English",
        "Second guide: Our companion guide, English",
    ]
    found = opened(home)
    for card in home._cards[:2]:
        for button in card.buttons:
            if button.property("edition"):
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert found == ["first/en/companion", "first/es/companion", "second/en/official", "second/en/companion"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Ann Author · The Press · 2013, revised · known in English"),
        ("es", "Ann Author · The Press · 2013, revisada · known in English"),
    ],
)
def test_a_card_says_who_and_when_in_its_language(language: str, line: str) -> None:
    assert about(made_up().documents[1], language) == line


def test_what_is_not_established_is_said_so() -> None:
    library = made_up()
    assert about(library.documents[2], "en") == "Author, year and language not established"
    partly = replace(library.documents[2], publisher="The Press")
    assert about(partly, "en") == "The Press · year not established · language not established"


def test_no_year_or_publisher_of_ours_is_english_on_a_spanish_card() -> None:
    library = load(ROOT / "content")
    for document in library.documents:
        for words in (document.year_in("es"), document.publisher_in("es")):
            assert not {"revised", "match", "probable match", "landing"} & set(words.replace(",", " ").replace(")", " ").split())


def test_the_explanation_says_what_is_known_and_copies_the_address(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home()
    link = next(b for b in home._cards[0].buttons if isinstance(b, Link))
    QTest.keyClick(link, Qt.Key.Key_Return)
    box = children(home, HowToAdd)[0]
    assert box.isVisible()
    said = " ".join(label.text().replace("\u200b", "") for label in children(box, QLabel))
    for part in ("First guide", "https://example.org/a/long/address", "--document first", "All reserved.", "Page count: not established."):
        assert part in said
    QTest.mouseClick(box.copies[0], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "https://example.org/a/long/address"
    assert box.copies[0].text() == "Copied"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not children(home, HowToAdd))


def test_without_an_address_none_is_invented(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home()
    QTest.mouseClick(home._cards[2].buttons[0], Qt.MouseButton.LeftButton)
    box = children(home, HowToAdd)[0]
    assert any(label.text() == "No public page is established." for label in children(box, QLabel))
    assert [b.property("copied") for b in box.copies] == ["reader add FILE --document other-0 --language LANG"]
    box.close()


# -- hint and rows ----------------------------------------------------------------------------------------------------


def test_the_hint_goes_for_good_when_it_was_read(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home()
    hint = home._page.hint
    assert len([line for line in children(hint, QLabel) if line.text()]) == 3
    with qtbot.waitSignal(home.hint_dismissed):
        QTest.mouseClick(hint.button, Qt.MouseButton.LeftButton)
    assert hint.isHidden()
    assert home._cards[0].buttons[0].hasFocus() or not home.isActiveWindow()
    home.show_hint(wanted=True)
    assert not hint.isHidden()


def test_a_hint_that_is_not_wanted_is_never_shown(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home(shown=False)
    home.show_hint(wanted=False)
    home.show()
    filled(qtbot, home)
    assert home._page.hint.isHidden()


def test_reading_goes_on_where_it_was_left(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home()
    assert home._page.recent.isHidden()
    positions = [
        Position(Place("first", "en", "companion", page=12), "page", 40.0, 9.0, "xii"),
        Position(Place("gone", "en", "companion")),
        Position(Place("first", "es", "companion", "one", 7), "text", 0.0, 8.0, "Propósito"),
        Position(Place("second", "en", "official", page=3), "page"),
        Position(Place(LANDING, "en", "companion")),
    ]
    home.set_recent(positions)
    rows = home._page.recent.rows
    assert [row.accessibleName() for row in rows] == [
        "Continue: First guide · English · page xii",
        "Continue: First guide · Español · Propósito",
        "Continue: Second guide · English · page 3",
    ]
    assert home._page.recent.isVisible()
    with qtbot.waitSignal(home.continue_asked) as asked:
        QTest.keyClick(rows[1], Qt.Key.Key_Return)
    assert asked.args == [positions[2]]
    home.set_recent([])
    assert home._page.recent.isHidden()


# -- covers -----------------------------------------------------------------------------------------------------------


def test_covers_are_fetched_one_at_a_time_and_only_in_sight(qtbot: QtBot, make_home: MakeHome) -> None:
    home, pdf = make_home(height=330), FakePdf()
    assert not pdf.asked
    home.set_pdf(pdf)
    qtbot.waitUntil(lambda: bool(pdf.asked))
    wanted = [card.cover for card in home._cards if card.cover.path is not None]
    assert len(wanted) == 3
    assert not wanted[-1].in_sight
    for number, cover in enumerate(c for c in wanted if c.in_sight):
        assert len(pdf.asked) == 1, number
        kind, arguments, _ = next(iter(pdf.asked.values()))
        assert (kind, arguments["path"], arguments["page"]) == ("picture", str(cover.path), 1)
        assert arguments["width_px"] == cover.pixels
        pdf.answer_all()
        qtbot.waitUntil(lambda cover=cover: cover.picture is not None)  # type: ignore[misc]
    assert not pdf.asked
    home.verticalScrollBar().setValue(home._page.below(wanted[-1], 0))
    qtbot.waitUntil(lambda: bool(pdf.asked))
    pdf.answer_all()
    qtbot.waitUntil(lambda: wanted[-1].picture is not None)
    home.set_pdf(None)
    assert pdf.dropped == ["cover/"]


def test_a_cover_that_cannot_be_drawn_stays_paper_and_is_not_asked_again(qtbot: QtBot, make_home: MakeHome) -> None:
    home, pdf = make_home(height=330), FakePdf()
    home.set_pdf(pdf)
    qtbot.waitUntil(lambda: bool(pdf.asked))
    first = next(iter(pdf.asked))
    pdf.fail_all("broken")
    covers = home._covers
    assert covers is not None
    qtbot.waitUntil(lambda: first not in pdf.asked and not (covers.waiting and not pdf.asked))
    pdf.answer_all()
    qtbot.waitUntil(lambda: not covers.waiting)
    covers.look()
    assert not pdf.asked
    assert home._cards[0].cover.picture is None


def test_an_overtaken_cover_is_asked_for_again(qtbot: QtBot, make_home: MakeHome) -> None:
    home, pdf = make_home(height=330), FakePdf()
    home.set_pdf(pdf)
    qtbot.waitUntil(lambda: bool(pdf.asked))
    pdf.overtake_all()
    covers = home._covers
    assert covers is not None
    qtbot.waitUntil(lambda: not covers.waiting)
    covers.look()
    assert len(pdf.asked) == 1


def test_covers_survive_another_language_without_being_drawn_again(qtbot: QtBot, make_home: MakeHome) -> None:
    home, pdf = make_home(height=330), FakePdf()
    home.set_pdf(pdf)
    qtbot.waitUntil(lambda: bool(pdf.asked))
    pdf.answer_all()
    qtbot.waitUntil(lambda: home._cards[0].cover.picture is not None)
    home.set_library(made_up(), "en")
    filled(qtbot, home)
    assert home._cards[0].cover.picture is not None


def test_the_memory_for_covers_is_bounded(qtbot: QtBot) -> None:
    pdf = FakePdf()
    covers = Covers(pdf)
    page = QWidget()
    qtbot.addWidget(page)
    each = [Cover(f"Title {n}", n, Path(f"{n}.pdf"), page) for n in range(8)]
    for cover in each:
        cover.setFixedSize(600, 800)
    page.resize(600, 800)
    page.show()
    covers.set_covers(each)
    for cover in each:
        cover.raise_()
        for other in each:
            other.setVisible(other is cover)
        qtbot.waitUntil(lambda cover=cover: cover.in_sight)  # type: ignore[misc]
        covers.look()
        pdf.answer_all()
        qtbot.waitUntil(lambda cover=cover: cover.picture is not None)  # type: ignore[misc]
        assert covers.size <= LIMIT
    assert each[0].picture is None


def test_covers_take_no_focus_and_no_clicks(make_home: MakeHome) -> None:
    home = make_home()
    for card in home._cards:
        assert card.cover.focusPolicy() == Qt.FocusPolicy.NoFocus
        assert card.cover.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


@pytest.mark.parametrize("dark", [False, True])
def test_the_title_on_paper_can_be_read(dark: bool) -> None:
    palette = theme.palette(dark)
    ink = palette.color(palette.ColorRole.Text)
    for number in range(12):
        paper, _ = colours(palette, number)
        assert contrast(ink, paper) >= 7
    assert len({colours(palette, n)[0].name() for n in range(1, 10)}) == 9


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG counts it."""
    light = [0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF()) for c in (one, other)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def test_a_long_title_is_shortened_in_its_last_line() -> None:
    metrics = QFontMetricsF(theme.reading_font(8))
    words = "Focused deterrence and selective targeting of drug trafficking and organised crime"
    found = lines(words, metrics, 80, 4)
    assert len(found) == 4
    assert found[-1].endswith("…")
    assert all(metrics.horizontalAdvance(line) <= 80 for line in found)
    assert lines("Short", metrics, 80, 4) == ["Short"]


# -- layout and keys --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [640, 800, 1024, 1100, 1280, 1440, 1920, 2560])
def test_lines_are_never_too_long_and_nothing_is_cut(qtbot: QtBot, make_home: MakeHome, width: int) -> None:
    home = make_home(width=width)
    assert home._page.width() <= home.viewport().width()
    for part in (*home._cards, *home._landing.sections, *(b for c in home._cards for b in c.buttons)):
        right = part.mapTo(home._page, part.rect().topRight()).x()
        assert right < home.viewport().width()
    view = home._landing.sections[0]
    block = view.document().begin().next()
    layout = block.layout()
    full = [layout.lineAt(i).textLength() for i in range(layout.lineCount() - 1)]
    assert full
    assert max(full) <= 78
    assert sum(full) / len(full) >= 55
    assert view.document().size().height() <= view.height()


def test_cards_are_as_high_as_they_need(make_home: MakeHome) -> None:
    home = make_home(width=1100)
    for card in home._cards:
        needed = card._across.totalHeightForWidth(card.width())
        assert card.height() == needed
        for button in card.buttons:
            assert card.rect().contains(button.geometry())


def press(key: Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def focused(home: Home) -> str:
    widget = QApplication.focusWidget()
    assert widget is not None
    assert home.isAncestorOf(widget)
    return widget.accessibleName()


def test_arrow_keys_walk_the_cards_and_enter_opens(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home(height=400)
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    home._cards[0].focus_first()
    steps = [
        (Qt.Key.Key_Right, "First guide: Our companion guide, Español"),
        (Qt.Key.Key_Left, "First guide: Our companion guide, English"),
        (Qt.Key.Key_Left, "First guide: Our companion guide, English"),
        (Qt.Key.Key_Down, "Second guide: Official edition, English"),
    ]
    for key, name in steps:
        press(key)
        assert focused(home) == name
    found = opened(home)
    press(Qt.Key.Key_Return)
    assert found == ["second/en/official"]
    for _ in range(4):
        press(Qt.Key.Key_Down)
    assert focused(home).startswith("The page")
    assert home._cards[-1].cover.in_sight
    for _ in range(9):
        press(Qt.Key.Key_Up)
    assert focused(home).startswith("First guide")
    assert home.verticalScrollBar().value() == 0


def test_tab_goes_from_hint_and_rows_to_the_cards_and_then_the_text(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home()
    home.set_recent([Position(Place("first", "en", "companion"))])
    stops: list[QWidget] = [home]
    while (following := stops[-1].nextInFocusChain()) is not None and following is not home:
        stops.append(following)
    cards = [b for card in home._cards for b in card.buttons]
    wanted = [home._page.hint.button, *home._page.recent.rows, *cards, *home._landing.links, *home._landing.sections]
    places = [stops.index(widget) for widget in wanted]
    assert all(a < b for a, b in pairwise(places))


@pytest.mark.parametrize("inside", ["card", "text", "page"])
def test_page_keys_move_the_page_from_wherever_one_is(qtbot: QtBot, make_home: MakeHome, inside: str) -> None:
    home = make_home(height=400)
    bar = home.verticalScrollBar()
    target: QWidget = {"card": home._cards[0].buttons[0], "text": home._landing.sections[0], "page": home}[inside]
    for key, there in (
        (Qt.Key.Key_PageDown, bar.pageStep()),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_End, bar.maximum()),
        (Qt.Key.Key_Home, 0),
    ):
        QTest.keyClick(target, key)
        assert bar.value() == there


def test_a_link_to_a_section_of_the_page_goes_there(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home(height=400)
    followed: list[str] = []
    home.followed.connect(followed.append)
    view, second = home._landing.sections[:2]
    view.anchorClicked.emit("#two")
    bar = home.verticalScrollBar()
    assert bar.value() == min(home._page.below(second, 0) - 24, bar.maximum())
    QTest.mouseClick(home._landing.links[0], Qt.MouseButton.LeftButton)
    assert home.verticalScrollBar().value() == home._page.below(view, 0) - 24
    view.anchorClicked.emit("second#one")
    assert followed == ["second#one"]


def test_the_page_follows_the_link_that_has_the_focus(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home(height=300, width=700)
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    home.verticalScrollBar().setValue(0)
    home._landing.links[-1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(home._landing.links[-1], Qt.Key.Key_Tab)
    view = home._landing.sections[0]
    assert view.hasFocus()
    if not view.textCursor().hasSelection():
        QTest.keyClick(view, Qt.Key.Key_Tab)
    y = home._page.below(view, view.cursorRect().top()) - home.verticalScrollBar().value()
    assert 0 <= y <= home.viewport().height()


# -- waiting and steps ------------------------------------------------------------------------------------------------


def test_who_waits_for_an_index_is_told_at_once(qtbot: QtBot) -> None:
    home = Home()
    qtbot.addWidget(home)
    home.set_building(3, 40)
    home.show()
    qtbot.waitUntil(lambda: home._built and home._wait.isVisible())
    assert home._wait.text() == "Getting the library ready: 3 of 40"
    home.set_ready()
    assert not home._wait.isVisible()


def test_another_language_keeps_the_place_on_the_page(qtbot: QtBot, make_home: MakeHome) -> None:
    home = make_home(height=400)
    home.verticalScrollBar().setValue(300)
    home.set_library(made_up(), "es")
    home.set_landing(texts())
    filled(qtbot, home)
    assert home.verticalScrollBar().value() == 300
    assert home._page.title.text() == "Una biblioteca"
    assert children(home._cards[0], QLabel)[0].text() == "1. Primera guía"
    home.set_library(made_up(3), "en")
    filled(qtbot, home)
    assert len(home._cards) == 4


def test_steps_stand_aside_and_a_newer_job_takes_the_place_of_an_older(qtbot: QtBot) -> None:
    parent = QObject()
    steps = Steps(parent)
    seen: list[str] = []

    def job(name: str) -> Generator[None, None, None]:
        for n in range(3):
            seen.append(f"{name}{n}")
            yield

    steps.run("a", job("old"))
    steps.run("a", job("new"))
    steps.run("b", job("other"))
    assert not seen
    with qtbot.waitSignal(steps.done):
        pass
    assert seen == ["new0", "new1", "new2", "other0", "other1", "other2"]
    assert not steps.busy
