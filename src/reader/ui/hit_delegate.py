"""How a hit is drawn: heading path, page and language above, the snippet with its matched words bold on a tint below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.ui import inks
from reader.ui.models import GROUP_ROLE, HIT_ROLE, Group, HitRow

_SIDE = 14
_LINES = 3
Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Draws rows of the hit model from the palette."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines at the list's width."""
        width = self._width(option)
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        group = index.data(GROUP_ROLE)
        if isinstance(group, Group):
            return QSize(width, metrics.lineSpacing() + 22)
        row = index.data(HIT_ROLE)
        if not isinstance(row, HitRow):
            return super().sizeHint(option, index)
        return QSize(width, metrics.lineSpacing() + round(self._snippet(row, option, width)[1]) + 20)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A head or a hit."""
        painter.save()
        group, row = index.data(GROUP_ROLE), index.data(HIT_ROLE)
        if isinstance(group, Group):
            self._head(painter, option, group)
        elif isinstance(row, HitRow):
            self._hit(painter, option, row)
        painter.restore()

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget  # type: ignore[attr-defined]
        return int(view.viewport().width()) if view is not None else option.rect.width()  # type: ignore[attr-defined]

    def _head(self, painter: QPainter, option: QStyleOptionViewItem, group: Group) -> None:
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        rect: QRect = option.rect.adjusted(_SIDE, 10, -_SIDE, -4)  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        badge = self._badge(painter, font, rect, group.language, palette)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        room = rect.adjusted(0, 0, -badge - 8, 0)
        painter.drawText(
            room, int(Qt.AlignmentFlag.AlignVCenter), QFontMetrics(font).elidedText(group.title, Qt.TextElideMode.ElideRight, room.width())
        )

    @staticmethod
    def _badge(painter: QPainter, font: QFont, rect: QRect, language: str, palette: QPalette) -> int:
        """The language as two letters in a frame at the right; its width."""
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.82)
        small.setWeight(QFont.Weight.DemiBold)
        width = QFontMetrics(small).horizontalAdvance(language.upper()) + 12
        height = QFontMetrics(small).height() + 1
        frame = QRectF(rect.right() - width, rect.center().y() - height / 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.color(QPalette.ColorRole.Accent))
        painter.setFont(small)
        painter.drawRoundedRect(frame, 4, 4)
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), language.upper())
        return width

    def _hit(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow) -> None:
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        whole: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        metrics = QFontMetrics(font)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, palette.color(QPalette.ColorRole.Base))
            painter.fillRect(QRect(whole.left(), whole.top(), 4, whole.height()), palette.color(QPalette.ColorRole.Accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, palette.color(QPalette.ColorRole.Midlight))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))
        rect = whole.adjusted(_SIDE, 8, -_SIDE, -8)
        label = row.hit.page_label or ""
        aside = metrics.horizontalAdvance(label) + 10 if label else 0
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Link))
        line = QRect(rect.left(), rect.top(), rect.width(), metrics.lineSpacing())
        painter.drawText(
            line.adjusted(0, 0, -aside, 0), 0, metrics.elidedText(row.hit.title, Qt.TextElideMode.ElideRight, rect.width() - aside)
        )
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), label)
        layout, _ = self._snippet(row, option, self._width(option))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        layout.draw(painter, QPointF(rect.left(), rect.top() + metrics.lineSpacing() + 3))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.left(), whole.bottom(), rect.right(), whole.bottom())

    @staticmethod
    def _snippet(row: HitRow, option: QStyleOptionViewItem, width: int) -> tuple[QTextLayout, float]:
        """The snippet in at most three lines, and its height."""
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        ink = inks.of(palette)
        text = row.hit.snippet.replace("\n", " ")
        layout = QTextLayout(text, font)
        layout.setTextOption(QTextOption())
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        bold.setBackground(ink.lit)
        bold.setForeground(ink.lit_text)
        ranges = []
        for start, end in row.hit.spans:
            found = QTextLayout.FormatRange()
            found.start, found.length, found.format = _units(text, start), _units(text, end) - _units(text, start), bold  # type: ignore[attr-defined]
            ranges.append(found)
        layout.setFormats(ranges)
        layout.beginLayout()
        height = 0.0
        for _ in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width - 2 * _SIDE)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height


def _units(text: str, offset: int) -> int:
    """An offset in Qt's UTF-16 units."""
    return offset if text.isascii() else len(text[:offset].encode("utf-16-le")) // 2
