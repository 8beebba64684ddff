"""The widths and heights at which screens change; each sets a class on the screen that its style sheet reads."""

from textual.geometry import Size

WIDTHS = [(0, "-narrow"), (60, "-slim"), (80, "-normal"), (120, "-wide")]
"""Below 60 columns one column; below 80 no more than three; from 120 on a pane at the side."""

HEIGHTS = [(0, "-short"), (16, "-tall")]
"""Below 16 rows one thing at a time."""


def size_classes(size: Size) -> tuple[str, str]:
    """The class for the width and the one for the height of a terminal."""
    width = [name for least, name in WIDTHS if size.width >= least][-1]
    height = [name for least, name in HEIGHTS if size.height >= least][-1]
    return width, height
