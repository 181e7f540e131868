"""The small line of a measure: hollow dot the baseline, filled dot the latest, broken line the target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from planner.domain.measures.course import CoursePoint, course
from planner.domain.measures.progress import MeasureProgress
from planner.domain.measures.trend_words import nothing_words, trend_sentence
from planner.domain.plan import Measure

WIDTH, HEIGHT = 148, 40
_LEFT, _RIGHT = 7.0, 141.0
_TOP, _BOTTOM = 6.0, 34.0
_MIDDLE = (_TOP + _BOTTOM) / 2
_LETTER_DROP = 4.5
_LETTER_SPACE = 6.0


@dataclass(frozen=True)
class _Scale:
    """Where a day and a value stand: time from left to right, values from the bottom up."""

    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> float:
        days = (self.last - self.first).days
        if not days:
            return (_LEFT + _RIGHT) / 2
        return _LEFT + (_RIGHT - _LEFT) * (day - self.first).days / days

    def y(self, value: float | None) -> float:
        if value is None or self.high == self.low:
            return _MIDDLE
        return _BOTTOM - (_BOTTOM - _TOP) * (value - self.low) / (self.high - self.low)


def trend_drawing(progress: MeasureProgress) -> Markup:
    """Return the line of a measure as a drawing of 148 by 40, or words where there is nothing to draw.

    Its scale runs from the lowest to the highest of baseline, readings and target, so rows are not
    to be compared with each other. A reading without a number is a letter on a dotted stretch, and
    never a zero. The drawing carries one to three sentences that say the same.
    """
    measure = progress.measure
    points = course(measure)
    if not points:
        return Markup('<span class="pp-trend__none">{}</span>').format(nothing_words(measure))
    scale = _scale(measure, points)
    parts = (
        *_target(measure, scale),
        *_lines(points, scale),
        *_letters(points, scale),
        *_dots(points, scale),
    )
    return Markup('<svg class="pp-trend" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, trend_sentence(measure), Markup("").join(parts)
    )


def _scale(measure: Measure, points: Sequence[CoursePoint]) -> _Scale:
    values = [point.value for point in points if point.value is not None]
    values += [value for value in (measure.target, measure.target_high) if value is not None]
    days = [point.on for point in points]
    return _Scale(min(days), max(days), min(values, default=0.0), max(values, default=0.0))


def _target(measure: Measure, scale: _Scale) -> Iterator[Markup]:
    for target in (measure.target, measure.target_high):
        if target is not None:
            yield Markup('<path class="pp-trend__target" d="M0 {y}H{x}"/>').format(
                y=_short(scale.y(target)), x=WIDTH
            )


def _lines(points: Sequence[CoursePoint], scale: _Scale) -> Iterator[Markup]:
    """Join neighbours that have numbers by a line, and those with a letter between them by dots."""
    places = [(scale.x(point.on), scale.y(point.height)) for point in points]
    for (before, here), (start, end) in zip(pairwise(points), pairwise(places), strict=True):
        is_known = before.value is not None and here.value is not None
        kind = "pp-trend__line" if is_known else "pp-trend__gap"
        (x1, y1), (x2, y2) = start, end
        path = f"M{_short(x1)} {_short(y1)}L{_short(x2)} {_short(y2)}"
        yield Markup('<path class="{}" d="{}"/>').format(kind, path)


def _letters(points: Sequence[CoursePoint], scale: _Scale) -> Iterator[Markup]:
    for point in points:
        if point.mark is not None:
            # A letter at the very top or bottom would be cut by the row above or below it.
            y = min(max(scale.y(point.height), _LETTER_SPACE), HEIGHT - _LETTER_SPACE)
            yield Markup('<text class="pp-trend__c" x="{}" y="{}">{}</text>').format(
                _short(scale.x(point.on)), _short(y + _LETTER_DROP), point.mark.value
            )


def _dots(points: Sequence[CoursePoint], scale: _Scale) -> Iterator[Markup]:
    known = [point for point in points if point.value is not None]
    for point in known:
        if point is known[-1]:
            yield _dot("pp-trend__now", point, scale)
        elif point.is_baseline:
            yield _dot("pp-trend__base", point, scale)


def _dot(kind: str, point: CoursePoint, scale: _Scale) -> Markup:
    x, y = _short(scale.x(point.on)), _short(scale.y(point.value))
    return Markup('<circle class="{}" cx="{}" cy="{}" r="3.5"/>').format(kind, x, y)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
