"""The tables as SQLModel classes: one a record kind, built from the records' own fields, and the store's own tables.

Only a fresh store and single-record writes need this module; everything else speaks SQL, for it takes long to import.
`table=True` classes check nothing: rules check before a write and CHECK constraints at it. A constraint is named
`kind.field`, so that a refusal can say which field it was.
"""

from __future__ import annotations

import types
from functools import cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    create_mock_engine,
    text,
)
from sqlmodel import Field, SQLModel

from riskdesk.data.chain import Chain
from riskdesk.data.checks import LARGEST, check_of, day_check, flag_check, moment_check, range_check, words_check
from riskdesk.data.footings import COLUMNS as FOOTING_COLUMNS
from riskdesk.data.handoffs import HANDOFF
from riskdesk.data.log import LOG
from riskdesk.data.shapes import SHAPES, Shape
from riskdesk.data.sql_text import quoted
from riskdesk.data.standing import COLUMNS as STANDING_COLUMNS
from riskdesk.data.standing import TIERS_SHOWN
from riskdesk.rules.records import FieldSpec

METADATA = MetaData()
"""Every table of a store."""

_NULLABLE = {"date", "moment", "int", "bool", "ref"}
_WHOLE = {"int", "bool"}


class Row(SQLModel):
    """What all table classes share: the store's own metadata."""

    metadata = METADATA


def attribute(column: str) -> str:
    """The attribute of a table class for a column: its name, with a `_` after it where SQLModel has that name."""
    return column + "_" if hasattr(SQLModel, column) else column


def _checked(name: str, condition: str) -> tuple[CheckConstraint, ...]:
    # In a text of SQLAlchemy a colon begins a parameter.
    return (CheckConstraint(text(condition.replace(":", "\\:")), name=name),) if condition else ()


def _column(kind: str, spec: FieldSpec) -> Column[Any]:
    nullable = spec.type in _NULLABLE and not spec.required
    default = None if spec.type in _NULLABLE else text("'[]'" if spec.type == "many" else "''")
    parts: list[Any] = [ForeignKey(f"{spec.kind}.ref")] if spec.type == "ref" else []
    parts += _checked(f"{kind}.{spec.name}", check_of(spec))
    type_ = Integer() if spec.type in _WHOLE else Text()
    return Column(spec.name, type_, *parts, nullable=nullable, server_default=default)


def _table_class(name: str, columns: list[Column[Any]], *parts: Any) -> type[SQLModel]:
    body: dict[str, Any] = {
        "__tablename__": name,
        "__table_args__": parts,
        "__annotations__": {},
        "__module__": __name__,
    }
    for column in columns:
        body["__annotations__"][attribute(column.name)] = Any
        body[attribute(column.name)] = Field(default=None, sa_column=column)
    class_name = "".join(part.title() for part in name.split("_")) + "Row"
    return types.new_class(class_name, (Row,), {"table": True}, lambda namespace: namespace.update(body))


def _record_table(shape: Shape) -> type[SQLModel]:
    kind = shape.kind
    columns = [Column("ref", Text(), *_checked(f"{kind.name}.ref", "ref <> ''"), primary_key=True, nullable=False)]
    columns += [_column(kind.name, spec) for spec in kind.fields]
    columns += [Column(name, Text(), nullable=False) for name in shape.kept]
    refs = [spec.name for spec in kind.fields if spec.type == "ref"]
    indexes: list[Any] = [Index(f"{kind.name}_{name}", name) for name in refs]
    return _table_class(kind.name, columns, *indexes, *_MORE.get(kind.name, ()))


_MORE: dict[str, tuple[Any, ...]] = {
    "vendor": (Index("vendor_key", "folded", unique=True),),
    "answer": _checked("answer.question", "ref = vendor || '/' || question"),
}
"""What a table has beyond its fields."""


def _plain(table: str, name: str, type_: str) -> Column[Any]:
    bare = type_.removesuffix("?")
    whole = bare in {"int", "flag", "score"}
    nullable = bare != type_
    return Column(
        name, Integer() if whole else Text(), *_checked(f"{table}.{name}", _condition(name, bare)), nullable=nullable
    )


def _condition(name: str, type_: str) -> str:
    column = quoted(name)
    if name == "tier":
        return words_check(column, TIERS_SHOWN)
    conditions = {"day": day_check, "flag": flag_check, "moment": moment_check}
    if type_ in conditions:
        return conditions[type_](column)
    if type_ in {"int", "score"}:
        return range_check(column, *((0, 5) if type_ == "score" else (-LARGEST, LARGEST)))
    return ""


def _own_table(name: str, key: Column[Any], columns: dict[str, str], *parts: Any) -> Table:
    return Table(name, METADATA, key, *(_plain(name, column, type_) for column, type_ in columns.items()), *parts)


def _chain_table(chain: Chain, whole: frozenset[str], *parts: Any) -> Table:
    types_ = {name: "int" if name in whole else "text" for name in (*chain.columns, "prev", "hash")}
    types_ |= {"at": "moment"} | ({"old": "text?"} if "old" in types_ else {})
    key = Column("seq", Integer(), primary_key=True, nullable=False)
    return _own_table(chain.table, key, types_, *parts)


TABLES: dict[str, type[SQLModel]] = {name: _record_table(shape) for name, shape in SHAPES.items()}
"""The table class of each record kind, by its name."""

_own_table(
    "standing",
    Column("vendor", Text(), ForeignKey("vendor.ref"), primary_key=True, nullable=False),
    STANDING_COLUMNS,
    # The whole of what the filter reads stands in the index: the rows are wide.
    Index("standing_urgency", "hidden", text("urgency DESC"), "name_key", "vendor", "folded"),
    # Every other order of the register, and the counts, are read off this instead of rows ten times as wide.
    Index(
        "standing_orders",
        *("hidden", "name_key", "vendor", "owner_key", "tier_rank", "residual_tenths", "open", "next_on", "start_on"),
        *(f"a{number}_score" for number in range(1, 6)),
        *("tier", "retired", "excluded", "folded"),
    ),
)
_own_table(
    "footing",
    Column("vendor", Text(), ForeignKey("vendor.ref"), primary_key=True, nullable=False),
    FOOTING_COLUMNS,
)
_chain_table(LOG, frozenset(), Index("log_record", "kind", "ref"))
_chain_table(HANDOFF, frozenset({"bytes", "log_seq"}))
_own_table("meta", Column("key", Text(), primary_key=True, nullable=False), {"value": "text"})
# Alembic's own table, with its own constraint name, so that a fresh store looks like an upgraded one.
Table(
    "alembic_version",
    METADATA,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


@cache
def statements() -> tuple[str, ...]:
    """CREATE TABLE and CREATE INDEX of a fresh store: what METADATA.create_all would run, put into words once."""
    engine = create_mock_engine("sqlite://", lambda statement, *_words, **_named: found.append(statement))
    found: list[Any] = []
    METADATA.create_all(engine, checkfirst=False)
    texts = [str(statement.compile(dialect=engine.dialect)).strip() for statement in found]
    # A table's indexes are a set: only sorting gives them the same order each time.
    tables = [text for text in texts if text.startswith("CREATE TABLE")]
    return (*tables, *sorted(text for text in texts if text not in tables))
