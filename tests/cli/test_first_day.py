"""A partnership's first day: an empty template, its own plan typed in, and the annual review pack."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Planner
from tests.exchange.workbooks import answer_first_questions, fill_rows

if TYPE_CHECKING:
    from flask import Flask

PLACES = [(aim, outcome) for aim in (1, 2, 3) for outcome in (1, 2)]


def type_a_plan(template: Path) -> None:
    """Type 3 aims, 6 outcomes, 12 actions and 6 measures into the template."""
    book = load_workbook(template)
    answer_first_questions(book)
    agencies = [("council", "Eastmoor Council"), ("police", "Moorland Police"), ("icb", "Moor and Vale ICB")]
    fill_rows(book, "Agencies", ("Code", "Name"), agencies)
    fill_rows(
        book, "Vision", ("Code", "Vision"), [("V", "Every child in Eastmoor is safe from sexual abuse")]
    )
    fill_rows(
        book,
        "Priorities",
        ("Code", "Priority", "Why it serves the vision"),
        [("P1", "Notice earlier", "Help.")],
    )
    because = "Why it leads there"
    aims = [(f"A{number}", f"Aim {number}", "P1", "It follows.") for number in (1, 2, 3)]
    fill_rows(book, "Aims", ("Code", "Aim", "Priority", because), aims)
    outcomes = [(f"O{a}.{n}", f"Children see change {a}.{n}", f"A{a}", "It follows.") for a, n in PLACES]
    fill_rows(book, "Outcomes", ("Code", "Outcome", "Aim", because), outcomes)
    actions = [
        (
            f"O{a}.{n}", f"{a}.{n}{letter}", f"Do {letter} for {a}.{n}", agencies[a - 1][1],
            "1 April 2026", "30 September 2027", "It brings it about.", "R3.1" if letter == "a" else "R6.3",
        )
        for a, n in PLACES for letter in "ab"
    ]  # fmt: skip
    fill_rows(
        book,
        "Actions",
        ("Outcome", "Code", "Action", "Lead agency", "Start", "End", because, "Clauses"),
        actions,
    )
    said = [("On track", "31/10/2026", "It has begun."), ("R", "31/10/2026", "Money is missing.")]
    fill_rows(book, "Actions", ("Status now", "As at", "What is happening"), said)
    measures = [
        (f"M0{number}", f"Share {a}.{n}", f"O{a}.{n}", "It counts.", "%", "Higher is better", 22, "90%")
        for number, (a, n) in enumerate(PLACES, start=1)
    ]
    fill_rows(
        book,
        "Measures",
        ("Code", "Measure", "Outcome", "Why it shows that", "Unit", "Direction", "Baseline", "Target"),
        measures,
    )
    fill_rows(
        book,
        "Readings",
        ("Measure", "Period", "Period ends", "Value"),
        [
            ("M01", "April to June 2026", "30/06/2026", 31),
            ("M01", "July to September 2026", "30/09/2026", 44),
        ],
    )
    book.save(template)


def text_of(page: str) -> str:
    """Return what a page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def pack(planner: Planner, tmp_path: Path) -> Path:
    """Return the folder of the pack of a plan that was typed in, loaded and checked."""
    settings = {"PLANNER_TODAY": "2026-11-21"}
    assert planner("template", "--out", "T.xlsx", **settings).exit_code == 0
    type_a_plan(tmp_path / "T.xlsx")
    loaded = planner("load", "T.xlsx", **settings)
    assert loaded.exit_code == 0, loaded.output
    assert loaded.stdout == "Loaded eastmoor/2026-29: 3 aims, 6 outcomes, 12 actions and 6 measures.\n"
    checked = planner("check", "--plan", "eastmoor", "--json", **settings)
    findings = json.loads(checked.stdout)
    assert {each["subject"] for each in findings if each["code"] == "V04"} >= {"M01"}, "no collator yet"
    assert checked.exit_code == 1
    packed = planner("pack", "--plan", "eastmoor", "--out", "packs", **settings)
    assert packed.exit_code == 0, packed.output
    return tmp_path / "packs"


def test_the_pack_has_the_plans_own_numbers(
    pack: Path, make_app: Callable[[Path], "Flask"], tmp_path: Path
) -> None:
    book = load_workbook(pack / "eastmoor-annual-review-2026.xlsx")
    for sheet, code, number in (
        ("Action status", r"\d\.\d[ab]", 12),
        ("Scorecard", r"M0\d", 6),
        ("Recommendations tracker", r"R\d\.\d", 28),
    ):
        first = {str(row[0]) for row in book[sheet].iter_rows(values_only=True)}
        assert len({text for text in first if re.fullmatch(code, text)}) == number, sheet
    sentence = str(book["Executive summary"]["A2"].value)
    assert sentence == (
        "None of 12 actions is finished with evidence yet and 1 of 6 measures is improving. "
        "One action is off track and no measure is getting worse."
    )
    page = text_of((pack / "eastmoor-annual-review-2026.html").read_text(encoding="utf-8"))
    assert sentence in page
    client = make_app(tmp_path / "instance/planner.sqlite3").test_client()
    overview = text_of(client.get("/eastmoor/2026-29/").get_data(as_text=True))
    assert sentence in overview
    assert "Eastmoor" in overview
