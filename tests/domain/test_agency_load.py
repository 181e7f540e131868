"""What each agency carries: recounted by hand from small plans."""

from datetime import date, timedelta

from planner.domain.agency_load import AgencyLoad, Wait, agency_loads, load_sentences
from planner.domain.delivery.schedule import standings
from planner.domain.plan import Action, Challenge, ChallengeEvent, Claim, Plan
from planner.domain.recommendations.coverage import clause_coverage
from planner.domain.vocabulary import ChallengeKind, ChallengeStep, ClaimStatus, Delivery, Status
from tests.builders import TODAY, make_action, make_plan, make_update
from tests.domain.clauses import make_guidance

LAST_WEEK = TODAY - timedelta(days=7)
LATE = {"first_end_on": LAST_WEEK, "updates": (make_update(LAST_WEEK, Status.AT_RISK),)}


def loads_of(plan: Plan) -> dict[str, AgencyLoad]:
    """Return the load of every agency by its code."""
    found = standings(plan, TODAY)
    guidance = make_guidance("R1.1", "R1.2")
    return {
        each.agency.code: each for each in agency_loads(plan, found, clause_coverage(plan, guidance, found))
    }


def plan_of(*actions: Action, **changes: object) -> Plan:
    return make_plan(actions=actions, **changes)


class TestAgencyLoads:
    def test_counts_what_an_agency_leads_and_supports_without_what_is_retired(self) -> None:
        loads = loads_of(
            plan_of(
                make_action("1.1a", supporting_agencies=("police", "police")),
                make_action("1.1b", lead_agency="police", supporting_agencies=("icb",)),
                make_action("1.1c", lead_agency="police", retired_on=LAST_WEEK, supporting_agencies=("icb",)),
                make_action("1.1d", lead_agency=""),
            )
        )
        assert {code: (each.led, each.supported) for code, each in loads.items()} == {
            "council": (("1.1a",), ()),
            "police": (("1.1b",), ("1.1a",)),
            "icb": ((), ("1.1b",)),
        }

    def test_counts_by_delivery_add_up_to_what_is_led(self) -> None:
        withdrawn = make_update(LAST_WEEK, Status.WITHDRAWN)
        load = loads_of(plan_of(make_action(), make_action("1.1b", updates=(withdrawn,))))["council"]
        assert load.delivery[Delivery.ON_TRACK] == load.delivery[Delivery.WITHDRAWN] == 1
        assert sum(load.delivery.values()) == len(load.led) == 2
        assert load.open == ("1.1a",)

    def test_the_last_update_is_that_of_an_open_action(self) -> None:
        done = make_action("1.1b", updates=(make_update(LAST_WEEK, Status.COMPLETE),))
        assert loads_of(plan_of(make_action(), done))["council"].said_on == date(2026, 9, 30)
        assert loads_of(plan_of(done))["council"].said_on is None

    def test_a_wait_is_for_a_late_action_of_another_agency(self) -> None:
        loads = loads_of(
            plan_of(
                make_action("1.1a", **LATE),
                make_action("1.1b", lead_agency="police", depends_on=("1.1a", "1.1d", "unknown")),
                make_action("1.1c", depends_on=("1.1a",)),
                make_action("1.1d", start_on=LAST_WEEK, updates=()),
                make_action("1.1e"),
                make_action("1.1f", lead_agency="icb", depends_on=("1.1e",)),
                make_action(
                    "1.1g",
                    lead_agency="icb",
                    depends_on=("1.1a",),
                    updates=(make_update(LAST_WEEK, Status.COMPLETE),),
                ),
            )
        )
        waits = (Wait("1.1b", "1.1a"), Wait("1.1b", "1.1d"))
        assert (loads["police"].waits, loads["police"].awaited) == (waits, ())
        assert (loads["council"].waits, loads["council"].awaited) == ((), waits)
        assert (loads["icb"].waits, loads["icb"].awaited) == ((), ())

    def test_a_challenge_counts_until_it_is_replied_to(self) -> None:
        def asked(code: str, *steps: ChallengeStep) -> Challenge:
            return Challenge(
                code=code,
                kind=ChallengeKind.CONCERN,
                raised_on=LAST_WEEK,
                raised_by="Scrutineer",
                text="By when?",
                to_agency="icb",
                events=tuple(ChallengeEvent(on=LAST_WEEK, step=step, text="So.") for step in steps),
            )

        replied = asked("C2", ChallengeStep.REPLIED)
        loads = loads_of(plan_of(make_action(), challenges=(asked("C1"), replied)))
        assert loads["icb"].unanswered == ("C1",)
        assert loads["council"].unanswered == ()

    def test_a_clause_belongs_to_the_owner_of_its_latest_claim(self) -> None:
        def claim(owner: str, on: date) -> Claim:
            return Claim(clause="R1.1", status=ClaimStatus.PLANNED, on=on, owner_agency=owner)

        plan = plan_of(make_action(), claims=(claim("police", LAST_WEEK), claim("icb", TODAY)))
        loads = loads_of(plan)
        assert {code: each.clauses for code, each in loads.items()} == {
            "council": (),
            "police": (),
            "icb": ("R1.1",),
        }

    def test_an_agency_on_which_nothing_rests_is_unused(self) -> None:
        loads = loads_of(plan_of(make_action()))
        assert {code: each.is_unused for code, each in loads.items()} == {
            "council": False,
            "police": True,
            "icb": True,
        }


class TestLoadSentences:
    def said(self, *actions: Action) -> tuple[str, ...]:
        return load_sentences(loads_of(plan_of(*actions)).values(), TODAY)

    def test_a_plan_without_led_actions_says_so(self) -> None:
        assert self.said() == ("No agency leads an action yet.",)
        assert load_sentences((), TODAY) == ("No agency leads an action yet.",)

    def test_names_who_carries_most(self) -> None:
        first, *_ = self.said(
            make_action("1.1a"), make_action("1.1b"), make_action("1.1c", lead_agency="police")
        )
        assert first == "Testshire Council carries most: it leads 2 of 3 actions."

    def test_names_all_that_are_level(self) -> None:
        first, overdue, silent = self.said(
            make_action("1.1a", **LATE), make_action("1.1b", lead_agency="police", **LATE)
        )
        assert first == "Testshire Council and Testshire Police carry most: each leads 1 of 2 actions."
        assert overdue == "2 actions are overdue, 1 each led by Testshire Council and Testshire Police."
        assert silent == (
            "Testshire Council and Testshire Police are silent longest: "
            "their last updates are of 14 November 2026, 7 days ago."
        )

    def test_says_how_many_of_the_overdue_are_whose(self) -> None:
        _, all_of_one, _ = self.said(make_action("1.1a", **LATE))
        assert all_of_one == "1 action is overdue, led by Testshire Council."
        _, most_of_one, _ = self.said(
            make_action("1.1a", **LATE),
            make_action("1.1b", **LATE),
            make_action("1.1c", lead_agency="police", **LATE),
        )
        assert most_of_one == "3 actions are overdue, 2 of them led by Testshire Council."

    def test_says_when_nobody_was_ever_heard(self) -> None:
        *_, silent = self.said(make_action(updates=()))
        assert silent == "No agency has given an update on an action that is still open."

    def test_says_when_everybody_was_heard_today(self) -> None:
        *_, silent = self.said(make_action(updates=(make_update(TODAY, Status.ON_TRACK),)))
        assert silent == "Every agency that reports on open actions did so today."

    def test_more_than_three_that_are_level_are_not_all_named(self) -> None:
        base = loads_of(plan_of(make_action()))["council"]
        first, *_ = load_sentences((base, base, base, base, base), TODAY)
        assert "Testshire Council and 2 more carry most" in first
