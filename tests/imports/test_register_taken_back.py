"""A whole register goes out as JSON and comes back without loss; what is cut, changed or hostile is not let in."""

import hashlib
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from whole_registers import Document, forged, taken, text_of

from riskdesk.data import handoffs
from riskdesk.data.handoffs import HandOff
from riskdesk.data.store import Actor, create, open_store
from riskdesk.desk.answering import answer
from riskdesk.desk.attaching import attach_file
from riskdesk.desk.demonstration import sample_desk
from riskdesk.desk.opening import Desk, open_desk, start
from riskdesk.desk.recording import add, close, edit
from riskdesk.desk.verifying import verify
from riskdesk.errors import FileUnwritable, ImportRefused, StoreExists, StoreUnusable
from riskdesk.exports.leaving import Asked
from riskdesk.exports.register_json import write_register
from riskdesk.exports.workbook import write
from riskdesk.imports.register_json import import_register
from riskdesk.imports.sources import read_list

TODAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 12, tzinfo=UTC)
CLOCKS: dict[str, Any] = {"now": lambda: MOMENT, "today": lambda: TODAY}


MATTER = {
    "caption": "A v. Mill",
    "maker": "MK-0001",
    "alleged_by": "A",
    "role": "respondent",
    "proof": "pleading",
    "stage": "S3",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A register with a vendor, a matter, evidence, a change, a closed record and a hand-off."""
    desk = start(tmp_path_factory.mktemp("small") / "register.db", "Northgate", "A. Reyes", start_on=TODAY, **CLOCKS)
    add(desk, "vendor", {"name": "Acme [/] =1+1 \x1b[31m ﷽ \u202e"}, ref="acme")
    add(desk, "maker", {"name": "Mill"})
    matter = add(desk, "dispute", MATTER).record.ref
    edit(desk, "dispute", matter, {"factual_note": "two\nlines, “quoted”, 𝔘nicode"}, reason="read")
    add(desk, "product", {"vendor": "acme", "name": "Writer", "switch_days": "0"})
    answer(desk, "acme", "P1", None, state="unknown")
    close(desk, "product", "PD-0001", "not used")
    file = desk.store.path.with_name("msa.pdf")
    file.write_bytes(b"%PDF the contract")
    attach_file(desk, file, vendor="acme")
    with desk.write("hand over") as writing:
        writing.hand_off(
            HandOff(to_whom="Prüfer", profile="p", as_of="d", sha256="a", bytes=7, log_seq=3, file_name="f")
        )
    yield desk
    desk.store.close()


@pytest.fixture(scope="module")
def text(small: Desk) -> str:
    return text_of(small.store, small.pack.id, small.pack.sha256)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "new" / "register.db"


def again(place: Path) -> Desk:
    return open_desk(place, **CLOCKS)


def test_a_lived_in_register_comes_back_the_same_to_the_byte(tmp_path: Path, place: Path) -> None:
    with sample_desk(start_on=date(2026, 10, 18), **CLOCKS) as desk:
        write(desk, tmp_path / "first.xlsx", Asked(to_whom="auditor", vendors=("V-002",)))
        before = write_register(desk, tmp_path / "first.json")
        write(desk, tmp_path / "second.xlsx")
    done = import_register(place, tmp_path / "first.json", **CLOCKS)
    assert (done.handoffs, done.notes) == (1, ())
    taken_back = again(place)
    after = write_register(taken_back, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "first.json").read_bytes()
    assert after.sha256 == before.sha256 == hashlib.sha256((tmp_path / "first.json").read_bytes()).hexdigest()
    write(taken_back, tmp_path / "third.xlsx")
    assert (tmp_path / "third.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()
    assert [line for line in verify(taken_back).wrong if "its file is missing" not in line] == []


def test_it_is_canonical_and_its_hashes_can_be_worked_out_from_it(text: str) -> None:
    found = json.loads(text)
    assert rfc8785.dumps(found).decode() == text
    for name in ("log", "handoffs"):
        before = "0" * 64
        for entry in found[name]:
            said = entry.pop("hash")
            assert (entry["prev"], hashlib.sha256(rfc8785.dumps(entry)).hexdigest()) == (before, said)
            before = said


def test_references_go_on_where_they_were_and_files_are_told_of(small: Desk, text: str, place: Path) -> None:
    done = taken(place, text, **CLOCKS)
    desk = again(place)
    assert (done.records, len(done.lacking)) == (10, 1)
    assert verify(desk).wrong == ("EV-0001: its file is missing or was changed",)
    with small.store.vault.open(done.lacking[0]) as file:
        desk.store.vault.put(file)
    assert verify(desk).whole
    assert add(desk, "maker", {"name": "Other"}).record.ref == "MK-0002"
    with desk.store.read() as connection:
        assert [item.to_whom for item in handoffs.handoffs(connection)] == ["Prüfer"]
    desk.store.close()


def test_spaces_between_its_parts_do_no_harm(text: str, place: Path) -> None:
    taken(place, json.dumps(json.loads(text), indent=1), **CLOCKS)
    assert text_of(again(place).store, "2026.1", json.loads(text)["pack"]["sha256"]) == text


def test_an_empty_store_that_is_there_is_filled(text: str, place: Path) -> None:
    create(place, now=MOMENT)
    taken(place, text, **CLOCKS)
    assert again(place).organisation.name == "Northgate"


def test_a_register_that_is_not_empty_is_left_alone(text: str, place: Path) -> None:
    start(place, "Other", "B. Kim", **CLOCKS).store.close()
    before = place.read_bytes()
    for dry_run in (False, True):
        with pytest.raises(StoreExists, match="not empty"):
            taken(place, text, dry_run=dry_run, **CLOCKS)
    assert place.read_bytes() == before


def test_a_store_with_hand_offs_alone_is_not_empty(text: str, place: Path) -> None:
    create(place, now=MOMENT)
    with open_store(place) as store, store.write(Actor("a", "b"), MOMENT, "x") as writing:
        writing.hand_off(HandOff(to_whom="", profile="", as_of="", sha256="", bytes=1, log_seq=0, file_name=""))
    with pytest.raises(StoreExists):
        taken(place, text, **CLOCKS)


def test_something_else_than_a_store_is_left_alone(text: str, place: Path) -> None:
    place.parent.mkdir()
    place.write_text("mine")
    with pytest.raises(StoreUnusable):
        taken(place, text, **CLOCKS)
    assert place.read_text() == "mine"


def test_a_dry_run_keeps_nothing(text: str, place: Path) -> None:
    assert taken(place, text, dry_run=True, **CLOCKS).records == 10
    assert not place.parent.exists()


@pytest.mark.parametrize("share", range(0, 1000, 71))
def test_a_text_that_is_cut_anywhere_is_refused(text: str, place: Path, share: int) -> None:
    content = text.encode()
    with pytest.raises(ImportRefused, match=r"ends here|cut off|UTF-8") as refusal:
        taken(place, content[: len(content) * share // 1000], **CLOCKS)
    assert "character" in refusal.value.where
    assert not place.exists()
    assert not list(place.parent.glob("*")) if place.parent.exists() else True


def at(*path: str | int, to: Any) -> Callable[[Document], object]:
    """A change of one value in the document."""

    def change(found: Any) -> None:
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = to

    return change


def said(number: int, **values: Any) -> Callable[[Document], object]:
    """A change of what log entry `number` says is new, and of its record if the record is to agree."""

    def change(found: Document) -> None:
        entry = found["log"][number]
        new = {**json.loads(entry["new"]), **values}
        entry["new"] = json.dumps(new, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        entry["fields"] = ",".join(new)
        for record in found["records"][entry["kind"]]:
            if record["ref"] == entry["ref"]:
                record.update(values)

    return change


def gone(*path: str | int) -> Callable[[Document], object]:
    """A removal from the document."""

    def change(found: Any) -> None:
        for step in path[:-1]:
            found = found[step]
        del found[path[-1]]

    return change


VENDOR = 2
"""The log entry that adds the vendor; its standing and the maker follow."""

ANSWER = 10
"""The log entry that answers P1."""

FORGED = [
    (at("$schema", to="riskdesk:register:2"), "$schema", "a newer form"),
    (at("$schema", to="riskdesk:register:0"), "$schema", "an older form"),
    (at("$schema", to="riskdesk:register:x"), "$schema", "not the JSON of a whole register"),
    (gone("handoffs"), "handoffs", "was expected here"),
    (gone("records", "answer"), "records.answer", "was expected here"),
    (at("records", "zebra", to=[]), "records", "expected here"),
    (at("log", 0, "who", to=7), "log[0], who", "wrong type"),
    (at("log", 0, "who", to="a\x00b"), "log[0], who", "cannot be stored"),
    (at("log", 0, "extra", to=""), "log[0]", "these members and no others"),
    (gone("log", 0, "reason"), "log[0]", "these members and no others"),
    (at("log", 1, "at", to="2026-13-01T00:00:00.000000Z"), "log[1], at", "not a moment"),
    (at("log", 1, "at", to="yesterday"), "log[1], at", "not a moment"),
    (at("log", 1, "kind", to="zebra"), "log[1], kind", "no such kind"),
    (at("log", 1, "new", to="{"), "log[1], new", "canonical"),
    (at("log", 1, "new", to="[" * 100_000), "log[1], new", "canonical"),
    (at("log", 1, "new", to='{"b":1,"a":1}'), "log[1], new", "canonical"),
    (at("log", 1, "old", to="7"), "log[1], old", "canonical"),
    (at("log", 1, "fields", to="name"), "log[1], fields", "not those of its new values"),
    (at("log", 0, to=[]), "log[0]", "not an object"),
    (at("handoffs", 0, "bytes", to=True), "handoffs[0], bytes", "wrong type"),
    (at("handoffs", 0, "bytes", to=2**53), "handoffs[0], bytes", "wrong type"),
    (at("handoffs", 0, "at", to=""), "handoffs[0], at", "not a moment"),
    (at("meta", "created_at", to="now"), "meta, created_at", "not a moment"),
    (at("meta", to={}), "meta", "these members"),
    (at("pack", "id", to="none-such"), "pack", "no pack"),
    (at("records", "vendor", 0, "owner", to="someone"), "records.vendor[0], owner", "not what the log says"),
    (gone("records", "vendor", 0), "records", "missing that the log tells of"),
    (gone("records", "maker", 0), "records", "missing that the log tells of"),
    (at("records", "vendor", 0, "ref", to="zzz"), "records.vendor[0], vendor", "missing that the log tells of"),
    (at("records", "vendor", 0, "ref", to="aaa"), "records.vendor[0], vendor", "the log says nothing"),
    (at("records", "acceptance", to=[{"ref": "AC-0001"}]), "records.acceptance[0], vendor", "must be filled"),
    (at("records", "vendor", 0, "zebra", to="x"), "records.vendor[0], zebra", "no such field"),
    (at("records", "vendor", 0, "zebra\ud800", to="x"), "records.vendor[0]", "cannot be stored|UTF-8"),
    (at("records", "vendor", 0, "owner", to=""), "records.vendor[0], owner", "empty field is left out"),
    (gone("records", "vendor", 0, "name"), "records.vendor[0], name", "must be filled"),
    (said(VENDOR, name=7), "log[2], name", "wrong type"),
    (said(VENDOR, excluded_on="2026-02-30"), "log[2], excluded_on", "not a date"),
    (said(VENDOR, generative="yes"), "log[2], generative", "wrong type"),
    (said(VENDOR, criticality="6"), "records.vendor[0], criticality", "cannot take"),
    (said(VENDOR, own_maker="MK-0099"), "records, vendor acme", "a maker that is not there"),
    (said(ANSWER, value="[]"), "log[10], value", "canonical"),
    (said(ANSWER, value='{"option":7}'), "log[10], value", "wrong type"),
    (said(ANSWER, value='{"items":{"a":7}}'), "log[10], value", "an option, items and fields"),
    (said(ANSWER, value='{"fields":[]}'), "log[10], value", "wrong type"),
    (said(ANSWER, value='{"zebra":1}'), "log[10], value", "an option, items and fields"),
    (said(0, pack="other"), "records.organisation", "another question set"),
]


@pytest.mark.parametrize(
    ("change", "where", "what"), FORGED, ids=[f"{number} {case[1]}" for number, case in enumerate(FORGED)]
)
def test_what_is_forged_is_refused_with_its_place(
    text: str, place: Path, change: Callable[[Document], object], where: str, what: str
) -> None:
    with pytest.raises(ImportRefused, match=what) as refusal:
        taken(place, forged(text, change), **CLOCKS)
    assert refusal.value.where.startswith(f"standard input, {where}")
    assert "Nothing was kept" in refusal.value.remedy
    assert not place.exists()


@pytest.mark.parametrize("name", ["log", "handoffs"])
@pytest.mark.parametrize(("field", "what"), [("who", "its hash covers"), ("prev", "follow"), ("hash", "its hash")])
def test_a_chain_that_does_not_hold_is_refused(text: str, place: Path, name: str, field: str, what: str) -> None:
    found = json.loads(text)
    found[name][0][field] = "e" * 64
    with pytest.raises(ImportRefused, match=what) as refusal:
        taken(place, json.dumps(found), **CLOCKS)
    assert f"{name}[0], {'seq' if field == 'prev' else 'hash'}" in refusal.value.where
    assert not place.exists()


@pytest.mark.parametrize("number", [1, 5])
def test_a_log_entry_that_was_taken_out_shows(text: str, place: Path, number: int) -> None:
    found = json.loads(text)
    del found["log"][number]
    with pytest.raises(ImportRefused, match="does not follow") as refusal:
        taken(place, json.dumps(found), **CLOCKS)
    assert f"log[{number}]" in refusal.value.where


ODD = {
    '"seq":1.5,': "not a whole one",
    '"seq":NaN,': "not a whole one",
    f'"seq":{"9" * 5000},': "too large",
    '"seq":1,"seq":1,': "a member twice",
    f'"seq":{"[" * 200_000},': "nested too deeply",
    '"seq" 1,': "not JSON",
}


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_what_json_allows_and_a_register_never_holds_is_refused(text: str, place: Path, odd: str) -> None:
    with pytest.raises(ImportRefused, match=ODD[odd]) as refusal:
        taken(place, text.replace('"seq":1,', odd, 1), **CLOCKS)
    assert "handoffs[0]" in refusal.value.where


@pytest.mark.parametrize(("tail", "what"), [("x", "more after the end"), ("{}", "more after the end")])
def test_nothing_may_follow(text: str, place: Path, tail: str, what: str) -> None:
    with pytest.raises(ImportRefused, match=what):
        taken(place, text + tail, **CLOCKS)
    assert not place.exists()


def test_bytes_that_are_no_text_are_refused_where_they_stand(text: str, place: Path) -> None:
    content = text.encode().replace(b"Northgate", b"North\xff\xfe", 1)
    with pytest.raises(ImportRefused, match="UTF-8"):
        taken(place, content, **CLOCKS)


def test_another_question_set_of_the_same_name_is_told(text: str, place: Path) -> None:
    done = taken(place, forged(text, at("pack", "sha256", to="0" * 64)), **CLOCKS)
    assert "scores may differ" in done.notes[0]


def test_a_vendor_list_reader_takes_no_register(text: str) -> None:
    with pytest.raises(ImportRefused, match="whole register"):
        read_list(io.BytesIO(text.encode()), name="register.json")


@pytest.mark.parametrize(("name", "replace"), [("register.txt", True), ("there.json", False)])
def test_where_it_goes_is_checked(small: Desk, tmp_path: Path, name: str, replace: bool) -> None:
    (tmp_path / "there.json").write_text("mine")
    with pytest.raises(FileUnwritable):
        write_register(small, tmp_path / name, replace=replace)
    assert (tmp_path / "there.json").read_text() == "mine"
    assert write_register(small, tmp_path / "there.json", replace=True).bytes > 7
    assert (tmp_path / "there.json").stat().st_mode & 0o777 == 0o600
