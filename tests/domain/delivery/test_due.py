"""What falls due, and what no longer waits."""

from datetime import date, timedelta

import pytest

from planner.domain.delivery.due import Due, due_between
from planner.domain.plan import Challenge, ChallengeEvent, DateChange, Milestone, Plan
from planner.domain.scrutiny.challenges import awaits_reply
from planner.domain.vocabulary import ChallengeKind, ChallengeStep, Status
from tests.builders import TODAY, make_action, make_measure, make_plan, make_update

SOON = date(2026, 11, 30)
UNTIL = date(2026, 12, 31)


def due(plan: Plan) -> list[Due]:
    """Return what is due by the end of the year."""
    return list(due_between(plan, TODAY, UNTIL))


def test_an_action_is_due_on_its_date_as_it_stands_now() -> None:
    change = DateChange(on=TODAY, end_on=UNTIL, reason="The system changed.")
    plan = make_plan(actions=(make_action(first_end_on=SOON, date_changes=(change,)),))
    assert due(plan) == [Due(UNTIL, "action", "1.1a", "Do the work of 1.1a, Testshire Council")]


def test_an_action_without_an_agency_or_a_date() -> None:
    actions = (make_action(first_end_on=SOON, lead_agency=""), make_action("1.1b", first_end_on=None))
    assert [each.sentence for each in due(make_plan(actions=actions))] == ["Do the work of 1.1a"]


def test_an_agency_that_the_plan_does_not_know_keeps_its_code() -> None:
    plan = make_plan(actions=(make_action(first_end_on=SOON, lead_agency="probation"),))
    assert due(plan)[0].sentence == "Do the work of 1.1a, probation"


@pytest.mark.parametrize("status", [Status.COMPLETE, Status.EMBEDDED, Status.WITHDRAWN])
def test_what_is_over_is_not_due(status: Status) -> None:
    milestone = Milestone(title="Form live", due_on=SOON)
    over = make_action(first_end_on=SOON, milestones=(milestone,), updates=(make_update(TODAY, status),))
    assert due(make_plan(actions=(over,))) == []


def test_what_was_taken_up_again_is_due() -> None:
    updates = (make_update(date(2026, 6, 30), Status.COMPLETE), make_update(TODAY, Status.ON_TRACK))
    assert [
        each.on for each in due(make_plan(actions=(make_action(first_end_on=SOON, updates=updates),)))
    ] == [SOON]


def test_what_is_retired_is_not_due() -> None:
    plan = make_plan(
        actions=(make_action(first_end_on=SOON, retired_on=TODAY),),
        measures=(make_measure(readings=(), baseline_on=date(2026, 5, 31), retired_on=TODAY),),
    )
    assert due(plan) == []


def test_only_milestones_that_were_not_reached_are_due() -> None:
    milestones = (
        Milestone(title="Form agreed", due_on=SOON, done_on=TODAY),
        Milestone(title="Form live", due_on=SOON),
    )
    plan = make_plan(actions=(make_action(milestones=milestones, updates=()),))
    assert due(plan) == [Due(SOON, "milestone", "1.1a", "Form live")]


def test_a_reading_is_due_after_its_period_and_lag() -> None:
    plan = make_plan(measures=(make_measure(readings=(), baseline_on=date(2026, 5, 31)),))
    assert due(plan) == [Due(date(2026, 12, 30), "reading", "M01", "Share seen by M01")]


def challenge(*steps: ChallengeStep, reply_due_on: date | None = SOON) -> Challenge:
    """Return a challenge to the health board with these events."""
    return Challenge(
        code="C2",
        kind=ChallengeKind.QUESTION,
        raised_on=date(2026, 10, 16),
        raised_by="Independent scrutineer",
        text="What is the plan, and by when?",
        to_agency="icb",
        reply_due_on=reply_due_on,
        events=tuple(ChallengeEvent(on=TODAY, step=step, text="Because.") for step in steps),
    )


@pytest.mark.parametrize(
    ("steps", "waits"),
    [
        ([], True),
        ([ChallengeStep.REPLIED], False),
        ([ChallengeStep.REPLIED, ChallengeStep.REOPENED], True),
        ([ChallengeStep.REPLIED, ChallengeStep.REOPENED, ChallengeStep.CLOSED], False),
    ],
)
def test_a_challenge_waits_until_it_is_replied_to(steps: list[ChallengeStep], waits: bool) -> None:
    asked = challenge(*steps)
    assert awaits_reply(asked) is waits
    expected = [Due(SOON, "challenge", "C2", "Reply to challenge C2, Testshire ICB")]
    assert due(make_plan(challenges=(asked,))) == (expected if waits else [])


def test_a_challenge_without_a_date_is_never_due() -> None:
    assert due(make_plan(challenges=(challenge(reply_due_on=None),))) == []


def test_soonest_first_with_both_ends_included() -> None:
    days = (UNTIL + timedelta(days=1), UNTIL, SOON, TODAY, TODAY - timedelta(days=1))
    actions = tuple(make_action(f"1.{n}a", first_end_on=day) for n, day in enumerate(days))
    assert [each.on for each in due(make_plan(actions=actions))] == [TODAY, SOON, UNTIL]
