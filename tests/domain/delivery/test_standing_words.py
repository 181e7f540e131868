"""What is said beside a status mark."""

from datetime import date, timedelta
from typing import Any

import pytest

from planner.domain.delivery.schedule import Standing, standings
from planner.domain.delivery.standing_words import end_words, moved_words, standing_words, tally
from planner.domain.plan import Action, DateChange
from planner.domain.vocabulary import Status
from tests.builders import TODAY, make_action, make_evidence, make_plan, make_update


def stand(**changes: Any) -> Standing:
    """Return how an action with these changes stands."""
    return standings(make_plan(actions=(make_action(**changes),)), TODAY)["1.1a"]


@pytest.mark.parametrize(
    ("end_on", "words"),
    [
        (TODAY - timedelta(days=52), "52 days overdue"),
        (TODAY - timedelta(days=1), "1 day overdue"),
        (TODAY, "Ends today"),
        (TODAY + timedelta(days=1), "Ends in 1 day"),
        (TODAY + timedelta(days=30), "Ends in 30 days"),
        (TODAY + timedelta(days=31), "Ends in December 2026"),
        (None, "No end date"),
    ],
)
def test_what_the_end_date_means(end_on: date | None, words: str) -> None:
    assert end_words(stand(first_end_on=end_on), TODAY) == words


def test_what_is_finished_has_no_date_to_keep() -> None:
    done = stand(updates=(make_update(TODAY, Status.COMPLETE),), first_end_on=TODAY - timedelta(days=9))
    assert end_words(done, TODAY) == ""


def test_the_status_in_words() -> None:
    assert standing_words(stand()) == "On track"
    done = stand(updates=(make_update(TODAY, Status.COMPLETE),))
    assert standing_words(done) == "Unverified: said to be complete, with no evidence"


def moved(times: int, first: date | None = date(2026, 8, 31)) -> Action:
    """Return an action whose end date was moved so often, at last to November."""
    change = DateChange(on=TODAY, end_on=date(2026, 11, 30), reason="The system changed.")
    return make_action(first_end_on=first, date_changes=(change,) * times)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (moved(0), ""),
        (moved(1), "The end date has moved once: from 31 August 2026 to 30 November 2026."),
        (moved(2), "The end date has moved twice: from 31 August 2026 to 30 November 2026."),
        (moved(3), "The end date has moved 3 times: from 31 August 2026 to 30 November 2026."),
        (moved(1, None), "The end date has moved once: to 30 November 2026."),
    ],
)
def test_how_far_the_end_date_moved(action: Action, words: str) -> None:
    assert moved_words(action) == words


def test_the_tally_of_a_group_names_only_what_there_is() -> None:
    statuses = [Status.EMBEDDED, Status.ON_TRACK, Status.ON_TRACK, Status.OFF_TRACK, Status.COMPLETE]
    actions = tuple(
        make_action(f"1.{n}a", updates=(make_update(TODAY, status),)) for n, status in enumerate(statuses)
    )
    plan = make_plan(actions=actions, evidence=(make_evidence(about=("1.0a",)),))
    found = standings(plan, TODAY).values()
    assert tally(found) == "5 actions: 1 done, 2 on track, 1 off track, 1 unverified"
    assert tally([]) == "No actions"
