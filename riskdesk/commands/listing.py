"""list: what the register holds, as a table or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from riskdesk.commands.context import AsJson, AsOf, Choice, say, say_json, say_table, say_wrapped
from riskdesk.commands.deadlines import limits_given, list_deadlines
from riskdesk.commands.handoffs import list_handoffs
from riskdesk.commands.makers import list_makers
from riskdesk.commands.standing_text import tier_word

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk
    from riskdesk.rules.pack import Pack


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("list", epilog="Example: riskdesk list vendors --json · riskdesk list disputes --vendor kestrel-labs")(
        listing
    )
    app.command("questions", epilog="Example: riskdesk questions C5")(questions)


def listing(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="vendors, actions, open, deadlines, handoffs, or a record kind: disputes ...")
    ],
    vendor: Annotated[str, typer.Option(help="Only this vendor's.")] = "",
    text: Annotated[str, typer.Option("--filter", help="Vendors: part of name, key, owner or tier.")] = "",
    closed: Annotated[bool, typer.Option("--closed", help="Closed and retired ones too.")] = False,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="Deadlines: from that day on.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Deadlines: until that day.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Deadlines: late ones alone.")] = False,
    ics: Annotated[str, typer.Option("--ics", metavar="FILE|-", help="Deadlines: write an iCalendar file.")] = "",
    force: Annotated[bool, typer.Option("--force", help="With --ics: replace a file that is there.")] = False,
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """List vendors, actions, open questions, dates, hand-offs or any records."""
    choice: Choice = context.obj
    limits = limits_given(since, until, overdue)
    if kind.casefold() != "deadlines" and (ics or limits.given):
        raise typer.BadParameter("--from, --until, --overdue and --ics are for deadlines")
    if kind.casefold() in {"handoff", "handoffs"}:
        if as_of or vendor:
            raise typer.BadParameter("--vendor and --as-of are not for hand-offs")
        list_handoffs(choice.desk(read_only=True), as_json)
        return
    with choice.looking(as_of) as desk:
        if kind.casefold() == "deadlines":
            _freshen(desk)
            list_deadlines(desk, vendor, limits, ics, force, as_json)
        elif kind.casefold() in {"maker", "makers"} and not vendor and not closed:
            list_makers(desk, as_json)
        else:
            _list(desk, kind, vendor, text, closed, as_json)


def _list(desk: Desk, kind: str, vendor: str, text: str, closed: bool, as_json: bool) -> None:
    from riskdesk.desk import looking

    name = kind.casefold()
    if name in {"vendors", "vendor", "actions"}:
        _freshen(desk)
    if name in {"vendors", "vendor"}:
        _vendors(desk, vendor, text, closed, as_json)
    elif name in {"actions", "open"}:
        _rows({"actions": looking.actions, "open": looking.open_items}[name](desk, vendor), as_json)
    else:
        _records(desk, kind, vendor, closed, as_json)


def questions(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="A question's id; all where left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the question set, or one question with what it takes, earns and why it is asked."""
    from dataclasses import asdict

    pack = _pack(context.obj)
    if not question:
        if as_json:
            say_json([asdict(item) for item in pack.questions])
            return
        say_table(
            ("Id", "Key", "Wt", "Question"),
            ((q.id, "K" if q.key else "", str(q.weight), q.text) for q in pack.questions),
        )
        return
    from riskdesk.desk.finding import question_of
    from riskdesk.rules.answers import takes

    asked = question_of(pack, question)
    if as_json:
        say_json(asdict(asked))
        return
    say(f"{asked.id}{' KEY' if asked.key else ''}  weight {asked.weight}")
    say_wrapped("", asked.text)
    say()
    for heading, words in (("Why", asked.why), ("Good", asked.good), ("Risk", asked.raises)):
        say_wrapped(f"{heading:<7}", words)
    for option in asked.options:
        say(f"  {option.id:<14} {option.credit / 100:>4.2f}  {option.label}")
    if asked.type == "records":
        say(f"Read off {asked.kind} records: riskdesk add {asked.kind} ...")
    else:
        say_wrapped("Takes  ", takes(asked))


def _pack(choice: Choice) -> Pack:
    """The pack that scores the register; the one a new register starts with while there is none."""
    from riskdesk.desk.opening import FIRST_PACK
    from riskdesk.desk.scoring import pack_of
    from riskdesk.errors import StoreMissing

    try:
        return choice.desk(read_only=True).pack
    except StoreMissing:
        return pack_of(choice.path, FIRST_PACK)


def _freshen(desk: Desk) -> None:
    """Bring the cached standings to today, where the register can be written: a day that passed has moved some."""
    from riskdesk.desk.standing import refresh

    if not desk.store.read_only:
        refresh(desk)


def _vendors(desk: Desk, vendor: str, text: str, closed: bool, as_json: bool) -> None:
    from riskdesk.desk import looking

    ids = [item.ref for item in looking.records(desk, "vendor", vendor=vendor, closed=True)] if vendor else None
    ids = looking.ids(desk, text=text, retired=closed) if ids is None else ids
    rows = looking.rows(desk, ids)
    found = [looking.as_data(rows[id]) for id in ids]
    if as_json:
        say_json(found)
        return
    headings = ("Vendor", "Name", "Tier", "Residual", "Open", "Next", "On")
    columns = ("vendor", "name", "tier", "residual", "open", "next_what", "next_on")
    shown = ({**row, "tier": tier_word(desk.pack, row["tier"])} for row in found)
    say_table(headings, ([_cell(row[column]) for column in columns] for row in shown))


def _rows(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        say_json(rows)
    elif rows:
        say_table(
            [name.replace("_", " ") for name in rows[0]], ([_cell(value) for value in row.values()] for row in rows)
        )
    else:
        say("nothing to list")


def _records(desk: Desk, name: str, vendor: str, closed: bool, as_json: bool) -> None:
    from riskdesk.desk import looking
    from riskdesk.desk.finding import kind_of
    from riskdesk.rules.forms import show_field

    kind = kind_of({"policy": "proceeding"}.get(name, name))
    found = looking.records(desk, kind.name, vendor=vendor, closed=closed)
    if as_json:
        say_json([{"ref": item.ref, **{spec.name: getattr(item, spec.name) for spec in kind.fields}} for item in found])
        return
    shown = [spec for spec in kind.fields if spec.required or spec.name in {"stage_on", "term_end", "expires_on"}][:6]
    say_table(
        ("Ref", *(spec.label for spec in shown)),
        ((item.ref, *(_cell(show_field(spec, getattr(item, spec.name))) for spec in shown)) for item in found),
    )


def _cell(value: Any) -> str:
    text = "-" if value in (None, "") else str(value)
    return text if len(text) <= 60 else text[:57] + "..."
