"""sample: vendors or answers drawn for an auditor's tests, the same ones each time by the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from riskdesk.commands.context import AsJson, AsOf, Choice, say, say_json, say_table, say_wrapped
from riskdesk.errors import WrongUsage

if TYPE_CHECKING:
    from riskdesk.rules.sampling import SampleAsked

SampleSize = Annotated[int, typer.Option("--sample-size", metavar="N", help="Print a sample of so many, too.")]
Seed = Annotated[str, typer.Option("--seed", metavar="S", help="Any text: it draws the same sample again.")]
SampleOf = Annotated[str, typer.Option("--sample-of", metavar="WHAT", help="vendors or answers.")]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sample", epilog="Example: riskdesk sample --size 25 --seed 2026-11 --of answers")(sample)


def sample(
    context: typer.Context,
    size: Annotated[int, typer.Option(metavar="N", help="How many.")],
    seed: Seed,
    of: Annotated[str, typer.Option(metavar="WHAT", help="vendors or answers.")] = "vendors",
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Draw vendors in scope, or their answers, to be tested; nothing is written.

    Ranked by the SHA-256 of seed, line feed and reference: the lowest are picked.
    """
    from riskdesk.desk.sampling import sample as drawn_by
    from riskdesk.rules.sampling import METHOD, checked

    asked = checked(size, seed, of)
    choice: Choice = context.obj
    with choice.looking(as_of) as desk:
        drawn, picks = drawn_by(desk, asked)
    if as_json:
        listed = [
            {"number": one.pick.number, "ref": one.pick.ref, "vendor": one.vendor, "name": one.name,
             "question": one.question, "rank": one.pick.rank}
            for one in picks
        ]  # fmt: skip
        say_json(
            {"of": of, "seed": asked.seed, "size": size, "population": drawn.population,
             "population_sha256": drawn.population_sha256, "method": METHOD, "picks": listed}
        )  # fmt: skip
        return
    rows = [(str(one.pick.number), one.pick.ref, one.name, one.question) for one in picks]
    say_table(("Pick", "Reference", "Name", "Question"), rows)
    say(str(drawn))
    say_wrapped("", METHOD)
    say(f"population's SHA-256 {drawn.population_sha256}")


def sample_asked(size: int, seed: str, of: str) -> SampleAsked | None:
    """The sample that a hand-over is to print; None for none. Raises WrongUsage where size or seed lacks the other."""
    from riskdesk.rules.sampling import checked

    if not size and not seed:
        return None
    if not size or not seed:
        raise WrongUsage("a sample needs both", where="--sample-size, --seed", remedy="give the one that is missing")
    return checked(size, seed, of)
