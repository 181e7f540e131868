"""YAML text to plain values that remember their lines; the parts of YAML that can do harm are refused.

It reads the parser's events one by one, so nothing is ever expanded: aliases, anchors and tags are
refused where they stand, nesting is limited, and a key given twice is a problem instead of a loss.
Words such as ``on``, ``no`` and ``1:30`` stay text, as people mean them.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from planner.domain.errors import BadInput, Problem
from planner.exchange.problem_words import quoted
from planner.exchange.shapes import FieldPath

DEEPEST = 12
WHOLE = re.compile(r"[-+]?(0|[1-9]\d*)")
NUMBER = re.compile(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?|[-+]?\.\d+([eE][-+]?\d+)?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
WORDS = {"": None, "~": None, "null": None, "true": True, "True": True, "false": False, "False": False}
MARKS = "Write plain values only: copy the text to each place where it is meant."


@dataclass
class Tree:
    """The values of one YAML file: the line of each by its path, and the characters that stood there."""

    value: Any = None
    lines: dict[FieldPath, int] = field(default_factory=dict)
    typed: dict[FieldPath, str] = field(default_factory=dict)
    problems: list[tuple[FieldPath, str, str]] = field(default_factory=list)


@dataclass
class Level:
    """One open list or mapping while the events go by."""

    holder: Any
    path: FieldPath
    key: str | None = None

    def next_path(self) -> FieldPath:
        """Return the path of the value that comes next."""
        return (*self.path, len(self.holder) if isinstance(self.holder, list) else str(self.key))


def plain_value(text: str) -> Any:
    """Return what an unquoted word means: nothing, yes or no, a number, a day, or else the text itself.

    A word in the form of a day that no calendar has stays text, so that its field can refuse it.
    """
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text) if len(text) < 20 else float(text)
    if NUMBER.fullmatch(text):
        return float(text)
    if DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def read_tree(text: str, name: str) -> Tree:
    """Return the values of a YAML text; raises BadInput where it is not YAML or uses refused parts of it."""
    reader = TreeReader(name)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise reader.refusal(
            (mark.line if mark else 0) + 1,
            f"This is not YAML: {error.problem or error.context}.",
            "Look at the indentation, colons, quotes and brackets of this line and of the one before.",
        ) from error
    return reader.tree


class TreeReader:
    """Takes the events of a parser and builds the values, with the line of each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tree = Tree()
        self.levels: list[Level] = []
        self.documents = 0

    def refusal(self, line: int, fault: str, cure: str) -> BadInput:
        """Return the error for a file that cannot be read any further."""
        problem = Problem(f"{self.name}, line {line}", fault, cure)
        return BadInput(f"{self.name} was not loaded and nothing was changed.", [problem])

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the file."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.refusal(line, "A second document begins here.", "Keep one plan in one file.")
        elif isinstance(event, yaml.NodeEvent):
            self.take_node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.levels.pop()

    def take_node(self, event: yaml.NodeEvent, line: int) -> None:
        """Take a value, a list or a mapping that begins here, or the key of what comes next."""
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self.refusal(line, f"{quoted(str(event.anchor))} is an anchor or an alias.", MARKS)
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.refusal(line, f"{quoted(str(event.tag))} is a tag.", MARKS)  # type: ignore[attr-defined]  # Only scalars and collections come here.
        level = self.levels[-1] if self.levels else None
        if level is not None and level.key is None and isinstance(level.holder, dict):
            self.take_key(level, event, line)
        elif isinstance(event, yaml.ScalarEvent):
            plain = plain_value(event.value) if event.implicit[0] else event.value
            self.put(level, plain, line, event.value)
        else:
            self.open(level, [] if isinstance(event, yaml.SequenceStartEvent) else {}, line)

    def take_key(self, level: Level, event: yaml.NodeEvent, line: int) -> None:
        """Take the key of the value that comes next."""
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refusal(
                line, "A list or mapping stands where a field's name belongs.", "Write name: value."
            )
        level.key = event.value
        if level.next_path() in self.tree.lines:
            fault = f"{quoted(event.value)} is given twice, here and in line {line}."
            self.tree.problems.append((level.next_path(), fault, "Keep one of the two."))

    def open(self, level: Level | None, holder: Any, line: int) -> None:
        """Begin a list or mapping."""
        if len(self.levels) >= DEEPEST:
            raise self.refusal(
                line, "Lists are nested too deeply here.", f"Nest no deeper than {DEEPEST} levels."
            )
        path = level.next_path() if level else ()
        self.put(level, holder, line, None)
        self.levels.append(Level(holder, path))

    def put(self, level: Level | None, value: Any, line: int, typed: str | None) -> None:
        """Put a value where it belongs; a key with nothing after it counts as left out."""
        if level is None:
            self.tree.value = value
            return
        path = level.next_path()
        self.tree.lines.setdefault(path, line)
        if typed is not None:
            self.tree.typed.setdefault(path, typed)
        if isinstance(level.holder, list):
            level.holder.append(value)
        else:
            if value is not None:
                level.holder.setdefault(str(level.key), value)
            level.key = None
