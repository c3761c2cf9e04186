"""User guide, shortcut sheet, About, what is said when the program fails, and a later start that reaches this window."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget

from reader.instance import Instance
from reader.library import load
from reader.log import Log, watch
from reader.sections import parse
from reader.ui.about import About
from reader.ui.actions import Actions
from reader.ui.doorbell import Doorbell
from reader.ui.help import Help
from reader.ui.language import Translators
from reader.ui.menus import Menus
from reader.ui.shortcuts import ShortcutSheet, keys
from reader.ui.text_dialog import TextDialog
from reader.ui.trouble import DetailsDialog, Trouble, TroubleBox
from reader.versions import PARTS
from tests.test_rules import ROOT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from reader.paths import Paths
    from reader.ui.window import Window
    from tests.ui.conftest import MakeWindow

# Of the actions that other parts of the window bring; each leaves this list when it has come.
NAMES = {
    "plus": "+", "más": "+", "minus": "-", "menos": "-", "Mayús": "Shift", "Inicio": "Home", "Left arrow": "Left", "Right arrow": "Right",
    "Flecha izquierda": "Left", "Flecha derecha": "Right",
}  # fmt: skip


@pytest.fixture
def main(qtbot: QtBot, qapp: QApplication) -> QMainWindow:
    """A window that holds nothing."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    translators = Translators(qapp)
    translators.use("es")
    yield
    translators.use("en")


def table_of_keys(language: str) -> list[str]:
    """The first column of the guide's table of shortcuts, as Qt writes keys."""
    library = load(ROOT / "content")
    edition = library.user_guide(language)
    assert edition is not None
    section = edition.section("keyboard")
    assert section is not None
    blocks = parse("keyboard", section.path.read_text("utf-8")).blocks
    found = [b.text for b in blocks if b.kind == "cell" and b.table == 1 and b.row > 0 and b.column == 0]
    return ["+".join(NAMES.get(part, part) for part in text.split("+")) for text in found]


def keys_of_actions(main: QMainWindow) -> set[str]:
    """Every key of the program's commands, portably written."""
    every = Actions(main, Menus(main)).all.values()
    return {key.toString(QKeySequence.SequenceFormat.PortableText) for action in every for key in action.shortcuts()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_shortcut_of_the_guide_is_one_of_the_program(main: QMainWindow, language: str) -> None:
    told, held = table_of_keys(language), keys_of_actions(main)
    assert len(told) == len(set(told)) >= 17
    assert set(told) - held == set()


def test_the_guide_tells_the_same_shortcuts_in_both_languages() -> None:
    assert table_of_keys("en") == table_of_keys("es")


def open_dialog(qtbot: QtBot, dialog: TextDialog) -> str:
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.windowTitle()))
    return dialog.text.toPlainText()


def test_the_shortcut_sheet_holds_every_command_with_keys(qtbot: QtBot, main: QMainWindow, qapp: QApplication, spanish: None) -> None:
    menus = Menus(main)
    act = Actions(main, menus)
    sheet = ShortcutSheet(menus.all, act.all, main)
    text = open_dialog(qtbot, sheet)
    with_keys = [action for action in act.all.values() if action.shortcuts()]
    assert len(with_keys) > 10
    for action in with_keys:
        assert action.text() in text
        assert keys(action) in text
    assert "Buscar en la biblioteca" in text
    assert sum(len(commands) for _, commands in sheet.groups()) == len(with_keys)
    assert not any("&" in name for name, _ in sheet.groups())
    lone = act.all["home"]
    menus.all["file"].removeAction(lone)
    assert sheet.groups()[-1][1] == [(lone.text(), keys(lone))]
    sheet.close()


def test_about_holds_parts_licences_and_every_edition(qtbot: QtBot, main: QMainWindow) -> None:
    library = load(ROOT / "content")
    text = open_dialog(qtbot, about := About(library, "en", main))
    for part in PARTS:
        assert part.name in text
        assert part.version in text
        assert part.text in text
    assert str(ROOT) in text
    assert text.count("CC BY 4.0; may be passed on. Stated by Partner Reader project, 2026-11-22.") == len(list(library.editions))
    for document in library.documents:
        assert document.title("en") in text
    assert text.count("The official edition is not held") == 10
    about.close()


def test_about_says_what_is_known_of_an_added_file(qtbot: QtBot, main: QMainWindow, own_library: Callable[[], Path]) -> None:
    root = own_library()
    record = root / "content" / "sample-guide" / "document.toml"
    entry = {
        "language": "en",
        "kind": "official",
        "may_pass_on": "unknown",
        "source": "A drive.",
        "said_on": "2026-01-02",
        "sha256": "ab" * 32,
    }
    (record.parent / "official.en.pdf").write_bytes(b"%PDF-1.4")
    lines = "\n".join(f'{name} = "{value}"' for name, value in entry.items())
    record.write_text(record.read_text("utf-8") + f"\n[[editions]]\n{lines}\n", "utf-8")
    text = open_dialog(qtbot, about := About(load(root / "content"), "en", main))
    assert "Official edition, English. rights not stated; whether it may be passed on is not known." in text
    assert "Stated by name not recorded, 2026-01-02. Source: A drive. Checksum (SHA-256) begins abababababababab." in text
    about.close()


def test_before_the_library_is_read_about_speaks_of_the_program(qtbot: QtBot, main: QMainWindow) -> None:
    text = open_dialog(qtbot, about := About(None, "en", main))
    assert "The library is not open yet." in text
    about.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_dialogs_are_named_fit_a_small_screen_and_close_by_escape(
    qtbot: QtBot, main: QMainWindow, qapp: QApplication, language: str, request: pytest.FixtureRequest
) -> None:
    if language == "es":
        request.getfixturevalue("spanish")
    menus = Menus(main)
    act = Actions(main, menus)
    for dialog in (ShortcutSheet(menus.all, act.all, main), About(load(ROOT / "content"), language, main), DetailsDialog("x", main)):
        open_dialog(qtbot, dialog)
        named: list[QWidget] = [dialog.field, dialog.text, dialog.copy]
        assert all(w.accessibleName() or getattr(w, "text", str)() for w in named)
        # 1024 by 600 pixels at 200 %, less the frame.
        small = QSize(512, 300) - QSize(24, 56)
        assert dialog.minimumSizeHint().boundedTo(small) == dialog.minimumSizeHint()
        with qtbot.waitSignal(dialog.finished):
            QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_text_dialog_finds_and_copies(qtbot: QtBot, main: QMainWindow) -> None:
    dialog = DetailsDialog("one two\nthree two", main)
    open_dialog(qtbot, dialog)
    QTest.keyClicks(dialog.field, "two")
    first = dialog.text.textCursor().selectionStart()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    second = dialog.text.textCursor().selectionStart()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert first < second
    assert dialog.text.textCursor().selectionStart() == first
    assert dialog.isVisible()  # Enter found, and did not close
    QTest.keyClicks(dialog.field, "x")
    assert dialog.said == "Not found"
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "one two\nthree two"
    dialog.close()


def test_a_text_dialog_follows_language_and_keeps_its_text_selectable(qtbot: QtBot, main: QMainWindow, qapp: QApplication) -> None:
    menus = Menus(main)
    sheet = ShortcutSheet(menus.all, Actions(main, menus).all, main)
    open_dialog(qtbot, sheet)
    flags = sheet.text.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    translators = Translators(qapp)
    translators.use("es")
    menus.retranslate()
    qtbot.waitUntil(lambda: "Archivo" in ShortcutSheet(menus.all, {}, main).groups()[0][0])
    translators.use("en")
    sheet.close()


# -- when the program fails -------------------------------------------------------------------------------------------


def fail(log: Log, words: str) -> None:
    try:
        raise KeyError(words)
    except KeyError as error:
        log.note_error(KeyError, error, error.__traceback__)
    assert log.on_error is not None
    log.on_error()


def box_of(qtbot: QtBot, trouble: Trouble) -> TroubleBox:
    """The box once it is there."""
    qtbot.waitUntil(lambda: trouble.box is not None)
    assert trouble.box is not None
    return trouble.box


def test_one_calm_sentence_for_any_number_of_errors(qtbot: QtBot, main: QMainWindow) -> None:
    log = Log()
    trouble = Trouble(log, lambda: None, main)
    for _ in range(3):
        fail(log, "zapatos secretos")
    box = box_of(qtbot, trouble)
    assert box.text() == "The program made a mistake; you can go on reading, and what you saved is safe."
    QTest.mouseClick(box.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "error KeyError" in copied
    assert "zapatos" not in copied
    assert box.isVisible()
    assert box.informativeText().startswith("Copied")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: trouble.box is None)
    fail(log, "again")
    box_of(qtbot, trouble).reject()


def test_an_error_while_the_window_was_made_is_told_once_it_is_there(qtbot: QtBot, main: QMainWindow) -> None:
    log = Log()
    log.errors = 1
    trouble = Trouble(log, lambda: None, main)
    box_of(qtbot, trouble).reject()


def test_an_exception_in_a_slot_reaches_the_reader(qtbot: QtBot, main: QMainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(sys, "excepthook", lambda *error: None)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    log = Log()
    watch(log)
    trouble = Trouble(log, lambda: None, main)
    words: dict[str, int] = {}
    QTimer.singleShot(0, lambda: words["zapatos"])
    box_of(qtbot, trouble).reject()
    assert log.errors == 1
    assert "zapatos" not in trouble.details()


def help_of(window: Window) -> Help:
    return next(child for child in window.children() if isinstance(child, Help))


def test_details_of_a_real_window_hold_no_word_of_what_was_read_or_searched(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    helped = help_of(window)
    QTest.keyClicks(window.field, "convocatoria")
    qtbot.waitUntil(lambda: window.settled and bool(window.search_panel.hits()), timeout=10_000)
    hit = window.search_panel.hits()[0]
    window.go_to(hit.place, hit.terms, hit=True)
    qtbot.waitUntil(lambda: window.settled, timeout=10_000)
    fail(helped.trouble._log, f"{window.windowTitle()} {window.field.text()}")
    text = helped.trouble.details()
    assert "documents: 2" in text
    assert "convocatoria" not in text
    assert window.library is not None
    for document in window.library.documents:
        assert document.id not in text
        assert document.title("en") not in text
    assert str(Path.home()) not in text
    box_of(qtbot, helped.trouble).reject()


def test_help_opens_what_its_actions_say(qtbot: QtBot, open_window: MakeWindow) -> None:
    window = open_window()
    helped = help_of(window)
    helped.open_guide()
    assert window.frame.said == "This library holds no user guide."
    for open_, kind in ((helped.open_shortcuts, ShortcutSheet), (helped.open_about, About), (helped.trouble.copy_details, DetailsDialog)):
        open_()
        dialog = next(child for child in window.children() if isinstance(child, kind))
        assert dialog.isVisible()
        with qtbot.waitSignal(dialog.destroyed):
            dialog.reject()


# -- a later start ----------------------------------------------------------------------------------------------------


unix = pytest.mark.skipif(sys.platform == "win32", reason="sockets of Unix")
# The off-screen platform has no other windows to come before.
no_raise = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)", extend=True)


@pytest.fixture
def first(built: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Instance]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    instance = Instance(built)
    assert instance.enter("")
    yield instance
    instance.close()


@unix
@no_raise
def test_a_later_start_brings_the_window_to_its_place(qtbot: QtBot, open_window: MakeWindow, built: Paths, first: Instance) -> None:
    window = open_window()
    bell = Doorbell(first, window)
    window.showMinimized()
    with qtbot.waitSignal(bell.place_asked) as asked:
        assert not Instance(built).enter("sample-study/es/companion")
    assert asked.args == ["sample-study/es/companion"]
    assert not window.isMinimized()
    qtbot.waitUntil(lambda: window.desk.edition is not None and window.settled)
    assert window.desk.edition is not None
    assert window.desk.edition.id == "sample-study/es/companion"
    with qtbot.waitSignal(bell.place_asked):
        assert not Instance(built).enter("")  # only forward
    assert window.desk.edition.id == "sample-study/es/companion"
    with qtbot.waitSignal(bell.place_asked):
        assert not Instance(built).enter("nonsense")
    assert "names no place" in window.frame.said
    bell.close()


@unix
@no_raise
def test_a_call_while_the_library_is_being_read_is_answered_then(
    qtbot: QtBot, open_window: MakeWindow, built: Paths, first: Instance
) -> None:
    window = open_window()
    session, window.opening.session = window.opening.session, None
    bell = Doorbell(first, window)
    with qtbot.waitSignal(bell.place_asked):
        assert not Instance(built).enter("sample-study/en/companion")
    assert window.at_home
    window.opening.session = session
    window.opening.session_made.emit(session)
    qtbot.waitUntil(lambda: not window.at_home and window.settled)
    bell.close()
