"""The search panel: a field that is always there, and the results below one another, grouped by document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.ui import announce
from reader.ui.hit_list import HitList
from reader.ui.models import HIT_ROLE, HitModel, HitRow
from reader.ui.protocols import HitLike, ResultsLike
from reader.ui.search_field import SearchField
from reader.ui.search_head import SearchHead

if TYPE_CHECKING:
    from reader.library import Place

# Long enough that a quick typist asks once a word, short enough that nobody waits for it.
_PAUSE = 90
# What is said aloud waits for the end of typing: each announcement cuts off the last.
_SETTLED = 700


class SearchPanel(QWidget):
    """Emits what is looked for and what is chosen; is told the results."""

    asked = Signal(str, bool)  # text, only in this document; empty text: search over
    chosen = Signal(object)  # a hit
    counted = Signal(int)
    left = Signal()
    stop_asked = Signal()  # no index is to be made now
    build_asked = Signal()  # now it is

    def __init__(self, field: SearchField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.head = SearchHead(self)
        self.here = self.head.here
        self.list = HitList(self)  # after what stands above it, so that Tab goes as the eye does
        self.model = HitModel(self)
        self.list.setModel(self.model)
        self._results: ResultsLike | None = None
        self._problem = ""
        self._building: tuple[int, int] | None = None
        self._stopped = False
        self._current = -1
        self._asked = self._wants_first = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.list, 1)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._ask)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settling.timeout.connect(self._say_aloud)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._enter)
        self.field.down.connect(self._into_list)
        self.field.left.connect(self.left)
        self.list.up.connect(self._into_field)
        self.list.left.connect(self._into_field)
        self.list.chosen.connect(self._choose)
        self.here.toggled.connect(self._ask_again)
        self.head.asked.connect(self._take)
        self.head.stop_asked.connect(self.stop_asked)
        self.head.build_asked.connect(self.build_asked)

    # -- what the window says ---------------------------------------------------------------------------------------

    def start(self, here: bool) -> None:
        """Put the reader into the field, to look in this document or in all."""
        self.here.setChecked(here and self.here.isEnabled())
        self._into_field()

    def set_document_open(self, is_open: bool) -> None:
        """Whether "this document" means anything."""
        self.here.setEnabled(is_open)
        if not is_open:
            self.here.setChecked(False)

    @Slot(object, dict)
    def set_results(self, results: ResultsLike, titles: dict[str, str]) -> None:
        """The answer to the last `asked`; the same answer once more leaves the reader where they are in the list."""
        self._results, self._problem, self._building, self._stopped = results, "", None, False
        here = self.model.hits[self._current].value.hit.place if self._current >= 0 and self.list.hasFocus() else None
        if self.model.set_hits(results.hits, titles):
            self._current = -1
            self.list.expandAll()
            self.list.scrollToTop()
            if here is not None:
                self.follow(here)
            self._settling.start()
        self._say()
        self.counted.emit(results.total)
        self._asked, wants = False, self._wants_first
        self._wants_first = False
        if wants and self.model.hits:
            self._enter()

    @Slot(str)
    def set_problem(self, sentence: str) -> None:
        """Why there is no answer."""
        self._problem, self._building, self._stopped = sentence, None, False
        self._asked = self._wants_first = False
        self._settling.start()
        self._say()

    @Slot(int, int)
    def set_building(self, done: int, total: int) -> None:
        """The index is being made; searching waits for it."""
        self._building, self._stopped = (done, total), False
        self._say()

    @Slot()
    def set_stopped(self) -> None:
        """No index is made, because the reader said so; it can be asked for again."""
        self._building, self._stopped = None, True
        self._asked = self._wants_first = False
        self._say()

    @Slot()
    def set_ready(self) -> None:
        """The index is open: ask what was typed meanwhile."""
        self._building, self._problem, self._stopped = None, "", False
        self._say()
        self._ask_again()

    def step(self, by: int) -> HitLike | None:
        """The hit after or before the current one, made current and said aloud; None at the ends."""
        number = self._current + by
        if not 0 <= number < len(self.model.hits):
            return None
        self._make_current(number)
        row: HitRow = self.model.hits[number].value
        announce.say(self, f"{self._sentence()}. {self.model.heading(row.hit)}")
        return row.hit

    def follow(self, place: Place) -> None:
        """The hit whose passage a place stands in becomes the current one, if any does: hits were stepped through elsewhere."""
        at = (place.edition, place.section, place.page)
        rows: list[HitRow] = [node.value for node in self.model.hits]
        near = [row for row in rows if (row.hit.place.edition, row.hit.place.section, row.hit.place.page) == at]
        exact = [row for row in near if row.hit.place == place]
        if near and (exact or near)[0].number != self._current:
            self._make_current((exact or near)[0].number)

    @property
    def total(self) -> int:
        """How many were found; -1 while nothing was looked for."""
        return self._results.total if self._results is not None else -1

    @property
    def waiting(self) -> bool:
        """True while something typed has not been asked yet."""
        return self._timer.isActive()

    @property
    def position(self) -> tuple[int, int] | None:
        """The number, from 1, of the current hit and how many are listed; None while none is current."""
        return (self._current + 1, len(self.model.hits)) if self._current >= 0 else None

    def hits(self) -> Sequence[HitLike]:
        """All hits shown, in the order of the list."""
        return [node.value.hit for node in self.model.hits]

    # -- inside -----------------------------------------------------------------------------------------------------

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._wants_first = self._asked = False
        self._current = -1
        self.list.setCurrentIndex(QModelIndex())
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self._settling.stop()
            self._results = None
            self.model.set_hits((), {})
            self._say()
            self.counted.emit(-1)
            self.asked.emit("", self.here.isChecked())

    @Slot()
    def _ask(self) -> None:
        self._timer.stop()
        self._asked = True
        self.asked.emit(self.field.text(), self.here.isChecked())

    @Slot()
    def _ask_again(self) -> None:
        if self.field.text().strip():
            self._ask()

    @Slot()
    def _enter(self) -> None:
        """Enter in the field goes to the first hit, once the answer to these very words is there."""
        if self._timer.isActive() or self._asked:
            self._wants_first = True
            if self._timer.isActive():
                self._ask()
        elif self.model.hits:
            self._make_current(max(self._current, 0))
            self._choose(self.list.currentIndex())

    @Slot()
    def _into_list(self) -> None:
        if self.model.hits:
            self._make_current(max(self._current, 0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _into_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _make_current(self, number: int) -> None:
        self._current = number
        index = self.model.index_of(self.model.hits[number])
        if number == 0:
            self.list.scrollToTop()  # with the head above it
        self.list.expand(index.parent())
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self._say()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row = index.data(HIT_ROLE)
        if isinstance(row, HitRow):
            self._make_current(row.number)
            self.chosen.emit(row.hit)

    @Slot(str)
    def _take(self, words: str) -> None:
        """A suggestion or an example, put into the field to be seen and changed."""
        self.field.setText(words)
        self._into_field()

    @Slot()
    def _say_aloud(self) -> None:
        if self._problem or self._results is not None:
            announce.say(self, self._sentence())

    def _say(self) -> None:
        """The honest count, or the sentence in its place."""
        results, plain = self._results, not (self._problem or self._building is not None or self._stopped)
        done, total = self._building or (0, 0)
        self.head.show_state(
            done=done,
            total=total,
            stopped=self._stopped,
            suggestion=(results.suggestion or "") if plain and results is not None and not results.hits else "",
            examples=plain and results is None and not self.field.text().strip(),
        )
        self.head.said.setText(self._sentence())

    def _sentence(self) -> str:
        if self._problem:
            return self._problem
        if self._stopped:
            return self.tr("Searching is not ready, because that was stopped. Everything can be read meanwhile.")
        if self._building is not None:
            done, total = self._building
            if not total:
                return self.tr("Getting the library ready for searching …")
            return self.tr("Getting the library ready for searching: {done} of {total}").format(done=done, total=total)
        if self._results is None:
            return self.tr("Type a word or a “phrase in quotes”. Both languages are searched.")
        return self._count(self._results.total, len(self._results.hits))

    def _count(self, total: int, shown: int) -> str:
        if not total:
            return self.tr("Nothing found. Try fewer or other words.")
        if shown < total and self._current >= 0:
            number = self._current + 1
            return self.tr("{number} of the best {shown} of {total} passages").format(number=number, shown=shown, total=total)
        if shown < total:
            return self.tr("The best {shown} of {total} passages").format(shown=shown, total=total)
        passages = self.tr("%n passage(s)", "", total)
        if self._current >= 0:
            return self.tr("{number} of {passages}").format(number=self._current + 1, passages=passages)
        documents = self.tr("%n document(s)", "", len({hit.place.document for hit in self.hits()}))
        return self.tr("{passages} in {documents}").format(passages=passages, documents=documents)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """All words of the panel."""
        self.list.setAccessibleName(self.tr("Results"))
        self._say()
