"""Times searching and indexing beside SQLite FTS5 on the same texts: `python bench/search.py --pages 10000`, or a folder of PDFs.

Every query of a class is asked once, so these are first uses, in milliseconds: ours finding and ranking all, ours with ten
hits and their snippets, FTS5's best ten. The index is built in a child process, so that its memory can be told apart.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.texts import Pair, Questions, Texts, invented, read
from reader.page_store import PageStore, PageStoreWriter
from reader.search import IndexWriter, Passage, Query, Searcher


def build(folder: Path, texts: Texts) -> dict[str, float]:
    """Index, vocabulary and page store as the program makes them."""
    began, memory = time.perf_counter(), _highest()
    store, writer = PageStoreWriter(folder / "pages.sqlite"), IndexWriter(folder, ("en",))
    for number, (place, text) in enumerate(texts):
        store.page(place.edition, place.page or 1, text, None)
        store.passage(place, "")
        writer.add(Passage(place, "", text, "en", number))
    writer.commit()
    store.close()
    seconds = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    written = sum(len(text.encode()) for _, text in texts)
    return {
        "seconds": round(seconds, 1), "pages a second": round(len(texts) / seconds),
        "peak MB above the texts": round(_highest() - memory, 1),
        "MB of text": round(written / 1e6, 1), "MB": round(size / 1e6, 1), "size to text": round(size / written, 2),
    }  # fmt: skip


def build_elsewhere(folder: Path, texts: Texts) -> dict[str, float]:
    """The same in a child."""
    take, give = os.pipe()

    def child() -> None:
        os.write(give, json.dumps(build(folder, texts)).encode())

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    os.close(give)
    with os.fdopen(take) as file:
        facts: dict[str, float] = json.loads(file.read())
    process.join()
    return facts


def build_fts(path: Path, texts: Texts) -> sqlite3.Connection:
    """The yardstick, with its index of prefixes."""
    db = sqlite3.connect(path)
    db.execute("CREATE VIRTUAL TABLE pages USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '1 2 3')")
    db.executemany("INSERT INTO pages (rowid, text) VALUES (?, ?)", enumerate(text for _, text in texts))
    db.commit()
    return db


def measure(searcher: Searcher, db: sqlite3.Connection, pairs: Sequence[Pair], typing: bool) -> dict[str, float]:
    """One class of queries."""
    sql = "SELECT rowid FROM pages WHERE pages MATCH ? ORDER BY rank LIMIT 10"
    ours, theirs, shown = [], [], []
    for mine, other in pairs:
        query = Query.parse(mine, typing=typing)
        ours.append(_timed(lambda q=query: searcher.search(q, limit=0)))  # type: ignore[misc] # a default of a lambda has no type
        shown.append(_timed(lambda q=query: searcher.search(q, limit=10)))  # type: ignore[misc] # as above
        if other:
            theirs.append(_timed(lambda o=other: db.execute(sql, (o,)).fetchall()))  # type: ignore[misc] # as above
    row = {"p50": _share(ours, 0.5), "p95": _share(ours, 0.95), "p99": _share(ours, 0.99), "then ten hits p95": _share(shown, 0.95)}
    if theirs:
        row |= {"FTS5 p50": _share(theirs, 0.5), "FTS5 p95": _share(theirs, 0.95)}
        row["p50 to FTS5's"] = round(row["p50"] / max(0.01, row["FTS5 p50"]), 2)
    return row


def main() -> int:
    """A table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="PDFs to make the library of")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=100, help="of each class")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    texts = read(chosen.folder) if chosen.folder else invented(chosen.pages)
    report: dict[str, object] = {"pages": len(texts)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report["build"] = build_elsewhere(folder, texts)
        db, asked = build_fts(folder / "fts.db", texts), Questions(texts).classes(chosen.queries)
        del texts
        before, began = _resident(), time.perf_counter()
        store = PageStore(folder / "pages.sqlite")
        searcher = Searcher(folder, store)
        report["opening, ms"] = round((time.perf_counter() - began) * 1000, 1)
        classes = {kind: measure(searcher, db, pairs, "prefix" in kind) for kind, pairs in asked.items()}
        report["memory of searching, MB"] = round(_resident() - before, 1)
        searcher.close()
        store.close()
        db.close()
    if chosen.json:
        print(json.dumps(report | {"classes": classes}))
        return 0
    print(json.dumps(report))
    columns = list(next(iter(classes.values())))
    print(" " * 18 + "".join(f"{column:>19}" for column in columns))
    for kind, row in classes.items():
        print(f"{kind:<18}" + "".join(f"{row.get(column, ''):>19}" for column in columns))
    return 0


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _share(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))], 2)


def _highest() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident() -> float:
    with open("/proc/self/statm") as file:  # noqa: PTH123 - no path of ours
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main())
