"""What must hold between the parts of a pack: totals, references, and the names that the rules read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from riskdesk.rules.pack import Cap, Pack, Question
from riskdesk.rules.pack_entry import Flaw, quoted
from riskdesk.rules.records import KINDS
from riskdesk.rules.records.decisions import TIERS
from riskdesk.rules.records.disputes import STAGES


@dataclass(frozen=True)
class CreditRule:
    """What a credit rule reads of a question: its type, exactly these levels, at least these fields."""

    type: str
    levels: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


_CREDIT_RULES = {
    "option": CreditRule("choice"),
    "all_that_apply": CreditRule("checklist", ("some", "none"), ("reason",)),
    "worst_mark": CreditRule("checklist"),
    "count": CreditRule("checklist", ("0", "1", "2", "3")),
    "duties": CreditRule(
        "form",
        ("quick", "slow", "informal", "none", "limit_days"),
        ("claims_form", "claims_days", "model_form", "model_days"),
    ),
    "polled": CreditRule("form", ("all", "most", "one"), ("asked", "total", "attested_by")),
    "person": CreditRule("form", ("officer", "other"), ("name", "role", "on", "may_bind")),
    "filled": CreditRule("form", ("all", "some")),
    "searches": CreditRule("records", ("many", "few", "enough")),
    "dispute_fields": CreditRule("records"),
    "relevance_judged": CreditRule("records", ("some",)),
    "relief_judged": CreditRule("records", ("some",)),
    "flow_fields": CreditRule("records"),
    "flow_terms": CreditRule("records", ("part",)),
    "flow_determinations": CreditRule("records", ("unclear",)),
    "flow_signoffs": CreditRule("records", ("expired",)),
    "renewal_plan": CreditRule("records", ("sent", "known")),
    "proceedings_linked": CreditRule("records", ("checked", "logged", "days")),
    "proceeding_owner": CreditRule("records", ("owner",)),
    "proceeding_position": CreditRule("records", ("cleared", "draft")),
    "participation": CreditRule("records", ("filed", "association", "declined", "drafted")),
    "release_check": CreditRule("records"),
    "follow_through": CreditRule("records", ("mapped", "tracked")),
}
CREDIT_RULES = tuple(_CREDIT_RULES)
"""The credit rules a question may name."""

CAP_RULES = (
    *("open", "credit_below", "no_hashed_file", "no_corroboration", "searched_none", "stale_search"),
    *("upstream_uncovered", "disputes_incomplete", "u1_unknown", "u1_yes_without_signoff", "no_without_attestation"),
    *("contract_unread", "contract_free", "no_indemnity", "conditions_unknown", "notice_missed"),
    "policy_deadline_missed",
)
"""The rules a cap may name. The cap on n/a shares is the policy's (na_limit_percent, na_cap) and has no entry."""

FLOORS = ("F1", "F1-HIGH", "F2", "F3", "F4", "F5", "F6")
"""The floors a pack must word: F1 has two entries, for Critical and for High (DOMAIN 6.6)."""

_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "P1": ("named", "partly", "undisclosed"),
    "P2": ("yes", "no"),
    "P3": ("yes", "no"),
    "P4": ("warranty", "letter", "questionnaire", "webpage", "nothing"),
    "P5": ("all", "some", "refused"),
    "P6": ("no", "permitted", "unclear", "against"),
    "P10": ("barred", "optout", "permitted"),
    "D2": ("both", "vendor", "none"),
    "D7": ("tested", "identified", "none"),
    "U1": ("yes", "no"),
    "C1": ("enterprise", "paid", "free", "not_found"),
    "C2": ("both", "output", "service", "none"),
    "C3": ("met", "believed", "not_met"),
    "C5": ("uncapped", "supercap", "general", "excluded"),
    "C7": ("all", "refund", "terminate"),
    "C8": ("excluded", "silent", "broad"),
}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "P2": ("details",),
    "P3": ("details",),
    "U1": ("attested_by", "attested_role", "attested_on"),
}
_RULE_OF: Mapping[str, str] = {
    **{"P8": "all_that_apply", "D1": "searches", "D3": "dispute_fields", "D4": "relevance_judged"},
    **{"D5": "relief_judged", "U3": "flow_fields", "U4": "flow_terms", "U5": "flow_determinations"},
    **{"U6": "flow_signoffs", "C10": "renewal_plan", "G1": "proceedings_linked", "G2": "proceeding_owner"},
    **{"G3": "proceeding_position", "G4": "participation", "G5": "release_check", "G6": "follow_through"},
    **dict.fromkeys(_OPTIONS, "option"),
}
_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("duties", "claims_form"): ("contract", "informal", "none"),
    ("duties", "model_form"): ("contract", "informal", "none"),
    ("person", "role"): ("officer", "sales", "support", "other"),
}


def check_pack(pack: Pack, flaws: list[Flaw]) -> None:
    """Note in `flaws` what does not hold between the parts of a pack whose entries are sound by themselves."""
    for what in _of_head(pack):
        flaws.append(Flaw("pack.toml", what))
    flaws += [Flaw("stages.toml", what) for what in _same("stage", [level.code for level in pack.stages], STAGES)]
    flaws += [Flaw("action-1.toml to action-5.toml", what) for what in _of_actions(pack)]
    for question in pack.questions:
        where = f"action-{question.action}.toml, question {question.id}"
        flaws += [Flaw(where, what) for what in _of_question(question)]
    for cap in pack.caps:
        flaws += [Flaw(f"action-{cap.action}.toml, cap {cap.id}", what) for what in _of_cap(cap, pack)]


def _of_head(pack: Pack) -> Iterable[str]:
    yield from _same("tier", [tier.id for tier in pack.tiers], TIERS)
    starts = [tier.from_tenths for tier in pack.tiers]
    if starts != sorted(set(starts)) or starts[:1] != [0]:
        yield f"tiers must start from 0 and ascend; from_tenths are {', '.join(map(str, starts))}"
    yield from _same("floor", [floor.id for floor in pack.floors], FLOORS)
    for floor in pack.floors:
        if floor.tier not in TIERS:
            yield f"floor {floor.id}: tier is {quoted(floor.tier)}; it must be one of {', '.join(TIERS)}"
    yield from _hundred("factor", [factor.weight for factor in pack.factors])
    yield from _twice("factor", [factor.id for factor in pack.factors])
    yield from _twice("field of a factor", [factor.field for factor in pack.factors])
    for factor in pack.factors:
        if KINDS["vendor"].field(factor.field) is None:
            yield f"factor {factor.id}: a vendor has no field {quoted(factor.field)}"
    policy = pack.policy
    if not policy.primary >= policy.statement >= policy.assertion:
        yield "policy: evidence must not earn more the weaker it is (primary, statement, assertion)"
    if policy.expired > policy.fresh:
        yield "policy: expired must not earn more than fresh"


def _of_actions(pack: Pack) -> Iterable[str]:
    yield from _hundred("action", [action.weight for action in pack.actions])
    yield from _twice("question", [question.id for question in pack.questions])
    yield from _twice("cap", [cap.id for cap in pack.caps])
    known = {question.id for question in pack.questions}
    for id in (*_OPTIONS, *(id for id in _RULE_OF if id not in _OPTIONS)):
        if id not in known:
            yield f"question {id} is missing; the rules read it"


def _of_question(question: Question) -> Iterable[str]:
    if question.key and question.may_be_na:
        yield "a key question cannot be not applicable: take may_be_na out"
    rule = _CREDIT_RULES[question.credit]
    if question.type != rule.type:
        yield f"credit {question.credit} is for type {rule.type}, and the type is {question.type}"
        return
    if _RULE_OF.get(question.id, question.credit) != question.credit:
        yield f"credit must be {_RULE_OF[question.id]}: the rules read this question by it"
    yield from _levels(question, rule)
    yield from _parts(question)
    yield from _names(question, rule)


def _levels(question: Question, rule: CreditRule) -> Iterable[str]:
    for name in rule.levels:
        if name not in question.levels:
            yield f"level {name} is missing; credit {question.credit} needs it"
    for name in question.levels:
        if name not in rule.levels:
            yield f"unknown level {quoted(name)}: credit {question.credit} takes {', '.join(rule.levels) or 'none'}"


def _parts(question: Question) -> Iterable[str]:
    wanted = {
        "options": question.type == "choice",
        "items": question.type == "checklist",
        "marks": question.type == "checklist",
        "kind": question.type == "records",
    }
    for part, needed in wanted.items():
        if needed and not getattr(question, part):
            yield f"{part} are missing; type {question.type} needs them" if part != "kind" else "kind is missing"
        if not needed and getattr(question, part):
            yield f"{part} do not belong to type {question.type}" if part != "kind" else "kind is for type records"
    if question.type == "form" and not any(field.required for field in question.fields):
        yield "type form needs fields, one of them required at least"
    if question.type == "records" and question.fields:
        yield "fields do not belong to type records: the record has its own"
    if question.kind and question.kind not in KINDS:
        yield f"kind is {quoted(question.kind)}, and no record kind has that name"
    if question.credit == "count" and question.items and len(question.items) != len(question.levels) - 1:
        yield f"credit count has levels up to {len(question.levels) - 1} and the items are {len(question.items)}"


def _names(question: Question, rule: CreditRule) -> Iterable[str]:
    yield from _twice("option", [option.id for option in question.options])
    yield from _twice("mark", [mark.id for mark in question.marks])
    # Items and fields share one space of names: `name=value` on the command line means either.
    yield from _twice("item or field", [i.id for i in question.items] + [f.name for f in question.fields])
    for id in _OPTIONS.get(question.id, ()):
        if question.option(id) is None:
            yield f"option {quoted(id)} is missing; the rules read it"
    fields = {field.name: field for field in question.fields}
    for name in (*rule.fields, *_FIELDS.get(question.id, ())):
        if name not in fields:
            yield f"field {quoted(name)} is missing; the rules read it"
    for place, option in enumerate(question.options, 1):
        for name in option.needs:
            if name not in fields:
                yield f"option {place}: needs names {quoted(name)}, and no field has that name"
    for name, field in fields.items():
        wanted = _CHOICES.get((question.credit, name))
        if wanted and set(field.choices) != set(wanted):
            yield f"field {quoted(name)} must have the choices {', '.join(wanted)}"


def _of_cap(cap: Cap, pack: Pack) -> Iterable[str]:
    for id in cap.questions:
        found = pack.by_id.get(id)
        if found is None:
            yield f"names question {quoted(id)}, and none has that id"
        elif found.action != cap.action:
            yield f"names question {quoted(id)}, which is of action {found.action}"
    if cap.rule in {"open", "credit_below"} and not cap.questions:
        yield f"questions are missing; rule {cap.rule} reads them"
    if (cap.rule == "credit_below") != (cap.below > 0):
        yield "below is for rule credit_below, which needs it, from 1 to 100"


def _same(word: str, found: list[str], wanted: Iterable[str]) -> Iterable[str]:
    if found != list(wanted):
        yield f"{word}s must be {', '.join(wanted)}, in this order; found {', '.join(map(quoted, found)) or 'none'}"


def _hundred(word: str, weights: list[int]) -> Iterable[str]:
    if sum(weights) != 100:
        yield f"{word} weights must add up to 100; they add up to {sum(weights)}"


def _twice(word: str, names: list[str]) -> Iterable[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{word} {quoted(name)} is there {count} times"
