"""The home page: the landing text to read, and the documents in shelf order as cards that open."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from reader.ui.steps import Steps

# What the page is made of comes once it is shown: a window that begins at a document does not pay for it.
if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QLabel

    from reader.library import Document, Library, Source
    from reader.sections import SectionText
    from reader.ui.card import Card
    from reader.ui.cover import Covers
    from reader.ui.home_page import HomePage
    from reader.ui.landing import Landing
    from reader.ui.plain_buttons import Link
    from reader.ui.protocols import PdfLike
    from reader.ui.welcome import Position

LANDING = "reference-material"
_PATIENCE = 400  # milliseconds
_STILL = 150  # milliseconds without scrolling before covers are looked for


class Home(QScrollArea):
    """Emits what is to be opened; is told library, landing text and what was being read. Filled in steps, once it is shown."""

    open_edition = Signal(object)  # Edition
    followed = Signal(str)
    continue_asked = Signal(object)  # Position
    hint_dismissed = Signal()
    filled = Signal()

    _page: HomePage
    _wait: QLabel
    _jump: Link
    _landing: Landing

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(40)
        self._begun = self._built = False
        self._library: Library | None = None
        self._texts: Sequence[SectionText] = ()
        self._sources: Mapping[str, Source] = {}
        self._language = "en"
        self._positions: Sequence[Position] = ()
        self._hint_wanted = True
        self._cards: list[Card] = []
        self._card_width = 0
        self._covers: Covers | None = None
        self._progress = (0, 0)
        self._ready = self._late = False
        self._steps = Steps(self)
        self._steps.done.connect(self._after_filling)
        # An index that is there opens sooner than a sentence is read; only who really waits is told so.
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._waiting.timeout.connect(self._be_late)
        self._setting = QTimer(self, singleShot=True, interval=0)
        self._setting.timeout.connect(self._set_landing)
        self._looking = QTimer(self, singleShot=True, interval=_STILL)
        self._looking.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(self._looking.start)
        self.setAccessibleName(self.tr("Home"))

    # -- what the window says ---------------------------------------------------------------------------------------

    def set_library(self, library: Library, language: str) -> None:
        """The shelf, in the language of the interface."""
        self._library, self._language = library, language
        self._sources = library.sources
        if not self._ready:
            self._waiting.start()
        self._fill()

    def set_landing(self, texts: Sequence[SectionText]) -> None:
        """The landing page's sections in the language of the interface."""
        self._texts = texts
        self._set_landing()

    def set_pdf(self, pdf: PdfLike | None) -> None:
        """Who draws covers, once nothing more urgent is to be done; None when the window closes."""
        if self._covers is not None:
            self._covers.close()
            self._covers.deleteLater()
            self._covers = None
        if pdf is not None:
            from reader.ui.cover import Covers

            self._covers = Covers(pdf, self)
            self._after_filling()

    def set_recent(self, positions: Sequence[Position]) -> None:
        """Where reading was left off, the newest first; empty where nothing is to be shown or kept."""
        self._positions = positions
        if self._built:
            self._page.recent.show_positions(self._library, positions, self._language)
            self._order_tabs()

    def show_hint(self, wanted: bool) -> None:
        """Whether the three lines for newcomers are shown."""
        self._hint_wanted = wanted
        if self._built:
            self._page.hint.setVisible(wanted)

    @Slot(int, int)
    def set_building(self, done: int, total: int) -> None:
        """The index is being made: its place is kept by a sentence, since there is no text to show before."""
        self._progress = (done, total)
        self._ready = False
        self._be_late()

    @Slot()
    def set_ready(self) -> None:
        """Nothing is waited for any more."""
        self._ready = True
        self._waiting.stop()
        if self._built:
            self._wait.hide()

    @property
    def filling(self) -> bool:
        """True while cards or text are still to come."""
        return self._steps.busy

    def landing_edition(self, language: str) -> str | None:
        """The edition whose text this page shows."""
        document = self._library.document(LANDING) if self._library else None
        if document is None:
            return None
        held = [e for e in document.editions if e.sections]
        best = sorted(held, key=lambda e: (e.language != language, e.kind != "companion"))
        return best[0].id if best else None

    # -- building and filling ---------------------------------------------------------------------------------------

    def _begin(self) -> Generator[None, None, None]:
        """All that is there before the library."""
        from reader.ui import landing

        yield
        landing.measure(1)  # the first use of a font
        yield
        from reader.ui import home_page  # noqa: F401 - the next step makes one

        yield
        if not self._built:
            self._build()
            yield
        self._arrange()
        yield
        from reader.ui import card  # noqa: F401 - likewise

        yield
        self._say_wait()
        self._fill()
        self._set_landing()

    def _build(self) -> None:
        from reader.ui.home_page import HomePage

        self._built = True
        self._page = page = HomePage(self)
        self._wait, self._jump, self._landing = page.wait, page.jump, page.landing
        page.jump.clicked.connect(self._to_text)
        page.jump.arrow.connect(self._arrow)
        page.hint.setVisible(self._hint_wanted)
        page.hint.dismissed.connect(self._dismiss)
        page.recent.continue_asked.connect(self.continue_asked)
        page.recent.arrow.connect(self._arrow)
        page.landing.followed.connect(self.followed)
        page.landing.go_to.connect(self._show_spot)
        page.landing.shown.connect(self._show_place)
        page.own_head.hide()
        self.setWidget(page)

    def _fill(self) -> None:
        library = self._library
        if library is None or not self._built:
            return
        self._page.title.setText(library.titles.get(self._language) or next(iter(library.titles.values()), ""))
        self._page.recent.show_positions(library, self._positions, self._language)
        self._steps.run("cards", self._fill_shelf(library.shelf))

    def _fill_shelf(self, documents: Sequence[Document]) -> Generator[None, None, None]:
        """The documents in order, then the page itself: it is read here, and can be opened as a document too."""
        landing = [d for d in documents if d.id == LANDING]
        others = [d for d in documents if d.id != LANDING]
        page = self._page
        page.shelf_head.setText(self.tr("%n document(s)", "", len(others)))
        page.own_head.setVisible(bool(landing))
        for i, document in enumerate([*others, *landing]):
            card = self._card(document, i + 1 if landing and i < len(others) else 0)
            yield
            card.set_width(self._card_width)
            yield
            layout = page.shelf if i < len(others) else page.own
            if i < len(self._cards):
                old, self._cards[i] = self._cards[i], card
                layout.replaceWidget(old, card)
                old.hide()
                old.deleteLater()
            else:
                layout.addWidget(card)
                self._cards.append(card)
            card.set_width(self._card_width)
            card.show()
            yield
        for old in self._cards[len(documents) :]:
            old.hide()
            old.deleteLater()
        del self._cards[len(documents) :]

    def _card(self, document: Document, number: int) -> Card:
        from reader.ui.card import Card

        card = Card(document, self._language, number, self._page.shelf_side)
        card.hide()
        card.open_edition.connect(self.open_edition)
        card.how_to_add.connect(self._show_how)
        card.left.connect(self._next_card)
        return card

    def _order_tabs(self) -> None:
        """The documents before the many links of the landing text: whoever goes by Tab comes for them."""
        page = self._page
        cards = [button for card in self._cards for button in card.buttons]
        text = [*page.landing.links, *page.landing.sections]
        stops: list[QWidget] = [page.jump, page.hint.button, *page.recent.rows, *cards, *text]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    @Slot()
    def _set_landing(self) -> None:
        if self._texts and self._built:
            self._steps.run("text", self._landing.set_texts(self._texts, self._sources, self._language))

    @Slot()
    def _after_filling(self) -> None:
        if self._steps.busy or not self._built:
            return
        self._order_tabs()
        if self._covers is not None:
            self._covers.set_covers([card.cover for card in self._cards])
            self._looking.start()
        self.filled.emit()

    @Slot()
    def _look(self) -> None:
        if self._covers is not None and self.isVisible() and not self._steps.busy:
            self._covers.look()

    @Slot()
    def _be_late(self) -> None:
        self._waiting.stop()
        self._late = True
        self._say_wait()

    def _say_wait(self) -> None:
        if self._begun and not self._built:
            self._build()  # whoever waits is told at once
        if not self._built or self._ready or not self._late:
            return
        done, total = self._progress
        if total:
            self._wait.setText(self.tr("Getting the library ready: {done} of {total}").format(done=done, total=total))
        else:
            self._wait.setText(self.tr("Getting the library ready …"))
        self._wait.show()

    # -- going about on the page ------------------------------------------------------------------------------------

    @Slot()
    def _dismiss(self) -> None:
        self.show_hint(wanted=False)
        if self._cards:
            self._cards[0].focus_first()
        self.hint_dismissed.emit()

    @Slot(object)
    def _show_how(self, document: Document) -> None:
        from reader.ui.how_to_add import HowToAdd

        HowToAdd(document, self._language, self).open()

    @Slot()
    def _to_text(self) -> None:
        self._show_spot(self._landing, 0)
        self._landing.focus_first()

    @Slot(int, int)
    def _arrow(self, across: int, down: int) -> None:
        self.focusNextPrevChild(across + down > 0)

    @Slot(int)
    def _next_card(self, step: int) -> None:
        here = next((i for i, card in enumerate(self._cards) if card is self.sender()), 0) + step
        if 0 <= here < len(self._cards):
            card = self._cards[here]
            card.focus_first()
            self._show_place(card, card.rect())
        elif here < 0:
            self.verticalScrollBar().setValue(0)

    @Slot(QWidget, int)
    def _show_spot(self, widget: QWidget, y: int) -> None:
        """Bring a spot to the top, with a little room above it."""
        self.verticalScrollBar().setValue(self._page.below(widget, y) - 24)

    @Slot(QWidget, QRect)
    def _show_place(self, widget: QWidget, place: QRect) -> None:
        """Move as little as shows the place, the beginning of a tall one."""
        top, bar, seen = self._page.below(widget, place.top()), self.verticalScrollBar(), self.viewport().height()
        margin = min(40, max(0, (seen - place.height()) // 2))
        if top - margin < bar.value() or place.height() > seen:
            bar.setValue(top - margin)
        else:
            bar.setValue(max(bar.value(), top + place.height() + margin - seen))

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Built and filled the first time."""
        if not self._begun:
            self._begun = True
            self._steps.run("page", self._begin())
        super().showEvent(event)
        self._looking.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The parts follow the width."""
        super().resizeEvent(event)
        if self._built:
            self._arrange()
        self._looking.start()

    def _arrange(self) -> None:
        self._card_width = self._page.arrange(self.viewport().width())
        for card in self._cards:
            card.set_width(self._card_width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Home and End, as on any page."""
        bar, key = self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-bar.pageStep() if back else bar.pageStep()))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(0 if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and appearance."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange and self._texts:
            self._setting.start()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The words of ours; those of the library come with `set_library`."""
        self.setAccessibleName(self.tr("Home"))
        if self._built:
            self._page.retranslate()
            if not self._wait.isHidden():
                self._say_wait()
