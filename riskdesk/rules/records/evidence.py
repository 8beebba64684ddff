"""What proves an answer: evidence, and its links (DOMAIN 6.1, 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.rules.records.fields import Record, choice, day, lines, number, ref, text, yes_no


@dataclass(frozen=True, kw_only=True)
class Evidence(Record):
    """One entry of the evidence index. A file lies in the vault under its SHA-256; nothing is ever deleted."""

    title: str = text("Title", required=True)
    vendor: str = ref("Vendor", "vendor")
    form: str = choice("Form", {"file": "file", "url": "address", "note": "note"}, required=True)
    strength: str = choice(
        "Strength",
        {"primary": "primary document", "statement": "signed statement or attestation", "assertion": "bare assertion"},
        required=True,
        feeds="evidence factor (6.1)",
    )
    type: str = text("Type", help="Signed questionnaire, officer letter, model card, contract, docket sheet ...")
    document_on: date | None = day("Document date")
    version: str = text("Version")
    source: str = text("Source", help="Where it came from: address, system or person.")
    obtained_on: date | None = day("Obtained on", required=True)
    obtained_by: str = text("Obtained by", required=True)
    method: str = text("Method")
    wording: str = lines("Text of the note")
    file_name: str = text("File name")
    bytes: int | None = number("Bytes", low=0)
    sha256: str = text("SHA-256")
    classification: str = choice(
        "Class",
        {"ordinary": "ordinary", "confidential": "confidential", "privileged": "privileged"},
        required=True,
        help="Privileged evidence never leaves with an outside profile.",
    )
    independent: bool | None = yes_no("Independent of the vendor", feeds="A1 cap at 5")
    check: str = text("Completeness and accuracy check")
    checked_by: str = text("Checked by")
    reviewed_by: str = text("Reviewed by", feeds="evidence factor (6.1)")
    reviewed_on: date | None = day("Reviewed on", feeds="evidence factor (6.1)")
    refresh_on: date | None = day("Refresh by")
    supersedes: str = ref("Supersedes", "evidence")
    sequestered: str = text("Sequestered because")


@dataclass(frozen=True, kw_only=True)
class EvidenceLink(Record):
    """A piece of evidence supports a vendor's answer to a question."""

    evidence: str = ref("Evidence", "evidence", required=True)
    vendor: str = ref("Vendor", "vendor", required=True)
    question: str = text("Question", required=True)
    place: str = text("Place in the document", help="Page, clause or cell.")
