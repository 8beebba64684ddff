"""round open, close, compare: a review ends as it was known, and the next starts from it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from riskdesk.commands.context import AsJson, Choice, say, say_json, say_table

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Open, close and compare rounds of review.")


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="round", epilog="Example: riskdesk round close kestrel-labs --reason 'review complete'")


@group.command("close", epilog="Example: riskdesk round close kestrel-labs --reason 'review complete'")
def close(
    context: typer.Context,
    vendor: str,
    reason: Annotated[str, typer.Option(help="Why; it goes into the log.")],
    as_json: AsJson = False,
) -> None:
    """End a vendor's round: what is known today stays readable, whatever comes after."""
    from riskdesk.desk.rounds import close_round

    choice: Choice = context.obj
    done = close_round(choice.desk(), vendor, reason)
    held = done.round
    if as_json:
        say_json({"round": asdict(held), "tier": done.standing.tier, "not_begun": done.not_begun})
        return
    say(f"round {held.ordinal} of {held.vendor} ended on {held.ended_on}, at log entry {held.ended_at_log}")
    if done.not_begun:
        say(f"  nothing was begun in action {', '.join(str(number) for number in done.not_begun)}")


@group.command("open", epilog="Example: riskdesk round open kestrel-labs --start 2027-01-04")
def open_(
    context: typer.Context,
    vendor: str,
    start: Annotated[str, typer.Option(metavar="DATE", help="Its first day; today if left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Begin a vendor's next round: answers carry over with their dates, scores given and sign-offs do not."""
    from riskdesk.desk.rounds import open_round
    from riskdesk.rules.forms import read_day

    choice: Choice = context.obj
    try:
        begins = read_day(start) if start else None
    except ValueError:
        raise typer.BadParameter("--start takes a date as 2026-11-23") from None
    done = open_round(choice.desk(), vendor, begins)
    if as_json:
        found = {"carried": done.carried, "expired": done.expired, "vanished": done.vanished, "closed": done.closed}
        say_json({"round": asdict(done.round), "tier": done.standing.tier, **found})
        return
    held = done.round
    say(f"round {held.ordinal} of {held.vendor} starts on {held.start_on}; provenance is due by {held.due_1}")
    say(f"  {len(done.carried)} answers carried over with their dates")
    say(f"  past their window: {' '.join(done.expired) or 'none'}")
    if done.vanished:
        say(f"  no longer asked: {' '.join(done.vanished)}")
    say(f"  ended with the round before: {' '.join(done.closed) or 'no score, no sign-off'}")


@group.command("compare", epilog="Example: riskdesk round compare kestrel-labs 1 2 --json")
def compare(
    context: typer.Context,
    vendor: str,
    first: Annotated[int | None, typer.Argument(help="A round's number.", min=1)] = None,
    second: Annotated[int | None, typer.Argument(help="Another's; the last two where left out.", min=1)] = None,
    as_json: AsJson = False,
) -> None:
    """Say in what two rounds differ: answers, scores, tier, residual and records."""
    from riskdesk.desk.comparing import compare_rounds

    choice: Choice = context.obj
    found = compare_rounds(choice.desk(read_only=True), vendor, first, second)
    sides = (found.before, found.after)
    if as_json:
        told = [{"round": side.round.ordinal, "on": side.on, "log_seq": side.log_seq} for side in sides]
        say_json({"vendor": found.vendor, "rounds": told, "differences": [asdict(item) for item in found.differences]})
        return
    for side in sides:
        ended = f"ended on {side.on}" if side.round.ended_on else f"running, as of {side.on}"
        say(f"round {side.round.ordinal}: {ended}, log entry {side.log_seq}, tier {side.seen.standing.tier}")
    if not found.differences:
        say("no difference")
        return
    rows = ((item.what, item.name, item.before, item.after) for item in found.differences)
    say_table(("What", "Which", f"Round {sides[0].round.ordinal}", f"Round {sides[1].round.ordinal}"), rows)
