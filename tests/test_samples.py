"""The sample register: what it holds, that it passes the desk's own checks, and that it is the same each time."""

import re
import sqlite3
import stat
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from riskdesk.data import log, reading, register
from riskdesk.data.case_files import case_file
from riskdesk.data.sample_files import FOLDER
from riskdesk.desk.demonstration import ACCOUNT, DAYS_IN, REVIEWER, sample_desk, sample_desk_at
from riskdesk.desk.opening import Desk, local_today, utc_now
from riskdesk.desk.verifying import verify
from riskdesk.errors import StoreExists
from riskdesk.rules.answers import check_state, checked
from riskdesk.rules.assessment import assess
from riskdesk.rules.casefile import CaseFile, Value
from riskdesk.rules.forms import check_required, read_field, type_field
from riskdesk.rules.records import KINDS, Answer, Evidence, Flow, Kind, Vendor
from riskdesk.rules.renewal_credits import notice_deadline
from riskdesk.rules.standing import Standing

START, TODAY = date(2026, 10, 18), date(2026, 11, 23)
WORD = "zibeline"
"""It stands in every privileged text of the samples and nowhere else."""


def fixed(start_on: date = START, today: date = TODAY) -> Any:
    return sample_desk(
        start_on=start_on, now=lambda: datetime.combine(today, datetime.min.time(), UTC), today=lambda: today
    )


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with fixed() as made:
        yield made


def records(desk: Desk, kind: Kind | str) -> list[Any]:
    with desk.store.read() as connection:
        return reading.rows(connection, (KINDS[kind] if isinstance(kind, str) else kind).record)


@pytest.fixture(scope="module")
def standings(desk: Desk) -> dict[str, tuple[CaseFile, Standing]]:
    with desk.store.read() as connection:
        cases = [case_file(connection, item.ref) for item in reading.rows(connection, Vendor)]
    return {case.vendor.ref: (case, assess(case, desk.pack, TODAY)) for case in cases}


@pytest.mark.parametrize(
    ("vendor", "impact", "likelihood", "driver", "scores", "tenths", "by_sum", "tier", "floors"),
    [
        ("V-005", 4, 4, "dispute", [4, 4, 5, 4, 2], 81, "moderate", "moderate", []),
        ("V-001", 3, 4, "provenance", [1, 3, 5, 1, 0], 89, "moderate", "high", ["F4"]),
        ("V-002", 4, 5, "usage", [3, 3, 0, 3, 1], 145, "high", "critical", ["F1"]),
        ("V-006", 3, 3, "provenance", [2, 4, 5, 2, 2], 58, "moderate", "moderate", []),
        ("V-026", 4, 4, "dispute", [0, 0, 0, 0, 0], 160, "critical", "critical", ["F1-HIGH", "F4", "F5"]),
    ],
)
def test_the_worked_examples_come_out_as_the_domain_has_them(
    standings: dict[str, tuple[CaseFile, Standing]],
    vendor: str,
    impact: int,
    likelihood: int,
    driver: str,
    scores: list[int],
    tenths: int,
    by_sum: str,
    tier: str,
    floors: list[str],
) -> None:
    standing = standings[vendor][1]
    found = standing.outcome
    assert found is not None
    assert (found.impact, found.likelihood, standing.driver) == (impact, likelihood, driver)
    assert [action.score for action in standing.actions] == scores
    assert (found.residual_tenths, found.by_sum, standing.tier) == (tenths, by_sum, tier)
    assert [floor.id for floor in standing.floors] == floors


def test_every_tier_and_every_state_is_there(desk: Desk, standings: dict[str, tuple[CaseFile, Standing]]) -> None:
    assert {standing.tier for _, standing in standings.values()} == {"low", "moderate", "high", "critical", "unrated"}
    states = {credit.state for _, standing in standings.values() for a in standing.actions for credit in a.credits}
    assert states == {"unanswered", "unknown", "declined", "na", "answered", "records"}
    assert {answer.state for answer in records(desk, "answer")} == {"answered", "unknown", "declined", "na"}
    assert standings["V-025"][1].at_least == "critical"
    with desk.store.read() as connection:
        counts = register.counts(connection)
    assert counts.excluded == counts.retired == 1
    assert counts.unrated >= 2


def test_every_kind_of_record_is_there(desk: Desk) -> None:
    empty = {name for name in KINDS if not records(desk, name)}
    assert empty == set(), "no sample of"


def test_evidence_is_there_in_every_form_class_and_strength(desk: Desk) -> None:
    found: list[Evidence] = records(desk, "evidence")
    for name in ("form", "classification", "strength"):
        spec = KINDS["evidence"].field(name)
        assert spec is not None
        assert {getattr(item, name) for item in found} == {choice.value for choice in spec.choices}
    assert any(item.supersedes for item in found)


def test_disputes_stand_at_several_stages(desk: Desk) -> None:
    found = [item for item in records(desk, "dispute") if item.open]
    assert {item.stage for item in found} >= {"S1", "S2", "S3", "S4", "S7", "S8", "S9", "SU"}
    assert "S6" in {item.stage for item in records(desk, "stage")}
    assert "claimant" in {item.role for item in found}
    assert len([item for item in found if item.consolidation]) == 3


def test_a_makers_matter_reaches_several_vendors(standings: dict[str, tuple[CaseFile, Standing]]) -> None:
    reached = [
        ref for ref, (case, _) in standings.items() if any("Larkspur" in m.dispute.caption for m in case.matters)
    ]
    assert reached == ["V-006", "V-013"]


def test_flows_stand_at_several_stages(desk: Desk) -> None:
    flows: list[Flow] = records(desk, "flow")
    assert {flow.determination for flow in flows} == {"", "permitted", "prohibited"}
    assert [flow.vendor for flow in flows if flow.remedied_on] == ["V-012"]
    assert [item.expires_on - TODAY for item in records(desk, "signoff")] == [timedelta(9)]


def test_dates_are_near_past_and_missed(standings: dict[str, tuple[CaseFile, Standing]]) -> None:
    corvid, ostrel, cairnmoor = (standings[ref][0] for ref in ("V-003", "V-009", "V-023"))
    assert notice_deadline(corvid.contracts[0]) == TODAY + timedelta(12)
    assert notice_deadline(ostrel.contracts[0]) == TODAY - timedelta(8)
    assert "A4-NOTICE" in {cap.id for cap in standings["V-009"][1].actions[3].caps}
    assert (cairnmoor.asks[0].asked_on, cairnmoor.asks[0].replied_on) == (TODAY - timedelta(40), None)
    assert "A2-STALE" in {cap.id for cap in standings["V-018"][1].actions[1].caps}


def test_decisions_stand_and_lapse(standings: dict[str, tuple[CaseFile, Standing]]) -> None:
    umberlane, hollowbeck, saltmarsh = (standings[ref][1] for ref in ("V-013", "V-018", "V-011"))
    assert umberlane.override
    assert umberlane.outcome is not None
    assert (umberlane.tier, umberlane.outcome.tier) == ("moderate", "high")
    assert not hollowbeck.override
    assert "not in date" in hollowbeck.override_note
    assert saltmarsh.acceptance


def test_a_designation_is_judged_unrelated_for_one_vendor(standings: dict[str, tuple[CaseFile, Standing]]) -> None:
    listed = {ref: [item.unrelated for item in case.listings] for ref, (case, _) in standings.items() if case.listings}
    assert listed == {"V-022": [False], "V-024": [True]}
    assert [floor.id for floor in standings["V-022"][1].floors] == ["F6"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_record_could_have_been_typed(desk: Desk, kind: Kind) -> None:
    for record in records(desk, kind):
        values = {spec.name: getattr(record, spec.name) for spec in kind.fields}
        check_required(kind, values)
        for spec in kind.fields:
            assert read_field(kind, spec, type_field(spec, values[spec.name])) == values[spec.name], record.ref


def test_every_answer_passes_its_questions_checks(desk: Desk) -> None:
    for answer in records(desk, "answer"):
        question = desk.pack.by_id[answer.question]
        check_state(question, answer.state, answer.note)
        if answer.state == "answered":
            value = Value.from_json(answer.value)
            assert checked(question, value) == value
            assert set(value.fields) <= {field.name for field in question.fields}, answer.ref


def test_scores_given_and_signed_still_count(standings: dict[str, tuple[CaseFile, Standing]]) -> None:
    for case, standing in standings.values():
        for item in case.signatures:
            action = standing.actions[int(item.action) - 1]
            assert (action.signed, action.provisional) == (item.ref, False), item.ref
        for given in case.confirmations:
            assert standing.actions[int(given.action) - 1].score == given.score, given.ref


def test_the_log_looks_lived_in(desk: Desk) -> None:
    with desk.store.read() as connection:
        entries = list(log.entries(connection))
    assert {entry.who for entry in entries} == {REVIEWER}
    assert {entry.account for entry in entries} == {ACCOUNT}
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert len({entry.at.date() for entry in entries}) > 20
    changed = Counter(entry.kind for entry in entries if entry.old is not None)
    assert {"answer", "dispute", "confirmation", "signature", "contract", "flow", "standing"} <= set(changed)
    assert max(entry.at for entry in entries) < datetime.combine(TODAY, datetime.min.time(), UTC)


def test_the_store_is_whole(desk: Desk) -> None:
    with desk.store.read() as connection:
        assert register.out_of_date(connection, TODAY, desk.pack.sha256) == []
    verified = verify(desk)
    assert verified.wrong == ()
    assert verified.files >= 30


def test_the_cache_says_what_the_rules_say(desk: Desk, standings: dict[str, tuple[CaseFile, Standing]]) -> None:
    with desk.store.read() as connection:
        rows = register.window(connection, list(standings))
    for ref, (_, standing) in standings.items():
        tenths = standing.outcome.residual_tenths if standing.outcome else None
        assert (rows[ref].tier, rows[ref].residual_tenths) == (standing.tier, tenths), ref


def test_it_is_the_same_each_time(desk: Desk) -> None:
    with fixed() as again:
        assert _dump(again) == _dump(desk)


def _dump(desk: Desk) -> list[str]:
    with closing(sqlite3.connect(desk.store.path)) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("days", [0, 14, 400])
def test_it_can_start_on_any_day(days: int) -> None:
    with fixed(START, START + timedelta(days)) as desk, desk.store.read() as connection:
        assert log.verify_chain(connection) is None
        assert len(register.ids(connection)) >= 25


def test_by_default_it_is_on_day_37_of_today() -> None:
    with sample_desk() as desk, desk.store.read() as connection:
        assert desk.organisation.start_on == local_today() - timedelta(DAYS_IN)
        assert max(entry.at for entry in log.entries(connection)) < utc_now()


def test_it_lies_in_a_private_folder_that_goes() -> None:
    with fixed() as desk:
        folder = desk.store.path.parent
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(desk.store.path.stat().st_mode) == 0o600
    assert not folder.exists()


def test_it_can_be_kept_where_nothing_is(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    sample_desk_at(path).store.close()
    before = path.read_bytes()
    with pytest.raises(StoreExists):
        sample_desk_at(path)
    assert path.read_bytes() == before


def test_it_is_made_without_the_orm() -> None:
    script = """
import sys
from riskdesk.desk.demonstration import sample_desk
with sample_desk():
    raise SystemExit("sqlalchemy" in sys.modules)
"""
    assert run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_privileged_word_stands_in_privileged_places_alone(desk: Desk) -> None:
    found = 0
    for kind in KINDS.values():
        secret = {spec.name for spec in kind.fields if spec.counsel}
        for record in records(desk, kind):
            holds = {name for name, value in vars(record).items() if WORD in str(value).casefold()}
            privileged = isinstance(record, Evidence) and record.classification == "privileged"
            assert privileged or holds <= secret, record.ref
            found += bool(holds)
            counsel = {name for name in secret if getattr(record, name)}
            assert counsel <= holds, f"{record.ref}: counsel's text without the word"
    assert found >= 6


def test_no_place_stands_in_any_reason(desk: Desk) -> None:
    countries = {item.country.casefold() for item in records(desk, "vendor") if item.country}
    assert len(countries) > 15
    words = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(countries)))
    for kind in KINDS.values():
        for record in records(desk, kind):
            text = " ".join(str(value) for name, value in vars(record).items() if name not in {"country", "name"})
            assert words.search(text.casefold()) is None, record.ref


def test_every_address_and_docket_is_invented(desk: Desk) -> None:
    for path in FOLDER.glob("*.toml"):
        for host in re.findall(r"https?://([^/\s\"]+)|@([a-z0-9.-]+\.[a-z]+)\b", path.read_text("utf-8")):
            assert "".join(host).endswith(".example"), path.name
    for item in records(desk, "dispute"):
        assert "(sample)" in item.caption, item.ref
        assert not item.docket or "000-" in item.docket or "(sample)" in item.docket, item.ref
    for item in records(desk, "proceeding"):
        assert item.vehicle == "none" or "(sample)" in item.title, item.ref


def test_names_need_care(desk: Desk) -> None:
    names = {item.name for item in records(desk, "vendor")}
    assert {"Thistledown Avatars [UK]", "Söderhjelm & Ähre", "雨燕ラボ Amatsubame Labs"} <= names


def test_answers_cite_evidence_that_is_listed(desk: Desk) -> None:
    listed = {item.ref for item in records(desk, "evidence")}
    cited = {ref for answer in records(desk, "answer") for ref in re.findall(r"EV-\d{4}", _texts(answer))}
    assert cited
    assert cited <= listed


def _texts(answer: Answer) -> str:
    return f"{answer.note} {answer.value}"


def test_only_a_register_that_is_thrown_away_does_not_wait_for_the_disk(desk: Desk, tmp_path: Path) -> None:
    kept = sample_desk_at(tmp_path / "kept.db")
    for made, level in ((desk, 0), (kept, 2)):
        with made.write("look") as writing:
            assert writing.connection.execute("PRAGMA synchronous").fetchone() == (level,)
    kept.store.close()
