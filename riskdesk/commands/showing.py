"""show: everything about a vendor, or one record, with its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from riskdesk.commands.around_text import around_data, say_around
from riskdesk.commands.context import AsJson, AsOf, Choice, say, say_json, say_wrapped
from riskdesk.commands.decisions_text import decisions
from riskdesk.commands.makers import say_touched, touched_data
from riskdesk.commands.standing_text import as_data, explained

if TYPE_CHECKING:
    from riskdesk.data.log import Entry
    from riskdesk.desk.looking import Look
    from riskdesk.desk.opening import Desk


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show", epilog="Example: riskdesk show kestrel-labs · riskdesk show M-0001 --history")(show)


def show(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="VENDOR|REF", help="A vendor's key or a record's reference.")],
    answers: Annotated[bool, typer.Option("--answers", help="Every question with its answer.")] = False,
    history: Annotated[bool, typer.Option("--history", help="Every change, newest first.")] = False,
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Show a vendor and why its tier is what it is, or one record."""
    choice: Choice = context.obj
    with choice.looking(as_of) as desk:
        _show(desk, what, answers, history, as_json)


def _show(desk: Desk, what: str, answers: bool, history: bool, as_json: bool) -> None:
    from riskdesk.desk import looking
    from riskdesk.errors import UnknownRecord

    kind = looking.kind_of_ref(what)
    if kind is not None:
        try:
            _record(desk, kind, what.upper(), history, as_json)
            return
        except UnknownRecord:
            pass
    _vendor(desk, looking.look(desk, what), answers, history, as_json)


def _record(desk: Desk, kind_name: str, ref: str, history: bool, as_json: bool) -> None:
    from riskdesk.desk import looking
    from riskdesk.rules.forms import show_field
    from riskdesk.rules.records import KINDS

    kind, record = KINDS[kind_name], looking.record(desk, kind_name, ref)
    if as_json:
        more = {"touches": touched_data(desk, ref)} if kind_name == "maker" else around_data(desk, kind_name, ref)
        say_json({"kind": kind_name, **asdict(record), **more})
        return
    say(f"{kind.title} {record.ref}")
    for spec in kind.fields:
        shown = show_field(spec, getattr(record, spec.name))
        for number, line in enumerate(shown.split("\n") if shown else []):
            say_wrapped("    " if number else f"  {spec.label}: ", line, 4)
    if kind_name == "maker":
        say_touched(desk, record.ref)
    say_around(desk, kind_name, record.ref)
    if history:
        _history(looking.history(desk, kind_name, record.ref))


def _vendor(desk: Desk, look: Look, answers: bool, history: bool, as_json: bool) -> None:
    from riskdesk.desk import looking
    from riskdesk.rules.answers import in_words
    from riskdesk.rules.casefile import Value

    vendor, case = look.case.vendor, look.case
    if as_json:
        say_json(
            {
                "vendor": asdict(vendor),
                "standing": as_data(look.standing),
                "answers": {k: asdict(v) for k, v in case.answers.items()},
            }
        )
        return
    say(f"{vendor.name}  ({vendor.ref})   owner: {vendor.owner or '-'}" + ("   RETIRED" if not vendor.open else ""))
    for begin, text in explained(look.standing, desk.pack):
        say_wrapped(begin, text)
    for line in (*decisions(case, look.standing), *looking.related(look)):
        say_wrapped("", line, 9)
    if answers:
        for judged in look.standing.actions:
            for credit in judged.credits:
                given = case.answers.get(credit.question)
                question = desk.pack.by_id[credit.question]
                words = in_words(question, given.state, Value.from_json(given.value)) if given else credit.state
                key = "K" if credit.key else " "
                earned = f"{credit.points / 10000:.2f} x {credit.weight}"
                say_wrapped(f"  {credit.question:<4}{key} {earned}  ", f"{words}  [{credit.because}]")
    if history:
        _history(looking.vendor_history(desk, vendor.ref))


def _history(entries: Iterable[Entry]) -> None:
    for entry in entries:
        reason = f"  ({entry.reason})" if entry.reason else ""
        fields = ", ".join(entry.fields)
        what = f"{entry.deed}, {entry.kind} {entry.ref}: {fields}{reason}"
        say_wrapped(f"  {entry.seq} ", f"{entry.at:%Y-%m-%d %H:%M} UTC {entry.who}: {what}")
