"""The details for support: versions, system, screen, what the library holds, the log; nothing of what was read or looked for."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Mapping

from reader import versions
from reader.library import Library
from reader.log import Log

_LAST_LINES = 60


def details(log: Log, library: Library | None, surroundings: Mapping[str, str]) -> str:
    """Plain text to be pasted into a message; `surroundings` is what only the window knows (screen, Qt, language)."""
    parts = [
        "Partner Reader: details for support",
        _table(versions.versions()),
        _table({"system": platform.platform(), "machine": platform.machine(), **surroundings}),
        _table(_counts(library)),
        "\n".join(["Log:", *log.lines(_LAST_LINES)]),
    ]
    return "\n\n".join(parts) + "\n"


def _counts(library: Library | None) -> dict[str, str]:
    """The library in numbers; its problems by their number too, since their texts name files."""
    if library is None:
        return {"library": "not open"}
    kinds = Counter(edition.kind for edition in library.editions)
    return {
        "library version": str(library.version),
        "documents": str(len(library.shelf)),
        "official editions": str(kinds["official"]),
        "companion editions": str(kinds["companion"]),
        "problems in the library": str(len(library.problems)),
    }


def _table(rows: Mapping[str, str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in rows.items())
