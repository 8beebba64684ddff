"""What stands behind each vendor if a claim comes: contract, both caps, the answers about them, asks (DOMAIN 4)."""

from collections import Counter
from collections.abc import Iterator

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.material import ByVendor, Material
from riskdesk.exports.sheets.answers import STATES
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import IN_SCOPE, Seen
from riskdesk.exports.told import COMPUTED, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Value
from riskdesk.exports.words import yes_no
from riskdesk.rules.forms import show_field
from riskdesk.rules.pack import Question
from riskdesk.rules.records import KINDS, Contract
from riskdesk.rules.renewal_credits import notice_deadline
from riskdesk.rules.tiers import label

ACTION = 4
_CONTRACT = 4
_WORDS = 60

NOTE = (
    "One row a contract of the vendors in scope, and one for a vendor without any; the two caps stand side by side. "
    "Below each question of action 4 stands how it came to its credit; unanswered, unknown and declined are no cover."
)


def columns(handed: HandOver) -> tuple[Told, ...]:
    """The columns; those of the answers follow the question set."""
    return (*_VENDOR, *(_column(question) for question in handed.pack.of_action(ACTION)), *_AFTER)


def lines(seen: Seen) -> Iterator[Line]:
    """The vendor's contracts, none for a vendor out of scope."""
    if seen.scope != IN_SCOPE:
        return
    action = seen.standing.actions[ACTION - 1]
    head = (seen.case.vendor.ref, seen.case.vendor.name, label(seen.pack, seen.standing.tier))
    answers = tuple(_answer(seen, question) for question in seen.pack.of_action(ACTION))
    contracts: list[Contract | None] = [item for item in seen.case.contracts if item.open]
    for contract in contracts or [None]:
        yield (*head, *_paper(contract), *answers, action.score, yes_no(bool(action.signed)), _asks(seen, contract))


def _paper(item: Contract | None) -> tuple[object, ...]:
    if item is None:
        return ("none on record", *(None,) * 10)
    return (
        *(item.title, item.ref, item.document_on, item.entity, _tier(item)),
        *(item.ip_indemnity, item.ip_cap, item.breach_cap, item.exclusions),
        *(item.term_end, notice_deadline(item)),
    )


def _tier(item: Contract) -> str:
    spec = KINDS["contract"].field("tier")
    return show_field(spec, item.tier) if spec else item.tier


def _answer(seen: Seen, question: Question) -> str:
    """In short how the question stands: the worst line of a checklist, not all ten."""
    credits = seen.standing.actions[ACTION - 1].credits
    credit = next(item for item in credits if item.question == question.id)
    return STATES[credit.state] if credit.open or not credit.because else credit.because


def _asks(seen: Seen, contract: Contract | None) -> str:
    found = Counter(item.status for item in seen.case.negotiations if contract and item.contract == contract.ref)
    return ", ".join(f"{number} {status}" for status, number in sorted(found.items()))


def _to_register(material: Material, line: Line) -> Value:
    return material.link("vendor", line[0])


def _to_contract(material: Material, line: Line) -> Value:
    return material.link("contract", line[_CONTRACT] or "")


def _column(question: Question) -> Told:
    words = question.text if len(question.text) <= _WORDS else question.text[:_WORDS].rsplit(" ", 1)[0] + " ..."
    return Told(question.id, f"{question.id} {words}", 30, "wrap", f"How it stands: {question.text}", source=COMPUTED)


_VENDOR = (
    Told("vendor", "Vendor", 16, "strong", "Key of the vendor; leads to the register.", values=REFERENCE),
    Told("name", "Name", 24, "wrap", "Name of the vendor."),
    Told("tier", "Tier", 12, "tier", "The tier shown.", source=COMPUTED),
    Told("contract", "Contract", 26, "wrap", "Title of the contract."),
    Told("ref", "Reference", 12, "text", "Reference of the contract; leads to it.", values=REFERENCE),
    Told("dated", "Dated", 12, "date", "Date of the contract."),
    Told("entity", "Contracting entity", 22, "wrap", "Who is on the other side."),
    Told("account", "Account tier", 18, "wrap", "Tier of the accounts in use."),
    Told("indemnity", "IP indemnity", 36, "wrap", "Its clause and the claims it reaches."),
    Told("ip_cap", "IP indemnity cap", 20, "wrap", "Cap on the IP indemnity."),
    Told("breach_cap", "Data-breach cap", 20, "wrap", "Cap for a data breach, to compare."),
    Told("exclusions", "Exclusions", 30, "wrap", "What the indemnity leaves out."),
    Told("term_end", "Term end", 12, "date", "When the contract ends."),
    Told("notice", "Notice deadline", 12, "date", "Term end less the notice period.", source=COMPUTED),
)
_AFTER = (
    Told("score", "A4 score", 9, "int", "Score of action 4 that counts.", values="0 to 5", source=COMPUTED),
    Told("signed", "A4 signed", 9, "center", "Signed off at that score.", values=YES_NO, source=COMPUTED),
    Told("asks", "Asks in the renewal", 26, "wrap", "How many asks stand how.", source=COMPUTED),
)

_FILL = {"vendor": _to_register, "ref": _to_contract}

SHEET = ByVendor(titles.INDEMNITY, "IndemnityStatus", NOTE, columns, lines, _FILL)
"""The sheet."""
