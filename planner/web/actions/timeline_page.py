"""The timeline of the actions that the address asks for, ready for its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.domain.assessment import Assessment
from planner.domain.delivery.schedule import Standing
from planner.domain.delivery.standing_words import end_words
from planner.domain.delivery.timeline_words import Dependency, dependencies, dependency_sentence, has_dates
from planner.domain.phrases import counted
from planner.packs.charts.figures import Figure, Plot
from planner.packs.charts.timeline import timeline_of
from planner.packs.charts.timeline_drawing import draw_timeline
from planner.packs.tables.table import Row
from planner.web.actions.chosen_actions import chosen_actions
from planner.web.addresses import plan_address
from planner.web.current_address import address_with
from planner.web.filters import FilterBar
from planner.web.marks import Mark, group_mark, standing_mark
from planner.web.paging import Paged, paged

SMALL_TICKS = 4


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One side of a dependency: an action with how it stands."""

    code: str
    title: str
    address: str
    mark: Mark
    note: str


@dataclass(frozen=True, kw_only=True)
class DependencyRow:
    """One action that waits, and the one that it waits for."""

    waits: Waiting
    needs: Waiting
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class TimelinePage:
    """Everything that the timeline displays.

    ``small`` is the drawing for a phone; ``rows`` are the figure's table with an address for each.
    """

    sentence: str
    is_empty: bool
    bar: FilterBar
    paged: Paged[Standing]
    figure: Figure
    small: Plot | None
    key: tuple[Mark, ...]
    rows: tuple[tuple[str, Row], ...]
    dependencies: tuple[DependencyRow, ...]
    dependency_sentence: str
    list_address: str


def timeline_page(assessment: Assessment) -> TimelinePage:
    """Return the timeline of the chosen actions; raises ``NotFound`` for a filter that there is not."""
    found = chosen_actions(assessment)
    page = paged(found.rows, "actions")
    figure = timeline_of(found.rows, page.rows, assessment.today, left=_left(page), titles=True)
    waits = dependencies(page.rows, assessment.standings)
    return TimelinePage(
        sentence=_sentence(len(found.rows), len(assessment.standings), found.bar),
        is_empty=not assessment.standings,
        bar=found.bar,
        paged=page,
        figure=figure,
        small=_small(page.rows, assessment.today) if figure.plots else None,
        key=tuple(group_mark(each) for each in figure.key),
        rows=tuple(
            (plan_address(assessment, "actions.show_action", code=str(row[0])), row)
            for row in figure.table.rows
        ),
        dependencies=tuple(_dependency_row(assessment, each) for each in waits),
        dependency_sentence=dependency_sentence(waits),
        list_address=_list_address(assessment),
    )


def _small(shown: Sequence[Standing], today: date) -> Plot:
    drawn = [each for each in shown if has_dates(each)]
    return draw_timeline(drawn, today, name="timeline-small", ticks=SMALL_TICKS)


def _left(page: Paged[Standing]) -> str:
    return f"{page.says}." if page.says else ""


def _sentence(shown: int, every: int, bar: FilterBar) -> str:
    if not bar.is_used:
        return f"{counted(every, 'actions')} in plan order."
    return f"{shown} of {counted(every, 'actions')}: {bar.in_words}."


def _list_address(assessment: Assessment) -> str:
    """Return the address of the list of the same actions."""
    _, _, words = address_with({}).partition("?")
    address = plan_address(assessment, "actions.list_actions")
    return f"{address}?{words}" if words else address


def _dependency_row(assessment: Assessment, dependency: Dependency) -> DependencyRow:
    return DependencyRow(
        waits=_waiting(assessment, dependency.waits),
        needs=_waiting(assessment, dependency.needs),
        is_late=dependency.is_late,
    )


def _waiting(assessment: Assessment, standing: Standing) -> Waiting:
    code = standing.action.code
    return Waiting(
        code=code,
        title=standing.action.title,
        address=plan_address(assessment, "actions.show_action", code=code),
        mark=standing_mark(standing),
        note=end_words(standing, assessment.today),
    )
