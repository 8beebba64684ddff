"""One cell's text as a date, a number of days, yes or no, or an impact factor; anything doubtful is refused."""

import datetime as dt
import re
from typing import Final, Literal

Value = str | int | bool | dt.date
DateOrder = Literal["dmy", "mdy"]

UNKNOWN = "unknown"
MOST_DAYS = 3_650
_YEARS = range(1900, 2200)
_FAR_FUTURE = 9999
"""The year with which procurement systems write that a contract has no end."""

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?(?:Z| ?[+-]\d\d:?\d\d)?)?"
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})" + _TIME, re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]*([A-Za-z]+)[ .,-]*(\d{4})", re.ASCII)
_MONTH_DAY = re.compile(r"([A-Za-z]+)[ .-]*(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d{4})", re.ASCII)
_DAYS = re.compile(r"(\d{1,5})(?:\.0+)?\s*(?:(?:calendar )?days?|d)?", re.ASCII | re.IGNORECASE)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_YES: Final = frozenset({"yes", "y", "true", "t", "1", "on", "auto", "automatic", "evergreen"})
_NO: Final = frozenset({"no", "n", "false", "f", "0", "off", "manual"})

FACTOR_WORDS: Final[dict[str, tuple[str, str, str, str, str]]] = {
    "criticality": (
        "pilot", "convenience", "department work", "important service/revenue",
        "regulated or critical, no workaround",
    ),
    "dependency": (
        "≤1 day, router in place", "≤1 month", "1–3 months", "3–6 months or re-validation", ">6 months / none",
    ),
    "reach": (
        "personal drafts", "internal documents", "internal decisions/code", "published or customer-facing",
        "shipped product, code or model",
    ),
    "data_sensitivity": (
        "public", "internal", "confidential", "personal/customer", "regulated, special or trade secret",
    ),
}  # fmt: skip
"""The anchors of the four impact factors, 1 to 5 (DOMAIN 6.3)."""

_SHORT_WORDS: Final[dict[str, dict[str, int]]] = {
    "criticality": {
        "department": 3, "departmental": 3, "important": 4, "important service": 4, "important revenue": 4,
        "revenue": 4,
        "regulated": 5, "critical": 5, "regulated or critical": 5, "no workaround": 5,
    },
    "dependency": {
        "1 day": 1, "router in place": 1, "1 month": 2, "3-6 months": 4, "re-validation": 4, "revalidation": 4,
        ">6 months": 5,
    },
    "reach": {
        "drafts": 1, "documents": 2, "decisions": 3, "internal decisions": 3, "internal code": 3, "published": 4,
        "customer-facing": 4, "customer facing": 4, "shipped product": 5, "shipped code": 5, "shipped model": 5,
    },
    "data_sensitivity": {
        "personal": 4, "customer": 4, "personal data": 4, "customer data": 4, "personal or customer": 4, "regulated": 5,
        "special": 5, "special category": 5, "trade secret": 5, "trade secrets": 5,
    },
}  # fmt: skip
"""Parts of an anchor that belong to one anchor of their factor only."""


class Unreadable(Exception):
    """A cell's text is not what its field takes: `what` is wrong and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def read_date(text: str, order: DateOrder | None = None) -> dt.date:
    """The day, of 2026-12-31, 2026/12/31, 20261231, 31.12.2026, 31 Dec 2026, Dec 31, 2026 and 31/12/2026.

    A time of day after it is dropped. With slashes or hyphens and the year last, `order` says what comes first;
    without it, only a date that has one reading is taken.

    Raises:
        Unreadable: no such day, two readings, a year of two digits, the number that a spreadsheet keeps for a day.
    """
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _COMPACT.fullmatch(text):
        return _day(*found.groups())
    if found := _DOTTED.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _SLASHED.fullmatch(text):
        return _either_order(found[1], found[3], found[4], order)
    if found := _DAY_MONTH.fullmatch(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY.fullmatch(text):
        return _day(found[3], _month(found[1]), found[2])
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        raise Unreadable(
            "This is the number that a spreadsheet keeps for a date.",
            "Format the column as a date before exporting, or write 2026-12-31.",
        )
    raise Unreadable("This is no date.", "Write it as 2026-12-31.")


def _either_order(first: str, second: str, year: str, order: DateOrder | None) -> dt.date:
    if order:
        day, month = (first, second) if order == "dmy" else (second, first)
        return _day(year, month, day)
    could_swap = int(first) <= 12 and int(second) <= 12 and int(first) != int(second)
    if could_swap:
        raise Unreadable(
            "Day and month cannot be told apart.", "Write it as 2026-12-31, or say --dates dmy or --dates mdy."
        )
    return _day(year, first, second) if int(second) > 12 else _day(year, second, first)


def _month(word: str) -> str:
    name = word.casefold()
    for number, month in enumerate(_MONTHS, start=1):
        if len(name) >= 3 and month.startswith(name):
            return str(number)
    raise Unreadable("The month's name is not known.", "Write it in English, or the date as 2026-12-31.")


def _day(year: str, month: str, day: str) -> dt.date:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable("There is no such day.", "Write it as 2026-12-31.") from None
    if found.year not in _YEARS and found.year != _FAR_FUTURE:
        raise Unreadable("The year is not plausible.", "Write it with four digits, as 2026-12-31.")
    return found


def read_days(text: str) -> int:
    """The number of days, 0 to MOST_DAYS, of "60" or "60 days"."""
    found = _DAYS.fullmatch(text)
    if found and int(found[1]) <= MOST_DAYS:
        return int(found[1])
    raise Unreadable("This is no number of days.", f"Write a whole number from 0 to {MOST_DAYS}, as 60.")


def read_yes_no(text: str) -> bool:
    """Yes as True, no as False."""
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable("This is neither yes nor no.", "Write yes or no, or leave the cell empty.")


def read_factor(text: str, factor: str) -> int | str:
    """The impact factor, 1 to 5 or "unknown", of its digit, its anchor or a part that belongs to one anchor only."""
    if text in ("1", "2", "3", "4", "5"):
        return int(text)
    word = _plain(text)
    if word == UNKNOWN:
        return UNKNOWN
    anchors = [_plain(anchor) for anchor in FACTOR_WORDS[factor]]
    if word in anchors:
        return anchors.index(word) + 1
    short = _SHORT_WORDS[factor].get(word)
    if short is None:
        listed = "; ".join(f"{number} {anchor}" for number, anchor in enumerate(FACTOR_WORDS[factor], start=1))
        raise Unreadable("This is no step of the factor.", f"Write unknown, or: {listed}.")
    return short


def _plain(words: str) -> str:
    """Lower case, with plain hyphens and without signs for "at most" and spaces round slashes."""
    plain = words.casefold().replace("–", "-").replace("—", "-").replace("≤", "").replace("<=", "")
    return re.sub(r"\s*([/>-])\s*", r"\1", " ".join(plain.split()))
