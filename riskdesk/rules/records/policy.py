"""The policy process and the organisation's own file (DOMAIN 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records.fields import Record, choice, day, lines, ref, text, yes_no


@dataclass(frozen=True, kw_only=True)
class Proceeding(Record):
    """An entry of the organisation-wide policy log; also "no open vehicle", found after a look."""

    title: str = text("Title", required=True)
    vehicle: str = choice(
        "Vehicle",
        {
            "rfi": "request for information",
            "rulemaking": "rulemaking",
            "clause": "clause draft",
            "bill": "bill",
            "hearing": "hearing",
            "letter": "letter",
            "listening": "listening session",
            "association": "association",
            "none": "no open vehicle",
        },
        required=True,
        feeds="G4",
    )
    body: str = text("Body")
    docket: str = text("Docket id")
    citation: str = text("Citation or document no.")
    bill: str = text("Bill, committee, stage")
    opens_on: date | None = day("Opens")
    closes_on: date | None = day("Closes", feeds="A5 cap")
    closes_at: str = text("Closes at (time)")
    closes_zone: str = text("Time zone")
    limits: str = text("Page and format limits")
    channel: str = text("Channel")
    owner: str = text("Owner", feeds="G2")
    clearance: str = lines("Clearance route", feeds="G2", help="Legal, government affairs, lobbying-disclosure check.")
    position_state: str = choice("Position", {"draft": "draft", "cleared": "cleared"}, feeds="G3")
    position: str = lines("Our position")
    ask: str = lines("Our ask")
    impact: str = lines("Business impact")
    participation: str = choice(
        "Participation",
        {
            "filed": "filed, with receipt",
            "association": "through an association",
            "declined": "documented decision not to",
            "drafted": "drafted",
        },
        feeds="G4",
    )
    filed_on: date | None = day("Filed on")
    receipt: str = text("Receipt or tracking no.", feeds="G4")
    url: str = text("Public address")
    copy: str = ref("Copy", "evidence")
    release_checked_by: str = text("Release checked by", feeds="G5")
    release_checked_on: date | None = day("Release checked on", feeds="G5")
    follow_through: str = choice(
        "Follow-through", {"tracked": "outcome tracked", "mapped": "mapped to the register"}, feeds="G6"
    )
    outcome: str = lines("Outcome")
    checked_on: date | None = day("Status checked on", feeds="G1")
    next_on: date | None = day("Next date")
    counsel_note: str = lines("Counsel's note", counsel=True)


@dataclass(frozen=True, kw_only=True)
class ProceedingLink(Record):
    """A proceeding that could affect a vendor."""

    proceeding: str = ref("Proceeding", "proceeding", required=True)
    vendor: str = ref("Vendor", "vendor", required=True)
    checked_on: date | None = day("Checked on", feeds="G1")


@dataclass(frozen=True, kw_only=True)
class Organisation(Record):
    """Whose register this is, and where its vendor list came from."""

    name: str = text("Organisation", required=True)
    start_on: date | None = day("Programme start", required=True, help="The default start of a vendor's 90 days.")
    list_source: str = text("Vendor list source")
    list_on: date | None = day("Vendor list extracted on")
    distribution: str = text("Distribution")
    pack: str = text("Question set", help="Id of the pack that scores this register.")
    counsel_banner: str = text(
        "Direction of counsel", counsel=True, help="Counsel and matter, if counsel directs the work."
    )


@dataclass(frozen=True, kw_only=True)
class Reviewer(Record):
    """Who keeps the register, from when to when."""

    name: str = text("Name", required=True)
    role: str = text("Role")
    since: date | None = day("Since")
    until: date | None = day("Until")


@dataclass(frozen=True, kw_only=True)
class Insurance(Record):
    """An insurance policy of ours."""

    insurer: str = text("Insurer", required=True)
    number: str = text("Policy no.")
    cover: str = text("Line of cover")
    starts_on: date | None = day("Starts")
    ends_on: date | None = day("Ends")
    notice_terms: str = lines("Notice terms")
    ai_exclusion: str = choice(
        "Generative-AI exclusion", {"none": "none", "endorsed": "endorsed", "unknown": "not known"}, feeds="C11"
    )
    notified_on: date | None = day("Circumstances notified on")
    notified: str = lines("Circumstances notified")
    note: str = lines("Note")


@dataclass(frozen=True, kw_only=True)
class Incident(Record):
    """An AI incident with an IP side."""

    title: str = text("Incident", required=True)
    vendor: str = ref("Vendor", "vendor")
    happened_on: date | None = day("Happened on")
    facts: str = lines("Facts")
    resolved: bool | None = yes_no("Resolved")
    counsel_note: str = lines("Counsel's note", counsel=True)
