"""pack list, try, adopt: by which question set and policy the register is scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from riskdesk.commands.context import AsJson, Choice, say, say_json, say_table
from riskdesk.commands.standing_text import tenths

if TYPE_CHECKING:
    from riskdesk.desk.packs import Trial

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="List packs, try one, adopt it.")


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="pack", epilog="Example: riskdesk pack try 2027.1")


@group.command("list", epilog="Example: riskdesk pack list --json")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List the packs on this machine; those in `packs/` beside the register too."""
    from riskdesk.desk.packs import known_packs

    choice: Choice = context.obj
    found = known_packs(choice.desk(read_only=True))
    if as_json:
        say_json([vars(item) for item in found])
        return
    rows = (("*" if item.used else "", item.id, item.version, item.wrong or item.title) for item in found)
    say_table(("", "Pack", "Version", "Title"), rows)


@group.command("try", epilog="Example: riskdesk pack try 2027.1 --json")
def try_(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID")],
    every: Annotated[bool, typer.Option("--all", help="Vendors whose tier stays, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what another pack would do to every vendor's tier. Nothing is changed."""
    from riskdesk.desk.packs import try_pack

    choice: Choice = context.obj
    found = try_pack(choice.desk(read_only=True), id)
    if as_json:
        say_json(_as_data(found))
        return
    moved = [item for item in found.vendors if item.changes_tier]
    say(f"{found.pack.title} ({found.pack.version}): {len(moved)} of {len(found.vendors)} vendors change tier")
    say_table(
        ("Vendor", "Tier", "", "Then", "", "Scores that end"),
        (
            (
                item.vendor, item.tier, tenths(item.residual_tenths), item.new_tier, tenths(item.new_residual_tenths),
                " ".join(f"A{action}" for action in item.ended),
            )
            for item in (found.vendors if every else moved)
        ),
    )  # fmt: skip
    say(f"asked anew: {' '.join(found.asked_anew) or 'nothing'}")
    say(f"no longer asked: {_counted(found.vanished)}")
    say(f"not read in full: {_counted(found.unfit)}")


@group.command("adopt", epilog="Example: riskdesk pack adopt 2027.1 --reason 'approved by the risk committee'")
def adopt(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID")],
    reason: Annotated[str, typer.Option(help="Why, and who approved; it goes into the log.")],
) -> None:
    """Score the register by another pack from now on; answers stay, by question."""
    from riskdesk.desk.packs import adopt_pack

    desk = adopt_pack(context.obj.desk(), id, reason)
    say(f"the register is scored by pack {desk.pack.id} ({desk.pack.version}) from now on")


def _counted(found: Mapping[str, int]) -> str:
    return ", ".join(f"{question} ({number} answered)" for question, number in found.items()) or "nothing"


def _as_data(found: Trial) -> dict[str, object]:
    return {
        "pack": found.pack.id,
        "version": found.pack.version,
        "sha256": found.pack.sha256,
        "vendors": [vars(item) for item in found.vendors],
        "asked_anew": found.asked_anew,
        "vanished": found.vanished,
        "unfit": found.unfit,
    }
