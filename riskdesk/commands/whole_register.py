"""The whole register as JSON: its schema, its writing by `export FILE.json`, its way back by `import FILE.json`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

import typer

from riskdesk.commands.context import Choice, say, say_json
from riskdesk.errors import NotAllowed, WrongUsage

if TYPE_CHECKING:
    from riskdesk.desk.taking_back import TakenBack


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema", epilog="Example: riskdesk schema > register.schema.json")(schema)


def schema() -> None:
    """Print the JSON Schema of the whole register, as `riskdesk export FILE.json` writes it."""
    from riskdesk.rules.register_schema import schema as made

    print(json.dumps(made(), indent=2, ensure_ascii=True))


def export_whole(
    choice: Choice,
    file: Path,
    *,
    profile: str,
    others: Mapping[str, object],
    replace: bool,
    progress: Callable[[str, int], object],
) -> None:
    """Write the register as JSON. Raises NotAllowed for an outside profile, WrongUsage for options of a part."""
    from riskdesk.exports.register_json import write_register
    from riskdesk.rules.profiles import profile_named

    if profile_named(profile).outside:
        raise NotAllowed(
            "JSON of the whole register is for its owner alone: counsel's notes are in it",
            where=f"--for {profile}",
            remedy="Hand over a workbook (FILE.xlsx) or tables (FILE.zip) for that profile.",
        )
    if given := [name for name, value in others.items() if value]:
        raise WrongUsage(
            "JSON is the whole register as it is now, and no hand-off",
            where=", ".join(given),
            remedy="Leave that out, or name a file that ends in .xlsx.",
        )
    done = write_register(choice.desk(read_only=True), file, replace=replace, progress=progress)
    say(f"{done.path}  {done.bytes} bytes  SHA-256 {done.sha256}")
    say("for the owner alone: it holds everything but the evidence files, which travel with riskdesk backup")


def told_apart(file: str) -> tuple[bool, Path | BinaryIO]:
    """Whether the file, or standard input for "-", is a whole register; and what to read it from."""
    from riskdesk.imports.register_json import file_is_register, stream_is_register

    return stream_is_register(sys.stdin.buffer) if file == "-" else (file_is_register(Path(file)), Path(file))


def import_whole(
    choice: Choice, source: Path | IO[bytes], *, others: Mapping[str, object], dry_run: bool, as_json: bool
) -> None:
    """Take a whole register back into the empty place that is chosen. Raises WrongUsage for options of a list."""
    from riskdesk.imports.register_json import import_register

    if given := [name for name, value in others.items() if value]:
        raise WrongUsage("this is a whole register, no vendor list", where=", ".join(given), remedy="Leave that out.")
    done = import_register(choice.path, source, dry_run=dry_run)
    if as_json:
        say_json(_as_data(done, dry_run))
        return
    say(f"{done.path}: {done.records} records, {done.entries} log entries, {done.handoffs} hand-offs")
    for note in done.notes:
        say(f"  note: {note}")
    if done.lacking:
        from riskdesk.paths import vault_of

        say(f"  {len(done.lacking)} evidence files are not in a JSON: copy the old register's vault to")
        say(f"  {vault_of(done.path)} (riskdesk verify names what is missing)")
    say("dry run, nothing was kept" if dry_run else "taken back: chains, hashes and records agree")


def _as_data(done: TakenBack, dry_run: bool) -> dict[str, object]:
    return {
        "store": done.path,
        "kept": not dry_run,
        "log_entries": done.entries,
        "handoffs": done.handoffs,
        "records": done.records,
        "files_lacking": list(done.lacking),
        "notes": list(done.notes),
    }
