"""Figures on time: how long actions are overdue, and how old the last word on each is."""

import plotly.graph_objects as go

from planner.domain.delivery.schedule import FADING
from planner.domain.phrases import counted, have, some
from planner.domain.vocabulary import Delivery
from planner.packs.badges import delivery_badge, standing_badge
from planner.packs.charts.figures import Figure, Plot
from planner.packs.charts.series import PLAIN, fill_of
from planner.packs.charts.style import ROW, add_row_bar, as_json, layout, row_names, rows_axis
from planner.packs.review import Review
from planner.packs.tables.exceptions import overdue, overdue_sentence
from planner.packs.tables.table import Column, Heading, Row, Table

MOST_OVERDUE = 20


def overdue_figure(review: Review) -> Figure:
    """Return how many days each overdue action is late."""
    late = overdue(review)
    shown = late[:MOST_OVERDUE]
    rows: list[Row] = [(s.action.code, s.action.title, s.days_overdue, standing_badge(s)) for s in late]
    table = Table(
        name="overdue",
        title="Overdue actions",
        headings=(
            Heading("Code", Column.CODE, 8),
            Heading("Action", width=40),
            Heading("Days overdue", Column.NUMBER, 12),
            Heading("Status", Column.STATUS, 16),
        ),
        rows=tuple(rows),
        empty="No action is overdue.",
    )
    if not late:
        return Figure(
            name="overdue",
            section=5,
            finding="No action is overdue",
            sentence="Every action that is not finished ends today or later, or has no end date.",
            table=table,
        )
    figure = go.Figure(
        layout=layout(
            ROW * len(shown) + 22,
            yaxis=rows_axis(len(shown)),
            annotations=row_names([f"{s.action.code} {_short(s.action.title)}" for s in shown]),
            xaxis={"visible": False, "fixedrange": True, "range": [0, shown[0].days_overdue * 1.02]},
        )
    )
    for row, s in enumerate(shown):
        words = f"{standing_badge(s).letter} {counted(s.days_overdue, 'days')}"
        add_row_bar(figure, row, s.days_overdue, fill_of(delivery_badge(s.delivery).text), words)
    said = "; ".join(f"{s.action.code} {counted(s.days_overdue, 'days')}" for s in shown)
    rest = f" The {MOST_OVERDUE} longest overdue are drawn." if len(late) > len(shown) else ""
    return Figure(
        name="overdue",
        section=5,
        finding=overdue_sentence(review).rstrip("."),
        sentence=f"Overdue means past the end date that stands now, and not finished.{rest}",
        table=table,
        plots=(Plot(name="overdue", json=as_json(figure), label=f"Bars of days overdue. {said}."),),
        key=tuple(each for each in Delivery if any(s.delivery is each for s in shown)),
    )


def _short(words: str, most: int = 44) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def freshness_figure(review: Review) -> Figure:
    """Return how old the last update is of every action whose status must be said again."""
    window = review.plan.freshness_days
    fading = [s for s in review.assessment.standings.values() if s.declared in FADING]
    edges = (window // 3, 2 * window // 3, window, 2 * window)
    names = [
        f"Up to {edges[0]} days",
        f"{edges[0] + 1} to {edges[1]} days",
        f"{edges[1] + 1} to {edges[2]} days",
        f"{edges[2] + 1} to {edges[3]} days",
        f"More than {edges[3]} days",
    ]
    groups: list[list[str]] = [[] for _ in names]
    for s in fading:
        days = s.days_since_said or 0
        groups[sum(days > edge for edge in edges)].append(s.action.code)
    rows: list[Row] = [
        (name, len(codes), ", ".join(codes)) for name, codes in zip(names, groups, strict=True)
    ]
    table = Table(
        name="freshness",
        title="Days since the last update",
        headings=(
            Heading("Last update", width=24),
            Heading("Actions", Column.NUMBER, 10),
            Heading("Which", width=50),
        ),
        rows=tuple(rows) if fading else (),
        empty="No action is under way, so no status can grow old.",
    )
    if not fading:
        return Figure(
            name="freshness",
            section=5,
            finding="No status can grow old today",
            sentence="No action is on track, at risk or off track.",
            table=table,
        )
    stale = sum(len(codes) for codes in groups[3:])
    figure = go.Figure(
        layout=layout(
            ROW * len(names) + 22,
            yaxis=rows_axis(len(names)),
            annotations=row_names(names),
        )
    )
    stale_fill = fill_of(delivery_badge(Delivery.UNVERIFIED).text)
    for row, codes in enumerate(groups):
        fill = PLAIN if row < 3 else stale_fill
        add_row_bar(figure, row, len(codes), fill, str(len(codes)))
    said = "; ".join(f"{name}: {len(codes)}" for name, codes in zip(names, groups, strict=True))
    old = some([code for codes in groups[3:] for code in codes], 12)
    noun = "status" if len(fading) == 1 else "statuses"
    return Figure(
        name="freshness",
        section=5,
        finding=f"{stale} of {len(fading)} open {noun} {have(stale)} had no update for {window} days",
        sentence=f"Hatched bars are past the window of {window} days: {old}."
        if stale
        else f"Every open status was said again within {window} days.",
        table=table,
        plots=(Plot(name="freshness", json=as_json(figure), label=f"Bars. {said}."),),
    )
