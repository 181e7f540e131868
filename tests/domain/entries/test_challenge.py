"""Challenges, their steps and replies are only ever added to, and each is what was meant or is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.entries.challenge import (
    EnteredChallenge,
    EnteredReply,
    EnteredStep,
    further_steps,
    next_code,
    read_challenge,
    read_reply,
    read_step,
    refuse_if_at_its_end,
    refuse_if_closed,
    same_challenge,
)
from planner.domain.entries.entered import NO_DAY, entered_day
from planner.domain.errors import BadEntry, EditConflict, PlannerError, RuleBroken
from planner.domain.plan import Challenge, ChallengeEvent
from planner.domain.vocabulary import Answer, ChallengeKind, ChallengeStep
from tests.builders import TODAY, make_plan

SUBJECTS = ("1.1a", "M01", "R4.6", "S3")
POST = "Independent scrutineer"
SOUND = EnteredChallenge(
    kind="question",
    text="When is it signed?\r\nAnd by whom?",
    about="1.1A",
    to_agency="police",
    evidence_asked="A signed agreement",
    reply_due_on=entered_day(date(2027, 1, 8)),
)
ASKED = Challenge(
    code="C1", kind=ChallengeKind.CONCERN, raised_on=date(2026, 6, 1), raised_by=POST, text="It slips."
)
REPLIED = ChallengeEvent(on=date(2026, 7, 1), step=ChallengeStep.REPLIED, text="Soon.", by_role="Head of law")
CLOSED = ChallengeEvent(on=date(2026, 8, 1), step=ChallengeStep.CLOSED, text="Agreed.", by_role=POST)
REOPENED = replace(CLOSED, on=date(2026, 9, 1), step=ChallengeStep.REOPENED, text="It is not.")


def challenge(*events: ChallengeEvent, **changes: Any) -> Challenge:
    return replace(ASKED, events=events, **changes)


def problems(work: Any) -> dict[str, list[str]]:
    """Return the sentences of what is wrong, by field."""
    with pytest.raises(BadEntry) as error:
        work()
    found: dict[str, list[str]] = {}
    for problem in error.value.problems:
        found.setdefault(problem.field, []).append(problem.sentence)
    return found


class TestNextCode:
    @pytest.mark.parametrize(
        ("codes", "expected"),
        [
            ((), "C1"),
            (("C1", "C2", "C10"), "C11"),
            (("C9", "C1"), "C10"),
            (("S-01", "C9"), "C10"),
            (("CH01", "CH09"), "CH10"),
            (("CH99",), "CH100"),
            (("Q2026.7",), "Q2026.8"),
            (("one", "two"), "C1"),
        ],
    )
    def test_goes_on_as_the_last_one_is_written(self, codes: tuple[str, ...], expected: str) -> None:
        assert next_code(codes) == expected

    def test_is_like_no_element(self) -> None:
        assert next_code(("C1",), {"C2": 1, "C3": 1}) == "C4"

    @given(
        st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,9}", fullmatch=True), unique=True, max_size=8)
    )
    def test_is_never_one_that_is_there(self, codes: list[str]) -> None:
        assert next_code(codes) not in codes


class TestReadChallenge:
    def read(self, entered: EnteredChallenge = SOUND, **changes: Any) -> Challenge:
        plan = make_plan(challenges=(ASKED,))
        return read_challenge(plan, replace(entered, **changes), SUBJECTS, TODAY, POST)

    def test_is_what_was_entered_under_the_next_code(self) -> None:
        assert self.read() == Challenge(
            code="C2",
            kind=ChallengeKind.QUESTION,
            raised_on=TODAY,
            raised_by=POST,
            text="When is it signed?\nAnd by whom?",
            about="1.1a",
            to_agency="police",
            evidence_asked="A signed agreement",
            reply_due_on=date(2027, 1, 8),
        )

    def test_may_be_about_the_plan_as_a_whole_and_ask_nobody_by_name(self) -> None:
        read = self.read(about=" ", to_agency="", evidence_asked="", reply_due_on=NO_DAY)
        assert (read.about, read.to_agency, read.reply_due_on) == ("", "", None)

    def test_everything_wrong_is_said_at_once(self) -> None:
        wrong = EnteredChallenge(
            kind="accusation",
            text="",
            about="9.9z",
            to_agency="nobody",
            evidence_asked="943 476 5919",
            reply_due_on=entered_day(date(2026, 11, 20)),
        )
        assert list(problems(lambda: self.read(wrong))) == [
            "kind", "text", "about", "to_agency", "evidence_asked", "reply_due_on",
        ]  # fmt: skip

    def test_praise_asks_for_no_reply(self) -> None:
        assert list(problems(lambda: self.read(kind="praise"))) == ["reply_due_on"]
        assert self.read(kind="praise", reply_due_on=NO_DAY).kind is ChallengeKind.PRAISE

    def test_the_same_one_is_known_again_whatever_came_of_it(self) -> None:
        there = replace(self.read(), code="C9", events=(REPLIED,), answer=Answer.PARTLY, effect_seen="Much")
        assert same_challenge(self.read(), (ASKED, there)) == there
        assert same_challenge(self.read(text="By whom?"), (ASKED, there)) is None


class TestSteps:
    @pytest.mark.parametrize(
        ("events", "steps"),
        [
            ((), ["closed"]),
            ((REPLIED,), ["closed", "reopened"]),
            ((REPLIED, CLOSED), ["reopened"]),
            ((CLOSED, REOPENED), ["closed"]),
        ],
    )
    def test_follow_from_the_last_one(self, events: tuple[ChallengeEvent, ...], steps: list[str]) -> None:
        asked = challenge(*events)
        assert [each.value for each in further_steps(asked)] == steps
        refuse_if_at_its_end(asked)
        for step in ChallengeStep:
            entered = EnteredStep(step=step.value, text="For this reason.", seen=str(len(events)))
            if step.value in steps:
                further = read_step(asked, entered, TODAY, POST)
                new = ChallengeEvent(on=TODAY, step=step, text="For this reason.", by_role=POST)
                assert further == replace(asked, events=(*events, new))
            else:
                with pytest.raises(RuleBroken, match="C1 is "):
                    read_step(asked, entered, TODAY, POST)

    def test_need_a_reason(self) -> None:
        entered = EnteredStep(step="", text=" ", seen="0")
        assert list(problems(lambda: read_step(ASKED, entered, TODAY, POST))) == ["step", "text"]

    def test_praise_goes_no_further(self) -> None:
        praise = challenge(kind=ChallengeKind.PRAISE)
        assert further_steps(praise) == ()
        for refuse in (refuse_if_at_its_end, refuse_if_closed):
            with pytest.raises(RuleBroken, match="C1 is praise"):
                refuse(praise)

    def test_what_the_page_did_not_show_is_shown_first(self) -> None:
        entered = EnteredStep(step="closed", text="Agreed.", seen="0")
        with pytest.raises(EditConflict) as error:
            read_step(challenge(REPLIED), entered, TODAY, POST)
        assert "Head of law (replied, 1 July 2026): “Soon.”" in str(error.value)
        assert read_step(challenge(REPLIED), replace(entered, seen="1"), TODAY, POST).events[-1].on == TODAY

    @pytest.mark.parametrize("seen", ["", "-1", "x", "٣", "1" * 9])
    def test_a_page_that_does_not_say_what_it_showed_has_shown_nothing(self, seen: str) -> None:
        entered = EnteredStep(step="closed", text="Agreed.", seen=seen)
        with pytest.raises(EditConflict):
            read_step(challenge(REPLIED), entered, TODAY, POST)

    def test_the_same_step_is_there_once(self) -> None:
        entered = EnteredStep(step="closed", text="Agreed.", seen="0")
        once = read_step(ASKED, entered, TODAY, POST)
        assert read_step(once, entered, TODAY, POST) == once


class TestReply:
    SOUND = EnteredReply(answer="accepted", text="On 1 March.", seen="0")

    def read(self, asked: Challenge = ASKED, **changes: Any) -> Challenge:
        return read_reply(asked, replace(self.SOUND, **changes), ("1.1a", "2.2B"), TODAY, "Head of law")

    def test_is_a_step_with_how_far_it_is_accepted(self) -> None:
        replied = self.read(answer="partly", answer_because="No money.", resulting_action=" 2.2b ")
        event = ChallengeEvent(
            on=TODAY, step=ChallengeStep.REPLIED, text="On 1 March.", by_role="Head of law"
        )
        assert replied == replace(
            ASKED,
            events=(event,),
            answer=Answer.PARTLY,
            answer_because="No money.",
            resulting_action="2.2B",
        )

    def test_everything_wrong_is_said_at_once(self) -> None:
        found = problems(lambda: self.read(answer="", text="", resulting_action="M01"))
        assert list(found) == ["answer", "text", "resulting_action"]

    @pytest.mark.parametrize("answer", ["partly", "not_accepted"])
    def test_what_is_not_accepted_needs_a_reason(self, answer: str) -> None:
        assert list(problems(lambda: self.read(answer=answer))) == ["answer_because"]
        assert self.read(answer=answer, answer_because="No money.").answer_because == "No money."

    def test_after_reopening_the_action_that_follows_stays_unless_another_is_named(self) -> None:
        before = challenge(REPLIED, REOPENED, resulting_action="1.1a", answer=Answer.PARTLY)
        assert self.read(before, seen="2").resulting_action == "1.1a"
        assert self.read(before, seen="2", resulting_action="2.2b").resulting_action == "2.2B"
        assert self.read(before, seen="2").events[:2] == (REPLIED, REOPENED)

    def test_is_refused_where_it_is_closed_or_praise(self) -> None:
        for asked in (challenge(REPLIED, CLOSED), challenge(kind=ChallengeKind.PRAISE)):
            with pytest.raises(RuleBroken):
                self.read(asked, seen="9")

    def test_what_the_page_did_not_show_is_shown_first(self) -> None:
        with pytest.raises(EditConflict, match="“Soon"):
            self.read(challenge(REPLIED))

    def test_the_same_reply_is_there_once(self) -> None:
        once = self.read()
        assert self.read(once) == once
        assert self.read(once, seen="1", answer="partly", answer_because="No money.") != once


@given(st.text(), st.text(), st.text())
def test_whatever_is_sent_is_taken_or_refused_and_nothing_that_was_said_is_lost(
    one: str, two: str, three: str
) -> None:
    asked = challenge(REPLIED)
    works: tuple[Callable[[], Challenge], ...] = (
        lambda: read_step(asked, EnteredStep(step=one, text=two, seen=three), TODAY, POST),
        lambda: read_reply(
            asked,
            EnteredReply(answer=one, text=two, seen="1", resulting_action=three),
            ("1.1a",),
            TODAY,
            POST,
        ),
        lambda: read_step(asked, EnteredStep(step="closed", text=two, seen="1"), TODAY, POST),
        lambda: read_reply(asked, EnteredReply(answer="accepted", text=two, seen="1"), (), TODAY, POST),
    )
    for work in works:
        try:
            later = work()
        except PlannerError as error:
            later = asked
            told = str(error)
            assert told
        assert later.events[:1] == asked.events
        assert replace(later, events=(), answer=None, answer_because="", resulting_action="") == ASKED
