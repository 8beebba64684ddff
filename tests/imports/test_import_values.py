import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.imports.values import (
    FACTOR_WORDS,
    DateOrder,
    Unreadable,
    read_date,
    read_days,
    read_factor,
    read_yes_no,
)

DAY = dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31", "2026/12/31", "2026.12.31", "20261231", "2026-12-31 00:00:00", "2026-12-31T23:59:59Z",
        "2026-12-31T08:00:00.000+02:00", "31.12.2026", "31. 12. 2026", "31/12/2026", "12/31/2026", "31-12-2026",
        "12/31/2026 12:00 AM", "31 Dec 2026", "31 December 2026", "31-Dec-2026", "31-DEC-2026", "31st December 2026",
        "31. Dec. 2026", "Dec 31, 2026", "December 31st, 2026", "Dec. 31, 2026",
    ],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2026", "dmy", dt.date(2026, 4, 3)),
        ("03/04/2026", "mdy", dt.date(2026, 3, 4)),
        ("5/5/2026", None, dt.date(2026, 5, 5)),
        ("03.04.2026", None, dt.date(2026, 4, 3)),
        ("3 Sept 2026", None, dt.date(2026, 9, 3)),
        ("31.12.9999", None, dt.date(9999, 12, 31)),
        ("29.02.2028", None, dt.date(2028, 2, 29)),
    ],
)
def test_day_and_month_in_order(text: str, order: DateOrder | None, day: dt.date) -> None:
    assert read_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "what"),
    [
        ("03/04/2026", None, "told apart"), ("3-4-2026", None, "told apart"), ("13/04/2026", "mdy", "no such day"),
        ("31.02.2027", None, "no such day"), ("29.02.2027", None, "no such day"), ("32/13/2026", None, "no such day"),
        ("00/00/2026", None, "no such day"), ("46387", None, "spreadsheet"), ("46387.5", None, "spreadsheet"),
        ("31.12.26", None, "no date"), ("31-DEC-26", None, "no date"), ("2026", None, "no date"),
        ("31 déc. 2026", None, "no date"),
        ("31 Dezember 2026", None, "month's name"), ("0026-12-31", None, "plausible"),
        ("3 Ju 2026", None, "month's name"), ("soon", None, "no date"), ("2026-12/31", None, "no date"),
        ("٢٠٢٦-١٢-٣١", None, "no date"),
    ],
)  # fmt: skip
def test_doubtful_dates_are_refused(text: str, order: DateOrder | None, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_date(text, order)
    assert what in caught.value.what
    assert "2026-12-31" in caught.value.remedy


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %b %Y"]))
def test_any_day_written_reads_back(day: dt.date, form: str) -> None:
    assert read_date(day.strftime(form)) == day


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_unreadable(text: str) -> None:
    try:
        found: object = read_date(text)
    except Unreadable as error:
        found = error
    assert isinstance(found, dt.date | Unreadable)


@pytest.mark.parametrize(
    ("text", "days"), [("60", 60), ("60 days", 60), ("1 day", 1), ("60.0", 60), ("90d", 90), ("0", 0)]
)
def test_days(text: str, days: int) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["-1", "1.5", "3651", "99999999", "a month", "2 months", "1,000", "٣", "²"])
def test_no_days(text: str) -> None:
    with pytest.raises(Unreadable):
        read_days(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", True), ("Y", True), ("TRUE", True), ("1", True), ("Evergreen", True), ("No", False), ("manual", False)],
)
def test_yes_no(text: str, value: bool) -> None:
    assert read_yes_no(text) is value


@pytest.mark.parametrize("text", ["perhaps", "x", "n/a", "2"])
def test_neither_yes_nor_no(text: str) -> None:
    with pytest.raises(Unreadable):
        read_yes_no(text)


@pytest.mark.parametrize("factor", FACTOR_WORDS)
def test_factor_by_digit_anchor_and_unknown(factor: str) -> None:
    for number, anchor in enumerate(FACTOR_WORDS[factor], start=1):
        assert read_factor(str(number), factor) == number
        assert read_factor(anchor, factor) == number
        assert read_factor(anchor.upper(), factor) == number
    assert read_factor("Unknown", factor) == "unknown"


@pytest.mark.parametrize(
    ("factor", "text", "value"),
    [
        ("criticality", "Critical", 5),
        ("criticality", "important service / revenue", 4), ("dependency", "1-3 months", 3),
        ("dependency", "<= 1 month", 2), ("dependency", "> 6 months", 5), ("reach", "Customer-facing", 4),
        ("data_sensitivity", "internal", 2), ("data_sensitivity", "trade secret", 5),
    ],
)  # fmt: skip
def test_parts_of_one_anchor(factor: str, text: str, value: int) -> None:
    assert read_factor(text, factor) == value


@pytest.mark.parametrize(
    ("factor", "text"),
    [
        ("criticality", "0"), ("criticality", "6"), ("criticality", "High"), ("criticality", "4.5"),
        ("dependency", "none"), ("dependency", "6 months"), ("reach", "internal"), ("data_sensitivity", "n/a"),
        ("data_sensitivity", "²"),
    ],
)  # fmt: skip
def test_no_step_of_the_factor(factor: str, text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_factor(text, factor)
    assert FACTOR_WORDS[factor][4] in caught.value.remedy
