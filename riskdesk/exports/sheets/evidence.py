"""The evidence index: every piece on record, what cites it and what replaced it (DOMAIN 7)."""

from collections.abc import Iterator, Sequence

from riskdesk.data.excerpt import Cited
from riskdesk.exports import titles
from riskdesk.exports.book import Sheet
from riskdesk.exports.material import Material, Other
from riskdesk.exports.told import COMPUTED, REFERENCE, YES_NO, Told
from riskdesk.exports.values import Link, Value
from riskdesk.exports.words import WITHHELD, items_withheld, listed, withheld, yes_no
from riskdesk.rules.forms import show_field, takes
from riskdesk.rules.pack import Pack
from riskdesk.rules.records import KINDS, Evidence

_KIND = KINDS["evidence"]

NOTE = (
    "One row a piece, superseded and closed ones too: nothing is deleted. A file is kept under its SHA-256 in the "
    "register's vault; a hash that agrees says that the file is the one that was read."
)


def parts(material: Material) -> Iterator[Sheet]:
    """The sheet."""
    yield Sheet(titles.EVIDENCE, "EvidenceIndex", _COLUMNS, lambda: _rows(material), NOTE, 2)


def _rows(material: Material) -> Iterator[Sequence[Value]]:
    counts = material.tally.evidence
    for cited in material.handed.excerpt.evidence():
        counts["listed"] += 1
        counts["cited"] += bool(cited.answers or cited.records)
        yield (*_about(material, cited), *_file(cited.evidence), *_judged(material, cited))


def _about(material: Material, cited: Cited) -> tuple[Value, ...]:
    item = cited.evidence
    source = item.source
    return (
        item.ref,
        material.link("vendor", item.vendor),
        *(_actions(material.pack, cited), listed(answer.rpartition("/")[2] for answer in cited.answers)),
        *(_words("title", item), item.type, _shown("form", item), _shown("strength", item)),
        *(item.document_on, item.version),
        Link(source, url=source) if source.startswith(("http://", "https://")) else source,
        *(item.obtained_on, item.obtained_by, item.method),
    )


def _actions(pack: Pack, cited: Cited) -> str:
    asked = (pack.question(answer.rpartition("/")[2]) for answer in cited.answers)
    return ", ".join(str(action) for action in sorted({question.action for question in asked if question}))


def _file(item: Evidence) -> tuple[Value, ...]:
    place = f"vault: {item.sha256}" if item.sha256 else "none: address alone" if item.form == "url" else "this index"
    return item.file_name, item.bytes, item.sha256, place, _words("wording", item), _shown("classification", item)


def _judged(material: Material, cited: Cited) -> tuple[Value, ...]:
    item = cited.evidence
    newer = ", ".join(cited.superseded_by)
    return (
        *(yes_no(item.independent), item.check, item.checked_by, item.reviewed_by, item.reviewed_on, item.refresh_on),
        _older(material, item.supersedes),
        material.link("evidence", cited.superseded_by[0], newer) if cited.superseded_by else None,
        item.sequestered,
        *(", ".join(cited.answers), ", ".join(cited.records), len(cited.answers) + len(cited.records)),
        *(item.closed_on, item.closed_reason),
    )


def _older(material: Material, ref: str) -> Value:
    return items_withheld(1) if ref in material.handed.excerpt.sight.withheld else material.link("evidence", ref)


def _words(name: str, item: Evidence) -> str:
    return WITHHELD if withheld(item, name) else str(getattr(item, name))


def _shown(name: str, item: Evidence) -> str:
    spec = _KIND.field(name)
    return show_field(spec, getattr(item, name)) if spec else ""


def _values(name: str) -> str:
    spec = _KIND.field(name)
    return ", ".join(item.label for item in spec.choices) or takes(spec) if spec else ""


_COLUMNS = (
    Told("ref", "Reference", 12, "strong", "Reference of the piece.", values=REFERENCE),
    Told("vendor", "Vendor", 16, "text", "The vendor it was obtained for; leads to the register.", values=REFERENCE),
    Told("actions", "Actions", 9, "text", "Actions whose questions it supports.", values="1 to 5", source=COMPUTED),
    Told("questions", "Questions", 16, "wrap", "Questions it supports.", source=COMPUTED),
    Told("title", "Title", 36, "wrap", "What it is."),
    Told("type", "Type", 20, "wrap", "Signed questionnaire, officer letter, model card, contract and so on."),
    Told("form", "Form", 10, "text", "How it is kept.", values=_values("form")),
    Told("strength", "Strength", 24, "wrap", "How far it proves.", values=_values("strength")),
    Told("document_on", "Document date", 12, "date", "Date of the document."),
    Told("version", "Version", 12, "wrap", "Version of the document."),
    Told("source", "Source", 34, "wrap", "Address, system or person it came from."),
    Told("obtained_on", "Obtained on", 12, "date", "When."),
    Told("obtained_by", "Obtained by", 18, "wrap", "By whom."),
    Told("method", "Method", 20, "wrap", "How."),
    Told("file_name", "File name", 26, "wrap", "Name of the file as it came."),
    Told("bytes", "Bytes", 13, "int", "Size of the file."),
    Told("sha256", "SHA-256", 66, "mono", "Hash of the file's content."),
    Told("storage", "Stored", 76, "mono", "Where the content lies.", source=COMPUTED),
    Told("wording", "Text of the note", 40, "wrap", "The words, where it is a note."),
    Told("classification", "Class", 13, "text", "How it may be handed on.", values=_values("classification")),
    Told("independent", "Independent", 12, "center", "Independent of the vendor.", values=YES_NO),
    Told("check", "Completeness and accuracy check", 36, "wrap", "How it was tested."),
    Told("checked_by", "Checked by", 18, "wrap", "By whom."),
    Told("reviewed_by", "Reviewed by", 18, "wrap", "Who read it."),
    Told("reviewed_on", "Reviewed on", 12, "date", "When."),
    Told("refresh_on", "Refresh by", 12, "date", "When it should be obtained again."),
    Told("supersedes", "Supersedes", 12, "text", "The piece it replaces.", values=REFERENCE),
    Told(
        "superseded_by", "Superseded by", 13, "text", "The piece that replaces it.", values=REFERENCE, source=COMPUTED
    ),
    Told("sequestered", "Sequestered because", 24, "wrap", "Why it must not be relied on."),
    Told("answers", "Cited by answers", 30, "wrap", "Answers it is linked to, as vendor/question.", source=COMPUTED),
    Told("records", "Cited by records", 24, "wrap", "Records that name it.", values=REFERENCE, source=COMPUTED),
    Told("citations", "Citations", 10, "int", "How many answers and records cite it.", source=COMPUTED),
    Told("closed_on", "Closed on", 12, "date", "When it left the index of open pieces."),
    Told("closed_reason", "Closed because", 24, "wrap", "Why."),
)

SHEETS = Other(parts)
