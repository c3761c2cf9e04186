"""Where a stretch of a text document stands, line by line: what is drawn round the current hit."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTextDocument


def outlines(document: QTextDocument, stretches: Iterable[tuple[int, int]]) -> list[QRectF]:
    """A rectangle for each line that a stretch of positions touches, in pixels of the document."""
    found = []
    for start, end in stretches:
        block = document.findBlock(start)
        layout, origin = block.layout(), document.documentLayout().blockBoundingRect(block).topLeft()
        first = layout.lineForTextPosition(start - block.position()).lineNumber()
        last = layout.lineForTextPosition(end - block.position() - 1).lineNumber()
        for number in range(max(0, first), last + 1):
            line = layout.lineAt(number)
            left = _x(line.cursorToX(max(start - block.position(), line.textStart())))
            right = _x(line.cursorToX(min(end - block.position(), line.textStart() + line.textLength())))
            at = QPointF(origin.x() + left, origin.y() + line.y())
            found.append(QRectF(at, QSizeF(right - left, line.height())).adjusted(-2, 0, 2, 0))
    return found


def _x(found: object) -> float:
    """The position `cursorToX` gives, which PySide 6.8 hands over in a tuple."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
