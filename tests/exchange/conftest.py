"""What the tests of exchange share: the real guidance, and a plan file as text to spoil."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.errors import BadInput
from planner.domain.guidance import Guidance
from planner.exchange.plan_file import PlanFile
from planner.exchange.plan_workbook import read_plan_workbook
from planner.exchange.plan_yaml import read_plan_yaml, write_plan_yaml
from planner.reference.guidance import load_guidance
from tests.builders import make_evidence, make_plan

Refusal = Callable[[Path], BadInput]


@pytest.fixture(scope="session")
def guidance() -> Guidance:
    """Return the guidance as it ships."""
    return load_guidance()


@pytest.fixture(scope="session")
def plan_text() -> str:
    """Return a small sound plan as YAML."""
    return write_plan_yaml(make_plan(evidence=(make_evidence(),)))


@pytest.fixture
def refuse(guidance: Guidance) -> Refusal:
    """Return what reads a file that must be refused, and gives the error."""

    def read(path: Path) -> BadInput:
        reader: Callable[[Path, Guidance], PlanFile]
        reader = read_plan_workbook if path.suffix == ".xlsx" else read_plan_yaml
        with pytest.raises(BadInput) as caught:
            reader(path, guidance)
        return caught.value

    return read


def only_problem(error: BadInput) -> str:
    """Return the one problem of a refusal as people read it."""
    assert len(error.problems) == 1, error
    return str(error.problems[0])
