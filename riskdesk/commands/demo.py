"""demo: a throw-away register from the samples, in the workbench or as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskdesk.commands.context import say
from riskdesk.commands.handing_over import Reader, Replace


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", epilog="Example: riskdesk demo · riskdesk demo --export sample.xlsx")(demo)


def demo(
    export: Annotated[
        Path | None, typer.Option(metavar="FILE.xlsx", help="Write the samples as a workbook instead.")
    ] = None,
    profile: Reader = "internal",
    force: Replace = False,
    keep: Annotated[Path | None, typer.Option(metavar="PATH", help="Keep the sample register as a new store.")] = None,
) -> None:
    """Open a throw-away register of invented vendors; your own is not touched."""
    from riskdesk.desk.demonstration import sample_desk, sample_desk_at

    if keep is not None:
        sample_desk_at(keep)
        say(f"sample register kept: riskdesk --store {keep}")
        return
    if export is not None:
        from riskdesk.commands.checking import warn
        from riskdesk.commands.exporting import told
        from riskdesk.exports.leaving import Asked
        from riskdesk.exports.workbook import write

        with sample_desk() as desk:
            done = write(desk, export, Asked(replace=force, profile=profile, heed=warn))
        say(told(done))
        return
    from riskdesk.commands.opening import check_terminal, show

    check_terminal()
    with sample_desk() as desk:
        show(desk, desk.store.path, banner="samples, thrown away when you leave")
