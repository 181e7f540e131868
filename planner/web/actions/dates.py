"""When an action runs: its end dates with every revision and why, and its milestones."""

from dataclasses import dataclass
from datetime import date

from planner.domain.calendar import long_date
from planner.domain.phrases import counted
from planner.domain.plan import Action


@dataclass(frozen=True, kw_only=True)
class EndDate:
    """One end date: the first, or a revision with its reason. Only the last one stands."""

    day: str
    is_current: bool
    agreed: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneRow:
    """One milestone: when it was planned, when it was done, and how late it is or was."""

    title: str
    planned: str
    done: str
    late: str


def end_dates(action: Action) -> tuple[EndDate, ...]:
    """Return the first end date and every revision, oldest first; nothing where none was ever set."""
    changes = action.date_changes
    found = []
    if action.first_end_on is not None:
        found.append(
            EndDate(
                day=long_date(action.first_end_on),
                is_current=not changes,
                agreed="First end date",
                reason="",
            )
        )
    for change in changes:
        by_whom = f" by {change.approved_by}" if change.approved_by else ""
        found.append(
            EndDate(
                day=long_date(change.end_on),
                is_current=change is changes[-1],
                agreed=f"Agreed{by_whom}, {long_date(change.on)}",
                reason=change.reason,
            )
        )
    return tuple(found)


def milestone_rows(action: Action, today: date) -> tuple[MilestoneRow, ...]:
    """Return the milestones in the order in which they are planned."""
    return tuple(
        MilestoneRow(
            title=each.title,
            planned=long_date(each.due_on),
            done=long_date(each.done_on) if each.done_on else "",
            late=_late(each.due_on, each.done_on, today),
        )
        for each in sorted(action.milestones, key=lambda each: each.due_on)
    )


def _late(due_on: date, done_on: date | None, today: date) -> str:
    days = ((done_on or today) - due_on).days
    return f"{counted(days, 'days')} late" if days > 0 else ""
