"""Search: the only door to Whoosh. Values (Query, Hit, Results) come at once; what needs the engine is imported at first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.search.query import Query
from reader.search.results import Hit, Results, Store

if TYPE_CHECKING:
    from reader.search.searcher import Searcher
    from reader.search.writing import IndexWriter, Passage

__all__ = ["Hit", "IndexWriter", "Passage", "Query", "Results", "Searcher", "Store"]

# The window paints before Whoosh is loaded (some 100 ms on an old laptop), so these names are resolved late (PEP 562).
_LATE = {"Searcher": "searcher", "IndexWriter": "writing", "Passage": "writing"}


def __getattr__(name: str) -> Any:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
