"""The real window on the tiny library: whole journeys, both languages, no nameless control."""

from __future__ import annotations

from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reader.library import Place
from reader.ui import reading
from reader.ui.dialogs import AddressBox
from reader.ui.home import Home
from reader.ui.shell import side_width
from reader.ui.window import Window
from tests.ui.conftest import MakeWindow

T = TypeVar("T")


def settle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=20_000)


def children(parent: QObject, kind: type[T]) -> list[T]:
    return cast("list[T]", parent.findChildren(kind))


def search(qtbot: QtBot, window: Window, text: str) -> None:
    window.field.setText(text)
    qtbot.waitUntil(lambda: window.settled and window.search_panel.total >= 0, timeout=20_000)


def test_type_choose_see_it_lit_turn_to_text_and_back(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    assert window.stack.currentWidget() is window.home
    search(qtbot, window, "call-in")
    assert window.search_panel.hits()
    QTest.keyClick(window.field, Qt.Key.Key_Down)
    QTest.keyClick(window.search_panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.settled and window.page_view.sees_now(), timeout=20_000)
    assert window.stack.currentWidget() is window.page_view
    now, total = window.desk.now, len(window.desk.matches)
    assert now is not None
    assert window.document_bar.hits.text() == f"{now + 1} of {total}"
    match = window.desk.matches[now]

    window.actions_.all["form"].trigger()
    settle(qtbot, window)
    assert window.stack.currentWidget() is window.text_view
    assert window.text_view.sees(match.place.section or "", match.place.offset)
    assert len(window.text_view.extraSelections()) >= total

    window.actions_.all["form"].trigger()
    qtbot.waitUntil(lambda: window.settled and window.page_view.sees_now(), timeout=20_000)

    window.actions_.all["back"].trigger()
    settle(qtbot, window)
    assert window.stack.currentWidget() is window.home
    window.actions_.all["forward"].trigger()
    settle(qtbot, window)
    assert window.stack.currentWidget() is window.page_view


def test_the_title_names_the_document_opened_from_home(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    home = window.windowTitle()
    window.go_to(Place("sample-guide", "en", "companion"))
    settle(qtbot, window)
    assert window.windowTitle() != home
    window.go_home()
    assert window.windowTitle() == home


def test_back_to_a_text_stands_where_it_stood(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    window.resize(700, 300)
    window.go_to(Place("sample-guide", "en", "companion"), form="text")
    settle(qtbot, window)
    bar = window.text_view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and not window.text_view._settling.isActive())
    middle = bar.maximum() // 2
    bar.setValue(middle)
    for away in (window.go_home, lambda: window.go_to(Place("sample-study", "en", "companion"), form="text")):
        away()
        settle(qtbot, window)
        window.actions_.all["back"].trigger()
        qtbot.waitUntil(lambda: window.settled and not window.text_view._settling.isActive() and bar.value() == middle)


@pytest.mark.parametrize("form", ["page", "text"])
def test_next_hit_after_coming_back_begins_at_what_is_in_sight(qtbot: QtBot, open_window: MakeWindow, form: str) -> None:
    window = open_window()
    window.resize(700, 300)
    search(qtbot, window, "the")
    terms = window.search_panel.hits()[0].terms
    window.go_to(Place("sample-guide", "en", "companion"), terms, form=form)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: len(window.desk.matches) > 5)
    there = window.desk.matches[5].place
    window.go_to(there, terms, form=form, record=False)
    settle(qtbot, window)
    window.go_home()
    window.actions_.all["back"].trigger()
    settle(qtbot, window)
    assert window.focusWidget() is window.stack.currentWidget()
    assert window.desk.now is None
    place, y = window.desk.reading_place()
    if form == "page" and window.session is not None:
        place = window.session.page_to_place(place.edition, place.page or 1, y) or place
    first = reading.above(window.desk.matches, place, window.desk._order)
    assert 0 < first < len(window.desk.matches)
    window.actions_.all["next"].trigger()
    qtbot.waitUntil(lambda: window.desk.now == first)


def test_f4_keeps_the_sentence_without_any_hit(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(Place("sample-guide", "en", "companion", "call-in", 0))
    sections = window.session.section_texts("sample-guide/en/companion") if window.session else []
    for text in sections:
        for block in (b for b in text.blocks if b.text.strip()):
            window.go_to(Place("sample-guide", "en", "companion", text.slug, block.start), form="text", record=False)
            settle(qtbot, window)
            window.desk.wanted_form = "text"
            window.desk.toggle_form()
            settle(qtbot, window)
            page = window.page_view.spot().page
            assert window.session is not None
            expected = window.session.place_to_page(Place("sample-guide", "en", "companion", text.slug, block.start))
            assert expected is not None
            assert expected[0] in window.page_view.visible_pages()
            assert abs(page - expected[0]) <= 1


def test_next_and_previous_hit_walk_all_matches_and_on_into_the_next_edition(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    search(qtbot, window, "visit")
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.desk.now is not None
    while window.desk.now + 1 < len(window.desk.matches):
        before = window.desk.now
        window.actions_.all["next"].trigger()
        settle(qtbot, window)
        assert window.desk.now == before + 1
    window.actions_.all["previous"].trigger()
    assert window.desk.now == max(0, len(window.desk.matches) - 2) or len(window.desk.matches) == 1
    window.actions_.all["clear"].trigger()
    assert not window.desk.terms
    assert not window.page_view.lit_pages()


def test_contents_follow_and_lead(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(Place("sample-guide", "en", "companion"))
    nodes = window.contents.contents.nodes
    assert len(nodes) > 2
    last = window.contents.contents.index_of(nodes[-1])
    window.contents.clicked.emit(last)
    settle(qtbot, window)
    assert window.travel.history.can_go[0]
    window.desk.wanted_form = "page"
    window.desk.toggle_form()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.contents.currentIndex() == last)


def test_a_place_given_at_the_start_is_where_the_window_opens(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(Place("sample-study", "es", "companion", page=1))
    assert window.stack.currentWidget() is window.page_view
    assert window.page_view.pages() >= 1
    assert window.document_bar.page.text()
    assert "Estudio de muestra" in window.windowTitle()


def test_page_keys_turn_what_is_read_from_the_search_field_too(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(Place("sample-guide", "en", "companion"))
    window.field.setFocus()
    qtbot.waitUntil(window.field.hasFocus)
    bar = window.page_view.verticalScrollBar()
    QTest.keyClick(window.field, Qt.Key.Key_PageDown)
    below = bar.value()
    assert below > 0
    QTest.keyClick(window.field, Qt.Key.Key_PageUp)
    assert bar.value() < below
    assert window.field.hasFocus()
    window.resize(800, 400)
    window.go_home()
    qtbot.waitUntil(lambda: window.home.verticalScrollBar().maximum() > 0)
    QTest.keyClick(window.field, Qt.Key.Key_PageDown)
    assert window.home.verticalScrollBar().value() > 0, "home too"


def test_find_in_this_document_looks_only_there(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(Place("sample-guide", "en", "companion"))
    window.actions_.all["find"].trigger()
    search(qtbot, window, "the")
    assert {h.place.document for h in window.search_panel.hits()} <= {"sample-guide"}
    assert window.search_panel.here.isChecked()


def test_going_to_a_printed_page(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(Place("sample-guide", "en", "companion"))
    field = window.document_bar.page
    facts = window.page_view.facts
    assert facts is not None
    field.asked.emit(str(facts.labels[-1]))
    settle(qtbot, window)
    assert window.page_view.page() == len(facts.sizes)
    field.asked.emit("mccxxxiv")
    assert "mccxxxiv" in window.frame.said


def test_going_to_a_page_while_text_is_read(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    window.go_to(Place("sample-guide", "en", "companion"), form="text")
    settle(qtbot, window)
    field, facts = window.document_bar.page, window.page_view.facts
    assert facts is not None
    assert window.session is not None
    assert not field.isVisible()
    end = window.session.section_texts("sample-guide/en/companion")[-1]
    for page in range(1, len(facts.sizes) + 1):
        there = window.session.page_to_place("sample-guide/en/companion", page, 0.0)
        window.actions_.all["page"].trigger()
        assert field.isVisible()
        field.setText(str(facts.labels[page - 1]))
        QTest.keyClick(field, Qt.Key.Key_Return)
        settle(qtbot, window)
        assert window.desk.form == "text"
        assert window.text_view.sees(*((there.section or "", there.offset) if there else (end.slug, end.blocks[-1].start)))
        assert not field.isVisible()
    assert window.travel.history.can_go[0]


def test_what_is_not_held_is_said(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    window.go_to(Place("no-such", "en", "official"))
    assert "no-such/en/official" in window.frame.said
    assert window.stack.currentWidget() is window.home


def test_links_go_inside_and_addresses_are_only_shown(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(Place("sample-guide", "en", "companion"))
    window.text_view.followed.emit("sample-study")
    settle(qtbot, window)
    assert window.desk.edition is not None
    assert window.desk.edition.id == "sample-study/en/companion"
    window.text_view.followed.emit("https://example.org/")
    (box,) = children(window, AddressBox)
    box.copy.click()
    assert QGuiApplication.clipboard().text() == "https://example.org/"


def test_typing_before_the_index_is_open_is_not_lost(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    window.opening.searchable = False
    window.search_panel.set_building(1, 9)
    window.search_panel.set_ready()
    search(qtbot, window, "visit")
    assert window.search_panel.total > 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_home_shows_the_shelf_and_opens_what_is_clicked(qtbot: QtBot, open_window: MakeWindow, language: str) -> None:
    window = open_window(language=language)
    buttons = {b.property("edition"): b for b in children(window.home, QPushButton) if b.property("edition")}
    assert set(buttons) == {f"{d}/{lang}/companion" for d in ("sample-guide", "sample-study") for lang in ("en", "es")}
    assert all(b.accessibleName() for b in buttons.values())
    QTest.mouseClick(buttons[f"sample-study/{language}/companion"], Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.desk.edition is not None
    assert window.desk.edition.language == language


def test_the_language_changes_while_running(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    window.go_to(Place("sample-guide", "en", "companion"))
    settle(qtbot, window)
    spanish = next(a for a in window.actions_.languages.actions() if a.data() == "es")
    spanish.trigger()
    qtbot.waitUntil(lambda: window.field.accessibleName() == "Buscar en la biblioteca")
    settle(qtbot, window)
    assert window.side.tabText(0) == "Contenido"
    assert window.actions_.all["home"].text() == "Inicio"
    assert window.windowTitle() == "Sample guide"
    window.go_home()
    assert window.windowTitle() == "Biblioteca mínima"


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_appearance_changes_while_running(qtbot: QtBot, open_window: MakeWindow, appearance: str) -> None:
    window = open_window(appearance=appearance)
    search(qtbot, window, "visit")
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    for action in window.actions_.appearances.actions():
        action.trigger()
        settle(qtbot, window)
        assert not window.grab().isNull()


def test_the_names_that_tests_from_outside_use(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(Place("sample-guide", "en", "companion"))
    names = {one.accessibleName() for one in children(window, QWidget)}
    assert {
        "Search the library",
        "Results",
        "Contents",
        "Home",
        "Side panel",
        "Back",
        "Forward",
        "Find in this document",
        "Page view",
        "Text view",
    } <= names


def test_the_side_panel_gives_way_so_that_home_is_not_cut(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(language="es")
    window.resize(1280, 900)
    search(qtbot, window, "visita")
    assert window.at_home
    assert window.side.width() == side_width(1280)
    window.resize(800, 600)
    qtbot.waitUntil(lambda: window.side.width() <= max(side_width(800), window.side.tabBar().sizeHint().width() + 24))
    seen = window.home.viewport()
    qtbot.waitUntil(lambda: window.home.widget().width() <= seen.width())
    for button in (b for b in children(window.home, QPushButton) if b.isVisible()):
        assert button.mapTo(window.home.widget(), button.rect().topRight()).x() < seen.width()
    window.resize(1280, 900)
    assert window.side.width() <= side_width(1280)


def test_home_says_that_the_library_is_being_made_ready(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    assert not window.home._wait.isVisible()
    home = Home()
    qtbot.addWidget(home)
    home.show()
    home.set_building(3, 40)
    assert home._wait.isVisible()
    assert home._wait.text() == "Getting the library ready: 3 of 40"
    home.set_ready()
    assert not home._wait.isVisible()


def tab_stops(window: Window) -> list[QWidget]:
    found: list[QWidget] = [window.field]
    while (following := found[-1].nextInFocusChain()) is not None and following is not window.field:
        found.append(following)
    return found


def test_tab_goes_as_the_eye_does(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: not window.home.filling)
    stops = tab_stops(window)
    panel, bar = window.search_panel, window.document_bar
    cards = [b for b in children(window.home, QPushButton) if b.property("edition")]
    for order in (
        [panel.here, panel.head.instead, panel.list],
        [bar._hit_widgets[0], bar._hit_widgets[2], bar._hit_widgets[3], bar.page, bar._size_widgets[0], bar._form],
        [window.home._jump, *cards],
    ):
        places = [stops.index(widget) for widget in order]
        assert places == sorted(places)


_ROLE = QAccessible.Role
_NAMED = {
    _ROLE.Button, _ROLE.CheckBox, _ROLE.EditableText, _ROLE.Tree, _ROLE.List, _ROLE.PageTab, _ROLE.MenuItem, _ROLE.RadioButton,
    _ROLE.ComboBox, _ROLE.ButtonMenu,
}  # fmt: skip


def nameless(found: QAccessibleInterface, path: str = "") -> list[str]:
    here = f"{path}/{found.role().name}:{found.text(QAccessible.Text.Name)}"
    hidden = found.state().invisible  # type: ignore[attr-defined]
    wrong = [here] if found.role() in _NAMED and not hidden and not found.text(QAccessible.Text.Name).strip() else []
    children = [found.child(number) for number in range(found.childCount())]
    return wrong + [name for child in children if child.isValid() for name in nameless(child, here)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_control_has_a_name(qtbot: QtBot, open_window: MakeWindow, language: str) -> None:
    window = open_window(language=language)
    assert nameless(QAccessible.queryAccessibleInterface(window)) == []
    search(qtbot, window, "visit")
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    window.contents.setCurrentIndex(window.contents.contents.index(0, 0))
    assert [n for n in nameless(QAccessible.queryAccessibleInterface(window)) if "TreeItem" not in n] == []


@pytest.mark.parametrize("width", [640, 900, 1280])
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_wider_than_the_window_and_no_words_are_cut(qtbot: QtBot, open_window: MakeWindow, language: str, width: int) -> None:
    window = open_window(language=language)
    window.resize(width, 430)
    search(qtbot, window, "visita" if language == "es" else "visit")
    QTest.keyClick(window.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.width() == width
    for label in (w for w in children(window, QLabel) if w.isVisible() and not w.wordWrap() and w is not window.document_bar.title):
        assert label.width() >= label.sizeHint().width() - 1, label.text()
    field = window.document_bar.page
    assert field.fontMetrics().horizontalAdvance(field.text()) < field.width()
