"""Keys for the reader's order of bookmarks: unique among all windows, with room between neighbours."""

from __future__ import annotations

import sqlite3

_GAP = 1 << 32  # so that one can be moved between two others some thirty times before all are spread anew


def _one(db: sqlite3.Connection, sql: str, *values: int) -> int | None:
    found: int | None = db.execute(sql, values).fetchone()[0]
    return found


def last(db: sqlite3.Connection) -> int | None:
    """The key of the last one."""
    return _one(db, "SELECT max(place_in_order) FROM bookmarks")


def before(db: sqlite3.Connection, key: int) -> int:
    """A free key right before one that is taken."""
    return _between(db, _one(db, "SELECT max(place_in_order) FROM bookmarks WHERE place_in_order < ?", key), key)


def after(db: sqlite3.Connection, key: int | None) -> int:
    """A free key right after one that is taken; after None, the first."""
    if key is None:
        return 0
    return _between(db, key, _one(db, "SELECT min(place_in_order) FROM bookmarks WHERE place_in_order > ?", key))


def _between(db: sqlite3.Connection, above: int | None, below: int | None) -> int:
    """A free key between two neighbours, either of which may be the edge."""
    if above is None:
        return (below or 0) - _GAP
    if below is None:
        return above + _GAP
    return (above + below) // 2 if below - above > 1 else _spread(db, above)


def _spread(db: sqlite3.Connection, above: int) -> int:
    """Give all of them new keys with room again; a free key right after `above`."""
    rank = _one(db, "SELECT count(*) FROM bookmarks WHERE place_in_order <= ?", above) or 0
    free = (last(db) or 0) + _GAP  # out of each other's way
    ids = [identity for (identity,) in db.execute("SELECT id FROM bookmarks ORDER BY place_in_order")]
    for start, step in ((free, 1), (0, _GAP)):
        new = [(start + n * step, identity) for n, identity in enumerate(ids)]
        db.executemany("UPDATE bookmarks SET place_in_order = ? WHERE id = ?", new)
    return rank * _GAP - _GAP // 2
