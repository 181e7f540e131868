"""Native Excel charts: drawn from the cells of a table, in the palette, with figures on the bars."""

from dataclasses import dataclass

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series as SeriesPart
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.worksheet.worksheet import Worksheet

from planner.packs import palette as p
from planner.packs.charts.series import Fill, fill_of
from planner.packs.tables.table import plain
from planner.packs.workbook.cells import Block
from planner.packs.workbook.styles import FONT

_HIDE_ZERO = "0;;;"


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart's size in centimetres and how it is built.

    Its title is the finding that its table says, unless another one is given.
    """

    title: str = ""
    width: float = 16.0
    height: float = 8.0
    by_row: bool = False
    columns: bool = False
    stacked: bool = True
    value_headings: tuple[str, ...] = ()


def _text(colour: str, size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(
        sz=size * 100,
        b=bold,
        solidFill=p.bare(colour),
        latin=Font(typeface=FONT),
    )


def _rich(colour: str, size: int, *, bold: bool = False) -> RichText:
    return RichText(
        bodyPr=RichTextProperties(),
        p=[
            Paragraph(
                pPr=ParagraphProperties(defRPr=_text(colour, size, bold=bold)), endParaRPr=_text(colour, size)
            )
        ],
    )


def _title(chart: BarChart | LineChart, words: str) -> None:
    run = RegularTextRun(rPr=_text(p.INK, 11, bold=True), t=words)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_text(p.INK, 11, bold=True)), r=[run])
    chart.title = Title(tx=Text(rich=RichText(bodyPr=RichTextProperties(), p=[paragraph])), overlay=False)


def _rgb(colour: str) -> ColorChoice:
    choice = ColorChoice()
    choice.srgbClr = p.bare(colour)
    return choice


def _paint(series: SeriesPart, fill: Fill, *, labels: bool = True) -> None:
    shape = GraphicalProperties()
    if fill.hatched:
        shape.pattFill = PatternFillProperties(
            prst="wdUpDiag",
            fgClr=_rgb(fill.colour),
            bgClr=_rgb(p.PAPER),
        )
    else:
        shape.solidFill = p.bare(fill.colour)
    shape.line = LineProperties(solidFill=p.bare(fill.edge), w=9525)
    series.graphicalProperties = shape
    series.invertIfNegative = False
    if labels:
        series.dLbls = DataLabelList(
            showVal=True,
            showSerName=False,
            showCatName=False,
            showLegendKey=False,
            showPercent=False,
            numFmt=_HIDE_ZERO,
            txPr=_rich(fill.ink, 10, bold=True),
        )


def chart_title(block: Block, drawing: Drawing) -> str:
    """Return the title of a chart: the one given, else what its table says, else the table's title."""
    return drawing.title or block.table.says.rstrip(".") or block.table.title


def bar_chart(sheet: Worksheet, block: Block, drawing: Drawing) -> BarChart:
    """Return a bar chart of a table's counts: stacked by column, or one bar with a part for each row."""
    chart = BarChart()
    chart.type = "col" if drawing.columns else "bar"
    chart.grouping = "stacked" if drawing.stacked else "clustered"
    chart.overlap = 100 if drawing.stacked else -10
    chart.gapWidth = 40
    chart.width = drawing.width  # type: ignore[assignment]  # the stubs know whole centimetres only
    chart.height = drawing.height
    _title(chart, chart_title(block, drawing))
    if drawing.by_row:
        _rows_as_series(chart, sheet, block)
    else:
        _columns_as_series(chart, sheet, block, drawing)
    _axes(chart, show_names=not drawing.by_row, upright=drawing.columns)
    if len(chart.series) > 1:
        chart.legend.position = "b"
        chart.legend.txPr = _rich(p.INK, 10)
    else:
        chart.legend = None
    return chart


def _rows_as_series(chart: BarChart, sheet: Worksheet, block: Block) -> None:
    name, value = block.columns[0], block.columns[1]
    for row, cells in enumerate(block.table.rows, start=block.first_row):
        series = Series(Reference(sheet, min_col=value, min_row=row), title_from_data=False)
        series.tx = Series(
            Reference(sheet, min_col=name, min_row=row, max_row=row + 1), title_from_data=True
        ).tx
        _paint(series, fill_of(plain(cells[0])))
        chart.series.append(series)


def _columns_as_series(chart: BarChart, sheet: Worksheet, block: Block, drawing: Drawing) -> None:
    wanted = drawing.value_headings or tuple(
        heading.text for heading in block.table.headings[1:] if heading.text != "All"
    )
    for place, heading in zip(block.columns, block.table.headings, strict=True):
        if heading.text not in wanted:
            continue
        reference = Reference(sheet, min_col=place, min_row=block.heading_row, max_row=block.last_row)
        series = Series(reference, title_from_data=True)
        _paint(series, fill_of(heading.text))
        chart.series.append(series)
    names = Reference(sheet, min_col=block.columns[0], min_row=block.first_row, max_row=block.last_row)
    chart.set_categories(names)


def _axes(chart: BarChart, *, show_names: bool, upright: bool) -> None:
    # Bars carry their figures, so the value axis and its gridlines would only repeat them.
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    chart.x_axis.delete = not show_names
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.txPr = _rich(p.INK, 10)
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=p.bare(p.LINE_STRONG)))
    if not upright:
        chart.x_axis.scaling.orientation = "maxMin"


def trend_chart(sheet: Worksheet, block: Block, row: int, title: str, *, has_target: bool) -> LineChart:
    """Return a small line of one measure from three rows of a table: periods, readings, target.

    A reading without a number is an empty cell there, and the line has a gap.
    """
    chart = LineChart()
    chart.width = 9.2  # type: ignore[assignment]  # the stubs know whole centimetres only
    chart.height = 5.6
    _title(chart, title)
    first, last = block.columns[2], block.columns[-1]
    readings = Series(Reference(sheet, min_col=first, max_col=last, min_row=row + 1), title="Reading")
    readings.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=p.bare(p.INK), w=28575))
    readings.marker.symbol = "circle"
    readings.marker.size = 6
    readings.marker.graphicalProperties = GraphicalProperties(solidFill=p.bare(p.INK))
    readings.smooth = False
    readings.dLbls = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        dLblPos="t",
        txPr=_rich(p.INK, 9),
    )
    chart.series.append(readings)
    if has_target:
        target = Series(Reference(sheet, min_col=first, max_col=last, min_row=row + 2), title="Target")
        line = LineProperties(solidFill=p.bare(p.BRAND_MID), w=19050, prstDash="dash")
        target.graphicalProperties = GraphicalProperties(ln=line)
        target.marker.symbol = "none"
        target.smooth = False
        chart.series.append(target)
    chart.set_categories(Reference(sheet, min_col=first, max_col=last, min_row=row))
    chart.display_blanks = "gap"
    chart.y_axis.scaling.min = 0
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.x_axis.delete = False
    chart.x_axis.txPr = _rich(p.INK_SOFT, 8)
    chart.x_axis.majorTickMark = "none"
    chart.legend = None
    chart.layout = Layout(manualLayout=ManualLayout(x=0.03, y=0.24, h=0.56, w=0.94))
    return chart


def describe(title: str, block: Block, most: int = 12) -> str:
    """Return the alternative text of a chart: its finding, then the figures that it shows."""
    headings = [heading.text for heading in block.table.headings[1:]]
    lines = []
    for row in block.table.rows[:most]:
        figures = [
            f"{heading.split('  ')[-1]} {plain(value)}"
            for heading, value in zip(headings, row[1:], strict=True)
            if isinstance(value, int | float) and value
        ]
        lines.append(f"{plain(row[0])}: {', '.join(figures) or 'none'}")
    more = len(block.table.rows) - most
    if more > 0:
        lines.append(f"and {more} more rows in the table beside it")
    return f"{title} {'; '.join(lines)}."
