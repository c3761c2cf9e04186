"""The text view: an edition's sections on one well-set page, lit words included, with exact places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from reader.library import Source
from reader.sections import SectionText
from reader.ui import inks, theme
from reader.ui.text.document import BASE_POINTS, Look, Setter, replace_document
from reader.ui.text.lit import Lit
from reader.ui.text.offsets import Offsets

# 60 to 75 characters a line; measured on a sentence, since a font's "average width" is no reader's average.
_MEASURE = 70
_SAMPLE = "The people of a place who know it best are asked first, and are heard. "
_SMALLEST, _LARGEST = 0.75, 4.0


class TextView(QTextBrowser):
    """Told by `set_text`, `go`, `set_lit`; tells of itself by signals. Lengths in the text are offsets of `SectionText.text`."""

    moved = Signal()
    zoomed = Signal()
    followed = Signal(str)  # a link that leads out of this text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: Sequence[SectionText] = ()
        self._sources: Mapping[str, Source] = {}
        self._language = ""
        self._zoom = 1.0
        self._offsets = Offsets()
        self._lit: Sequence[Lit] = ()
        self._now: int | None = None
        self._goal: tuple[str, int, int] | None = None
        self._bringing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.anchorClicked.connect(self._clicked)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        self.retranslate()

    # -- what the window says ---------------------------------------------------------------------------------------

    def set_text(self, texts: Sequence[SectionText], sources: Mapping[str, Source], language: str) -> None:
        """Another edition."""
        self._texts, self._sources, self._language = texts, sources, language
        self._lit, self._now, self._goal = (), None, None
        self._set()

    def go(self, section: str, offset: int, margin: int = 24) -> None:
        """Bring a place to `margin` pixels below the top edge."""
        self._goal = (section, offset, margin)
        self._bring()
        # Qt lays long documents out piece by piece, and a hidden view has not its size yet: once more when all is done.
        self._settling.start()

    def set_lit(self, lit: Sequence[Lit], now: int | None = None) -> None:
        """The lit words, and which is the current hit."""
        self._lit, self._now = lit, now
        self._light()

    def show_now(self) -> None:
        """Bring the current hit into sight when it is out of it."""
        if self._now is None or self._now >= len(self._lit):
            return
        lit = self._lit[self._now]
        if not self.sees(lit.section, lit.start):
            self.go(lit.section, lit.start, self.viewport().height() // 3)

    def sees(self, section: str, offset: int) -> bool:
        """True when the line of that place is in sight."""
        position = self._offsets.position(section, offset)
        return position is not None and self.viewport().rect().contains(self.cursorRect(self._cursor_at(position)).center())

    # -- what the window asks ---------------------------------------------------------------------------------------

    def place(self) -> tuple[str, int] | None:
        """Section and offset of the first whole line in sight."""
        if self._goal is not None:
            return self._goal[:2]
        left = round(self.document().rootFrame().frameFormat().leftMargin()) + 4
        # A line cut by the edge is not what is read, so the look goes a little below it.
        position = self.cursorForPosition(QPoint(left, round(self._line() * 0.6))).position()
        return self._offsets.place(position)

    def top(self) -> int:
        """How far below the top edge the line of `place` stands."""
        at = self.place()
        position = self._offsets.position(*at) if at is not None else None
        return self.cursorRect(self._cursor_at(position)).top() if position is not None else 0

    def holds(self, section: str) -> bool:
        """True when that section is in the text."""
        return section in self._offsets.sections

    def stretches(self, lit: Lit) -> list[tuple[int, int]]:
        """The document positions of a stretch."""
        return self._offsets.stretches(lit.section, lit.start, lit.end)

    def shares(self, lit: Sequence[Lit]) -> list[float]:
        """The height of each stretch as a share of the whole text's, 0 to 1."""
        layout, height = self.document().documentLayout(), max(1.0, self.document().size().height())
        found = []
        for one in lit:
            position = self._offsets.position(one.section, one.start)
            block = self.document().findBlock(position) if position is not None else None
            found.append(layout.blockBoundingRect(block).top() / height if block is not None else 0.0)
        return found

    # -- zoom -------------------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """1.0 is the plain size."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """A size; the first line in sight stays."""
        zoom = min(max(zoom, _SMALLEST), _LARGEST)
        if zoom == self._zoom:
            return
        place = self.place()
        self._zoom = zoom
        self._set()
        if place is not None:
            self.go(*place, 0)
        self.zoomed.emit()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by a quarter."""
        self.set_zoom(round((self._zoom + 0.25 * steps) * 4) / 4)

    # -- inside -----------------------------------------------------------------------------------------------------

    def _set(self) -> None:
        setter = Setter(Look(self.palette(), self._zoom), self._sources, self._language)
        for text in self._texts:
            setter.section(text)
        setter.source_list()
        self._offsets = setter.offsets
        self._fit(setter.document)
        replace_document(self, setter.document)
        self._light()

    def _line(self) -> float:
        return QFontMetricsF(theme.reading_font(BASE_POINTS * self._zoom)).lineSpacing()

    def _fit(self, document: QTextDocument) -> None:
        """Margins that leave a measure of some 70 letters in the middle."""
        metrics = QFontMetricsF(theme.reading_font(BASE_POINTS * self._zoom))
        measure = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * _MEASURE
        side = max(22.0, (self.viewport().width() - measure) / 2)
        form = document.rootFrame().frameFormat()
        if form.leftMargin() != side:
            form.setLeftMargin(side)
            form.setRightMargin(side)
            form.setTopMargin(36)
            form.setBottomMargin(self.viewport().height() * 0.5)
            document.rootFrame().setFrameFormat(form)

    def _cursor_at(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, max(0, self.document().characterCount() - 1)))
        return cursor

    @Slot()
    def _settle(self) -> None:
        self._bring()
        self._goal = None

    def _bring(self) -> None:
        if self._goal is None:
            return
        section, offset, margin = self._goal
        position = self._offsets.position(section, offset)
        if position is None:
            return
        bar = self.verticalScrollBar()
        top = self.cursorRect(self._cursor_at(position)).top() + bar.value()
        self._bringing = True
        bar.setValue(max(0, top - margin))
        self._bringing = False
        self.moved.emit()

    def _light(self) -> None:
        ink = inks.of(self.palette())
        plain, now = QTextCharFormat(), QTextCharFormat()
        for form, colour, line in (
            (plain, ink.lit, QTextCharFormat.UnderlineStyle.DotLine),
            (now, ink.lit_now, QTextCharFormat.UnderlineStyle.SingleUnderline),
        ):
            form.setBackground(colour)
            form.setForeground(ink.lit_text)
            form.setUnderlineColor(ink.lit_line)
            form.setUnderlineStyle(line)
        extra = []
        for i, lit in enumerate(self._lit):
            for start, end in self.stretches(lit):
                selection = QTextEdit.ExtraSelection()
                cursor = self._cursor_at(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                selection.cursor, selection.format = cursor, now if i == self._now else plain  # type: ignore[attr-defined]
                extra.append(selection)
        self.setExtraSelections(extra)

    @Slot()
    def _scrolled(self) -> None:
        if self._bringing:
            return
        self._goal = None
        self.moved.emit()

    @Slot(QUrl)
    def _clicked(self, url: QUrl) -> None:
        address = url.toString()
        if address.startswith("#source-"):
            self.scrollToAnchor(address[1:])
        else:
            self.followed.emit(address)

    def _outlines(self) -> list[QRectF]:
        """Round the current hit, line by line, in pixels of the window."""
        if self._now is None or self._now >= len(self._lit):
            return []
        found = []
        for start, end in self.stretches(self._lit[self._now]):
            block = self.document().findBlock(start)
            layout, origin = block.layout(), self.document().documentLayout().blockBoundingRect(block).topLeft()
            first = layout.lineForTextPosition(start - block.position()).lineNumber()
            last = layout.lineForTextPosition(end - block.position() - 1).lineNumber()
            for number in range(max(0, first), last + 1):
                line = layout.lineAt(number)
                left = line.cursorToX(max(start - block.position(), line.textStart()))
                right = line.cursorToX(min(end - block.position(), line.textStart() + line.textLength()))
                x0, x1 = _x(left), _x(right)
                at = QPointF(origin.x() + x0 - self.horizontalScrollBar().value(), origin.y() + line.y() - self.verticalScrollBar().value())
                found.append(QRectF(at, QSizeF(x1 - x0, line.height())).adjusted(-2, 0, 2, 0))
        return found

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outline besides the colour, since not everyone tells the colours apart."""
        super().paintEvent(event)
        outlines = self._outlines()
        if outlines:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(inks.of(self.palette()).lit_line, 1.6))
            for rect in outlines:
                painter.drawRoundedRect(rect, 3, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the measure and the first line."""
        place = self.place() if event.oldSize().isValid() else None
        goal = self._goal
        self._fit(self.document())
        super().resizeEvent(event)
        if goal is not None:
            self.go(*goal)
        elif place is not None and event.oldSize().width() != event.size().width():
            self.go(*place, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; with Control, changes the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns on, as in the page view."""
        if event.key() == Qt.Key.Key_Space:
            bar = self.verticalScrollBar()
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language and the appearance."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._again()
        elif event.type() == QEvent.Type.PaletteChange and self._texts:
            self._again()
        super().changeEvent(event)

    def _again(self) -> None:
        place = self.place()
        self._set()
        if place is not None:
            self.go(*place, 0)

    def retranslate(self) -> None:
        """Gives the view its name."""
        self.setAccessibleName(self.tr("Text view"))


def _x(found: object) -> float:
    """The position `cursorToX` gives, which PySide 6.8 hands over in a tuple."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
