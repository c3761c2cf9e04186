"""One document of the shelf as a card: title, who and when, what the library holds of it, and buttons that open that."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.library import Document, Edition
from reader.ui import theme


class Kind(QLabel):
    """What kind of edition a row holds: on one line where there is room, else wrapped, so that no button is cut off."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """The whole line; Qt would wrap a wrapping label at a quarter of its own idea of a line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())


class Card(QFrame):
    """Emits the edition to open; a click anywhere opens the one in the reader's language."""

    open_edition = Signal(object)

    def __init__(self, document: Document, language: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._document, self._language = document, language
        self._buttons: list[QPushButton] = []
        self._main = self._best()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(4)
        self._add_title(column, number)
        column.addWidget(self._line(about(document), muted=True))
        summary = document.summary.get(language) or document.summary.get("en", "")
        if summary and self._main is not None:
            column.addWidget(self._line(summary))
        column.addSpacing(4)
        self._add_held(column)
        if self._main is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def focus_first(self) -> None:
        """Put the reader on the card's first button."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def buttons(self) -> list[QPushButton]:
        """In the order in which they stand."""
        return self._buttons

    def _best(self) -> Edition | None:
        held = sorted(self._document.editions, key=lambda e: (e.language != self._language, e.kind != "official"))
        return held[0] if held else None

    def _line(self, text: str, *, muted: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if muted:
            label.setObjectName("muted")
        return label

    def _add_title(self, column: QVBoxLayout, number: int) -> None:
        document, language = self._document, self._language
        title = self._line(document.title(language))
        font = theme.reading_font(13.5)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        column.addWidget(title)
        if language not in document.titles and language in document.translated:
            original = next(iter(document.titles.values()))
            column.addWidget(
                self._line(
                    QCoreApplication.translate("Card", "Our rendering of the title. Original: {title}").format(title=original), muted=True
                )
            )
        self.setAccessibleName(document.title(language))
        del number

    def _add_held(self, column: QVBoxLayout) -> None:
        kinds = {
            "official": QCoreApplication.translate("Card", "Official edition"),
            "companion": QCoreApplication.translate("Card", "Our companion guide"),
        }
        for kind, name in kinds.items():
            held = [e for e in self._document.editions if e.kind == kind]
            if held:
                column.addLayout(self._row(name, held))
        if not any(e.kind == "official" for e in self._document.editions):
            column.addWidget(self._line(QCoreApplication.translate("Card", "Official edition: not held in this library"), muted=True))

    def _row(self, name: str, held: list[Edition]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Kind(name, self))
        row.addSpacing(4)
        for edition in sorted(held, key=lambda e: e.language != self._language):
            row.addWidget(self._button(edition, name))
        row.addStretch(1)
        return row

    def _button(self, edition: Edition, kind: str) -> QPushButton:
        button = QPushButton(own_name(edition.language), self)
        if edition is self._main:
            button.setObjectName("main")
        button.setAccessibleName(f"{self._document.title(self._language)}: {kind}, {own_name(edition.language)}")
        button.setProperty("edition", edition.id)
        button.clicked.connect(self._clicked)
        self._buttons.append(button)
        return button

    @Slot()
    def _clicked(self) -> None:
        wanted = self.sender().property("edition")
        found = next((e for e in self._document.editions if e.id == wanted), None)
        if found is not None:
            self.open_edition.emit(found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the edition in the reader's language."""
        if event.button() == Qt.MouseButton.LeftButton and self._main is not None and self.rect().contains(event.position().toPoint()):
            self.open_edition.emit(self._main)


def own_name(language: str) -> str:
    """A language by its own name: whoever needs it can read it."""
    return {"en": "English", "es": "Español"}.get(language, language)


def about(document: Document) -> str:
    """Who and when, with what is not established said so."""
    who = ", ".join(document.authors) or document.publisher or QCoreApplication.translate("Card", "Author not established")
    year = document.year or QCoreApplication.translate("Card", "year not established")
    return f"{who} · {year}"
