"""Writes the sample replies in data/: python tests/desk/write_replies.py, from the top of the project.

They answer a questionnaire that was sent to V-002 of data/vendors.csv by a register whose mark is "sample".
"""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from desks import new_desk
from filling import Answers, by_openpyxl, fill, rewrite

from riskdesk.data.store import open_store
from riskdesk.desk.asking_vendor import register_mark
from riskdesk.exports import questionnaire
from riskdesk.imports.applying import import_file

TOP = Path(__file__).resolve().parents[2]
VENDOR, MARK = "V-002", "sample"

TIDY: Answers = {
    "P1": "model, version and trainer named for every model",
    "P1.1 explanation": "Kestrel Base 3.2, trained by Kestrel Labs Ltd.\nThere is no other model behind the product.",
    "P1 title": "Model card, Kestrel Base 3.2",
    "P1 reference": "https://kestrellabs.example/models/base-3-2",
    "P1 dated": date(2026, 9, 14),
    "P2": "yes, with details of each",
    "P2.1 explanation": "A picture agency wrote on 4 May 2026 that its catalogue was crawled. We answered on 18 May; "
    "nothing was heard since.",
    "P3": "no, in writing",
    "P4": "a letter signed by an officer",
    "P4.1 explanation": "Our General Counsel can sign the letter sent on 2 November 2026.",
    "P5": "some classes stated",
    "P5.1 explanation": "Pre-training: public datasets and crawled pages. Tuning: licensed and synthetic data.",
    "P6": "no, in writing",
    "P7": "documented policy with named protocols",
    "P7 explanation": "robots.txt and the TDM reservation protocol are honoured since January 2025.",
    "P7 title": "Collection policy 2.1",
    "P7 reference": "on request",
    "P8": "answered below",
    "P8.1": "published, for our version",
    "P8.2": "does not apply to the product as offered",
    "P8.3 explanation": "https://kestrellabs.example/training-summary",
    "P8.4": date(2026, 8, 1),
    "P9": "a summary only",
    "P10": "barred by contract",
    "P10 explanation": "Clause 7.3 of the agreement.",
    "P11.1": "in the contract",
    "P11.2": 30,
    "P11.3": "informal",
    "P12.1": "Priya Anand",
    "P12.2": "authorised officer",
    "P12.3": date(2026, 11, 20),
    "P12.4": "yes",
    "S.1": "Priya Anand",
    "S.2": "General Counsel",
    "S.3": date(2026, 11, 20),
}
AWKWARD: Answers = {
    "P1": "Our own model, mostly",
    "P2": "declined",
    "P2 explanation": "Counsel advises that we do not comment on correspondence.",
    "P3": "yes, with details of each",
    "P4": "a web page or marketing only",
    "P5 explanation": "See our website.",
    "P6": "declined",
    "P6.1 explanation": "A partner's model, under an agreement that we cannot show.",
    "P7": "not applicable",
    "P8.1": "published, for our version",
    "P8.4": "03/04/2026",
    "P9": "no",
    "P11.1": "in the contract",
    "P11.2": "30 business days",
    "P12.1": "The compliance team",
}


def write(folder: Path) -> None:
    """Write the three samples into the folder."""
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        sent = _sent(here)
        fill(sent, folder / "reply-tidy.xlsx", {**TIDY})
        fill(sent, here / "awkward.xlsx", AWKWARD)
        by_openpyxl(here / "awkward.xlsx", here / "saved.xlsx", _spoil)
        rewrite(here / "saved.xlsx", folder / "reply-awkward.xlsx", {"docProps/core.xml": _undated})
        altered = fill(sent, here / "altered.xlsx", {"P10": "permitted"})
        wording = {"xl/worksheets/sheet2.xml": lambda xml: xml.replace("has anyone (", "has any court (")}
        rewrite(altered, folder / "reply-altered.xlsx", wording)


def _sent(here: Path) -> Path:
    desk = new_desk(here)
    import_file(desk, TOP / "data" / "vendors.csv")
    path = questionnaire.write(desk, VENDOR, here / "sent.xlsx").path
    with open_store(desk.store.path) as store, store.read() as connection:
        mark = register_mark(connection)
    return rewrite(path, here / "marked.xlsx", {"xl/worksheets/sheet3.xml": lambda xml: xml.replace(mark, MARK)})


def _spoil(book: Any) -> None:
    """What no cell of ours would take: a formula, a text beside the form, a sheet of the vendor's own."""
    sheet = book["Questionnaire"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "P10")
    sheet.cell(row, 3).value = '=IF(TRUE,"permitted","")'
    sheet.cell(row, 9).value = "to be checked with engineering"
    book.create_sheet("Annex").append(["Subprocessors", "Heron AI"])


def _undated(xml: str) -> str:
    """Without the moment of saving, which would make every sample differ."""
    head, _, rest = xml.partition("<dcterms:modified")
    return head + "<dcterms:modified" + rest[: rest.index(">") + 1] + "2026-11-20T00:00:00Z" + rest[rest.index("</") :]


if __name__ == "__main__":
    write(TOP / "data")
