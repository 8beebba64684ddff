import statistics
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Region
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from riskdesk.widgets.painting import row_line
from riskdesk.widgets.table import Column, Row, RowTable, Sort

COLUMNS = (
    Column("name", "Vendor", 20, flex=1),
    Column("tier", "Tier", 8),
    Column("left", "Left", 5, align="right", min_terminal_width=100),
)
WIDE = tuple(Column(f"c{n}", f"Col {n}", 20) for n in range(8))


class Rows:
    """A source of rows that remembers what it was asked for."""

    def __init__(self, count: int, names: Mapping[str, str] | None = None) -> None:
        self.ids = [f"V{n}" for n in range(count)]
        self.names = dict(names or {})
        self.asked: list[list[str]] = []

    def fetch(self, ids: Sequence[str]) -> dict[str, Row]:
        self.asked.append(list(ids))
        return {key: (self.names.get(key, f"Vendor {key}"), ("HIGH", "high"), "12") for key in ids}

    @property
    def total(self) -> int:
        return sum(len(ids) for ids in self.asked)


class Desk(App[None]):
    def __init__(self, rows: Rows | None, columns: Sequence[Column] = COLUMNS) -> None:
        super().__init__()
        self.rows = rows
        self.table = RowTable(columns, empty_hint="No vendor yet.\nPress a to add one.", id="list")
        self.seen: list[Message] = []

    def compose(self) -> ComposeResult:
        if self.rows:
            self.table.set_source(self.rows.ids, self.rows.fetch)
        yield self.table
        yield Input()

    def on_mount(self) -> None:
        self.table.focus()

    def on_row_table_moved(self, message: RowTable.Moved) -> None:
        self.seen.append(message)

    on_row_table_opened = on_row_table_marked = on_row_table_heading_clicked = on_row_table_moved

    def told(self, kind: type[Message]) -> list[object]:
        """The ids, counts or keys of the messages of that kind, and forget them."""
        found = [m for m in self.seen if isinstance(m, kind)]
        self.seen = [m for m in self.seen if m not in found]
        return [next(vars(m)[name] for name in ("id", "count", "key") if name in vars(m)) for m in found]

    def lines(self) -> list[str]:
        """What the terminal shows of the table, line by line, scrollbars included."""
        region = self.table.region
        return [strip.text for strip in self.screen._compositor.render_strips()][region.y : region.bottom]


@asynccontextmanager
async def desk(
    rows: Rows | int | None, columns: Sequence[Column] = COLUMNS, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Desk, RowTable, Pilot[None]]]:
    app = Desk(Rows(rows) if isinstance(rows, int) else rows, columns)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, app.table, pilot


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", 0),
        ("j", 1),
        ("k", 0),
        ("down down up", 1),
        ("j j k", 1),
        ("G", 99),
        ("end", 99),
        ("G j", 99),
        ("G k g", 0),
        ("end home", 0),
        ("ctrl+d", 10),
        ("pagedown", 20),
        ("pagedown ctrl+u", 10),
        ("pagedown pageup", 0),
        ("G pageup", 79),
        ("pageup", 0),
        ("G pagedown", 99),
    ],
)
async def test_keys_move_the_cursor_and_keep_it_in_the_window(keys: str, expected: int) -> None:
    async with desk(100) as (app, table, pilot):
        assert table.page == 20
        await pilot.press(*keys.split())
        assert (table.cursor, table.cursor_id) == (expected, f"V{expected}")
        (line,) = [line for line in app.lines() if line.startswith(">")]
        assert line.startswith(f"> Vendor V{expected} ")
        assert app.lines()[0].startswith("  Vendor ")


async def test_moves_are_told_once_each() -> None:
    async with desk(3) as (app, table, pilot):
        assert app.told(RowTable.Moved) == ["V0"]
        await pilot.press("j", "j", "j", "j", "g", "g")
        assert app.told(RowTable.Moved) == ["V1", "V2", "V0"]
        assert table.move_to("V2")
        assert not table.move_to("nobody")
        await pilot.pause()
        assert app.told(RowTable.Moved) == ["V2"]


async def test_enter_opens_the_row() -> None:
    async with desk(3) as (app, _table, pilot):
        await pilot.press("j", "enter")
        assert app.told(RowTable.Opened) == ["V1"]


@pytest.mark.parametrize(
    ("row", "times", "cursor", "opened"),
    [(2, 1, 2, []), (2, 2, 2, ["V2"]), (0, 1, 0, ["V0"]), (0, 2, 0, ["V0"]), (2, 3, 2, ["V2"]), (9, 2, 0, [])],
)
async def test_clicks(row: int, times: int, cursor: int, opened: list[str]) -> None:
    async with desk(5) as (app, table, pilot):
        await pilot.click(RowTable, offset=(5, row + 1), times=times)
        assert table.cursor == cursor
        assert app.told(RowTable.Opened) == opened


async def test_click_after_scrolling_and_on_a_heading() -> None:
    async with desk(100) as (app, table, pilot):
        await pilot.press("G")
        await pilot.click(RowTable, offset=(5, 1))
        assert table.cursor_id == "V80"
        await pilot.click(RowTable, offset=(72, 0))
        assert app.told(RowTable.HeadingClicked) == ["tier"]
        assert table.cursor_id == "V80"


@pytest.mark.parametrize(
    ("keys", "marked", "cursor", "counts"),
    [
        ("space", {0}, 1, [1]),
        ("space k space", set(), 1, [1, 0]),
        ("space space j space", {0, 1, 3}, 4, [1, 2, 3]),
        ("space j j v", {0, 1, 2, 3}, 3, [1, 4]),
        ("j j j space g v", {0, 1, 2, 3}, 0, [1, 4]),
        ("space j v g v", set(), 0, [1, 3, 0]),
        ("v", {0}, 0, [1]),
        ("V", {0, 1, 2, 3, 4, 5}, 0, [6]),
        ("space V V", set(), 1, [1, 6, 0]),
        ("G space", {5}, 5, [1]),
    ],
)
async def test_marks(keys: str, marked: set[int], cursor: int, counts: list[int]) -> None:
    async with desk(6) as (app, table, pilot):
        await pilot.press(*keys.split())
        assert table.marks == {f"V{n}" for n in marked}
        assert table.cursor == cursor
        assert app.told(RowTable.Marked) == counts
        signs = [line[:2] for line in app.lines()[1:7]]
        assert signs == [(">" if n == cursor else " ") + ("*" if n in marked else " ") for n in range(6)]


async def test_marks_outlive_a_filter_and_can_be_cleared() -> None:
    rows = Rows(6)
    async with desk(rows) as (app, table, pilot):
        await pilot.press("space", "space")
        table.set_source(["V1", "V4"], rows.fetch)
        await pilot.press("V")
        assert table.marks == {"V0", "V1", "V4"}
        table.set_source(rows.ids, rows.fetch)
        await pilot.pause()
        assert [line[1] for line in app.lines()[1:7]] == ["*", "*", " ", " ", "*", " "]
        table.clear_marks(["V4", "never"])
        assert table.marks == {"V0", "V1"}
        table.clear_marks()
        await pilot.pause()
        assert app.told(RowTable.Marked) == [1, 2, 3, 2, 0]
        assert [line[1] for line in app.lines()[1:7]] == [" "] * 6


async def test_a_range_does_not_start_at_a_row_that_is_not_listed() -> None:
    rows = Rows(6)
    async with desk(rows) as (_app, table, pilot):
        await pilot.press("space")
        table.set_source(["V2", "V3", "V4"], rows.fetch)
        await pilot.press("j", "v")
        assert len(table.marks - {"V0"}) == 1


async def test_only_the_window_is_fetched_of_100_000_rows() -> None:
    rows = Rows(100_000)
    async with desk(rows, size=(140, 40)) as (app, table, pilot):
        assert table.page == 36
        assert (len(rows.asked), rows.total) == (1, 72)
        await pilot.press("j", "j", "space")
        assert rows.total == 72
        await pilot.press("G")
        assert table.cursor_id == "V99999"
        assert (len(rows.asked), rows.total) == (2, 144)
        assert max(len(ids) for ids in rows.asked) <= 3 * table.page
        assert app.lines()[-1].startswith("> Vendor V99999 ")
        await pilot.press("V", "g")
        assert len(table.marks) == 100_000
        assert rows.total == 144


async def test_scrolling_row_by_row_reads_a_page_ahead() -> None:
    rows = Rows(1000)
    async with desk(rows) as (_app, table, pilot):
        for _ in range(100):
            table.action_move(1)
            await pilot.pause()
        assert table.cursor == 100
        assert len(rows.asked) <= 6
        assert rows.total <= 140
        assert len({key for ids in rows.asked for key in ids}) == rows.total


async def test_hostile_text_is_drawn_as_text() -> None:
    names = {
        "V0": "[/] [UK] [@click=app.quit]x",
        "V1": "a\x1b[31mb\x1b]0;t\x07",
        "V2": "a\u202ebc\r\nd",
        "V3": "北京" * 100,
        "V4": "e\u0301" * 5_000,
        "V5": "",
        "V6": "\ud800",
    }
    async with desk(Rows(7, names)) as (app, table, _pilot):
        lines = app.lines()
        assert lines[1].startswith("> [/] [UK] [@click=app.quit]x ")
        assert lines[2].startswith("  a\ufffd[31mb\ufffd]0;t\ufffd ")
        assert lines[3].startswith("  a\ufffdbc d ")
        assert "…" in lines[4]
        assert all("HIGH" in line for line in lines[1:8])
        strips = [table.render_line(y) for y in range(table.size.height)]
        assert all(strip.cell_length == table.scrollable_content_region.width for strip in strips)
        assert all(strip.text.isprintable() for strip in strips)


async def test_a_tall_name_does_not_hide_that_it_is_cut() -> None:
    names = {"V0": "Aardvark " * 40}
    async with desk(Rows(1, names)) as (app, table, _pilot):
        first = table.render_line(1).text
        assert first.index("…") == first.index(" HIGH") - 1
        assert app.lines()[1].startswith("> Aardvark")


async def test_empty_table_shows_its_hint_and_takes_every_key() -> None:
    async with desk(0) as (app, table, pilot):
        await pilot.press(
            "j", "k", "g", "G", "ctrl+d", "ctrl+u", "pagedown", "pageup", "space", "v", "V", "h", "l", "enter"
        )
        await pilot.click(RowTable, offset=(5, 1))
        assert [line.rstrip() for line in app.lines()[1:4]] == ["  No vendor yet.", "  Press a to add one.", ""]
        assert (table.cursor, table.cursor_id, table.cursor_row, table.marks) == (0, None, None, frozenset())
        assert app.seen == []
        table.empty_hint = "Nothing holds [zzz]\x1b" + " and more" * 12
        await pilot.pause()
        assert app.lines()[1].startswith("  Nothing holds [zzz]\ufffd and more")
        assert app.lines()[2].strip().endswith("more")


async def test_table_without_a_source_is_empty() -> None:
    async with desk(None) as (app, _table, _pilot):
        assert app.lines()[1].startswith("  No vendor yet.")


async def test_one_row() -> None:
    async with desk(1) as (app, table, pilot):
        await pilot.press("j", "k", "G", "g", "pagedown", "pageup", "enter")
        assert (table.cursor, table.cursor_id) == (0, "V0")
        assert table.cursor_row == ("Vendor V0", ("HIGH", "high"), "12")
        assert app.told(RowTable.Opened) == ["V0"]
        assert app.told(RowTable.Moved) == ["V0"]


async def test_new_source_keeps_the_cursor_on_its_id() -> None:
    rows = Rows(1000)
    async with desk(rows) as (app, table, pilot):
        table.move_to("V500")
        await pilot.pause()
        app.seen.clear()
        table.set_source(rows.ids[::-1][:900], rows.fetch)
        await pilot.pause()
        assert (table.cursor, table.cursor_id) == (499, "V500")
        assert app.told(RowTable.Moved) == []
        assert [line for line in app.lines() if line.startswith("> Vendor V500 ")]

        table.set_source(["V3", "V498", "V503"], rows.fetch)
        await pilot.pause()
        assert table.cursor_id == "V498"
        assert app.told(RowTable.Moved) == ["V498"]
        assert [line.split()[-2] for line in app.lines()[1:4]] == ["V3", "V498", "V503"]
        assert table.scroll_offset.y == 0

        table.set_source([], rows.fetch)
        await pilot.pause()
        assert app.told(RowTable.Moved) == [None]
        assert app.lines()[1].startswith("  No vendor yet.")

        table.set_source(rows.ids, rows.fetch)
        await pilot.pause()
        assert app.told(RowTable.Moved) == ["V498"]
        assert [line for line in app.lines() if line.startswith("> Vendor V498 ")]


async def test_a_shorter_source_scrolls_back_to_its_end() -> None:
    rows = Rows(100)
    async with desk(rows) as (app, table, pilot):
        await pilot.press("G")
        table.set_source(rows.ids[50:], rows.fetch)
        await pilot.pause()
        assert app.lines()[1].startswith("  Vendor V80 ")
        assert app.lines()[20].startswith("> Vendor V99 ")


async def test_a_record_that_went_away_says_so() -> None:
    async with desk(0) as (app, table, pilot):
        table.set_source(["V0"], lambda ids: {})
        await pilot.pause()
        assert app.lines()[1].startswith("> (gone) ")


async def test_resize_hides_columns_and_keeps_the_cursor_in_the_window() -> None:
    async with desk(100, size=(140, 40)) as (app, table, pilot):
        await pilot.press("pagedown")
        assert "Left" in app.lines()[0]
        await pilot.resize_terminal(80, 12)
        await pilot.pause()
        assert "Left" not in app.lines()[0]
        assert table.cursor == 36
        assert [line for line in app.lines() if line.startswith("> Vendor V36 ")]
        assert not table.show_horizontal_scrollbar
        assert all(
            table.render_line(y).cell_length == table.scrollable_content_region.width for y in range(table.size.height)
        )
        await pilot.resize_terminal(140, 40)
        await pilot.pause()
        assert "Left" in app.lines()[0]


@pytest.mark.parametrize("size", [(1, 1), (3, 4), (20, 5), (40, 10)])
async def test_tiny_terminals_do_not_break_it(size: tuple[int, int]) -> None:
    async with desk(50, WIDE, size) as (_app, table, pilot):
        await pilot.press("j", "j", "l", "l", "h", "G", "ctrl+u", "space", "V")
        assert table.cursor_id == f"V{table.cursor}"
        assert all(
            table.render_line(y).cell_length == table.scrollable_content_region.width for y in range(table.size.height)
        )


async def test_columns_that_do_not_fit_scroll_beside_the_first() -> None:
    rows = Rows(100)
    async with desk(rows, WIDE) as (app, table, pilot):
        table.set_source(rows.ids, lambda ids: {key: tuple(f"{key}.{n}" for n in range(8)) for key in ids})
        await pilot.pause()
        assert app.lines()[0].split() == ["Col", "0", "Col", "1", "Col", "2", "Col", "3"]
        await pilot.press("l", "l")
        assert app.lines()[0].split() == ["Col", "0", "Col", "3", "Col", "4", "Col", "5"]
        assert app.lines()[1].startswith("> V0.0 ")
        assert app.lines()[1].split()[1:4] == ["V0.0", "V0.3", "V0.4"]
        await pilot.click(RowTable, offset=(24, 0))
        assert app.told(RowTable.HeadingClicked) == ["c3"]
        await pilot.press("h")
        assert app.lines()[0].split()[:4] == ["Col", "0", "Col", "2"]
        await pilot.press(*["right"] * 9)
        assert app.lines()[0].rstrip().endswith("Col 7")
        assert table.scroll_x == table.max_scroll_x
        await pilot.press(*["left"] * 9)
        assert table.scroll_x == 0


async def test_the_cursor_is_never_under_the_sideways_scrollbar() -> None:
    async with desk(100, WIDE) as (app, table, pilot):
        await pilot.press("G")
        assert table.show_horizontal_scrollbar
        assert app.lines()[-2].startswith("> Vendor V99 ")
    async with desk(100, size=(120, 24)) as (app, table, pilot):
        table.columns = (Column("name", "Vendor", 60), Column("tier", "Tier", 40))
        await pilot.resize_terminal(121, 24)
        table.action_move(table.page - 1)
        await pilot.pause()
        assert app.lines()[-1].startswith("> Vendor V19 ")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert table.show_horizontal_scrollbar
        assert app.lines()[-2].startswith("> Vendor V19 ")


async def test_sort_sign_stands_on_the_sorted_column() -> None:
    async with desk(3, size=(140, 40)) as (app, table, pilot):
        table.sort = Sort("left", descending=True)
        await pilot.pause()
        assert app.lines()[0].split() == ["Vendor", "Tier", "Left▼"]
        table.sort = Sort("tier")
        await pilot.pause()
        assert app.lines()[0].split() == ["Vendor", "Tier▲", "Left"]
        table.sort = None
        await pilot.pause()
        assert app.lines()[0].split() == ["Vendor", "Tier", "Left"]


def styled(table: RowTable, y: int) -> list[tuple[str, Style]]:
    return [(segment.text, segment.style or Style.null()) for segment in table.render_line(y) if segment.text.strip()]


async def test_highlight_marks_matches_in_the_first_column_alone() -> None:
    async with desk(Rows(2, {"V1": "High [high] roller"})) as (_app, table, pilot):
        table.highlight = "HIGH"
        await pilot.pause()
        underlined = [text for text, style in styled(table, 2) if style.underline]
        assert underlined == ["High", "high"]
        table.highlight = "[h"
        assert [text for text, style in styled(table, 2) if style.underline] == ["[h"]
        table.highlight = ""
        assert [text for text, style in styled(table, 2) if style.underline] == []


async def test_accents_follow_the_theme_and_the_cursor_keeps_one_pair_of_colours() -> None:
    async with desk(3) as (app, table, pilot):

        def accent(y: int) -> Style:
            return next(style for text, style in styled(table, y) if "HIGH" in text)

        def name(y: int) -> Style:
            return next(style for text, style in styled(table, y) if "Vendor" in text)

        dark = accent(2)
        assert dark.color != name(2).color
        assert dark.bgcolor == name(2).bgcolor
        assert accent(1).color == name(1).color
        assert accent(1).bold
        app.theme = "textual-light"
        await pilot.pause()
        assert accent(2).color not in (dark.color, name(2).color)
        assert name(2).bgcolor != name(1).bgcolor


def contrast(style: Style) -> float:
    """How far apart the brightness of text and background are, from 0 to 1."""
    ground, text = Color.from_rich_color(style.bgcolor), Color.from_rich_color(style.color)
    return abs(ground.brightness - text.brightness)


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord", "dracula"])
async def test_dim_text_is_weaker_than_plain_text_and_still_legible(theme: str) -> None:
    async with desk(0) as (app, table, pilot):
        app.theme = theme
        table.set_source(["V0", "V1"], lambda ids: dict.fromkeys(ids, ("Plain", ("Dim", "dim"))))
        await pilot.pause()
        plain, dim = (style for text, style in styled(table, 2) if text.split()[0] in ("Plain", "Dim"))
        assert 0.3 < contrast(dim) < contrast(plain)


async def test_the_cursor_looks_different_without_focus() -> None:
    async with desk(3) as (app, table, pilot):
        focused = styled(table, 1)
        app.query_one(Input).focus()
        await pilot.pause()
        blurred = styled(table, 1)
        assert [style for _, style in focused] != [style for _, style in blurred]
        assert [text for text, _ in focused] == [text for text, _ in blurred]


async def test_an_unknown_accent_and_a_short_row_are_drawn_plain() -> None:
    async with desk(0) as (app, table, pilot):
        table.set_source(["V0"], lambda ids: {"V0": (("Only a name", "no-such-style"),)})
        await pilot.pause()
        assert app.lines()[1].rstrip() == "> Only a name"


@pytest.mark.parametrize(("keys", "lines"), [("j", 2), ("jk", 2), ("Gkg", 3), ("j" * 7, 8)])
async def test_a_move_makes_the_lines_that_changed_and_no_others(
    keys: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(8) as (_app, _table, pilot):
        made: list[str] = []

        def counted(row: Row, placed: Any, look: Any, signs: str, highlight: str) -> Strip:
            made.append(signs)
            return row_line(row, placed, look, signs, highlight)

        monkeypatch.setattr("riskdesk.widgets.rowview.row_line", counted)
        await pilot.press(*keys)
        await pilot.pause()
        # A row is made once with the cursor's sign and once without; what was made before is drawn again.
        assert len(made) == lines


async def test_every_key_says_what_it_does() -> None:
    bindings = [binding for binding in RowTable.BINDINGS if not isinstance(binding, tuple)]
    assert len(bindings) == len(RowTable.BINDINGS)
    assert all(binding.description and binding.tooltip for binding in bindings)
    ids = [binding.id for binding in bindings]
    assert all(name and name.startswith("table.") for name in ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.benchmark
async def test_a_move_takes_less_than_a_frame() -> None:
    async with desk(10_000, size=(140, 40)) as (_app, table, _pilot):
        window = Region(0, 0, table.size.width, table.size.height)
        times = []
        for _ in range(200):
            start = time.perf_counter()
            table.action_move(1)
            table.render_lines(window)
            times.append(time.perf_counter() - start)
        assert statistics.median(times) < 0.016
