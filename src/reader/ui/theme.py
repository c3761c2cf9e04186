"""Fonts, palette and the first style sheet: what the window needs before its first paint; all further shapes are in `sheet`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QResource
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from reader.ui import palettes

SANS = "Source Sans Pro"
SERIF = "Source Serif Pro"
RESOURCES = Path(__file__).with_name("resources.rcc")
# The window needs only these before its first paint; the others follow (2 ms each).
FIRST_FONTS = ("SourceSansPro-Regular",)
LATER_FONTS = (
    "SourceSansPro-Semibold", "SourceSansPro-It", "SourceSansPro-Bold", "SourceSerifPro-Regular", "SourceSerifPro-It",
    "SourceSerifPro-Semibold",
    "SourceSerifPro-SemiboldIt", "SourceSerifPro-Bold",
)  # fmt: skip
# What people choose from. High contrast is black on white, which most eyes read best and which shows pages as they were printed;
# where the system is dark it is white on black, since whoever set that up is dazzled by light.
APPEARANCES = ("system", "light", "sepia", "dark", "contrast")

_ROLES = QPalette.ColorRole


def is_dark(palette: QPalette) -> bool:
    """True for a palette with light text on a dark ground."""
    return palette.color(_ROLES.Base).lightness() < palette.color(_ROLES.Text).lightness()


def palette(dark: bool) -> QPalette:
    """Ours for light or dark, as long as no appearance is chosen."""
    return named("dark" if dark else "light")


def named(name: str) -> QPalette:
    """The palette of one of `palettes.NAMES`."""
    result = QPalette()
    for role, colour in palettes.colours(name).items():
        if role == "Disabled":
            for text in (_ROLES.WindowText, _ROLES.Text, _ROLES.ButtonText, _ROLES.PlaceholderText):
                result.setColor(QPalette.ColorGroup.Disabled, text, QColor(colour))
        else:
            result.setColor(getattr(_ROLES, role), QColor(colour))
    return result


def name_of(palette: QPalette) -> str:
    """Which of `palettes.NAMES` a palette is; for one of somebody else's, light or dark."""
    # By a role that style sheets leave alone; they put a widget's background into Base.
    return palettes.named(palette.color(_ROLES.Accent).name()) or ("dark" if is_dark(palette) else "light")


def register_resources(path: Path = RESOURCES) -> bool:
    """Icons and fonts, mapped from one file; False in a tree where they were not compiled (then system fonts serve)."""
    return path.is_file() and QResource.registerResource(str(path))


def load_fonts(names: tuple[str, ...]) -> None:
    """Make fonts of the resources known to Qt; what is missing is left to the system's fonts."""
    for name in names:
        QFontDatabase.addApplicationFont(f":/fonts/{name}.otf")


def reading_font(points: float) -> QFont:
    """Source Serif, or the system's serif."""
    font = QFont([SERIF, "Noto Serif", "DejaVu Serif", "Georgia"])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSizeF(points)
    return font


def interface_font(points: float = 11.0) -> QFont:
    """Source Sans, or the system's own."""
    font = QFont([SANS, "Noto Sans", "DejaVu Sans", "Segoe UI"])
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(points)
    return font


def resolved(appearance: str) -> str:
    """What one of APPEARANCES comes to on this system just now: one of `palettes.NAMES`."""
    if appearance not in ("system", "contrast"):
        return appearance
    from PySide6.QtCore import Qt  # not before the first paint: see shell

    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    if appearance == "contrast" or wants_contrast():
        return "night" if dark else "contrast"
    return "dark" if dark else "light"


def wants_contrast() -> bool:
    """Whether the system asks for high contrast; False where Qt cannot tell, which it can from 6.10 on."""
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
    return accessibility is not None and accessibility().contrastPreference().name == "HighContrast"


def apply(app: QApplication, appearance: str) -> None:
    """Give the whole program an appearance, window frames included where the system follows."""
    from PySide6.QtCore import Qt

    forced = {"light": Qt.ColorScheme.Light, "sepia": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(appearance)
    hints = app.styleHints()
    if forced is None:
        hints.unsetColorScheme()
    elif hints.colorScheme() != forced:
        hints.setColorScheme(forced)
    app.setPalette(named(resolved(appearance)))


SCROLL_BAR = 13  # pixels across, as the style sheet has it


def style_sheet(colours: QPalette) -> str:
    """The bar and the field, which stand in the first picture and stay."""
    return _FIRST.format(**values(colours))


def values(colours: QPalette) -> dict[str, str | int]:
    """The palette's colours, and some lengths, by the words that style sheets of ours use for them."""
    roles = {
        "window": _ROLES.Window, "base": _ROLES.Base, "text": _ROLES.Text, "muted": _ROLES.PlaceholderText, "accent": _ROLES.Accent,
        "rule": _ROLES.Mid, "hover": _ROLES.Midlight, "button": _ROLES.Button, "strong": _ROLES.Dark, "on_accent": _ROLES.HighlightedText,
    }  # fmt: skip
    # What has the focus gets a wider frame, so that not its colour alone tells; its padding gives way and nothing moves.
    frame = 3 if name_of(colours) in ("contrast", "night") else 2
    lengths = {f"pad{n}": n + 1 - frame for n in (2, 4, 5, 6, 12)}
    return {word: colours.color(role).name() for word, role in roles.items()} | {"frame": frame} | lengths


def first_sheet(colours: QPalette) -> str:
    """What goes before the first paint: the ground of a page, and the field as it looks once the system gives the window its focus."""
    return _LOOK.format(**values(colours))


_LOOK = """
#documentBar {{ background: {base}; border-left: 1px solid {rule}; }}
#look {{ background: {hover}; border: none; border-left: 1px solid {rule}; }}
#searchField {{ border: {frame}px solid {accent}; padding: {pad4}px {pad12}px {pad4}px {pad6}px; }}
"""
_FIRST = """
#bar, #documentBar {{ background: {window}; border: none; border-bottom: 1px solid {rule}; }}
#searchField {{
    background: {base}; color: {text}; placeholder-text-color: {muted};
    border: 1px solid {strong}; border-radius: 17px; padding: 4px 12px 4px 6px; min-height: 25px;
}}
#searchField:focus {{ border: {frame}px solid {accent}; padding: {pad4}px {pad12}px {pad4}px {pad6}px; }}
QTabBar {{ background: {window}; }}
QTabBar::tab {{
    background: {window}; color: {muted}; padding: {pad6}px 10px 7px 10px; border: {frame}px solid transparent;
    border-bottom: 3px solid transparent;
}}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
"""
