"""A plan as a workbook: it comes back the same, is safe to open, and says how it is used."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from planner.domain.errors import RuleBroken
from planner.domain.guidance import Guidance
from planner.domain.plan import DateChange, Plan
from planner.domain.vocabulary import Status
from planner.exchange.plan_file import SnapshotLabel
from planner.exchange.plan_workbook import read_plan_workbook, write_plan_workbook, write_template
from planner.exchange.plan_yaml import read_plan_yaml
from planner.exchange.workbook_sheets import REFERENCE_SHEETS, SHEETS
from planner.reference.guidance import load_guidance
from tests.builders import make_action, make_plan, make_update
from tests.exchange.workbooks import answer, change, column_of
from tests.strategies import AWKWARD, plans
from tests.timing import within

SEEDS = sorted((Path(__file__).parents[2] / "seed" / "demo").glob("*.yaml"))


@pytest.fixture
def book(guidance: Guidance, tmp_path: Path) -> Path:
    """Return the small sound plan as a workbook."""
    path = tmp_path / "plan.xlsx"
    write_plan_workbook(make_plan(), guidance, path)
    return path


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(plan=plans())
def test_a_plan_survives_its_workbook(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    guidance = load_guidance()
    write_plan_workbook(plan, guidance, path)
    assert read_plan_workbook(path, guidance).plan == plan


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_a_seed_plan_comes_back_the_same(seed: Path, guidance: Guidance, tmp_path: Path) -> None:
    file = read_plan_yaml(seed, guidance)
    path = tmp_path / "seed.xlsx"
    within(1.5, lambda: write_plan_workbook(file.plan, guidance, path, file.snapshot))
    assert read_plan_workbook(path, guidance) == file


def test_awkward_texts_come_back_the_same_and_never_as_a_formula(guidance: Guidance, tmp_path: Path) -> None:
    texts = [text for text in AWKWARD if text.strip()]
    actions = [make_action(f"1.{n}", title=text, outputs=text) for n, text in enumerate(texts)]
    plan = make_plan(actions=tuple(actions), links=(), assumptions=())
    path = tmp_path / "plan.xlsx"
    write_plan_workbook(plan, guidance, path)
    assert read_plan_workbook(path, guidance).plan == plan
    sheet = load_workbook(path)["Actions"]
    kinds = {sheet.cell(row, column_of(sheet, "Action")).data_type for row in range(2, len(texts) + 2)}
    assert kinds == {"s"}


def test_no_sheet_holds_a_formula_and_nothing_is_hidden(guidance: Guidance, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan_workbook(make_plan(title="=HYPERLINK(1)"), guidance, path)
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        trees = [ET.fromstring(parts.read(name)) for name in sheets]  # noqa: S314 - As above.
    tags = {element.tag.split("}")[1] for tree in trees for element in tree.iter()}
    assert "f" not in tags
    loaded = load_workbook(path)
    assert {sheet.sheet_state for sheet in loaded} == {"visible"}
    assert not any(dimension.hidden for sheet in loaded for dimension in sheet.column_dimensions.values())


def test_dangerous_text_is_marked_as_text_for_whoever_edits_it(guidance: Guidance, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan_workbook(make_plan(actions=(make_action(title="=1+1"),)), guidance, path)
    sheet = load_workbook(path)["Actions"]
    assert sheet.cell(2, column_of(sheet, "Action")).quotePrefix


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut(guidance: Guidance, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="32,767"):
        write_plan_workbook(make_plan(title="😀" * 20_000), guidance, tmp_path / "plan.xlsx")


def test_sheets_stand_in_order_with_headings_in_view(book: Path) -> None:
    loaded = load_workbook(book)
    assert loaded.sheetnames == [
        REFERENCE_SHEETS[0],
        *(sheet.title for sheet in SHEETS),
        *REFERENCE_SHEETS[1:],
    ]
    for sheet in SHEETS:
        target = loaded[sheet.title]
        assert target.freeze_panes, sheet.title
        assert target.page_setup.orientation == "landscape"
        assert target.print_title_rows == "$1:$1"
        assert sheet.is_form or target.auto_filter.ref, sheet.title


def test_the_action_sheet_has_the_layout_of_the_guide(book: Path) -> None:
    headings = [str(cell.value).rstrip(" *") for cell in load_workbook(book)["Actions"][1]]
    order = ["Aim", "Outcome", "Code", "Action", "Lead agency", "Start", "End", "Status now"]
    assert headings[: len(order)] == order
    assert [cell.value for cell in load_workbook(book)["Actions"][2]][:5] == [
        "A1 Decide together", "O1.1", "1.1a", "Do the work of 1.1a", "Testshire Council",
    ]  # fmt: skip


def test_every_choice_is_offered(guidance: Guidance, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(guidance, path)
    loaded = load_workbook(path)
    offered = {}
    for sheet in SHEETS:
        for validation in loaded[sheet.title].data_validations.dataValidation:
            if validation.type == "list":
                for cells in str(validation.sqref).split():
                    offered[sheet.title, cells.split(":")[0]] = validation.formula1
    actions = loaded["Actions"]
    letter = get_column_letter(column_of(actions, "Status now"))
    title, _, cells = offered["Actions", f"{letter}2"].partition("!")
    words = [row[0].value for row in loaded[title][cells.replace("$", "")]]
    assert words == [status.label for status in Status]
    letter = get_column_letter(column_of(actions, "Lead agency"))
    assert offered["Actions", f"{letter}2"].startswith("'Agencies'!$B$2")
    letter = get_column_letter(column_of(actions, "Outcome"))
    assert offered["Actions", f"{letter}2"].startswith("'Outcomes'!$A$2")


def test_the_template_names_every_clause_and_every_column(guidance: Guidance, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(guidance, path)
    loaded = load_workbook(path)
    assert [row[0].value for row in loaded["Clauses"].iter_rows(min_row=2)] == list(guidance.clause_by_code)
    described = {(row[0].value, row[1].value) for row in loaded["Columns"].iter_rows(min_row=2)}
    assert described == {(sheet.title, column.heading) for sheet in SHEETS for column in sheet.columns}


def test_a_snapshot_label_is_kept(guidance: Guidance, tmp_path: Path) -> None:
    label = SnapshotLabel(label="Annual review 2026", taken_on=date(2026, 9, 30))
    path = tmp_path / "earlier.xlsx"
    write_plan_workbook(make_plan(), guidance, path, label)
    assert read_plan_workbook(path, guidance).snapshot == label


@pytest.mark.parametrize(
    "case",
    [
        ("Actions", "Start", "31/03/2026", {"start_on": date(2026, 3, 31)}),
        ("Actions", "Start", "31 March 2026", {"start_on": date(2026, 3, 31)}),
        ("Actions", "Start", "2026-03-31", {"start_on": date(2026, 3, 31)}),
        ("Actions", "Start", "31st Mar 2026", {"start_on": date(2026, 3, 31)}),
        ("Actions", "Start", date(2026, 3, 31), {"start_on": date(2026, 3, 31)}),
        ("Actions", "Lead agency", "POLICE", {"lead_agency": "police"}),
        ("Actions", "Lead agency", " testshire  police ", {"lead_agency": "police"}),
        (
            "Actions",
            "Supporting agencies",
            "Testshire ICB; police",
            {"supporting_agencies": ("icb", "police")},
        ),
        (
            "Actions",
            "Supporting agencies",
            "icb\nTestshire Police",
            {"supporting_agencies": ("icb", "police")},
        ),
        ("Actions", "Clauses", "R2.4, R3.1;R6.3", {"clauses": ("R2.4", "R3.1", "R6.3")}),
        ("Actions", "Importance", "must", {"importance": "must"}),
        ("Actions", "Importance", "Should do", {"importance": "should"}),
        ("Actions", "Forum", 2026, {"forum": "2026"}),
        ("Measures", "Target", "1,234.5", {"target": 1234.5}),
        ("Measures", "Target", "75%", {"target": 75.0}),
        ("Measures", "About identification", "yes", {"identification": True}),
        ("Measures", "Direction", "LOWER", {"direction": "lower"}),
    ],
)
def test_cells_are_read_as_people_mean_them(
    book: Path, guidance: Guidance, case: tuple[str, str, object, dict[str, object]]
) -> None:
    title, heading, typed, read = case
    change(book, title, heading, 2, typed)
    plan = read_plan_workbook(book, guidance).plan
    item = plan.actions[0] if title == "Actions" else plan.measures[0]
    assert {name: getattr(item, name) for name in read} == read


def test_a_cell_that_shows_a_percentage_is_read_as_it_is_shown(book: Path, guidance: Guidance) -> None:
    loaded = load_workbook(book)
    sheet = loaded["Measures"]
    cell = sheet.cell(2, column_of(sheet, "Target"))
    cell.value, cell.number_format = 0.57, "0%"
    loaded.save(book)
    assert read_plan_workbook(book, guidance).plan.measures[0].target == 57.0


def test_a_status_may_be_typed_as_its_letter(book: Path, guidance: Guidance) -> None:
    change(book, "Actions", "Status now", 2, "r")
    change(book, "Actions", "As at", 2, date(2026, 10, 31))
    updates = read_plan_workbook(book, guidance).plan.actions[0].updates
    assert [update.status for update in updates] == [Status.ON_TRACK, Status.OFF_TRACK]


def test_a_new_status_on_the_action_sheet_joins_the_history(book: Path, guidance: Guidance) -> None:
    change(book, "Actions", "Status now", 2, "At risk")
    change(book, "Actions", "As at", 2, date(2026, 10, 31))
    change(book, "Actions", "What is happening", 2, "The tender came late.")
    before = make_plan().actions[0]
    new = make_update(date(2026, 10, 31), Status.AT_RISK, sentence="The tender came late.")
    assert read_plan_workbook(book, guidance).plan.actions[0] == replace(
        before, updates=(*before.updates, new)
    )


def test_a_moved_end_date_keeps_the_first(guidance: Guidance, tmp_path: Path) -> None:
    moved = DateChange(on=date(2026, 6, 15), end_on=date(2027, 6, 30), reason="The tender came late.")
    plan = make_plan(actions=(make_action(date_changes=(moved,)),))
    path = tmp_path / "plan.xlsx"
    write_plan_workbook(plan, guidance, path)
    sheet = load_workbook(path)["Actions"]
    shown = [str(sheet.cell(2, column_of(sheet, name)).value)[:10] for name in ("End", "First end date")]
    assert shown == ["2027-06-30", "2027-03-31"]
    assert read_plan_workbook(path, guidance).plan == plan


def test_columns_may_move_and_headings_may_vary_in_case_and_spaces(book: Path, guidance: Guidance) -> None:
    loaded = load_workbook(book)
    sheet = loaded["Agencies"]
    rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
    rows[0] = ["STATUTORY  partner", " name", "code*"]
    sheet.delete_rows(1, sheet.max_row)
    for row in rows:
        sheet.append(row)
    loaded.save(book)
    assert read_plan_workbook(book, guidance).plan == make_plan()


def test_empty_rows_and_an_empty_extra_sheet_do_not_matter(book: Path, guidance: Guidance) -> None:
    loaded = load_workbook(book)
    loaded["Agencies"].insert_rows(3, 2)
    loaded["Actions"].cell(40, 3).value = "  "
    loaded.create_sheet("Sheet1")
    loaded.save(book)
    assert read_plan_workbook(book, guidance).plan == make_plan()


def test_sheets_that_are_not_needed_may_be_deleted(book: Path, guidance: Guidance) -> None:
    loaded = load_workbook(book)
    for title in ("Instructions", "Columns", "Clauses", "Risks", "Sections", "Links"):
        del loaded[title]
    loaded.save(book)
    assert read_plan_workbook(book, guidance).plan == make_plan()


def test_a_priority_serves_the_vision_unless_its_row_says_no(book: Path, guidance: Guidance) -> None:
    change(book, "Priorities", "Serves the vision", 2, None)
    assert read_plan_workbook(book, guidance).plan == make_plan()
    change(book, "Priorities", "Why it serves the vision", 2, None)
    for heading in ("Serves the vision", "Judgement of the link"):
        change(book, "Priorities", heading, 2, "No" if heading == "Serves the vision" else None)
    links = read_plan_workbook(book, guidance).plan.links
    assert ("P1", "V") not in {(link.source, link.target) for link in links}


def test_a_formula_counts_as_its_value_where_the_file_holds_one(book: Path, guidance: Guidance) -> None:
    set_raw_formula(book, "Actions", "O2", "1", "<v>45000</v>")
    with zipfile.ZipFile(book) as parts:
        assert b"<f>1</f>" in b"".join(parts.read(n) for n in parts.namelist() if "sheet" in n)
    assert read_plan_workbook(book, guidance).plan.actions[0].forum == "45000"


def set_raw_formula(path: Path, title: str, cell: str, formula: str, value: str) -> None:
    """Put a formula with the value that a spreadsheet program worked out into a saved workbook."""
    loaded = load_workbook(path)
    number = loaded.sheetnames.index(title) + 1
    loaded[title][cell].value = "MARK"
    loaded.save(path)
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    name = f"xl/worksheets/sheet{number}.xml"
    text = held[name].decode()
    start = text.index(f'<c r="{cell}"')
    end = text.index("</c>", start) + 4
    held[name] = f'{text[:start]}<c r="{cell}"><f>{formula}</f>{value}</c>{text[end:]}'.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for each, content in held.items():
            parts.writestr(each, content)


def test_an_answer_may_be_typed_as_text(book: Path, guidance: Guidance) -> None:
    loaded = load_workbook(book)
    answer(loaded, "Starts on", "1 October 2025")
    answer(loaded, "Days an update stays fresh", "90")
    answer(loaded, "Nation", "england")
    loaded.save(book)
    assert read_plan_workbook(book, guidance).plan == make_plan()
