"""check: what an auditor would object to, each with its place; and its summary before an export."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated

import typer

from riskdesk.commands.context import AsJson, Choice, say, say_json, say_wrapped


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", epilog="Example: riskdesk check --vendor kestrel-labs · riskdesk check --json")(check)


def check(
    context: typer.Context,
    vendor: Annotated[str, typer.Option(help="Only this vendor.")] = "",
    as_json: AsJson = False,
) -> None:
    """List what an auditor would object to before a hand-over. It warns and changes nothing."""
    from dataclasses import asdict

    from riskdesk.desk import checking
    from riskdesk.rules.objections import TITLES

    choice: Choice = context.obj
    desk = choice.desk(read_only=True)
    found = list(checking.check(desk, vendor))
    numbers = checking.counted(found)
    if as_json:
        listed = [{"what": TITLES[item.kind], **asdict(item)} for item in found]
        say_json({"on": desk.today(), "points": numbers, "objections": listed})
        return
    for kind, number in numbers.items():
        say(f"{TITLES[kind]} ({number:,})")
        for item in found:
            if item.kind == kind:
                say_wrapped(f"  {checking.place(item)}: ", item.words, indent=6)
    say(
        f"{len(found):,} points that an auditor would object to" if found else "nothing that an auditor would object to"
    )


def warn(numbers: Mapping[str, int]) -> None:
    """Tell the reviewer on standard error, before anything is written, how many points of which kind there are."""
    from riskdesk.rules.objections import TITLES

    if numbers:
        print(f"an auditor would object to {sum(numbers.values()):,} points (riskdesk check):", file=sys.stderr)
        for kind, number in numbers.items():
            print(f"{number:>7,}  {TITLES[kind]}", file=sys.stderr)
