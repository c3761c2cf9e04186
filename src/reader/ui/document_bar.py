"""The bar over a document: what is open, the hits in it, the page, the size, and the switch between page and text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from reader.ui import theme
from reader.ui.action_button import ActionButton


class Elided(QLabel):
    """A line of text that gives way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_whole(self, text: str) -> None:
        """The text, shown as far as there is room."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))

    def event(self, event: QEvent) -> bool:
        """Fits again at another width."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._fit()
        return super().event(event)


class PageField(QLineEdit):
    """The page being read, "xii (14 of 96)"; type a label or a number to go there."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageField")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown = ""
        self.returnPressed.connect(self._enter)
        self.retranslate()

    def show_page(self, label: str, page: int, pages: int) -> None:
        """What is read now; not shown while somebody types."""
        if not pages:
            self._shown = ""
        elif label and label != str(page):
            self._shown = self.tr("{label} ({page} of {pages})").format(label=label, page=page, pages=pages)
        else:
            self._shown = self.tr("{page} of {pages}").format(page=page, pages=pages)
        if not self.hasFocus() and self.text() != self._shown:
            self.setText(self._shown)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as "xxviii (128 of 2415)"."""
        return QSize(self.fontMetrics().horizontalAdvance("xxviii (128 de 2415)") + 18, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Gives way to the rest on a small screen."""
        return QSize(self.fontMetrics().horizontalAdvance(self._shown or "xii (14 of 96)") + 22, super().minimumSizeHint().height())

    @Slot()
    def _enter(self) -> None:
        self.asked.emit(self.text().strip())
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """A click or Ctrl+G selects all; leaving shows the page again."""
        if event.type() == QEvent.Type.FocusIn:
            self.selectAll()
        elif event.type() == QEvent.Type.FocusOut:
            self.setText(self._shown)
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The first click selects all, to be typed over."""
        super().mouseReleaseEvent(event)
        if not self.hasSelectedText() and self.text() == self._shown:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it as it was."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Gives the field its name."""
        self.setAccessibleName(self.tr("Page"))
        self.setToolTip(self.tr("Type a page number and press Enter (Ctrl+G)"))


class DocumentBar(QFrame):
    """What is open, the hits in it, the page, the size, and the switch between page and text."""

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documentBar")
        self.title = Elided(self)
        font = theme.interface_font(11.5)
        font.setWeight(font.Weight.DemiBold)
        self.title.setFont(font)
        self.kind = QLabel(self)
        self.kind.setObjectName("muted")
        self.hits = QLabel(self)
        self._hit_widgets = [
            ActionButton(actions["previous"], self),
            self.hits,
            ActionButton(actions["next"], self),
            ActionButton(actions["clear"], self),
        ]
        self._counts_pages = True
        self.page = PageField(self)  # after the hits, so that Tab goes as the eye does
        self.zoom = QLabel(self)
        self._size_widgets = [ActionButton(actions["smaller"], self), self.zoom, ActionButton(actions["larger"], self)]
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %") + 4)
        self._form = ActionButton(actions["form"], self, words=True)
        self.page.left.connect(self._put_field_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 12, 5)
        row.setSpacing(4)
        row.addWidget(self.title, 1)
        row.addWidget(self.kind)
        row.addSpacing(10)
        for widget in (*self._hit_widgets, self.page, *self._size_widgets, self._form):
            row.addWidget(widget)
        self.show_hits(None, 0, lit=False)

    def show_document(self, title: str, kind: str) -> None:
        """Title, and language and kind in words."""
        self.title.set_whole(title)
        self.kind.setText(kind)

    def show_hits(self, now: int | None, total: int, *, lit: bool) -> None:
        """Which of the lit words is the current one; nothing while nothing is lit."""
        for widget in self._hit_widgets:
            widget.setVisible(lit)
        self._make_room()
        if now is None:
            self.hits.setText(self.tr("%n hit(s)", "", total))
        else:
            self.hits.setText(self.tr("{now} of {total}").format(now=now + 1, total=total))

    def show_zoom(self, zoom: float) -> None:
        """The size in per cent."""
        self.zoom.setText(f"{round(zoom * 100)} %")

    def show_forms(self, form: str, forms: tuple[str, ...]) -> None:
        """What can be switched, and whether pages count."""
        self._form.setVisible(len(forms) > 1)
        self._counts_pages = form == "page"
        self._put_field_away()

    @Slot()
    def _put_field_away(self) -> None:
        """While text is read, the page field is there only to go to a page."""
        self.page.setVisible(self._counts_pages)

    def _make_room(self) -> None:
        """The title comes first; on a small screen words and sizes give way (the menu has them)."""
        width, lit = self.width(), self.hits.isVisibleTo(self)
        self.kind.setVisible(width >= (1080 if lit else 860))
        for widget in self._size_widgets:
            widget.setVisible(width >= (640 if lit else 480))
        self._hit_widgets[-1].setVisible(lit and width >= 480)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if width < 760 else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._form.setToolButtonStyle(style)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other things."""
        super().resizeEvent(event)
        self._make_room()
