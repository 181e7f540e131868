"""When every action runs: the figure of the pack and of the page, with its table."""

from collections.abc import Sequence
from datetime import date

from planner.domain.calendar import long_date
from planner.domain.delivery.schedule import Standing
from planner.domain.delivery.timeline_words import has_dates, running_sentence, timeline_finding
from planner.domain.plan import Milestone
from planner.domain.recommendations.coverage import DONE
from planner.domain.vocabulary import Delivery
from planner.packs.badges import standing_badge
from planner.packs.charts.figures import Figure
from planner.packs.charts.timeline_drawing import draw_timeline
from planner.packs.review import Review
from planner.packs.tables.table import Column, Heading, Table

MOST_BARS = 60


def timeline_figure(review: Review) -> Figure:
    """Return when every action runs: bars by status, today, milestones, and first end dates that moved."""
    every = [each for each in review.assessment.standings.values() if has_dates(each)]
    shown = every if len(every) <= MOST_BARS else _pressing(every)
    left = f"The {len(shown)} unfinished actions that end first are drawn." if len(shown) < len(every) else ""
    return timeline_of(every, shown, review.today, left=left)


def timeline_of(
    every: Sequence[Standing], shown: Sequence[Standing], today: date, *, left: str = "", titles: bool = False
) -> Figure:
    """Return the figure of some of the actions: its words speak of ``every``, and ``shown`` are drawn.

    The table holds all that are shown; the drawing those of them that have both dates. ``left`` says
    which are not shown, and ``titles`` writes the actions' titles beside their codes.
    """
    drawn = [each for each in shown if has_dates(each)]
    is_dated = any(map(has_dates, every))
    words = [running_sentence(every, today), left] if is_dated else []
    undated = len(shown) - len(drawn)
    if drawn and undated:
        words.append(
            f"{undated} without a start or an end date {'is' if undated == 1 else 'are'} in the table alone."
        )
    return Figure(
        name="timeline",
        section=4,
        finding=timeline_finding(every),
        sentence=" ".join(each for each in words if each)
        or "Give actions a start and an end date to see them here.",
        table=_table(shown),
        plots=(draw_timeline(drawn, today, titles=titles),) if drawn else (),
        key=tuple(each for each in Delivery if any(standing.delivery is each for standing in drawn)),
        note=_note(drawn),
    )


def _pressing(every: Sequence[Standing]) -> list[Standing]:
    over = DONE | {Delivery.WITHDRAWN}
    open_ones = [each for each in every if each.delivery not in over]
    return sorted(open_ones, key=lambda each: each.action.end_on or date.max)[:MOST_BARS]


def _note(drawn: Sequence[Standing]) -> str:
    words = []
    if any(each.slipped_days for each in drawn):
        words.append(
            "A hollow diamond is the first end date of an action that moved; a line leads to the date now."
        )
    if any(each.days_overdue for each in drawn):
        words.append("A dotted line runs on to today from an end date that has passed.")
    if any(each.action.milestones for each in drawn):
        words.append("A dot is a milestone: filled when done, hollow when not yet.")
    return " ".join(words)


def _table(shown: Sequence[Standing]) -> Table:
    return Table(
        name="timeline",
        title="When actions run",
        headings=(
            Heading("Code", Column.CODE, 8),
            Heading("Action", width=40),
            Heading("Start", Column.DATE, 16),
            Heading("End", Column.DATE, 16),
            Heading("First end date", Column.DATE, 16),
            Heading("Status", Column.STATUS, 16),
            Heading("Milestones", width=40),
        ),
        rows=tuple(
            (
                each.action.code,
                each.action.title,
                each.action.start_on,
                each.action.end_on,
                each.action.first_end_on if each.slipped_days else None,
                standing_badge(each),
                "\n".join(map(milestone_words, each.action.milestones)),
            )
            for each in shown
        ),
        empty="No action has a start and an end date yet.",
    )


def milestone_words(milestone: Milestone) -> str:
    """Return a milestone with the day on which it was done or is due."""
    if milestone.done_on:
        return f"{milestone.title}: done {long_date(milestone.done_on)}"
    return f"{milestone.title}: due {long_date(milestone.due_on)}, not yet done"
