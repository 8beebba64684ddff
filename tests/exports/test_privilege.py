"""What is counsel's stays: no word of it, and no reference to it, in any byte of a workbook for an outside reader."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from reading_back import Shown

from riskdesk.data import sight
from riskdesk.desk import destroying, handing_over
from riskdesk.desk.answering import answer
from riskdesk.desk.attaching import attach_file, attach_note, attach_url, link, review, supersede
from riskdesk.desk.opening import Desk, open_desk, start
from riskdesk.desk.recording import add, edit
from riskdesk.desk.sequestering import sequester
from riskdesk.errors import UnknownProfile
from riskdesk.exports import titles
from riskdesk.exports.leaving import Asked
from riskdesk.exports.workbook import write
from riskdesk.rules.casefile import Value
from riskdesk.rules.profiles import PROFILES, profile_named
from riskdesk.rules.records import KINDS, Evidence, Organisation

TODAY, EARLIER = date(2026, 11, 23), date(2026, 11, 20)
SECRET = "quincunx"
OUTSIDE = [name for name, profile in PROFILES.items() if profile.outside]
COUNSELS = {(kind.name, spec.name) for kind in KINDS.values() for spec in kind.fields if spec.counsel}
_COUNT = re.compile(r"SELECT count\(\*\) FROM \"\w+\" WHERE (ref IN \(SELECT value FROM json_each\('.*'\)\) AND )?"
                    r"\"\w+\" <> ''")  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A register with the secret word in everything that is counsel's, and in the reasons around it."""
    folder = tmp_path_factory.mktemp("register")
    made = start(folder / "register.db", "Meridian Group", "M. Okafor", start_on=date(2026, 11, 1),
                 now=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC), today=lambda: EARLIER)  # fmt: skip
    ref = add(made, "vendor", {"name": "Northlight", "criticality": "4"}).record.ref
    answer(made, ref, "P2", Value("no"), note="by letter", counsel_note=f"says {SECRET}")
    late = attach_note(made, f"Ordinary at first, {SECRET}", vendor=ref, questions=["P2"])
    made = replace(made, now=_clock(), today=lambda: TODAY)
    _evidence(made, ref, folder)
    _counsels_fields(made, ref)
    with made.write("reclass", SECRET) as writing:
        writing.change(Evidence, late.ref, classification="privileged")
    answer(made, ref, "P4", Value("questionnaire"), note=f"bears on {late.ref} and {late.ref.lower()}; see EV-9999")
    with made.store:
        yield made


def _clock() -> Any:
    """Deeds at different moments: what one deed withholds, another may tell."""
    minutes = iter(range(10_000))
    return lambda: datetime(2026, 11, 23, 8 + (minute := next(minutes)) // 60, minute % 60, tzinfo=UTC)


def _counsels_fields(desk: Desk, vendor: str) -> None:
    given = {
        "dispute": {"vendor": vendor, "caption": "A v. B", "role": "respondent", "proof": "allegation",
                    "alleged_by": "A", "stage": "S3"},
        "contract": {"vendor": vendor, "title": "MSA"},
        "flow": {"vendor": vendor, "title": "Labels"},
        "proceeding": {"title": "Inquiry", "vehicle": "rfi"},
        "incident": {"title": "Reuse", "vendor": vendor},
    }  # fmt: skip
    names = {kind: [name for owner, name in COUNSELS if owner == kind] for kind, _ in COUNSELS}
    for kind, values in given.items():
        ref = add(desk, kind, {**values, **dict.fromkeys(names[kind], f"first {SECRET}")}).record.ref
        edit(desk, kind, ref, dict.fromkeys(names[kind], f"then {SECRET}"), f"because {SECRET}")
    with desk.write("direct", SECRET) as writing:
        writing.change(Organisation, "organisation", counsel_banner=f"{SECRET} LLP, matter 7", distribution="CISO")
    edit(desk, "vendor", vendor, {"legal_hold": f"{SECRET}, since May", "notes": "as told"}, f"because {SECRET}")


def _evidence(desk: Desk, vendor: str, folder: Path) -> None:
    secret = {"classification": "privileged", "source": f"https://{SECRET}.example/", "obtained_by": SECRET}
    file = folder / f"{SECRET}.pdf"
    file.write_text(f"advice of {SECRET}")
    first = attach_file(desk, file, vendor=vendor, questions=["C2"], fields={**secret, "title": f"Advice {SECRET}"})
    attach_url(desk, f"https://{SECRET}.example/a", vendor=vendor, fields={"classification": "privileged"})
    note = attach_note(desk, f"Call with {SECRET}\nat length", vendor=vendor, fields=secret)
    plain = attach_note(desk, "The letter", vendor=vendor, questions=["P2", "C2"])
    link(desk, first.ref, vendor, "P2", f"page of {SECRET}")
    review(desk, first.ref, f"checked by {SECRET}")
    supersede(desk, plain.ref, note.ref, f"{SECRET} wants it so")
    aside = attach_note(desk, f"Filed by mistake: {SECRET}", vendor=vendor, questions=["P6"])
    sequester(desk, aside.ref, f"{SECRET} asks it back")
    named = {"evidence": first.ref, "by": "A lab", "independent_how": "paid by us", "on": "2026-11-02"}
    add(desk, "corroboration", {"vendor": vendor, **named})
    gone = folder / "gone.txt"
    gone.write_text("nothing")
    piece = attach_file(desk, gone, vendor=vendor)
    destroying.destroy(desk, [piece.ref], destroying.Order(SECRET, "matter 7", TODAY, f"order of {SECRET}"))


def everything(path: Path) -> bytes:
    """The unzipped bytes of every part of a workbook, with the names of the parts."""
    with ZipFile(path) as archive:
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())


def withheld_refs(desk: Desk) -> frozenset[str]:
    with desk.store.read() as connection:
        return sight.withheld(connection, PROFILES["auditor"])


def test_the_register_is_full_of_it(desk: Desk, tmp_path: Path) -> None:
    """Else the tests below would find nothing for want of something to find."""
    found = everything(write(desk, tmp_path / "internal.xlsx").path).decode()
    assert found.count(SECRET) > 40
    assert all(ref in found for ref in withheld_refs(desk))
    with desk.store.read() as connection:
        for kind, name in COUNSELS:
            said = connection.execute(f'SELECT count(*) FROM "{kind}" WHERE "{name}" LIKE ?', (f"%{SECRET}%",))
            assert said.fetchone()[0], (kind, name)
    assert len(withheld_refs(desk)) == 5


@pytest.mark.parametrize("as_of", ["", EARLIER.isoformat()])
@pytest.mark.parametrize("profile", OUTSIDE)
def test_no_byte_of_an_outside_workbook_tells_it(desk: Desk, tmp_path: Path, profile: str, as_of: str) -> None:
    path = write(desk, tmp_path / f"{profile}.xlsx", Asked(profile=profile, as_of=as_of, to_whom="Grant & Co")).path
    found = everything(path).decode()
    assert SECRET not in found.casefold()
    assert not [ref for ref in withheld_refs(desk) if ref.casefold() in found.casefold()]
    assert "Northlight" in found


@pytest.mark.parametrize("profile", OUTSIDE)
def test_limited_to_a_vendor_it_tells_no_more(desk: Desk, tmp_path: Path, profile: str) -> None:
    found = everything(write(desk, tmp_path / "one.xlsx", Asked(profile=profile, vendors=["northlight"])).path).decode()
    assert SECRET not in found.casefold()
    assert not [ref for ref in withheld_refs(desk) if ref in found]


@pytest.mark.parametrize("profile", OUTSIDE)
def test_no_statement_selects_a_column_of_counsels(desk: Desk, tmp_path: Path, profile: str) -> None:
    """Of those columns only how many are filled is asked."""
    statements: list[str] = []
    original = handing_over._register

    def traced(used: Desk, day: date | None) -> Any:
        return Tracing(original(used, day), statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handing_over, "_register", traced)
        write(desk, tmp_path / "out.xlsx", Asked(profile=profile))
    assert len(statements) > 50
    named = [text for text in statements if re.search(r"\b(counsel_note|counsel_banner|legal_hold)\b", text)]
    assert len(named) == len(COUNSELS)
    assert not [text for text in named if not _COUNT.fullmatch(text)]


class Tracing:
    """The register's connection with every statement it runs noted, bound values written out."""

    def __init__(self, opened: Any, statements: list[str]) -> None:
        self._opened, self._statements = opened, statements

    def __enter__(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = self._opened.__enter__()
        connection.set_trace_callback(self._statements.append)
        self._connection = connection
        return connection

    def __exit__(self, *error: Any) -> Any:
        self._connection.set_trace_callback(None)
        return self._opened.__exit__(*error)


@pytest.mark.parametrize("profile", OUTSIDE)
def test_the_database_itself_refuses_them(desk: Desk, profile: str) -> None:
    with handing_over.opened(desk, profile=profile) as handed:
        for kind, name in COUNSELS:
            with pytest.raises(sqlite3.DatabaseError, match="prohibited"):
                handed.excerpt.connection.execute(f'SELECT "{name}" FROM "{kind}"')
        connection = handed.excerpt.connection
    assert connection.execute("SELECT count(*) FROM answer WHERE counsel_note <> ''").fetchone() == (1,)


@pytest.mark.parametrize("profile", OUTSIDE)
def test_the_cover_says_how_many_stay_by_kind(desk: Desk, tmp_path: Path, profile: str) -> None:
    path = write(desk, tmp_path / "out.xlsx", Asked(profile=profile)).path
    with handing_over.opened(desk, profile=profile) as handed:
        counted = {item.what: item.number for item in handed.withheld}
    assert counted["Counsel's note (answers)"] == 1
    assert counted["Direction of counsel (organisation)"] == 1
    assert counted["Legal hold (vendors)"] == 1
    assert (counted["Privileged evidence"], counted["Evidence set aside"]) == (4, 1)
    assert counted["Citations of that evidence in records"] == 1
    silent = counted.get("Log entries, all but number and hash", 0)
    assert silent >= 14 if "changes" in PROFILES[profile].sheets else silent == 0
    shown = Shown(path)
    if titles.COVER in shown.titles:
        facts = shown.facts(titles.COVER)
        assert {what: facts[what] for what in counted} == counted
        assert facts["Together"] == sum(counted.values())
    else:
        assert any(f"{sum(counted.values())} items withheld" in text for _, _, text in shown.texts())


def test_scores_are_the_same_for_every_reader(desk: Desk) -> None:
    def standings(profile: str) -> list[Any]:
        with handing_over.opened(desk, profile=profile) as handed:
            return [replace(one.standing, actions=()) for one in handed.looks()] + [
                (action.score, [(credit.points, credit.because) for credit in action.credits])
                for one in handed.looks()
                for action in one.standing.actions
            ]

    assert all(standings(profile) == standings("internal") for profile in OUTSIDE)


def test_a_cell_says_that_items_are_withheld(desk: Desk, tmp_path: Path) -> None:
    shown = Shown(write(desk, tmp_path / "out.xlsx", Asked(profile="auditor")).path)
    rows = {row["Question"]: row for row in shown.rows(titles.ANSWERS)}
    assert (rows["P2"]["Evidence"], rows["P2"]["Note"]) == ("3 items withheld", "by letter")
    assert rows["P4"]["Note"] == "bears on [withheld] and [withheld]; see EV-9999"
    assert [row["Evidence"] for row in shown.rows("Corroborations")] == ["1 item withheld"]
    kept = [row for row in shown.rows(titles.EVIDENCE) if row["Title"] == "gone.txt"]
    assert [row["Closed because"] for row in kept] == ["destroyed on order"]


def test_the_log_stays_without_a_gap_and_tells_what_it_may(desk: Desk, tmp_path: Path) -> None:
    shown = Shown(write(desk, tmp_path / "out.xlsx", Asked(profile="auditor")).path)
    rows = shown.rows(titles.CHANGES)
    assert sorted({row["Entry"] for row in rows}) == list(range(1, desk.store.log_seq() + 1))
    silent = [row for row in rows if row["Object"] == "withheld"]
    assert all(row["Who"] is row["Reference"] is row["Reason"] is None and row["Hash of the entry"] for row in silent)
    told = {(row["Object"], row["Field"]): row["New"] for row in rows}
    assert told["contract", "Title"] == "MSA"
    assert told["organisation", "Distribution"] == "CISO"
    assert told["vendor", "Notes"] == "as told"
    assert "1 withheld" in {field for kind, field in told if kind == "contract"}


def test_the_log_of_a_register_without_secrets_is_told_whole(tmp_path: Path) -> None:
    made = start(tmp_path / "register.db", "Meridian Group", "M. Okafor", today=lambda: TODAY)
    ref = add(made, "vendor", {"name": "Northlight"}).record.ref
    edit(made, "vendor", ref, {"owner": "Claims"}, "moved")
    with handing_over.opened(made) as inside, handing_over.opened(made, profile="auditor") as outside:
        assert list(outside.excerpt.entries()) == list(inside.excerpt.entries())
        assert outside.withheld == ()
    made.store.close()
    open_desk(tmp_path / "register.db").store.close()


def test_a_destroyed_piece_is_known_by_its_deed() -> None:
    assert sight.DESTROYED == destroying.DEED


def test_a_profile_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownProfile, match="internal, auditor"):
        profile_named("regulator")
