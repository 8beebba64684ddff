"""Filling in a questionnaire as a vendor would: in its own package, and as other programs save it."""

import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import load_workbook

COLUMNS = {"answer": "C", "explanation": "D", "title": "E", "reference": "F", "dated": "G"}
SHEET = "xl/worksheets/sheet2.xml"
_STARTED = date(1899, 12, 30)

Answers = Mapping[str, Any]
"""What is filled in, by "P1" (the answer) or "P1 explanation"; None leaves a cell blank."""

TIDY: Answers = {
    "P1": "model, version and trainer named for every model",
    "P1.1 explanation": "Heron 4.1, trained by Heron AI Ltd.\nNo other model.",
    "P1 explanation": "Since March 2026.",
    "P1 title": "Model card Heron 4.1",
    "P1 reference": "https://heron.example/card",
    "P1 dated": date(2026, 9, 1),
    "P2": "yes, with details of each",
    "P2.1 explanation": "A letter of an authors' society, 4 May 2026; answered, nothing since.",
    "P3": "no, in writing",
    "P4": "a letter signed by an officer",
    "P4.1 explanation": "We can sign the letter in annex B.",
    "P5": "declined",
    "P5 explanation": "Trade secret.",
    "P6": "No,  in writing",
    "P7": "not applicable",
    "P7 explanation": "Nothing was collected: licensed sources alone.",
    "P8": "answered below",
    "P8.1": "published, for our version",
    "P8.1 reference": "https://heron.example/summary",
    "P8.2": "does not apply to the product as offered",
    "P8.4": date(2026, 8, 1),
    "P9": "unknown",
    "P11.1": "in the contract",
    "P11.2": 30,
    "P11.3": "informal",
    "P12.1": "Jo Doe",
    "P12.2": "authorised officer",
    "P12.3": date(2026, 11, 23),
    "P12.4": "yes",
    "S.1": "Jo Doe",
    "S.2": "General Counsel",
    "S.3": date(2026, 11, 23),
}
"""A reply without a fault: P10 is left blank."""


def places(path: Path) -> dict[str, int]:
    """The row of each code on the sheet of questions, as it was sent."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET).decode()
    return {code: int(row) for row, code in re.findall(r'<c r="A(\d+)"[^>]*><is><t[^>]*>([A-Z][\d.]+)</t>', xml)}


def cell_of(rows: Mapping[str, int], name: str) -> str:
    """The cell that "P1" or "P1 explanation" means."""
    code, _, column = name.partition(" ")
    return f"{COLUMNS[column or 'answer']}{rows[code]}"


def fill(path: Path, target: Path, answers: Answers) -> Path:
    """The questionnaire with its own cells filled in, every other byte of its parts as it was."""
    rows = places(path)

    def filled(xml: str) -> str:
        for name, value in answers.items():
            if value is not None:
                place = cell_of(rows, name)
                xml, count = re.subn(rf'<c r="{place}" (s="\d+")/>', _cell(place, value), xml)
                assert count == 1, name
        return xml

    return rewrite(path, target, {SHEET: filled})


def _cell(place: str, value: Any) -> str:
    if isinstance(value, date):
        value = (value - _STARTED).days
    if isinstance(value, int):
        return f'<c r="{place}" \\1><v>{value}</v></c>'
    text = escape(value).replace("\\", "\\\\")
    return f'<c r="{place}" \\1 t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def rewrite(path: Path, target: Path, parts: Mapping[str, Callable[[str], str]]) -> Path:
    """The package with some parts changed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename in parts:
                content = parts[info.filename](content.decode()).encode()
            new.writestr(zipfile.ZipInfo(info.filename), content, zipfile.ZIP_DEFLATED)
    return target


def added(path: Path, target: Path, name: str, content: bytes = b"<x/>") -> Path:
    """The package with one part more."""
    rewrite(path, target, {})
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target


def by_openpyxl(path: Path, target: Path, change: Callable[[Any], object] = lambda _book: None) -> Path:
    """The workbook loaded by openpyxl, changed, and saved again."""
    book = load_workbook(path)
    change(book)
    book.save(target)
    return target


def by_office(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = ("soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "office"), str(path))
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return folder / "office" / path.name


def as_excel_would(path: Path, target: Path) -> Path:
    """The same workbook with its texts in a table of shared strings, some in runs, and its parts in another order."""
    strings: list[str] = []

    def shared(found: re.Match[str]) -> str:
        strings.append(found[2])
        return f'{found[1]} t="s"><v>{len(strings) - 1}</v></c>'

    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            text = re.sub(
                r'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>', shared, parts[name].decode(), flags=re.DOTALL
            )
            parts[name] = text.replace("<row ", '<row spans="1:7" ').encode()
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = "".join(f"<si>{_runs(text) if number % 3 == 0 else text}</si>" for number, text in enumerate(strings))
    parts["xl/sharedStrings.xml"] = f'<?xml version="1.0"?>\n<sst xmlns="{spreadsheet}">{items}</sst>'.encode()
    _register(parts)
    order = sorted(parts, key=lambda name: (name != "[Content_Types].xml", not name.endswith(".rels"), name[::-1]))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in order:
            new.writestr(name, parts[name])
    return target


def _runs(text: str) -> str:
    """A text as two runs, as Excel keeps one in which a word was made bold."""
    inner = re.sub(r"</?t[^>]*>", "", text)
    cut = inner.find(" ") + 1
    space = ' xml:space="preserve"'
    return f"<r><t{space}>{inner[:cut]}</t></r><r><rPr><b/></rPr><t{space}>{inner[cut:]}</t></r>"


def _register(parts: dict[str, bytes]) -> None:
    """Name the table of strings where a package names its parts."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    types = parts["[Content_Types].xml"].decode()
    assert "sharedStrings" not in types or parts.get("xl/sharedStrings.xml")
    if "sharedStrings" not in types:
        parts["[Content_Types].xml"] = types.replace("</Types>", entry).encode()
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    if "sharedStrings" not in relations:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        entry = f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
        parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", entry).encode()
