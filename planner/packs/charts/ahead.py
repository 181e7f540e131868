"""The figure on the year ahead: what falls due in each of its months."""

import plotly.graph_objects as go

from planner.domain.phrases import some
from planner.packs import palette as p
from planner.packs.charts.figures import Figure, Plot
from planner.packs.charts.series import fill_of
from planner.packs.charts.style import as_json, layout, marker
from planner.packs.tables.table import Sheet, Table, plain, whole


def _kinds(table: Table) -> str:
    """Return how many things of each kind fall due in the year."""
    sums = [
        (heading.text, sum(whole(value) for value in table.column(heading.text)))
        for heading in table.headings[1:]
    ]
    return f"In twelve months: {some([f'{number} {text.lower()}' for text, number in sums if number])}."


def ahead_figure(sheet: Sheet) -> Figure:
    """Return what falls due in each of the next twelve months, from the sheet of the year ahead."""
    table = sheet.table("due-by-month")
    if not table.rows:
        return Figure(
            name="year-ahead",
            section=21,
            finding="Nothing falls due in twelve months",
            sentence=sheet.lead,
            table=table,
        )
    totals = [sum(whole(value) for value in row[1:]) for row in table.rows]
    figure = go.Figure(
        layout=layout(
            300,
            margin={"l": 4, "r": 4, "t": 22, "b": 46},
            bargap=0.3,
            xaxis={
                "type": "category",
                "fixedrange": True,
                "tickfont": {"size": 12},
                "tickangle": 0,
                "showline": True,
                "linecolor": p.INK,
                "tickmode": "array",
                "tickvals": [plain(row[0]) for row in table.rows],
                "ticktext": [plain(row[0]).replace(" ", "<br>") for row in table.rows],
            },
            annotations=[
                {
                    "x": plain(row[0]),
                    "y": total,
                    "text": f"<b>{total}</b>" if total else "",
                    "showarrow": False,
                    "yanchor": "bottom",
                }
                for row, total in zip(table.rows, totals, strict=True)
            ],
        )
    )
    for heading in table.headings[1:]:
        values = [whole(value) for value in table.column(heading.text)]
        if any(values):
            figure.add_trace(
                go.Bar(
                    x=[plain(row[0]) for row in table.rows],
                    y=values,
                    marker=marker(fill_of(heading.text)),
                    name=heading.text,
                    hovertemplate=f"{heading.text}: %{{y}}<extra></extra>",
                )
            )
    figure.update_layout(
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": -0.2,
            "yanchor": "top",
            "font": {"size": 13},
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
    said = "; ".join(f"{plain(row[0])} {total}" for row, total in zip(table.rows, totals, strict=True))
    return Figure(
        name="year-ahead",
        section=21,
        finding=table.says.rstrip("."),
        sentence=_kinds(table),
        table=table,
        plots=(Plot(name="year-ahead", json=as_json(figure), label=f"Stacked columns. {said}."),),
    )
