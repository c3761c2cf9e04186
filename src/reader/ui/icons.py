"""Line icons of ours, drawn in the palette's ink."""

from __future__ import annotations

from PySide6.QtCore import QFile, QIODevice, QSize
from PySide6.QtGui import QIcon, QPalette, QPixmap

ICON_SIZE = QSize(20, 20)  # pixels at 100 %


def icon(name: str, colours: QPalette, ratio: float, size: int = 20) -> QIcon:
    """A line icon of ours in the palette's text colour; empty when the resources were not compiled."""
    file = QFile(f":/icons/{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return QIcon()
    drawing = bytes(file.readAll().data())
    result = QIcon()
    for mode, group in ((QIcon.Mode.Normal, QPalette.ColorGroup.Active), (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled)):
        colour = colours.color(group, QPalette.ColorRole.ButtonText).name().encode()
        # Drawn at the size it is shown: the plugin scales the viewBox to width and height.
        pixels = str(round(size * ratio)).encode()
        ready = drawing.replace(b"currentColor", colour).replace(
            b'width="24" height="24"', b'width="' + pixels + b'" height="' + pixels + b'"'
        )
        picture = QPixmap()
        if picture.loadFromData(ready):
            picture.setDevicePixelRatio(ratio)
            result.addPixmap(picture, mode)
    return result
