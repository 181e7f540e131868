"""How a plan workbook looks: headings, widths, formats, drop-downs and print."""

from datetime import date
from typing import Any, cast

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.errors import RuleBroken
from planner.domain.formulas import looks_like_formula
from planner.exchange.cell_text import LONGEST_CELL, to_cell
from planner.exchange.workbook_table import Cell

A3, A4 = "8", "9"
FACE = "Calibri"
LINE_HEIGHT = 15.0
TALLEST_ROW = 300.0
LAST_ROW = 2_000
DATE_FORMAT = "DD/MM/YYYY"
FORMATS = {Cell.DATE: DATE_FORMAT, Cell.NUMBER: "General", Cell.WHOLE: "0"}
NEEDED_FILL = PatternFill("solid", start_color="1F3A5F")
OTHER_FILL = PatternFill("solid", start_color="5B6B7B")
SHOWN_FILL = PatternFill("solid", start_color="E7EAED")
HEADING_FONT = Font(name=FACE, bold=True, color="FFFFFF")
TITLE_FONT = Font(name=FACE, bold=True, size=16, color="1F3A5F")
PART_FONT = Font(name=FACE, bold=True, size=12, color="1F3A5F")
BOLD = Font(name=FACE, bold=True)
TOP = Alignment(wrap_text=True, vertical="top", horizontal="left")
LOW = Alignment(vertical="bottom")
HEADING_PLACE = Alignment(wrap_text=True, vertical="center")
LINE = Border(bottom=Side(style="thin", color="C5CBD1"))


def cell_at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    """Return a cell of a sheet; none of ours are merged."""
    return cast("SheetCell", sheet.cell(row, column))


def write_cell(cell: SheetCell, value: Any) -> None:
    """Write a value so that it comes back the same: text never as a formula, numbers with every digit."""
    if value is None:
        return
    if isinstance(value, str):
        write_text(cell, value)
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = DATE_FORMAT
    else:
        # openpyxl rounds floats to 16 digits; the text of the number keeps all of them.
        cell.value = repr(value)
        cell.data_type = "n"


def write_text(cell: SheetCell, text: str) -> None:
    """Write a text as text; raises RuleBroken for one that no cell can hold, since nothing is ever cut."""
    held = to_cell(text)
    if len(held.encode("utf-16-le")) // 2 > LONGEST_CELL:
        raise RuleBroken(
            f"A text is longer than the {LONGEST_CELL:,} characters that one cell of a workbook can hold. "
            "Shorten it, or use the YAML form of the plan."
        )
    cell.value = held
    cell.data_type = "s"
    cell.number_format = "@"
    if looks_like_formula(text):
        cell.quotePrefix = True


def fit_height(sheet: Worksheet, row: int, texts: list[tuple[Any, int]]) -> None:
    """Make a row as tall as its longest text needs in a column of its width; programs differ in doing so."""
    lines = 1
    for value, width in texts:
        if isinstance(value, str):
            lines = max(lines, sum(1 + len(part) // max(width - 2, 1) for part in value.split("\n")))
    sheet.row_dimensions[row].height = min(lines * LINE_HEIGHT, TALLEST_ROW)


def style_heading(cell: SheetCell, *, is_needed: bool) -> None:
    """Give a heading its colours; what a first plan needs is darker and carries an asterisk."""
    cell.font = HEADING_FONT
    cell.fill = NEEDED_FILL if is_needed else OTHER_FILL
    cell.alignment = HEADING_PLACE


def style_column(sheet: Worksheet, index: int, kind: Cell, width: int) -> None:
    """Give a whole column its width and format, so that a code such as 1.10 stays text when typed."""
    dimension = sheet.column_dimensions[get_column_letter(index)]
    dimension.width = width
    dimension.number_format = FORMATS.get(kind, "@")
    dimension.alignment = TOP


def offer(sheet: Worksheet, cells: str, choices: str, title: str, hint: str) -> None:
    """Show the hint when a cell is chosen and, with ``choices``, a list to choose from.

    The list never refuses anything else: names, letters and codes are read as well.
    """
    validation = DataValidation(
        type="list" if choices else None,
        formula1=choices or None,
        allow_blank=True,
        showErrorMessage=False,
        showInputMessage=True,
        promptTitle=title[:32],
        prompt=hint[:250],
    )
    validation.add(cells)
    sheet.add_data_validation(validation)


def set_up_print(sheet: Worksheet, *, paper: str = A4) -> None:
    """Set a sheet up for paper: landscape, as wide as the page, headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.8)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&A, page &P of &N"))
