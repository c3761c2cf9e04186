"""The shapes Fusion does not give, from after the first paint on: quiet buttons, hairlines, one kind of frame for what has the focus.

Colours are the palette's, so a new appearance changes no line here.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette

from reader.ui import theme


def style_sheet(colours: QPalette) -> str:
    """The whole sheet of a window; what has the focus is framed in the accent, a strong button inside its own colour."""
    disabled = colours.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    # On the accent, and on the ground of a menu.
    check, tick = ("check-dark", "check-light") if theme.is_dark(colours) else ("check-light", "check-dark")
    return theme.style_sheet(colours) + _SHEET.format(**theme.values(colours), disabled=disabled, check=check, tick=tick)


_SHEET = """
#documentBar {{ background: {base}; }}
#pageField {{ background: {base}; color: {text}; border: 1px solid {strong}; border-radius: 5px; padding: 2px 6px; }}
#pageField:focus {{ border: {frame}px solid {accent}; padding: {pad2}px {pad6}px; }}
QToolButton {{ border: {frame}px solid transparent; border-radius: 6px; padding: {pad5}px; color: {text}; background: transparent; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {hover}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {disabled}; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab:focus {{ border-color: {accent}; }}
#sidePanel {{ background: {window}; border: none; border-right: 1px solid {rule}; }}
#sidePanel QTreeView {{ background: {window}; border: none; outline: none; }}
#contents::item {{ padding: 5px 4px; border: none; }}
#contents::item:hover {{ background: {hover}; }}
#contents::item:selected {{ background: {base}; color: {accent}; }}
#sidePanel #contents {{ border: {frame}px solid transparent; }}
#sidePanel #contents:focus {{ border-color: {accent}; }}
QSplitter::handle {{ background: {rule}; }}
#card {{ background: {base}; border: 1px solid {rule}; border-radius: 8px; }}
QPushButton {{
    background: {button}; color: {text}; border: 1px solid {strong}; border-radius: 6px; padding: 4px 12px; min-height: 20px;
}}
QPushButton:hover {{ border-color: {accent}; color: {accent}; }}
QPushButton:pressed, QPushButton:checked {{ background: {hover}; }}
QPushButton:focus {{ border: {frame}px solid {accent}; padding: {pad4}px {pad12}px; }}
QPushButton:disabled {{ color: {disabled}; border-color: {rule}; }}
QPushButton#main {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton#main:focus {{ border: 1px solid {accent}; padding: 4px 12px; outline: {frame}px solid {on_accent}; outline-radius: 4px; }}
#cardKind, #muted {{ color: {muted}; }}
#home, #homePage {{ background: {window}; border: none; }}
QCheckBox {{ spacing: 8px; border: {frame}px solid transparent; border-radius: 4px; padding: 1px 3px; }}
QCheckBox:focus {{ border-color: {accent}; }}
QCheckBox::indicator {{ width: 15px; height: 15px; border: 1px solid {strong}; border-radius: 4px; background: {base}; }}
QCheckBox::indicator:hover {{ border: 2px solid {accent}; width: 13px; height: 13px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url(:/icons/{check}.svg); }}
QCheckBox::indicator:disabled {{ border-color: {disabled}; }}
QCheckBox:disabled {{ color: {disabled}; }}
QMenuBar::item:selected {{ background: {hover}; color: {text}; }}
QMenu {{ background: {base}; color: {text}; border: 1px solid {strong}; padding: 4px; }}
QMenu::item {{ border: {frame}px solid transparent; border-radius: 4px; padding: {pad4}px 24px {pad4}px 8px; }}
QMenu::item:selected {{ background: {hover}; color: {text}; border-color: {accent}; }}
QMenu::icon:checked {{ background: {hover}; border: 1px solid {strong}; border-radius: 4px; }}
QMenu::indicator {{ width: 14px; height: 14px; margin-left: 4px; }}
QMenu::indicator:checked {{ image: url(:/icons/{tick}.svg); }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::separator {{ height: 1px; background: {rule}; margin: 4px 8px; }}
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
