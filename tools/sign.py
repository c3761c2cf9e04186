"""Draws the pictures of the sign of life (`src/reader/sign.pgm`, `sign-2x.pgm`): run by hand when its words change.

PGM, inverted: 0 is the ground, 255 the ink.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from reader.ui import make_application, theme

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "reader"
WIDTH, HEIGHT = 320, 104
LINES = (
    (30, 30, theme.SERIF, 19, QFont.Weight.DemiBold, 255, "Partner Reader"),
    (60, 24, theme.SANS, 15, QFont.Weight.Normal, 205, "Starting…  /  Abriendo…"),
)


def draw(scale: int) -> QImage:
    """The picture at a scale, ink white on black."""
    image = QImage(WIDTH * scale, HEIGHT * scale, QImage.Format.Format_Grayscale8)
    image.fill(QColor(0, 0, 0))
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.setPen(QColor(60, 60, 60))
    painter.drawRect(QRectF(0.5, 0.5, WIDTH - 1, HEIGHT - 1))
    for top, height, family, pixels, weight, ink, text in LINES:
        font = QFont(family)
        font.setPixelSize(pixels)
        font.setWeight(weight)
        painter.setFont(font)
        painter.setPen(QColor(ink, ink, ink))
        painter.drawText(QRectF(0, top - 6, WIDTH, height), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return image


def main() -> int:
    """Write both."""
    make_application(["sign"])
    theme.load_fonts(theme.LATER_FONTS)
    for scale, name in ((1, "sign.pgm"), (2, "sign-2x.pgm")):
        if not draw(scale).save(str(PACKAGE / name)):
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
