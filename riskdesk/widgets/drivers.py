"""What drives a vendor's tier, in a few lines beside the register: values in, text out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from riskdesk.widgets.cells import clean
from riskdesk.widgets.kept_lines import kept_lines

if TYPE_CHECKING:
    from riskdesk.rules.pack import Pack
    from riskdesk.rules.records import Vendor
    from riskdesk.rules.standing import ActionStanding, Standing

TALL = 12
"""From so many rows on the five drivers and the five actions are listed."""
MARGINS = 2
"""Columns that are left free beside the text, one on each side."""
INDENT = 13
NOTHING = Content("")


class Drivers(Widget):
    """Shows one vendor: in a low box the driver and what to do about it, in a tall one all five drivers and actions."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"drivers--dim", "drivers--rule"}
    DEFAULT_CSS = """
    Drivers > .drivers--dim { color: $text-muted; }
    Drivers > .drivers--rule { color: $border; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """An empty box."""
        super().__init__(id=id)
        self._shown: tuple[Vendor, Standing, Pack] | None = None

    def show(self, shown: tuple[Vendor, Standing, Pack] | None) -> None:
        """Show a vendor and where it stands, or nothing."""
        self._shown = shown
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the lines of that part of the box."""
        lines = kept_lines(self, crop)
        return super().render_lines(crop) if lines is None else lines

    def render(self) -> Content:
        """Give the lines that fit, behind the rule that parts the box from its neighbour: on its left or above."""
        dim, rule = self.get_visual_style("drivers--dim"), self.get_visual_style("drivers--rule")
        width, height = self.size
        if height >= TALL:
            lines = _tall(*self._shown, dim) if self._shown else ()
            rows = [row for line in lines for row in line.rows(width - MARGINS - 1)][:height]
            side = Content.styled("│", rule) + " "
            return Content("\n").join([side + row for row in [*rows, *[NOTHING] * (height - len(rows))]])
        lines = _low(*self._shown, dim) if self._shown else ()
        cut = [Content(" ") + line.body.truncate(width - MARGINS, ellipsis=True) for line in lines]
        return Content("\n").join([Content.styled("─" * width, rule), *cut])


@dataclass(frozen=True)
class _Line:
    """A line of the box; further rows of it stand as far in as its lead is wide."""

    body: Content
    lead: Content = NOTHING

    def rows(self, width: int) -> list[Content]:
        """The rows that it takes."""
        indent = self.lead.cell_length
        rows = self.body.wrap(max(8, width - indent)) or [Content("")]
        return [(self.lead if number == 0 else Content(" " * indent)) + row for number, row in enumerate(rows)]


def driver_words(standing: Standing) -> str:
    """What drives the likelihood, in a line: "driven by provenance (4): P1 is declined"."""
    if standing.outcome is None:
        return "not rated yet: " + clean("; ".join(standing.untouched))
    for term in standing.likelihoods:
        if term.name == standing.driver:
            return clean(f"driven by {term.name} ({term.value}): {term.because}")
    return ""


def tier_words(standing: Standing, pack: Pack) -> str:
    """Tier and residual, and the tier by the sum alone where another one shows: "High 8.9, Moderate by sum"."""
    labels = {tier.id: tier.label for tier in pack.tiers}
    if standing.outcome is None:
        return "Unrated" + (f", at least {labels[standing.at_least]}" if standing.at_least else "")
    whole, rest = divmod(standing.outcome.residual_tenths, 10)
    words = f"{labels.get(standing.tier, standing.tier)} {whole}.{rest}"
    if standing.outcome.by_sum != standing.tier:
        words += f", {labels[standing.outcome.by_sum]} by sum"
    return words


def _low(vendor: Vendor, standing: Standing, pack: Pack, dim: Style) -> Iterator[_Line]:
    name, about = clean(vendor.name), clean(vendor.description)
    yield _Line(Content.assemble((name, "bold"), "   ", (f"{_owner(vendor)}   {about}", dim)))
    tier = Content(tier_words(standing, pack)).stylize(_tier_style(standing))
    notes = [f"{floor.id}: {floor.reason}" for floor in standing.floors] or ["scores not all confirmed"]
    shown = notes if standing.floors or (standing.provisional and standing.outcome) else []
    yield _Line(Content.assemble(tier, "   ", (clean("; ".join(shown)), dim)))
    yield _Line(Content(driver_words(standing)))
    yield _Line(Content(_weakest(standing, pack)))


def _tall(vendor: Vendor, standing: Standing, pack: Pack, dim: Style) -> Iterator[_Line]:
    yield _Line(Content(clean(vendor.name)).stylize("bold"))
    for text in (clean(vendor.description), _owner(vendor)):
        if text:
            yield _Line(Content(text).stylize(dim))
    yield _Line(Content(""))
    yield _Line(Content(tier_words(standing, pack)).stylize(_tier_style(standing)))
    for floor in standing.floors:
        yield _Line(Content(clean(floor.reason)), Content(f"{floor.id}  "))
    if standing.provisional and standing.outcome:
        yield _Line(Content("scores not all confirmed").stylize(dim))
    yield _Line(Content(""))
    yield from _drivers(standing, dim)
    yield _Line(Content(""))
    for action in standing.actions:
        yield _action(action, pack, dim)
    yield _Line(Content(""))
    answered, applicable = standing.coverage
    yield _Line(
        Content(f"{100 * answered // applicable if applicable else 0} % of the weight is answered").stylize(dim)
    )


def _drivers(standing: Standing, dim: Style) -> Iterator[_Line]:
    """Impact, the three likelihoods and the controls: the five terms of the residual."""
    factors = ", ".join(
        f"{factor.label.partition(':')[0].casefold()} {factor.value or '-'}" for factor in standing.factors
    )
    yield _driver("impact", standing.impact, factors, dim)
    for term in standing.likelihoods:
        driving = standing.outcome is not None and term.name == standing.driver
        yield _driver(term.name, term.value, term.because, dim, driving=driving)
    if standing.outcome is None:
        yield _driver("controls", None, "", dim)
        return
    # Units are percent x score, 500 at most: a fifth of them is the effectiveness in hundredths.
    units = standing.outcome.control_units
    words = ", ".join(f"{action.action}: {action.score}" for action in standing.actions)
    yield _driver("controls", f"{units // 500}.{units % 500 // 5:02}", words, dim)


def _driver(name: str, value: int | str | None, because: str, dim: Style, *, driving: bool = False) -> _Line:
    lead = Content(f"{name:<11}{'-' if value is None else value} ").stylize("bold" if driving else "")
    return _Line(Content(clean(because)).stylize(dim), lead + Content(" " * max(0, INDENT - lead.cell_length)))


def _action(action: ActionStanding, pack: Pack, dim: Style) -> _Line:
    state = "signed" if action.signed else "not confirmed" if action.provisional else "confirmed, not signed"
    if not action.started:
        state = "nothing yet"
    score = str(action.score) if action.started else "-"
    line = f"{action.action} {pack.action(action.action).short:<11}{score}  {action.open:>2} open  "
    return _Line(Content.assemble(line, (state, dim)))


def _weakest(standing: Standing, pack: Pack) -> str:
    """The action with the lowest score, and the cap that holds it there."""
    started = sorted((action for action in standing.actions if action.started), key=lambda action: action.score)
    if not started:
        return "nothing is answered yet: 1 begins with the first action"
    weakest = started[0]
    binding = [cap.text for cap in weakest.caps if cap.binding]
    held = f"held there by: {binding[0]}" if binding else f"{weakest.key_open} key questions open"
    return clean(f"weakest action: {pack.action(weakest.action).short} {weakest.score}, {held}")


def _owner(vendor: Vendor) -> str:
    return f"owner: {clean(vendor.owner)}" if vendor.owner else "no owner"


def _tier_style(standing: Standing) -> str:
    styles = {"critical": "bold $text-error", "high": "bold $text-warning", "moderate": "$text-accent"}
    return styles.get(standing.tier, "$text-success" if standing.tier == "low" else "italic")
