"""What one readable file holds: a whole plan, and whether it is an earlier one kept as a snapshot."""

from dataclasses import dataclass
from datetime import date

from planner.domain.plan import Plan


@dataclass(frozen=True, kw_only=True)
class SnapshotLabel:
    """The name and the day of an earlier state of a plan, such as "Annual review 2026"."""

    label: str
    taken_on: date


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """A plan as one file holds it. With a ``snapshot`` it is an earlier plan to keep, not the current one."""

    plan: Plan
    snapshot: SnapshotLabel | None = None
