"""Changing a workbook as a person would: by sheet, heading and code."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def column_of(sheet: Worksheet, heading: str) -> int:
    """Return the number of the column under a heading, with or without its asterisk."""
    for cell in sheet[1]:
        if str(cell.value).rstrip(" *") == heading:
            return cell.column or 0
    raise AssertionError(f"{sheet.title} has no heading {heading}")


def name_of(sheet: Worksheet, heading: str, row: int) -> str:
    """Return what people call the cell under a heading, such as F12."""
    return str(sheet.cell(row, column_of(sheet, heading)).coordinate)


def fill_rows(book: Workbook, title: str, headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Type rows under some of a sheet's headings, from its second row on."""
    sheet = book[title]
    columns = [column_of(sheet, heading) for heading in headings]
    for number, row in enumerate(rows, start=2):
        for column, value in zip(columns, row, strict=True):
            sheet.cell(number, column).value = value


def answer(book: Workbook, question: str, value: Any) -> str:
    """Type an answer on the sheet Strategy and return the cell's name."""
    sheet = book["Strategy"]
    for row in range(2, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value).rstrip(" *") == question:
            sheet.cell(row, 2).value = value
            return f"B{row}"
    raise AssertionError(f"There is no question {question}")


def answer_first_questions(book: Workbook) -> None:
    """Type what a first plan needs on the sheet Strategy, with dates as people write them."""
    for question, value in {
        "Partnership": "Eastmoor Safeguarding Children Partnership",
        "Short name": "Eastmoor",
        "Name in addresses": "eastmoor",
        "Nation": "England",
        "Title of the strategy": "Strategy 2026 to 2029",
        "Strategy in addresses": "2026-29",
        "Starts on": "1 April 2026",
        "Ends on": "31/03/2029",
    }.items():
        answer(book, question, value)


def change(path: Path, title: str, heading: str, row: int, value: Any) -> str:
    """Type a value into one cell of a saved workbook and return the cell's name."""
    book = load_workbook(path)
    sheet = book[title]
    cell = sheet.cell(row, column_of(sheet, heading))
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    book.save(path)
    return str(cell.coordinate)
