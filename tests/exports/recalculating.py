"""What LibreOffice makes of a workbook's formulas once every number that stands beside them is spoilt."""

import math
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from riskdesk.exports import titles
from riskdesk.exports.book import FIRST_RECORD, HEADER_ROW

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""LibreOffice trusts the numbers beside formulas unless its profile says otherwise."""

_COMPUTED = re.compile(rb"(<c [^>]*>)<f>(.*?)</f><v>(.*?)</v>")


@dataclass(frozen=True)
class Differs:
    """A cell with a formula that LibreOffice does not mend to what the program wrote."""

    place: str
    written: object
    recalculated: object


def spoil(path: Path, into: Path) -> int:
    """Copy the workbook with the value of every formula replaced by a wrong one; gives how many there were."""
    spoilt = 0
    with ZipFile(path) as source, ZipFile(into, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for part in source.namelist():
            content = source.read(part)
            if part.startswith("xl/worksheets/"):
                content, found = _COMPUTED.subn(_wrong, content)
                spoilt += found
            target.writestr(part, content)
    return spoilt


def _wrong(found: re.Match[bytes]) -> bytes:
    wrong = b"spoilt" if b't="str"' in found[1] else b"-987654321"
    return b"%b<f>%b</f><v>%b</v>" % (found[1], found[2], wrong)


def recalculated(paths: Sequence[Path], folder: Path, seconds: float = 300) -> list[Path]:
    """The workbooks as LibreOffice saves them after working every formula out anew, in `folder`; in one run."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS)
    out = folder / "recalculated"
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, paths)], check=True, capture_output=True, timeout=seconds)
    return [out / path.name for path in paths]


def differences(written: Path, mended: Path) -> Iterator[Differs]:
    """Every cell with a formula that does not say, once recalculated, what the program wrote."""
    read = partial(load_workbook, data_only=True)
    formulas, values, again = load_workbook(written), read(written), read(mended)
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    one = values[sheet.title][cell.coordinate].value
                    other = again[sheet.title][cell.coordinate].value
                    if not _same(one, other):
                        yield Differs(f"{sheet.title}!{cell.coordinate}", one, other)


def _same(one: object, other: object) -> bool:
    """Whether both say the same; LibreOffice saves 15 digits of a number, and an empty text as nothing."""
    if isinstance(one, float) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-14)
    return (None if one == "" else one) == (None if other == "" else other)


def checks(path: Path) -> Iterator[tuple[str, object]]:
    """The place and value of every cell in the column "Check" of the sheets that work scores out."""
    book = load_workbook(path, data_only=True, read_only=True)
    for sheet in book.worksheets:
        if sheet.title.partition(" (")[0] in (titles.TRACE, titles.SCORES, titles.ANSWERS):
            heads = [cell.value for cell in next(sheet.iter_rows(HEADER_ROW, HEADER_ROW))]
            column = heads.index("Check") + 1
            for number, row in enumerate(sheet.iter_rows(FIRST_RECORD, None, column, column), FIRST_RECORD):
                yield f"{sheet.title}, row {number}", row[0].value
    book.close()
