"""Matters and the searches that look for them (DOMAIN 2). What is alleged is recorded as alleged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records.fields import Record, choice, day, lines, many, ref, text, yes_no

STAGES = {
    "S0": "S0 none found after a documented search",
    "S1": "S1 public allegation only",
    "S2": "S2 formal demand, subpoena or referral",
    "S3": "S3 complaint filed or investigation opened",
    "S4": "S4 past dismissal, discovery or consolidated",
    "S5": "S5 class, injunction, adverse judgment or trial set",
    "S6": "S6 judgment or order against respondent",
    "S7": "S7 settled",
    "S8": "S8 won or dismissed",
    "S9": "S9 adverse outcome under appeal",
    "SU": "SU sealed or cannot tell",
}
ROLES = {
    "respondent": "respondent",
    "claimant": "claimant",
    "upstream": "upstream respondent",
    "non-party": "non-party",
}
PROOF = {
    "allegation": "reported allegation",
    "pleading": "filed pleading",
    "ruling": "court or agency ruling",
    "settled": "admitted or settled",
}
FORUMS = {
    "court": "court",
    "arbitration": "arbitration",
    "agency": "agency",
    "legislature": "legislature",
    "letter": "letter",
}
CLAIM_TYPES = {
    "copyright-training": "copyright, training",
    "copyright-output": "copyright, output",
    "circumvention": "circumvention of access controls",
    "cmi": "copyright management information",
    "contract": "contract or terms of service",
    "trade-secret": "trade secret",
    "access": "computer or fraudulent access",
    "unfair-competition": "unfair competition",
    "trademark": "trademark or false endorsement",
    "publicity": "publicity or biometric",
    "patent": "patent",
    "database": "database right",
    "privacy": "privacy",
    "regulatory": "regulatory or export",
}
THEORIES = {
    "training": "training input",
    "output": "output",
    "extraction": "extraction or distillation",
    "retrieval": "retrieval",
    "branding": "branding",
    "other": "other",
}
RELIEF = {
    "money": "money",
    "injunction": "injunction",
    "withdrawal": "withdrawal",
    "destruction": "destruction",
    "licence": "licence",
    "declaration": "declaration",
    "unknown": "not known",
}
RELEVANCE = {
    "named": "our model is named",
    "shared": "shares weights or data",
    "unrelated": "unrelated",
    "unknown": "not known",
}
SOURCE_CLASSES = {
    "docket": "docket",
    "tracker": "tracker",
    "regulator": "regulator or legislature",
    "filing": "vendor filing",
    "reply": "vendor reply",
    "press": "press",
}
YES_NO_UNKNOWN = {"yes": "yes", "no": "no", "unknown": "not known"}


@dataclass(frozen=True, kw_only=True)
class Dispute(Record):
    """A matter that a vendor or a maker is party to, or has been named in."""

    vendor: str = ref("Vendor", "vendor", help="The vendor that is party; leave empty for a maker's matter.")
    maker: str = ref("Maker", "maker", help="The maker that is party; it reaches every vendor on its models.")
    caption: str = text("Caption", required=True)
    role: str = choice("Party's role", ROLES, required=True, feeds="L_disp")
    proof: str = choice("Proof level", PROOF, required=True)
    alleged_by: str = text("Alleged by", required=True)
    alleged_on: date | None = day("Alleged on")
    stage: str = choice("Stage", STAGES, required=True, feeds="L_disp, D3")
    stage_on: date | None = day("Stage since", feeds="D3")
    forum_type: str = choice("Forum type", FORUMS, feeds="D3")
    forum: str = text("Court or body", feeds="D3")
    docket: str = text("Docket or reference no.", feeds="D3")
    not_public: tuple[str, ...] = many(
        "Sought, not public",
        {"forum": "forum", "docket": "docket", "stage_on": "stage date", "claim_types": "claim types"},
        help="Fields that were looked for and are not public: they count as recorded (DOMAIN 6.11.10).",
    )
    consolidation: str = text("Consolidation or MDL", feeds="L_disp (counts as one)")
    filed_on: date | None = day("Filed on")
    claimant_type: str = text("Claimant type")
    putative_class: bool | None = yes_no("Putative class")
    claim_types: tuple[str, ...] = many("Claim types", CLAIM_TYPES, feeds="D3")
    theory: str = choice("Theory", THEORIES)
    models_named: str = text("Models named")
    relevance: str = choice("Relevance to what we use", RELEVANCE, feeds="D4, L_disp, F3")
    relevance_reason: str = lines("Why this relevance")
    relief: tuple[str, ...] = many("Relief sought", RELIEF, feeds="D5, L_disp")
    order_in_force: str = choice(
        "Order in force",
        {
            "none": "none",
            "injunction": "injunction",
            "withdrawal": "withdrawal",
            "destruction": "destruction",
            "stayed": "stayed",
        },
        feeds="F2",
    )
    order_models: str = text("Models under the order")
    continuity: str = lines("Threat to service")
    last_ruling: str = lines("Last ruling")
    outcome: str = lines("Outcome terms")
    amount: str = text("Amount")
    past_conduct_only: str = choice("Past conduct only", YES_NO_UNKNOWN)
    forward_licence: str = choice("Go-forward licence", YES_NO_UNKNOWN, feeds="L_disp at S7")
    withdrawal: str = text("Destruction or withdrawal agreed")
    appeal: str = choice(
        "Appeal", {"final": "final", "pending": "pending", "unknown": "not known"}, feeds="L_disp at S8"
    )
    primary_source: str = text("Primary source", feeds="D3")
    primary_on: date | None = day("Primary source retrieved on")
    primary_evidence: str = ref("Primary source evidence", "evidence")
    tracker_source: str = text("Tracker", feeds="D3")
    tracker_on: date | None = day("Tracker retrieved on")
    tracker_evidence: str = ref("Tracker evidence", "evidence")
    as_of: date | None = day("As of")
    next_check: date | None = day("Next check")
    source_model: str = text("Alleged source model")
    accounts: str = text("Alleged accounts")
    exchanges: str = text("Alleged exchanges")
    window: str = text("Alleged window")
    access_route: str = text("Alleged access route")
    capability: str = text("Alleged capability targeted")
    accuser_evidence: str = choice("Public evidence", YES_NO_UNKNOWN)
    response: str = lines("Response of the accused")
    official_action: str = lines("Official action")
    legal_hold: str = text(
        "Legal hold", counsel=True, help="Counsel and day, while a hold stands: nothing of it is destroyed."
    )
    factual_note: str = lines("Factual note")
    counsel_note: str = lines("Counsel's note", counsel=True)


@dataclass(frozen=True, kw_only=True)
class Stage(Record):
    """A stage that a dispute reached; kept when the dispute moves on."""

    dispute: str = ref("Dispute", "dispute", required=True)
    stage: str = choice("Stage", STAGES, required=True)
    stage_on: date | None = day("Since")
    source: str = text("Source")
    evidence: str = ref("Evidence", "evidence")


@dataclass(frozen=True, kw_only=True)
class Relevance(Record):
    """How one vendor stands to a maker's dispute or designation, where it differs from the record's own word."""

    vendor: str = ref("Vendor", "vendor", required=True)
    dispute: str = ref("Dispute", "dispute")
    designation: str = ref("Designation", "designation")
    relevance: str = choice("Relevance", RELEVANCE, required=True)
    reason: str = lines("Reason", required=True)
    judged_on: date | None = day("Judged on")
    judged_by: str = text("Judged by")


@dataclass(frozen=True, kw_only=True)
class Search(Record):
    """A search for disputes, also one that found nothing."""

    vendor: str = ref("Vendor", "vendor", required=True)
    searched_on: date | None = day("Searched on", required=True, feeds="D1")
    searched_by: str = text("Searched by", required=True)
    sources: tuple[str, ...] = many("Source classes", SOURCE_CLASSES, required=True, feeds="D1")
    scope: str = choice(
        "Scope",
        {"both": "vendor, upstream and affiliates", "vendor": "vendor only"},
        help="D2 says it for the whole review.",
    )
    terms: str = text("Words searched for")
    found: str = choice("Found", {"none": "none found", "matters": "matters, recorded"}, required=True)
    note: str = lines("Note")
    evidence: str = ref("Evidence", "evidence")
