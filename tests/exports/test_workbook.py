"""The workbook of the sample register: complete, traceable from the tier to the file, the same every time."""

import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from subprocess import run

import pytest
from approving import same_cells
from reading_back import Shown

from riskdesk.data import handoffs, reading
from riskdesk.desk.answering import answer
from riskdesk.desk.demonstration import sample_desk
from riskdesk.desk.looking import look
from riskdesk.desk.opening import Desk
from riskdesk.desk.recording import add, close, edit
from riskdesk.exports import row_digests, titles
from riskdesk.exports.leaving import Asked
from riskdesk.exports.rows import digest_rows
from riskdesk.exports.sheets.proof import Check
from riskdesk.exports.workbook import Written, write
from riskdesk.rules.casefile import Value
from riskdesk.rules.profiles import PROFILES
from riskdesk.rules.records import KINDS, Evidence
from riskdesk.rules.tiers import label

ROOT = Path(__file__).resolve().parents[2]
START, TODAY = date(2026, 10, 18), date(2026, 11, 23)


def sample(today: date = TODAY, hour: int = 12) -> AbstractContextManager[Desk]:
    moment = datetime(today.year, today.month, today.day, hour, tzinfo=UTC)
    return sample_desk(start_on=START, now=lambda: moment, today=lambda: today)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with sample() as made:
        yield made


@pytest.fixture(scope="module")
def written(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write(desk, tmp_path_factory.mktemp("out") / "internal.xlsx")


@pytest.fixture(scope="module")
def shown(written: Written) -> Shown:
    return Shown(written.path)


@pytest.mark.parametrize("profile", PROFILES)
def test_it_is_the_approved_workbook(desk: Desk, written: Written, tmp_path: Path, profile: str, approve: bool) -> None:
    made = written if profile == "internal" else write(desk, tmp_path / "made.xlsx", Asked(profile=profile))
    same_cells(made.path, ROOT / "exports" / f"{profile}.xlsx", approve=approve)


def test_every_profile_has_its_approved_workbook_and_nothing_is_left_over() -> None:
    assert {path.stem for path in (ROOT / "exports").iterdir()} == set(PROFILES)


def test_the_sheets_of_the_domain_are_there_in_order(shown: Shown) -> None:
    order = [titles.COVER, titles.OVERVIEW, titles.SCOPE, titles.REGISTER, titles.TRACE, titles.SCORES]
    assert shown.titles[:7] == [*order, titles.ANSWERS]
    wanted = {titles.EVIDENCE, titles.DECISIONS, titles.OPEN_ITEMS, titles.CHANGES, titles.CROSSWALK}
    wanted |= {titles.SIGN_OFF, titles.DICTIONARY, titles.REACH, *(titles.kind_title(kind) for kind in KINDS)}
    assert wanted <= set(shown.titles)


def test_every_record_of_every_kind_is_there(desk: Desk, shown: Shown) -> None:
    with desk.store.read() as connection:
        for kind in titles.PLAIN_KINDS:
            refs = {record.ref for record in reading.rows(connection, kind.record)}
            assert {row["Reference"] for row in shown.rows(titles.kind_title(kind.name))} == refs, kind.name
        evidence = {record.ref for record in reading.rows(connection, Evidence)}
    assert {row["Reference"] for row in shown.rows(titles.EVIDENCE)} == evidence


def test_the_register_says_what_the_rules_say(desk: Desk, shown: Shown) -> None:
    rows = {row["Vendor"]: row for row in shown.rows(titles.REGISTER)}
    for ref, row in rows.items():
        seen = look(desk, ref)
        standing, outcome = seen.standing, seen.standing.outcome
        assert [row[f"A{n} suggested"] for n in range(1, 6)] == [action.suggested for action in standing.actions]
        if row["Tier"] in ("Excluded", "Retired"):
            continue
        assert row["Tier"] == label(desk.pack, standing.tier)
        assert row["Residual"] == (outcome.residual_tenths / 10 if outcome else None)
        assert row["Open"] == sum(action.open for action in standing.actions)
    assert len(rows) == 28


def test_the_register_begins_with_what_needs_work(shown: Shown) -> None:
    order = ("Unrated", "Critical", "High", "Moderate", "Low", "Excluded", "Retired")
    places = [(order.index(row["Tier"]), -(row["Residual"] or 0)) for row in shown.rows(titles.REGISTER)]
    assert places == sorted(places)


def test_a_reader_can_add_the_answers_up_to_the_score_and_the_residual(desk: Desk, shown: Shown) -> None:
    """Recomputes earned, score, control effectiveness and residual from the cells alone."""
    earned: Counter[tuple[str, int]] = Counter()
    possible: Counter[tuple[str, int]] = Counter()
    for row in shown.rows(titles.ANSWERS):
        if row["Counts"] == "yes":
            product = (row["Credit, of 100"] or 0) * (row["Evidence, of 10"] or 0) * (row["Freshness, of 10"] or 0)
            assert product == row["Points, of 10,000"] == row["Points by the program"]
            earned[row["Vendor"], row["Action"]] += row["Weight"] * product
            possible[row["Vendor"], row["Action"]] += row["Weight"]
    units: Counter[str] = Counter()
    for row in shown.rows(titles.SCORES):
        key = row["Vendor"], row["Action"]
        assert (row["Earned, in 10,000ths"], row["Possible"]) == (earned[key], possible[key])
        exact = 5 * Decimal(earned[key]) / (10_000 * possible[key])
        assert row["Before caps"] == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
        assert row["Suggested"] <= row["Before caps"]
        units[row["Vendor"]] += row["Weight"] * row["Score"]
    for row in shown.rows(titles.REGISTER):
        if row["Residual"] is not None:
            effect = Decimal(units[row["Vendor"]]) / 500
            assert Decimal(str(row["Control effectiveness"])) == effect
            residual = row["Inherent"] * (1 - Decimal("0.60") * effect)
            assert Decimal(str(row["Residual"])) == residual.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_every_link_leads_to_what_it_names(shown: Shown) -> None:
    """Text, or the row it stands in, says what the first cells of the target say."""
    counted: Counter[tuple[str, str]] = Counter()
    for link in shown.links():
        assert link.to_sheet in shown.titles, link
        if link.to_row == 1:
            assert link.sheet in (titles.COVER, titles.SCOPE, titles.SIGN_OFF, titles.DICTIONARY), link
            continue
        counted[link.sheet, link.to_sheet] += 1
        target = [cell.value for cell in shown.values[link.to_sheet][link.to_row]]
        vendor = shown.values[link.sheet].cell(shown.values[link.sheet][link.cell].row, 1).value
        assert target[0] in (link.text.partition(",")[0], vendor), link
        if (link.sheet, link.to_sheet) == (titles.OPEN_ITEMS, titles.ANSWERS):
            assert (target[0], target[4]) == (vendor, link.text)
    wanted = ((titles.REGISTER, titles.SCORES), (titles.SCORES, titles.ANSWERS), (titles.ANSWERS, titles.EVIDENCE))
    assert all(counted[pair] for pair in wanted)
    assert counted[titles.REGISTER, titles.SCORES] == 28
    assert counted[titles.SCORES, titles.ANSWERS] == 140


def test_the_action_links_reach_the_actions_first_question(shown: Shown) -> None:
    scores = shown.values[titles.SCORES]
    for link in shown.links():
        if link.sheet == titles.SCORES and link.to_sheet == titles.ANSWERS:
            row = scores[link.cell].row
            target = shown.values[titles.ANSWERS]
            assert target.cell(link.to_row, 4).value == scores.cell(row, 4).value
            assert target.cell(link.to_row - 1, 4).value != scores.cell(row, 4).value


def test_the_counts_on_the_cover_agree_with_the_sheets(shown: Shown) -> None:
    results = [text for sheet, cell, text in shown.texts() if sheet == titles.COVER and text.startswith("agrees")]
    wrong = [text for sheet, cell, text in shown.texts() if sheet == titles.COVER and "NOT AGREE" in text]
    assert (len(results), wrong) == (9, [])
    facts = shown.facts(titles.COVER)
    states = Counter(row["State"] for row in shown.rows(titles.ANSWERS) if row["Scope"] == "in scope")
    vendors = Counter(row["Tier"] for row in shown.rows(titles.REGISTER))
    there = sum(number for tier, number in vendors.items() if tier != "Retired")
    assert facts["Vendors in the inventory, without retired ones"] == there
    assert sum(states.values()) == facts[f"Questions, in scope: {there - vendors['Excluded']} vendors x 47 questions"]
    still_open = states["unanswered"] + states["unknown"] + states["declined"]
    assert len(shown.rows(titles.OPEN_ITEMS)) == still_open == facts["Open items listed"]
    cited = [row for row in shown.rows(titles.EVIDENCE) if row["Citations"]]
    assert facts["Evidence cited by answers and records"] == len(cited)
    assert facts["Entries of the log, by number"] == len({row["Entry"] for row in shown.rows(titles.CHANGES)})


def test_a_count_that_does_not_add_up_is_said() -> None:
    assert Check("Vendors", 10, "9 rated", 9).result == "DOES NOT AGREE: 9"


def test_the_manifest_proves_every_sheet(shown: Shown) -> None:
    listed = {row[0]: (row[1], row[2]) for row in shown.values[titles.COVER].iter_rows(values_only=True)}
    for title in shown.titles:
        if shown.is_table(title):
            digest = digest_rows(shown.cells(title))
            assert listed[title] == (digest.rows, digest.hexdigest()), title
        else:
            assert title in listed


def test_the_dictionary_explains_every_column(shown: Shown) -> None:
    told = defaultdict(list)
    for row in shown.rows(titles.DICTIONARY):
        assert row["Meaning"], row
        assert row["Allowed values"], row
        assert row["Source"], row
        told[row["Sheet"]].append(row["Heading"])
    own = {row_digests.TITLE: [column.heading for column in row_digests.COLUMNS]}
    assert dict(told) == {title: shown.headings(title) for title in shown.titles if shown.is_table(title)} | own


def test_disputes_are_told_as_alleged(shown: Shown) -> None:
    told = [row for title in (titles.REACH, "Disputes") for row in shown.rows(title)]
    assert told
    for row in told:
        assert row["As reported"].startswith("alleged by "), row
        assert f"({row['Proof level']})" in row["As reported"], row


def test_the_same_register_and_day_give_the_same_bytes(written: Written, tmp_path: Path) -> None:
    with sample(hour=20) as later:
        again = write(replace(later, account="another"), tmp_path / "again.xlsx")
    assert again.path.read_bytes() == written.path.read_bytes()


def test_as_of_an_earlier_day_it_is_what_it_was_then(written: Written, tmp_path: Path) -> None:
    later_day = TODAY + timedelta(days=40)
    with sample() as fresh:
        moment = datetime(later_day.year, later_day.month, later_day.day, tzinfo=UTC)
        later = replace(fresh, now=lambda: moment, today=lambda: later_day)
        add(later, "vendor", {"name": "Newcomer"})
        edit(later, "vendor", "V-001", {"criticality": "5"}, "looked again")
        close(later, "vendor", "V-002", "left")
        answer(later, "V-003", "P2", Value("no"))
        past = write(later, tmp_path / "past.xlsx", Asked(as_of=TODAY.isoformat()))
        now = write(later, tmp_path / "now.xlsx")
    assert past.path.read_bytes() == written.path.read_bytes()
    rows = {row["Name"]: row["Tier"] for row in Shown(now.path).rows(titles.REGISTER)}
    assert rows["Newcomer"] == "Unrated"
    assert list(rows.values()).count("Retired") == 2


def test_the_hand_off_is_recorded_and_changes_no_workbook(tmp_path: Path) -> None:
    with sample() as fresh:
        first = write(fresh, tmp_path / "first.xlsx", Asked(to_whom="Grant & Co"))
        second = write(fresh, tmp_path / "second.xlsx", Asked(to_whom="Grant & Co"))
        with fresh.store.read() as connection:
            found = handoffs.handoffs(connection)
            assert handoffs.verify_handoffs(connection) is None
        seq = fresh.store.log_seq()
    assert first.sha256 == second.sha256
    told = found[0]
    assert (told.to_whom, told.profile, told.as_of, told.sha256) == (
        "Grant & Co",
        "internal",
        "2026-11-23",
        first.sha256,
    )
    assert (told.bytes, told.file_name, told.log_seq, told.who) == (
        first.path.stat().st_size,
        "first.xlsx",
        seq,
        fresh.reviewer,
    )
    assert Shown(first.path).facts(titles.COVER)["Handed to"] == "Grant & Co"


def test_limited_to_a_vendor_nothing_of_another_one_is_told(desk: Desk, tmp_path: Path) -> None:
    done = write(desk, tmp_path / "one.xlsx", Asked(vendors=["v-002"]))
    shown = Shown(done.path)
    assert [row["Vendor"] for row in shown.rows(titles.REGISTER)] == ["V-002"]
    assert "Limited to 1 of 28 vendors" in shown.facts(titles.COVER)["Vendors"]
    told = {found for _, _, text in shown.texts() for found in re.findall(r"(?<![A-Z])V-\d{3}\b", text)}
    assert told == {"V-002"}
    kept = len(shown.rows(titles.ANSWERS)), len(shown.rows(titles.SCORES))
    assert kept == (47, 5)
    assert not any("NOT AGREE" in text for _, _, text in shown.texts())


def test_limited_to_a_vendor_the_evidence_it_relies_on_comes_along(desk: Desk, tmp_path: Path) -> None:
    """V-013 relies on a piece that was obtained for another vendor."""
    shown = Shown(write(desk, tmp_path / "one.xlsx", Asked(vendors=["V-013"])).path)
    listed = {row["Reference"]: row["Vendor"] for row in shown.rows(titles.EVIDENCE)}
    cited = {ref for row in shown.rows(titles.ANSWERS) for ref in (row["Evidence"] or "").split(", ") if ref}
    assert cited
    assert cited <= set(listed)
    assert {listed[ref] for ref in cited} > {"V-013"}
    assert not any("NOT AGREE" in text for _, _, text in shown.texts())


def test_the_export_loads_neither_orm_nor_workbench(tmp_path: Path) -> None:
    script = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from riskdesk.desk.opening import start, open_desk; from riskdesk.exports.workbook import write;"
        "write(open_desk(Path(sys.argv[1])), Path(sys.argv[2]));"
        "print([name for name in ('sqlmodel', 'sqlalchemy', 'alembic', 'textual') if name in sys.modules])"
    )
    with sample() as fresh:
        done = run(
            [sys.executable, "-c", script, str(fresh.store.path), str(tmp_path / "out.xlsx")],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_another_process_with_another_order_of_hashes_writes_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from riskdesk.desk.opening import open_desk; from riskdesk.exports.leaving import Asked;"
        "from riskdesk.exports.workbook import write;"
        "desk = open_desk(Path(sys.argv[1]), today=lambda: date(2026, 11, 23));"
        "write(desk, Path(sys.argv[2]), Asked(vendors=['V-001', 'V-013']))"
    )
    with sample() as fresh:
        for seed in ("1", "2"):
            command = [sys.executable, "-c", script, str(fresh.store.path), str(tmp_path / f"{seed}.xlsx")]
            run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
