"""A matched stretch of section text, as a value without Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lit:
    """Section text [start, end) that is lit."""

    section: str
    start: int
    end: int

    @property
    def begins(self) -> tuple[str, int]:
        """Section and offset."""
        return self.section, self.start
