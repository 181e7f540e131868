"""YAML files read into plain values, with the line and the item of everything in them.

Only text, whole numbers, true and false, lists and fields are taken. Anything else that YAML would
guess at (a date, a number with a point) stays the text that was written, and a field given twice is
refused, so that a slip in a file can never turn silently into something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from planner.domain.errors import Problem

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"

# The parser written in C is several times faster; not every build of PyYAML has it.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"


@dataclass(frozen=True)
class SeedFile:
    """A file that was read: its plain content, and the tree that knows where everything stands."""

    name: str
    content: Plain
    tree: yaml.Node

    def place(self, path: Sequence[str | int]) -> str:
        """Return where ``path`` leads, for a person: file, the item by its code, field and line.

        A path is what leads to a value: the number of an item (from 0), then the name of a field.
        """
        node, item, field = self.tree, "", ""
        for step in path:
            node = _step(node, step)
            if isinstance(step, int) and isinstance(node, yaml.MappingNode):
                item, field = _code(node) or f"item {step + 1}", ""
            else:
                field = f"{field} {step + 1 if isinstance(step, int) else step}".strip()
        told = ", ".join(filter(None, (self.name, item, field)))
        return f"{told} (line {node.start_mark.line + 1})"


def read_seed_file(path: Path) -> SeedFile | Problem:
    """Return the file's content, or the one problem that keeps it from being read at all."""
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Problem(name, "The file is missing.", "Put it back, or install Partnership Planner again.")
    except (OSError, UnicodeDecodeError) as error:
        cure = "Save it as UTF-8 text that this user may read."
        return Problem(name, f"The file cannot be read: {error}.", cure)
    try:
        tree = yaml.compose(text, Loader=_LOADER)
        if tree is None:
            return Problem(name, "The file is empty.", "Put its items back.")
        return SeedFile(name, _plain(tree), tree)
    except yaml.MarkedYAMLError as error:
        place = f"{name} (line {error.problem_mark.line + 1})" if error.problem_mark else name
        return Problem(place, f"This is not well-formed YAML: {error.problem}.", "Correct the line.")
    except yaml.YAMLError as error:
        return Problem(name, f"This is not YAML: {error}.", "Save it as plain text.")


def _plain(node: yaml.Node) -> Plain:
    """Return the value of a node and all below it."""
    if isinstance(node, yaml.MappingNode):
        return _fields(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each) for each in node.value]
    text: str = node.value
    if node.tag == _TAG + "int" and text.lstrip("-").isdecimal():
        return int(text)
    if node.tag == _TAG + "bool" and text.lower() in {"true", "false"}:
        return text.lower() == "true"
    return None if node.tag == _TAG + "null" else text


def _fields(node: yaml.MappingNode) -> dict[str, Plain]:
    """Return the fields of an item by their names."""
    fields: dict[str, Plain] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="the name of a field is no word", problem_mark=key.start_mark)
        if key.value in fields:
            raise yaml.MarkedYAMLError(problem=f'"{key.value}" is given twice', problem_mark=key.start_mark)
        fields[key.value] = _plain(value)
    return fields


def _step(node: yaml.Node, step: str | int) -> yaml.Node:
    """Return the node one step further, or the same one when the step leads to nothing."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else node
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), node)
    return node


def _code(node: yaml.MappingNode) -> str:
    """Return the code of an item, or nothing when it has none."""
    return next((str(value.value) for key, value in node.value if key.value == "code"), "")
