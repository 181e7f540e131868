"""One reading of a plan: counts that add up, and sentences that are true and grammatical."""

from datetime import date

import pytest

from planner.domain.assessment import assess
from planner.domain.assessment_words import lead_sentence
from planner.domain.evidence import strongest
from planner.domain.plan import Action, Claim
from planner.domain.vocabulary import ClaimStatus, Delivery, Gap, Progress, Status, Strength
from tests.builders import (
    TODAY,
    make_action,
    make_evidence,
    make_measure,
    make_plan,
    make_reading,
    make_update,
)
from tests.domain.guidance_builder import make_guidance

D, P = Delivery, Progress
RECENTLY = date(2026, 9, 30)


def finished(code: str, status: Status = Status.COMPLETE) -> Action:
    """Return an action that was declared done."""
    return make_action(code, updates=(make_update(RECENTLY, status),), clauses=("R2.4",))


PLAN = make_plan(
    actions=(
        finished("1.1a"),
        finished("1.1b", Status.EMBEDDED),
        finished("1.1c"),
        make_action("1.1d"),
        make_action("1.1e", retired_on=RECENTLY),
    ),
    measures=(
        make_measure(),
        make_measure("M02", readings=()),
        make_measure("M03", title="Weeks to therapy", readings=(make_reading(RECENTLY, 30.0),)),
        make_measure("M04", retired_on=RECENTLY),
    ),
    evidence=(
        make_evidence("E01", about=("1.1a",), strength=Strength.QUALITY),
        make_evidence("E02", about=("1.1b", "1.1d"), strength=Strength.SAYS_SO),
    ),
    claims=(
        Claim(clause="R2.4", status=ClaimStatus.IN_PLACE, on=RECENTLY),
        Claim(clause="R4.6", status=ClaimStatus.NOT_APPLICABLE, on=RECENTLY),
    ),
)


def test_counts_hold_every_term_in_order_and_add_up_to_what_is_live() -> None:
    found = assess(PLAN, make_guidance(), TODAY)
    assert list(found.delivery_counts) == list(Delivery)
    assert list(found.progress_counts) == list(Progress)
    assert list(found.gap_counts) == list(Gap)
    assert list(found.strength_counts) == list(Strength)
    assert sum(found.delivery_counts.values()) == len(found.standings) == 4
    assert sum(found.progress_counts.values()) == len(found.progress) == 3
    assert sum(found.gap_counts.values()) == len(found.coverage) == 2
    assert sum(found.strength_counts.values()) == 3  # Declared done, with or without evidence.


def test_the_counts_themselves() -> None:
    found = assess(PLAN, make_guidance(), TODAY)
    assert {term: n for term, n in found.delivery_counts.items() if n} == {
        D.UNVERIFIED: 1,
        D.ON_TRACK: 1,
        D.COMPLETE: 1,
        D.EMBEDDED: 1,
    }
    assert {term: n for term, n in found.progress_counts.items() if n} == {
        P.WORSE: 1,
        P.IMPROVING: 1,
        P.NO_DATA: 1,
    }
    assert {term: n for term, n in found.gap_counts.items() if n} == {Gap.AHEAD: 1, Gap.NOT_APPLICABLE: 1}
    strengths = {term: n for term, n in found.strength_counts.items() if n}
    assert strengths == {Strength.NONE: 1, Strength.SAYS_SO: 1, Strength.QUALITY: 1}
    assert found.lead_sentence == (
        "Two of 4 actions are finished with evidence and 1 of 3 measures is improving."
        " One action is unverified and 1 measure is getting worse: weeks to therapy."
    )


def test_everything_is_of_the_same_plan_and_day() -> None:
    guidance = make_guidance()
    found = assess(PLAN, guidance, TODAY)
    assert (found.plan, found.guidance, found.today) == (PLAN, guidance, TODAY)
    assert found.strengths == strongest(PLAN)
    assert "1.1a" in found.graph
    assert any(finding.subject == "1.1c" for finding in found.findings)


def test_an_empty_plan_has_counts_of_nothing() -> None:
    empty = make_plan(
        vision=None, priorities=(), aims=(), outcomes=(), actions=(), measures=(), links=(), assumptions=()
    )
    found = assess(empty, make_guidance(), TODAY)
    assert set(found.delivery_counts.values()) == set(found.progress_counts.values()) == {0}
    assert found.lead_sentence == "The plan has no actions and no measures yet."


WAITS = "Median weeks to therapy"


@pytest.mark.parametrize(
    ("delivery", "progress", "worse", "sentence"),
    [
        (
            {D.COMPLETE: 8, D.EMBEDDED: 3, D.OFF_TRACK: 2, D.UNVERIFIED: 5, D.ON_TRACK: 22},
            {P.IMPROVING: 12, P.WORSE: 1, P.NO_CHANGE: 7},
            [WAITS],
            (
                "Eleven of 40 actions are finished with evidence and 12 of 20 measures are improving."
                " Two actions are off track and 1 measure is getting worse: median weeks to therapy."
            ),
        ),
        (
            {D.ON_TRACK: 40},
            {P.NO_CHANGE: 20},
            [],
            (
                "None of 40 actions is finished with evidence yet and none of 20 measures is improving yet."
                " No action is off track and no measure is getting worse."
            ),
        ),
        (
            {D.COMPLETE: 1, D.OFF_TRACK: 1},
            {P.IMPROVING: 1, P.WORSE: 1},
            ["NHS waits"],
            (
                "One of 2 actions is finished with evidence and 1 of 2 measures is improving."
                " One action is off track and 1 measure is getting worse: NHS waits."
            ),
        ),
        (
            {D.EMBEDDED: 1},
            {P.MET: 1},
            [],
            (
                "The only action is finished with evidence and the only measure is at the target."
                " No action is off track and no measure is getting worse."
            ),
        ),
        (
            {D.UNVERIFIED: 1},
            {P.WORSE: 1},
            [WAITS],
            (
                "The only action is not finished with evidence yet and the only measure is not improving yet."
                " One action is unverified and 1 measure is getting worse: median weeks to therapy."
            ),
        ),
        (
            {D.COMPLETE: 3},
            {P.IMPROVING: 2, P.MET: 1},
            [],
            (
                "All 3 actions are finished with evidence and all 3 measures are improving or at the target."
                " No action is off track and no measure is getting worse."
            ),
        ),
        (
            {D.COMPLETE: 1, D.UNVERIFIED: 2},
            {P.WORSE: 4, P.IMPROVING: 1},
            ["A", "B", "C", "D"],
            (
                "One of 3 actions is finished with evidence and 1 of 5 measures is improving."
                " Two actions are unverified and 4 measures are getting worse."
            ),
        ),
        (
            {D.COMPLETE: 1, D.AT_RISK: 2},
            {P.WORSE: 3, P.IMPROVING: 1},
            ["Waits", "Delays", "Old phrase"],
            (
                "One of 3 actions is finished with evidence and 1 of 4 measures is improving."
                " No action is off track and 3 measures are getting worse: waits, delays and old phrase."
            ),
        ),
        (
            {D.ON_TRACK: 2},
            {},
            [],
            (
                "None of 2 actions is finished with evidence yet and there are no measures yet."
                " No action is off track."
            ),
        ),
        (
            {},
            {P.IMPROVING: 2, P.NO_CHANGE: 1},
            [],
            "The plan has no actions yet and 2 of 3 measures are improving. No measure is getting worse.",
        ),
        (
            {D.ON_TRACK: 2},
            {P.NO_DATA: 3},
            [],
            (
                "None of 2 actions is finished with evidence yet and no measure has a reading yet."
                " No action is off track."
            ),
        ),
        ({}, {P.NO_DATA: 1}, [], "The plan has no actions yet and no measure has a reading yet."),
        ({}, {}, [], "The plan has no actions and no measures yet."),
    ],
)
def test_the_lead_sentence(
    delivery: dict[Delivery, int], progress: dict[Progress, int], worse: list[str], sentence: str
) -> None:
    assert lead_sentence(delivery, progress, worse) == sentence
