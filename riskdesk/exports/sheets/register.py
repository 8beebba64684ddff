"""The register: one row a vendor, the highest risk first, every term of its tier named (DOMAIN 6, 7)."""

from collections.abc import Iterator, Sequence

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import titles
from riskdesk.exports.material import ByVendor, Fill, Material
from riskdesk.exports.spool import Line
from riskdesk.exports.survey import EXCLUDED, IN_SCOPE, RETIRED, Seen
from riskdesk.exports.told import COMPUTED, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Formula, Value
from riskdesk.exports.words import case, listed, share, tenths, yes_no
from riskdesk.rules.deadlines import next_deadline
from riskdesk.rules.standing import ActionStanding, Standing
from riskdesk.rules.tiers import UNRATED, label

_TIER, _RESIDUAL = 4, 5
_WORDS = {EXCLUDED: "Excluded", RETIRED: "Retired"}
_ORDER = ("Unrated", "Critical", "High", "Moderate", "Low", *_WORDS.values())
_ONE_TO_FIVE = "1 to 5; empty while untouched"
_ZERO_TO_FIVE = "0 to 5"
_A_TIER = "Critical, High, Moderate, Low"

NOTE = (
    "One row a vendor: unrated ones first, then by tier and residual. Residual = inherent x (1 - 0.60 x control "
    "effectiveness); the tier reads the rounded residual, then floors and valid overrides; Rating trace works both out "
    "by live formulas, which this sheet shows. Blue cells lead to the rows behind them; sorting another sheet moves "
    "its rows away from those links."
)


def columns(handed: HandOver) -> tuple[Told, ...]:
    """The columns; those of factors and actions follow the question set."""
    return (*_VENDOR, *_factors(handed), *_LIKELIHOOD, *_actions(handed), *_CASE, *_DATES)


def lines(seen: Seen) -> Iterator[Line]:
    """The vendor's row."""
    vendor, standing = seen.case.vendor, seen.standing
    due = next_deadline(seen.deadlines) if seen.scope == IN_SCOPE else None
    yield (
        *(vendor.ref, vendor.name, vendor.owner, vendor.business_unit),
        *_rating(seen),
        *(factor.value for factor in standing.factors),
        *_likelihood(standing),
        *(value for action in standing.actions for value in _action(action)),
        *_what_if(seen),
        *(due.on if due else None, f"{due.what} ({due.record})" if due else "", yes_no(due.late) if due else ""),
        *(standing.override_note, standing.acceptance_note),
        *(vendor.excluded_on, vendor.excluded_reason, vendor.closed_on, vendor.closed_reason),
        *(standing.on, standing.holds_until),
    )


def rank(line: Line) -> Sequence[object]:
    """The place in the register: by tier, then residual, then reference."""
    residual = line[_RESIDUAL]
    return _ORDER.index(line[_TIER]) if line[_TIER] in _ORDER else len(_ORDER), -(residual or 0.0), line[0].casefold()


def _rating(seen: Seen) -> tuple[object, ...]:
    standing, pack = seen.standing, seen.pack
    outcome = standing.outcome
    return (
        _WORDS.get(seen.scope) or label(pack, standing.tier),
        tenths(outcome.residual_tenths) if outcome else None,
        yes_no(standing.provisional),
        label(pack, outcome.by_sum) if outcome else "",
        label(pack, outcome.tier) if outcome else "",
        listed((f"{floor.id} {label(pack, floor.tier)}: {floor.reason}" for floor in standing.floors), "\n"),
        label(pack, standing.at_least) if standing.at_least and standing.tier == UNRATED else "",
        listed(standing.untouched, "\n"),
        outcome.inherent if outcome else None,
        outcome.control_units / 500 if outcome else None,
        standing.impact,
    )


def _likelihood(standing: Standing) -> tuple[object, ...]:
    driving = next((item for item in standing.likelihoods if item.name == standing.driver), None)
    return (
        standing.outcome.likelihood if standing.outcome else None,
        standing.driver,
        *(item.value for item in standing.likelihoods),
        driving.because if driving else "",
    )


def _action(action: ActionStanding) -> tuple[object, ...]:
    return action.score, action.given, action.suggested, yes_no(bool(action.signed))


def _what_if(seen: Seen) -> tuple[object, ...]:
    standing = seen.standing
    answered, applicable = standing.coverage
    return (
        share(answered, applicable, 1000),
        case(seen.pack, standing.best),
        case(seen.pack, standing.worst),
        sum(action.open for action in standing.actions),
        sum(action.key_open for action in standing.actions),
        None,
        len(seen.case.matters),
        None,
    )


def _scores(material: Material, line: Line) -> Value:
    return material.at(line[0], titles.SCORES, line[0])


def _answers(material: Material, line: Line) -> Value:
    return material.at(line[0], titles.ANSWERS, line[1])


def _open_items(material: Material, line: Line) -> Value:
    return _if_any(material, line[0], titles.OPEN_ITEMS, "see open items")


def _matters(material: Material, line: Line) -> Value:
    return _if_any(material, line[0], titles.REACH, "see disputes")


def _if_any(material: Material, ref: str, title: str, text: str) -> Value:
    if title not in material.survey.spools:
        return None
    spool, number = material.survey.spools[title], material.vendor_numbers[ref]
    return material.at(ref, title, text) if spool.start(number + 1) > spool.start(number) else None


_SCORES = {"": "score", "_suggested": "suggested"}
"""The columns of Action scores that stand in the register, by the ends of their keys there."""

_VENDOR = (
    Told("vendor", "Vendor", 16, "strong", "Key of the vendor; leads to its action scores.", values=REFERENCE),
    Told("name", "Name", 26, "wrap", "Name of the vendor; leads to its answers."),
    Told("owner", "Owner", 18, "wrap", "Who in our organisation answers for the vendor."),
    Told("unit", "Business unit", 18, "wrap", "Business unit that uses it."),
    Told(
        "tier",
        "Tier",
        12,
        "tier",
        "The tier shown: after floors and a valid override.",
        values=f"{_A_TIER}, Unrated; Excluded and Retired for vendors out of scope",
        source=COMPUTED,
    ),
    Told("residual", "Residual", 10, "decimal1", "Residual risk, one decimal.", values="0.0 to 25.0", source=COMPUTED),
    Told("provisional", "Provisional", 12, "center", "A score is not yet given.", values=YES_NO, source=COMPUTED),
    Told("by_sum", "Tier by sum", 12, "center", "Tier of the residual alone.", values=_A_TIER, source=COMPUTED),
    Told("computed", "Tier computed", 12, "center", "Tier after floors.", values=_A_TIER, source=COMPUTED),
    Told("floors", "Floors", 40, "wrap", "Every floor that holds, with tier and reason.", source=COMPUTED),
    Told("at_least", "At least", 12, "center", "Tier that floors set while unrated.", values=_A_TIER, source=COMPUTED),
    Told("untouched", "Why unrated", 36, "wrap", "The factors that nobody has entered.", source=COMPUTED),
    Told("inherent", "Inherent", 10, "int", "Likelihood x impact.", values="1 to 25", source=COMPUTED),
    Told(
        "control",
        "Control effectiveness",
        13,
        "decimal2",
        "Sum of weight x score of the five actions, over five.",
        values="0.00 to 1.00",
        source=COMPUTED,
    ),
    Told("impact", "Impact", 9, "int", "Impact of the four factors.", values=_ONE_TO_FIVE, source=COMPUTED),
)

_LIKELIHOOD = (
    Told("likelihood", "Likelihood", 11, "int", "The highest of three.", values=_ONE_TO_FIVE, source=COMPUTED),
    Told("driver", "Driver", 13, "text", "Which of the three likelihoods is highest.", source=COMPUTED),
    Told("l_disp", "L disputes", 10, "int", "Likelihood from disputes.", values=_ONE_TO_FIVE, source=COMPUTED),
    Told("l_use", "L usage", 10, "int", "Likelihood from our own usage.", values=_ONE_TO_FIVE, source=COMPUTED),
    Told("l_prov", "L provenance", 12, "int", "Likelihood from provenance.", values=_ONE_TO_FIVE, source=COMPUTED),
    Told("because", "Why that likelihood", 40, "wrap", "What the driving likelihood rests on.", source=COMPUTED),
)

_CASE = (
    Told("coverage", "Coverage", 10, "percent", "Weight answered, of the weight applicable.", source=COMPUTED),
    Told(
        "best", "Best case", 14, "text", "Tier and residual if all open questions were answered well.", source=COMPUTED
    ),
    Told("worst", "Worst case", 14, "text", "Tier and residual if unknowns turned out worst.", source=COMPUTED),
    Told("open", "Open", 8, "int", "Questions unanswered, unknown or declined.", source=COMPUTED),
    Told("key_open", "Key open", 8, "int", "Of these, key questions.", source=COMPUTED),
    Told("open_list", "Open items", 14, "text", "Leads to the vendor's open items.", source=COMPUTED),
    Told("matters", "Matters", 9, "int", "Disputes on record that reach it.", source=COMPUTED),
    Told("matter_list", "Disputes", 13, "text", "Leads to the disputes that reach the vendor.", source=COMPUTED),
)

_DATES = (
    Told("next_on", "Next deadline", 13, "date", "The earliest date by which something is due.", source=COMPUTED),
    Told("next_what", "What is due", 24, "wrap", "What is due then, and the record it stands on.", source=COMPUTED),
    Told("late", "Late", 8, "center", "Whether that day has passed.", values=YES_NO, source=COMPUTED),
    Told(
        "override", "Tier override", 34, "wrap", "The tier override on record, and whether it counts.", source=COMPUTED
    ),
    Told("acceptance", "Acceptance", 34, "wrap", "The acceptance on record, and whether it counts.", source=COMPUTED),
    Told("excluded_on", "Excluded on", 12, "date", "Since when the vendor is out of scope."),
    Told("excluded_reason", "Excluded because", 30, "wrap", "Why it is out of scope."),
    Told("retired_on", "Retired on", 12, "date", "When the vendor was retired."),
    Told("retired_reason", "Retired because", 30, "wrap", "Why it was retired."),
    Told("on", "As of", 12, "date", "The date that the row is computed for.", source=COMPUTED),
    Told("holds", "Holds until", 12, "date", "Last day on which it holds if nothing is recorded.", source=COMPUTED),
)


def _factors(handed: HandOver) -> Iterator[Told]:
    for factor in handed.pack.factors:
        anchors = "; ".join(f"{level} {text}" for level, text in enumerate(factor.anchors, 1))
        meaning = f"Impact factor, {factor.weight} %. {anchors}"
        yield Told(factor.id, f"{factor.id} {factor.label}", 13, "int", meaning, values=_ONE_TO_FIVE)


def _actions(handed: HandOver) -> Iterator[Told]:
    for action in handed.pack.actions:
        name, place = f"a{action.number}", f"A{action.number} {action.short.lower()}"
        weight = f"weight {action.weight} % of control effectiveness"
        yield Told(name, place, 13, "int", f"Score that counts, {weight}.", values=_ZERO_TO_FIVE, source=COMPUTED)
        yield Told(f"{name}_given", f"A{action.number} given", 9, "int", "The reviewer's own.", values=_ZERO_TO_FIVE)
        meaning = "Score by arithmetic and caps."
        yield Told(
            f"{name}_suggested",
            f"A{action.number} suggested",
            12,
            "int",
            meaning,
            values=_ZERO_TO_FIVE,
            source=COMPUTED,
        )
        signed = "Signed off at that score."
        yield Told(f"{name}_signed", f"A{action.number} signed", 9, "center", signed, values=YES_NO, source=COMPUTED)


def _live(title: str, key: str, traced: str, offset: int = 0) -> Fill:
    """The cell of another sheet where the value is worked out; sorting the register leaves it alone."""

    def fill(material: Material, line: Line) -> Value:
        value = material.value(titles.REGISTER, key, line)
        return Formula(material.cell(line[0], title, traced, offset), value) if material.has(title) else value

    return fill


_TRACED = {
    **{key: key for key in ("residual", "by_sum", "computed", "at_least", "inherent", "control", "impact")},
    **{key: key for key in ("likelihood", "coverage")},
    "tier": "shown",
}
"""The columns that the rating trace works out, each with the column it is there."""

_SCORED = {f"a{number}{last}": (number - 1, key) for number in range(1, 6) for last, key in _SCORES.items()}
_FILL = {
    **{"vendor": _scores, "name": _answers, "open_list": _open_items, "matter_list": _matters},
    **{key: _live(titles.TRACE, key, traced) for key, traced in _TRACED.items()},
    **{key: _live(titles.SCORES, key, scored, offset) for key, (offset, scored) in _SCORED.items()},
}

SHEET = ByVendor(titles.REGISTER, "Register", NOTE, columns, lines, _FILL)
