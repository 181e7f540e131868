"""Which challenges are open, and which replies are late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.domain.plan import Challenge, ChallengeEvent
from planner.domain.scrutiny.challenges import (
    is_open,
    open_first,
    reply_is_late,
    scrutiny_sentence,
    state_words,
)
from planner.domain.vocabulary import ChallengeKind, ChallengeStep
from tests.builders import TODAY

YESTERDAY = TODAY - timedelta(days=1)
REPLIED, REOPENED, CLOSED = ChallengeStep.REPLIED, ChallengeStep.REOPENED, ChallengeStep.CLOSED


def challenge(
    *steps: ChallengeStep, kind: ChallengeKind = ChallengeKind.CONCERN, due: date | None = YESTERDAY
) -> Challenge:
    """Return a challenge with these events, whose reply was due yesterday."""
    return Challenge(
        code="C1",
        kind=kind,
        raised_on=date(2026, 6, 1),
        raised_by="Independent scrutineer",
        text="What is the plan, and by when?",
        reply_due_on=due,
        events=tuple(ChallengeEvent(on=YESTERDAY, step=step, text="Because.") for step in steps),
    )


@pytest.mark.parametrize(
    ("steps", "stays_open", "is_late"),
    [
        ((), True, True),
        ((REPLIED,), True, False),
        ((REPLIED, REOPENED), True, True),
        ((REPLIED, REOPENED, REPLIED), True, False),
        ((REPLIED, CLOSED), False, False),
        ((CLOSED, REOPENED), True, True),
        ((CLOSED,), False, False),
    ],
)
def test_a_reply_does_not_close_a_challenge_but_is_no_longer_awaited(
    steps: tuple[ChallengeStep, ...], stays_open: bool, is_late: bool
) -> None:
    asked = challenge(*steps)
    assert is_open(asked) is stays_open
    assert reply_is_late(asked, TODAY) is is_late


def test_praise_is_neither_open_nor_late() -> None:
    praise = challenge(kind=ChallengeKind.PRAISE)
    assert not is_open(praise)
    assert not reply_is_late(praise, TODAY)


@pytest.mark.parametrize("due", [None, TODAY, TODAY + timedelta(days=1)])
def test_a_reply_that_is_not_due_before_today_is_not_late(due: date | None) -> None:
    assert not reply_is_late(challenge(due=due), TODAY)


@pytest.mark.parametrize(
    ("steps", "kind", "words"),
    [
        ((), ChallengeKind.CONCERN, "Open"),
        ((REPLIED,), ChallengeKind.CONCERN, "Open"),
        ((REPLIED, REOPENED), ChallengeKind.CONCERN, "Reopened"),
        ((REPLIED, CLOSED), ChallengeKind.CONCERN, "Closed"),
        ((), ChallengeKind.PRAISE, "Noted"),
        ((CLOSED,), ChallengeKind.PRAISE, "Closed"),
    ],
)
def test_the_state_in_a_word(steps: tuple[ChallengeStep, ...], kind: ChallengeKind, words: str) -> None:
    assert state_words(challenge(*steps, kind=kind)) == words


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ((), "No challenge has been recorded."),
        ((challenge(CLOSED),), "1 challenge recorded; none is open."),
        ((challenge(REPLIED), challenge(CLOSED)), "2 challenges recorded; 1 is open."),
        ((challenge(),), "1 challenge recorded; 1 is open, and the reply to C1 is late."),
    ],
)
def test_the_log_in_a_sentence(log: tuple[Challenge, ...], said: str) -> None:
    assert scrutiny_sentence(log, TODAY) == said


def test_open_challenges_come_first_and_the_oldest_at_the_top() -> None:
    log = (
        challenge(CLOSED),
        replace(challenge(), code="C2", raised_on=TODAY),
        replace(challenge(), code="C3"),
    )
    assert [each.code for each in open_first(log)] == ["C3", "C2", "C1"]
