"""What follows from a contract: its renewal dates, IP indemnity beside data breach, its limits, and the twelve asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from riskdesk.data import reading
from riskdesk.data.reach import Connection
from riskdesk.desk.opening import Desk
from riskdesk.rules.answers import in_words
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Question
from riskdesk.rules.parts import Mark, Pair, Part, Told
from riskdesk.rules.records import Answer, Contract, Evidence, EvidenceLink, Negotiation
from riskdesk.rules.records.contracts import ASKS
from riskdesk.rules.renewal_credits import negotiate_from, notice_deadline


def parts(desk: Desk, connection: Connection, contract: Contract) -> Iterator[Part]:
    """Renewal, comparison, limits and proof, asks N1 to N12."""
    asks = reading.rows(connection, Negotiation, "closed_on IS NULL AND contract = ?", (contract.ref,))
    yield Part("Renewal", tuple(_renewal(contract, asks, desk.today())))
    yield Part("IP indemnity beside data breach", (_answer(desk, connection, contract, "C5"),), _compared(contract))
    yield Part("Limits, exclusions, conditions and proof", tuple(_limits(desk, connection, contract)))
    yield Part("Asks of the renewal", tuple(line for ask in ASKS for line in _ask(contract, ask, asks)))


def _renewal(contract: Contract, asks: list[Negotiation], today: date) -> Iterator[Told]:
    deadline, span = notice_deadline(contract), negotiate_from(contract)
    if deadline is None:
        yield Told("notice deadline not known: term end or notice period is missing", mark="warn")
        return
    sent = f", sent {contract.notice_sent_on}" if contract.notice_sent_on else _left(deadline, today)
    how = f", by {contract.notice_method}" if contract.notice_method else ", method not recorded"
    late: Mark = "late" if deadline < today and not contract.notice_sent_on else ""
    days = f"term end {contract.term_end} less {contract.notice_days} days"
    yield Told(f"{deadline}{sent}: {days}{how}", lead="notice by  ", mark=late)
    if span is not None:
        begun = any(ask.status != "not raised" for ask in asks) or bool(contract.notice_sent_on)
        state = ", an ask is out" if begun else _left(span[1], today)
        behind: Mark = "late" if span[1] < today and not begun else ""
        yield Told(f"{span[0]} to {span[1]}{state}", lead="start talks  ", mark=behind)


def _left(day: date, today: date) -> str:
    days = (day - today).days
    return f", {-days} days late" if days < 0 else ", today" if days == 0 else f", in {days} days"


def _compared(contract: Contract) -> tuple[Pair, ...]:
    return (
        Pair("", "IP indemnity", "Data breach"),
        Pair("Clause", contract.ip_indemnity, contract.breach_indemnity),
        Pair("Cap", contract.ip_cap, contract.breach_cap),
    )


def _limits(desk: Desk, connection: Connection, contract: Contract) -> Iterator[Told]:
    yield _answer(desk, connection, contract, "C2")
    yield Told(contract.exclusions or "not recorded", lead="exclusions  ", mark="" if contract.exclusions else "warn")
    yield _answer(desk, connection, contract, "C4")
    yield Told(contract.conditions or "not recorded", lead="conditions  ", mark="" if contract.conditions else "warn")
    yield _answer(desk, connection, contract, "C3")
    links = "closed_on IS NULL AND vendor = ? AND question = 'C3'"
    linked = reading.rows(connection, EvidenceLink, links, (contract.vendor,))
    named = [contract.conditions_evidence, *(link.evidence for link in linked)]
    proofs = reading.many(connection, Evidence, filter(None, named))
    for piece in proofs.values():
        yield Told(
            _piece(piece), piece.ref, "proof  ", "warn" if piece.sequestered or not piece.reviewed_on else "good"
        )
    if not proofs:
        yield Told("no evidence that our configuration meets them", lead="proof  ", mark="warn")


def _piece(piece: Evidence) -> str:
    state = f"reviewed {piece.reviewed_on}" if piece.reviewed_on else "not reviewed"
    return f"{piece.title} ({state}{', sequestered' if piece.sequestered else ''})"


def _answer(desk: Desk, connection: Connection, contract: Contract, question: str) -> Told:
    """What the vendor's answer to a question of action 4 says about it."""
    asked = desk.pack.by_id.get(question)
    held = reading.get(connection, Answer, f"{contract.vendor}/{question}")
    if asked is None or held is None or not held.open:
        return Told("unanswered", lead=f"{question}  ", mark="warn")
    value = Value.from_json(held.value)
    told = in_words(asked, held.state, replace(value, items=_biting(asked, value)))
    return Told(told or "none bites", lead=f"{question}  ")


def _biting(question: Question, value: Value) -> dict[str, str]:
    """The marked lines of a checklist that cost anything; those marked best are left out."""
    credit = {mark.id: mark.credit for mark in question.marks}
    best = max(credit.values(), default=0)
    return {name: mark for name, mark in value.items.items() if credit.get(mark, 0) < best}


def _ask(contract: Contract, ask: str, held: list[Negotiation]) -> Iterator[Told]:
    """An ask with its status and clause; one that nobody raised says so."""
    title = ASKS[ask].removeprefix(ask).strip()
    found = [item for item in held if item.ask == ask]
    for item in found:
        clause = f", clause {item.clause}" if item.clause else ""
        raised = f", raised {item.raised_on}" if item.raised_on else ""
        mark: Mark = "good" if item.status == "agreed" else "warn" if item.status == "refused" else ""
        yield Told(f"{title}: {item.status}{raised}{clause}", item.ref, f"{ask:<4}", mark)
    if not found:
        preset = {"contract": contract.ref, "ask": ask, "status": "not raised"}
        yield Told(f"{title}: not raised", lead=f"{ask:<4}", mark="dim", adds="negotiation", preset=preset)
