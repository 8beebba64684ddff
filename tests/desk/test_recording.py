"""Records by hand: every kind added, edited and closed, references resolved, and whom a change reaches."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from desks import (
    ACME,
    ANCHOR,
    FACTORS,
    REVIEWER,
    TODAY,
    acme_desk,
    held,
    logged,
    new_desk,
    note,
    on,
    rate,
    typed_dispute,
)

from riskdesk.desk import looking, recording
from riskdesk.desk.opening import Desk, open_desk
from riskdesk.errors import (
    BadValue,
    MissingValue,
    NotAllowed,
    PackBroken,
    ReasonNeeded,
    RiskdeskError,
    UnknownField,
    UnknownKind,
    UnknownRecord,
)
from riskdesk.rules.forms import type_field
from riskdesk.rules.records import (
    KINDS,
    Acceptance,
    Dispute,
    FieldSpec,
    Override,
    Record,
    Relevance,
    Round,
    Stage,
    Vendor,
)
from riskdesk.rules.standing import Standing

BY_HAND = [kind for kind in KINDS.values() if kind.by_hand]
RATIONALE = "counsel read the order and it does not reach the model we use"
NOT_TYPED = {"closed_on", "closed_reason", "computed_tier", "residual_tenths", "self_approved"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return acme_desk(tmp_path)


@pytest.fixture
def full(tmp_path: Path) -> tuple[Desk, Mapping[str, str]]:
    """A rated vendor, and a reference of every kind that a record may name."""
    desk = acme_desk(tmp_path)
    rate(desk)
    refs = {"vendor": ACME, "evidence": note(desk)}
    typed: list[tuple[str, dict[str, str]]] = [
        ("maker", {"name": "Heron Models"}),
        ("model", {"name": "Heron", "maker": "mk-0001"}),
        ("product", {"vendor": ACME, "name": "Assist"}),
        ("use", {"product": "PD-0001", "model": "MD-0001"}),
        ("subvendor", {"vendor": ACME, "name": "Cloud"}),
        ("dispute", dict(typed_dispute(maker="MK-0001"))),
        ("designation", {"vendor": ACME, "list_name": "L", "issuer": "I", "listed_on": "2026-01-01", "source": "s"}),
        ("flow", {"vendor": ACME, "title": "Tuning"}),
        ("contract", {"vendor": ACME, "title": "MSA"}),
        ("proceeding", {"title": "RFI", "vehicle": "rfi"}),
    ]
    for kind, fields in typed:
        refs[kind] = recording.add(desk, kind, fields).record.ref
    return desk, refs


def value_for(spec: FieldSpec, refs: Mapping[str, str]) -> str:
    """A text that the field takes."""
    if spec.choices:
        return spec.choices[0].value
    values = {
        "date": "2026-11-20",
        "int": str(spec.low or 1),
        "bool": "yes",
        "ref": refs.get(spec.kind, ""),
        "lines": "a line\nand another = [/] \\ 'quoted', 40 characters at least",
    }
    return values.get(spec.type, f"text of {spec.name}")


def values_for(kind: str, refs: Mapping[str, str], *, required: bool = False) -> dict[str, str]:
    """Texts for the fields of a kind that a person types, each party or matter named once."""
    specs = [spec for spec in KINDS[kind].fields if spec.name not in NOT_TYPED and (spec.required or not required)]
    typed = {spec.name: value_for(spec, refs) for spec in specs}
    if kind in {"dispute", "designation"}:
        typed.pop("vendor", None)
        typed["maker"] = refs["maker"]
    if kind == "relevance":
        typed.pop("designation", None)
        typed["dispute"] = refs["dispute"]
    special = {
        "ask": {"questions": "p1, C5"},
        "maker": {"affiliate_of": refs["maker"]},
        "override": {"tier": "critical"},
        "acceptance": {"accepted_on": "2026-11-20", "expires_on": "2026-11-25", "tier": "", "pack": ""},
        "reviewer": {"until": "2027-12-31"},
    }
    more = special.get(kind, {})
    return typed | {name: text for name, text in more.items() if not required or name in typed}


@pytest.mark.parametrize("required", [True, False], ids=["required", "all"])
@pytest.mark.parametrize("kind", BY_HAND, ids=lambda kind: kind.name)
def test_every_kind_is_added_edited_and_closed(
    full: tuple[Desk, Mapping[str, str]], kind: object, required: bool
) -> None:
    desk, refs = full
    what = KINDS[kind.name]  # type: ignore[attr-defined]
    typed = values_for(what.name, refs, required=required)
    before = desk.store.log_seq()
    made = recording.add(desk, what.name, typed).record
    assert type(made) is what.record
    assert {entry.deed for entry in logged(desk, before)} == {f"add {what.name}"}
    assert looking.record(desk, what.name, made.ref) == made
    for name, text in typed.items():
        spec = what.field(name)
        assert spec is not None
        expected = "P1 C5" if name == "questions" else text
        assert type_field(spec, getattr(made, name)) == expected or not text
    changed = edited(what.name, made)
    new = recording.edit(
        desk, what.name, made.ref.upper() if made.ref[0].isupper() else made.ref, changed, "typo"
    ).record
    assert {name: type_field(what.field(name), getattr(new, name)) for name in changed} == changed  # type: ignore[arg-type]
    assert not recording.close(desk, what.name, made.ref, "no more").record.open
    with pytest.raises(NotAllowed):
        recording.edit(desk, what.name, made.ref, changed)
    with pytest.raises(NotAllowed):
        recording.close(desk, what.name, made.ref, "again")


def edited(kind: str, made: Record) -> dict[str, str]:
    """A text for one field that is text, or for the vendor a link goes to."""
    spec = next((s for s in KINDS[kind].fields if s.type in {"text", "lines"} and s.name in ("name", "title", "reason",
                 "caption", "note", "document", "insurer", "scope", "independent_how", "rationale", "said_by", "source",
                 "searched_by", "asked_of", "list_name", "plan", "owner")), None)  # fmt: skip
    if spec is not None:
        return {spec.name: f"{RATIONALE} {spec.name}"}
    return {"checked_on": "2026-11-19"} if kind == "proceeding_link" else {"status": "agreed"}


@pytest.mark.parametrize("kind", BY_HAND, ids=lambda kind: kind.name)
def test_a_required_field_is_named_where_it_is_empty(full: tuple[Desk, Mapping[str, str]], kind: object) -> None:
    desk, refs = full
    what = KINDS[kind.name]  # type: ignore[attr-defined]
    typed = values_for(what.name, refs, required=True)
    filled_in = {"made_on", "accepted_on", "asked_on"}
    for name in [spec.name for spec in what.fields if spec.required and spec.name not in filled_in]:
        before = desk.store.log_seq()
        with pytest.raises(MissingValue, match="must be filled") as caught:
            recording.add(desk, what.name, {**typed, name: " "})
        assert caught.value.where == f"{what.name}, field {name}"
        assert caught.value.remedy
        assert desk.store.log_seq() == before


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if not kind.by_hand])
def test_kinds_of_their_own_deed_are_not_added_by_hand(desk: Desk, name: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        recording.add(desk, name, {})
    assert caught.value.remedy
    if name not in {"organisation", "evidence", "round"}:
        with pytest.raises(NotAllowed):
            recording.edit(desk, name, "X-1", {})
    if name != "evidence_link":
        with pytest.raises(NotAllowed):
            recording.close(desk, name, "X-1", "why")


@pytest.mark.parametrize(
    ("kind", "typed", "error", "told"),
    [
        ("nonsense", {}, UnknownKind, "dispute"),
        ("product", {"nothing": "x"}, UnknownField, "substitute"),
        ("product", {"closed_on": "2026-11-23"}, UnknownField, "substitute"),
        ("product", {"vendor": "nobody", "name": "x"}, UnknownRecord, "vendor"),
        ("product", {"vendor": ACME, "name": "x", "switch_days": "many"}, BadValue, "0 to 3650"),
        ("search", {"vendor": ACME, "searched_on": "20.11.2026"}, BadValue, "2026-11-23"),
        ("dispute", {**typed_dispute(vendor=ACME), "stage": "S10"}, BadValue, "S9"),
        ("dispute", typed_dispute(), NotAllowed, "maker=..."),
        ("ask", {"vendor": ACME, "asked_of": "A", "questions": "P1 Z9"}, RiskdeskError, "P1"),
        ("vendor", {"name": "B", "provenance_anchor": "1"}, ReasonNeeded, "provenance_reason=..."),
        ("vendor", {"name": "B", "excluded_on": "2026-11-01"}, ReasonNeeded, "excluded_reason=..."),
        ("vendor", {"name": "B", "own_maker": "MK-0001"}, UnknownRecord, "maker"),
        ("reviewer", {"name": REVIEWER.lower()}, NotAllowed, "edit that one"),
    ],
)
def test_what_is_refused_says_what_to_do_and_leaves_nothing(
    desk: Desk, kind: str, typed: Mapping[str, str], error: type[RiskdeskError], told: str
) -> None:
    before = desk.store.log_seq()
    with pytest.raises(error) as caught:
        recording.add(desk, kind, typed)
    assert told in caught.value.remedy
    assert desk.store.log_seq() == before


def test_many_are_added_together_or_not_at_all(desk: Desk) -> None:
    before = desk.store.log_seq()
    rows = [{"name": "One"}, {"name": "Two", "criticality": "6"}]
    with pytest.raises(BadValue):
        recording.add_many(desk, "vendor", rows)
    assert desk.store.log_seq() == before
    done = recording.add_many(desk, "vendor", [{"name": "One"}, {"name": "One"}, {"name": "Two", "ref": "T/2"}])
    assert [item.record.ref for item in done] == ["one", "one-2", "T/2"]
    assert len({entry.at for entry in logged(desk, before)}) == 1
    with pytest.raises(MissingValue, match="nothing to add"):
        recording.add_many(desk, "vendor", [])
    with pytest.raises(NotAllowed, match="only a vendor's"):
        recording.add(desk, "maker", {"name": "M"}, ref="MINE")


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("Müller & Söhne GmbH", "", "muller-sohne-gmbh"),
        ("株式会社", "", "株式会社"),
        ("!!!", "", "vendor"),
        ("Acme", "", "acme-2"),
        ("Acme", "V-001", "V-001"),
        ("x" * 200, "", "x" * 60),
    ],
)
def test_a_vendor_gets_a_reference_and_a_round(desk: Desk, name: str, given: str, expected: str) -> None:
    assert recording.add(desk, "vendor", {"name": name}, ref=given).record.ref == expected
    (made,) = (item for item in held(desk, Round) if isinstance(item, Round) and item.vendor == expected)
    assert (made.ordinal, made.start_on) == (1, TODAY)
    assert made.due_1 == date.fromordinal(TODAY.toordinal() + desk.pack.action(1).due_days)


@pytest.mark.parametrize(("ref", "error"), [("ACME", NotAllowed), ("x" * 61, BadValue)])
def test_a_taken_or_overlong_reference_is_refused(desk: Desk, ref: str, error: type[RiskdeskError]) -> None:
    with pytest.raises(error):
        recording.add(desk, "vendor", {"name": "B"}, ref=ref)


def test_references_are_found_in_any_letter_case_and_never_closed_ones(full: tuple[Desk, Mapping[str, str]]) -> None:
    desk, _ = full
    made = recording.add(desk, "use", {"product": " pd-0001 ", "model": "md-0001"}).record
    assert (made.product, made.model) == ("PD-0001", "MD-0001")  # type: ignore[attr-defined]
    assert recording.add(desk, "contact", {"vendor": "ACME", "name": "B"}).record.vendor == ACME  # type: ignore[attr-defined]
    recording.close(desk, "model", "md-0001", "replaced")
    with pytest.raises(NotAllowed, match="MD-0001 is closed"):
        recording.add(desk, "use", {"product": "PD-0001", "model": "MD-0001"})
    assert recording.edit(desk, "use", made.ref, {"model": "MD-0001", "said_by": "B"}).record.said_by == "B"  # type: ignore[attr-defined]


def test_nothing_stands_on_itself(full: tuple[Desk, Mapping[str, str]]) -> None:
    desk, refs = full
    with pytest.raises(NotAllowed, match="itself"):
        recording.edit(desk, "maker", refs["maker"], {"affiliate_of": refs["maker"]})
    with pytest.raises(NotAllowed, match="itself"):
        recording.edit(desk, "subvendor", refs["subvendor"], {"through": refs["subvendor"].lower()})


def test_an_edit_logs_what_changed_and_a_close_needs_a_reason(desk: Desk) -> None:
    before = desk.store.log_seq()
    recording.edit(desk, "vendor", "ACME", {"owner": "Claims", "name": "Acme"}, "moved\x1b")
    (entry, *_) = logged(desk, before)
    assert (entry.fields, entry.old, entry.new, entry.reason) == (
        ("owner",),
        {"owner": ""},
        {"owner": "Claims"},
        "moved\ufffd",
    )
    assert looking.rows(desk, [ACME])[ACME].owner == "Claims"
    with pytest.raises(ReasonNeeded):
        recording.close(desk, "vendor", ACME, " ")
    recording.edit(desk, "vendor", ACME, {"owner": ""})
    assert held(desk, Vendor)[0].owner == ""  # type: ignore[attr-defined]
    with pytest.raises(MissingValue):
        recording.edit(desk, "vendor", ACME, {"name": ""})
    with pytest.raises(UnknownRecord):
        recording.edit(desk, "maker", "MK-0001", {"name": "x"})


def test_a_vendor_of_a_name_in_use_is_added_and_told_of(desk: Desk) -> None:
    name = looking.look(desk, ACME).case.vendor.name
    made = recording.add(desk, "vendor", {"name": name.upper()})
    assert made.namesakes == (ACME,)
    recording.close(desk, "vendor", made.record.ref, "the same one")
    assert looking.look(desk, name).case.vendor.ref == ACME
    recording.close(desk, "vendor", ACME, "gone")
    assert recording.add(desk, "vendor", {"name": name}).namesakes == ()


@pytest.mark.parametrize("typed", [{"stage_on": "2026-11-02"}, {"stage_on": ""}])
def test_a_new_stage_is_not_told_by_the_day_of_the_one_before(desk: Desk, typed: dict[str, str]) -> None:
    made = recording.add(desk, "dispute", typed_dispute(vendor=ACME)).record
    with pytest.raises(MissingValue, match="its own date") as caught:
        recording.edit(desk, "dispute", made.ref, {"stage": "S6"}, "judgment")
    assert "stage_on=DATE" in caught.value.remedy
    moved = recording.edit(desk, "dispute", made.ref, {"stage": "S6", **typed}, "judgment").record
    assert isinstance(moved, Dispute)
    assert str(moved.stage_on or "") == typed["stage_on"]


def test_a_stage_that_moves_is_kept_in_the_history(desk: Desk) -> None:
    made = recording.add(desk, "dispute", typed_dispute(vendor=ACME, primary_source="docket sheet")).record
    recording.edit(desk, "dispute", made.ref, {"forum": "N.D. Cal."})
    recording.edit(desk, "dispute", made.ref, {"stage": "S5", "stage_on": "2026-11-02"}, "class certified")
    found = [(item.stage, item.stage_on, item.source) for item in held(desk, Stage) if isinstance(item, Stage)]
    assert found == [("S4", date(2026, 9, 1), "docket sheet"), ("S5", date(2026, 11, 2), "class certified")]
    with pytest.raises(NotAllowed, match="vendor or the maker"):
        recording.edit(desk, "dispute", made.ref, {"vendor": ""})
    assert isinstance(held(desk, Dispute)[0], Dispute)


class TestWhomARecordReaches:
    """The vendors assessed again when a record changes."""

    @pytest.fixture
    def chain(self, tmp_path: Path) -> Desk:
        """Two vendors on models of two affiliated makers, a third on neither, a fourth that is a maker itself."""
        desk = new_desk(tmp_path)
        for name in ("parent", "child", "other"):
            recording.add(desk, "maker", {"name": name})
        recording.edit(desk, "maker", "MK-0002", {"affiliate_of": "MK-0001"})
        for number, name in enumerate(("one", "two", "three", "four"), 1):
            recording.add(desk, "vendor", {"name": name, **FACTORS, **ANCHOR})
            if number < 4:
                recording.add(desk, "model", {"name": f"m{number}", "maker": f"MK-000{number}"})
                recording.add(desk, "product", {"vendor": name, "name": f"p{number}"})
                recording.add(desk, "use", {"product": f"PD-000{number}", "model": f"MD-000{number}"})
            rate(desk, name)
        recording.edit(desk, "vendor", "four", {"own_maker": "MK-0001"})
        return desk

    @pytest.mark.parametrize(
        ("kind", "typed", "expected"),
        [
            ("dispute", typed_dispute(maker="MK-0001"), ("four", "one", "two")),
            ("dispute", typed_dispute(maker="MK-0002"), ("four", "one", "two")),
            ("dispute", typed_dispute(maker="MK-0003"), ("three",)),
            ("dispute", typed_dispute(vendor="three"), ("three",)),
            ("designation", {"maker": "MK-0003", "list_name": "L", "issuer": "I", "listed_on": "2026-01-01",
                             "source": "s"}, ("three",)),
            ("model", {"name": "new", "maker": "MK-0003"}, ()),
            ("maker", {"name": "new", "affiliate_of": "MK-0003"}, ("three",)),
            ("proceeding", {"title": "x", "vehicle": "rfi"}, ()),
            ("proceeding", {"title": "x", "vehicle": "none", "checked_on": "2026-11-20"},
             ("four", "one", "three", "two")),
            ("insurance", {"insurer": "I"}, ()),
        ],
    )  # fmt: skip
    def test_added(self, chain: Desk, kind: str, typed: Mapping[str, str], expected: tuple[str, ...]) -> None:
        before = {ref: row.residual_tenths for ref, row in looking.rows(chain, looking.ids(chain)).items()}
        assert recording.add(chain, kind, typed).vendors == expected
        rows = looking.rows(chain, looking.ids(chain))
        for ref, row in rows.items():
            fresh = looking.look(chain, ref).standing
            assert fresh.outcome is not None
            assert row.residual_tenths == fresh.outcome.residual_tenths
        if kind == "dispute":
            assert {ref for ref, row in rows.items() if row.residual_tenths != before[ref]} == set(expected)

    def test_edited_and_closed(self, chain: Desk) -> None:
        dispute = recording.add(chain, "dispute", typed_dispute(maker="MK-0003")).record.ref
        assert recording.edit(chain, "dispute", dispute, {"maker": "MK-0001"}).vendors == (
            "four",
            "one",
            "three",
            "two",
        )
        assert recording.close(chain, "dispute", dispute, "wrong maker").vendors == ("four", "one", "two")
        assert recording.edit(chain, "model", "MD-0003", {"maker": "MK-0002"}).vendors == ("three",)
        assert recording.close(chain, "use", "US-0003", "no longer").vendors == ("three",)

    def test_what_hangs_from_another_record(self, chain: Desk) -> None:
        flow = recording.add(chain, "flow", {"vendor": "three", "title": "f"}).record.ref
        proof = note(chain, "terms", vendor="")
        terms = {"flow": flow, "layer": "maker", "document": "d", "evidence": proof}
        assert recording.add(chain, "terms", terms).vendors == ("three",)
        matter = recording.add(chain, "dispute", {**typed_dispute(maker="MK-0001"), "primary_evidence": proof})
        assert matter.vendors == ("four", "one", "two")
        assert recording.edit(chain, "evidence", proof, {"type": "x"}).vendors == ("four", "one", "three", "two")
        other = recording.add(chain, "proceeding", {"title": "x", "vehicle": "rfi"}).record.ref
        assert recording.add(chain, "proceeding_link", {"proceeding": other, "vendor": "two"}).vendors == ("two",)
        assert recording.edit(chain, "proceeding", other, {"owner": "B"}).vendors == ("two",)
        judged = {"vendor": "two", "dispute": "M-0001", "relevance": "unrelated", "reason": "another model"}
        assert recording.add(chain, "relevance", judged).vendors == ("two",)
        assert held(chain, Relevance)[0].judged_by == REVIEWER  # type: ignore[attr-defined]


def test_a_judgement_names_one_matter(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="one of them"):
        recording.add(desk, "relevance", {"vendor": ACME, "relevance": "named", "reason": "r"})


class TestDecisions:
    """Overrides and acceptances freeze what they were made over (DOMAIN 6.8, 6.9, 6.11.19, 6.11.20)."""

    def override(self, desk: Desk, **more: str) -> dict[str, str]:
        return {"vendor": ACME, "tier": "critical", "rationale": RATIONALE, "evidence": note(desk), "approver": "B",
                "approver_role": "CFO", "expires_on": "2026-12-31", **more}  # fmt: skip

    def standing(self, desk: Desk) -> Standing:
        return looking.look(desk, ACME).standing

    def test_an_override_freezes_the_computed_tier(self, desk: Desk) -> None:
        tier = rate(desk).tier
        made = recording.add(desk, "override", self.override(desk)).record
        assert isinstance(made, Override)
        assert (made.computed_tier, made.made_on, made.self_approved) == (tier, TODAY, False)
        assert self.standing(desk).tier == "critical"
        for typed in ({"computed_tier": "low"}, {"self_approved": "yes"}):
            with pytest.raises(NotAllowed, match="sets this field itself"):
                recording.edit(desk, "override", made.ref, typed)
        recording.edit(desk, "vendor", ACME, dict.fromkeys(FACTORS, "1"))
        new = recording.edit(desk, "override", made.ref, {"approver": REVIEWER, "computed_tier": ""}).record
        assert isinstance(new, Override)
        assert (new.computed_tier, new.self_approved) == (tier, True)

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ({"rationale": "too short"}, "rationale of 40"),
            ({"tier": "low", "expires_on": "2026-12-01"}, "one tier below"),
            ({"tier": "moderate", "expires_on": "2027-12-01"}, "90 days"),
            ({"tier": "moderate", "expires_on": "2026-12-01"}, "counsel named"),
            ({"expires_on": "2026-11-01"}, "ends before"),
        ],
    )
    def test_an_override_that_may_not_stand_is_refused(self, desk: Desk, more: dict[str, str], told: str) -> None:
        assert rate(desk).tier == "high"
        typed = self.override(desk, **more)
        before = desk.store.log_seq()
        with pytest.raises(RiskdeskError, match=told):
            recording.add(desk, "override", typed)
        assert desk.store.log_seq() == before

    def test_an_unrated_vendor_is_neither_overridden_nor_accepted(self, desk: Desk) -> None:
        with pytest.raises(NotAllowed, match="unrated"):
            recording.add(desk, "override", self.override(desk))
        with pytest.raises(NotAllowed, match="unrated"):
            recording.add(desk, "acceptance", self.acceptance())

    def acceptance(self, **more: str) -> dict[str, str]:
        return {"vendor": ACME, "owner": "A", "approver": REVIEWER, "approver_role": "CISO", "rationale": "r",
                "expires_on": "2026-12-01", **more}  # fmt: skip

    def test_an_acceptance_freezes_residual_tier_and_pack(self, desk: Desk) -> None:
        outcome = rate(desk).outcome
        assert outcome is not None
        made = recording.add(desk, "acceptance", self.acceptance()).record
        assert isinstance(made, Acceptance)
        assert (made.residual_tenths, made.tier, made.pack) == (outcome.residual_tenths, outcome.tier, desk.pack.sha256)
        assert (made.accepted_on, made.self_approved) == (TODAY, True)
        recording.edit(desk, "vendor", ACME, dict.fromkeys(FACTORS, "1"))
        new = recording.edit(desk, "acceptance", made.ref, {"expires_on": "2026-12-05", "rationale": "s"}).record
        assert isinstance(new, Acceptance)
        assert (new.residual_tenths, new.tier, new.expires_on) == (made.residual_tenths, made.tier, date(2026, 12, 5))

    @pytest.mark.parametrize(
        ("more", "told"),
        [
            ({"expires_on": "2027-11-22"}, "for 90 days at most"),
            ({"expires_on": "2026-11-22"}, "ends before"),
            ({"tier": "low"}, "sets this field itself"),
            ({"residual_tenths": "1"}, "sets this field itself"),
            ({"accepted_on": "9999-12-31", "expires_on": "9999-12-30"}, "ends before"),
        ],
    )
    def test_an_acceptance_ends_in_time(self, desk: Desk, more: dict[str, str], told: str) -> None:
        assert rate(desk).tier == "high"
        with pytest.raises(NotAllowed, match=told):
            recording.add(desk, "acceptance", self.acceptance(**more))

    def test_the_last_day_of_the_calendar_is_no_fault(self, desk: Desk) -> None:
        rate(desk)
        recording.add(desk, "acceptance", self.acceptance(accepted_on="9999-12-01", expires_on="9999-12-31"))

    def test_the_wording_of_an_old_acceptance_may_be_corrected(self, desk: Desk) -> None:
        rate(desk)
        made = recording.add(desk, "acceptance", self.acceptance()).record
        recording.edit(on(desk, date(2027, 6, 1)), "acceptance", made.ref, {"rationale": "typo mended"})

    def test_a_score_override_needs_its_form(self, desk: Desk) -> None:
        typed = {"vendor": ACME, "action": "1", "score": "5", "rationale": "short", "evidence": note(desk),
                 "approver": "B", "approver_role": "CFO", "expires_on": "2026-12-31"}  # fmt: skip
        with pytest.raises(MissingValue, match="rationale"):
            recording.add(desk, "score_override", typed)
        with pytest.raises(NotAllowed, match="ends before"):
            recording.add(desk, "score_override", {**typed, "rationale": RATIONALE, "expires_on": "2026-01-01"})


class TestKeepingTheRegister:
    """Nobody locks the register, and its rounds follow their start."""

    def test_somebody_stays_in_office(self, desk: Desk) -> None:
        with pytest.raises(NotAllowed, match="nobody would keep"):
            recording.close(desk, "reviewer", "RV-0001", "left")
        with pytest.raises(NotAllowed, match="nobody would keep"):
            recording.edit(desk, "reviewer", "RV-0001", {"until": "2026-11-22"})
        recording.add(desk, "reviewer", {"name": "B. Two"})
        recording.close(desk, "reviewer", "RV-0001", "left")
        assert open_desk(desk.store.path).reviewer == "B. Two"

    def test_the_pack_must_be_there(self, desk: Desk) -> None:
        with pytest.raises(PackBroken):
            recording.edit(desk, "organisation", "organisation", {"pack": "1999.9"})
        done = recording.edit(desk, "organisation", "organisation", {"name": "Northgate plc", "pack": "2026.1"})
        assert done.vendors == ()
        assert open_desk(desk.store.path).organisation.name == "Northgate plc"

    def test_due_days_follow_the_start(self, desk: Desk) -> None:
        new = recording.edit(desk, "round", "rd-0001", {"start_on": "2026-10-01"}).record
        assert isinstance(new, Round)
        assert new.due_2 == date.fromordinal(date(2026, 10, 1).toordinal() + desk.pack.action(2).due_days)
        assert looking.rows(desk, [ACME])[ACME].due[1] == new.due_2
        kept = recording.edit(desk, "round", "rd-0001", {"start_on": "2026-10-02", "due_2": "2027-01-01"}).record
        assert isinstance(kept, Round)
        assert (kept.due_1, kept.due_2) == (new.due_1, date(2027, 1, 1))
        with pytest.raises(NotAllowed, match="sets this field"):
            recording.edit(desk, "round", "rd-0001", {"ordinal": "2"})

    def test_a_retired_vendor_leaves_the_register_and_stays_on_record(self, desk: Desk) -> None:
        recording.close(desk, "vendor", ACME, "no longer used")
        assert looking.ids(desk) == []
        assert looking.ids(desk, retired=True) == [ACME]
        with pytest.raises(NotAllowed, match="closed"):
            recording.add(desk, "product", {"vendor": ACME, "name": "P"})
