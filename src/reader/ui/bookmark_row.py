"""How a bookmark is drawn: its name, and below it the document, the language and where in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.ui.bookmark_model import ROW_ROLE, BookmarkRow

Index = QModelIndex | QPersistentModelIndex
_SIDE = 14  # pixels left and right
_AIR = 8  # above and below


class BookmarkDelegate(QStyledItemDelegate):
    """Draws rows of the bookmark model from the palette."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """Two lines."""
        return QSize(0, 2 * QFontMetrics(option.font).lineSpacing() + 2 * _AIR + 2)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name and document; the document's title gives way to language and place, which tell it from its neighbours."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, BookmarkRow):
            return
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        whole: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        mirrored: Qt.LayoutDirection = option.direction  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, palette.color(QPalette.ColorRole.Base))
            bar = QRect(whole.left(), whole.top(), 4, whole.height())
            painter.fillRect(QStyle.visualRect(mirrored, whole, bar), palette.color(QPalette.ColorRole.Accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, palette.color(QPalette.ColorRole.Midlight))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))
        rect = whole.adjusted(_SIDE, _AIR, -_SIDE, -_AIR)
        start = int(QStyle.visualAlignment(mirrored, Qt.AlignmentFlag.AlignLeft))
        upper = QRect(rect.left(), rect.top(), rect.width(), metrics.lineSpacing())
        painter.setFont(option.font)  # type: ignore[attr-defined]
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(upper, start, metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, rect.width()))
        small = self._small(option)
        fine = QFontMetrics(small)
        tail = f" · {row.where}" if row.where else ""
        # In the middle, since titles of one series begin alike.
        title = fine.elidedText(row.title, Qt.TextElideMode.ElideMiddle, max(40, rect.width() - fine.horizontalAdvance(tail)))
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(upper.translated(0, metrics.lineSpacing() + 2), start, title + tail)
        painter.restore()

    @staticmethod
    def _small(option: QStyleOptionViewItem) -> QFont:
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for the name, with a name of its own."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setAccessibleName(self.tr("Name of the bookmark"))
            editor.setMaxLength(300)
            editor.setFrame(True)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002 - Qt's own signature
        """Over the name, its letters where those of the name were."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        height = QFontMetrics(option.font).lineSpacing() + 7  # type: ignore[attr-defined]
        editor.setGeometry(rect.left() + _SIDE - 4, rect.top() + _AIR - 5, rect.width() - 2 * _SIDE + 8, height)
