"""The whole pack as sheets of tables, before it is written as a workbook or a page."""

from collections.abc import Callable

from planner.packs.review import Review
from planner.packs.tables.actions import action_sheet
from planner.packs.tables.change import ahead_sheet, change_sheet
from planner.packs.tables.clauses import tracker_sheet
from planner.packs.tables.exceptions import exception_sheet
from planner.packs.tables.front import TITLE as COVER
from planner.packs.tables.front import cover_sheet
from planner.packs.tables.logic import logic_sheet
from planner.packs.tables.measures import scorecard_sheet
from planner.packs.tables.outcomes import plan_sheet, story_sheet
from planner.packs.tables.scrutiny import scrutiny_sheet
from planner.packs.tables.sources import TITLE as SOURCES
from planner.packs.tables.sources import sources_sheet
from planner.packs.tables.summary import summary_sheet
from planner.packs.tables.table import Sheet

_FAMILIES: tuple[Callable[[Review], Sheet | None], ...] = (
    summary_sheet,
    plan_sheet,
    action_sheet,
    exception_sheet,
    scorecard_sheet,
    story_sheet,
    tracker_sheet,
    logic_sheet,
    scrutiny_sheet,
    change_sheet,
    ahead_sheet,
)
#: With the cover and the sources.
MOST_SHEETS = len(_FAMILIES) + 2


def sheets_of(review: Review) -> tuple[Sheet, ...]:
    """Return every sheet of the pack in order, the cover first. Same review, same sheets.

    Raises RuleBroken (V21) if a count of 1 to 5 would be printed.
    """
    body = tuple(sheet for sheet in (family(review) for family in _FAMILIES) if sheet is not None)
    sources = sources_sheet(review, (*(sheet.title for sheet in body), COVER, SOURCES))
    built = {1: COVER, **{sheet.number: sheet.title for sheet in (*body, sources)}}
    return (cover_sheet(review, built), *body, sources)
