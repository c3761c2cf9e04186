"""Copying from whatever is read: the menu's commands go to the page's tools or to the text, and a copy can say where it is from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication

from reader.ui.language import language_name

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.desk import Desk
    from reader.ui.pages.tools import Tools
    from reader.ui.text.view import TextView

_COMMANDS = ("copy", "cite", "select", "links")


class Copying(QObject):
    """Serves "copy", "cite", "select" and "links"; `library` gives the shelf once it is read."""

    said = Signal(str)

    def __init__(
        self, desk: Desk, tools: Tools, text: TextView, actions: dict[str, QAction], library: Callable[[], Library | None]
    ) -> None:
        super().__init__(desk)
        self._desk, self._tools, self._text, self._actions, self._library = desk, tools, text, actions, library
        # One action holds each key; the page's own would make it ambiguous.
        for name, action in tools.commands.all.items():
            if name != "clear":
                action.setShortcuts([])
        for name, slot in (("copy", self.copy), ("cite", self.cite), ("select", self.select), ("links", tools.list_links)):
            actions[name].triggered.connect(slot)
        tools.set_cite(self.source)
        tools.selection_changed.connect(self.enable)
        tools.told.connect(self.said)
        text.copyAvailable.connect(self.enable)
        self.reading = False

    @property
    def _on_page(self) -> bool:
        return self._desk.form == "page"

    def source(self, page: int = 0) -> str:
        """Where a copy is from: title, language and kind, and the printed page where pages are read."""
        edition, library = self._desk.edition, self._library()
        document = library.document(edition.document) if edition is not None and library is not None else None
        if edition is None or document is None:
            return ""
        kind = self.tr("official edition") if edition.kind == "official" else self.tr("companion guide")
        parts = [document.title(edition.language), f"{kind}, {language_name(edition.language)}"]
        if page:
            parts.append(self.tr("page {label}").format(label=self._tools.label(page)))
        elif (number := self._desk.entry()) is not None and number < len(self._desk.entries):
            parts.append(self._desk.entries[number].title)
        return ", ".join(parts)

    @Slot()
    def copy(self) -> None:
        """What is selected."""
        if self._on_page:
            self._tools.copy()
        else:
            self._text.copy()

    @Slot()
    def cite(self) -> None:
        """What is selected, in quotes, and where it is from."""
        if self._on_page:
            self._tools.copy_with_citation()
            return
        words = self._text.textCursor().selection().toPlainText().strip()
        if words:
            QGuiApplication.clipboard().setText(self.tr("“{text}”").format(text=words) + f"\n{self.source()}")
            self.said.emit(self.tr("Copied"))

    @Slot()
    def select(self) -> None:
        """All of the page, or of the text."""
        if self._on_page:
            self._tools.select_all()
        else:
            self._text.selectAll()

    @Slot()
    def enable(self) -> None:
        """What can be done now."""
        selected = self._tools.selection.stretch is not None if self._on_page else self._text.textCursor().hasSelection()
        for name in _COMMANDS:
            self._actions[name].setEnabled(self.reading and (name == "select" or (name == "links" and self._on_page) or selected))
        if not self._on_page:
            self._actions["links"].setEnabled(False)
