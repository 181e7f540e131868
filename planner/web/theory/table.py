"""Every element of the theory of change in one table: what it is, where it stands, whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.delivery.standing_words import tally
from planner.domain.elements import code_order
from planner.domain.layout.words import theory_sentence
from planner.domain.phrases import counted
from planner.domain.vocabulary import PROGRESS_BY_NEED, Delivery, Kind
from planner.web.addresses import address_of, anchor
from planner.web.current_address import address_with
from planner.web.filters import FilterBar, narrowed
from planner.web.marks import Mark, progress_mark, standing_mark
from planner.web.paging import Paged, paged
from planner.web.sorting import Order, SortHeading, in_order
from planner.web.theory.facts import (
    facts_of,
    standings_below,
)
from planner.web.theory.table_entries import Entry, index_of

#: More codes than this would make a row taller than its title.
MOST_CODES = 6
_KINDS = list(Kind)
_STATUSES = (*Delivery, *PROGRESS_BY_NEED)


@dataclass(frozen=True, kw_only=True)
class CodeLink:
    """A code that leads to its page, with the title that a reader of the code alone would miss."""

    code: str
    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One element as the table shows it.

    ``delivery`` is there for an action, ``progress`` for a measure, ``tally`` for anything else.
    ``measures`` and ``clauses`` are the first few; ``more_measures`` and ``more_clauses`` say how
    many others there are.
    """

    entry: Entry
    anchor: str
    address: str
    targets: tuple[CodeLink, ...]
    delivery: Mark | None
    progress: Mark | None
    tally: str
    measures: tuple[CodeLink, ...]
    more_measures: str
    clauses: tuple[CodeLink, ...]
    more_clauses: str


@dataclass(frozen=True, kw_only=True)
class TablePage:
    """The table as the address asks for it, with a sentence that says what it shows."""

    lead: str
    is_empty: bool
    says: str
    bar: FilterBar
    paged: Paged[Entry]
    rows: tuple[TableRow, ...]
    headings: dict[str, SortHeading]
    whole_address: str


def table_page(assessment: Assessment) -> TablePage:
    """Return the table filtered, sorted and paged as the address asks."""
    index = index_of(assessment)
    found = narrowed(index, words_label="Words in code, title or owner", kept=("sort", "pages"))
    entries, headings = in_order(found.rows, _ORDERS)
    says = f"{counted(len(entries), 'elements')}."
    if found.bar.is_used:
        says = f"{len(entries):,} of {counted(len(index.rows), 'elements')}: {found.bar.in_words}."
    page = paged(entries, "elements")
    return TablePage(
        lead=theory_sentence(assessment.plan, facts_of(assessment).tree),
        is_empty=not index.rows,
        says=says,
        bar=found.bar,
        paged=page,
        rows=tuple(_row(assessment, entry) for entry in page.rows),
        headings=headings,
        whole_address=address_with({"pages": "all"}) if page.pages > 1 else "",
    )


_ORDERS: tuple[Order[Entry], ...] = (
    Order(name="code", label="Code", key=lambda entry: code_order(entry.code)),
    Order(name="kind", label="Kind", key=lambda entry: _KINDS.index(entry.kind)),
    Order(name="title", label="Title", key=lambda entry: entry.title.casefold()),
    Order(name="target", label="Leads to", key=lambda entry: entry.targets[0] if entry.targets else None),
    Order(name="owner", label="Owner", key=lambda entry: entry.owner.casefold() or None),
    Order(
        name="status",
        label="Status",
        key=lambda entry: _STATUSES.index(entry.status) if entry.status else None,
    ),
    Order(name="measures", label="Measures", key=lambda entry: len(entry.measures)),
    Order(name="clauses", label="Clauses", key=lambda entry: len(entry.clauses)),
)


def _row(assessment: Assessment, entry: Entry) -> TableRow:
    standing = assessment.standings.get(entry.code)
    progress = assessment.progress.get(entry.code)
    return TableRow(
        entry=entry,
        anchor=anchor(entry.code),
        address=address_of(assessment, entry.code),
        targets=code_links(assessment, entry.targets),
        delivery=standing_mark(standing) if standing else None,
        progress=progress_mark(progress.progress) if progress else None,
        tally="" if standing or progress else tally(standings_below(assessment, entry.code)),
        measures=code_links(assessment, entry.measures[:MOST_CODES]),
        more_measures=_more(entry.measures),
        clauses=code_links(assessment, entry.clauses[:MOST_CODES]),
        more_clauses=_more(entry.clauses),
    )


def code_links(assessment: Assessment, codes: Iterable[str]) -> tuple[CodeLink, ...]:
    """Return the codes of elements and clauses as links; one that nothing in the plan has is left out."""
    plan, coverage = assessment.plan, assessment.coverage
    return tuple(
        CodeLink(
            code=code,
            title=plan.by_code[code].title if code in plan.by_code else coverage[code].clause.title,
            address=address_of(assessment, code),
        )
        for code in codes
        if code in plan.by_code or code in coverage
    )


def _more(codes: tuple[str, ...]) -> str:
    return f"and {len(codes) - MOST_CODES:,} more" if len(codes) > MOST_CODES else ""
