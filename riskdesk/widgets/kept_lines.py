"""Drawing the lines that a widget keeps, as they are."""

from __future__ import annotations

from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def kept_lines(widget: Widget, crop: Region) -> list[Strip] | None:
    """The lines of that part of a widget whose `render_line` gives whole lines in their final style.

    A line that did not change is the same strip again, ready for the terminal. Textual's own way styles each line anew
    whenever a list moves by a row. None where there is padding, a border or see-through colours: Textual draws those.
    """
    if widget.styles.gutter or widget.opacity != 1 or widget.styles.tint.a:
        return None
    width, blank, background = widget.outer_size.width, widget.rich_style, widget.background_colors[1]
    # Themes give every colour in full, so there are none of the terminal's own sixteen to look for.
    filters = [item for item in widget.get_line_filters() if not isinstance(item, ANSIToTruecolor)]
    lines = []
    for y in crop.line_range:
        line = widget.render_line(y)
        if line.cell_length != width:
            line = line.crop_extend(0, width, blank)
        for line_filter in filters:
            line = line.apply_filter(line_filter, background)
        lines.append(line if crop.width == width else line.crop(*crop.column_span))
    return lines
