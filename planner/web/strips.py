"""The strip of an action: its status at the ends of the last quarters, oldest first, and now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import full_month_year, month_year
from planner.domain.delivery.schedule import Standing
from planner.domain.delivery.strips import StripMark
from planner.domain.phrases import lower_first
from planner.domain.vocabulary import Delivery
from planner.packs.marks import delivery_symbol


@dataclass(frozen=True)
class StripCell:
    """One mark of a strip: its symbol, when it stood, what was said, and why that is unverified.

    ``words`` is the whole of it as one text, for where the drawing stands alone.
    """

    symbol: str
    when: str
    said: str
    note: str
    words: str


def quarter_strip(marks: Iterable[StripMark]) -> tuple[StripCell, ...]:
    """Return a cell for every mark of ``domain.strips``, in their order."""
    return tuple(_quarter_cell(mark) for mark in marks)


def now_cell(standing: Standing) -> StripCell:
    """Return the cell that ends a wide strip: how the action stands today."""
    return _cell(
        delivery_symbol(standing.declared, verified=standing.is_verified),
        "Now",
        "Now",
        standing.delivery.label,
        standing.unverified_because,
    )


def quarter_heads(days: Iterable[date]) -> tuple[str, ...]:
    """Return the three letters that stand over the marks of each quarter's end."""
    return tuple(month_year(day)[:3] for day in days)


def _quarter_cell(mark: StripMark) -> StripCell:
    said = mark.status.label if mark.verified else Delivery.UNVERIFIED.label
    symbol = delivery_symbol(mark.status, verified=mark.verified)
    return _cell(symbol, month_year(mark.on), full_month_year(mark.on), said, mark.unverified_because)


def _cell(symbol: str, when: str, long_when: str, said: str, note: str) -> StripCell:
    because = f", {note}" if note else ""
    return StripCell(symbol, when, said, note, f"{long_when}: {lower_first(said)}{because}")
