"""Less of the map: the chain of one aim alone, or with tiers folded to their codes."""

from collections.abc import Collection
from dataclasses import replace

from planner.domain.elements import Element
from planner.domain.layout.shapes import TIERS, MapStyle
from planner.domain.layout.theory import Theory
from planner.domain.plan import Plan
from planner.domain.vocabulary import Kind

FOLDABLE = TIERS[:-1]
"""Every tier but the vision, which is a bar already."""

#: What a folded tier still needs: two chips side by side, or a box with a rail and a code.
_FOLDED = {Kind.ACTION: 122.0, Kind.OUTCOME: 92.0, Kind.AIM: 84.0, Kind.PRIORITY: 74.0}


def plan_of(plan: Plan, codes: Collection[str]) -> Plan:
    """Return the plan with no other elements than those of the codes; links to others are then not drawn.

    >>> from tests.builders import make_plan
    >>> [node.code for _, node in plan_of(make_plan(), {"A1", "O1.1"}).nodes()]
    ['A1', 'O1.1']
    """

    def kept(elements: tuple[Element, ...]) -> tuple[Element, ...]:
        return tuple(each for each in elements if each.code in codes)

    return replace(
        plan,
        vision=plan.vision if plan.vision is not None and plan.vision.code in codes else None,
        priorities=kept(plan.priorities),
        aims=kept(plan.aims),
        outcomes=kept(plan.outcomes),
        actions=kept(plan.actions),
        measures=kept(plan.measures),
    )


def folded_theory(theory: Theory, folded: Collection[Kind]) -> Theory:
    """Return the theory as it is drawn with tiers folded: their boxes keep their codes and lose their titles.

    >>> from planner.domain.layout.theory import read_theory
    >>> from tests.builders import make_plan
    >>> titles = folded_theory(read_theory(make_plan()), {Kind.OUTCOME, Kind.PRIORITY}).titles
    >>> titles["O1.1"], titles["P1"], titles["A1"] != ""
    ('', 'P1', True)
    """
    titles = dict(theory.titles)
    for kind in folded:
        for code in theory.tiers[kind]:
            # The box of a priority shows no code of its own, so the code takes the title's place.
            titles[code] = code if kind is Kind.PRIORITY else ""
    return replace(theory, titles=titles)


def folded_style(style: MapStyle, folded: Collection[Kind]) -> MapStyle:
    """Return the style with folded tiers narrow, and the room that they leave shared among the others.

    >>> from planner.domain.layout.shapes import WHOLE
    >>> style = folded_style(WHOLE, {Kind.ACTION})
    >>> style.width == WHOLE.width, style.widths[0], style.folds
    (True, 122.0, True)
    """
    if not folded:
        return style
    narrow = [
        min(_FOLDED[kind], width) if kind in folded else width
        for kind, width in zip(TIERS, style.widths, strict=True)
    ]
    saved = sum(style.widths) - sum(narrow)
    open_tiers = [place for place, kind in enumerate(FOLDABLE) if kind not in folded]
    whole = sum(narrow[place] for place in open_tiers)
    for place in open_tiers:
        narrow[place] += saved * narrow[place] / whole
    first, second, third, fourth, last = narrow
    return replace(
        style,
        name=f"{style.name}, folded",
        widths=(first, second, third, fourth, last),
        folds=style.folds or Kind.ACTION in folded,
    )
