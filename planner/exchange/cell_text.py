"""Text in and out of cells, so that every character comes back the same.

A workbook cannot hold a carriage return as it stands and knows its own escape for it, ``_x000D_``;
a text that happens to look like such an escape is escaped itself. Lists stand in one cell, an item
on each line.
"""

import re

LONGEST_CELL = 32_767
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
EMPTY_ITEM = "\\-"
CODE_SPLIT = re.compile(r"[;,\n]")
NAME_SPLIT = re.compile(r"[;\n]")


def to_cell(text: str) -> str:
    r"""Return a text as a cell's file holds it.

    >>> to_cell("one\\r\\ntwo _x000D_")
    'one_x000D_\\ntwo _x005F_x000D_'
    """
    return LOOKS_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")


def from_cell(text: str) -> str:
    """Return the text that a cell's file holds: the opposite of ``to_cell``."""
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def join_lines(items: tuple[str, ...]) -> str:
    r"""Return free texts as one: an item on each line, line ends inside an item written as \\\\n."""
    return "\n".join(
        item.replace("\\", "\\\\").replace("\n", "\\n") if item else EMPTY_ITEM for item in items
    )


def split_lines(text: str) -> list[str]:
    """Return the free texts that stand on the lines of one cell: the opposite of ``join_lines``."""
    return ["" if line == EMPTY_ITEM else unescaped(line) for line in text.split("\n") if line]


def unescaped(line: str) -> str:
    """Return an item with its line ends and backslashes as they are meant."""
    return re.sub(r"\\(n|\\)", lambda match: "\n" if match[1] == "n" else "\\", line)


def split_codes(text: str) -> list[str]:
    """Return the codes in one cell, parted by semicolons, commas or lines: ``R1.1; R1.2``."""
    return [part.strip() for part in CODE_SPLIT.split(text) if part.strip()]


def split_names(text: str) -> list[str]:
    """Return the names in one cell, parted by semicolons or lines; a name may hold a comma."""
    return [part.strip() for part in NAME_SPLIT.split(text) if part.strip()]
