"""The dates of the whole register: the same that the rules give vendor by vendor, each record once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from desks import new_desk

from riskdesk.desk import calendar, looking, recording
from riskdesk.desk.calendar import Entry, Limits
from riskdesk.desk.demonstration import sample_desk
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import refresh
from riskdesk.errors import UnknownRecord
from riskdesk.rules.deadlines import deadlines

START = date(2026, 10, 18)
Key = tuple[date, str, str, bool]


@pytest.fixture(scope="module")
def sample() -> Iterator[Desk]:
    with sample_desk(start_on=START, today=lambda: START + timedelta(days=36)) as desk:
        yield desk


def by_rules(desk: Desk) -> dict[Key, set[str]]:
    """What the rules say for each vendor in scope: the vendors of each date."""
    found: dict[Key, set[str]] = {}
    for vendor in looking.ids(desk):
        seen = looking.look(desk, vendor)
        for item in deadlines(seen.case, desk.pack, seen.standing):
            found.setdefault((item.on, item.what, item.record, item.late), set()).add(vendor)
    return found


def key(entry: Entry) -> Key:
    return entry.on, entry.what, entry.ref, entry.late


def check(desk: Desk) -> list[Entry]:
    """Compare all dates with the rules'; those of the organisation's own records are no vendor's."""
    found, wanted = calendar.entries(desk), by_rules(desk)
    own = {key(entry) for entry in found if not entry.vendors}
    assert all(what in {"comments close", "policy date", "insurance"} for _, what, _, _ in own)
    assert {key(entry) for entry in found if entry.vendors} == wanted.keys() - own
    for entry in found:
        if entry.vendors:
            assert entry.vendors == len(wanted[key(entry)])
            assert {entry.vendor} == wanted[key(entry)] if entry.vendors == 1 else entry.vendor == ""
    assert [entry.on for entry in found] == sorted(entry.on for entry in found)
    assert len({entry.id for entry in found}) == len(found)
    return found


@pytest.mark.parametrize("day", [0, 21, 60, 130, 400])
def test_the_samples_dates_are_those_of_the_rules(sample: Desk, day: int) -> None:
    desk = replace(sample, today=lambda: START + timedelta(days=day))
    refresh(desk)
    kinds = {entry.what for entry in check(desk)}
    assert {"search", "sign-off", "evidence", "matter check", "treatment", "insurance"} <= kinds


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path)
    for name in ("Acme", "Beta"):
        recording.add(made, "vendor", {"name": name})
    yield made
    made.store.close()


def add(desk: Desk, kind: str, **typed: str) -> str:
    return recording.add(desk, kind, typed).record.ref


def words(entries: list[Entry], what: str) -> list[tuple[str, str]]:
    return [(entry.whose, entry.ref) for entry in entries if entry.what == what]


def in_days(desk: Desk, days: int) -> str:
    return str(desk.today() + timedelta(days=days))


def test_renewals_of_every_kind(desk: Desk) -> None:
    far = {"term_end": in_days(desk, 400), "notice_days": "30"}
    asked = add(desk, "contract", vendor="acme", title="Asked", **far)
    add(desk, "negotiation", contract=asked, ask="N1", status="raised")
    add(desk, "contract", vendor="acme", title="Beside", **far)
    add(desk, "contract", vendor="acme", title="Sent", notice_sent_on=in_days(desk, -1), **far)
    add(desk, "contract", vendor="beta", title="Over", term_end=in_days(desk, 20), notice_days="60")
    add(desk, "contract", vendor="beta", title="No notice", term_end=in_days(desk, 20))
    add(desk, "contract", vendor="beta", title="Past", term_end=in_days(desk, -20), notice_days="0")
    add(desk, "contract", vendor="beta", title="First days", term_end="0001-01-20", notice_days="30")
    add(desk, "contract", vendor="beta", title="Last days", term_end="9999-12-31", notice_days="1")
    found = check(desk)
    assert words(found, "start talks") == [("Acme", "CT-0002"), ("Beta", "CT-0008")]
    assert words(found, "renewal ask") == [("Beta", "RD-0002")]


def test_a_makers_matter_is_one_date_for_all_vendors_on_it(desk: Desk) -> None:
    holding = add(desk, "maker", name="Holding")
    maker = add(desk, "maker", name="Heron", affiliate_of=holding)
    other = add(desk, "maker", name="Nobody's")
    model = add(desk, "model", name="Heron 2", maker=maker)
    for vendor in ("acme", "beta"):
        product = add(desk, "product", vendor=vendor, name="P")
        add(desk, "use", product=product, model=model)
    said = {"caption": "A v. B", "proof": "pleading", "alleged_by": "A", "stage": "S3", "next_check": in_days(desk, 9)}
    for typed in (
        {"maker": holding, "role": "respondent"},
        {"maker": maker, "role": "claimant"},
        {"maker": other, "role": "respondent"},
        {"vendor": "acme", "role": "respondent"},
    ):
        add(desk, "dispute", **said, **typed)
    found = check(desk)
    assert words(found, "matter check") == [("2 vendors", "M-0001"), ("Acme", "M-0004")]
    recording.close(desk, "vendor", "beta", "left")
    assert ("Acme", "M-0001") in words(check(desk), "matter check")


def test_proceedings_and_their_closing_time(desk: Desk) -> None:
    typed = {"vehicle": "rfi", "closes_on": in_days(desk, 3), "closes_at": "23:59", "closes_zone": "Eastern Time"}
    linked = add(desk, "proceeding", title="RFI on data", next_on=in_days(desk, 8), **typed)
    add(desk, "proceeding_link", proceeding=linked, vendor="acme")
    add(desk, "proceeding", title="Filed", participation="filed", receipt="1", filed_on=str(desk.today()), **typed)
    add(desk, "proceeding", title="Not linked", **typed)
    add(desk, "proceeding", title="None open", vehicle="none", checked_on=str(desk.today()), next_on=in_days(desk, 5))
    found = check(desk)
    assert words(found, "comments close") == [("the organisation", "PR-0003"), ("Acme", linked)]
    assert words(found, "policy date") == [("the organisation", "PR-0004"), ("Acme", linked)]
    about = calendar.subjects(desk, found)
    assert about[f"comments close:{linked}"].time == "23:59 Eastern Time"
    assert about[f"comments close:{linked}"].title == "RFI on data"


def test_an_insurance_policy_ends_and_is_late_until_it_is_closed_or_renewed(desk: Desk) -> None:
    ref = add(desk, "insurance", insurer="Palinode", ends_on=str(desk.today() - timedelta(days=1)))
    add(desk, "insurance", insurer="Open-ended")
    (found,) = [entry for entry in calendar.entries(desk) if entry.what == "insurance"]
    assert (found.ref, found.whose, found.late) == (ref, "the organisation", True)
    assert calendar.subjects(desk, [found])[found.id].title == "Palinode"
    assert calendar.kind_of(found) == "insurance"
    recording.close(desk, "insurance", ref, "renewed elsewhere")
    assert "insurance" not in {entry.what for entry in calendar.entries(desk)}


def test_limits_and_one_vendor(sample: Desk) -> None:
    today = START + timedelta(days=36)
    desk = replace(sample, today=lambda: today)
    refresh(desk)
    everything = calendar.entries(desk)
    assert calendar.entries(desk, limits=Limits(late=True)) == [entry for entry in everything if entry.on < today]
    since, until = today, today + timedelta(days=14)
    found = calendar.entries(desk, limits=Limits(since, until))
    assert found == [entry for entry in everything if since <= entry.on <= until]
    assert found
    one = calendar.entries(desk, "v-002")
    seen = looking.look(desk, "V-002")
    assert [(entry.on, entry.what, entry.ref) for entry in one] == sorted(
        (item.on, item.what, item.record) for item in deadlines(seen.case, desk.pack, seen.standing)
    )
    with pytest.raises(UnknownRecord):
        calendar.entries(desk, "nobody")


def test_dates_as_plain_data(desk: Desk) -> None:
    found = calendar.entries(desk)
    rows = calendar.as_data(desk, found)
    assert {row["vendor"] for row in rows} == {"acme", "beta"}
    assert all(row["days"] == (row["on"] - desk.today()).days for row in rows)
    assert {row["vendor"] for row in calendar.as_data(desk, calendar.entries(desk, "beta"))} == {"beta"}


def test_an_empty_register_has_no_dates(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    assert calendar.entries(desk) == []
    desk.store.close()
