"""Line icons of ours, drawn in the palette's ink."""

from __future__ import annotations

from PySide6.QtCore import QFile, QIODevice, QSize
from PySide6.QtGui import QIcon, QPalette, QPixmap

ICON_SIZE = QSize(20, 20)  # pixels at 100 %


def icon(name: str, colours: QPalette, ratio: float, size: int = 20) -> QIcon:
    """A line icon of ours in the palette's text colour; empty when the resources were not compiled."""
    result = QIcon()
    for mode, enabled in ((QIcon.Mode.Normal, True), (QIcon.Mode.Disabled, False)):
        drawn = picture(name, colours, ratio, size, enabled=enabled)
        if not drawn.isNull():
            result.addPixmap(drawn, mode)
    return result


def picture(name: str, colours: QPalette, ratio: float, size: int = 20, *, enabled: bool = True) -> QPixmap:
    """One picture of an icon; a null one when the resources were not compiled."""
    result, file = QPixmap(), QFile(f":/icons/{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return result
    group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
    colour = colours.color(group, QPalette.ColorRole.ButtonText).name().encode()
    # Drawn at the size it is shown: the plugin scales the viewBox to width and height.
    pixels = str(round(size * ratio)).encode()
    drawing = bytes(file.readAll().data()).replace(b"currentColor", colour)
    if result.loadFromData(drawing.replace(b'width="24" height="24"', b'width="' + pixels + b'" height="' + pixels + b'"')):
        result.setDevicePixelRatio(ratio)
    return result
