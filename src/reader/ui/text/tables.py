"""Tables of section text: how wide their columns want to be, and whether they fit into the width of the text."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from PySide6.QtGui import QFontMetricsF, QTextFormat, QTextFrameFormat, QTextLength, QTextTableFormat

from reader.sections import Block
from reader.ui import theme
from reader.ui.text.forms import Look

PADDING = 0.45  # em


class Measured:
    """A table before it is set."""

    def __init__(self, cells: Sequence[Block], look: Look) -> None:
        self.cells = cells
        self.rows = max(c.row for c in cells) + 1
        self.columns = max(c.column for c in cells) + 1
        metrics = QFontMetricsF(theme.interface_font(look.points * 0.88))
        padding = 2 * PADDING * look.em + 2
        self._least = [padding] * self.columns
        self._most = [padding] * self.columns
        for cell in cells:
            # The head is bold, and some numbers of sources may stand behind a word.
            spare = (1.08 if cell.row == 0 else 1.0), (1.2 * look.em if any(m.kind == "cite" for m in cell.marks) else 0.0)
            word = max((metrics.horizontalAdvance(w) for w in cell.text.split()), default=0.0)
            self._least[cell.column] = max(self._least[cell.column], word * spare[0] + spare[1] + padding)
            self._most[cell.column] = max(self._most[cell.column], metrics.horizontalAdvance(cell.text) * spare[0] + spare[1] + padding)

    @property
    def least(self) -> float:
        """The narrowest it can be set in, in pixels: no word is broken."""
        return sum(self._least)

    def widths(self, whole: float) -> list[float]:
        """Of the columns, in per cent: no less than their longest word, more for those that say more."""
        more = [sqrt(most) for most in self._most]
        rest = max(0.0, whole - self.least)
        wanted = [least + rest * share / sum(more) for least, share in zip(self._least, more, strict=True)]
        return [100.0 * width / sum(wanted) for width in wanted]

    def form(self, look: Look) -> QTextTableFormat:
        """Of the whole table."""
        form = QTextTableFormat()
        form.setBorder(0)
        form.setBorderCollapse(True)
        form.setCellPadding(PADDING * look.em)
        form.setCellSpacing(0)
        form.setHeaderRowCount(1)
        form.setTopMargin(look.em * 0.3)
        form.setBottomMargin(look.em * 0.6)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        if look.width:
            form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, w) for w in self.widths(look.width)])
        form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_Auto)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        return form
