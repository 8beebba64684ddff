"""What the commands that hand a register over have in common: their options, and what they say meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from riskdesk.commands.checking import warn

if TYPE_CHECKING:
    from riskdesk.exports.leaving import Asked
    from riskdesk.rules.sampling import SampleAsked

Vendors = Annotated[list[str] | None, typer.Option("--vendor", help="Only this vendor; may be given again.")]
Reader = Annotated[
    str, typer.Option("--for", metavar="PROFILE", help="Who reads it: internal, auditor, insurer or board.")
]
ToWhom = Annotated[str, typer.Option("--to", metavar="WHOM", help="To whom it goes; kept in the list of hand-offs.")]
AsOfDay = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="The register as it stood at that day's end, UTC.")
]
Replace = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]


def asked_for(
    vendors: list[str] | None, profile: str, to_whom: str, as_of: str, sample: SampleAsked | None, *, replace: bool
) -> Asked:
    """What the options ask for, told about at a terminal while it is made."""
    from riskdesk.exports.leaving import Asked

    return Asked(
        vendors=tuple(vendors or ()), to_whom=to_whom, as_of=as_of, profile=profile, replace=replace, sample=sample,
        progress=progress, heed=heed,
    )  # fmt: skip


def stays(withheld: int) -> str:
    """How many items the profile left out, as the end of a line; "" for none."""
    from riskdesk.exports.words import items_withheld

    return f"  {items_withheld(withheld)}" if withheld else ""


def heed(numbers: Mapping[str, int]) -> None:
    """Tell what an auditor would object to, on a line of its own."""
    clear_line()
    warn(numbers)


def clear_line() -> None:
    """Take away what `progress` wrote."""
    if sys.stderr.isatty():
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr)


def progress(sheet: str, rows: int) -> None:
    """Tell a person at a terminal how far the writing is."""
    if sys.stderr.isatty():
        print(f"\r{sheet[:40]:<40} {rows:>10}", end="", file=sys.stderr, flush=True)
