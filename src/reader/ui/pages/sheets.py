"""Words and links of pages from the PDF child: asked for without waiting, a bounded number of them kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.errors import Cancelled
from reader.excerpts import Edge, edges_of
from reader.page_lines import PageLines
from reader.pdf_answers import Link, as_links, as_words
from reader.ui.answers import bring
from reader.ui.protocols import FactsLike, PdfLike

# A word takes about 600 bytes with its box and the edges of its letters: 10 MB, some thirty pages.
WORDS = 16_000
LINKED = 200  # pages whose links are kept


class Sheets(QObject):
    """What stands on the pages of one open PDF; `arrived` comes on the window's thread, also for a page that could not be read."""

    arrived = Signal(int, bool)  # a page, and whether it is its words that came
    _landed = Signal(int, str, int, object)  # from the child's thread, so only ever queued

    def __init__(self, pdf: PdfLike, facts: Callable[[], FactsLike | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf, self._facts = pdf, facts
        self._prefix = f"sel/{id(self):x}/"  # two views may share one child
        self._path: Path | None = None
        self._turn = 0
        self._pending: set[tuple[str, int]] = set()
        self._words: OrderedDict[int, PageLines] = OrderedDict()
        self._plain: dict[int, PageLines] = {}
        self._links: OrderedDict[int, tuple[Link, ...]] = OrderedDict()
        self._landed.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def path(self) -> Path | None:
        """The open PDF."""
        return self._path

    @property
    def waiting(self) -> bool:
        """True while something asked for is on its way."""
        return bool(self._pending)

    def open(self, path: Path | None) -> None:
        """Turn to another PDF; the answers of the last one are dropped."""
        self._turn += 1
        self._path = path
        self._pending.clear()
        self._words.clear()
        self._plain.clear()
        self._links.clear()
        self._pdf.drop(self._prefix)

    def has_words(self, page: int) -> bool:
        """True when the words of a page are at hand; nothing is asked."""
        return page in self._words

    def words(self, page: int) -> PageLines | None:
        """The words of a page; None while they are on their way. A page that cannot be read has none."""
        held = self._words.get(page)
        if held is None:
            self._ask("words", page)
        else:
            self._words.move_to_end(page)
        return held

    def plain(self, page: int) -> PageLines | None:
        """The words of a page without the edges of their letters, for a copy: a third of the time, and kept only until the next one."""
        held = self._words.get(page) or self._plain.get(page)
        if held is None:
            self._ask("plain", page)
        return held

    def links(self, page: int) -> tuple[Link, ...] | None:
        """The links of a page; None while they are on their way."""
        held = self._links.get(page)
        if held is None:
            self._ask("links", page)
        else:
            self._links.move_to_end(page)
        return held

    def known(self, folded: str) -> bool:
        """Whether a word stands whole on one of the pages at hand."""
        return any(folded in lines.written for lines in self._words.values())

    def edges(self, first: int, last: int) -> list[frozenset[Edge]]:
        """The running lines of the pages at hand beside these: both neighbours, and theirs, since left and right pages differ."""
        near = (*range(first - 2, first), *range(last + 1, last + 3))
        return [edges_of(self._words[page]) for page in near if page in self._words]

    def _ask(self, kind: str, page: int) -> None:
        facts = self._facts()
        if self._path is None or facts is None or not 1 <= page <= len(facts.sizes) or (kind, page) in self._pending:
            return
        self._pending.add((kind, page))
        turn = self._turn
        arguments: dict[str, Any] = {"exact": True} if kind == "words" else {}
        asked = "links" if kind == "links" else "words"
        future = self._pdf.submit(f"{self._prefix}{turn}/{kind}/{page}/", asked, path=str(self._path), page=page, **arguments)
        bring(future, self._landed, turn, kind, page)

    @Slot(int, str, int, object)
    def _take(self, turn: int, kind: str, page: int, future: Future[Any]) -> None:
        if turn != self._turn:
            return
        self._pending.discard((kind, page))
        error = future.exception()
        if not isinstance(error, Cancelled):  # whoever still needs what was cancelled asks again
            if kind == "words":
                self._keep_words(self._lines(page, future))
            elif kind == "plain":
                self._plain = {page: self._lines(page, future)}
            else:
                self._links[page] = as_links(future.result()) if error is None else ()
                while len(self._links) > LINKED:
                    self._links.popitem(last=False)
        self.arrived.emit(page, kind != "links")

    def _lines(self, page: int, future: Future[Any]) -> PageLines:
        facts = self._facts()
        size = facts.sizes[page - 1] if facts is not None else (0.0, 0.0)
        rotation = facts.rotations[page - 1] if facts is not None and page <= len(facts.rotations) else 0
        return PageLines(page, as_words(future.result()) if future.exception() is None else (), size, rotation)

    def _keep_words(self, lines: PageLines) -> None:
        self._words[lines.page] = lines
        while len(self._words) > 1 and sum(len(held.words) for held in self._words.values()) > WORDS:
            self._words.popitem(last=False)
