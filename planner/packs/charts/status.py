"""Figures on delivery: status by aim, by lead agency, and over the last four quarters."""

import plotly.graph_objects as go

from planner.domain.calendar import month_year, quarter_ends
from planner.domain.delivery.strips import strips
from planner.domain.phrases import counted
from planner.domain.recommendations.coverage import DONE
from planner.domain.vocabulary import Delivery
from planner.packs import palette as p
from planner.packs.badges import DELIVERIES, delivery_badge
from planner.packs.charts.figures import Figure, Plot
from planner.packs.charts.series import fill_of
from planner.packs.charts.style import BAR, ROW, as_json, layout, marker, row_names, rows_axis, safe
from planner.packs.review import Review
from planner.packs.tables.actions import status_by_aim, status_by_lead
from planner.packs.tables.table import Column, Heading, Row, Table, plain, whole

SECTION = 4
_LEAST = 18
"""A part of a column smaller than one in so many has no room for its letter; its table has the figure."""
_SHOWN = {each.value: each for each in Delivery}
_WORDS = {delivery_badge(each).text: each for each in DELIVERIES}


def status_by_aim_figure(review: Review) -> Figure:
    """Return the actions of every aim by status."""
    table = status_by_aim(review)
    return Figure(
        name="status-by-aim",
        section=SECTION,
        finding=table.says.rstrip(".") or "The plan has no action yet",
        sentence="Each bar is one aim: a letter for the status, and how many actions have it."
        if table.rows
        else "The plan has no live action yet.",
        table=table,
        plots=_bars("status-by-aim", table),
        key=used(table),
    )


def status_by_lead_figure(review: Review) -> Figure:
    """Return the actions of every lead agency by status."""
    table = status_by_lead(review)
    sentence = "The plan has no live action yet."
    if table.rows:
        leads = len(table.rows)
        who = "1 agency leads" if leads == 1 else f"{leads} agencies lead"
        sentence = f"{who} the plan. Each bar is one agency’s actions by status."
    return Figure(
        name="status-by-lead",
        section=SECTION,
        finding=table.says.rstrip(".") or "No agency leads an action yet",
        sentence=sentence,
        table=table,
        plots=_bars("status-by-lead", table),
        key=used(table),
    )


def used(table: Table) -> tuple[Delivery, ...]:
    """Return the statuses that a table of counts has a column for."""
    return tuple(_WORDS[heading.text] for heading in table.headings if heading.text in _WORDS)


def _bars(name: str, table: Table) -> tuple[Plot, ...]:
    if not table.rows:
        return ()
    figure = go.Figure(
        layout=layout(
            ROW * len(table.rows) + 22,
            yaxis=rows_axis(len(table.rows)),
            annotations=row_names([f"{plain(row[0])}: {row[-1]}" for row in table.rows]),
        )
    )
    for heading in table.headings[1:-1]:
        fill = fill_of(heading.text)
        letter, word = heading.text.split("  ")
        values = [whole(value) for value in table.column(heading.text)]
        figure.add_trace(
            go.Bar(
                orientation="h",
                width=BAR,
                y=list(range(len(values))),
                x=values,
                marker=marker(fill),
                name=word,
                text=[f"{letter} {value}" if value else "" for value in values],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="inside",
                textfont={"color": fill.ink, "size": 13},
                hovertemplate=f"{word}: %{{x}}<extra></extra>",
            )
        )
    label = "; ".join(
        f"{plain(row[0])}: "
        + ", ".join(
            f"{value} {heading.text.split('  ')[-1].lower()}"
            for heading, value in zip(table.headings[1:-1], row[1:-1], strict=True)
            if value
        )
        for row in table.rows[:12]
    )
    return (Plot(name=name, json=as_json(figure), label=f"Stacked bars. {label}."),)


def quarters_figure(review: Review) -> Figure:
    """Return how many actions stood where at the end of each of the last four quarters."""
    ends = quarter_ends(review.today)
    marks = strips(review.plan, ends)
    counts = [dict.fromkeys(DELIVERIES, 0) for _ in ends]
    for strip in marks.values():
        for place, mark in enumerate(strip):
            counts[place][_SHOWN[mark.status.value] if mark.verified else Delivery.UNVERIFIED] += 1
    shown = [each for each in DELIVERIES if any(count[each] for count in counts)]
    rows: list[Row] = [
        (month_year(end), *(count[each] or None for each in shown))
        for end, count in zip(ends, counts, strict=True)
    ]
    table = Table(
        name="quarters",
        title="Status at the end of each quarter",
        headings=(
            Heading("Quarter to", width=20),
            *(Heading(delivery_badge(each).text, Column.NUMBER, 11) for each in shown),
        ),
        rows=tuple(rows) if marks else (),
        empty="There are no actions to count yet.",
    )
    if not marks:
        return Figure(
            name="quarters",
            section=SECTION,
            finding="No status has been recorded yet",
            sentence="The plan has no live action yet.",
            table=table,
        )
    first, last = (sum(count[each] for each in DONE) for count in (counts[0], counts[-1]))
    went = f"went from {first} to {last}" if first != last else f"stayed at {last}"
    unverified = counts[-1][Delivery.UNVERIFIED]
    return Figure(
        name="quarters",
        section=SECTION,
        finding=f"Finished actions {went} between {month_year(ends[0])} and {month_year(ends[-1])}",
        sentence=f"Each column is judged by what was known then; at the last quarter’s end "
        f"{unverified} of {counted(len(marks), 'actions')} could not be relied on.",
        table=table,
        plots=(_columns(table),),
        key=tuple(shown),
    )


def _columns(table: Table) -> Plot:
    figure = go.Figure(
        layout=layout(
            330,
            margin={"l": 4, "r": 4, "t": 4, "b": 30},
            bargap=0.35,
            xaxis={
                "type": "category",
                "fixedrange": True,
                "tickfont": {"size": 14},
                "showline": True,
                "linecolor": p.INK,
            },
        )
    )
    names = [plain(row[0]) for row in table.rows]
    total = max(sum(whole(value) for value in row[1:]) for row in table.rows)
    # Finished work stands at the bottom, on the axis, where its growth is easiest to see.
    for heading in reversed(table.headings[1:]):
        fill = fill_of(heading.text)
        letter, word = heading.text.split("  ")
        values = [whole(value) for value in table.column(heading.text)]
        figure.add_trace(
            go.Bar(
                x=names,
                y=values,
                marker=marker(fill),
                name=word,
                text=[f"{letter} {value}" if value * _LEAST >= total else "" for value in values],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="none",
                textfont={"color": fill.ink, "size": 13},
                hovertemplate=f"{word}: %{{y}}<extra></extra>",
            )
        )
    said = "; ".join(
        f"{plain(row[0])}: "
        + ", ".join(
            f"{value} {heading.text.split('  ')[-1].lower()}"
            for heading, value in zip(table.headings[1:], row[1:], strict=True)
            if value
        )
        for row in table.rows
    )
    return Plot(name="quarters", json=as_json(figure), label=safe(f"Stacked columns. {said}."))
