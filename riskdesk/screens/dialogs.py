"""What is asked over a screen: a score, a sign-off, the details of an answer, a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from riskdesk.desk import rescoring, signing
from riskdesk.desk.looking import Look
from riskdesk.desk.opening import Desk
from riskdesk.rules import answers
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Question
from riskdesk.screens.asking import AskingScreen
from riskdesk.widgets.asked import Asked, of_answer
from riskdesk.widgets.score_panel import sum_line


def score_dialog(desk: Desk, seen: Look, action: int) -> AskingScreen:
    """Ask for the reviewer's score of an action, with the limits it has; the list holds the rubric."""
    standing, rules = seen.standing.actions[action - 1], desk.pack.action(action)
    levels = tuple((str(level), f"{level}  {text}") for level, text in enumerate(rules.rubric))
    limits = "Move it by 1 with a reason; farther, or past a cap, needs a score override record."
    caps = [f"cap {cap.id}: at most {cap.at_most}, {cap.text}" for cap in standing.caps]
    vendor = seen.case.vendor.ref
    now = str(standing.given if standing.given is not None else standing.suggested)
    fields = (
        Asked("score", "Your score", "choice", True, levels, typed=now),
        Asked("reason", "Reason", "lines", typed=standing.given_reason, help="Needed where it differs."),
    )
    return AskingScreen(
        f"Score action {action}: {rules.title}",
        fields,
        lambda typed: rescoring.give_score(desk, vendor, action, int(typed["score"]), typed["reason"]),
        draft=f"score {vendor}/{action}",
        text="\n".join([sum_line(rules, standing), *caps, limits]),
    )


def sign_dialog(desk: Desk, seen: Look, action: int) -> AskingScreen:
    """Ask for the statement of a sign-off; the reviewer's own is flagged as self-reviewed."""
    vendor, standing = seen.case.vendor.ref, seen.standing.actions[action - 1]
    fields = (
        Asked("statement", "What was and was not done", "lines"),
        Asked("signed_by", "Signed by", typed=desk.reviewer, help="Your own name counts as self-reviewed."),
        Asked("role", "Role", typed=desk.role),
    )
    open_now = f"{standing.open} questions open, {standing.key_open} of them key"
    return AskingScreen(
        f"Sign off action {action}: {desk.pack.action(action).title}",
        fields,
        lambda typed: signing.sign(
            desk, vendor, action, typed["statement"], signed_by=typed["signed_by"], role=typed["role"]
        ),
        draft=f"sign {vendor}/{action}",
        text=f"{sum_line(desk.pack.action(action), standing)}\n{open_now}",
    )


def questionnaire_dialog(desk: Desk, seen: Look, written: Callable[[Path], object]) -> AskingScreen:
    """Ask to whom a vendor's questionnaire goes and where it is written; `written` hears where it then lies."""
    vendor = seen.case.vendor
    stem = re.sub(r"[^\w-]+", "-", vendor.ref).strip("-")[:40]
    fields = (
        Asked("to_whom", "To whom", help="Else the vendor's first contact, else the vendor."),
        Asked("file", "File", required=True, typed=f"~/questionnaire-{stem or 'vendor'}-{desk.today()}.xlsx"),
    )

    def save(typed: dict[str, str]) -> None:
        from riskdesk.exports.questionnaire import write  # openpyxl is slow to load

        written(write(desk, vendor.ref, Path(typed["file"]), to_whom=typed["to_whom"]).path)

    text = (
        "Action 1 as a workbook to send: questions alone, nothing that the register holds about the vendor. That it "
        "was asked is recorded. The reply comes in with i on the register."
    )
    return AskingScreen(f"Ask {vendor.name}", fields, save, text=text)


def details_dialog(
    question: Question, value: Value, field: str, draft: str, save: Callable[[dict[str, str]], object]
) -> AskingScreen:
    """Ask for the details beside an answer, from `field` on; `save` gets the texts by field."""
    option = question.option(value.option)
    needs = option.needs if option else ()
    fields = [of_answer(item, _typed(value, item.name), item.name in needs) for item in question.fields]
    known = {item.name: item for item in question.fields}
    answer = f"{option.label}\n" if option else ""
    return AskingScreen(
        f"{question.id}  {question.text}",
        fields,
        save,
        draft=draft,
        text=answer + question.good,
        check=lambda name, typed: answers.read_answer_field(question, known[name], typed),
        start=field,
    )


def reason_dialog(
    title: str, text: str, save: Callable[[str], object], *, draft: str = "", typed: str = ""
) -> AskingScreen:
    """Ask for a written reason; `typed` stands in it already."""
    fields = (Asked("reason", "Reason", required=True, typed=typed),)
    return AskingScreen(title, fields, lambda typed: save(typed["reason"]), text=text, draft=draft)


def _typed(value: Value, name: str) -> str:
    held = value.fields.get(name, "")
    if isinstance(held, bool):
        return "yes" if held else "no"
    return str(held)
