"""Two snapshots are laid side by side in sentences, and either way round they tell the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.changes.comparison import compare, mirrored
from planner.domain.plan import (
    Agency,
    Challenge,
    ChallengeEvent,
    Claim,
    DateChange,
    Link,
    Node,
    Outcome,
    Plan,
    RecordedReason,
    Risk,
    Section,
    Version,
)
from planner.domain.vocabulary import (
    ChallengeKind,
    ChallengeStep,
    ClaimStatus,
    Importance,
    Judgement,
    Mark,
    Phase,
    Rating,
    SectionState,
    Status,
)
from tests.builders import make_action, make_evidence, make_measure, make_plan, make_reading, make_update

BEFORE = make_plan()
DAY = date(2026, 11, 1)


def said(after: Plan, before: Plan = BEFORE) -> list[str]:
    """Return the sentences that tell the later plan from the earlier."""
    return [change.sentence for change in compare(before, after)]


def with_action(**changes: Any) -> Plan:
    return make_plan(actions=(make_action(**changes),))


def with_measure(**changes: Any) -> Plan:
    return make_plan(measures=(make_measure(**changes),))


@pytest.mark.parametrize(
    ("after", "sentences"),
    [
        (with_action(updates=(make_update(DAY, Status.AT_RISK),)), ["1.1a moved from on track to at risk."]),
        (with_action(updates=()), ["1.1a moved from on track to not started."]),
        (
            with_action(date_changes=(DateChange(on=DAY, end_on=date(2027, 6, 30), reason="Staff left."),)),
            ["The end date of 1.1a moved from 31 March 2027 to 30 June 2027."],
        ),
        (with_action(first_end_on=None), ["The end date of 1.1a was taken out; it was 31 March 2027."]),
        (
            with_action(lead_agency="police"),
            ["The lead agency of 1.1a changed from Testshire Council to Testshire Police."],
        ),
        (with_action(lead_agency=""), ["The lead agency of 1.1a was taken out; it was Testshire Council."]),
        (
            with_action(title="Do it well"),
            ["The title of 1.1a changed from “Do the work of 1.1a” to “Do it well”."],
        ),
        (with_action(description="In steps."), ["The description of 1.1a was added."]),
        (with_action(importance=Importance.MUST), ["The importance of 1.1a was set: must do."]),
        (with_action(clauses=("R3.7",)), ["1.1a now answers R3.7."]),
        (with_action(groups=("G2",)), ["1.1a is now for group G2."]),
        (with_action(indicators=("M01",)), ["1.1a now names M01 as an indicator."]),
        (with_action(supporting_agencies=("icb",)), ["1.1a is now supported by Testshire ICB."]),
        (with_action(retired_on=DAY, retired_because="Merged."), ["1.1a was retired on 1 November 2026."]),
        (
            make_plan(actions=(make_action(), make_action("1.1b", depends_on=("1.1a",)))),
            ["1.1b was added: Do the work of 1.1b."],
        ),
        (make_plan(actions=()), ["1.1a was removed: Do the work of 1.1a."]),
        (with_measure(target=90.0), ["The target of M01 changed from 80% to 90%."]),
        (with_measure(target=None), ["The target of M01 was taken out; it was 80%."]),
        (
            with_measure(readings=(make_reading(date(2026, 9, 30), 60.0),)),
            ["The latest reading of M01 moved from 55% (To Sep 2026) to 60% (To Sep 2026)."],
        ),
        (
            with_measure(readings=(make_reading(DAY, None, mark=Mark.CONFIDENTIAL),)),
            ["The latest reading of M01 moved from 55% (To Sep 2026) to hidden: small number (To Nov 2026)."],
        ),
        (
            with_measure(readings=(make_reading(DAY, None),)),
            ["The latest reading of M01 moved from 55% (To Sep 2026) to no number (To Nov 2026)."],
        ),
        (with_measure(readings=()), ["M01 has no reading any more; it was 55% (To Sep 2026)."]),
        (
            make_plan(claims=(Claim(clause="R3.1", status=ClaimStatus.PLANNED, on=DAY),)),
            ["R3.1 is now claimed as planned."],
        ),
        (
            make_plan(
                recorded_reasons=(RecordedReason(subject="R4.6", reason="Done nationally.", recorded_on=DAY),)
            ),
            ["R4.6 now has a recorded reason: Done nationally."],
        ),
        (
            make_plan(versions=(*BEFORE.versions, Version(label="1.1", phase=Phase.DRAFT, dated_on=DAY))),
            ["Version 1.1 was added: draft, 1 November 2026."],
        ),
        (
            make_plan(versions=(replace(BEFORE.versions[0], phase=Phase.PUBLISHED),)),
            ["Version 1.0 moved from approved to published."],
        ),
        (
            make_plan(sections=(Section(code="S4", state=SectionState.DRAFT, text="Here."),)),
            ["S4 was added: draft."],
        ),
        (
            make_plan(ends_on=date(2029, 9, 30)),
            ["The end date of the plan moved from 30 September 2028 to 30 September 2029."],
        ),
        (make_plan(links=BEFORE.links[:-1]), ["M01 no longer shows O1.1."]),
        (
            make_plan(links=(*BEFORE.links[:-1], replace(BEFORE.links[-1], judgement=Judgement.HELD))),
            ["The judgement of the link from M01 to O1.1 changed from not tested yet to held."],
        ),
        (
            make_plan(links=(*BEFORE.links[:-1], replace(BEFORE.links[-1], because="It counts them."))),
            ["The reasoning of the link from M01 to O1.1 was changed."],
        ),
        (
            make_plan(assumptions=(replace(BEFORE.assumptions[0], tested_on=DAY),)),
            ["The last test of AS1 moved from 30 June 2026 to 1 November 2026."],
        ),
        (make_plan(evidence=(make_evidence(),)), ["E01 was added: Minutes."]),
        (
            make_plan(
                risks=(Risk(code="K1", text="Money ends.", likelihood=Rating.HIGH, impact=Rating.HIGH),)
            ),
            ["K1 was added: Money ends."],
        ),
        (
            make_plan(outcomes=(replace(BEFORE.outcomes[0], groups=()),)),
            ["O1.1 is no longer for group G2."],
        ),
        (
            make_plan(agencies=(*BEFORE.agencies, Agency(code="vcs", name="Harbour Line"))),
            ["Agency vcs was added: Harbour Line."],
        ),
        (
            make_plan(agencies=(*BEFORE.agencies, Agency(code="vcs", name=""))),
            ["Agency vcs was added: agency vcs."],
        ),
        (
            make_plan(stages=(replace(BEFORE.stages[0], ends_on=date(2027, 9, 30)),)),
            ["The end date of stage ST1 moved from 30 September 2028 to 30 September 2027."],
        ),
    ],
)
def test_a_difference_is_told_in_one_sentence(after: Plan, sentences: list[str]) -> None:
    assert said(after) == sentences


def test_a_retired_element_that_comes_back_is_told() -> None:
    assert said(BEFORE, with_action(retired_on=DAY)) == ["1.1a was brought back into the plan."]


def test_a_challenge_moves_as_it_is_answered() -> None:
    challenge = Challenge(
        code="C1", kind=ChallengeKind.CONCERN, raised_on=DAY, raised_by="Scrutineer", text="Why?"
    )
    event = ChallengeEvent(on=DAY, step=ChallengeStep.REPLIED, text="Because.")
    before, after = (
        make_plan(challenges=(challenge,)),
        make_plan(challenges=(replace(challenge, events=(event,)),)),
    )
    assert said(after, before) == ["C1 moved from raised to replied."]


def test_the_claim_that_was_made_last_stands() -> None:
    first = Claim(clause="R3.1", status=ClaimStatus.PLANNED, on=date(2026, 1, 1))
    later = Claim(clause="R3.1", status=ClaimStatus.UNDER_WAY, on=DAY)
    sentence = "The claim of R3.1 moved from planned to under way."
    assert said(make_plan(claims=(later, first)), make_plan(claims=(first,))) == [sentence]
    assert said(make_plan(claims=(first, later)), make_plan(claims=(first,))) == [sentence]


def test_an_agency_that_changes_its_name_changes_no_lead() -> None:
    renamed = tuple(replace(each, name=f"New {each.name}") for each in BEFORE.agencies)
    assert said(make_plan(agencies=renamed))[0] == (
        "The name of agency council changed from Testshire Council to New Testshire Council."
    )
    assert len(said(make_plan(agencies=renamed))) == 3


def test_the_links_of_a_new_element_are_part_of_it() -> None:
    outcome = Outcome(code="O1.2", title="Children are heard")
    after = make_plan(
        outcomes=(*BEFORE.outcomes, outcome),
        links=(
            *BEFORE.links,
            Link(source="O1.2", target="A1"),
            Link(source="1.1a", target="O1.2", main=False),
        ),
    )
    assert said(after) == ["O1.2 was added: Children are heard.", "1.1a now leads to O1.2."]
    assert said(BEFORE, after) == ["O1.2 was removed: Children are heard.", "1.1a no longer leads to O1.2."]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw plans of a few actions and measures that differ in many ways."""
    codes = draw(st.lists(st.sampled_from(["1.1a", "1.1b", "1.2a"]), unique=True))
    actions = tuple(
        make_action(
            code,
            title=draw(st.sampled_from(["Do", "Do it"])),
            lead_agency=draw(st.sampled_from(["council", "police", ""])),
            clauses=tuple(draw(st.lists(st.sampled_from(["R1.1", "R2.4"]), unique=True))),
            retired_on=draw(st.sampled_from([None, DAY])),
            updates=draw(st.sampled_from([(), (make_update(DAY, Status.COMPLETE),)])),
            first_end_on=draw(st.sampled_from([None, date(2027, 1, 31), date(2027, 2, 28)])),
        )
        for code in codes
    )
    readings = draw(st.sampled_from([(), (make_reading(DAY, 1.0),), (make_reading(DAY, 2.0),)]))
    links = tuple(
        Link(source=code, target="O1.1", because=draw(st.sampled_from(["", "So."]))) for code in codes
    )
    claims = draw(st.sampled_from([(), (Claim(clause="R1.1", status=ClaimStatus.PLANNED, on=DAY),)]))
    vision = draw(st.sampled_from([None, Node(code="V", title="Safe"), Node(code="V", title="Safer")]))
    return make_plan(
        actions=actions,
        measures=(make_measure(readings=readings),),
        links=links,
        claims=claims,
        vision=vision,
    )


@settings(deadline=None, max_examples=80)
@given(plans(), plans())
def test_either_way_round_tells_the_same(one: Plan, other: Plan) -> None:
    assert compare(one, one) == ()
    forwards, backwards = compare(one, other), compare(other, one)
    by = str
    assert sorted((mirrored(change) for change in forwards), key=by) == sorted(backwards, key=by)
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted(
        (swapped[each.kind], each.subject, each.field, each.after, each.before) for each in forwards
    ) == sorted((each.kind, each.subject, each.field, each.before, each.after) for each in backwards)
