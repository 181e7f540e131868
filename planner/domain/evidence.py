"""How strong the evidence is: the strongest item about each element and clause, never an average."""

from planner.domain.plan import Plan
from planner.domain.vocabulary import Strength

STEPS = {strength: step for step, strength in enumerate(Strength)}
"""The step of every strength, 0 to 4: the same as ``Strength.step``, at the price of one look-up."""


def strongest(plan: Plan) -> dict[str, Strength]:
    """Return the strongest evidence about each code; a code without evidence is absent.

    An item that is itself graded "no evidence" shows nothing, so it counts for nothing (brief
    section 4.5: the strength of evidence is a judgement of its own).

    >>> from tests.builders import make_evidence, make_plan
    >>> audit = make_evidence("E02", about=("1.1a", "R3.1"), strength=Strength.QUALITY)
    >>> found = strongest(make_plan(evidence=(make_evidence("E01"), audit)))
    >>> found["1.1a"].label, found["R3.1"].label, "M01" in found
    ('Shows quality', 'Shows quality', False)
    """
    best: dict[str, Strength] = {}
    for item in plan.evidence:
        step = STEPS[item.strength]
        for code in item.about:
            if step > STEPS[best.get(code, Strength.NONE)]:
                best[code] = item.strength
    return best
