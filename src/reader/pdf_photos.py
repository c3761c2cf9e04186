"""Where a page holds photographs, so that a tinted page leaves them as they are; it runs in the PDF child, with `pdf`'s engine.

A picture counts unless most of it is one light tone: a scan or a chart is paper with ink on it, and is tinted like the page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Rect = tuple[float, float, float, float]
Box = tuple[int, int, int, int]

_SMALLEST = 12.0  # points, 4 mm: icons and bullets go with the text
_MOST = 400  # images of one page that are looked at; a mosaic of more is none we could spare
_TOUCH = 1.0  # points between the strips that one picture was cut into
_GRID = 24  # points across and down at which a picture is sampled
_STEP, _LIGHT, _PAPER = 16, 176, 0.55  # levels of a tone, the darkest paper, and the share of it that makes a page of a picture


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
                whole, seen = mupdf.ll_fz_transform_rect(unit.internal(), ctm), mupdf.ll_fz_device_current_scissor(self.m_internal)
                found.append((max(whole.x0, seen.x0), max(whole.y0, seen.y0), min(whole.x1, seen.x1), min(whole.y1, seen.y1)))

    run(display, Finder())
    return [r for r in joined(found) if r[2] - r[0] >= _SMALLEST and r[3] - r[1] >= _SMALLEST and all(map(math.isfinite, r))]


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
    left, top, right, bottom = box
    across, down = max(1, (right - left) // _GRID), max(1, (bottom - top) // _GRID)
    tones = [0] * (256 // _STEP + 1)
    count = 0
    for y in range(top + down // 2, bottom, down):
        row = samples[y * stride + left * channels : y * stride + right * channels]
        parts = [bytes(row[(across // 2) * channels + c :: across * channels]) for c in range(channels)]
        for values in zip(*parts, strict=True):
            tones[min(values) // _STEP] += 1
            count += 1
    # Two neighbours, as a tone may stand between them.
    light = max(tones[n] + tones[n + 1] for n in range(_LIGHT // _STEP, 256 // _STEP))
    return count > 0 and light < _PAPER * count
