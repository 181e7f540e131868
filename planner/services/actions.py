"""Actions: some of them as a file."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from planner.collector import collector_paused
from planner.domain.assessment import Assessment


def actions_as_workbook(assessment: Assessment, codes: Sequence[str], chosen_by: str) -> bytes:
    """Return a workbook of the live actions with these codes, in this order.

    ``chosen_by`` is the sentence at its top that says what they were chosen by. Raises
    ``RuleBroken`` (V21) if a count of 1 to 5 would leave the partnership.
    """
    from planner.packs.workbook.actions import write_action_workbook

    with TemporaryDirectory(prefix="planner-actions-") as folder, collector_paused():
        path = Path(folder) / "actions.xlsx"
        write_action_workbook(assessment, codes, chosen_by, path)
        return path.read_bytes()
