"""Evidence set aside, destroyed on order, under legal hold; and what verify says of it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from desks import ACME, FACTORS, TODAY, acme_desk, held, note, say

from riskdesk.desk import attaching, looking, recording, undoing
from riskdesk.desk.destroying import Order, destroy
from riskdesk.desk.opening import Desk
from riskdesk.desk.sequestering import release, sequester
from riskdesk.desk.verifying import verify
from riskdesk.errors import BadValue, MissingValue, NotAllowed, ReasonNeeded, RiskdeskError, UnknownRecord
from riskdesk.rules.records import Evidence

ORDER = Order("J. Doe", "26-1 Authors", date(2026, 11, 20), "protective order, par. 7")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return acme_desk(tmp_path)


def filed(desk: Desk, words: str = "signed", vendor: str = ACME) -> Evidence:
    path = desk.store.path.parent / "msa.txt"
    path.write_text(words)
    piece = attaching.attach_file(desk, path, vendor=vendor, questions=["C1"] if vendor else [])
    return attaching.review(desk, piece.ref)


def tenths(desk: Desk) -> int:
    credits = looking.look(desk, ACME).standing.actions[3].credits
    return next(item.evidence_tenths for item in credits if item.question == "C1")


def test_sequestered_evidence_counts_for_nothing_until_it_is_released(desk: Desk) -> None:
    say(desk, "C1", "enterprise")
    piece = filed(desk)
    assert tenths(desk) == 10
    aside = sequester(desk, piece.ref.lower(), "privilege claimed\x1b")
    assert aside.sequestered == "privilege claimed\ufffd"
    assert tenths(desk) == 5
    with pytest.raises(NotAllowed, match="already"):
        sequester(desk, piece.ref, "again")
    assert release(desk, piece.ref, "claim withdrawn").sequestered == ""
    assert tenths(desk) == 10
    with pytest.raises(NotAllowed, match="not sequestered"):
        release(desk, piece.ref, "again")
    for deed in (sequester, release):
        with pytest.raises(ReasonNeeded):
            deed(desk, piece.ref, " ")
    assert [entry.deed for entry in looking.history(desk, "evidence", piece.ref)][:2] == [
        "release evidence",
        "sequester evidence",
    ]


def test_a_file_destroyed_on_order_is_gone_and_its_hash_and_order_stay(desk: Desk) -> None:
    say(desk, "C1", "enterprise")
    piece = filed(desk)
    (gone,) = destroy(desk, [piece.ref], ORDER)
    assert (gone.sha256, gone.bytes, gone.closed_on) == (piece.sha256, piece.bytes, TODAY)
    told = "destroyed on the order of J. Doe of 2026-11-20, matter 26-1 Authors: protective order, par. 7"
    assert gone.closed_reason == told
    assert not desk.store.vault.place(piece.sha256).exists()
    assert tenths(desk) == 5
    found = verify(desk)
    assert (found.whole, found.files, found.destroyed) == (True, 0, (f"{piece.ref}: {told}",))
    (entry, *_) = looking.history(desk, "evidence", piece.ref)
    assert (entry.deed, entry.reason) == ("destroy evidence", told)
    with pytest.raises(NotAllowed, match="destroy evidence"):
        undoing.undo(desk)


def test_a_file_that_is_missing_without_an_order_is_still_wrong(desk: Desk) -> None:
    piece, other = filed(desk), filed(desk, "another")
    destroy(desk, [piece.ref], ORDER)
    desk.store.vault.destroy(other.sha256)
    assert verify(desk).wrong == (f"{other.ref}: its file is missing or was changed",)


def test_a_file_left_behind_is_told_and_goes_when_it_is_ordered_again(desk: Desk) -> None:
    piece = filed(desk)
    kept = desk.store.vault.place(piece.sha256).read_bytes()
    destroy(desk, [piece.ref], ORDER)
    desk.store.vault.place(piece.sha256).write_bytes(kept)
    assert [line[:27] for line in verify(desk).wrong] == [f"{piece.ref}: destroyed on order"]
    assert destroy(desk, [piece.ref], ORDER) == ()
    assert verify(desk).whole


def test_every_piece_that_holds_the_file_is_named(desk: Desk) -> None:
    recording.add(desk, "vendor", {"name": "Other", **FACTORS})
    first, second = filed(desk), filed(desk, vendor="other")
    assert first.sha256 == second.sha256
    with pytest.raises(NotAllowed, match=second.ref):
        destroy(desk, [first.ref], ORDER)
    assert verify(desk).whole
    assert len(destroy(desk, [first.ref, second.ref, first.ref], ORDER)) == 2
    assert verify(desk).whole


def test_the_same_document_attached_again_after_its_destruction_is_kept(desk: Desk) -> None:
    destroy(desk, [filed(desk).ref], ORDER)
    again = filed(desk)
    found = verify(desk)
    assert (found.whole, found.files, len(found.destroyed)) == (True, 1, 1)
    destroy(desk, [again.ref], ORDER)
    assert verify(desk).whole


@pytest.mark.parametrize("way", ["own", "linked", "named by a record"])
def test_nothing_is_destroyed_under_legal_hold(desk: Desk, way: str) -> None:
    recording.add(desk, "vendor", {"name": "Held", "legal_hold": "26-9, J. Doe", **FACTORS})
    piece = filed(desk, vendor="held" if way == "own" else ACME)
    if way == "linked":
        attaching.link(desk, piece.ref, "held", "C2")
    if way == "named by a record":
        fields = {
            "vendor": "held",
            "searched_on": "2026-11-01",
            "searched_by": "R",
            "sources": "docket",
            "found": "none",
        }
        recording.add(desk, "search", {**fields, "evidence": piece.ref})
    with pytest.raises(NotAllowed, match="held is under legal hold"):
        destroy(desk, [piece.ref], ORDER)
    assert desk.store.vault.verify(piece.sha256)
    recording.edit(desk, "vendor", "held", {"legal_hold": ""}, "lifted by J. Doe")
    assert len(destroy(desk, [piece.ref], ORDER)) == 1


@pytest.mark.parametrize("named", [True, False])
def test_nothing_is_destroyed_of_a_matter_under_legal_hold(desk: Desk, named: bool) -> None:
    """Neither what the matter's record names nor what bears on a vendor that it reaches."""
    piece = filed(desk, vendor="" if named else ACME)
    party = {"maker": recording.add(desk, "maker", {"name": "Heron"}).record.ref} if named else {"vendor": ACME}
    typed = {"caption": "A v. B", "role": "respondent", "proof": "pleading", "alleged_by": "A", "stage": "S3"}
    held_by = {"legal_hold": "J. Doe, 2026-11-02", "primary_evidence": piece.ref if named else ""}
    matter = recording.add(desk, "dispute", {**typed, **party, **held_by}).record.ref
    with pytest.raises(NotAllowed, match=f"{matter} is under legal hold"):
        destroy(desk, [piece.ref], ORDER)
    recording.edit(desk, "dispute", matter, {"legal_hold": ""}, "lifted by J. Doe")
    assert len(destroy(desk, [piece.ref], ORDER)) == 1


@pytest.mark.parametrize(
    ("order", "error"),
    [
        (replace(ORDER, counsel=" "), MissingValue),
        (replace(ORDER, matter=""), MissingValue),
        (replace(ORDER, reason="\n"), ReasonNeeded),
        (replace(ORDER, ordered_on=TODAY + timedelta(days=1)), BadValue),
    ],
)
def test_an_order_is_whole(desk: Desk, order: Order, error: type[RiskdeskError]) -> None:
    piece = filed(desk)
    with pytest.raises(error):
        destroy(desk, [piece.ref], order)
    assert desk.store.vault.verify(piece.sha256)
    assert held(desk, Evidence)[0].open


def test_what_has_no_file_is_not_destroyed(desk: Desk) -> None:
    piece = filed(desk)
    with pytest.raises(NotAllowed, match="no file"):
        destroy(desk, [piece.ref, note(desk)], ORDER)
    with pytest.raises(UnknownRecord):
        destroy(desk, [piece.ref, "EV-9999"], ORDER)
    assert desk.store.vault.verify(piece.sha256)


def test_hostile_words_of_an_order_are_text(desk: Desk) -> None:
    piece = filed(desk)
    (gone,) = destroy(desk, [piece.ref], replace(ORDER, counsel="\x1b]0;x\x07=cmd", matter="../..\n"))
    assert "\x1b" not in gone.closed_reason
    assert "\n" not in gone.closed_reason


def test_an_exclusion_has_a_day_and_a_reason_and_the_counts_reconcile(desk: Desk) -> None:
    recording.add(desk, "vendor", {"name": "Other", **FACTORS})
    with pytest.raises(ReasonNeeded):
        recording.edit(desk, "vendor", "other", {"excluded_on": "2026-11-20"})
    with pytest.raises(MissingValue):
        recording.edit(desk, "vendor", "other", {"excluded_reason": "no AI product"})
    recording.edit(desk, "vendor", "other", {"excluded_on": "2026-11-20", "excluded_reason": "no AI product"})
    found = looking.counts(desk)
    assert (found.all, found.rated + found.unrated, found.excluded, found.retired) == (2, 1, 1, 0)
    assert looking.ids(desk) == [ACME]
    recording.close(desk, "vendor", "other", "bought")
    found = looking.counts(desk)
    assert found.all == found.rated + found.unrated + found.excluded + found.retired == 2
    with pytest.raises(ReasonNeeded):
        recording.edit(desk, "vendor", ACME, {"excluded_on": "2026-11-20", "excluded_reason": " "})
