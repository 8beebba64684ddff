"""Actions, their records and flows: 6.11.8 to 6.11.12."""

from __future__ import annotations

from typing import Any

from rules_cases import ON, Draft, ago, complete
from settled import settled
from standing_reads import action, caps, credit, fired, likelihood, points

from riskdesk.rules.records import Model


@settled(8)
def corroboration_is_evidence_marked_independent() -> None:
    draft = complete()
    assert action(draft.stand(), 1).score == 5
    draft.records["corroborations"] = []
    assert (caps(draft.stand(), 1), action(draft.stand(), 1).score) == ({"A1-SOURCE": 4}, 4)
    assert caps(draft.corroborated(independent=False).stand(), 1) == {"A1-SOURCE": 4}


@settled(8)
def the_hashed_file_may_sit_on_any_question_of_the_action() -> None:
    draft = complete()
    draft.links = [link for link in draft.links if not link.question.startswith("P")]
    assert caps(draft.stand(), 1) == {"A1-FILE": 3}
    assert caps(draft.prove("P10", "assertion", sha256="ab").stand(), 1) == {}


@settled(9)
def an_open_search_counts_four_also_when_matters_exist() -> None:
    assert likelihood(Draft().leave("D1", "unknown").stand(), "dispute") == 4
    assert likelihood(Draft().matter("S1").stand(), "dispute") == 4
    assert likelihood(Draft().leave("D1", "unknown").matter("S5").stand(), "dispute") == 5


@settled(9)
def a_stale_none_found_keeps_one() -> None:
    draft = Draft().best(1).search(on=ago(91))
    found = draft.stand()
    assert likelihood(found, "dispute") == 1
    assert "stale" in next(item.because for item in found.likelihoods if item.name == "dispute")
    assert caps(found, 2)["A2-STALE"] == 2


@settled(9)
def vendor_only_is_not_covered_unless_it_makes_its_own_model() -> None:
    draft = complete().say("D2", "vendor", proof="primary")
    assert (caps(draft.stand(), 2)["A2-UPSTREAM"], points(draft.stand(), "D2")[0]) == (2, 40)
    own = Model(ref="MD-1", name="A", maker="MK-1")
    draft.of_vendor(own_maker="MK-1")
    assert (caps(draft.stand(models=(own,)), 2), points(draft.stand(models=(own,)), "D2")[0]) == ({}, 100)
    assert "A2-UPSTREAM" in caps(draft.stand(models=(own, Model(ref="MD-2", name="B", maker="MK-2"))), 2)


@settled(10)
def only_matters_against_the_vendor_count() -> None:
    draft = complete().matter("S5", role="claimant", docket="").matter("S5", role="non-party", docket="")
    found = draft.stand()
    assert likelihood(found, "dispute") == 1
    assert [points(found, id)[0] for id in ("D3", "D4", "D5")] == [100, 100, 100]
    upstream = complete().matter("S4", role="upstream", docket="", path=("Product", "Model"))
    assert likelihood(upstream.stand(), "dispute") == 4
    assert points(upstream.stand(), "D3")[0] == 83


@settled(10)
def without_matters_the_three_follow_the_search() -> None:
    assert [points(Draft().stand(), id)[0] for id in ("D3", "D4", "D5")] == [0, 0, 0]
    found = Draft().search().prove("D3").stand()
    assert points(found, "D3") == points(found, "D4") == points(found, "D5") == (100, 10, 10)


@settled(10)
def sought_and_not_public_counts_as_recorded() -> None:
    bare: dict[str, Any] = {"docket": "", "forum": "", "not_public": ("docket", "forum")}
    assert points(Draft().search().matter("S1", **bare).stand(), "D3")[0] == 100
    assert points(Draft().search().matter("S1", **bare, primary_on=None).stand(), "D3")[0] == 67
    assert caps(complete().matter("S1", docket="").stand(), 2)["A2-RECORD"] == 3


@settled(11)
def open_or_unrecorded_allegations_raise_the_dispute_likelihood() -> None:
    draft = complete()
    assert likelihood(draft.stand(), "dispute") == 1
    assert likelihood(draft.leave("P2", "declined").stand(), "dispute") == 2
    assert likelihood(draft.say("P2", "yes", details="one").stand(), "dispute") == 4
    assert likelihood(draft.matter("S1").stand(), "dispute") == 2
    assert likelihood(complete().say("P3", "yes", details="d").matter("S8", appeal="final").stand(), "dispute") == 4
    # A case that was won and is under appeal is still pending, as the vendor says.
    for appeal in ("pending", "unknown"):
        assert likelihood(complete().say("P3", "yes", details="d").matter("S8", appeal=appeal).stand(), "dispute") == 2
    assert points(complete().say("P2", "yes").stand(), "P2")[0] == 0


@settled(12)
def an_attested_no_is_refused_while_a_flow_is_open() -> None:
    found = complete().flow().stand()
    assert (points(found, "U1")[0], caps(found, 3)["A3-UNKNOWN"]) == (0, 1)
    assert likelihood(found, "usage") == 4
    assert fired(found)["F1-HIGH"] == "high"
    harmless = complete().flow(purpose="inference").stand()
    assert (likelihood(harmless, "usage"), action(harmless, 3).score) == (1, 5)


@settled(12)
def flow_records_alone_earn_and_an_expired_sign_off_is_none() -> None:
    draft = complete().say("U1", "yes", proof="primary").flow(sign_off=False)
    draft.sign_off("FL-0001", expires_on=ago(1))
    found = draft.stand()
    assert (points(found, "U6")[0], caps(found, 3)["A3-UNSIGNED"]) == (30, 1)
    for question in ("U3", "U4", "U5", "U6"):
        assert credit(complete().say("U1", "yes").leave(question, "na", "no").stand(), question).points == 0
    assert action(draft.sign_off("FL-0001", expires_on=ON).stand(), 3).score == 5


@settled(12)
def stopping_a_well_run_flow_never_lowers_the_score() -> None:
    running = complete().say("U1", "yes", proof="primary").flow()
    for question in ("U7", "U8", "U9"):
        running.leave(question, "unknown")
    stopped = complete()
    for question in ("U7", "U8", "U9"):
        stopped.leave(question, "unknown")
    assert action(running.stand(), 3).score == 4
    assert action(stopped.stand(), 3).score == 4
    assert credit(stopped.stand(), "U3").counts
    bare = complete()
    bare.links = [link for link in bare.links if link.question != "U1"]
    assert not credit(bare.stand(), "U3").counts
