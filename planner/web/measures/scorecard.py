"""The scorecard: every live measure under its aim and outcome, filtered and in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import request

from planner.domain.assessment import Assessment
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.scorecard_words import scorecard_sentence
from planner.domain.phrases import counted
from planner.domain.plan import Measure
from planner.domain.vocabulary import PROGRESS_BY_NEED
from planner.web.addresses import address_of
from planner.web.current_address import address_with
from planner.web.filters import FilterBar, FilterIndex, narrowed
from planner.web.kept import Kept
from planner.web.marks import Mark, progress_mark
from planner.web.measures.facets import measure_facets, searched_text
from planner.web.measures.rows import MeasureRow, measure_row
from planner.web.measures.scorecard_order import Place, in_scorecard_order, places_of
from planner.web.paging import Paged, paged
from planner.web.sorting import Order, SortHeading, in_order

_ALL = "all"
_SORTS = {
    "": "Aim and outcome",
    "progress": "What needs somebody first",
    "due": "Next reading, soonest first",
    "target": "Target date, soonest first",
    "measure": "Measure, A to Z",
}


@dataclass(frozen=True, kw_only=True)
class SortChoice:
    """One choice of the field that sorts the scorecard."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading row: an aim or an outcome with its page, or words alone."""

    code: str
    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class OutcomeBlock:
    """The measures of one outcome; without a heading where the list is sorted."""

    heading: Heading | None
    rows: tuple[MeasureRow, ...]


@dataclass(frozen=True, kw_only=True)
class AimBlock:
    """The outcomes of one aim with their measures."""

    heading: Heading | None
    is_continued: bool
    outcomes: tuple[OutcomeBlock, ...]


@dataclass(frozen=True, kw_only=True)
class RetiredMeasure:
    """A measure that is no longer read, whose readings stay."""

    code: str
    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ScorecardPage:
    """Everything that the scorecard's template displays."""

    lead: str
    is_empty: bool
    has_outcomes: bool
    sentence: str
    bar: FilterBar
    sorts: tuple[SortChoice, ...]
    headings: dict[str, SortHeading]
    key: tuple[Mark, ...]
    blocks: tuple[AimBlock, ...]
    paged: Paged[MeasureProgress]
    is_whole: bool
    whole_address: str
    pages_address: str
    retired: tuple[RetiredMeasure, ...]


def scorecard_page(assessment: Assessment) -> ScorecardPage:
    """Return the scorecard that the address asks for.

    Raises ``NotFound`` for a filter, order or page that the list does not have.
    """
    chosen = narrowed(_index(assessment), words_label="Words in the measure", kept=("pages",))
    rows, headings = in_order(chosen.rows, _orders())
    page = paged(rows, "measures")
    total = len(assessment.progress)
    return ScorecardPage(
        lead=scorecard_sentence(assessment.progress),
        is_empty=not total,
        has_outcomes=bool(assessment.plan.outcomes),
        sentence=_sentence(chosen.bar, len(rows), total),
        bar=chosen.bar,
        sorts=_sorts(),
        headings=headings,
        key=tuple(progress_mark(progress) for progress in PROGRESS_BY_NEED),
        blocks=_blocks(assessment, rows, page),
        paged=page,
        is_whole=request.args.get("pages") == _ALL,
        whole_address=address_with({"pages": _ALL}),
        pages_address=address_with({"pages": ""}),
        retired=tuple(
            RetiredMeasure(
                code=measure.code, title=measure.title, address=address_of(assessment, measure.code)
            )
            for measure in assessment.plan.measures
            if measure.retired_on is not None
        ),
    )


def _make_index(assessment: Assessment) -> FilterIndex[MeasureProgress]:
    return FilterIndex(
        (assessment.progress[code] for code in in_scorecard_order(assessment)),
        measure_facets(assessment),
        lambda told: searched_text(assessment, told),
    )


_index = Kept(_make_index)


def _orders() -> tuple[Order[MeasureProgress], ...]:
    def by_title(told: MeasureProgress) -> str:
        return told.measure.title.casefold()

    return (
        Order(name="measure", label="Measure", key=by_title),
        Order(name="target", label="Target", key=lambda told: told.measure.target_on),
        Order(name="due", label="Readings and next one due", key=lambda told: told.due_on),
        Order(
            name="progress",
            label="Progress and distance",
            key=lambda told: PROGRESS_BY_NEED.index(told.progress),
        ),
    )


def _sorts() -> tuple[SortChoice, ...]:
    wish = request.args.get("sort", "")
    labels = dict(_SORTS)
    if wish.startswith("-") and wish[1:] in labels:
        labels[wish] = f"{labels[wish[1:]]}, turned round"
    return tuple(SortChoice(code=code, label=label, is_chosen=code == wish) for code, label in labels.items())


def _sentence(bar: FilterBar, number: int, total: int) -> str:
    """Return how many measures are listed of how many, and what they were filtered by."""
    if not bar.is_used:
        return f"{counted(total, 'measures')}."
    return f"{number} of {counted(total, 'measures')}: {bar.in_words}."


def _blocks(
    assessment: Assessment, ordered: Sequence[MeasureProgress], page: Paged[MeasureProgress]
) -> tuple[AimBlock, ...]:
    places = places_of(assessment)
    if request.args.get("sort"):
        rows = tuple(
            measure_row(assessment, told, places[told.measure.code], is_grouped=False) for told in page.rows
        )
        flat = OutcomeBlock(heading=None, rows=rows)
        return (AimBlock(heading=None, is_continued=False, outcomes=(flat,)),) if rows else ()
    return tuple(_grouped(assessment, page.rows, _before(ordered, page)))


def _before(ordered: Sequence[MeasureProgress], page: Paged[MeasureProgress]) -> Measure | None:
    """Return the last measure of the page before, whose aim may go on here."""
    if not page.rows or page.rows[0] is ordered[0]:
        return None
    return ordered[ordered.index(page.rows[0]) - 1].measure


def _grouped(
    assessment: Assessment, rows: Sequence[MeasureProgress], before: Measure | None
) -> Iterator[AimBlock]:
    places = places_of(assessment)
    last = None if before is None else _aim_code(places[before.code])
    for code, of_aim in groupby(rows, lambda told: _aim_code(places[told.measure.code])):
        told = tuple(of_aim)
        yield AimBlock(
            heading=_aim_heading(assessment, places[told[0].measure.code]),
            is_continued=code == last,
            outcomes=tuple(_outcome_blocks(assessment, told)),
        )


def _aim_code(place: Place) -> str:
    return place.aim.code if place.aim else place.rest


def _outcome_blocks(assessment: Assessment, rows: Sequence[MeasureProgress]) -> Iterator[OutcomeBlock]:
    places = places_of(assessment)
    for _, of_outcome in groupby(rows, lambda told: places[told.measure.code].outcomes[:1]):
        told = tuple(of_outcome)
        outcome = places[told[0].measure.code].outcome
        yield OutcomeBlock(
            heading=None
            if outcome is None
            else Heading(
                code=outcome.code, title=outcome.title, address=address_of(assessment, outcome.code)
            ),
            rows=tuple(
                measure_row(assessment, each, places[each.measure.code], is_grouped=True) for each in told
            ),
        )


def _aim_heading(assessment: Assessment, place: Place) -> Heading:
    if place.aim is None:
        return Heading(code="", title=place.rest or "Outcomes that serve no aim yet", address="")
    return Heading(code=place.aim.code, title=place.aim.title, address=address_of(assessment, place.aim.code))
