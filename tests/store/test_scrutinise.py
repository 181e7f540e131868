"""Challenges and judgements as the services take them, on either kind of database: only ever added to."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy.orm import Session

from planner.domain.entries.challenge import EnteredChallenge, EnteredReply, EnteredStep
from planner.domain.entries.entered import NO_DAY
from planner.domain.entries.judgement import EnteredJudgement
from planner.domain.errors import BadEntry, EditConflict, NotAllowed, NotFound
from planner.domain.find.search_words import terms_of
from planner.domain.people.actor import Actor
from planner.domain.plan import Challenge
from planner.domain.vocabulary import Answer, ChallengeStep
from planner.services.challenges import raise_challenge, reply_to_challenge, take_challenge_further
from planner.services.judgements import list_judgements, record_judgement
from planner.store.database import database_open, transaction
from planner.store.find_index import index_plan
from planner.store.queries.change_log import read_entries
from planner.store.queries.find import find_things
from planner.store.queries.log_check import first_broken_entry
from planner.store.queries.plans import find_plan
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from planner.store.snapshot import load_content, load_plan
from tests.builders import TODAY, make_plan
from tests.store.plans import make_full_plan
from tests.store.savers import (
    COUNCIL_LEAD,
    LEAD_OF_NONE,
    MANAGER,
    OTHERS,
    POLICE_LEAD,
    SCRUTINEER,
    add_savers,
    at_once,
)
from tests.store.test_one_element import indexed

PLAN = "2025-28"
ENTERED = EnteredChallenge(kind="question", text="Where are the zebras?", about="1.1a", to_agency="police")
CLOSE = EnteredStep(step="closed", text="The zebras came.", seen="0")
REPLY = EnteredReply(answer="accepted", text="Zebras come on Monday.", seen="0", resulting_action="1.1a")


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    """Return a session that the services use, on a database with one plan."""
    with database_open(address) as opened:
        with transaction(opened):
            save_plan(opened, make_plan())
            add_savers(opened)
        yield opened


def ask(actor: Actor = SCRUTINEER, entered: EnteredChallenge = ENTERED) -> tuple[str, bool]:
    challenge, is_new = raise_challenge(actor, PLAN, entered, TODAY)
    return challenge.code, is_new


def close(actor: Actor = SCRUTINEER, entered: EnteredStep = CLOSE, code: str = "C1") -> bool:
    return take_challenge_further(actor, PLAN, code, entered, TODAY)


def answer(actor: Actor = MANAGER, entered: EnteredReply = REPLY, code: str = "C1") -> bool:
    return reply_to_challenge(actor, PLAN, code, entered, TODAY)


def challenges(session: Session) -> tuple[Challenge, ...]:
    session.rollback()
    return load_plan(session, scope_of(session, "testshire"), PLAN).challenges


def found(session: Session, words: str) -> list[str]:
    hits = find_things(session, scope_of(session, "testshire"), PLAN, terms_of(words))
    return [hit.code for hit in hits or ()]


def acts(session: Session) -> list[tuple[str, str, str]]:
    """Return what the change log says was done, by whom, to what."""
    entries = read_entries(session, scope_of(session, "testshire"))
    return [(each.change.action, each.change.actor, each.change.subject) for each in entries]


class TestRaiseChallenge:
    def test_stands_in_the_plan_and_can_be_found(self, session: Session) -> None:
        assert ask() == ("C1", True)
        [asked] = challenges(session)
        assert (asked.code, asked.text, asked.about, asked.to_agency) == (
            "C1", "Where are the zebras?", "1.1a", "police",
        )  # fmt: skip
        assert (asked.raised_by, asked.raised_on) == ("Independent scrutineer", TODAY)
        assert found(session, "zebra") == ["C1"]
        assert acts(session) == [
            ("raise_challenge", "Independent scrutineer (independent scrutineer, person 4)", "C1")
        ]

    def test_may_be_about_a_clause_or_the_whole_plan(self, session: Session) -> None:
        ask(entered=replace(ENTERED, about="r4.6", to_agency=""))
        ask(entered=replace(ENTERED, about=""))
        assert [(each.code, each.about) for each in challenges(session)] == [("C1", "R4.6"), ("C2", "")]

    def test_the_same_one_is_raised_once_however_often_it_is_sent(self, session: Session) -> None:
        assert [ask(), ask(), ask()] == [("C1", True), ("C1", False), ("C1", False)]
        assert len(challenges(session)) == 1
        assert len(acts(session)) == 1

    @pytest.mark.parametrize("actor", [MANAGER, COUNCIL_LEAD, *OTHERS])
    def test_only_the_scrutineer_raises_one(self, session: Session, actor: Actor) -> None:
        for entered in (ENTERED, replace(ENTERED, text="")):
            with pytest.raises(NotAllowed):
                ask(actor, entered)
        assert (challenges(session), acts(session)) == ((), [])

    def test_what_is_wrong_changes_nothing(self, session: Session) -> None:
        with pytest.raises(BadEntry):
            ask(entered=replace(ENTERED, text="NHS 943 476 5919"))
        with pytest.raises(NotFound):
            raise_challenge(SCRUTINEER, "2031-34", ENTERED, TODAY)
        assert (challenges(session), acts(session)) == ((), [])

    def test_two_at_once_have_codes_of_their_own_and_the_same_one_has_one(
        self, address: str, session: Session
    ) -> None:
        session.rollback()
        texts = ["One?", "Two?", "One?", "Two?"]
        done = at_once(address, *(partial(ask, entered=replace(ENTERED, text=each)) for each in texts))
        assert sorted(done) == [("C1", False), ("C1", True), ("C2", False), ("C2", True)]  # type: ignore[type-var]
        assert sorted(each.text for each in challenges(session)) == ["One?", "Two?"]
        assert first_broken_entry(session, scope_of(session, "testshire")) is None


class TestTakeChallengeFurther:
    def test_is_closed_and_reopened_with_a_reason(self, session: Session) -> None:
        ask()
        assert close() is True
        reopen = EnteredStep(step="reopened", text="They left.", seen="1")
        assert close(entered=reopen) is True
        [asked] = challenges(session)
        assert [(each.step, each.text) for each in asked.events] == [
            (ChallengeStep.CLOSED, "The zebras came."),
            (ChallengeStep.REOPENED, "They left."),
        ]
        assert found(session, "left") == ["C1"]
        assert [each[0] for each in acts(session)] == ["raise_challenge", *["take_challenge_further"] * 2]

    @pytest.mark.parametrize("actor", [MANAGER, POLICE_LEAD, *OTHERS])
    def test_only_the_scrutineer_closes_one(self, session: Session, actor: Actor) -> None:
        ask()
        for entered in (CLOSE, replace(CLOSE, text="")):
            with pytest.raises(NotAllowed):
                close(actor, entered)
        assert challenges(session)[0].events == ()

    def test_one_that_is_not_there_is_not_found(self, session: Session) -> None:
        with pytest.raises(NotFound, match="There is no challenge C7"):
            close(code="C7")
        with pytest.raises(NotFound, match="There is no challenge C7"):
            answer(code="C7")


class TestReplyToChallenge:
    @pytest.mark.parametrize("actor", [MANAGER, POLICE_LEAD])
    def test_is_a_step_that_can_be_found(self, session: Session, actor: Actor) -> None:
        ask()
        assert answer(actor) is True
        [asked] = challenges(session)
        assert (asked.answer, asked.resulting_action) == (Answer.ACCEPTED, "1.1a")
        assert asked.events[-1].text == "Zebras come on Monday."
        assert found(session, "monday") == ["C1"]
        last = read_entries(session, scope_of(session, "testshire"))[-1].change
        assert json.loads(last.after)["challenge"]["answer"] == "accepted"

    @pytest.mark.parametrize("actor", [COUNCIL_LEAD, SCRUTINEER, LEAD_OF_NONE, *OTHERS])
    def test_nobody_replies_for_another_agency(self, session: Session, actor: Actor) -> None:
        ask()
        for entered in (REPLY, replace(REPLY, text="")):
            with pytest.raises(NotAllowed):
                answer(actor, entered)
        assert challenges(session)[0].events == ()

    def test_one_that_is_put_to_nobody_is_for_the_business_manager(self, session: Session) -> None:
        ask(entered=replace(ENTERED, to_agency=""))
        with pytest.raises(NotAllowed):
            answer(POLICE_LEAD)
        assert answer(MANAGER) is True

    def test_the_same_reply_is_there_once_and_a_second_voice_is_shown_the_first(
        self, address: str, session: Session
    ) -> None:
        ask()
        session.rollback()
        other = replace(REPLY, text="Zebras never come.")
        works: list[Callable[[], bool]] = [
            partial(answer, POLICE_LEAD),
            partial(answer, POLICE_LEAD),
            partial(answer, MANAGER, other),
        ]
        done = at_once(address, *works)
        [asked] = challenges(session)
        assert len(asked.events) == 1
        first = asked.events[0].text
        said = [str(each) for each in done if isinstance(each, EditConflict)]
        assert said
        assert all(f"“{first}”" in each for each in said)
        assert len(acts(session)) == 2
        # Whoever has seen it can still add to it.
        assert answer(MANAGER, replace(REPLY, text="And on Tuesday.", seen="1")) is True


class TestNothingIsLost:
    def test_what_others_said_stays_as_it_was(self, session: Session) -> None:
        with transaction(session):
            save_plan(session, make_full_plan())
        before = challenges(session)
        code, _ = ask()
        close(code=before[0].code, entered=replace(CLOSE, seen=str(len(before[0].events))))
        after = {each.code: each for each in challenges(session)}
        assert list(after) == [*(each.code for each in before), code]
        for each in before:
            later = after[each.code]
            assert later.events[: len(each.events)] == each.events
            assert replace(later, events=()) == replace(each, events=())

    def test_a_plan_that_is_loaded_again_keeps_all_of_it(self, session: Session) -> None:
        ask()
        answer()
        said = challenges(session)
        session.rollback()
        with transaction(session):
            save_plan(session, make_plan(title="Loaded again"))
        assert challenges(session) == said

    def test_the_index_is_what_it_would_be_made_anew(self, session: Session) -> None:
        with transaction(session):
            save_plan(session, make_full_plan())
        code, _ = ask(entered=replace(ENTERED, reply_due_on=NO_DAY))
        answer(code=code)
        close(code=code, entered=replace(CLOSE, seen="1"))
        kept = indexed(session)
        head = find_plan(session, scope_of(session, "testshire"), PLAN)
        session.rollback()
        scope_of(session, "testshire")
        session.rollback()
        with transaction(session):
            scope_of(session, "testshire")
            index_plan(session.connection(), head.key, head.revision, load_content(session, head))
        assert indexed(session) == kept


class TestRecordJudgement:
    ENTERED = EnteredJudgement(about="1.1a", assurance="partial", confidence="low", text="Zebras are few.")

    def judge(self, actor: Actor = SCRUTINEER, **changes: str) -> bool:
        _judgement, is_new = record_judgement(actor, PLAN, replace(self.ENTERED, **changes), TODAY)
        return is_new

    def test_is_read_the_newest_first_and_written_in_the_log(self, session: Session) -> None:
        assert [self.judge(), self.judge(about="", text="All in all."), self.judge()] == [True, True, False]
        session.rollback()
        assert [(each.about, each.text) for each in list_judgements("testshire", PLAN)] == [
            ("", "All in all."),
            ("1.1a", "Zebras are few."),
        ]
        assert [each[0] for each in acts(session)] == ["record_judgement"] * 2
        last = read_entries(session, scope_of(session, "testshire"))[0].change
        assert json.loads(last.after)["judgement"]["assurance"] == "partial"

    def test_it_is_about_the_plan_and_no_part_of_it(self, session: Session) -> None:
        before = load_plan(session, scope_of(session, "testshire"), PLAN)
        session.rollback()
        self.judge()
        session.rollback()
        assert load_plan(session, scope_of(session, "testshire"), PLAN) == before
        assert found(session, "zebras") == []

    @pytest.mark.parametrize("actor", [MANAGER, COUNCIL_LEAD, *OTHERS])
    def test_only_the_scrutineer_judges(self, session: Session, actor: Actor) -> None:
        for text in ("All is well.", ""):
            with pytest.raises(NotAllowed):
                self.judge(actor, text=text)
        session.rollback()
        assert list_judgements("testshire", PLAN) == ()
        assert acts(session) == []

    def test_the_same_one_sent_at_once_is_there_once(self, address: str, session: Session) -> None:
        session.rollback()
        done = at_once(address, *[self.judge] * 4)
        assert sorted(map(str, done)) == ["False", "False", "False", "True"]
        assert len(list_judgements("testshire", PLAN)) == 1
