"""verify, backup, restore: is the register or a workbook of it whole, and can it be had again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskdesk.commands.context import AsJson, Choice, say, say_json


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("verify", epilog="Example: riskdesk verify register-auditor.xlsx")(verify)
    app.command("backup", epilog="Example: riskdesk backup register-2026-11-23.zip")(backup)
    app.command("restore", epilog="Example: riskdesk --store new/register.db restore register-2026-11-23.zip")(restore)


def verify(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE.xlsx]", help="A workbook to check instead.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check the log's chain, the tables against the log, the vault against its hashes; or a workbook handed over.

    Of a workbook it tells whether it is as it was written, and what was changed; and with its register, which hand-off
    it is and which state it shows. Exit code 1 where something was changed.
    """
    choice: Choice = context.obj
    if file is not None:
        from riskdesk.commands.verifying import verify_workbook

        verify_workbook(choice, file, as_json=as_json)
        return
    from riskdesk.desk.verifying import verify as check

    found = check(choice.desk(read_only=True))
    lines = {"wrong": found.wrong, "destroyed": found.destroyed}
    if as_json:
        say_json({"whole": found.whole, "log_entries": found.entries, "files": found.files, **lines})
    else:
        say(f"{found.entries} log entries, {found.files} evidence files")
        for line in found.destroyed:
            say(f"  {line}")
        for line in found.wrong:
            say(f"  wrong: {line}")
        say("whole: the chain holds, the tables equal the log, every file has its hash" if found.whole else "NOT whole")
    if not found.whole:
        raise typer.Exit(1)


def backup(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE.zip")]) -> None:
    """Copy the register and its evidence into one file, while others may work."""
    from riskdesk.data.backup import backup as copy

    choice: Choice = context.obj
    copy(choice.desk(read_only=True).store, file)
    say(f"backed up to {file}")


def restore(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE.zip")]) -> None:
    """Bring a backup back as a new store at --store; an existing one is never overwritten."""
    from riskdesk.data.backup import restore as bring_back

    choice: Choice = context.obj
    bring_back(file, choice.path)
    say(f"restored to {choice.path}")
