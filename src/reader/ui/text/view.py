"""The text view: an edition's sections on one well-set page, lit words included, with exact places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, QRectF, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
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
from reader.ui.text.document import Setter, guess_notice, replace_document
from reader.ui.text.forms import BASE_POINTS, Look
from reader.ui.text.lit import Lit
from reader.ui.text.offsets import Offsets
from reader.ui.text.outline import outlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.glossary import Glossary
    from reader.ui.text.note import Note

    At = tuple[str, int]  # section and offset

# 60 to 75 characters a line; measured on a sentence, since a font's "average width" is no reader's average.
_MEASURE = 70
_SAMPLE = "The people of a place who know it best are asked first, and are heard. "
_SMALLEST, _LARGEST = 0.75, 4.0
_TOP = 24  # pixels above a place that was gone to
_TURN = 8  # milliseconds of setting text before the window has its turn


class TextView(QTextBrowser):
    """Told by `set_text`, `go`, `set_lit`; tells of itself by signals. Lengths in the text are offsets of `SectionText.text`."""

    moved = Signal()
    zoomed = Signal()
    followed = Signal(str)  # a link that leads out of this text
    leaving = Signal()  # the reader goes from here to another place of this text
    exchanged = Signal()  # the text that `exchange` was given is the one in view

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: Sequence[SectionText] = ()
        self._sources: Mapping[str, Source] = {}
        self._language = ""
        self._guessed = False
        self._glossary: Glossary | None = None
        self._numbers: tuple[str, ...] = ()
        self._entries: Mapping[int, int] = {}
        self._tables: Sequence[float] = ()
        self._set_width = 0.0
        self._exchange: tuple[Sequence[SectionText], Callable[[At], At | None]] | None = None
        self._setting: tuple[Setter, Iterator[SectionText]] | None = None
        self._clicked_at: QPoint | None = None
        self._zoom = 1.0
        self._offsets = Offsets()
        self._lit: Sequence[Lit] = ()
        self._now: int | None = None
        self._goal: tuple[str, int, int] | None = None
        self._stays: At | None = None  # where one went, until one scrolls: the line above it may be in sight as well
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
        self._piecewise = QTimer(self, interval=0)
        self._piecewise.timeout.connect(self._set_more)
        self.retranslate()

    # -- what the window says ---------------------------------------------------------------------------------------

    def set_text(self, texts: Sequence[SectionText], sources: Mapping[str, Source], language: str, *, guessed: bool = False) -> None:
        """Another edition; `guessed`: its layout is, and the text says so above."""
        self._texts, self._sources, self._language, self._guessed = texts, sources, language, guessed
        self._lit, self._now, self._exchange = (), None, None
        self._goal = self._stays = None
        self._set()

    def exchange(self, texts: Sequence[SectionText], carry: Callable[[At], At | None]) -> None:
        """More of the same edition: set piece by piece while the old is read, then put in its place with the same line in sight.

        `carry` leads from section and offset in the old text to those in the new.
        """
        self._exchange = texts, carry
        self._setting = self._setter(), iter(texts)
        self._piecewise.start()

    def set_glossary(self, glossary: Glossary | None) -> None:
        """The terms that are explained where they are used; none in a text whose layout is guessed."""
        if glossary is not self._glossary:
            self._glossary = glossary
            if self._texts:
                self._again()

    def go(self, section: str, offset: int, margin: int = _TOP) -> None:
        """Bring a place to `margin` pixels below the top edge, and the caret to it: a screen reader speaks on from there."""
        self._aim(section, offset, margin)
        self._put_caret(section, offset)

    def _aim(self, section: str, offset: int, margin: int) -> None:
        self._goal, self._stays = (section, offset, margin), (section, offset)
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
        if self.sees(lit.section, lit.start):
            self._put_caret(lit.section, lit.start)
        else:
            self.go(lit.section, lit.start, self.viewport().height() // 3)

    def sees(self, section: str, offset: int) -> bool:
        """True when the line of that place is in sight."""
        position = self._offsets.position(section, offset)
        return position is not None and self.viewport().rect().contains(self.cursorRect(self._cursor_at(position)).center())

    # -- what the window asks ---------------------------------------------------------------------------------------

    def place(self) -> tuple[str, int] | None:
        """Section and offset of the first whole line in sight."""
        if self._stays is not None:
            return self._stays
        # A line cut by the edge is not what is read, so the look goes a little below it.
        return self._place_at(self._line() * 0.6)

    def heading_place(self) -> tuple[str, int] | None:
        """The same a little further down, where a heading stands that was gone to: what its lines are about is read."""
        return self._stays or self._place_at(_TOP + self._line() * 0.8)

    def _place_at(self, height: float) -> tuple[str, int] | None:
        """Section and offset of what stands so many pixels below the top edge."""
        form = self.document().rootFrame().frameFormat()
        # While nothing is laid out yet, Qt takes what is asked for in the margin above the text for its end.
        height = max(height, form.topMargin() - self.verticalScrollBar().value() + 4)
        position = self.cursorForPosition(QPoint(round(form.leftMargin()) + 4, round(height))).position()
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

    def set_zoom(self, zoom: float | None) -> None:
        """A size, None for the plain one; the first line in sight stays."""
        zoom = min(max(zoom or 1.0, _SMALLEST), _LARGEST)
        if zoom == self._zoom:
            return
        self._zoom, was = zoom, self._zoom
        place, top = self.place(), self.top()
        self._set()
        if place is not None:
            self._aim(*place, round(top * zoom / was))
        self.zoomed.emit()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by a quarter."""
        self.set_zoom(round((self._zoom + 0.25 * steps) * 4) / 4)

    # -- inside -----------------------------------------------------------------------------------------------------

    def _setter(self) -> Setter:
        look = Look(self.palette(), self._zoom, width=self._width())
        setter = Setter(look, self._sources, self._language, None if self._guessed else self._glossary)
        if self._guessed:
            setter.notice(guess_notice())
        return setter

    def _set(self) -> None:
        setter = self._setter()
        for text in self._texts:
            setter.section(text)
        self._put(setter)
        if self._exchange is not None:  # what was being set has another look or language
            self.exchange(*self._exchange)

    def _put(self, setter: Setter) -> None:
        """Another document into the view."""
        setter.source_list()
        self._piecewise.stop()
        self._setting = None
        self._offsets, self._entries, self._tables, self._set_width = setter.offsets, setter.entries, setter.tables, setter.width
        self._numbers = tuple(setter.numbers)
        self._fit(setter.document)
        replace_document(self, setter.document)
        self._scroll(0)  # Qt leaves a text that takes the place of a shorter one at its end
        self._light()

    @Slot()
    def _set_more(self) -> None:
        """Some more of the text that is to come; when all is set, it is exchanged."""
        if self._setting is None or self._exchange is None:
            self._piecewise.stop()
            return
        setter, rest = self._setting
        clock = QElapsedTimer()
        clock.start()
        for text in rest:
            setter.section(text)
            if clock.elapsed() >= _TURN:
                return
        texts, carry = self._exchange
        place, top = self.place(), self.top()
        kept = carry(place) if place is not None else None
        self._texts, self._exchange = texts, None
        self._goal = self._stays = None
        self._lit, self._now = (), None
        self._put(setter)
        if kept is not None:
            self._aim(*kept, top)
            self._put_caret(*kept)
        self.exchanged.emit()

    def _line(self) -> float:
        return QFontMetricsF(theme.reading_font(BASE_POINTS * self._zoom)).lineSpacing()

    def _fit(self, document: QTextDocument) -> None:
        """Margins that leave a measure of some 70 letters in the middle."""
        side = self._side()
        form = document.rootFrame().frameFormat()
        if form.leftMargin() != side:
            form.setLeftMargin(side)
            form.setRightMargin(side)
            form.setTopMargin(36)
            form.setBottomMargin(self.viewport().height() * 0.5)
            document.rootFrame().setFrameFormat(form)

    def _side(self) -> float:
        metrics = QFontMetricsF(theme.reading_font(BASE_POINTS * self._zoom))
        measure = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * _MEASURE
        return max(22.0, (self.viewport().width() - measure) / 2)

    def _width(self) -> float:
        """Of the text, in pixels."""
        return self.viewport().width() - 2 * self._side()

    def _cursor_at(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, max(0, self.document().characterCount() - 1)))
        return cursor

    def _put_caret(self, section: str, offset: int) -> None:
        """The caret, which is not seen, to a place; nothing scrolls."""
        position = self._offsets.position(section, offset)
        if position is not None:
            self._set_caret(position)

    def _set_caret(self, position: int) -> None:
        height = self.verticalScrollBar().value()
        was, self._bringing = self._bringing, True
        self.setTextCursor(self._cursor_at(position))
        self._bringing = was
        self._scroll(height)

    def _scroll(self, height: int) -> None:
        """As the program does it: the reader's place stays the one he was brought to."""
        was, self._bringing = self._bringing, True
        self.verticalScrollBar().setValue(height)
        self._bringing = was

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
        self._scroll(max(0, top - margin))
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
        self._goal = self._stays = None
        self.moved.emit()

    @Slot(QUrl)
    def _clicked(self, url: QUrl) -> None:
        address = url.toString()
        kind, _, name = address.partition("-")
        if kind == "#source" and name.isdecimal() and 0 < int(name) <= len(self._numbers):
            self._show_source(int(name))
        elif kind == "#term" and self._glossary is not None and name in self._glossary.entries:
            self._show_term(name)
        else:
            self.followed.emit(address)

    # -- notes ------------------------------------------------------------------------------------------------------

    def _show_source(self, number: int) -> None:
        """What the source is, beside its number."""
        from reader.ui.text import note  # late: not before somebody asks

        head, lines, address = note.of_source(number, self._sources, self._numbers[number - 1], self._language)
        buttons = [(note.go_to_list(), lambda: self._go_to_source(number))]
        if address:
            buttons.insert(0, (note.copy_address(), lambda: QGuiApplication.clipboard().setText(address)))
        self._show_note(note.Note(self, head, lines, buttons, self._zoom))

    def _show_term(self, id: str) -> None:
        """What a term means, and what it is called in the other language."""
        from reader.ui.text import note  # late, as above

        assert self._glossary is not None
        head, lines = note.of_term(self._glossary.entries[id], self._language)
        self._show_note(note.Note(self, head, lines, (), self._zoom))

    def _show_note(self, note: Note) -> None:
        note.closed.connect(self._note_closed)
        note.show_by(self._clicked_word())

    @Slot()
    def _note_closed(self) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _clicked_word(self) -> QRect:
        """Where the link stands that was followed, in pixels of the screen."""
        if self._clicked_at is not None:
            line = self.cursorRect(self.cursorForPosition(self._clicked_at))
            word = QRect(self._clicked_at.x(), line.top(), 1, line.height())
        else:
            cursor = self.textCursor()
            cursor.setPosition(cursor.selectionStart())
            word = self.cursorRect(cursor)
        return QRect(self.viewport().mapToGlobal(word.topLeft()), word.size())

    def _go_to_source(self, number: int) -> None:
        """The entry in the list at the end; back leads here again."""
        self.leaving.emit()
        position = self._entries[number]
        bar = self.verticalScrollBar()
        bar.setValue(self.cursorRect(self._cursor_at(position)).top() + bar.value() - _TOP)
        self._set_caret(position)

    def _outlines(self) -> list[QRectF]:
        """Round the current hit, line by line, in pixels of the window."""
        if self._now is None or self._now >= len(self._lit):
            return []
        x, y = -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        return [rect.translated(x, y) for rect in outlines(self.document(), self.stretches(self._lit[self._now]))]

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
        place, top = (self.place(), self.top()) if event.oldSize().isValid() else (None, 0)
        goal = self._goal
        self._fit(self.document())
        super().resizeEvent(event)
        if any((least > self._set_width) != (least > self._width()) for least in self._tables):
            self._set()  # a table fits that did not, or the other way round
        if goal is not None:
            self._aim(*goal)
        elif place is not None and event.oldSize().width() != event.size().width():
            self._aim(*place, top)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Notes where a link is clicked."""
        self._clicked_at = event.position().toPoint()
        super().mouseReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next link from what is in sight, not from where the caret was left."""
        if not self.viewport().rect().intersects(self.cursorRect()) and (place := self.place()) is not None:
            self._put_caret(*place)
        return super().focusNextPrevChild(forward)

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
        self._clicked_at = None
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
        place, top = self.place(), self.top()
        self._set()
        if place is not None:
            self._aim(*place, top)

    def retranslate(self) -> None:
        """Gives the view its name."""
        self.setAccessibleName(self.tr("Text view"))
