"""The figure of one measure: its chart, its finding, and the table of all its readings."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.domain.measures.course import course_finding, course_sentences
from planner.domain.measures.distance import numeric_readings
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.trend_words import trend_sentence
from planner.domain.phrases import lower_first
from planner.domain.plan import Measure, Reading
from planner.packs.charts.course import course_drawing, course_key
from planner.packs.charts.course_frame import CourseFrame, Event
from planner.packs.charts.figures import Figure, Plot
from planner.packs.charts.trend import trend_plot
from planner.packs.tables.table import Amount, Cell, Column, Heading, Row, Table

SECTION = 6


def readings_figure(
    told: MeasureProgress, today: date, events: Sequence[Event] = (), *, small: bool = False
) -> Figure:
    """Return the figure of one measure, with the table of all its readings.

    A measure without a number has no drawing, and its finding says why. ``small`` draws the line of
    the review pack instead of the whole chart, for pages that show several measures.
    """
    measure = told.measure
    frame = CourseFrame(measure, events)
    name = plot_name("readings", measure)
    plots: tuple[Plot, ...] = ()
    if numeric_readings(measure):
        plots = (trend_plot(measure, told.progress),) if small else (_plot(name, frame),)
    return Figure(
        name=name,
        section=SECTION,
        finding=course_finding(measure),
        sentence=course_sentences(measure, today),
        table=readings_table(measure),
        plots=plots,
        small=small,
        note="" if small or not plots else course_key(frame),
    )


def beside_figure(told: MeasureProgress, today: date) -> Figure | None:
    """Return the figure of a measure's second figure, apart from the first and never mixed with it.

    Nothing for a measure that has none.
    """
    measure = told.measure
    if not measure.beside_title:
        return None
    second = second_measure(measure)
    name = plot_name("beside", measure)
    frame = CourseFrame(second)
    plots = (_plot(name, frame),) if numeric_readings(second) else ()
    return Figure(
        name=name,
        section=SECTION,
        finding=f"{measure.beside_title}: {lower_first(course_finding(second))}",
        sentence="" if second.target is None else course_sentences(second, today),
        table=readings_table(second),
        plots=plots,
        note=course_key(frame) if plots else "",
    )


def second_measure(measure: Measure) -> Measure:
    """Return the second figure of a measure as if it were a measure, for its own chart and table."""
    return replace(
        measure,
        title=measure.beside_title,
        baseline=measure.beside_baseline,
        target=measure.beside_target,
        target_high=None,
        tolerance=None,
        beside_title="",
        readings=tuple(
            replace(each, value=each.beside, beside=None, numerator=None, denominator=None, note="")
            for each in measure.readings
            if each.mark is not None or each.beside is not None
        ),
    )


def plot_name(kind: str, measure: Measure) -> str:
    """Return the name of a drawing, which is part of an id in the page whatever the code holds."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9]', '-', measure.code)}"


def readings_table(measure: Measure) -> Table:
    """Return every reading, oldest first, with who entered it; columns that hold nothing are left out."""
    columns: tuple[tuple[Heading, list[Cell]], ...] = (
        (Heading("Period", width=24), [each.period for each in measure.readings]),
        (
            Heading(_reading_heading(measure), Column.NUMBER, 12),
            [_reading_cell(each, each.value, measure) for each in measure.readings],
        ),
        (
            Heading(measure.beside_title or "Second figure", Column.NUMBER, 12),
            [_reading_cell(each, each.beside, measure, blank=True) for each in measure.readings],
        ),
        (
            Heading(measure.numerator or "Numerator", Column.NUMBER, 12),
            [None if each.mark else each.numerator for each in measure.readings],
        ),
        (
            Heading(measure.denominator or "Denominator", Column.NUMBER, 12),
            [None if each.mark else each.denominator for each in measure.readings],
        ),
        (Heading("Note", width=30), [each.note for each in measure.readings]),
        (Heading("Entered on", Column.DATE, 14), [each.entered_on for each in measure.readings]),
        (Heading("Entered by", width=24), [each.entered_by for each in measure.readings]),
    )
    # The period and its reading are always there.
    used = [*columns[:2], *(each for each in columns[2:] if any(cell not in (None, "") for cell in each[1]))]
    rows: list[Row] = list(zip(*(cells for _, cells in used), strict=True))
    return Table(
        name=plot_name("readings", measure),
        title=f"Readings of {measure.code}, oldest first",
        headings=tuple(heading for heading, _ in used),
        rows=tuple(rows),
        empty="No reading has been entered yet.",
    )


def _reading_heading(measure: Measure) -> str:
    return "Reading" if measure.unit in ("", "%") else f"Reading ({measure.unit})"


def _reading_cell(reading: Reading, value: float | None, measure: Measure, *, blank: bool = False) -> Cell:
    if reading.mark is not None:
        return None if blank else f"{reading.mark.value} ({reading.mark.label.lower()})"
    return None if value is None else Amount(value, measure.unit)


def _plot(name: str, frame: CourseFrame) -> Plot:
    measure = frame.measure
    return Plot(
        name=name,
        json=course_drawing(frame),
        label=f"Line, {measure.code} {measure.title}. {trend_sentence(measure)}",
        title=f"{measure.code} {measure.title}",
    )
