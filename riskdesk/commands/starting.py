"""init and where: a new register, and where it lies."""

from __future__ import annotations

from typing import Annotated

import typer

from riskdesk.commands.context import AsJson, Choice, read_date, say, say_json


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init", epilog="Example: riskdesk init --organisation Northgate --reviewer 'A. Reyes'")(init)
    app.command("where", epilog="Example: riskdesk where --json")(where)


def init(
    context: typer.Context,
    organisation: Annotated[str, typer.Option(help="Whose register this is.")],
    reviewer: Annotated[str, typer.Option(help="Who keeps it.")],
    role: Annotated[str, typer.Option(help="The reviewer's role.")] = "",
    start: Annotated[str, typer.Option(metavar="DATE", help="Start of the 90 days; today if left out.")] = "",
) -> None:
    """Start a new, empty register."""
    from riskdesk.desk.opening import start as start_desk

    choice: Choice = context.obj
    start_desk(choice.path, organisation, reviewer, role=role, start_on=read_date(start, "--start"))
    say(f"started: {choice.path}")
    say("next: riskdesk import vendors.csv, or riskdesk add vendor name=...")


def where(context: typer.Context, as_json: AsJson = False) -> None:
    """Say where the register, its evidence and reports lie. Nothing ever leaves this machine."""
    from riskdesk.paths import places

    found = places(context.obj.path)
    if as_json:
        say_json(found)
        return
    for name, place in found.items():
        say(f"{name:<10} {place}")
