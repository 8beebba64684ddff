"""Case files: what belongs to a vendor, what reaches it and by which path, in a fixed number of queries."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_stores import DAY, fresh_store, one_of_each, vendor, writing

from riskdesk.data.case_files import case_file, case_files
from riskdesk.data.connecting import connect
from riskdesk.data.store import Store
from riskdesk.errors import UnknownRecord
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.records import (
    Answer,
    Contract,
    Designation,
    Dispute,
    Evidence,
    EvidenceLink,
    Flow,
    Maker,
    Model,
    Proceeding,
    ProceedingLink,
    Product,
    Record,
    Relevance,
    Round,
    Search,
    SignOff,
    Terms,
    Use,
    Vendor,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    yield from fresh_store(tmp_path)


def put(store: Store, *records: Record) -> None:
    with writing(store) as found:
        found.insert_many(records)


def case(store: Store, ref: str = "acme") -> CaseFile:
    with store.read() as connection:
        return case_file(connection, ref)


def dispute(ref: str, **fields: Any) -> Dispute:
    plain = {"caption": "A v. B", "role": "respondent", "proof": "pleading", "alleged_by": "A", "stage": "S3"}
    return Dispute(ref=ref, **{**plain, **fields})


def evidence(ref: str, **fields: Any) -> Evidence:
    plain = {"title": "t", "form": "note", "strength": "primary", "classification": "ordinary"}
    return Evidence(ref=ref, obtained_on=DAY, obtained_by="me", **{**plain, **fields})


def on_model_of(maker: str, ref: str = "acme", number: int = 1) -> list[Record]:
    return [
        Product(ref=f"PD-{number}", vendor=ref, name="Draft"),
        Model(ref=f"MD-{number}", name="Foo", maker=maker),
        Use(ref=f"US-{number}", product=f"PD-{number}", model=f"MD-{number}"),
    ]


def test_a_bare_vendor_has_an_empty_case_file(store: Store) -> None:
    put(store, vendor())
    assert case(store) == CaseFile(vendor=vendor())


def test_a_vendor_that_is_not_there(store: Store) -> None:
    with pytest.raises(UnknownRecord):
        case(store, "nobody")
    with store.read() as connection:
        assert list(case_files(connection, [])) == []


def test_every_kind_that_a_case_file_holds_is_in_it(store: Store) -> None:
    records = {type(record): record for record in one_of_each()}
    # Filled to the last field they would be closed, one thing supersedes itself, and the dispute is the vendor's own.
    opened = [type(r)(**{**vars(r), "closed_on": None, "closed_reason": ""}) for r in records.values()]
    put(store, *opened)
    found = case(store, records[Vendor].ref)
    parts = [getattr(found, name) for name in found.__dataclass_fields__]
    held = {type(item) for part in parts if isinstance(part, tuple) for item in part}
    held |= {type(item) for part in (found.answers, found.evidence) for item in part.values()}
    held |= {type(found.vendor), type(found.round)} | {type(matter.dispute) for matter in found.matters}
    held |= {type(listing.designation) for listing in found.listings}
    missing = {kind.__name__ for kind in set(records) - held}
    assert missing == {"Contact", "Incident", "Insurance", "Organisation", "Reviewer", "Stage", "SubVendor"}
    assert found.no_vehicle == next(item for item in opened if isinstance(item, Proceeding))


def test_closed_records_are_left_out(store: Store) -> None:
    put(
        store,
        vendor(),
        Answer(ref="acme/P1", vendor="acme", question="P1", state="unknown", answered_on=DAY),
        Answer(ref="acme/P2", vendor="acme", question="P2", state="unknown", answered_on=DAY, closed_on=DAY),
        Flow(ref="FL-1", vendor="acme", title="f", closed_on=DAY),
        Terms(ref="TM-1", flow="FL-1", layer="tier", document="d"),
        Flow(ref="FL-2", vendor="acme", title="f"),
        Terms(ref="TM-2", flow="FL-2", layer="tier", document="d"),
        SignOff(ref="SO-1", flow="FL-2", name="n", signed_on=DAY, scope="s", expires_on=DAY, closed_on=DAY),
        dispute("M-1", vendor="acme", closed_on=DAY),
    )
    found = case(store)
    assert list(found.answers) == ["P1"]
    assert [item.ref for item in (*found.flows, *found.terms, *found.sign_offs)] == ["FL-2", "TM-2"]
    assert found.matters == ()


def test_evidence_that_a_link_or_a_record_names(store: Store) -> None:
    put(
        store,
        vendor(),
        vendor("other"),
        *(evidence(f"EV-{number}") for number in range(1, 7)),
        evidence("EV-7", supersedes="EV-1"),
        evidence("EV-8", supersedes="EV-2", closed_on=DAY),
        evidence("EV-9", vendor="acme"),
        EvidenceLink(ref="EL-1", evidence="EV-1", vendor="acme", question="P1"),
        EvidenceLink(ref="EL-2", evidence="EV-2", vendor="acme", question="P1"),
        EvidenceLink(ref="EL-3", evidence="EV-3", vendor="acme", question="P1", closed_on=DAY),
        EvidenceLink(ref="EL-4", evidence="EV-4", vendor="other", question="P1"),
        Contract(ref="CT-1", vendor="acme", title="MSA", evidence="EV-5"),
        dispute("M-1", vendor="acme", primary_evidence="EV-6"),
    )
    found = case(store)
    assert list(found.evidence) == ["EV-1", "EV-2", "EV-5", "EV-6"]
    assert found.superseded == {"EV-1"}


def test_the_round_is_the_latest_one_and_proceedings_are_those_linked(store: Store) -> None:
    put(
        store,
        vendor(),
        Round(ref="RD-1", vendor="acme", ordinal=1, start_on=DAY),
        Round(ref="RD-3", vendor="acme", ordinal=3, start_on=DAY, closed_on=DAY),
        Round(ref="RD-2", vendor="acme", ordinal=2, start_on=DAY),
        *(Proceeding(ref=f"PR-{n}", title="t", vehicle="bill") for n in (1, 2)),
        Proceeding(ref="PR-3", title="t", vehicle="bill", closed_on=DAY),
        Proceeding(ref="PR-4", title="t", vehicle="none", checked_on=date(2026, 1, 1)),
        Proceeding(ref="PR-5", title="t", vehicle="none", checked_on=date(2026, 5, 1)),
        Proceeding(ref="PR-6", title="t", vehicle="none"),
        Proceeding(ref="PR-7", title="t", vehicle="none", checked_on=DAY, closed_on=DAY),
        *(ProceedingLink(ref=f"PL-{n}", proceeding=f"PR-{n}", vendor="acme") for n in (1, 3)),
        ProceedingLink(ref="PL-2", proceeding="PR-2", vendor="acme", closed_on=DAY),
    )
    found = case(store)
    assert found.round is not None
    assert found.round.ref == "RD-2"
    assert [item.ref for item in found.proceedings] == ["PR-1"]
    assert found.no_vehicle is not None
    assert found.no_vehicle.ref == "PR-5"


def test_a_makers_matter_reaches_those_on_its_models(store: Store) -> None:
    put(
        store,
        Maker(ref="MK-1", name="Bar Labs"),
        vendor(),
        vendor("other"),
        *on_model_of("MK-1"),
        dispute("M-1", maker="MK-1"),
        dispute("M-2", maker="MK-1", role="claimant"),
        dispute("M-3", vendor="acme"),
        dispute("M-4", vendor="other"),
    )
    path = ("Acme (acme)", "Draft (PD-1)", "Foo (MD-1)", "Bar Labs (MK-1)")
    found = case(store)
    assert [(m.dispute.ref, m.role, m.path) for m in found.matters] == [
        ("M-1", "upstream", path),
        ("M-2", "claimant", path),
        ("M-3", "respondent", ()),
    ]
    assert [item.ref for item in found.makers] == ["MK-1"]
    assert [matter.dispute.ref for matter in case(store, "other").matters] == ["M-4"]


@pytest.mark.parametrize(
    ("field", "record"),
    [("product", "PD-1"), ("model", "MD-1"), ("use", "US-1"), ("maker", "MK-1"), ("dispute", "M-1")],
)
def test_a_closed_link_of_the_chain_breaks_it(store: Store, field: str, record: str) -> None:
    put(store, Maker(ref="MK-1", name="Bar"), vendor(), *on_model_of("MK-1"), dispute("M-1", maker="MK-1"))
    kinds: dict[str, type[Record]] = {
        "product": Product,
        "model": Model,
        "use": Use,
        "maker": Maker,
        "dispute": Dispute,
    }
    assert len(case(store).matters) == 1
    with writing(store) as found:
        found.close(kinds[field], record, DAY, "gone")
    assert case(store).matters == ()


def test_affiliates_in_either_direction_belong_to_the_group(store: Store) -> None:
    put(
        store,
        Maker(ref="MK-1", name="Parent"),
        Maker(ref="MK-2", name="Maker", affiliate_of="MK-1"),
        Maker(ref="MK-3", name="Child", affiliate_of="MK-2"),
        Maker(ref="MK-4", name="Sister", affiliate_of="MK-1"),
        Maker(ref="MK-5", name="Stranger"),
        vendor(),
        *on_model_of("MK-2"),
        *(dispute(f"M-{number}", maker=f"MK-{number}") for number in range(1, 6)),
        *(
            Designation(ref=f"DS-{n}", maker=f"MK-{n}", list_name="l", issuer="i", listed_on=DAY, source="s")
            for n in range(1, 6)
        ),
    )
    start = ("Acme (acme)", "Draft (PD-1)", "Foo (MD-1)", "Maker (MK-2)")
    found = case(store)
    assert {matter.dispute.ref: matter.path for matter in found.matters} == {
        "M-1": (*start, "affiliate Parent (MK-1)"),
        "M-2": start,
        "M-3": (*start, "affiliate Child (MK-3)"),
        "M-4": (*start, "affiliate Parent (MK-1)", "affiliate Sister (MK-4)"),
    }
    assert {matter.role for matter in found.matters} == {"upstream"}
    # A listing reaches by the maker of the model alone.
    assert [(listing.designation.ref, listing.path) for listing in found.listings] == [("DS-2", start)]
    assert [item.ref for item in found.makers] == ["MK-1", "MK-2", "MK-3", "MK-4"]


def test_makers_that_are_each_others_affiliate_end(store: Store) -> None:
    put(store, Maker(ref="MK-1", name="A", affiliate_of="MK-1"), Maker(ref="MK-2", name="B", affiliate_of="MK-1"))
    with writing(store) as found:
        found.change(Maker, "MK-1", affiliate_of="MK-2")
    put(store, vendor(), *on_model_of("MK-1"), dispute("M-1", maker="MK-2"))
    assert [matter.path[-1] for matter in case(store).matters] == ["affiliate B (MK-2)"]


def test_a_vendors_own_maker_is_itself(store: Store) -> None:
    put(
        store,
        Maker(ref="MK-1", name="Acme Research"),
        Maker(ref="MK-2", name="Child", affiliate_of="MK-1"),
        vendor(own_maker="MK-1"),
        *on_model_of("MK-1"),
        dispute("M-1", maker="MK-1"),
        dispute("M-2", maker="MK-2"),
        Designation(ref="DS-1", maker="MK-1", list_name="l", issuer="i", listed_on=DAY, source="s"),
    )
    found = case(store)
    told = [(m.dispute.ref, m.role, len(m.path)) for m in found.matters]
    assert told == [("M-1", "respondent", 0), ("M-2", "upstream", 3)]
    assert [listing.path for listing in found.listings] == [()]


def test_the_shortest_path_is_told_and_a_matter_counts_once(store: Store) -> None:
    put(
        store,
        Maker(ref="MK-1", name="A"),
        Maker(ref="MK-2", name="B", affiliate_of="MK-1"),
        vendor(),
        *on_model_of("MK-2"),
        *on_model_of("MK-1", number=2),
        *on_model_of("MK-1", number=3),
        dispute("M-1", maker="MK-1"),
        dispute("M-2", maker="MK-1", vendor="acme"),
    )
    assert [(matter.dispute.ref, matter.path[1:]) for matter in case(store).matters] == [
        ("M-1", ("Draft (PD-2)", "Foo (MD-2)", "A (MK-1)")),
        ("M-2", ()),
    ]


def test_the_vendors_own_judgement_stands_before_the_records_word(store: Store) -> None:
    put(
        store,
        Maker(ref="MK-1", name="A"),
        vendor(),
        vendor("other"),
        *on_model_of("MK-1"),
        *on_model_of("MK-1", "other", 2),
        dispute("M-1", maker="MK-1", relevance="named", relevance_reason="it is"),
        dispute("M-2", maker="MK-1"),
        Designation(ref="DS-1", maker="MK-1", list_name="l", issuer="i", listed_on=DAY, source="s"),
        Relevance(ref="RL-1", vendor="acme", dispute="M-1", relevance="shared", reason="o", judged_on=date(2026, 1, 1)),
        Relevance(ref="RL-2", vendor="acme", dispute="M-1", relevance="unrelated", reason="new", judged_on=DAY),
        Relevance(ref="RL-3", vendor="acme", dispute="M-1", relevance="named", reason="x", closed_on=DAY),
        Relevance(ref="RL-4", vendor="acme", designation="DS-1", relevance="unrelated", reason="r"),
    )
    assert [(m.relevance, m.relevance_reason) for m in case(store).matters] == [("unrelated", "new"), ("unknown", "")]
    assert [m.relevance for m in case(store, "other").matters] == ["named", "unknown"]
    assert [listing.unrelated for listing in case(store).listings] == [True]
    assert [listing.unrelated for listing in case(store, "other").listings] == [False]


def queries(store: Store, vendors: list[str], chunk: int) -> int:
    seen: list[str] = []
    with closing(connect(store.path, reads=True)) as connection:
        connection.set_trace_callback(seen.append)
        assert [found.vendor.ref for found in case_files(connection, vendors, chunk)] == vendors
    return len(seen)


def test_the_number_of_queries_does_not_depend_on_the_vendors(store: Store) -> None:
    refs = [f"v{number}" for number in range(40)]
    put(store, Maker(ref="MK-1", name="A"), *(vendor(ref) for ref in refs))
    for number, ref in enumerate(refs):
        search = Search(
            ref=f"SR-{number}", vendor=ref, searched_on=DAY, searched_by="m", sources=("docket",), found="none"
        )
        put(store, *on_model_of("MK-1", ref, number), search)
    one = queries(store, refs[:1], 500)
    assert queries(store, refs[::-1], 500) == one <= 40
    assert queries(store, refs, 10) == 4 * one


def test_a_chunk_may_be_larger_than_sqlites_limit_of_parameters(store: Store) -> None:
    refs = [f"v'{number}" for number in range(1_500)]
    put(store, *(vendor(ref) for ref in refs))
    with store.read() as connection:
        assert len(list(case_files(connection, refs, 2_000))) == 1_500
