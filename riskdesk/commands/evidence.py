"""evidence add, link, review, supersede, sequester, release, destroy: what supports an answer, and what no longer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from riskdesk.commands.context import AsJson, Choice, pairs, say, say_json

group = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="Attach evidence, link it, mark it reviewed.")


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="evidence", epilog="Example: riskdesk evidence add kestrel-labs msa.pdf --question C1")


@group.command(
    "add", epilog="Example: riskdesk evidence add kestrel-labs msa.pdf --question C1 --question C5 type=contract"
)
def add(
    context: typer.Context,
    vendor: str,
    what: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="A file is copied into the vault; an address is only noted.")
    ],
    fields: Annotated[
        list[str] | None, typer.Argument(metavar="[FIELD=VALUE]...", help="title, strength, classification, source ...")
    ] = None,
    question: Annotated[list[str] | None, typer.Option(help="Question it supports; may be given again.")] = None,
    note: Annotated[bool, typer.Option("--note", help="WHAT is the text of a note.")] = False,
    reviewed: Annotated[bool, typer.Option("--reviewed", help="Mark it reviewed by you, today.")] = False,
    as_json: AsJson = False,
) -> None:
    """Attach a file, an address or a note to a vendor."""
    from riskdesk.desk import attaching

    choice: Choice = context.obj
    desk, asked, given = choice.desk(), question or [], pairs(fields or [])
    if note:
        piece = attaching.attach_note(desk, what, vendor=vendor, questions=asked, fields=given)
    elif what.casefold().startswith(("http://", "https://")):
        piece = attaching.attach_url(desk, what, vendor=vendor, questions=asked, fields=given)
    else:
        piece = attaching.attach_file(desk, Path(what), vendor=vendor, questions=asked, fields=given)
    if reviewed:
        piece = attaching.review(desk, piece.ref)
    if as_json:
        say_json(vars(piece))
        return
    say(f"{piece.ref}  {piece.title}" + (f"  SHA-256 {piece.sha256}" if piece.sha256 else ""))


@group.command("link", epilog="Example: riskdesk evidence link EV-0001 kestrel-labs C6 --place 'cl. 11.3'")
def link(
    context: typer.Context,
    evidence: str,
    vendor: str,
    question: str,
    place: Annotated[str, typer.Option(help="Page, clause or cell.")] = "",
) -> None:
    """Link evidence to one more question."""
    from riskdesk.desk import attaching

    attaching.link(context.obj.desk(), evidence, vendor, question, place)
    say(f"{evidence.upper()} supports {question.upper()}")


@group.command("review", epilog="Example: riskdesk evidence review EV-0001 --check 'compared with the executed copy'")
def review(
    context: typer.Context,
    evidence: str,
    check: Annotated[str, typer.Option(help="How completeness and accuracy were tested.")] = "",
) -> None:
    """Mark evidence reviewed by you, today."""
    from riskdesk.desk import attaching

    piece = attaching.review(context.obj.desk(), evidence, check)
    say(f"{piece.ref} reviewed by {piece.reviewed_by}")


@group.command("supersede", epilog="Example: riskdesk evidence supersede EV-0001 EV-0007 --reason 'amended MSA'")
def supersede(
    context: typer.Context,
    old: str,
    new: str,
    reason: Annotated[str, typer.Option(help="Why; it goes into the log.")],
) -> None:
    """Let a newer piece replace an older one; both stay."""
    from riskdesk.desk import attaching

    piece = attaching.supersede(context.obj.desk(), old, new, reason)
    say(f"{piece.ref} supersedes {piece.supersedes}")


@group.command("sequester", epilog="Example: riskdesk evidence sequester EV-0004 --reason 'privilege claimed'")
def sequester(
    context: typer.Context,
    evidence: str,
    reason: Annotated[str, typer.Option(help="Why; it stays in the index.")],
) -> None:
    """Set evidence aside: it counts for nothing until it is released."""
    from riskdesk.desk import sequestering

    piece = sequestering.sequester(context.obj.desk(), evidence, reason)
    say(f"{piece.ref} is sequestered: {piece.sequestered}")


@group.command("release", epilog="Example: riskdesk evidence release EV-0004 --reason 'claim withdrawn'")
def release(
    context: typer.Context,
    evidence: str,
    reason: Annotated[str, typer.Option(help="Why; it goes into the log.")],
) -> None:
    """Let sequestered evidence count again."""
    from riskdesk.desk import sequestering

    piece = sequestering.release(context.obj.desk(), evidence, reason)
    say(f"{piece.ref} counts again")


@group.command("destroy", epilog="Example: riskdesk evidence destroy EV-0004 --counsel 'J. Doe' --matter 26-1 ...")
def destroy(
    context: typer.Context,
    evidence: Annotated[list[str], typer.Argument(metavar="EV-0001...", help="Every piece that holds the file.")],
    counsel: Annotated[str, typer.Option(help="Who ordered it.")],
    matter: Annotated[str, typer.Option(help="In which matter.")],
    ordered_on: Annotated[str, typer.Option(metavar="DATE", help="On which day.")],
    reason: Annotated[str, typer.Option(help="Why; it stays in the index.")],
) -> None:
    """Destroy an evidence file on counsel's order, for good; its hash and the order stay."""
    from riskdesk.desk import destroying
    from riskdesk.rules.forms import read_day

    try:
        day = read_day(ordered_on)
    except ValueError:
        raise typer.BadParameter("--ordered-on takes a date as 2026-11-23") from None
    order = destroying.Order(counsel, matter, day, reason)
    for piece in destroying.destroy(context.obj.desk(), evidence, order):
        say(f"{piece.ref} {piece.closed_reason}")
        say(f"  its SHA-256 was {piece.sha256}")
