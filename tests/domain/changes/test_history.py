"""What happened lately, as lines to read after the subject's code."""

from datetime import date, timedelta

import pytest

from planner.domain.changes.history import Event, recent_events
from planner.domain.plan import (
    Challenge,
    ChallengeEvent,
    Claim,
    DateChange,
    Measure,
    Milestone,
    Node,
    Plan,
    Version,
)
from planner.domain.vocabulary import ChallengeKind, ChallengeStep, ClaimStatus, Mark, Phase, Status, Strength
from tests.builders import (
    TODAY,
    make_action,
    make_evidence,
    make_measure,
    make_plan,
    make_reading,
    make_update,
)

MONTH_AGO = TODAY - timedelta(days=30)
LATELY = date(2026, 11, 12)
BEFORE = date(2026, 3, 31)


def happened(plan: Plan) -> list[tuple[str, str]]:
    """Return the subjects and sentences of the last 30 days."""
    return [(event.subject, event.sentence) for event in recent_events(plan, MONTH_AGO, TODAY)]


def test_an_update_is_an_event_if_it_moved_the_status() -> None:
    updates = (
        make_update(BEFORE, Status.ON_TRACK),
        make_update(LATELY, Status.AT_RISK, sentence="Form live in two of five units."),
        make_update(TODAY, Status.AT_RISK),
    )
    plan = make_plan(actions=(make_action("3.2b", updates=updates),))
    assert happened(plan) == [("3.2b", "moved from on track to at risk: Form live in two of five units.")]


def test_the_first_update_starts_the_action() -> None:
    plan = make_plan(actions=(make_action(updates=(make_update(LATELY, Status.ON_TRACK, sentence=""),)),))
    assert happened(plan) == [("1.1a", "moved from not started to on track")]


def test_a_date_change_tells_both_dates_and_why() -> None:
    changes = (
        DateChange(on=BEFORE, end_on=date(2026, 11, 30), reason="Staffing."),
        DateChange(on=LATELY, end_on=date(2027, 1, 31), reason="The case system changed."),
    )
    plan = make_plan(actions=(make_action(date_changes=changes),))
    assert happened(plan) == [
        ("1.1a", "end date moved from 30 November 2026 to 31 January 2027: The case system changed.")
    ]
    first = make_plan(actions=(make_action(first_end_on=None, date_changes=changes[1:]),))
    assert happened(first)[0][1] == "end date moved to 31 January 2027: The case system changed."


def test_milestones_count_on_the_day_they_were_reached() -> None:
    milestones = (
        Milestone(title="Form agreed", due_on=BEFORE, done_on=LATELY),
        Milestone(title="Form live", due_on=LATELY),
    )
    plan = make_plan(actions=(make_action(milestones=milestones),))
    assert happened(plan) == [("1.1a", "milestone reached: Form agreed")]


def weeks(*values: float | None, mark: Mark | None = None) -> Measure:
    """Return a waiting time whose last reading was entered lately."""
    *earlier, last = values
    readings = [make_reading(BEFORE, value, entered_on=BEFORE) for value in earlier]
    latest = make_reading(date(2026, 9, 30), last, mark=mark, entered_on=LATELY)
    return make_measure("M18", unit="weeks", readings=(*readings, latest))


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        (weeks(34.0, 36.0), "reading added: 36 weeks, up from 34"),
        (weeks(36.0, 34.0), "reading added: 34 weeks, down from 36"),
        (weeks(36.0, 36.0), "reading added: 36 weeks, as before"),
        (weeks(36.0), "reading added: 36 weeks"),
        (weeks(34.0, None, mark=Mark.CONFIDENTIAL), "reading added: hidden: small number"),
        (weeks(34.0, 3.0, mark=Mark.CONFIDENTIAL), "reading added: hidden: small number"),
        (weeks(34.0, None), "reading added: no number"),
    ],
)
def test_a_reading_is_told_with_what_it_changed(measure: Measure, sentence: str) -> None:
    assert happened(make_plan(measures=(measure,))) == [("M18", sentence)]


def test_a_hidden_reading_is_never_compared_with() -> None:
    readings = (
        make_reading(date(2026, 3, 31), 8.0),
        make_reading(date(2026, 6, 30), 4.0, mark=Mark.CONFIDENTIAL),
        make_reading(date(2026, 9, 30), 11.0, entered_on=LATELY),
    )
    plan = make_plan(measures=(make_measure(readings=readings),))
    assert happened(plan) == [("M01", "reading added: 11%, up from 8%")]


def test_challenges_tell_who_did_what() -> None:
    challenge = Challenge(
        code="C1",
        kind=ChallengeKind.CONCERN,
        raised_on=MONTH_AGO,
        raised_by="Independent scrutineer",
        text="The agreement slips.",
        events=(
            ChallengeEvent(on=LATELY, step=ChallengeStep.REPLIED, text="Legal review.", by_role="Data lead"),
            ChallengeEvent(on=TODAY, step=ChallengeStep.REOPENED, text=""),
        ),
    )
    assert happened(make_plan(challenges=(challenge,))) == [
        ("C1", "reopened"),
        ("C1", "replied by the data lead: Legal review."),
        ("C1", "concern raised by the independent scrutineer: The agreement slips."),
    ]


def test_evidence_is_told_where_it_belongs() -> None:
    one = make_evidence("E01", on=LATELY, about=("3.2c",), strength=Strength.QUALITY)
    many = make_evidence("E02", on=LATELY, about=("R3.5", "3.2c"), title="Log")
    loose = make_evidence("E03", on=LATELY, about=())
    assert happened(make_plan(evidence=(one, many, loose))) == [
        ("3.2c", "evidence added: Minutes (shows quality)"),
        ("R3.5", "evidence added: Log (shows activity, also about 1 more)"),
        ("E03", "evidence added: Minutes (shows activity)"),
    ]


def test_claims_are_events_if_they_moved() -> None:
    claims = (
        Claim(clause="R3.5", status=ClaimStatus.UNDER_WAY, on=BEFORE),
        Claim(clause="R3.5", status=ClaimStatus.IN_PLACE, on=LATELY, reason="The standard is live."),
        Claim(clause="R3.5", status=ClaimStatus.IN_PLACE, on=TODAY),
    )
    assert happened(make_plan(claims=claims)) == [
        ("R3.5", "claim moved from under way to in place: The standard is live.")
    ]


@pytest.mark.parametrize("phase", Phase)
def test_every_version_is_an_event(phase: Phase) -> None:
    ((subject, sentence),) = happened(
        make_plan(versions=(Version(label="1.1", phase=phase, dated_on=LATELY),))
    )
    assert subject == "Version 1.1"
    assert sentence.islower()


def test_a_version_tells_who_agreed_it_and_its_note() -> None:
    version = Version(
        label="1.1",
        phase=Phase.APPROVED,
        dated_on=LATELY,
        agreed_by="the executive",
        note="first annual review",
    )
    assert happened(make_plan(versions=(version,))) == [
        ("Version 1.1", "approved by the executive: first annual review")
    ]


def test_a_retired_element_is_told_with_its_reason() -> None:
    aim = Node(code="A1", title="Decide", retired_on=LATELY, retired_because="Merged with A2.")
    assert happened(make_plan(aims=(aim,))) == [("A1", "retired: Merged with A2.")]


def test_newest_first_with_both_ends_included() -> None:
    days = (MONTH_AGO - timedelta(days=1), MONTH_AGO, LATELY, TODAY, TODAY + timedelta(days=1))
    items = tuple(make_evidence(f"E{n}", on=day) for n, day in enumerate(days))
    events = recent_events(make_plan(evidence=items), MONTH_AGO, TODAY)
    assert [event.on for event in events] == [TODAY, LATELY, MONTH_AGO]
    assert events[0] == Event(TODAY, "1.1a", "evidence added: Minutes (shows activity)")
