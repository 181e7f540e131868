"""The elements of a theory of change: vision to measure, each with what people said about it.

Histories run oldest first. ``planner.domain.plan`` gathers them into a plan.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planner.domain.vocabulary import (
    Beneficiary,
    Collection,
    Direction,
    Frequency,
    Horizon,
    Importance,
    Level,
    Mark,
    MeasureKind,
    Prevention,
    Question,
    Status,
)


@dataclass(frozen=True, kw_only=True)
class Node:
    """An element of the theory of change; vision, priorities and aims are just this."""

    code: str
    title: str
    description: str = ""
    retired_on: date | None = None
    retired_because: str = ""


Element = TypeVar("Element", bound=Node)


def code_order(code: str) -> tuple[str | int, ...]:
    """Return the key by which codes stand in order as people count: O1.2 before O1.10.

    >>> sorted(("O1.10", "O1.2", "A2"), key=code_order)
    ['A2', 'O1.2', 'O1.10']
    """
    # Every second piece is a number, so that texts and numbers never meet.
    pieces = re.split("([0-9]+)", code.casefold())
    return tuple(int(piece) if place % 2 else piece for place, piece in enumerate(pieces))


def live(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Return the elements that are not retired, in their order.

    >>> kept, gone = (
    ...     Node(code="A1", title="Decide"),
    ...     Node(code="A2", title="Act", retired_on=date(2026, 3, 31)),
    ... )
    >>> [element.code for element in live((kept, gone))]
    ['A1']
    """
    return tuple(element for element in elements if element.retired_on is None)


@dataclass(frozen=True, kw_only=True)
class Outcome(Node):
    """A change that should follow, and for whom. ``groups`` are affected groups, G1 to G9."""

    beneficiaries: tuple[Beneficiary, ...] = ()
    groups: tuple[str, ...] = ()
    horizon: Horizon | None = None


@dataclass(frozen=True, kw_only=True)
class Update:
    """The only thing that changes an action's delivery status."""

    on: date
    status: Status
    sentence: str
    by_role: str = ""
    ask: str = ""
    ask_of: str = ""
    ask_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class DateChange:
    """A new end date, with the reason that every change needs."""

    on: date
    end_on: date
    reason: str
    approved_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A staging point inside an action."""

    title: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Action(Node):
    """A dated step with an owner. ``first_end_on`` is kept for ever; ``end_on`` is the date now.

    ``lead_agency`` and ``supporting_agencies`` are agency codes, ``depends_on`` action codes,
    ``indicators`` measure codes, ``clauses`` clause codes and ``groups`` affected-group codes.
    The lead is a role, not a person, so that it survives turnover.
    """

    lead_agency: str = ""
    lead_role: str = ""
    supporting_agencies: tuple[str, ...] = ()
    forum: str = ""
    stage: str = ""
    start_on: date | None = None
    first_end_on: date | None = None
    date_changes: tuple[DateChange, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    updates: tuple[Update, ...] = ()
    indicators: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    prevention: Prevention | None = None
    importance: Importance | None = None
    importance_because: str = ""
    outputs: str = ""
    resources: str = ""
    answers_finding: str = ""
    embedded_check_on: date | None = None

    @property
    def end_on(self) -> date | None:
        """Return the end date as it stands now: the last change's, else the first one agreed."""
        return self.date_changes[-1].end_on if self.date_changes else self.first_end_on


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One value of a measure for the period that ended on ``period_end``.

    ``value`` is in the measure's unit (percentages as 41.0 for 41%); ``beside`` is the second
    figure of a measure that has one. A reading with a ``mark`` has no number at all, so that a
    hidden value can never turn into one.
    """

    period: str
    period_end: date
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    beside: float | None = None
    mark: Mark | None = None
    note: str = ""
    entered_on: date | None = None
    entered_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Measure(Node):
    """What would show an outcome or a clause, with its evaluation framework (guide section 7.2).

    ``target`` is the level to reach by ``target_on``; for a range it is the lower end and
    ``target_high`` the upper. ``turns_on`` is when an expected rise should have turned into a
    fall. ``tolerance``, in the measure's unit, is the change that counts as none. ``beside_title``
    names a second figure that is shown with the first and never mixed with it.
    ``lag_days`` is how many days after a period ends its reading is due.
    """

    kind: MeasureKind = MeasureKind.QUANTITATIVE
    question: Question | None = None
    level: Level | None = None
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    direction: Direction | None = None
    rise_means: str = ""
    fall_means: str = ""
    identification: bool = False
    self_rated: bool = False
    source: str = ""
    method: str = ""
    recorded_in: str = ""
    collator_role: str = ""
    collator_agency: str = ""
    presenter_role: str = ""
    forum: str = ""
    frequency: Frequency | None = None
    lag_days: int = 0
    baseline: float | None = None
    baseline_period: str = ""
    baseline_on: date | None = None
    baseline_note: str = ""
    baseline_due_on: date | None = None
    target: float | None = None
    target_high: float | None = None
    target_on: date | None = None
    no_target_because: str = ""
    turns_on: date | None = None
    tolerance: float | None = None
    comparators: str = ""
    breakdowns: tuple[str, ...] = ()
    masks_small_numbers: bool = True
    beside_title: str = ""
    beside_baseline: float | None = None
    beside_target: float | None = None
    state: Collection = Collection.COLLECTED
    state_note: str = ""
    state_role: str = ""
    state_due_on: date | None = None
    clauses: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
