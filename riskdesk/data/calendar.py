"""The dates of all vendors in scope, read kind by kind from the tables by a fixed number of queries.

What counts as due is said by `riskdesk.rules.deadlines` for one vendor; these queries say the same for all of them at
once, without their case files. A record that bears on several vendors (a matter, a proceeding, a piece of evidence) is
one date; the organisation's own insurance policies are beside all vendors.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

Connection = sqlite3.Connection

_SCOPE = "scope AS (SELECT vendor FROM standing WHERE hidden = 0)"

_HELD = f"""
WITH {_SCOPE}, held AS (
    SELECT round.* FROM round JOIN scope USING (vendor)
    WHERE closed_on IS NULL AND ended_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM round AS other WHERE other.vendor = round.vendor AND other.closed_on IS NULL
        AND (other.ordinal > round.ordinal OR (other.ordinal = round.ordinal AND other.ref < round.ref))
    )
)
"""
_DUE = """
SELECT held.due_{n}, :action_{n}, held.ref, held.vendor, 1
FROM held JOIN standing USING (vendor) WHERE held.due_{n} IS NOT NULL AND standing.a{n}_signed = 0
"""

_PAPER = """
, dated AS (
    SELECT contract.ref, contract.vendor, term_end, notice_sent_on,
        date(term_end, '-' || notice_days || ' days') AS deadline,
        coalesce(notice_sent_on <= :today, 0) OR EXISTS (
            SELECT 1 FROM negotiation WHERE contract = contract.ref AND negotiation.closed_on IS NULL
            AND (status <> 'not raised' OR raised_on <= :today)
        ) AS asked
    FROM contract JOIN scope USING (vendor) WHERE closed_on IS NULL
), paper AS (
    SELECT *, CASE WHEN deadline >= '0001-01-01' THEN deadline END AS notice,
        CASE WHEN deadline > '0001-04-30' THEN date(deadline, '-90 days') END AS talks
    FROM dated
)
"""

_RENEWALS = """
, ask AS (
    -- Gathered by vendor: joined, every round would be held against every contract.
    SELECT max(ref) AS ref, vendor, min(
        coalesce(date(max(start_on), '+' || :ask_days || ' days'), '9999-12-31'),
        coalesce(min(talks), '9999-12-31')
    ) AS day
    FROM (
        SELECT ref, vendor, start_on, NULL AS talks, 0 AS asked FROM held WHERE start_on IS NOT NULL
        UNION ALL SELECT NULL, vendor, NULL, talks, asked FROM paper
    )
    GROUP BY vendor HAVING max(start_on) IS NOT NULL AND max(asked) = 0
)
SELECT day, 'renewal ask', ref, vendor, 1 FROM ask
UNION ALL SELECT talks, 'start talks', paper.ref, paper.vendor, 1 FROM paper LEFT JOIN ask USING (vendor)
WHERE talks IS NOT NULL AND notice >= :today AND NOT asked AND talks IS NOT ask.day
UNION ALL SELECT notice, 'notice', ref, vendor, 1 FROM paper
WHERE notice IS NOT NULL AND notice_sent_on IS NULL AND NOT (notice < :today AND EXISTS (
    SELECT 1 FROM negotiation WHERE contract = paper.ref AND closed_on IS NULL AND raised_on <= notice
))
UNION ALL SELECT term_end, 'term end', ref, vendor, 1 FROM paper WHERE term_end >= :today
"""

_DECISIONS = f"""
WITH {_SCOPE}
SELECT due_on, 'treatment', ref, vendor, 1 FROM treatment JOIN scope USING (vendor)
WHERE closed_on IS NULL AND done_on IS NULL AND due_on IS NOT NULL
UNION ALL SELECT expires_on, 'override', ref, vendor, 1 FROM override JOIN scope USING (vendor)
WHERE closed_on IS NULL AND expires_on >= :today
UNION ALL SELECT expires_on, 'override', ref, vendor, 1 FROM score_override JOIN scope USING (vendor)
WHERE closed_on IS NULL AND expires_on >= :today
UNION ALL SELECT max(signoff.expires_on), 'sign-off', flow.ref, flow.vendor, 1
FROM flow JOIN scope USING (vendor) JOIN signoff ON signoff.flow = flow.ref AND signoff.closed_on IS NULL
WHERE flow.closed_on IS NULL AND flow.running <> 'stopped' AND flow.purpose NOT IN ('inference', 'evaluation')
AND signoff.expires_on IS NOT NULL GROUP BY flow.ref
"""

_SHARED = f"""
WITH {_SCOPE}, proof AS (
    SELECT DISTINCT evidence.ref, evidence.refresh_on, evidence_link.vendor
    FROM evidence JOIN evidence_link ON evidence_link.evidence = evidence.ref AND evidence_link.closed_on IS NULL
    JOIN scope ON scope.vendor = evidence_link.vendor
    WHERE evidence.refresh_on IS NOT NULL AND evidence.closed_on IS NULL AND evidence.sequestered = ''
    AND NOT EXISTS (SELECT 1 FROM evidence AS newer WHERE newer.supersedes = evidence.ref AND newer.closed_on IS NULL)
), log_entry AS (
    SELECT *, (
        SELECT count(DISTINCT link.vendor) FROM proceeding_link AS link JOIN scope USING (vendor)
        WHERE link.proceeding = proceeding.ref AND link.closed_on IS NULL
    ) AS vendors, (
        SELECT min(link.vendor) FROM proceeding_link AS link JOIN scope USING (vendor)
        WHERE link.proceeding = proceeding.ref AND link.closed_on IS NULL
    ) AS vendor
    FROM proceeding WHERE closed_on IS NULL
)
SELECT refresh_on, 'evidence', ref, min(vendor), count(*) FROM proof GROUP BY ref
UNION ALL SELECT closes_on, 'comments close', ref, vendor, vendors FROM log_entry
WHERE closes_on IS NOT NULL AND vehicle <> 'none' AND participation IN ('', 'drafted')
UNION ALL SELECT next_on, 'policy date', ref, vendor, vendors FROM log_entry
WHERE next_on IS NOT NULL AND (vehicle <> 'none' OR vendors > 0 OR ref = (
    SELECT ref FROM log_entry WHERE vehicle = 'none' ORDER BY checked_on DESC, ref DESC LIMIT 1
))
"""

_OWN = """
SELECT ends_on, 'insurance', ref, '', 0 FROM insurance WHERE closed_on IS NULL AND ends_on IS NOT NULL
"""

_MATTERS = f"""
WITH RECURSIVE {_SCOPE}, due AS (
    SELECT ref, vendor, maker, next_check FROM dispute
    WHERE closed_on IS NULL AND next_check IS NOT NULL AND role IN ('respondent', 'upstream')
), reach (start, maker) AS (
    SELECT DISTINCT maker.ref, maker.ref FROM due JOIN maker ON maker.ref = due.maker WHERE maker.closed_on IS NULL
    UNION SELECT reach.start, next.ref FROM reach JOIN maker AS here ON here.ref = reach.maker
    JOIN maker AS next ON next.affiliate_of = here.ref OR next.ref = here.affiliate_of WHERE next.closed_on IS NULL
), hit (start, vendor) AS (
    SELECT reach.start, product.vendor FROM reach JOIN model ON model.maker = reach.maker AND model.closed_on IS NULL
    JOIN "use" ON "use".model = model.ref AND "use".closed_on IS NULL
    JOIN product ON product.ref = "use".product AND product.closed_on IS NULL JOIN scope USING (vendor)
    UNION SELECT reach.start, scope.vendor FROM reach JOIN vendor ON vendor.own_maker = reach.maker
    JOIN scope ON scope.vendor = vendor.ref
), counted AS MATERIALIZED (SELECT start, min(vendor) AS vendor, count(*) AS vendors FROM hit GROUP BY start)
SELECT due.next_check, 'matter check', due.ref, counted.vendor, counted.vendors
FROM due JOIN counted ON counted.start = due.maker
UNION ALL SELECT due.next_check, 'matter check', due.ref, due.vendor, 1 FROM due JOIN scope USING (vendor)
"""


class Dated(NamedTuple):
    """A day (ISO), what is due on it in the words of rules/deadlines, and the record it stands on.

    `vendors` says how many vendors in scope it bears on, `vendor` names one of them, "" where it bears on none.
    """

    on: str
    what: str
    ref: str
    vendor: str
    vendors: int


class Cached(NamedTuple):
    """What a vendor's tier was computed from, as the cache of standings has it."""

    tier: str
    residual_tenths: int | None
    floors: str


class Searched(NamedTuple):
    """A vendor's last day of search, and the last of its searches."""

    ref: str
    vendor: str
    on: str
    standing: Cached


class Accepted(NamedTuple):
    """An open acceptance: its days, and where its vendor stands."""

    ref: str
    vendor: str
    on: str
    until: str
    standing: Cached


def dated(connection: Connection, today: date, actions: Sequence[str], ask_days: int) -> Iterator[Dated]:
    """All dates that rest on records alone; `actions` are the words for the five actions in their order."""
    named = {f"action_{number}": word for number, word in enumerate(actions, 1)}
    params: dict[str, Any] = {"today": today.isoformat(), "ask_days": ask_days, **named}
    rounds = " UNION ALL ".join(_DUE.format(n=number) for number in range(1, len(actions) + 1))
    for query in (_HELD + rounds, _HELD + _PAPER + _RENEWALS, _DECISIONS, _SHARED, _MATTERS, _OWN):
        for on, what, ref, vendor, vendors in connection.execute(query, params):
            yield Dated(on, what, ref, vendor or "", vendors)


def searched(connection: Connection) -> Iterator[Searched]:
    """The last search of every vendor in scope that has one, of those that name a source class."""
    sql = (
        "SELECT max(search.ref), vendor, max(searched_on), tier, residual_tenths, floors "
        "FROM search JOIN standing USING (vendor) "
        "WHERE hidden = 0 AND closed_on IS NULL AND sources <> '[]' GROUP BY vendor HAVING max(searched_on) IS NOT NULL"
    )
    for ref, vendor, on, *standing in connection.execute(sql):
        yield Searched(ref, vendor, on, Cached(*standing))


def accepted(connection: Connection) -> Iterator[Accepted]:
    """The open and dated acceptances of vendors in scope."""
    sql = (
        "SELECT ref, vendor, accepted_on, expires_on, standing.tier, standing.residual_tenths, floors "
        "FROM acceptance JOIN standing USING (vendor) WHERE hidden = 0 AND closed_on IS NULL "
        "AND accepted_on IS NOT NULL AND expires_on IS NOT NULL"
    )
    for ref, vendor, on, until, *standing in connection.execute(sql):
        yield Accepted(ref, vendor, on, until, Cached(*standing))


def vendor_names(connection: Connection) -> dict[str, str]:
    """The names of the vendors in scope, by reference."""
    return dict(connection.execute("SELECT vendor, name FROM standing WHERE hidden = 0"))
