"""The rules that read a question's credit off records, by the name that a pack's question carries.

A rule gives None where there is no record to read: then the answer's own state counts (unknown, declined, unanswered).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from riskdesk.rules import dispute_credits, policy_credits, renewal_credits, usage_credits
from riskdesk.rules.facts import Facts
from riskdesk.rules.pack import Question
from riskdesk.rules.recorded import Recorded

RECORD_RULES: Mapping[str, Callable[[Facts, Question], Recorded | None]] = {
    "searches": dispute_credits.searches,
    "dispute_fields": dispute_credits.dispute_fields,
    "relevance_judged": dispute_credits.relevance_judged,
    "relief_judged": dispute_credits.relief_judged,
    "flow_fields": usage_credits.flow_fields,
    "flow_terms": usage_credits.flow_terms,
    "flow_determinations": usage_credits.flow_determinations,
    "flow_signoffs": usage_credits.flow_signoffs,
    "renewal_plan": renewal_credits.renewal_plan,
    "proceedings_linked": policy_credits.proceedings_linked,
    "proceeding_owner": policy_credits.proceeding_owner,
    "proceeding_position": policy_credits.proceeding_position,
    "participation": policy_credits.participation,
    "release_check": policy_credits.release_check,
    "follow_through": policy_credits.follow_through,
}
