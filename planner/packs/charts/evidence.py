"""How strong the evidence is behind the actions that are said to be finished."""

import plotly.graph_objects as go

from planner.domain.phrases import counted, have
from planner.domain.vocabulary import Strength
from planner.packs.badges import strength_text
from planner.packs.charts.figures import Figure, Plot
from planner.packs.charts.series import PLAIN
from planner.packs.charts.style import ROW, add_row_bar, as_json, layout, row_names, rows_axis
from planner.packs.review import Review
from planner.packs.tables.table import Column, Heading, Row, Table


def evidence_figure(review: Review) -> Figure:
    """Return how strong the best evidence is of every action declared finished."""
    counts = review.assessment.strength_counts
    total = sum(counts.values())
    order = tuple(reversed(Strength))
    rows: list[Row] = [
        (
            strength_text(each),
            counts[each],
            ", ".join(
                code
                for code, s in review.assessment.standings.items()
                if s.is_finished and s.strength is each
            ),
        )
        for each in order
    ]
    table = Table(
        name="evidence",
        title="Strongest evidence of finished actions",
        headings=(
            Heading("Evidence", width=28),
            Heading("Actions", Column.NUMBER, 10),
            Heading("Which", width=50),
        ),
        rows=tuple(rows) if total else (),
        empty="No action is finished yet.",
    )
    if not total:
        return Figure(
            name="evidence",
            section=7,
            finding="No action is finished yet",
            sentence="Evidence of finished actions appears here.",
            table=table,
        )
    strong = counts[Strength.QUALITY] + counts[Strength.CHANGE]
    figure = go.Figure(
        layout=layout(
            ROW * len(rows) + 22,
            yaxis=rows_axis(len(rows)),
            annotations=row_names([str(row[0]) for row in rows]),
        )
    )
    for place, each in enumerate(order):
        add_row_bar(figure, place, counts[each], PLAIN, str(counts[each]))
    said = "; ".join(f"{each.label}: {counts[each]}" for each in order)
    bare = counts[Strength.NONE]
    verb = "rests" if strong == 1 else "rest"
    return Figure(
        name="evidence",
        section=7,
        finding=f"{strong} of {counted(total, 'finished actions')} {verb} on evidence of quality or change",
        sentence=f"{bare} of them {have(bare)} no evidence "
        "at all. This counts every action said to be complete or embedded.",
        table=table,
        plots=(Plot(name="evidence", json=as_json(figure), label=f"Bars. {said}."),),
    )
