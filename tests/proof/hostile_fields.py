"""Fields that no form has: every column of every table, with a value that its sender would like."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer

from planner.store.tables.every_table import metadata

#: What columns of a name would best be, whatever they are of; Southmere is the second partnership.
_WANTED = {
    "partnership_id": "2",
    "person_id": "1",
    "role": "administrator",
    "partnership": "southmere",
    "plan": "2026-29",
    "agency": "police",
    "status": "complete",
    "way": "passkey",
}
#: What an edit by way of JSON or of another framework's forms calls the column of a table.
_FORMS = ("{column}", "{table}.{column}", "{table}-{column}", "{table}[{column}]")
#: What was sent has one of these in it, and nothing else in the world does.
MARKS = TEXT, DAY, NUMBER = "assigned en masse", "1999-09-09", "909090"


def columns() -> tuple[Column[Any], ...]:
    """Return every column of every table."""
    return tuple(column for table in metadata.sorted_tables for column in table.columns)


def hostile_fields(but: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every name for every column with a value, but for the fields that the form has itself."""
    for column in columns():
        for form in _FORMS:
            name = form.format(table=column.table.name, column=column.name)
            if name not in but:
                yield name, hostile_value(column)


def hostile_value(column: Column[Any]) -> str:
    """Return a value that fits the column and is none that the product would choose."""
    if column.name in _WANTED:
        return _WANTED[column.name]
    kinds = {Boolean: "1", Date: DAY, DateTime: f"{DAY}T09:09:09", Float: NUMBER, Integer: NUMBER}
    found = (value for kind, value in kinds.items() if isinstance(column.type, kind))
    return next(found, f"{TEXT}: {column.name}")


def is_marked(found: object) -> bool:
    """Return whether any of what was sent so is in what was found."""
    return any(mark in repr(found) for mark in MARKS)


def batches(fields: Iterator[tuple[str, str]], size: int) -> Iterator[dict[str, str]]:
    """Yield the fields in parts, as many at a time as a form may have."""
    waiting = dict(fields)
    names = list(waiting)
    for start in range(0, len(names), size):
        yield {name: waiting[name] for name in names[start : start + size]}
