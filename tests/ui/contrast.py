"""What the eye gets, measured on pictures of widgets: the contrast of letters with their ground, and of what the focus changes."""

from __future__ import annotations

from collections import Counter
from functools import cache

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


@cache
def lightness(colour: int) -> float:
    """Relative luminance of 0xRRGGBB, as WCAG defines it."""
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def ratio(one: int, other: int) -> float:
    """From 1 to 21."""
    low, high = sorted((lightness(one), lightness(other)))
    return (high + 0.05) / (low + 0.05)


def grab(widget: QWidget) -> QImage:
    """A picture of a widget as it is shown."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours(image: QImage, rect: QRect) -> Counter[int]:
    """How often each colour stands in a part of an image."""
    rect = rect.intersected(image.rect())
    found: Counter[int] = Counter()
    for y in range(rect.top(), rect.bottom() + 1):
        found.update(row(image, y)[rect.left() : rect.right() + 1])
    return Counter({colour & 0xFFFFFF: count for colour, count in found.items()})


def row(image: QImage, y: int) -> list[int]:
    """One row as 0xAARRGGBB."""
    line: memoryview = image.constScanLine(y)  # type: ignore[assignment] # declared as an object
    return list(line.cast("B").cast("I"))


def of_text(image: QImage, rect: QRect) -> float:
    """The contrast of the darkest or lightest part of the letters with their ground; 1 where there is nothing."""
    found = colours(image, rect)
    if not found:
        return 1.0
    ground = found.most_common(1)[0][0]
    return max(ratio(ground, colour) for colour in found)


def within(window: QWidget, widget: QWidget, rect: QRect | None = None) -> QRect:
    """A widget's rectangle, or one inside it, in pixels of the window's picture."""
    rect = widget.rect() if rect is None else rect
    return QRect(widget.mapTo(window, QPoint(0, 0)) + rect.topLeft(), rect.size())


def of_frame(before: QImage, after: QImage) -> tuple[int, float, float]:
    """What the focus changed between two pictures: in how many pixels by 3:1 or more; the frame's contrast with each side, the least."""
    changed: list[tuple[int, int, int, int]] = []
    for y in range(after.height()):
        old, new = row(before, y), row(after, y)
        if old != new:
            changed += [(x, y, a & 0xFFFFFF, b & 0xFFFFFF) for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    if not changed:
        return 0, 1.0, 1.0
    frame = Counter(new for *_, new in changed).most_common(1)[0][0]
    strong = [(x, y) for x, y, old, new in changed if new == frame and ratio(old, new) >= 3]
    sides: Counter[int] = Counter()
    for x, y in strong:
        for nx, ny in ((x - 2, y), (x + 2, y), (x, y - 2), (x, y + 2)):
            if 0 <= nx < after.width() and 0 <= ny < after.height() and (side := after.pixel(nx, ny) & 0xFFFFFF) != frame:
                sides[side] += 1
    usual = [ratio(frame, side) for side, count in sides.items() if count > 0.2 * sum(sides.values())]
    return len(strong), min(usual, default=1.0), ratio(frame, sides.most_common(1)[0][0]) if sides else 1.0
