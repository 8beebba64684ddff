"""A vendor's reply on its way back: through other programs, with awkward cells, against what the register holds."""

import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from desks import ACME, TODAY, acme_desk, held, logged, new_desk, on, say, ticking
from filling import (
    SHEET,
    TIDY,
    Answers,
    added,
    as_excel_would,
    by_office,
    by_openpyxl,
    cell_of,
    fill,
    places,
    rewrite,
)

from riskdesk.desk import recording, rounds
from riskdesk.desk.answering import clear
from riskdesk.desk.finding import UnknownQuestion
from riskdesk.desk.opening import Desk, open_desk
from riskdesk.desk.replies import NAMED, Choices, Outcome
from riskdesk.desk.undoing import undo
from riskdesk.errors import FileUnreadable, NotAllowed, ReplyRefused
from riskdesk.exports import questionnaire
from riskdesk.imports import reply_book
from riskdesk.imports.replies import take_file
from riskdesk.rules.answers import in_words
from riskdesk.rules.casefile import Value
from riskdesk.rules.records import Answer, Ask, Evidence, EvidenceLink, Record

STATES = {
    **dict.fromkeys(("P1", "P2", "P3", "P4", "P6", "P8", "P11", "P12"), "answered"),
    "P5": "declined", "P7": "na", "P9": "unknown",
}  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a register whose vendor was sent its questionnaire, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("asked")
    questionnaire.write(acme_desk(folder), ACME, folder / "sent.xlsx")
    return folder


@pytest.fixture
def desk(asked: Path, tmp_path: Path) -> Desk:
    shutil.copytree(asked, tmp_path, dirs_exist_ok=True)
    clock = ticking()
    return open_desk(tmp_path / "register.db", now=lambda: clock() + timedelta(hours=1), today=lambda: TODAY)


@pytest.fixture
def sent(desk: Desk) -> Path:
    return desk.store.path.with_name("sent.xlsx")


def answers(desk: Desk) -> dict[str, Answer]:
    return {item.question: item for item in held(desk, Answer, "closed_on is null") if isinstance(item, Answer)}


def every(desk: Desk, record: type[Record]) -> list[Any]:
    return list(held(desk, record))


def verdicts(outcome: Outcome) -> dict[str, str]:
    return {row.question: row.verdict for row in outcome.rows}


def tried(desk: Desk, path: Path, **choices: Any) -> Outcome:
    return take_file(desk, path, Choices(**choices))


SAVED: dict[str, Callable[[Path, Path], Path]] = {
    "as it is": lambda path, _folder: path,
    "by openpyxl": lambda path, folder: by_openpyxl(path, folder / "saved.xlsx"),
    "as Excel would": lambda path, folder: as_excel_would(path, folder / "saved.xlsx"),
}


@pytest.mark.parametrize("name", [*SAVED, pytest.param("by LibreOffice", marks=pytest.mark.office)])
def test_a_reply_comes_back_whole(desk: Desk, sent: Path, tmp_path: Path, name: str) -> None:
    filled = fill(sent, tmp_path / "reply.xlsx", TIDY)
    outcome = tried(desk, SAVED.get(name, by_office)(filled, tmp_path))
    assert (outcome.unsettled, outcome.kept) == ((), True)
    found = answers(desk)
    assert {question: answer.state for question, answer in found.items()} == STATES
    assert verdicts(outcome)["P10"] == "not answered"
    words = {id: in_words(desk.pack.by_id[id], item.state, Value.from_json(item.value)) for id, item in found.items()}
    assert words["P1"].endswith("Heron 4.1, trained by Heron AI Ltd.\nNo other model.")
    assert words["P8"] == (
        "Summary under the EU AI Act, Art. 53(1)(d): published, for our version; Posting under AB 2013, California "
        "Civ. Code § 3111: does not apply to the product as offered; Date of the latest statement: 2026-08-01"
    )
    assert words["P11"] == (
        "New claims: the duty is: in the contract; New claims: within days: 30; Change of model: the duty is: informal"
    )
    assert words["P12"] == "Name: Jo Doe; Role: authorised officer; Answered on: 2026-11-23; May bind the company: yes"
    assert (found["P1"].note, found["P5"].note) == ("Since March 2026.", "Trade secret.")
    assert {answer.answered_on for answer in found.values()} == {TODAY}
    assert {answer.answered_by for answer in found.values()} == {"Jo Doe (vendor reply, EV-0001)"}


def test_the_file_is_evidence_and_what_it_names_is_a_claim(desk: Desk, sent: Path, tmp_path: Path) -> None:
    outcome = tried(desk, fill(sent, tmp_path / "reply.xlsx", TIDY))
    file, *named = every(desk, Evidence)
    assert (file.ref, file.sha256, file.strength) == (outcome.evidence, outcome.returned.sha256, "statement")
    with desk.store.vault.open(file.sha256) as stored:
        assert stored.read() == (tmp_path / "reply.xlsx").read_bytes()
    links = every(desk, EvidenceLink)
    assert {link.question for link in links if link.evidence == file.ref} == set(STATES)
    assert [(item.type, item.sha256, item.strength, item.form) for item in named] == [
        (NAMED, "", "assertion", "url")
    ] * 2
    assert named[0].title == "Named by the vendor, not obtained: Model card Heron 4.1"
    assert (named[0].source, named[0].document_on) == ("https://heron.example/card", date(2026, 9, 1))
    assert [link.question for link in links if link.evidence != file.ref] == ["P1", "P8"]
    (ask,) = every(desk, Ask)
    assert ask.replied_on == TODAY


def test_each_answer_is_logged_as_the_vendors_reply_and_all_of_it_can_be_undone(
    desk: Desk, sent: Path, tmp_path: Path
) -> None:
    before = len(logged(desk))
    tried(desk, fill(sent, tmp_path / "reply.xlsx", TIDY))
    entries = logged(desk, before)
    assert {entry.deed for entry in entries} == {"vendor reply"}
    assert sorted(entry.ref for entry in entries if entry.kind == "answer") == sorted(f"acme/{id}" for id in STATES)
    assert all("reply.xlsx (SHA-256 " in entry.reason for entry in entries if entry.kind == "answer")
    undo(desk)
    assert answers(desk) == {}


def test_a_dry_run_and_a_blank_form_change_nothing(desk: Desk, sent: Path, tmp_path: Path) -> None:
    before = logged(desk)
    outcome = take_file(desk, fill(sent, tmp_path / "reply.xlsx", TIDY), dry_run=True)
    assert (outcome.kept, outcome.unsettled) == (False, ())
    assert (verdicts(outcome)["P1"], verdicts(outcome)["P10"]) == ("new", "not answered")
    assert logged(desk) == before
    assert not any(path.is_file() for path in desk.store.vault.folder.rglob("*"))
    assert set(verdicts(take_file(desk, sent, dry_run=True)).values()) == {"not answered"}


def test_the_same_file_twice_changes_no_answer(desk: Desk, sent: Path, tmp_path: Path) -> None:
    path = fill(sent, tmp_path / "reply.xlsx", {**TIDY, "S.3": None})
    tried(desk, path)
    before, pieces = answers(desk), every(desk, Evidence)
    outcome = tried(on(desk, date(2026, 11, 24)), path)
    assert outcome.kept
    assert set(verdicts(outcome).values()) == {"same", "not answered"}
    assert (answers(desk), every(desk, Evidence)) == (before, pieces)
    assert "This very file was taken in before." in outcome.notes


AWKWARD: dict[str, tuple[Answers, str, str, str]] = {
    "an unknown word": ({"P7": "sort of"}, "P7", "P7", "not one of the words"),
    "a place instead of a word": ({"P1": "1"}, "P1", "P1", "not one of the words"),
    "an unknown mark": ({"P8.1": "maybe"}, "P8.1", "P8", "not one of the words"),
    "details without an answer": ({"P1.1 explanation": "Heron"}, "P1.1 explanation", "P1", "left blank"),
    "an explanation without an answer": ({"P9 explanation": "see web"}, "P9 explanation", "P9", "left blank"),
    "a document without an answer": ({"P9 title": "Card"}, "P9 title", "P9", "left blank"),
    "declined, and yet details": (
        {"P1": "declined", "P1.1 explanation": "Heron"}, "P1.1 explanation", "P1", "no answer that has details",
    ),
    "yes without what it needs": ({"P2": "yes, with details of each"}, "P2", "P2", "needs details"),
    "answered below, and nothing there": ({"P8": "answered below"}, "P8", "P8", "nothing is answered"),
    "not applicable without a reason": ({"P7": "n/a"}, "P7", "P7", "needs a reason"),
    "a key question not applicable": ({"P1": "N/A", "P1 explanation": "x"}, "P1", "P1", "key question"),
    "days that are none": ({"P11.1": "none", "P11.2": "a month"}, "P11.2", "P11", "not a whole number"),
    "working days": ({"P11.1": "none", "P11.2": "30 business days"}, "P11.2", "P11", "not a whole number"),
    "a date that is none": ({"P8.4": "last summer"}, "P8.4", "P8", "no date"),
    "a date with two readings": ({"P8.4": "03/04/2026"}, "P8.4", "P8", "told apart"),
    "a date of no document": ({"P3": "no, in writing", "P3 dated": TODAY}, "P3 dated", "P3", "not named"),
    "neither yes nor no": ({"P12.1": "Jo", "P12.4": "perhaps"}, "P12.4", "P12", "neither yes nor no"),
    "a title too long": ({"P3": "no", "P3 title": "x" * 2_000}, "P3 title", "P3", "longer than"),
    "a signature of tomorrow": ({"S.1": "Jo", "S.3": date(2026, 11, 24)}, "S.3", "signature", "not come yet"),
    "a signature of nobody": ({"S.2": "GC"}, "S.2", "signature", "without a name"),
}  # fmt: skip


@pytest.mark.parametrize("name", AWKWARD)
def test_a_cell_that_cannot_be_taken_is_named_and_keeps_all_out(
    desk: Desk, sent: Path, tmp_path: Path, name: str
) -> None:
    cells, at, part, told = AWKWARD[name]
    path = fill(sent, tmp_path / "reply.xlsx", {"P10": "permitted", **cells})
    before = logged(desk)
    outcome = tried(desk, path)
    (fault,) = outcome.returned.faults
    assert (fault.question, fault.cell) == (part, f"Questionnaire!{cell_of(places(sent), at)}")
    assert told in fault.what
    assert (outcome.unsettled, outcome.kept, logged(desk)) == ((part,), False, before)
    assert tried(desk, path, skip=frozenset({part.lower()})).kept
    assert "P10" in answers(desk)
    assert part not in answers(desk)


def test_days_dates_and_words_as_people_write_them(desk: Desk, sent: Path, tmp_path: Path) -> None:
    cells = {"P11.1": "IN THE CONTRACT ", "P11.2": "30 days", "P8.1": "published, for our version",
             "P8.4": "1 August 2026", "P10": "Opt-out  set", "P9": "Not applicable", "P9 explanation": "No records",
             "P12.1": "=Jo", "P12.4": "Yes"}  # fmt: skip
    assert tried(desk, fill(sent, tmp_path / "reply.xlsx", cells)).kept
    found = {id: Value.from_json(item.value) for id, item in answers(desk).items()}
    assert found["P11"].fields == {"claims_form": "contract", "claims_days": 30}
    assert found["P8"].fields == {"dated": "2026-08-01"}
    assert (found["P10"].option, found["P12"].fields) == ("optout", {"name": "=Jo", "may_bind": True})


def _set(cells: Answers, rows: dict[str, int]) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for name, value in cells.items():
            place = cell_of(rows, name) if name.split(" ")[0] in rows else name
            book["Questionnaire"][place].value = value

    return change


def _formula_and_note(book: Any) -> None:
    book["Questionnaire"]["C4"], book["Questionnaire"]["D4"] = "=A1", "Since March."


BY_HAND: dict[str, tuple[Callable[[Any], object], str, str]] = {
    "a formula": (lambda book: book["Questionnaire"].__setitem__("C4", "=A1"), "P1", "formula"),
    "a formula beside an explanation": (_formula_and_note, "P1", "formula"),
    "an error value": (lambda book: book["Questionnaire"].__setitem__("C4", "#N/A"), "P1", "error value"),
    "a locked cell of a question": (
        lambda book: book["Questionnaire"].__setitem__("C5", "x"),
        "P1",
        "nothing is asked",
    ),
    "a column of its own": (lambda book: book["Questionnaire"].__setitem__("H6", "x"), "P2", "nothing is asked"),
    "below the form": (lambda book: book["Questionnaire"].__setitem__("A90", "PS: call"), "other", "outside"),
    "above the form": (lambda book: book["Questionnaire"].__setitem__("I1", "draft"), "other", "outside"),
    "merged rows": (lambda book: book["Questionnaire"].merge_cells("C10:C12"), "P4", "merged"),
    "another sheet": (lambda book: book.create_sheet("Annex").append(["text"]), "other", "not read"),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_stands_where_nothing_is_asked_for_is_named(desk: Desk, sent: Path, tmp_path: Path, name: str) -> None:
    change, part, told = BY_HAND[name]
    outcome = tried(desk, by_openpyxl(sent, tmp_path / "reply.xlsx", change))
    assert part in outcome.unsettled
    assert all(told in fault.what and fault.cell for fault in outcome.returned.faults)


def test_moved_rows_and_columns_are_found_again(desk: Desk, sent: Path, tmp_path: Path) -> None:
    filled = fill(sent, tmp_path / "filled.xlsx", {"P3": "no, in writing", "P3 explanation": "None."})

    def move(book: Any) -> None:
        sheet = book["Questionnaire"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_cols(3)
        sheet.insert_rows(6, 4)
        book.move_sheet("Questionnaire", 2)

    assert tried(desk, by_openpyxl(filled, tmp_path / "reply.xlsx", move)).kept
    assert answers(desk)["P3"].note == "None."


ALTERED: dict[str, tuple[Callable[[Any], object], str]] = {
    "a changed text": (
        lambda book: book["Questionnaire"].__setitem__("B8", "Is any claim pending?"),
        r"P3 \(Ques.*B8\)",
    ),
    "a changed label": (lambda book: book["Questionnaire"].__setitem__("B5", "Models"), r"P1\.1 \(Questionnaire!B5\)"),
    "a text made a formula": (lambda book: book["Questionnaire"].__setitem__("B8", '="x"'), r"P3 \("),
    "an emptied text": (lambda book: book["Questionnaire"].__setitem__("B8", None), "P3 has no text"),
    "a removed row": (lambda book: book["Questionnaire"].delete_rows(8), "P3 is missing"),
    "a doubled row": (lambda book: book["Questionnaire"].__setitem__("A9", "P3"), "P3 stands in rows 8 and 9"),
    "other headings": (lambda book: book["Questionnaire"].__setitem__("C3", "Answer"), "headings"),
    "no sheet of questions": (lambda book: book.remove(book["Questionnaire"]), "no sheet “Questionnaire”"),
    "no marks": (lambda book: book.remove(book["Form"]), "no sheet “Form”"),
    "another form": (lambda book: book["Form"].__setitem__("C4", "v9"), "does not say"),
    "a mark that is gone": (lambda book: book["Form"].__setitem__("C7", None), "missing or was altered"),
    "another register": (lambda book: book["Form"].__setitem__("C5", "abc"), r"another register\n.*--sent-from abc"),
    "another vendor": (lambda book: book["Form"].__setitem__("C6", "heron"), "does not have"),
    "another round": (lambda book: book["Form"].__setitem__("C7", "2"), "of round 2; round 1 runs"),
    "another pack": (lambda book: book["Form"].__setitem__("C9", "0" * 64), r"2026.1 \(000000000000\)"),
    "other questions": (lambda book: book["Form"].__setitem__("C10", "0" * 64), "texts of action 1"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_another_or_an_altered_questionnaire_is_refused(desk: Desk, sent: Path, tmp_path: Path, name: str) -> None:
    change, told = ALTERED[name]
    with pytest.raises(ReplyRefused) as refused:
        tried(desk, by_openpyxl(sent, tmp_path / "reply.xlsx", change))
    assert re.search(told, str(refused.value)), str(refused.value)


def test_a_reply_of_an_earlier_round_or_a_retired_vendor_is_refused(desk: Desk, sent: Path) -> None:
    rounds.close_round(desk, ACME, "done")
    with pytest.raises(NotAllowed, match="no round"):
        tried(desk, sent)
    rounds.open_round(desk, ACME)
    with pytest.raises(ReplyRefused, match="of round 1; round 2 runs"):
        tried(desk, sent)
    recording.close(desk, "vendor", ACME, "gone")
    with pytest.raises(ReplyRefused, match="retired vendor"):
        tried(desk, sent)


def test_a_reply_to_another_register_is_taken_when_it_is_named(desk: Desk, sent: Path, tmp_path: Path) -> None:
    other = new_desk(tmp_path, "other.db")
    recording.add(other, "vendor", {"name": "Acme"})
    path = fill(sent, tmp_path / "reply.xlsx", {"P10": "permitted"})
    mark = by_openpyxl(path, tmp_path / "x.xlsx", lambda book: book["Form"].__setitem__("C5", "elsewhere"))
    with pytest.raises(ReplyRefused, match="sent-from"):
        tried(other, mark)
    outcome = tried(other, mark, sent_from="elsewhere")
    assert outcome.kept
    assert any("no record that a questionnaire" in note for note in outcome.notes)


CONFLICTS: dict[str, tuple[str, dict[str, Any], Answers, str]] = {
    "another answer": ("permitted", {}, {"P10": "opt-out set"}, "conflict"),
    "declined against an answer": ("permitted", {}, {"P10": "declined"}, "conflict"),
    "another note": ("permitted", {"note": "by phone"}, {"P10": "permitted", "P10 explanation": "Yes."}, "conflict"),
    "a note where none was": ("permitted", {}, {"P10": "permitted", "P10 explanation": "Yes."}, "adds a note"),
    "the same": ("permitted", {}, {"P10": "permitted"}, "same"),
    "the same of an older day": ("permitted", {"on": date(2026, 11, 1)}, {"P10": "permitted"}, "confirms"),
    "blank": ("permitted", {}, {}, "not answered"),
}


def test_an_answer_given_before_it_was_sent_is_not_overwritten_either(tmp_path: Path) -> None:
    desk = acme_desk(tmp_path)
    say(desk, "P10", "permitted")
    sent = questionnaire.write(desk, ACME, tmp_path / "sent.xlsx").path
    row = tried(desk, fill(sent, tmp_path / "reply.xlsx", {"P10": "declined"})).rows[9]
    assert (row.verdict, row.old_told) == ("conflict", "2026-11-23, A. Reyes")


@pytest.mark.parametrize("name", CONFLICTS)
def test_an_answer_that_stands_is_never_overwritten_unasked(desk: Desk, tmp_path: Path, name: str) -> None:
    typed, more, cells, verdict = CONFLICTS[name]
    say(desk, "P10", typed, **more)
    before = answers(desk)["P10"]
    path = fill(tmp_path / "sent.xlsx", tmp_path / "reply.xlsx", {"P3": "no", **cells})
    outcome = tried(desk, path)
    row = next(row for row in outcome.rows if row.question == "P10")
    assert (row.verdict, outcome.kept) == (verdict, verdict != "conflict")
    assert row.old == "permitted"
    assert "after the questionnaire went out" in row.old_told
    if verdict != "conflict":
        return
    assert answers(desk)["P10"] == before
    assert "P3" not in answers(desk)
    kept = tried(desk, path, skip=frozenset({"P10"}))
    assert (kept.kept, answers(desk)["P10"], "P3" in answers(desk)) == (True, before, True)
    replaced = tried(desk, path, replace=frozenset({"all"}))
    assert (replaced.kept, verdicts(replaced)["P10"]) == (True, "replaces")
    assert answers(desk)["P10"] != before


def test_an_answer_taken_back_after_it_was_sent_is_a_conflict(tmp_path: Path) -> None:
    desk = acme_desk(tmp_path)
    say(desk, "P10", "permitted")
    sent = questionnaire.write(desk, ACME, tmp_path / "sent.xlsx").path
    clear(desk, ACME, "P10", "wrong vendor")
    outcome = tried(desk, fill(sent, tmp_path / "reply.xlsx", {"P10": "permitted"}))
    assert outcome.unsettled == ("P10",)
    assert outcome.rows[9].old_told == "taken back after the questionnaire went out"


def test_an_unsigned_reply_is_a_bare_assertion(desk: Desk, sent: Path, tmp_path: Path) -> None:
    outcome = tried(desk, fill(sent, tmp_path / "reply.xlsx", {"P10": "permitted", "S.1": "Jo"}))
    assert every(desk, Evidence)[0].strength == "assertion"
    assert any("bare assertion" in note for note in outcome.notes)


def test_unknown_parts_are_refused(desk: Desk, sent: Path) -> None:
    for choice in ({"skip": frozenset({"D1"})}, {"replace": frozenset({"other"})}):
        with pytest.raises(UnknownQuestion):
            tried(desk, sent, **choice)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/comments1.xml", "comments"),
        ("xl/threadedComments/threadedComment1.xml", "comments"),
        ("xl/drawings/drawing1.xml", "drawings"),
        ("xl/media/image1.png", "pictures"),
        ("xl/embeddings/oleObject1.bin", "embedded"),
    ],
)
def test_what_lies_beside_the_cells_is_named(desk: Desk, sent: Path, tmp_path: Path, part: str, told: str) -> None:
    outcome = tried(desk, added(sent, tmp_path / "reply.xlsx", part, b"<x><twoCellAnchor/></x>"))
    assert outcome.unsettled == ("other",)
    assert told in outcome.loose[0].what


def test_an_empty_drawing_is_nothing(desk: Desk, sent: Path, tmp_path: Path) -> None:
    assert tried(desk, added(sent, tmp_path / "reply.xlsx", "xl/drawings/drawing1.xml")).unsettled == ()


def test_no_questionnaire_and_hostile_packages_are_refused(desk: Desk, sent: Path, tmp_path: Path) -> None:
    path = tmp_path / "reply.xlsx"

    def refused(told: str, content: bytes | None = None) -> None:
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ReplyRefused, match=told):
            tried(desk, path)

    refused("password", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    refused("no .xlsx", b"Vendor,Answer\n")
    refused("no .xlsx", b"")
    refused("damaged", sent.read_bytes()[:4000])
    added(sent, path, "xl/vbaProject.bin")
    refused("macros")
    rewrite(sent, path, {SHEET: lambda xml: xml.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)})
    refused("document type")
    merged = '<mergeCell ref="A4:A9"/>' * (reply_book.MOST_MERGED + 1)
    rewrite(sent, path, {SHEET: lambda xml: xml.replace("</mergeCells>", merged + "</mergeCells>")})
    refused("merged")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(reply_book.MOST_UNPACKED + 1))
    assert path.stat().st_size < 1_000_000
    refused("unpacked")
    with path.open("wb") as large:
        large.truncate(reply_book.MOST_BYTES + 1)
    refused("larger than 20 MB")
    for missing in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(FileUnreadable):
            tried(desk, missing)


def test_many_rows_below_the_form_are_refused(
    desk: Desk, sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reply_book, "MOST_ROWS", 100)

    def grow(book: Any) -> None:
        for _ in range(100):
            book["Questionnaire"].append(["x"])

    with pytest.raises(ReplyRefused, match="more than 100 rows"):
        tried(desk, by_openpyxl(sent, tmp_path / "reply.xlsx", grow))


def test_hidden_rows_are_read_and_told(desk: Desk, sent: Path, tmp_path: Path) -> None:
    filled = fill(sent, tmp_path / "filled.xlsx", {"P3": "no, in writing"})

    def hide(book: Any) -> None:
        book["Questionnaire"].row_dimensions[8].hidden = True

    outcome = tried(desk, by_openpyxl(filled, tmp_path / "reply.xlsx", hide))
    assert (outcome.kept, "P3" in answers(desk)) == (True, True)
    assert any("Hidden rows" in note and "8" in note for note in outcome.notes)


def test_hostile_text_of_the_vendor_is_cleaned(desk: Desk, sent: Path, tmp_path: Path) -> None:
    rows = places(sent)
    cells = {"P10": "permitted", "P10 explanation": "a\u202eb [/] =1+1 \u2028c", "P10 title": "x\u200by"}
    by_openpyxl(sent, tmp_path / "reply.xlsx", _set(cells, rows))
    assert tried(desk, tmp_path / "reply.xlsx").kept
    assert answers(desk)["P10"].note == "a\ufffdb [/] =1+1 \nc"
    assert every(desk, Evidence)[1].title.endswith("x\ufffdy")
