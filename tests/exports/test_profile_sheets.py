"""What each profile holds: its sheets and no others, the insurer's own sheets, the board's one page."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from reading_back import Shown

from riskdesk.desk.checking import check, counted
from riskdesk.desk.looking import look, records
from riskdesk.desk.opening import Desk, start
from riskdesk.exports import titles
from riskdesk.exports.leaving import Asked
from riskdesk.exports.row_digests import TITLE
from riskdesk.exports.sheets import SHEETS
from riskdesk.exports.workbook import write
from riskdesk.rules.objections import TITLES
from riskdesk.rules.profiles import COUNSEL_MARKING, MARKING, PROFILES
from riskdesk.rules.records import KINDS, Dispute
from riskdesk.rules.records.disputes import PROOF

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)


def test_every_sheet_and_kind_that_a_profile_names_is_there() -> None:
    for profile in PROFILES.values():
        assert set(profile.sheets) <= set(SHEETS), profile.name
        assert profile.kinds <= set(KINDS), profile.name
        fields = {f"{kind.name}.{spec.name}" for kind in KINDS.values() for spec in kind.fields}
        assert profile.left_out <= fields, profile.name
    assert set(SHEETS) == {name for profile in PROFILES.values() for name in profile.sheets}


@pytest.mark.parametrize(
    ("profile", "banner", "marking"),
    [
        ("internal", "", MARKING),
        ("internal", "Faber LLP, matter 7", COUNSEL_MARKING),
        ("auditor", "Faber LLP, matter 7", f"{MARKING}, handed to an auditor"),
        ("insurer", "", f"{MARKING}, handed to an insurer"),
        ("board", "", f"{MARKING}, for the board"),
    ],
)
def test_the_marking_is_the_profiles(profile: str, banner: str, marking: str) -> None:
    assert PROFILES[profile].marking(banner) == marking


def test_the_insurer_gets_inventory_governance_and_cover_and_no_more(insurer: Shown) -> None:
    kinds = {titles.kind_title(name) for name in PROFILES["insurer"].kinds}
    assert {titles.INDEMNITY, titles.PROOF_LEVELS, titles.EXCLUSIONS, titles.DECISIONS, *kinds} <= set(insurer.titles)
    assert not {titles.ANSWERS, titles.EVIDENCE, titles.CHANGES, "Contacts", "Incidents"} & set(insurer.titles)
    assert not {"Notes", "Annual spend"} & set(insurer.headings("Vendors"))
    assert not any("NOT AGREE" in text for _, _, text in insurer.texts())
    assert {link.to_sheet for link in insurer.links()} <= set(insurer.titles)


def test_the_indemnity_status_has_every_contract_of_a_vendor_in_scope(desk: Desk, insurer: Shown) -> None:
    rows = insurer.rows(titles.INDEMNITY)
    scope = [row["Vendor"] for row in insurer.rows(titles.REGISTER) if row["Tier"] not in ("Excluded", "Retired")]
    assert list(dict.fromkeys(row["Vendor"] for row in rows)) == sorted(scope)
    for row in rows:
        seen = look(desk, row["Vendor"])
        assert row["A4 score"] == seen.standing.actions[3].score
        contract = next((item for item in seen.case.contracts if item.ref == row["Reference"]), None)
        assert (row["IP indemnity cap"] or "") == (contract.ip_cap if contract else "")
        assert (row["Data-breach cap"] or "") == (contract.breach_cap if contract else "")


def test_disputes_stand_by_proof_level_the_farthest_first(desk: Desk, insurer: Shown) -> None:
    rows = insurer.rows(titles.PROOF_LEVELS)
    levels = list(PROOF.values())[::-1]
    assert [row["Proof level"] for row in rows] == sorted((row["Proof level"] for row in rows), key=levels.index)
    held = {item.ref for item in records(desk, "dispute") if isinstance(item, Dispute)}
    assert {row["Reference"] for row in rows} == held
    reached = Counter(row["Dispute"] for row in insurer.rows(titles.REACH) if row["Scope"] == "in scope")
    assert {row["Reference"]: row["Vendors reached"] for row in rows} == {ref: reached[ref] for ref in held}


def test_policies_are_held_against_the_exclusion(insurer: Shown) -> None:
    checked = {row["Generative-AI exclusion"]: row["Check"] for row in insurer.rows(titles.EXCLUSIONS)}
    assert "gap" in checked["endorsed"]
    assert all(row["In force"] == "yes" for row in insurer.rows(titles.EXCLUSIONS))


def test_the_board_gets_one_page_of_one_sheet(board: Shown) -> None:
    sheet = load_workbook(board.path)[titles.BOARD]
    assert board.titles == [titles.BOARD, TITLE]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_board_page_counts_what_the_register_says(desk: Desk, insurer: Shown, board: Shown) -> None:
    rows = insurer.rows(titles.REGISTER)
    tiers = Counter(row["Tier"] for row in rows)
    lines: list[list[Any]] = [
        [value for value in row if value is not None] for row in board.values[titles.BOARD].values
    ]
    counted = {line[-2]: line[-1] for line in lines if str(line[:1]).startswith("['Likelihood ")}
    assert counted == {tier: tiers[tier] for tier in ("Critical", "High", "Moderate", "Low", "Unrated")}
    for number, action in enumerate(desk.pack.actions, 1):
        line = next(line for line in lines if line[:1] == [action.title])
        assert sum(line[1:]) == sum(tiers.values()) - tiers["Excluded"] - tiers["Retired"]
        assert line[1] + line[5] == sum(row[f"A{number} signed"] == "yes" for row in rows)
    top = [line[0] for line in lines if len(line) == 5 and line[1] in ("Critical", "High") and line[0] != "Critical"]
    rated = [row["Name"] for row in rows if row["Tier"] in ("Critical", "High", "Moderate", "Low")]
    assert top == rated[:5]


def test_a_board_page_of_an_empty_register_says_so(tmp_path: Path) -> None:
    made = start(tmp_path / "register.db", "Meridian Group", "M. Okafor", today=lambda: TODAY)
    with made.store:
        shown = Shown(write(made, tmp_path / "board.xlsx", Asked(profile="board")).path)
    told = " ".join(text for _, _, text in shown.texts())
    assert "No vendor in scope is rated." in told
    assert "None: every vendor is rated" in told
    assert "no item is withheld" in told


@pytest.mark.parametrize("profile", PROFILES)
def test_the_cover_says_how_many_points_were_told(desk: Desk, folder: Path, profile: str) -> None:
    """As many as the check finds, told before the file is there."""
    heard: list[tuple[dict[str, int], bool]] = []
    path = folder / f"{profile}-heard.xlsx"
    write(desk, path, Asked(profile=profile, heed=lambda numbers: heard.append((dict(numbers), path.exists()))))
    found = counted(check(desk))
    assert heard == [(found, False)]
    shown = Shown(path)
    assert any(f"{sum(found.values()):,} points that an auditor" in text for _, _, text in shown.texts())
    if titles.COVER in shown.titles:
        facts = shown.facts(titles.COVER)
        assert {kind: facts[TITLES[kind]] for kind in found} == found
