"""A plan as YAML: it comes back the same, reads well, and ships with the seed files."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from planner.domain.guidance import Guidance
from planner.domain.plan import Link, Plan
from planner.exchange.plan_file import SnapshotLabel
from planner.exchange.plan_yaml import read_plan_yaml, write_plan_yaml
from planner.reference.guidance import load_guidance
from tests.builders import make_action, make_measure, make_plan, make_reading
from tests.strategies import plans
from tests.timing import within

SEEDS = sorted((Path(__file__).parents[2] / "seed" / "demo").glob("*.yaml"))


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(plan=plans())
def test_a_plan_survives_its_yaml(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    text = write_plan_yaml(plan)
    path.write_text(text, encoding="utf-8", newline="")
    again = read_plan_yaml(path, load_guidance()).plan
    assert again == plan
    assert write_plan_yaml(again) == text


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_seed_file_comes_back_the_same(seed: Path, guidance: Guidance, tmp_path: Path) -> None:
    file = read_plan_yaml(seed, guidance)
    path = tmp_path / "again.yaml"
    path.write_text(write_plan_yaml(file.plan, file.snapshot), encoding="utf-8")
    assert read_plan_yaml(path, guidance) == file


def test_the_demo_plan_is_read_quickly(guidance: Guidance) -> None:
    seed = next(path for path in SEEDS if path.stem == "northvale")
    read_plan_yaml(seed, guidance)
    within(0.6, lambda: read_plan_yaml(seed, guidance))


def test_a_snapshot_label_is_kept(guidance: Guidance, tmp_path: Path) -> None:
    label = SnapshotLabel(label="Annual review 2026", taken_on=date(2026, 9, 30))
    path = tmp_path / "earlier.yaml"
    path.write_text(write_plan_yaml(make_plan(), label), encoding="utf-8")
    assert read_plan_yaml(path, guidance).snapshot == label


def test_the_file_reads_as_people_would_write_it() -> None:
    plan = make_plan(
        actions=(make_action("1.10", clauses=("R2.4", "R3.1"), outputs="First.\nSecond."),),
        measures=(make_measure(readings=(make_reading(date(2026, 3, 31), 41.0, note="Yes"),)),),
        links=(Link(source="1.10", target="O1.1", because="It brings people in.", main=False),),
        assumptions=(),
    )
    text = write_plan_yaml(plan)
    for line in (
        "format: partnership-planner-plan/1",
        "  - code: '1.10'",
        "    clauses: [R2.4, R3.1]",
        "    outputs: |-\n      First.\n      Second.",
        "      - {on: 2026-09-30, status: on_track, sentence: The work goes on as agreed.}",
        "      - {period: To Mar 2026, period_end: 2026-03-31, value: 41, note: 'Yes'}",
        "    leads_to:\n      - target: O1.1\n        main: false\n        because: It brings people in.",
    ):
        assert f"\n{line}\n" in f"\n{text}", line
    assert "confidence" not in text


def test_links_without_their_own_order_come_in_the_order_of_the_plan(
    guidance: Guidance, tmp_path: Path
) -> None:
    plan = make_plan()
    path = tmp_path / "plan.yaml"
    path.write_text(write_plan_yaml(make_plan(links=plan.links[::-1])), encoding="utf-8")
    assert read_plan_yaml(path, guidance).plan == plan


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(
    guidance: Guidance, plan_text: str, tmp_path: Path
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + plan_text.replace("\n", "\r\n").encode())
    assert read_plan_yaml(path, guidance).plan.actions == make_plan().actions
