"""The shortcut sheet: every command of the window that has keys, by its menu; read from the actions, so never out of date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from reader.ui.text_dialog import TextDialog

_NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutSheet(TextDialog):
    """Lists `menus` in order, submenus with the menu they are in, and last those of `actions` that are in no menu."""

    def __init__(self, menus: Mapping[str, QMenu], actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._menus, self._actions = menus, actions

    def title(self) -> str:
        """The window's title."""
        return self.tr("Keyboard shortcuts")

    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Per menu: its name, and the name and keys of each command."""
        found, seen = [], set()
        for menu in self._menus.values():
            commands = [action for action in _commands(menu) if action.shortcuts()]
            seen |= {id(action) for action in commands}
            found.append((_clean(menu.title()), commands))
        others = [a for a in self._actions.values() if a.shortcuts() and id(a) not in seen]
        found.append((self.tr("Elsewhere"), others))
        return [(name, [(_clean(a.text()), keys(a)) for a in commands]) for name, commands in found if commands]

    def html(self) -> str:
        """A table for each menu."""
        parts = []
        for name, commands in self.groups():
            rows = "".join(
                f"<tr><td width='60%'>{escape(command)}</td><td width='40%'><b>{escape(pressed)}</b></td></tr>"
                for command, pressed in commands
            )
            parts.append(f"<h2>{escape(name)}</h2><table width='100%'>{rows}</table>")
        return "".join(parts)


def keys(action: QAction) -> str:
    """The keys of a command as the system writes them, all of them."""
    return ", ".join(dict.fromkeys(text for key in action.shortcuts() if (text := key.toString(_NATIVE))))


def _commands(menu: QMenu) -> Iterator[QAction]:
    """What a menu holds, and after it what its submenus hold."""
    yield from (action for action in menu.actions() if not action.isSeparator())
    # Not by QAction.menu(): asking for it ends in a crash when the window goes (PySide 6.8.3).
    for inside in (child for child in menu.children() if isinstance(child, QMenu)):
        yield from (action for action in inside.actions() if not action.isSeparator())


def _clean(text: str) -> str:
    """A title without the mark of its key, and without the mirroring isolates of right-to-left writing."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
