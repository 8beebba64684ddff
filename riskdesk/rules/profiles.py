"""Who a hand-over is for, and what they may see of it (DOMAIN 7).

Counsel's fields and privileged evidence are known from their declarations (`FieldSpec.counsel`,
`Evidence.classification`), so a profile says only whether it may see them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from riskdesk.errors import UnknownProfile
from riskdesk.rules.records import Evidence, FieldSpec, Kind

MARKING = "Confidential — internal assessment"
COUNSEL_MARKING = "Privileged & Confidential — prepared at the direction of counsel"


@dataclass(frozen=True)
class Profile:
    """A kind of reader: `counsel` says whether counsel's fields go along, `privileged` whether such evidence does."""

    name: str
    title: str
    counsel: bool
    privileged: bool

    def sees_field(self, spec: FieldSpec) -> bool:
        """Whether the field goes along at all; one that does not is left out, not blanked."""
        return self.counsel or not spec.counsel

    def sees_evidence(self, item: Evidence) -> bool:
        """Whether the piece goes along at all."""
        return self.privileged or item.classification != "privileged"

    def fields(self, kind: Kind) -> tuple[FieldSpec, ...]:
        """The fields of a kind that go along, in the order of the form."""
        return tuple(spec for spec in kind.fields if self.sees_field(spec))

    def marking(self, counsel_banner: str) -> str:
        """The confidentiality line; counsel's own only where counsel's direction is recorded and goes along."""
        return COUNSEL_MARKING if self.counsel and counsel_banner.strip() else MARKING


PROFILES: Mapping[str, Profile] = {
    profile.name: profile for profile in (Profile("internal", "Full internal", counsel=True, privileged=True),)
}


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises UnknownProfile with the names there are."""
    found = PROFILES.get(name.strip().casefold())
    if found is None:
        raise UnknownProfile("no such profile", where="--for", remedy="one of: " + ", ".join(PROFILES))
    return found
