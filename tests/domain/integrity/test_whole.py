"""A broken plan is refused with every fault at its place; a weak one is not."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from planner.domain.guidance import Guidance
from planner.domain.integrity.codes import RESERVED_PLAN_SLUGS, RESERVED_SLUGS, code_faults
from planner.domain.integrity.dates import date_faults
from planner.domain.integrity.fault import Place
from planner.domain.integrity.links import link_faults
from planner.domain.integrity.whole import faults
from planner.domain.plan import (
    Challenge,
    Claim,
    DateChange,
    Link,
    Milestone,
    Outcome,
    Plan,
    RecordedReason,
    Risk,
    Section,
    Update,
)
from planner.domain.vocabulary import ChallengeKind, ClaimStatus, Mark, Rating, SectionState, Status
from tests.builders import make_action, make_evidence, make_measure, make_plan, make_reading, make_update
from tests.domain.guidance_builder import make_guidance

GUIDANCE = make_guidance()
PLAN = make_plan()
DAY = date(2026, 3, 4)


def found(plan: Plan, guidance: Guidance = GUIDANCE) -> list[tuple[Place, str]]:
    """Return the places and faults of a plan."""
    return [(each.place, each.fault) for each in faults(plan, guidance)]


def with_action(**changes: Any) -> Plan:
    return make_plan(actions=(make_action(**changes),))


def with_measure(**changes: Any) -> Plan:
    return make_plan(measures=(make_measure(**changes),))


def with_links(*links: Link) -> Plan:
    return make_plan(links=(*PLAN.links, *links))


def make_challenge(**changes: Any) -> Challenge:
    base = Challenge(
        code="C1", kind=ChallengeKind.CONCERN, raised_on=DAY, raised_by="Scrutineer", text="Why?"
    )
    return replace(base, **changes)


def make_risk(**changes: Any) -> Risk:
    return replace(Risk(code="K1", text="Money ends.", likelihood=Rating.HIGH, impact=Rating.LOW), **changes)


@pytest.mark.parametrize(
    "plan",
    [
        PLAN,
        make_plan(
            vision=None,
            priorities=(),
            aims=(),
            links=(),
            assumptions=(),
            outcomes=(),
            actions=(),
            measures=(),
        ),
        with_action(lead_agency="", lead_role="", stage="", start_on=None, first_end_on=None),
        with_action(
            date_changes=(DateChange(on=DAY, end_on=date(2026, 2, 1), reason="Done early."),),
            milestones=(Milestone(title="Half way", due_on=date(2020, 1, 1)),),
            description="First line\r\n\tsecond “line” – é",
        ),
        with_measure(readings=(make_reading(DAY, None, mark=Mark.CONFIDENTIAL),)),
        make_plan(
            claims=(Claim(clause="R2.4", status=ClaimStatus.PLANNED, on=DAY, owner_agency="icb"),),
            recorded_reasons=(
                RecordedReason(subject="R4.6", reason="Done by the region.", recorded_on=DAY),
                RecordedReason(subject="G7", reason="Done by the region.", recorded_on=DAY),
            ),
            sections=(Section(code="S1", state=SectionState.DRAFT, text=""),),
            evidence=(make_evidence(about=("M01", "R2.4", "1.1a"), reading_on=date(2026, 3, 31)),),
            challenges=(
                make_challenge(about="S4", to_agency="icb", resulting_action="1.1a"),
                make_challenge(code="C2"),
            ),
            risks=(make_risk(about=("O1.1",), owner_agency="police"),),
        ),
        make_plan(
            actions=(
                make_action(),
                make_action("1.1b", depends_on=("1.1a",)),
                make_action("1.1c", depends_on=("1.1a", "1.1b")),
            ),
        ),
    ],
)
def test_a_sound_or_merely_weak_plan_can_be_loaded(plan: Plan) -> None:
    assert found(plan) == []


class TestCodes:
    def test_elements_share_their_codes(self) -> None:
        again = replace(PLAN.aims[0], code="A2")
        assert found(make_plan(priorities=(*PLAN.priorities, again), aims=(*PLAN.aims, again))) == [
            (("aims", 1, "code"), "The code A2 is used twice: by a priority and by an aim.")
        ]
        twin = make_plan(
            vision=again, priorities=(), outcomes=(*PLAN.outcomes, Outcome(code="A2", title="x")), links=()
        )
        assert (
            ("outcomes", 1, "code"),
            "The code A2 is used twice: by the vision and by an outcome.",
        ) in found(twin)

    def test_other_collections_have_codes_of_their_own(self) -> None:
        plan = make_plan(agencies=(*PLAN.agencies, PLAN.agencies[0]), risks=(make_risk(code="council"),))
        assert found(plan) == [(("agencies", 3, "code"), "The code council is used twice in agencies.")]

    @pytest.mark.parametrize("code", ["1.1 a", "../x", "é1", "-1", "a" * 41, "1/2", "1.1a\n"])
    def test_an_odd_code_is_a_fault(self, code: str) -> None:
        ((place, fault),) = found(
            make_plan(actions=(make_action(code),), links=PLAN.links[:3], assumptions=())
        )
        assert place == ("actions", 0, "code")
        assert "holds characters that a code cannot, or is too long" in fault

    def test_an_empty_code_is_a_fault(self) -> None:
        plan = make_plan(
            risks=(make_risk(code=""), make_risk(code="")), actions=(make_action(), make_action(""))
        )
        assert found(plan) == [
            (("actions", 1, "code"), "The code is empty."),
            (("risks", 0, "code"), "The code is empty."),
            (("risks", 1, "code"), "The code is empty."),
        ]

    @pytest.mark.parametrize("slug", ["", "2025/28", "North Vale", "-x"])
    def test_names_in_addresses_fit_an_address(self, slug: str) -> None:
        plan = make_plan(slug=slug, partnership=replace(PLAN.partnership, slug=slug))
        assert [place for place, _ in found(plan)] == [("partnership", "slug"), ("slug",)]


class TestReferences:
    @pytest.mark.parametrize(
        ("plan", "place", "fault"),
        [
            (
                with_action(lead_agency="x"),
                ("actions", 0, "lead_agency"),
                "There is no agency x in this plan.",
            ),
            (
                with_action(supporting_agencies=("icb", "x")),
                ("actions", 0, "supporting_agencies", 1),
                "There is no agency x in this plan.",
            ),
            (with_action(stage="ST9"), ("actions", 0, "stage"), "There is no stage ST9 in this plan."),
            (
                with_action(indicators=("1.1a",)),
                ("actions", 0, "indicators", 0),
                "There is no measure 1.1a in this plan.",
            ),
            (
                with_action(depends_on=("O1.1",)),
                ("actions", 0, "depends_on", 0),
                "There is no action O1.1 in this plan.",
            ),
            (
                with_action(clauses=("R9.9",)),
                ("actions", 0, "clauses", 0),
                "There is no clause R9.9 in the recommendations.",
            ),
            (
                with_action(groups=("G10",)),
                ("actions", 0, "groups", 0),
                "There is no group G10 in the nine affected groups.",
            ),
            (
                make_plan(outcomes=(Outcome(code="O1.1", title="Better", groups=("G0",)),)),
                ("outcomes", 0, "groups", 0),
                "There is no group G0 in the nine affected groups.",
            ),
            (
                with_measure(collator_agency="x"),
                ("measures", 0, "collator_agency"),
                "There is no agency x in this plan.",
            ),
            (
                with_measure(clauses=("R9.9",)),
                ("measures", 0, "clauses", 0),
                "There is no clause R9.9 in the recommendations.",
            ),
            (
                make_plan(evidence=(make_evidence(about=("1.1a", "9.9z")),)),
                ("evidence", 0, "about", 1),
                "There is no element or clause 9.9z in this plan.",
            ),
            (
                make_plan(evidence=(make_evidence(about=("M01",), reading_on=DAY),)),
                ("evidence", 0, "reading_on"),
                "E01 is tied to a reading of 4 March 2026 that is not there.",
            ),
            (
                make_plan(challenges=(make_challenge(about="S9"),)),
                ("challenges", 0, "about"),
                "There is no element, clause or section S9 in this plan.",
            ),
            (
                make_plan(challenges=(make_challenge(to_agency="x"),)),
                ("challenges", 0, "to_agency"),
                "There is no agency x in this plan.",
            ),
            (
                make_plan(challenges=(make_challenge(resulting_action="O1.1"),)),
                ("challenges", 0, "resulting_action"),
                "There is no action O1.1 in this plan.",
            ),
            (
                make_plan(risks=(make_risk(about=("R2.4",)),)),
                ("risks", 0, "about", 0),
                "There is no element R2.4 in this plan.",
            ),
            (
                make_plan(risks=(make_risk(owner_agency="x"),)),
                ("risks", 0, "owner_agency"),
                "There is no agency x in this plan.",
            ),
            (
                make_plan(claims=(Claim(clause="", status=ClaimStatus.PLANNED, on=DAY),)),
                ("claims", 0, "clause"),
                "There is no clause without a code in the recommendations.",
            ),
            (
                make_plan(recorded_reasons=(RecordedReason(subject="O1.1", reason="So.", recorded_on=DAY),)),
                ("recorded_reasons", 0, "subject"),
                "There is no clause or group O1.1 in the guidance.",
            ),
            (
                make_plan(sections=(Section(code="S12", state=SectionState.DRAFT, text=""),)),
                ("sections", 0, "code"),
                "There is no section S12 in the template.",
            ),
            (
                with_action(clauses=("R2.4", "R2.4")),
                ("actions", 0, "clauses"),
                "R2.4 is named more than once here.",
            ),
        ],
    )
    def test_a_code_that_names_nothing_is_a_fault(self, plan: Plan, place: Place, fault: str) -> None:
        assert found(plan) == [(place, fault)]


class TestLinks:
    @pytest.mark.parametrize(
        ("link", "place", "fault"),
        [
            (
                Link(source="1.1a", target="V", main=False),
                ("links", 5, "target"),
                "1.1a to V: An action cannot lead straight to the vision.",
            ),
            (
                Link(source="1.1a", target="1.1a", main=False),
                ("links", 5, "target"),
                "The link from 1.1a to 1.1a joins two actions.",
            ),
            (
                Link(source="9.9z", target="O1.1"),
                ("links", 5, "source"),
                "There is no element 9.9z in this plan.",
            ),
            (Link(source="1.1a", target=""), ("links", 5, "target"), "The link has no target."),
            (PLAN.links[3], ("links", 5), "The link from 1.1a to O1.1 is there twice."),
        ],
    )
    def test_a_link_must_join_two_elements_the_right_way_once(
        self, link: Link, place: Place, fault: str
    ) -> None:
        assert found(with_links(link)) == [(place, fault)]

    def test_the_cure_says_what_to_link_instead(self) -> None:
        wrong = faults(with_links(Link(source="1.1a", target="A1", main=False)), GUIDANCE)
        assert wrong[0].cure == "Link it to an outcome."

    def test_an_action_has_one_main_outcome_and_an_outcome_one_main_aim(self) -> None:
        plan = make_plan(
            aims=(*PLAN.aims, replace(PLAN.aims[0], code="A2")),
            outcomes=(*PLAN.outcomes, Outcome(code="O1.2", title="Better")),
            links=(
                *PLAN.links,
                Link(source="1.1a", target="O1.2"),
                Link(source="O1.1", target="A2"),
                Link(source="M01", target="O1.2"),
                Link(source="O1.2", target="A2", main=False),
            ),
        )
        assert found(plan) == [
            (("links", 5, "main"), "1.1a has two main links, to O1.1 and to O1.2."),
            (("links", 6, "main"), "O1.1 has two main links, to A1 and to A2."),
        ]

    def test_an_assumption_rests_under_a_link(self) -> None:
        plan = make_plan(assumptions=(replace(PLAN.assumptions[0], target="A1"),))
        assert found(plan) == [(("assumptions", 0), "AS1 rests under a link that is not there: 1.1a to A1.")]

    def test_circles_of_dependencies_are_named(self) -> None:
        actions = (
            make_action("1.1a", depends_on=("1.1c",)),
            make_action("1.1b", depends_on=("1.1a",)),
            make_action("1.1c", depends_on=("1.1b",)),
            make_action("1.1d", depends_on=("1.1d", "1.1a")),
        )
        assert found(make_plan(actions=actions)) == [
            (
                ("actions", 1, "depends_on"),
                "Actions wait for one another in a circle: 1.1a → 1.1b → 1.1c → 1.1a.",
            ),
            (("actions", 3, "depends_on"), "Actions wait for one another in a circle: 1.1d → 1.1d."),
        ]

    def test_a_long_chain_of_dependencies_is_no_circle(self) -> None:
        codes = [f"X{number}" for number in range(2_000)]
        actions = tuple(make_action(code, depends_on=(before,)) for before, code in pairwise(codes))
        plan = make_plan(actions=(*actions, make_action("X0")), links=(), assumptions=())
        assert list(link_faults(plan)) == []


class TestDates:
    @pytest.mark.parametrize(
        ("plan", "place"),
        [
            (make_plan(ends_on=date(2025, 9, 30)), ("ends_on",)),
            (with_action(first_end_on=date(2025, 12, 31)), ("actions", 0, "first_end_on")),
            (
                with_action(date_changes=(DateChange(on=DAY, end_on=date(2025, 12, 31), reason="Earlier."),)),
                ("actions", 0, "date_changes", 0, "end_on"),
            ),
            (
                make_plan(stages=(replace(PLAN.stages[0], ends_on=date(2025, 9, 30)),)),
                ("stages", 0, "ends_on"),
            ),
        ],
    )
    def test_an_end_before_its_start_is_a_fault(self, plan: Plan, place: Place) -> None:
        ((where, fault),) = found(plan)
        assert where == place
        assert "comes before the start" in fault

    def test_histories_run_oldest_first(self) -> None:
        late, early = make_update(date(2026, 6, 30), Status.ON_TRACK), make_update(DAY, Status.ON_TRACK)
        readings = (make_reading(date(2026, 6, 30), 1.0), make_reading(DAY, 1.0))
        changes = tuple(
            DateChange(on=each.on, end_on=date(2027, 6, 30), reason="So.") for each in (late, early)
        )
        plan = make_plan(
            actions=(make_action(updates=(late, early), date_changes=changes),),
            measures=(make_measure(readings=readings),),
        )
        order = "are out of order: 4 March 2026 comes after 30 June 2026."
        assert found(plan) == [
            (("actions", 0, "date_changes", 1), f"The date changes {order}"),
            (("actions", 0, "updates", 1), f"The updates {order}"),
            (("measures", 0, "readings", 1), f"The readings {order}"),
        ]

    def test_a_moved_end_date_keeps_the_first(self) -> None:
        moved = (DateChange(on=DAY, end_on=date(2027, 6, 30), reason="So."),)
        assert found(with_action(first_end_on=None, date_changes=moved)) == [
            (
                ("actions", 0, "first_end_on"),
                "The end date of 1.1a was changed, but the first one is missing.",
            )
        ]

    @pytest.mark.parametrize("number", ["value", "numerator", "denominator", "beside"])
    def test_a_hidden_reading_has_no_number(self, number: str) -> None:
        changes: dict[str, Any] = {number: 3}
        reading = make_reading(DAY, **{"value": None, "mark": Mark.CONFIDENTIAL, **changes})
        assert found(with_measure(readings=(reading,))) == [
            (
                ("measures", 0, "readings", 0, "mark"),
                "The reading for To Mar 2026 has the mark “Hidden: small number” and a number.",
            )
        ]

    def test_waits_of_more_than_two_years_are_refused(self) -> None:
        plan = make_plan(freshness_days=99_999_999_999, measures=(make_measure(lag_days=731),))
        assert [each.place for each in date_faults(plan)] == [
            ("freshness_days",),
            ("measures", 0, "lag_days"),
        ]
        assert not [*date_faults(make_plan(freshness_days=730, measures=(make_measure(lag_days=730),)))]

    @pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
    def test_names_that_the_product_uses_itself_are_refused(self, slug: str) -> None:
        plan = make_plan()
        plan = replace(plan, partnership=replace(plan.partnership, slug=slug))
        assert [each.place for each in code_faults(plan)] == [("partnership", "slug")]

    @pytest.mark.parametrize("slug", sorted(RESERVED_PLAN_SLUGS))
    def test_a_plan_is_not_called_like_a_page_of_the_whole_partnership(self, slug: str) -> None:
        assert [each.place for each in code_faults(make_plan(slug=slug))] == [("slug",)]

    def test_spans_of_days_make_sense(self) -> None:
        plan = make_plan(freshness_days=0, measures=(make_measure(lag_days=-3),))
        assert found(plan) == [
            (("freshness_days",), "An update cannot stay fresh for 0 days."),
            (("measures", 0, "lag_days"), "A reading cannot be due -3 days after its period ends."),
        ]


class TestTexts:
    @pytest.mark.parametrize(
        ("plan", "place", "fault"),
        [
            (with_action(title=" "), ("actions", 0, "title"), "1.1a has no title."),
            (
                with_action(updates=(Update(on=DAY, status=Status.ON_TRACK, sentence=""),)),
                ("actions", 0, "updates", 0, "sentence"),
                "An update has no sentence that says how it stands.",
            ),
            (
                with_action(date_changes=(DateChange(on=DAY, end_on=date(2027, 6, 30), reason=""),)),
                ("actions", 0, "date_changes", 0, "reason"),
                "A change of the end date has no reason.",
            ),
            (
                with_action(retired_on=DAY),
                ("actions", 0, "retired_because"),
                "1.1a was retired without a reason.",
            ),
            (make_plan(title=""), ("title",), "The plan has no title."),
            (
                make_plan(agencies=(replace(PLAN.agencies[0], name=""), *PLAN.agencies[1:])),
                ("agencies", 0, "name"),
                "council has no name.",
            ),
            (
                with_action(description="a\x07b"),
                ("actions", 0, "description"),
                "The text holds a character that cannot be printed (number 7).",
            ),
            (
                with_measure(breakdowns=("sex", "age\u202e")),
                ("measures", 0, "breakdowns", 1),
                "The text holds a character that cannot be printed (number 8238).",
            ),
            (
                with_action(description="a" * 20_001),
                ("actions", 0, "description"),
                "The text is 20,001 characters long.",
            ),
            (
                with_measure(readings=(make_reading(DAY, 1.0, note="about 943 476 5919"),)),
                ("measures", 0, "readings", 0, "note"),
                "The text holds what looks like an NHS number.",
            ),
            (with_measure(target=float("nan")), ("measures", 0, "target"), "This is not a number."),
            (
                make_plan(next_review_on=date(9999, 12, 31)),
                ("next_review_on",),
                "The year 9999 is outside 1900 to 2100.",
            ),
        ],
    )
    def test_a_text_or_value_that_cannot_be_kept_is_a_fault(
        self, plan: Plan, place: Place, fault: str
    ) -> None:
        assert found(plan) == [(place, fault)]

    def test_an_identifier_is_never_repeated(self) -> None:
        (fault,) = faults(make_plan(title="Plan for 943 476 5919"), GUIDANCE)
        assert "943" not in fault.fault + fault.cure


def test_every_fault_is_told_at_once_in_the_order_of_the_plan() -> None:
    plan = make_plan(
        title="",
        actions=(make_action(lead_agency="x", title=""),),
        links=(*PLAN.links, Link(source="1.1a", target="V", main=False)),
        claims=(Claim(clause="R9.9", status=ClaimStatus.PLANNED, on=DAY),),
    )
    assert [place for place, _ in found(plan)] == [
        ("title",),
        ("actions", 0, "lead_agency"),
        ("actions", 0, "title"),
        ("links", 5, "target"),
        ("claims", 0, "clause"),
    ]
    assert all(each.cure.endswith(".") for each in faults(plan, GUIDANCE))
