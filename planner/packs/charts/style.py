"""The one look of every Plotly drawing: few lines, words on the marks, nothing told by colour alone.

A drawing that a page of the web shows is made of plain dictionaries, because Plotly's own classes
cost a serving process 30 MB; those are loaded only for the pack, by the functions that make them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from planner.packs import palette as p
from planner.packs.charts.series import Fill

if TYPE_CHECKING:
    import plotly.graph_objects as go

#: One trace, shape, note or layout as Plotly's script reads it.
Drawn: TypeAlias = dict[str, Any]

BAR = 0.5
"""The part of its row that a bar takes; it is given to every bar, as Plotly widens those that stand alone."""
ROW = 44
"""Pixels for one bar with its words above it."""


def plain_layout(height: int, **changes: Any) -> Drawn:
    """Return the layout that all drawings share; the width is that of the page."""
    plain: dict[str, Any] = {
        "height": height,
        "margin": {"l": 4, "r": 12, "t": 8, "b": 8},
        "font": {"family": p.FONT, "size": 14, "color": p.INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "barmode": "stack",
        "bargap": 0.5,
        "hoverlabel": {"bgcolor": p.PAPER, "bordercolor": p.INK, "font": {"color": p.INK, "size": 14}},
        "xaxis": {"visible": False, "fixedrange": True},
        "yaxis": {"visible": False, "fixedrange": True},
    }
    return {**plain, **changes}


def layout(height: int, **changes: Any) -> "go.Layout":
    """Return the shared layout as Plotly's own class, for a drawing made with it."""
    import plotly.graph_objects as go

    return go.Layout({"template": "none", **plain_layout(height, **changes)})


def marker(fill: Fill) -> dict[str, Any]:
    """Return a bar's fill: its colour, or hatching for what is not verified or not shown."""
    if fill.hatched:
        return {
            "color": p.PAPER,
            "line": {"color": fill.edge, "width": 1.25},
            "pattern": {
                "shape": "/",
                "fgcolor": fill.colour,
                "bgcolor": p.PAPER,
                "size": 7,
                "solidity": 0.3,
                "fillmode": "overlay",
            },
        }
    return {
        "color": fill.colour,
        "line": {"color": p.PAPER if fill.colour == fill.edge else fill.edge, "width": 1},
    }


def row_names(names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the words above each bar, from its left end, so that they need no room beside it."""
    return [
        {
            "x": 0,
            "y": row,
            "xref": "paper",
            "yref": "y",
            "text": safe(name),
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom",
            "yshift": 11,
            "align": "left",
        }
        for row, name in enumerate(names)
    ]


def rows_axis(count: int) -> dict[str, Any]:
    """Return the axis down which rows run from the top, with room for the words above the first."""
    return {"visible": False, "fixedrange": True, "range": [count - 0.6, -0.85]}


def add_row_bar(figure: "go.Figure", row: int, length: int, fill: Fill, words: str) -> None:
    """Draw the one bar of a row, with its figure in it where there is room and beside it where not."""
    import plotly.graph_objects as go

    figure.add_trace(
        go.Bar(
            orientation="h",
            width=BAR,
            y=[row],
            x=[length],
            marker=marker(fill),
            text=[words],
            textposition="auto" if length else "outside",
            textangle=0,
            insidetextanchor="start",
            insidetextfont={"color": fill.ink, "size": 13},
            outsidetextfont={"color": p.INK, "size": 13},
            hovertemplate="%{text}<extra></extra>",
        )
    )


def safe(words: str) -> str:
    """Return words without the few marks that Plotly would take for tags."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_json(figure: "go.Figure") -> dict[str, Any]:
    """Return a drawing as the data and layout that the page hands to Plotly."""
    made = figure.to_plotly_json()
    return {"data": made["data"], "layout": made["layout"]}
