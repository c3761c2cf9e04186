"""What the help menu leads to: the user guide, the shortcut sheet, About, the details for support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from reader.ui.trouble import Trouble

if TYPE_CHECKING:
    from reader.log import Log
    from reader.ui.window import Window


class Help(QObject):
    """Serves the actions "guide", "shortcuts", "about" and "details" of one furnished window."""

    def __init__(self, window: Window, log: Log) -> None:
        super().__init__(window)
        self._window = window
        self.trouble = Trouble(log, lambda: window.library, window)
        act = window.actions_.all
        for name, slot in (
            ("guide", self.open_guide), ("shortcuts", self.open_shortcuts), ("about", self.open_about),
            ("details", self.trouble.copy_details),
        ):  # fmt: skip
            if name in act:
                act[name].triggered.connect(slot)

    @Slot()
    def open_guide(self) -> None:
        """The user guide in the language of the interface; Back returns to what was read."""
        window = self._window
        edition = window.library.user_guide(window.outlook.language) if window.library is not None else None
        if edition is not None:
            window.open_edition(edition)
        else:
            window.frame.say(self.tr("This library holds no user guide."))

    @Slot()
    def open_shortcuts(self) -> None:
        """The shortcut sheet."""
        from reader.ui.shortcuts import ShortcutSheet

        ShortcutSheet(self._window.menus.all, self._window.actions_.all, self._window).open()

    @Slot()
    def open_about(self) -> None:
        """About the program and the library."""
        from reader.ui.about import About

        About(self._window.library, self._window.outlook.language, self._window).open()
