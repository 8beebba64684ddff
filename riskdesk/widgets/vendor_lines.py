"""A vendor on one page: its actions, what it is made of, what reaches it, its contract and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.cells import cell_len

from riskdesk.rules.acceptances import risen
from riskdesk.rules.casefile import CaseFile
from riskdesk.rules.deadlines import Deadline, due_dates
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import Contract, Product, Record, Signature
from riskdesk.rules.renewal_credits import notice_deadline
from riskdesk.rules.standing import ActionStanding, Standing
from riskdesk.widgets.answer_lines import Kept
from riskdesk.widgets.answered import evidence_kept, matters_of
from riskdesk.widgets.lines import Line, Piece
from riskdesk.widgets.record_words import record_line
from riskdesk.widgets.tier_words import tier_line
from riskdesk.widgets.wording import counted

DEADLINES = 4
"""Deadlines that the page lists; the rest are counted."""


def head_lines(case: CaseFile, pack: Pack, standing: Standing, due: Sequence[Deadline]) -> list[Line]:
    """Tier, what drives it, who answers for the vendor, and what is next."""
    vendor = case.vendor
    lines = [Line(((tier_line(pack, standing), standing.tier),), "explain:", tail="x explains")]
    if not vendor.open:
        lines.append(Line(((f"retired {vendor.closed_on}: {vendor.closed_reason}", "late"),)))
    if vendor.excluded_on:
        lines.append(Line(((f"out of scope since {vendor.excluded_on}: {vendor.excluded_reason}", "warn"),)))
    lines += _decided(case, standing)
    facts = [vendor.owner and f"owner {vendor.owner}", vendor.business_unit, vendor.description]
    told = " · ".join(fact for fact in facts if fact) or "owner not recorded; e edits the facts"
    lines.append(Line((told,), f"record:{vendor.ref}"))
    lines += [_deadline(item, standing.on) for item in due[:DEADLINES]]
    if len(due) > DEADLINES:
        lines.append(Line(((f"and {counted(len(due) - DEADLINES, 'date')} more", "dim"),)))
    return lines


def _decided(case: CaseFile, standing: Standing) -> list[Line]:
    """What was decided about the tier, and whether that still holds."""
    told = [("override  ", standing.override_note), ("acceptance  ", standing.acceptance_note)]
    lines = [Line(((note, "warn"),), "explain:", lead) for lead, note in told if note]
    stale = [item.ref for item in case.acceptances if item.open and risen(item, standing)]
    words = f"{', '.join(stale)} stale: the residual has risen since"
    return [*lines, Line(((words, "late"),), f"record:{stale[0]}", "acceptance  ")] if stale else lines


def _deadline(item: Deadline, today: date) -> Line:
    days = (item.on - today).days
    words = f"{-days} days late" if days < 0 else "today" if days == 0 else f"in {counted(days, 'day')}"
    told: Piece = (f"{item.on} {words}", "late" if days < 0 else "dim")
    return Line((f"{item.what} ", told), f"record:{item.record}", "next  ")


def action_lines(case: CaseFile, pack: Pack, standing: Standing) -> list[Line]:
    """A heading, then a line for each action: the tool's score, yours, open, key open, evidence in date, signed."""
    width = max(cell_len(action.short) for action in pack.actions)
    heading = f"{'':{width + 3}} tool  yours  open  key  proof due         signed, * by self"
    due = due_dates(case.round.start_on, pack) if case.round and case.round.start_on else ()
    lines = [Line((("Five actions", "head"),)), Line(((heading, "dim"),))]
    for item in standing.actions:
        day = due[item.action - 1] if due else None
        lines.append(_action(case, item, f"{item.action}  {pack.action(item.action).short:<{width}}", day, standing.on))
    return lines


def _action(case: CaseFile, item: ActionStanding, title: str, due: date | None, today: date) -> Line:
    given = "-" if item.given is None else str(item.given)
    suggested = str(item.suggested) if item.started else "-"
    text = f" {suggested:^4}  {given:^5}  {item.open:>4}  {item.key_open:>3}  {_proof(case, item, today):>5} "
    late: Piece = (f"{due} late", "late") if due and due < today and not item.signed else f"{due or '-'!s:<10}"
    return Line((text, late, "  ", _signed(case, item)), f"action:{item.action}", title)


def _proof(case: CaseFile, item: ActionStanding, today: date) -> str:
    """How many pieces of evidence in date there are, of how many."""
    refs = {ref for credit in item.credits for ref in credit.evidence}
    kept = [evidence_kept(case, case.evidence[ref], today) for ref in refs if ref in case.evidence]
    return f"{sum(not piece.late for piece in kept)}/{len(kept)}" if kept else "-"


def _signed(case: CaseFile, item: ActionStanding) -> Piece:
    found: Signature | None = next((each for each in case.signatures if each.ref == item.signed), None)
    if found is None:
        return ("not signed", "dim")
    return (f"{found.signed_on} {found.signed_by}" + "*" * bool(found.self_reviewed), "good")


def supply_lines(case: CaseFile) -> list[Line]:
    """Products with the models under them and their makers, then each matter with the path by which it reaches us."""
    lines = [Line((("Products, models, makers", "head"),))]
    for product in case.products:
        lines += _product(case, product)
    if not case.products:
        lines.append(Line((("no product recorded; a adds one", "dim"),), "add:product"))
    lines.append(Line((("Matters", "head"), ("  alleged, not found, unless the stage says so", "dim"))))
    lines += [_kept(piece) for piece in matters_of(case)]
    if not case.matters:
        lines.append(Line((("none recorded", "dim"),)))
    last = max(case.searches, key=lambda search: (search.searched_on or date.min, search.ref), default=None)
    if last is None:
        lines.append(Line((("nobody has searched; a adds a search", "warn"),), "add:search"))
    else:
        lines.append(Line(("last search ", record_line(last)), f"record:{last.ref}", f"  {last.ref}  "))
    return lines


def _product(case: CaseFile, product: Product) -> Iterable[Line]:
    makers = {maker.ref: maker.name for maker in case.makers}
    models = {model.ref: model for model in case.models}
    yield Line((product.name, (f"  {product.owner}" if product.owner else "", "dim")), f"record:{product.ref}", "  ")
    used = [use for use in case.uses if use.product == product.ref and use.model in models]
    for use in used:
        model = models[use.model]
        maker = makers.get(model.maker, "maker not recorded")
        sure: Piece = (f"  ({use.certainty or 'not said how sure'})", "dim")
        yield Line((f"{model.name} {model.version}".strip(), f"  by {maker}", sure), f"record:{model.ref}", "    > ")
    if not used:
        yield Line((("no model recorded", "warn"),), "add:use", "    > ")


def paper_lines(case: CaseFile, today: date) -> list[Line]:
    """The contract line, flows, decisions and evidence."""
    lines = [Line((("Contract", "head"),))]
    lines += [_contract(contract, today) for contract in case.contracts]
    if not case.contracts:
        lines.append(Line((("no contract recorded; a adds one", "dim"),), "add:contract"))
    decided: list[Record] = [*case.flows, *case.treatments, *case.acceptances, *case.overrides, *case.score_overrides]
    if decided:
        lines.append(Line((("Flows and decisions", "head"),)))
        lines += [Line((record_line(item),), f"record:{item.ref}", f"  {item.ref}  ") for item in decided]
    lines += _policy_lines(case)
    lines.append(Line((("Evidence", "head"),)))
    kept = [evidence_kept(case, piece, today) for piece in case.evidence.values()]
    lines += [_kept(piece, "evidence") for piece in kept]
    return lines if kept else [*lines, Line((("none; f attaches a file, an address or a note", "dim"),), "evidence:")]


def _policy_lines(case: CaseFile) -> list[Line]:
    """The proceedings linked to the vendor; with none, the organisation's own "no open vehicle"."""
    found = case.proceedings or tuple(filter(None, [case.no_vehicle]))
    lines = [Line((record_line(item),), f"record:{item.ref}", f"  {item.ref}  ") for item in found]
    none = Line((("no proceeding linked; a adds one", "dim"),), "add:proceeding_link")
    return [Line((("Policy log", "head"),)), *(lines or [none])]


def _contract(contract: Contract, today: date) -> Line:
    notice = notice_deadline(contract)
    late = notice is not None and notice < today and contract.notice_sent_on is None
    caps = f"IP cap {contract.ip_cap or 'not recorded'} against breach cap {contract.breach_cap or 'not recorded'}"
    end = f"ends {contract.term_end}" if contract.term_end else "term end not recorded"
    words = f"notice by {notice}" if notice else "notice deadline not known"
    words += f", sent {contract.notice_sent_on}" if contract.notice_sent_on else ", late" if late else ""
    body: tuple[Piece, ...] = (f"{contract.title} · {end} · ", (words, "late" if late else ""), f" · {caps}")
    return Line(body, f"record:{contract.ref}", f"  {contract.ref}  ")


def _kept(piece: Kept, what: str = "record") -> Line:
    state: Piece = (f"  {piece.state}", "late" if piece.late else "dim")
    return Line((piece.words, state), f"{what}:{piece.ref}", f"  {piece.ref}  ")
