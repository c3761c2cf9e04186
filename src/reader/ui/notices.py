"""What the reader is told about the file of his own things, in his language."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reader.state import Notice


class Notices(QObject):
    """Sentences; those of `reader.state.values` in every language."""

    def notice(self, notice: Notice) -> str:
        """What was found, and what becomes of what one writes."""
        return {
            "empty": self.tr("The file with your bookmarks was empty. A new one is begun."),
            "unreadable": self.tr("The file with your bookmarks was damaged. It is kept as {file}, and a new one is begun."),
            "salvaged": self.tr(
                "The file with your bookmarks was damaged. What could be read of it is here; the damaged file is kept as {file}."
            ),
            "stuck": self.tr(
                "The file {file} with your bookmarks is damaged and cannot be put aside. Nothing you change now will be kept."
            ),
            "foreign": self.tr("The file {file} belongs to another program and was left as it is. Nothing you change now will be kept."),
            "newer": self.tr(
                "The file {file} was written by a newer version of this program and was left as it is. Nothing you change now will be kept."
            ),
            "locked": self.tr(
                "Another program is using the file {file}. What you change is kept in this window and written as soon as that is possible."
            ),
            "unwritable": self.tr("The file {file} cannot be written here. What you change is kept only as long as this window is open."),
            "full": self.tr(
                "There is no room to write the file {file}. What you change is kept in this window and written as soon as that is possible."
            ),
            "gone": self.tr("The file {file} is no longer there. What you change is kept in this window and written when it is back."),
            "failed": self.tr(
                "The file {file} cannot be read or written. What you change is kept in this window and written as soon as that is possible."
            ),
        }[notice.key].format(file=notice.file)

    def written(self) -> str:
        """After a failure."""
        return self.tr("What you changed is written now.")

    def cleared(self) -> str:
        """Once it has left the file."""
        return self.tr("Your reading data is cleared.")
