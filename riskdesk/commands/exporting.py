"""export: the register as a workbook for auditors and insurers, its tables as CSV, or all of it as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riskdesk.commands.context import Choice, say
from riskdesk.commands.handing_over import (
    AsOfDay,
    Reader,
    Replace,
    ToWhom,
    Vendors,
    asked_for,
    clear_line,
    progress,
    stays,
)
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
    vendor: Vendors = None,
    profile: Reader = "internal",
    to: ToWhom = "",
    as_of: AsOfDay = "",
    password_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Lock the workbook with the password in that file.")
    ] = None,
    sample_size: SampleSize = 0,
    seed: Seed = "",
    sample_of: SampleOf = "vendors",
    force: Replace = False,
) -> None:
    """Write the register as a workbook, its tables as CSV (.zip), or whole as JSON.

    What stood there stays until the new one is whole.
    """
    choice: Choice = context.obj
    ending = file.suffix.casefold()
    if ending == ".json":
        others: dict[str, object] = {"--vendor": vendor, "--to": to, "--as-of": as_of, "--password-file": password_file}
        others |= {"--sample-size": sample_size, "--seed": seed}
        export_whole(choice, file, profile=profile, others=others, replace=force, progress=progress)
        return
    sample = sample_asked(sample_size, seed, sample_of)
    asked = asked_for(vendor, profile, to, as_of, sample, replace=force)
    write = _export_tables if ending == ".zip" else _export_workbook
    write(choice, file, asked, password_file)


def told(done: Written) -> str:
    """What was written, in one line."""
    locked = f"\nlocked; the plain workbook's SHA-256 {done.workbook_sha256}" if done.workbook_sha256 else ""
    return f"{done.path}  {done.rows} rows on {done.sheets} sheets{stays(done.withheld)}  SHA-256 {done.sha256}{locked}"


def _export_workbook(choice: Choice, file: Path, asked: Asked, password_file: Path | None) -> None:
    from riskdesk.exports.workbook import write

    password = _password(password_file)
    done = write(choice.desk(), file, asked, password=password)
    clear_line()
    say(told(done))


def _export_tables(choice: Choice, file: Path, asked: Asked, password_file: Path | None) -> None:
    """Write the tables as CSV. Raises WrongUsage where they were to be locked."""
    from riskdesk.exports.tables import write_tables

    if password_file is not None:
        raise WrongUsage("only a workbook can be locked", where="--password-file", remedy="name a FILE.xlsx")
    done = write_tables(choice.desk(), file, asked)
    clear_line()
    say(f"{done.path}  {done.rows} rows in {done.tables} tables{stays(done.withheld)}  SHA-256 {done.sha256}")


def _password(file: Path | None) -> str:
    """The password in the file, "" for no file; what its owner should know goes to standard error."""
    if file is None:
        return ""
    from riskdesk.exports.password_files import read_password

    password = read_password(file)
    for note in password.notes:
        print(f"note: {note}", file=sys.stderr)
    return password.text
