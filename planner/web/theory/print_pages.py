"""The map laid out for paper: what the page says about each sheet, and the drawing on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from textwrap import shorten

from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date
from planner.domain.phrases import counted
from planner.packs.maps.drawing import draw_map
from planner.packs.maps.legend import LegendItem, legend
from planner.packs.maps.sheets import SMALLEST_POINTS, MapSheet, a3_sheet, a4_sheets
from planner.packs.maps.view import MapView
from planner.web.addresses import plan_address
from planner.web.kept import Kept
from planner.web.theory.map_choice import A3, A4, MapChoice, map_address, print_address, read_choice
from planner.web.theory.map_page import map_view
from planner.web.theory.map_words import sentence

#: The title of an aim stands in full in its box; in the heading it must leave room for the drawing.
LONGEST_TITLE = 80


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """One sheet: its heading, the line under it, the key to its marks, and its drawing."""

    number: str
    heading: str
    about: str
    legend: tuple[LegendItem, ...]
    drawing: Markup
    foot: str


@dataclass(frozen=True, kw_only=True)
class PaperChoice:
    """A paper to print on, with the address of its sheets."""

    label: str
    address: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class PrintPage:
    """The sheets of one paper, and ``warnings`` where something on them is small or shortened.

    The other addresses are those of the same view on the screen and as files.
    """

    paper: str
    lead: str
    warnings: tuple[str, ...]
    choices: tuple[PaperChoice, ...]
    sheets: tuple[SheetView, ...]
    map_address: str
    svg_address: str
    png_address: str


def _sheets_a3(assessment: Assessment) -> tuple[MapSheet, ...]:
    sheet = a3_sheet(assessment.plan)
    return (sheet,) if sheet.layout.boxes else ()


def _sheets_a4(assessment: Assessment) -> tuple[MapSheet, ...]:
    return a4_sheets(assessment.plan)


_MADE = {A3: Kept(_sheets_a3), A4: Kept(_sheets_a4)}


def print_page(assessment: Assessment, values: Mapping[str, str]) -> PrintPage:
    """Return the sheets of a paper under the view that an address asks for; no ``paper=a4`` means A3.

    Nothing is folded on paper. Raises ``NotFound`` for codes that do not exist.
    """
    paper = A4 if values.get("paper") == A4 else A3
    choice = replace(read_choice(assessment, values), folded=frozenset())
    whole = replace(choice, aim="")
    view = map_view(assessment, choice)
    sheets = _MADE[paper](assessment)
    if paper == A4:
        sheets = tuple(_of_choice(sheets, choice, view)) or sheets
    return PrintPage(
        paper=paper,
        lead=_lead(paper, sheets),
        warnings=tuple(_warnings(paper, sheets)),
        choices=tuple(
            PaperChoice(
                label=label,
                address=print_address(assessment, words, each),
                is_current=paper == each,
            )
            for each, label, words in (
                (A3, "One A3 sheet", whole),
                (A4, "A4 sheets by aim", choice),
            )
        ),
        sheets=tuple(
            _sheet_view(assessment, sheet, choice if paper == A4 else whole, view, (number, len(sheets)))
            for number, sheet in enumerate(sheets, 1)
        ),
        map_address=map_address(assessment, choice),
        svg_address=plan_address(assessment, "theory.download_map_svg", **choice.values()),
        png_address=plan_address(assessment, "theory.download_map_png", **choice.values()),
    )


def _of_choice(sheets: Iterable[MapSheet], choice: MapChoice, view: MapView) -> Iterable[MapSheet]:
    """Yield the sheets of the chosen aim, and of a chain in focus those of the aims that it runs through."""
    for sheet in sheets:
        about = {sheet.aim} if sheet.aim else {box.code for box in sheet.layout.boxes}
        is_lit = view.lit is None or not view.lit.isdisjoint(about)
        if is_lit and choice.aim in {"", sheet.aim}:
            yield sheet


def _lead(paper: str, sheets: tuple[MapSheet, ...]) -> str:
    if not sheets:
        return ""
    if paper == A3:
        return "The whole map on one sheet of A3 paper, sideways."
    return f"{counted(len(sheets), 'sheets')} of A4 paper, sideways, with the chain of one aim on each."


def _warnings(paper: str, sheets: tuple[MapSheet, ...]) -> list[str]:
    """Return what a reader of the paper would miss, and what to do about it."""
    said = []
    small = [sheet for sheet in sheets if sheet.is_small]
    other = (
        " Print the A4 sheets to read it at arm’s length." if paper == A3 else " Print it on larger paper."
    )
    if small:
        points = min(sheet.points for sheet in small)
        where = "" if len(sheets) == 1 else f" on {counted(len(small), 'sheets')}"
        said.append(
            f"The map is drawn smaller so that nothing is cut off: its text{where} is {points:.1f} points "
            f"high, less than the {SMALLEST_POINTS:g} that most people can read.{other}"
        )
    shortened = len({code for sheet in sheets for code in sheet.shortened})
    if shortened:
        titles = "title is" if shortened == 1 else "titles are"
        where = "The A4 sheets have more room." if paper == A3 else "The outline has every title in full."
        said.append(f"{shortened} {titles} too long for a box and end in three dots. {where}")
    return said


def _sheet_view(
    assessment: Assessment, sheet: MapSheet, choice: MapChoice, view: MapView, place: tuple[int, int]
) -> SheetView:
    number, count = place
    plan, day = assessment.plan, long_date(assessment.today)
    name = plan.partnership.short_name or plan.partnership.name
    version = plan.version
    label = (
        f"version {version.label}, {version.phase.label.lower()}" if version else "no version approved yet"
    )
    part = f", sheet {sheet.part} of {sheet.parts} of this aim" if sheet.parts > 1 else ""
    heading = f"{name}: theory of change, {day}"
    if sheet.paper.name == "A4":
        title = shorten(sheet.title, LONGEST_TITLE, placeholder="…")
        what = f"{sheet.aim} {title}{part}" if sheet.aim else "What leads to no aim yet"
        heading = f"{name}: {what}, {day}"
    drawing = draw_map(sheet.layout, view, label=f"{heading}. The outline says the same in words.")
    return SheetView(
        number=str(number),
        heading=heading,
        about=f"{plan.title}, {label}.{_shown(assessment, sheet, replace(choice, aim=''))}",
        legend=legend(assessment, sheet.layout, view),
        # Everything in the drawing that somebody wrote has been escaped where it was drawn.
        drawing=Markup(drawing),  # noqa: S704
        foot=f"Partnership Planner. As at {day}. Sheet {number} of {count}.",
    )


def _shown(assessment: Assessment, sheet: MapSheet, choice: MapChoice) -> str:
    """Return what stands out on a sheet, as a sentence to add; nothing for the map as it usually is."""
    return f" {sentence(assessment, choice, sheet.layout)}" if choice != MapChoice() else ""
