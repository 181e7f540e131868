"""The small line of one measure: a hollow baseline, a filled latest reading, a broken target line."""

from datetime import date, timedelta

from planner.domain.calendar import month_year
from planner.domain.measures.distance import numeric_readings
from planner.domain.phrases import counted, format_value
from planner.domain.plan import Measure, Reading
from planner.domain.vocabulary import Progress
from planner.packs import palette as p
from planner.packs.charts.figures import Plot
from planner.packs.charts.style import Drawn, plain_layout
from planner.packs.marks import progress_symbol


def trend_plot(measure: Measure, progress: Progress) -> Plot:
    """Return the line of a measure that has at least one number, with its progress in words."""
    numbers = [(r.period_end, r.value) for r in numeric_readings(measure) if r.value is not None]
    hidden = [r for r in measure.readings if r.mark is not None]
    top = max([*(value for _, value in numbers), measure.target or 0, measure.target_high or 0]) or 1
    traces = [_line(measure), *_dots(measure, numbers)]
    if hidden and len(numbers) > 1:
        traces.insert(0, _bridge(numbers))
    lay = _small_layout(measure, hidden, top)
    lay["annotations"] += [*_target_name(measure, numbers), *_figures(measure, numbers, top)]
    if measure.target is not None:
        lay["shapes"] = [target_line(measure.target)]
    return Plot(
        name=f"trend-{measure.code}",
        json={"data": traces, "layout": lay},
        label=_label(measure, hidden, progress),
        title=f"{measure.code} {measure.title}",
        mark=progress_symbol(progress),
        word=progress.label,
    )


def _bridge(numbers: list[tuple[date, float]]) -> Drawn:
    """Return the dotted line that joins the numbers across those that are missing."""
    return {
        "type": "scatter",
        "x": [day.isoformat() for day, _ in numbers],
        "y": [value for _, value in numbers],
        "mode": "lines",
        "hoverinfo": "skip",
        "line": {"color": p.LINE_STRONG, "width": 1.5, "dash": "dot"},
    }


def _line(measure: Measure) -> Drawn:
    return {
        "type": "scatter",
        "x": [r.period_end.isoformat() for r in measure.readings],
        "y": [None if r.mark is not None else r.value for r in measure.readings],
        "mode": "lines+markers",
        "line": {"color": p.INK, "width": 2.5},
        "connectgaps": False,
        "marker": {"size": 5, "color": p.INK},
        "hovertemplate": "%{x|%b %Y}: %{y}" + ("%" if measure.unit == "%" else "") + "<extra></extra>",
    }


def _dots(measure: Measure, numbers: list[tuple[date, float]]) -> list[Drawn]:
    """Return the baseline's hollow dot and the latest reading's filled one."""
    (first_day, first), (last_day, last) = numbers[0], numbers[-1]
    alone = len(numbers) == 1
    hollow = measure.baseline is not None and first == measure.baseline and not alone
    dots = [(first_day, first, p.PAPER if hollow else p.INK), (last_day, last, p.INK)]
    return [dot(day, value, colour) for day, value, colour in dots[alone:]]


def dot(day: date, value: float, colour: str) -> Drawn:
    """Return one large dot with an ink edge, filled with the colour."""
    return {
        "type": "scatter",
        "x": [day.isoformat()],
        "y": [value],
        "mode": "markers",
        "hoverinfo": "skip",
        "marker": {"size": 9, "color": colour, "line": {"color": p.INK, "width": 2}},
    }


def _figures(measure: Measure, numbers: list[tuple[date, float]], top: float) -> list[Drawn]:
    """Return the figures of the latest reading and of the first."""
    (first_day, first), (last_day, last) = numbers[0], numbers[-1]
    alone = len(numbers) == 1
    latest: Drawn = {
        "x": last_day.isoformat(),
        "y": last,
        "text": format_value(last, measure.unit),
        # A tag for bold would become an inline style, which the pages of the web forbid.
        "font": {"weight": 700},
        "showarrow": False,
        "yshift": _clear(last, measure, top),
        "xanchor": "center" if alone else "right",
        "xshift": 0 if alone else 8,
    }
    if alone:
        return [latest]
    start: Drawn = {
        "x": first_day.isoformat(),
        "y": first,
        "text": format_value(first, measure.unit),
        "showarrow": False,
        "yshift": _clear(first, measure, top),
        "xanchor": "left",
        "xshift": -6,
    }
    return [latest, start]


def _clear(value: float, measure: Measure, top: float) -> int:
    """Return how far a figure stands above its dot, or below it where the target line is just above."""
    crowded = measure.target is not None and 0 <= measure.target - value < 0.3 * top
    return -15 if crowded and value > 0.2 * top else 15


def target_line(value: float) -> Drawn:
    """Return the broken line across the whole width at the height of a target."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "line": {"color": p.BRAND_MID, "width": 2, "dash": "dash"},
    }


def _target_name(measure: Measure, numbers: list[tuple[date, float]]) -> list[Drawn]:
    """Return the target's name, on the side where the readings are further from its line."""
    if measure.target is None:
        return []
    at_left = abs(numbers[0][1] - measure.target) > abs(numbers[-1][1] - measure.target)
    return [
        {
            "x": 0 if at_left else 1,
            "xref": "paper",
            "xanchor": "left" if at_left else "right",
            "y": measure.target,
            "yanchor": "bottom",
            "yshift": 1,
            "showarrow": False,
            "text": f"Target {format_value(measure.target, measure.unit)}",
            "font": {"color": p.BRAND, "size": 13},
        }
    ]


def _small_layout(measure: Measure, hidden: list[Reading], top: float) -> Drawn:
    ends = [r.period_end for r in measure.readings]
    first, last = min(ends), max(ends)
    pad = timedelta(days=max(round((last - first).days * 0.09), 15))
    # A hidden reading has a place in time and none in height: its letter stands on the axis.
    notes: list[Drawn] = [
        {
            "x": r.period_end.isoformat(),
            "y": 0,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "text": str(r.mark.value) if r.mark else "",
            "font": {"color": p.INK_SOFT, "size": 14},
        }
        for r in hidden
    ]
    places = [(0.5, "center", first)] if first == last else [(0, "left", first), (1, "right", last)]
    notes += [
        {
            "x": x,
            "xref": "paper",
            "xanchor": anchor,
            "y": 0,
            "yref": "paper",
            "yanchor": "top",
            "yshift": -2,
            "showarrow": False,
            "text": month_year(day),
            "font": {"color": p.INK_SOFT, "size": 13},
        }
        for x, anchor, day in places
    ]
    return plain_layout(
        172,
        margin={"l": 2, "r": 6, "t": 4, "b": 22},
        annotations=notes,
        xaxis={
            "type": "date",
            "fixedrange": True,
            "showgrid": False,
            "showline": True,
            "linecolor": p.INK,
            "zeroline": False,
            "showticklabels": False,
            "range": [(first - pad).isoformat(), (last + pad).isoformat()],
        },
        yaxis={"visible": False, "fixedrange": True, "range": [_lowest(measure), top * 1.22]},
    )


def _lowest(measure: Measure) -> float:
    """Return where the drawing starts: at zero, or below it where a reading is."""
    return min([0.0, *(r.value for r in numeric_readings(measure) if r.value is not None)])


def _label(measure: Measure, hidden: list[Reading], progress: Progress) -> str:
    said = ", ".join(
        f"{month_year(each.period_end)} "
        f"{'hidden' if each.value is None or each.mark else format_value(each.value, measure.unit)}"
        for each in measure.readings[-8:]
    )
    target = f" Target {format_value(measure.target, measure.unit)}." if measure.target is not None else ""
    some = f" {counted(len(hidden), 'readings')} without a number." if hidden else ""
    return f"Line, {measure.code} {measure.title}: {said}.{target} {progress.label}.{some}"
