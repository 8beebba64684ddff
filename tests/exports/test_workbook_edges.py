"""Workbooks of registers that are empty, tiny or hostile, and everything that an export refuses."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from reading_back import Row, Shown

from riskdesk.data import excerpt, handoffs
from riskdesk.desk import handing_over
from riskdesk.desk.answering import answer
from riskdesk.desk.attaching import attach_note, attach_url
from riskdesk.desk.opening import Desk, open_desk, start
from riskdesk.desk.recording import add, close
from riskdesk.desk.sequestering import sequester
from riskdesk.errors import BadDate, Cancelled, FileUnwritable, StoreBusy, StoreUnusable, UnknownProfile, UnknownRecord
from riskdesk.exports import spool, titles
from riskdesk.exports.leaving import Asked
from riskdesk.exports.titles import PLAIN_KINDS, kind_title
from riskdesk.exports.workbook import write
from riskdesk.rules.casefile import Value

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    '+1"),HYPERLINK("http://evil.example","x',
    "-2+3",
    "@SUM(1)",
    "[/red] [UK] [@click=app.quit]x[/]",
    "<b>&amp;</b> ]]> _x0041_",
    "ﷺ \u202egnp.exe 🜁 'quoted' \"double\"",
    "#N/A",
    "Sheet'!A1",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = start(tmp_path / "register.db", "Meridian Group", "M. Okafor", now=lambda: NOW, today=lambda: TODAY)
    with made.store:
        yield made


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "register.xlsx"


def add_vendor(desk: Desk, name: str, **fields: str) -> str:
    return add(desk, "vendor", {"name": name, **fields}).record.ref


def agrees(shown: Shown) -> bool:
    cover = [text for sheet, _, text in shown.texts() if sheet == titles.COVER]
    return any(text == "agrees" for text in cover) and not any("NOT AGREE" in text for text in cover)


def test_an_empty_register_says_so_in_every_sheet(desk: Desk, target: Path) -> None:
    done = write(desk, target)
    shown = Shown(done.path)
    assert agrees(shown)
    assert shown.facts(titles.COVER)["Status"] == "Draft: no vendor is in scope"
    filled = {"Organisation", "Reviewers", titles.CHANGES, titles.CROSSWALK, titles.DICTIONARY}
    for title in shown.titles:
        if shown.is_table(title):
            assert bool(shown.rows(title)) == (title in filled), title
            heading = shown.values[title]["A1"].value
            assert str(heading).endswith("(no entries)") == (title not in filled), title


def test_one_vendor_fills_the_sheets_and_their_links(desk: Desk, target: Path) -> None:
    ref = add_vendor(desk, "Northlight")
    answer(desk, ref, "P2", Value("no"), note="by letter")
    attach_url(desk, "https://northlight.example/letter", vendor=ref, questions=["P2"])
    shown = Shown(write(desk, target).path)
    assert agrees(shown)
    (row,) = shown.rows(titles.REGISTER)
    assert (row["Vendor"], row["Tier"], row["Open items"]) == (ref, "Unrated", "see open items")
    answers = {row["Question"]: row for row in shown.rows(titles.ANSWERS)}
    assert (answers["P2"]["State"], answers["P2"]["Evidence"]) == ("answered", "EV-0001")
    assert (answers["P1"]["State"], answers["P1"]["Credit, of 100"], answers["P1"]["Evidence, of 10"]) == (
        "unanswered",
        0,
        None,
    )
    link = next(one for one in shown.links() if one.sheet == titles.ANSWERS)
    assert shown.values[titles.EVIDENCE].cell(link.to_row, 1).value == "EV-0001"
    (piece,) = shown.rows(titles.EVIDENCE)
    assert (piece["Cited by answers"], piece["Citations"]) == (f"{ref}/P2", 1)


def test_hostile_text_stays_text_everywhere(desk: Desk, target: Path) -> None:
    for text in HOSTILE:
        ref = add_vendor(desk, text, owner=text, notes=text)
        add(desk, "dispute", {"vendor": ref, "caption": text, "alleged_by": text, "proof": "allegation",
                              "stage": "S1", "role": "respondent", "primary_source": text})  # fmt: skip
        answer(desk, ref, "P3", Value("no"), note=text)
        attach_note(desk, text, vendor=ref, questions=["P3"], fields={"title": text, "source": text})
    shown = Shown(write(desk, target, Asked(to_whom=HOSTILE[0])).path)
    assert agrees(shown)
    formulas = [formula for _, _, formula in shown.all_formulas()]
    leading = [formula for formula in formulas if formula.startswith('=HYPERLINK("#')]
    assert leading
    for formula in set(formulas) - set(leading):
        assert re.fullmatch(r"=[\w !$:.,()*/+<>=\"'-]+", formula), formula
        assert not any(text in formula for text in HOSTILE), formula
    names = {row["Name"] for row in shown.rows(titles.REGISTER)}
    assert {text.replace("\u202e", "\ufffd") for text in HOSTILE} == names
    links = list(shown.links())
    assert len(links) == len(leading)
    assert {link.to_sheet for link in links} <= set(shown.titles)


def test_the_words_of_a_sequestered_note_stay_in_the_register(desk: Desk, target: Path) -> None:
    words = "Counsel fears a loss.\nAt any price."
    aside = attach_note(desk, words, vendor=add_vendor(desk, "Northlight"))
    attach_note(desk, "A call with sales.", vendor="")
    sequester(desk, aside.ref, "filed by mistake")
    shown = Shown(write(desk, target).path)
    assert agrees(shown)
    assert not [text for _, _, text in shown.texts() if "fears" in text or "At any price" in text]
    first, second = shown.rows(titles.EVIDENCE)
    assert (first["Title"], first["Text of the note"], first["Sequestered because"]) == (
        "withheld: sequestered", "withheld: sequestered", "filed by mistake")  # fmt: skip
    assert (second["Title"], second["Text of the note"]) == ("A call with sales.", "A call with sales.")


def test_excluded_and_retired_vendors_are_told_apart(desk: Desk, target: Path) -> None:
    kept, gone = add_vendor(desk, "Kept"), add_vendor(desk, "Gone")
    add_vendor(desk, "Out", excluded_on="2026-11-01", excluded_reason="not AI")
    close(desk, "vendor", gone, "contract ended")
    shown = Shown(write(desk, target).path)
    assert agrees(shown)
    tiers = {row["Name"]: row["Tier"] for row in shown.rows(titles.REGISTER)}
    assert tiers == {"Kept": "Unrated", "Out": "Excluded", "Gone": "Retired"}
    assert {row["Vendor"] for row in shown.rows(titles.OPEN_ITEMS)} == {kept}
    assert shown.facts(titles.COVER)["Vendors in the inventory, without retired ones"] == 2
    assert "not AI" in {text for sheet, _, text in shown.texts() if sheet == titles.SCOPE}


@pytest.mark.parametrize(
    ("days", "state", "wanted"),
    [
        (30, "", ""),
        (31, "", "amber"),
        (60, "unknown", "amber"),
        (61, "unknown", "red"),
        (400, "declined", ""),
    ],
)
def test_open_key_questions_age(desk: Desk, target: Path, days: int, state: str, wanted: str) -> None:
    ref = add_vendor(desk, "Northlight")
    asked = TODAY - timedelta(days=days)
    add(desk, "ask", {"vendor": ref, "asked_on": asked.isoformat(), "asked_of": "Sales"})
    if state:
        answer(desk, ref, "P2", None, state=state)
    rows = {row["Question"]: row for row in Shown(write(desk, target).path).rows(titles.OPEN_ITEMS)}
    row = rows["P2"]
    assert (row["State"], row["Days open"], row["Ageing"] or "") == (state or "unanswered", days, wanted)
    assert row["To do"].startswith("treat") == (state == "declined")


def test_every_kind_has_a_sheet_of_its_fields(desk: Desk, target: Path) -> None:
    shown = Shown(write(desk, target).path)
    for kind in PLAIN_KINDS:
        headings = shown.headings(kind_title(kind.name))
        assert [spec.label for spec in kind.fields] == headings[-len(kind.fields) :], kind.name


def nothing_left(folder: Path) -> bool:
    return list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["register", "register.xls", "register.xlsx.txt"])
def test_it_wants_the_name_of_a_workbook(desk: Desk, target: Path, name: str) -> None:
    with pytest.raises(FileUnwritable, match=r"\.xlsx"):
        write(desk, target.with_name(name))
    assert nothing_left(target.parent)


def test_a_file_that_is_there_stays_unless_replacing_is_allowed(desk: Desk, target: Path) -> None:
    target.write_bytes(b"old")
    with pytest.raises(FileUnwritable, match="allow replacing"):
        write(desk, target)
    assert target.read_bytes() == b"old"
    write(desk, target, Asked(replace=True))
    assert target.read_bytes()[:2] == b"PK"
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_file_that_appears_meanwhile_stays(desk: Desk, target: Path) -> None:
    def meanwhile(_title: str, _rows: int) -> None:
        target.write_bytes(b"theirs")

    with pytest.raises(FileUnwritable, match="already there"):
        write(desk, target, Asked(progress=meanwhile))
    assert target.read_bytes() == b"theirs"
    assert handed_over(desk) == []


def test_the_register_itself_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with start(path, "Meridian", "M", now=lambda: NOW, today=lambda: TODAY).store as store:
        made = open_desk(store.path)
        before = path.read_bytes()[:16]
        with pytest.raises(FileUnwritable, match="register itself"):
            write(made, path, Asked(replace=True))
        made.store.close()
    assert path.read_bytes()[:16] == before


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"profile": "everyone"}, UnknownProfile),
        ({"vendors": ["nobody"]}, UnknownRecord),
        ({"as_of": "yesterday"}, BadDate),
        ({"as_of": "2026-11-24"}, BadDate),
        ({"as_of": "2020-01-01"}, BadDate),
    ],
)
def test_what_makes_no_sense_is_refused(
    desk: Desk, target: Path, words: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        write(desk, target, Asked(**words))
    assert nothing_left(target.parent)
    assert handed_over(desk) == []


def test_a_vendor_of_later_is_not_there_as_of_then(desk: Desk, target: Path) -> None:
    moment = NOW + timedelta(days=5)
    later = replace(desk, now=lambda: moment, today=moment.date)
    ref = add_vendor(later, "Newcomer")
    with pytest.raises(UnknownRecord):
        write(later, target, Asked(vendors=[ref], as_of=TODAY.isoformat()))


def test_stopping_leaves_nothing_behind(desk: Desk, target: Path) -> None:
    for number in range(60):
        add_vendor(desk, f"Vendor {number}")
    seen: list[str] = []
    for stop_at in ("Vendors assessed", titles.ANSWERS):
        stopping = Asked(
            progress=lambda title, _rows: seen.append(title), cancelled=partial(seen.__contains__, stop_at)
        )
        with pytest.raises(Cancelled):
            write(desk, target, stopping)
        assert nothing_left(target.parent)
    assert handed_over(desk) == []


def test_without_its_record_no_workbook_goes_out(desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_words: Any, **_named: Any) -> int:
        raise StoreBusy("the store is busy")

    monkeypatch.setattr(handing_over, "record", busy)
    with pytest.raises(StoreBusy):
        write(desk, target)
    assert nothing_left(target.parent)


def test_a_register_open_for_reading_hands_nothing_over(desk: Desk, target: Path) -> None:
    reader = open_desk(desk.store.path, read_only=True, now=lambda: NOW, today=lambda: TODAY)
    with reader.store, pytest.raises(StoreUnusable):
        write(reader, target)
    assert nothing_left(target.parent)


def test_a_full_disk_while_the_lines_wait_is_told_as_such(
    desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: Any) -> None:
        raise OSError(28, "No space left on device")

    add_vendor(desk, "Northlight")
    monkeypatch.setattr(spool.Spool, "add", full)
    with pytest.raises(FileUnwritable, match="disk is full"):
        write(desk, target)
    assert nothing_left(target.parent)


def test_lines_come_back_in_any_order(target: Path) -> None:
    kept = spool.Spool(target.parent)
    for number in range(4):
        kept.add([(number, place) for place in range(number)])
    assert [tuple(line) for line in kept.lines()] == [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]
    assert [tuple(line) for line in kept.lines([3, 1])] == [(3, 0), (3, 1), (3, 2), (1, 0)]
    assert ([kept.start(number) for number in range(4)], len(kept)) == ([0, 0, 1, 3], 6)
    kept.close()
    assert nothing_left(target.parent)


def test_references_that_the_register_did_not_count_are_not_linked() -> None:
    numbers = excerpt.Numbers("EV", ["EV-0001", "EV-0003", "MINE", "EV-10000", "EV-03", "XX-0002"])
    places = {ref: numbers.place(ref) for ref in ("EV-0001", "EV-0003", "EV-10000", "EV-0002", "EV-03", "XX-0002", "")}
    assert places == {
        "EV-0001": 0,
        "EV-0003": 1,
        "EV-10000": 3,
        "EV-0002": None,
        "EV-03": None,
        "XX-0002": None,
        "": None,
    }


def handed_over(desk: Desk) -> list[handoffs.HandOff]:
    with desk.store.read() as connection:
        return handoffs.handoffs(connection)


def rounded(rows: list[Row]) -> list[Row]:
    """LibreOffice writes 15 digits of a fraction."""
    return [
        {head: round(value, 9) if isinstance(value, float) else value for head, value in row.items()} for row in rows
    ]


@pytest.mark.office
def test_libreoffice_opens_it_and_says_the_same(desk: Desk, target: Path, tmp_path: Path) -> None:
    ref = add_vendor(desk, HOSTILE[0], criticality="4")
    answer(desk, ref, "P2", Value("no"))
    path = write(desk, target).path
    out = tmp_path / "office"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [str(shutil.which("soffice")), profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=240)
    ours, theirs = Shown(path), Shown(out / path.name)
    assert theirs.titles == ours.titles
    for title in (titles.REGISTER, titles.SCORES, titles.ANSWERS, titles.OPEN_ITEMS, titles.CHANGES):
        assert rounded(theirs.rows(title)) == rounded(ours.rows(title)), title
