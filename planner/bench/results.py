"""A measured budget, and how to time something fairly."""

import gc
import math
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


class NotMeasurableError(Exception):
    """A budget that cannot be measured here; the text is the reason, as one sentence."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One budget of the design with the figure of this run; ``at_least`` turns the comparison round."""

    name: str
    figure: float
    budget: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Return whether the figure is inside the budget."""
        return self.figure >= self.budget if self.at_least else self.figure <= self.budget

    def as_json(self) -> dict[str, object]:
        """Return the result as one object of the command's JSON list."""
        return {
            "name": self.name,
            "figure": round(self.figure, 4),
            "budget": self.budget,
            "unit": self.unit,
            "met": self.met,
        }

    def sentence(self) -> str:
        """Return the result as one line."""
        bound = "at least" if self.at_least else "at most"
        verdict = "met" if self.met else "MISSED"
        return f"{verdict:6}  {self.name}: {self.figure:.3g} {self.unit} (budget: {bound} {self.budget:g})"


def best_times(works: Mapping[Name, Callable[[], object]], *, times: int) -> dict[Name, float]:
    """Return the shortest of several runs of each work in seconds, by its name.

    The shortest run is what the work takes when nothing disturbs it. The works take turns, so that a
    machine that grows slower or faster meanwhile does so for all of them.
    """
    best = dict.fromkeys(works, math.inf)
    for _ in range(times):
        for name, work in works.items():
            best[name] = min(best[name], seconds(work))
    return best


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds that a piece of work takes in this process, system calls included.

    Nothing measured so waits for anything, so this is what a clock would show on an idle machine;
    on a busy one the clock would show the other programs too. Garbage made before is not counted.
    """
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def repeated(work: Callable[[], object], times: int) -> Callable[[], object]:
    """Return work that does the same work several times."""

    def work_again() -> None:
        for _ in range(times):
            work()

    return work_again


def ratio(work: Callable[[], object], measure: Callable[[], object], *, times: int) -> float:
    """Return how many times as long ``work`` takes as the ``measure`` beside it, by their best runs."""
    best = best_times({"work": work, "measure": measure}, times=times)
    return best["work"] / best["measure"]
