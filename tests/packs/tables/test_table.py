"""The tables of a pack: the rows and headings that readers rely on, and every number true."""

from dataclasses import replace
from datetime import date

import pytest

from planner.domain.plan import Challenge, Claim, Reading
from planner.domain.vocabulary import ChallengeKind, ClaimStatus, Direction, Gap, Mark
from planner.packs.badges import Badge
from planner.packs.book import sheets_of
from planner.packs.review import Review
from planner.packs.sheets import PLANNED
from planner.packs.tables.table import Amount, Column, Heading, Ladder, Sheet, Table, plain
from planner.reference.cross_checks import SHEETS
from tests.builders import make_measure, make_plan, make_reading
from tests.packs.reviews import (
    make_busy_plan,
    make_empty_plan,
    make_review,
    make_welsh_plan,
    northvale,
)

WITHOUT_SNAPSHOT = [
    "Cover and read-me",
    "Executive summary",
    "Plan on a page",
    "Action status",
    "Exceptions",
    "Scorecard",
    "Outcome stories",
    "Recommendations tracker",
    "Assumptions and risks",
    "Scrutiny log",
    "Year ahead",
    "Data sources and cross-walk",
]


def sheet(review: Review, title: str) -> Sheet:
    return next(each for each in sheets_of(review) if each.title == title)


def words(table: Table) -> list[tuple[str, ...]]:
    return [tuple(plain(cell) for cell in row) for row in table.rows]


class TestSheets:
    def test_without_an_earlier_plan_nothing_is_said_about_changes(self) -> None:
        assert [each.title for each in sheets_of(make_review())] == WITHOUT_SNAPSHOT

    def test_with_an_earlier_plan_the_changes_stand_before_the_year_ahead(self) -> None:
        titles = [each.title for each in sheets_of(northvale())]
        assert titles == [*WITHOUT_SNAPSHOT[:10], "Changes since last review", *WITHOUT_SNAPSHOT[10:]]

    def test_the_read_me_names_every_one_of_the_22_sheets_once(self) -> None:
        cover = sheet(make_review(), "Cover and read-me")
        numbers = [
            plain(cell) for name in ("contents", "left-out") for cell in cover.table(name).column("No.")
        ]
        assert sorted(numbers, key=int) == [str(number) for number in range(1, 23)]
        assert all(plain(cell) for cell in cover.table("left-out").column("Why"))

    def test_sheets_and_duties_call_each_sheet_by_the_one_name_that_the_list_gives_it(self) -> None:
        listed = {each.number: each.title for each in PLANNED}
        built = {each.number: each.title for each in sheets_of(northvale())}
        assert built.items() <= listed.items()
        assert frozenset(listed.values()) == SHEETS

    def test_same_plan_and_same_day_give_the_same_tables(self) -> None:
        assert sheets_of(make_review(make_busy_plan())) == sheets_of(make_review(make_busy_plan()))

    def test_a_row_must_fit_its_headings(self) -> None:
        with pytest.raises(ValueError, match="2 cells under 1 headings"):
            Table(name="wrong", title="Wrong", headings=(Heading("One"),), rows=(("a", "b"),))


class TestActionStatus:
    def test_one_row_for_every_live_action_and_none_for_a_retired_one(self) -> None:
        plan = make_busy_plan()
        retired = replace(plan.actions[0], code="1.1z", retired_on=date(2026, 6, 1), retired_because="Merged")
        table = sheet(make_review(replace(plan, actions=(*plan.actions, retired))), "Action status").tables[0]
        assert table.column("Code") == ("1.1a", "1.1b", "1.1c", "1.1d")

    def test_a_row_says_who_when_how_and_since_when(self) -> None:
        table = sheet(make_review(make_busy_plan()), "Action status").tables[0]
        row = dict(zip([each.text for each in table.headings], table.rows[1], strict=True))
        assert plain(row["Status"]) == "Off track"
        assert row["Days overdue"] == 52
        assert row["First end date"] == date(2026, 9, 30)
        assert row["Lead agency"] == "Testshire Council"
        assert [plain(row[f"{quarter} 2026"]) for quarter in ("Mar", "Jun", "Sep")] == [
            "Not started", "Not started", "Off track",
        ]  # fmt: skip

    def test_a_silent_action_is_unverified_and_says_why(self) -> None:
        table = sheet(make_review(make_busy_plan()), "Action status").tables[0]
        badge = table.column("Status")[2]
        assert isinstance(badge, Badge)
        assert (badge.letter, badge.word, badge.verified) == ("G", "Unverified", False)
        assert plain(table.column("What lies behind it")[2]) == "Last said on track, 31 March 2026"

    def test_the_counts_by_aim_and_by_lead_add_up_to_the_actions(self) -> None:
        review = northvale()
        action_status = sheet(review, "Action status")
        for name in ("status-by-aim", "status-by-lead"):
            every = action_status.table(name).column("All")
            assert sum(int(str(number)) for number in every) == len(review.assessment.standings)


class TestExceptions:
    def test_the_worst_comes_first_with_its_ask(self) -> None:
        table = sheet(make_review(make_busy_plan()), "Exceptions").table("exceptions")
        assert table.column("Code") == ("1.1b", "1.1c")
        assert table.column("What is asked")[0] == "Agree a date"
        assert table.column("Of whom")[0] == "Testshire Police"

    def test_an_action_off_track_without_an_ask_says_so(self) -> None:
        found = dict(
            zip(
                sheet(northvale(), "Exceptions").table("exceptions").column("Code"),
                sheet(northvale(), "Exceptions").table("exceptions").column("What is asked"),
                strict=True,
            )
        )
        assert found["1.2c"] == "No ask recorded"


class TestScorecard:
    def test_one_row_for_every_live_measure_with_its_latest_reading(self) -> None:
        table = sheet(make_review(), "Scorecard").tables[0]
        row = dict(zip([each.text for each in table.headings], table.rows[0], strict=True))
        assert row["Latest"] == Amount(55.0, "%")
        assert row["1 before"] == Amount(40.0, "%")
        assert row["2 before"] is None
        assert row["Target"] == Amount(80.0, "%")
        assert row["Distance to target"] == "25 points to go"

    def test_a_marked_reading_is_a_letter_and_never_a_number(self) -> None:
        hidden = Reading(period="Hidden", period_end=date(2026, 6, 30), mark=Mark.CONFIDENTIAL)
        readings = (make_reading(date(2026, 3, 31), 40.0), hidden, make_reading(date(2026, 9, 30), 55.0))
        plan = make_plan(measures=(make_measure(readings=readings),))
        table = sheet(make_review(plan), "Scorecard").tables[0]
        assert table.column("1 before") == ("c",)

    def test_only_the_last_eight_readings_are_shown(self) -> None:
        readings = tuple(make_reading(date(2015 + year, 3, 31), 10.0 + year) for year in range(11))
        table = sheet(
            make_review(make_plan(measures=(make_measure(readings=readings),))), "Scorecard"
        ).tables[0]
        assert table.column("7 before") == (Amount(13.0, "%"),)

    @pytest.mark.parametrize(
        ("low", "high", "told"),
        [
            (12.0, None, Amount(12.0, "weeks")),
            (5.0, 8.0, "5 to 8 weeks"),
            (None, 8.0, "up to 8 weeks"),
            (None, None, "none"),
        ],
    )
    def test_a_target_is_told_with_the_ends_that_it_has(
        self, low: float | None, high: float | None, told: Amount | str
    ) -> None:
        measure = make_measure(unit="weeks", direction=Direction.RANGE, target=low, target_high=high)
        table = sheet(make_review(make_plan(measures=(measure,))), "Scorecard").tables[0]
        assert table.column("Target") == (told,)

    def test_the_counts_by_progress_are_those_of_the_assessment(self) -> None:
        review = northvale()
        counted = sheet(review, "Scorecard").table("progress-counts").column("Measures")
        assert sum(int(str(number)) for number in counted) == len(review.assessment.progress)


class TestTracker:
    def test_all_28_clauses_have_a_row(self) -> None:
        table = sheet(make_review(), "Recommendations tracker").table("clauses")
        assert len(table.rows) == 28
        assert table.column("Clause")[0] == "R1.1"
        assert set(table.column("Change since last review")) == {"No earlier review is kept"}

    def test_the_gap_is_that_of_the_assessment(self) -> None:
        review = northvale()
        table = sheet(review, "Recommendations tracker").table("clauses")
        assert table.column("Gap").count(Gap.AHEAD.label) == review.assessment.gap_counts[Gap.AHEAD]
        assert all(isinstance(cell, Ladder) for cell in table.column("Claim and plan"))

    def test_of_two_claims_of_one_day_the_last_is_what_was_claimed_before(self) -> None:
        day = date(2025, 9, 30)
        claims = tuple(
            Claim(clause="R1.1", status=status, on=day)
            for status in (ClaimStatus.UNDER_WAY, ClaimStatus.IN_PLACE)
        )
        review = make_review(previous=make_plan(claims=claims), previous_label="Version 1.0")
        table = sheet(review, "Recommendations tracker").table("clauses")
        assert "Claim was in place" in plain(table.column("Change since last review")[0])

    def test_the_sentence_names_the_clause_that_nothing_answers(self) -> None:
        assert "R4.6 has no action and no measure" in sheet(northvale(), "Recommendations tracker").lead


class TestSummary:
    def test_five_good_and_five_bad_points_and_three_decisions_of_the_demonstration(self) -> None:
        summary = sheet(northvale(), "Executive summary")
        assert [len(summary.table(name).rows) for name in ("better", "not-better", "decisions")] == [5, 5, 3]
        assert "M18" in summary.table("not-better").column("About")

    def test_an_ask_is_the_first_decision(self) -> None:
        decisions = sheet(make_review(make_busy_plan()), "Executive summary").table("decisions")
        assert words(decisions) == [("1.1b", "Agree a date. Of: Testshire Police.")]

    def test_clauses_are_counted_by_their_latest_claim_in_the_order_of_the_terms(self) -> None:
        claims = (
            Claim(clause="R1.1", on=date(2026, 9, 30), status=ClaimStatus.IN_PLACE),
            Claim(clause="R1.1", on=date(2026, 3, 31), status=ClaimStatus.EVIDENCED),
            Claim(clause="R1.2", on=date(2026, 9, 30), status=ClaimStatus.NOT_APPLICABLE, reason="Not ours"),
            Claim(clause="R2.1", on=date(2026, 9, 30), status=ClaimStatus.PLANNED),
            Claim(clause="R2.1", on=date(2026, 9, 30), status=ClaimStatus.GAP_CONFIRMED),
            Claim(clause="R2.2", on=date(2026, 9, 30), status=ClaimStatus.GAP_CONFIRMED),
        )
        summary = sheet(make_review(make_plan(claims=claims)), "Executive summary")
        assert words(summary.table("claim-status-counts")) == [
            ("Not looked at", "24"), ("Gap confirmed", "2"), ("In place", "1"), ("Not applicable", "1"),
        ]  # fmt: skip

    def test_every_clause_is_counted_by_gap_and_by_claim_also_where_nothing_is_claimed(self) -> None:
        for review in (northvale(), make_review(make_empty_plan())):
            summary = sheet(review, "Executive summary")
            for name in ("gap-counts", "claim-status-counts"):
                assert sum(int(str(number)) for number in summary.table(name).column("Clauses")) == 28
        assert words(summary.table("claim-status-counts")) == [("Not looked at", "28")]

    def test_where_no_challenge_was_recorded_it_says_so(self) -> None:
        table = sheet(make_review(), "Executive summary").table("scrutineer")
        assert (table.rows, table.empty) == ((), "None recorded.")

    def test_praise_is_not_an_open_challenge(self) -> None:
        praise = Challenge(
            code="C1", kind=ChallengeKind.PRAISE, raised_on=date(2026, 9, 1),
            raised_by="Independent scrutineer", text="Well done.",
        )  # fmt: skip
        assert sheet(make_review(make_plan(challenges=(praise,))), "Scrutiny log").lead == (
            "1 challenge recorded; none is open."
        )


class TestStates:
    def test_an_empty_plan_says_what_is_missing_in_every_sheet(self) -> None:
        sheets = sheets_of(make_review(make_empty_plan()))
        assert [each.title for each in sheets] == WITHOUT_SNAPSHOT
        assert all(table.rows or table.empty.endswith(".") for each in sheets for table in each.tables)
        assert "28 clauses have no action" in plain(sheets[1].table("not-better").rows[0][1])
        assert sheets[7].lead.startswith("Nothing is claimed yet about any of 28 clauses.")

    def test_a_welsh_plan_speaks_of_its_board(self) -> None:
        cover = sheet(make_review(make_welsh_plan()), "Cover and read-me")
        about = {row[0]: row[1] for row in words(cover.table("about"))}
        assert about["Regional safeguarding board"] == "Bae Gwyn Regional Safeguarding Board"
        duties = sheet(make_review(make_welsh_plan()), "Data sources and cross-walk").table("duties")
        assert "annual report of the regional safeguarding board" in duties.title
        assert all(plain(code).startswith("WAL") for code in duties.column("Duty"))
        assert any(
            "Wales" in plain(text) for text in cover.table("cautions").column("Before you use a number")
        )

    def test_columns_of_numbers_hold_no_text_that_looks_like_one(self) -> None:
        for each in sheets_of(northvale()):
            for table in each.tables:
                for heading in table.headings:
                    if heading.column is Column.NUMBER:
                        cells = [cell for cell in table.column(heading.text) if isinstance(cell, str)]
                        assert not [cell for cell in cells if cell.replace(".", "").isdigit()]
