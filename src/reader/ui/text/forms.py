"""How each kind of block looks: type, lines, and the space round it, all in proportion to the size of the reading text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontInfo, QPalette, QTextBlockFormat, QTextCharFormat, QTextOption

from reader.sections import Block
from reader.ui import theme

BASE_POINTS = 12.5
_ROLE = QPalette.ColorRole
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_LINES = 110.0  # per cent of the type's own distance of lines: some 1.55 em
_HEADING_LINES = 94.0
# By level: times the reading size, em above, em below; always more above, so that a heading belongs to what follows it.
_HEADINGS = {1: (1.7, 2.5, 0.8), 2: (1.24, 1.6, 0.4), 3: (1.06, 1.2, 0.25)}


@dataclass(frozen=True, slots=True)
class Look:
    """What a document is set with: palette, zoom (1.0 is the plain size), size of first headings, whether sources are numbered.

    width: of the text in pixels, 0 where it is not known; tables that would be too narrow in it are set row by row.
    """

    palette: QPalette
    zoom: float = 1.0
    heading: float = 1.7
    sources: bool = True
    width: float = 0.0

    @property
    def points(self) -> float:
        """The size of the reading text."""
        return BASE_POINTS * self.zoom

    @property
    def em(self) -> float:
        """The same in pixels."""
        return float(QFontInfo(theme.reading_font(self.points)).pixelSize())


class Forms:
    """Paragraph and letter formats for the blocks of one document."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self.em = look.em

    def paragraph(self) -> tuple[QTextBlockFormat, QTextCharFormat]:
        """Running text."""
        form, chars = QTextBlockFormat(), QTextCharFormat()
        chars.setFont(theme.reading_font(self._look.points))
        chars.setForeground(self._look.palette.color(_ROLE.Text))
        form.setLineHeight(_LINES, _PROPORTIONAL)
        form.setBottomMargin(self.em * 0.65)
        return form, chars

    def of(self, block: Block, *, first: bool = False, last: bool = True) -> tuple[QTextBlockFormat, QTextCharFormat]:
        """A block's; `first`: nothing stands above it in the document; `last`: no block of its kind follows."""
        form, chars = self.paragraph()
        match block.kind:
            case "heading":
                self._heading(block, form, chars, first=first)
            case "item":
                indent = self.em * (1.5 + 1.4 * block.level)
                form.setLeftMargin(indent)
                form.setTextIndent(-self.em * 1.1)
                form.setTabPositions([QTextOption.Tab(self.em * 1.1, QTextOption.TabType.LeftTab)])
                form.setBottomMargin(self.em * (0.65 if last else 0.26))
            case "cell":
                chars.setFont(theme.interface_font(self._look.points * 0.88))
                form.setLineHeight(102.0, _PROPORTIONAL)
                form.setBottomMargin(0)
                if block.row == 0:
                    chars.setFontWeight(QFont.Weight.DemiBold)
            case "line":
                chars.setFont(theme.interface_font(self._look.points * 0.92))
                form.setLeftMargin(self.em * 0.9)
                form.setLineHeight(100.0, _PROPORTIONAL)
                form.setBottomMargin(self.em * (0.65 if last else 0.05))
            case "unread":
                self.small(form, chars)
        return form, chars

    def _heading(self, block: Block, form: QTextBlockFormat, chars: QTextCharFormat, *, first: bool) -> None:
        size, above, below = _HEADINGS.get(block.level, _HEADINGS[3])
        if block.level == 1:
            font = theme.reading_font(self._look.points * self._look.heading)
        else:
            font = theme.interface_font(self._look.points * size)
        font.setWeight(QFont.Weight.DemiBold)
        chars.setFont(font)
        form.setHeadingLevel(block.level)
        form.setLineHeight(_HEADING_LINES, _PROPORTIONAL)
        form.setTopMargin(0.0 if first else self.em * above)
        form.setBottomMargin(self.em * below)

    def small(self, form: QTextBlockFormat, chars: QTextCharFormat, size: float = 0.86) -> None:
        """What the program says of a text, not the text: smaller, in the interface's type, a little fainter."""
        chars.setFont(theme.interface_font(self._look.points * size))
        chars.setForeground(self._look.palette.color(_ROLE.PlaceholderText))
        form.setLineHeight(104.0, _PROPORTIONAL)

    def hanging(self, form: QTextBlockFormat, indent: float) -> None:
        """The first line begins at the margin with a sign and a tab, the others stand `indent` em further in."""
        form.setLeftMargin(self.em * indent)
        form.setTextIndent(-self.em * indent)
        form.setTabPositions([QTextOption.Tab(self.em * indent, QTextOption.TabType.LeftTab)])
