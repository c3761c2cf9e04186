"""Pages in the colours of an appearance: paper, ink and hues; photographs as they were."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from reader.pdf_answers import Picture
from reader.ui import inks, palettes, theme
from reader.ui.pages import tint
from tests.ui import contrast

Boxes = tuple[tuple[int, int, int, int], ...]
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
TINTED = sorted(palettes.PAPERS)


def page(colours: Sequence[tuple[int, int, int]], form: str, images: Boxes = ()) -> tuple[QImage, Picture]:
    """Stripes of 8 x 8 pixels one beside the other, 150 pixels high, as the child would send them."""
    height, stride = 150, len(colours) * 8 * (1 if form == "grey" else 3)
    line = b"".join(bytes(c[:1] if form == "grey" else c) * 8 for c in colours)
    data = line * height
    picture = Picture(len(colours) * 8, height, stride, form, data, images=images)
    kind = QImage.Format.Format_Grayscale8 if form == "grey" else QImage.Format.Format_RGB888
    return QImage(data, picture.width, height, stride, kind), picture


def finished(name: str, *colours: tuple[int, int, int], form: str = "rgb", images: Boxes = ()) -> list[QColor]:
    """What the stripes became, looked at near the bottom."""
    finish = tint.finisher(name)
    assert finish is not None
    made = finish(*page(colours, form, images))
    return [made.pixelColor(8 * n + 4, 140) for n in range(len(colours))]


@pytest.mark.parametrize("name", TINTED)
@pytest.mark.parametrize("form", ["grey", "rgb"])
def test_white_and_black_become_paper_and_ink(name: str, form: str) -> None:
    white, black = finished(name, WHITE, BLACK, form=form)
    paper, ink = palettes.PAPERS[name]
    assert near(white, QColor(paper))
    assert near(black, QColor(ink))
    assert contrast.ratio(white.rgb() & 0xFFFFFF, black.rgb() & 0xFFFFFF) >= 7


@pytest.mark.parametrize("name", TINTED)
def test_grey_pages_match_coloured_ones(name: str) -> None:
    greys = [(v, v, v) for v in (0, 40, 90, 128, 200, 240, 255)]
    for one, other in zip(finished(name, *greys, form="grey"), finished(name, *greys), strict=True):
        assert near(one, other, 3)


@pytest.mark.parametrize("name", TINTED)
def test_coloured_words_keep_their_hue_and_can_be_read(name: str) -> None:
    colours = [(200, 0, 0), (0, 120, 0), (0, 0, 220), (20, 96, 107)]
    paper, *made = finished(name, WHITE, *colours)
    for before, after in zip(colours, made, strict=True):
        turned = abs(QColor(*before).hslHue() - after.hslHue())
        assert min(turned, 360 - turned) < 32, (before, after.name())
        assert contrast.ratio(paper.rgb() & 0xFFFFFF, after.rgb() & 0xFFFFFF) >= 4.5, (before, after.name())


@pytest.mark.parametrize("name", TINTED)
@pytest.mark.parametrize("form", ["grey", "rgb"])
def test_photographs_are_left_as_they_were(name: str, form: str) -> None:
    colours = (100, 100, 100), (180, 180, 180), WHITE
    first, second, outside = finished(name, *colours, form=form, images=((0, 70, 16, 150),))
    assert (first.red(), second.red()) == (100, 180)
    assert near(outside, QColor(palettes.PAPERS[name][0]))


@pytest.mark.parametrize("name", ["light", "contrast"])
def test_light_paper_is_as_printed(name: str) -> None:
    image, _ = page((WHITE,), "grey")
    assert tint.finisher(name) is None
    assert tint.look(image, name) is image


@pytest.mark.parametrize("name", palettes.NAMES)
def test_lit_words_can_be_read_on_their_paper(name: str) -> None:
    paper = inks.paper(theme.named(name))
    ink = QColor(palettes.PAPERS[name][1] if name in palettes.PAPERS else "black")
    for lit in (paper.inks.lit, paper.inks.lit_now):
        image = QImage(3, 1, QImage.Format.Format_RGB32)
        for x, colour in enumerate((paper.sheet, ink, QColor("#14606b") if name not in ("dark", "night") else QColor("#7fc9d0"))):
            image.setPixelColor(x, 0, colour)
        painter = QPainter(image)
        painter.setCompositionMode(paper.blend)
        painter.fillRect(image.rect(), lit)
        painter.end()
        ground, word, link = (image.pixel(x, 0) & 0xFFFFFF for x in range(3))
        assert contrast.ratio(ground, word) >= 7
        assert contrast.ratio(ground, link) >= 4
        # The line round it tells the current hit where colours do not.
        assert contrast.ratio(ground, paper.inks.lit_line.rgb() & 0xFFFFFF) >= 3


def test_paper_lies_on_its_desk() -> None:
    for name in palettes.NAMES:
        palette = theme.named(name)
        assert inks.paper(palette).sheet != palette.color(QPalette.ColorRole.Midlight)


def near(one: QColor, other: QColor, by: int = 2) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]
