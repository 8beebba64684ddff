"""answer, score, sign, undo: a step of the walk each."""

from __future__ import annotations

from typing import Annotated

import typer

from riskdesk.commands.context import AsJson, Choice, read_date, say, say_json
from riskdesk.commands.standing_text import short


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("answer", epilog="Example: riskdesk answer kestrel-labs C5 supercap --note '2x fees, cl. 11.3'")(answer)
    app.command("score", epilog="Example: riskdesk score kestrel-labs 4 2 --reason 'cap below breach parity'")(score)
    app.command("sign", epilog="Example: riskdesk sign kestrel-labs 4 --statement 'MSA read in full'")(sign)
    app.command("undo", epilog="Example: riskdesk undo")(undo)
    app.command("redo", epilog="Example: riskdesk redo")(redo)


def answer(
    context: typer.Context,
    vendor: str,
    question: str,
    value: Annotated[str, typer.Argument(help="An answer's id, unknown, declined, na; or item=mark;field=value.")],
    note: Annotated[str | None, typer.Option(help="Replaces the note.")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="EV-0001; may be given again.")] = None,
    on: Annotated[str, typer.Option(metavar="DATE", help="When it was answered; today if left out.")] = "",
    clear: Annotated[bool, typer.Option("--clear", help="Take the answer back; VALUE is the reason.")] = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question about a vendor. `riskdesk questions ID` says what it takes."""
    from riskdesk.desk import answering
    from riskdesk.desk.finding import question_of
    from riskdesk.rules.answers import read_answer

    choice: Choice = context.obj
    desk = choice.desk()
    asked = question_of(desk.pack, question)
    if clear:
        standing = answering.clear(desk, vendor, asked.id, value)
    else:
        state, read = read_answer(asked, value)
        standing = answering.answer(
            desk, vendor, asked.id, read, state=state, note=note, evidence=evidence or (), on=read_date(on, "--on")
        ).standing
    if as_json:
        say_json(short(standing, asked.action))
        return
    judged = standing.actions[asked.action - 1]
    earned = next(credit for credit in judged.credits if credit.question == asked.id)
    say(f"{asked.id} saved: {earned.because}")
    say(_line(short(standing, asked.action)))


def score(
    context: typer.Context,
    vendor: str,
    action: Annotated[int, typer.Argument(min=1, max=5)],
    given: Annotated[int, typer.Argument(metavar="SCORE", min=0, max=5)],
    reason: Annotated[str, typer.Option(help="Needed where it differs from the suggested score.")] = "",
    as_json: AsJson = False,
) -> None:
    """Confirm an action's suggested score, or move it by one with a reason."""
    from riskdesk.desk.rescoring import give_score

    standing = give_score(context.obj.desk(), vendor, action, given, reason)
    _tell(short(standing, action), as_json)


def sign(
    context: typer.Context,
    vendor: str,
    action: Annotated[int, typer.Argument(min=1, max=5)],
    statement: Annotated[str, typer.Option(help="What was and was not done.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who signs, if not the reviewer.")] = "",
    role: Annotated[str, typer.Option(help="The signer's role.")] = "",
    as_json: AsJson = False,
) -> None:
    """Sign an action's confirmed score off."""
    from riskdesk.desk.signing import sign as sign_off

    standing = sign_off(context.obj.desk(), vendor, action, statement, signed_by=by, role=role)
    _tell(short(standing, action), as_json)


def undo(context: typer.Context) -> None:
    """Take your last change back, by new log entries; nothing is erased."""
    from riskdesk.desk.undoing import undo as take_back

    done = take_back(context.obj.desk())
    say(f"undone: {done.deed} ({', '.join(done.records)})")


def redo(context: typer.Context) -> None:
    """Do again what the last undo took back."""
    from riskdesk.desk.undoing import redo as do_again

    done = do_again(context.obj.desk())
    say(f"done again: {done.deed} ({', '.join(done.records)})")


def _tell(found: dict[str, object], as_json: bool) -> None:
    if as_json:
        say_json(found)
    else:
        say(_line(found))


def _line(found: dict[str, object]) -> str:
    signed = ", signed" if found["signed"] else ""
    state = "provisional" if found["provisional"] else "confirmed"
    return (
        f"{found['vendor']}  A{found['action']} suggests {found['suggested']}, counts {found['score']} "
        f"({state}{signed})  tier {found['tier']}  residual {found['residual']}"
    )
