"""The vendor fields that a list may fill, and the headings under which other systems export them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """What a field takes."""

    KEY = "a key of at most 60 characters"
    LINE = "a line of text"
    BLOCK = "text"
    DATE = "a date"
    COUNT = "a whole number of days"
    YES_NO = "yes or no"
    FACTOR = "1 to 5, its words, or unknown"


@dataclass(frozen=True)
class ListField:
    """A field of a vendor as lists fill it: its kind, most characters, and normalised headings besides its own name."""

    name: str
    kind: Kind
    longest: int
    aliases: frozenset[str]


_ORGANISED: Final = (
    ("key", Kind.KEY, 60,
     "id / vendor id / vendor no / vendor number / vendor code / vendor key / vendor ref / vendor reference / ref "
     "/ reference / supplier id / supplier no / supplier number / supplier code / supplier key / company id / "
     "company code / third party id / party id / partner id / account id / account number / erp vendor id / erp "
     "supplier id / sm vendor id / sap vendor id / sys id / record id / external id / unique id / identifier / "
     "creditor number / inventory id / asset id"),
    ("name", Kind.LINE, 200,
     "vendor / vendor name / vendor legal name / supplier / supplier name / supplier legal name / company / "
     "company name / third party / third party name / third party vendor / legal name / legal entity / legal "
     "entity name / provider / provider name / service provider / ai vendor / ai provider / ai supplier / partner "
     "/ partner name / account name / counterparty / contracting party / organisation name / organization name / "
     "party name / display name / affected parties / vendor display name"),
    ("owner", Kind.LINE, 200,
     "business owner / contract owner / relationship owner / vendor owner / supplier owner / vendor manager / "
     "supplier manager / contract manager / relationship manager / account owner / record owner / service owner / "
     "internal owner / product owner / responsible / responsible person / accountable / managed by / owned by / "
     "sponsor / business sponsor / requester / requestor / category manager / internal contact"),
    ("business_unit", Kind.LINE, 200,
     "bu / unit / department / dept / division / business area / business line / line of business / lob / org unit "
     "/ organisational unit / organizational unit / organization unit / cost center / cost centre / team / "
     "managing organization / managing organisation / commodity owner department / requesting department"),
    ("description", Kind.BLOCK, 10_000,
     "desc / summary / short description / vendor description / supplier description / purpose / use case / used "
     "for / what for / services provided / services / service description / scope / scope of services / about / "
     "what they do"),
    ("website", Kind.LINE, 500,
     "web / url / web site / homepage / home page / web address / website url / company website / vendor website / "
     "supplier website / domain / internet"),
    ("country", Kind.LINE, 200,
     "country code / country region / country of registration / country of incorporation / hq country / "
     "headquarters / headquarters country / hq / domicile / vendor country / supplier country / registered country "
     "/ registered in / country of origin / land"),
    ("criticality", Kind.FACTOR, 200,
     "business criticality / vendor criticality / supplier criticality / service criticality / i1 / i1 criticality "
     "/ business importance"),
    ("dependency", Kind.FACTOR, 200,
     "dependence / vendor dependency / switching / switching time / time to switch / time to replace / "
     "substitutability / replaceability / i2 / i2 dependency / exit effort / ease of replacement"),
    ("reach", Kind.FACTOR, 200,
     "output reach / outputs reach / reach of output / reach of outputs / where output goes / use of output / use "
     "of outputs / i3 / i3 output reach / i3 reach"),
    ("data_sensitivity", Kind.FACTOR, 200,
     "sensitivity / data class / data classification / information classification / confidentiality / i4 / i4 data "
     "/ i4 data sensitivity"),
    ("review_start", Kind.DATE, 0,
     "review start date / review started / start of review / review from / review opened / clock start / 90 day "
     "start / 90 day clock / assessment start / assessment start date / review begin"),
    ("product", Kind.LINE, 200,
     "products / product name / product or service / product service / service / service name / solution / tool / "
     "tool name / application / application name / software / ai system / ai product / ai tool / system / system "
     "name / offering / licensed product"),
    ("contract_end", Kind.DATE, 0,
     "renewal / renewal date / renewal due / renewal due date / next renewal / next renewal date / renews / renews "
     "on / contract end date / contract ends / end of contract / contract expiry / contract expiry date / contract "
     "expiration / contract expiration date / contract expires / contract until / term end / term end date / end "
     "of term / expiry / expiry date / expiration / expiration date / expires / expires on / expire date / end "
     "date / agreement end date / agreement expiration date / effective to / valid to / valid until / subscription "
     "end / subscription end date / ends"),
    ("notice_days", Kind.COUNT, 0,
     "notice / notice period / notice period days / notice in days / days notice / renewal notice / renewal notice "
     "days / notice period in days / cancellation notice / cancellation notice days / termination notice / "
     "termination notice days / termination notice period / cancellation period / days of notice"),
    ("auto_renewal", Kind.YES_NO, 0,
     "auto renew / auto renews / autorenew / auto renewing / automatic renewal / automatically renews / "
     "automatically renewing / renews automatically / evergreen / auto extend / auto extension / is evergreen / "
     "renewal type / auto renewal enabled / tacit renewal"),
    ("spend", Kind.LINE, 200,
     "annual spend / annual spend eur / annual spend usd / annual spend gbp / yearly spend / spend per year / "
     "total spend / cost / annual cost / yearly cost / contract value / annual contract value / acv / tcv / total "
     "contract value / annual value / amount / contract amount / price / budget / annual fee / fees / spend ytd / "
     "invoiced amount / annual contract amount"),
    ("contact_name", Kind.LINE, 200,
     "contact / contact person / vendor contact / supplier contact / vendor contact name / supplier contact name / "
     "primary contact / primary contact name / main contact / external contact / key contact / account manager / "
     "vendor contact person / sales contact / point of contact / poc"),
    ("contact_email", Kind.LINE, 320,
     "email / e mail / email address / mail / contact mail / contact email address / vendor email / supplier email "
     "/ vendor contact email / supplier contact email / primary contact email / primary email / main contact email "
     "/ external contact email / account manager email / po email"),
    ("notes", Kind.BLOCK, 10_000,
     "note / comment / comments / remark / remarks / additional information / additional info / further "
     "information / memo / free text / internal notes / internal comments"),
)  # fmt: skip
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBER_SIGN = re.compile("[#№]")


def folded(heading: str) -> str:
    """The heading without capitals, accents, spaces and punctuation; "#" reads as "no"."""
    spelled = _NUMBER_SIGN.sub(" no ", heading)
    split = unicodedata.normalize("NFKD", spelled.casefold())
    return "".join(sign for sign in split if sign.isalnum())


FIELDS: Final[Mapping[str, ListField]] = {
    name: ListField(name, kind, longest, frozenset(folded(alias) for alias in (name, *aliases.split("/"))))
    for name, kind, longest, aliases in _ORGANISED
}
"""Every field that a list may fill, by its name, in the order in which messages list them."""

_BY_ALIAS: Final = {alias: listed.name for listed in FIELDS.values() for alias in listed.aliases}


def field_for(heading: str) -> str | None:
    """The field that a heading means, also when something in brackets stands after it; None if it means none."""
    return _BY_ALIAS.get(folded(heading)) or _BY_ALIAS.get(folded(_IN_BRACKETS.sub(" ", heading)))
