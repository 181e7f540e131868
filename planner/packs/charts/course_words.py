"""The words on a measure's chart: figures, the target's name, letters for missing numbers, notes, events."""

from collections.abc import Iterator

from planner.domain.calendar import month_year
from planner.domain.measures.trend_words import target_words
from planner.domain.phrases import format_value, upper_first, with_unit
from planner.packs import palette as p
from planner.packs.charts.course_frame import ROOM_BELOW, CourseFrame
from planner.packs.charts.style import Drawn, safe

MOST_NAMED = 8
"""With more readings than this only the first, the lowest, the highest and the latest carry their figure."""
LONGEST_UNIT = 10
"""A unit longer than this stands above the scale alone, and not at the latest reading as well."""
LONGEST_TARGET = 20
SOFT = {"color": p.INK_SOFT, "size": 13}


def words_of(frame: CourseFrame) -> list[Drawn]:
    """Return the notes of a chart, those that must not be covered last."""
    return [
        *_unit(frame),
        *_target_name(frame),
        *_letters(frame),
        *_note_numbers(frame),
        *_event_notes(frame),
        *_figures(frame),
    ]


def has_unit(frame: CourseFrame) -> bool:
    """Return whether the unit stands above the scale, because the figures do not carry it."""
    return frame.measure.unit not in ("", "%")


def _unit(frame: CourseFrame) -> list[Drawn]:
    if not has_unit(frame):
        return []
    return [
        {
            "text": safe(upper_first(frame.measure.unit)),
            "font": SOFT,
            "showarrow": False,
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -4,
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 10,
        }
    ]


def _target_name(frame: CourseFrame) -> Iterator[Drawn]:
    """Yield the target's words, on the side of its line from which no reading comes."""
    measure, latest = frame.measure, frame.latest
    if measure.target is None or latest is None or latest.value is None:
        return
    edge = measure.target if measure.target_high is None else measure.target_high
    height = (edge - frame.bottom) / (frame.top - frame.bottom)
    below = measure.target_high is None and latest.value > measure.target and height > ROOM_BELOW
    # At the start there is room for the words where the readings have come close since.
    is_close = abs(latest.value - edge) < ROOM_BELOW * (frame.top - frame.bottom)
    at_left = not below and (
        latest.value > edge or (is_close and abs(frame.known[0][1] - edge) > abs(latest.value - edge))
    )
    by = f" by {month_year(measure.target_on)}" if measure.target_on else ""
    words = target_words(measure)
    short = words if len(words) <= LONGEST_TARGET else format_value(edge)
    yield {
        "text": f"Target {safe(short)}{by}",
        "font": {"color": p.BRAND, "size": 14, "weight": 700},
        "showarrow": False,
        "x": 0 if at_left else 1,
        "xref": "paper",
        "xanchor": "left" if at_left else "right",
        "y": edge,
        "yanchor": "top" if below else "bottom",
        "yshift": -2 if below else 2,
    }


def _letters(frame: CourseFrame) -> Iterator[Drawn]:
    for point in frame.points:
        if point.mark is not None:
            yield {
                "text": point.mark.value,
                "font": {"color": p.INK_SOFT, "size": 15},
                "bgcolor": p.PAPER,
                "showarrow": False,
                "x": point.on.isoformat(),
                "y": point.height if point.height is not None else frame.bottom,
            }


def _figures(frame: CourseFrame) -> Iterator[Drawn]:
    """Yield the figures of the readings, the latest in full and in bold, on paper of their own."""
    named, last = _named(frame), len(frame.known) - 1
    for number, (day, value) in enumerate(frame.known):
        if number not in named:
            continue
        is_latest = number == last
        # At the right edge a figure stands inwards, so that nothing of it is cut off.
        inwards = is_latest and number > 0 and day == frame.last
        yield {
            "text": _in_full(frame, value) if is_latest else format_value(value, frame.measure.unit),
            # A tag for bold would become an inline style, which the pages of the web forbid.
            "font": {"size": 14, "color": p.INK, "weight": 700 if is_latest else 400},
            "bgcolor": p.PAPER,
            "borderpad": 1,
            "showarrow": False,
            "x": day.isoformat(),
            "y": value,
            "xanchor": "right" if inwards else "center",
            "xshift": 8 if inwards else 0,
            "yshift": -17 if frame.is_below(number) else 17,
        }


def _in_full(frame: CourseFrame, value: float) -> str:
    is_short = len(frame.measure.unit) <= LONGEST_UNIT
    return safe(with_unit(value, frame.measure.unit)) if is_short else format_value(value)


def _named(frame: CourseFrame) -> set[int]:
    count = len(frame.known)
    if count <= MOST_NAMED:
        return set(range(count))
    values = [value for _, value in frame.known]
    return {0, values.index(min(values)), values.index(max(values)), count - 1}


def _note_numbers(frame: CourseFrame) -> Iterator[Drawn]:
    """Yield the number of each note in a box, on the far side of the figure at its dot."""
    below = {day for number, (day, _) in enumerate(frame.known) if frame.is_below(number)}
    heights = {point.on: point.height for point in frame.points}
    noted = [each for each in frame.measure.readings if each.note and each.period_end in heights]
    for number, reading in enumerate(noted, start=1):
        yield {
            "text": str(number),
            "font": {"color": p.INK, "size": 12},
            "bgcolor": p.PAPER,
            "bordercolor": p.LINE_STRONG,
            "borderwidth": 1,
            "borderpad": 2,
            "showarrow": False,
            "x": reading.period_end.isoformat(),
            "y": heights[reading.period_end] or 0,
            "yshift": 20 if reading.period_end in below else -20,
        }


def _event_notes(frame: CourseFrame) -> Iterator[Drawn]:
    """Yield the events on short stems: at the foot of the drawing, or at its head where that is taken."""
    at_foot = frame.has_room_at_foot
    for event in frame.events:
        yield {
            "text": safe(event.words),
            "font": SOFT,
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": p.LINE_STRONG,
            "x": event.on.isoformat(),
            "y": 0 if at_foot else 1,
            "yref": "paper",
            "ax": 0,
            "ay": -26 if at_foot else -14,
        }
