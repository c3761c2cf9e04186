"""Where pages and rectangles lie, and what readers call them; no Qt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Document as Work
from reader.library import Edition, Library, Place, Section
from reader.ui.pages.layout import PIXELS_PER_POINT, PageLayout, Spot, clamp_scale, fit_width, shown
from reader.ui.places import linked, page_named

SIZES = [(612.0, 792.0), (792.0, 612.0), (100.0, 3000.0), (612.0, 792.0)]
scales = st.floats(0.2, 21.0)


@given(scales, st.integers(1, 4), st.floats(0, 1))
def test_a_spot_comes_back_as_it_went(scale: float, page: int, part: float) -> None:
    layout = PageLayout(SIZES, scale, 900)
    y = part * (SIZES[page - 1][1] - 1 / scale)
    back = layout.spot(layout.y_of(Spot(page, y)))
    assert back.page == page
    assert abs(back.y - y) <= 0.6 / scale


@given(scales, st.integers(0, 200_000), st.integers(1, 2000))
def test_every_page_that_is_seen_is_visible_and_no_other(scale: float, top: int, height: int) -> None:
    layout = PageLayout(SIZES, scale, 900)
    top = min(top, max(0, layout.height - height))
    seen = [n for n in range(1, 5) if layout.rect(n)[1] < top + height and layout.rect(n)[1] + layout.rect(n)[3] > top]
    assert [n for n in layout.visible(top, height) if n in seen] == seen
    assert len(layout.visible(top, height)) <= len(seen) + 1


def test_no_pages_is_no_page() -> None:
    layout = PageLayout((), 1.0, 500)
    assert list(layout.visible(0, 500)) == []
    assert layout.y_of(Spot(7)) == 0
    assert layout.spot(100) == Spot(1)


@pytest.mark.parametrize(
    ("rotation", "corner"), [(0, (0, 0, 10, 20)), (90, (80, 0, 100, 10)), (180, (90, 180, 100, 200)), (270, (0, 190, 20, 200))]
)
def test_a_rectangle_turns_with_its_page(rotation: int, corner: tuple[float, ...]) -> None:
    assert shown((0, 0, 10, 20), (100, 200), rotation) == corner


def test_zoom_has_ends() -> None:
    assert clamp_scale(0) == pytest.approx(0.1 * PIXELS_PER_POINT)
    assert clamp_scale(999) == pytest.approx(16 * PIXELS_PER_POINT)
    assert fit_width(SIZES, 36 + 792) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("iii", 3),
        ("III", 3),
        ("1", 4),
        ("iii (3 of 9)", 3),
        ("9", 9),
        ("(2)", 5),
        ("0", None),
        ("10", None),
        ("x", None),
        ("", None),
        ("²", None),
    ],
)
def test_page_names(text: str, page: int | None) -> None:
    assert page_named(["i", "ii", "iii", "1", "2", "3", "4", "5", ""], 9, text) == page


def test_links_lead_into_the_library_in_the_language_being_read() -> None:
    editions = tuple(Edition("guide", language, "companion", None, (Section("one", 1, Path("x")),)) for language in ("en", "es"))
    library = Library(Path(), {}, 1, ("en", "es"), (Work("guide", {"en": "Guide"}, editions=editions),), {}, ())
    spanish = editions[1]
    assert linked(library, spanish, "en", "guide") == Place("guide", "es", "companion")
    assert linked(library, None, "en", "guide#01-one") == Place("guide", "en", "companion", "one")
    assert linked(library, spanish, "en", "#one") == Place("guide", "es", "companion", "one")
    assert linked(library, spanish, "en", "guide#gone") is None
    assert linked(library, spanish, "en", "https://example.org/") is None
    assert linked(None, None, "en", "guide") is None
