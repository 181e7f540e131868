"""A workbook with faults is refused whole: each with its sheet and cell, what is wrong and what to do."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.domain.guidance import Guidance
from planner.domain.plan import DateChange
from planner.exchange.plan_workbook import write_plan_workbook, write_template
from planner.exchange.workbook_sheets import REFERENCE_SHEETS
from tests.builders import make_action, make_plan
from tests.exchange.conftest import Refusal, only_problem
from tests.exchange.workbooks import answer, change, name_of
from tests.timing import within


@pytest.fixture(scope="session")
def sound_book(guidance: Guidance, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a small sound plan with a moved end date as a workbook, without the sheets to be read."""
    moved = DateChange(on=date(2026, 6, 15), end_on=date(2027, 6, 30), reason="The tender came late.")
    second = make_action("1.1b", depends_on=("1.1a",))
    plan = make_plan(actions=(make_action(date_changes=(moved,)), second))
    path = tmp_path_factory.mktemp("sound") / "plan.xlsx"
    write_plan_workbook(plan, guidance, path)
    loaded = load_workbook(path)
    for title in REFERENCE_SHEETS:
        del loaded[title]
    for sheet in loaded:
        sheet.data_validations.dataValidation.clear()
    loaded.save(path)
    return path.read_bytes()


@pytest.fixture
def book(sound_book: bytes, tmp_path: Path) -> Path:
    """Return the sound workbook as a file to spoil."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(sound_book)
    return path


MORNING = datetime.fromisoformat("2026-03-31T09:30")
DAY_CURE = "Write a day of the calendar with a year of four digits, such as 31/03/2026 or 31 March 2026."
MOVED = "The end date was moved, and the sheet Date changes does not say why."

#: The sheet, the heading, what is typed in its second row, the fault and the cure from its beginning.
CELLS: tuple[tuple[str, str, object, str, str], ...] = (
    ("Actions", "Start", "31/02/2026", "“31/02/2026” is not a date.", DAY_CURE),
    ("Actions", "Start", "soon", "“soon” is not a date.", DAY_CURE),
    ("Actions", "Start", "1/2/26", "“1/2/26” is not a date.", DAY_CURE),
    ("Actions", "Start", "Mar 2026", "“Mar 2026” is a month, not a day.", "Write the day too"),
    (
        "Actions",
        "Start",
        MORNING,
        "There is a time of day here as well",
        "Write the date alone.",
    ),
    (
        "Actions",
        "Status now",
        "Green",
        "“Green” is not one of the words for this.",
        "Choose one of: Not started",
    ),
    (
        "Actions",
        "Status now",
        "On trak",
        "“On trak” is not one of",
        "Choose On track, if that is what you mean.",
    ),
    (
        "Actions",
        "Lead agency",
        "Testshire Counci",
        "There is no agency “Testshire Counci”",
        "Write Testshire Council",
    ),
    (
        "Actions",
        "Supporting agencies",
        "police; NHS",
        "There is no agency “NHS” on the sheet",
        "Add the agency",
    ),
    ("Actions", "Clauses", "R2.4; R9.9", "There is no clause R9.9 in the recommendations.", "Use the code"),
    ("Actions", "Outcome", "O9.9", "There is no element O9.9 in this plan.", "Use the code of an element"),
    (
        "Actions",
        "Outcome",
        "A1",
        "1.1a to A1: An action cannot lead straight to an aim.",
        "Link it to an outcome.",
    ),
    ("Actions", "Waits for", "1.1b", "1.1a", ""),
    ("Actions", "Code", "1.1b", "", ""),
    (
        "Actions",
        "Code",
        1.1,
        "The spreadsheet program has turned this into a number",
        "Set the cell's format to text",
    ),
    ("Actions", "Code", None, "The code is empty.", "Give it a code, such as 1.1a."),
    ("Actions", "Action", None, "1.1a has no title.", "Add it."),
    (
        "Actions",
        "Outputs",
        date(2026, 3, 31),
        "The spreadsheet program has turned this into a date",
        "Set the cell's",
    ),
    ("Actions", "End", date(2027, 9, 30), MOVED, "Add a row to Date changes"),
    (
        "Actions",
        "What is happening",
        "Else.",
        "The update of this day reads differently",
        "Make the two alike",
    ),
    ("Measures", "Target", "many", "“many” is not a number.", "Write digits only, with a point for decimals"),
    ("Measures", "Target", "1.234,5", "“1.234,5” is not a number.", "Write digits only"),
    ("Measures", "Hides small numbers", "perhaps", "“perhaps” is neither yes nor no.", "Write Yes or No."),
    (
        "Measures",
        "Days until a reading is due",
        1.5,
        "“1.5” is not a whole number.",
        "Write digits only, such as 30.",
    ),
    ("Readings", "Value", "c", "“c” is not a number.", "Write digits only"),
    ("Readings", "Mark", "c", "The reading for To Mar 2026", "Take the number out"),
    (
        "Readings",
        "Measure",
        "M9",
        "There is no measure “M9” on the sheet Measures.",
        "Write a code of the sheet",
    ),
    ("Readings", "Measure", None, "The row does not say which measure it belongs to.", "Write the code."),
    (
        "Agencies",
        "Statutory partner",
        "NHS",
        "“NHS” is not one of the words for this.",
        "Choose one of: Local",
    ),
    ("Priorities", "Serves the vision", "maybe", "“maybe” is neither yes nor no.", "Write Yes or No."),
    ("Assumptions", "To", "A1", "AS1 rests under a link", "Put the assumption under a link"),
)


@pytest.mark.parametrize("case", CELLS, ids=lambda case: f"{case[0]}-{case[1]}-{case[2]}")
def test_each_fault_has_its_cell_and_its_cure(
    book: Path, refuse: Refusal, case: tuple[str, str, object, str, str]
) -> None:
    title, heading, typed, fault, cure = case
    cell = change(book, title, heading, 2, typed)
    error = refuse(book)
    place = f"Sheet {title}, row 2" if title == "Assumptions" else f"Sheet {title}, cell {cell}"
    if (title, heading, typed) == ("Actions", "Code", "1.1b"):
        place, fault = f"Sheet Actions, cell {cell[0]}3", "The code 1.1b is used twice"
    found = [each for each in error.problems if each.place == place and each.fault.startswith(fault)]
    if heading == "Waits for":
        assert [each for each in error.problems if "1.1a" in each.fault and "1.1b" in each.fault], error
        return
    assert found, error
    assert found[0].cure.startswith(cure)


def test_every_problem_is_told_at_once_in_the_order_of_the_sheets(book: Path, refuse: Refusal) -> None:
    cells = [
        ("Agencies", change(book, "Agencies", "Name", 3, None)),
        ("Outcomes", change(book, "Outcomes", "Affected groups", 2, "G12")),
        ("Actions", change(book, "Actions", "Start", 2, "31/02/2026")),
        ("Actions", change(book, "Actions", "Clauses", 3, "R7.7")),
        ("Measures", change(book, "Measures", "Baseline", 2, "low")),
        ("Readings", change(book, "Readings", "Period ends", 3, "x")),
    ]
    error = refuse(book)
    assert [problem.place for problem in error.problems] == [
        f"Sheet {title}, cell {cell}" for title, cell in cells
    ]
    assert error.summary == "plan.xlsx was not loaded and nothing was changed: 6 things need putting right."


def test_an_end_before_its_start_is_told_at_the_end(book: Path, refuse: Refusal) -> None:
    change(book, "Actions", "Start", 3, date(2027, 7, 1))
    cell = name_of(load_workbook(book)["Actions"], "End", 3)
    told = "The end, 31 March 2027, comes before the start, 1 July 2027."
    assert only_problem(refuse(book)).startswith(f"Sheet Actions, cell {cell}: {told}")


def test_an_end_date_in_a_plain_row_that_differs_from_the_first_needs_a_reason(
    book: Path, refuse: Refusal
) -> None:
    change(book, "Actions", "First end date", 3, date(2026, 12, 31))
    assert MOVED in only_problem(refuse(book))


def test_unknown_and_missing_headings_are_named(book: Path, refuse: Refusal) -> None:
    loaded = load_workbook(book)
    sheet = loaded["Actions"]
    cell = name_of(sheet, "Lead agency", 1)
    sheet[cell].value = "Lead agenci"
    loaded.save(book)
    told = [str(problem) for problem in refuse(book).problems]
    guess = "Write Lead agency, if that is what you mean, or delete it."
    assert told == [
        "Sheet Actions, row 1: There is no column with the heading Lead agency. Add it to the heading row.",
        f"Sheet Actions, cell {cell}: “Lead agenci” is not a heading of this sheet. {guess}",
    ]


def test_something_beside_the_columns_is_not_lost_in_silence(book: Path, refuse: Refusal) -> None:
    loaded = load_workbook(book)
    loaded["Agencies"]["H3"].value = "remember this"
    loaded.save(book)
    assert only_problem(refuse(book)).startswith(
        "Sheet Agencies, cell H3: There is something here without a heading"
    )


def test_unknown_and_missing_sheets_are_named(book: Path, refuse: Refusal) -> None:
    loaded = load_workbook(book)
    loaded["Actions"].title = "Actions 2026"
    loaded.save(book)
    told = [str(problem) for problem in refuse(book).problems]
    assert "Sheet Actions: There is no sheet Actions. Add it, or copy it from a new template." in told
    assert any(each.startswith("Sheet Actions 2026: “Actions 2026” is not a sheet") for each in told)


def test_a_second_vision_and_an_unknown_question_are_told(book: Path, refuse: Refusal) -> None:
    change(book, "Vision", "Vision", 3, "Another")
    loaded = load_workbook(book)
    loaded["Strategy"]["A20"].value = "Colour"
    cell = answer(loaded, "Nation", "Scotland")
    loaded.save(book)
    assert [problem.place for problem in refuse(book).problems] == [
        f"Sheet Strategy, cell {cell}",
        "Sheet Strategy, cell A20",
        "Sheet Vision, row 3",
    ]


def test_a_reason_for_no_link_is_not_lost_in_silence(book: Path, refuse: Refusal) -> None:
    change(book, "Measures", "Outcome", 2, None)
    told = only_problem(refuse(book))
    assert told.endswith("Say where it leads, or empty the cells about the link.")


def test_a_formula_without_its_value_and_an_error_are_refused(book: Path, refuse: Refusal) -> None:
    loaded = load_workbook(book)
    sheet = loaded["Actions"]
    formula, broken = name_of(sheet, "Start", 2), name_of(sheet, "Action", 3)
    sheet[formula].value = "=DATE(2026,1,1)"
    sheet[broken].value, sheet[broken].data_type = "#REF!", "e"
    loaded.save(book)
    cure = "Type the value itself, or open the file in a spreadsheet program and save it."
    assert [str(problem) for problem in refuse(book).problems] == [
        f"Sheet Actions, cell {formula}: The cell holds a formula without its value. {cure}",
        f"Sheet Actions, cell {broken}: The cell shows the error #REF!. Type the value itself.",
    ]


def test_an_empty_template_says_what_the_strategy_lacks(
    guidance: Guidance, tmp_path: Path, refuse: Refusal
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(guidance, path)
    problems = refuse(path).problems
    assert [problem.place for problem in problems] == [f"Sheet Strategy, cell B{row}" for row in range(2, 10)]
    assert problems[0].fault == "There is no Partnership."


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "This is not an Excel workbook."),
        (b"Code,Name\npolice,Police\n", "This is not an Excel workbook."),
        (b"%PDF-1.7", "This is not an Excel workbook."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "This is an older Excel file (.xls), or one locked",
        ),
    ],
)
def test_other_files_are_refused_with_a_sentence(
    tmp_path: Path, refuse: Refusal, content: bytes, fault: str
) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(content)
    assert only_problem(refuse(path)).startswith(f"other.xlsx: {fault}")


def repacked(path: Path, changes: dict[str, bytes]) -> None:
    """Write a workbook again with some of its parts replaced or added."""
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in {**held, **changes}.items():
            parts.writestr(name, content)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"xl/worksheets/sheet3.xml": BOMB}, "The part xl/worksheets/sheet3.xml declares a document type"),
        ({"docProps/core.xml": BOMB}, "The part docProps/core.xml declares a document type"),
        (
            {"xl/styles.xml": BOMB.decode().encode("utf-16")},
            "The part xl/styles.xml declares a document type",
        ),
        ({"xl/worksheets/sheet3.xml": b"<worksheet><sheetData>"}, "A part of the workbook is damaged."),
        ({"xl/worksheets/sheet3.xml": b" " * 101 * 1024 * 1024}, "Unpacked, the workbook has 101 MB"),
        ({"xl/vbaProject.bin": b"x"}, "The workbook holds macros."),
        ({f"xl/extra{number}.txt": b"x" for number in range(300)}, "The workbook has too many parts"),
    ],
)
def test_hostile_workbooks_are_refused_quickly(
    book: Path, refuse: Refusal, changes: dict[str, bytes], fault: str
) -> None:
    repacked(book, changes)
    assert only_problem(within(1, lambda: refuse(book))).startswith(f"plan.xlsx: {fault}")


def test_a_workbook_cut_short_or_without_its_parts_is_refused(
    book: Path, tmp_path: Path, refuse: Refusal
) -> None:
    short = tmp_path / "short.xlsx"
    short.write_bytes(book.read_bytes()[:5000])
    assert "This is not an Excel workbook." in only_problem(refuse(short))
    empty = tmp_path / "empty.xlsx"
    with zipfile.ZipFile(empty, "w") as parts:
        parts.writestr("readme.txt", "nothing")
    assert "This is not an Excel workbook." in only_problem(refuse(empty))
    flipped = bytearray(book.read_bytes())
    flipped[2000] ^= 0xFF
    short.write_bytes(flipped)
    assert "damaged" in only_problem(refuse(short))


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path, refuse: Refusal) -> None:
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert "The file has 50 MB" in only_problem(refuse(path))


def test_a_cell_far_down_is_refused_and_not_waited_for(book: Path, refuse: Refusal) -> None:
    loaded = load_workbook(book)
    loaded["Agencies"]["XFD1048576"].value = "far"
    loaded.save(book)
    refused = within(5, lambda: refuse(book))
    assert only_problem(refused).startswith("Sheet Agencies: The sheet has more than 20,000 rows.")
