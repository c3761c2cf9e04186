"""What a start must know of the reader's choices before its first picture: a look into the state file that changes nothing."""

from __future__ import annotations

from pathlib import Path


def preferences(folder: Path | None) -> dict[str, str]:
    """All preferences of a state folder; none where there is no file, or one that cannot be read just now."""
    path = folder / "reader.sqlite" if folder is not None else None
    if path is None or not path.is_file():
        return {}
    import sqlite3  # 3 ms; the whole of `state` is 8, and comes after the first paint

    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
        try:
            return dict(db.execute("SELECT name, value FROM preferences"))
        finally:
            db.close()
    except sqlite3.Error:
        return {}
