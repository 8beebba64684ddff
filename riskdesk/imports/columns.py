"""Which column of a list fills which field: by its heading, or by what the person who imports says."""

from collections.abc import Mapping, Sequence

from riskdesk.errors import ImportRefused, UnknownColumn, UnknownField
from riskdesk.imports.fields import FIELDS, ListField, field_for
from riskdesk.imports.tables import RawTable, at_line, tidy_line

LEFT_OUT = "-"


def assigned(table: RawTable, overrides: Mapping[str, str]) -> dict[int, ListField]:
    """The field of each column that fills one, by the column's position from 0; see `map_rows`."""
    wanted = {_position(table, heading): _field(table, name) for heading, name in overrides.items()}
    taken = {listed.name for listed in wanted.values() if listed}
    found: dict[int, ListField] = {}
    for column, heading in enumerate(table.headings):
        meant = field_for(heading)
        by_itself = FIELDS[meant] if meant and meant not in taken else None
        if listed := wanted.get(column, by_itself):
            found[column] = listed
    _refuse_shared(table, found)
    if not any(listed.name == "name" for listed in found.values()):
        raise ImportRefused(
            "No column holds the vendors' names.",
            where=at_line(table.name, table.heading_line),
            remedy=f"Say which one does with --map COLUMN=name. Columns: {_quoted(table.headings)}.",
        )
    return found


def _position(table: RawTable, heading: str) -> int:
    """The column of that heading: as written, else whatever its capitals."""
    asked = tidy_line(heading)
    if asked and asked in table.headings:
        return table.headings.index(asked)
    capitals = [known.casefold() for known in table.headings]
    if asked and asked.casefold() in capitals:
        return capitals.index(asked.casefold())
    raise UnknownColumn(
        f"The list has no column '{asked}'.", where=table.name, remedy=f"Columns: {_quoted(table.headings)}."
    )


def _field(table: RawTable, name: str) -> ListField | None:
    asked = name.strip().casefold().replace(" ", "_")
    if asked == LEFT_OUT:
        return None
    if asked not in FIELDS:
        raise UnknownField(
            f"A list fills no field '{tidy_line(name)}'.",
            where=table.name,
            remedy=f"Fields: {', '.join(FIELDS)}; - leaves the column out.",
        )
    return FIELDS[asked]


def _refuse_shared(table: RawTable, found: Mapping[int, ListField]) -> None:
    first: dict[str, str] = {}
    for column, listed in found.items():
        heading = table.headings[column]
        if listed.name in first:
            raise ImportRefused(
                f"Columns '{first[listed.name]}' and '{heading}' both fill {listed.name}.",
                where=at_line(table.name, table.heading_line),
                remedy=f"Leave one out, as with --map '{heading}=-'.",
            )
        first[listed.name] = heading


def _quoted(headings: Sequence[str]) -> str:
    return ", ".join(f"'{heading}'" for heading in headings if heading)
