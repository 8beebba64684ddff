"""Running a command: what it ends with, whatever happens. Exit codes are those of DESIGN 5."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from riskdesk.commands.choice import plain_start
from riskdesk.errors import RiskdeskError
from riskdesk.rules.text import clean_block

UNEXPECTED, INTERRUPTED, PIPE_CLOSED = 4, 130, 141


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and end the process: 0 done, 1 refused or wrong, 2 usage, 3 store, 4 fault, 130 Ctrl-C."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; errors go to standard error, a fault into a report, never a traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal or pipe that cannot spell a vendor's name gets it escaped; a listing must not end in a fault.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _done(sys.argv[1:] if arguments is None else arguments)
    except RiskdeskError as error:
        return _told(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _told("stopped", INTERRUPTED)
    except BrokenPipeError:
        return _quietly()
    except SystemExit as leaving:
        # Typer ends so where the reader of our output went away, and after completing a word for the shell.
        return PIPE_CLOSED if _muted() else int(leaving.code or 0)
    except Exception as error:
        # Typer keeps the class of its usage errors to itself; they are the ones that format their own message.
        said = getattr(error, "format_message", None)
        return _told(said() + _hint(error), 2) if said else _fault(error)


def _done(words: Sequence[str]) -> int:
    """Open the workbench at once, or have the words parsed and do what they say."""
    choice = plain_start(words)
    if choice is not None:
        from riskdesk.commands.opening import open_workbench

        open_workbench(choice)
        return 0
    from riskdesk.commands.every import typed

    code = typed(words)
    sys.stdout.flush()
    return _told("stopped", INTERRUPTED) if code == INTERRUPTED else code


def _muted() -> bool:
    return not isinstance(sys.stdout, io.TextIOBase) and type(sys.stdout).__name__ == "PacifyFlushWrapper"


def _hint(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f"\nsee: {context.command_path} --help" if context is not None else ""


def _told(text: str, code: int) -> int:
    first, *rest = clean_block(text).split("\n")
    print("riskdesk: " + "\n  ".join([first, *rest]), file=sys.stderr)
    return code


def _quietly() -> int:
    """The reader of our output went away: nothing more is written, also not at the interpreter's end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _fault(error: Exception) -> int:
    from riskdesk.faults import write_fault_report

    told = f"an unexpected fault ({type(error).__name__}); nothing of the unfinished change was kept"
    try:
        report = write_fault_report(error)
    except OSError as full:
        return _told(f"{told}\nno report could be written ({type(full).__name__})", UNEXPECTED)
    return _told(f"{told}\nreport, without any of the register's text: {report}", UNEXPECTED)
