"""Registers to draw: invented vendors, made by the desk's own deeds, at a fixed moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from riskdesk.desk.answering import answer
from riskdesk.desk.looking import look, records
from riskdesk.desk.opening import Desk, start
from riskdesk.desk.recording import add, edit
from riskdesk.desk.rescoring import give_score
from riskdesk.desk.signing import sign
from riskdesk.rules.casefile import Value

TODAY = date(2026, 11, 23)
HOSTILE = "[/] [bold]Evil\x1b[31m \u202e=cmd|' 株式会社超長い名前のベンダー"


def empty_register(path: Path) -> Desk:
    """A register without vendors."""
    return start(
        path, "Northgate Insurance", "A. Reyes", role="CISO", start_on=date(2026, 10, 17), now=_clock(), today=_today
    )


def small_register(path: Path) -> Desk:
    """Six vendors: unrated, low to critical, one late, one with a hostile name."""
    desk = empty_register(path)
    _vendor(desk, "Brightfield AI", "startup, answer drafts", "3", "4", _begun("2026-10-17"))
    _vendor(desk, "Kestrel Labs", "code assistant, tuned by us", "4", "4", _begun("2026-08-10"))
    _vendor(desk, "Corvid Search", "search in the claims archive", "3", "3", _begun("2026-10-05"))
    _vendor(desk, "Jade Translate", "letters to policy holders", "2", "2", _begun("2026-11-02"))
    _vendor(desk, "Lumen Draft", "", "", "", {})
    _vendor(desk, HOSTILE, HOSTILE, "5", "unknown", _begun("2026-11-20"))
    _answer(desk, "brightfield-ai", "P1 unknown, P2 unknown, P4 letter, P6 no, U1 no, D1 unknown, C1 not_found")
    _answer(desk, "kestrel-labs", "P1 named, P6 unknown, U1 unknown, D1 unknown, C1 enterprise, C2 both, C5 general")
    _answer(desk, "corvid-search", "P1 named, P2 no, P3 no, P4 warranty, P6 no, U1 no, D1 unknown, C1 paid, C2 output")
    _search(desk, "jade-translate")
    _answer(desk, "jade-translate", "P1 named, P2 no, P3 no, P4 warranty, P6 no, U1 no, D2 both, D7 tested")
    _answer(desk, "jade-translate", "C1 enterprise, C2 both, C3 met, C5 supercap, C8 excluded")
    judged = look(desk, "jade-translate").standing.actions[3]
    give_score(desk, "jade-translate", 4, judged.suggested)
    sign(desk, "jade-translate", 4, "Contract read in full.")
    return desk


def _begun(day: str) -> dict[str, str]:
    return {"start": day}


def _vendor(desk: Desk, name: str, description: str, factor: str, anchor: str, more: dict[str, str]) -> None:
    factors = dict.fromkeys(("criticality", "dependency", "reach", "data_sensitivity"), factor)
    typed = {"name": name, "description": description, "owner": "Support desk", **factors}
    if anchor:
        typed |= {"provenance_anchor": anchor, "provenance_reason": "as the questionnaire says"}
    made = add(desk, "vendor", typed)
    if more:
        _begin(desk, made.record.ref, date.fromisoformat(more["start"]))


def _begin(desk: Desk, vendor: str, begins: date) -> None:
    """Move the vendor's round to the day it began."""
    (first,) = records(desk, "round", vendor=vendor)
    due = {f"due_{n}": str(begins + timedelta(days=desk.pack.action(n).due_days)) for n in range(1, 6)}
    edit(desk, "round", first.ref, {"start_on": str(begins), **due}, "began earlier")


def _search(desk: Desk, vendor: str) -> None:
    """A search for disputes that found none."""
    typed = {"vendor": vendor, "searched_on": "2026-11-20", "searched_by": "A. Reyes", "found": "none"}
    add(desk, "search", {**typed, "sources": "docket, tracker, regulator, press"})


def _answer(desk: Desk, vendor: str, answers: str) -> None:
    """Save answers, each a question and its option, or a state."""
    for question, word in (part.split() for part in answers.split(",")):
        if word in {"unknown", "declined"}:
            answer(desk, vendor, question, state=word)
        else:
            answer(desk, vendor, question, Value(word))


def _today() -> date:
    return TODAY


def _clock() -> Callable[[], datetime]:
    """A clock that goes a second further each time it is asked."""
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def now() -> datetime:
        nonlocal moment
        moment += timedelta(seconds=1)
        return moment

    return now
