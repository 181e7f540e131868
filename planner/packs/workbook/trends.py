"""The small lines of the scorecard: one chart for every measure, from a table of their own.

The table keeps a cell empty where a reading has no number, because a chart would draw a letter as
a zero.
"""

from openpyxl.utils import get_column_letter

from planner.domain.calendar import month_year
from planner.domain.measures.distance import numeric_readings
from planner.domain.phrases import counted, with_unit
from planner.domain.plan import Measure
from planner.packs.review import Review
from planner.packs.tables.measures import READINGS, word
from planner.packs.tables.table import Amount, Column, Heading, Row, Table
from planner.packs.text import clean
from planner.packs.workbook.cells import SheetWriter
from planner.packs.workbook.charts import trend_chart

MOST_CHARTS = 40
"""More small charts than this nobody reads; the table above holds every measure all the same."""
_COLUMNS = (1, 2, *range(10, 10 + READINGS))
_ACROSS: tuple[int, ...] = (2, 4, 9, 17, 20, 24)
_ROWS_EACH = 12


def write_trends(writer: SheetWriter, row: int, review: Review, descriptions: list[str]) -> None:
    """Write the small lines from a row on, and under them the table that they are drawn from."""
    measures = [told.measure for told in review.printed.progress.values() if numeric_readings(told.measure)]
    if not measures:
        return
    shown = measures[:MOST_CHARTS]
    across = len(_ACROSS)
    table_row = row + _ROWS_EACH * -(-len(shown) // across) + 1
    block = writer.table(_table(shown, len(measures)), table_row, _COLUMNS)
    for number, measure in enumerate(shown):
        chart = trend_chart(
            writer.sheet,
            block,
            block.first_row + 3 * number,
            title(measure),
            has_target=measure.target is not None,
        )
        place = f"{get_column_letter(_ACROSS[number % across])}{row + _ROWS_EACH * (number // across)}"
        writer.sheet.add_chart(chart, place)
        descriptions.append(clean(_description(measure, review)))


def title(measure: Measure) -> str:
    """Return the title of a small line: the code, and as much of the measure's title as fits."""
    words = measure.title if len(measure.title) <= 52 else measure.title[:50].rstrip() + "…"
    return clean(f"{measure.code} {words}")


def _table(measures: list[Measure], of: int) -> Table:
    rows: list[Row] = []
    for measure in measures:
        readings = measure.readings[-READINGS:]
        spare = (None,) * (READINGS - len(readings))
        rows.append((measure.code, "Period", *(month_year(r.period_end) for r in readings), *spare))
        rows.append(
            (measure.code, f"Reading{_unit(measure)}", *(_shown(r.value, measure) for r in readings), *spare)
        )
        rows.append(
            (
                measure.code,
                f"Target{_unit(measure)}",
                *(_shown(measure.target, measure) for _ in readings),
                *spare,
            )
        )
    left = f" The first {len(measures)} of {of} measures are drawn." if of > len(measures) else ""
    return Table(
        name="trend-data",
        title="What the small lines are drawn from",
        headings=(
            Heading("Code", Column.CODE, 8),
            Heading("Row", width=40),
            *(Heading(str(number + 1), Column.NUMBER, 9) for number in range(READINGS)),
        ),
        rows=tuple(rows),
        says=f"An empty cell is a reading without a number; the line has a gap there.{left}",
    )


def _shown(value: float | None, measure: Measure) -> Amount | None:
    return None if value is None else Amount(value, measure.unit)


def _unit(measure: Measure) -> str:
    return f" ({measure.unit})" if measure.unit else ""


def _description(measure: Measure, review: Review) -> str:
    values = [reading.value for reading in measure.readings[-READINGS:] if reading.value is not None]
    target = (
        f" The target is {with_unit(measure.target, measure.unit)}." if measure.target is not None else ""
    )
    said = ", ".join(with_unit(value, measure.unit) for value in values)
    return (
        f"Line of {counted(len(values), 'readings')}, {measure.code} {measure.title}: {said}. "
        f"{word(measure.code, review).label}.{target}"
    )
