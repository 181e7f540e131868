"""How long the first command of the README takes the second time."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from planner.bench.results import NotMeasurableError, Result
from planner.bench.workbench import Workbench

MOST_SECONDS = 5
CHECKOUT = Path(__file__).resolve().parents[2]


def measure_second_demo(bench: Workbench) -> Iterator[Result]:
    """Measure ``run.py demo --no-serve`` in a checkout that is set up, by the clock, in a folder of its own.

    Raises NotMeasurableError outside a checkout, or in one that ``run.py`` would first set up.
    """
    if not (CHECKOUT / "run.py").exists():
        raise NotMeasurableError("run.py does not stand beside an installed package.")
    asked = "import sys, run; sys.exit(not run.is_set_up('run'))"
    if _run([sys.executable, "-c", asked], CHECKOUT).returncode != 0:
        raise NotMeasurableError("run.py would first set this checkout up: use “python3 run.py bench”.")
    command = [sys.executable, str(CHECKOUT / "run.py"), "demo", "--no-serve", "--out", str(bench.folder)]

    def seconds_of_a_run() -> float:
        begun = time.perf_counter()
        done = _run(command, bench.folder)
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["it said nothing."])[-1]
            raise NotMeasurableError(f"The demonstration failed: {last}")
        return time.perf_counter() - begun

    yield Result(
        name="run.py demo --no-serve, the second time",
        figure=min(seconds_of_a_run() for _ in range(bench.sizes.slow_turns)),
        budget=MOST_SECONDS,
        unit="s",
    )


def _run(command: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own script, with arguments made here
        command, cwd=folder, capture_output=True, text=True, check=False
    )
