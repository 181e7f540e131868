"""Which rules belong together, and whose finding a finding is."""

import pytest

from planner.domain.delivery.schedule import standings
from planner.domain.plan import Claim
from planner.domain.recommendations.coverage import clause_coverage
from planner.domain.rules.families import Family, family_of
from planner.domain.rules.finding_agencies import agency_of_subject
from planner.domain.rules.validity import RULES, UNANSWERED
from planner.domain.vocabulary import ClaimStatus
from tests.builders import TODAY, make_plan
from tests.domain.clauses import make_guidance

MODULES = {
    "delivery": Family.DELIVERY,
    "measures": Family.MEASURES,
    "logic": Family.LOGIC,
    "coverage": Family.COVERAGE,
    "words": Family.WORDS,
}


def test_every_rule_belongs_to_the_family_of_the_module_that_judges_it() -> None:
    for code, judge in RULES.items():
        assert family_of(code) is MODULES[judge.__module__.rpartition(".")[2]], code
    for code in UNANSWERED:
        assert family_of(code) in Family


@pytest.mark.parametrize(
    ("subject", "agency"),
    [
        ("1.1a", "council"),
        ("M01", "council"),
        ("police", "police"),
        ("R1.1", "icb"),
        ("R1.2", ""),
        ("O1.1", ""),
        ("S4", ""),
        ("plan", ""),
    ],
)
def test_a_finding_belongs_to_the_agency_that_can_put_it_right(subject: str, agency: str) -> None:
    claim = Claim(clause="R1.1", status=ClaimStatus.PLANNED, on=TODAY, owner_agency="icb")
    plan = make_plan(claims=(claim,))
    coverage = clause_coverage(plan, make_guidance("R1.1", "R1.2"), standings(plan, TODAY))
    assert agency_of_subject(plan, coverage, subject) == agency
