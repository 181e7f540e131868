"""Headings that sort: upwards, downwards, and back to the plan's own order."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from flask import Flask

from planner.domain.errors import NotFound
from planner.web.sorting import Order, SortHeading, in_order

APP = Flask(__name__)


@dataclass(frozen=True)
class Row:
    name: str
    days: int | None


ROWS = (Row("late", 3), Row("unknown", None), Row("soon", 1), Row("later", 7))
ORDERS = (
    Order[Row](name="days", label="Days", key=lambda row: row.days),
    Order[Row](name="name", label="Name", key=lambda row: row.name),
)


def ordered(address: str) -> tuple[list[str], dict[str, SortHeading]]:
    with APP.test_request_context(address):
        rows, headings = in_order(ROWS, ORDERS)
    return [row.name for row in rows], headings


def test_without_a_wish_rows_keep_their_order() -> None:
    names, headings = ordered("/list")
    assert names == ["late", "unknown", "soon", "later"]
    assert {heading.direction for heading in headings.values()} == {""}


def test_rows_without_a_value_come_last_both_ways() -> None:
    assert ordered("/list?sort=days")[0] == ["soon", "late", "later", "unknown"]
    assert ordered("/list?sort=-days")[0] == ["later", "late", "soon", "unknown"]


def test_three_clicks_on_a_heading_lead_back_to_the_first_list() -> None:
    address, seen = "/list?lead=police", []
    for _ in range(3):
        names, headings = ordered(address)
        seen.append((names[0], headings["days"].direction))
        address = headings["days"].address
    assert seen == [("late", ""), ("soon", "ascending"), ("later", "descending")]
    assert urlsplit(address).query == "lead=police"


def test_an_unknown_order_is_an_error() -> None:
    with pytest.raises(NotFound, match="put in that order"):
        ordered("/list?sort=colour")
