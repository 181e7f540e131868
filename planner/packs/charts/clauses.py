"""The figure on the recommendations: what the plan shows and what is claimed, clause by clause."""

import plotly.graph_objects as go

from planner.domain.phrases import be, counted, some
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.vocabulary import Gap
from planner.packs import palette as p
from planner.packs.charts.figures import Figure, Plot
from planner.packs.charts.series import PLAIN, fill_of
from planner.packs.charts.style import as_json, layout, marker, safe
from planner.packs.review import Review
from planner.packs.tables.clauses import ladder
from planner.packs.tables.table import Column, Heading, Row, Table

_SHOWN = PLAIN
_GAP = fill_of(Gap.AHEAD.label)
_OPEN = fill_of(Gap.NOT_APPLICABLE.label)
_STEPS = ("Planned", "Under way", "In place", "Evidenced")


def ladder_figure(review: Review) -> Figure:
    """Return the ladder of every clause: what the plan shows, what we claim, and the gap between."""
    coverage = tuple(review.assessment.coverage.values())
    rows: list[Row] = [
        (c.clause.code, c.clause.title, c.claimed.label, c.shown.label, ladder(c), c.gap.label, c.why)
        for c in coverage
    ]
    table = Table(
        name="ladders",
        title="Every clause, claimed and shown",
        headings=(
            Heading("Clause", Column.CODE, 9),
            Heading("What it asks", width=34),
            Heading("We claim", width=18),
            Heading("The plan shows", width=18),
            Heading("Claim and plan", Column.LADDER, 16),
            Heading("Gap", width=18),
            Heading("Why", width=40),
        ),
        rows=tuple(rows),
        empty="No clause is loaded.",
    )
    if not coverage:
        return Figure(
            name="ladders",
            section=8,
            finding="No recommendation is loaded",
            sentence="The clauses appear here once the reference data are loaded.",
            table=table,
        )
    ahead = sum(c.gap is Gap.AHEAD for c in coverage)
    claimed = any(c.claim for c in coverage)
    finding = f"Our claim runs ahead of the plan on {ahead} of {counted(len(coverage), 'clauses')}"
    return Figure(
        name="ladders",
        section=8,
        finding=finding
        if ahead
        else "No claim runs ahead of the plan"
        if claimed
        else "Nothing is claimed yet",
        sentence=_widest(coverage),
        table=table,
        plots=(_ladders(coverage),),
        note="Filled steps: what the plan shows. Pointer: what we claim. Hatched: claimed, but not shown.",
    )


def _widest(coverage: tuple[ClauseCoverage, ...]) -> str:
    """Return where the claim runs furthest ahead, or that the plan bears every claim out."""
    ahead = [c for c in coverage if c.gap is Gap.AHEAD]
    if not any(c.claim for c in coverage):
        return "Record what the partnership claims about each clause to see it beside what the plan shows."
    if not ahead:
        return "The plan shows at least as much as is claimed, on every clause that applies."
    most = max(c.claimed.step - c.shown.step for c in ahead)
    codes = [c.clause.code for c in ahead if c.claimed.step - c.shown.step == most]
    return f"Furthest ahead {be(len(codes))} {some(codes)}, by {counted(most, 'steps')} of four."


def _ladders(coverage: tuple[ClauseCoverage, ...]) -> Plot:
    names = [c.clause.code for c in coverage]
    figure = go.Figure(
        layout=layout(
            25 * len(coverage) + 40,
            bargap=0.42,
            margin={"l": 52, "r": 6, "t": 30, "b": 4},
            xaxis={
                "range": [0, 4.08],
                "fixedrange": True,
                "side": "top",
                "tickmode": "array",
                "showgrid": False,
                "tickvals": [0.5, 1.5, 2.5, 3.5],
                "ticktext": list(_STEPS),
                "tickfont": {"size": 13},
                "zeroline": False,
            },
            yaxis={
                "range": [len(coverage) - 0.4, -0.9],
                "fixedrange": True,
                "tickmode": "array",
                "zeroline": False,
                "tickvals": list(range(len(coverage))),
                "ticktext": names,
                "tickfont": {"size": 13},
                "showgrid": False,
            },
        )
    )
    for step in range(1, 5):
        fills = [
            _SHOWN if step <= c.shown.step else _GAP if step <= c.claimed.step else _OPEN for c in coverage
        ]
        for fill in (_SHOWN, _GAP, _OPEN):
            places = [place for place, each in enumerate(fills) if each is fill and _applies(coverage[place])]
            if places:
                figure.add_trace(
                    go.Bar(
                        orientation="h",
                        width=0.58,
                        y=places,
                        x=[0.96] * len(places),
                        base=[step - 1 + 0.02] * len(places),
                        marker={**marker(fill), "line": {"color": fill.edge, "width": 1}},
                        customdata=[_says(coverage[place]) for place in places],
                        hovertemplate="%{customdata}<extra></extra>",
                    )
                )
    claims = [(place, c) for place, c in enumerate(coverage) if _applies(c)]
    figure.add_trace(
        go.Scatter(
            x=[max(c.claimed.step, 0.06) for _, c in claims],
            y=[place - 0.46 for place, _ in claims],
            mode="markers",
            marker={
                "symbol": "triangle-down",
                "size": 12,
                "color": p.INK,
                "line": {"color": p.PAPER, "width": 1},
            },
            customdata=[_says(c) for _, c in claims],
            hovertemplate="%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    )
    for place, c in enumerate(coverage):
        if not _applies(c):
            figure.add_annotation(x=0.02, y=place, text="Not applicable", showarrow=False, xanchor="left")
    figure.update_layout(barmode="overlay")
    ahead = [c.clause.code for c in coverage if c.gap is Gap.AHEAD]
    which = ", ".join(ahead) or "none"
    label = f"Ladders of {counted(len(coverage), 'clauses')}. Claim ahead of the plan: {which}."
    return Plot(name="ladders", json=as_json(figure), label=label)


def _applies(told: ClauseCoverage) -> bool:
    return told.gap is not Gap.NOT_APPLICABLE


def _says(told: ClauseCoverage) -> str:
    return safe(f"{told.clause.code} {told.clause.title}. {ladder(told).label}")
