"""The widths and heights at which screens change; each sets a class on the screen that its style sheet reads."""

WIDTHS = [(0, "-narrow"), (60, "-slim"), (80, "-normal"), (120, "-wide")]
"""Below 60 columns one column; below 80 no more than three; from 120 on a pane at the side."""

HEIGHTS = [(0, "-short"), (16, "-tall")]
"""Below 16 rows one thing at a time."""
