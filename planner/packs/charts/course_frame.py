"""Where everything of a measure's chart stands: its time, its scale, and where there is room for words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.measures.course import course, way_to_go
from planner.domain.measures.distance import numeric_readings
from planner.domain.phrases import some
from planner.domain.plan import Measure

#: Events that are nearer than this part of the time that is drawn stand as one.
NEAR = 0.11
NEAR_MANY = 0.3
#: Parts of the drawing's height: what makes a line steep, and what a figure needs beneath its dot.
STEEP = 0.25
ROOM_BELOW = 0.15


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened beside the readings, such as the start of an action, in a few words."""

    on: date
    words: str


class CourseFrame:
    """What the drawing of a measure is made from; ``known`` are its points that have a number.

    Time runs from ``first`` to ``last``, which is the target's date where there is one, and the
    scale from ``bottom``, zero unless a number is below it, to ``top``.
    """

    def __init__(self, measure: Measure, events: Sequence[Event] = ()) -> None:
        self.measure = measure
        self.points = course(measure)
        self.known = [(point.on, point.value) for point in self.points if point.value is not None]
        readings = numeric_readings(measure)
        self.latest = readings[-1] if readings else None
        self.goal = way_to_go(measure, self.latest)
        days = [point.on for point in self.points]
        self.first: date = min(days, default=date.min)
        if measure.target is not None and measure.target_on is not None:
            days.append(measure.target_on)
        self.last: date = max(days, default=date.min)
        self.events = self._gathered(events)
        values = [value for _, value in self.known]
        targets = [each for each in (measure.target, measure.target_high) if each is not None]
        self.top = max([*values, *targets, 0.0]) or 1.0
        self.bottom = min([0.0, *values, *targets])

    def _gathered(self, events: Sequence[Event]) -> list[Event]:
        """Return the events inside the drawing, those too near to each other as one."""
        inside = sorted(
            (each for each in events if self.first <= each.on <= self.last), key=lambda each: each.on
        )
        groups = [[each] for each in inside]
        number = 1
        while number < len(groups):
            before, here = groups[number - 1], groups[number]
            # Several stand under longer words, which need more room than one code.
            need = NEAR if len(before) == len(here) == 1 else NEAR_MANY
            if here[0].on - before[0].on < (self.last - self.first) * need:
                groups[number - 1 : number + 1] = [[*before, *here]]
                number = max(number - 1, 1)
            else:
                number += 1
        return [Event(on=each[0].on, words=some([event.words for event in each], 1)) for each in groups]

    @property
    def has_room_at_foot(self) -> bool:
        """Whether events can stand at the foot of the drawing without touching a reading."""
        lowest = min((value for _, value in self.known), default=self.bottom)
        return lowest - self.bottom > 2 * ROOM_BELOW * (self.top - self.bottom)

    def is_below(self, number: int) -> bool:
        """Return whether a figure stands below its dot: where its lines leave upwards."""
        values = [value for _, value in self.known]
        here = values[number]
        beside = [*values[max(number - 1, 0) : number], *values[number + 1 : number + 2]]
        if number == len(values) - 1 and self.goal is not None:
            beside.append(self.goal)
        span = self.top - self.bottom
        is_inwards = number == len(values) - 1 and self.known[number][0] == self.last
        # A single line that leaves upwards leaves room above the dot, unless it is steep or passes there.
        steep = 0 if len(beside) > 1 or is_inwards else STEEP * span
        is_low = bool(beside) and min(beside) >= here and max(beside) > here + steep
        return is_low and here - self.bottom > ROOM_BELOW * span
