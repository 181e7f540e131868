"""The key facts of a measure: its evaluation framework, its type, and what it can be compared with."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.scorecard_words import type_words
from planner.domain.people.posts import PostHolders, holder_words
from planner.domain.phrases import listed
from planner.domain.plan import Measure
from planner.web.addresses import address_of
from planner.web.measures.framework_fields import framework_fields


@dataclass(frozen=True, kw_only=True)
class FactLink:
    """A code that leads to its page, with its title."""

    code: str
    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact: its name, its lines or links, and what is missing of it."""

    name: str
    lines: tuple[str, ...] = ()
    links: tuple[FactLink, ...] = ()
    missing: str = ""


def measure_facts(
    assessment: Assessment, told: MeasureProgress, holders: PostHolders | None
) -> tuple[Fact, ...]:
    """Return the facts of a measure in the order of the page; those that nobody needs are left out.

    ``holders`` are those of posts, for a reader who may see them.
    """
    measure = told.measure
    framework = {field.name: field for field in framework_fields(assessment, told)}
    held = {
        "Collated by": holder_words(holders, measure.collator_role, measure.collator_agency),
        "Presented by": holder_words(holders, measure.presenter_role),
    }
    parts = [
        Fact(name=name, lines=(*field.lines, *filter(None, (held.get(name),))), missing=field.missing)
        for name, field in framework.items()
    ]
    by_name = {fact.name: fact for fact in parts}
    first = [by_name.pop("Baseline"), by_name.pop("Target")]
    return tuple(
        fact
        for fact in (*first, _type(measure), *by_name.values(), *_further(assessment, measure))
        if fact.lines or fact.links or fact.missing
    )


def _type(measure: Measure) -> Fact:
    level = f"Level: {measure.level.label.lower()}" if measure.level else ""
    unit = f"Unit: {measure.unit}" if measure.unit not in ("", "%") else ""
    state = measure.state.label
    return Fact(name="Type and state", lines=tuple(filter(None, (type_words(measure), level, unit, state))))


def _further(assessment: Assessment, measure: Measure) -> Iterator[Fact]:
    coverage = assessment.coverage
    yield Fact(
        name="Clauses",
        links=tuple(
            FactLink(code=code, title=coverage[code].clause.title, address=address_of(assessment, code))
            for code in measure.clauses
            if code in coverage
        ),
    )
    yield Fact(name="Compared with", lines=tuple(filter(None, (measure.comparators,))))
    yield Fact(name="Broken down by", lines=(listed(measure.breakdowns),) if measure.breakdowns else ())
    masked = "Counts of 1 to 5 are hidden in everything that leaves the partnership"
    yield Fact(
        name="Small numbers",
        lines=(masked if measure.masks_small_numbers else "Not hidden: no count of people",),
    )
    last = measure.readings[-1] if measure.readings else None
    if last is not None and (last.entered_by or last.entered_on):
        day = long_date(last.entered_on) if last.entered_on else ""
        yield Fact(name="Last reading entered", lines=tuple(filter(None, (day, last.entered_by))))
