"""The links of pages: which one is under the pointer, how it is marked, what it says, and a list of them for the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reader.excerpts import excerpt, joined
from reader.page_lines import PageLines, Stretch
from reader.pages import Rect
from reader.pdf_answers import Link
from reader.ui import inks
from reader.ui.pages.hooks import PagePoint
from reader.ui.pages.sheets import Sheets
from reader.ui.protocols import FactsLike

_SLACK = 1.5  # points round a link, since a note's mark is small
_LONG = 90  # letters of a link's text in the list


@dataclass(frozen=True, slots=True)
class Target:
    """One link as a reader sees it, on one line or several: its page, its pieces, its words."""

    page: int
    pieces: tuple[Link, ...]
    text: str = ""

    @property
    def link(self) -> Link:
        """Where it leads."""
        return self.pieces[0]


def targets(page: int, links: Sequence[Link], lines: PageLines | None) -> list[Target]:
    """The links of a page in their order; pieces that lead to one goal and follow each other in the text are one link."""
    found: list[Target] = []
    last: Stretch | None = None
    for link in links:
        stretch = _stretch(lines, link.rect) if lines is not None and lines.words else None
        text = joined([excerpt(lines, *stretch)]).strip() if lines is not None and stretch is not None else ""
        before = found[-1] if found else None
        same = before is not None and (before.link.page, before.link.y, before.link.uri) == (link.page, link.y, link.uri)
        if before is not None and same and last is not None and stretch is not None and _follows(lines, last, stretch):
            found[-1] = Target(page, (*before.pieces, link), f"{before.text} {text}".strip())
        else:
            found.append(Target(page, (link,), text))
        last = stretch
    return found


def _stretch(lines: PageLines, rect: Rect) -> Stretch:
    """The text under a link, from its first corner to its last."""
    x0, y0, x1, y1 = rect
    dx, dy = min(2.0, (x1 - x0) / 4), min(3.0, (y1 - y0) / 4)
    start, end = lines.caret(x0 + dx / 4, y0 + dy), lines.caret(x1 - dx / 4, y1 - dy)
    return min(start, end), max(start, end)


def _follows(lines: PageLines | None, last: Stretch, next_: Stretch) -> bool:
    """Whether nothing stands between two stretches."""
    if lines is None or next_[0] < last[0]:
        return False
    return next_[0] <= last[1] or lines.stepped(last[1], "letter", 1) == next_[0]


class Links(QObject):
    """Knows which link is under the pointer or chosen by the keyboard, and marks it."""

    marked = Signal()  # another one is to be marked, or none

    def __init__(self, sheets: Sheets, on_screen: Callable[[int, Rect], QRectF], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets, self._on_screen = sheets, on_screen
        self._targets: dict[int, tuple[bool, list[Target]]] = {}
        self.ink = inks.PAPER_TEXT
        self.hovered: Target | None = None
        self.chosen: Target | None = None

    def open(self) -> None:
        """Another PDF."""
        self._targets.clear()
        self.hovered = self.chosen = None

    def on_page(self, page: int) -> list[Target] | None:
        """The links of a page; None while they are on their way. Their words follow when those of the page are there."""
        links = self._sheets.links(page)
        if links is None:
            return None
        told = self._sheets.has_words(page)
        held = self._targets.get(page)
        if held is None or held[0] != told:
            if len(self._targets) > 50:
                self._targets.clear()
            held = self._targets[page] = (told, targets(page, links, self._sheets.words(page) if told else None))
        return held[1]

    def at(self, point: PagePoint | None) -> Target | None:
        """The link at a point: the smallest of those there."""
        if point is None:
            return None
        page, x, y = point
        there = [
            (_area(piece.rect), target)
            for target in self.on_page(page) or ()
            for piece in target.pieces
            if piece.rect[0] - _SLACK <= x <= piece.rect[2] + _SLACK and piece.rect[1] - _SLACK <= y <= piece.rect[3] + _SLACK
        ]
        return min(there, key=lambda found: found[0])[1] if there else None

    def hover(self, target: Target | None) -> None:
        """Mark the link under the pointer."""
        if target != self.hovered:
            self.hovered = target
            self.marked.emit()

    def choose(self, target: Target | None) -> None:
        """Mark the link the keyboard is at."""
        if target != self.chosen:
            self.chosen = target
            self.marked.emit()

    def says(self, target: Target, facts: FactsLike | None) -> str:
        """Where a link leads: the label of a page, or an address."""
        page = target.link.page
        if page is None:
            return target.link.uri or ""
        label = facts.labels[page - 1] if facts is not None and page <= len(facts.labels) else page
        return self.tr("Page {label}").format(label=label)

    def paint(self, painter: QPainter, page: int) -> None:
        """A faint line below the hovered link, a frame round the chosen one; nothing otherwise."""
        for target, strong in ((self.hovered, False), (self.chosen, True)):
            if target is None or target.page != page:
                continue
            colour = QColor(self.ink)
            if not strong:
                colour.setAlphaF(0.6)
            painter.setPen(QPen(colour, 2 if strong else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for piece in target.pieces:
                rect = self._on_screen(page, piece.rect)
                if strong:
                    painter.drawRect(rect.adjusted(-1, -1, 1, 1))
                else:
                    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


class LinkList(QDialog):
    """The links in sight, to be chosen by the keyboard; the one the list is at is framed on its page."""

    chosen = Signal(object)  # a Target, or None when the list closes
    followed = Signal(object)  # a Target

    def __init__(self, found: Iterable[Target], says: Callable[[Target], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._targets = list(found)
        for target in self._targets:
            text = target.text if len(target.text) <= _LONG else target.text[: _LONG - 2].rstrip() + " …"
            goal = says(target)
            spelt_out = not text or text.lower().startswith(("http", "www.", "mailto:"))
            self.list.addItem(QListWidgetItem(goal if spelt_out else f"{text} → {goal}"))
        self._label = QLabel(self)
        self._label.setBuddy(self.list)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.go = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        box = QVBoxLayout(self)
        for widget in (self._label, self.list, buttons):
            box.addWidget(widget)
        buttons.rejected.connect(self.reject)
        self.go.clicked.connect(self._follow)
        self.list.itemActivated.connect(self._follow)
        self.list.currentRowChanged.connect(self._choose)
        self.finished.connect(self._closed)
        self.retranslate()
        self.resize(520, 360)
        self.list.setCurrentRow(0)

    def retranslate(self) -> None:
        """Title, label, button."""
        self.setWindowTitle(self.tr("Links on this page"))
        self._label.setText(self.tr("&Links on this page"))
        self.list.setAccessibleName(self.tr("Links on this page"))
        self.go.setText(self.tr("Follow"))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot()
    def _follow(self) -> None:
        row = self.list.currentRow()
        if row < 0 or not self.isVisible():  # Return in the list presses the default button too
            return
        self.accept()
        self.followed.emit(self._targets[row])

    @Slot(int)
    def _choose(self, row: int) -> None:
        self.chosen.emit(self._targets[row] if row >= 0 else None)

    @Slot()
    def _closed(self) -> None:
        self.chosen.emit(None)


def _area(rect: Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])
