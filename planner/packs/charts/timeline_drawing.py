"""The drawing of the timeline: a bar per action, a line at today, milestones, and first end dates.

Made of plain dictionaries in the documented form of Plotly's figures, so that a page that shows one
need not load Plotly's own classes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from planner.domain.calendar import long_date
from planner.domain.delivery.schedule import Standing
from planner.domain.phrases import counted
from planner.domain.plan import Milestone
from planner.domain.vocabulary import Delivery
from planner.packs import palette as p
from planner.packs.badges import delivery_badge
from planner.packs.charts.figures import Plot
from planner.packs.charts.series import fill_of
from planner.packs.charts.style import marker, plain_layout, safe

Drawn = dict[str, Any]

ROW = 23
"""Pixels for one bar."""
CODE_WIDTH, LETTER_WIDTH, TITLE_WIDTH = 52, 8, 278
"""Pixels left of the bars: at least so many for the codes, more for long ones, and so many for titles."""
CODE_LENGTH, TITLE_LENGTH = 14, 43
EDGE = 0.12
"""The part of the time axis at either end in which the words over today would be cut if centred."""
_DAY_MS = 86_400_000


def draw_timeline(
    shown: Sequence[Standing], today: date, *, titles: bool = False, name: str = "timeline", ticks: int = 8
) -> Plot:
    """Return the drawing of actions that all have a start and an end, from the first row down.

    ``titles`` writes their titles beside their codes; ``ticks`` is the most months named below.
    """
    first, last = _stretch(shown, today, air=40 if titles else 15)
    codes = _width_of_codes(shown)
    left = codes + (TITLE_WIDTH if titles else 0)
    drawing = {
        "data": [*_bars(shown), _letters(shown), *_dots(shown)],
        "layout": plain_layout(
            ROW * len(shown) + 62,
            bargap=0.22,
            barmode="overlay",
            margin={"l": left, "r": 12, "t": 30, "b": 34},
            xaxis=_time_axis(first, last, ticks),
            yaxis={
                "range": [len(shown) - 0.4, -0.6],
                "fixedrange": True,
                "tickmode": "array",
                "tickvals": list(range(len(shown))),
                "ticktext": [""] * len(shown),
                "zeroline": False,
                "showgrid": False,
            },
            shapes=[*_moves(shown), *_overdue(shown, today), _today_line(today)],
            annotations=[
                *_names(shown, left, TITLE_WIDTH if titles else 0),
                _today_words(first, today, last),
            ],
        ),
    }
    label = (
        f"Timeline of {counted(len(shown), 'actions')}, one bar each from start to end, with a line at today."
    )
    return Plot(name=name, json=drawing, label=label)


def _stretch(shown: Sequence[Standing], today: date, air: int) -> tuple[date, date]:
    """Return the days between which the axis runs: all bars, first end dates, milestones, and today.

    One part in ``air`` of them stands free at either end, so that a letter or mark there is whole.
    """
    days = [today]
    for each in shown:
        action = each.action
        days += [day for day in (action.start_on, action.end_on, action.first_end_on) if day]
        days += [_day(milestone) for milestone in action.milestones]
    first, last = min(days), max(days)
    free = timedelta(days=max(2, (last - first).days // air))
    return first - free, last + free


def _time_axis(first: date, last: date, ticks: int) -> Drawn:
    return {
        "type": "date",
        "range": [first.isoformat(), last.isoformat()],
        "fixedrange": True,
        "gridcolor": p.GRID,
        "tickformat": "%b %Y",
        "tickfont": {"size": 13},
        "nticks": ticks,
    }


def _bars(shown: Sequence[Standing]) -> Iterator[Drawn]:
    for delivery in Delivery:
        rows = [(row, each) for row, each in enumerate(shown) if each.delivery is delivery]
        if not rows:
            continue
        fill = fill_of(delivery_badge(delivery).text)
        yield {
            "type": "bar",
            "orientation": "h",
            "width": 0.78,
            "y": [row for row, _ in rows],
            "base": [_iso(each.action.start_on) for _, each in rows],
            "x": [_length(each) * _DAY_MS for _, each in rows],
            "marker": marker(fill),
            "name": delivery.label,
            "customdata": [_said(each) for _, each in rows],
            "hovertemplate": "%{customdata}<extra></extra>",
        }


def _letters(shown: Sequence[Standing]) -> Drawn:
    """Write the letter of what was declared before every bar, where no bar is too short for it."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [_iso(each.action.start_on) for each in shown],
        "y": list(range(len(shown))),
        "text": [f"{each.declared.letter} " for each in shown],
        "textposition": "middle left",
        "textfont": {"size": 13, "weight": 700, "color": p.INK},
        "hoverinfo": "skip",
    }


def _dots(shown: Sequence[Standing]) -> Iterator[Drawn]:
    moved = [
        (row, each.action.first_end_on, "First end date")
        for row, each in enumerate(shown)
        if each.slipped_days and each.action.first_end_on
    ]
    steps = [(row, milestone) for row, each in enumerate(shown) for milestone in each.action.milestones]
    if moved:
        yield _marks(moved, symbol="diamond-open", size=11, colour=p.INK)
    for is_done in (True, False):
        found = [(row, _day(each), each.title) for row, each in steps if bool(each.done_on) is is_done]
        if found:
            yield {
                **_marks(found, symbol="circle", size=8, colour=p.INK if is_done else p.PAPER),
                "name": "Milestone done" if is_done else "Milestone not yet done",
            }


def _marks(places: Sequence[tuple[int, date, str]], *, symbol: str, size: int, colour: str) -> Drawn:
    is_open = symbol.endswith("-open")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [day.isoformat() for _, day, _ in places],
        "y": [row for row, _, _ in places],
        "marker": {
            "symbol": symbol,
            "size": size,
            "color": colour,
            # The edge sets a mark off from any bar: light round dark, dark round light.
            "line": {"width": 1.5, "color": p.INK if is_open or colour == p.PAPER else p.PAPER},
        },
        "customdata": [safe(words) for _, _, words in places],
        "hovertemplate": "%{customdata}: %{x|%-d %B %Y}<extra></extra>",
    }


def _moves(shown: Iterable[Standing]) -> Iterator[Drawn]:
    """Draw a thin line under a bar from the first end date to the date now."""
    for row, each in enumerate(shown):
        if each.slipped_days:
            yield _line(_iso(each.action.first_end_on), _iso(each.action.end_on), row + 0.45)


def _overdue(shown: Iterable[Standing], today: date) -> Iterator[Drawn]:
    """Draw a dotted line on from the end of a bar that should be over, up to today."""
    for row, each in enumerate(shown):
        if each.days_overdue:
            yield _line(_iso(each.action.end_on), today.isoformat(), row, width=2, dash="dot")


def _line(start: str, end: str, y: float, **line: Any) -> Drawn:
    look = {"color": p.INK_SOFT, "width": 1, **line}
    return {"type": "line", "x0": start, "x1": end, "y0": y, "y1": y, "line": look}


def _today_line(today: date) -> Drawn:
    return {
        "type": "line",
        "x0": today.isoformat(),
        "x1": today.isoformat(),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": p.INK, "width": 2},
    }


def _today_words(first: date, today: date, last: date) -> Drawn:
    place = (today - first) / (last - first)
    return {
        "x": today.isoformat(),
        "xanchor": "left" if place < EDGE else "right" if place > 1 - EDGE else "center",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"weight": 700},
        "text": long_date(today),
    }


def _width_of_codes(shown: Iterable[Standing]) -> int:
    longest = max(min(len(each.action.code), CODE_LENGTH) for each in shown)
    return max(CODE_WIDTH, LETTER_WIDTH * longest + 12)


def _names(shown: Sequence[Standing], left: int, titles: int) -> Iterator[Drawn]:
    """Write codes, and titles where there is room for them, left of the bars in two straight columns."""
    for row, each in enumerate(shown):
        yield _name(row, safe(_short(each.action.code, CODE_LENGTH)), left - 4, weight=700)
        if titles:
            yield _name(row, safe(_short(each.action.title, TITLE_LENGTH)), titles, weight=400)


def _name(row: int, words: str, left: int, weight: int) -> Drawn:
    # Bold comes from the font: a tag inside the text would need an inline style, which pages forbid.
    return {
        "x": 0,
        "xref": "paper",
        "xshift": -left,
        "xanchor": "left",
        "y": row,
        "yref": "y",
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "font": {"size": 13, "weight": weight},
        "text": words,
    }


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _day(milestone: Milestone) -> date:
    return milestone.done_on or milestone.due_on


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _length(standing: Standing) -> int:
    start, end = standing.action.start_on, standing.action.end_on
    return max((end - start).days, 1) if start and end else 0


def _said(standing: Standing) -> str:
    action = standing.action
    return safe(f"{action.code} {action.title[:60]}: {standing.delivery.label.lower()}")
