"""The questionnaire as it goes out: what it asks, what it leaves open, and what it never says."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from desks import ACME, REVIEWER, TODAY, acme_desk, held, new_desk, note, on, say
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from riskdesk.data import handoffs
from riskdesk.desk import asking_vendor, recording, rounds
from riskdesk.desk.demonstration import sample_desk
from riskdesk.desk.opening import Desk, open_desk
from riskdesk.errors import FileUnwritable, NotAllowed, StoreUnusable, UnknownRecord
from riskdesk.exports import questionnaire
from riskdesk.imports.replies import take_file
from riskdesk.rules.questionnaire import HEADINGS, asked, lines
from riskdesk.rules.records import Ask


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return acme_desk(tmp_path)


def written(desk: Desk, folder: Path, vendor: str = ACME, **more: Any) -> Path:
    return questionnaire.write(desk, vendor, folder / "out.xlsx", replace=True, **more).path


def unzipped(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            yield name, archive.read(name).decode()


def test_every_question_stands_there_with_its_words_and_its_own_cells_alone_are_open(
    desk: Desk, tmp_path: Path
) -> None:
    book = load_workbook(written(desk, tmp_path))
    sheet = book["Questionnaire"]
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    names = list(HEADINGS)
    assert [cell.value for cell in sheet[3]] == list(HEADINGS.values())
    open_cells = {
        cell.coordinate for each in book for row in each.iter_rows() for cell in row if not cell.protection.locked
    }
    wanted = {rows[line.code][names.index(name)].coordinate for line in lines(desk.pack) for name in line.columns}
    assert open_cells == wanted
    assert [rows[line.code][1].value for line in lines(desk.pack)] == [line.text for line in lines(desk.pack)]
    assert {question.text for question in asked(desk.pack)} <= {row[1].value for row in rows.values()}
    assert len(asked(desk.pack)) == 12
    for each in book:
        assert (each.protection.sheet, each.protection.password) == (True, None), each.title
        assert each.sheet_state == "visible"


def test_a_cell_offers_its_answers_and_the_three_states(desk: Desk, tmp_path: Path) -> None:
    book = load_workbook(written(desk, tmp_path))
    sheet = book["Questionnaire"]
    offered: dict[str, list[str]] = {}
    for rule in sheet.data_validations.dataValidation:
        words = rule.formula1.strip('"').split(",")
        if rule.formula1.startswith("Choices!"):
            left, top, right, bottom = range_boundaries(rule.formula1.split("!")[1].replace("$", ""))
            words = [row[0] for row in book["Choices"].iter_rows(top, bottom, left, right, values_only=True)]
        for cells in rule.sqref.ranges:
            offered |= {str(sheet.cell(row, 1).value): words for row in range(cells.min_row, cells.max_row + 1)}
    assert offered == {line.code: list(line.options) for line in lines(desk.pack) if line.options}
    assert offered["P1"][-2:] == ["unknown", "declined"]
    assert offered["P5"][-3:] == ["unknown", "declined", "not applicable"]


def test_the_same_state_gives_the_same_bytes_and_one_record_of_asking(desk: Desk, tmp_path: Path) -> None:
    first = written(desk, tmp_path).read_bytes()
    assert written(desk, tmp_path).read_bytes() == first
    written(desk, tmp_path, to_whom="Dana\nWhitlock")
    written(on(desk, date(2026, 11, 24)), tmp_path)
    asks = [(item.asked_of, item.asked_on, item.means) for item in held(desk, Ask) if isinstance(item, Ask)]
    assert asks == [
        ("Acme", TODAY, "questionnaire"),
        ("Dana Whitlock", TODAY, "questionnaire"),
        ("Acme", date(2026, 11, 24), "questionnaire"),
    ]
    with desk.store.read() as connection:
        listed = handoffs.handoffs(connection)
    assert [item.profile for item in listed] == ["questionnaire"] * 4
    assert listed[0].sha256 == listed[1].sha256


def test_it_goes_to_the_first_contact_and_asks_about_the_products(desk: Desk, tmp_path: Path) -> None:
    recording.add(desk, "contact", {"vendor": ACME, "name": "Dana Whitlock"})
    recording.add(desk, "product", {"vendor": ACME, "name": "Acme Assist"})
    sheet = load_workbook(written(desk, tmp_path))["Instructions"]
    facts = {row[0]: row[2] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert (facts["For the attention of"], facts["About"]) == ("Dana Whitlock", "Acme Assist")
    assert facts["Please return to"] == f"{REVIEWER}, CISO"
    assert facts["Please answer by"] == datetime(2027, 1, 22)


def test_nothing_that_we_think_of_the_vendor_is_in_it(tmp_path: Path) -> None:
    """The whole sample register: what its free texts and the pack's reasons say must not be in any part of the file."""
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    with sample_desk(start_on=date(2026, 10, 18), now=lambda: moment, today=lambda: TODAY) as desk:
        say(desk, "P4", "nothing", "V-002", note="Quagmire one", counsel_note="Quagmire two")
        note(desk, "Quagmire three", "V-002", title="Quagmire four")
        recording.edit(desk, "vendor", "V-002", {"notes": "Quagmire five", "provenance_reason": "Quagmire six"}, "x")
        parts = dict(unzipped(written(desk, tmp_path, "V-002")))
        names = [part for question in asked(desk.pack) for part in (question.why, question.good, question.raises)]
        tiers = [tier.label for tier in desk.pack.tiers]
    whole = "\n".join(parts.values())
    assert "Kestrel" in whole
    assert "Quagmire" not in whole
    for name in filter(None, names):
        assert name not in whole
    text = re.sub(
        r"<[^>]+>", " ", "\n".join(xml for name, xml in parts.items() if "sheet" in name or "docProps" in name)
    )
    words = set(re.findall(r"[a-z]+", text.casefold()))
    inner = {"tier", "score", "scores", "residual", "likelihood", "impact", "credit", "weight", "cap", "floor", "risk"}
    inner |= {"counsel", "privileged", "unrated", "control", "rubric", *(tier.casefold() for tier in tiers)}
    assert words & inner == set()
    assert not any("comment" in name or "drawing" in name for name in parts)


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "[/] [@click=app.quit]x",
        "<b>&amp;\"'</b>",
        "a\u202eb\x1b[2J",
        "{vendor} {products}",
        "x" * 300,
    ],
)
def test_a_hostile_name_is_text_everywhere(tmp_path: Path, name: str) -> None:
    desk = new_desk(tmp_path)
    recording.add(desk, "vendor", {"name": name}, ref="odd")
    recording.add(desk, "product", {"vendor": "odd", "name": name})
    path = written(desk, tmp_path, "odd", to_whom=name)
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(cell.data_type == "f" for cell in cells)
    shown = desk.store.path and next(cell.value for cell in book["Instructions"]["C"] if cell.row == 5)
    assert shown == name.replace("\u202e", "\ufffd").replace("\x1b", "\ufffd")
    assert not take_file(desk, path, dry_run=True).returned.faults


def test_what_cannot_be_asked_is_refused_and_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "q.xlsx"
    with pytest.raises(UnknownRecord):
        questionnaire.write(desk, "nobody", target)
    with pytest.raises(FileUnwritable, match="does not end"):
        questionnaire.write(desk, ACME, tmp_path / "q.xls")
    with pytest.raises(FileUnwritable, match="does not end"):
        questionnaire.write(desk, ACME, desk.store.path)
    for odd in (Path("~nobody-of-that-name/q.xlsx"), tmp_path / f"{'x' * 300}.xlsx"):
        with pytest.raises(FileUnwritable, match="cannot be used"):
            questionnaire.write(desk, ACME, odd)
    with pytest.raises(FileUnwritable, match="not written"):
        questionnaire.write(desk, ACME, tmp_path / "none" / "q.xlsx")
    rounds.close_round(desk, ACME, "done")
    with pytest.raises(NotAllowed, match="no round"):
        questionnaire.write(desk, ACME, target)
    rounds.open_round(desk, ACME)
    recording.close(desk, "vendor", ACME, "gone")
    with pytest.raises(NotAllowed, match="retired"):
        questionnaire.write(desk, ACME, target)
    target.write_text("kept")
    with pytest.raises(FileUnwritable, match="already there"):
        questionnaire.write(desk, ACME, target)
    reader = replace(open_desk(desk.store.path, read_only=True), today=lambda: TODAY)
    with pytest.raises(StoreUnusable, match="reading only"):
        questionnaire.write(reader, ACME, tmp_path / "r.xlsx")
    assert target.read_text() == "kept"
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["q.xlsx"]
    assert held(desk, Ask) == []


def test_asking_that_cannot_be_recorded_leaves_no_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(asking_vendor, "record", full)
    with pytest.raises(FileUnwritable, match="No space"):
        written(desk, tmp_path)
    assert not list(tmp_path.glob("*.xlsx"))
    assert not list(tmp_path.glob(".riskdesk-*"))
