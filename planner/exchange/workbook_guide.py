"""The sheets of a plan workbook that are only there to be read: instructions, columns, clauses, choices."""

from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.guidance import Guidance
from planner.exchange.shapes import Shape, terms_of
from planner.exchange.workbook_instructions import STEPS
from planner.exchange.workbook_sheets import CHOICES, CLAUSES, COLUMNS, INSTRUCTIONS, SHEETS
from planner.exchange.workbook_style import (
    BOLD,
    LINE,
    LOW,
    PART_FONT,
    TITLE_FONT,
    TOP,
    cell_at,
    fit_height,
    set_up_print,
    style_heading,
    write_cell,
)
from planner.exchange.workbook_table import shape_of_column


@dataclass
class Choices:
    """Where on the sheet Choices each scale stands, for the drop-downs of the other sheets."""

    ranges: dict[type, str] = field(default_factory=dict)

    def of(self, shape: Shape | None) -> str:
        """Return the range of the labels that a field with a scale offers, or ""."""
        return self.ranges.get(shape.of, "") if shape else ""


def write_instructions(book: Workbook) -> None:
    """Write the first sheet: what to do, in order, for someone who has read nothing else."""
    sheet: Worksheet = book.create_sheet(INSTRUCTIONS)
    sheet.column_dimensions["A"].width = 5
    sheet.column_dimensions["B"].width = 26
    sheet.column_dimensions["C"].width = 95
    for number, (mark, head, text) in enumerate(STEPS, start=1):
        for index, value in enumerate((mark, head, text), start=1):
            cell = cell_at(sheet, number, index)
            write_cell(cell, value or None)
            if text:
                cell.alignment = TOP
            if not text:
                cell.font = PART_FONT if number > 1 else TITLE_FONT
                cell.alignment = LOW
            elif index < 3:
                cell.font = BOLD
        fit_height(sheet, number, [(text or "\n", 95)])
    sheet.sheet_view.showGridLines = False
    set_up_print(sheet)


def table(book: Workbook, title: str, headings: list[tuple[str, int]], rows: list[list[str]]) -> Worksheet:
    """Write a table to be read: headings with widths, then rows of text."""
    sheet: Worksheet = book.create_sheet(title)
    widths = [width for _, width in headings]
    for index, (heading, width) in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
        cell = cell_at(sheet, 1, index)
        write_cell(cell, heading)
        style_heading(cell, is_needed=True)
    for number, row in enumerate(rows, start=2):
        for index, text in enumerate(row, start=1):
            cell = cell_at(sheet, number, index)
            write_cell(cell, text or None)
            cell.alignment = TOP
            cell.border = LINE
        fit_height(sheet, number, list(zip(row, widths, strict=True)))
    sheet.freeze_panes = "A2"
    set_up_print(sheet)
    return sheet


def write_columns(book: Workbook) -> None:
    """Write what every column of every sheet takes."""
    rows = [
        [sheet.title, column.heading, "Yes" if column.starter else "", column.hint, column.example]
        for sheet in SHEETS
        for column in sheet.columns
    ]
    headings = [
        ("Sheet", 18),
        ("Column", 26),
        ("First plan needs it", 12),
        ("What to type", 80),
        ("Example", 44),
    ]
    table(book, COLUMNS, headings, rows).auto_filter.ref = f"A1:E{len(rows) + 1}"


def write_clauses(book: Workbook, guidance: Guidance) -> None:
    """Write the clauses of the recommendations for reference."""
    rows = [
        [clause.code, each.short_title, clause.title, clause.force.label, clause.requirement]
        for each in guidance.recommendations
        for clause in each.clauses
    ]
    headings = [("Code", 8), ("Recommendation", 24), ("Clause", 34), ("Force", 12), ("What it asks", 100)]
    table(book, CLAUSES, headings, rows)


def write_choices(book: Workbook, guidance: Guidance) -> Choices:
    """Write every scale with its words, and the codes of groups and sections; return where they stand."""
    scales: dict[type, tuple[str, list[str]]] = {}
    for sheet in SHEETS:
        for column in sheet.columns:
            shape = shape_of_column(sheet, column)
            inner = shape.item or shape if shape else None
            if inner is not None and terms_of(inner):
                scales.setdefault(inner.of, (column.heading, [term.label for term in terms_of(inner)]))
    lists = [*scales.values()]
    lists += [
        ("Affected groups", [f"{group.code} {group.title}" for group in guidance.groups]),
        ("Sections", [f"{section.code} {section.title}" for section in guidance.sections]),
    ]
    longest = max(len(words) for _, words in lists)
    rows = [[words[row] if row < len(words) else "" for _, words in lists] for row in range(longest)]
    table(book, CHOICES, [(heading, 26) for heading, _ in lists], rows)
    choices = Choices()
    for index, (scale, (_, words)) in enumerate(zip(scales, lists, strict=False), start=1):
        letter = get_column_letter(index)
        choices.ranges[scale] = f"{CHOICES}!${letter}$2:${letter}${len(words) + 1}"
    return choices
