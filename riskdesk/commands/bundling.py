"""bundle: a workbook with the evidence files that it cites, for an auditor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskdesk.commands.context import Choice, say
from riskdesk.commands.handing_over import AsOfDay, Reader, Replace, ToWhom, Vendors, asked_for, clear_line, stays
from riskdesk.commands.sampling import SampleOf, SampleSize, Seed, sample_asked


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bundle", epilog="Example: riskdesk bundle audit-2026.zip --for auditor --to 'Grant & Co'")(bundle)


def bundle(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.zip")],
    profile: Reader = "auditor",
    vendor: Vendors = None,
    to: ToWhom = "",
    as_of: AsOfDay = "",
    sample_size: SampleSize = 0,
    seed: Seed = "",
    sample_of: SampleOf = "vendors",
    force: Replace = False,
) -> None:
    """Write workbook, cited evidence files and SHA256SUMS as one zip.

    Privileged, sequestered and destroyed evidence never goes along.
    """
    from riskdesk.exports.bundle import write_bundle

    choice: Choice = context.obj
    sample = sample_asked(sample_size, seed, sample_of)
    done = write_bundle(choice.desk(), file, asked_for(vendor, profile, to, as_of, sample, replace=force))
    clear_line()
    say(f"{done.path}  workbook and {done.files} evidence files{stays(done.withheld)}  SHA-256 {done.sha256}")
    say(f"the workbook's SHA-256 {done.workbook_sha256}")
