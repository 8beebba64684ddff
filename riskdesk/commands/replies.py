"""replies: a vendor's filled-in questionnaire, compared and taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from riskdesk.commands.context import AsJson, Choice, say, say_json, say_wrapped

if TYPE_CHECKING:
    from riskdesk.desk.comparing_reply import Comparison
    from riskdesk.desk.replies import Outcome
    from riskdesk.rules.replied import Fault


SHOWN = 120
"""Characters of a cell that the printed report shows; --json gives them all."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: riskdesk replies kestrel.xlsx --dry-run")(replies)


def replies(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="As the vendor sent it back, unchanged.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare old and new; keep nothing.")] = False,
    replace: Annotated[
        list[str] | None,
        typer.Option(metavar="QUESTION|all", help="The reply takes the place of a differing answer; may be repeated."),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option(metavar="QUESTION|signature|other", help="Leave this part of the reply out; may be repeated."),
    ] = None,
    sent_from: Annotated[
        str, typer.Option(metavar="REGISTER", help="Take a questionnaire that this other register sent.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Read a vendor's reply back: all of it or nothing, and no answer overwritten unasked.

    What cannot be taken is named by its cell; decide on each with --skip or --replace.
    """
    from riskdesk.desk.replies import Choices
    from riskdesk.imports.replies import take_file

    choice: Choice = context.obj
    choices = Choices(frozenset(replace or ()), frozenset(skip or ()), sent_from)
    outcome = take_file(choice.desk(), file, choices, dry_run=dry_run)
    if as_json:
        say_json(_as_data(outcome, dry_run))
    else:
        _print(outcome, dry_run)
    if outcome.unsettled:
        raise typer.Exit(1)


def _print(outcome: Outcome, dry_run: bool) -> None:
    identity = outcome.returned.identity
    say(f"{outcome.returned.file_name}: {outcome.vendor}, round {identity.round}, sent on {identity.issued_on}")
    signed = outcome.returned.signed
    say(
        f"  signed by {signed.name}, {signed.role or 'no role'}, {signed.on or 'no date'}"
        if signed.name
        else "  unsigned"
    )
    for note in outcome.notes:
        say_wrapped("  note: ", note)
    for row in outcome.rows:
        _print_row(row)
    for fault in outcome.loose:
        _print_fault(fault, "left out" if fault.question in outcome.skipped else "cannot be taken")
    say(_verdict(outcome, dry_run))


def _print_row(row: Comparison) -> None:
    from riskdesk.desk.comparing_reply import CONFLICT

    say(f"{row.question}  {row.verdict}")
    if row.old or row.old_told:
        told = f" ({row.old_told})" if row.old_told else ""
        say_wrapped("    register  ", f"{row.old or '(nothing)'}{told}", 14)
    if row.old_note:
        say_wrapped("       note   ", row.old_note, 14)
    if row.new:
        say_wrapped("    reply     ", f"{row.new} ({row.cell})", 14)
    if row.new_note:
        say_wrapped("       note   ", row.new_note, 14)
    for named in row.named:
        about = " ".join(filter(None, (named.title, named.reference if named.reference != named.title else "")))
        say_wrapped("       names  ", about + (f" of {named.on}" if named.on else ""), 14)
    if row.verdict == CONFLICT:
        say(f"    --replace {row.question} takes the reply, --skip {row.question} keeps the register's")
    for fault in row.faults:
        _print_fault(fault)


def _print_fault(fault: Fault, verdict: str = "") -> None:
    if verdict:
        say(f"{fault.question}  {verdict}")
    say_wrapped("    ", fault.cell + (f": {fault.value[:SHOWN]!r}" if fault.value else ""), 6)
    say_wrapped("      ", fault.what + (f"; {fault.remedy}" if fault.remedy else ""))


def _verdict(outcome: Outcome, dry_run: bool) -> str:
    if outcome.unsettled:
        return f"nothing was kept; decide on {', '.join(outcome.unsettled)} with --skip or --replace"
    if dry_run:
        return "dry run, nothing was kept; nothing stands in the way"
    count = sum(row.taken for row in outcome.rows)
    return f"kept: {count} answers; the file is evidence {outcome.evidence}"


def _as_data(outcome: Outcome, dry_run: bool) -> dict[str, Any]:
    returned = outcome.returned
    return {
        "file": returned.file_name,
        "sha256": returned.sha256,
        "vendor": outcome.vendor,
        "questionnaire": vars(returned.identity),
        "signed": vars(returned.signed),
        "kept": outcome.kept,
        "dry_run": dry_run,
        "evidence": outcome.evidence,
        "unsettled": list(outcome.unsettled),
        "questions": [_row_data(row) for row in outcome.rows],
        "other": [vars(fault) for fault in outcome.loose],
        "notes": list(outcome.notes),
    }


def _row_data(row: Comparison) -> dict[str, Any]:
    held = {name: value for name, value in vars(row).items() if name != "vendor"}
    return held | {"named": [vars(item) for item in row.named], "faults": [vars(item) for item in row.faults]}
