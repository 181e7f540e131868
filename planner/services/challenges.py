"""Challenges of scrutiny: raising one, taking one further, and replying. Nothing that was said changes."""

from datetime import date

from planner.domain.entries.challenge import (
    EnteredChallenge,
    EnteredReply,
    EnteredStep,
    read_challenge,
    read_reply,
    read_step,
    same_challenge,
)
from planner.domain.errors import NotFound
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.plan import Challenge, Plan
from planner.domain.vocabulary import Kind
from planner.reference.guidance import load_guidance
from planner.services.changes import Changing, changing
from planner.store.queries.scrutiny import add_challenge, append_reply, append_step
from planner.store.stored_challenges import read_stored_challenges


def raise_challenge(
    actor: Actor, plan: str, entered: EnteredChallenge, today: date
) -> tuple[Challenge, bool]:
    """Raise a challenge, and return it with whether it is new.

    The very same challenge is raised once a day, however often it is sent. Raises NotFound for a plan
    that is not there, NotAllowed, and BadEntry with everything that is wrong with the challenge.
    """
    with changing(actor, plan) as change:
        actor.must(Deed.RAISE_CHALLENGE)
        whole = change.plan()
        challenge = read_challenge(whole, entered, subjects_of(whole), today, change.post())
        there = same_challenge(challenge, whole.challenges)
        if there is not None:
            return there, False
        add_challenge(change.session, change.key, whole, challenge)
        change.note("raise_challenge", "challenge", challenge.code, before=None, after=challenge)
    return challenge, True


def subjects_of(plan: Plan) -> tuple[str, ...]:
    """Return every code that a challenge can be about: of elements, clauses and sections."""
    guidance = load_guidance()
    sections = (section.code for section in guidance.sections)
    return tuple(dict.fromkeys((*plan.kinds, *guidance.clause_by_code, *sections)))


def take_challenge_further(actor: Actor, plan: str, code: str, entered: EnteredStep, today: date) -> bool:
    """Close or reopen a challenge, and return whether the step is new.

    Raises NotFound for a challenge that the plan does not have, NotAllowed, BadEntry with everything that
    is wrong, EditConflict where somebody added a step that the page did not show, and RuleBroken for a
    step that does not follow from the last one.
    """
    with changing(actor, plan) as change:
        actor.must(Deed.RAISE_CHALLENGE)
        challenge, number = _find(change, code)
        further = read_step(challenge, entered, today, change.post())
        if further == challenge:
            return False
        append_step(change.session, change.key, number, further)
        change.note("take_challenge_further", "challenge", code, before=challenge, after=further)
    return True


def reply_to_challenge(actor: Actor, plan: str, code: str, entered: EnteredReply, today: date) -> bool:
    """Reply to a challenge, and return whether the reply is new.

    Raises NotFound for a challenge that the plan does not have, NotAllowed for one that was put to another
    agency, BadEntry with everything that is wrong, EditConflict where somebody added a step that the page
    did not show, and RuleBroken for a challenge that is closed.
    """
    with changing(actor, plan) as change:
        challenge, number = _find(change, code)
        actor.must(Deed.REPLY_TO_CHALLENGE, challenge.to_agency)
        kinds = change.plan().kinds
        actions = [code for code, kind in kinds.items() if kind is Kind.ACTION]
        replied = read_reply(challenge, entered, actions, today, change.post())
        if replied == challenge:
            return False
        append_reply(change.session, change.key, number, replied)
        change.note("reply_to_challenge", "challenge", code, before=challenge, after=replied)
    return True


def _find(change: Changing, code: str) -> tuple[Challenge, int]:
    """Return a challenge as it is stored, with its number."""
    stored = read_stored_challenges(change.session, change.key)
    challenge = next((each for each in stored.challenges if each.code == code), None)
    if challenge is None:
        raise NotFound(f"There is no challenge {code} in this plan.")
    return challenge, stored.numbers[code]
