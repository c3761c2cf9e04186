"""The home page: the landing text to read, and the documents in shelf order as cards that open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from reader.library import Library, Source
from reader.sections import SectionText
from reader.ui import theme
from reader.ui.card import Card
from reader.ui.text.document import Look, Setter, replace_document

LANDING = "reference-material"
_TWO_COLUMNS = 1000
_WIDEST = 1240
_PATIENCE = 400  # milliseconds


class Landing(QTextBrowser):
    """The landing text, as high as it is long: the page scrolls, not the text in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.setFixedHeight(0)

    def show_document(self, setter: Setter) -> None:
        """Another text."""
        replace_document(self, setter.document)
        setter.document.documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    @Slot()
    def _grow(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        self._grow()


class Home(QScrollArea):
    """Emits what is to be opened; is told the library and the landing text."""

    open_edition = Signal(object)  # Edition
    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(40)
        self._library: Library | None = None
        self._texts: Sequence[SectionText] = ()
        self._sources: Mapping[str, Source] = {}
        self._language = "en"
        self._cards: list[Card] = []
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._hint.setObjectName("muted")
        self._jump = QPushButton(self)
        self._jump.setObjectName("quiet")
        self._jump.clicked.connect(self._to_documents)
        self._shelf_head = QLabel(self)
        self._wait = QLabel(self)
        self._wait.setWordWrap(True)
        self._wait.hide()
        self._progress = (0, 0)
        self._ready = False
        # An index that is there opens sooner than a sentence is read; only who really waits is told so.
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._waiting.timeout.connect(self._wait.show)
        self._landing = Landing(self)
        self._landing.anchorClicked.connect(self._link)
        self._setting = QTimer(self, singleShot=True, interval=0)
        self._setting.timeout.connect(self._set_landing)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._title.setFont(_font(theme.reading_font(25), QFont.Weight.DemiBold))
        self._hint.setFont(theme.interface_font(12.5))
        self._wait.setFont(theme.interface_font(12.5))
        self._shelf_head.setFont(_font(theme.interface_font(14), QFont.Weight.DemiBold))
        self._page = QWidget(self)
        self._page.setObjectName("homePage")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(44)
        left = QVBoxLayout()
        left.addWidget(self._wait)
        left.addWidget(self._landing)
        left.addStretch(1)
        self._columns.addLayout(left, 11)
        shelf = QVBoxLayout()
        shelf.setSpacing(12)
        shelf.addWidget(self._shelf_head)
        self._shelf = QVBoxLayout()
        self._shelf.setSpacing(12)
        shelf.addLayout(self._shelf)
        shelf.addStretch(1)
        self._columns.addLayout(shelf, 9)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(0)
        self._inner.addWidget(self._title)
        self._inner.addSpacing(10)
        self._inner.addWidget(self._hint)
        row = QHBoxLayout()
        row.addWidget(self._jump)
        row.addStretch(1)
        self._inner.addSpacing(10)
        self._inner.addLayout(row)
        self._inner.addSpacing(26)
        self._inner.addLayout(self._columns)
        self._inner.addStretch(1)
        middle = QHBoxLayout(self._page)
        middle.addStretch(1)
        middle.addLayout(self._inner, 1000)
        middle.addStretch(1)
        self._middle = middle
        self.setWidget(self._page)

    # -- what the window says ---------------------------------------------------------------------------------------

    def set_library(self, library: Library, language: str) -> None:
        """The shelf, in the language of the interface."""
        self._library, self._language = library, language
        self._sources = library.sources
        self._fill()
        if not self._ready:
            self._waiting.start()

    def set_landing(self, texts: Sequence[SectionText]) -> None:
        """The landing page's sections in the language of the interface."""
        self._texts = texts
        self._set_landing()

    @Slot(int, int)
    def set_building(self, done: int, total: int) -> None:
        """The index is being made: its place is kept by a sentence, since there is no text to show before."""
        self._progress = (done, total)
        self._waiting.stop()
        self._wait.show()
        self.retranslate()

    @Slot()
    def set_ready(self) -> None:
        """Nothing is waited for any more."""
        self._ready = True
        self._waiting.stop()
        self._wait.hide()

    def landing_edition(self, language: str) -> str | None:
        """The edition whose text this page shows."""
        document = self._library.document(LANDING) if self._library else None
        if document is None:
            return None
        held = [e for e in document.editions if e.sections]
        best = sorted(held, key=lambda e: (e.language != language, e.kind != "companion"))
        return best[0].id if best else None

    def _fill(self) -> None:
        for card in self._cards:
            self._shelf.removeWidget(card)
            card.deleteLater()
        self._cards = []
        library = self._library
        if library is None:
            return
        self._title.setText(library.titles.get(self._language) or next(iter(library.titles.values()), ""))
        for number, document in enumerate(library.documents):
            card = Card(document, self._language, number, self._page)
            card.open_edition.connect(self.open_edition)
            self._shelf.addWidget(card)
            self._cards.append(card)
        self._order_tabs()
        self.retranslate()

    def _order_tabs(self) -> None:
        """The documents before the many links of the landing text: whoever goes by Tab comes for them."""
        stops = [self._jump, *(button for card in self._cards for button in card.buttons), self._landing]
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)

    @Slot()
    def _set_landing(self) -> None:
        if not self._texts:
            return
        setter = Setter(Look(self.palette(), 0.96, heading=1.34), self._sources, self._language)
        for text in self._texts:
            setter.section(text)
        setter.source_list()
        self._landing.show_document(setter)

    @Slot()
    def _to_documents(self) -> None:
        if self._cards:
            self.verticalScrollBar().setValue(self._shelf_head.mapTo(self._page, self._shelf_head.rect().topLeft()).y() - 12)
            self._cards[0].focus_first()

    @Slot(QUrl)
    def _link(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith("#source-"):
            # The text has no scroll bar of its own; the page goes to where the anchor stands.
            block = self._landing.document().begin()
            while block.isValid():
                if any(address[1:] in f.format.anchorNames() for f in block.textFormats()):  # type: ignore[attr-defined]
                    top = self._landing.document().documentLayout().blockBoundingRect(block).top()
                    self.verticalScrollBar().setValue(self._landing.mapTo(self._page, self._landing.rect().topLeft()).y() + round(top) - 60)
                    return
                block = block.next()
        else:
            self.followed.emit(address)

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        width = self.viewport().width()
        two = width >= _TWO_COLUMNS
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom)
        side = max(22, min(56, width // 20), (width - _WIDEST) // 2)
        self._middle.setContentsMargins(side, 34 if two else 24, side, 48)
        self._jump.setVisible(not two)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Home and End, as on any page."""
        bar, key = self.verticalScrollBar(), event.key()
        if key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
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
        self._landing.setAccessibleName(self.tr("About this library"))
        lines = (
            self.tr("To find something, type in the field above: every document is searched, in both languages."),
            self.tr("To read, open a document. Everything works without a network."),
        )
        self._hint.setText("\n".join(lines))
        done, total = self._progress
        if total:
            self._wait.setText(self.tr("Getting the library ready: {done} of {total}").format(done=done, total=total))
        else:
            self._wait.setText(self.tr("Getting the library ready …"))
        self._jump.setText(self.tr("Go to the documents"))
        self._shelf_head.setText(self.tr("%n document(s)", "", len(self._cards)) if self._cards else "")


def _font(font: QFont, weight: QFont.Weight) -> QFont:
    font.setWeight(weight)
    return font
