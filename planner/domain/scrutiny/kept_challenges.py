"""What scrutiny has said stays: a plan that is loaded over another can add to it and take nothing away.

What was asked (its kind, day, author, words, and the evidence asked for) and every step that was
recorded stay as they were. The reply may still change: the answer, its reason, the action that
follows, the effect, the day it is due and the agency that is asked. What a challenge is about may
change only where the plan no longer holds that element, because then it has another code.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from planner.domain.calendar import long_date
from planner.domain.errors import RuleBroken
from planner.domain.phrases import listed
from planner.domain.plan import Challenge, ChallengeEvent, Plan

#: The fields of a challenge that are what was asked, by how a sentence names them.
ASKED = {
    "kind": "kind",
    "raised_on": "day",
    "raised_by": "author",
    "text": "text",
    "evidence_asked": "evidence asked for",
}


def with_kept_challenges(plan: Plan, stored: Iterable[Challenge], elements: Collection[str]) -> Plan:
    """Return the plan with every challenge and step that is stored already, beside those it adds.

    ``elements`` are the codes, among those that the stored challenges are about, of elements rather
    than clauses or sections. A challenge that the plan lacks comes after those that it has, and a
    step that it lacks stands where it stood. Raises RuleBroken where the plan says something stored
    in another way, or has lost what a stored challenge is about.

    >>> from datetime import date
    >>> from planner.domain.vocabulary import ChallengeKind
    >>> from tests.builders import make_plan
    >>> asked = Challenge(
    ...     code="C1",
    ...     kind=ChallengeKind.QUESTION,
    ...     raised_on=date(2026, 6, 1),
    ...     raised_by="Chair",
    ...     text="When?",
    ... )
    >>> [each.code for each in with_kept_challenges(make_plan(), [asked], ()).challenges]
    ['C1']
    """
    known = {challenge.code: challenge for challenge in stored}
    faults: list[str] = []
    given = tuple(_kept(plan, each, known.get(each.code), elements, faults) for each in plan.challenges)
    here = {challenge.code for challenge in given}
    carried = tuple(challenge for code, challenge in known.items() if code not in here)
    for challenge in carried:
        faults.extend(_lost(plan, challenge, elements))
    if faults:
        raise RuleBroken(" ".join(faults))
    return replace(plan, challenges=(*given, *carried))


def _kept(
    plan: Plan, given: Challenge, stored: Challenge | None, elements: Collection[str], faults: list[str]
) -> Challenge:
    """Return the challenge with every step that is stored, noting what is said in another way."""
    if stored is None:
        return given
    changed = [told for name, told in ASKED.items() if getattr(given, name) != getattr(stored, name)]
    if changed:
        faults.append(
            f"Challenge {given.code} has another {listed(changed)} than it was raised with. What was asked "
            "stays as it was: put it back, and raise what is to be asked now under a code of its own."
        )
    faults.extend(_pointed_elsewhere(plan, given, stored, elements))
    return replace(given, events=_kept_events(given, stored, faults))


def _pointed_elsewhere(
    plan: Plan, given: Challenge, stored: Challenge, elements: Collection[str]
) -> Iterator[str]:
    if given.about == stored.about:
        return
    is_gone = stored.about in elements and stored.about not in plan.kinds
    if is_gone and given.about:
        return
    yield (
        f"Challenge {given.code} was raised about {stored.about or 'the plan as a whole'}, and here it is "
        f"about {given.about or 'the plan as a whole'}. Put back what it is about, and raise what is to be "
        "asked now under a code of its own."
    )


def _lost(plan: Plan, carried: Challenge, elements: Collection[str]) -> Iterator[str]:
    """Yield what a challenge that the plan lacks names and the plan lacks too."""
    if carried.about in elements and carried.about not in plan.kinds:
        yield (
            f"Challenge {carried.code} is about {carried.about}, which is not in this plan: keep "
            f"{carried.about}, retired if need be, because what scrutiny asked stays."
        )
    if carried.to_agency and carried.to_agency not in plan.agency_names:
        yield (
            f"Challenge {carried.code} was put to the agency {carried.to_agency}, which is not in this plan: "
            "keep that agency, because what scrutiny asked stays."
        )
    if carried.resulting_action and carried.resulting_action not in plan.kinds:
        yield (
            f"Action {carried.resulting_action} follows from challenge {carried.code} and is not in this "
            f"plan: keep {carried.resulting_action}, retired if need be, because what scrutiny asked stays."
        )


def _kept_events(given: Challenge, stored: Challenge, faults: list[str]) -> tuple[ChallengeEvent, ...]:
    """Return what is stored, in its order, and then what is new, noting what stands here in another way."""
    rest = stored.events
    missing: list[ChallengeEvent] = []
    new: list[ChallengeEvent] = []
    is_in_order = True
    for event in given.events:
        if event in rest:
            place = rest.index(event)
            missing.extend(rest[:place])
            rest = rest[place + 1 :]
            is_in_order = is_in_order and not new
        elif event in missing:
            is_in_order = False
        else:
            new.append(event)
    missing.extend(rest)
    altered = [step for step in missing if any(_is_altered(step, event) for event in new)]
    faults.extend(
        f"Challenge {given.code}: the step “{step.step.label}” of {long_date(step.on)} was recorded in "
        "another way. What was recorded stays as it was: put it back, and add a new line for what is to be "
        "said now."
        for step in altered
    )
    if not is_in_order and not altered:
        faults.append(
            f"The steps of challenge {given.code} stand in another order than they were recorded in. Put "
            "them back in that order, and add what is new after the last one."
        )
    return (*stored.events, *new)


def _is_altered(stored: ChallengeEvent, given: ChallengeEvent) -> bool:
    """Return whether a step is a stored one in another form: two of its day, kind and words agree."""
    return (stored.on == given.on) + (stored.step is given.step) + (stored.text == given.text) >= 2
