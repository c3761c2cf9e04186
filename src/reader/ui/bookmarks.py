"""The bookmarks panel: the places a reader keeps, named, put in order and taken out, each step to be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QListView, QMenu, QPushButton, QVBoxLayout, QWidget

from reader.ui.bookmark_model import BOOKMARK_ROLE, BookmarkLike, BookmarkModel
from reader.ui.bookmark_row import BookmarkDelegate


class BookmarkList(QListView):
    """The rows; tells what the keys and the mouse ask for."""

    opened = Signal(QModelIndex)
    removed = Signal(QModelIndex)
    moved = Signal(QModelIndex, int)  # to this row
    undo = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 renames (Qt's), Delete removes, Alt with an arrow moves, Ctrl+Z undoes, Escape leaves."""
        at, key = self.currentIndex(), event.key()
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif at.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(at)
        elif at.isValid() and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(at)
        elif at.isValid() and alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(at, at.row() + (1 if key == Qt.Key.Key_Down else -1))
        else:
            super().keyPressEvent(event)

    def _move(self, index: QModelIndex, row: int) -> None:
        if row != index.row() and 0 <= row < self.model().rowCount():
            self.moved.emit(index, row)

    def dropEvent(self, event: QDropEvent) -> None:
        """A row let go between two others."""
        at, index = event.position().toPoint(), self.currentIndex()
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if index.isValid():
            row = self.row_between(at)
            # Taken out above, it makes room for itself.
            self._move(index, row - 1 if row > index.row() else row)

    def row_between(self, at: QPoint) -> int:
        """The row before which something let go at a point would come."""
        under = self.indexAt(at)
        if not under.isValid():
            return self.model().rowCount()
        return under.row() + (1 if at.y() > self.visualRect(under).center().y() else 0)


class Bookmarks(QWidget):
    """Emits what the reader asks for; is told the bookmarks, and shows no change before it is told."""

    chosen = Signal(object)  # the bookmark
    add_asked = Signal()
    rename_asked = Signal(str, str)  # id, name
    remove_asked = Signal(str)  # id
    move_asked = Signal(str, object)  # id; the id of the one it shall stand before, None for the end
    undo_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = BookmarkModel(self)
        self.list = BookmarkList(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(BookmarkDelegate(self.list))
        self._empty = QLabel(self)
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        self.add = QPushButton(self)
        self.add.setObjectName("quiet")
        self._removed_name = ""
        self._removed = QLabel(self)
        self._removed.setTextFormat(Qt.TextFormat.PlainText)
        self._removed.setWordWrap(True)
        self.undo = QPushButton(self)
        self.undo.setObjectName("quiet")
        self.notice = QFrame(self)
        self.notice.setObjectName("notice")
        self.notice.hide()
        self._lay_out()
        self._menu_of: QMenu | None = None
        self.add.clicked.connect(self._add)
        self.undo.clicked.connect(self._undo)
        self.list.opened.connect(self._choose)
        self.list.removed.connect(self._remove)
        self.list.moved.connect(self._move)
        self.list.undo.connect(self._undo)
        self.list.left.connect(self.left)
        self.list.customContextMenuRequested.connect(self._menu)
        # Later, since the answer may exchange the rows, and the editor of one is still open.
        self.model.renamed.connect(self._rename, Qt.ConnectionType.QueuedConnection)
        self.retranslate()
        self._show_which()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 8)
        head.setSpacing(8)
        head.addWidget(self._empty)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self.notice)
        line.setContentsMargins(14, 6, 10, 6)
        line.addWidget(self._removed, 1)
        line.addWidget(self.undo)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.list, 1)
        whole.addStretch(0)  # keeps the rest at the top while the list is put away
        whole.addWidget(self.notice)

    # -- what the window says ---------------------------------------------------------------------------------------

    def set_bookmarks(self, bookmarks: Sequence[BookmarkLike], titles: Mapping[str, str], spots: Mapping[str, str] | None = None) -> None:
        """Show these; `titles` of documents by edition, `spots` (page label or heading) by id where they are known.

        The chosen row stays chosen wherever it goes; after one that was removed the next is.
        """
        at = self.list.currentIndex()
        id, row = (at.data(BOOKMARK_ROLE).id, at.row()) if at.isValid() else (None, -1)
        self.model.set_bookmarks(bookmarks, titles, spots or {})
        found = self.model.row_of(id) if id is not None else None
        row = found if found is not None else min(row, self.model.rowCount() - 1)
        if row >= 0 and self.list.currentIndex().row() != row:
            self.list.setCurrentIndex(self.model.index(row))
        self._show_which()

    def set_can_add(self, can: bool) -> None:
        """Whether something is open that could be kept."""
        self.add.setEnabled(can)

    def show_new(self, id: str) -> None:
        """Bring one that was just added into sight."""
        row = self.model.row_of(id)
        if row is not None:
            self.list.setCurrentIndex(self.model.index(row))

    def _show_which(self) -> None:
        empty = not self.model.bookmarks
        if empty and self.list.hasFocus():
            (self.undo if self.notice.isVisibleTo(self) else self.add).setFocus()
        self._empty.setVisible(empty)
        self.list.setVisible(not empty)

    # -- inside -----------------------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.hush()
        self.chosen.emit(index.data(BOOKMARK_ROLE))

    @Slot(str, str)
    def _rename(self, id: str, name: str) -> None:
        self.hush()
        self.rename_asked.emit(id, name)

    @Slot(QModelIndex)
    def _remove(self, index: QModelIndex) -> None:
        bookmark: BookmarkLike = index.data(BOOKMARK_ROLE)
        self._removed_name = bookmark.name
        self._name_removed()
        self.notice.show()
        self.remove_asked.emit(bookmark.id)

    @Slot(QModelIndex, int)
    def _move(self, index: QModelIndex, row: int) -> None:
        self.hush()
        id = index.data(BOOKMARK_ROLE).id
        others = [b.id for b in self.model.bookmarks if b.id != id]
        self.move_asked.emit(id, others[row] if row < len(others) else None)

    @Slot()
    def _add(self) -> None:
        self.hush()
        self.add_asked.emit()

    @Slot()
    def _undo(self) -> None:
        had_focus = self.undo.hasFocus()
        self.hush()
        self.undo_asked.emit()
        if had_focus:
            (self.list if self.model.bookmarks else self.add).setFocus()

    @Slot()
    def hush(self) -> None:
        """Something else was done, so the offer to undo the removal ends; Ctrl+Z still does."""
        self.notice.hide()

    @Slot(QPoint)
    def _menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if not index.isValid():
            return
        self.list.setCurrentIndex(index)
        if self._menu_of is not None:
            self._menu_of.deleteLater()
        menu = self._menu_of = QMenu(self)
        menu.addAction(self.tr("Open"), lambda: self._choose(self.list.currentIndex()))
        menu.addAction(self.tr("Rename") + "\tF2", lambda: self.list.edit(self.list.currentIndex()))
        delete = QKeySequence(Qt.Key.Key_Delete).toString(QKeySequence.SequenceFormat.NativeText)
        menu.addAction(self.tr("Remove") + f"\t{delete}", lambda: self._remove(self.list.currentIndex()))
        menu.popup(self.list.viewport().mapToGlobal(at))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _name_removed(self) -> None:
        self._removed.setText(self.tr("“{name}” was removed.").format(name=self._removed_name))

    def retranslate(self) -> None:
        """All words of the panel."""
        self.list.setAccessibleName(self.tr("Marks"))
        self._empty.setText(self.tr("No bookmarks yet. Ctrl+D keeps the place you are reading."))
        self.add.setText(self.tr("Bookmark this place"))
        self.undo.setText(self.tr("Undo"))
        self._name_removed()
