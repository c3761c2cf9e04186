"""How one page of the pages panel is drawn: paper, its picture once there, the label below, a badge with its hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.ui import badge, inks
from reader.ui.page_model import COUNT_ROLE, PAGE_ROLE, PageModel

Index = QModelIndex | QPersistentModelIndex
_ROLE = QPalette.ColorRole
_MARGIN = 12  # pixels round a paper, with room for its frame and badge
_GAP = 5  # between paper and label
_WIDEST = 150
_TALLEST = 1.5  # height to width of the box; a page beyond is drawn narrower


class Cell:
    """The measures of a cell in pixels, the same for all pages of a PDF."""

    def __init__(self) -> None:
        self.width, self.height, self.line = 124, 170, 16
        self._box = QSizeF(100, 130)

    def fit(self, width: int, sizes: Sequence[tuple[float, float]], line: int) -> None:
        """Cells of that width for pages of these sizes, with labels of that height."""
        across = min(_WIDEST, max(24, width - 2 * _MARGIN))
        tallest = max((h / w for w, h in sizes if w > 0), default=1.3)
        self._box = QSizeF(across, round(across * min(_TALLEST, tallest)))
        self.line = line + 4
        self.width, self.height = width, _MARGIN + round(self._box.height()) + _GAP + self.line + 4

    def paper(self, size: tuple[float, float]) -> QSize:
        """How large a page is drawn."""
        w, h = max(1.0, size[0]), max(1.0, size[1])
        scale = min(self._box.width() / w, self._box.height() / h)
        return QSize(max(1, round(w * scale)), max(1, round(h * scale)))

    def most_bytes(self, ratio: float) -> int:
        """What the picture of a page takes at most, at so many device pixels a pixel."""
        return round(4 * (self._box.width() * ratio + 2) * (self._box.height() * ratio + 2))

    def place(self, cell: QRect, size: tuple[float, float]) -> QRectF:
        """Where the paper lies in its cell: in the middle, standing on the label."""
        paper = self.paper(size)
        bottom = cell.top() + _MARGIN + self._box.height()
        return QRectF(cell.left() + (cell.width() - paper.width()) // 2, bottom - paper.height(), paper.width(), paper.height())


class PageDelegate(QStyledItemDelegate):
    """Draws rows of the page model; `picture` gives what there is of a page."""

    def __init__(self, cell: Cell, picture: Callable[[int], QImage | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cell, self._picture = cell, picture

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's own signature
        """The same for all."""
        return QSize(self._cell.width, self._cell.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paper, picture, label, badge; the page being read in a frame, its label on a ground."""
        model = index.model()
        page = index.data(PAGE_ROLE)
        if not isinstance(model, PageModel) or page is None:
            return
        palette: QPalette = option.palette  # type: ignore[attr-defined]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        reading = page == model.reading
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(_ROLE.Midlight))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 6, 6)
        paper = self._cell.place(rect, model.sizes[page - 1])
        self._paper(painter, paper, page, palette, reading=reading)
        self._label(
            painter, QRectF(rect.left(), paper.bottom() + _GAP, rect.width(), self._cell.line), index.data(), font, palette, reading
        )
        count = index.data(COUNT_ROLE)
        if count:
            width, height = badge.size(font, count)
            badge.paint(painter, QRectF(paper.right() - width + 6, paper.top() - 6, width, height), count, font, palette)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(_ROLE.Accent), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), 6, 6)
        painter.restore()

    def _paper(self, painter: QPainter, paper: QRectF, page: int, palette: QPalette, *, reading: bool) -> None:
        picture = self._picture(page)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(paper, inks.PAPER)
        if picture is not None:
            ratio = painter.device().devicePixelRatioF()
            sharp = picture.width() == round(paper.width() * ratio)
            # The child's rounding of the height may differ by a pixel from ours; stretched by it, all lines would blur.
            target = QRectF(paper.x(), paper.y(), picture.width() / ratio, picture.height() / ratio) if sharp else paper
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(_ROLE.Mid), 1))
        painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if reading:
            pen = QPen(palette.color(_ROLE.Accent), 3)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawRect(paper.adjusted(-2.5, -2.5, 2.5, 2.5))

    @staticmethod
    def _label(painter: QPainter, line: QRectF, label: str, font: QFont, palette: QPalette, reading: bool) -> None:
        if reading:
            font = QFont(font)
            font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, line.width() - 16)
        if reading:
            width = max(line.height(), metrics.horizontalAdvance(text) + 14)
            ground = QRectF(0, 0, width, line.height())
            ground.moveCenter(line.center() + QPointF(0, 1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(_ROLE.Accent))
            painter.drawRoundedRect(ground, line.height() / 2, line.height() / 2)
            line = ground
        painter.setFont(font)
        painter.setPen(palette.color(_ROLE.HighlightedText if reading else _ROLE.PlaceholderText))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), text)
