"""Plans that use every field, and plans of any size."""

from dataclasses import replace
from datetime import date, timedelta

from planner.domain.plan import (
    Assumption,
    Challenge,
    ChallengeEvent,
    Claim,
    DateChange,
    Link,
    Milestone,
    Node,
    Outcome,
    Plan,
    Reading,
    RecordedReason,
    Risk,
    Section,
    Version,
)
from planner.domain.vocabulary import (
    Answer,
    Beneficiary,
    ChallengeKind,
    ChallengeStep,
    ClaimStatus,
    Collection,
    Confidence,
    Horizon,
    Importance,
    Judgement,
    Level,
    Mark,
    Phase,
    Prevention,
    Rating,
    SectionState,
    Status,
)
from tests.builders import make_action, make_evidence, make_measure, make_plan, make_reading, make_update

DAY = date(2026, 9, 30)


def make_full_plan() -> Plan:
    """Return a plan in which every field that can be filled is filled somewhere."""
    first = make_action(
        "1.1a",
        description="Ask, and write down what was said.",
        supporting_agencies=("police", "icb"),
        forum="Steering group",
        date_changes=(
            DateChange(on=DAY, end_on=date(2027, 6, 30), reason="The system came late.", approved_by="Chair"),
        ),
        milestones=(
            Milestone(title="Agree the form", due_on=date(2026, 4, 30), done_on=date(2026, 4, 22)),
            Milestone(title="Ask the first ten", due_on=date(2026, 2, 28)),
        ),
        updates=(
            make_update(date(2026, 6, 30), Status.ON_TRACK, by_role="Head of safeguarding"),
            make_update(
                DAY, Status.OFF_TRACK, ask="Release two people", ask_of="police", ask_by=date(2026, 12, 31)
            ),
            make_update(DAY, Status.AT_RISK),
        ),
        indicators=("M02", "M01"),
        clauses=("R2.4", "R1.1"),
        groups=("G7", "G2"),
        prevention=Prevention.SECONDARY,
        importance=Importance.MUST,
        importance_because="Nothing else can begin without it.",
        outputs="A form",
        resources="Two days a week",
        answers_finding="Audit 2025, finding 3",
        embedded_check_on=date(2027, 12, 31),
    )
    second = make_action("1.1b", depends_on=("1.1a",), retired_on=DAY, retired_because="Done elsewhere.")
    measure = make_measure(
        "M01",
        level=Level.EARLY_IMPACT,
        numerator="Records that say so",
        denominator="Records looked at",
        rise_means="More is written down",
        fall_means="Less is written down",
        identification=True,
        self_rated=True,
        baseline_note="A small sample",
        baseline_due_on=date(2026, 12, 31),
        target_high=90.0,
        turns_on=date(2027, 9, 30),
        tolerance=2.5,
        comparators="Neighbours",
        breakdowns=("Sex", "Age band"),
        masks_small_numbers=False,
        beside_title="Sample",
        beside_baseline=10.0,
        beside_target=40.0,
        state=Collection.PROXY,
        state_note="Until the system can tell",
        state_role="Data officer",
        state_due_on=date(2027, 3, 31),
        clauses=("R2.1",),
        readings=(
            make_reading(
                date(2026, 3, 31),
                40.125,
                numerator=4,
                denominator=10,
                beside=10.0,
                note="First",
                entered_on=DAY,
                entered_by="Data officer",
            ),
            make_reading(DAY, None, mark=Mark.CONFIDENTIAL),
        ),
    )
    plain = make_measure("M02", baseline=None, target=None, no_target_because="Context", readings=())
    return make_plan(
        versions=(
            Version(label="0.9", phase=Phase.DRAFT, dated_on=date(2025, 6, 30), note="For comment"),
            Version(
                label="1.0", phase=Phase.APPROVED, dated_on=date(2025, 9, 30), agreed_by="Partnership board"
            ),
        ),
        guidance_edition="2025",
        status_preset="brag",
        freshness_days=60,
        sections=(
            Section(code="S1", state=SectionState.READY, text="“Why” – and £5"),
            Section(code="S10", state=SectionState.DRAFT, text=""),
        ),
        priorities=(
            Node(code="P1", title="Act together"),
            Node(code="P2", title="Listen", description="To children"),
        ),
        outcomes=(
            Outcome(
                code="O1.1",
                title="The right people take part",
                beneficiaries=(Beneficiary.SYSTEM, Beneficiary.CHILDREN),
                groups=("G2", "G1"),
                horizon=Horizon.MEDIUM,
            ),
            Outcome(code="O1.2", title="They stay", retired_on=DAY, retired_because="Not needed"),
        ),
        actions=(second, first),
        measures=(measure, plain),
        links=(
            Link(source="P1", target="V"),
            Link(source="A1", target="P1"),
            Link(source="O1.1", target="A1", because="It follows."),
            Link(source="1.1b", target="O1.1", main=False),
            Link(
                source="1.1a",
                target="O1.2",
                confidence=Confidence.LOW,
                judgement=Judgement.WEAKENED,
                judged_on=DAY,
            ),
            Link(source="1.1a", target="O1.1", main=False),
            Link(source="M01", target="O1.1"),
        ),
        assumptions=(
            Assumption(
                code="AS2",
                text="People come",
                source="1.1a",
                target="O1.2",
                confidence=Confidence.HIGH,
                how_tested="Attendance",
                tested_on=DAY,
                judgement=Judgement.HELD,
            ),
            Assumption(code="AS1", text="They can be freed", source="1.1a", target="O1.2"),
            Assumption(code="AS3", text="They speak", source="1.1a", target="O1.1"),
        ),
        evidence=(
            make_evidence("E01", ("R1.1", "1.1a", "M01"), link="https://example.org/minutes", reading_on=DAY),
            make_evidence("E02", ()),
        ),
        challenges=(
            Challenge(
                code="C1",
                kind=ChallengeKind.CONCERN,
                raised_on=date(2026, 7, 1),
                raised_by="Independent scrutineer",
                text="Why so late?",
                about="1.1a",
                to_agency="council",
                evidence_asked="Minutes",
                reply_due_on=date(2026, 7, 31),
                events=(
                    ChallengeEvent(
                        on=date(2026, 7, 20), step=ChallengeStep.REPLIED, text="The system.", by_role="Lead"
                    ),
                    ChallengeEvent(on=date(2026, 8, 1), step=ChallengeStep.REOPENED, text="Which?"),
                ),
                answer=Answer.PARTLY,
                answer_because="It is so",
                resulting_action="1.1b",
                effect_seen="Sooner now",
            ),
            Challenge(
                code="C2",
                kind=ChallengeKind.PRAISE,
                raised_on=DAY,
                raised_by="Board",
                text="Good",
                about="R4.6",
            ),
        ),
        risks=(
            Risk(
                code="K1",
                text="Nobody has time",
                likelihood=Rating.HIGH,
                impact=Rating.LOW,
                response="Plan",
                owner_role="Chair",
                owner_agency="police",
                about=("O1.1", "1.1a"),
                reviewed_on=DAY,
            ),
        ),
        claims=(
            Claim(
                clause="R2.4",
                status=ClaimStatus.UNDER_WAY,
                on=DAY,
                by_role="Chair",
                reason="It runs",
                owner_agency="icb",
                forum="Board",
                confidence=Confidence.MEDIUM,
            ),
            Claim(clause="R1.1", status=ClaimStatus.PLANNED, on=date(2026, 1, 1)),
        ),
        recorded_reasons=(
            RecordedReason(subject="G9", reason="Asked; none here.", recorded_on=DAY, by_role="Analyst"),
        ),
    )


def make_large_plan(actions: int) -> Plan:
    """Return a plan of so many actions with four updates each, and a fifth as many measures."""
    outcomes = tuple(Outcome(code=f"O{number}", title=f"Outcome {number}") for number in range(actions // 10))
    period = timedelta(days=91)
    return replace(
        make_plan(assumptions=()),
        outcomes=outcomes,
        actions=tuple(
            make_action(
                f"a{number}",
                clauses=("R1.1",),
                depends_on=(f"a{number - 1}",) if number else (),
                updates=tuple(
                    make_update(date(2026, 1, 31) + period * turn, Status.ON_TRACK) for turn in range(4)
                ),
            )
            for number in range(actions)
        ),
        measures=tuple(
            make_measure(
                f"M{number}",
                readings=tuple(
                    Reading(period=f"{turn}", period_end=date(2024, 3, 31) + period * turn, value=float(turn))
                    for turn in range(8)
                ),
            )
            for number in range(actions // 5)
        ),
        links=tuple(Link(source=f"a{number}", target=f"O{number // 10}") for number in range(actions)),
        evidence=tuple(make_evidence(f"E{number}", (f"a{number}",)) for number in range(0, actions, 5)),
    )
