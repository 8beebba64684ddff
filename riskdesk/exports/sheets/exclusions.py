"""Our own insurance policies, and whether a generative-AI exclusion is endorsed on them (DOMAIN 4)."""

from collections.abc import Iterator, Sequence
from datetime import date

from riskdesk.exports import titles
from riskdesk.exports.book import Sheet
from riskdesk.exports.material import Material, Other
from riskdesk.exports.told import COMPUTED, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Value
from riskdesk.exports.words import yes_no
from riskdesk.rules.forms import show_field
from riskdesk.rules.records import KINDS, Insurance

_KIND = KINDS["insurance"]

_FINDING = {
    "none": "no exclusion for generative AI is endorsed",
    "endorsed": "generative AI is excluded: a gap in an indemnity is not covered here",
    "unknown": "not known: to be read",
    "": "not yet checked",
}
NOTE = (
    "One row an insurance policy of ours that is open in the register. An exclusion that is not known counts as no "
    "cover. What was checked for each vendor stands in the indemnity status, in the answers about the backstop."
)


def parts(material: Material) -> Iterator[Sheet]:
    """The sheet."""
    yield Sheet(titles.EXCLUSIONS, "PolicyExclusions", _COLUMNS, lambda: _rows(material), NOTE)


def _rows(material: Material) -> Iterator[Sequence[Value]]:
    on = material.handed.on
    for item in material.handed.excerpt.records(_KIND):
        if isinstance(item, Insurance) and item.open:
            spec = _KIND.field("ai_exclusion")
            yield (
                *(material.link("insurance", item.ref), item.insurer, item.number, item.cover),
                *(item.starts_on, item.ends_on, yes_no(_in_force(item, on))),
                *(show_field(spec, item.ai_exclusion) if spec else "", _FINDING.get(item.ai_exclusion, "")),
                *(item.notice_terms, item.notified_on, item.notified),
            )


def _in_force(item: Insurance, on: date) -> bool | None:
    """Whether the policy runs on that day, None where its period is not recorded."""
    if item.starts_on is None or item.ends_on is None:
        return None
    return item.starts_on <= on <= item.ends_on


_COLUMNS = (
    Told("ref", "Reference", 12, "strong", "Reference of the policy; leads to it.", values=REFERENCE),
    Told("insurer", "Insurer", 26, "wrap", "Who insures."),
    Told("number", "Policy no.", 18, "text", "Number of the policy."),
    Told("cover", "Line of cover", 26, "wrap", "What it covers."),
    Told("starts_on", "Starts", 12, "date", "First day."),
    Told("ends_on", "Ends", 12, "date", "Last day."),
    Told("in_force", "In force", 10, "center", "Whether it runs on the as-of date.", values=YES_NO, source=COMPUTED),
    Told("exclusion", "Generative-AI exclusion", 18, "text", "Whether such an exclusion is endorsed."),
    Told("finding", "Check", 44, "wrap", "What that means for a claim.", source=COMPUTED),
    Told("notice", "Notice terms", 34, "wrap", "How and when circumstances must be notified."),
    Told("notified_on", "Notified on", 12, "date", "When circumstances were notified."),
    Told("notified", "Circumstances notified", 34, "wrap", "What was notified."),
)

SHEETS = Other(parts)
"""The sheet."""
