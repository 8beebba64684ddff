"""The columns of the rating trace, with the formula of each (DOMAIN 6.3 to 6.7)."""

from collections.abc import Iterator

from riskdesk.desk.handing_over import HandOver
from riskdesk.exports import policy_names
from riskdesk.exports.survey import IN_SCOPE, SCOPES
from riskdesk.exports.told import CHECKS, COMPUTED, FORMULA, REFERENCE, Told
from riskdesk.rules.pack import Pack

_ONE_TO_FIVE = "1 to 5; empty while untouched"
_RANK = "from 0, the lowest tier, upwards; -1 for none"
_BY_PROGRAM = "What the program came to."
_TIERS = "a tier of Scope and method, or empty"


def columns(handed: HandOver) -> tuple[Told, ...]:
    """The columns; those of factors, actions and tiers follow the question set."""
    pack = handed.pack
    return (*_VENDOR, *_facts(pack), *_reckoned(pack), *_tiers(pack), *_COVERAGE, *_BY_THE_PROGRAM, _CHECK)


def _facts(pack: Pack) -> Iterator[Told]:
    for number, factor in enumerate(pack.factors, 1):
        meaning = f"{factor.label}, as it counts in the impact; weight {policy_names.factor_weight(number)}."
        yield Told(f"i{number}", f"{factor.id} {factor.label}", 13, "int", meaning, values=_ONE_TO_FIVE)
    count = len(pack.factors)
    terms = "+".join(f"{{i{number}}}*{policy_names.factor_weight(number)}" for number in range(1, count + 1))
    entered = f"COUNT({{i1}}:{{i{count}}})"
    yield _formula("weighted", "Factors x weights", "Sum of factor x weight in percent.", terms)
    yield _formula(
        "impact",
        "Impact",
        "The weighted mean rounded half up, never less than the highest factor less one.",
        f'IF({entered}<{count},"",MAX(INT(({{weighted}}+50)/100),MAX({{i1}}:{{i{count}}})-1))',
        _ONE_TO_FIVE,
    )
    yield from _LIKELIHOODS
    yield _formula(
        "rated",
        "Rated",
        "1 where every factor and likelihood is entered, else 0.",
        f"IF(AND({entered}={count},COUNT({{l_disp}}:{{l_prov}})=3),1,0)",
        "0, 1",
    )
    yield _formula(
        "likelihood", "Likelihood", "The highest of the three.", _if_rated("MAX({l_disp}:{l_prov})"), _ONE_TO_FIVE
    )


def _reckoned(pack: Pack) -> Iterator[Told]:
    for action in pack.actions:
        name = f"A{action.number} {action.short.lower()}"
        meaning = f"Score that counts, of Action scores; weight {policy_names.action_weight(action.number)}."
        yield Told(f"a{action.number}", name, 13, "int", meaning, values="0 to 5", source=FORMULA)
    terms = "+".join(f"{{a{action.number}}}*{policy_names.action_weight(action.number)}" for action in pack.actions)
    residual = f"INT((20*{{inherent}}*(50000-{policy_names.CEILING}*{{units}})+50000)/100000)"
    yield _formula("inherent", "Inherent", "Likelihood x impact.", _if_rated("{likelihood}*{impact}"), "1 to 25")
    yield _formula("units", "Scores x weights", "Sum of score x weight in percent.", terms, "0 to 500")
    yield _formula(
        "control", "Control effectiveness", "That, over 500.", _if_rated("{units}/500"), "0.00 to 1.00", "decimal2"
    )
    yield _formula(
        "tenths",
        "Residual, in tenths",
        "Inherent x (1 - ceiling x control effectiveness), rounded half up in whole tenths.",
        _if_rated(residual),
        "0 to 250",
    )
    yield _formula("residual", "Residual", "That, over 10.", _if_rated("{tenths}/10"), "0.0 to 25.0", "decimal1")


def _tiers(pack: Pack) -> Iterator[Told]:
    by_rank = policy_names.tier_rank(pack, "{tenths}")
    yield _formula("sum_rank", "Rank by sum", "Rank of the residual's tier.", f"IF({{rated}}=0,-1,{by_rank})", _RANK)
    yield _word("by_sum", "Tier by sum", "Tier of the residual alone.", _if_rated(_named(pack, "sum_rank")))
    yield Told("floors", "Floors", 22, "wrap", "The floors that hold, each with its tier.", source=COMPUTED)
    yield Told("floor_rank", "Rank by floors", 10, "int", "Rank of the highest floor.", values=_RANK, source=FORMULA)
    highest = "IF({rated}=0,-1,MAX({sum_rank},{floor_rank}))"
    yield _formula("computed_rank", "Rank computed", "The higher of both.", highest, _RANK)
    yield _word("computed", "Tier computed", "Tier after floors.", _if_rated(_named(pack, "computed_rank")))
    at_least = f'IF(OR({{rated}}=1,{{floor_rank}}<0),"",{_named(pack, "floor_rank")})'
    yield _word("at_least", "At least", "Tier that floors set while unrated.", at_least)
    yield Told("override", "Tier override", 12, "text", "The tier override that counts.", values=REFERENCE)
    yield Told("override_tier", "Tier by override", 12, "center", "The tier that it sets.", values=_TIERS)
    yield _word(
        "shown",
        "Tier shown",
        "The tier of the register: after floors and a valid override; out of scope, that is said instead.",
        f'IF({{scope}}<>"{IN_SCOPE}",PROPER({{scope}}),IF({{rated}}=0,"Unrated",'
        'IF({override_tier}="",{computed},{override_tier})))',
    )


def _formula(key: str, heading: str, meaning: str, formula: str, values: str = "", look: str = "int") -> Told:
    return Told(key, heading, 12, look, meaning, values=values, source=FORMULA, formula=formula)


def _word(key: str, heading: str, meaning: str, formula: str) -> Told:
    return _formula(key, heading, meaning, formula, _TIERS, "center")


def _if_rated(formula: str) -> str:
    return f'IF({{rated}}=0,"",{formula})'


def _named(pack: Pack, rank: str) -> str:
    return policy_names.tier_word(pack, f"{{{rank}}}")


_VENDOR = (
    Told("vendor", "Vendor", 16, "strong", "Key of the vendor; leads to the register.", values=REFERENCE),
    Told("name", "Name", 26, "wrap", "Name of the vendor."),
    Told("scope", "Scope", 10, "text", "Whether the vendor is in scope.", values=", ".join(SCOPES), source=COMPUTED),
)

_LIKELIHOODS = (
    Told("l_disp", "L disputes", 10, "int", "Likelihood from disputes.", values=_ONE_TO_FIVE, source=COMPUTED),
    Told("l_use", "L usage", 10, "int", "Likelihood from our own usage.", values=_ONE_TO_FIVE, source=COMPUTED),
    Told("l_prov", "L provenance", 12, "int", "Likelihood from provenance.", values=_ONE_TO_FIVE, source=COMPUTED),
    Told(
        "disputes",
        "Disputes relied on",
        16,
        "wrap",
        "Disputes behind L disputes; leads to the first.",
        values=REFERENCE,
        source=COMPUTED,
    ),
    Told(
        "flows",
        "Flows relied on",
        16,
        "wrap",
        "Usage flows behind L usage; leads to the first.",
        values=REFERENCE,
        source=COMPUTED,
    ),
)

_COVERAGE = (
    Told("answered", "Weight answered", 11, "int", "Weight of questions answered, of Answers.", source=FORMULA),
    Told("applicable", "Weight applicable", 11, "int", "Weight of questions that apply, of Answers.", source=FORMULA),
    _formula(
        "coverage",
        "Coverage",
        "Weight answered, of the weight applicable, rounded half up to a thousandth.",
        'IF({applicable}=0,"",INT((2000*{answered}+{applicable})/(2*{applicable}))/1000)',
        "0 % to 100 %",
        "percent",
    ),
)

_NUMBERS = {
    "impact": "Impact",
    "likelihood": "Likelihood",
    "inherent": "Inherent",
    "units": "Scores x weights",
    "tenths": "Residual, in tenths",
}
_WORDS = {"by_sum": "Tier by sum", "computed": "Tier computed", "shown": "Tier shown"}
_WEIGHTS = {"answered": "Weight answered", "applicable": "Weight applicable"}


def _by_program(keys: dict[str, str], look: str, values: str) -> Iterator[Told]:
    for key, heading in keys.items():
        told = f"{heading} by the program"
        yield Told(f"program_{key}", told, 13, look, _BY_PROGRAM, values=values, source=COMPUTED)


_BY_THE_PROGRAM = (
    *_by_program(_NUMBERS, "int", "a whole number; empty while unrated"),
    *_by_program(_WORDS, "center", _TIERS),
    *_by_program(_WEIGHTS, "int", "a whole number"),
)

_CHECK = Told(
    "check",
    "Check",
    8,
    "int",
    CHECKS,
    values="0",
    source=FORMULA,
    formula="+".join(
        (
            *(f"ABS(N({{{key}}})-N({{program_{key}}}))" for key in (*_NUMBERS, *_WEIGHTS)),
            *(f"({{{key}}}<>{{program_{key}}})" for key in _WORDS),
        )
    ),
)
