"""What every question of a case file earns on a date, in one sheet that caps, scores and exposure read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from riskdesk.rules.casefile import Value
from riskdesk.rules.credits import CREDIT_RULES, FULL, filled_in
from riskdesk.rules.facts import Facts, value_of
from riskdesk.rules.output_use import Position, position
from riskdesk.rules.pack import Question
from riskdesk.rules.proof import Factor, freshness, weigh
from riskdesk.rules.record_credits import RECORD_RULES
from riskdesk.rules.recorded import Recorded
from riskdesk.rules.records import Answer
from riskdesk.rules.standing import Credit

FALLS_AWAY = frozenset({"U3", "U4", "U5", "U6"})
"""The questions that an attested no to U1 takes out (DOMAIN 3)."""

_OPEN = {
    "unanswered": "unanswered: nobody has looked",
    "unknown": "unknown: looked, and cannot tell",
    "declined": "declined",
}
_NO = {"P2": "no", "P3": "no", "P6": "no", "U1": "no"}
_SCOPES = {"eu_summary": "eu", "ab_2013": "california"}


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """Credits and chosen options by question, and how U1 counts; `supposed` questions are answered well in thought."""

    facts: Facts
    credits: Mapping[str, Credit]
    options: Mapping[str, str]
    position: Position
    supposed: frozenset[str] = frozenset()

    def is_open(self, question: str) -> bool:
        """Whether the question is unanswered, unknown or declined; one that the pack lacks is."""
        credit = self.credits.get(question)
        return credit is None or credit.open

    def credit(self, question: str) -> int:
        """The answer credit in hundredths, before evidence; 0 while open (DOMAIN 6.11.1, 6.11.2)."""
        credit = self.credits.get(question)
        return credit.credit if credit else 0

    def option(self, question: str) -> str:
        """The option that stands answered, or ""."""
        return self.options.get(question, "")

    def state(self, question: str) -> str:
        """The state of the question, "unanswered" for one that the pack lacks."""
        credit = self.credits.get(question)
        return credit.state if credit else "unanswered"


def make_sheet(facts: Facts) -> Sheet:
    """The sheet of a case file as it is on record."""
    credits: dict[str, Credit] = {}
    options: dict[str, str] = {}
    stands = position(facts)
    for question in facts.pack.questions:
        if stands == "no" and question.id in FALLS_AWAY:
            credits[question.id] = _fallen_away(question)
        elif question.type == "records":
            credits[question.id] = _recorded(facts, question)
        else:
            credits[question.id], options[question.id] = _answered(facts, question)
    return Sheet(facts, credits, options, stands)


def with_action_again(sheet: Sheet, facts: Facts, action: int) -> Sheet:
    """The sheet with one action's credits worked out anew from `facts` (another window)."""
    credits = dict(sheet.credits)
    for question in facts.pack.of_action(action):
        if question.type == "records":
            credits[question.id] = _recorded(facts, question)
        else:
            credits[question.id] = _answered(facts, question)[0]
    return replace(sheet, facts=facts, credits=credits)


def suppose(sheet: Sheet, questions: Iterable[str]) -> Sheet:
    """The sheet as if those questions had their best answer, with a primary document, today (DOMAIN 6.11.21)."""
    credits, options, stands = dict(sheet.credits), dict(sheet.options), sheet.position
    supposed = sheet.supposed | frozenset(questions)
    for id in supposed:
        question = sheet.facts.pack.by_id[id]
        credits[id], options[id] = _supposed(sheet.facts, question)
    if "U1" in supposed:
        stands = "yes" if options["U1"] == "yes" else "no"
    if stands == "no":
        credits.update((id, _fallen_away(sheet.facts.pack.by_id[id])) for id in FALLS_AWAY if id in credits)
    return Sheet(sheet.facts, credits, options, stands, supposed)


def best_option(facts: Facts, question: Question) -> str:
    """The option that earns most and exposes least, "" for a question without options."""
    if question.id == "U1" and facts.training:
        return "yes"
    if question.id in _NO:
        return _NO[question.id]
    return max(question.options, key=lambda option: option.credit).id if question.options else ""


def _supposed(facts: Facts, question: Question) -> tuple[Credit, str]:
    best, policy = best_option(facts, question), facts.pack.policy
    option = question.option(best)
    credit = option.credit if option else FULL
    words = f"supposed: {option.label if option else 'answered in full'}, with a primary document, today"
    return _credit(question, "answered", credit, (policy.primary, policy.fresh), words), best


def _fallen_away(question: Question) -> Credit:
    return _credit(
        question, "na", 0, (0, 0), "not applicable: nothing feeds another model, as attested in U1", counts=False
    )


def _recorded(facts: Facts, question: Question) -> Credit:
    found = RECORD_RULES[question.credit](facts, question)
    answer = facts.answers.get(question.id)
    if found is None:
        state = answer.state if answer and answer.state != "answered" else "unanswered"
        return _without_value(facts, question, state, answer)
    proof = weigh((*facts.proof.get(question.id, ()), *found.evidence), facts.pack.policy, attested=found.attested)
    fresh = _fresh_record(facts, question, found, answer)
    factors = (proof.tenths, fresh.tenths)
    words = _because(found.words, proof, fresh)
    return _credit(question, "records", found.credit, factors, words, evidence=proof.refs, records=found.records)


def _fresh_record(facts: Facts, question: Question, found: Recorded, answer: Answer | None) -> Factor:
    policy = facts.pack.policy
    if found.fresh is None and not question.timeless:
        since = found.since or (answer.answered_on if answer else None)
        return freshness(facts, question.action, since)
    if found.fresh is False:
        return Factor(policy.expired, "expired: no search in the window")
    return Factor(policy.fresh, "")


def _answered(facts: Facts, question: Question) -> tuple[Credit, str]:
    answer = facts.answers.get(question.id)
    if answer is None or answer.state != "answered":
        return _without_value(facts, question, answer.state if answer else "unanswered", answer), ""
    value = _settled(facts, question, value_of(answer.value))
    if question.type == "choice" and question.option(value.option) is None:
        return _without_value(facts, question, "unanswered", answer), ""
    credit, words = CREDIT_RULES[question.credit](question, value)
    proof = weigh(facts.proof.get(question.id, ()), facts.pack.policy, attested=filled_in(value, "attested_by"))
    if question.id == "U1" and value.option == "no" and facts.training:
        credit, words = 0, f"a no cannot stand while {facts.training[0].ref} is open"
    timeless = Factor(facts.pack.policy.fresh, "")
    fresh = timeless if question.timeless else freshness(facts, question.action, answer.answered_on)
    factors = (proof.tenths, fresh.tenths)
    words = _because(words, proof, fresh)
    return _credit(question, "answered", credit, factors, words, evidence=proof.refs), value.option


def _without_value(facts: Facts, question: Question, state: str, answer: Answer | None) -> Credit:
    if state == "na" and answer and _may_fall_away(facts, question, answer):
        return _credit(question, "na", 0, (0, 0), f"not applicable: {answer.note}", counts=False)
    state = state if state in _OPEN else "unanswered"
    return _credit(question, state, 0, (0, 0), _OPEN[state])


def _may_fall_away(facts: Facts, question: Question, answer: Answer) -> bool:
    if question.key or not question.may_be_na or not answer.note.strip():
        return False
    return question.id != "P8" or facts.case.vendor.generative is False


def _settled(facts: Facts, question: Question, value: Value) -> Value:
    if question.id == "D2" and value.option == "vendor" and covers_itself(facts):
        return replace(value, option="both")
    if question.id == "P8":
        offered = {place for product in facts.case.products if product.open for place in product.offered_in}
        due = {item for item, place in _SCOPES.items() if place in offered}
        out = {mark.id for mark in question.marks if not mark.applies}
        items = {item: mark for item, mark in value.items.items() if item not in due or mark not in out}
        return replace(value, items=items)
    return value


def covers_itself(facts: Facts) -> bool:
    """Whether a search of the vendor alone covers its models: it makes each of them itself (DOMAIN 6.11.9)."""
    own = facts.case.vendor.own_maker
    return bool(own) and all(model.maker == own for model in facts.case.models if model.open)


def _because(words: str, proof: Factor, fresh: Factor) -> str:
    cited = f" ({', '.join(proof.refs)})" if proof.refs else ""
    return f"{words}; {proof.words}{cited}{f'; {fresh.words}' if fresh.words else ''}"


def _credit(
    question: Question,
    state: str,
    credit: int,
    factors: tuple[int, int],
    words: str,
    *,
    counts: bool = True,
    evidence: tuple[str, ...] = (),
    records: tuple[str, ...] = (),
) -> Credit:
    points = credit * factors[0] * factors[1]
    return Credit(
        question.id,
        question.weight,
        question.key,
        state,
        credit,
        *factors,
        points,
        counts,
        words,
        evidence,
        records,
    )
