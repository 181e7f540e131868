"""When every action runs: bars by status, a line at today, and the first end dates of those that moved."""

from datetime import date

import plotly.graph_objects as go

from planner.domain.calendar import long_date
from planner.domain.coverage import DONE
from planner.domain.phrases import counted
from planner.domain.schedule import Standing
from planner.domain.vocabulary import Delivery
from planner.packs import palette as p
from planner.packs.badges import delivery_badge, standing_badge
from planner.packs.charts_style import as_json, layout, marker, safe
from planner.packs.figures import Figure, Plot
from planner.packs.review import Review
from planner.packs.series import fill_of
from planner.packs.tables import Column, Heading, Table

MOST_BARS = 60
_DAY_MS = 86_400_000


def timeline_figure(review: Review) -> Figure:
    """Return when every action runs: bars by status, today, and first end dates that moved."""
    every = [s for s in review.assessment.standings.values() if s.action.start_on and s.action.end_on]
    shown = every if len(every) <= MOST_BARS else _pressing(every)
    table = Table(
        name="timeline",
        title="When actions run",
        headings=(
            Heading("Code", Column.CODE, 8),
            Heading("Action", width=40),
            Heading("Start", Column.DATE, 16),
            Heading("End", Column.DATE, 16),
            Heading("First end date", Column.DATE, 16),
            Heading("Status", Column.STATUS, 16),
        ),
        rows=tuple(
            (
                s.action.code,
                s.action.title,
                s.action.start_on,
                s.action.end_on,
                s.action.first_end_on if s.slipped_days else None,
                standing_badge(s),
            )
            for s in shown
        ),
        empty="No action has a start and an end date yet.",
    )
    slipped = [s for s in every if s.slipped_days]
    finding = "No end date has moved"
    if slipped:
        most = max(slipped, key=lambda s: s.slipped_days)
        finding = (
            f"The end date of {counted(len(slipped), 'actions')} has moved, the furthest by "
            f"{counted(most.slipped_days, 'days')}: {most.action.code}"
        )
    running = sum(
        (s.action.start_on or date.max) <= review.today <= (s.action.end_on or date.min) for s in every
    )
    left = (
        f" The {len(shown)} unfinished actions that end first are drawn." if len(shown) < len(every) else ""
    )
    return Figure(
        name="timeline",
        section=4,
        finding=finding if every else "No action has dates yet",
        sentence=f"{running} of {counted(len(every), 'actions')} with dates run across "
        f"{long_date(review.today)}.{left}"
        if every
        else "Give actions a start and an end date to see them here.",
        table=table,
        plots=_timeline(shown, review.today) if shown else (),
        key=tuple(each for each in Delivery if any(s.delivery is each for s in shown)),
        note="A hollow mark is the first end date of an action that moved; a thin line leads to the date now."
        if slipped
        else "",
    )


def _pressing(every: list[Standing]) -> list[Standing]:
    over = DONE | {Delivery.WITHDRAWN}
    open_ones = [s for s in every if s.delivery not in over]
    return sorted(open_ones, key=lambda s: s.action.end_on or date.max)[:MOST_BARS]


def _timeline(shown: list[Standing], today: date) -> tuple[Plot, ...]:
    starts = [s.action.start_on for s in shown if s.action.start_on]
    ends = [s.action.end_on for s in shown if s.action.end_on]
    figure = go.Figure(
        layout=layout(
            21 * len(shown) + 62,
            bargap=0.22,
            barmode="overlay",
            margin={"l": 48, "r": 8, "t": 26, "b": 30},
            xaxis={
                "type": "date",
                "range": [min(starts).isoformat(), max(ends).isoformat()],
                "fixedrange": True,
                "gridcolor": p.GRID,
                "tickformat": "%b %Y",
                "tickfont": {"size": 13},
                "nticks": 6,
            },
            yaxis={
                "range": [len(shown) - 0.4, -0.6],
                "fixedrange": True,
                "tickmode": "array",
                "tickvals": list(range(len(shown))),
                "ticktext": [s.action.code for s in shown],
                "tickfont": {"size": 13},
            },
            shapes=[
                {
                    "type": "line",
                    "x0": today.isoformat(),
                    "x1": today.isoformat(),
                    "y0": 0,
                    "y1": 1,
                    "yref": "paper",
                    "line": {"color": p.INK, "width": 2},
                }
            ],
            annotations=[
                {
                    "x": today.isoformat(),
                    "y": 1,
                    "yref": "paper",
                    "yanchor": "bottom",
                    "showarrow": False,
                    "text": f"<b>{long_date(today)}</b>",
                }
            ],
        )
    )
    for delivery in Delivery:
        rows = [(row, s) for row, s in enumerate(shown) if s.delivery is delivery]
        if not rows:
            continue
        fill = fill_of(delivery_badge(delivery).text)
        figure.add_trace(
            go.Bar(
                orientation="h",
                width=0.78,
                y=[row for row, _ in rows],
                base=[_iso(s.action.start_on) for _, s in rows],
                x=[_length(s) for _, s in rows],
                marker=marker(fill),
                name=delivery.label,
                text=[s.declared.letter for _, s in rows],
                textposition="inside",
                insidetextanchor="start",
                textangle=0,
                textfont={"color": fill.ink, "size": 11},
                customdata=[_said(s) for _, s in rows],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    moved = [(row, s) for row, s in enumerate(shown) if s.slipped_days]
    for row, s in moved:
        figure.add_shape(
            type="line",
            x0=_iso(s.action.first_end_on),
            x1=_iso(s.action.end_on),
            y0=row + 0.44,
            y1=row + 0.44,
            line={"color": p.INK_SOFT, "width": 1},
        )
    figure.add_trace(
        go.Scatter(
            x=[_iso(s.action.first_end_on) for _, s in moved],
            y=[row for row, _ in moved],
            mode="markers",
            marker={
                "symbol": "diamond-open",
                "size": 10,
                "color": p.INK,
                "line": {"width": 2, "color": p.INK},
            },
            hovertemplate="First end date: %{x|%-d %B %Y}<extra></extra>",
        )
    )
    label = (
        f"Timeline of {counted(len(shown), 'actions')}, one bar each from start to end, with a line at today."
    )
    return (Plot(name="timeline", json=as_json(figure), label=label),)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _length(standing: Standing) -> int:
    start, end = standing.action.start_on, standing.action.end_on
    return max((end - start).days, 1) * _DAY_MS if start and end else 0


def _said(standing: Standing) -> str:
    action = standing.action
    return safe(f"{action.code} {action.title[:60]}: {standing.delivery.label.lower()}")
