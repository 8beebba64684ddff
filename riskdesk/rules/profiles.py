"""Who a hand-over is for, and what they may see of it (DOMAIN 7).

A profile is data: its sheets by their ids (`exports/sheets`), the record kinds that have a sheet of their own, the
classes of evidence that go along, and fields that are left out. Counsel's fields are known from their declarations
(`FieldSpec.counsel`), so a profile says only whether it may see them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from riskdesk.errors import UnknownProfile
from riskdesk.rules.records import KINDS, Evidence, FieldSpec, Kind

MARKING = "Confidential — internal assessment"
COUNSEL_MARKING = "Privileged & Confidential — prepared at the direction of counsel"

_EVERY_CLASS = frozenset({"ordinary", "confidential", "privileged"})
_EVERY_KIND = frozenset(KINDS)


@dataclass(frozen=True)
class Profile:
    """A kind of reader, and what a hand-over for it holds.

    Attributes:
        name: what `--for` takes.
        title: what the cover says.
        holds: in one line, for whoever chooses.
        handed_as: how the marking names the reader; "" for the organisation itself.
        sheets: ids of the sheets, in the order of the workbook.
        kinds: record kinds that have a sheet of their fields, if the sheets name "kinds".
        counsel: whether counsel's fields go along.
        classes: the classes of evidence that go along; of any other, not even the reference does.
        left_out: fields that are no business of this reader, as "kind.field".
    """

    name: str
    title: str
    holds: str
    handed_as: str
    sheets: tuple[str, ...]
    kinds: frozenset[str] = _EVERY_KIND
    counsel: bool = False
    classes: frozenset[str] = frozenset({"ordinary", "confidential"})
    left_out: frozenset[str] = frozenset()

    @property
    def outside(self) -> bool:
        """Whether something is withheld from this reader: counsel's fields, or a class of evidence."""
        return not self.counsel or self.classes != _EVERY_CLASS

    def sees_field(self, kind: str, spec: FieldSpec) -> bool:
        """Whether a kind's field goes along at all; one that does not is left out, not blanked."""
        return (self.counsel or not spec.counsel) and f"{kind}.{spec.name}" not in self.left_out

    def sees_evidence(self, item: Evidence) -> bool:
        """Whether the piece goes along at all; one that was set aside stays here like a privileged one."""
        return item.classification in self.classes and not (self.outside and item.sequestered)

    def fields(self, kind: Kind) -> tuple[FieldSpec, ...]:
        """The fields of a kind that go along, in the order of the form."""
        return tuple(spec for spec in kind.fields if self.sees_field(kind.name, spec))

    def marking(self, counsel_banner: str) -> str:
        """The confidentiality line; counsel's own only where counsel's direction is recorded and goes along."""
        if self.counsel and counsel_banner.strip():
            return COUNSEL_MARKING
        return f"{MARKING}, {self.handed_as}" if self.handed_as else MARKING


_WHOLE = (
    *("cover", "overview", "scope", "register", "trace", "scores", "answers", "reach", "kinds", "evidence"),
    *("decisions", "open_items", "changes", "crosswalk", "dictionary", "sign_off"),
)
_INSURER = (
    *("cover", "overview", "scope", "register", "trace", "indemnity", "proof_levels", "reach", "exclusions"),
    *("decisions", "kinds", "dictionary", "sign_off"),
)
_INSURED = frozenset(
    {
        *("organisation", "reviewer", "vendor", "product", "maker", "model", "use", "designation", "dispute", "stage"),
        *("search", "contract", "round", "signature", "override", "treatment", "acceptance", "insurance"),
    }
)
_OURS_ALONE = frozenset({"vendor.notes", "vendor.spend", "maker.notes", "model.notes", "search.note", "insurance.note"})

PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            "internal",
            "Full internal",
            "everything, counsel's notes and privileged evidence too",
            "",
            _WHOLE,
            counsel=True,
            classes=_EVERY_CLASS,
        ),
        Profile(
            "auditor",
            "Auditor",
            "facts, evidence and the trace of every score; nothing of counsel's",
            "handed to an auditor",
            _WHOLE,
        ),
        Profile(
            "insurer",
            "Insurer",
            "inventory, governance, tiers, indemnities, disputes by proof level, policy exclusions",
            "handed to an insurer",
            _INSURER,
            kinds=_INSURED,
            left_out=_OURS_ALONE,
        ),
        Profile(
            "board",
            "Board",
            "one page: tiers, the five actions, top exposures, decisions wanted",
            "for the board",
            ("board",),
            kinds=frozenset(),
            left_out=_OURS_ALONE,
        ),
    )
}
INTERNAL = PROFILES["internal"]


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises UnknownProfile with the names there are."""
    found = PROFILES.get(name.strip().casefold())
    if found is None:
        raise UnknownProfile("no such profile", where="--for", remedy="one of: " + ", ".join(PROFILES))
    return found
