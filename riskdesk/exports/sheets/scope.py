"""Scope and method: whose vendors, which were left out and why, every number of the policy (DOMAIN 6, 7)."""

from collections import Counter
from collections.abc import Iterator

from riskdesk.exports import titles
from riskdesk.exports.book import Block, Facts, Gap, Grid, Heading, Page, Prose, Written
from riskdesk.exports.material import Material, Other
from riskdesk.exports.survey import EXCLUDED, IN_SCOPE, RETIRED
from riskdesk.exports.values import Link, Value
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import KINDS, Vendor
from riskdesk.rules.tiers import label

_WIDTHS = (30, 14, 14, 14, 14, 20)
_REASONS_SHOWN = 40
_TWO = (1, 5)


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
    yield from _weights(pack)
    yield from _likelihood(pack)
    yield from _limits(pack)
    yield from _factors(pack)
    yield Heading("Questions to check")
    yield Prose("Dated prompts for the reviewer, never facts about a vendor.", "note")
    yield from (Prose(prompt) for prompt in pack.prompts)


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
        (action.title, action.weight / 100, action.due_days, action.window_days, action.critical_window_days, asked)
        for action in pack.actions
        for asked in (len(pack.of_action(action.number)),)
    )
    heads = ("Action", "Weight", "Due after", "Fresh for", "If Critical", "Questions")
    yield Grid(heads, rows, ("wrap", "percent", "int", "int", "int", "int"))
    yield Gap()
    yield Heading("Levels of each action")
    for action in pack.actions:
        levels = tuple((f"A{action.number} at {level}", text) for level, text in enumerate(action.rubric))
        yield Grid((), levels, ("strong", "wrap"), _TWO)
    yield Gap()
    yield Heading("Caps")
    caps = tuple((cap.id, cap.at_most, cap.text) for cap in pack.caps)
    yield Grid(("Cap", "At most", "Where it holds"), caps, ("strong", "int", "wrap"), (1, 1, 4))
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
    tiers = tuple((tier.label, tier.from_tenths / 10, tier.acceptance_days) for tier in pack.tiers)
    heads = ("Tier", "Residual from", "Longest acceptance, days")
    yield Grid(heads, tiers, ("tier", "decimal1", "int"), (1, 2, 3))
    yield Gap()
    yield Heading("Floors")
    floors = tuple((floor.id, label(pack, floor.tier), floor.text) for floor in pack.floors)
    yield Grid(("Floor", "At least", "Where it holds"), floors, ("strong", "tier", "wrap"), (1, 1, 4))
    yield Gap()
    yield Heading("Credit, evidence and freshness")
    policy = pack.policy
    yield Facts(
        (
            ("Primary document, hashed and reviewed", policy.primary / 10),
            ("Signed statement or named attestation", policy.statement / 10),
            ("Bare assertion", policy.assertion / 10),
            ("Fresh", policy.fresh / 10),
            ("Expired", policy.expired / 10),
            ("An impact or likelihood factor unknown counts", policy.unknown_factor),
            ("Ceiling on what controls remove", f"{policy.control_ceiling_percent} %"),
            (
                "Not applicable, most of an action's weight",
                f"{policy.na_limit_percent} %, else capped at {policy.na_cap}",
            ),
            ("An override that lowers lasts at most", f"{policy.override_days_lowering} days"),
        )
    )
    yield Gap()


def _factors(pack: Pack) -> Iterator[Block]:
    yield Heading("Impact factors")
    rows = tuple(
        (f"{factor.id} {factor.label}", factor.weight / 100, f"{level} {text}")
        for factor in pack.factors
        for level, text in enumerate(factor.anchors, 1)
    )
    yield Grid(("Factor", "Weight", "Anchor"), rows, ("strong", "percent", "wrap"), (1, 1, 4))
    yield Gap()


SHEETS = Other(parts)
