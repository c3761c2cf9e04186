"""Item models: the contents of an edition as a tree, and hits grouped by document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.ui.language import language_name
from reader.ui.protocols import HitLike
from reader.ui.reading import Entry

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
HIT_ROLE = Qt.ItemDataRole.UserRole + 2
GROUP_ROLE = Qt.ItemDataRole.UserRole + 3
COUNT_ROLE = Qt.ItemDataRole.UserRole + 4


@dataclass(eq=False)
class Node:
    """One row of a tree; `value` is what it shows."""

    value: Any = None
    parent: Node | None = None
    rows: list[Node] = field(default_factory=list)
    number: int = 0

    def add(self, value: Any) -> Node:
        """A new last row below this one."""
        node = Node(value, self, number=len(self.rows))
        self.rows.append(node)
        return node


class TreeModel(QAbstractItemModel):
    """A read-only tree of one column that is replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root = Node()

    def replace(self, root: Node) -> None:
        """Show another tree."""
        self.beginResetModel()
        self.root = root
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """The row behind an index; the root for none."""
        found = index.internalPointer() if index.isValid() else self.root
        assert isinstance(found, Node)
        return found

    def index_of(self, node: Node) -> QModelIndex:
        """The index of a row."""
        return QModelIndex() if node.parent is None else self.createIndex(node.number, 0, node)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own signature
        """Qt's."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self.node(parent).rows[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Qt's."""
        above = self.node(index).parent
        return QModelIndex() if above is None else self.index_of(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.column() > 0 else len(self.node(parent).rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008 - Qt's own signature
        """Qt's."""
        return 1


class ContentsModel(TreeModel):
    """An edition's contents; rows carry an Entry, and a count of hits: their own while open, else with all below them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.nodes: list[Node] = []
        self._hits: dict[Node, int] = {}
        self._sums: dict[Node, int] = {}
        self._open: set[Node] = set()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; a level may skip, as outlines of real PDFs do."""
        root, above = Node(), [(0, Node())]
        above[0] = (0, root)
        self.nodes = []
        self._hits, self._sums, self._open = {}, {}, set()
        for entry in entries:
            while len(above) > 1 and above[-1][0] >= entry.level:
                above.pop()
            node = above[-1][1].add(entry)
            above.append((entry.level, node))
            self.nodes.append(node)
        self.replace(root)

    def set_hit_counts(self, counts: Mapping[int, int]) -> None:
        """Hits by the number of the row in the order of the entries; hits below a heading count for it, not for the one above it."""
        self._hits = {self.nodes[row]: count for row, count in counts.items() if count and 0 <= row < len(self.nodes)}
        touched = set(self._sums)
        self._sums = {}
        for node, count in self._hits.items():
            above: Node | None = node
            while above is not None and above is not self.root:
                self._sums[above] = self._sums.get(above, 0) + count
                above = above.parent
        for node in touched | set(self._sums):
            self._changed(node)

    def set_open(self, index: Index, is_open: bool) -> None:
        """Told by the view: rows below this one are shown, or not."""
        node = self.node(index)
        (self._open.add if is_open else self._open.discard)(node)
        if node in self._sums:
            self._changed(node)

    def _changed(self, node: Node) -> None:
        index = self.index_of(node)
        self.dataChanged.emit(index, index)

    def _count(self, node: Node) -> int:
        return (self._hits if node in self._open else self._sums).get(node, 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, with the hits for those who listen; the count for the delegate, the Entry for who wants to go there."""
        if not index.isValid():
            return None
        node = self.node(index)
        entry: Entry = node.value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self._count(node)
            return ", ".join([entry.title, self.tr("%n hit(s)", "", count)]) if count else entry.title
        if role == COUNT_ROLE:
            return self._count(node)
        return entry if role == ENTRY_ROLE else None


@dataclass(frozen=True, slots=True)
class Group:
    """A document's head above its hits."""

    title: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit with its number from 0 in the order of the list."""

    hit: HitLike
    number: int
    language: str


class HitModel(TreeModel):
    """Hits below their documents, documents in the order of their best hit."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Node] = []
        self._shown: tuple[Sequence[HitLike], dict[str, str | None]] = ((), {})

    def set_hits(self, hits: Sequence[HitLike], titles: dict[str, str]) -> bool:
        """Show these; `titles` by edition. The same again leaves all rows as they are, and is told by False."""
        shown = (tuple(hits), {hit.place.edition: titles.get(hit.place.edition) for hit in hits})
        if shown == self._shown:
            return False
        self._shown = shown
        groups: dict[str, list[HitLike]] = {}
        for hit in hits:
            groups.setdefault(hit.place.edition, []).append(hit)
        root = Node()
        self.hits = []
        for edition, found in groups.items():
            language = found[0].place.language
            head = root.add(Group(titles.get(edition, edition), language, len(found)))
            for hit in found:
                self.hits.append(head.add(HitRow(hit, len(self.hits), language)))
        self.replace(root)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads are read, not chosen."""
        usual = super().flags(index)
        head = index.isValid() and isinstance(self.node(index).value, Group)
        return usual & ~Qt.ItemFlag.ItemIsSelectable if head else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Plain words for screen readers and copies; the values themselves for the delegate."""
        if not index.isValid():
            return None
        value = self.node(index).value
        if isinstance(value, Group):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return f"{value.title} ({language_name(value.language)})"
            if role == Qt.ItemDataRole.AccessibleTextRole:
                passages = self.tr("%n passage(s)", "", value.count)
                return f"{value.title} ({language_name(value.language)}), {passages}"
            return value if role == GROUP_ROLE else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.heading(value.hit)}: {value.hit.snippet}"
        return value if role == HIT_ROLE else None

    def heading(self, hit: HitLike) -> str:
        """The heading path of a hit; where a page has none, the page."""
        return hit.title or self.tr("Page {label}").format(label=hit.page_label or hit.page or "")
