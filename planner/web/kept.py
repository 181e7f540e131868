"""What pages work out from an assessment once, and keep for as long as the plan stays the same.

``services.plans.show_plan`` gives the same assessment for every reading of one revision on one day,
so whatever depends on the assessment alone can be kept beside it. Nothing that depends on the rest of
an address may be: neither what is filtered, nor a link back to the page itself.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from planner.domain.assessment import Assessment
from planner.services.beside_plans import BesidePlans

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """A maker whose result is kept for each of the assessments that were read last."""

    def __init__(self, make: Callable[[Assessment], Made]) -> None:
        self._make = make
        self._kept: BesidePlans[Assessment, Made] = BesidePlans()

    def __call__(self, assessment: Assessment) -> Made:
        """Return what is made of the assessment, made now or before."""
        return self._kept.get(assessment.plan, assessment, lambda: self._make(assessment))
