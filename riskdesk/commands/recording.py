"""add, edit, close: records by script, one or many, all or nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from riskdesk.commands.context import AsJson, Choice, pairs, say, say_json
from riskdesk.errors import BadValue, FileUnreadable


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("add", epilog="Example: riskdesk add search vendor=kestrel-labs searched_on=2026-11-20 ...")(add)
    app.command(
        "edit", epilog="Example: riskdesk edit dispute M-0001 stage=S4 stage_on=2026-11-02 --reason 'MTD denied'"
    )(edit)
    app.command("close", epilog="Example: riskdesk close flow FL-0001 --reason 'pipeline switched off'")(close)


def add(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="vendor, product, dispute, flow ...; --fields lists what it takes.")],
    fields: Annotated[list[str] | None, typer.Argument(metavar="[FIELD=VALUE]...")] = None,
    ref: Annotated[str, typer.Option(help="A vendor's key; else made from its name.")] = "",
    many: Annotated[str, typer.Option("--from", metavar="FILE|-", help="JSON: an object, or a list of them.")] = "",
    describe: Annotated[bool, typer.Option("--fields", help="List the kind's fields and what they take.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add a record: a vendor, product, dispute, search, flow, contract ..."""
    from riskdesk.desk import recording

    if describe:
        _describe(kind)
        return
    if many and fields:
        raise typer.BadParameter("give FIELD=VALUE or --from, not both")
    choice: Choice = context.obj
    given = _read_many(many) if many else [dict(pairs(fields or []))]
    done = recording.add_many(choice.desk(), kind, given, ref=ref)
    if as_json:
        say_json([{"ref": item.record.ref, "vendors": item.vendors} for item in done])
        return
    for item in done:
        say(f"added {item.record.ref}{_assessed(item.vendors)}")
        if item.namesakes:
            print(f"note: the same name as {', '.join(item.namesakes)}: is it the same vendor?", file=sys.stderr)


def edit(
    context: typer.Context,
    kind: str,
    ref: str,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...")],
    reason: Annotated[str, typer.Option(help="Why; it goes into the log.")] = "",
) -> None:
    """Change fields of a record. FIELD= empties it. The log keeps what stood."""
    from riskdesk.desk import recording

    done = recording.edit(context.obj.desk(), kind, ref, pairs(fields), reason)
    say(f"changed {done.record.ref}{_assessed(done.vendors)}")


def close(
    context: typer.Context,
    kind: str,
    ref: str,
    reason: Annotated[str, typer.Option(help="Why; it goes into the log.")],
) -> None:
    """Close a record, or retire a vendor. It stays in the register and counts no longer."""
    from riskdesk.desk import recording

    done = recording.close(context.obj.desk(), kind, ref, reason)
    say(f"closed {done.record.ref}{_assessed(done.vendors)}")


def _assessed(vendors: Sequence[str]) -> str:
    more = f" and {len(vendors) - 5} more" if len(vendors) > 5 else ""
    return f"  (assessed again: {', '.join(vendors[:5])}{more})" if vendors else ""


def _describe(kind_name: str) -> None:
    from riskdesk.desk.finding import kind_of
    from riskdesk.rules.forms import takes

    kind = kind_of(kind_name)
    say(f"{kind.title}: {kind.record.__doc__ or ''}".strip())
    for spec in kind.fields[:-2]:
        say(
            f"  {spec.name}{' (needed)' if spec.required else ''}: {spec.label}; {takes(spec)}"
            + (f". {spec.help}" if spec.help else "")
        )


def _read_many(name: str) -> list[dict[str, str]]:
    try:
        text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8-sig")
        read: Any = json.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(f"cannot be read ({type(error).__name__})", where=name, remedy=_SHAPE) from None
    except json.JSONDecodeError as error:
        raise BadValue("not JSON", where=f"{name}, line {error.lineno}", remedy=_SHAPE) from None
    except (ValueError, RecursionError):
        raise BadValue("JSON with a number or a depth beyond all measure", where=name, remedy=_SHAPE) from None
    rows = read if isinstance(read, list) else [read]
    if not all(isinstance(row, dict) for row in rows):
        raise BadValue("not an object, or a list of objects", where=name, remedy=_SHAPE)
    return [
        {field: _typed(value, f"{name}, record {number}, field {field}") for field, value in row.items()}
        for number, row in enumerate(rows, 1)
    ]


_SHAPE = 'UTF-8 JSON: [{"name": "Kestrel Labs", "owner": "Claims"}, ...]'


def _typed(value: Any, where: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_typed(part, where) for part in value)
    if isinstance(value, dict):
        raise BadValue("an object is no value of a field", where=where, remedy=_SHAPE)
    return "" if value is None else str(value)
