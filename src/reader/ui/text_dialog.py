"""A dialog that holds a text to read, to look through and to copy: the base of the shortcut sheet and of About."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QPalette, QShowEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

_USUAL = QSize(720, 620)  # pixels
_ROOM = QSize(24, 56)  # pixels of the screen left for the frame and the title


class TextDialog(QDialog):
    """Asks `html` for its text, again when language or colours change; links in it are shown, never opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._label = QLabel(self)
        self.field = QLineEdit(self)
        self.field.setObjectName("pageField")
        self.field.setClearButtonEnabled(True)
        self._label.setBuddy(self.field)
        self.text = QTextBrowser(self)
        self.text.setOpenLinks(False)
        # By the keyboard too: a caret to select with.
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        self.text.document().setDocumentMargin(14)
        self._none = QLabel(self)
        self._none.setObjectName("muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy = QPushButton(self)
        self.copy.setAutoDefault(False)
        self.buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)  # Enter goes on finding
        find = QHBoxLayout()
        find.addWidget(self._label)
        find.addWidget(self.field, 1)
        find.addWidget(self._none)
        column = QVBoxLayout(self)
        column.addLayout(find)
        column.addWidget(self.text, 1)
        column.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        self.copy.clicked.connect(self._copy)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._find_next)
        room = self.screen().availableGeometry().size() - _ROOM
        self.resize(_USUAL.boundedTo(room))

    def title(self) -> str:
        """The window's title."""
        raise NotImplementedError

    def html(self) -> str:
        """The text; what is less important has the class "muted"."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """All words, in the language of now."""
        name = self.title()
        self.setWindowTitle(name)
        self.text.setAccessibleName(name)
        self._label.setText(self.tr("&Find:"))
        self.field.setAccessibleName(self.tr("Find in this window"))
        self._none.setText("")
        self.copy.setText(self.tr("&Copy everything"))
        colours = self.palette()
        muted = colours.color(QPalette.ColorRole.PlaceholderText).name()
        self.text.document().setDefaultStyleSheet(_SHEET.format(muted=muted))
        self.text.setHtml(self.html())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def showEvent(self, event: QShowEvent) -> None:
        """The text is set when it is first seen."""
        if not self.windowTitle():
            self.retranslate()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and appearance."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange) and self.windowTitle():
            self.retranslate()
        super().changeEvent(event)

    @Slot()
    def _find(self) -> None:
        """While typing: from the beginning."""
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._find_next()

    @Slot()
    def _find_next(self) -> None:
        """Select the next occurrence; after the last comes the first."""
        words = self.field.text()
        found = not words or self.text.find(words)
        if not found:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.text.find(words)
        self._none.setText("" if found else self.tr("Not found"))

    @property
    def said(self) -> str:
        """What finding has said."""
        return self._none.text()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.plain())

    def plain(self) -> str:
        """The whole text as plain lines."""
        return plain(self.text.document())


def plain(document: QTextDocument) -> str:
    """The text of a document; cells of a table's row stand in one line."""
    return document.toPlainText().replace("\u00a0", " ")


def row(*cells: str, tag: str = "td") -> str:
    """A row of a table; the cells are plain text."""
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


# Qt's rich text knows few rules; the size of headings goes by points.
_SHEET = """
h1 {{ font-size: 17pt; margin-top: 0; margin-bottom: 2px; }}
h2 {{ font-size: 13pt; margin-top: 20px; margin-bottom: 4px; }}
h3 {{ font-size: 11pt; margin-top: 14px; margin-bottom: 2px; }}
p {{ margin-top: 4px; margin-bottom: 4px; }}
td, th {{ padding: 2px 18px 2px 0; }}
th {{ text-align: left; color: {muted}; font-weight: normal; }}
.muted {{ color: {muted}; }}
"""
