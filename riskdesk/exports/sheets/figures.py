"""The figures of the overview and the board page: heat map, tiers, actions, dates of contracts, as bars too."""

from collections.abc import Iterator, Mapping
from datetime import date

from riskdesk.exports.book import Block, Chart, Charts, Grid, Prose
from riskdesk.exports.material import Material
from riskdesk.exports.sheets import cover
from riskdesk.exports.styles import TIERS, heat_look, tier_look
from riskdesk.exports.survey import EXCLUDED, IN_SCOPE
from riskdesk.exports.values import Styled, Value
from riskdesk.rules.tiers import UNRATED, label, tier_of

DAYS = 90
"""The length of the programme, and how far ahead the pages look."""

WIDTHS = (22, *(6.4,) * 15)
"""Of the page's columns: one for names, 15 for numbers, one for each month and what lies around the year."""

MONTHS = 12
DATES = {"notice": "Notice deadline", "term end": "Contract ends"}
"""The dates of contracts that are told, by what the rules call them."""

_STATES = {
    "signed": ("Signed", "1F5C99"),
    "scored": ("Scored", "9CC7E8"),
    "started": ("Started", "F6D77A"),
    "late": ("Late", "E58A4B"),
    "stale": ("Signed, moved since", "6B1D4F"),
    "untouched": ("Not begun", "E7E9ED"),
}
_DATE_TINTS = ("1E2F4D", "F6D77A")
_MAP, _ACTIONS, _DATES = "map", "actions", "dates"
_SCALE = (1, 2, 3, 4, 5)
_TIER, _VENDORS = 7, 8
_MONTH_WORDS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def where_we_are(material: Material) -> str:
    """The day of the programme, how many vendors, and how many scores are signed, in a line."""
    handed, tally = material.handed, material.tally
    start = handed.organisation.start_on
    day = f"day {(handed.on - start).days + 1} of {DAYS}, " if start else ""
    kept, out = tally.vendors[IN_SCOPE], tally.vendors[EXCLUDED]
    return (
        f"As of {handed.on}, {day}{kept:,} vendors in scope, {out:,} excluded with reasons. {cover.status(material)}."
    )


def bars(material: Material, height: float) -> Iterator[Block]:
    """Tiers, actions and dates side by side; a line instead where no vendor is in scope."""
    if not material.tally.vendors[IN_SCOPE]:
        yield Prose("No vendor is in scope: there is nothing to draw.", "note")
        return
    words = _tiers(material)
    tints = tuple(TIERS.get(word, TIERS["Unrated"])[0] for word in words)
    states = tuple(tint for _, tint in _STATES.values())
    count = len(material.pack.actions)
    # What comes later than a year would dwarf the months.
    months = tuple(range(1, MONTHS + 2))
    yield Charts(
        (
            Chart("Vendors by tier", "bars", _MAP, _TIER, (_VENDORS,), len(words), tints, 0, 2),
            Chart("Vendors by action", "stacked bars", _ACTIONS, 0, tuple(range(1, 7)), count, states, 2, 7),
            Chart(
                "Notice and end dates, a year ahead",
                "stacked columns",
                _DATES,
                0,
                months,
                2,
                _DATE_TINTS,
                9,
                7,
                by_row=True,
            ),
        ),
        height,
    )


def heat_map(material: Material) -> Iterator[Block]:
    """Vendors in scope by likelihood and impact, and by tier beside it."""
    words = _tiers(material)
    lines = max(len(_SCALE), len(words))
    yield Grid(
        ("Likelihood", *(f"Impact {impact}" for impact in _SCALE), "", "Tier", "Vendors"),
        tuple((*_map_line(material, line), None, *_tier_line(material, words, line)) for line in range(lines)),
        ("label", *("heat",) * len(_SCALE), "prose", "tier", "sum"),
        (1, *(2,) * len(_SCALE), 1, 2, 2),
        _MAP,
    )
    policy = "; ".join(f"{tier.label} from {tier.from_tenths / 10:g}" for tier in material.pack.tiers)
    left = material.tally.tiers[UNRATED]
    yield Prose(
        f"Each cell: vendors, and the tier of impact x likelihood before controls ({policy}). The tiers on the right "
        f"are after controls, floors and overrides. Unrated, so not on the map: {left:,}.",
        "small",
    )


def _map_line(material: Material, line: int) -> tuple[Value, ...]:
    if line >= len(_SCALE):
        return (None,) * (len(_SCALE) + 1)
    likelihood = _SCALE[-1 - line]
    cells = (_map_cell(material, impact, likelihood) for impact in _SCALE)
    return (f"Likelihood {likelihood}", *cells)


def _map_cell(material: Material, impact: int, likelihood: int) -> Value:
    word = label(material.pack, tier_of(material.pack, impact * likelihood * 10))
    return Styled(material.tally.heat[impact, likelihood], heat_look(word))


def _tiers(material: Material) -> tuple[str, ...]:
    return (*(tier.label for tier in reversed(material.pack.tiers)), label(material.pack, UNRATED))


def _tier_line(material: Material, words: tuple[str, ...], line: int) -> tuple[Value, Value]:
    if line >= len(words):
        return None, None
    ids = (*(tier.id for tier in reversed(material.pack.tiers)), UNRATED)
    return Styled(words[line], tier_look(words[line])), material.tally.tiers[ids[line]]


def actions(material: Material) -> Iterator[Block]:
    """How far each of the five actions is, in vendors in scope."""
    progress, every = material.tally.progress, material.tally.vendors[IN_SCOPE]
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (action.title, *(progress[action.number, state] for state in _STATES)) for action in material.pack.actions
    )
    heads = (f"Of {every:,} vendors", *(word for word, _ in _STATES.values()))
    yield Grid(heads, rows, ("wrap", *("count",) * len(_STATES)), (4, *(2,) * len(_STATES)), _ACTIONS)


def dates(material: Material) -> Iterator[Block]:
    """Notice deadlines not yet met and ends of contracts, by month."""
    months = _months(material.handed.on)
    heads = ("Contracts in scope", "Past", *(f"{_MONTH_WORDS[month - 1]}\n{year}" for year, month in months), "Later")
    rows = tuple((word, *_by_month(material, what, months)) for what, word in DATES.items())
    totalled = tuple((*row, sum(int(str(value)) for value in row[1:])) for row in rows)
    yield Grid((*heads, "All"), totalled, ("label", *("count",) * (MONTHS + 2), "sum"), name=_DATES)


def _months(on: date) -> tuple[tuple[int, int], ...]:
    first = on.year * 12 + on.month - 1
    return tuple((number // 12, number % 12 + 1) for number in range(first, first + MONTHS))


def _by_month(material: Material, what: str, months: tuple[tuple[int, int], ...]) -> tuple[Value, ...]:
    """What has passed, each month, what comes later."""
    found = _of_kind(material, what)
    on = material.handed.on
    passed = sum(number for day, number in found.items() if day < on)
    ahead = {day: number for day, number in found.items() if day >= on}
    inside = tuple(sum(n for day, n in ahead.items() if (day.year, day.month) == month) for month in months)
    return passed, *inside, sum(ahead.values()) - sum(inside)


def _of_kind(material: Material, what: str) -> Mapping[date, int]:
    return {day: number for (kind, day), number in material.tally.contracts.items() if kind == what}
