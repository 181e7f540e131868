"""Load every demo plan, dump it as YAML and as a workbook, load that: no difference is allowed."""

import sys
import tempfile
from pathlib import Path

from planner.exchange.plan_workbook import read_plan_workbook, write_plan_workbook
from planner.exchange.plan_yaml import read_plan_yaml, write_plan_yaml
from planner.paths import seed_folder
from planner.reference.guidance import load_guidance


def main() -> int:
    """Return 1 if any plan changes on its way out and back."""
    guidance = load_guidance()
    changed = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((seed_folder() / "demo").glob("*.yaml")):
            file = read_plan_yaml(path, guidance)
            again = Path(folder) / path.name
            again.write_text(write_plan_yaml(file.plan), encoding="utf-8")
            book = again.with_suffix(".xlsx")
            write_plan_workbook(file.plan, guidance, book)
            same_text = read_plan_yaml(again, guidance).plan == file.plan
            same_book = read_plan_workbook(book, guidance).plan == file.plan
            told = {True: "same", False: "DIFFERS"}
            print(f"{path.name}: YAML {told[same_text]}, workbook {told[same_book]}")
            changed += not (same_text and same_book)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
