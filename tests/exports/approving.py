"""Compares a workbook with the approved one, cell by cell; --approve makes the new one the approved one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

SHOWN = 20


def same_cells(made: Path, approved: Path, *, approve: bool) -> None:
    """Fail with the cells that differ in value, formula or look; rewrite the approved workbook when approving."""
    if approved.exists() and approved.read_bytes() == made.read_bytes():
        return
    if approve:
        shutil.copyfile(made, approved)
        return
    remedy = "look at it, then run the test with --approve"
    assert approved.exists(), f"exports/{approved.name} is not there: {remedy}"
    found = list(_differences(made, approved))
    assert not found, f"exports/{approved.name} is not what is written: {remedy}\n" + "\n".join(found[:SHOWN])


def _differences(made: Path, approved: Path) -> Iterator[str]:
    new, old = load_workbook(made), load_workbook(approved)
    if new.sheetnames != old.sheetnames:
        yield f"sheets {new.sheetnames} instead of {old.sheetnames}"
        return
    for title in new.sheetnames:
        yield from _in_sheet(new[title], old[title])


def _in_sheet(new: Worksheet, old: Worksheet) -> Iterator[str]:
    for row in range(1, max(new.max_row, old.max_row) + 1):
        for column in range(1, max(new.max_column, old.max_column) + 1):
            one, other = new.cell(row, column), old.cell(row, column)
            if one.value != other.value:
                yield f"{new.title}!{one.coordinate}: {one.value!r} instead of {other.value!r}"
            elif one.number_format != other.number_format or one.fill.fgColor.rgb != other.fill.fgColor.rgb:
                yield f"{new.title}!{one.coordinate}: another look"
    shape = (new.freeze_panes, new.merged_cells.ranges, list(new.tables), new.print_title_rows)
    if shape != (old.freeze_panes, old.merged_cells.ranges, list(old.tables), old.print_title_rows):
        yield f"{new.title}: another frame"
