"""Run as a child: write the annual review workbook of a plan and tell the most memory it took.

``python -m planner.bench.write_workbook DATABASE FILE.xlsx`` prints megabytes.
"""

import sys
from pathlib import Path

from planner.bench.children import memory_of
from planner.bench.workbench import PARTNERSHIP, PLAN, TODAY, address_of
from planner.collector import collector_paused
from planner.domain.assessment import Assessment
from planner.packs.book import sheets_of
from planner.packs.review import Review
from planner.packs.workbook.writing import write_workbook
from planner.services.plans import show_plan
from planner.store.database import database_open


def read_assessment(database: Path) -> Assessment:
    """Return the assessment of the plan that a database of the benchmarks holds."""
    with database_open(address_of(database)):
        return show_plan(PARTNERSHIP, PLAN, TODAY)


def write_review(assessment: Assessment, file: Path) -> None:
    """Write a plan's annual review workbook, tables and all."""
    review = Review(assessment=assessment, previous=None, previous_label="", year=TODAY.year, built_on=TODAY)
    with collector_paused():
        write_workbook(review, sheets_of(review), file)


if __name__ == "__main__":
    write_review(read_assessment(Path(sys.argv[1])), Path(sys.argv[2]))
    print(memory_of("self", "VmHWM"))  # noqa: T201 - told to the parent
