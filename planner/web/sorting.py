"""The order of a table, kept in the address: ``sort=end`` upwards, ``sort=-end`` downwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request

from planner.domain.errors import NotFound
from planner.web.current_address import address_with

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Order(Generic[Row]):
    """One column that a table can be sorted by: its name in the address, its heading, and its key.

    The key may be ``None`` for a row without a value; such rows always come last.
    """

    name: str
    label: str
    key: Callable[[Row], Any]


@dataclass(frozen=True, kw_only=True)
class SortHeading:
    """A column heading that sorts: where it leads, and how the table is sorted by it now."""

    name: str
    label: str
    address: str
    direction: str


def in_order(
    rows: Sequence[Row], orders: Sequence[Order[Row]]
) -> tuple[tuple[Row, ...], dict[str, SortHeading]]:
    """Return the rows in the order that the address asks for, and every column's heading by its name.

    Without a wish the rows keep their own order; a second click on a heading turns it round, a
    third one gives back the plan's order. ``direction`` is ``ascending``, ``descending`` or empty.
    Raises ``NotFound`` for an order that the table does not have.
    """
    wish = request.args.get("sort", "")
    name, descending = wish.removeprefix("-"), wish.startswith("-")
    by_name = {order.name: order for order in orders}
    if wish and name not in by_name:
        raise NotFound("This list cannot be put in that order. Go back and choose one of the headings.")
    ordered = tuple(rows)
    if wish:
        ordered = _sorted(rows, by_name[name].key, descending=descending)
    headings = {
        order.name: SortHeading(
            name=order.name,
            label=order.label,
            address=address_with({"sort": _next_wish(order.name, wish)}),
            direction=_direction(order.name, wish),
        )
        for order in orders
    }
    return ordered, headings


def _sorted(rows: Sequence[Row], key: Callable[[Row], Any], *, descending: bool) -> tuple[Row, ...]:
    known = sorted((row for row in rows if key(row) is not None), key=key, reverse=descending)
    return (*known, *(row for row in rows if key(row) is None))


def _next_wish(name: str, wish: str) -> str:
    return {name: f"-{name}", f"-{name}": ""}.get(wish, name)


def _direction(name: str, wish: str) -> str:
    return {name: "ascending", f"-{name}": "descending"}.get(wish, "")
