"""The rating trace: each vendor from facts to tier by live formulas, the program's numbers beside (DOMAIN 6)."""

from collections.abc import Iterator

from riskdesk.exports import policy_names, titles
from riskdesk.exports.material import ByVendor, Fill, Material
from riskdesk.exports.sheets.answers import STATES
from riskdesk.exports.sheets.trace_columns import columns
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import IN_SCOPE, Seen
from riskdesk.exports.values import Formula, Value
from riskdesk.exports.words import listed, share, tenths
from riskdesk.rules.outcome import control_units
from riskdesk.rules.standing import Standing
from riskdesk.rules.tiers import label, rank

NOTE = (
    "One row a vendor. Impact factors, the three likelihoods, the floors that hold and a tier override that counts are "
    "what the rules read from the records; all else is worked out here by live formulas, in whole numbers, over these "
    "cells, the action scores and the numbers of the policy on Scope and method. Filter this sheet, but do not sort it."
)


def lines(seen: Seen) -> Iterator[Line]:
    """The vendor's row."""
    standing = seen.standing
    yield (
        *seen.head,
        *_facts(standing),
        *(action.score for action in standing.actions),
        *_reckoned(seen),
        *_tiers(seen),
        *_coverage(standing),
        *_by_program(seen),
        0,
    )


def _facts(standing: Standing) -> tuple[object, ...]:
    weighted = sum(factor.weight * (factor.value or 0) for factor in standing.factors)
    return (
        *(factor.value for factor in standing.factors),
        *(weighted, standing.impact),
        *(item.value for item in standing.likelihoods),
        *(listed(item.records) for item in standing.likelihoods[:2]),
        *(int(standing.outcome is not None), standing.outcome.likelihood if standing.outcome else None),
    )


def _reckoned(seen: Seen) -> tuple[object, ...]:
    outcome, pack = seen.standing.outcome, seen.pack
    units = control_units(pack, [action.score for action in seen.standing.actions])
    if outcome is None:
        return (None, units, None, None, None)
    return (outcome.inherent, units, units / 500, outcome.residual_tenths, tenths(outcome.residual_tenths))


def _tiers(seen: Seen) -> tuple[object, ...]:
    standing, pack = seen.standing, seen.pack
    outcome = standing.outcome
    by_sum = rank(pack, outcome.by_sum) if outcome else -1
    highest = max((rank(pack, floor.tier) for floor in standing.floors), default=-1)
    return (
        *(by_sum, label(pack, outcome.by_sum) if outcome else None),
        listed(f"{floor.id} {label(pack, floor.tier)}" for floor in standing.floors),
        Formula(policy_names.highest_floor(pack, standing.floors), highest),
        *(max(by_sum, highest) if outcome else -1, label(pack, outcome.tier) if outcome else None),
        label(pack, standing.at_least) if outcome is None and standing.at_least else None,
        *(standing.override, label(pack, standing.tier) if standing.override else None, shown(seen)),
    )


def shown(seen: Seen) -> str:
    """The tier as the register says it: out of scope, that is said instead."""
    return label(seen.pack, seen.standing.tier) if seen.scope == IN_SCOPE else seen.scope.capitalize()


def _coverage(standing: Standing) -> tuple[object, ...]:
    answered, applicable = standing.coverage
    return answered, applicable, share(answered, applicable, 1000)


def _by_program(seen: Seen) -> tuple[object, ...]:
    standing, pack = seen.standing, seen.pack
    outcome = standing.outcome
    units = control_units(pack, [action.score for action in standing.actions])
    if outcome is None:
        return (standing.impact, None, None, units, None, None, None, shown(seen), *standing.coverage)
    return (
        *(outcome.impact, outcome.likelihood, outcome.inherent, outcome.control_units, outcome.residual_tenths),
        *(label(pack, outcome.by_sum), label(pack, outcome.tier), shown(seen), *standing.coverage),
    )


def _score(number: int) -> Fill:
    key = f"a{number}"

    def fill(material: Material, line: Line) -> Value:
        value = material.value(titles.TRACE, key, line)
        if not material.has(titles.SCORES):
            return value
        return Formula(material.cell(line[0], titles.SCORES, "score", number - 1), value)

    return fill


def _answered(material: Material, line: Line) -> Value:
    formula = f'SUMPRODUCT((({{0}}="{STATES["answered"]}")+({{0}}="{STATES["records"]}"))*{{1}})'
    return _weighed(material, line, "answered", formula)


def _applicable(material: Material, line: Line) -> Value:
    return _weighed(material, line, "applicable", f'SUMPRODUCT(({{0}}<>"{STATES["na"]}")*{{1}})')


def _weighed(material: Material, line: Line, key: str, formula: str) -> Value:
    rows = (0, len(material.pack.questions))
    return material.summed(line[0], rows, formula, ("state", "weight"), material.value(titles.TRACE, key, line))


def _to_vendor(material: Material, line: Line) -> Value:
    return material.link("vendor", line[0])


def _records(key: str, kind: str) -> Fill:
    def fill(material: Material, line: Line) -> Value:
        refs = str(material.value(titles.TRACE, key, line) or "")
        return material.link(kind, refs.partition(",")[0], refs) if refs else None

    return fill


_FILL = {
    "vendor": _to_vendor,
    **{f"a{number}": _score(number) for number in range(1, 6)},
    "answered": _answered,
    "applicable": _applicable,
    "disputes": _records("disputes", "dispute"),
    "flows": _records("flows", "flow"),
    "override": _records("override", "override"),
}

SHEET = ByVendor(titles.TRACE, "RatingTrace", NOTE, columns, lines, _FILL)
