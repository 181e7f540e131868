"""Claim and plan in words: of one clause, of one recommendation, and of all of them."""

from collections.abc import Collection, Sequence

from planner.domain.calendar import long_date
from planner.domain.phrases import counted, have, listed, number_word, some, upper_first
from planner.domain.plan import Claim
from planner.domain.recommendations.coverage import ClauseCoverage
from planner.domain.vocabulary import Force, Gap

#: What the reference data calls the part of the guide that has no number.
APPENDIX = "Appendix"

_ASKED = {
    Force.MUST: "has to be done (“must”)",
    Force.SHOULD: "plainly asked (“should”)",
    Force.NEED_TO: "to be secured (“need to”)",
    Force.NEED_SHOWN: "reported as a need",
    Force.IMPORTANT: "called important",
    Force.MAY: "offered as one way (“may”)",
}


def asked_words(force: Force) -> str:
    """Return how strongly a clause asks, as words that follow its code.

    >>> asked_words(Force.MAY), asked_words(Force.SHOULD)
    ('offered as one way (“may”)', 'plainly asked (“should”)')
    """
    return _ASKED[force]


def ladder_words(told: ClauseCoverage) -> str:
    """Return what the ladder of a clause shows, for those who cannot see it.

    A clause that is said not to apply has no ladder; its reason stands there instead.

    >>> from planner.domain.recommendations.coverage import clause_coverage
    >>> from tests.builders import make_plan
    >>> from tests.domain.clauses import make_guidance
    >>> ladder_words(clause_coverage(make_plan(actions=()), make_guidance("R1.1"), {})["R1.1"])
    'Claimed: not looked at. The plan shows: nothing mapped.'
    """
    if told.gap is Gap.NOT_APPLICABLE:
        reason = told.claim.reason if told.claim else ""
        return f"Not applicable{': ' + reason if reason else ''}"
    return f"Claimed: {told.claimed.label.lower()}. The plan shows: {told.shown.label.lower()}."


def gap_sentence(coverage: Collection[ClauseCoverage]) -> str:
    """Return on how many clauses the claim runs ahead of the plan, and which nothing answers.

    >>> gap_sentence(())
    'Nothing is claimed yet about any of 0 clauses.'
    """
    ahead = [each for each in coverage if each.gap is Gap.AHEAD]
    bare = [each.clause.code for each in coverage if not each.live and not each.measures]
    said = f"We claim more than the plan shows on {len(ahead)} of {counted(len(coverage), 'clauses')}."
    if not any(each.claim for each in coverage):
        said = f"Nothing is claimed yet about any of {counted(len(coverage), 'clauses')}."
    elif not ahead:
        said = f"No claim runs ahead of what the plan shows, on any of {counted(len(coverage), 'clauses')}."
    if bare and len(bare) == len(coverage):
        said += " No clause has an action or a measure yet."
    elif bare:
        said += f" {some(bare)} {have(len(bare))} no action and no measure."
    return said


def recommendation_sentence(clauses: Sequence[ClauseCoverage]) -> str:
    """Return how the claims about one recommendation stand to what the plan shows.

    >>> recommendation_sentence(())
    'It has no clauses.'
    """
    if not clauses:
        return "It has no clauses."
    total = counted(len(clauses), "clauses")
    if not any(each.claim for each in clauses):
        said = f"{upper_first(total)}; nothing is claimed yet."
    else:
        said = f"{upper_first(total)}; {_gaps(clauses)}."
    bare = [each.clause.code for each in clauses if not each.live and each.recorded_reason is None]
    if len(bare) == len(clauses):
        return f"{said} No action answers any of them."
    return f"{said} No action answers {some(bare)}." if bare else said


def _gaps(clauses: Sequence[ClauseCoverage]) -> str:
    ahead = [each.clause.code for each in clauses if each.gap is Gap.AHEAD]
    behind = [each.clause.code for each in clauses if each.gap is Gap.BEHIND]
    parts = []
    if ahead:
        parts.append(f"claimed ahead of the plan on {some(ahead)}")
    if behind:
        parts.append(f"the plan shows more than we claim on {some(behind)}")
    return ", and ".join(parts) or "no claim differs from what the plan shows"


def difference_sentence(told: ClauseCoverage) -> str:
    """Return by how much a claim and what the plan shows differ, in one sentence.

    >>> from planner.domain.recommendations.coverage import clause_coverage
    >>> from tests.builders import make_plan
    >>> from tests.domain.clauses import make_guidance
    >>> difference_sentence(clause_coverage(make_plan(actions=()), make_guidance("R1.1"), {})["R1.1"])
    'Nothing is claimed yet, and nothing in the plan answers this clause.'
    """
    if told.gap is Gap.NOT_APPLICABLE:
        return "The partnership says that this clause does not apply to it."
    steps = told.claimed.step - told.shown.step
    if steps == 0 and told.claimed.step == 0:
        begin = "Nothing is claimed yet" if told.claim is None else "The gap is confirmed"
        return f"{begin}, and nothing in the plan answers this clause."
    if steps == 0:
        return "We claim what the plan shows."
    number = number_word(abs(steps))
    size = f"{number} {'step' if abs(steps) == 1 else 'steps'}"
    if steps > 0:
        return f"We claim {size} more than the plan shows."
    if told.claim is None:
        return f"Nothing is claimed yet; the plan shows “{told.shown.label.lower()}”."
    return f"The plan shows {size} more than we claim."


def claim_words(claim: Claim, owner: str) -> str:
    """Return who made a claim, when and how sure they are; ``owner`` is the name of its agency, if any.

    >>> from datetime import date
    >>> from planner.domain.vocabulary import ClaimStatus
    >>> made = Claim(clause="R1.1", status=ClaimStatus.PLANNED, on=date(2026, 9, 30), by_role="Chair")
    >>> claim_words(made, "Police")
    'Chair for Police, 30 September 2026.'
    """
    who = " for ".join(part for part in (claim.by_role, owner) if part)
    said = ", ".join(part for part in (who, long_date(claim.on)) if part) + "."
    return f"{said} Confidence: {claim.confidence.label.lower()}." if claim.confidence else said


def change_words(before: Claim | None, after: Claim) -> str:
    """Return what changed from one claim about a clause to the next, empty for the first.

    >>> from datetime import date
    >>> from planner.domain.vocabulary import ClaimStatus
    >>> first = Claim(clause="R1.1", status=ClaimStatus.PLANNED, on=date(2025, 9, 30))
    >>> later = Claim(clause="R1.1", status=ClaimStatus.IN_PLACE, on=date(2026, 9, 30), owner_agency="police")
    >>> change_words(None, first), change_words(first, later)
    ('First claim', 'Up from planned. The owner changed')
    """
    if before is None:
        return "First claim"
    changed = [_moved(before, after)]
    for word, one, other in (
        ("owner", before.owner_agency, after.owner_agency),
        ("forum", before.forum, after.forum),
        ("confidence", before.confidence, after.confidence),
    ):
        if one != other:
            changed.append(word)
    words = f"The {listed(changed[1:])} changed" if changed[1:] else ""
    return ". ".join(part for part in (changed[0], words) if part) or "Said again, unchanged"


def _moved(before: Claim, after: Claim) -> str:
    if before.status is after.status:
        return ""
    way = "Up" if after.status.step > before.status.step else "Down"
    if after.status.step == before.status.step:
        way = "Changed"
    return f"{way} from {before.status.label.lower()}"


def chapters_words(chapters: str) -> str:
    """Return the places of the guide that help with a clause, as a reader would say them.

    >>> chapters_words("10.1"), chapters_words("1, 4, 5.4")
    ('chapter 10.1', 'chapters 1, 4 and 5.4')
    >>> chapters_words("10 (point 3), Appendix"), chapters_words("Appendix")
    ('chapter 10 (point 3) and the appendix', 'the appendix')
    """
    places = [place.strip() for place in chapters.split(",")]
    numbered = [place for place in places if place != APPENDIX]
    appendix = ["the appendix"] if APPENDIX in places else []
    if not numbered:
        return listed(appendix)
    noun = "chapter" if len(numbered) == 1 and " to " not in numbered[0] else "chapters"
    return f"{noun} {listed([*numbered, *appendix])}"
