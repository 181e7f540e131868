"""A whole plan from and to one YAML file that people can read, compare and edit."""

from pathlib import Path
from typing import Any

from planner.domain.errors import BadInput, Problem
from planner.domain.guidance import Guidance
from planner.domain.plan import Plan
from planner.exchange.checking import Troubles, checked
from planner.exchange.nested_form import FORMAT, flat, nested
from planner.exchange.plan_file import PlanFile, SnapshotLabel
from planner.exchange.shapes import FieldPath
from planner.exchange.text_files import read_text
from planner.exchange.yaml_text import to_yaml
from planner.exchange.yaml_tree import Tree, read_tree


def read_plan_yaml(path: Path, guidance: Guidance) -> PlanFile:
    """Return the plan in a YAML file.

    Raises BadInput with every problem at once, each with its line; nothing is half read.
    """
    tree = read_tree(read_text(path), path.name)
    values = top_level(tree, path.name)
    flattened = flat(values, tree.typed)
    troubles = Troubles(YamlSpots(path.name, tree, flattened.came_from))
    if values.get("format") != FORMAT:
        troubles.add(
            ("format",),
            f"The file does not say that it is in the form {FORMAT}.",
            f"Begin it with: format: {FORMAT}",
        )
    for place, fault, cure in flattened.misplaced:
        troubles.add(("plan", *place), fault, cure)
    for problem_path, fault, cure in tree.problems:
        troubles.add(("plan", *problem_path), fault, cure)
    return checked(flattened.raw, troubles, guidance, path.name)


def write_plan_yaml(plan: Plan, snapshot: SnapshotLabel | None = None) -> str:
    """Return the plan as YAML text; reading it gives the same plan, and writing that the same text."""
    return to_yaml(nested(plan, snapshot))


def top_level(tree: Tree, name: str) -> dict[str, Any]:
    """Return the fields of the file; raises BadInput where it holds anything but fields."""
    if isinstance(tree.value, dict):
        return tree.value
    held = "nothing" if tree.value is None else "a list" if isinstance(tree.value, list) else "a single value"
    problem = Problem(
        f"{name}, line 1",
        f"The file holds {held}, and not the fields of a plan.",
        f"Begin it with: format: {FORMAT}",
    )
    raise BadInput(f"{name} was not loaded and nothing was changed.", [problem])


class YamlSpots:
    """Finds the line of every value of a YAML file by its path in the plan."""

    def __init__(self, name: str, tree: Tree, came_from: dict[FieldPath, FieldPath]) -> None:
        self.name = name
        self.tree = tree
        self.came_from = came_from

    def in_file(self, path: FieldPath) -> FieldPath:
        """Return where in the file the value with a path of the plan stands."""
        for length in range(len(path), 0, -1):
            home = self.came_from.get(path[:length])
            if home is not None:
                return (*home, *path[length:])
        return path[1:] if path[0] == "plan" else path

    def order(self, path: FieldPath) -> tuple[int, ...]:
        """Return the line of the value, or of the nearest thing around it that has one."""
        there = self.in_file(path)
        while there and there not in self.tree.lines:
            there = there[:-1]
        return (self.tree.lines.get(there, 1),)

    def place(self, path: FieldPath) -> str:
        """Return the place in words: "northvale.yaml, line 120 (actions, 1.1a, start_on)"."""
        there = self.in_file(path)
        words: list[str] = []
        for number, step in enumerate(there, start=1):
            code = self.tree.typed.get((*there[:number], "code"))
            words.append(step if isinstance(step, str) else code or str(step + 1))
        way = f" ({', '.join(words)})" if words else ""
        return f"{self.name}, line {self.order(path)[0]}{way}"

    def label(self, path: FieldPath) -> str:
        """Return the key of the value."""
        names = [step for step in path if isinstance(step, str)]
        return names[-1]

    def typed(self, path: FieldPath) -> str | None:
        """Return the characters that stand there, where it is a single value."""
        return self.tree.typed.get(self.in_file(path))
