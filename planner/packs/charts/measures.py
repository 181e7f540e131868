"""The figure on change: a small line for every measure, and the table of its readings."""

from planner.domain.calendar import month_year
from planner.domain.measures.distance import numeric_readings
from planner.domain.phrases import be, counted, format_value
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import PROGRESS_BY_NEED, Progress
from planner.packs.charts.figures import Figure
from planner.packs.charts.trend import trend_plot
from planner.packs.review import Review
from planner.packs.tables.measures import READINGS, reading_cell, reading_place, target_cell, word
from planner.packs.tables.table import Amount, Cell, Column, Heading, Row, Table

MOST_LINES = 48


def trends_figure(review: Review) -> Figure:
    """Return a small line for every measure with a number, those that need attention first."""
    measures = [told.measure for told in review.printed.progress.values()]
    drawn = [measure for measure in measures if numeric_readings(measure)]
    drawn.sort(key=lambda measure: PROGRESS_BY_NEED.index(word(measure.code, review)))
    shown = drawn[:MOST_LINES]
    table = _readings(measures)
    if not shown:
        return Figure(
            name="trends",
            section=6,
            finding="No measure has a number yet",
            sentence="Lines appear here once readings are entered.",
            table=table,
        )
    rest = f" The {MOST_LINES} that most need attention are drawn." if len(drawn) > len(shown) else ""
    bare = len(measures) - len(drawn)
    without = f" {counted(bare, 'measures')} without a number cannot be drawn." if bare else ""
    return Figure(
        name="trends",
        section=6,
        finding=_finding(review),
        sentence=f"Those that need attention come first.{without}{rest}",
        table=table,
        plots=tuple(trend_plot(measure, word(measure.code, review)) for measure in shown),
        small=True,
        note="Hollow dot: baseline. Filled dot: latest. Broken line: target. c: hidden small number. Every "
        "line starts from zero.",
    )


def _finding(review: Review) -> str:
    counts = review.assessment.progress_counts
    good = counts[Progress.IMPROVING] + counts[Progress.MET]
    total = sum(counts.values())
    worse = counts[Progress.WORSE]
    said = f"{good} of {counted(total, 'measures')} {be(good)} improving or met"
    return f"{said}; {worse} {be(worse)} getting worse" if worse else said


def _readings(measures: list[Measure]) -> Table:
    most = min(max((len(measure.readings) for measure in measures), default=0), READINGS)
    rows: list[Row] = []
    for measure in measures:
        readings = measure.readings[-most:] if most else ()
        spare: tuple[Cell, ...] = (None,) * (most - len(readings))
        baseline = Amount(measure.baseline, measure.unit) if measure.baseline is not None else "not set"
        rows.append(
            (
                measure.code,
                measure.title,
                baseline,
                *spare,
                *(_dated(r, measure) for r in readings),
                target_cell(measure),
            )
        )
    return Table(
        name="readings",
        title="Readings, oldest first",
        headings=(
            Heading("Code", Column.CODE, 8),
            Heading("Measure", width=40),
            Heading("Baseline", Column.NUMBER, 10),
            *(Heading(reading_place(number, most), Column.NUMBER, 10) for number in range(most)),
            Heading("Target", Column.NUMBER, 10),
        ),
        rows=tuple(rows),
        empty="The plan has no live measure yet.",
    )


def _dated(reading: Reading, measure: Measure) -> str:
    value = reading_cell(reading, measure)
    said = format_value(value.value, value.unit) if isinstance(value, Amount) else str(value)
    return f"{said} ({month_year(reading.period_end)})"
