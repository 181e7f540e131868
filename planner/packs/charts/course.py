"""The drawing of one measure's course, made of plain dictionaries for Plotly's script.

Readings are labelled where they stand, the target on its line, and notes by numbers; a missing
number is a letter on a dotted stretch. Time runs on to the target's date, and the scale starts at
zero.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from planner.domain.measures.distance import numeric_readings
from planner.domain.measures.trend import trend
from planner.domain.vocabulary import Direction
from planner.packs import palette as p
from planner.packs.charts.course_frame import CourseFrame
from planner.packs.charts.course_words import SOFT, has_unit, words_of
from planner.packs.charts.style import Drawn, plain_layout
from planner.packs.charts.trend import dot, target_line

HEIGHT = 340
_LEAST_BAND = 0.03
_ROOM_ABOVE = 1.2


def course_drawing(frame: CourseFrame) -> Drawn:
    """Return the drawing of a measure that has at least one number, as Plotly's data and layout."""
    return {"data": list(_traces(frame)), "layout": _layout(frame)}


def course_key(frame: CourseFrame) -> str:
    """Return what the parts of the chart mean, each only where it is drawn."""
    hidden = {point.mark for point in frame.points if point.mark is not None}
    parts = [
        "Hollow dot: baseline." if any(point.is_baseline for point in frame.points) else "",
        "Broken line: target." if frame.measure.target is not None else "",
        "Dotted line: the way to it." if _path(frame) else "",
        "Grey band: a change that counts as none." if _band(frame) else "",
        "On a stem: when an action starts that should move it." if frame.events else "",
        *(f"{mark.value}: {mark.label.lower().replace(':', '')}." for mark in sorted(hidden)),
        "Numbers in boxes: the notes below." if any(each.note for each in frame.measure.readings) else "",
    ]
    return " ".join(part for part in parts if part)


def _traces(frame: CourseFrame) -> Iterator[Drawn]:
    """Yield the lines and dots, those that others stand on first."""
    yield from _stretches(frame)
    yield from _path(frame)
    yield _dots(frame)
    for point in frame.points:
        if point.is_baseline and point.value is not None and len(frame.known) > 1:
            yield dot(point.on, point.value, p.PAPER)
    day, value = frame.known[-1]
    yield dot(day, value, p.INK)


def _layout(frame: CourseFrame) -> Drawn:
    """Return the layout with its axes, the target, the band, letters, notes and events."""
    pad = timedelta(days=max(round((frame.last - frame.first).days * 0.05), 20))
    low = frame.bottom * _ROOM_ABOVE if frame.bottom < 0 else 0
    return plain_layout(
        HEIGHT,
        margin={"l": 4, "r": 10, "t": _head(frame), "b": 4},
        xaxis={
            "type": "date",
            "fixedrange": True,
            "showgrid": False,
            "showline": True,
            "linecolor": p.INK,
            "zeroline": False,
            "tickformat": "%b\n%Y",
            "nticks": 7,
            "ticks": "outside",
            "ticklen": 4,
            "tickfont": SOFT,
            "automargin": True,
            "range": [(frame.first - pad).isoformat(), (frame.last + pad).isoformat()],
        },
        yaxis={
            "fixedrange": True,
            "gridcolor": p.GRID,
            "zeroline": frame.bottom < 0,
            "zerolinecolor": p.INK,
            "nticks": 5,
            "ticksuffix": "%" if frame.measure.unit == "%" else "",
            "tickfont": SOFT,
            "separatethousands": True,
            "automargin": True,
            "range": [low, frame.top * _ROOM_ABOVE],
        },
        shapes=[*_band(frame), *_targets(frame), *_turn(frame)],
        annotations=words_of(frame),
    )


def _head(frame: CourseFrame) -> int:
    has_events = bool(frame.events) and not frame.has_room_at_foot
    return 12 + 22 * has_unit(frame) + 26 * has_events


def _stretches(frame: CourseFrame) -> Iterator[Drawn]:
    """Yield a line for each stretch between neighbours: dotted where a number is missing."""
    for before, here in pairwise(frame.points):
        is_known = before.value is not None and here.value is not None
        yield {
            "type": "scatter",
            "x": [before.on.isoformat(), here.on.isoformat()],
            "y": [before.height, here.height],
            "mode": "lines",
            "hoverinfo": "skip",
            "line": {"color": p.INK, "width": 3}
            if is_known
            else {"color": p.LINE_STRONG, "width": 1.5, "dash": "dot"},
        }


def _path(frame: CourseFrame) -> list[Drawn]:
    on, latest = frame.measure.target_on, frame.latest
    if frame.goal is None or latest is None or on is None or on <= latest.period_end:
        return []
    return [
        {
            "type": "scatter",
            "x": [latest.period_end.isoformat(), on.isoformat()],
            "y": [latest.value, frame.goal],
            "mode": "lines",
            "hoverinfo": "skip",
            "line": {"color": p.BRAND_MID, "width": 2, "dash": "dot"},
        }
    ]


def _dots(frame: CourseFrame) -> Drawn:
    percent = "%" if frame.measure.unit == "%" else ""
    return {
        "type": "scatter",
        "x": [day.isoformat() for day, _ in frame.known],
        "y": [value for _, value in frame.known],
        "mode": "markers",
        "marker": {"size": 7, "color": p.INK},
        "hovertemplate": "%{x|%b %Y}: %{y}" + percent + "<extra></extra>",
    }


def _band(frame: CourseFrame) -> list[Drawn]:
    """Return the band round the reading before the latest in which a change counts as none."""
    moved = trend(frame.measure, numeric_readings(frame.measure))
    is_judged = frame.measure.direction not in (None, Direction.CONTEXT)
    if moved is None or not is_judged or len(frame.known) < 2:
        return []
    if 2 * moved.tolerance < _LEAST_BAND * (frame.top - frame.bottom):
        return []
    (before_on, before), (latest_on, _) = frame.known[-2:]
    return [
        {
            "type": "rect",
            "layer": "below",
            "x0": before_on.isoformat(),
            "x1": latest_on.isoformat(),
            "y0": before - moved.tolerance,
            "y1": before + moved.tolerance,
            "fillcolor": p.GRID,
            "line": {"width": 0},
        }
    ]


def _targets(frame: CourseFrame) -> Iterator[Drawn]:
    low, high = frame.measure.target, frame.measure.target_high
    if low is not None and high is not None:
        yield {
            "type": "rect",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": low,
            "y1": high,
            "fillcolor": p.BRAND_TINT,
            "line": {"width": 0},
        }
    yield from (target_line(each) for each in (low, high) if each is not None)


def _turn(frame: CourseFrame) -> Iterator[Drawn]:
    on = frame.measure.turns_on
    if on is not None and frame.first < on < frame.last:
        yield {
            "type": "line",
            "yref": "paper",
            "x0": on.isoformat(),
            "x1": on.isoformat(),
            "y0": 0,
            "y1": 1,
            "line": {"color": p.LINE_STRONG, "width": 1, "dash": "dot"},
        }
