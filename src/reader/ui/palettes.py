"""The colours of every appearance, as plain words side by side, and which of them a page is printed with; nothing of Qt.

What they must keep: text 4.5:1 on every ground it stands on, 7:1 in high contrast and wherever one reads; focus and the frames of
controls 3:1; measured on pictures of the window by tests/ui/test_theme.py.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself takes 4 ms, and this is read before the first paint
if TYPE_CHECKING:
    from collections.abc import Mapping

# "night" is what high contrast comes to where the system is dark.
NAMES = ("light", "sepia", "dark", "contrast", "night")

# Roles of QPalette; Disabled is the text of what cannot be used.
_COLOURS = {
    #                     light      sepia      dark       contrast   night
    "Window":           ("#f3f0ea", "#f0e6d1", "#1c1e20", "#ffffff", "#000000"),
    "WindowText":       ("#24211c", "#33281b", "#e8e4dc", "#000000", "#ffffff"),
    "Base":             ("#fffdf9", "#faf3e2", "#232629", "#ffffff", "#000000"),
    "AlternateBase":    ("#f0f4f3", "#f1e6cd", "#263135", "#f0f0f0", "#1c1c1c"),
    "Text":             ("#24211c", "#33281b", "#e8e4dc", "#000000", "#ffffff"),
    "Button":           ("#fbf9f5", "#f7eedb", "#2b2f32", "#ffffff", "#000000"),
    "ButtonText":       ("#24211c", "#33281b", "#e8e4dc", "#000000", "#ffffff"),
    "BrightText":       ("#9c2f1b", "#8f2b17", "#f0a08c", "#8a0000", "#ffb3a6"),
    "Highlight":        ("#14606b", "#7a3e14", "#7fc9d0", "#003a8c", "#ffe45c"),
    "HighlightedText":  ("#ffffff", "#fffaf0", "#10201f", "#ffffff", "#000000"),
    "Accent":           ("#14606b", "#7a3e14", "#7fc9d0", "#003a8c", "#ffe45c"),
    "Link":             ("#0e555f", "#6f3710", "#8ed2d8", "#003a8c", "#ffe45c"),
    "LinkVisited":      ("#0e555f", "#6f3710", "#8ed2d8", "#003a8c", "#ffe45c"),
    "PlaceholderText":  ("#686256", "#66573f", "#a9a498", "#3d3d3d", "#d0d0d0"),
    "ToolTipBase":      ("#24211c", "#33281b", "#e8e4dc", "#000000", "#ffffff"),
    "ToolTipText":      ("#fffdf9", "#faf3e2", "#1c1e20", "#ffffff", "#000000"),
    "Light":            ("#ffffff", "#fffaef", "#3a3f43", "#ffffff", "#262626"),
    "Midlight":         ("#e9e4da", "#e6d9bf", "#303539", "#e6e6e6", "#262626"),
    "Mid":              ("#d6cfc1", "#d3c3a2", "#41474b", "#5c5c5c", "#9a9a9a"),
    "Dark":             ("#8b8272", "#8a7550", "#7d8488", "#000000", "#ffffff"),
    "Shadow":           ("#6f685c", "#5f4f35", "#0c0d0e", "#000000", "#ffffff"),
    "Disabled":         ("#857d6f", "#85714f", "#8a9094", "#5e5e5e", "#9c9c9c"),
}  # fmt: skip

# Paper and ink of a page picture. Light and high contrast show it as it was printed.
PAPERS = {"sepia": ("#faf1dd", "#000000"), "dark": ("#26292c", "#e8e4dc"), "night": ("#000000", "#ffffff")}


def colours(name: str) -> Mapping[str, str]:
    """The colours of an appearance by role. Raises ValueError for a name that is none of ours."""
    column = NAMES.index(name)
    return {role: row[column] for role, row in _COLOURS.items()}


def named(accent: str) -> str:
    """The appearance whose Accent a colour is, each having its own; nothing for a colour of somebody else's."""
    accents = _COLOURS["Accent"]
    return NAMES[accents.index(accent)] if accent in accents else ""
