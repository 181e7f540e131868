"""V03, V04, V08, V09, V15, V16: what would show the outcomes."""

from datetime import date
from typing import Any

from planner.domain.plan import Link, Measure, Plan
from planner.domain.vocabulary import Collection, Direction, Question
from tests.builders import make_measure, make_plan
from tests.domain.rule_cases import told


def with_measures(*measures: Measure) -> Plan:
    """Return a plan in which all of these measures show O1.1."""
    links = make_plan().links[:4] + tuple(Link(source=each.code, target="O1.1") for each in measures)
    return make_plan(measures=measures, links=links)


def with_measure(**changes: Any) -> Plan:
    return with_measures(make_measure(**changes))


class TestV03:
    def test_an_outcome_with_a_measure_passes(self) -> None:
        assert told("V03", make_plan()) == []
        assert told("V03", with_measure(state=Collection.NOT_YET)) == []
        assert told("V03", with_measure(state=Collection.CANNOT_BE)) == []

    def test_an_outcome_without_one_is_found(self) -> None:
        assert told("V03", with_measures()) == [("O1.1", "O1.1 The right people take part has no measure.")]


class TestV04:
    def test_a_whole_framework_passes(self) -> None:
        assert told("V04", make_plan()) == []
        assert told("V04", with_measure(collator_role="")) == []

    def test_every_gap_is_named(self) -> None:
        assert told("V04", with_measure(recorded_in="", presenter_role="", forum="")) == [
            ("M01", "M01 Share seen by M01 has no place of record, presenter or forum.")
        ]
        blank = with_measure(source="", method="", collator_role="", collator_agency="", frequency=None)
        assert told("V04", blank)[0][1].endswith("has no source, method, collator or frequency.")

    def test_what_cannot_be_collected_needs_no_framework(self) -> None:
        assert told("V04", with_measure(source="", state=Collection.CANNOT_BE)) == []


class TestV08:
    def test_an_outcome_with_more_than_counts_passes(self) -> None:
        counts = make_measure(question=Question.HOW_MUCH)
        assert told("V08", with_measures(counts, make_measure("M02"))) == []
        assert told("V08", with_measures()) == []

    def test_an_outcome_with_only_counts_is_found(self) -> None:
        counts = make_measure(question=Question.HOW_MUCH)
        assert told("V08", with_measures(counts)) == [
            ("O1.1", "O1.1 The right people take part is shown only by how much was done (M01).")
        ]


class TestV09:
    def test_a_measure_that_was_read_in_time_passes(self) -> None:
        assert told("V09", make_plan()) == []
        assert told("V09", with_measure(frequency=None)) == []

    def test_a_missing_reading_is_found(self) -> None:
        late = with_measure(readings=make_measure().readings[:1])
        assert told("V09", late) == [
            (
                "M01",
                (
                    "The next reading of M01 Share seen by M01 was due on 30 October 2026, 22 days ago,"
                    " and there is none."
                ),
            )
        ]

    def test_a_missing_first_reading_is_found(self) -> None:
        never = with_measure(readings=(), state=Collection.NOT_YET, state_due_on=date(2026, 11, 20))
        assert told("V09", never) == [
            (
                "M01",
                (
                    "The first reading of M01 Share seen by M01 was due on 20 November 2026, 1 day ago,"
                    " and there is none."
                ),
            )
        ]


class TestV15:
    def test_identification_that_should_rise_passes(self) -> None:
        assert told("V15", with_measure(identification=True, direction=Direction.RISE_THEN_FALL)) == []
        assert told("V15", with_measure(direction=Direction.LOWER)) == []

    def test_identification_that_should_fall_is_found(self) -> None:
        assert told("V15", with_measure(identification=True, direction=Direction.LOWER)) == [
            ("M01", "M01 Share seen by M01 counts identified concerns and says that lower is better.")
        ]


class TestV16:
    ALONE = ("M01", "M01 Share seen by M01 is self-rated, and O1.1 has none from data or audit beside it.")

    def test_confidence_beside_an_audit_passes(self) -> None:
        assert told("V16", with_measures(make_measure(self_rated=True), make_measure("M02"))) == []
        assert told("V16", make_plan()) == []

    def test_confidence_alone_is_found(self) -> None:
        assert told("V16", with_measure(self_rated=True)) == [self.ALONE]
        beside = make_measure("M02", state=Collection.CANNOT_BE)
        assert told("V16", with_measures(make_measure(self_rated=True), beside)) == [self.ALONE]

    def test_confidence_that_shows_no_outcome_is_found(self) -> None:
        plan = make_plan(measures=(make_measure(self_rated=True),), links=make_plan().links[:4])
        assert told("V16", plan)[0][1].endswith("and any outcome has none from data or audit beside it.")
