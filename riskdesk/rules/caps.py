"""When a cap binds: one function a rule, true where its condition holds (DOMAIN 1 to 5, 6.11.1, 6.11.8 to 15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from riskdesk.rules.credits import FULL
from riskdesk.rules.dispute_credits import searches_in_window
from riskdesk.rules.facts import value_of
from riskdesk.rules.output_use import engineering_attests
from riskdesk.rules.pack import Cap
from riskdesk.rules.policy_credits import undecided
from riskdesk.rules.renewal_credits import notice_missed as missed
from riskdesk.rules.sheet import FALLS_AWAY, Sheet
from riskdesk.rules.standing import AppliedCap, Credit


def any_open(sheet: Sheet, cap: Cap) -> bool:
    """Any of the cap's questions is open."""
    return any(sheet.is_open(id) for id in cap.questions)


def credit_below(sheet: Sheet, cap: Cap) -> bool:
    """An answer credit, before evidence, is below the cap's limit; an open one counts 0."""
    return any(sheet.credit(id) < cap.below for id in cap.questions)


def no_hashed_file(sheet: Sheet, cap: Cap) -> bool:
    """No current evidence with a hash is linked to any question of the action."""
    ids = {question.id for question in sheet.facts.pack.of_action(cap.action)}
    proof = sheet.facts.proof
    return not ids & sheet.supposed and not any(item.sha256 for id in ids for item in proof.get(id, ()))


def no_corroboration(sheet: Sheet, _cap: Cap) -> bool:
    """No corroboration on record rests on evidence that is marked independent of the vendor."""
    facts = sheet.facts
    for item in facts.case.corroborations:
        evidence = facts.counting.get(item.evidence)
        named = item.open and item.by.strip() and item.independent_how.strip()
        if named and evidence and evidence.independent and item.on and facts.clock.reached(item.on):
            return False
    return True


def searched_none(sheet: Sheet, _cap: Cap) -> bool:
    """Nobody searched, or no source class is recorded."""
    return sheet.credit("D1") == 0


def stale_search(sheet: Sheet, _cap: Cap) -> bool:
    """There was a search and none is in the window."""
    facts = sheet.facts
    return "D1" not in sheet.supposed and bool(facts.searches) and not searches_in_window(facts)


def upstream_uncovered(sheet: Sheet, _cap: Cap) -> bool:
    """The search did not cover the model makers; the vendor alone is enough only where it makes its models itself."""
    return sheet.credit("D2") < FULL


def disputes_incomplete(sheet: Sheet, _cap: Cap) -> bool:
    """A matter lacks a part that D3 wants."""
    return sheet.credit("D3") < FULL


def u1_unknown(sheet: Sheet, _cap: Cap) -> bool:
    """It is not known whether outputs train another model, or the no to it cannot stand."""
    return sheet.position in {"unanswered", "unknown", "declined", "refused"}


def u1_yes_without_signoff(sheet: Sheet, _cap: Cap) -> bool:
    """Outputs train another model without a sign-off in date for every flow."""
    return sheet.position == "yes" and sheet.credit("U6") < FULL


def no_without_attestation(sheet: Sheet, _cap: Cap) -> bool:
    """The no to U1 lacks a name, a role or a date."""
    if sheet.position not in {"no", "unattested"} or "U1" in sheet.supposed:
        return False
    return not engineering_attests(value_of(sheet.facts.answers["U1"].value))


def contract_unread(sheet: Sheet, _cap: Cap) -> bool:
    """The governing document was not found or not looked for."""
    return sheet.is_open("C1") or sheet.option("C1") == "not_found"


def contract_free(sheet: Sheet, _cap: Cap) -> bool:
    """Free, consumer or beta terms govern."""
    return sheet.option("C1") == "free"


def no_indemnity(sheet: Sheet, _cap: Cap) -> bool:
    """There is no IP indemnity, or nobody knows of one."""
    return sheet.is_open("C2") or sheet.option("C2") == "none"


def conditions_unknown(sheet: Sheet, _cap: Cap) -> bool:
    """The indemnity's conditions are not met or nobody knows."""
    return sheet.is_open("C3") or sheet.option("C3") == "not_met"


def notice_missed(sheet: Sheet, _cap: Cap) -> bool:
    """A contract's notice deadline passed with neither ask nor notice out in time."""
    return any(missed(sheet.facts, contract) for contract in sheet.facts.contracts)


def policy_deadline_missed(sheet: Sheet, _cap: Cap) -> bool:
    """A linked proceeding closed with no decision taken."""
    clock = sheet.facts.clock
    return any(
        undecided(item) and item.closes_on is not None and clock.past(item.closes_on)
        for item, _ in sheet.facts.proceedings
    )


CAP_RULES: Mapping[str, Callable[[Sheet, Cap], bool]] = {
    "open": any_open,
    "credit_below": credit_below,
    "no_hashed_file": no_hashed_file,
    "no_corroboration": no_corroboration,
    "searched_none": searched_none,
    "stale_search": stale_search,
    "upstream_uncovered": upstream_uncovered,
    "disputes_incomplete": disputes_incomplete,
    "u1_unknown": u1_unknown,
    "u1_yes_without_signoff": u1_yes_without_signoff,
    "no_without_attestation": no_without_attestation,
    "contract_unread": contract_unread,
    "contract_free": contract_free,
    "no_indemnity": no_indemnity,
    "conditions_unknown": conditions_unknown,
    "notice_missed": notice_missed,
    "policy_deadline_missed": policy_deadline_missed,
}
"""The conditions by the name that a pack's cap carries."""


def applied(sheet: Sheet, action: int, credits: Sequence[Credit], uncapped: int) -> tuple[AppliedCap, ...]:
    """The caps of an action whose conditions hold, the limit on n/a last."""
    found = [
        AppliedCap(cap.id, cap.at_most, cap.text, cap.at_most < uncapped)
        for cap in sheet.facts.pack.caps
        if cap.action == action and CAP_RULES[cap.rule](sheet, cap)
    ]
    policy = sheet.facts.pack.policy
    if na_exceeds(credits, policy.na_limit_percent):
        text = f"More than {policy.na_limit_percent} % of the weight is marked not applicable."
        found.append(AppliedCap("NA", policy.na_cap, text, policy.na_cap < uncapped))
    return tuple(found)


def na_exceeds(credits: Sequence[Credit], percent: int) -> bool:
    """Whether more than that share of the weight is n/a by hand, of what is left after U3 to U6 (DOMAIN 6.11.5)."""
    left = [credit for credit in credits if not fell_away(credit)]
    by_hand = sum(credit.weight for credit in left if credit.state == "na")
    return 100 * by_hand > percent * sum(credit.weight for credit in left)


def fell_away(credit: Credit) -> bool:
    """Whether the credit is one of U3 to U6 after an attested no."""
    return credit.question in FALLS_AWAY and credit.state == "na"
