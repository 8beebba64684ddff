"""Vendor lists: matched, updated, never doubled, one refused row among many, all or nothing where that is wanted."""

import time
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from desks import ACME, TODAY, acme_desk, held, logged, new_desk, note

from riskdesk.desk import looking, recording
from riskdesk.desk.importing import FROM_LIST, ImportReport, Incoming, Problem, apply
from riskdesk.desk.opening import Desk
from riskdesk.imports.applying import Settings, import_file
from riskdesk.rules.records import Contact, Contract, Product, Round, Vendor

LIST = b"""Vendor ID,Vendor,Owner,criticality,Product,Renewal,Notice days,Auto renew,Contact,Email,Review start
V-1,Acme One,Claims,3,Assist,2027-05-01,60,yes,B. Sales,b@x.example,2026-09-01
V-2,Acme Two,,,,,,,,,
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def bring(desk: Desk, content: bytes = LIST, **settings: Any) -> ImportReport:
    return import_file(desk, BytesIO(content), Settings(format="csv", **settings))


def row(key: str, _line: int = 2, /, **values: Any) -> Incoming:
    return Incoming(_line, key, values)


def one(desk: Desk, record: type, ref: str = "V-1") -> Any:
    (found,) = (item for item in held(desk, record) if getattr(item, "vendor", item.ref) == ref and item.open)
    return found


def test_new_vendors_come_with_all_their_parts(desk: Desk) -> None:
    report = bring(desk)
    assert [(item.line, item.vendor, item.name, item.outcome) for item in report.rows] == [
        (2, "V-1", "Acme One", "added"),
        (3, "V-2", "Acme Two", "added"),
    ]
    assert not report.refused
    vendor = one(desk, Vendor)
    assert (vendor.name, vendor.owner, vendor.criticality) == ("Acme One", "Claims", "3")
    assert one(desk, Product).name == "Assist"
    contract = one(desk, Contract)
    assert (contract.title, contract.term_end, contract.notice_days, contract.auto_renewal) == (
        FROM_LIST, date(2027, 5, 1), 60, True,
    )  # fmt: skip
    assert (one(desk, Contact).name, one(desk, Contact).email) == ("B. Sales", "b@x.example")
    assert one(desk, Round).start_on == date(2026, 9, 1)
    assert one(desk, Round, "V-2").start_on == date(2026, 10, 17)
    assert looking.ids(desk, order="vendor") == ["V-1", "V-2"]
    assert desk.organisation.list_source == "standard input"
    assert desk.organisation.list_on == TODAY


def test_the_same_list_again_changes_nothing(desk: Desk) -> None:
    bring(desk)
    before = desk.store.log_seq()
    report = bring(desk, LIST.replace(b"V-1", b"v-1"), list_on=date(2026, 11, 1))
    assert [item.outcome for item in report.rows] == ["unchanged", "unchanged"]
    assert desk.store.log_seq() == before


def test_what_differs_is_updated_and_told(desk: Desk) -> None:
    bring(desk)
    before = desk.store.log_seq()
    changed = LIST.replace(b"Claims,3,Assist,2027-05-01,60,yes,B. Sales,b@x.example,2026-09-01",
                           b"Legal,unknown,Other,2027-06-01,60,no,B. Sales,b@y.example,2026-09-02")  # fmt: skip
    report = bring(desk, changed, list_on=date(2026, 11, 1))
    assert report.rows[0].changes == {
        "owner": ("Claims", "Legal"),
        "criticality": ("3", "unknown"),
        "review_start": ("2026-09-01", "2026-09-02"),
        "product": ("", "Other"),
        "term_end": ("2027-05-01", "2027-06-01"),
        "auto_renewal": ("yes", "no"),
        "contact_email": ("b@x.example", "b@y.example"),
    }
    assert report.rows[1].outcome == "unchanged"
    assert {entry.deed for entry in logged(desk, before)} == {"import"}
    assert len({entry.at for entry in logged(desk, before)}) == 1
    assert [item.name for item in held(desk, Product)] == ["Assist", "Other"]  # type: ignore[attr-defined]
    assert one(desk, Round).due_1 == date.fromordinal(date(2026, 9, 2).toordinal() + desk.pack.action(1).due_days)
    assert looking.rows(desk, ["V-1"])["V-1"].owner == "Legal"
    assert desk.organisation.list_on == date(2026, 11, 1)


def test_an_empty_cell_keeps_what_is_there_unless_it_is_to_be_emptied(desk: Desk) -> None:
    bring(desk)
    emptied = b"Vendor ID,Vendor,Owner,criticality\nV-1,Acme One,,\n"
    assert bring(desk, emptied).rows[0].outcome == "unchanged"
    assert one(desk, Vendor).owner == "Claims"
    report = bring(desk, emptied, clear_empty=True)
    assert report.rows[0].changes == {"owner": ("Claims", ""), "criticality": ("3", "")}
    assert (one(desk, Vendor).owner, one(desk, Vendor).name) == ("", "Acme One")
    assert bring(desk, emptied, clear_empty=True).rows[0].outcome == "unchanged"


def test_a_dry_run_says_the_same_and_keeps_nothing(desk: Desk) -> None:
    before = desk.store.log_seq()
    dry = bring(desk, dry_run=True)
    assert (dry.dry_run, desk.store.log_seq(), looking.ids(desk)) == (True, before, [])
    assert bring(desk).rows == dry.rows


BAD = LIST + b"V-3,Acme Three,,7,,,,,,,\nV-4,Acme Four,,,,,,,,,\n"


def test_one_bad_row_does_not_keep_the_others_out(desk: Desk) -> None:
    report = bring(desk, BAD)
    assert looking.ids(desk, order="vendor") == ["V-1", "V-2", "V-4"]
    (problem,) = report.refused
    assert (problem.line, problem.column, problem.value) == (4, "criticality", "7")
    assert problem.remedy


def test_with_strict_it_keeps_everything_out(desk: Desk) -> None:
    before = desk.store.log_seq()
    report = bring(desk, BAD, strict=True)
    assert (len(report.rows), len(report.refused)) == (3, 1)
    assert (desk.store.log_seq(), looking.ids(desk)) == (before, [])
    bring(desk, strict=True)
    assert looking.ids(desk, order="vendor") == ["V-1", "V-2"]


def test_vendors_that_the_list_no_longer_names_are_told_and_stay(desk: Desk) -> None:
    recording.add(desk, "vendor", {"name": "Gone", "ref": "gone"})
    recording.add(desk, "vendor", {"name": "Retired", "ref": "retired"})
    recording.close(desk, "vendor", "retired", "left")
    assert bring(desk).not_named == ("gone",)
    assert "gone" in looking.ids(desk)


def test_a_retired_vendor_is_refused_by_line(desk: Desk) -> None:
    bring(desk)
    recording.close(desk, "vendor", "V-1", "left")
    report = bring(desk)
    assert [(item.line, item.what) for item in report.refused] == [(2, "this vendor is retired")]
    assert [item.vendor for item in report.rows] == ["V-2"]


def test_a_refused_row_leaves_nothing_of_itself(desk: Desk) -> None:
    bring(desk, b"Vendor ID,Vendor\nV-1,Acme One\n")
    for title in ("MSA", "Annex"):
        recording.add(desk, "contract", {"vendor": "V-1", "title": title})
    before = desk.store.log_seq()
    report = apply(
        desk, [row("V-1", owner="Legal", product="Assist", contract_end=date(2027, 1, 1))], source="list.csv"
    )
    assert [item.what for item in report.refused] == ["the vendor has several contracts"]
    assert desk.store.log_seq() == before


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([row("V-1", name="A"), row("v-1", 3, name="B")], "an earlier row has this key"),
        ([row("V-1", name="A"), row("x" * 61, 3, name="B")], "a reference has at most 60 signs"),
        ([row("V-1", name="A"), Problem(3, "c", "v", "told before", "r")], "told before"),
    ],
)
def test_rows_are_refused_by_line(desk: Desk, rows: list[Incoming | Problem], what: str) -> None:
    report = apply(desk, rows, source="list.csv")
    assert [(item.line, item.what) for item in report.refused] == [(3, what)]
    assert looking.ids(desk) == ["V-1"]


class TestContracts:
    """The list knows one contract a vendor."""

    def test_the_only_one_is_meant(self, desk: Desk) -> None:
        bring(desk, b"Vendor ID,Vendor\nV-1,Acme One\n")
        recording.add(desk, "contract", {"vendor": "V-1", "title": "MSA"})
        assert bring(desk).rows[0].changes["term_end"] == ("", "2027-05-01")
        assert one(desk, Contract).title == "MSA"

    def test_else_the_one_from_a_list(self, desk: Desk) -> None:
        bring(desk)
        recording.add(desk, "contract", {"vendor": "V-1", "title": "MSA"})
        bring(desk, LIST.replace(b"2027-05-01", b"2027-07-01"))
        assert {item.title: item.term_end for item in held(desk, Contract)} == {  # type: ignore[attr-defined]
            FROM_LIST: date(2027, 7, 1),
            "MSA": None,
        }


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ({"contact_name": "B"}, {"contact_name": "b", "contact_email": "b@x"}, [("B", "b@x")]),
        ({"contact_email": "b@x"}, {"contact_name": "B", "contact_email": "B@X"}, [("B", "B@X")]),
        ({"contact_email": "b@x"}, {"contact_email": "b@x"}, [("b@x", "b@x")]),
        ({"contact_name": "B", "contact_email": "b@x"}, {"contact_email": "b@x"}, [("B", "b@x")]),
        ({"contact_name": "B"}, {"contact_name": "C"}, [("B", ""), ("C", "")]),
    ],
)
def test_a_contact_is_known_by_name_or_address(
    desk: Desk, first: Mapping[str, str], then: Mapping[str, str], expected: list[tuple[str, str]]
) -> None:
    for values in (first, then, then):
        apply(desk, [row("V-1", name="A", **values)], source="list.csv")
    assert [(item.name, item.email) for item in held(desk, Contact)] == expected  # type: ignore[attr-defined]


def test_a_second_round_keeps_its_start(desk: Desk) -> None:
    bring(desk)
    with desk.write("test") as writing:
        first = one(desk, Round)
        writing.change(Round, first.ref, ended_on=TODAY)
        writing.insert(Round(ref=writing.next_ref("round"), vendor="V-1", ordinal=2, start_on=TODAY))
    assert bring(desk).rows[0].outcome == "unchanged"


def test_an_import_voids_no_review_that_it_does_not_touch(tmp_path: Path) -> None:
    desk = acme_desk(tmp_path)
    note(desk)
    before = looking.look(desk, ACME).standing
    bring(desk)
    assert looking.look(desk, ACME).standing == before


def test_hostile_text_stays_text(desk: Desk) -> None:
    report = bring(desk, 'Vendor ID,Vendor,Owner\n"=1+1","[/] \x1b[31m","\u202ex"\n'.encode())
    assert one(desk, Vendor, "=1+1").name == "[/] \ufffd[31m"
    assert one(desk, Vendor, "=1+1").owner == "\ufffdx"
    assert report.notes


def test_column_notes_are_told(desk: Desk) -> None:
    assert bring(desk, b"Vendor,Mood\nAcme,fine\n").notes == ("column left out: Mood",)


def test_a_thousand_vendors_take_a_moment_and_progress_is_told(desk: Desk) -> None:
    lines = b"".join(b"V-%d,Vendor %d,Owner,3,P,2027-05-01,60,yes,B,b@x.example,\n" % (n, n) for n in range(1000))
    told: list[int] = []
    began = time.process_time()
    report = import_file(
        desk, BytesIO(LIST.split(b"\n")[0] + b"\n" + lines), Settings(format="csv"), progress=told.append
    )
    assert (report.count("added"), told) == (1000, [200, 400, 600, 800, 1000])
    assert time.process_time() - began < 8
    began = time.process_time()
    assert import_file(desk, BytesIO(LIST.split(b"\n")[0] + b"\n" + lines), Settings()).count("unchanged") == 1000
    assert time.process_time() - began < 2
    assert looking.counts(desk).all == 1000
