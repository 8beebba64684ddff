"""Credits of action 2 that are read off searches and disputes (DOMAIN 2, 6.11.9, 6.11.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from riskdesk.rules.casefile import Matter
from riskdesk.rules.credits import FULL
from riskdesk.rules.facts import Facts, latest
from riskdesk.rules.pack import Question
from riskdesk.rules.recorded import Recorded, share
from riskdesk.rules.records import Dispute, Evidence, Search


def searches(facts: Facts, question: Question) -> Recorded | None:
    """D1: the source classes of all searches in the window; past it those of the widest search, expired."""
    if not facts.searches:
        return None
    recent = searches_in_window(facts)
    counted = recent or (max(facts.searches, key=lambda search: len(set(search.sources))),)
    classes = sorted({source for search in counted for source in search.sources})
    last = latest(search.searched_on for search in counted)
    return Recorded(
        question.levels["many" if len(classes) >= question.levels["enough"] else "few"],
        f"searched{f' until {last.isoformat()}' if last else ''}: {', '.join(classes)}",
        tuple(search.ref for search in counted),
        facts.evidence(search.evidence for search in facts.searches),
        fresh=bool(recent),
    )


def searches_in_window(facts: Facts) -> tuple[Search, ...]:
    """The searches that are still in action 2's window."""
    window = facts.window(2)
    return tuple(s for s in facts.searches if s.searched_on and facts.clock.within(s.searched_on, window))


def unrecorded(facts: Facts) -> bool:
    """Whether the last search found matters and the register holds none."""
    if facts.case.matters or not facts.searches:
        return False
    return max(facts.searches, key=lambda search: (search.searched_on or date.min, search.ref)).found == "matters"


def dispute_fields(facts: Facts, question: Question) -> Recorded | None:
    """D3: the share of forum, number, claim types, stage, stage date and source recorded over all matters."""
    del question
    if not facts.matters:
        return _none_found(facts)
    gaps = [gap for matter in facts.matters for gap in missing_parts(matter.dispute)]
    total = len(_PARTS) * len(facts.matters)
    missing = f", missing {', '.join(sorted(set(gaps)))}" if gaps else ""
    words = f"{total - len(gaps)} of {total} parts recorded{missing}"
    return _of_matters(facts, share(total - len(gaps), total), words)


def relevance_judged(facts: Facts, question: Question) -> Recorded | None:
    """D4: whether it is judged for each matter how it stands to the models we use."""
    return _judged(facts, question, [relevance(matter) != "unknown" for matter in facts.matters], "relevance")


def relief_judged(facts: Facts, question: Question) -> Recorded | None:
    """D5: whether the relief sought is known for each matter."""
    return _judged(facts, question, [relief_known(matter.dispute) for matter in facts.matters], "relief")


def relevance(matter: Matter) -> str:
    """named, shared, unrelated (only with a written reason), else unknown."""
    if matter.relevance == "unrelated" and not matter.relevance_reason.strip():
        return "unknown"
    return matter.relevance or "unknown"


def relief_known(dispute: Dispute) -> bool:
    """Whether the relief sought is recorded and not as unknown."""
    return bool(dispute.relief) and "unknown" not in dispute.relief


def missing_parts(dispute: Dispute) -> list[str]:
    """The parts of a dispute that D3 wants and that are neither recorded nor sought and not public, in words."""
    held = {
        "forum": dispute.forum,
        "docket": dispute.docket,
        "claim_types": dispute.claim_types,
        "stage": dispute.stage,
        "stage_on": dispute.stage_on,
        "source": dispute.primary_source or dispute.tracker_source,
    }
    sought = dispute.not_public if _sourced(dispute) else ()
    return [words for name, words in _PARTS.items() if not held[name] and name not in sought]


_PARTS = {
    "forum": "forum",
    "docket": "number",
    "claim_types": "claim types",
    "stage": "stage",
    "stage_on": "stage date",
    "source": "source",
}


def _sourced(dispute: Dispute) -> bool:
    primary = dispute.primary_source and dispute.primary_on
    return bool(primary or (dispute.tracker_source and dispute.tracker_on))


def _judged(facts: Facts, question: Question, judged: list[bool], what: str) -> Recorded | None:
    if not judged:
        return _none_found(facts)
    credit = FULL if all(judged) else question.levels["some"] if any(judged) else 0
    return _of_matters(facts, credit, f"{what} judged for {sum(judged)} of {len(judged)} matters")


def _none_found(facts: Facts) -> Recorded | None:
    if not facts.searches:
        return None
    if unrecorded(facts):
        return _of_matters(facts, 0, "the last search found matters and none is recorded")
    found = _of_matters(facts, FULL, "no matter against the vendor or its makers after a search")
    return replace(found, evidence=(*found.evidence, *facts.proof.get("D3", ())))


def _of_matters(facts: Facts, credit: int, words: str) -> Recorded:
    disputes = [matter.dispute for matter in facts.matters]
    days = [day for item in disputes for day in (item.as_of, item.primary_on, item.tracker_on)]
    return Recorded(
        credit,
        words,
        tuple(item.ref for item in disputes) or tuple(search.ref for search in facts.searches),
        _evidence(facts, disputes),
        latest([*days, *(search.searched_on for search in facts.searches)]),
    )


def _evidence(facts: Facts, disputes: list[Dispute]) -> tuple[Evidence, ...]:
    refs = [ref for item in disputes for ref in (item.primary_evidence, item.tracker_evidence)]
    named = facts.evidence([*refs, *(search.evidence for search in facts.searches)])
    return (*named, *facts.proof.get("D1", ()))
