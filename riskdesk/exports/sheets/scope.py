"""Scope and method: whose vendors, which were left out and why, every number of the policy (DOMAIN 6, 7)."""

from collections import Counter
from collections.abc import Iterator

from riskdesk.exports import policy_names, titles
from riskdesk.exports.book import Block, Facts, Gap, Grid, Heading, Page, Prose, Written
from riskdesk.exports.material import Material, Other
from riskdesk.exports.survey import EXCLUDED, IN_SCOPE, RETIRED
from riskdesk.exports.values import Link, Named, Value
from riskdesk.rules.actions import BEST_SCORE
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import KINDS, Vendor
from riskdesk.rules.tiers import label, rank

_WIDTHS = (30, 14, 14, 14, 14, 20)
_REASONS_SHOWN = 40
_TWO = (1, 5)
_NAMED = ("strong", "int", "text", "wrap")


def parts(material: Material) -> Iterator[Page]:
    """The page."""
    yield Page(titles.SCOPE, lambda written: _blocks(material, written), _WIDTHS)


def _blocks(material: Material, _written: tuple[Written, ...]) -> Iterator[Block]:
    pack = material.pack
    yield Heading(titles.SCOPE, 1)
    yield Heading("Scope")
    yield Facts(tuple(_population(material)))
    yield from _exclusions(material)
    yield Gap()
    yield Heading("Method")
    yield from (Prose(note) for note in pack.method_notes)
    yield Gap()
    yield from policy(pack)
    yield Heading("Questions to check")
    yield Prose("Dated prompts for the reviewer, never facts about a vendor.", "note")
    yield from (Prose(prompt) for prompt in pack.prompts)


def policy(pack: Pack) -> Iterator[Block]:
    """Every number of the question set's policy, those that formulas read by their names."""
    yield from _weights(pack)
    yield from _likelihood(pack)
    yield from _limits(pack)
    yield from _factors(pack)


def _population(material: Material) -> Iterator[tuple[str, Value]]:
    organisation, tally = material.handed.organisation, material.tally
    kept, out, retired = (tally.vendors[scope] for scope in (IN_SCOPE, EXCLUDED, RETIRED))
    yield "Inventory", organisation.list_source or "no source recorded"
    yield "Extracted on", organisation.list_on or "not recorded"
    yield "Population", f"{kept + out} vendors: {kept} in scope and {out} excluded; {retired} retired are shown apart"
    drawn = material.handed.sample
    yield "Basis", f"100 %: every vendor shown, every question; {_FOR_TESTS if drawn else 'no sample is drawn'}"
    if drawn:
        yield titles.SAMPLE, Link(str(drawn), titles.SAMPLE)
    if material.handed.excerpt.limited:
        yield "Limited to", f"{kept + out + retired} of {material.handed.excerpt.inventory} vendors, as asked for"
    yield (
        "Criteria",
        f"{len(material.pack.questions)} questions, caps and floors of question set {material.pack.version}",
    )
    yield "Appetite", f"residual {material.pack.policy.appetite_tenths / 10}"
    yield "Limits", _LIMITS


_LIMITS = (
    "The register holds what was recorded by the as-of date. It searches no dockets itself and checks no vendor's word "
    "against the world; a documented search that found nothing is no proof that there is nothing."
)


_FOR_TESTS = "a sample is drawn for an auditor's tests alone"


def _exclusions(material: Material) -> Iterator[Block]:
    reasons = Counter(
        record.excluded_reason or "no reason recorded"
        for record in material.handed.excerpt.records(KINDS["vendor"])
        if isinstance(record, Vendor) and record.open and record.excluded_on
    )
    if not reasons:
        return
    yield Gap()
    yield Heading("Exclusions by reason")
    found = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    rows = tuple((count, reason) for reason, count in found[:_REASONS_SHOWN])
    yield Grid(("Vendors", "Reason"), rows, ("int", "wrap"), _TWO)
    more = f"{len(found) - _REASONS_SHOWN} more reasons: " if len(found) > _REASONS_SHOWN else ""
    text = f"{more}each excluded vendor with its reason stands in the register"
    yield Grid((), ((None, Link(text, titles.REGISTER)),), ("text", "text"), _TWO)


def _weights(pack: Pack) -> Iterator[Block]:
    yield Heading("Actions: weight in control effectiveness, clock and windows in days")
    rows = tuple(
        (
            *(action.title, Named(action.weight, policy_names.action_weight(action.number)), action.due_days),
            *(action.window_days, action.critical_window_days, len(pack.of_action(action.number))),
        )
        for action in pack.actions
    )
    heads = ("Action", "Weight, %", "Due after", "Fresh for", "If Critical", "Questions")
    yield Grid(heads, rows, ("wrap", "int", "int", "int", "int", "int"))
    yield Gap()
    yield Heading("Levels of each action")
    for action in pack.actions:
        levels = tuple((f"A{action.number} at {level}", text) for level, text in enumerate(action.rubric))
        yield Grid((), levels, ("strong", "wrap"), _TWO)
    yield Gap()
    yield Heading("Caps")
    named = ((cap, policy_names.cap_name(number)) for number, cap in enumerate(pack.caps, 1))
    caps = tuple((cap.id, Named(cap.at_most, name), name, cap.text) for cap, name in named)
    yield Grid(("Cap", "At most", "Name in formulas", "Where it holds"), caps, _NAMED, (1, 1, 1, 3))
    yield Gap()


def _likelihood(pack: Pack) -> Iterator[Block]:
    yield Heading("Stages of a dispute and their likelihood")
    stages = tuple(
        (level.code, level.likelihood, "open" if level.open else "closed", "live" if level.live else "", level.label)
        for level in pack.stages
    )
    heads = ("Stage", "Likelihood", "Open", "Live", "Meaning")
    yield Grid(heads, stages, ("strong", "int", "text", "text", "wrap"), (1, 1, 1, 1, 2))
    yield Gap()
    yield Heading("Provenance anchors")
    anchors = tuple((level, text) for level, text in enumerate(pack.provenance_anchors, 1))
    yield Grid(("L provenance", "Anchor"), anchors, ("int", "wrap"), _TWO)
    yield Gap()


def _limits(pack: Pack) -> Iterator[Block]:
    yield Heading("Tiers")
    tiers = tuple(
        (
            *(Named(tier.label, policy_names.tier_name(number)), number - 1, tier.from_tenths / 10),
            *(Named(tier.from_tenths, policy_names.tier_from(number)), tier.acceptance_days),
        )
        for number, tier in enumerate(pack.tiers, 1)
    )
    heads = ("Tier", "Rank", "Residual from", "In tenths", "Longest acceptance, days")
    yield Grid(heads, tiers, ("tier", "int", "decimal1", "int", "int"), (1, 1, 1, 1, 2))
    yield Gap()
    yield Heading("Floors")
    named = ((floor, policy_names.floor_name(number)) for number, floor in enumerate(pack.floors, 1))
    floors = tuple(
        (floor.id, label(pack, floor.tier), Named(rank(pack, floor.tier), name), name, floor.text)
        for floor, name in named
    )
    heads = ("Floor", "At least", "Rank", "Name in formulas", "Where it holds")
    yield Grid(heads, floors, ("strong", "tier", "int", "text", "wrap"), (1, 1, 1, 1, 2))
    yield Gap()
    yield Heading("Other numbers of the policy")
    rows = tuple((what, Named(number, name), name, unit) for what, number, name, unit in _numbers(pack))
    yield Grid(
        ("What", "Number", "Name in formulas", "Counted in"), rows, ("wrap", "int", "text", "text"), (2, 1, 2, 1)
    )
    yield Gap()


def _numbers(pack: Pack) -> Iterator[tuple[str, int, str, str]]:
    """What a number of the policy says, the number, its name and its unit."""
    policy = pack.policy
    primary, statement, assertion, fresh, expired = policy_names.FACTORS
    yield "Factor of a primary document, hashed and reviewed", policy.primary, primary, "tenths"
    yield "Factor of a signed statement or named attestation", policy.statement, statement, "tenths"
    yield "Factor of a bare assertion", policy.assertion, assertion, "tenths"
    yield "Factor of what is in its window", policy.fresh, fresh, "tenths"
    yield "Factor of what has expired", policy.expired, expired, "tenths"
    yield "An impact or likelihood factor recorded as unknown", policy.unknown_factor, policy_names.UNKNOWN, "1 to 5"
    yield "Ceiling on what controls remove", policy.control_ceiling_percent, policy_names.CEILING, "percent"
    yield "Best score of an action", BEST_SCORE, policy_names.BEST_SCORE, "0 to 5"
    yield "Most of an action's weight not applicable", policy.na_limit_percent, policy_names.NA_LIMIT, "percent"
    yield "Cap on an action beyond that", policy.na_cap, policy_names.NA_CAP, "0 to 5"
    yield "Appetite: the residual to stay below", policy.appetite_tenths, policy_names.APPETITE, "tenths"
    yield "An override that lowers lasts at most", policy.override_days_lowering, "Override_days", "days"


def _factors(pack: Pack) -> Iterator[Block]:
    yield Heading("Impact factors")
    rows = tuple(
        (f"{factor.id} {factor.label}", Named(factor.weight, policy_names.factor_weight(number)))
        for number, factor in enumerate(pack.factors, 1)
    )
    yield Grid(("Factor", "Weight, %"), rows, ("strong", "int"), _TWO)
    anchors = tuple(
        (f"{factor.id} at {level}", text) for factor in pack.factors for level, text in enumerate(factor.anchors, 1)
    )
    yield Grid((), anchors, ("strong", "wrap"), _TWO)
    yield Gap()


SHEETS = Other(parts)
