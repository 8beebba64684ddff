"""The process around a command: exit codes, faults, pipes, help, what is imported, completion."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from shells import ROOT, Shell, process

from riskdesk import __version__
from riskdesk.commands import running
from riskdesk.commands.every import app
from riskdesk.commands.running import main, run
from riskdesk.faults import fault_folder

HEAVY = ("textual", "rich", "sqlmodel", "sqlalchemy", "alembic", "openpyxl")


def words_of(command: object, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command and group, by the words that call it."""
    found = [before]
    for name, inner in getattr(command, "commands", {}).items():
        found += words_of(inner, (*before, name))
    return found


def every_command() -> list[tuple[str, ...]]:
    import typer.main

    return words_of(typer.main.get_command(app))


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_the_help_fits_a_screen_and_shows_an_example(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run([*words, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert any(line.strip().startswith("Example: riskdesk") for line in lines)


def test_every_command_stands_in_the_help_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    listed = capsys.readouterr().out.partition("Commands")[2].replace(",", " ").split()
    assert {words[0] for words in every_command() if words} <= set(listed)


@pytest.mark.parametrize("words", [(), ("--help",)])
def test_help_is_asked_for_in_both_ways(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    run(["evidence", *words])
    said = capsys.readouterr()
    assert "Example:" in said.out + said.err


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (KeyboardInterrupt(), 130, "riskdesk: stopped\n"),
        (RuntimeError("secret of the register"), 4, "an unexpected fault (RuntimeError)"),
        (MemoryError(), 4, "an unexpected fault (MemoryError)"),
        (OSError(5, "disk"), 4, "an unexpected fault (OSError)"),
    ],
)
def test_a_fault_ends_with_its_code_and_without_a_traceback(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, told: str
) -> None:
    def fail(*_words: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr("riskdesk.desk.looking.ids", fail)
    done = shell("list", "vendors")
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert "Traceback" not in done.err
    assert "secret" not in done.err
    reports = list(fault_folder().glob("*.txt")) if fault_folder().exists() else []
    assert len(reports) == (1 if code == 4 else 0)
    for report in reports:
        assert str(report) in done.err
        assert "secret" not in report.read_text("utf-8")


def test_a_fault_whose_report_cannot_be_written_is_told_all_the_same(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("riskdesk.desk.looking.ids", fail)
    fault_folder().parent.mkdir(parents=True)
    fault_folder().touch()
    done = shell("list", "vendors")
    assert done.code == 4
    assert "no report could be written" in done.err


def test_a_terminal_that_cannot_spell_a_name_gets_it_escaped(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in (["list", "vendors"], ["list", "vendors", "--json"]):
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii"))
        assert run(["--store", str(shell.store), *words]) == 0
        sys.stdout.flush()
        assert b"S\\xf6derhjelm" in raw.getvalue() or b"S\\u00f6derhjelm" in raw.getvalue()


def test_the_workbench_needs_a_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for words in ((), ("demo",)):
        done = shell(*words, stdin=b"")
        assert done.code == 2
        assert "riskdesk list vendors" in done.err

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert run(["--store", str(shell.store)]) == 2


def test_the_workbench_opens_on_the_register(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[bool, Path]] = []

    def show(desk: object, path: Path, banner: str) -> None:
        opened.append((desk is not None, path))

    monkeypatch.setattr("riskdesk.commands.opening.check_terminal", lambda: None)
    monkeypatch.setattr("riskdesk.app.run_workbench", show)
    monkeypatch.setenv("NO_COLOR", "")
    there = shell.store
    assert shell().code == 0
    monkeypatch.setenv("RISKDESK_STORE", str(there))
    assert run([]) == 0
    shell.store = there.with_name("other.db")
    assert shell().code == 0
    assert opened == [(True, there), (True, there), (False, shell.store)]
    assert "NO_COLOR" not in os.environ


class TestSamples:
    """A throw-away register, kept or written out."""

    def test_kept(self, nowhere: Shell, tmp_path: Path) -> None:
        place = tmp_path / "samples" / "register.db"
        assert nowhere("demo", "--keep", str(place)).out == f"sample register kept: riskdesk --store {place}\n"
        assert nowhere("demo", "--keep", str(place)).code == 3
        nowhere.store = place
        assert len(nowhere("list", "vendors", "--json").data) > 20
        assert nowhere("verify").code == 0

    def test_opened(self, nowhere: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[str] = []
        monkeypatch.setattr("riskdesk.commands.opening.check_terminal", lambda: None)
        monkeypatch.setattr("riskdesk.app.run_workbench", lambda desk, path, banner: opened.append(banner))
        assert nowhere("demo").code == 0
        assert "thrown away" in opened[0]


def test_main_ends_the_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"riskdesk {__version__}\n"
    assert running.PIPE_CLOSED == 141


def test_a_module_and_its_variables(shell: Shell, tmp_path: Path) -> None:
    done = process("list", "vendors", env={"RISKDESK_STORE": str(shell.store)})
    assert (done.returncode, done.stderr) == (0, "")
    assert "V-001" in done.stdout
    done = process("--store", str(tmp_path / "none.db"), "list", "vendors", env={"RISKDESK_STORE": str(shell.store)})
    assert done.returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
@pytest.mark.parametrize("words", [("list", "open"), ("list", "open", "--json"), ("questions", "--json")])
def test_a_reader_that_goes_away_is_no_fault(shell: Shell, words: tuple[str, ...]) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "RISKDESK_STORE": str(shell.store)}
    command = [sys.executable, "-m", "riskdesk", *words]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running_:
        assert running_.stdout is not None
        running_.stdout.readline()
        running_.stdout.close()
        assert running_.stderr is not None
        said = running_.stderr.read()
    assert said == b""
    assert running_.returncode in {running.PIPE_CLOSED, 0}


@pytest.mark.parametrize(
    "words",
    [["--version"], ["--help"], ["list", "vendors"], ["show", "V-001"], ["list", "disputes", "--json"], ["where"],
     ["questions", "C5"], ["list", "nonsense"]],
    ids=" ".join,
)  # fmt: skip
def test_looking_imports_neither_screens_nor_tables_nor_workbooks(shell: Shell, words: list[str]) -> None:
    code = (
        "import sys\nfrom riskdesk.commands.running import run\n"
        f"run({words!r})\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = process(code=code, env={"RISKDESK_STORE": str(shell.store)})
    assert done.stderr.splitlines()[-1] == "[]"


def test_completing_a_word_is_light(tmp_path: Path) -> None:
    code = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr))\n"
        "from riskdesk.commands.running import main\nmain([])"
    )
    variables = {"_RISKDESK_COMPLETE": "complete_bash", "COMP_WORDS": "riskdesk ver", "COMP_CWORD": "1"}
    done = process(code=code, env=variables)
    assert done.stdout.split() == ["verify"]
    assert done.stderr.splitlines()[-1] == "[]"
    assert done.returncode == 0
