"""Every appearance measured on pictures of the real window: letters, boxes, lit words, focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPropertyAnimation, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPalette, QTextBlock, QTextCursor, QTextFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QTextBrowser,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.library import Place
from reader.sections import Block, Mark, assemble
from reader.ui import inks, palettes, theme
from reader.ui.dialogs import AddressBox
from reader.ui.focus_frame import FocusFrame
from reader.ui.models import HIT_ROLE
from reader.ui.motion import Motion, system_reduces
from reader.ui.text.lit import Lit
from reader.ui.window import Window
from tests.ui import contrast
from tests.ui.conftest import MakeWindow
from tests.ui.test_window import children, search, settle

Choose = Callable[[Window, str], None]
TEXT, READING, FOCUS = 4.5, 7.0, 3.0


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Iterator[Choose]:
    """Shows a window in one of the palettes, whatever the system says."""
    name = ["light"]
    monkeypatch.setattr(theme, "resolved", lambda _appearance: name[0])

    def chosen(window: Window, wanted: str) -> None:
        name[0] = wanted
        window.outlook.choose("system")
        QApplication.processEvents()

    yield chosen
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setPalette(theme.palette(dark=False))


def least(name: str, *, reading: bool = False) -> float:
    return READING if reading or name in ("contrast", "night") else TEXT


def words_of(widget: QWidget) -> QRect | None:
    """Where a widget shows letters; None where it shows none."""
    if isinstance(widget, QLabel):
        return widget.contentsRect() if widget.text().strip() else None
    if isinstance(widget, QToolButton):
        return widget.rect().adjusted(5, 5, -5, -5)
    if isinstance(widget, QAbstractButton):
        return widget.rect().adjusted(24 if widget.isCheckable() else 8, 5, -5, -5) if widget.text() else None
    if isinstance(widget, QLineEdit):
        return widget.rect().adjusted(30, 5, -30, -5)
    return None


def faint(window: QWidget, name: str) -> list[str]:
    """The widgets whose letters are too faint."""
    image, found = contrast.grab(window), []
    for widget in children(window, QWidget):
        rect = words_of(widget) if widget.isVisible() else None
        if rect is None or not widget.visibleRegion().boundingRect().contains(rect):
            continue
        # What cannot be used need not stand out, but in high contrast it must be read all the same.
        wanted = least(name) if widget.isEnabled() else TEXT if name in ("contrast", "night") else FOCUS
        got = contrast.of_text(image, contrast.within(window, widget, rect))
        if got < wanted:
            found.append(f"{name}: {type(widget).__name__} {widget.objectName()} {widget.accessibleName()} {got:.2f} < {wanted}")
    return found


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """The stretches of a paragraph that are set alike."""
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def faint_text(window: Window, view: QTextBrowser, name: str) -> list[str]:
    """The stretches of a text that are too faint on what they stand on."""
    image, found = contrast.grab(window), []
    block = view.document().begin()
    while block.isValid():
        for piece in fragments(block):
            start, end = QTextCursor(block), QTextCursor(block)
            start.setPosition(piece.position())
            end.setPosition(piece.position() + min(piece.length(), 4))
            first, last = view.cursorRect(start), view.cursorRect(end)
            rect = QRect(first.topLeft(), last.bottomRight()) if first.top() == last.top() else first.adjusted(0, 0, 12, 0)
            if piece.text().strip() and view.viewport().rect().contains(rect):
                small = view.font().pointSizeF() and piece.charFormat().font().pointSizeF() < 11
                got = contrast.of_text(image, contrast.within(window, view.viewport(), rect))
                wanted = least(name, reading=not small)
                if got < wanted:
                    found.append(f"{name}: {piece.text()[:20]!r} {got:.2f} < {wanted}")
        block = block.next()
    return found


def text_with_everything(window: Window) -> None:
    """Lit words, the current one, both boxes, a link, a table."""
    window.go_to(Place("sample-guide", "en", "companion"), form="text")
    lines = [
        Block("heading", "What stands here", 0, level=1),
        Block("paragraph", "Plain words, lit words, and the current word of all.", 17, (Mark(0, 11, "link", "https://example.org"),)),
        Block("paragraph", "Think about how it fits.", 70, callout="suggestion", callout_id=1),
        Block("paragraph", "Who has asked this before?", 95, callout="question", callout_id=2),
        Block("paragraph", "Words after the boxes.", 122),
    ]
    window.text_view.set_text([assemble("one", lines)], {}, "en")
    window.text_view.set_lit([Lit("one", 30, 33), Lit("one", 49, 56), Lit("one", 76, 81)], now=1)


def test_every_appearance_can_be_read(qtbot: QtBot, open_window: MakeWindow, choose: Choose) -> None:
    window = open_window()
    found = []
    for name in palettes.NAMES:
        choose(window, name)
        window.field.clear()
        window.go_home()
        settle(qtbot, window)
        # The button that empties the field fades away.
        qtbot.waitUntil(lambda: not children(window.field, QPropertyAnimation))
        found += faint(window, name)
        for part in children(window.home._landing, QTextBrowser):
            found += faint_text(window, part, name)
        search(qtbot, window, "call-in")
        window.go_to(Place("sample-guide", "en", "companion"), window.search_panel.hits()[0].terms)
        settle(qtbot, window)
        qtbot.waitUntil(lambda: not children(window.field, QPropertyAnimation))
        found += faint(window, name) + faint_rows(window, name)
        window.actions_.all["form"].trigger()
        settle(qtbot, window)
        found += faint(window, name)
        text_with_everything(window)
        QApplication.processEvents()
        found += faint_text(window, window.text_view, name)
        box = AddressBox("https://example.org", window)
        box.open()
        found += faint(box, name)
        box.close()
        found += faint_menu(window.menus.all["view"], name)
    assert not found, "\n".join(found)


def faint_rows(window: Window, name: str) -> list[str]:
    """The parts of the results that are too faint: heading, page, snippet with its lit words."""
    image, found, view = contrast.grab(window), [], window.search_panel.list
    index = view.model().index(0, 0)
    line = view.fontMetrics().lineSpacing()
    while index.isValid() and view.viewport().rect().contains(rect := view.visualRect(index)):
        inner = rect.adjusted(14, 8, -14, -8)
        parts = [inner]
        if index.data(HIT_ROLE) is not None:
            parts = [QRect(inner.x(), inner.y() + n * line, inner.width(), line) for n in range(max(1, inner.height() // line))]
        for number, part in enumerate(parts):
            got = contrast.of_text(image, contrast.within(window, view.viewport(), part))
            if got < least(name):
                found.append(f"{name}: result, line {number}: {got:.2f}")
        index = view.indexBelow(index)
    return found


def faint_menu(menu: QMenu, name: str) -> list[str]:
    """The entries of a menu that are too faint, the first of them chosen."""
    menu.resize(menu.sizeHint())
    menu.setActiveAction(menu.actions()[0])
    image = contrast.grab(menu)
    found = []
    for entry in (a for a in menu.actions() if a.text()):
        got = contrast.of_text(image, menu.actionGeometry(entry).adjusted(8, 4, -8, -4))
        if got < (least(name) if entry.isEnabled() else TEXT if name in ("contrast", "night") else FOCUS):
            found.append(f"{name}: {entry.text()} {got:.2f}")
    return found


def test_what_is_too_faint_is_found(open_window: MakeWindow) -> None:
    window = open_window()
    assert not faint(window, "light")
    window.home._page.shelf_head.setStyleSheet("color: #9a9488")
    assert len(faint(window, "light")) == 1


def test_lit_words_keep_their_ink_in_lists(qtbot: QtBot, open_window: MakeWindow, choose: Choose) -> None:
    window = open_window()
    search(qtbot, window, "call-in")
    for name in palettes.NAMES:
        choose(window, name)
        ink = inks.of(theme.named(name))
        found = contrast.colours(contrast.grab(window.search_panel.list), window.search_panel.list.rect())
        assert found[ink.lit.rgb() & 0xFFFFFF] > 100, name
        assert contrast.ratio(ink.lit.rgb() & 0xFFFFFF, ink.lit_text.rgb() & 0xFFFFFF) >= READING
        assert contrast.ratio(ink.lit_now.rgb() & 0xFFFFFF, ink.lit_text.rgb() & 0xFFFFFF) >= least(name)
        assert contrast.ratio(ink.lit_now.rgb() & 0xFFFFFF, ink.lit_line.rgb() & 0xFFFFFF) >= FOCUS


def test_focus_is_seen_in_every_appearance(qtbot: QtBot, open_window: MakeWindow, choose: Choose) -> None:
    window = open_window()
    search(qtbot, window, "call-in")
    window.go_to(Place("sample-guide", "en", "companion"), window.search_panel.hits()[0].terms)
    settle(qtbot, window)
    shown = [window.home, window.page_view]
    found = []
    for name in palettes.NAMES:
        choose(window, name)
        for view in shown:
            window.stack.setCurrentWidget(view)
            found += unseen(window, name)
    assert not found, "\n".join(found)


def unseen(window: Window, name: str) -> list[str]:
    """The controls on which the focus is not seen."""
    found = []
    for widget in children(window, QWidget):
        kinds = (QAbstractButton, QLineEdit)
        if not (isinstance(widget, kinds) and widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
            continue
        if not widget.visibleRegion().boundingRect().contains(widget.rect()):
            continue
        part = contrast.within(window, widget).adjusted(-3, -3, 3, 3)
        window.menuBar().setFocus()
        before = window.grab(part).toImage().convertToFormat(QImage.Format.Format_RGB32)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(widget, QLineEdit):
            widget.deselect()
        after = window.grab(part).toImage().convertToFormat(QImage.Format.Format_RGB32)
        count, side, other = contrast.of_frame(before, after)
        # A line of one pixel round most of the control is the least that counts.
        if count < 0.7 * (widget.width() + widget.height()) or min(side, other) < FOCUS:
            found.append(
                f"{name}: {type(widget).__name__} {widget.objectName()} {widget.accessibleName()}: {count} px, {side:.2f}, {other:.2f}"
            )
    return found


def test_a_view_reached_by_keyboard_is_framed(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    frame = FocusFrame((window.home, window.page_view), window.stack)
    window.field.setFocus()
    for reason, seen in ((Qt.FocusReason.TabFocusReason, True), (Qt.FocusReason.MouseFocusReason, False)):
        before = contrast.grab(window.stack)
        window.home.setFocus(reason)
        assert frame.isVisible() == seen
        if seen:
            assert frame.geometry() == window.home.geometry()
            count, side, other = contrast.of_frame(before, contrast.grab(window.stack))
            assert count > 2 * window.home.width()
            assert min(side, other) >= FOCUS
            window.resize(window.width() - 50, window.height())
            assert frame.geometry() == window.home.geometry()
        window.field.setFocus()
        assert not frame.isVisible()


@pytest.mark.parametrize(
    ("appearance", "dark", "high", "name"),
    [
        ("system", False, False, "light"),
        ("system", True, False, "dark"),
        ("system", False, True, "contrast"),
        ("system", True, True, "night"),
        ("contrast", False, False, "contrast"),
        ("contrast", True, False, "night"),
        ("sepia", True, True, "sepia"),
    ],
)
def test_what_an_appearance_comes_to(monkeypatch: pytest.MonkeyPatch, appearance: str, dark: bool, high: bool, name: str) -> None:
    hints = SimpleNamespace(
        colorScheme=lambda: Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light,
        accessibility=lambda: SimpleNamespace(contrastPreference=lambda: SimpleNamespace(name="HighContrast" if high else "NoPreference")),
    )
    monkeypatch.setattr(theme, "QGuiApplication", SimpleNamespace(styleHints=lambda: hints))
    assert theme.resolved(appearance) == name


def test_the_window_follows_the_system_while_it_runs(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window(appearance="system")
    hints = QGuiApplication.styleHints()
    with qtbot.waitSignal(window.outlook.dressed) as dressed:
        hints.setColorScheme(Qt.ColorScheme.Dark)
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert dressed.args == [window.outlook.colours]
    hints.unsetColorScheme()


def test_a_chosen_appearance_is_told_so_that_it_can_be_kept(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    sepia = next(a for a in window.actions_.appearances.actions() if a.data() == "sepia")
    with qtbot.waitSignals([window.outlook.appearance_chosen, window.outlook.dressed]):
        sepia.trigger()
    assert window.outlook.colours == "sepia"
    assert sepia.isChecked()


def test_palettes_are_known_again() -> None:
    assert [theme.name_of(theme.named(name)) for name in palettes.NAMES] == list(palettes.NAMES)
    foreign = theme.named("dark")
    foreign.setColor(QPalette.ColorRole.Accent, QColor("#123456"))
    assert theme.name_of(foreign) == "dark"


def test_reduced_motion_stops_the_caret_and_gives_it_back(qapp: QApplication) -> None:
    usual = qapp.cursorFlashTime()
    motion = Motion()
    motion.reduce(reduced=True)
    assert qapp.cursorFlashTime() == 0
    motion.reduce(reduced=False)
    assert qapp.cursorFlashTime() == usual > 0
    assert not system_reduces()


def test_trees_open_at_once(open_window: MakeWindow) -> None:
    window = open_window()
    assert not any(tree.isAnimated() for tree in children(window, QTreeView))
