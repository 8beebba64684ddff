"""What every command shares: which register, who works, and how results are printed."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from riskdesk.commands.choice import Choice as Choice
from riskdesk.rules.parts import cells as cells_of
from riskdesk.rules.text import clean_block, clean_line

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE|MOMENT", help="The register as it stood then: a day's end, or a moment.")
]


def say(text: str = "") -> None:
    """Print text for a person: control and escape signs in it never reach the terminal."""
    print(clean_block(text))


def say_wrapped(begin: str, text: str, indent: int = 0) -> None:
    """Print text after its beginning, folded to the width of the terminal, 80 where there is none."""
    width = max(40, min(shutil.get_terminal_size((80, 24)).columns, 120))
    after = " " * (indent or len(begin))
    lines = textwrap.wrap(
        clean_line(text), width, initial_indent=begin, subsequent_indent=after, break_on_hyphens=False
    )
    print("\n".join(lines) or begin.rstrip())


def say_json(value: Any) -> None:
    """Print a value as JSON, readable, dates in ISO form; what no terminal should see is written as \\u escapes."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=_plain)
    utf = (sys.stdout.encoding or "").casefold().startswith("utf")
    print(
        "".join(
            sign if sign == "\n" or (sign.isprintable() and (utf or sign.isascii())) else _escape(sign) for sign in text
        )
    )


def _escape(sign: str) -> str:
    return json.dumps(sign)[1:-1]


def say_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns as wide as their widest cell; the last column is not padded."""
    cells = [list(headings), *([clean_line(cell) for cell in row] for row in rows)]
    widths = [max(map(cells_of, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(cell + " " * (most - cells_of(cell)) for cell, most in zip(row, widths, strict=True)).rstrip())


def read_date(typed: str, option: str) -> date | None:
    """The date given with an option, None for none. Raises BadParameter naming the option."""
    from riskdesk.rules.forms import read_day

    try:
        return read_day(typed) if typed else None
    except ValueError:
        raise typer.BadParameter(f"{option} takes a date as 2026-11-23") from None


def pairs(given: Sequence[str]) -> Mapping[str, str]:
    """FIELD=VALUE words as a mapping. Raises BadParameter for a word without "="."""
    split = [word.partition("=") for word in given]
    for name, sign, _ in split:
        if not sign:
            raise typer.BadParameter(f"{name!r} is not FIELD=VALUE")
    return {name.strip().replace("-", "_"): value for name, _, value in split}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
