"""What is said about elements and between them: links, assumptions, evidence, challenges, risks, claims.

A judgement of scrutiny is said about a plan too, and is no part of it: no file holds or replaces it.
"""

from dataclasses import dataclass
from datetime import date

from planner.domain.vocabulary import (
    Answer,
    Assurance,
    ChallengeKind,
    ChallengeStep,
    ClaimStatus,
    Confidence,
    DateDecision,
    EvidenceKind,
    Judgement,
    Rating,
    Strength,
)


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
class ScrutinyJudgement:
    """How far a scrutineer is assured of something, and apart from that how sure they are of it.

    ``about`` is the code of an element or clause, and empty for the whole plan.
    """

    about: str
    assurance: Assurance
    confidence: Confidence
    text: str
    on: date
    by_role: str


@dataclass(frozen=True, kw_only=True)
class DateRequest:
    """A request for another end date of an action, and what was decided, if it was.

    ``action`` is a code. A request that was agreed to is also a change of the action's end date.
    """

    action: str
    end_on: date
    reason: str
    asked_on: date
    asked_by: str
    decision: DateDecision | None = None
    decided_on: date | None = None
    decided_by: str = ""
    because: str = ""


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
