"""The workbench's themes: one accent each, and signs and words that need no colour."""

from textual.theme import Theme

DARK = Theme(
    name="desk-dark",
    dark=True,
    primary="#7aa2c8",
    secondary="#7aa2c8",
    accent="#d8b36a",
    foreground="#d6d9dd",
    background="#14171b",
    surface="#181c21",
    panel="#20262d",
    success="#8fb58a",
    warning="#e0a45e",
    error="#e5766f",
    variables={
        "block-cursor-background": "#2f4a63",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#252c34",
        "footer-background": "#20262d",
        "footer-item-background": "#20262d",
        "footer-key-foreground": "#7aa2c8",
        "border": "#3a4652",
        "border-blurred": "#2a323b",
    },
)

LIGHT = Theme(
    name="desk-light",
    dark=False,
    primary="#2c5f8a",
    secondary="#2c5f8a",
    accent="#7a5a12",
    foreground="#1d2126",
    background="#fafaf8",
    surface="#f3f3f0",
    panel="#e6e7e4",
    success="#2f6b35",
    warning="#9a5b00",
    error="#a8281f",
    variables={
        "block-cursor-background": "#cfe0ef",
        "block-cursor-foreground": "#0f1216",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#e3e8ec",
        "footer-background": "#e6e7e4",
        "footer-item-background": "#e6e7e4",
        "footer-key-foreground": "#2c5f8a",
        "border": "#9aa4ad",
        "border-blurred": "#c6ccd1",
    },
)

CONTRAST = Theme(
    name="desk-contrast",
    dark=True,
    primary="#ffff00",
    secondary="#ffff00",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    success="#80ff80",
    warning="#ffd080",
    error="#ff9c9c",
    variables={
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#404040",
        "footer-background": "#1c1c1c",
        "footer-item-background": "#1c1c1c",
        "footer-key-foreground": "#ffff00",
        "border": "#ffffff",
        "border-blurred": "#808080",
    },
)

ALL = (DARK, LIGHT, CONTRAST)
"""In the order in which T goes through them; their names are riskdesk.settings.THEMES."""

BY_NAME = {theme.name: theme for theme in ALL}
