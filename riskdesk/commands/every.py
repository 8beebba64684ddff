"""The whole grammar of the command line, by Typer: every command in the order of the help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from riskdesk import __version__
from riskdesk.commands import (
    answering,
    backing_up,
    bundling,
    checking,
    demo,
    evidence,
    exporting,
    importing,
    listing,
    opening,
    packs,
    questionnaire,
    recording,
    replies,
    rounds,
    sampling,
    showing,
    starting,
    whole_register,
)
from riskdesk.commands.context import Choice

GROUPS = {
    "Start": ("init", "import", "demo", "where"),
    "Look": ("list", "show", "questions"),
    "Review": ("answer", "evidence", "score", "sign", "add", "edit", "close", "round", "pack", "undo", "redo"),
    "Hand over": (
        *("questionnaire", "replies", "check", "sample", "export", "bundle", "schema"),
        *("verify", "backup", "restore"),
    ),
}


class _Grouped(TyperGroup):
    """Lists the commands by what they are for, so that the help fits a screen."""

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """Write one line for each group of commands."""
        with formatter.section("Commands (each has --help with an example)"):
            formatter.write_dl([(name, ", ".join(commands)) for name, commands in GROUPS.items()])


app = typer.Typer(
    cls=_Grouped,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
    epilog="Example: riskdesk import vendors.csv --dry-run",
)


@app.callback(invoke_without_command=True)
def riskdesk(
    context: typer.Context,
    store: Annotated[
        Path | None, typer.Option(envvar="RISKDESK_STORE", metavar="PATH", help="The register's file.")
    ] = None,
    reviewer: Annotated[str, typer.Option(metavar="NAME", help="Who works; else the reviewer in office.")] = "",
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """AI-vendor risk on this machine alone; without a command the workbench opens."""
    if version:
        typer.echo(f"riskdesk {__version__}")
        raise typer.Exit
    context.obj = Choice(store, reviewer)
    if context.invoked_subcommand is None:
        opening.open_workbench(context.obj)


for module in (
    starting,
    importing,
    demo,
    listing,
    showing,
    answering,
    evidence,
    recording,
    rounds,
    packs,
    questionnaire,
    replies,
    checking,
    sampling,
    exporting,
    bundling,
    whole_register,
    backing_up,
):
    module.add_to(app)


def typed(words: Sequence[str]) -> int:
    """Parse the words and run their command; gives its exit code. Raises the parser's usage errors, and the command's.

    Raises KeyboardInterrupt where a person broke off a question.
    """
    try:
        given = app(args=list(words), prog_name="riskdesk", standalone_mode=False)
    except typer.Exit as leaving:
        return leaving.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    return given if isinstance(given, int) else 0
