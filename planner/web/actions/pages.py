"""What the list of actions shows, ready for its template."""

from dataclasses import dataclass

from flask import request

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date, quarter_ends
from planner.domain.delivery.schedule import Standing
from planner.domain.phrases import counted
from planner.domain.vocabulary import Delivery, Flag, Progress, Status, Term
from planner.packs.marks import delivery_symbol
from planner.web.actions.arranged_actions import ArrangingField, arranged_actions
from planner.web.actions.chosen_actions import chosen_actions, chosen_sentence
from planner.web.actions.plan_table import Block, blocks
from planner.web.addresses import plan_address
from planner.web.current_address import address_with
from planner.web.filters import FilterBar
from planner.web.marks import Mark, progress_mark
from planner.web.paging import Paged, paged
from planner.web.sorting import SortHeading
from planner.web.strips import quarter_heads

ALL_PAGES = "all"
_TROUBLE = (
    ("delivery", Delivery.OFF_TRACK),
    ("delivery", Delivery.AT_RISK),
    ("delivery", Delivery.UNVERIFIED),
    ("flag", Flag.OVERDUE),
)


@dataclass(frozen=True)
class CountLink:
    """A count of the listed actions, with the list that holds just them."""

    words: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ActionsPage:
    """Everything that the template of the action plan displays."""

    is_empty: bool
    sentence: str
    counts: tuple[CountLink, ...]
    ways_out: tuple[CountLink, ...]
    bar: FilterBar
    arranging: tuple[ArrangingField, ...]
    headings: dict[str, SortHeading]
    quarters: tuple[str, ...]
    blocks: tuple[Block, ...]
    paged: Paged[Standing]
    is_whole: bool
    whole_address: str
    pages_address: str
    timeline_address: str
    workbook_address: str
    as_at: str
    key: tuple[Mark, ...]
    progress_key: tuple[Mark, ...]


def actions_page(assessment: Assessment) -> ActionsPage:
    """Return the list that the address asks for: filtered, grouped, in order and one page of it.

    Raises ``NotFound`` for a filter, order, grouping or page that the list does not have.
    """
    chosen = chosen_actions(assessment, kept=("pages",))
    arranged = arranged_actions(assessment, chosen.rows)
    page = paged(arranged.rows, "actions")
    query = address_with({}, drop=("page", "pages")).partition("?")[2]
    return ActionsPage(
        is_empty=not assessment.standings,
        sentence=chosen_sentence(chosen.bar, len(arranged.rows), len(assessment.standings)),
        counts=_counts(chosen.bar),
        ways_out=() if arranged.rows else _ways_out(chosen.bar),
        bar=chosen.bar,
        arranging=arranged.fields,
        headings=arranged.headings,
        quarters=quarter_heads(quarter_ends(assessment.today)),
        blocks=blocks(assessment, arranged, page),
        paged=page,
        is_whole=request.args.get("pages") == ALL_PAGES,
        whole_address=address_with({"pages": ALL_PAGES}),
        pages_address=address_with({"pages": ""}),
        timeline_address=_beside(assessment, "actions.show_timeline", query),
        workbook_address=_beside(assessment, "actions.download_actions", query),
        as_at=long_date(assessment.today),
        key=_KEY,
        progress_key=_PROGRESS_KEY,
    )


def _beside(assessment: Assessment, endpoint: str, query: str) -> str:
    """Return the address of another page about the same actions."""
    address = plan_address(assessment, endpoint)
    return f"{address}?{query}" if query else address


def _counts(bar: FilterBar) -> tuple[CountLink, ...]:
    """Return what needs attention among the listed actions.

    The bar's own counts are those of the list for every field that is not in use.
    """
    counts = {}
    for field in bar.fields:
        if not any(option.is_chosen for option in field.options):
            counts.update({(field.name, option.code): option.count for option in field.options})
    return tuple(
        CountLink(_number_of(counts[name, term], term), address_with({name: term.value}))
        for name, term in _TROUBLE
        if counts.get((name, term.value))
    )


def _ways_out(bar: FilterBar) -> tuple[CountLink, ...]:
    """Return the filters without which something would be left, for a list in which nothing is."""
    return tuple(
        CountLink(f"Take away “{chip.label}”: {counted(chip.leaves, 'actions')}", chip.address)
        for chip in bar.chips
        if chip.leaves
    )


def _number_of(count: int, term: Term) -> str:
    return f"{count:,} {term.label.lower()}"


_KEY = (
    *(Mark(status, delivery_symbol(status), status.label) for status in Status),
    Mark(
        Delivery.UNVERIFIED,
        delivery_symbol(Status.ON_TRACK, verified=False),
        "Unverified: said once, and no longer to be relied on",
    ),
)
_PROGRESS_KEY = tuple(progress_mark(progress) for progress in Progress)
