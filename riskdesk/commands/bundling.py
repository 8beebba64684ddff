"""bundle: a workbook with the evidence files that it cites, for an auditor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskdesk.commands.context import Choice, say
from riskdesk.commands.exporting import clear_line, heed, progress
from riskdesk.commands.sampling import SampleOf, SampleSize, Seed, sample_asked


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bundle", epilog="Example: riskdesk bundle audit-2026.zip --for auditor --to 'Grant & Co'")(bundle)


def bundle(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.zip")],
    profile: Annotated[
        str, typer.Option("--for", metavar="PROFILE", help="Who reads it: internal, auditor, insurer or board.")
    ] = "auditor",
    vendor: Annotated[list[str] | None, typer.Option(help="Only this vendor; may be given again.")] = None,
    to: Annotated[str, typer.Option(metavar="WHOM", help="To whom it goes; kept in the list of hand-offs.")] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="The register as it stood at that day's end, UTC.")
    ] = "",
    sample_size: SampleSize = 0,
    seed: Seed = "",
    sample_of: SampleOf = "vendors",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write workbook, cited evidence files and SHA256SUMS as one zip.

    Privileged, sequestered and destroyed evidence never goes along.
    """
    from riskdesk.exports.bundle import write_bundle
    from riskdesk.exports.leaving import Asked
    from riskdesk.exports.words import items_withheld

    choice: Choice = context.obj
    asked = Asked(
        vendors=tuple(vendor or ()), to_whom=to, as_of=as_of, profile=profile, replace=force,
        sample=sample_asked(sample_size, seed, sample_of), progress=progress, heed=heed,
    )  # fmt: skip
    done = write_bundle(choice.desk(), file, asked)
    clear_line()
    stays = f"  {items_withheld(done.withheld)}" if done.withheld else ""
    say(f"{done.path}  workbook and {done.files} evidence files{stays}  SHA-256 {done.sha256}")
    say(f"the workbook's SHA-256 {done.workbook_sha256}")
