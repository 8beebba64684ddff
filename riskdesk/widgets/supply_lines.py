"""A vendor's supply chain as lines: product, model, maker, affiliates, and what is alleged or listed on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from riskdesk.rules.casefile import CaseFile, Listing, Matter
from riskdesk.rules.records import KINDS, Contact, Designation, Dispute, Maker, Model, Product, SubVendor, Use
from riskdesk.rules.records.disputes import RELEVANCE
from riskdesk.widgets.lines import Line, Piece
from riskdesk.widgets.record_words import dispute_line, record_line
from riskdesk.widgets.wording import counted

NOT_FOUND: Piece = ("  alleged, not found, unless the stage says so", "dim")


class ChainLines:
    """The lines of one vendor's chain. A maker's matters stand under the first of its models alone."""

    def __init__(self, case: CaseFile, stands: Mapping[str, int], vendors: int) -> None:
        """The chain of `case`; `stands` counts by maker how many of the `vendors` in scope are on its own models."""
        self._case = case
        self._stands = stands
        self._vendors = vendors
        self._makers = {maker.ref: maker for maker in case.makers}
        self._models = {model.ref: model for model in case.models}
        self._told: set[str] = set()

    def lines(self) -> Iterator[Line]:
        """Products with all below them, the vendor as its own maker, then what stands against the vendor itself."""
        yield Line((("Products, models, makers", "head"), NOT_FOUND))
        for product in self._case.products:
            yield from self._product(product)
        if not self._case.products:
            yield Line((("no product recorded; a adds one", "warn"),), "add:product", "  ")
        own = self._makers.get(self._case.vendor.own_maker)
        if own is not None:
            yield Line(("the vendor is itself the maker of models",), lead="  ")
            yield from self._maker(own, "    ")
        yield Line((("Against the vendor itself", "head"), NOT_FOUND))
        matters = [item for item in self._case.matters if item.dispute.vendor]
        listings = [item for item in self._case.listings if item.designation.vendor]
        yield from self._trouble(matters, listings, "  ")
        if not matters and not listings:
            yield Line((("nothing recorded", "dim"),), lead="  ")

    def _product(self, product: Product) -> Iterator[Line]:
        owner: Piece = (f"  {product.owner}" if product.owner else "", "dim")
        yield Line((product.name, owner), f"record:{product.ref}", "  ", product.ref)
        yield _fallback(product)
        uses = [use for use in self._case.uses if use.product == product.ref and use.model in self._models]
        for use in uses:
            yield from self._model(self._models[use.model], use)
        if not uses:
            yield Line((("no model recorded; nobody has asked what it runs on", "warn"),), "add:use", "    > ")

    def _model(self, model: Model, use: Use) -> Iterator[Line]:
        since = f"  in use since {model.changed_on}" if model.changed_on else ""
        name = f"{model.name} {model.version}".strip()
        yield Line((name, (since, "dim")), f"record:{model.ref}", "    > ", model.ref)
        yield _said(use)
        maker = self._makers.get(model.maker)
        if maker is not None:
            yield from self._maker(maker, "      ")
        else:
            yield Line((("maker not recorded", "warn"),), f"record:{model.ref}", "      by ")

    def _maker(self, maker: Maker, indent: str) -> Iterator[Line]:
        stands: Piece = (f"  {self._stands.get(maker.ref, 0):,} of {self._vendors:,} vendors on it", "dim")
        yield Line((maker.name, stands), f"maker:{maker.ref}", f"{indent}by ", maker.ref)
        if maker.ref in self._told:
            yield Line((("affiliates and matters as above", "dim"),), lead=f"{indent}   ")
            return
        for item in self._group(maker):
            self._told.add(item.ref)
            if item is not maker:
                yield Line((item.name,), f"maker:{item.ref}", f"{indent}   {self._relation(maker, item)} ", item.ref)
            matters = [found for found in self._case.matters if found.dispute.maker == item.ref]
            listings = [found for found in self._case.listings if found.designation.maker == item.ref]
            yield from self._trouble(matters, listings, f"{indent}   ")

    def _group(self, maker: Maker) -> list[Maker]:
        """The maker and its affiliates in either direction, nearest first."""
        found, at = [maker], 0
        while at < len(found):
            here = found[at]
            near = (m for m in self._makers.values() if m.affiliate_of == here.ref or m.ref == here.affiliate_of)
            found += [item for item in near if item not in found]
            at += 1
        return found

    def _relation(self, maker: Maker, item: Maker) -> str:
        if item.ref == maker.affiliate_of:
            return "affiliate of"
        return "affiliate"

    def _trouble(self, matters: Iterable[Matter], listings: Iterable[Listing], indent: str) -> Iterator[Line]:
        for matter in matters:
            yield matter_line(matter.dispute, matter.relevance, indent, matter.relevance_reason)
        for listing in listings:
            yield listing_line(listing.designation, indent, unrelated=listing.unrelated)


def matter_line(dispute: Dispute, relevance: str, indent: str = "  ", reason: str = "") -> Line:
    """A matter, its relevance to what we use and why, and an order that is in force."""
    word = RELEVANCE.get(relevance, "not known")
    pieces: list[Piece] = [dispute_line(dispute)]
    pieces.append((f"  relevance: {word}", "good" if relevance == "unrelated" else "warn"))
    pieces.append((f" ({reason})" if reason else "", "dim"))
    if dispute.order_in_force not in ("", "none"):
        pieces.append((f"  order in force: {dispute.order_in_force}", "late"))
    return Line(tuple(pieces), f"dispute:{dispute.ref}", f"{indent}! ", dispute.ref)


def listing_line(item: Designation, indent: str = "  ", *, unrelated: bool = False) -> Line:
    """An official listing, since when, and whether it was judged unrelated or lifted."""
    words = f"listed: {item.list_name} of {item.issuer}, since {item.listed_on or 'a day not recorded'}"
    lifted: Piece = (f"  lifted {item.lifted_on}" if item.lifted_on else "", "dim")
    judged: Piece = ("  judged unrelated" if unrelated else "", "good")
    return Line((words, lifted, judged), f"designation:{item.ref}", f"{indent}! ", item.ref)


def sub_vendor_lines(subs: Sequence[SubVendor]) -> Iterator[Line]:
    """The companies that the vendor relies on, each under the one it comes through."""
    yield Line((("Sub-vendors", "head"),))
    below: dict[str, list[SubVendor]] = {}
    known = {item.ref for item in subs}
    for item in subs:
        below.setdefault(item.through if item.through in known else "", []).append(item)
    told: set[str] = set()
    yield from _chained(below, "", 1, told)
    for item in subs:
        if item.ref not in told:  # a chain that leads back to itself has no beginning
            yield from _chained(below, item.through, 1, told)
    if not subs:
        yield Line((("none recorded; a adds one", "dim"),), "add:subvendor", "  ")


def contact_lines(contacts: Sequence[Contact]) -> Iterator[Line]:
    """The people at the vendor, with their role."""
    yield Line((("Contacts", "head"),))
    spec = KINDS["contact"].field("role")
    roles = {choice.value: choice.label for choice in spec.choices} if spec else {}
    for item in contacts:
        told = [roles.get(item.role, ""), item.title, item.email, item.phone]
        binds: Piece = ("  may bind the company" if item.may_bind else "", "good")
        words = " · ".join([item.name, *(part for part in told if part)])
        yield Line((words, binds), f"record:{item.ref}", "  ", item.ref)
    if not contacts:
        yield Line((("none recorded; a adds one", "dim"),), "add:contact", "  ")


def _chained(below: Mapping[str, list[SubVendor]], ref: str, depth: int, told: set[str]) -> Iterator[Line]:
    waiting = [(item, depth) for item in reversed(below.get(ref, ()))]
    while waiting:
        item, level = waiting.pop()
        if item.ref in told:
            continue
        told.add(item.ref)
        sign = "> " if level > 1 else ""
        yield Line((record_line(item),), f"record:{item.ref}", "  " * min(level, 12) + sign, item.ref)
        waiting += [(found, level + 1) for found in reversed(below.get(item.ref, ()))]


def _said(use: Use) -> Line:
    spec = KINDS["use"].field("certainty")
    labels = {choice.value: choice.label for choice in spec.choices} if spec else {}
    sure = labels.get(use.certainty, "how sure is not recorded")
    who = f"said by {use.said_by}" if use.said_by else "nobody named who says so"
    words = f"{sure}, {who}" + (f", {use.said_on}" if use.said_on else "")
    weak = use.certainty not in {"documented", "stated"} or not use.said_by
    return Line(((words, "warn" if weak else "dim"),), f"record:{use.ref}", "      ", use.ref)


def _fallback(product: Product) -> Line:
    """Substitute, time to switch and exit plan."""
    if not (product.substitute or product.exit_plan):
        return Line((("no substitute and no exit plan recorded", "warn"),), f"record:{product.ref}", "      ")
    days = f", {counted(product.switch_days, 'day')} to switch" if product.switch_days is not None else ""
    other = f"substitute {product.substitute}{days}" if product.substitute else "no substitute recorded"
    plan = f"exit plan: {product.exit_plan}" if product.exit_plan else "no exit plan recorded"
    return Line(((f"{other}; {plan}", "dim"),), f"record:{product.ref}", "      ")
