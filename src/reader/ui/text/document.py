"""Section texts set as one Qt document: a calm page with headings, lists, tables, boxes of ours told apart, and numbered sources."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import (
    QFont,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextFrameFormat,
    QTextTable,
    QTextTableCellFormat,
)
from PySide6.QtWidgets import QTextEdit

from reader.library import Source
from reader.sections import Block, Mark, SectionText
from reader.ui import inks, theme
from reader.ui.text.forms import Forms, Look
from reader.ui.text.offsets import Offsets, Run, wide
from reader.ui.text.tables import Measured

if TYPE_CHECKING:
    from reader.glossary import Glossary, Use

__all__ = ["Look", "Setter", "replace_document"]
_ROLE = QPalette.ColorRole
# Marks a block that only keeps Qt's rule of a paragraph after each frame and table; it is made a hairline high.
_SPACER = 2.0
_TERM = "term"  # a mark that the glossary adds to those of the text
_KEPT_TOGETHER = ("item", "line")


class Setter:
    """Sets blocks into a new document and notes where each landed.

    Links in it: "#source-3" to a source, whose entry in the list at the end begins at `entries[3]`, "#term-call-in" to a term.
    """

    def __init__(self, look: Look, sources: Mapping[str, Source], language: str, glossary: Glossary | None = None) -> None:
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.offsets = Offsets()
        self.numbers: dict[str, int] = {}
        self.entries: dict[int, int] = {}
        self.width = look.width
        self.tables: list[float] = []  # the narrowest widths they can be set in, in pixels
        self._look, self._sources, self._language, self._glossary = look, sources, language, glossary
        self._forms = Forms(look)
        self._em = self._forms.em
        self.document.setDefaultFont(theme.reading_font(look.points))
        self._cursor = QTextCursor(self.document)
        self._fresh = True  # the cursor stands in an empty paragraph that may be used
        self._section = 0
        self._inks = inks.of(look.palette)

    # -- sections and runs of blocks --------------------------------------------------------------------------------

    def section(self, section: SectionText, *, lead: bool = True) -> None:
        """One section."""
        self._section = self.offsets.section(section.slug)
        blocks: Sequence[Block] = section.blocks if lead else section.blocks[1:]
        if self._glossary is not None:
            blocks = _with_terms(blocks, self._glossary.uses(section, self._language))
        i = 0
        while i < len(blocks):
            if blocks[i].callout_id:
                end = _end_of(blocks, i, "callout_id")
                self._box(blocks[i:end])
                i = end
            else:
                i = self._one(blocks, i)

    def notice(self, words: str) -> None:
        """What the program says of the text, above it."""
        form, chars = self._forms.paragraph()
        self._forms.small(form, chars)
        form.setBottomMargin(self._em * 1.8)
        self._begin(form, chars)
        self._cursor.insertText(words, chars)

    def _one(self, blocks: Sequence[Block], i: int) -> int:
        """Set the block, or the whole table, at i; the index behind it."""
        block = blocks[i]
        if block.table:
            end = _end_of(blocks, i, "table")
            self._table(blocks[i:end])
            return end
        goes_on = block.kind in _KEPT_TOGETHER and i + 1 < len(blocks) and blocks[i + 1].kind == block.kind
        form, chars = self._forms.of(block, first=not self.offsets.runs, last=not goes_on)
        self._begin(form, chars)
        if block.kind == "item":
            self._sign(block, chars)
        elif block.kind == "unread":
            self._cursor.insertText(_unread(block.ordinal or 0), chars)
        self._text(block, chars)
        return i + 1

    def _begin(self, form: QTextBlockFormat, chars: QTextCharFormat) -> None:
        """A paragraph."""
        if self._fresh:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(chars)
        else:
            self._cursor.insertBlock(form, chars)
        self._fresh = False

    def _sign(self, block: Block, chars: QTextCharFormat) -> None:
        """The sign of an item, as letters: Qt's own are large, stand close to the text, and count on regardless of the numbers given."""
        sign = QTextCharFormat(chars)
        if block.checked is not None:
            words = "☑" if block.checked else "☐"
        elif block.ordinal is not None:
            words = f"{block.ordinal}."
        else:
            words = "–" if block.level else "•"
            sign.setForeground(self._look.palette.color(_ROLE.PlaceholderText))
        self._cursor.insertText(f"{words}\t", sign)

    # -- boxes and tables -------------------------------------------------------------------------------------------

    def _box(self, blocks: Sequence[Block]) -> None:
        """A box of ours: named, tinted, with a whole or a broken line round it, so that the kinds differ without colour."""
        question = blocks[0].callout == "question"
        form = QTextFrameFormat()
        form.setBackground(self._inks.question if question else self._inks.suggestion)
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Dashed if question else QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(self._look.palette.color(_ROLE.Dark if question else _ROLE.Accent))
        form.setPadding(self._em * 0.8)
        form.setTopMargin(self._em * 0.45)
        form.setBottomMargin(self._em * 0.75)
        frame = self._cursor.insertFrame(form)
        self._fresh = True
        self._label(_box_name(question), "?" if question else "→")
        i = 0
        while i < len(blocks):
            i = self._one(blocks, i)
        self._tighten_last()
        self._leave(frame)

    def _label(self, words: str, sign: str) -> None:
        form, chars = QTextBlockFormat(), QTextCharFormat()
        font = theme.interface_font(self._look.points * 0.8)
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
        chars.setFont(font)
        chars.setForeground(self._look.palette.color(_ROLE.Accent))
        form.setBottomMargin(self._em * 0.35)
        self._begin(form, chars)
        self._cursor.insertText(f"{sign}\u2002{words}", chars)

    def _tighten_last(self) -> None:
        last = QTextBlockFormat()
        last.setBottomMargin(0)
        self._cursor.mergeBlockFormat(last)

    def _table(self, cells: Sequence[Block]) -> None:
        measured = Measured(cells, self._look)
        self.tables.append(measured.least)
        if self._look.width and measured.least > self._look.width:
            self._row_by_row(cells)
            return
        table: QTextTable = self._cursor.insertTable(measured.rows, measured.columns, measured.form(self._look))
        for cell in cells:
            target = table.cellAt(cell.row, cell.column)
            self._cursor = target.firstCursorPosition()
            block, chars = self._forms.of(cell)
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(chars)
            self._text(cell, chars)
            # After the text: a cell keeps its form in the letters' form of its first paragraph, which the text sets anew.
            target.setFormat(self._cell_form(cell.row == 0))
        self._leave(table)

    def _row_by_row(self, cells: Sequence[Block]) -> None:
        """A table too wide for the text: its head in one line, then for each row a name and what the columns say of it."""
        heads = {cell.column: cell.text for cell in cells if cell.row == 0}
        last = max(heads, default=0)
        for cell in cells:
            form, chars = self._forms.of(cell)
            form.setBottomMargin(self._em * 0.15)
            label = QTextCharFormat(chars)
            label.setForeground(self._look.palette.color(_ROLE.PlaceholderText))
            if cell.row == 0 and cell.column:
                self._cursor.insertText(" · ", label)
            elif cell.column == 0:
                form.setTopMargin(self._em * (0.9 if cell.row else 0.3))
                chars.setFontWeight(QFont.Weight.DemiBold)
                self._begin(form, chars)
            else:
                form.setBottomMargin(self._em * (0.9 if cell.column == last else 0.15))
                self._begin(form, chars)
                self._cursor.insertText(f"{heads.get(cell.column, '')}: ", label)
            self._text(cell, chars)

    def _cell_form(self, head: bool) -> QTextTableCellFormat:
        """A rule below each row and a tint for the first; upright lines would only make a grid of it."""
        form = QTextTableCellFormat()
        form.setBottomBorder(1)
        form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBottomBorderBrush(self._look.palette.color(_ROLE.Dark if head else _ROLE.Mid))
        if head:
            form.setBackground(self._look.palette.color(_ROLE.AlternateBase))
        return form

    def _leave(self, frame: QTextFrame) -> None:
        """Behind a frame. Qt keeps a paragraph there: used for text it would lose its upper margin, so it is made a hairline high."""
        self._cursor = frame.lastCursorPosition()
        self._cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        thin, chars = QTextBlockFormat(), QTextCharFormat()
        thin.setLineHeight(_SPACER, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        chars.setFontPointSize(1)
        self._cursor.setBlockFormat(thin)
        self._cursor.setBlockCharFormat(chars)
        self._fresh = False

    # -- the words of a block ---------------------------------------------------------------------------------------

    def _text(self, block: Block, chars: QTextCharFormat) -> None:
        run = Run(self._section, block.start, len(block.text), self._cursor.position(), wide=wide(block.text))
        self.offsets.runs.append(run)
        cuts = sorted({0, len(block.text), *(p for m in block.marks for p in (m.start, m.end))})
        cites: dict[int, list[str]] = {}
        for mark in block.marks:
            if mark.kind == "cite":
                cites.setdefault(mark.start, []).append(mark.value)
        for start, end in zip(cuts, [*cuts[1:], len(block.text)], strict=True):
            if start in cites and self._look.sources:
                before = self._cursor.position()
                self._cites(cites[start], chars)
                run.extra.append((start, self._cursor.position() - before))
            if start < end:
                self._cursor.insertText(
                    block.text[start:end],
                    self._marked(chars, [m for m in block.marks if m.start <= start and end <= m.end and m.kind != "cite"]),
                )

    def _marked(self, chars: QTextCharFormat, marks: Sequence[Mark]) -> QTextCharFormat:
        form = QTextCharFormat(chars)
        for mark in marks:
            if mark.kind == "emphasis":
                form.setFontItalic(True)
            elif mark.kind == "strong":
                form.setFontWeight(QFont.Weight.DemiBold)
            elif mark.kind == "link":
                form.setAnchor(True)
                form.setAnchorHref(mark.value)
                form.setForeground(self._look.palette.color(_ROLE.Link))
                form.setFontUnderline(True)
                if "://" in mark.value:
                    form.setToolTip(mark.value)
            elif mark.kind == _TERM:
                form.setAnchor(True)
                form.setAnchorHref(f"#term-{mark.value}")
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                form.setUnderlineColor(self._look.palette.color(_ROLE.Accent))
        return form

    def _cites(self, keys: Sequence[str], chars: QTextCharFormat) -> None:
        small = QTextCharFormat(chars)
        small.setFont(theme.interface_font(chars.font().pointSizeF()))
        small.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        small.setForeground(self._look.palette.color(_ROLE.Link))
        for i, key in enumerate(keys):
            number = self.numbers.setdefault(key, len(self.numbers) + 1)
            link = QTextCharFormat(small)
            link.setAnchor(True)
            link.setAnchorHref(f"#source-{number}")
            link.setToolTip(self.source_line(key))
            if i:
                self._cursor.insertText(",", small)
            self._cursor.insertText(str(number), link)

    def source_line(self, key: str) -> str:
        """What a source is, and its address."""
        what, address = source_said(self._sources, key, self._language)
        return f"{what} — {address}" if address else what

    def source_list(self) -> None:
        """The numbered list of what was cited, at the end."""
        if not self.numbers:
            return
        form, chars = self._forms.of(Block("heading", "", 0, level=2))
        self._begin(form, chars)
        self._cursor.insertText(_sources_name(), chars)
        plain, words = self._forms.paragraph()
        words.setFont(theme.interface_font(self._look.points * 0.86))
        plain.setLineHeight(104.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        plain.setBottomMargin(self._em * 0.3)
        self._forms.hanging(plain, 2.0)
        for key, number in self.numbers.items():
            self._begin(plain, words)
            self.entries[number] = self._cursor.position()
            anchor = QTextCharFormat(words)
            anchor.setAnchorNames([f"source-{number}"])
            self._cursor.insertText(f"{number}.", anchor)
            self._source(key, words)

    def _source(self, key: str, words: QTextCharFormat) -> None:
        what, address = source_said(self._sources, key, self._language)
        self._cursor.insertText(f"\t{what}", words)
        if address:
            link = QTextCharFormat(words)
            link.setAnchor(True)
            link.setAnchorHref(address)
            link.setForeground(self._look.palette.color(_ROLE.Link))
            self._cursor.insertText(" ", words)
            self._cursor.insertText(address, link)


def source_said(sources: Mapping[str, Source], key: str, language: str) -> tuple[str, str]:
    """What a source is, in the language of the text, and its address, "" where none is known."""
    source = sources.get(key)
    return (source.what.get(language) or source.what.get("en") or key, source.address) if source is not None else (key, "")


def _with_terms(blocks: Sequence[Block], uses: Sequence[Use]) -> Sequence[Block]:
    """The blocks with a mark for each use of a term."""
    starts = [use.start for use in uses]
    found = []
    for block in blocks:
        own = uses[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        marks = tuple(Mark(use.start - block.start, use.end - block.start, _TERM, use.id) for use in own)
        found.append(replace(block, marks=block.marks + marks) if marks else block)
    return found


def _end_of(blocks: Sequence[Block], start: int, field: str) -> int:
    """Behind the blocks that share a field with the one at start."""
    end = start + 1
    while end < len(blocks) and getattr(blocks[end], field) == getattr(blocks[start], field):
        end += 1
    return end


def _box_name(question: bool) -> str:
    if question:
        return QCoreApplication.translate("Text", "For your site")
    return QCoreApplication.translate("Text", "Our suggestion")


def _unread(page: int) -> str:
    words = QCoreApplication.translate("Text", "Page {page} has no text to show here; it may be a picture. The page view shows it.")
    return words.format(page=page)


def guess_notice() -> str:
    """What stands above a text made of a PDF's pages."""
    return QCoreApplication.translate("Text", "Text taken from the PDF’s pages; the layout is guessed. The page view shows the original.")


def _sources_name() -> str:
    return QCoreApplication.translate("Text", "Sources")


def replace_document(view: QTextEdit, document: QTextDocument) -> None:
    """Give a view another document, which it then owns; Qt deletes the view's very first one itself, but not ours."""
    old = view.document()
    ours = old.parent() is view
    document.setParent(view)
    view.setDocument(document)
    if ours:
        old.deleteLater()
