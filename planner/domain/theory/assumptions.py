"""Assumptions and risks in the order in which people should look at them, and what to say of them."""

from planner.domain.phrases import be, counted, some
from planner.domain.plan import Assumption, Plan, Risk
from planner.domain.vocabulary import Confidence, Judgement, Rating


def doubtful_first(plan: Plan) -> tuple[Assumption, ...]:
    """Return the plan's assumptions: doubtful ones, then those never tested, then the rest.

    >>> from tests.builders import make_plan
    >>> [assumption.code for assumption in doubtful_first(make_plan())]
    ['AS1']
    """
    return tuple(sorted(plan.assumptions, key=_doubt))


def gravest_first(plan: Plan) -> tuple[Risk, ...]:
    """Return the plan's risks, those first whose likelihood and impact together are highest.

    >>> from tests.builders import make_plan
    >>> gravest_first(make_plan())
    ()
    """
    return tuple(sorted(plan.risks, key=_gravity))


def assumptions_sentence(plan: Plan) -> str:
    """Return how many assumptions are recorded and which of them are doubtful.

    >>> from tests.builders import make_plan
    >>> assumptions_sentence(make_plan())
    '1 assumption recorded; none is doubtful.'
    """
    if not plan.assumptions:
        return "No assumption is recorded yet."
    doubtful = [each.code for each in plan.assumptions if each.is_doubtful]
    low = sum(each.confidence is Confidence.LOW for each in plan.assumptions)
    said = f"{counted(len(plan.assumptions), 'assumptions')} recorded"
    if not doubtful:
        return f"{said}; none is doubtful."
    more = f" ({low} with low confidence)" if low else ""
    return f"{said}; {some(doubtful)} {be(len(doubtful))} doubtful{more}."


def _doubt(assumption: Assumption) -> tuple[bool, bool]:
    return (not assumption.is_doubtful, assumption.judgement is not Judgement.UNTESTED)


def _gravity(risk: Risk) -> int:
    # The scale runs from the highest to the lowest, so the gravest risk has the smallest sum.
    scale = list(Rating)
    return scale.index(risk.likelihood) + scale.index(risk.impact)
