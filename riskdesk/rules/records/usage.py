"""Our own use of a vendor's output: flows into other models, the terms read, the sign-off (DOMAIN 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records.fields import Record, choice, day, lines, many, ref, text, yes_no

YES_NO_UNKNOWN = {"yes": "yes", "no": "no", "unknown": "not known"}


@dataclass(frozen=True, kw_only=True)
class Flow(Record):
    """Output of one source model that reaches one target model."""

    vendor: str = ref("Vendor (source)", "vendor", required=True)
    title: str = text("Flow", required=True)
    source_model: str = text("Source model", feeds="U3")
    source_version: str = text("Source version", feeds="U3")
    account_tier: str = choice(
        "Account tier",
        {"enterprise": "negotiated or enterprise", "paid": "paid click-through", "free": "free, consumer or beta"},
        feeds="U3",
    )
    target_model: str = text("Target model", feeds="U3")
    target_owner: str = text("Target's owner", feeds="U3")
    host: str = text("Host", feeds="U3")
    purpose: str = choice(
        "Purpose",
        {
            "inference": "prompts or retrieval only",
            "evaluation": "evaluation only",
            "classifier": "classifier",
            "embedding": "embedding",
            "reward": "reward or labelling",
            "generative": "generative",
        },
        feeds="U3, L_use",
    )
    pipeline: str = text("Pipeline or repository", feeds="U3")
    volume: str = text("Records or tokens a month", feeds="U3")
    structured: str = choice("Structured", YES_NO_UNKNOWN, feeds="U3")
    automated: str = choice("Automated", YES_NO_UNKNOWN, feeds="U3, L_use")
    human_edited: str = choice("Edited by people", YES_NO_UNKNOWN, feeds="U3")
    distribution: str = choice(
        "Output set or model goes to",
        {"internal": "nobody outside", "third": "third parties", "unknown": "not known"},
        feeds="U3, L_use, F1",
    )
    regularity: str = choice(
        "Regularity",
        {"occasional": "occasional", "systematic": "systematic", "unknown": "not known"},
        feeds="L_use, F1 (unknown counts as systematic)",
    )
    own_tool: bool | None = yes_no("Provider's own tuning tool on its own model", feeds="L_use")
    exception: str = text("Exception cited", feeds="L_use")
    authorisation: str = ref("Written authorisation", "evidence", feeds="L_use, F1")
    determination: str = choice(
        "Determination",
        {
            "permitted": "permitted",
            "exception": "stated exception",
            "authorised": "written authorisation",
            "unclear": "unclear",
            "prohibited": "prohibited",
        },
        feeds="U5, L_use, F1",
    )
    determined_by: str = text("Determined by")
    determined_on: date | None = day("Determined on")
    running: str = choice("Running", {"running": "running", "stopped": "stopped"}, feeds="U5, L_use, F1")
    started_on: date | None = day("Started on", feeds="freshness of action 3")
    stopped_on: date | None = day("Stopped on")
    remedies: tuple[str, ...] = many(
        "Remedy steps taken",
        {
            "stopped": "job stopped",
            "quarantined": "dataset quarantined",
            "tagged": "checkpoints tagged",
            "counsel": "counsel decided on retraining and notice",
            "authorisation": "authorisation sought",
            "switched": "teacher switched",
        },
    )
    remedied_on: date | None = day("Remedied on", feeds="L_use")
    remedy_evidence: str = ref("Remedy evidence", "evidence", feeds="L_use")
    note: str = lines("Note")
    counsel_note: str = lines("Counsel's note", counsel=True)


@dataclass(frozen=True, kw_only=True)
class Terms(Record):
    """One layer of the terms that govern a flow, as captured."""

    flow: str = ref("Flow", "flow", required=True)
    layer: str = choice(
        "Layer", {"platform": "platform", "maker": "model maker", "tier": "account tier"}, required=True, feeds="U4"
    )
    document: str = text("Document", required=True, feeds="U4")
    version: str = text("Version or effective date", feeds="U4")
    clause: str = text("Clause", feeds="U4")
    captured_on: date | None = day("Captured on", feeds="U4")
    evidence: str = ref("Captured file", "evidence", feeds="U4")
    changed_on: date | None = day("Terms changed on", feeds="U4, freshness of action 3")


@dataclass(frozen=True, kw_only=True)
class SignOff(Record):
    """Legal sign-off of a flow, with its scope and expiry."""

    flow: str = ref("Flow", "flow", required=True)
    name: str = text("Signed by", required=True, feeds="U6")
    role: str = text("Role")
    signed_on: date | None = day("Signed on", required=True, feeds="U6")
    scope: str = lines("Scope", required=True)
    expires_on: date | None = day("Expires on", required=True, feeds="U6, F1")
    conditions: str = lines("Conditions")
    evidence: str = ref("Evidence", "evidence")
