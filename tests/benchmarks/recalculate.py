"""LibreOffice against the program: the scores of vendors by chance, recalculated with every number beside spoilt.

    python tests/benchmarks/recalculate.py [--minutes 10] [--vendors 500] [--seed 1]

Each round writes a workbook of so many vendors whose answers, records and decisions are drawn by chance, spoils the
number beside every formula, and lets LibreOffice work all of them out anew. Every cell must then say what the program
wrote, and every check be 0. A register's worth is 10 vendors: 470 answers, 50 scores, 10 tiers. Exits 1 where a cell
differs.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent / "rules"), str(HERE.parent / "exports")]

from openpyxl import load_workbook  # noqa: E402
from recalculating import SOFFICE, checks, recalculated, spoil  # noqa: E402
from rules_cases import ON, PACK  # noqa: E402
from vendor_strategy import Chance, whole_case  # noqa: E402

from riskdesk.exports import titles  # noqa: E402
from riskdesk.exports.book import Block, Book, Page, Written  # noqa: E402
from riskdesk.exports.material import ByVendor, Material  # noqa: E402
from riskdesk.exports.sheets import answers, register, scope, scores, trace  # noqa: E402
from riskdesk.exports.survey import SCOPES, Seen, Survey  # noqa: E402
from riskdesk.exports.values import said  # noqa: E402
from riskdesk.exports.writing import save_book  # noqa: E402
from riskdesk.rules.assessment import assess  # noqa: E402
from riskdesk.rules.profiles import INTERNAL  # noqa: E402

REGISTER = 10
"""Vendors of a register's worth."""
SHOWN = 20
SHEETS: tuple[ByVendor, ...] = (register.SHEET, trace.SHEET, scores.SHEET, answers.SHEET)


@dataclass(frozen=True)
class Excerpt:
    """What the sheets ask of a register's excerpt, of vendors that stand in no register."""

    vendors: tuple[str, ...]

    def numbers(self, _kind: object) -> SimpleNamespace:
        """No record has a row here."""
        return SimpleNamespace(place=lambda _ref: None)


def main() -> int:
    """Round after round until the time is up; 1 where a cell differed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--vendors", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not SOFFICE:
        print("LibreOffice is not installed")
        return 1
    began, tried, formulas, wrong = time.monotonic(), 0, 0, 0
    chance = random.Random(asked.seed)
    while time.monotonic() - began < asked.minutes * 60:
        with tempfile.TemporaryDirectory(prefix="riskdesk-recalculate-") as folder:
            spoilt, found = _round(Path(folder), chance, asked.vendors)
        tried, formulas, wrong = tried + asked.vendors, formulas + spoilt, wrong + len(found)
        for line in found[:SHOWN]:
            print("DIFFERS:", line)
        taken = time.monotonic() - began
        print(f"{tried} vendors, {formulas} formulas, {wrong} differ, {taken:.0f} s", flush=True)
    print(f"{tried // REGISTER} registers' worth (seed {asked.seed}): {wrong} cells differ")
    return 1 if wrong else 0


def _round(folder: Path, chance: random.Random, vendors: int) -> tuple[int, list[str]]:
    """How many formulas a workbook of vendors by chance has, and what differs."""
    written, into = folder / "written.xlsx", folder / "spoilt.xlsx"
    _write(written, chance, vendors)
    spoilt = spoil(written, into)
    (mended,) = recalculated([into], folder)
    found = list(_differing(written, mended))
    found += [f"{place}: check is {value}" for place, value in checks(mended) if value != 0]
    return spoilt, found


def _write(path: Path, chance: random.Random, vendors: int) -> None:
    refs = tuple(f"V-{number:05}" for number in range(vendors))
    with Survey(path.parent, {sheet.title: sheet.lines for sheet in SHEETS}) as survey:
        for ref in refs:
            case = whole_case(Chance(chance.choice, chance.randrange(5)))
            case = replace(case, vendor=replace(case.vendor, ref=ref))
            seen = Seen(case, assess(case, PACK, ON), PACK, INTERNAL, chance.choice(SCOPES))
            for title, lines in ((sheet.title, sheet.lines(seen)) for sheet in SHEETS):
                survey.spools[title].add(list(lines))
        handed = SimpleNamespace(pack=PACK, profile=INTERNAL, excerpt=Excerpt(refs), on=ON)
        material = Material(cast(Any, handed), survey, register.rank)
        material.parts = (
            Page(titles.SCOPE, _policy, (30, 14, 14, 14, 14, 20)),
            *(part for sheet in SHEETS for part in sheet.parts(material)),
        )
        moment = datetime(ON.year, ON.month, ON.day, tzinfo=UTC)
        save_book(Book("By chance", "", "riskdesk", moment, material.parts), path)


def _policy(_written: tuple[Written, ...]) -> Iterator[Block]:
    yield from scope.policy(PACK)


def _differing(written: Path, mended: Path) -> Iterator[str]:
    """The cells that say something else than what was written."""
    books = [load_workbook(path, read_only=True, data_only=True) for path in (written, mended)]
    for sheet in SHEETS:
        rows = zip_longest(*(book[sheet.title].iter_rows(min_row=5, values_only=True) for book in books), fillvalue=())
        for number, (one, other) in enumerate(rows, 5):
            for place, pair in enumerate(zip_longest(one, other)):
                texts = [said(value) for value in pair]
                if texts[0] != texts[1]:
                    yield f"{sheet.title}, row {number}, column {place + 1}: {texts[0]!r}, not {texts[1]!r}"
    for book in books:
        book.close()


if __name__ == "__main__":
    sys.exit(main())
