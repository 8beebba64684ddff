"""What an auditor objects to: each kind found where it lies, and not once it is put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from rules_cases import ON, PACK, Draft, ago, complete

from riskdesk.rules.deadlines import deadlines
from riskdesk.rules.objections import TITLES, Objection, objections, of_organisation
from riskdesk.rules.records import (
    Acceptance,
    Ask,
    Evidence,
    Organisation,
    Override,
    ScoreOverride,
    Signature,
    SignOff,
    Treatment,
)

Build = Callable[[], tuple[Draft, dict[str, Any]]]
RELIED: dict[str, Any] = {"approver": "A", "approver_role": "CISO", "rationale": "r" * 40, "evidence": "EV-0001"}
LAPSED = Acceptance(ref="AC-1", vendor="V", owner="O", approver="A", approver_role="CISO", rationale="r",
                    accepted_on=ago(20), expires_on=ago(1), tier="high")  # fmt: skip
LOWERED = Override(ref="OV-1", vendor="V", tier="low", made_on=ago(50), **RELIED)
TREATED = Treatment(ref="TR-1", vendor="V", response="mitigate", owner="O", due_on=ago(1))


def found(draft: Draft, **more: Any) -> list[Objection]:
    case = draft.case(**more)
    standing = draft.stand(**more)
    return list(objections(case, PACK, standing, deadlines(case, PACK, standing)))


def signed(action: int, score: int, *, self_reviewed: bool = False) -> Signature:
    return Signature(ref=f"SG-{action}", vendor="V", action=str(action), score=score, prepared_by="R", signed_by="S",
                     signed_on=ago(1), self_reviewed=self_reviewed, pack=PACK.sha256)  # fmt: skip


def clean() -> tuple[Draft, dict[str, Any]]:
    """A complete vendor, every action given and signed."""
    draft = complete()
    scores = [action.suggested for action in draft.stand().actions]
    for number, score in enumerate(scores, 1):
        draft.give(number, score)
    return draft, {"signatures": tuple(signed(number, score) for number, score in enumerate(scores, 1))}


def test_a_complete_and_signed_vendor_has_no_objection_but_to_what_has_no_file() -> None:
    draft, more = clean()
    assert {item.kind for item in found(draft, **more)} <= {"no evidence"}


def with_draft(change: Callable[[Draft], object]) -> Build:
    def build() -> tuple[Draft, dict[str, Any]]:
        draft, more = clean()
        change(draft)
        return draft, more

    return build


def with_records(**records: Any) -> Build:
    return lambda: (clean()[0], {**clean()[1], **records})


CASES: list[tuple[str, int | None, str, Build]] = [
    ("unrated", None, "V", lambda: (Draft(anchor=""), {})),
    ("no evidence", 1, "P4", with_draft(lambda draft: _unproven(draft, "P4"))),
    ("unreviewed", None, "EV-0001", with_draft(lambda draft: _change(draft, "EV-0001", reviewed_on=None))),
    ("unreviewed", None, "EV-0001", with_draft(lambda draft: _change(draft, "EV-0001", sha256=""))),
    ("refresh", None, "EV-0001", with_draft(lambda draft: _change(draft, "EV-0001", refresh_on=ago(1)))),
    ("expired", 1, "P4", with_draft(lambda draft: draft.say("P4", "questionnaire", on=ago(800)))),
    ("ageing", 1, "P2", lambda: (Draft().leave("P2", "unknown"), {"asks": (_ask(ago(61)),)})),
    ("declined", 1, "P2", with_draft(lambda draft: draft.leave("P2", "declined"))),
    ("no search", 2, "", lambda: (Draft(), {})),
    ("stale search", 2, "SR-0", lambda: (Draft().search(on=ago(400)), {})),
    ("no docket", 2, "M-0001", with_draft(lambda draft: draft.matter("S3", docket=""))),
    ("no source", 2, "M-0001", with_draft(lambda draft: draft.matter("S1", primary_source="", proof="allegation"))),
    ("no source", 2, "M-0001", with_draft(lambda draft: draft.matter("S3"))),
    ("stage check", 2, "M-0001", with_draft(lambda draft: draft.matter("S3", next_check=ago(1)))),
    ("unsigned", 3, "", with_records(signatures=())),
    ("moved", 1, "", with_draft(lambda draft: draft.leave("P1", "unknown"))),
    ("self-reviewed", 2, "SG-2", lambda: _signed_by_one()),
    ("self-approved", None, "AC-1", with_records(acceptances=(replace(LAPSED, self_approved=True),))),
    ("acceptance", None, "AC-1", with_records(acceptances=(LAPSED,))),
    ("override", None, "OV-1", with_records(overrides=(replace(LOWERED, expires_on=ago(1)),))),
    ("override", None, "OS-1", with_records(score_overrides=(
        ScoreOverride(ref="OS-1", vendor="V", action="1", score=5, made_on=ago(9), expires_on=ago(1), **RELIED),))),
    ("legal sign-off", 3, "FL-0001", with_draft(lambda draft: _lapsed_sign_off(draft))),
    ("treatment", None, "TR-1", with_records(treatments=(TREATED,))),
    ("untreated", None, "V", lambda: (Draft(factors=("5",) * 4, anchor="5").search().say("U1", "no"), {})),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "action", "record", "build"), CASES)
def test_it_is_found_where_it_lies(kind: str, action: int | None, record: str, build: Build) -> None:
    draft, more = build()
    places = [(item.action, item.record) for item in found(draft, **more) if item.kind == kind]
    assert any(place == action and record in (held or "") and bool(held) == bool(record) for place, held in places)
    assert all(item.vendor == "V" and item.words for item in found(draft, **more))


@pytest.mark.parametrize("kind", sorted({kind for kind, *_ in CASES} - {"unsigned", "no evidence"}))
def test_the_clean_vendor_has_none_of_it(kind: str) -> None:
    draft, more = clean()
    assert kind not in {item.kind for item in found(draft, **more)}


def test_every_kind_is_tried() -> None:
    assert {kind for kind, *_ in CASES} | {"excluded", "inventory", "nobody"} == set(TITLES)


def test_a_docket_that_is_not_public_is_no_gap() -> None:
    draft, more = clean()
    draft.matter("S3", docket="", not_public=("docket",))
    assert "no docket" not in {item.kind for item in found(draft, **more)}


def test_out_of_scope_only_a_missing_reason_counts() -> None:
    draft = Draft().of_vendor(excluded_on=ago(3), excluded_reason="")
    assert [(item.kind, item.record) for item in found(draft)] == [("excluded", "V")]
    assert found(draft.of_vendor(excluded_reason="not AI")) == []
    assert found(draft.of_vendor(closed_on=ago(1), excluded_reason="")) == []


@pytest.mark.parametrize(
    ("fields", "reviewers", "kinds"),
    [
        ({"list_source": "ledger", "list_on": ago(30)}, ["R"], []),
        ({"list_source": "ledger", "list_on": ago(366)}, ["R"], ["inventory"]),
        ({"list_source": " ", "list_on": ago(30)}, ["R"], ["inventory"]),
        ({"list_source": "ledger"}, [], ["inventory", "nobody"]),
    ],
)
def test_of_the_organisation(fields: dict[str, Any], reviewers: list[str], kinds: list[str]) -> None:
    organisation = Organisation(ref="organisation", name="N", start_on=date(2026, 1, 1), **fields)
    assert [item.kind for item in of_organisation(organisation, reviewers, ON)] == kinds


def _unproven(draft: Draft, question: str) -> None:
    draft.links = [link for link in draft.links if link.question != question]


def _change(draft: Draft, ref: str, **fields: Any) -> None:
    draft.evidence[ref] = replace(draft.evidence[ref], **fields)
    assert isinstance(draft.evidence[ref], Evidence)


def _ask(on: date) -> Ask:
    return Ask(ref="AK-1", vendor="V", asked_on=on, asked_of="sales")


def _signed_by_one() -> tuple[Draft, dict[str, Any]]:
    draft, more = clean()
    return draft, {"signatures": tuple(replace(item, self_reviewed=True) for item in more["signatures"])}


def _lapsed_sign_off(draft: Draft) -> None:
    draft.flow(sign_off=False)
    lapsed = SignOff(ref="SO-9", flow="FL-0001", name="C", scope="s", signed_on=ago(90),
                     expires_on=ON - timedelta(days=1))  # fmt: skip
    draft.add("sign_offs", lapsed)
