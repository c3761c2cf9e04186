"""The landing text on the home page: what it holds, then its sections below one another, each as high as it is long."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

from PySide6.QtCore import QRect, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QTextBlock, QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from reader.library import Source
from reader.sections import SectionText
from reader.ui import theme
from reader.ui.plain_buttons import Link
from reader.ui.text.document import Setter
from reader.ui.text.forms import BASE_POINTS, Look

_ZOOM, _HEADING = 0.96, 1.34
_BETWEEN = 3.0  # lines of letters between two sections
# The keys that move the page, which the text inside it must not take.
_PAGE_KEYS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space,
)  # fmt: skip


class SectionView(QTextBrowser):
    """One section; the page scrolls, not the text in it."""

    shown = Signal(QRect)  # the link that has the focus, in its own pixels

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self._own: QTextDocument | None = None

    def show_document(self, setter: Setter, width: int) -> None:
        """Another text, at the width it will have."""
        setter.document.setTextWidth(width)
        self.setFixedSize(width, round(setter.document.size().height()) + 4)
        old, self._own = self._own, setter.document
        # Not `replace_document`: it asks Qt's first document for its parent, and that answer alone takes 24 ms.
        self._own.setParent(self)
        self.setDocument(self._own)
        if old is not None:
            old.deleteLater()

    def set_width(self, width: int) -> None:
        """Another width is another height."""
        if width != self.width():
            self.document().setTextWidth(width)
            self.setFixedSize(width, round(self.document().size().height()) + 4)

    def top_of(self, anchor: str) -> int | None:
        """How far down a named spot stands, in pixels; None where it is not here."""
        block: QTextBlock = self.document().begin()
        while block.isValid():
            if any(anchor in f.format.anchorNames() for f in block.textFormats()):  # type: ignore[attr-defined]
                return round(self.document().documentLayout().blockBoundingRect(block).top())
            block = block.next()
        return None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from link to link; the page is to follow."""
        stayed = super().focusNextPrevChild(forward)
        if stayed and self.hasFocus():
            self.shown.emit(self.cursorRect())
        return stayed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What moves the page is the page's."""
        if event.key() in _PAGE_KEYS and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)


class Landing(QWidget):
    """Emits the links that lead away, and how far down its own lead; is told its width in pixels."""

    followed = Signal(str)
    go_to = Signal(QWidget, int)  # a spot of a widget, pixels from its top
    shown = Signal(QWidget, QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = 520
        self.sections: list[SectionView] = []
        self.links: list[Link] = []
        self._slugs: list[str] = []
        self._head = QLabel(self)
        font = theme.interface_font(14)
        font.setWeight(QFont.Weight.DemiBold)
        self._head.setFont(font)
        self._head.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addSpacing(4)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        column.addSpacing(22)
        self._column = QVBoxLayout()
        self._column.setSpacing(round(BASE_POINTS * _ZOOM * self.logicalDpiY() / 72 * _BETWEEN))
        column.addLayout(self._column)

    def set_texts(self, texts: Sequence[SectionText], sources: Mapping[str, Source], language: str) -> Generator[None, None, None]:
        """Another text, or the same in other colours, section by section: each step is one."""
        self._head.setText(self.tr("On this page"))
        self._head.setVisible(bool(texts))
        self._slugs = [text.slug for text in texts]
        self._show_list(texts)
        yield
        numbers: dict[str, int] = {}
        for i, text in enumerate(texts):
            setter = Setter(Look(self.palette(), _ZOOM, heading=_HEADING), sources, language)
            setter.numbers = numbers  # sources are numbered through the whole page
            setter.section(text)
            if i == len(texts) - 1:
                setter.source_list()
            yield
            setter.document.setTextWidth(self._width)
            setter.document.size()  # lays out, which is half of the work
            yield
            view = self._view(i)
            view.setAccessibleName(_title(text))
            yield
            view.show_document(setter, self._width)
            view.show()
            yield
        self._drop_from(len(texts))

    def _show_list(self, texts: Sequence[SectionText]) -> None:
        for link in self.links[len(texts) :]:
            self._list.removeWidget(link)
            link.hide()
            link.deleteLater()
        del self.links[len(texts) :]
        for i, text in enumerate(texts):
            if i == len(self.links):
                link = Link("", self)
                link.setFont(theme.interface_font(11.5))
                link.clicked.connect(self._listed)
                link.arrow.connect(self._step)
                self._list.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
                self.links.append(link)
            self.links[i].setText(_title(text))

    def _view(self, number: int) -> SectionView:
        if number == len(self.sections):
            view = SectionView(self)
            view.anchorClicked.connect(self._link)
            view.shown.connect(self._shown)
            self._column.addWidget(view)
            self.sections.append(view)
        return self.sections[number]

    def _drop_from(self, number: int) -> None:
        for view in self.sections[number:]:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        del self.sections[number:]

    def set_width(self, width: int) -> None:
        """How wide a line is, in pixels."""
        if width != self._width:
            self._width = width
            for view in self.sections:
                view.set_width(width)
        self.setFixedWidth(width)

    def focus_first(self) -> None:
        """Put the reader where the text begins."""
        if self.links:
            self.links[0].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _listed(self) -> None:
        here = next((i for i, link in enumerate(self.links) if link is self.sender()), 0)
        self._go(here)

    @Slot(int, int)
    def _step(self, across: int, down: int) -> None:
        here = next((i for i, link in enumerate(self.links) if link is self.sender()), 0) + across + down
        if 0 <= here < len(self.links):
            self.links[here].setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, number: int) -> None:
        if number < len(self.sections):
            view = self.sections[number]
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            self.go_to.emit(view, 0)

    @Slot(QUrl)
    def _link(self, url: QUrl) -> None:
        """A source or a section of this page is gone to, since nothing here has a scroll bar of its own; the rest is the window's."""
        address = url.toString()
        name = address[1:] if address.startswith("#") else ""
        if name in self._slugs:
            self._go(self._slugs.index(name))
            return
        for view in reversed(self.sections) if name else ():
            top = view.top_of(name)
            if top is not None:
                self.go_to.emit(view, top)
                return
        self.followed.emit(address)

    @Slot(QRect)
    def _shown(self, place: QRect) -> None:
        view = self.sender()
        if isinstance(view, SectionView):
            self.shown.emit(view, place)


def measure(characters: int) -> int:
    """Pixels of a line of so many letters in the size of the landing text."""
    from PySide6.QtGui import QFontMetricsF

    sample = "the partners speak with members of groups and offer help to all who want it "
    metrics = QFontMetricsF(theme.reading_font(BASE_POINTS * _ZOOM))
    return round(metrics.horizontalAdvance(sample) / len(sample) * characters)


def _title(text: SectionText) -> str:
    return next((block.text for block in text.blocks if block.kind == "heading"), text.slug)
