"""Taking a vendor's reply into the register: compared with what stands, all of it or nothing, in one transaction."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from riskdesk.data import reading
from riskdesk.data.reach import Connection
from riskdesk.data.vault import Stored
from riskdesk.data.writing import Writing
from riskdesk.desk import asking_vendor
from riskdesk.desk.answering import give, link
from riskdesk.desk.comparing_reply import OPEN, SAME, TAKEN, Comparison, compared
from riskdesk.desk.finding import UnknownQuestion
from riskdesk.desk.opening import Desk
from riskdesk.desk.standing import restand
from riskdesk.rules import questionnaire
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Ask, Evidence, Vendor
from riskdesk.rules.replied import Fault, Named, Reply, Returned, Signed
from riskdesk.rules.standing import Standing
from riskdesk.rules.text import clean_line

DEED = "vendor reply"
"""The source under which every answer of a reply stands in the log."""
NAMED = "named by the vendor, not obtained"
"""The type of a document that the vendor names and nobody here holds."""
ALL = "all"


@dataclass(frozen=True)
class Choices:
    """What the reviewer decides on a reply.

    `replace` are questions whose standing answer gives way ("all" for every one), `skip` what is left out: questions,
    "signature", "other". `sent_from` is the mark of another register whose questionnaire is taken.
    """

    replace: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    sent_from: str = ""

    def checked(self, pack: Pack) -> Choices:
        """The same in the words of the rules. Raises UnknownQuestion for what is no part of the questionnaire."""
        parts = {questionnaire.SIGNATURE, questionnaire.OTHER}
        ids = {question.id for question in questionnaire.asked(pack)}
        return replace(
            self, replace=_named(self.replace, ids | {ALL}, "--replace"), skip=_named(self.skip, ids | parts, "--skip")
        )


@dataclass(frozen=True)
class Outcome:
    """What a reply did, or would do: each question compared, cells of no question, and whether it was kept.

    `evidence` is the reference of the file in the index and `standing` where the vendor stands, once it was kept.
    """

    vendor: str
    returned: Returned
    rows: tuple[Comparison, ...]
    loose: tuple[Fault, ...]
    skipped: frozenset[str]
    kept: bool = False
    evidence: str = ""
    standing: Standing | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The questions and parts that keep the reply out until the reviewer decides on each."""
        parts = dict.fromkeys(fault.question for fault in self.loose if fault.question not in self.skipped)
        return (*(row.question for row in self.rows if row.verdict in OPEN), *parts)


class _Unsettled(Exception):
    """Leaves the transaction: the register changed while the reply was being looked at."""


def take(desk: Desk, returned: Returned, choices: Choices | None = None, *, dry_run: bool = False) -> Outcome:
    """Take a reply in, or only compare it (`dry_run`); kept is nothing of it while anything is unsettled.

    Raises UnknownQuestion, ReplyRefused, StoreUnusable's kinds.
    """
    choice = (choices or Choices()).checked(desk.pack)
    with desk.store.read() as connection:
        asking_vendor.check(desk, connection, returned.identity, choice.sent_from)
        outcome = _compare(desk, connection, returned, choice)
    if dry_run or outcome.unsettled:
        return outcome
    stored = desk.store.vault.put(io.BytesIO(returned.content))
    try:
        with desk.write(DEED, _reason(returned)) as writing:
            asking_vendor.check(desk, writing.connection, returned.identity, choice.sent_from)
            outcome = _compare(desk, writing.connection, returned, choice)
            if outcome.unsettled:
                raise _Unsettled
            return _taken(desk, writing, outcome, stored)
    except _Unsettled:
        return outcome


def _compare(desk: Desk, connection: Connection, returned: Returned, choices: Choices) -> Outcome:
    rows = compared(desk, connection, returned, choices.replace, choices.skip)
    own = {row.question for row in rows}
    loose = tuple(fault for fault in returned.faults if fault.question not in own)
    notes = (*returned.notes, *_told(connection, returned, choices))
    return Outcome(returned.identity.vendor, returned, rows, loose, choices.skip, notes=notes)


def _told(connection: Connection, returned: Returned, choices: Choices) -> Iterable[str]:
    identity, signed = returned.identity, signature(returned, choices.skip)
    if asking_vendor.sent_at(connection, identity) is None:
        yield f"The register has no record that a questionnaire of {identity.issued_on} was sent to this vendor."
    if not signed.whole:
        yield "The signature block is not complete: the reply counts as a bare assertion."
    elif signed.on and signed.on < identity.issued_on:
        yield f"It was signed on {signed.on}, before it was sent on {identity.issued_on}."
    if held_before(connection, returned):
        yield "This very file was taken in before."


def signature(returned: Returned, skip: frozenset[str] = frozenset()) -> Signed:
    """Who signed; nobody where the signature cannot be taken or is left out."""
    faulty = any(fault.question == questionnaire.SIGNATURE for fault in returned.faults)
    return Signed() if faulty or questionnaire.SIGNATURE in skip else returned.signed


def held_before(connection: Connection, returned: Returned) -> Evidence | None:
    """The open piece of evidence that this very file already is, for this vendor."""
    same = "vendor = ? and sha256 = ? and closed_on is null"
    found = reading.rows(connection, Evidence, same, (returned.identity.vendor, returned.sha256))
    return found[0] if found else None


def _taken(desk: Desk, writing: Writing, outcome: Outcome, stored: Stored) -> Outcome:
    returned, signed = outcome.returned, signature(outcome.returned, outcome.skipped)
    piece = _file(desk, writing, returned, signed, stored)
    by = clean_line(f"{signed.name or 'the vendor'} ({DEED}, {piece.ref})")
    replies = {reply.question: reply for reply in returned.replies}
    for row in outcome.rows:
        if row.verdict in TAKEN:
            _answer(desk, writing, row, replies[row.question], signed, by)
        if row.verdict in TAKEN or row.verdict == SAME:
            reply = replies[row.question]
            link(writing, piece.ref, outcome.vendor, row.question, reply.cell)
            for named in reply.named:
                link(writing, _named_piece(desk, writing, returned, named), outcome.vendor, row.question)
    for ask in asking_vendor.asks_of(writing.connection, returned.identity):
        if ask.replied_on is None:
            writing.change(Ask, ask.ref, replied_on=desk.today())
    standing = restand(desk, writing, [outcome.vendor], f"{DEED} {piece.ref}")[outcome.vendor]
    return replace(outcome, kept=True, evidence=piece.ref, standing=standing)


def _answer(desk: Desk, writing: Writing, row: Comparison, reply: Reply, signed: Signed, by: str) -> None:
    give(
        desk,
        writing,
        row.vendor,
        desk.pack.by_id[row.question],
        reply.value,
        state=reply.state,
        note=reply.note or None,
        on=signed.on or desk.today(),
        by=by,
    )


def _file(desk: Desk, writing: Writing, returned: Returned, signed: Signed, stored: Stored) -> Evidence:
    """The reply itself as a piece of evidence; one that is there already is not entered again."""
    held = held_before(writing.connection, returned)
    if held is not None:
        return held
    vendor = writing.get(Vendor, returned.identity.vendor)
    made = Evidence(
        ref=writing.next_ref("evidence"),
        title=f"Reply to the questionnaire of {returned.identity.issued_on}",
        vendor=returned.identity.vendor,
        form="file",
        strength="statement" if signed.whole else "assertion",
        type="signed questionnaire" if signed.whole else "answered questionnaire, not signed",
        document_on=signed.on,
        source=", ".join(filter(None, (signed.name, signed.role, vendor.name if vendor else ""))),
        obtained_on=desk.today(),
        obtained_by=desk.reviewer,
        method="riskdesk replies",
        file_name=returned.file_name,
        bytes=stored.bytes,
        sha256=stored.sha256,
        classification="confidential",
        independent=False,
    )
    writing.insert(made)
    return made


def _named_piece(desk: Desk, writing: Writing, returned: Returned, named: Named) -> str:
    """The reference of a document that the vendor names: a claim in the index, and never a file that we hold."""
    vendor = returned.identity.vendor
    title = f"{NAMED.capitalize()}: {named.title}"
    same = "vendor = ? and type = ? and title = ? and source = ? and closed_on is null"
    values = (vendor, NAMED, title, named.reference)
    for held in reading.rows(writing.connection, Evidence, same, values):
        if held.document_on == named.on:
            return held.ref
    made = Evidence(
        ref=writing.next_ref("evidence"),
        title=title,
        vendor=vendor,
        form="url" if named.reference.casefold().startswith(("http://", "https://")) else "note",
        strength="assertion",
        type=NAMED,
        document_on=named.on,
        source=named.reference,
        obtained_on=desk.today(),
        obtained_by=desk.reviewer,
        method="riskdesk replies",
        wording=f"Named in the vendor's reply ({named.cell}). Not held here: ask for it.",
        classification="confidential",
        independent=False,
    )
    writing.insert(made)
    return made.ref


def _reason(returned: Returned) -> str:
    identity = returned.identity
    return clean_line(
        f"{DEED} {returned.file_name} (SHA-256 {returned.sha256}) to the questionnaire of {identity.issued_on}, "
        f"round {identity.round}"
    )


def _named(given: Iterable[str], known: set[str], option: str) -> frozenset[str]:
    folded = {name.casefold(): name for name in known}
    for word in given:
        if word.strip().casefold() not in folded:
            told = f"no part of the questionnaire is called {clean_line(word)[:20]!r}"
            raise UnknownQuestion(told, where=option, remedy="one of: " + ", ".join(sorted(known)))
    return frozenset(folded[word.strip().casefold()] for word in given)
