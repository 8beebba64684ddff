"""How a tier comes about, term by term, so that it can be worked out again by hand (DOMAIN 6.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskdesk.rules.pack import Pack
from riskdesk.rules.standing import Outcome, Standing
from riskdesk.rules.whatif import Effect
from riskdesk.widgets.foretold import mover_words
from riskdesk.widgets.lines import Line, Piece
from riskdesk.widgets.score_panel import sum_line
from riskdesk.widgets.tier_words import tier_short
from riskdesk.widgets.wording import tenths_words, tier_label

MOVERS = 6
"""What-ifs that are listed."""
_LEAD = 13


def explain_lines(pack: Pack, standing: Standing, name: str, movers: Sequence[Effect]) -> list[Line]:
    """The explanation, from the tier down to each action's caps; ids say which question or action a line is about."""
    return [
        Line(((tier_short(pack, standing), standing.tier), f"   {name}"), "tier"),
        *_unrated(standing),
        *_sum(pack, standing),
        *_floors(pack, standing),
        *_decisions(standing),
        Line(),
        *_range(pack, standing),
        Line(),
        *_actions(pack, standing),
        Line(),
        *_movers(pack, standing, movers),
    ]


def _titled(title: str, text: str, accent: str = "head", id: str = "", tail: str = "") -> Line:
    return Line((text,), id, (f"{title:<{_LEAD - 1}} ", accent), tail)


def _unrated(standing: Standing) -> Iterable[Line]:
    if standing.untouched:
        yield _titled("unrated", "nobody has looked at " + ", ".join(standing.untouched))


def _sum(pack: Pack, standing: Standing) -> Iterable[Line]:
    outcome = standing.outcome
    if outcome is not None:
        text = f"{outcome.inherent}.0 = impact {outcome.impact} x likelihood {outcome.likelihood}"
        yield _titled("inherent", text, id="inherent")
    shown = standing.impact if standing.impact is not None else "-"
    yield _titled("  impact", f"{shown}  the weighted mean, never more than 1 below the highest:", id="impact")
    for factor in standing.factors:
        value = factor.value if factor.value is not None else "not looked at"
        body = (f"{factor.label} {value}", (f"  {factor.because}", "dim"))
        yield Line(body, lead=" " * _LEAD, tail=f"{factor.weight} %")
    yield _titled("  likelihood", "the highest of three:", id="likelihood")
    for term in standing.likelihoods:
        value = "not looked at" if term.value is None else str(term.value)
        driver: Piece = (" drives it", "warn") if term.name == standing.driver else ""
        yield Line((f"{term.name} {value}", driver, (f"  {term.because}", "dim")), f"term:{term.name}", " " * _LEAD)
    if outcome is not None:
        yield from _controls(pack, standing, outcome)


def _controls(pack: Pack, standing: Standing, outcome: Outcome) -> Iterable[Line]:
    parts = [f".{pack.action(item.action).weight:02}x{item.score}/5" for item in standing.actions]
    yield _titled("controls", f"{_share(outcome.control_units, 500)} = " + " + ".join(parts), id="controls")
    ceiling = pack.policy.control_ceiling_percent
    exact = outcome.inherent * (50000 - ceiling * outcome.control_units)
    text = (
        f"{tenths_words(outcome.residual_tenths)} = {outcome.inherent}.0 x (1 - .{ceiling:02} x "
        f"{_share(outcome.control_units, 500)}) = {_decimals(exact, 50000)}"
    )
    by_sum = f"{tier_label(pack.tiers, outcome.by_sum)} by sum"
    yield _titled("residual", text, id="residual", tail=by_sum)


def _floors(pack: Pack, standing: Standing) -> Iterable[Line]:
    for floor in standing.floors:
        text = f"{floor.reason}  ->  at least {tier_label(pack.tiers, floor.tier)}"
        yield _titled(f"floor {floor.id}", text, "warn", f"floor:{floor.records[0] if floor.records else ''}")


def _decisions(standing: Standing) -> Iterable[Line]:
    if standing.override or standing.override_note:
        yield _titled("override", f"{standing.override} {standing.override_note}".strip(), id="override")
    if standing.acceptance or standing.acceptance_note:
        yield _titled("acceptance", f"{standing.acceptance} {standing.acceptance_note}".strip(), id="acceptance")


def _range(pack: Pack, standing: Standing) -> Iterable[Line]:
    answered, applicable = standing.coverage
    share = f"{(200 * answered + applicable) // (2 * applicable)} %" if applicable else "nothing"
    yield _titled("coverage", f"{share} answered ({answered} of {applicable} by weight)", id="coverage")
    best, worst = (_ends(pack, item) for item in (standing.best, standing.worst))
    yield _titled("best case", f"{best}  if all that is open were answered well", id="best")
    yield _titled("worst case", f"{worst}  if all that is unknown were so", id="worst")


def _ends(pack: Pack, outcome: Outcome | None) -> str:
    if outcome is None:
        return "Unrated"
    return f"{tier_label(pack.tiers, outcome.tier)} {tenths_words(outcome.residual_tenths)}"


def _actions(pack: Pack, standing: Standing) -> Iterable[Line]:
    for item in standing.actions:
        rules = pack.action(item.action)
        mark = " provisional" if item.provisional else ""
        yield Line((sum_line(rules, item), (mark, "dim")), f"action:{item.action}", f"{rules.short:<{_LEAD}}")
        for cap in item.caps:
            state: Piece = ("binds", "warn") if cap.binding else ("does not bind", "dim")
            yield Line((f"cap {cap.id} at most {cap.at_most}: {cap.text}  ", state), lead=" " * _LEAD)


def _movers(pack: Pack, standing: Standing, movers: Sequence[Effect]) -> Iterable[Line]:
    if not movers:
        return
    leaves = "to leave " + (tier_label(pack.tiers, standing.tier) if standing.outcome else "Unrated")
    moving = any(effect.moves for effect in movers)
    yield Line(((leaves + ("" if moving else ": no one answer does; these help most"), "head"),))
    for effect in movers[:MOVERS]:
        words = mover_words(pack, effect)
        yield Line((words,), f"question:{effect.question}", "  ", f"A{effect.action} {effect.score}")


def _share(part: int, whole: int) -> str:
    thousandths = 1000 * part // whole
    text = f"{thousandths // 1000}.{thousandths % 1000:03}".rstrip("0")
    return text.removeprefix("0") if len(text) > 2 else text.rstrip(".")


def _decimals(numerator: int, denominator: int) -> str:
    """With three decimals, cut not rounded: the exact value for any score there can be."""
    thousandths = 1000 * numerator // denominator
    return f"{thousandths // 1000}.{thousandths % 1000:03}"
