"""Charts and heat map: they refer to the cells that they show, say what those say, and survive another program."""

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl.utils import range_boundaries
from reading_back import Shown

from riskdesk.desk.looking import look
from riskdesk.desk.opening import Desk, start
from riskdesk.desk.recording import add
from riskdesk.exports import titles
from riskdesk.exports.leaving import Asked
from riskdesk.exports.sheets import figures
from riskdesk.exports.styles import TIERS
from riskdesk.exports.workbook import write
from riskdesk.rules.tiers import label, tier_of

TODAY = date(2026, 11, 23)
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PAPER = {"A4": (b'paperSize="9"', (595, 842)), "Letter": (b'paperSize="1"', (612, 792))}


@dataclass(frozen=True)
class Plotted:
    """A reference of a chart, and what the chart says stands there."""

    cells: str
    values: list[str]


@dataclass(frozen=True)
class Bars:
    """A chart as its part of the file tells it: per series its name, its categories, its values."""

    series: list[tuple[Plotted, Plotted, Plotted]]

    @property
    def told(self) -> dict[str, dict[str, float]]:
        return {
            name.values[0]: dict(zip(words.values, map(float, numbers.values), strict=True))
            for name, words, numbers in self.series
        }


def charts(path: Path) -> list[Bars]:
    with ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [bars(ElementTree.fromstring(archive.read(name))) for name in names]


def bars(root: ElementTree.Element) -> Bars:
    return Bars([(plotted(one, "tx"), plotted(one, "cat"), plotted(one, "val")) for one in root.iter(f"{CHART}ser")])


def plotted(series: ElementTree.Element, part: str) -> Plotted:
    found = series.find(f"{CHART}{part}")
    assert found is not None
    cells = next(found.iter(f"{CHART}f")).text or ""
    return Plotted(cells, [value.text or "" for value in found.iter(f"{CHART}v")])


def cells(shown: Shown, reference: str) -> list[Any]:
    title, _, area = reference.rpartition("!")
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    found = shown.values[title.strip("'")].iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in found for value in row]


def begin(path: Path) -> Desk:
    return start(path, "Meridian Group", "M. Okafor", today=lambda: TODAY)


@pytest.mark.parametrize("name", ["board", "insurer"])
def test_every_chart_says_what_the_cells_say_that_it_refers_to(name: str, request: pytest.FixtureRequest) -> None:
    shown: Shown = request.getfixturevalue(name)
    found = charts(shown.path)
    assert [len(chart.series) for chart in found] == [1, 6, 2]
    for chart in found:
        for name_cell, words, numbers in chart.series:
            assert name_cell.values == cells(shown, name_cell.cells)
            assert words.values == cells(shown, words.cells)
            assert [float(value) for value in numbers.values] == cells(shown, numbers.cells)
            assert len(words.values) == len(numbers.values) > 1


def test_the_charts_show_the_register(desk: Desk, insurer: Shown) -> None:
    by_tier, by_action, by_month = (chart.told for chart in charts(insurer.path))
    rows = insurer.rows(titles.REGISTER)
    scope = [row["Vendor"] for row in rows if row["Tier"] in TIERS]
    tiers = Counter(row["Tier"] for row in rows)
    assert by_tier == {"Vendors": {tier: tiers[tier] for tier in TIERS}}
    assert {action: sum(told[action] for told in by_action.values()) for action in by_action["Signed"]} == {
        action.title: len(scope) for action in desk.pack.actions
    }
    ends = [row["Term end"] for row in insurer.rows("Contracts") if row["Vendor"] in scope and row["Term end"]]
    ahead = [day.date() for day in ends if day.date() >= TODAY]
    assert sum(by_month["Contract ends"].values()) == sum(day < date(2027, 11, 1) for day in ahead) > 0
    row = next(row for row in insurer.values[titles.OVERVIEW].iter_rows(values_only=True) if row[0] == "Contract ends")
    assert (row[14], row[15]) == (sum(day >= date(2027, 11, 1) for day in ahead), len(ahead))
    assert by_month["Contract ends"]["Jan\n2027"] == sum((day.year, day.month) == (2027, 1) for day in ahead)
    assert by_month["Contract ends"]["Past"] == 0 < by_month["Notice deadline"]["Past"]


@pytest.mark.parametrize("name", ["board", "insurer"])
def test_the_heat_map_counts_every_rated_vendor_once(
    desk: Desk, insurer: Shown, name: str, request: pytest.FixtureRequest
) -> None:
    shown: Shown = request.getfixturevalue(name)
    scope = [row["Vendor"] for row in insurer.rows(titles.REGISTER) if row["Tier"] in TIERS]
    outcomes = [outcome for ref in scope if (outcome := look(desk, ref).standing.outcome)]
    wanted = Counter((outcome.likelihood, outcome.impact) for outcome in outcomes)
    sheet = shown.values[titles.BOARD if name == "board" else titles.OVERVIEW]
    found: Counter[tuple[int, int]] = Counter()
    for row in sheet.iter_rows():
        if re.fullmatch(r"Likelihood \d", str(row[0].value)):
            likelihood = int(str(row[0].value)[-1])
            for impact in range(1, 6):
                cell = row[impact * 2 - 1]
                found[likelihood, impact] = int(str(cell.value))
                word = label(desk.pack, tier_of(desk.pack, likelihood * impact * 10))
                assert word in cell.number_format, cell.coordinate
                assert cell.fill.fgColor.rgb == f"00{TIERS[word][0]}"
    assert len(found) == 25
    assert +found == wanted
    assert sum(wanted.values()) == len(outcomes) > 0


def test_an_empty_register_has_nothing_to_draw_and_says_so(tmp_path: Path) -> None:
    made = begin(tmp_path / "register.db")
    with made.store:
        shown = Shown(write(made, tmp_path / "board.xlsx", Asked(profile="board")).path)
    assert charts(shown.path) == []
    assert any("nothing to draw" in text for _, _, text in shown.texts())


def test_of_one_vendor_the_charts_show_one(tmp_path: Path) -> None:
    made = begin(tmp_path / "register.db")
    with made.store:
        add(made, "vendor", {"name": "=Solo & <Co>"})
        shown = Shown(write(made, tmp_path / "one.xlsx").path)
    by_tier, by_action, by_month = (chart.told for chart in charts(shown.path))
    assert +Counter(by_tier["Vendors"]) == {"Unrated": 1}
    assert set(by_action["Not begun"].values()) == {1.0}
    assert sum(by_month["Notice deadline"].values()) == 0


def test_the_dates_that_come_next_stand_in_their_order(insurer: Shown) -> None:
    sheet = insurer.values[titles.OVERVIEW]
    rows = [(row[0].date(), str(row[1])) for row in sheet.iter_rows(values_only=True) if isinstance(row[0], datetime)]
    days = [day for day, _ in rows]
    assert days == sorted(days)
    assert all(("passed" in word) == (day < TODAY) for day, word in rows)
    assert 0 <= (max(days) - TODAY).days <= figures.DAYS


def test_the_same_register_gives_the_same_board(desk: Desk, board: Shown, tmp_path: Path) -> None:
    again = write(desk, tmp_path / "again.xlsx", Asked(profile="board"))
    assert again.path.read_bytes() == board.path.read_bytes()


def converted(source: Path, form: str, place: Path) -> Path:
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(place / "out"), str(source)]
    subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=180)
    return place / "out" / f"{source.stem}.{form}"


def on_paper(source: Path, paper: bytes, target: Path) -> Path:
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(PAPER["A4"][0], paper))
    return target


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_keeps_the_charts_and_what_they_show(board: Shown, tmp_path: Path) -> None:
    back = converted(board.path, "xlsx", tmp_path)
    assert [chart.told for chart in charts(back)] == [chart.told for chart in charts(board.path)]


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("paper", PAPER)
def test_the_board_page_prints_on_one_sheet(board: Shown, tmp_path: Path, paper: str) -> None:
    mark, size = PAPER[paper]
    printed = converted(on_paper(board.path, mark, tmp_path / "board.xlsx"), "pdf", tmp_path).read_bytes()
    pages = re.findall(rb"/Type\s*/Page\b[^s].*?/MediaBox\s*\[([^\]]*)\]", printed, re.DOTALL)
    sizes = [tuple(round(float(side)) for side in page.split()[2:]) for page in pages]
    # Tables are printed on landscape pages: what is upright is the board's.
    assert [(wide, high) for wide, high in sizes if wide < high] == [size]
