"""A small card beside a word of the text: what a source is, or what a term means; Escape, or a click elsewhere, puts it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.ui import theme
from reader.ui.text.document import source_said

if TYPE_CHECKING:
    from reader.glossary import Entry
    from reader.library import Source

_ROLE = QPalette.ColorRole
_WIDEST = 27.0  # em
_LARGEST = 2.0  # times the plain size; the card must fit beside the text
_GAP = 4  # pixels between it and the word


class _Button(QPushButton):
    """Closes the card and does something; a class, since PySide 6.8 crashes when a widget with a nested function as slot is deleted."""

    def __init__(self, name: str, call: Callable[[], None], note: Note) -> None:
        super().__init__(name, note)
        self._call, self._note = call, note
        self.setAutoDefault(True)
        # A screen reader says the description of what has the focus, and so the whole of the card.
        self.setAccessibleDescription(note.accessibleDescription())
        self.clicked.connect(self._pressed)

    @Slot()
    def _pressed(self) -> None:
        self._note.close()
        self._call()


class Note(QFrame):
    """`head` names it, `lines` say it (a faint one begins with a blank), each of `buttons` has a name and what it does."""

    closed = Signal()

    def __init__(
        self, parent: QWidget, head: str, lines: Sequence[str], buttons: Sequence[tuple[str, Callable[[], None]]], zoom: float = 1.0
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(head)
        self.setAccessibleDescription("\n".join(lines))
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        palette = self.palette()
        palette.setColor(_ROLE.WindowText, palette.color(_ROLE.Dark))  # which is the colour of the frame
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(_ROLE.Base)
        points = theme.interface_font().pointSizeF() * min(max(zoom, 1.0), _LARGEST)
        column = self._column = QVBoxLayout(self)
        self._labels = [self._label(head, points, head=True), *(self._label(line, points) for line in lines)]
        for label in self._labels:
            column.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        self.buttons = [_Button(name, call, self) for name, call in buttons]
        for button in self.buttons:
            button.setFont(theme.interface_font(points * 0.94))
            row.addWidget(button)
        column.addLayout(row)
        em = self._labels[0].fontMetrics().height()
        column.setContentsMargins(em * 3 // 4, em * 3 // 5, em * 3 // 4, em * 3 // 5)
        column.setSpacing(em // 3)
        width = round(em * _WIDEST * 0.75)
        screen = self.screen().availableGeometry()
        self.setFixedWidth(min(width, screen.width() - 2 * em))

    def _label(self, words: str, points: float, *, head: bool = False) -> QLabel:
        label = QLabel(words.strip(), self)
        font = theme.interface_font(points * (0.86 if head else 1.0))
        font.setWeight(QFont.Weight.DemiBold if head else QFont.Weight.Normal)
        label.setFont(font)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setForegroundRole(_ROLE.Accent if head else _ROLE.PlaceholderText if words.startswith(" ") else _ROLE.Text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def show_by(self, word: QRect) -> None:
        """Below the word (in pixels of the screen), above it where there is no room."""
        self.adjustSize()
        screen, height = self.screen().availableGeometry(), self._column.totalHeightForWidth(self.width())
        self.resize(self.width(), height)
        x = min(max(word.left(), screen.left()), screen.right() - self.width())
        below = word.bottom() + _GAP
        above = word.top() - _GAP - height
        self.move(QPoint(x, below if below + height <= screen.bottom() or above < screen.top() else above))
        self.show()
        (self.buttons[0] if self.buttons else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; so does Return where there is no button to press."""
        if event.key() == Qt.Key.Key_Escape or (not self.buttons and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tells whoever opened it."""
        super().closeEvent(event)
        self.closed.emit()


def of_source(number: int, sources: Mapping[str, Source], key: str, language: str) -> tuple[str, list[str], str]:
    """The head and the lines for a source, and its address."""
    what, address = source_said(sources, key, language)
    lines = [what, *([address] if address else [])]
    if address and not sources[key].exact:
        lines.append(" " + QCoreApplication.translate("Note", "Only the site is known, not the exact page."))
    return QCoreApplication.translate("Note", "Source {number}").format(number=number), lines, address


def of_term(entry: Entry, language: str) -> tuple[str, list[str]]:
    """The head and the lines for a term: what it means, and its forms in the other language, ours called so."""
    other = "en" if language == "es" else "es"
    proposed = QCoreApplication.translate("Note", "{form} (our proposal)")
    forms = "; ".join(proposed.format(form=form) if entry.is_proposed(form) else form for form in entry.forms[other])
    if other == "es":
        said = QCoreApplication.translate("Note", "In Spanish: {forms}")
    else:
        said = QCoreApplication.translate("Note", "In English: {forms}")
    definition = entry.definition.get(language) or entry.definition["en"]
    return entry.name(language), [definition, " " + said.format(forms=forms)]


def copy_address() -> str:
    """The name of a button."""
    return QCoreApplication.translate("Note", "Copy address")


def go_to_list() -> str:
    """The name of a button."""
    return QCoreApplication.translate("Note", "Go to the list")
