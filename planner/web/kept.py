"""What pages work out from an assessment once, and keep for as long as the plan stays the same.

``services.plans.show_plan`` gives the same assessment for every reading of one revision on one day,
so whatever depends on the assessment alone can be kept beside it.
"""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from planner.domain.assessment import Assessment

Made = TypeVar("Made")

#: How many plans a process keeps something of: as many as it keeps assessments.
MOST = 16


class Kept(Generic[Made]):
    """A maker whose result is kept for each of the assessments that were read last."""

    def __init__(self, make: Callable[[Assessment], Made]) -> None:
        self._make = make
        self._kept: dict[int, tuple[Assessment, Made]] = {}
        self._lock = Lock()

    def __call__(self, assessment: Assessment) -> Made:
        """Return what is made of the assessment, made now or before."""
        found = self._kept.get(id(assessment))
        # Another assessment may have come to the place of one that is gone.
        if found is not None and found[0] is assessment:
            return found[1]
        made = self._make(assessment)
        with self._lock:
            while len(self._kept) >= MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[id(assessment)] = (assessment, made)
        return made
