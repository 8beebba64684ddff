"""What the screens about one vendor have in common: its case as it stands now, and the keys that work on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from riskdesk.desk import looking, undoing
from riskdesk.desk.looking import Look
from riskdesk.desk.opening import Desk
from riskdesk.errors import RiskdeskError
from riskdesk.rules.pack import Question
from riskdesk.rules.records import KINDS
from riskdesk.screens import opened
from riskdesk.screens.picking import Offer, PickingScreen, among
from riskdesk.widgets import notices
from riskdesk.widgets.answered import records_in
from riskdesk.widgets.sizes import HEIGHTS, WIDTHS

_LATER = ("reviewer", "vendor", "insurance")
_HANGS_ON = {"terms": "flow", "signoff": "flow", "negotiation": "contract", "stage": "dispute"}


class CaseScreen(Screen[Any]):
    """A screen about one vendor. A subclass says in `refresh_case` how it shows `self.seen`."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", show=False, id="case.add", tooltip="Add a record about this vendor"),
        Binding("f", "attach", "Evidence", id="case.attach", tooltip="Attach a file, address or note, or link one"),
        Binding("x", "explain", "Explain", show=False, id="case.explain", tooltip="How tier and scores come about"),
        Binding("t", "history", "History", show=False, id="case.history", tooltip="What was changed, when and by whom"),
        Binding("u", "undo", "Undo", show=False, id="case.undo", tooltip="Take the last change back: a new log entry"),
        Binding("ctrl+r", "redo", "Redo", show=False, id="case.redo", tooltip="Do again what was taken back"),
        Binding("left_square_bracket", "beside(-1)", "Previous vendor", show=False, key_display="[",
                id="case.previous", tooltip="The vendor before, in the order of what to do next"),
        Binding("right_square_bracket", "beside(1)", "Next vendor", show=False, key_display="]",
                id="case.next", tooltip="The next vendor, in the order of what to do next"),
    ]  # fmt: skip

    def __init__(self, desk: Desk, vendor: str) -> None:
        """The case of `vendor`; raises UnknownRecord where there is none."""
        super().__init__()
        self.desk = desk
        self.seen: Look = looking.look(desk, vendor)

    @property
    def vendor(self) -> str:
        """The vendor's reference."""
        return self.seen.case.vendor.ref

    @property
    def here(self) -> Question | None:
        """The question that is shown, where the screen shows one."""
        return None

    def refresh_case(self) -> None:
        """Show `self.seen` as it is now."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Read again: another screen, or another process, may have changed the register."""
        self.reload()

    def reload(self) -> None:
        """Read the case again and show it."""
        self.seen = looking.look(self.desk, self.vendor)
        self.refresh_case()

    def do(self, deed: Callable[[], object], said: str = "") -> bool:
        """Run a deed and show what it changed; where it is refused, say why and give False."""
        try:
            deed()
        except RiskdeskError as error:
            notices.say_error(self, error)
            return False
        self.reload()
        if said:
            notices.say(self, said)
        return True

    def preset(self, kind: str) -> Mapping[str, str]:
        """What a new record of `kind` about this vendor begins with."""
        found = {"vendor": self.vendor} if KINDS[kind].field("vendor") else {}
        upper = _HANGS_ON.get(kind, "")
        above = records_in(self.seen.case, upper) if upper else ()
        if len(above) == 1:
            found[upper] = above[0].ref
        return found

    def add_record(self, kind: str) -> None:
        """Open the form of a new record of `kind`; a proceeding is linked to this vendor next."""

        def kept(ref: str | None) -> None:
            self.record_kept(ref)
            if ref and kind == "proceeding":
                link = {"vendor": self.vendor, "proceeding": ref}
                self.app.push_screen(opened("record", self.desk, "proceeding_link", None, link), self.record_kept)

        self.app.push_screen(opened("record", self.desk, kind, None, self.preset(kind)), kept)

    def open_record(self, kind: str, ref: str) -> None:
        """Open the form of a record."""
        self.app.push_screen(opened("record", self.desk, kind, ref), self.record_kept)

    def record_kept(self, ref: str | None) -> None:
        """Hear that the form of a record was left, having saved the record `ref` or, with None, nothing."""

    def action_add(self) -> None:
        """Open the form of the record that answers the question here, else choose a kind first."""
        if self.here is not None and self.here.type == "records":
            self.add_record(self.here.kind)
            return
        kinds = [kind for kind in KINDS.values() if kind.by_hand and kind.name not in _LATER]
        offers = [Offer(kind.name, kind.title, "about this vendor" if kind.field("vendor") else "") for kind in kinds]
        offers.sort(key=lambda offer: not offer.note)

        def picked(kind: str | None) -> None:
            if kind:
                self.add_record(kind)

        self.app.push_screen(PickingScreen("Add a record", among(offers)), picked)

    def action_attach(self) -> None:
        """Attach evidence to this vendor, and to the question here."""
        questions = (self.here.id,) if self.here is not None else ()
        self.app.push_screen(opened("attaching", self.desk, self.vendor, questions))

    def action_explain(self) -> None:
        """Show how the tier comes about."""
        self.app.push_screen(opened("explain", self.desk, self.vendor), self.go_to)

    def go_to(self, question: str | None) -> None:
        """Go to a question that another screen chose."""
        if question:
            action = self.desk.pack.by_id[question].action
            self.app.push_screen(opened("walk", self.desk, self.vendor, action, question))

    def action_history(self) -> None:
        """Show the history of the answer here, else the vendor's."""
        kind, ref = ("answer", f"{self.vendor}/{self.here.id}") if self.here is not None else ("vendor", self.vendor)
        self.app.push_screen(opened("history", self.desk, kind, ref))

    def action_undo(self) -> None:
        """Take the reviewer's last deed back."""
        self.do(lambda: undoing.undo(self.desk), "taken back")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.do(lambda: undoing.redo(self.desk), "done again")

    def action_beside(self, step: int) -> None:
        """Go to the vendor before or after this one."""
        order = looking.ids(self.desk)
        place = order.index(self.vendor) + step if self.vendor in order else 0
        if 0 <= place < len(order):
            self.seen = looking.look(self.desk, order[place])
            self.refresh_case()
        else:
            notices.say(self, "this is the last vendor" if step > 0 else "this is the first vendor")
