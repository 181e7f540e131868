"""Data sources and cross-walk: where every number comes from, what is hidden, and which duty it answers."""

from planner.domain.calendar import reading_due_on
from planner.domain.elements import live
from planner.domain.phrases import counted
from planner.domain.source_words import in_words
from planner.packs.review import Review
from planner.packs.tables.table import Column, Heading, Row, Sheet, Table
from planner.packs.tables.terms import terms_for

TITLE = "Data sources and cross-walk"


def sources_sheet(review: Review, built: tuple[str, ...]) -> Sheet:
    """Return the sheet of sources; ``built`` are the titles of the sheets that this pack has."""
    measures = live(review.plan.measures)
    hidden = _hidden_rows(review)
    return Sheet(
        number=22,
        title=TITLE,
        lead=f"{counted(len(measures), 'measures')}, "
        f"and {counted(len(hidden), 'readings')} without a number.",
        tables=(
            _measures(review),
            Table(
                name="hidden",
                title="Readings without a number",
                headings=(
                    Heading("Measure", Column.CODE, 10),
                    Heading("Period", width=44),
                    Heading("Mark", width=34),
                    Heading("What the mark means", width=24),
                ),
                rows=hidden,
                says="Counts of 1 to 5 are hidden before anything is written, with the baseline that would "
                "give them away. A hidden number is never a zero.",
                empty="Nothing is hidden in this pack.",
            ),
            _duties(review, built),
            _guidance(review),
        ),
    )


def _measures(review: Review) -> Table:
    names = review.plan.agency_names
    rows: list[Row] = [
        (
            measure.code,
            measure.title,
            measure.source,
            measure.method,
            measure.recorded_in,
            ", ".join(
                part for part in (measure.collator_role, names.get(measure.collator_agency, "")) if part
            ),
            ", ".join(part for part in (measure.presenter_role, measure.forum) if part),
            measure.frequency.label if measure.frequency else "",
            reading_due_on(measure, review.plan.starts_on),
            measure.state.label,
        )
        for measure in live(review.plan.measures)
    ]
    return Table(
        name="sources",
        title="Where the numbers come from",
        headings=(
            Heading("Measure", Column.CODE, 10),
            Heading("Title", width=44),
            Heading("Source", width=34),
            Heading("Method", width=34),
            Heading("Recorded in", width=24),
            Heading("Collated by", width=30),
            Heading("Presented by, to", width=30),
            Heading("How often", width=14),
            Heading("Next reading due", Column.DATE, 13),
            Heading("State", width=20),
        ),
        rows=tuple(rows),
        empty="The plan has no live measure yet.",
    )


def _hidden_rows(review: Review) -> tuple[Row, ...]:
    return tuple(
        (measure.code, reading.period, str(reading.mark.value), reading.mark.label)
        for measure in live(review.plan.measures)
        for reading in measure.readings
        if reading.mark is not None
    )


def _duties(review: Review, built: tuple[str, ...]) -> Table:
    nation = review.plan.partnership.nation
    known = {title.casefold(): title for title in built}
    rows: list[Row] = []
    for duty in review.assessment.guidance.duties:
        if duty.nation is not nation:
            continue
        source = in_words(duty.source, review.assessment.guidance.sources)
        here = [known[sheet.casefold()] for sheet in duty.sheets if sheet.casefold() in known]
        missing = [sheet for sheet in duty.sheets if sheet.casefold() not in known]
        rows.append(
            (
                duty.code,
                duty.requirement,
                ", ".join(here) or "Not in this pack",
                ", ".join(missing),
                source + (" (to be confirmed)" if duty.verify else ""),
            )
        )
    return Table(
        name="duties",
        title=f"What the {terms_for(nation).yearly_report} must say, and where this pack says it",
        headings=(
            Heading("Duty", Column.CODE, 10),
            Heading("What must be said", width=44),
            Heading("In this pack", width=34),
            Heading("Not built", width=34),
            Heading("Source", width=24),
        ),
        rows=tuple(rows),
        empty="No reporting duty is loaded for this nation.",
    )


def _guidance(review: Review) -> Table:
    rows: list[Row] = [
        (
            source.code,
            source.title,
            source.publisher,
            source.note + (" To be confirmed." if source.verify else ""),
            str(source.year or ""),
        )
        for source in review.assessment.guidance.sources
    ]
    return Table(
        name="guidance",
        title="Published sources that the rules and sheets refer to",
        headings=(
            Heading("Code", Column.CODE, 10),
            Heading("Title", width=44),
            Heading("Publisher", width=34),
            Heading("Note", width=34),
            Heading("Year", width=24),
        ),
        rows=tuple(rows),
        empty="No source is loaded.",
    )
