"""Back and forward: where the reader was, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.library import Place

if TYPE_CHECKING:
    from reader.words import Term

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Stand:
    """One stand of the window: a place (None: home), page or text, the exact height there, and what was lit."""

    place: Place | None
    form: str = ""
    y: float = 0.0
    terms: tuple[Term, ...] = ()


class History:
    """Two stacks round the present stand, which the window itself knows."""

    def __init__(self) -> None:
        self._back: list[Stand] = []
        self._forward: list[Stand] = []

    def leave(self, stand: Stand) -> None:
        """Going somewhere new from here: what lay ahead is forgotten."""
        self._forward.clear()
        if not self._back or self._back[-1] != stand:
            self._back.append(stand)
            del self._back[:-_LONGEST]

    def back(self, here: Stand) -> Stand | None:
        """The stand before, keeping this one ahead."""
        return self._step(self._back, self._forward, here)

    def forward(self, here: Stand) -> Stand | None:
        """The stand ahead, keeping this one behind."""
        return self._step(self._forward, self._back, here)

    @property
    def can_go(self) -> tuple[bool, bool]:
        """Whether there is a way back, and a way forward."""
        return bool(self._back), bool(self._forward)

    @property
    def stands(self) -> Sequence[Stand]:
        """All behind, oldest first."""
        return tuple(self._back)

    @staticmethod
    def _step(source: list[Stand], target: list[Stand], here: Stand) -> Stand | None:
        if not source:
            return None
        target.append(here)
        return source.pop()
