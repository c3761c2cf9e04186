"""What the window remembers: where each edition was read, its own size and place on the screen, how it looks and speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from reader.errors import Refused
from reader.library import Place
from reader.ui.motion import Motion, system_reduces

if TYPE_CHECKING:
    from reader.state import Position
    from reader.ui.keeping import Keeping
    from reader.ui.window import Window

VIEW = "view"  # arrangement and fit of the pages


class Remembering(QObject):
    """Tells the store what changes, and the window what was."""

    def __init__(self, window: Window, keeping: Keeping) -> None:
        super().__init__(window)
        self._window, self._keeping = window, keeping
        self._closed = False
        pages = window.page_view
        arrangement, _, fit = keeping.preference(VIEW, "continuous/width").partition("/")
        pages.set_arrangement(arrangement)
        if fit:
            pages.set_fit(fit)
        window.desk.moved.connect(self._moved)
        pages.zoomed.connect(self._viewed)
        pages.arranged.connect(self._viewed)
        window.outlook.appearance_chosen.connect(lambda name: keeping.prefer("appearance", name))
        window.outlook.language_chosen.connect(lambda code: keeping.prefer("language", code))
        self._motion, still = Motion(), window.actions_.all["still"]
        still.toggled.connect(self._be_still)
        still.setChecked(bool(keeping.preference("still")) or system_reduces())
        keeping.positions_changed.connect(self.show_recent)
        window.home.hint_dismissed.connect(self._no_hint)
        window.home.show_hint(not keeping.preference("hint"))
        self.show_recent()

    @Slot()
    def _moved(self) -> None:
        window = self._window
        if self._closed or window.at_home or window.desk.edition is None or window.session is None:
            return
        place, y = window.desk.reading_place()
        self._keeping.stand(place, window.desk.form, y, f"{window.size_.now():.4f}")

    @Slot()
    def _viewed(self) -> None:
        pages = self._window.page_view
        self._keeping.prefer(VIEW, f"{pages.arrangement}/{pages.fit}")

    @Slot(bool)
    def _be_still(self, still: bool) -> None:
        self._motion.reduce(still)
        self._keeping.prefer("still", "yes" if still else "")

    @Slot()
    def _no_hint(self) -> None:
        self._keeping.prefer("hint", "seen")

    @Slot()
    def show_recent(self) -> None:
        """What can be read on, on the home page; nothing that the library no longer holds."""
        library = self._window.library
        held = {edition.id for edition in library.editions} if library is not None else set()
        from reader.ui.welcome import Position as Recent

        found = [
            Recent(at[0], at[1], at[2], position.at)
            for position in self._keeping.recent(8)
            if position.edition in held and (at := of(position)) is not None
        ]
        self._window.home.set_recent(found[:3])

    @Slot()
    def ask_to_clear(self) -> None:
        """What is to be forgotten."""
        from reader.ui.dialogs import ClearBox

        box = ClearBox(len(self._keeping.bookmarks()), self._window)
        box.agreed.connect(self._clear)
        box.open()

    @Slot(bool, bool, bool)
    def _clear(self, positions: bool, searches: bool, bookmarks: bool) -> None:
        self._keeping.clear(positions=positions, searches=searches, bookmarks=bookmarks)

    def last(self, edition: str) -> tuple[Place, str, float] | None:
        """Where an edition was read last: place, form, height."""
        position = self._keeping.position(edition)
        return of(position) if position is not None else None

    def close(self) -> None:
        """The window's own shape, at the end; what moves after that is not reading."""
        self._closed = True
        shape = self._window.saveGeometry().toBase64().data()
        self._keeping.prefer("window", bytes(shape).decode("ascii"))


def of(position: Position) -> tuple[Place, str, float] | None:
    """A kept position as the window understands it; None for what no version understands."""
    try:
        return Place.parse(position.place), position.form, position.y
    except Refused:
        return None
