"""Section texts set as one Qt document: a calm page with headings, lists, tables, boxes of ours told apart, and numbered sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit

from reader.library import Source
from reader.sections import Block, Mark, SectionText
from reader.ui import inks, theme
from reader.ui.text.offsets import Offsets, Run, wide

BASE_POINTS = 12.5
_HEADINGS = {2: 1.24, 3: 1.06}
_ROLE = QPalette.ColorRole
# Marks a block that only keeps Qt's rule of a paragraph after each frame and table; it is made a hairline high.
_SPACER = 2.0


@dataclass(frozen=True, slots=True)
class Look:
    """What a document is set with: palette, zoom (1.0 is the plain size), the size of first headings, whether sources are numbered."""

    palette: QPalette
    zoom: float = 1.0
    heading: float = 1.7
    sources: bool = True


class Setter:
    """Sets blocks into a new document and notes where each landed."""

    def __init__(self, look: Look, sources: Mapping[str, Source], language: str) -> None:
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setIndentWidth(BASE_POINTS * look.zoom * 2.0)
        self.offsets = Offsets()
        self.numbers: dict[str, int] = {}
        self._look, self._sources, self._language = look, sources, language
        self._points = BASE_POINTS * look.zoom
        self.document.setDefaultFont(theme.reading_font(self._points))
        self._cursor = QTextCursor(self.document)
        self._fresh = True  # the cursor stands in an empty paragraph that may be used
        self._lists: dict[int, QTextList] = {}
        self._section = 0
        self._inks = inks.of(look.palette)

    # -- sections and runs of blocks --------------------------------------------------------------------------------

    def section(self, section: SectionText, *, lead: bool = True) -> None:
        """One section."""
        self._section = self.offsets.section(section.slug)
        blocks = section.blocks if lead else section.blocks[1:]
        i = 0
        while i < len(blocks):
            block = blocks[i]
            if block.callout_id:
                end = _end_of(blocks, i, "callout_id")
                self._box(blocks[i:end])
                i = end
            else:
                i = self._one(blocks, i)

    def _one(self, blocks: Sequence[Block], i: int) -> int:
        """Set the block, or the whole table, at i; the index behind it."""
        block = blocks[i]
        if block.table:
            end = _end_of(blocks, i, "table")
            self._table(blocks[i:end])
            return end
        ends_list = block.kind == "paragraph" and bool(self._lists)
        if block.kind != "item":
            self._lists.clear()
        self._paragraph(block, first=not self.offsets.runs, ends_list=ends_list)
        return i + 1

    def _paragraph(self, block: Block, *, first: bool, ends_list: bool) -> None:
        form, chars = self._forms(block, first=first)
        if ends_list:
            form.setTopMargin(self._points * 0.75)  # items stand closer than paragraphs do
        if self._fresh:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(chars)
        else:
            self._cursor.insertBlock(form, chars)
        self._fresh = False
        if block.kind == "item":
            self._item(block, form)
        self._text(block, chars)

    def _item(self, block: Block, form: QTextBlockFormat) -> None:
        held = self._lists.get(block.level)
        for deeper in [level for level in self._lists if level > block.level]:
            del self._lists[deeper]
        style = QTextListFormat.Style.ListDecimal if block.ordinal is not None else QTextListFormat.Style.ListDisc
        if held is not None and held.format().style() == style:
            held.add(self._cursor.block())
        else:
            wanted = QTextListFormat()
            wanted.setStyle(style)
            wanted.setIndent(block.level + 1)
            if block.ordinal is not None:
                wanted.setStart(block.ordinal)
            self._lists[block.level] = self._cursor.createList(wanted)
        # A list resets the paragraph's own form, so it is given again.
        self._cursor.mergeBlockFormat(form)

    def _forms(self, block: Block, *, first: bool) -> tuple[QTextBlockFormat, QTextCharFormat]:
        form, chars = QTextBlockFormat(), QTextCharFormat()
        chars.setFont(theme.reading_font(self._points))
        chars.setForeground(self._look.palette.color(_ROLE.Text))
        gap = self._points
        form.setLineHeight(114.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(gap * 0.75)
        if block.kind == "heading":
            if block.level > 1:
                font = theme.interface_font(self._points * _HEADINGS.get(block.level, 1.0))
            else:
                font = theme.reading_font(self._points * self._look.heading)
            font.setWeight(QFont.Weight.DemiBold)
            chars.setFont(font)
            form.setHeadingLevel(block.level)
            form.setLineHeight(96.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setTopMargin(0.0 if first else gap * {1: 3.4, 2: 1.9}.get(block.level, 1.3))
            form.setBottomMargin(gap * {1: 1.1, 2: 0.6}.get(block.level, 0.4))
        elif block.kind == "item":
            form.setBottomMargin(gap * 0.38)
            if block.checked is not None:
                form.setMarker(QTextBlockFormat.MarkerType.Checked if block.checked else QTextBlockFormat.MarkerType.Unchecked)
        elif block.kind == "cell":
            chars.setFont(theme.interface_font(self._points * 0.88))
            form.setLineHeight(104.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            form.setBottomMargin(0)
            if block.row == 0:
                chars.setFontWeight(QFont.Weight.DemiBold)
        return form, chars

    # -- boxes and tables -------------------------------------------------------------------------------------------

    def _box(self, blocks: Sequence[Block]) -> None:
        """A box of ours: its name in small letters, a tint, and a whole or broken line round it, so that kinds differ without colour."""
        question = blocks[0].callout == "question"
        form = QTextFrameFormat()
        form.setBackground(self._inks.question if question else self._inks.suggestion)
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Dashed if question else QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(self._look.palette.color(_ROLE.Dark if question else _ROLE.Accent))
        form.setPadding(self._points * 1.1)
        form.setTopMargin(self._points * 0.6)
        form.setBottomMargin(self._points * 0.8)
        frame = self._cursor.insertFrame(form)
        self._fresh = True
        self._lists.clear()
        self._label(_box_name(question))
        i = 0
        while i < len(blocks):
            i = self._one(blocks, i)
        self._tighten_last()
        self._leave(frame)

    def _label(self, words: str) -> None:
        form, chars = QTextBlockFormat(), QTextCharFormat()
        font = theme.interface_font(self._points * 0.8)
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
        chars.setFont(font)
        chars.setForeground(self._look.palette.color(_ROLE.Accent))
        form.setBottomMargin(self._points * 0.5)
        self._cursor.setBlockFormat(form)
        self._cursor.setBlockCharFormat(chars)
        self._cursor.insertText(words, chars)
        self._fresh = False

    def _tighten_last(self) -> None:
        last = QTextBlockFormat()
        last.setBottomMargin(0)
        self._cursor.mergeBlockFormat(last)

    def _table(self, cells: Sequence[Block]) -> None:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderCollapse(True)
        form.setCellPadding(self._points * 0.6)
        form.setCellSpacing(0)
        form.setHeaderRowCount(1)
        form.setTopMargin(self._points * 0.4)
        form.setBottomMargin(self._points * 0.6)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table: QTextTable = self._cursor.insertTable(max(c.row for c in cells) + 1, max(c.column for c in cells) + 1, form)
        for cell in cells:
            target = table.cellAt(cell.row, cell.column)
            self._cursor = target.firstCursorPosition()
            block, chars = self._forms(cell, first=False)
            self._cursor.setBlockFormat(block)
            self._cursor.setBlockCharFormat(chars)
            self._text(cell, chars)
            # After the text: a cell keeps its form in the letters' form of its first paragraph, which the text sets anew.
            target.setFormat(self._cell_form(cell.row == 0))
        self._leave(table)

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
        self._lists.clear()

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
        source = self._sources.get(key)
        if source is None:
            return key
        what = source.what.get(self._language) or source.what.get("en") or key
        return f"{what} — {source.address}" if source.address else what

    def source_list(self) -> None:
        """The numbered list of what was cited, at the end."""
        if not self.numbers:
            return
        heading = Block("heading", _sources_name(), 0, level=2)
        self._lists.clear()
        form, chars = self._forms(heading, first=False)
        self._cursor.insertBlock(form, chars)
        self._cursor.insertText(heading.text, chars)
        plain, words = self._forms(Block("paragraph", "", 0), first=False)
        words.setFont(theme.interface_font(self._points * 0.86))
        plain.setLineHeight(104.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        plain.setBottomMargin(self._points * 0.4)
        plain.setLeftMargin(self._points * 2.4)
        plain.setTextIndent(-self._points * 2.4)
        plain.setTabPositions([QTextOption.Tab(self._points * 2.4, QTextOption.TabType.LeftTab)])
        for key, number in self.numbers.items():
            self._cursor.insertBlock(plain, words)
            anchor = QTextCharFormat(words)
            anchor.setAnchorNames([f"source-{number}"])
            self._cursor.insertText(f"{number}.", anchor)
            self._source(key, words)

    def _source(self, key: str, words: QTextCharFormat) -> None:
        source = self._sources.get(key)
        what = (source.what.get(self._language) or source.what.get("en") or key) if source else key
        self._cursor.insertText(f"\t{what}", words)
        if source and source.address:
            link = QTextCharFormat(words)
            link.setAnchor(True)
            link.setAnchorHref(source.address)
            link.setForeground(self._look.palette.color(_ROLE.Link))
            self._cursor.insertText(" ", words)
            self._cursor.insertText(source.address, link)


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
