"""What a lens shows on the map: which codes each box carries, and what a chosen code leaves lit.

Delivery, progress and evidence are judgements and colour no box in or out. Recommendations, people
affected, lead agency and stage are codes that actions and outcomes carry: one of them can be
chosen, and then everything dims that neither carries it nor follows from what does.
"""

from collections.abc import Callable, Iterable, Mapping

from planner.domain.assessment import Assessment
from planner.domain.plan import Action, Outcome
from planner.domain.theory.graph import causes, downstream
from planner.domain.vocabulary import Kind, Term

Carried = Mapping[str, tuple[str, ...]]


class Lens(Term):
    """What the boxes of the map show beside their titles."""

    DELIVERY = "delivery", "Delivery"
    PROGRESS = "progress", "Progress"
    EVIDENCE = "evidence", "Evidence"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    GROUPS = "groups", "People affected"
    AGENCY = "agency", "Lead agency"
    STAGE = "stage", "Stage"


def carried(assessment: Assessment, lens: Lens) -> Carried:
    """Return the codes that each live action and outcome carries under a lens; nothing for a judgement.

    An outcome carries the clauses of the measures that show it, because it is through those that it
    answers a recommendation.

    >>> from datetime import date
    >>> from planner.domain.assessment import assess
    >>> from tests.builders import make_plan
    >>> from tests.domain.clauses import make_guidance
    >>> found = assess(make_plan(), make_guidance("R1.1"), date(2026, 11, 21))
    >>> carried(found, Lens.AGENCY), carried(found, Lens.DELIVERY)
    ({'1.1a': ('council',)}, {})
    """
    of_action = _OF_ACTION.get(lens)
    if of_action is None:
        return {}
    found = {code: of_action(standing.action) for code, standing in assessment.standings.items()}
    for outcome in assessment.plan.outcomes:
        if outcome.retired_on is None:
            found[outcome.code] = _of_outcome(assessment, outcome, lens)
    return {code: codes for code, codes in found.items() if codes}


def carriers(found: Carried, pick: str) -> tuple[str, ...]:
    """Return what carries a code, in plan order with actions first.

    >>> carriers({"1.1a": ("R1.1", "R2.1"), "1.1b": ("R2.1",)}, "R1.1")
    ('1.1a',)
    """
    return tuple(code for code, codes in found.items() if pick in codes)


def lit_by(assessment: Assessment, codes: Iterable[str]) -> frozenset[str]:
    """Return the elements with everything to which they lead: what stays strong when the rest dims.

    >>> from datetime import date
    >>> from planner.domain.assessment import assess
    >>> from tests.builders import make_plan
    >>> from tests.domain.clauses import make_guidance
    >>> found = assess(make_plan(), make_guidance("R1.1"), date(2026, 11, 21))
    >>> sorted(lit_by(found, ["O1.1"]))
    ['A1', 'O1.1', 'P1', 'V']
    """
    lit: set[str] = set()
    for code in codes:
        # What is lit already has lit everything to which it leads.
        if code not in lit:
            lit.update((code, *downstream(assessment.graph, code)))
    return frozenset(lit)


_OF_ACTION: dict[Lens, Callable[[Action], tuple[str, ...]]] = {
    Lens.RECOMMENDATIONS: lambda action: action.clauses,
    Lens.GROUPS: lambda action: action.groups,
    Lens.AGENCY: lambda action: (action.lead_agency,) if action.lead_agency else (),
    Lens.STAGE: lambda action: (action.stage,) if action.stage else (),
}


def _of_outcome(assessment: Assessment, outcome: Outcome, lens: Lens) -> tuple[str, ...]:
    if lens is Lens.GROUPS:
        return outcome.groups
    if lens is not Lens.RECOMMENDATIONS:
        return ()
    measures = causes(assessment.graph, outcome.code, Kind.MEASURE)
    codes = (clause for code in measures for clause in assessment.progress[code].measure.clauses)
    return tuple(dict.fromkeys(codes))
