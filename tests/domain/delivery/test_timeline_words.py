"""What the dates of many actions say together."""

from datetime import date, timedelta
from typing import Any

from planner.domain.delivery.schedule import Standing, standings
from planner.domain.delivery.timeline_words import (
    dependencies,
    dependency_sentence,
    has_dates,
    running_sentence,
    timeline_finding,
)
from planner.domain.plan import Action, DateChange
from planner.domain.vocabulary import Status
from tests.builders import TODAY, make_action, make_plan, make_update

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


def found(*actions: Action) -> dict[str, Standing]:
    return standings(make_plan(actions=actions), TODAY)


def moved(code: str, days: int) -> Action:
    end_on = date(2027, 3, 31) + timedelta(days=days)
    return make_action(code, date_changes=(DateChange(on=TODAY, end_on=end_on, reason="More work."),))


class TestTimelineFinding:
    def test_names_the_action_that_moved_furthest(self) -> None:
        said = timeline_finding(found(moved("1.1a", 3), moved("1.1b", 40), make_action("1.1c")).values())
        assert said == "The end date of 2 actions has moved, the furthest by 40 days: 1.1b"

    def test_an_end_that_came_nearer_has_not_slipped(self) -> None:
        assert timeline_finding(found(moved("1.1a", -5)).values()) == "No end date has moved"

    def test_says_where_no_action_has_dates(self) -> None:
        assert timeline_finding(found(make_action(start_on=None)).values()) == "No action has dates yet"


class TestRunningSentence:
    def test_both_ends_of_an_action_belong_to_it(self) -> None:
        run = found(
            make_action("1.1a", start_on=TODAY),
            make_action("1.1b", first_end_on=TODAY),
            make_action("1.1c", start_on=TOMORROW),
            make_action("1.1d", first_end_on=YESTERDAY),
            make_action("1.1e", first_end_on=None),
        )
        assert not has_dates(run["1.1e"])
        assert running_sentence(run.values(), TODAY) == (
            "On 21 November 2026, 2 of 4 actions with dates stand between their start and their end."
        )

    def test_says_where_none_runs(self) -> None:
        run = found(make_action(start_on=TOMORROW))
        assert running_sentence(run.values(), TODAY) == (
            "On 21 November 2026, no action with dates stands between its start and its end."
        )


LATE: dict[str, Any] = {"first_end_on": YESTERDAY, "updates": (make_update(YESTERDAY, Status.AT_RISK),)}


class TestDependencies:
    def test_waits_for_late_actions_come_first(self) -> None:
        every = found(
            make_action("1.1a"),
            make_action("1.1b", **LATE),
            make_action("1.1c", depends_on=("1.1a", "1.1b", "unknown")),
        )
        waits = dependencies(every.values(), every)
        assert [(each.needs.action.code, each.is_late) for each in waits] == [("1.1b", True), ("1.1a", False)]
        assert dependency_sentence(waits) == (
            "1 action depends on others, 1 of them on one that is not finished and 1 on one that is late."
        )

    def test_what_is_finished_is_waited_for_no_longer(self) -> None:
        done = make_action("1.1a", updates=(make_update(YESTERDAY, Status.COMPLETE),))
        every = found(
            done, make_action("1.1b", depends_on=("1.1a",)), make_action("1.1c", depends_on=("1.1b",))
        )
        waits = dependencies(every.values(), every)
        assert [each.is_open for each in waits] == [False, True]
        assert (
            dependency_sentence(waits) == "2 actions depend on others, 1 of them on one that is not finished."
        )

    def test_a_finished_action_waits_no_longer(self) -> None:
        every = found(
            make_action("1.1b", **LATE),
            make_action("1.1c", depends_on=("1.1b",), updates=(make_update(YESTERDAY, Status.COMPLETE),)),
        )
        waits = dependencies(every.values(), every)
        assert [each.is_late for each in waits] == [False]
        assert dependency_sentence(waits) == "1 action depends on others; nobody waits any longer."

    def test_only_the_actions_shown_are_asked(self) -> None:
        every = found(make_action("1.1a"), make_action("1.1b", depends_on=("1.1a",)))
        assert dependencies([every["1.1a"]], every) == ()
        assert dependency_sentence(()) == "No action here says that it depends on another."
