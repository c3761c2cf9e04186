"""What the PDF child answers, as plain values; nothing slow is imported, because `pdf_process` loads before Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.pages import Word

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the child said: the header's fields, and the bytes after it."""

    fields: dict[str, Any]
    data: bytes


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of a PDF's own contents: level from 1, page from 1, points from the top of the unrotated page if known."""

    level: int
    title: str
    page: int
    y: float | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF says about itself. Sizes are points as shown (rotation applied); titles and labels are plain text.

    `notices` are codes: no-copying, repaired, attachments, needs-another-program. `names`: named destinations, page and height.
    """

    pages: int
    title: str
    sizes: tuple[tuple[float, float], ...]
    rotations: tuple[int, ...]
    labels: tuple[str, ...]
    outline: tuple[OutlineEntry, ...]
    notices: tuple[str, ...]
    names: dict[str, tuple[int, float | None]]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: to a `page` of the same file (height `y` if known), or to an address (http, https, mailto) that is only shown."""

    rect: Rect
    page: int | None
    y: float | None
    uri: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a page as shown, top row first; `format` "rgb" (3 bytes) or "grey" (1 byte).

    `x`, `y`: where the clip begins in the whole picture; `scale`: pixels a point, less than asked where 24 Mpx would be passed.
    `images`: where photographs and large dark areas are, x0, y0, x1, y1 in its own pixels; only if asked for.
    """

    width: int
    height: int
    stride: int
    format: str
    data: bytes
    x: int = 0
    y: int = 0
    scale: float = 1.0
    images: tuple[tuple[int, int, int, int], ...] = ()


def as_facts(answer: Answer) -> Facts:
    """The answer to "facts"."""
    f = answer.fields
    return Facts(
        pages=f["pages"],
        title=f["title"],
        sizes=tuple((w, h) for w, h in f["sizes"]),
        rotations=tuple(f["rotations"]),
        labels=tuple(f["labels"]),
        outline=tuple(OutlineEntry(*entry) for entry in f["outline"]),
        notices=tuple(f["notices"]),
        names={name: (page, y) for name, (page, y) in f["names"].items()},
        language=f["language"],
    )


def as_words(answer: Answer) -> tuple[Word, ...]:
    """The answer to "words"."""
    from reader.pages import Word

    return tuple(Word(t, (r[0], r[1], r[2], r[3]), line, tuple(e) if e else None) for t, r, line, e in answer.fields["words"])


def as_links(answer: Answer) -> tuple[Link, ...]:
    """The answer to "links"."""
    return tuple(Link((r[0], r[1], r[2], r[3]), page, y, uri) for r, page, y, uri in answer.fields["links"])


def as_picture(answer: Answer) -> Picture:
    """The answer to "picture"."""
    f = answer.fields
    images = tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in f.get("images", ()))
    return Picture(f["width"], f["height"], f["stride"], f["format"], answer.data, f["x"], f["y"], f["scale"], images)
