"""Where pages and rectangles lie, and what readers call them; no Qt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Document as Work
from reader.library import Edition, Library, Place, Section
from reader.ui.pages import plan
from reader.ui.pages.layout import ARRANGEMENTS, PIXELS_PER_POINT, PageLayout, Spot, clamp_scale, shown, unshown
from reader.ui.pages.plan import Sight
from reader.ui.places import linked, page_named

sides = st.floats(20, 3000)
sizes = st.lists(st.tuples(sides, sides), min_size=1, max_size=9)
layouts = st.builds(
    PageLayout,
    sizes,
    st.tuples(st.integers(200, 2000), st.integers(150, 1500)),
    scale=st.floats(0.1, 22.0),
    fit=st.sampled_from(["", "width", "page"]),
    arrangement=st.sampled_from(ARRANGEMENTS),
)
tops = st.floats(0, 1)


def tops_of(layout: PageLayout) -> int:
    return max(0, layout.height - layout.view[1])


@given(layouts)
def test_every_page_lies_within_the_whole_and_over_no_other(layout: PageLayout) -> None:
    rects = [layout.rect(page) for page in range(1, layout.pages + 1)]
    for x, y, width, height in rects:
        assert x >= 0
        assert y >= 0
        assert x + width <= layout.width
        assert y + height <= layout.height
    for one, (x, y, width, height) in enumerate(rects):
        for left, top, w, h in rects[:one]:
            assert x + width <= left or left + w <= x or y + height <= top or top + h <= y


@given(layouts, tops)
def test_a_height_comes_back_as_it_went(layout: PageLayout, part: float) -> None:
    y = round(part * layout.height)
    assert abs(layout.y_of(layout.spot(y)) - y) <= 1


@given(layouts, st.data(), tops)
def test_a_spot_comes_back_as_it_went(layout: PageLayout, data: st.DataObject, part: float) -> None:
    page = data.draw(st.integers(1, layout.pages))
    y = part * max(0.0, layout.sizes[page - 1][1] - 1 / layout.scale_of(page))
    back = layout.spot(layout.y_of(Spot(page, y)), page)
    assert abs(layout.y_of(back) - layout.y_of(Spot(page, y))) <= 1
    if layout.fit == "page" and layout.arrangement != "single":
        return  # the page in the middle of the window is named
    assert back.page == page
    assert abs(back.y - y) <= 0.6 / layout.scale_of(page)


@given(layouts, tops)
def test_every_page_that_is_seen_is_visible_and_no_other(layout: PageLayout, part: float) -> None:
    top, height = layout.settled(round(part * tops_of(layout)), 0), layout.view[1]
    found = layout.visible(top, height)
    rects = {page: layout.rect(page) for page in range(1, layout.pages + 1)}
    seen = [page for page, (_, y, _, h) in rects.items() if y < top + height and y + h > top]
    assert set(seen) <= set(found)
    assert len({layout.row_of(page) for page in found} - {layout.row_of(page) for page in seen}) <= 1
    assert layout.arrangement != "single" or len(found) == 1


@given(layouts, st.floats(-50, 2500), st.floats(-50, 9000), st.data())
def test_a_held_point_stays_and_the_nearest_page_is_the_one_under_it(layout: PageLayout, x: float, y: float, data: st.DataObject) -> None:
    page = layout.nearest(x, y, range(1, layout.pages + 1))
    at = layout.held(layout.hold(x, y, page))
    assert at == pytest.approx((x, y), abs=1e-6)
    left, top, width, height = layout.rect(data.draw(st.integers(1, layout.pages)))
    inside = layout.nearest(left + width / 2, top + height / 2, range(1, layout.pages + 1))
    assert layout.rect(inside) == (left, top, width, height)


@given(layouts, tops, tops)
def test_one_page_at_a_time_never_shows_two(layout: PageLayout, part: float, last: float) -> None:
    before = layout.settled(round(last * tops_of(layout)), 0)
    top = layout.settled(round(part * tops_of(layout)), before)
    assert layout.settled(top, before) == top
    if layout.arrangement == "single":
        (page,) = layout.visible(top, layout.view[1])
        assert layout.top_of(page) <= top <= layout.bottom_of(page)


@given(sizes, st.integers(150, 1500), st.sampled_from(["", "width", "page"]))
def test_one_page_at_a_time_goes_through_them_all_and_back(pages: list[tuple[float, float]], height: int, fit: str) -> None:
    layout = PageLayout(pages, (800, height), fit=fit, arrangement="single")
    for page in range(1, len(pages)):
        end, begin = layout.bottom_of(page), layout.top_of(page + 1)
        assert layout.settled(end + 1, end) == begin
        assert layout.settled(begin - 1, begin) == end
        assert layout.at_end(end, down=True)
        assert layout.at_end(begin, down=False)
        assert layout.settled(end + 9, end - 1) == end or layout.top_of(page) == end  # what goes past the end first stops there


@given(layouts)
def test_a_fitted_page_fits(layout: PageLayout) -> None:
    for page in range(1, layout.pages + 1):
        _, _, width, height = layout.rect(page)
        smallest = layout.scale_of(page) <= clamp_scale(0)
        if layout.fit and not smallest:
            assert width <= layout.view[0]
        if layout.fit == "page" and not smallest:
            assert height <= layout.view[1]


@given(layouts, tops, st.sampled_from([1.0, 1.25, 1.5, 2.0]), st.booleans())
def test_what_is_drawn_is_what_is_seen_in_bounded_pieces(layout: PageLayout, part: float, ratio: float, down: bool) -> None:
    sight = Sight(0, layout.settled(round(part * tops_of(layout)), 0), *layout.view, ratio)
    needed = plan.needed(layout, sight)
    pages = {wanted.page for wanted in needed}
    assert pages <= set(plan.visible(layout, sight))
    for wanted in needed:
        _, _, width, height = layout.rect(wanted.page)
        if wanted.tile is None:
            assert round(width * ratio) * round(height * ratio) <= plan.WHOLE
        else:
            x, y, w, h = wanted.tile
            assert 0 < w <= plan.TILE
            assert 0 < h <= plan.TILE
            assert x + w <= max(1, round(width * ratio))
            assert y + h <= max(1, round(height * ratio))
            assert x / ratio < width
            assert y / ratio + layout.rect(wanted.page)[1] < sight.y + sight.height + 1
    room = 20_000_000
    assert sum(plan.size_of(layout, wanted) for wanted in plan.ahead(layout, sight, down, room)) <= room


def test_facing_pages_are_a_cover_and_pairs_at_one_spine() -> None:
    layout = PageLayout([(600.0, 800.0)] * 6, (1000, 700), fit="width", arrangement="facing")
    assert [list(layout.pages_of(row)) for row in range(4)] == [[1], [2, 3], [4, 5], [6]]
    spine = layout.width / 2
    assert layout.rect(1)[0] == layout.rect(3)[0] > spine
    assert layout.rect(2)[0] + layout.rect(2)[2] < spine
    assert layout.rect(2)[1] == layout.rect(3)[1]
    assert layout.spot(layout.y_of(Spot(3, 100)), 3) == layout.spot(layout.y_of(Spot(2, 100)), 3)
    assert [layout.beside(page, 1) for page in (1, 2, 3, 6)] == [2, 4, 4, 6]


def test_no_pages_is_no_page() -> None:
    for arrangement in ARRANGEMENTS:
        layout = PageLayout((), (500, 500), arrangement=arrangement)
        assert list(layout.visible(0, 500)) == []
        assert layout.y_of(Spot(7)) == 0
        assert layout.spot(100) == Spot(1)
        assert layout.settled(10, 0) == 10
        assert layout.nearest(1, 1, range(0)) == 0
        assert plan.needed(layout, Sight(0, 0, 500, 500, 1.0)) == []
        assert plan.ahead(layout, Sight(0, 0, 500, 500, 1.0), True, 99) == []


def test_a_whole_too_high_for_a_scroll_bar_is_drawn_smaller() -> None:
    layout = PageLayout([(1000.0, 900_000.0)] * 200, (900, 700), scale=20.0)
    assert layout.height < 2**31
    assert layout.scale_of(200) < 20


@pytest.mark.parametrize(
    ("rotation", "corner"), [(0, (0, 0, 10, 20)), (90, (80, 0, 100, 10)), (180, (90, 180, 100, 200)), (270, (0, 190, 20, 200))]
)
def test_a_rectangle_turns_with_its_page(rotation: int, corner: tuple[float, ...]) -> None:
    assert shown((0, 0, 10, 20), (100, 200), rotation) == corner


@given(st.sampled_from([0, 90, 180, 270]), st.floats(0, 100), st.floats(0, 200))
def test_a_point_turns_back(rotation: int, x: float, y: float) -> None:
    size = (100.0, 200.0) if rotation in (0, 180) else (200.0, 100.0)
    turned = shown((x, y, x, y), size, rotation)
    assert unshown(turned[0], turned[1], size, rotation) == pytest.approx((x, y))


def test_zoom_has_ends() -> None:
    assert clamp_scale(0) == pytest.approx(0.1 * PIXELS_PER_POINT)
    assert clamp_scale(999) == pytest.approx(16 * PIXELS_PER_POINT)
    assert PageLayout([(792.0, 612.0)], (36 + 792, 300), fit="width").scale_of(1) == pytest.approx(1.0)


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
