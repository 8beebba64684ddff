"""From a table's columns to the fields of a vendor: which column fills what, and each row's values, checked."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from riskdesk.imports.columns import assigned
from riskdesk.imports.fields import Kind, ListField
from riskdesk.imports.tables import RawRow, RawTable, at_line, tidy_line
from riskdesk.imports.values import DateOrder, Unreadable, Value, read_date, read_days, read_factor, read_yes_no
from riskdesk.rules.text import REPLACEMENT, clean_block, clean_line

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A row that can be taken: its line, its values by field, and notes on what was cleaned.

    A field whose column is there and whose cell is empty is None; a field without a column is not among the values.
    `key` and `name` always are, `key` made from the name where the list has no column for it.
    """

    line: int
    values: Mapping[str, Value | None]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One reason why a row cannot be taken. `column` is its heading, "" for the whole row; `value` is cut and clean."""

    line: int
    column: str
    value: str
    what: str
    remedy: str

    def where(self, name: str) -> str:
        """The place, as errors name it: "vendors.csv, line 7, column 'Renewal'"."""
        place = at_line(name, self.line)
        return f"{place}, column '{self.column}'" if self.column else place


@dataclass(frozen=True)
class Mapped:
    """What each column fills, what no field takes, and the rows, read as they are asked for, once.

    `columns` goes from heading to field, in the list's order. A row that cannot be taken gives one RowProblem for each
    reason and no MappedRow. Asking for rows raises ImportRefused as the table's own rows do.
    """

    name: str
    columns: Mapping[str, str]
    left_out: tuple[str, ...]
    rows: Iterator[MappedRow | RowProblem]
    notes: tuple[str, ...] = field(default=())


def map_rows(table: RawTable, overrides: Mapping[str, str] | None = None, *, dates: DateOrder | None = None) -> Mapped:
    """The table's rows as vendor fields.

    `overrides` goes from heading to field, or to "-" to leave the column out; it comes before what headings mean by
    themselves. `dates` says the order of day and month where a date has two readings.

    Raises:
        UnknownColumn, UnknownField: an override names what is not there.
        ImportRefused: two columns for one field, or none for the name.
    """
    fields = assigned(table, overrides or {})
    columns = {table.headings[column]: listed.name for column, listed in fields.items()}
    left_out = tuple(
        heading or f"column {column + 1}, without a heading"
        for column, heading in enumerate(table.headings)
        if column not in fields
    )
    rows = _Reading(table, fields, dates).rows()
    return Mapped(table.name, columns, left_out, rows, table.notes)


class _Reading:
    """One pass over the rows; remembers the keys that it has met and where."""

    def __init__(self, table: RawTable, fields: Mapping[int, ListField], dates: DateOrder | None) -> None:
        self._table = table
        self._fields = fields
        self._dates = dates
        self._key_column = next((column for column, listed in fields.items() if listed.name == "key"), None)
        self._lines: dict[str, int] = {}

    def rows(self) -> Iterator[MappedRow | RowProblem]:
        for row in self._table.rows:
            values: dict[str, Value | None] = {}
            notes: list[str] = []
            problems = [*self._faults(row)]
            if not any(fault.column is None for fault in row.faults):
                problems += self._fill(row, values, notes)
            if problems:
                yield from problems
            else:
                yield MappedRow(row.line, values, tuple(notes))

    def _faults(self, row: RawRow) -> Iterator[RowProblem]:
        for fault in row.faults:
            if fault.column is None or fault.column in self._fields:
                heading = "" if fault.column is None else self._table.headings[fault.column]
                yield RowProblem(row.line, heading, _shown(fault.value), fault.what, fault.remedy)

    def _fill(self, row: RawRow, values: dict[str, Value | None], notes: list[str]) -> Iterator[RowProblem]:
        """Put the row's values and notes in place and give its problems."""
        faulty = {fault.column for fault in row.faults}
        for column, listed in self._fields.items():
            if column in faulty:
                continue
            heading, raw = self._table.headings[column], row.cells[column]
            text, note = _cleaned(raw, listed.kind)
            try:
                values[listed.name] = self._value(text, listed) if text else None
            except Unreadable as error:
                yield RowProblem(row.line, heading, _shown(raw), error.what, error.remedy)
            if note:
                notes.append(f"'{heading}': {note}")
        yield from self._identity(row, values)

    def _value(self, text: str, listed: ListField) -> Value:
        match listed.kind:
            case Kind.DATE:
                return read_date(text, self._dates)
            case Kind.COUNT:
                return read_days(text)
            case Kind.YES_NO:
                return read_yes_no(text)
            case Kind.FACTOR:
                return read_factor(text, listed.name)
        if len(text) > listed.longest:
            raise Unreadable(
                f"The text has {len(text):,} characters; at most {listed.longest:,} fit.", "Shorten the text."
            )
        if listed.kind is Kind.KEY and REPLACEMENT in text:
            raise Unreadable("The key holds characters that cannot be shown.", "Write the key anew.")
        return text

    def _identity(self, row: RawRow, values: dict[str, Value | None]) -> Iterator[RowProblem]:
        """See to the name and the key."""
        if "name" in values and values["name"] is None:
            yield self._missing(row, "name", "The vendor has no name.", "Write its name, or delete the row.")
        if self._key_column is None and values.get("name"):
            values["key"] = key_from(str(values["name"])) or None
            if values["key"] is None:
                yield self._missing(
                    row, "name", "No key can be made from this name.", "Give the list a column 'Vendor ID' with a key."
                )
        elif "key" in values and values["key"] is None:
            remedy = f"Write a key, or have keys made from names with --map '{self._heading('key')}=-'."
            yield self._missing(row, "key", "The vendor has no key.", remedy)
        if values.get("key"):
            yield from self._doubled(row, str(values["key"]))

    def _doubled(self, row: RawRow, key: str) -> Iterator[RowProblem]:
        earlier = self._lines.setdefault(key.casefold(), row.line)
        if earlier == row.line:
            return
        if self._key_column is None:
            what = f"The key '{key}', made from the name, is already that of line {earlier}."
            yield RowProblem(row.line, self._heading("name"), key, what, "Delete one row, or add a column 'Vendor ID'.")
        else:
            what = f"The key is already that of line {earlier}."
            yield RowProblem(row.line, self._heading("key"), _shown(key), what, "Delete one row, or change its key.")

    def _missing(self, row: RawRow, name: str, what: str, remedy: str) -> RowProblem:
        column = next(column for column, listed in self._fields.items() if listed.name == name)
        return RowProblem(row.line, self._heading(name), _shown(row.cells[column]), what, remedy)

    def _heading(self, name: str) -> str:
        return next(self._table.headings[column] for column, listed in self._fields.items() if listed.name == name)


def key_from(name: str, longest: int = 60) -> str:
    """A key made from a name: "Müller & Söhne GmbH" gives "muller-sohne-gmbh"; "" if it has no letter or digit."""
    split = unicodedata.normalize("NFKD", name.casefold())
    plain = unicodedata.normalize("NFC", "".join(sign for sign in split if not "\u0300" <= sign <= "\u036f"))
    words = "".join(sign if _in_word(sign) else " " for sign in plain).split()
    return "-".join(words)[:longest].strip("-")


def _in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign) in ("Mn", "Mc")


def _cleaned(raw: str, kind: Kind) -> tuple[str, str]:
    """The text without hostile signs and spaces at its ends, and a note if more than spaces had to go."""
    if raw.isascii() and raw.isprintable():
        return raw.strip(), ""
    composed = unicodedata.normalize("NFC", raw.strip())
    clean = (clean_block(composed) if kind is Kind.BLOCK else clean_line(composed)).strip()
    replaced = clean.count(REPLACEMENT) - composed.count(REPLACEMENT)
    if replaced:
        return clean, f"{replaced} {'sign' if replaced == 1 else 'signs'} that cannot be shown replaced"
    if kind is not Kind.BLOCK and "\n" in composed:
        return clean, "line ends replaced by spaces"
    return clean, ""


def _shown(value: str) -> str:
    """The value as a message may show it: clean, one line, at most 80 characters."""
    clean = tidy_line(value[: 4 * _SHOWN])
    return clean if len(clean) <= _SHOWN else clean[: _SHOWN - 1] + "…"
