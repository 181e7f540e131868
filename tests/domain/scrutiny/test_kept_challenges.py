"""What scrutiny has said stays, whatever plan is loaded over it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.errors import RuleBroken
from planner.domain.plan import Challenge, ChallengeEvent, Plan
from planner.domain.scrutiny.kept_challenges import ASKED, with_kept_challenges
from planner.domain.vocabulary import Answer, ChallengeKind, ChallengeStep
from tests.builders import make_action, make_plan

REPLIED = ChallengeEvent(on=date(2026, 7, 20), step=ChallengeStep.REPLIED, text="The system.", by_role="Lead")
REOPENED = ChallengeEvent(on=date(2026, 8, 1), step=ChallengeStep.REOPENED, text="Which system?")
CLOSED = ChallengeEvent(on=date(2026, 9, 1), step=ChallengeStep.CLOSED, text="Seen.")


def asked(code: str = "C1", **changes: Any) -> Challenge:
    challenge = Challenge(
        code=code,
        kind=ChallengeKind.CONCERN,
        raised_on=date(2026, 7, 1),
        raised_by="Independent scrutineer",
        text="Why so late?",
        about="1.1a",
        to_agency="council",
        evidence_asked="Minutes",
        events=(REPLIED, REOPENED),
    )
    return replace(challenge, **changes)


def loaded(*challenges: Challenge, stored: tuple[Challenge, ...] = (asked(),), **changes: Any) -> Plan:
    """Return what becomes of a plan with these challenges; elements are the codes of the smallest plan."""
    return with_kept_challenges(make_plan(challenges=challenges, **changes), stored, {"1.1a", "O1.1"})


def refusal(*challenges: Challenge, stored: tuple[Challenge, ...] = (asked(),), **changes: Any) -> str:
    with pytest.raises(RuleBroken) as refused:
        loaded(*challenges, stored=stored, **changes)
    return str(refused.value)


class TestWhatIsCarriedOver:
    def test_the_same_challenges_stay_the_same(self) -> None:
        both = (asked(), asked("C2", about="R4.6"))
        assert loaded(*both, stored=both).challenges == both

    def test_a_challenge_that_is_missing_comes_after_the_others(self) -> None:
        others = (asked("C9"), asked("C0"))
        assert loaded(*others, stored=(asked(), *others)).challenges == (*others, asked())

    def test_a_step_that_is_missing_stands_where_it_stood(self) -> None:
        stored = (asked(events=(REPLIED, REOPENED, CLOSED)),)
        assert loaded(asked(events=()), stored=stored).challenges == stored
        assert loaded(asked(events=(REPLIED, CLOSED)), stored=stored).challenges == stored

    def test_what_is_new_comes_after_what_is_stored(self) -> None:
        assert loaded(asked(events=(REPLIED, REOPENED, CLOSED))).challenges[0].events[-1] == CLOSED
        assert loaded(asked(events=(REPLIED, CLOSED))).challenges[0].events == (REPLIED, REOPENED, CLOSED)
        assert loaded(asked(events=(CLOSED,))).challenges[0].events == (REPLIED, REOPENED, CLOSED)

    def test_a_new_challenge_is_taken_in_as_it_is(self) -> None:
        assert loaded(asked(), asked("C2", text="New")).challenges == (asked(), asked("C2", text="New"))

    def test_the_reply_may_change(self) -> None:
        replied = asked(
            to_agency="police",
            reply_due_on=date(2026, 12, 1),
            answer=Answer.PARTLY,
            answer_because="It is so.",
            resulting_action="1.1a",
            effect_seen="Sooner now",
        )
        assert loaded(replied).challenges == (replied,)
        assert loaded(asked(), stored=(replied,)).challenges == (asked(),)

    def test_an_element_that_has_another_code_now_is_followed(self) -> None:
        moved = asked(about="1.1b")
        plan = loaded(moved, actions=(make_action("1.1b"),), links=(), assumptions=())
        assert plan.challenges == (moved,)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("kind", ChallengeKind.PRAISE),
            ("raised_on", date(2026, 7, 2)),
            ("raised_by", "Chair"),
            ("text", "Why?"),
            ("evidence_asked", ""),
        ],
    )
    def test_what_was_asked_in_another_way(self, field: str, value: Any) -> None:
        said = refusal(asked(**{field: value}))
        assert said == (
            f"Challenge C1 has another {ASKED[field]} than it was raised with. What was asked stays as it "
            "was: put it back, and raise what is to be asked now under a code of its own."
        )

    def test_everything_that_differs_is_named(self) -> None:
        assert "has another day and text than" in refusal(asked(raised_on=date(2026, 1, 1), text="Why?"))

    @pytest.mark.parametrize(
        "altered",
        [
            replace(REPLIED, text="Nothing to say."),
            replace(REPLIED, by_role="Somebody else"),
            replace(REPLIED, on=date(2026, 7, 21)),
            replace(REPLIED, step=ChallengeStep.CLOSED),
        ],
    )
    @pytest.mark.parametrize("rest", [(), (REOPENED,)])
    def test_a_step_in_other_words(self, altered: ChallengeEvent, rest: tuple[ChallengeEvent, ...]) -> None:
        assert refusal(asked(events=(altered, *rest))) == (
            "Challenge C1: the step “Replied” of 20 July 2026 was recorded in another way. What was recorded "
            "stays as it was: put it back, and add a new line for what is to be said now."
        )

    @pytest.mark.parametrize("events", [(REOPENED, REPLIED), (CLOSED, REPLIED), (REPLIED, CLOSED, REOPENED)])
    def test_steps_in_another_order(self, events: tuple[ChallengeEvent, ...]) -> None:
        assert refusal(asked(events=events)).startswith(
            "The steps of challenge C1 stand in another order than they were recorded in."
        )

    @pytest.mark.parametrize("about", ["O1.1", "R4.6", ""])
    def test_another_subject_while_the_first_is_there(self, about: str) -> None:
        assert refusal(asked(about=about)).startswith(
            "Challenge C1 was raised about 1.1a, and here it is about "
        )

    def test_another_clause(self) -> None:
        stored = (asked(about="R4.6"),)
        assert "raised about R4.6, and here it is about R1.1" in refusal(asked(about="R1.1"), stored=stored)

    def test_no_subject_for_one_that_is_gone(self) -> None:
        assert "it is about the plan as a whole" in refusal(
            asked(about=""), actions=(), links=(), assumptions=()
        )

    def test_a_plan_without_what_it_is_about(self) -> None:
        said = refusal(actions=(), links=(), assumptions=())
        assert said == (
            "Challenge C1 is about 1.1a, which is not in this plan: keep 1.1a, retired if need be, because "
            "what scrutiny asked stays."
        )

    def test_a_plan_without_whom_it_asks_or_what_follows(self) -> None:
        stored = (asked(about="", to_agency="gone", resulting_action="9.9z"),)
        said = refusal(stored=stored)
        assert "put to the agency gone, which is not in this plan: keep that agency" in said
        assert "Action 9.9z follows from challenge C1 and is not in this plan: keep 9.9z" in said

    def test_every_fault_is_told_at_once(self) -> None:
        said = refusal(asked(text="x"), stored=(asked(), asked("C2")), actions=(), links=(), assumptions=())
        assert said.count("Challenge C1 ") == said.count("Challenge C2 ") == 1


steps = st.builds(
    ChallengeEvent,
    on=st.sampled_from((date(2026, 1, 1), date(2026, 2, 1))),
    step=st.sampled_from(ChallengeStep),
    text=st.sampled_from("ab"),
)
challenges = st.lists(
    st.builds(
        asked,
        code=st.sampled_from(("C1", "C2", "C3")),
        text=st.sampled_from(("Why so late?", "Why?")),
        about=st.sampled_from(("1.1a", "R4.6", "")),
        events=st.lists(steps, max_size=3).map(tuple),
    ),
    max_size=3,
    unique_by=lambda each: each.code,
).map(tuple)


@given(stored=challenges, given_here=challenges)
def test_nothing_is_ever_lost_and_a_second_load_changes_nothing(
    stored: tuple[Challenge, ...], given_here: tuple[Challenge, ...]
) -> None:
    try:
        kept = loaded(*given_here, stored=stored).challenges
    except RuleBroken:
        assert stored, "a plan over which nothing was asked is never refused"
        return
    by_code = {each.code: each for each in kept}
    assert list(by_code)[: len(given_here)] == [each.code for each in given_here]
    for each in stored:
        now = by_code[each.code]
        assert all(getattr(now, name) == getattr(each, name) for name in ASKED)
        assert now.events[: len(each.events)] == each.events
    for each in given_here:
        assert all(event in by_code[each.code].events for event in each.events)
    assert loaded(*kept, stored=kept).challenges == kept
    # Of a file that was loaded nothing but what it lacked is different, however often it is loaded.
    assert loaded(*given_here, stored=kept).challenges == kept


@given(stored=challenges, step=steps)
def test_what_is_only_added_to_comes_out_as_it_stands_in_the_file(
    stored: tuple[Challenge, ...], step: ChallengeEvent
) -> None:
    more = (*(replace(each, events=(*each.events, step)) for each in stored), asked("C9", about=""))
    assert loaded(*more, stored=stored).challenges == more
