"""Where an export goes: a name with the right ending, nothing there that was not meant, never the register itself."""

from collections.abc import Sequence
from pathlib import Path

from riskdesk.desk.opening import Desk
from riskdesk.errors import FileUnwritable


def check_target(desk: Desk, target: Path, suffixes: Sequence[str], *, replace: bool) -> None:
    """Raise FileUnwritable for another ending than `suffixes`, the register's own file, or one that must stay."""
    where = str(target)
    if target.suffix.casefold() not in suffixes:
        endings = " or ".join(suffixes)
        raise FileUnwritable(
            f"the name does not end in {endings}", where=where, remedy=f"Give a name such as register{suffixes[0]}."
        )
    if target.exists() and target.resolve() == desk.store.path.resolve():
        raise FileUnwritable("that is the register itself", where=where, remedy="Choose another name.")
    if target.exists() and not replace:
        raise FileUnwritable(
            "a file is already there",
            where=where,
            remedy="Choose another name, or allow replacing it (on the command line: --force).",
        )
