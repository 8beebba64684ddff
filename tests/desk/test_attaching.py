"""Evidence: files, addresses and notes into the index, hostile names and files, superseding."""

import os
from pathlib import Path

import pytest
from desks import ACME, REVIEWER, TODAY, acme_desk, held, logged, note, say

from riskdesk.desk import attaching, looking, recording
from riskdesk.desk.finding import UnknownQuestion
from riskdesk.desk.opening import Desk
from riskdesk.errors import (
    BadValue,
    FileUnreadable,
    MissingValue,
    NotAllowed,
    ReasonNeeded,
    RiskdeskError,
    UnknownField,
    UnknownRecord,
)
from riskdesk.rules.records import Evidence, EvidenceLink

SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return acme_desk(tmp_path)


def links(desk: Desk) -> list[tuple[str, str, str]]:
    found = [item for item in held(desk, EvidenceLink) if item.open and isinstance(item, EvidenceLink)]
    return [(item.evidence, item.question, item.place) for item in found]


def test_a_file_is_copied_into_the_vault_and_indexed(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "msa.pdf"
    file.write_bytes(b"abc")
    piece = attaching.attach_file(desk, file, vendor="ACME", questions=["c5", "C2"], fields={"type": "contract"})
    assert (piece.ref, piece.vendor, piece.title, piece.type) == ("EV-0001", ACME, "msa.pdf", "contract")
    assert (piece.form, piece.file_name, piece.bytes, piece.sha256) == ("file", "msa.pdf", 3, SHA_OF_ABC)
    assert (piece.strength, piece.classification) == ("primary", "confidential")
    assert (piece.obtained_on, piece.obtained_by) == (TODAY, REVIEWER)
    assert links(desk) == [("EV-0001", "C5", ""), ("EV-0001", "C2", "")]
    file.unlink()
    with desk.store.vault.open(piece.sha256) as stored:
        assert stored.read() == b"abc"
    again = tmp_path / "copy.pdf"
    again.write_bytes(b"abc")
    assert attaching.attach_file(desk, again, vendor=ACME).ref == "EV-0002"


def test_a_large_file_is_streamed(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large.bin"
    with file.open("wb") as target:
        target.truncate(20_000_000)
    sizes: list[int] = []

    def read(stream: object) -> bytes:
        found: bytes = stream.read(1024 * 1024)  # type: ignore[attr-defined]
        sizes.append(len(found))
        return found

    monkeypatch.setattr("riskdesk.data.vault._read", read)
    assert attaching.attach_file(desk, file, vendor=ACME).bytes == 20_000_000
    assert max(sizes) == 1024 * 1024


@pytest.mark.parametrize(
    "name", ["=cmd|' -C calc'!A0", "..\\..\\x", "\x1b]0;owned\x07.pdf", "\u202egnp.exe", "[@click=x]"]
)
def test_a_hostile_name_is_text_and_nothing_else(desk: Desk, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"abc")
    piece = attaching.attach_file(desk, file, vendor=ACME)
    assert piece.file_name.isprintable()
    assert len(piece.file_name) == len(name)
    stored = [item.name for item in desk.store.vault.folder.rglob("*") if item.is_file()]
    assert stored == [SHA_OF_ABC]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_and_not_waited_for(desk: Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileUnreadable, match="no file"):
        attaching.attach_file(desk, tmp_path / "pipe", vendor=ACME)


@pytest.mark.parametrize("name", ["missing.pdf", ".", "a\x00b", "x" * 300, "file.txt/below"])
def test_what_is_no_file_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").touch()
    before = desk.store.log_seq()
    with pytest.raises(FileUnreadable) as caught:
        attaching.attach_file(desk, tmp_path / name, vendor=ACME)
    assert caught.value.where.isprintable()
    assert desk.store.log_seq() == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.touch(mode=0)
    with pytest.raises(FileUnreadable):
        attaching.attach_file(desk, file, vendor=ACME)


@pytest.mark.parametrize(
    ("vendor", "questions", "fields", "error"),
    [
        (ACME, ["Z9"], {}, UnknownQuestion),
        ("nobody", [], {}, UnknownRecord),
        ("", ["C5"], {}, MissingValue),
        (ACME, [], {"nothing": "x"}, UnknownField),
        (ACME, [], {"strength": "strong"}, BadValue),
        (ACME, [], {"title": " "}, MissingValue),
        (ACME, [], {"sha256": "0" * 64}, NotAllowed),
        (ACME, [], {"form": "note"}, NotAllowed),
        (ACME, [], {"supersedes": "EV-0001"}, NotAllowed),
    ],
)
def test_a_refused_piece_leaves_nothing_in_index_or_vault(
    desk: Desk, tmp_path: Path, vendor: str, questions: list[str], fields: dict[str, str], error: type[RiskdeskError]
) -> None:
    file = tmp_path / "msa.pdf"
    file.write_bytes(b"abc")
    before = desk.store.log_seq()
    with pytest.raises(error):
        attaching.attach_file(desk, file, vendor=vendor, questions=questions, fields=fields)
    assert desk.store.log_seq() == before
    if error is not UnknownRecord:
        assert not [item for item in desk.store.vault.folder.rglob("*") if item.is_file()]


def test_an_address_and_a_note_are_indexed_as_text(desk: Desk) -> None:
    page = attaching.attach_url(desk, " https://x.example/terms\x1b ", vendor=ACME, questions=["C1"])
    assert (page.form, page.strength, page.source) == ("url", "assertion", "https://x.example/terms\ufffd")
    said = attaching.attach_note(
        desk, "Call with A.\nThey agreed.", vendor=ACME, fields={"classification": "privileged"}
    )
    assert (said.form, said.title, said.wording) == ("note", "Call with A.", "Call with A.\nThey agreed.")
    assert said.classification == "privileged"
    assert not said.sha256
    ours = attaching.attach_note(desk, "our policy", vendor="")
    assert ours.vendor == ""
    with pytest.raises(MissingValue):
        attaching.attach_note(desk, "  ", vendor=ACME)


def test_linking_again_is_no_second_link(desk: Desk) -> None:
    piece = note(desk)
    attaching.link(desk, piece, ACME, "C5", "cl. 11")
    attaching.link(desk, piece.lower(), ACME.upper(), "c5", " cl. 11 ")
    attaching.link(desk, piece, ACME, "C5")
    assert links(desk) == [(piece, "C5", "cl. 11"), (piece, "C5", "")]


def test_a_review_counts_at_once(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "msa.pdf"
    file.write_bytes(b"abc")
    piece = attaching.attach_file(desk, file, vendor=ACME, questions=["C5"]).ref
    say(desk, "C5", "uncapped")
    before = next(c for c in looking.look(desk, ACME).standing.actions[3].credits if c.question == "C5")
    reviewed = attaching.review(desk, piece, "compared\x1b with the executed copy")
    after = next(c for c in looking.look(desk, ACME).standing.actions[3].credits if c.question == "C5")
    assert (before.evidence_tenths, after.evidence_tenths) == (5, 10)
    assert (reviewed.reviewed_by, reviewed.reviewed_on, reviewed.checked_by) == (REVIEWER, TODAY, REVIEWER)
    assert reviewed.check == "compared\ufffd with the executed copy"


def test_a_newer_piece_takes_over_the_links(desk: Desk) -> None:
    old, new, newest = note(desk, "old"), note(desk, "new"), note(desk, "newest")
    attaching.link(desk, old, ACME, "C5", "cl. 11")
    attaching.link(desk, new, ACME, "C2")
    with pytest.raises(ReasonNeeded):
        attaching.supersede(desk, old, new, " ")
    before = desk.store.log_seq()
    assert attaching.supersede(desk, old, new, "amended").supersedes == old
    assert {(entry.deed, entry.reason) for entry in logged(desk, before) if entry.kind != "standing"} == {
        ("supersede evidence", "amended")
    }
    assert links(desk) == [(old, "C5", "cl. 11"), (new, "C2", ""), (new, "C5", "cl. 11")]
    attaching.supersede(desk, new, newest, "amended again")
    assert looking.look(desk, ACME).case.superseded == {old, new}


@pytest.mark.parametrize(("old", "new"), [("EV-0001", "EV-0001"), ("EV-0002", "EV-0001"), ("EV-0003", "EV-0001")])
def test_no_piece_supersedes_itself_by_any_way_round(desk: Desk, old: str, new: str) -> None:
    for wording in ("one", "two", "three"):
        note(desk, wording)
    attaching.supersede(desk, "EV-0001", "EV-0002", "newer")
    attaching.supersede(desk, "EV-0002", "EV-0003", "newer")
    with pytest.raises(NotAllowed):
        attaching.supersede(desk, old, new, "round")


def test_a_piece_supersedes_one_other(desk: Desk) -> None:
    one, two, three = note(desk, "1"), note(desk, "2"), note(desk, "3")
    attaching.supersede(desk, one, three, "newer")
    attaching.supersede(desk, one, three, "the same again")
    with pytest.raises(NotAllowed, match="another"):
        attaching.supersede(desk, two, three, "newer")


def test_what_lies_in_the_vault_is_not_edited_and_the_rest_is(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "msa.pdf"
    file.write_bytes(b"abc")
    piece = attaching.attach_file(desk, file, vendor=ACME)
    for field, value in (
        ("sha256", "0" * 64),
        ("bytes", "9"),
        ("form", "note"),
        ("file_name", "x"),
        ("supersedes", "EV-0001"),
    ):
        with pytest.raises(NotAllowed):
            recording.edit(desk, "evidence", piece.ref, {field: value})
    new = recording.edit(desk, "evidence", piece.ref, {"title": "MSA", "sha256": piece.sha256, "form": ""}).record
    assert isinstance(new, Evidence)
    assert (new.title, new.sha256, new.form) == ("MSA", SHA_OF_ABC, "file")
    with pytest.raises(NotAllowed, match="not closed by hand"):
        recording.close(desk, "evidence", piece.ref, "why")


def test_closed_evidence_supports_nothing_more(desk: Desk) -> None:
    piece = note(desk)
    attaching.link(desk, piece, ACME, "C5")
    say(desk, "C5", "uncapped")
    (held_link,) = held(desk, EvidenceLink)
    recording.close(desk, "evidence_link", held_link.ref, "wrong question")
    assert not links(desk)
