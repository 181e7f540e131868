"""A newcomer who has read only the sheet Instructions fills the template in, and it loads."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from planner.domain.guidance import Guidance
from planner.domain.vocabulary import Mark, Status
from planner.exchange.plan_workbook import read_plan_workbook, write_template
from planner.exchange.workbook_sheets import SHEETS
from tests.exchange.workbooks import answer_first_questions, fill_rows


def test_a_first_plan_typed_into_the_template_loads(guidance: Guidance, tmp_path: Path) -> None:
    path = tmp_path / "my-plan.xlsx"
    write_template(guidance, path)
    book = load_workbook(path)
    answer_first_questions(book)
    fill_rows(
        book,
        "Agencies",
        ("Code", "Name", "Statutory partner"),
        [
            ("council", "Eastmoor Council", "Local authority"),
            ("police", "Moorland Police", "police"),
            ("icb", "Moor and Vale ICB", "Health"),
        ],
    )
    fill_rows(
        book, "Vision", ("Code", "Vision"), [("V", "Every child in Eastmoor is safe from sexual abuse")]
    )
    fill_rows(
        book,
        "Priorities",
        ("Code", "Priority", "Why it serves the vision"),
        [
            ("P1", "Notice earlier", "Help begins with noticing."),
            ("P2", "Act together", "No agency can alone."),
        ],
    )
    fill_rows(
        book,
        "Aims",
        ("Code", "Aim", "Priority", "Why it leads there"),
        [(f"A{n}", f"Aim {n}", "P1" if n < 3 else "P2", "It follows.") for n in (1, 2, 3)],
    )
    fill_rows(
        book,
        "Outcomes",
        ("Code", "Outcome", "Aim", "Why it leads there", "Affected groups"),
        [
            (f"O{a}.{n}", f"Outcome {n} of {a}", f"A{a}", "It follows.", "G1; G2")
            for a in (1, 2, 3)
            for n in (1, 2)
        ],
    )
    agencies = ("Eastmoor Council", "police", "Moor and Vale ICB")
    fill_rows(
        book,
        "Actions",
        ("Outcome", "Code", "Action", "Lead agency", "Start", "End", "Why it leads there", "Clauses"),
        [
            (
                f"O{a}.{n}", f"{a}.{n}{letter}", f"Do {letter} for {a}.{n}", agencies[a - 1],
                date(2026, 4, 1), "30 September 2027", "It brings it about.", "R3.1; R6.3",
            )
            for a in (1, 2, 3) for n in (1, 2) for letter in "ab"
        ],
    )  # fmt: skip
    fill_rows(
        book,
        "Actions",
        ("Status now", "As at", "What is happening"),
        [("On track", "31/10/2026", "It has begun."), ("R", date(2026, 10, 31), "Money is missing.")],
    )
    fill_rows(
        book,
        "Measures",
        ("Code", "Measure", "Outcome", "Why it shows that", "Unit", "Direction", "Baseline", "Target"),
        [
            (f"M0{2 * a + n - 2}", f"Share {a}.{n}", f"O{a}.{n}", "It counts.", "%", "Higher is better",
             22, "90%")
            for a in (1, 2, 3) for n in (1, 2)
        ],
    )  # fmt: skip
    fill_rows(
        book,
        "Readings",
        ("Measure", "Period", "Period ends", "Value", "Mark"),
        [
            ("M01", "April to June 2026", "30/06/2026", 31, None),
            ("M01", "July to September 2026", "30/09/2026", "44", None),
            ("M02", "July to September 2026", "30/09/2026", None, "c"),
        ],
    )
    book.save(path)
    plan = read_plan_workbook(path, guidance).plan
    assert [len(each) for each in (plan.aims, plan.outcomes, plan.actions, plan.measures)] == [3, 6, 12, 6]
    assert plan.main_links["1.1a"] == "O1.1"
    assert plan.main_links["P1"] == "V"
    assert len(plan.links) == 2 + 3 + 6 + 12 + 6
    first, second = plan.actions[:2]
    assert (first.lead_agency, first.first_end_on, first.clauses) == (
        "council",
        date(2027, 9, 30),
        ("R3.1", "R6.3"),
    )
    assert [update.status for update in (*first.updates, *second.updates)] == [
        Status.ON_TRACK,
        Status.OFF_TRACK,
    ]
    assert plan.actions[2].updates == ()
    assert [reading.value for reading in plan.measures[0].readings] == [31.0, 44.0]
    assert plan.measures[1].readings[0].mark is Mark.CONFIDENTIAL
    assert plan.measures[0].target == 90.0


def test_the_instructions_name_every_sheet_and_what_a_newcomer_must_know(
    guidance: Guidance, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(guidance, path)
    text = "\n".join(
        str(cell.value) for row in load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value
    )
    for sheet in SHEETS:
        assert sheet.title in text
    for word in ("asterisk", "31/03/2026", "Hidden: small number", "run.py load", "G on track", "semicolons"):
        assert word in text
