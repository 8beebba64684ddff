"""import: a vendor list from a file or standard input; a whole register is told from one by its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from riskdesk.commands.context import AsJson, Choice, read_date, say, say_json
from riskdesk.commands.whole_register import import_whole, told_apart

if TYPE_CHECKING:
    from riskdesk.desk.importing import ImportReport

SHOWN = 20
"""How many rows of a kind the printed report shows; --json gives them all."""

Maps = Annotated[list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help="Field - leaves it out.")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", epilog="Example: riskdesk import vendors.csv --map Supplier=name --dry-run")(import_list)


def import_list(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="CSV, XLSX or JSON; - for standard input.")],
    form: Annotated[str, typer.Option("--format", metavar="csv|xlsx|json", help="Else seen from the file.")] = "",
    maps: Maps = None,
    sheet: Annotated[str, typer.Option(help="Sheet of a workbook.")] = "",
    dates: Annotated[str, typer.Option(metavar="dmy|mdy", help="How 03/04/2026 is meant.")] = "",
    list_on: Annotated[str, typer.Option("--list-date", metavar="DATE", help="When the list was made.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; keep nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="One bad row keeps everything out.")] = False,
    clear_empty: Annotated[bool, typer.Option("--clear-empty", help="An empty cell empties the field.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring a vendor list in. Rows are matched by key and updated; nothing is doubled or removed.

    A whole register (riskdesk export FILE.json) is taken into an empty --store.
    """
    from riskdesk.imports.applying import Settings, import_file

    if dates not in {"", "dmy", "mdy"}:
        raise typer.BadParameter("--dates takes dmy or mdy")
    choice: Choice = context.obj
    whole, source = told_apart(file)
    if whole:
        listed = {"--format": form not in ("", "json"), "--map": maps, "--sheet": sheet, "--dates": dates}
        listed |= {"--list-date": list_on, "--clear-empty": clear_empty}
        import_whole(choice, source, others=listed, dry_run=dry_run, as_json=as_json)
        return
    settings = Settings(
        format=form, maps=_maps(maps or []), sheet=sheet, dates=dates, list_on=read_date(list_on, "--list-date"),
        dry_run=dry_run, strict=strict, clear_empty=clear_empty,
    )  # fmt: skip
    report = import_file(choice.desk(), source, settings)
    if as_json:
        say_json(_as_data(report, strict))
    else:
        _print(report, strict)
    if report.refused:
        raise typer.Exit(1)


def _maps(given: list[str]) -> dict[str, str]:
    split = [word.rpartition("=") for word in given]
    if any(not column or not field for column, _, field in split):
        raise typer.BadParameter("--map takes COLUMN=FIELD")
    return {column: field for column, _, field in split}


def _verdict(report: ImportReport, strict: bool) -> str:
    if strict and report.refused:
        return "nothing was kept (--strict)"
    return "dry run, nothing was kept" if report.dry_run else "kept"


def _print(report: ImportReport, strict: bool) -> None:
    added, updated, same = (report.count(outcome) for outcome in ("added", "updated", "unchanged"))
    say(f"{report.source}: {added} added, {updated} updated, {same} unchanged, {len(report.refused)} refused")
    for note in report.notes:
        say(f"  note: {note}")
    changed = [row for row in report.rows if row.outcome == "updated"]
    for row in changed[:SHOWN]:
        told = ", ".join(f"{name} {old or '(empty)'} > {new or '(empty)'}" for name, (old, new) in row.changes.items())
        say(f"  line {row.line} {row.vendor}: {told}")
    _rest(len(changed))
    for problem in report.refused[:SHOWN]:
        place = f"line {problem.line}" + (f", {problem.column}" if problem.column else "")
        value = f": {problem.value[:60]!r}" if problem.value else ""
        say(f"  refused, {place}{value}: {problem.what}" + (f" ({problem.remedy})" if problem.remedy else ""))
    _rest(len(report.refused))
    if report.not_named:
        names = ", ".join(report.not_named[:SHOWN])
        say(f"  in the register, not on this list ({len(report.not_named)}): {names}")
        _rest(len(report.not_named))
    say(_verdict(report, strict))


def _rest(count: int) -> None:
    if count > SHOWN:
        say(f"  ... and {count - SHOWN} more (--json gives all)")


def _as_data(report: ImportReport, strict: bool) -> dict[str, Any]:
    return {
        "source": report.source,
        "kept": not report.dry_run and not (strict and report.refused),
        "added": report.count("added"),
        "updated": report.count("updated"),
        "unchanged": report.count("unchanged"),
        "rows": [{**vars(row), "changes": {k: list(v) for k, v in row.changes.items()}} for row in report.rows],
        "refused": [vars(problem) for problem in report.refused],
        "not_named": list(report.not_named),
        "notes": list(report.notes),
    }
