"""Plans of any size for the benchmarks: the same shape and the same content every time."""

from datetime import date, timedelta

from planner.domain.plan import (
    Action,
    Agency,
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

START = date(2025, 10, 1)
QUARTERS = (date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))
STATUSES = (Status.ON_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.COMPLETE, Status.OFF_TRACK)
AGENCIES = (
    ("council", StatutoryPartner.LOCAL_AUTHORITY),
    ("police", StatutoryPartner.POLICE),
    ("icb", StatutoryPartner.HEALTH),
    ("probation", None),
    ("voluntary", None),
)


def big_plan(actions: int, measures: int = 200, *, partnership: str = "benchshire") -> Plan:
    """Return a sound plan of ``actions`` actions with four updates each and measures with eight readings.

    One outcome stands for every ten actions and one aim for every five outcomes.
    """
    outcomes = max(1, actions // 10)
    aims = max(1, outcomes // 5)
    return Plan(
        partnership=Partnership(
            slug=partnership,
            name=f"{partnership.title()} Safeguarding Children Partnership",
            short_name=partnership.title(),
            nation=Nation.ENGLAND,
        ),
        slug="2025-28",
        title="Strategy 2025 to 2028",
        starts_on=START,
        ends_on=date(2028, 9, 30),
        versions=(Version(label="1.0", phase=Phase.APPROVED, dated_on=date(2025, 9, 30)),),
        next_review_on=date(2027, 10, 31),
        stages=(Stage(code="ST1", title="Foundations", starts_on=START, ends_on=date(2028, 9, 30)),),
        agencies=tuple(
            Agency(code=code, name=code.title(), statutory_partner=partner) for code, partner in AGENCIES
        ),
        vision=Node(code="V", title="Every child grows up safe from sexual abuse"),
        priorities=(Node(code="P1", title="Act together"),),
        aims=tuple(Node(code=f"A{aim}", title=f"Aim {aim}") for aim in range(aims)),
        outcomes=tuple(
            Outcome(code=f"O{outcome}", title=f"Children are helped sooner by {outcome}", groups=("G2",))
            for outcome in range(outcomes)
        ),
        actions=tuple(_action(number) for number in range(actions)),
        measures=tuple(_measure(number) for number in range(measures)),
        links=(
            Link(source="P1", target="V", because="It serves the vision."),
            *(Link(source=f"A{aim}", target="P1", because="It serves it.") for aim in range(aims)),
            *(
                Link(source=f"O{each}", target=f"A{each % aims}", because="It follows.")
                for each in range(outcomes)
            ),
            *(
                Link(source=f"X{each}", target=f"O{each % outcomes}", because="It brings it about.")
                for each in range(actions)
            ),
            *(
                Link(source=f"M{each}", target=f"O{each % outcomes}", because="It shows it.")
                for each in range(measures)
            ),
        ),
        evidence=tuple(
            Evidence(
                code=f"E{number}",
                kind=EvidenceKind.DOCUMENT,
                on=QUARTERS[-1],
                title="Minutes of the steering group",
                shows="The work was done as agreed.",
                strength=Strength.ACTIVITY,
                about=(f"X{number * 5 % actions}",),
            )
            for number in range(actions // 5)
        ),
    )


def _action(number: int) -> Action:
    return Action(
        code=f"X{number}",
        title=f"Agree and carry out step {number} of the joint work",
        lead_agency=AGENCIES[number % len(AGENCIES)][0],
        lead_role="Head of safeguarding",
        stage="ST1",
        start_on=START + timedelta(days=number % 90),
        first_end_on=date(2026, 10, 31) + timedelta(days=number % 700),
        updates=tuple(
            Update(
                on=on,
                status=Status.ON_TRACK if place < 3 else STATUSES[number % len(STATUSES)],
                sentence=f"Step {number} went on as agreed by the steering group in this quarter.",
                by_role="Head of safeguarding",
            )
            for place, on in enumerate(QUARTERS)
        ),
        clauses=(f"R3.{number % 9 + 1}",),
    )


def _measure(number: int) -> Measure:
    return Measure(
        code=f"M{number}",
        title=f"Share of sampled records that show practice {number}",
        question=Question.HOW_WELL,
        unit="%",
        direction=Direction.HIGHER,
        source="Audit",
        method="Sample",
        recorded_in="Audit tool",
        collator_role="Analyst",
        presenter_role="Quality lead",
        forum="Steering group",
        frequency=Frequency.QUARTERLY,
        lag_days=42,
        baseline=30.0,
        baseline_on=date(2024, 12, 31),
        target=90.0,
        target_on=date(2028, 9, 30),
        readings=tuple(
            Reading(
                period=f"Quarter {place + 1}",
                period_end=date(2024, 12, 31) + timedelta(days=91 * place),
                value=30.0 + place * (number % 7),
                numerator=30,
                denominator=100,
            )
            for place in range(8)
        ),
    )
