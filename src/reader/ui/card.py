"""One document of the shelf as a card: cover, title, who and when, what the library holds of it, and buttons that open that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.library import Document, Edition
from reader.ui import theme
from reader.ui.cover import Cover
from reader.ui.plain_buttons import Link, Opener


class Kind(QLabel):
    """What kind of edition a row holds: on one line where there is room, else wrapped, so that no button is cut off."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """The whole line; Qt would wrap a wrapping label at a quarter of its own idea of a line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())


class Card(QFrame):
    """Emits the edition to open; a click anywhere opens the one in the reader's language. `number` counts from 1; 0 is none."""

    open_edition = Signal(object)
    how_to_add = Signal(object)  # Document
    left = Signal(int)  # by an arrow key: -1 upward, 1 downward

    def __init__(self, document: Document, language: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._document, self._language = document, language
        self._buttons: list[Opener] = []
        self._main = self._best()
        self._width = 0
        self.setAccessibleName(document.title(language))
        pdf = next((e.pdf for e in self._by_wish() if e.pdf is not None), None)
        self.cover = Cover(document.title(language), number, pdf, self)
        self._across = across = QHBoxLayout(self)
        across.setContentsMargins(16, 16, 18, 14)
        across.setSpacing(18)
        across.addWidget(self.cover, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        across.addLayout(column, 1)
        self._add_words(column, number)
        column.addSpacing(4)
        self._add_held(column)
        column.addStretch(1)
        if self._main is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_width(self, width: int) -> None:
        """How wide it is, in pixels. Its height is found here and once, since asking every card at every change costs a frame."""
        if width == self._width:
            return
        self._width = width
        children = cast("list[QWidget]", self.findChildren(QWidget))
        for child in children:
            child.ensurePolished()  # the style sheet has its say in how much room a button needs
        self.setFixedSize(width, self._across.totalHeightForWidth(width))

    def focus_first(self) -> None:
        """Put the reader on the card's first button."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def buttons(self) -> Sequence[Opener]:
        """In the order in which they stand."""
        return self._buttons

    def _by_wish(self) -> list[Edition]:
        """The reader's language first, and in a language the publisher's own."""
        return sorted(self._document.editions, key=lambda e: (e.language != self._language, e.kind != "official"))

    def _best(self) -> Edition | None:
        held = [e for e in self._by_wish() if e.forms]
        return held[0] if held else None

    def _line(self, text: str, *, muted: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if muted:
            label.setObjectName("muted")
        return label

    def _add_words(self, column: QVBoxLayout, number: int) -> None:
        document, language = self._document, self._language
        words = document.title(language)
        title = self._line(f"{number}. {words}" if number else words)
        font = theme.reading_font(13.5)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        column.addWidget(title)
        if language not in document.titles and language in document.translated:
            original = next(iter(document.titles.values()))
            column.addWidget(self._line(self.tr("Our rendering of the title. Original: {title}").format(title=original), muted=True))
        column.addWidget(self._line(about(document, language), muted=True))
        summary = document.summary.get(language) or document.summary.get("en", "")
        if summary and self._main is not None:
            column.addWidget(self._line(summary))

    def _add_held(self, column: QVBoxLayout) -> None:
        names = {"official": self.tr("Official edition"), "companion": self.tr("Our companion guide")}
        for kind, name in names.items():
            held = [e for e in self._document.editions if e.kind == kind and e.forms]
            if held:
                column.addLayout(self._row(name, held))
        if not any(e.kind == "official" for e in self._document.editions):
            column.addLayout(self._missing())

    def _row(self, name: str, held: list[Edition]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Kind(name, self))
        row.addSpacing(4)
        for edition in sorted(held, key=lambda e: e.language != self._language):
            row.addWidget(self._button(edition, name))
        row.addStretch(1)
        return row

    def _missing(self) -> QHBoxLayout:
        missing = self.tr("Official edition: not held in this library")
        kind = Kind(missing, self)
        kind.setObjectName("muted")
        link = Link(self.tr("How to add it"), self)
        link.setAccessibleName(f"{self._document.title(self._language)}: {missing}. {link.text()}")
        link.clicked.connect(self._ask_how)
        self._take(link)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(kind)
        row.addWidget(link)
        row.addStretch(1)
        return row

    def _button(self, edition: Edition, kind: str) -> Opener:
        button = Opener(own_name(edition.language), self)
        if edition is self._main:
            button.setObjectName("main")
        button.setAccessibleName(f"{self._document.title(self._language)}: {kind}, {own_name(edition.language)}")
        button.setProperty("edition", edition.id)
        button.clicked.connect(self._clicked)
        self._take(button)
        return button

    def _take(self, button: Opener) -> None:
        button.arrow.connect(self._go)
        self._buttons.append(button)

    @Slot()
    def _clicked(self) -> None:
        wanted = self.sender().property("edition")
        found = next((e for e in self._document.editions if e.id == wanted), None)
        if found is not None:
            self.open_edition.emit(found)

    @Slot()
    def _ask_how(self) -> None:
        self.how_to_add.emit(self._document)

    @Slot(int, int)
    def _go(self, across: int, down: int) -> None:
        """Left and right within the card; up and down, and past its ends, to another one."""
        here = next((i for i, button in enumerate(self._buttons) if button is self.sender()), 0)
        if across and 0 <= here + across < len(self._buttons):
            self._buttons[here + across].setFocus(Qt.FocusReason.TabFocusReason)
        elif down:
            self.left.emit(down)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the edition in the reader's language."""
        if event.button() == Qt.MouseButton.LeftButton and self._main is not None and self.rect().contains(event.position().toPoint()):
            self.open_edition.emit(self._main)


def own_name(language: str) -> str:
    """A language by its own name: whoever needs it can read it."""
    return {"en": "English", "es": "Español"}.get(language, language)


def about(document: Document, language: str) -> str:
    """Who, when and in which languages it is known to be published; what is not established is said so."""
    names = {"en": QCoreApplication.translate("Card", "known in English"), "es": QCoreApplication.translate("Card", "known in Spanish")}
    publisher = document.publisher_in(language)
    who = list(dict.fromkeys(part for part in (", ".join(document.authors), publisher) if part))
    published = [names.get(code, code) for code in document.published_languages]
    year = document.year_in(language)
    if not (who or year or published):
        return QCoreApplication.translate("Card", "Author, year and language not established")
    parts = who or [QCoreApplication.translate("Card", "Author not established")]
    parts.append(year or QCoreApplication.translate("Card", "year not established"))
    parts.append(", ".join(published) or QCoreApplication.translate("Card", "language not established"))
    return " · ".join(parts)
