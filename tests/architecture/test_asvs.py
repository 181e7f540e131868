"""The table of security requirements is whole, and what it calls proven has a test that is there."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs/asvs.md"
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([a-z ]+) \| (.+) \|$")
SUM = re.compile(r"^\| (V\d+|All) \| [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$")
STANDINGS = ("proven", "documented", "deployment", "not met", "not applicable")
TEST = re.compile(r"`(tests/[\w/]+\.py(?:::\w+){1,2})`")
DOCUMENT = re.compile(r"\((\w[\w./-]*\.md)(?:#([\w-]+))?\)")
#: How many requirements of level 1 and 2 each chapter of ASVS 5.0.0 has.
CHAPTERS = {
    "V1": 27, "V2": 11, "V3": 19, "V4": 10, "V5": 9, "V6": 35, "V7": 18, "V8": 7, "V9": 7,
    "V10": 29, "V11": 14, "V12": 9, "V13": 13, "V14": 9, "V15": 13, "V16": 16, "V17": 7,
}  # fmt: skip
SHORTEST_REASON = 20


@dataclass(frozen=True)
class Row:
    """One requirement: its number and level, how it stands, and the proof or the reason."""

    number: str
    level: int
    standing: str
    proof: str

    @property
    def chapter(self) -> str:
        """The chapter that the requirement belongs to."""
        return self.number.partition(".")[0]


@cache
def rows() -> tuple[Row, ...]:
    """Return the requirements of the table in their order."""
    found = (ROW.match(line) for line in TABLE.read_text(encoding="utf-8").splitlines())
    return tuple(Row(each[1], int(each[2]), each[4].strip(), each[5].strip()) for each in found if each)


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the tests that a file defines, those of a class behind its name."""
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ClassDef):
            names |= {f"{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
    return frozenset(name for name in names if name.rpartition("::")[2].startswith("test_"))


def headings_of(path: Path) -> set[str]:
    """Return the names by which a document's headings are linked to."""
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = [line.lstrip("# ").lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w -]", "", head).replace(" ", "-") for head in heads}


def test_every_requirement_stands_there_once() -> None:
    assert Counter(row.chapter for row in rows()) == CHAPTERS
    assert len({row.number for row in rows()}) == len(rows()) == 253
    assert sum(row.level == 1 for row in rows()) == 70
    assert {row.standing for row in rows()} <= set(STANDINGS)


@pytest.mark.parametrize(
    "row", [row for row in rows() if row.standing == "proven"], ids=lambda row: row.number
)
def test_what_is_proven_names_tests_that_are_there(row: Row) -> None:
    named = TEST.findall(row.proof)
    assert named, row.proof
    for test in named:
        file, _, name = test.partition("::")
        assert (ROOT / file).is_file(), test
        assert name in names_in(ROOT / file), test


def test_what_is_documented_names_a_part_of_a_document_that_is_there() -> None:
    for row in rows():
        if row.standing not in {"documented", "deployment"}:
            continue
        named = DOCUMENT.findall(row.proof)
        assert named, f"{row.number}: {row.proof}"
        for name, heading in named:
            assert (TABLE.parent / name).is_file(), f"{row.number}: {name}"
            assert not heading or heading in headings_of(TABLE.parent / name), (
                f"{row.number}: {name}#{heading}"
            )


def test_what_is_not_met_or_not_applicable_says_why() -> None:
    for row in rows():
        if row.standing in {"not met", "not applicable"}:
            assert len(row.proof) >= SHORTEST_REASON, row.number
            assert row.proof.endswith("."), row.number


def test_the_counts_at_the_top_are_those_of_the_rows() -> None:
    found = [SUM.match(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    told = {each[1]: tuple(int(each[place]) for place in range(2, 8)) for each in found if each}
    expected = {}
    for chapter in (*CHAPTERS, "All"):
        mine = [row for row in rows() if chapter in {row.chapter, "All"}]
        counts = Counter(row.standing for row in mine)
        expected[chapter] = (len(mine), *(counts[standing] for standing in STANDINGS))
    assert told == expected
