"""The workbench: the Textual app that shows screens, holds the themes and leaves the terminal as it was."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from riskdesk.errors import RiskdeskError
from riskdesk.faults import EXIT_CODE
from riskdesk.screens import opened
from riskdesk.settings import THEMES, Settings, read_settings, write_settings
from riskdesk.widgets import themes
from riskdesk.widgets.keys import key_uses
from riskdesk.widgets.palette import Actions
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS
from riskdesk.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from riskdesk.desk.opening import Desk
    from riskdesk.screens.first_run import FirstRunScreen

TABLES_AFTER = 0.5
"""Seconds until the tables are loaded: after the first frame and after the rules, which are wanted sooner."""
ENDING_SIGNALS = ("SIGTERM", "SIGHUP")
KEY_NAMES = {
    **{"enter": "Enter", "escape": "Esc", "space": "Space", "tab": "Tab", "backspace": "Backspace", "delete": "Del"},
    **{"home": "Home", "end": "End", "pageup": "PgUp", "pagedown": "PgDn", "f1": "F1"},
}


def run_workbench(desk: Desk | None, path: Path, *, banner: str = "") -> None:
    """Show the workbench until the person leaves it.

    Without a desk it asks for the first entries and makes the register at `path`, or opens the samples. Raises what
    ended it: RiskdeskError where the store failed under it, SystemExit with 128 and the signal's number, or the
    unexpected error itself.
    """
    with contextlib.ExitStack() as opened_samples:
        app = Workbench(
            desk, path=path, banner=banner, settings=read_settings(), open_samples=partial(_samples, opened_samples)
        )
        app.run()
        if app.fault is not None:
            raise app.fault
        if app.return_code:
            raise SystemExit(app.return_code)


class Workbench(App[None]):
    """Shows the register of a desk, or asks for the first entries where there is no register yet.

    Screens have a class for the size of the terminal: see riskdesk.widgets.sizes.
    After `run`, `fault` is the error that ended it, or None, and `return_code` the exit code.
    """

    TITLE = "riskdesk"
    COMMANDS: ClassVar[set[Any]] = {Actions}
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "keys", "Help", id="app.help", tooltip="Keys of this screen"),
        Binding("colon,ctrl+p", "command_palette", "Palette", show=False, id="app.palette", tooltip="Actions by name"),
        Binding("T", "next_theme", "Theme", show=False, id="app.theme", tooltip="Dark, light or high contrast"),
        Binding("y", "copy(False)", "Copy", show=False, id="app.copy", tooltip="Copy the line, cell or value here"),
        Binding(
            "Y",
            "copy(True)",
            "Copy all",
            show=False,
            id="app.copy_all",
            tooltip="Copy the page, the marked rows or this one, the form",
        ),
        Binding("q", "back", "Back", show=False, id="app.back", tooltip="Back one screen; at the first one, quit"),
        Binding(
            "ctrl+z", "suspend_process", "Suspend", show=False, id="app.suspend", tooltip="To the shell; fg returns"
        ),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit", tooltip="Quit; all is saved"),
    ]

    def __init__(
        self,
        desk: Desk | None,
        *,
        path: Path,
        banner: str = "",
        settings: Settings | None = None,
        open_samples: Callable[[], Desk] | None = None,
    ) -> None:
        """The workbench of `desk`; without one the first-run screen makes a register at `path` or opens the samples.

        `banner` stands in the register's first line.
        """
        # The first screen's style sheet is read with the app's: one that comes later has all of them parsed again.
        first = "register" if desk is not None else "first_run"
        super().__init__(css_path=["app.tcss", f"screens/{first}.tcss"])
        self._banner = banner
        self._desk = desk
        self._path = path
        self._open_samples = open_samples
        self.settings = settings or Settings()
        self.fault: Exception | None = None
        for theme in themes.ALL:
            self.register_theme(theme)
        # Not assigned, which has all style sheets parsed again, though none was read by the other theme.
        self.set_reactive(Workbench.theme, self.settings.theme)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_theme(self, theme_name: str) -> Theme | None:
        """Give the theme of that name. Textual asks for it with every line and looks among copies of all its own."""
        return themes.BY_NAME.get(theme_name) or super().get_theme(theme_name)

    def get_default_screen(self) -> Screen[Any]:
        """Give the screen to begin with: the register, or the first run where there is none."""
        if self._desk is not None:
            return opened("register", self._desk, self._banner)
        return opened("first_run", self._path, self._open_samples)

    def on_mount(self) -> None:
        """Leave the terminal in order when asked to end, and load the tables once the first frame is drawn."""
        loop = asyncio.get_running_loop()
        for name in ENDING_SIGNALS:
            number: int | None = getattr(signal, name, None)
            # Windows has no SIGHUP and its loops take no handlers, nor do loops outside the main thread.
            with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                if number is not None:
                    loop.add_signal_handler(number, self._end, number)
        self.set_timer(TABLES_AFTER, self._settle_down)

    def _settle_down(self) -> None:
        """Load the tables in a thread."""
        self.run_worker(_load_tables, thread=True, exit_on_error=False)

    def on_first_run_screen_ready(self, event: FirstRunScreen.Ready) -> None:
        """Show the register that the first run made or opened."""
        self.add_mode("register", lambda: opened("register", event.desk, event.banner))
        self.switch_mode("register")

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the terminal is too small for any screen."""
        if TooSmall.is_for(event.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())

    def get_key_display(self, binding: Binding) -> str:
        """Name keys as keyboards do."""
        return binding.key_display or KEY_NAMES.get(binding.key) or super().get_key_display(binding)

    def action_keys(self) -> None:
        """Show the keys of the screen on top."""
        self.push_screen(opened("help", self.screen.title or "this screen", key_uses(self.screen)))

    def action_copy(self, whole: bool) -> None:
        """Copy what the part with the focus shows under its cursor, or all of it."""
        from riskdesk.widgets.copying import copied
        from riskdesk.widgets.notices import copy

        text = copied(self.focused, whole=whole)
        if text:
            copy(self.screen, text)

    def action_next_theme(self) -> None:
        """Go to the next theme and keep it for the next start."""
        place = THEMES.index(self.settings.theme)
        self.settings = replace(self.settings, theme=THEMES[(place + 1) % len(THEMES)])
        self.theme = self.settings.theme
        write_settings(self.settings)

    async def action_back(self) -> None:
        """Leave the screen on top; leaving the last one ends the workbench."""
        if len(self.screen_stack) > 1:
            await self.pop_screen()
        else:
            self.exit()

    def _end(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """End with the error kept in `fault`: Textual would print a traceback with the values of the register."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.fault = self.fault or getattr(error, "error", error)
        self._return_code = self.fault.exit_code if isinstance(self.fault, RiskdeskError) else EXIT_CODE
        self._close_messages_no_wait()


def _samples(until: contextlib.ExitStack) -> Desk:
    """The sample register, thrown away when `until` closes."""
    from riskdesk.desk.demonstration import sample_desk

    return until.enter_context(sample_desk())


def _load_tables() -> None:
    """Load the tables, and let go of garbage from then on: what a start makes stays, and is never looked through."""
    from riskdesk.data.store import prepare_writes

    try:
        prepare_writes()
    finally:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
