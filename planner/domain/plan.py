"""The plan as frozen values: what people said, when, who and why, and nothing derived.

Everything else in the product reads one of these snapshots. Elements refer to one another by
code, which is unique in a plan. Collections are tuples in the order people gave them; dated
histories run oldest first.

This module is the door to all of them: import a plan's parts from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.elements import (
    Action,
    DateChange,
    Measure,
    Milestone,
    Node,
    Outcome,
    Reading,
    Update,
)
from planner.domain.records import (
    Assumption,
    Challenge,
    ChallengeEvent,
    Claim,
    Evidence,
    Link,
    Risk,
)
from planner.domain.vocabulary import (
    Kind,
    Nation,
    Phase,
    SectionState,
    StatutoryPartner,
)

__all__ = [
    "Action",
    "Agency",
    "Assumption",
    "Challenge",
    "ChallengeEvent",
    "Claim",
    "DateChange",
    "Evidence",
    "Link",
    "Measure",
    "Milestone",
    "Node",
    "Outcome",
    "Partnership",
    "Plan",
    "Reading",
    "RecordedReason",
    "Risk",
    "Section",
    "Stage",
    "Update",
    "Version",
]


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """A safeguarding children partnership (England) or regional safeguarding board (Wales)."""

    slug: str
    name: str
    short_name: str
    nation: Nation


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation, or a department that leads in its own name.

    ``statutory_partner`` says which statutory partner it belongs to; empty for everyone else.
    """

    code: str
    name: str
    statutory_partner: StatutoryPartner | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stretch of the strategy's time, with what it is for."""

    code: str
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the strategy: what it is called, how far it came, and who agreed it."""

    label: str
    phase: Phase
    dated_on: date
    agreed_by: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """The text of one of the template's eleven sections, S1 to S11."""

    code: str
    state: SectionState
    text: str


@dataclass(frozen=True, kw_only=True)
class RecordedReason:
    """Why nothing in the plan answers a clause (R4.6) or an affected group (G7)."""

    subject: str
    reason: str
    recorded_on: date
    by_role: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One strategy with its theory of change, action plan, measures and history."""

    partnership: Partnership
    slug: str
    title: str
    starts_on: date
    ends_on: date
    versions: tuple[Version, ...] = ()
    next_review_on: date | None = None
    guidance_edition: str = ""
    status_preset: str = "brag"
    freshness_days: int = 90
    stages: tuple[Stage, ...] = ()
    agencies: tuple[Agency, ...] = ()
    sections: tuple[Section, ...] = ()
    vision: Node | None = None
    priorities: tuple[Node, ...] = ()
    aims: tuple[Node, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: tuple[Measure, ...] = ()
    links: tuple[Link, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    risks: tuple[Risk, ...] = ()
    claims: tuple[Claim, ...] = ()
    recorded_reasons: tuple[RecordedReason, ...] = ()

    def nodes(self) -> Iterator[tuple[Kind, Node]]:
        """Yield every element with its kind, from the vision to the measures, in plan order."""
        if self.vision is not None:
            yield Kind.VISION, self.vision
        for priority in self.priorities:
            yield Kind.PRIORITY, priority
        for aim in self.aims:
            yield Kind.AIM, aim
        for outcome in self.outcomes:
            yield Kind.OUTCOME, outcome
        for action in self.actions:
            yield Kind.ACTION, action
        for measure in self.measures:
            yield Kind.MEASURE, measure

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kind of every element by its code."""
        return {node.code: kind for kind, node in self.nodes()}

    @cached_property
    def by_code(self) -> dict[str, Node]:
        """Every element by its code."""
        return {node.code: node for _, node in self.nodes()}

    @cached_property
    def agency_names(self) -> dict[str, str]:
        """The name of every agency by its code."""
        return {agency.code: agency.name for agency in self.agencies}

    @cached_property
    def main_links(self) -> dict[str, str]:
        """The main target of every element that has one: an action's outcome, an outcome's aim."""
        mains: dict[str, str] = {}
        for link in self.links:
            if link.main:
                mains.setdefault(link.source, link.target)
        return mains

    @property
    def version(self) -> Version | None:
        """Return the latest version, or nothing while the plan has none."""
        return self.versions[-1] if self.versions else None
