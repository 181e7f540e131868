"""V05, V10, V18, V19, V20: who does what by when."""

from datetime import date
from typing import Any

import pytest

from planner.domain.plan import Action, Agency, DateChange, Plan
from planner.domain.vocabulary import Status, StatutoryPartner
from tests.builders import make_action, make_evidence, make_plan, make_update
from tests.domain.rule_cases import told


def with_action(**changes: Any) -> Plan:
    return make_plan(actions=(make_action(**changes),))


def with_leads(*leads: str, **changes: Any) -> Plan:
    """Return a plan with one action for each lead agency named, all due in different months."""
    actions = tuple(
        make_action(
            f"1.{number}", lead_agency=lead, first_end_on=date(2027 + number // 12, number % 12 + 1, 28)
        )
        for number, lead in enumerate(leads)
    )
    return make_plan(actions=actions, **changes)


def said(status: Status) -> tuple[Any, ...]:
    return (make_update(date(2026, 10, 31), status),)


class TestV05:
    def test_an_action_with_lead_and_dates_passes(self) -> None:
        assert told("V05", make_plan()) == []

    def test_everything_that_is_missing_is_named(self) -> None:
        assert told("V05", with_action(lead_role="", first_end_on=None)) == [
            ("1.1a", "1.1a Do the work of 1.1a has no lead role or end date.")
        ]
        assert told("V05", with_action(lead_agency="", start_on=None)) == [
            ("1.1a", "1.1a Do the work of 1.1a has no lead agency or start date.")
        ]

    def test_an_end_before_its_start_is_found(self) -> None:
        assert told("V05", with_action(first_end_on=date(2025, 12, 31))) == [
            ("1.1a", "1.1a Do the work of 1.1a ends on 31 December 2025, before it starts on 1 January 2026.")
        ]


class TestV10:
    @pytest.mark.parametrize(
        "plan",
        [
            make_plan(),
            with_action(updates=said(Status.OFF_TRACK), first_end_on=date(2026, 10, 31)),
            with_action(updates=(), start_on=date(2026, 12, 1)),
            make_plan(actions=(make_action(updates=said(Status.COMPLETE)),), evidence=(make_evidence(),)),
            with_action(
                first_end_on=date(2026, 10, 31),
                date_changes=(DateChange(on=date(2026, 10, 1), end_on=date(2027, 1, 31), reason="So."),),
            ),
        ],
    )
    def test_a_status_that_fits_passes(self, plan: Plan) -> None:
        assert told("V10", plan) == []

    @pytest.mark.parametrize(
        ("plan", "reason"),
        [
            (
                with_action(updates=said(Status.AT_RISK), first_end_on=date(2026, 10, 31)),
                "is said to be at risk, but its end date, 31 October 2026, passed 21 days ago.",
            ),
            (
                with_action(updates=said(Status.ON_TRACK), first_end_on=date(2026, 11, 20)),
                "is said to be on track, but its end date, 20 November 2026, passed 1 day ago.",
            ),
            (with_action(updates=()), "should have started on 1 January 2026 and has not."),
            (with_action(updates=said(Status.COMPLETE)), "is said to be complete and has no evidence."),
            (with_action(updates=said(Status.EMBEDDED)), "is said to be embedded and has no evidence."),
        ],
    )
    def test_a_status_that_does_not_is_found(self, plan: Plan, reason: str) -> None:
        assert told("V10", plan) == [("1.1a", f"1.1a Do the work of 1.1a {reason}")]


class TestV18:
    def test_shared_work_passes(self) -> None:
        assert told("V18", with_leads("council", "council", "police", "police", "icb", "icb")) == []

    def test_exactly_four_in_ten_passes(self) -> None:
        assert told("V18", with_leads(*["council"] * 4, *["police"] * 3, *["icb"] * 3)) == []

    def test_an_agency_that_leads_too_much_is_found(self) -> None:
        assert told("V18", with_leads("council", "council", "council", "police", "icb", "icb")) == [
            ("council", "Testshire Council leads 3 of the 6 actions, 50%.")
        ]

    def test_a_share_of_a_handful_says_nothing(self) -> None:
        assert told("V18", with_leads("council", "council", "police", "icb")) == []

    def test_a_statutory_partner_that_leads_nothing_is_found(self) -> None:
        assert told("V18", with_leads("council", "icb", "")) == [
            ("police", "None of the 3 actions is led by the police (Testshire Police).")
        ]

    def test_a_department_leads_for_its_partner(self) -> None:
        schools = Agency(code="schools", name="Education", statutory_partner=StatutoryPartner.LOCAL_AUTHORITY)
        assert (
            told("V18", with_leads("schools", "police", "icb", agencies=(schools, *make_plan().agencies)))
            == []
        )

    def test_a_statutory_partner_that_is_missing_is_found(self) -> None:
        assert told("V18", with_leads("council", "police", agencies=make_plan().agencies[:2])) == [
            ("plan", "No agency in the plan belongs to health, so that partner leads no action.")
        ]

    def test_a_plan_without_actions_says_nothing_about_leads(self) -> None:
        assert told("V18", make_plan(actions=())) == []


class TestV19:
    def test_a_review_within_twelve_months_passes(self) -> None:
        assert told("V19", make_plan(next_review_on=date(2027, 11, 21))) == []
        assert told("V19", make_plan(next_review_on=date(2026, 11, 21))) == []

    @pytest.mark.parametrize(
        ("day", "reason"),
        [
            (None, "The plan has no date for its next review."),
            (date(2026, 11, 20), "The next review was due on 20 November 2026, and no later one is set."),
            (date(2027, 11, 22), "The next review, 22 November 2027, is more than 12 months off."),
        ],
    )
    def test_any_other_is_found(self, day: date | None, reason: str) -> None:
        assert told("V19", make_plan(next_review_on=day)) == [("plan", reason)]


class TestV20:
    @staticmethod
    def due(*months: int, **last: Any) -> Plan:
        actions: list[Action] = [
            make_action(f"1.{number}", first_end_on=date(2027, month, 15))
            for number, month in enumerate(months)
        ]
        return make_plan(
            actions=(*actions[:-1], make_action(actions[-1].code, **{"first_end_on": None, **last}))
        )

    def test_spread_deadlines_pass(self) -> None:
        assert told("V20", self.due(3, 3, 4, 5, 6, 7)) == []

    def test_a_crowded_month_is_found(self) -> None:
        assert told("V20", self.due(3, 3, 4, 3, 6, 7)) == [
            ("plan", "3 of the 6 unfinished actions end in March 2027: 1.0, 1.1 and 1.3.")
        ]

    def test_what_is_finished_is_not_due(self) -> None:
        crowded = self.due(3, 3, 3, 4, 5, 6, 3, updates=said(Status.COMPLETE), first_end_on=date(2027, 3, 1))
        assert told("V20", crowded)[0][1].startswith("3 of the 6 unfinished actions")

    def test_a_share_of_a_handful_says_nothing(self) -> None:
        assert told("V20", self.due(3, 3, 3, 3, 3)) == []
