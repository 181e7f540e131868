"""The plan as frozen values: what people said, when, who and why, and nothing derived.

Everything else in the product reads one of these snapshots. Elements refer to one another by
code, which is unique in a plan. Collections are tuples in the order people gave them; dated
histories run oldest first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.vocabulary import (
    Answer,
    Beneficiary,
    ChallengeKind,
    ChallengeStep,
    ClaimStatus,
    Collection,
    Confidence,
    Direction,
    EvidenceKind,
    Frequency,
    Horizon,
    Importance,
    Judgement,
    Kind,
    Level,
    Mark,
    MeasureKind,
    Nation,
    Phase,
    Prevention,
    Question,
    Rating,
    SectionState,
    Status,
    StatutoryPartner,
    Strength,
)


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
class Node:
    """An element of the theory of change; vision, priorities and aims are just this."""

    code: str
    title: str
    description: str = ""
    retired_on: date | None = None
    retired_because: str = ""


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


@dataclass(frozen=True, kw_only=True)
class Link:
    """From a cause to its effect: action, outcome, aim, priority, vision; or measure to outcome.

    ``main`` marks the one main outcome of an action and the one main aim of an outcome.
    """

    source: str
    target: str
    main: bool = True
    because: str = ""
    confidence: Confidence | None = None
    judgement: Judgement = Judgement.UNTESTED
    judged_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """What must be true for the link from ``source`` to ``target`` to hold."""

    code: str
    text: str
    source: str
    target: str
    confidence: Confidence | None = None
    how_tested: str = ""
    tested_on: date | None = None
    judgement: Judgement = Judgement.UNTESTED

    @property
    def is_doubtful(self) -> bool:
        """Return whether the link that rests on it should be drawn as a broken line."""
        weak = (Judgement.WEAKENED, Judgement.FAILED)
        return self.judgement in weak or self.confidence is Confidence.LOW


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Something that can be looked at. ``about`` are codes of elements and clauses.

    ``reading_on`` ties it to one reading of the measure it is about, by its period's end.
    """

    code: str
    kind: EvidenceKind
    on: date
    title: str
    shows: str
    strength: Strength
    about: tuple[str, ...]
    link: str = ""
    reading_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ChallengeEvent:
    """A reply, a reopening or a closing."""

    on: date
    step: ChallengeStep
    text: str
    by_role: str = ""


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """What a scrutineer or member asked, of whom, and what came of it. ``about`` is a code."""

    code: str
    kind: ChallengeKind
    raised_on: date
    raised_by: str
    text: str
    about: str = ""
    to_agency: str = ""
    evidence_asked: str = ""
    reply_due_on: date | None = None
    events: tuple[ChallengeEvent, ...] = ()
    answer: Answer | None = None
    answer_because: str = ""
    resulting_action: str = ""
    effect_seen: str = ""


@dataclass(frozen=True, kw_only=True)
class Risk:
    """Something that could stop an action or outcome. ``about`` are their codes."""

    code: str
    text: str
    likelihood: Rating
    impact: Rating
    response: str = ""
    owner_role: str = ""
    owner_agency: str = ""
    about: tuple[str, ...] = ()
    reviewed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What the partnership said about a clause on one day; the latest one stands."""

    clause: str
    status: ClaimStatus
    on: date
    by_role: str = ""
    reason: str = ""
    owner_agency: str = ""
    forum: str = ""
    confidence: Confidence | None = None


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
