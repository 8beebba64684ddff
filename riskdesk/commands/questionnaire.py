"""questionnaire: the vendor's own questions as a workbook to send."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskdesk.commands.context import AsJson, Choice, say, say_json


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: riskdesk questionnaire kestrel-labs kestrel.xlsx --to 'Priya Anand'")(questionnaire)


def questionnaire(
    context: typer.Context,
    vendor: str,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
    to: Annotated[
        str, typer.Option(metavar="WHOM", help="To whom it goes; else the vendor's first contact, else the vendor.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write action 1 as a questionnaire for the vendor; that it was asked is recorded.

    It shows questions, never what the register holds. `riskdesk replies` reads it back.
    """
    from riskdesk.exports.questionnaire import write

    choice: Choice = context.obj
    sent = write(choice.desk(), vendor, file, to_whom=to, replace=force)
    if as_json:
        say_json(vars(sent))
        return
    say(f"{sent.path}  {sent.questions} questions to {sent.to_whom} ({sent.vendor}, round {sent.round})")
    say(f"recorded as asked: {sent.ask}  SHA-256 {sent.sha256}")
