"""How the publisher's own edition of a document comes into the library: what staff type, where to look for the file, what is not known."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reader.library import Document
from reader.ui import theme

_WIDTH, _HEIGHT = 580, 560  # pixels at the plain size of letters


class HowToAdd(QDialog):
    """Opened with `open()`; nothing is fetched from here."""

    def __init__(self, document: Document, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._language = document, language
        self.setWindowTitle(self.tr("Official edition not held"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.copies: list[QPushButton] = []
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(26, 22, 26, 18)
        self._column.setSpacing(6)
        self._fill()
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(26, 8, 26, 16)
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area)
        whole.addLayout(foot)
        self._fit(parent.window().size())

    def _fit(self, room: QSize) -> None:
        """As large as what it says, and never larger than the window."""
        size = self.fontMetrics().averageCharWidth() / 7
        width = min(round(_WIDTH * size), room.width() - 40)
        needed = self._column.totalHeightForWidth(width) + 70
        self.resize(width, min(needed, round(_HEIGHT * size), room.height() - 40))

    def _fill(self) -> None:
        document, language = self._document, self._language
        title = self._line(document.title(language))
        font = theme.reading_font(15)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        self._line(self.tr("The publisher's own edition of this document is not held in this library."))
        self._head(self.tr("Where to look for it"))
        if not document.landing_pages:
            self._line(self.tr("No public page is established."))
        for address in document.landing_pages:
            self._copied(address, self.tr("Copy address"))
        if rights := document.rights.get(language):
            self._head(self.tr("Rights"))
            self._line(rights)
        self._head(self.tr("How staff add it"))
        self._line(self.tr("With the file at hand, type in a terminal:"))
        self._copied(f"reader add FILE --document {document.id} --language LANG", self.tr("Copy command"), code=True)
        self._line(self.tr("FILE is the PDF; LANG is its language, en or es. Start this program again to read and search it."))
        if unknown := [line for entry in document.unknown if (line := entry.get(language) or entry.get("en"))]:
            self._head(self.tr("What is not established"))
            for line in unknown:
                self._line(f"•  {line}", muted=True)

    def _line(self, text: str, *, muted: bool = False) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if muted:
            label.setObjectName("muted")
        self._column.addWidget(label)
        return label

    def _head(self, text: str) -> None:
        self._column.addSpacing(10)
        font = theme.interface_font()
        font.setWeight(QFont.Weight.DemiBold)
        self._line(text).setFont(font)

    def _copied(self, text: str, name: str, *, code: bool = False) -> None:
        """A line to be copied by its button; an address may be broken at its joints, a command stands on a line of its own."""
        shown = QLabel(text if code else re.sub(r"([/&=_-])(?!/)", "\\1\u200b", text))
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setWordWrap(True)
        shown.setAccessibleName(text)
        button = QPushButton(name)
        button.setObjectName("quiet")
        button.setAutoDefault(False)
        button.setAccessibleName(f"{name}: {text}")
        button.setProperty("copied", text)
        button.clicked.connect(self._copy)
        self.copies.append(button)
        if code:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPointSizeF(theme.interface_font().pointSizeF() * 0.95)
            shown.setFont(font)
            self._column.addWidget(shown)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            return
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(shown, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)

    @Slot()
    def _copy(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            QGuiApplication.clipboard().setText(str(button.property("copied")))
            button.setText(self.tr("Copied"))
