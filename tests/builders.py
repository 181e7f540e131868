"""Small plans for tests, built by hand: sound by default, changed where a test needs it."""

from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.plan import (
    Action,
    Agency,
    Assumption,
    Evidence,
    Link,
    Measure,
    Node,
    Outcome,
    Partnership,
    Plan,
    Reading,
    Stage,
    Update,
    Version,
)
from planner.domain.vocabulary import (
    Direction,
    EvidenceKind,
    Frequency,
    Nation,
    Phase,
    Question,
    Status,
    StatutoryPartner,
    Strength,
)

TODAY = date(2026, 11, 21)


def make_update(on: date, status: Status, **changes: Any) -> Update:
    """Return an update with a sentence."""
    return replace(Update(on=on, status=status, sentence="The work goes on as agreed."), **changes)


def make_action(code: str = "1.1a", **changes: Any) -> Action:
    """Return an action that is on track, recently said so, and has everything it needs."""
    action = Action(
        code=code,
        title=f"Do the work of {code}",
        lead_agency="council",
        lead_role="Head of safeguarding",
        stage="ST1",
        start_on=date(2026, 1, 1),
        first_end_on=date(2027, 3, 31),
        updates=(make_update(date(2026, 9, 30), Status.ON_TRACK),),
    )
    return replace(action, **changes)


def make_reading(period_end: date, value: float | None, **changes: Any) -> Reading:
    """Return a reading for the period that ended on the day given."""
    return replace(Reading(period=f"To {period_end:%b %Y}", period_end=period_end, value=value), **changes)


def make_measure(code: str = "M01", **changes: Any) -> Measure:
    """Return a percentage that rises from 40 towards 80, read twice, with its whole framework."""
    measure = Measure(
        code=code,
        title=f"Share seen by {code}",
        description="Share of sampled records.",
        question=Question.HOW_WELL,
        unit="%",
        direction=Direction.HIGHER,
        source="Audit",
        method="Audit of a sample",
        recorded_in="Audit tool",
        collator_role="Quality officer",
        collator_agency="council",
        presenter_role="Head of quality",
        forum="Steering group",
        frequency=Frequency.HALF_YEARLY,
        lag_days=30,
        baseline=40.0,
        baseline_on=date(2026, 3, 31),
        baseline_period="Half-year to March 2026",
        target=80.0,
        target_on=date(2028, 9, 30),
        readings=(make_reading(date(2026, 3, 31), 40.0), make_reading(date(2026, 9, 30), 55.0)),
    )
    return replace(measure, **changes)


def make_evidence(code: str = "E01", about: tuple[str, ...] = ("1.1a",), **changes: Any) -> Evidence:
    """Return a document that shows activity."""
    evidence = Evidence(
        code=code,
        kind=EvidenceKind.DOCUMENT,
        on=date(2026, 9, 30),
        title="Minutes",
        shows="The work was done.",
        strength=Strength.ACTIVITY,
        about=about,
    )
    return replace(evidence, **changes)


def make_plan(**changes: Any) -> Plan:
    """Return the smallest sound plan: one element of each kind, linked, with three statutory partners."""
    plan = Plan(
        partnership=Partnership(
            slug="testshire",
            name="Testshire Safeguarding Children Partnership",
            short_name="Testshire",
            nation=Nation.ENGLAND,
        ),
        slug="2025-28",
        title="Strategy 2025 to 2028",
        starts_on=date(2025, 10, 1),
        ends_on=date(2028, 9, 30),
        versions=(Version(label="1.0", phase=Phase.APPROVED, dated_on=date(2025, 9, 30)),),
        next_review_on=date(2027, 10, 31),
        stages=(
            Stage(code="ST1", title="Foundations", starts_on=date(2025, 10, 1), ends_on=date(2028, 9, 30)),
        ),
        agencies=(
            Agency(
                code="council", name="Testshire Council", statutory_partner=StatutoryPartner.LOCAL_AUTHORITY
            ),
            Agency(code="police", name="Testshire Police", statutory_partner=StatutoryPartner.POLICE),
            Agency(code="icb", name="Testshire ICB", statutory_partner=StatutoryPartner.HEALTH),
        ),
        vision=Node(code="V", title="Every child is safe from sexual abuse"),
        priorities=(Node(code="P1", title="Act together"),),
        aims=(Node(code="A1", title="Decide together"),),
        outcomes=(Outcome(code="O1.1", title="The right people take part", groups=("G2",)),),
        actions=(make_action(),),
        measures=(make_measure(),),
        links=(
            Link(source="P1", target="V", because="It serves the vision."),
            Link(source="A1", target="P1", because="It serves the priority."),
            Link(source="O1.1", target="A1", because="It follows from the aim."),
            Link(source="1.1a", target="O1.1", because="It brings people in."),
            Link(source="M01", target="O1.1", because="It shows who took part."),
        ),
        assumptions=(
            Assumption(
                code="AS1",
                text="People can be freed to come",
                source="1.1a",
                target="O1.1",
                tested_on=date(2026, 6, 30),
            ),
        ),
    )
    return replace(plan, **changes)
