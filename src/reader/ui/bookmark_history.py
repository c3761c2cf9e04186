"""Changes of bookmarks that can be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from reader.state import Bookmark, State

T = TypeVar("T")


class Apply(Protocol):
    """Does something with the bookmarks here and in the file; the result is that of here."""

    def __call__(self, op: Callable[[State], T], /) -> T:
        """`op` is called with either State."""


class _Change(QUndoCommand):
    def __init__(self, kind: str, apply: Apply, identity: str) -> None:
        super().__init__()
        self.kind, self._apply, self._id = kind, apply, identity
        self._removed: Bookmark | None = None

    def _remove(self) -> None:
        self._removed = self._apply(lambda state: state.remove_bookmark(self._id))

    def _restore(self) -> None:
        removed = self._removed
        if removed is not None:
            self._apply(lambda state: state.restore_bookmark(removed))


class _Add(_Change):
    def __init__(self, apply: Apply, bookmark: Bookmark) -> None:
        super().__init__("add", apply, bookmark.id)
        self._new = bookmark

    def redo(self) -> None:
        """Where it stood before it was taken back; the first time at the end."""
        if self._removed is None:
            self._apply(lambda state: state.add_bookmark(self._new))
        else:
            self._restore()

    def undo(self) -> None:
        """Remove it."""
        self._remove()


class _Remove(_Change):
    def redo(self) -> None:
        """Remove it."""
        self._remove()

    def undo(self) -> None:
        """Put it back where it stood."""
        self._restore()


class _Rename(_Change):
    def __init__(self, apply: Apply, identity: str, old: str, new: str) -> None:
        super().__init__("rename", apply, identity)
        self._old, self._new = old, new

    def redo(self) -> None:
        """The new name."""
        self._apply(lambda state: state.rename_bookmark(self._id, self._new))

    def undo(self) -> None:
        """The old name."""
        self._apply(lambda state: state.rename_bookmark(self._id, self._old))


class _Move(_Change):
    def __init__(self, apply: Apply, identity: str, was_before: str | None, before: str | None) -> None:
        super().__init__("move", apply, identity)
        self._was_before, self._before = was_before, before

    def redo(self) -> None:
        """To the new place."""
        self._apply(lambda state: state.move_bookmark(self._id, self._before))

    def undo(self) -> None:
        """Before what followed it."""
        self._apply(lambda state: state.move_bookmark(self._id, self._was_before))


class BookmarkHistory(QUndoStack):
    """Makes each change and remembers it; `undo`, `redo` and their actions are QUndoStack's own."""

    def __init__(self, apply: Apply, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._do = apply

    def add(self, bookmark: Bookmark) -> None:
        """A new one at the end."""
        self._push(_Add(self._do, bookmark))

    def remove(self, identity: str) -> None:
        """One less."""
        self._push(_Remove("remove", self._do, identity))

    def rename(self, identity: str, old: str, new: str) -> None:
        """Another name."""
        self._push(_Rename(self._do, identity, old, new))

    def move(self, identity: str, was_before: str | None, before: str | None) -> None:
        """From before one to before another; None: the end."""
        self._push(_Move(self._do, identity, was_before, before))

    def _push(self, change: _Change) -> None:
        change.setText(self._texts()[change.kind])
        self.push(change)

    def _texts(self) -> dict[str, str]:
        return {
            "add": self.tr("add bookmark"),
            "remove": self.tr("remove bookmark"),
            "rename": self.tr("rename bookmark"),
            "move": self.tr("move bookmark"),
        }

    @Slot()
    def retranslate(self) -> None:
        """The language has changed."""
        texts = self._texts()
        for number in range(self.count()):
            change = self.command(number)
            if isinstance(change, _Change):
                change.setText(texts[change.kind])
        self.undoTextChanged.emit(self.undoText())
        self.redoTextChanged.emit(self.redoText())
