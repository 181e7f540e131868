"""What an annual review pack is made from, and the two readings of the plan that it needs.

Counts and judgements come from the plan as it is. Every number that is printed comes from a copy
in which counts of 1 to 5 are hidden, because a pack leaves the partnership (rule V21).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from planner.domain.assessment import Assessment, assess
from planner.domain.errors import RuleBroken
from planner.domain.measures.suppression import is_small, masked_for_export
from planner.domain.plan import Measure, Plan


@dataclass(frozen=True, kw_only=True)
class Review:
    """One annual review: the plan with everything derived from it, and the plan it is compared with.

    ``previous`` is the plan as frozen at an earlier review, and ``previous_label`` what that
    review was called. ``built_on`` is the date that the files carry.
    """

    assessment: Assessment
    previous: Plan | None
    previous_label: str
    year: int
    built_on: date

    @cached_property
    def plan(self) -> Plan:
        """The plan as it may be printed: small counts hidden. Raise RuleBroken if one is left."""
        masked = masked_for_export(self.assessment.plan)
        refuse_small_numbers(masked)
        return masked

    @cached_property
    def before(self) -> Plan | None:
        """The plan of the earlier review as it may be printed, or nothing."""
        if self.previous is None:
            return None
        masked = masked_for_export(self.previous)
        refuse_small_numbers(masked)
        return masked

    @cached_property
    def printed(self) -> Assessment:
        """The same judgements worked out from what may be printed, for every sentence with a number."""
        return assess(self.plan, self.assessment.guidance, self.assessment.today)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The codes of measures of which something is hidden in this pack and not in the plan."""
        true = {measure.code: measure for measure in self.assessment.plan.measures}
        return frozenset(measure.code for measure in self.plan.measures if measure != true.get(measure.code))

    @property
    def today(self) -> date:
        """Return the date of the plan's data."""
        return self.assessment.today

    @property
    def file_stem(self) -> str:
        """Return the name of the pack's files without their endings."""
        return f"{self.assessment.plan.partnership.slug}-annual-review-{self.year}"


def refuse_small_numbers(plan: Plan) -> None:
    """Raise RuleBroken naming V21 if any count of 1 to 5 would be printed (brief section 0.4)."""
    for measure in plan.measures:
        for reading in measure.readings:
            if reading.mark is None and is_small(reading, measure):
                raise _refusal(measure, reading.period)


def _refusal(measure: Measure, period: str) -> RuleBroken:
    return RuleBroken(
        f"Rule V21: the pack was not built, because measure {measure.code} would show a count of 1 to 5 "
        f"for {period}. Mark that reading as hidden (c), or pool it with another period."
    )
