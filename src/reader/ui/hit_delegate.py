"""How a hit is drawn: heading path, page and language above, the snippet with its matched words bold on a tint below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.ui import snippet_lines
from reader.ui.models import GROUP_ROLE, HIT_ROLE, Group, HitModel, HitRow

_SIDE = 14
_TRIANGLE = 9
Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Draws rows of the hit model from the palette."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its lines at the list's width."""
        width = self._width(option)
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        group = index.data(GROUP_ROLE)
        if isinstance(group, Group):
            return QSize(width, round(self._title(option, group)[1]) + 22)
        row = index.data(HIT_ROLE)
        if not isinstance(row, HitRow):
            return super().sizeHint(option, index)
        font, palette = option.font, option.palette  # type: ignore[attr-defined]
        height = snippet_lines.height(row.hit.snippet, row.hit.spans, font, palette, width - 2 * _SIDE)
        return QSize(width, metrics.lineSpacing() + round(height) + 20)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A head or a hit."""
        painter.save()
        group, row, model = index.data(GROUP_ROLE), index.data(HIT_ROLE), index.model()
        if isinstance(group, Group):
            self._head(painter, option, group)
        elif isinstance(row, HitRow) and isinstance(model, HitModel):
            self._hit(painter, option, row, model.heading(row.hit))
        painter.restore()

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget  # type: ignore[attr-defined]
        return int(view.viewport().width()) if view is not None else option.rect.width()  # type: ignore[attr-defined]

    @staticmethod
    def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The row that is chosen has a bar at its edge, the one the keys are at a frame; so neither is told by colour alone."""
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        whole: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, palette.color(QPalette.ColorRole.Base))
            bar = QRect(whole.left(), whole.top(), 4, whole.height())
            painter.fillRect(QStyle.visualRect(option.direction, whole, bar), palette.color(QPalette.ColorRole.Accent))  # type: ignore[attr-defined]
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, palette.color(QPalette.ColorRole.Midlight))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))

    def _head(self, painter: QPainter, option: QStyleOptionViewItem, group: Group) -> None:
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        self._ground(painter, option)
        font = QFont(option.font)  # type: ignore[attr-defined]
        top: QRect = option.rect.adjusted(_SIDE, 13, -_SIDE, 0)  # type: ignore[attr-defined]
        line = Line(painter, QRect(top.left(), top.top(), top.width(), QFontMetrics(font).lineSpacing()), option.direction)  # type: ignore[attr-defined]
        is_open = bool(option.state & QStyle.StateFlag.State_Open)  # type: ignore[attr-defined]
        self._triangle(painter, line.first(_TRIANGLE, 6), palette, is_open=is_open, mirrored=line.mirrored)
        self._language(painter, font, line, group.language, palette)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        count = str(group.count)
        painter.drawText(line.last(QFontMetrics(font).horizontalAdvance(count), 8), int(Qt.AlignmentFlag.AlignVCenter), count)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        self._title(option, group)[0].draw(painter, QPointF(line.rest().topLeft()))

    def _title(self, option: QStyleOptionViewItem, group: Group) -> tuple[QTextLayout, float]:
        """The title in two lines at most, since titles of one series begin alike; and its height."""
        font = QFont(option.font)  # type: ignore[attr-defined]
        beside = QFontMetrics(font).horizontalAdvance(str(group.count)) + self._language_width(font, group.language)[0] + 16
        font.setWeight(QFont.Weight.DemiBold)
        width = self._width(option) - 2 * _SIDE - beside - _TRIANGLE - 6
        return snippet_lines.lay_out(group.title, (), font, option.palette, width, lines=2)  # type: ignore[attr-defined]

    @staticmethod
    def _triangle(painter: QPainter, frame: QRect, palette: QPalette, *, is_open: bool, mirrored: bool) -> None:
        """Points down while the hits are shown, else along the line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1.6))
        middle, r = QRectF(frame).center(), _TRIANGLE / 2 - 1
        if is_open:
            points = [QPointF(-r, -r / 2), QPointF(0, r / 2), QPointF(r, -r / 2)]
        else:
            side = -1 if mirrored else 1
            points = [QPointF(-side * r / 2, -r), QPointF(side * r / 2, 0), QPointF(-side * r / 2, r)]
        painter.drawPolyline([point + middle for point in points])

    @staticmethod
    def _language_width(font: QFont, language: str) -> tuple[int, QFont]:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.82)
        small.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(small).horizontalAdvance(language.upper()) + 12, small

    def _language(self, painter: QPainter, font: QFont, line: Line, language: str, palette: QPalette) -> None:
        """The language as two letters in a frame at the end."""
        width, small = self._language_width(font, language)
        room = line.last(width, 8)
        height = QFontMetrics(small).height() + 1
        frame = QRectF(room.left(), room.center().y() - height / 2, room.width(), height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(palette.color(QPalette.ColorRole.Accent))
        painter.setFont(small)
        painter.drawRoundedRect(frame, 4, 4)
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), language.upper())

    def _hit(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow, heading: str) -> None:
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        whole: QRect = option.rect  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        metrics = QFontMetrics(font)
        self._ground(painter, option)
        rect = whole.adjusted(_SIDE, 8, -_SIDE, -8)
        line = Line(painter, QRect(rect.left(), rect.top(), rect.width(), metrics.lineSpacing()), option.direction)  # type: ignore[attr-defined]
        painter.setFont(font)
        label = row.hit.page_label or ""
        if label and row.hit.title:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(line.last(metrics.horizontalAdvance(label), 10), int(Qt.AlignmentFlag.AlignVCenter), label)
        painter.setPen(palette.color(QPalette.ColorRole.Link))
        line.text(heading)
        layout, _ = snippet_lines.lay_out(row.hit.snippet, row.hit.spans, font, palette, self._width(option) - 2 * _SIDE)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        layout.draw(painter, QPointF(rect.left(), rect.top() + metrics.lineSpacing() + 3))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.left(), whole.bottom(), rect.right(), whole.bottom())


class Line:
    """A line that is filled from both ends, in the direction of the interface; the text takes what is left."""

    def __init__(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        self._painter, self._whole, self._left, self._direction = painter, rect, QRect(rect), direction
        self.mirrored = direction == Qt.LayoutDirection.RightToLeft

    def first(self, width: int, gap: int) -> QRect:
        """So many pixels at the beginning."""
        taken = QRect(self._left.left(), self._left.top(), width, self._left.height())
        self._left.setLeft(self._left.left() + width + gap)
        return QStyle.visualRect(self._direction, self._whole, taken)

    def last(self, width: int, gap: int) -> QRect:
        """So many pixels at the end."""
        taken = QRect(self._left.right() - width + 1, self._left.top(), width, self._left.height())
        self._left.setRight(self._left.right() - width - gap)
        return QStyle.visualRect(self._direction, self._whole, taken)

    def rest(self) -> QRect:
        """What is left."""
        return QStyle.visualRect(self._direction, self._whole, self._left)

    def text(self, text: str) -> None:
        """The text in what is left, cut where it must be."""
        room = self.rest()
        elided = self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        start = QStyle.visualAlignment(self._direction, Qt.AlignmentFlag.AlignLeft)
        self._painter.drawText(room, int(start | Qt.AlignmentFlag.AlignVCenter), elided)
