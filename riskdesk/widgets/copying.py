"""What the copy keys take from the part that has the focus: a line, a cell or a value, and the whole of it."""

from __future__ import annotations

from textual.widget import Widget

from riskdesk.widgets.cells import clean
from riskdesk.widgets.editors import Pick
from riskdesk.widgets.form import Form
from riskdesk.widgets.line import Line, plain
from riskdesk.widgets.lines import Lines
from riskdesk.widgets.table import Cell, RowTable


def copied(focused: Widget | None, *, whole: bool) -> str:
    """The line under the cursor, a row's first cell, a field's value; of the `whole`, the page, the rows, the form.

    The rows are the marked ones, else the one under the cursor, with tabs between cells. "" for nothing to copy.
    """
    if isinstance(focused, Lines) and focused.lines:
        lines = focused.lines if whole else focused.lines[focused.cursor : focused.cursor + 1]
        return "\n".join(_line(line) for line in lines)
    if isinstance(focused, RowTable) and focused.cursor_row is not None:
        if not whole:
            return _cell(focused.cursor_row[0])
        return "\n".join("\t".join(map(_cell, row)) for row in focused.chosen_rows)
    if isinstance(focused, Pick):
        form = next((node for node in focused.ancestors if isinstance(node, Form)), None)
        if whole and form is not None:
            return "\n".join(f"{field.label}: {form.typed[field.name]}" for field in form.fields)
        return focused.typed
    return ""


def _line(line: Line) -> str:
    body = "".join(plain(piece) for piece in line.pieces)
    tail = f"  {plain(line.tail)}" if plain(line.tail) else ""
    return f"{plain(line.lead)}{body}{tail}".rstrip()


def _cell(cell: Cell) -> str:
    return clean(cell if isinstance(cell, str) else cell[0]).strip()
