"""Long lists come in pages, whose number stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from planner.domain.errors import NotFound
from planner.domain.phrases import counted
from planner.web.current_address import address_with

Row = TypeVar("Row")

PAGE_SIZE = 50
AROUND = 1


@dataclass(frozen=True, kw_only=True)
class PageLink:
    """A link to one page of a list; without an address it stands for the pages left out."""

    number: int
    address: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Paged(Generic[Row]):
    """One page of a list. ``says`` is empty where everything is on one page."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    says: str
    before: str
    after: str
    links: tuple[PageLink, ...]


def paged(rows: Sequence[Row], what: str, size: int = PAGE_SIZE) -> Paged[Row]:
    """Return the page of the rows that the address asks for, 50 rows to a page unless told.

    ``what`` names the rows in the plural, such as ``actions``; ``pages=all`` in the address puts
    all of them on one page, for print. Raises ``NotFound`` for a page that the list does not have.
    """
    if request.args.get("pages") == "all":
        size = max(len(rows), 1)
    pages = max(1, -(-len(rows) // size))
    number = _number(pages)
    first = (number - 1) * size
    shown = tuple(rows[first : first + size])
    says = f"Showing {first + 1} to {first + len(shown)} of {counted(len(rows), what)}" if pages > 1 else ""
    return Paged(
        rows=shown,
        number=number,
        pages=pages,
        says=says,
        before=_address(number - 1) if number > 1 else "",
        after=_address(number + 1) if number < pages else "",
        links=_links(number, pages),
    )


def _number(pages: int) -> int:
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= pages):
        raise NotFound("This list has no such page. Go back to the first one.")
    return int(text)


def _address(number: int) -> str:
    return address_with({"page": str(number) if number > 1 else ""}, drop=())


def _links(number: int, pages: int) -> tuple[PageLink, ...]:
    if pages == 1:
        return ()
    shown = [each for each in range(1, pages + 1) if each in (1, pages) or abs(each - number) <= AROUND]
    links: list[PageLink] = []
    last = 0
    for each in shown:
        if each > last + 1:
            links.append(PageLink(number=0, address="", is_current=False))
        links.append(PageLink(number=each, address=_address(each), is_current=each == number))
        last = each
    return tuple(links)
