"""Stand-ins for what the window is given: a PDF child whose answers the test hands out, and made-up hits and sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from reader.errors import Cancelled, PdfError
from reader.library import Place
from reader.pages import Piece
from reader.pdf_answers import Answer
from reader.sections import Block, Mark, SectionText, assemble
from reader.words import Term


@dataclass
class FakePdf:
    """Keeps what was asked; `answer` and `fail` settle it from the test's own thread."""

    asked: dict[str, tuple[str, dict[str, Any], Future[Answer]]] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)

    def submit(self, key: str, kind: str, **arguments: Any) -> Future[Answer]:
        future: Future[Answer] = Future()
        self.asked[key] = (kind, arguments, future)
        return future

    def drop(self, key_prefix: str) -> None:
        self.dropped.append(key_prefix)
        for key in [k for k in self.asked if k.startswith(key_prefix)]:
            self.asked.pop(key)[2].cancel()

    def pages(self) -> list[int]:
        """The pages asked for, the last asked first, as the child serves them."""
        return [a["page"] for kind, a, _ in reversed(self.asked.values()) if kind == "picture"]

    def answer_all(self, ink: int = 200) -> None:
        for key in list(self.asked):
            kind, arguments, future = self.asked.pop(key)
            if kind == "picture":
                future.set_result(picture(arguments["width_px"], arguments.get("clip"), ink))

    def fail_all(self, reason: str) -> None:
        for key in list(self.asked):
            self.asked.pop(key)[2].set_exception(PdfError(reason))

    def overtake_all(self) -> None:
        """As the child does with what it was drawing when it was dropped."""
        for key in list(self.asked):
            self.asked.pop(key)[2].set_exception(Cancelled("This request is no longer wanted."))


def picture(width: int, clip: tuple[int, int, int, int] | None = None, ink: int = 200) -> Answer:
    """A grey picture of that width, or of the clip."""
    height = round(width * 792 / 612)
    if clip is not None:
        width, height = clip[2] - clip[0], clip[3] - clip[1]
    fields = {"width": width, "height": height, "stride": width, "format": "grey", "x": 0, "y": 0, "scale": 1.0}
    return Answer(fields, bytes([ink]) * (width * height))


@dataclass(frozen=True)
class FakeFacts:
    sizes: Sequence[tuple[float, float]]
    rotations: Sequence[int]
    labels: Sequence[str]
    outline: Sequence[Any] = ()


def facts(pages: int, rotation: int = 0) -> FakeFacts:
    """Letter pages, the first two numbered in roman."""
    labels = ["i", "ii", *(str(n) for n in range(1, pages - 1))][:pages]
    return FakeFacts([(612.0, 792.0)] * pages, [rotation] * pages, labels)


@dataclass(frozen=True)
class FakeHit:
    place: Place
    title: str = "Heading"
    snippet: str = "some words"
    spans: Sequence[tuple[int, int]] = ((5, 10),)
    terms: Sequence[Term] = (Term(("words",)),)
    page: int | None = None
    page_label: str | None = None


@dataclass(frozen=True)
class FakeResults:
    total: int
    hits: Sequence[FakeHit] = ()
    suggestion: str | None = None


def hits(*editions: str, each: int = 2) -> list[FakeHit]:
    """Some hits in each of these editions."""
    return [FakeHit(Place.parse(f"{edition}#one:{10 * n}"), f"Heading {n}") for edition in editions for n in range(each)]


def section(slug: str, *lines: tuple[str, str], marks: Sequence[Mark] = ()) -> SectionText:
    """A section of (kind, text) lines; the marks go on its second block."""
    blocks: list[Block] = []
    start = 0
    for number, (kind, text) in enumerate(lines):
        level = 1 if number == 0 else 2 if kind == "heading" else 0
        blocks.append(Block(kind, text, start, tuple(marks) if number == 1 else (), level=level))
        start += len(text) + 1
    return assemble(slug, blocks)


class FakeSession:
    """A companion whose every offset stands at a made-up place of its PDF: ten characters a page, one point a character."""

    def __init__(self, texts: Sequence[SectionText] = ()) -> None:
        self.texts = list(texts)

    def section_texts(self, edition: str) -> list[SectionText]:
        return self.texts

    def glossary(self) -> None:
        return None

    def page_matches(self, edition: str, pages: Iterable[int], terms: Sequence[Term]) -> list[tuple[int, int, int, int]]:
        return [(page, 20 * n, 20 * n + 9, n) for page in pages for n in (1, 2)]

    def boxes(self, edition: str, page: int, terms: Sequence[Term]) -> list[Piece]:
        return [Piece(page, "word", (10.0 * n, 50.0, 10.0 * n + 8, 60.0)) for n in range(3)]

    def place_to_page(self, place: Place) -> tuple[int, float] | None:
        return (place.page, 0.0) if place.page is not None else (1 + place.offset // 10, 50.0)
