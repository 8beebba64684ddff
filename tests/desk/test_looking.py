"""Looking up: records of a vendor with those that reach it, histories, lists for the command line."""

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest
from desks import ACME, acme_desk, new_desk, note, rate, say, typed_dispute

from riskdesk.desk import attaching, looking, paging, recording, verifying
from riskdesk.desk.finding import find_vendor, kind_of
from riskdesk.desk.opening import Desk
from riskdesk.errors import UnknownKind, UnknownRecord
from riskdesk.rules.records import KINDS


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Acme on Heron's model, Other on nothing; a dispute of Heron's and one of Other's own."""
    made = acme_desk(tmp_path)
    rate(made)
    recording.add(made, "vendor", {"name": "Other"})
    recording.add(made, "maker", {"name": "Heron"})
    recording.add(made, "model", {"name": "Heron", "version": "2", "maker": "MK-0001"})
    recording.add(made, "product", {"vendor": ACME, "name": "Assist"})
    recording.add(made, "product", {"vendor": ACME, "name": "Plain"})
    recording.add(made, "use", {"product": "PD-0001", "model": "MD-0001"})
    recording.add(made, "dispute", typed_dispute(maker="MK-0001"))
    recording.add(made, "dispute", typed_dispute(vendor="other"))
    recording.add(made, "flow", {"vendor": ACME, "title": "Tuning"})
    recording.add(made, "contract", {"vendor": ACME, "title": "MSA", "term_end": "2027-03-01"})
    return made


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("dispute", ["M-0001"]),
        ("stage", ["ST-0001"]),
        ("model", ["MD-0001"]),
        ("maker", ["MK-0001"]),
        ("use", ["US-0001"]),
        ("product", ["PD-0001", "PD-0002"]),
        ("flow", ["FL-0001"]),
        ("vendor", [ACME]),
        ("reviewer", ["RV-0001"]),
        ("insurance", []),
    ],
)
def test_a_vendors_records_are_its_own_and_those_that_reach_it(desk: Desk, kind: str, expected: list[str]) -> None:
    assert [item.ref for item in looking.records(desk, kind, vendor=ACME.upper())] == expected


def test_closed_records_are_listed_on_request(desk: Desk) -> None:
    recording.close(desk, "dispute", "M-0001", "withdrawn")
    assert [item.ref for item in looking.records(desk, "dispute")] == ["M-0002"]
    assert [item.ref for item in looking.records(desk, "dispute", closed=True)] == ["M-0001", "M-0002"]
    assert looking.record(desk, "dispute", "M-0001").closed_reason == "withdrawn"
    with pytest.raises(UnknownRecord):
        looking.record(desk, "dispute", "M-0009")


def test_the_related_lines_name_every_part(desk: Desk) -> None:
    old, new = note(desk, "first"), note(desk, "second")
    attaching.link(desk, old, ACME, "C5")
    attaching.supersede(desk, old, new, "newer")
    lines = list(looking.related(looking.look(desk, ACME)))
    assert lines == [
        "PD-0001  product Assist  runs on Heron 2 by Heron",
        "PD-0002  product Plain  models not recorded",
        "M-0001  Authors v. Heron, alleged by authors on 2026-05-04; S4, upstream, relevance named  "
        + lines[2].partition("relevance named  ")[2],
        "FL-0001  flow Tuning: no determination, running",
        "CT-0001  contract MSA: term end 2027-03-01, notice deadline not known",
        "EV-0001  first  (assertion, confidential, superseded)",
        "EV-0002  second  (assertion, confidential, obtained 2026-11-23)",
    ]


def test_lists_have_a_line_for_each_action_and_open_question(desk: Desk) -> None:
    actions = looking.actions(desk)
    assert [(row["vendor"], row["action"]) for row in actions] == [
        (ref, number) for ref in looking.ids(desk) for number in range(1, 6)
    ]
    assert [row["action"] for row in looking.actions(desk, ACME.title())] == [1, 2, 3, 4, 5]
    questions = looking.open_items(desk, ACME)
    standing = looking.look(desk, ACME).standing
    assert len(questions) == sum(action.open for action in standing.actions)
    assert {row["state"] for row in questions} == {"unanswered", "unknown"}


def test_an_empty_register_has_empty_lists(tmp_path: Path) -> None:
    desk = new_desk(tmp_path)
    assert not looking.ids(desk)
    assert looking.actions(desk) == looking.open_items(desk) == []
    assert looking.counts(desk).all == 0
    assert [kind for kind, count in paging.counts(desk).items() if count.open] == ["organisation", "reviewer"]


def test_a_vendors_evidence_is_its_own_and_what_is_linked_to_its_answers(desk: Desk) -> None:
    own, lent, third = note(desk), note(desk, "lent", vendor="other"), note(desk, "third", vendor="other")
    attaching.link(desk, lent, ACME, "C1")
    assert paging.evidence_refs(desk, ACME) == [own, lent]
    assert paging.evidence_refs(desk) == [own, lent, third]
    attaching.review(desk, own)
    attaching.supersede(desk, lent, third, "newer")
    assert paging.to_review(desk, [own, lent, third]) == 1
    found = paging.pieces(desk, [lent, third])
    assert (found[lent].newer, found[third].newer) == (third, "")
    assert [link.vendor for link in found[third].links] == [ACME]
    assert paging.matching(desk, "evidence", [own, lent, third], lambda item: getattr(item, "title", ""), "LENT") == [
        lent
    ]


def test_histories_are_the_newest_first(desk: Desk) -> None:
    say(desk, "C5", "general")
    recording.edit(desk, "contract", "CT-0001", {"owner": "B"})
    entries = looking.vendor_history(desk, ACME, 500)
    assert [entry.seq for entry in entries] == sorted((entry.seq for entry in entries), reverse=True)
    assert {"answer", "contract", "vendor", "standing", "product"} <= {entry.kind for entry in entries}
    assert len(looking.vendor_history(desk, ACME, 3)) == 3
    assert [entry.deed for entry in looking.history(desk, "contract", "CT-0001")] == ["edit contract", "add contract"]


def test_rows_and_records_are_plain_data(desk: Desk) -> None:
    row = looking.as_data(looking.rows(desk, [ACME])[ACME])
    assert row["residual"] == f"{row['residual_tenths'] // 10}.{row['residual_tenths'] % 10}"
    assert (
        looking.as_data(dataclasses.replace(looking.rows(desk, [ACME])[ACME], residual_tenths=None))["residual"] is None
    )
    json.dumps(row, default=str)
    plain = looking.kind_fields(KINDS["contract"], looking.record(desk, "contract", "CT-0001"))
    assert (plain["ref"], plain["term_end"]) == ("CT-0001", date(2027, 3, 1))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("ev-0001", "evidence"), ("M-12", "dispute"), ("X-1", None), ("kestrel-labs", None), ("EV", None), ("-1", None)],
)
def test_a_reference_tells_its_kind(typed: str, expected: str | None) -> None:
    assert looking.kind_of_ref(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("disputes", "dispute"),
        ("Usage flows", "flow"),
        ("policy-log", "proceeding"),
        ("score_overrides", "score_override"),
        ("proceeding link", "proceeding_link"),
        ("EVIDENCE", "evidence"),
    ],
)
def test_a_kind_is_named_in_any_way_a_person_would(typed: str, expected: str) -> None:
    assert kind_of(typed).name == expected
    with pytest.raises(UnknownKind):
        kind_of(typed + "x")


def test_a_name_that_two_vendors_have_is_told(desk: Desk) -> None:
    recording.add(desk, "vendor", {"name": "Àcme", "ref": "V-2"})
    with desk.store.read() as connection:
        assert find_vendor(connection, "acme") == ACME
        assert find_vendor(connection, "v-2") == "V-2"
        with pytest.raises(UnknownRecord, match="no vendor"):
            find_vendor(connection, "\x1b[31m")
    recording.add(desk, "vendor", {"name": "Twin", "ref": "T1"})
    recording.add(desk, "vendor", {"name": "TWIN", "ref": "T2"})
    with pytest.raises(UnknownRecord, match="more than one") as caught:
        looking.look(desk, "twin")
    assert caught.value.remedy == "say which: T1, T2"


class TestVerifying:
    """What is wrong with a register is found and told, a line each."""

    def test_a_whole_register(self, desk: Desk) -> None:
        found = verifying.verify(desk)
        assert (found.whole, found.wrong, found.files) == (True, (), 0)
        assert found.entries == desk.store.log_seq()

    def test_a_changed_file_and_a_changed_table(self, desk: Desk, tmp_path: Path) -> None:
        file = tmp_path / "msa.pdf"
        file.write_bytes(b"abc")
        piece = attaching.attach_file(desk, file, vendor=ACME)
        desk.store.vault.place(piece.sha256).chmod(0o600)
        desk.store.vault.place(piece.sha256).write_bytes(b"abd")
        with desk.write("tamper") as writing:
            writing.connection.execute("update vendor set owner = 'Mallory' where ref = ?", (ACME,))
        found = verifying.verify(desk)
        assert not found.whole
        assert any(piece.ref in line for line in found.wrong)
        assert any(ACME in line for line in found.wrong)
