"""Where a page holds photographs and large dark areas, so that a tinted page leaves them as they are; it runs in the PDF child.

An image counts unless most of it is one light tone: a scan or a chart is paper with ink on it, and is tinted like the page. A large dark
area with white words, such as a cover, would become a glaring one on dark paper.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

Rect = tuple[float, float, float, float]
Box = tuple[int, int, int, int]

_SMALLEST = 12.0  # points, 4 mm: icons and bullets go with the text
_MOST = 400  # images of one page that are looked at; a mosaic of more is none we could spare
_TOUCH = 1.0  # points between the strips that one picture was cut into
_GRID = 24  # points across and down at which a picture is sampled
_DARK, _INSET = 110, 3  # the lightest of dark tones; pixels from an edge, which may be half of one
_MUCH, _LARGE = 0.1, 0.03  # shares of a page: of dark from which areas are looked for, and of an area that is worth it
_STEP, _LIGHT, _PAPER = 16, 176, 0.55  # levels of a tone, the darkest paper, and the share of it that makes a page of a picture


def kept(mupdf: Any, run: Callable[[Any, Any], None], display: Any, picture: Mapping[str, Any], samples: memoryview) -> list[Rect]:
    """The photographs and dark areas of a page, in its points, by its whole `picture` (the header of an answer) and its `samples`."""
    channels, edges = (1 if picture["format"] == "grey" else 3), (0, 0, picture["width"], picture["height"])
    scale, stride = picture["scale"], picture["stride"]

    def told(rects: Iterable[Rect], what: Callable[[memoryview, int, int, Box], bool]) -> list[Rect]:
        boxes = [(rect, pixels(rect, scale, edges)) for rect in rects]
        return [rect for rect, box in boxes if box is not None and what(samples, stride, channels, box)]

    found = told(images(mupdf, run, display), is_photograph)
    if darkness(samples, stride, channels, edges) >= _MUCH:
        found += told(areas(mupdf, run, display, _LARGE * edges[2] * edges[3] / scale**2), is_dark)
    return found


def images(mupdf: Any, run: Callable[[Any, Any], None], display: Any) -> list[Rect]:
    """The seen parts of the images of a display list, in its points, strips joined; under 1 ms, since nothing is decoded."""
    found: list[Rect] = []
    unit = mupdf.FzRect(0, 0, 1, 1)

    class Finder(mupdf.FzDevice2):  # type: ignore[misc] # made here: the engine is handed in
        """A device that is told of images only; the rest does not reach Python."""

        def __init__(self) -> None:
            super().__init__()
            self.use_virtual_fill_image()

        def fill_image(self, _context: Any, _image: Any, ctm: Any, _alpha: float, _colours: Any) -> None:
            if len(found) < _MOST:
                found.append(_seen(mupdf, self, mupdf.ll_fz_transform_rect(unit.internal(), ctm)))

    run(display, Finder())
    return [r for r in joined(found) if r[2] - r[0] >= _SMALLEST and r[3] - r[1] >= _SMALLEST and all(map(math.isfinite, r))]


def areas(mupdf: Any, run: Callable[[Any, Any], None], display: Any, smallest: float) -> list[Rect]:
    """The boxes of filled shapes of at least so many square points; slow on drawings, so only pages with much dark are asked."""
    found: list[Rect] = []
    seen = 0

    class Finder(mupdf.FzDevice2):  # type: ignore[misc] # as above
        """A device that is told of filled shapes."""

        def __init__(self) -> None:
            super().__init__()
            self.use_virtual_fill_path()

        def fill_path(self, _context: Any, path: Any, _even_odd: int, ctm: Any, *_colour: Any) -> None:
            nonlocal seen
            seen += 1
            if seen < 10 * _MOST:
                box = _seen(mupdf, self, mupdf.ll_fz_bound_path(path, None, ctm))
                if (box[2] - box[0]) * (box[3] - box[1]) >= smallest and box[0] < box[2] and all(map(math.isfinite, box)):
                    found.append(box)

    run(display, Finder())
    return found[:_MOST]


def _seen(mupdf: Any, device: Any, whole: Any) -> Rect:
    """What the page's clipping leaves of a box."""
    clip = mupdf.ll_fz_device_current_scissor(device.m_internal)
    return (max(whole.x0, clip.x0), max(whole.y0, clip.y0), min(whole.x1, clip.x1), min(whole.y1, clip.y1))


def joined(rects: Iterable[Rect]) -> list[Rect]:
    """Strips of equal width that follow one another as one, then columns of equal height."""
    down = _joined(sorted(rects, key=lambda r: (round(r[0]), round(r[2]), r[1])))
    across = _joined([(y0, x0, y1, x1) for x0, y0, x1, y1 in sorted(down, key=lambda r: (round(r[1]), round(r[3]), r[0]))])
    return [(x0, y0, x1, y1) for y0, x0, y1, x1 in across]


def _joined(rects: Sequence[Rect]) -> list[Rect]:
    made: list[Rect] = []
    for rect in rects:
        last = made[-1] if made else None
        if last and abs(last[0] - rect[0]) <= _TOUCH and abs(last[2] - rect[2]) <= _TOUCH and rect[1] - last[3] <= _TOUCH:
            made[-1] = (last[0], last[1], last[2], max(last[3], rect[3]))
        else:
            made.append(rect)
    return made


def pixels(rect: Rect, scale: float, frame: Box) -> Box | None:
    """A rectangle in points as whole pixels of a picture whose corners are `frame`; None where it lies outside."""
    x0, y0, x1, y1 = (v * scale for v in rect)
    left, top = max(math.floor(x0), frame[0]), max(math.floor(y0), frame[1])
    right, bottom = min(math.ceil(x1), frame[2]), min(math.ceil(y1), frame[3])
    return (left - frame[0], top - frame[1], right - frame[0], bottom - frame[1]) if left < right and top < bottom else None


def is_photograph(samples: memoryview, stride: int, channels: int, box: Box) -> bool:
    """Whether the pixels of a box have no light tone that makes up most of them."""
    tones, count = [0] * (256 // _STEP + 1), 0
    for values in _sampled(samples, stride, channels, box):
        tones[min(values) // _STEP] += 1
        count += 1
    # Two neighbours, as a tone may stand between them.
    light = max(tones[n] + tones[n + 1] for n in range(_LIGHT // _STEP, 256 // _STEP))
    return count > 0 and light < _PAPER * count


def darkness(samples: memoryview, stride: int, channels: int, box: Box) -> float:
    """How much of a box is dark, 0 to 1."""
    values = [_tone(value) < _DARK for value in _sampled(samples, stride, channels, box, _GRID // 2)]
    return sum(values) / max(1, len(values))


def is_dark(samples: memoryview, stride: int, channels: int, box: Box) -> bool:
    """Whether most of a box is, and all its corners are, so that no paper beside a round shape is taken along."""
    left, top, right, bottom = box
    at = [y * stride + x * channels for x in (left + _INSET, right - 1 - _INSET) for y in (top + _INSET, bottom - 1 - _INSET)]
    return all(_tone(samples[i : i + channels]) < _DARK for i in at) and darkness(samples, stride, channels, box) >= _PAPER


def _tone(values: Sequence[int]) -> float:
    return values[0] if len(values) == 1 else (2 * values[0] + 5 * values[1] + values[2]) / 8


def _sampled(samples: memoryview, stride: int, channels: int, box: Box, grid: int = _GRID) -> Iterator[tuple[int, ...]]:
    left, top, right, bottom = box
    across, down = max(1, (right - left) // grid), max(1, (bottom - top) // grid)
    for y in range(top + down // 2, bottom, down):
        row = samples[y * stride + left * channels : y * stride + right * channels]
        yield from zip(*(bytes(row[(across // 2) * channels + c :: across * channels]) for c in range(channels)), strict=True)
