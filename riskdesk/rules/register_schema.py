"""The form of a whole register as JSON: its mark, its version, and its JSON Schema, made from the record kinds.

The document is canonical JSON (RFC 8785): members in the order of their names, no spaces, so that one register gives
one text. Evidence files are named by their SHA-256 and are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from riskdesk.rules.records import KINDS, FieldSpec, Kind

VERSION = 1
"""Goes up whenever a record kind, a field or the document itself changes, so with every migration of the store."""

MARK = "riskdesk:register:"
"""What the member `$schema`, the first of the document, begins with; the version follows."""

NAME = f"{MARK}{VERSION}"

MEMBERS = ("$schema", "handoffs", "log", "meta", "pack", "records")
"""The members of the document in their order."""

_OURS = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"\$schema"\s*:\s*"' + re.escape(MARK.encode()))
_DIALECT = "http://json-schema.org/draft-07/schema#"
_LARGEST = 2**53 - 1
_NO_NUL = r"^[^\u0000]*$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$"
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_TEXT = {"type": "string", "pattern": _NO_NUL}
_SAID = {**_TEXT, "minLength": 1}
_WHOLE = {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST}
_COUNT = {"type": "integer", "minimum": 1, "maximum": _LARGEST}
_AT = {"type": "string", "pattern": _MOMENT}


def is_register(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a whole register, of this version or another."""
    return _OURS.match(head) is not None


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 7) of the document in this version."""
    members = {
        "$schema": {"const": NAME},
        "handoffs": _list("What was handed over, a chain like the log.", _entry(_HANDOFF)),
        "log": _list(_LOG_SAYS, _entry(_LOG)),
        "meta": _object({"created_at": {**_AT, "description": "When the store was made, UTC."}}),
        "pack": _object(
            {"id": _SAID, "sha256": _HASH}, "The question set that scores the register; it is not in here."
        ),
        "records": _object({name: _kind(KINDS[name]) for name in sorted(KINDS)}, _RECORDS_SAY),
    }
    return {"$schema": _DIALECT, "$id": NAME, "title": f"A riskdesk register, version {VERSION}", **_object(members)}


_LOG_SAYS = (
    "Every change, first one first. `hash` is the SHA-256 of the entry's canonical JSON (RFC 8785) without `hash`; "
    "`prev` is the hash of the entry before, 64 zeros for the first. `old` and `new` are canonical JSON texts. The "
    "entries of each record, one after the other, give the record."
)
_RECORDS_SAY = (
    "Every record of every kind, closed ones too, in the order of their references; a field that is not filled is left "
    "out. The file of a piece of evidence is named by `sha256` and travels with a backup, not with this document."
)
_HANDOFF: Mapping[str, Any] = {
    "at": _AT,
    "who": _TEXT,
    "account": _TEXT,
    "to_whom": _TEXT,
    "profile": _TEXT,
    "as_of": _TEXT,
    "sha256": _TEXT,
    "workbook_sha256": {**_TEXT, "description": "Of the workbook inside, where the file holds or locks one."},
    "bytes": _WHOLE,
    "log_seq": _WHOLE,
    "file_name": _TEXT,
}
_LOG: Mapping[str, Any] = {
    "at": _AT,
    "who": _TEXT,
    "account": _TEXT,
    "deed": _TEXT,
    "kind": {"enum": [*sorted(KINDS), "standing"]},
    "ref": _SAID,
    "fields": _TEXT,
    "old": {"type": ["string", "null"]},
    "new": _TEXT,
    "reason": _TEXT,
}


def _entry(columns: Mapping[str, Any]) -> dict[str, Any]:
    return _object({"seq": _COUNT, **columns, "prev": _HASH, "hash": _HASH})


def _list(says: str, items: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": says, "type": "array", "items": items}


def _object(members: Mapping[str, Any], says: str = "") -> dict[str, Any]:
    """An object that has all of the members and no others."""
    told = {"description": says} if says else {}
    return {
        **told,
        "type": "object",
        "properties": dict(members),
        "required": sorted(members),
        "additionalProperties": False,
    }


def _kind(kind: Kind) -> dict[str, Any]:
    fields = {spec.name: _field(spec) for spec in kind.fields}
    record = _object({"ref": {**_SAID, "description": f"Reference of the {kind.title.lower()}."}, **fields})
    record["required"] = ["ref", *(spec.name for spec in kind.fields if spec.required)]
    return _list(" ".join((kind.record.__doc__ or kind.plural).split()), record)


def _field(spec: FieldSpec) -> dict[str, Any]:
    told = f"{spec.label}. {spec.help}".strip()
    if spec.type == "ref":
        told = f"{told} The reference of a record of kind {spec.kind}.".replace("..", ".")
    return {"description": told, **_takes(spec)}


def _takes(spec: FieldSpec) -> dict[str, Any]:
    """What a field takes once it is filled."""
    words = [item.value for item in spec.choices]
    match spec.type:
        case "choice":
            return {"enum": words}
        case "many":
            return {"type": "array", "items": {"enum": words}, "minItems": 1}
        case "date":
            return {"type": "string", "pattern": _DATE}
        case "moment":
            return dict(_AT)
        case "bool":
            return {"type": "boolean"}
        case "int":
            low, high = (-_LARGEST if spec.low is None else spec.low), (_LARGEST if spec.high is None else spec.high)
            return {"type": "integer", "minimum": low, "maximum": high}
    return dict(_SAID)
