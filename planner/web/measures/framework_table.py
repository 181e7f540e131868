"""The evaluation framework of the whole plan: one table, grouped by outcome, to print."""

from dataclasses import dataclass
from itertools import groupby

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.elements import live
from planner.domain.measures.framework import missing_parts
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.scorecard_words import state_words, type_words
from planner.domain.phrases import be, counted, have, named, some
from planner.domain.vocabulary import Collection
from planner.web.addresses import address_of, anchor
from planner.web.measures.framework_fields import FrameworkField, framework_fields
from planner.web.measures.scorecard_order import Place, in_scorecard_order, places_of


@dataclass(frozen=True, kw_only=True)
class FrameworkRow:
    """One measure with its framework; ``description`` is its plain definition."""

    anchor: str
    code: str
    title: str
    address: str
    description: str
    type: str
    state: str
    clauses: str
    fields: tuple[FrameworkField, ...]


@dataclass(frozen=True, kw_only=True)
class FrameworkBlock:
    """The measures of one outcome."""

    code: str
    title: str
    address: str
    aim: str
    rows: tuple[FrameworkRow, ...]


@dataclass(frozen=True, kw_only=True)
class Unmeasured:
    """An outcome that no measure shows."""

    code: str
    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class FrameworkPage:
    """Everything that the framework's template displays."""

    is_empty: bool
    lead: str
    as_at: str
    names: tuple[str, ...]
    blocks: tuple[FrameworkBlock, ...]
    unmeasured: tuple[Unmeasured, ...]


def framework_page(assessment: Assessment) -> FrameworkPage:
    """Return the framework of every live measure, in the order of the scorecard."""
    places = places_of(assessment)
    codes = in_scorecard_order(assessment)
    blocks = tuple(
        _block(assessment, places[group[0]], group)
        for group in (
            tuple(each)
            for _, each in groupby(codes, lambda code: (places[code].outcomes[:1], places[code].rest))
        )
    )
    return FrameworkPage(
        is_empty=not codes,
        lead=_lead(assessment),
        as_at=long_date(assessment.today),
        names=tuple(field.name for field in blocks[0].rows[0].fields) if blocks else (),
        blocks=blocks,
        unmeasured=_unmeasured(assessment),
    )


def _block(assessment: Assessment, place: Place, codes: tuple[str, ...]) -> FrameworkBlock:
    rows = tuple(_row(assessment, assessment.progress[code]) for code in codes)
    outcome = place.outcome
    if outcome is None:
        return FrameworkBlock(code="", title=place.rest, address="", aim="", rows=rows)
    return FrameworkBlock(
        code=outcome.code,
        title=outcome.title,
        address=address_of(assessment, outcome.code),
        aim=named(place.aim) if place.aim else "",
        rows=rows,
    )


def _row(assessment: Assessment, told: MeasureProgress) -> FrameworkRow:
    measure = told.measure
    return FrameworkRow(
        anchor=anchor(measure.code),
        code=measure.code,
        title=measure.title,
        address=address_of(assessment, measure.code),
        description=measure.description,
        type=type_words(measure),
        state=state_words(measure),
        clauses=", ".join(measure.clauses),
        fields=framework_fields(assessment, told),
    )


def _lead(assessment: Assessment) -> str:
    """Return how many measures have their whole framework, and which have not."""
    told = [each.measure for each in assessment.progress.values()]
    asked = [measure for measure in told if measure.state is not Collection.CANNOT_BE]
    gaps = [measure.code for measure in asked if missing_parts(measure)]
    excused = len(told) - len(asked)
    parts = [f"{counted(len(told), 'measures')}."]
    if asked and not gaps:
        parts.append(
            "Each says where its data comes from, who puts it together, who presents it, where and when."
        )
    elif gaps:
        parts.append(f"{some(gaps)} {have(len(gaps))} gaps, which the table names.")
    if excused:
        parts.append(f"{excused} {be(excused)} not asked for this, because it cannot be collected.")
    return " ".join(parts)


def _unmeasured(assessment: Assessment) -> tuple[Unmeasured, ...]:
    shown = {code for place in places_of(assessment).values() for code in place.outcomes}
    return tuple(
        Unmeasured(code=each.code, title=each.title, address=address_of(assessment, each.code))
        for each in live(assessment.plan.outcomes)
        if each.code not in shown
    )
