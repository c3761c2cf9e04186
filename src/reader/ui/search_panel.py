"""The search panel: a field that is always there, and the results below one another, grouped by document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFrame, QLabel, QPushButton, QTreeView, QVBoxLayout, QWidget

from reader.ui.hit_delegate import HitDelegate
from reader.ui.models import HIT_ROLE, HitModel, HitRow
from reader.ui.protocols import HitLike, ResultsLike
from reader.ui.search_field import SearchField

# Long enough that a quick typist asks once a word, short enough that nobody waits for it.
_PAUSE = 90


class HitList(QTreeView):
    """The results; Up from the first leads back to the field."""

    up = Signal()
    left = Signal()
    chosen = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes, Escape leaves, Up from the first hit goes back to the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Up and self._first():
            self.up.emit()
        else:
            super().keyPressEvent(event)

    def _first(self) -> bool:
        row = self.currentIndex().data(HIT_ROLE)
        return not isinstance(row, HitRow) or row.number == 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their lines at this width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()


class SearchPanel(QWidget):
    """Emits what is looked for and what is chosen; is told the results."""

    asked = Signal(str, bool)  # text, only in this document; empty text: search over
    chosen = Signal(object)  # a hit
    counted = Signal(int)
    left = Signal()

    def __init__(self, field: SearchField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.here = QCheckBox(self)
        self.here.setEnabled(False)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._said.setObjectName("muted")
        self._instead = QPushButton(self)
        self._instead.setObjectName("quiet")
        self._instead.hide()
        self.list = HitList(self)  # after what stands above it, so that Tab goes as the eye does
        self.model = HitModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self._results: ResultsLike | None = None
        self._problem = ""
        self._building: tuple[int, int] | None = None
        self._current = -1
        self._asked = self._wants_first = False
        self._lay_out()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._ask)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._enter)
        self.field.down.connect(self._into_list)
        self.field.left.connect(self.left)
        self.list.up.connect(self._into_field)
        self.list.left.connect(self._into_field)
        self.list.chosen.connect(self._choose)
        self.list.clicked.connect(self._choose)
        self.here.toggled.connect(self._ask_again)
        self._instead.clicked.connect(self._take_suggestion)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 8)
        head.setSpacing(6)
        head.addWidget(self.here)
        head.addWidget(self._said)
        head.addWidget(self._instead, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.list, 1)

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
        """The answer to the last `asked`."""
        self._results, self._problem, self._building, self._current = results, "", None, -1
        self.model.set_hits(results.hits, titles)
        self.list.expandAll()
        self.list.scrollToTop()
        self._say()
        self.counted.emit(results.total)
        self._asked, wants = False, self._wants_first
        self._wants_first = False
        if wants and self.model.hits:
            self._enter()

    @Slot(str)
    def set_problem(self, sentence: str) -> None:
        """Why there is no answer."""
        self._problem, self._building = sentence, None
        self._asked = self._wants_first = False
        self._say()

    @Slot(int, int)
    def set_building(self, done: int, total: int) -> None:
        """The index is being made; searching waits for it."""
        self._building = (done, total)
        self._say()

    def set_ready(self) -> None:
        """The index is open: ask what was typed meanwhile."""
        self._building, self._problem = None, ""
        self._say()
        self._ask_again()

    def step(self, by: int) -> HitLike | None:
        """The hit after or before the current one, made current; None at the ends."""
        number = self._current + by
        if not 0 <= number < len(self.model.hits):
            return None
        self._make_current(number)
        row: HitRow = self.model.hits[number].value
        return row.hit

    @property
    def total(self) -> int:
        """How many were found; -1 while nothing was looked for."""
        return self._results.total if self._results is not None else -1

    @property
    def waiting(self) -> bool:
        """True while something typed has not been asked yet."""
        return self._timer.isActive()

    def hits(self) -> Sequence[HitLike]:
        """All hits shown, in the order of the list."""
        return [node.value.hit for node in self.model.hits]

    # -- inside -----------------------------------------------------------------------------------------------------

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._wants_first = self._asked = False
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
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
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        row = index.data(HIT_ROLE)
        if isinstance(row, HitRow):
            self._make_current(row.number)
            self.chosen.emit(row.hit)

    @Slot()
    def _take_suggestion(self) -> None:
        if self._results is not None and self._results.suggestion:
            self.field.setText(self._results.suggestion)
            self._into_field()

    def _say(self) -> None:
        """The honest count, or the sentence in its place."""
        suggestion = self._results.suggestion if self._results is not None and not self._results.hits else None
        self._instead.setVisible(bool(suggestion))
        if suggestion:
            self._instead.setText(self.tr("Search for “{words}”").format(words=suggestion))
        self._said.setText(self._sentence())

    def _sentence(self) -> str:
        if self._problem:
            return self._problem
        if self._building is not None:
            done, total = self._building
            if not total:
                return self.tr("Getting the library ready for searching …")
            return self.tr("Getting the library ready for searching: {done} of {total}").format(done=done, total=total)
        if self._results is None:
            return self.tr("Type a word or a “phrase in quotes”. Both languages are searched.")
        total, shown = self._results.total, len(self._results.hits)
        if not total:
            return self.tr("Nothing found. Try fewer or other words.")
        if shown < total:
            return self.tr("The best {shown} of {total} passages").format(shown=shown, total=total)
        return self.tr("%n passage(s)", "", total)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """All words of the panel."""
        self.list.setAccessibleName(self.tr("Results"))
        self.here.setText(self.tr("Only in this document"))
        self.here.setAccessibleName(self.tr("Find in this document"))
        self._say()
