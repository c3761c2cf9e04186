"""The reader's own things, kept in one SQLite file: `State` and the values it holds."""

from reader.state.store import SEARCHES_KEPT, State
from reader.state.values import Bookmark, Notice, Position, SavedSearch, StateError

__all__ = ["SEARCHES_KEPT", "Bookmark", "Notice", "Position", "SavedSearch", "State", "StateError"]
