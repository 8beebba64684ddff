"""Registers of any size to measure with: vendors with half their questions answered, made through the desk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from riskdesk.desk.opening import Desk, start
from riskdesk.desk.standing import restand
from riskdesk.desk.vendors import first_round
from riskdesk.rules.casefile import Value
from riskdesk.rules.pack import Question
from riskdesk.rules.records import Answer, Contract, Product, Record, Search, Vendor

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FACTORS = ("1", "2", "3", "4", "5", "unknown")


def make(path: Path, vendors: int) -> None:
    """A register at `path` with that many vendors, every second question answered, all assessed for TODAY."""
    desk = start(
        path, "Benchmark", "B. Mark", start_on=TODAY - timedelta(days=36), now=lambda: NOW, today=lambda: TODAY
    )
    for first in range(0, vendors, 500):
        numbers = range(first, min(first + 500, vendors))
        with desk.write("import") as writing:
            writing.insert_many(vendor(number) for number in numbers)
            writing.insert_many(
                first_round(desk, writing, key(number), TODAY - timedelta(days=36)) for number in numbers
            )
            writing.insert_many(product(number) for number in numbers)
            writing.insert_many(contract(number) for number in numbers)
            writing.insert_many(search(number) for number in numbers)
            writing.insert_many(answer for number in numbers for answer in answers(desk, number))
            restand(desk, writing, [key(number) for number in numbers], "benchmark")
    desk.store.close()


def key(number: int) -> str:
    """A vendor's reference."""
    return f"V-{number:06}"


def vendor(number: int) -> Vendor:
    """A vendor with a name of its own and impact factors that vary."""
    picked = [FACTORS[(number // step) % len(FACTORS)] for step in (1, 2, 3, 5)]
    return Vendor(
        ref=key(number),
        name=f"Vendor {number:06} {('Systems', 'Labs', 'Speech', 'Search')[number % 4]}",
        owner=f"Owner {number % 40}",
        criticality=picked[0],
        dependency=picked[1],
        reach=picked[2],
        data_sensitivity=picked[3],
        provenance_anchor=FACTORS[number % len(FACTORS)] if number % 7 else "",
        provenance_reason="judged from the vendor's own statement",
    )


def product(number: int) -> Product:
    """The vendor's one product."""
    return Product(ref=f"PD-{number + 1:06}", vendor=key(number), name=f"Product {number}")


def contract(number: int) -> Contract:
    """The vendor's contract, its term ending somewhere within two years."""
    ends = TODAY + timedelta(days=number % 730)
    return Contract(ref=f"CT-{number + 1:06}", vendor=key(number), title="MSA", term_end=ends, notice_days=60)


def search(number: int) -> Search:
    """A search for disputes that found nothing."""
    on = TODAY - timedelta(days=number % 120)
    return Search(
        ref=f"SR-{number + 1:06}", vendor=key(number), searched_on=on, searched_by="B. Mark",
        sources=("docket", "tracker", "press"), scope="both", found="none",
    )  # fmt: skip


def answers(desk: Desk, number: int) -> Iterator[Record]:
    """An answer to every second question, in every state."""
    asked = [question for question in desk.pack.questions if question.type != "records"]
    wanted = len(desk.pack.questions) // 2
    for place, question in enumerate((asked[number % len(asked) :] + asked)[:wanted]):
        state = ("answered", "answered", "answered", "unknown", "declined")[(number + place) % 5]
        yield Answer(
            ref=f"{key(number)}/{question.id}",
            vendor=key(number),
            question=question.id,
            state=state,
            value=_value(question, number).to_json() if state == "answered" else "",
            note=f"Clause {place}.{number % 9}, read by the reviewer" if place % 3 == 0 else "",
            answered_on=TODAY - timedelta(days=number % 300),
            answered_by="B. Mark",
        )


def _value(question: Question, number: int) -> Value:
    option = question.options[number % len(question.options)].id if question.options else ""
    items = {item.id: question.marks[number % len(question.marks)].id for item in question.items}
    fields: dict[str, str | int | bool] = {}
    for field in question.fields:
        words: dict[str, str | int | bool] = {"int": 30, "bool": True, "date": "2026-11-01"}
        fields[field.name] = next(iter(field.choices), "") if field.type == "choice" else words.get(field.type, "told")
    return Value(option, items, fields)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
