"""What stands above the page of home: the hint of three lines for newcomers, and the rows that lead back to what was being read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.library import Library, Place
from reader.ui import theme
from reader.ui.card import own_name
from reader.ui.plain_buttons import Opener, Row

MOST = 3


@dataclass(frozen=True, slots=True)
class Position:
    """Where an edition was left: the place, "page" or "text", the height there as the desk counts it, seconds since 1970.

    `label` is the printed page, or the heading in a text; empty where it is not known.
    """

    place: Place
    form: str = ""
    y: float = 0.0
    when: float = 0.0
    label: str = ""


class Hint(QFrame):
    """Where to type, what to open, and that no network is needed; says when it was read."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._lines = [QLabel(self) for _ in range(3)]
        self._button = Opener("", self)
        self._button.setObjectName("main")
        self._button.clicked.connect(self.dismissed)
        text = QVBoxLayout()
        text.setSpacing(5)
        for line in self._lines:
            line.setFont(theme.interface_font(12))
            line.setTextFormat(Qt.TextFormat.RichText)
            line.setWordWrap(True)
            text.addWidget(line)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(20, 15, 20, 15)
        self._row.setSpacing(20)
        self._row.addLayout(text, 1)
        self._row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.retranslate()

    @property
    def button(self) -> QPushButton:
        """Puts the hint away."""
        return self._button

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The three lines."""
        said = (
            (self.tr("To find something:"), self.tr("type in the field above. Every document is searched, in both languages.")),
            (self.tr("To read:"), self.tr("choose a language on one of the documents below.")),
            (self.tr("No network?"), self.tr("None is needed. Everything works without one.")),
        )
        for line, (lead, rest) in zip(self._lines, said, strict=True):
            line.setText(f"<b>{lead}</b> {rest}")
        self._button.setText(self.tr("Got it"))


class Recent(QWidget):
    """At most three rows; emits the position to go on at."""

    continue_asked = Signal(object)  # Position
    arrow = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._positions: list[Position] = []
        self.rows: list[Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_positions(self, library: Library | None, positions: Sequence[Position], language: str) -> None:
        """The newest few, those left out that the library no longer holds; hidden where there is none."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows, self._positions = [], []
        for position in positions:
            edition = library.edition(position.place.edition) if library is not None else None
            document = library.document(position.place.document) if library is not None else None
            if edition is None or document is None or len(self.rows) >= MOST:
                continue
            behind = "".join(f" · {part}" for part in (own_name(edition.language), where(position)) if part)
            row = Row(self.tr("Continue:"), document.title(language), behind.strip(), self)
            row.setFont(theme.interface_font(12))
            row.clicked.connect(self._clicked)
            row.arrow.connect(self.arrow)
            self._column.addWidget(row)
            self.rows.append(row)
            self._positions.append(position)
        self.setVisible(bool(self.rows))

    @Slot()
    def _clicked(self) -> None:
        row = self.sender()
        if isinstance(row, Row) and row in self.rows:
            self.continue_asked.emit(self._positions[self.rows.index(row)])


def where(position: Position) -> str:
    """The place in words: "page xii", a heading, or nothing where neither is known."""
    if position.place.section is None and position.place.page is not None:
        return QCoreApplication.translate("Recent", "page {label}").format(label=position.label or position.place.page)
    return position.label
