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
                "The file {file} with your bookmarks is damaged and cannot be put aside. Bookmarks made now last only until you close the program."
            ),
            "foreign": self.tr(
                "The file {file} belongs to another program and was left as it is. Bookmarks made now last only until you close the program."
            ),
            "newer": self.tr(
                "The file {file} was written by a newer version of this program and was left as it is. Bookmarks made now last only until you close the program."
            ),
            "locked": self.tr(
                "Another program is using the file {file} with your bookmarks. Bookmarks made now are kept for you and written as soon as possible."
            ),
            "unwritable": self.tr("The file {file} cannot be written here. Bookmarks made now last only until you close the program."),
            "full": self.tr(
                "There is no room left to write the file {file}. Bookmarks made now are kept for you and written as soon as possible."
            ),
            "gone": self.tr("The file {file} with your bookmarks is no longer there. Bookmarks made now are written when it is back."),
            "failed": self.tr(
                "The file {file} with your bookmarks cannot be read or written. Bookmarks made now are kept for you and written as soon as possible."
            ),
        }[notice.key].format(file=notice.file)

    def written(self) -> str:
        """After a failure."""
        return self.tr("All your bookmarks are saved again.")

    def cleared(self) -> str:
        """Once it has left the file."""
        return self.tr("Your reading data has been cleared.")
