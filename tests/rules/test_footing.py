"""A footing gives of a moved dispute what judging the whole case file gives, for any case file."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from rules_cases import ON, PACK, Draft, complete
from vendor_strategy import Chance, chances, whole_case

from riskdesk.rules.assessment import stand
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.footing import footing, only_moves
from riskdesk.rules.judgement import Bench
from riskdesk.rules.moving import Moved, Mover
from riskdesk.rules.records import Dispute
from riskdesk.rules.records.disputes import STAGES
from riskdesk.rules.standing import Standing


def judged(case: CaseFile) -> tuple[Standing, str]:
    """The standing of a case file, and its footing."""
    bench = Bench(case, PACK, ON)
    return stand(bench, case), footing(bench, case)


def moved(text: str, dispute: Dispute) -> Moved | None:
    """What a dispute makes of a vendor with that footing."""
    return Mover(dispute, PACK).moved(text)


def changed(case: CaseFile, old: Dispute, new: Dispute) -> CaseFile:
    """The case file with the dispute as it is now."""
    now = (replace(item, dispute=new) if item.dispute is old else item for item in case.matters)
    return replace(case, matters=tuple(now))


def told(standing: Standing) -> tuple[object, ...]:
    """What a move may alter of a standing."""
    outcome, best, worst = standing.outcome, standing.best, standing.worst
    return (
        standing.tier,
        outcome.residual_tenths if outcome else None,
        outcome.likelihood if outcome else None,
        standing.likelihoods[0].value,
        standing.driver,
        outcome.control_units if outcome else None,
        standing.actions[1].score,
        tuple(floor.id for floor in standing.floors),
        standing.at_least,
        best.residual_tenths if best else None,
        worst.residual_tenths if worst else None,
        standing.holds_until,
    )


def given_by(found: Moved) -> tuple[object, ...]:
    """The same of a move that was told from a footing."""
    return tuple(getattr(found, part.name) for part in fields(Moved) if part.name not in {"path", "footing"})


def unmoved(standing: Standing) -> tuple[object, ...]:
    """What no move may alter of it."""
    return (
        [(item.provisional, item.signed, item.open, item.given) for item in standing.actions],
        [item.suggested for item in standing.actions if item.given is not None or item.action != 2],
        [item.score for item in standing.actions if item.action != 2],
        standing.impact,
        [item.value for item in standing.likelihoods[1:]],
        standing.coverage,
        standing.provisional,
    )


def move(chance: Chance, old: Dispute) -> Dispute:
    """The dispute at another stage, perhaps with another relief, order or consolidation."""
    new = replace(old, stage=chance.pick(list(STAGES)), forward_licence=chance.pick(("", "yes", "no")))
    if chance.seldom():
        new = replace(new, order_in_force=chance.pick(("", "none", "injunction", "stayed")))
    if chance.seldom():
        new = replace(new, consolidation=chance.pick(("", "In re A", "In re B")), appeal=chance.pick(("final", "")))
    if chance.seldom():
        new = replace(new, relief=chance.pick((("money",), ("injunction",), ("money", "licence"))))
    return new


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(chance=chances())
def test_a_footing_tells_what_the_whole_case_file_would(chance: Chance) -> None:
    check(chance)


def check(chance: Chance) -> str:
    """Move a matter of a case file by chance; gives whether the footing could tell."""
    drawn = whole_case(chance)
    case = replace(drawn, overrides=(), acceptances=(), confirmations=drawn.confirmations if chance.seldom() else ())
    before, text = judged(case)
    if not text:
        return "no footing"
    old = chance.pick([item.dispute for item in case.matters])
    new = move(chance, old)
    if not only_moves(old, new):
        return "not only a move"
    found = moved(text, new)
    if found is None:
        return "not told"
    after, kept = judged(changed(case, old, new))
    assert given_by(found) == told(after)
    assert unmoved(before) == unmoved(after)
    # What is written from a move is as good as what is written from the whole: the next move reads it.
    again = move(chance, new)
    if only_moves(new, again) and moved(found.footing, again) is not None and kept:
        last, _ = judged(changed(case, old, again))
        second = moved(found.footing, again)
        assert second is not None
        assert given_by(second) == told(last)
    return "told"


def rising() -> Draft:
    """A vendor with everything on paper, a matter of its maker at S3 and one of its own."""
    draft = complete().of_vendor(criticality="5", dependency="5", reach="5", data_sensitivity="5")
    way = ("Vendor (V)", "Product (PD-1)", "Model (MD-1)", "Maker (MK-1)")
    return draft.matter("S3", path=way, role="upstream").matter("S1").leave("C1", "unknown")


@pytest.mark.parametrize("stage", list(STAGES))
def test_every_stage_is_told_with_the_path(stage: str) -> None:
    case = rising().case()
    old = case.matters[0].dispute
    new = replace(old, stage=stage)
    found = moved(judged(case)[1], new)
    assert found is not None
    assert given_by(found) == told(judged(changed(case, old, new))[0])
    assert found.path == "Vendor (V) > Product (PD-1) > Model (MD-1) > Maker (MK-1)"


def test_what_else_a_dispute_says_is_more_than_a_move() -> None:
    old = rising().case().matters[0].dispute
    for more in (
        {"forum": ""}, {"relief": ()}, {"as_of": ON}, {"next_check": ON}, {"relevance": "unrelated"},
        {"closed_on": ON}, {"role": "claimant"}, {"stage_on": None}, {"primary_evidence": "EV-1"},
    ):  # fmt: skip
        assert not only_moves(old, replace(old, **more)), more
    assert only_moves(old, replace(old, stage="S6", last_ruling="judgment entered"))


def test_there_is_no_footing_where_a_move_reads_more() -> None:
    assert judged(complete().case())[1] == ""
    assert moved("", rising().case().matters[0].dispute) is None
    text = judged(rising().case())[1]
    assert moved(text, replace(rising().case().matters[0].dispute, ref="M-9999")) is None
