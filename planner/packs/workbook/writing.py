"""The review pack as an Excel workbook: one sheet for each family of tables, nothing hidden, no formula."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.calendar import long_date
from planner.domain.phrases import upper_first
from planner.packs import palette as p
from planner.packs.review import Review
from planner.packs.tables import front as tables_front
from planner.packs.tables import measures as tables_measures
from planner.packs.tables.table import Sheet
from planner.packs.text import clean
from planner.packs.workbook.cells import Block, SheetWriter
from planner.packs.workbook.charts import Drawing, bar_chart, chart_title, describe
from planner.packs.workbook.file import save
from planner.packs.workbook.heights import set_heights
from planner.packs.workbook.layout import PLANS, Place, Plan
from planner.packs.workbook.styles import Look, Styles
from planner.packs.workbook.trends import write_trends

PRODUCT = "Partnership Planner"
A3 = 8
_FIRST_ROW = 4
_ROW_CM = 0.53
_TITLE, _LEAD = Look("title"), Look("lead")


@dataclass
class _Pen:
    """What is being written: the workbook, its styles, and the texts of each sheet's charts so far.

    ``what`` is what people call the file, and ``has_contents`` whether a sheet lists the others.
    """

    workbook: Workbook
    styles: Styles
    what: str
    has_contents: bool
    descriptions: list[list[str]] = field(default_factory=list)


def write_workbook(
    review: Review,
    sheets: tuple[Sheet, ...],
    path: Path,
    *,
    what: str = "",
    before_each: Callable[[int], None] | None = None,
) -> None:
    """Write the sheets as a workbook. Raises OSError where the file cannot be written.

    ``what`` is what people call the file; without a word it is the annual review of its year.
    ``before_each`` is told the number of each sheet, from 0, before it is written.
    """
    workbook = Workbook()
    pen = _Pen(
        workbook,
        Styles(workbook),
        what=what or f"annual review {review.year}",
        has_contents=any(sheet.title == tables_front.TITLE for sheet in sheets),
    )
    for number, sheet in enumerate(sheets):
        if before_each:
            before_each(number)
        target = workbook.active if number == 0 else workbook.create_sheet()
        if not isinstance(target, Worksheet):
            raise TypeError("The first sheet of a new workbook is a worksheet.")
        target.title = sheet.title
        _write_sheet(pen, target, sheet, review)
    _properties(workbook, review, pen.what)
    # Only sheets with charts have a drawing.
    save(workbook, path, review.built_on, [texts for texts in pen.descriptions if texts])


def _properties(workbook: Workbook, review: Review, what: str) -> None:
    properties = workbook.properties
    properties.title = clean(f"{upper_first(what)}: {review.plan.partnership.name}")
    properties.subject = clean(review.plan.title)
    properties.creator = PRODUCT
    properties.lastModifiedBy = PRODUCT
    properties.language = "en-GB"


def _write_sheet(pen: _Pen, target: Worksheet, sheet: Sheet, review: Review) -> None:
    plan = PLANS.get(sheet.title, Plan())
    writer = SheetWriter(target, pen.styles)
    writer.text(1, 1, sheet.title, _TITLE)
    target.row_dimensions[1].height = 30
    writer.text(2, 1, sheet.lead, _LEAD)
    if pen.has_contents and sheet.title != tables_front.TITLE:
        writer.link(3, 1, "Back to the contents", tables_front.TITLE)
    pen.descriptions.append([])
    rows: dict[int, int] = {}
    widths = dict(plan.widths)
    blocks = []
    for table in sheet.tables:
        place = plan.places.get(table.name, Place())
        columns = (place.columns or tuple(range(1, len(table.headings) + 1)))[: len(table.headings)]
        block = writer.table(table, rows.get(place.zone, _FIRST_ROW), columns)
        if plan.filtered and place.drawing and table.rows and not target.row_breaks.brk:
            target.row_breaks.append(Break(id=block.title_row - 1))
        blocks.append(block)
        for column, heading in zip(block.columns, table.headings, strict=True):
            # The first table of each column sets its width; tables below it make do.
            widths.setdefault(column, heading.width)
        end = block.last_row + 2
        if place.drawing and table.rows:
            end = max(end, _draw(pen, target, block, place))
        rows[place.zone] = end
        if table.name == plan.filtered and table.rows:
            _keep_in_sight(target, block)
    if sheet.title == tables_measures.TITLE:
        write_trends(writer, rows.get(0, _FIRST_ROW), review, pen.descriptions[-1])
    for column, width in widths.items():
        target.column_dimensions[get_column_letter(column)].width = width
    set_heights(target, blocks, widths)
    _page(target, review, pen.what)


def _draw(pen: _Pen, target: Worksheet, block: Block, place: Place) -> int:
    """Put a table's chart beside or under it, and return the first free row."""
    drawing = place.drawing or Drawing()
    chart = bar_chart(target, block, drawing)
    row = block.last_row + 2 if place.chart_column is None else block.heading_row - 1
    column = block.columns[0] if place.chart_column is None else place.chart_column
    target.add_chart(chart, f"{get_column_letter(column)}{row}")
    pen.descriptions[-1].append(clean(describe(f"{chart_title(block, drawing)}.", block)))
    return row + round(drawing.height / _ROW_CM) + 2


def _keep_in_sight(target: Worksheet, block: Block) -> None:
    target.auto_filter.ref = block.area
    target.freeze_panes = f"B{block.first_row}"
    target.print_title_rows = f"{block.heading_row}:{block.heading_row}"


def _page(target: Worksheet, review: Review, what: str) -> None:
    target.sheet_view.showGridLines = False
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.sheet_properties.tabColor = p.bare(p.BRAND)
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = A3
    target.page_setup.fitToWidth = 1
    target.page_setup.fitToHeight = 0
    margins = target.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.7, 0.7
    name = _for_header(review.plan.partnership.name)
    _line(target.oddHeader, f"{name}: {_for_header(what)}", "&A")
    _line(target.oddFooter, f"Data as at {long_date(review.today)}. {PRODUCT}", "Page &P of &N")


def _line(line: HeaderFooterItem | None, left: str, right: str) -> None:
    if line is not None:
        line.left.text = left
        line.right.text = right


def _for_header(words: str) -> str:
    """Return words for a header, where an ampersand would otherwise begin a code."""
    return clean(words).replace("\n", " ").replace("&", "&&")
