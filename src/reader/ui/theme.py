"""Colours, fonts and shapes: one accent, light and dark, all of it in the palette; what a palette has no role for is in `inks`."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QResource
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

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
APPEARANCES = ("system", "light", "dark")

_ROLES = QPalette.ColorRole
_LIGHT = {
    _ROLES.Window: "#f3f0ea", _ROLES.WindowText: "#24211c", _ROLES.Base: "#fffdf9", _ROLES.AlternateBase: "#f0f4f3",
    _ROLES.Text: "#24211c", _ROLES.Button: "#fbf9f5", _ROLES.ButtonText: "#24211c", _ROLES.BrightText: "#9c2f1b",
    _ROLES.Highlight: "#14606b", _ROLES.HighlightedText: "#ffffff", _ROLES.Accent: "#14606b", _ROLES.Link: "#14606b",
    _ROLES.LinkVisited: "#14606b", _ROLES.PlaceholderText: "#686256", _ROLES.ToolTipBase: "#24211c", _ROLES.ToolTipText: "#fffdf9",
    _ROLES.Light: "#ffffff", _ROLES.Midlight: "#e9e4da", _ROLES.Mid: "#d6cfc1", _ROLES.Dark: "#a59d8d", _ROLES.Shadow: "#6f685c",
}  # fmt: skip
_DARK = {
    _ROLES.Window: "#1c1e20", _ROLES.WindowText: "#e8e4dc", _ROLES.Base: "#232629", _ROLES.AlternateBase: "#263135",
    _ROLES.Text: "#e8e4dc", _ROLES.Button: "#2b2f32", _ROLES.ButtonText: "#e8e4dc", _ROLES.BrightText: "#f0a08c",
    _ROLES.Highlight: "#7fc9d0", _ROLES.HighlightedText: "#10201f", _ROLES.Accent: "#7fc9d0", _ROLES.Link: "#8ed2d8",
    _ROLES.LinkVisited: "#8ed2d8", _ROLES.PlaceholderText: "#a9a498", _ROLES.ToolTipBase: "#e8e4dc", _ROLES.ToolTipText: "#1c1e20",
    _ROLES.Light: "#3a3f43", _ROLES.Midlight: "#303539", _ROLES.Mid: "#41474b", _ROLES.Dark: "#6d7377", _ROLES.Shadow: "#0c0d0e",
}  # fmt: skip


def is_dark(palette: QPalette) -> bool:
    """True for a palette with light text on a dark ground."""
    return palette.color(_ROLES.Base).lightness() < palette.color(_ROLES.Text).lightness()


def palette(dark: bool) -> QPalette:
    """Our palette, light or dark."""
    result = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        result.setColor(role, QColor(colour))
    faint = QColor("#767c80" if dark else "#9b9487")
    for role in (_ROLES.WindowText, _ROLES.Text, _ROLES.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return result


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


def wants_dark(appearance: str) -> bool:
    """What an appearance comes to on this system just now."""
    from PySide6.QtCore import Qt  # not before the first paint: see shell

    if appearance == "system":
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return appearance == "dark"


def apply(app: QApplication, appearance: str) -> None:
    """Give the whole program an appearance, window frames included where the system follows."""
    from PySide6.QtCore import Qt

    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
    hints = app.styleHints()
    if hints.colorScheme() != schemes[appearance] and (appearance != "system"):
        hints.setColorScheme(schemes[appearance])
    elif appearance == "system":
        hints.unsetColorScheme()
    app.setPalette(palette(wants_dark(appearance)))


SCROLL_BAR = 13  # pixels across, as the style sheet has it


def style_sheet(colours: QPalette) -> str:
    """The few shapes Fusion does not give: the round search field, quiet buttons, hairlines."""

    def of(role: QPalette.ColorRole) -> str:
        return colours.color(role).name()

    return _SHEET.format(
        window=of(_ROLES.Window), base=of(_ROLES.Base), text=of(_ROLES.Text), muted=of(_ROLES.PlaceholderText), accent=of(_ROLES.Accent),
        rule=of(_ROLES.Mid), hover=of(_ROLES.Midlight), button=of(_ROLES.Button), strong=of(_ROLES.Dark),
        on_accent=of(_ROLES.HighlightedText),
        check="check-dark" if is_dark(colours) else "check-light",
    )  # fmt: skip


def first_sheet(colours: QPalette) -> str:
    """What goes before the first paint: the ground of a page, and the field as it looks once the system gives the window its focus."""
    ground, rule, accent = (colours.color(role).name() for role in (_ROLES.Midlight, _ROLES.Mid, _ROLES.Accent))
    return (
        f"#look {{ background: {ground}; border: none; border-left: 1px solid {rule}; border-top: 1px solid {rule}; }}"
        f"#searchField {{ border: 2px solid {accent}; }}"
    )


_SHEET = """
#bar, #documentBar {{ background: {window}; border: none; border-bottom: 1px solid {rule}; }}
#documentBar {{ background: {base}; }}
#searchField {{
    background: {base}; color: {text}; border: 1.5px solid {strong}; border-radius: 17px; padding: 4px 12px 4px 6px; min-height: 23px;
}}
#searchField:focus {{ border: 2px solid {accent}; }}
#pageField {{ background: {base}; color: {text}; border: 1px solid {rule}; border-radius: 5px; padding: 2px 6px; }}
#pageField:focus {{ border: 2px solid {accent}; padding: 1px 5px; }}
QToolButton {{ border: 2px solid transparent; border-radius: 6px; padding: 4px; color: {text}; background: transparent; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {hover}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {strong}; }}
QTabWidget::pane {{ border: none; }}
QTabBar {{ background: {window}; }}
QTabBar::tab {{ background: {window}; color: {muted}; padding: 9px 12px 7px 12px; border: none; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 3px solid {accent}; }}
QTabBar::tab:focus {{ background: {hover}; }}
#sidePanel {{ background: {window}; border: none; border-right: 1px solid {rule}; }}
#sidePanel QTreeView {{ background: {window}; border: none; outline: none; }}
#contents::item {{ padding: 5px 4px; border: none; }}
#contents::item:hover {{ background: {hover}; }}
#contents::item:selected {{ background: {base}; color: {accent}; }}
#sidePanel #contents {{ border: 2px solid transparent; }}
#sidePanel #contents:focus {{ border-color: {accent}; }}
QSplitter::handle {{ background: {rule}; }}
#card {{ background: {base}; border: 1px solid {rule}; border-radius: 8px; }}
#card QPushButton, #quiet {{
    background: {button}; color: {text}; border: 1px solid {strong}; border-radius: 6px; padding: 4px 12px; min-height: 20px;
}}
#card QPushButton:hover, #quiet:hover {{ border-color: {accent}; color: {accent}; }}
#card QPushButton:focus, #quiet:focus {{ border: 2px solid {accent}; padding: 3px 11px; }}
#card QPushButton#main {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
#card QPushButton#main:focus {{ border: 2px solid {text}; }}
#cardKind, #muted {{ color: {muted}; }}
#home, #homePage {{ background: {window}; border: none; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {strong}; border-radius: 4px; background: {base}; }}
QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border: 2px solid {accent}; width: 13px; height: 13px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url(:/icons/{check}.svg); }}
QCheckBox::indicator:disabled {{ border-color: {rule}; }}
QCheckBox:disabled {{ color: {strong}; }}
QScrollBar:vertical {{ background: transparent; width: 13px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 13px; margin: 0; }}
QScrollBar::handle {{ background: {rule}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {strong}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
#notice {{ background: {hover}; border: none; border-bottom: 1px solid {rule}; }}
"""
