"""Everything riskdesk refuses, one class per failure.

RiskdeskError            what went wrong, where, and what to do about it
    Refused              the request was understood and refused; the rest was done (exit 1)
    WrongUsage           the request itself is off (exit 2)
    StoreUnusable        the store cannot be opened, read or written (exit 3)

Each failure is a subclass beside these, in the section of its parent.
"""


class RiskdeskError(Exception):
    """A failure told to a person: `what` happened, `where` (file, row, column, field) and the `remedy`.

    None of the three may hold text that the register treats as sensitive: they are printed and logged.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.remedy:
            parts.append(self.remedy)
        return "\n".join(parts)


class Refused(RiskdeskError):
    """Understood, and refused: a rule of the register forbids it or what it names is not there."""


class WrongUsage(RiskdeskError):
    """The words of the request are off: an unknown name, a missing part, a value of the wrong form."""

    exit_code = 2


class StoreUnusable(RiskdeskError):
    """The store cannot be opened, read or written."""

    exit_code = 3


class UnknownRecord(Refused):
    """No record of that kind has that reference."""


class AlreadyThere(Refused):
    """A record of that kind has that reference already."""


class UnknownKind(WrongUsage):
    """No record kind has that name."""


class UnknownField(WrongUsage):
    """The record kind has no field of that name."""


class UnknownColumn(WrongUsage):
    """The list has no column of that name."""


class UnknownProfile(WrongUsage):
    """No profile of a hand-over has that name."""


class BadDate(WrongUsage):
    """A date of the request that is none, or that the register cannot be shown for."""


class BadValue(Refused):
    """A value that its field or question cannot take."""


class MissingValue(Refused):
    """A field that must be filled is empty."""


class ReasonNeeded(Refused):
    """The change is allowed only with a written reason."""


class NotAllowed(Refused):
    """A rule of the register forbids the change (DOMAIN 6)."""


class PackBroken(Refused):
    """A pack file cannot be used; `where` names the file and the entry."""


class PackMissing(StoreUnusable):
    """The register is scored by a pack that is not on this machine."""


class StoreMissing(StoreUnusable):
    """There is no store at that path yet."""


class StoreExists(StoreUnusable):
    """There is already a store at that path."""


class NotAStore(StoreUnusable):
    """The file is there and is not a riskdesk store."""


class StoreTooNew(StoreUnusable):
    """The store was written by a newer riskdesk."""


class StoreBusy(StoreUnusable):
    """Another process held the store longer than the wait."""


class StoreFull(StoreUnusable):
    """The disk is full or the store cannot grow; nothing of the change was kept."""


class FileUnreadable(Refused):
    """A file that was named cannot be read."""


class FileTooLarge(Refused):
    """A file that was named holds more than is taken."""


class EvidenceDamaged(Refused):
    """A file in the vault is missing, or is not what was attached."""


class FileUnwritable(Refused):
    """A file that was named cannot be written; what stood there before is untouched."""


class WorkbookTooLarge(Refused):
    """More than Excel can open; nothing was written."""


class ImportRefused(Refused):
    """A list that cannot be imported as a whole: form, size, headings, encoding."""


class ReplyRefused(Refused):
    """A filled-in questionnaire that cannot be taken as a whole: of another vendor, round or pack, or altered."""


class NoTerminal(WrongUsage):
    """The workbench needs a terminal that can draw; the plain commands do not."""


class Cancelled(RiskdeskError):
    """The person stopped it; nothing of it was kept."""

    exit_code = 130
