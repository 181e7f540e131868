"""What stands around the forms about challenges: what it is about, and what was said so far."""

from dataclasses import dataclass

from planner.domain.assessment import Assessment
from planner.domain.entries.challenge import further_steps, refuse_if_at_its_end, refuse_if_closed
from planner.domain.errors import NotFound
from planner.domain.people.actor import Actor
from planner.domain.people.permissions import Deed
from planner.domain.plan import Challenge
from planner.domain.vocabulary import Answer, ChallengeKind, ChallengeStep
from planner.web.addresses import address_of, anchor, plan_address
from planner.web.challenges.facets import subject_name
from planner.web.challenges.rows import ChallengeRow, challenge_row
from planner.web.choices import Choice, choices_of

STEP_LABELS = {
    ChallengeStep.CLOSED: ("Close it", "You have what you asked for, or ask for it no longer."),
    ChallengeStep.REOPENED: ("Reopen it", "What was said or done is not enough."),
}
LOG = "challenges.list_challenges"


@dataclass(frozen=True, kw_only=True)
class RaiseChallengePage:
    """What stands around the form of a new challenge; ``subject`` is what it is about, as people know it."""

    subject: str
    back: str
    kinds: tuple[Choice, ...]
    agencies: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class ChallengeFormPage:
    """A challenge with everything that came of it, above a form about it; ``seen`` counts its steps."""

    code: str
    row: ChallengeRow
    back: str
    choices: tuple[Choice, ...]
    seen: int


def raise_challenge_page(assessment: Assessment, about: str) -> RaiseChallengePage:
    """Return the page of the form for a new challenge about a code, or about nothing yet."""
    address = address_of(assessment, about) if about else ""
    return RaiseChallengePage(
        subject=subject_name(assessment, about) if address else "",
        back=address or plan_address(assessment, LOG),
        kinds=choices_of("challenge_kind", ChallengeKind),
        agencies=tuple(Choice(code, name) for code, name in assessment.plan.agency_names.items()),
    )


def take_challenge_further_page(
    assessment: Assessment, code: str, actor: Actor, *, is_sent: bool
) -> ChallengeFormPage:
    """Return the page of the form to take a challenge further, or what was sent with it once more.

    Raises ``NotFound``, ``NotAllowed``, and ``RuleBroken`` for a challenge that cannot be taken further.
    """
    challenge = _find(assessment, code)
    actor.must(Deed.RAISE_CHALLENGE)
    if not is_sent:
        refuse_if_at_its_end(challenge)
    choices = tuple(Choice(step.value, *STEP_LABELS[step]) for step in further_steps(challenge))
    return _page(assessment, challenge, choices)


def reply_to_challenge_page(
    assessment: Assessment, code: str, actor: Actor, *, is_sent: bool
) -> ChallengeFormPage:
    """Return the page of the form to reply to a challenge, or what was sent with it once more.

    Raises ``NotFound``, ``NotAllowed`` for whoever may not reply to it, and ``RuleBroken`` for a
    challenge that is closed.
    """
    challenge = _find(assessment, code)
    actor.must(Deed.REPLY_TO_CHALLENGE, challenge.to_agency)
    if not is_sent:
        refuse_if_closed(challenge)
    return _page(assessment, challenge, choices_of("answer", Answer))


def _find(assessment: Assessment, code: str) -> Challenge:
    found = next((each for each in assessment.plan.challenges if each.code == code), None)
    if found is None:
        raise NotFound(f"There is no challenge {code} in this plan. Look for it in the log of challenges.")
    return found


def _page(assessment: Assessment, challenge: Challenge, choices: tuple[Choice, ...]) -> ChallengeFormPage:
    return ChallengeFormPage(
        code=challenge.code,
        row=challenge_row(assessment, challenge),
        back=plan_address(assessment, LOG, _anchor=anchor(challenge.code)),
        choices=choices,
        seen=len(challenge.events),
    )
