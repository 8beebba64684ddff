"""Asking a vendor: what its questionnaire holds, and the record that it was asked (DOMAIN 1, 6.11.22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from riskdesk.data import log, reading
from riskdesk.data.handoffs import HandOff
from riskdesk.data.reach import Connection
from riskdesk.data.writing import Writing
from riskdesk.desk.finding import find_vendor, no_such
from riskdesk.desk.opening import Desk
from riskdesk.desk.rounds import rounds_of
from riskdesk.desk.standing import restand
from riskdesk.errors import NotAllowed, ReplyRefused, StoreUnusable
from riskdesk.rules.pack import Pack
from riskdesk.rules.questionnaire import ACTION, Identity, questions_sha256
from riskdesk.rules.records import Ask, Contact, Product, Round, Vendor
from riskdesk.rules.text import clean_line

MEANS = "questionnaire"
"""By what means the vendor was asked, and the profile of such a hand-off."""


@dataclass(frozen=True)
class Asking:
    """Everything that a vendor's questionnaire shows; nothing of what the register holds about the vendor.

    `to_whom` is who it goes to, `answer_by` the round's day for the answers unless that has passed.
    """

    identity: Identity
    pack: Pack
    organisation: str
    reviewer: str
    role: str
    vendor: Vendor
    products: tuple[str, ...]
    to_whom: str
    answer_by: date | None


def prepared(desk: Desk, vendor: str, to_whom: str = "") -> Asking:
    """What goes to the vendor today, to `to_whom`, else to its first contact, else to the vendor by name.

    Raises UnknownRecord; NotAllowed for a retired vendor or one without a running round; StoreUnusable where the
    register is open for reading only, as asking could not be recorded.
    """
    if desk.store.read_only:
        remedy = "Open a register that can be written to: that a vendor was asked is recorded."
        raise StoreUnusable("the register is open for reading only", where=str(desk.store.path), remedy=remedy)
    organisation = desk.organisation
    with desk.store.read() as connection:
        owner = _owner(connection, vendor)
        held = running_round(connection, owner.ref)
        products = reading.rows(connection, Product, "vendor = ? and closed_on is null", (owner.ref,))
        contacts = reading.rows(connection, Contact, "vendor = ? and closed_on is null", (owner.ref,))
        identity = Identity(
            register=register_mark(connection),
            vendor=owner.ref,
            round=held.ordinal,
            pack=desk.pack.id,
            pack_sha256=desk.pack.sha256,
            questions_sha256=questions_sha256(desk.pack),
            issued_on=desk.today(),
        )
    due = held.due_1
    return Asking(
        identity=identity,
        pack=desk.pack,
        organisation=organisation.name,
        reviewer=desk.reviewer,
        role=desk.role,
        vendor=owner,
        products=tuple(item.name for item in products),
        to_whom=clean_line(to_whom).strip() or (contacts[0].name if contacts else owner.name),
        answer_by=due if due and due >= desk.today() else None,
    )


def record(desk: Desk, asking: Asking, sha256: str, size: int, file_name: str) -> Ask:
    """Enter that the vendor was asked, and the file in the list of hand-offs, before it takes its place.

    The same questionnaire written again on the same day to the same person is one asking and another hand-off.
    """
    held = asking.identity
    with desk.write("ask vendor") as writing:
        found = asks_of(writing.connection, held)
        same = next((item for item in found if item.asked_of == asking.to_whom), None)
        seq = writing.seq
        ask = same or _asked(writing, asking)
        writing.hand_off(
            HandOff(
                to_whom=asking.to_whom,
                profile=MEANS,
                as_of=held.issued_on.isoformat(),
                sha256=sha256,
                bytes=size,
                log_seq=seq,
                file_name=file_name,
            )
        )
        if same is None:
            restand(desk, writing, [held.vendor], f"vendor asked ({ask.ref})")
    return ask


def check(desk: Desk, connection: Connection, identity: Identity, sent_from: str = "") -> None:
    """Raise ReplyRefused unless the questionnaire is of this register, an open vendor, its round and this pack.

    `sent_from` is the mark of another register whose questionnaires are taken too.
    """
    own = register_mark(connection)
    if identity.register not in (own, sent_from.strip() or own):
        other = clean_line(identity.register)[:40]
        remedy = f"if that register was yours too, say --sent-from {other}"
        raise ReplyRefused("this questionnaire was sent from another register", where="Form, Register", remedy=remedy)
    owner = reading.get(connection, Vendor, identity.vendor)
    if owner is None or not owner.open:
        what = "a retired vendor" if owner else "a vendor that this register does not have"
        raise ReplyRefused(f"this is the reply of {what}", where=f"Form, vendor {clean_line(identity.vendor)[:60]}")
    held = running_round(connection, owner.ref)
    if identity.round != held.ordinal:
        told = f"this questionnaire is of round {identity.round}; round {held.ordinal} runs"
        raise ReplyRefused(told, where=f"Form, vendor {owner.ref}", remedy="send the questionnaire of this round")
    _check_pack(desk.pack, identity)


def asks_of(connection: Connection, identity: Identity) -> list[Ask]:
    """The open records of this questionnaire having been sent, the earliest first."""
    where = "vendor = ? and asked_on = ? and means = ? and note = ? and closed_on is null"
    values = (identity.vendor, identity.issued_on.isoformat(), MEANS, _note(identity))
    return reading.rows(connection, Ask, where, values, order="length(ref), ref")


def sent_at(connection: Connection, identity: Identity) -> int | None:
    """The number of the log entry by which this questionnaire was first sent; None where the register knows of none."""
    found = asks_of(connection, identity)
    return log.history(connection, "ask", found[0].ref, 1000)[-1].seq if found else None


def running_round(connection: Connection, vendor: str) -> Round:
    """The vendor's round that runs now. Raises NotAllowed where none does."""
    last = next(reversed(rounds_of(connection, vendor)), None)
    if last is None or last.ended_on is not None:
        raise NotAllowed("no round of the vendor runs", where=vendor, remedy=f"riskdesk round open {vendor}")
    return last


def register_mark(connection: Connection) -> str:
    """What tells this register from another: the beginning of the hash of its log's first entry."""
    first = next(log.entries(connection, limit=1), None)
    return first.hash[:16] if first else ""


def _owner(connection: Connection, vendor: str) -> Vendor:
    owner = reading.get(connection, Vendor, find_vendor(connection, vendor))
    if owner is None:
        raise no_such("vendor", vendor)
    if not owner.open:
        raise NotAllowed("this vendor is retired", where=f"vendor {owner.ref}", remedy="ask another one")
    return owner


def _asked(writing: Writing, asking: Asking) -> Ask:
    made = Ask(
        ref=writing.next_ref("ask"),
        vendor=asking.identity.vendor,
        asked_on=asking.identity.issued_on,
        asked_of=asking.to_whom,
        means=MEANS,
        note=_note(asking.identity),
    )
    writing.insert(made)
    return made


def _note(identity: Identity) -> str:
    return f"Round {identity.round}, question texts SHA-256 {identity.questions_sha256}"


def _check_pack(pack: Pack, identity: Identity) -> None:
    if (identity.pack, identity.pack_sha256) != (pack.id, pack.sha256):
        told = f"this questionnaire is of question set {clean_line(identity.pack)[:40]} ({identity.pack_sha256[:12]})"
        held = f"the register is scored by {pack.id} ({pack.sha256[:12]})"
        raise ReplyRefused(f"{told}; {held}", where="Form, Question set", remedy="send the questionnaire anew")
    if identity.questions_sha256 != questions_sha256(pack):
        told = f"the texts of action {ACTION} are not those of the question set"
        raise ReplyRefused(told, where="Form, Question texts SHA-256", remedy="send the questionnaire anew")
