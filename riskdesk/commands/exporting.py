"""export: the register as a workbook for auditors and insurers."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riskdesk.commands.checking import warn
from riskdesk.commands.context import Choice, say
from riskdesk.commands.sampling import SampleOf, SampleSize, Seed, sample_asked
from riskdesk.commands.whole_register import export_whole
from riskdesk.errors import WrongUsage

if TYPE_CHECKING:
    from riskdesk.exports.leaving import Asked
    from riskdesk.exports.workbook import Written


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", epilog="Example: riskdesk export register.xlsx")(export)


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx|.zip|.json")],
    vendor: Annotated[list[str] | None, typer.Option(help="Only this vendor; may be given again.")] = None,
    profile: Annotated[
        str, typer.Option("--for", metavar="PROFILE", help="Who reads it: internal, auditor, insurer or board.")
    ] = "internal",
    to: Annotated[str, typer.Option(metavar="WHOM", help="To whom it goes; kept in the list of hand-offs.")] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="The register as it stood at that day's end, UTC.")
    ] = "",
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Lock the workbook with the password in that file.")
    ] = None,
    sample_size: SampleSize = 0,
    seed: Seed = "",
    sample_of: SampleOf = "vendors",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the register as a workbook, its tables as CSV (.zip), or whole as JSON.

    What stood there stays until the new one is whole.
    """
    from riskdesk.exports.leaving import Asked
    from riskdesk.exports.workbook import write

    choice: Choice = context.obj
    if file.suffix.casefold() == ".json":
        others: dict[str, object] = {"--vendor": vendor, "--to": to, "--as-of": as_of, "--password-file": password_file}
        others |= {"--sample-size": sample_size, "--seed": seed}
        export_whole(choice, file, profile=profile, others=others, replace=force, progress=progress)
        return
    sample = sample_asked(sample_size, seed, sample_of)
    if file.suffix.casefold() == ".zip":
        asked = Asked(
            vendors=tuple(vendor or ()), to_whom=to, as_of=as_of, profile=profile, replace=force, sample=sample,
            progress=progress, heed=heed,
        )  # fmt: skip
        _export_tables(choice, file, asked, password_file)
        return
    password = _password(password_file)
    done = write(
        choice.desk(),
        file,
        vendors=tuple(vendor or ()),
        to_whom=to,
        as_of=as_of,
        replace=force,
        profile=profile,
        progress=progress,
        heed=heed,
        password=password,
        sample=sample,
    )
    clear_line()
    say(told(done))


def told(done: Written) -> str:
    """What was written, in one line."""
    from riskdesk.exports.words import items_withheld

    stays = f"  {items_withheld(done.withheld)}" if done.withheld else ""
    locked = f"\nlocked; the plain workbook's SHA-256 {done.workbook_sha256}" if done.workbook_sha256 else ""
    return f"{done.path}  {done.rows} rows on {done.sheets} sheets{stays}  SHA-256 {done.sha256}{locked}"


def _export_tables(choice: Choice, file: Path, asked: Asked, password_file: Path | None) -> None:
    """Write the tables as CSV. Raises WrongUsage where they were to be locked."""
    from riskdesk.exports.tables import write_tables
    from riskdesk.exports.words import items_withheld

    if password_file is not None:
        raise WrongUsage("only a workbook can be locked", where="--password-file", remedy="name a FILE.xlsx")
    done = write_tables(choice.desk(), file, asked)
    clear_line()
    stays = f"  {items_withheld(done.withheld)}" if done.withheld else ""
    say(f"{done.path}  {done.rows} rows in {done.tables} tables{stays}  SHA-256 {done.sha256}")


def _password(file: Path | None) -> str:
    """The password in the file, "" for no file; what its owner should know goes to standard error."""
    if file is None:
        return ""
    from riskdesk.exports.password_files import read_password

    password = read_password(file)
    for note in password.notes:
        print(f"note: {note}", file=sys.stderr)
    return password.text


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
