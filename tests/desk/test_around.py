"""What hangs on a record: each part says what follows from the records, and changes when they do."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from desks import ACME, acme_desk, note, on, say, typed_dispute

from riskdesk.desk import attaching, recording
from riskdesk.desk.around import HANGS_ON, HAS_PARTS, parts
from riskdesk.desk.opening import Desk
from riskdesk.errors import UnknownRecord
from riskdesk.rules.parts import Pair, Told, side_by_side
from riskdesk.rules.records import KINDS

CONTRACT = {"vendor": ACME, "title": "MSA", "term_end": "2027-06-30", "notice_days": "60", "notice_method": "courier"}
FLOW = {"vendor": ACME, "title": "Labels", "purpose": "classifier", "determination": "prohibited", "running": "running"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return acme_desk(tmp_path)


def add(desk: Desk, kind: str, **typed: str) -> str:
    return recording.add(desk, kind, typed).record.ref


def lines(desk: Desk, kind: str, ref: str, heading: str) -> list[Told]:
    found = {part.heading: part for part in parts(desk, kind, ref)[1]}
    return list(next(part for name, part in found.items() if name.startswith(heading)).lines)


def words(desk: Desk, kind: str, ref: str, heading: str) -> list[str]:
    return [f"{line.lead}{line.text}" for line in lines(desk, kind, ref, heading)]


def heron(desk: Desk) -> str:
    """A maker under Acme and, by another product, under Birch."""
    maker, birch = add(desk, "maker", name="Heron"), add(desk, "vendor", name="Birch")
    model = add(desk, "model", name="H", version="2", maker=maker)
    for vendor in (ACME, birch):
        add(desk, "use", product=add(desk, "product", vendor=vendor, name=f"P of {vendor}"), model=model)
    return maker


def test_the_dates_of_a_contract_are_computed(desk: Desk) -> None:
    ref = add(desk, "contract", **CONTRACT)
    told = words(desk, "contract", ref, "Renewal")
    assert told == [
        "notice by  2027-05-01, in 159 days: term end 2027-06-30 less 60 days, by courier",
        "start talks  2027-01-01 to 2027-01-31, in 69 days",
    ]
    late = lines(on(desk, date(2027, 5, 2)), "contract", ref, "Renewal")
    assert [(line.mark, "days late" in line.text) for line in late] == [("late", True), ("late", True)]
    recording.edit(desk, "contract", ref, {"notice_sent_on": "2026-11-20"})
    assert "sent 2026-11-20" in words(desk, "contract", ref, "Renewal")[0]
    assert words(desk, "contract", ref, "Renewal")[1].endswith("an ask is out")
    recording.edit(desk, "contract", ref, {"notice_days": ""})
    assert "not known" in words(desk, "contract", ref, "Renewal")[0]


def test_every_ask_stands_there_with_status_and_clause(desk: Desk) -> None:
    ref = add(desk, "contract", **CONTRACT)
    add(desk, "negotiation", contract=ref, ask="N3", status="agreed", raised_on="2026-11-02", clause="16.4")
    told = lines(desk, "contract", ref, "Asks")
    assert [line.lead.strip() for line in told] == [f"N{n}" for n in range(1, 13)]
    third = told[2]
    assert (third.ref, third.mark) == ("NG-0001", "good")
    assert third.text.endswith("agreed, raised 2026-11-02, clause 16.4")
    assert (told[0].adds, told[0].preset["ask"], told[0].text.endswith("not raised")) == ("negotiation", "N1", True)


def test_ip_stands_beside_data_breach_with_limits_and_proof(desk: Desk) -> None:
    say(desk, "C5", "supercap")
    say(desk, "C4", "modified=material;combination=clear;treatment=none yet")
    caps = {"ip_cap": "2x fees", "breach_cap": "5x fees", "ip_indemnity": "14.2", "exclusions": "14.7"}
    ref = add(desk, "contract", **CONTRACT, **caps)
    compared = next(part for part in parts(desk, "contract", ref)[1] if part.pairs)
    assert compared.pairs[1:] == (Pair("Clause", "14.2", ""), Pair("Cap", "2x fees", "5x fees"))
    assert "super-cap" in compared.lines[0].text
    limits = words(desk, "contract", ref, "Limits")
    assert any("exclusions  14.7" in line for line in limits)
    assert any("odified" in line and "ombination" not in line for line in limits)
    assert limits[-1] == "proof  no evidence that our configuration meets them"
    recording.edit(desk, "contract", ref, {"conditions": "filters on", "conditions_evidence": note(desk)})
    assert lines(desk, "contract", ref, "Limits")[-1].ref == "EV-0001"


def test_a_moved_matter_keeps_its_stages_with_date_and_source(desk: Desk) -> None:
    ref = add(desk, "dispute", **typed_dispute(vendor=ACME, stage="S3", stage_on="2026-01-02", primary_source="docket"))
    recording.edit(desk, "dispute", ref, {"stage": "S6", "stage_on": "2026-11-02"}, "judgment entered")
    told = lines(desk, "dispute", ref, "Stages")
    assert [(line.text[:2], line.lead.strip(), line.ref) for line in told] == [
        ("S3", "", "ST-0001"),
        ("S6", "now", "ST-0002"),
    ]
    assert "since 2026-01-02; docket" in told[0].text
    assert "since 2026-11-02; judgment entered" in told[1].text
    assert words(desk, "dispute", ref, "Reaches") == ["Acme (acme): its own, our model is named"]


def test_a_makers_matter_shows_every_path_and_an_unrelated_judgement_of_one_vendor(desk: Desk) -> None:
    ref = add(desk, "dispute", **typed_dispute(maker=heron(desk)))
    reason = "other family, no shared weights"
    add(desk, "relevance", vendor=ACME, dispute=ref, relevance="unrelated", reason=reason)
    told = {line.ref: line for line in lines(desk, "dispute", ref, "Reaches in scope: 2")}
    assert told[ACME].text.startswith(
        "Acme > P of acme > H 2 > Heron: judged unrelated by A. Reyes on 2026-11-23: other"
    )
    assert told[ACME].mark == "good"
    assert told["birch"].text == "Birch > P of birch > H 2 > Heron: our model is named"
    recording.edit(desk, "dispute", ref, {"role": "claimant"})
    assert "nobody" in words(desk, "dispute", ref, "Reaches")[0]


def test_a_listing_reaches_by_the_maker_of_a_model_alone(desk: Desk) -> None:
    maker = heron(desk)
    parent = add(desk, "maker", name="Holding")
    recording.edit(desk, "maker", maker, {"affiliate_of": parent})
    typed = {"list_name": "List", "issuer": "Body", "listed_on": "2026-11-01", "source": "s"}
    for party, reached in ((maker, 2), (parent, 0)):
        ref = add(desk, "designation", maker=party, **typed)
        assert len(lines(desk, "designation", ref, f"Reaches in scope: {reached}")) == reached


def test_a_flow_shows_terms_of_both_layers_sign_off_and_remedy(desk: Desk, tmp_path: Path) -> None:
    ref = add(desk, "flow", **FLOW)
    assert [line.adds for line in lines(desk, "flow", ref, "Terms")] == ["terms", "terms"]
    assert lines(desk, "flow", ref, "Legal")[0].adds == "signoff"
    (tmp_path / "terms.txt").write_text("terms")
    captured = attaching.attach_file(desk, tmp_path / "terms.txt", vendor=ACME).ref
    for layer in ("platform", "maker"):
        add(desk, "terms", flow=ref, layer=layer, document="Terms", version="3", clause="D.4",
            captured_on="2026-11-02", evidence=captured if layer == "maker" else "")  # fmt: skip
    assert "lacks file" in words(desk, "flow", ref, "Terms")[0]
    recording.edit(desk, "terms", "TM-0001", {"evidence": captured})
    assert words(desk, "flow", ref, "Terms")[-1] == "every layer that is needed is captured"
    add(desk, "signoff", flow=ref, name="L. Faber", signed_on="2026-01-01", expires_on="2026-06-30", scope="labels")
    assert "expired 2026-06-30" in words(desk, "flow", ref, "Legal")[0]


def test_a_prohibited_flow_is_open_until_it_is_closed_with_evidence(desk: Desk) -> None:
    ref = add(desk, "flow", **FLOW)
    told = words(desk, "flow", ref, "Remedy")
    assert told[-1].startswith("not remedied  lacks that the flow is stopped, the day it was remedied, evidence")
    assert sum(line.startswith("open  ") for line in told) == 6
    recording.edit(desk, "flow", ref, {"running": "stopped", "remedies": "stopped, quarantined"})
    told = words(desk, "flow", ref, "Remedy")
    assert [line.startswith("done  ") for line in told[:6]] == [True, True, False, False, False, False]
    recording.edit(desk, "flow", ref, {"remedied_on": "2026-11-20", "remedy_evidence": note(desk)})
    assert words(desk, "flow", ref, "Remedy")[-1] == "remedied  2026-11-20, EV-0001 call with counsel"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            {"vehicle": "rfi", "closes_on": "2026-12-13", "closes_at": "17:00", "closes_zone": "ET"},
            "closes  2026-12-13 17:00 ET, in 20 days; nothing filed and nothing decided",
        ),
        (
            {"vehicle": "rfi", "closes_on": "2026-11-20", "participation": "filed"},
            "closes  2026-11-20, 3 days ago; time or zone not recorded; filed",
        ),
        ({"vehicle": "none", "checked_on": "2026-11-02"}, "no open vehicle, as checked 2026-11-02"),
        ({"vehicle": "bill"}, "no closing day recorded"),
    ],
)
def test_a_proceeding_shows_its_deadline_and_for_whom_it_is_answered(
    desk: Desk, typed: Mapping[str, str], told: str
) -> None:
    ref = add(desk, "proceeding", title="Inquiry", **typed)
    assert words(desk, "proceeding", ref, "Deadline") == [told]
    if typed["vehicle"] == "none":
        return
    add(desk, "proceeding_link", proceeding=ref, vendor=ACME, checked_on="2026-11-02")
    assert words(desk, "proceeding", ref, "Answered once for") == ["Acme (acme), checked 2026-11-02"]


def test_a_search_says_until_when_it_is_in_date(desk: Desk) -> None:
    ref = add(desk, "search", vendor=ACME, searched_on="2026-11-02", searched_by="A", sources="docket", found="none")
    assert words(desk, "search", ref, "Freshness")[0].startswith("in date until  2027-01-31, 90 days")
    assert words(on(desk, date(2027, 2, 1)), "search", ref, "Freshness")[0].startswith("out of date since")


def test_no_parts_for_other_kinds_and_none_for_what_is_not_there(desk: Desk) -> None:
    assert parts(desk, "vendor", ACME)[1] == ()
    for kind in HAS_PARTS:
        with pytest.raises(UnknownRecord):
            parts(desk, kind, "X-1")
    for kind, hanging in HANGS_ON.items():
        assert all(KINDS[name].field(kind) for name in hanging)


def test_a_comparison_keeps_its_columns_and_its_width() -> None:
    rows = list(side_by_side([Pair("", "IP", "Breach"), Pair("Cap", "株式会社" * 9, "x " * 40)], 60))
    assert rows[0].split() == ["IP", "Breach"]
    assert len(rows) > 2
    assert all(len(row) <= 60 for row in rows)
    assert list(side_by_side([Pair("Cap", "", "")], 60)) == ["Cap  not recorded                not recorded"]
