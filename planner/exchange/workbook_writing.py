"""The sheets that hold the plan, written with their headings, hints and drop-downs."""

from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner.exchange.agency_names import AgencyNames
from planner.exchange.cell_values import shown_value
from planner.exchange.workbook_guide import Choices
from planner.exchange.workbook_rows import Rows
from planner.exchange.workbook_sheets import SHEETS
from planner.exchange.workbook_style import (
    A3,
    A4,
    BOLD,
    DATE_FORMAT,
    LAST_ROW,
    LINE,
    SHOWN_FILL,
    TOP,
    cell_at,
    fit_height,
    offer,
    set_up_print,
    style_column,
    style_heading,
    write_cell,
)
from planner.exchange.workbook_table import Cell, Column, Sheet, cell_of, shape_of_column

WIDE = 15


def write_sheet(
    book: Workbook, sheet: Sheet, rows: Rows | None, agencies: AgencyNames, choices: Choices
) -> None:
    """Write one sheet of the plan, or its empty form where there are no rows."""
    target = book.create_sheet(sheet.title)
    if sheet.is_form:
        write_form(target, sheet, rows, agencies, choices)
    else:
        write_table(target, sheet, rows, agencies, choices)


def write_form(
    target: Worksheet, sheet: Sheet, rows: Rows | None, agencies: AgencyNames, choices: Choices
) -> None:
    """Write questions with their answers and hints."""
    for index, (heading, width) in enumerate((("Question", 30), ("Answer", 60), ("Hint", 70)), start=1):
        cell = cell_at(target, 1, index)
        write_cell(cell, heading)
        style_heading(cell, is_needed=True)
        target.column_dimensions[get_column_letter(index)].width = width
    answers = rows.answers(sheet) if rows else [None] * len(sheet.columns)
    for number, (column, answer) in enumerate(zip(sheet.columns, answers, strict=True), start=2):
        kind = cell_of(sheet, column)
        hint = hint_of(column)
        for index, text in ((1, titled(column)), (3, hint)):
            write_cell(cell_at(target, number, index), text)
            cell_at(target, number, index).alignment = TOP
        cell_at(target, number, 1).font = BOLD
        cell = cell_at(target, number, 2)
        cell.number_format = DATE_FORMAT if kind is Cell.DATE else "General" if kind is Cell.WHOLE else "@"
        cell.alignment = TOP
        cell.border = LINE
        value = shown_value(kind, answer, agencies)
        write_cell(cell, value)
        fit_height(target, number, [(titled(column), 30), (value, 60), (hint, 70)])
        offer(target, f"B{number}", choices.of(shape_of_column(sheet, column)), column.heading, column.hint)
    target.freeze_panes = "A2"
    set_up_print(target)


def write_table(
    target: Worksheet, sheet: Sheet, rows: Rows | None, agencies: AgencyNames, choices: Choices
) -> None:
    """Write a heading row and the rows under it."""
    kinds = [cell_of(sheet, column) for column in sheet.columns]
    for index, (column, kind) in enumerate(zip(sheet.columns, kinds, strict=True), start=1):
        letter = get_column_letter(index)
        style_column(target, index, kind, column.width)
        cell = cell_at(target, 1, index)
        write_cell(cell, titled(column))
        style_heading(cell, is_needed=column.starter)
        hint = hint_of(column)
        offer(
            target,
            f"{letter}2:{letter}{LAST_ROW}",
            list_of(sheet, column, kind, choices),
            column.heading,
            hint,
        )
    widths = [column.width for column in sheet.columns]
    held = rows.of_sheet(sheet) if rows else []
    for number, row in enumerate(held, start=2):
        values = [shown_value(kind, value, agencies) for kind, value in zip(kinds, row, strict=True)]
        fit_height(target, number, list(zip(values, widths, strict=True)))
        for index, (kind, value) in enumerate(zip(kinds, values, strict=True), start=1):
            cell = cell_at(target, number, index)
            write_cell(cell, value)
            cell.alignment = TOP
            cell.border = LINE
            if kind is Cell.SHOWN:
                cell.fill = SHOWN_FILL
    last = get_column_letter(len(sheet.columns))
    bottom = max(len(held), 1) + 1
    target.auto_filter.ref = f"A1:{last}{bottom}"
    if len(sheet.columns) > WIDE:
        # On paper, a wide sheet shows what a first plan needs; the rest would make it too small to read.
        needed = max(index for index, column in enumerate(sheet.columns, start=1) if column.starter)
        target.print_area = f"A1:{get_column_letter(needed)}{bottom}"
    target.freeze_panes = frozen(sheet)
    set_up_print(target, paper=A3 if len(sheet.columns) > WIDE else A4)
    fit_height(target, 1, [(titled(column), column.width - 4) for column in sheet.columns])


def titled(column: Column) -> str:
    """Return the heading, with an asterisk where a first plan needs the column."""
    return f"{column.heading} *" if column.starter else column.heading


def hint_of(column: Column) -> str:
    """Return the hint with its example, where there is one."""
    return f"{column.hint} Example: {column.example}" if column.example else column.hint


def frozen(sheet: Sheet) -> str:
    """Return the cell that stays in view with everything above and to the left of it."""
    fields = [column.field for column in sheet.columns]
    title = fields.index("title") + 1 if "title" in fields else 1
    return f"{get_column_letter(title + 1)}2" if title < 5 else "B2"


def list_of(sheet: Sheet, column: Column, kind: Cell, choices: Choices) -> str:
    """Return the cells whose words a column offers, or "" for none."""
    if kind is Cell.YES_NO:
        return '"Yes,No"'
    if kind is Cell.TERM:
        return choices.of(shape_of_column(sheet, column))
    if column.choices and kind in (Cell.AGENCY, Cell.CODE):
        letter = choice_letter(column)
        return f"'{column.choices}'!${letter}$2:${letter}$500"
    return ""


def choice_letter(column: Column) -> str:
    """Return the letter of the column that holds the codes, or the agencies' names, of another sheet."""
    wanted = "name" if column.choices == "Agencies" else "code"
    for sheet in SHEETS:
        if sheet.title == column.choices:
            return get_column_letter([each.field for each in sheet.columns].index(wanted) + 1)
    return "A"


def agencies_of(rows: Rows | None) -> AgencyNames:
    """Return the names of the plan's agencies."""
    agencies: Any = rows.plan.agencies if rows else ()
    return AgencyNames((agency.code, agency.name) for agency in agencies)
