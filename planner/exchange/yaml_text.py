"""Plain values to YAML text that is pleasant to read: fields in order, small things on one line.

Texts that would be read as a number, a date or a yes/no are put in quotes; texts of several lines
stand as blocks. The same values give the same text.
"""

import re
from datetime import date
from typing import Any

import yaml

from planner.exchange.yaml_tree import plain_value

WIDTH = 102
SHORT = 90
LARGE_FIELD = re.compile("[a-z_]+:")
TEXT = "tag:yaml.org,2002:str"
#: Lists whose items stand on one line each, where all of them are short enough.
ROWS = frozenset(
    {"versions", "stages", "agencies", "date_changes", "milestones", "updates", "readings", "events"}
)


class Writer(yaml.SafeDumper):
    """Writes lists indented under their key, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - the writer asks so.
        """Indent lists inside mappings too."""
        super().increase_indent(flow=flow, indentless=False)


def to_yaml(values: dict[str, Any]) -> str:
    """Return the values as YAML text with an empty line around each large field."""
    node = mapping_node(values, in_flow=False)
    text: str = yaml.serialize(node, Dumper=Writer, allow_unicode=True, width=WIDTH)
    return spaced(text)


def spaced(text: str) -> str:
    """Return the text with an empty line around large fields, and between the large items in them."""
    lines: list[str] = []
    in_large = False
    for line in text.split("\n"):
        is_field = line[:1].isalpha()
        is_large = LARGE_FIELD.fullmatch(line) is not None
        is_item = in_large and line.startswith("  - ") and not line.startswith("  - {")
        follows_item = is_item and not LARGE_FIELD.fullmatch(lines[-1])
        if lines and (is_large or (is_field and in_large) or follows_item):
            lines.append("")
        in_large = is_large if is_field else in_large
        lines.append(line)
    return "\n".join(lines)


def node_of(value: Any, name: str = "") -> yaml.Node:
    """Return the node of the value of the field called ``name``."""
    if isinstance(value, dict):
        return mapping_node(value, in_flow=False)
    if isinstance(value, list):
        return list_node(value, name)
    return scalar_node(value)


def list_node(values: list[Any], name: str) -> yaml.SequenceNode:
    """Return the node of a list: single values on one line, small records on one line each."""
    if any(isinstance(each, dict) for each in values):
        in_rows = name in ROWS and all(fits(each) for each in values)
        items = [mapping_node(each, in_flow=in_rows) for each in values]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=False)
    return yaml.SequenceNode(
        "tag:yaml.org,2002:seq",
        [scalar_node(each) for each in values],
        flow_style=fits(dict(enumerate(values))),
    )


def mapping_node(values: dict[str, Any], *, in_flow: bool) -> yaml.MappingNode:
    """Return the node of a mapping, its keys in the order given."""
    pairs = [(key_node(key), node_of(value, key)) for key, value in values.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=in_flow)


def fits(values: dict[Any, Any]) -> bool:
    """Return whether single values fit on one line together with their keys."""
    if any(isinstance(value, list | dict) for value in values.values()):
        return False
    text = ", ".join(f"{key}: {value}" for key, value in values.items())
    return len(text) <= SHORT and "\n" not in text


def key_node(key: str) -> yaml.ScalarNode:
    """Return the node of a key, unquoted even where other readers of YAML know the word as a yes."""
    return yaml.ScalarNode(natural_tag(key), key)


def natural_tag(text: str) -> str:
    """Return the tag that the writer takes an unquoted word for: naming it keeps the word unquoted."""
    for tag, pattern in FIRST_LETTERS.get(text[:1], []):
        if pattern.match(text):
            return tag
    return TEXT


FIRST_LETTERS: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.resolver.Resolver.yaml_implicit_resolvers


def scalar_node(value: Any) -> yaml.ScalarNode:
    """Return the node of a single value."""
    if isinstance(value, str):
        return text_node(value)
    text = unquoted(value)
    return yaml.ScalarNode(natural_tag(text), text)


def unquoted(value: Any) -> str:
    """Return a yes or no, a day or a number as people write it: 41 instead of 41.0."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def text_node(text: str) -> yaml.ScalarNode:
    """Return the node of a text, in quotes where our reader would take it for something else.

    PyYAML itself adds quotes to what other readers of YAML would misread.
    """
    if not isinstance(plain_value(text), str):
        return yaml.ScalarNode(TEXT, text, style="'")
    return yaml.ScalarNode(TEXT, text, style=block_style(text))


def block_style(text: str) -> str | None:
    """Return how a text of several lines stands: folded where its paragraphs are long and plain.

    A text that ends in a line end stands in quotes: after a block, an empty line would belong to it.
    """
    if "\n" not in text or text.endswith("\n"):
        return None
    lines = text.split("\n")
    is_plain = all(line == line.strip() for line in lines)
    return ">" if is_plain and max(map(len, lines)) > SHORT else "|"
