"""What the reader is told about the file of his own things, in his language."""

from __future__ import annotations

from PySide6.QtCore import QObject

from reader.state import Notice
from reader.state.values import KEPT_LATER, NOT_KEPT


class Notices(QObject):
    """Sentences; those of `reader.state.values` in every language."""

    def notice(self, notice: Notice) -> str:
        """What was found, and what becomes of what one writes."""
        fact = {
            "empty": self.tr("The file with your bookmarks was empty. A new one is begun."),
            "unreadable": self.tr("The file with your bookmarks was damaged. It is kept as {file}, and a new one is begun."),
            "salvaged": self.tr(
                "The file with your bookmarks was damaged. What could be read of it is here; the damaged file is kept as {file}."
            ),
            "stuck": self.tr("The file {file} with your bookmarks is damaged and cannot be put aside."),
            "foreign": self.tr("The file {file} belongs to another program and was left as it is."),
            "newer": self.tr("The file {file} was written by a newer version of this program and was left as it is."),
            "unwritable": self.tr("The file {file} cannot be written here."),
            "locked": self.tr("Another program is using the file {file} with your bookmarks."),
            "full": self.tr("There is no room left to write the file {file}."),
            "failed": self.tr("The file {file} with your bookmarks cannot be read or written."),
            "gone": self.tr("The file {file} with your bookmarks is no longer there."),
        }[notice.key].format(file=notice.file)
        if notice.key in NOT_KEPT:
            return " ".join((fact, self.tr("Bookmarks made now last only until you close the program.")))
        if notice.key in KEPT_LATER:
            return " ".join((fact, self.tr("Bookmarks made now are kept for you and written as soon as possible.")))
        return fact

    def written(self) -> str:
        """After a failure."""
        return self.tr("All your bookmarks are saved again.")

    def cleared(self) -> str:
        """Once it has left the file."""
        return self.tr("Your reading data has been cleared.")
