"""Where the tables and charts of each sheet stand."""

from dataclasses import dataclass, field

from planner.packs.tables import actions as tables_actions
from planner.packs.tables import change as tables_change
from planner.packs.tables import clauses as tables_clauses
from planner.packs.tables import exceptions as tables_exceptions
from planner.packs.tables import logic as tables_logic
from planner.packs.tables import measures as tables_measures
from planner.packs.tables import outcomes as tables_outcomes
from planner.packs.tables import scrutiny as tables_scrutiny
from planner.packs.tables import sources as tables_sources
from planner.packs.tables import summary as tables_summary
from planner.packs.workbook.charts import Drawing


@dataclass(frozen=True, kw_only=True)
class Place:
    """The columns of a table, its zone (zones run down side by side), and the chart drawn from it.

    ``chart_column`` is where the chart stands beside the table; nothing means under it.
    """

    columns: tuple[int, ...] = ()
    zone: int = 0
    drawing: Drawing | None = None
    chart_column: int | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One sheet: which table can be filtered and keeps its headings in sight, and where the rest goes."""

    filtered: str = ""
    places: dict[str, Place] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)


def _beside(drawing: Drawing) -> Place:
    return Place(columns=(4, 5), zone=1, drawing=drawing, chart_column=7)


PLANS: dict[str, Plan] = {
    tables_summary.TITLE: Plan(
        places={
            "delivery-counts": _beside(Drawing(title="Are we doing it?", by_row=True, width=17, height=5)),
            "progress-counts": _beside(
                Drawing(title="Is it changing anything?", by_row=True, width=17, height=5)
            ),
            "gap-counts": _beside(Drawing(title="Do our claims hold?", by_row=True, width=17, height=4.4)),
            "claim-status-counts": Place(columns=(4, 5), zone=1),
        },
        widths={3: 3, 6: 3, **dict.fromkeys(range(7, 15), 9)},
    ),
    tables_actions.TITLE: Plan(
        filtered="actions",
        places={
            "status-by-aim": Place(columns=(4, *range(5, 15)), drawing=Drawing(width=27, height=8.5)),
            "status-by-lead": Place(
                columns=(4, *range(5, 15)),
                drawing=Drawing(width=27, height=10.5),
            ),
        },
    ),
    tables_exceptions.TITLE: Plan(
        filtered="exceptions",
        places={
            "overdue-ages": Place(
                columns=(2, 3, 4),
                drawing=Drawing(width=20, height=7, value_headings=("Actions",)),
            ),
            "finished": Place(columns=(1, 2, 3, 5, 7, 10, 11, 12)),
        },
    ),
    tables_measures.TITLE: Plan(
        filtered="measures",
        places={
            "progress-counts": Place(
                columns=(2, 3, 7),
                drawing=Drawing(width=20, height=8, value_headings=("Measures",)),
            ),
        },
    ),
    tables_clauses.TITLE: Plan(
        filtered="clauses",
        places={
            "gap-counts": Place(
                columns=(3, 4, 5),
                drawing=Drawing(
                    width=20,
                    height=5.5,
                    value_headings=("Clauses",),
                ),
            ),
            "claim-counts": Place(
                columns=(3, 4, 5),
                drawing=Drawing(
                    title="What we claim, and what the plan shows",
                    width=20,
                    height=9,
                    columns=True,
                    stacked=False,
                ),
            ),
        },
    ),
    tables_outcomes.STORY_TITLE: Plan(filtered="stories"),
    tables_outcomes.PLAN_TITLE: Plan(filtered="outcomes"),
    tables_logic.TITLE: Plan(filtered="assumptions"),
    tables_scrutiny.TITLE: Plan(filtered="challenges"),
    tables_change.CHANGE_TITLE: Plan(
        filtered="changes", places={"change-counts": Place(columns=(3, 4, 5, 6))}
    ),
    tables_change.AHEAD_TITLE: Plan(
        filtered="due",
        places={
            "due-by-month": Place(
                columns=(1, 2, 3, 4, 5),
                drawing=Drawing(width=24, height=8, columns=True),
            ),
        },
    ),
    tables_sources.TITLE: Plan(filtered="sources"),
}
