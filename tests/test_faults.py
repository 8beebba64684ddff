"""Reports of unexpected faults: where in the code, nothing of the register."""

from pathlib import Path

import pytest

from riskdesk.faults import fault_folder, write_fault_report

SECRET = "Kestrel: capped at 3 M"


def fault() -> BaseException:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(f"bad {SECRET}") from first
    except ValueError as error:
        error.add_note(SECRET)
        return error


def test_report_names_classes_and_lines_alone() -> None:
    path = write_fault_report(fault())
    text = path.read_text("utf-8")
    assert path.parent == fault_folder()
    assert "error builtins.ValueError" in text
    assert "caused by builtins.KeyError" in text
    assert "test_faults.py, line" in text
    assert SECRET not in text
    assert str(Path.home()) not in text


def test_report_is_its_owners_alone() -> None:
    path = write_fault_report(fault())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_two_reports_are_two_files() -> None:
    assert write_fault_report(fault()) != write_fault_report(fault())


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert write_fault_report(first).read_text("utf-8").count("caused by") == 1


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        write_fault_report(fault(), tmp_path / "file" / "faults")
