"""The rows of the action plan, in words and as HTML, each made once while the plan stays the same."""

from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from planner.domain.assessment import Assessment
from planner.domain.calendar import long_date, month_year, quarter_ends
from planner.domain.delivery.schedule import Standing
from planner.domain.delivery.standing_words import end_words
from planner.domain.delivery.strips import StripMark, strips
from planner.domain.measures.progress import MeasureProgress
from planner.domain.plan import Action, Node, Update
from planner.domain.vocabulary import Flag, Kind, Status
from planner.packs.tables.chains import Chains
from planner.web.addresses import plan_address
from planner.web.kept import Kept
from planner.web.marks import Mark, progress_mark, standing_mark
from planner.web.strips import StripCell, quarter_strip

CELLS = "actions/plan_cells.html"
_TROUBLED = frozenset({Status.AT_RISK, Status.OFF_TRACK})


@dataclass(frozen=True)
class Link:
    """A code with the address that it leads to."""

    code: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ActionCells:
    """What the cells of one action say."""

    link: Link
    title: str
    said: str
    ask: str
    lead: str
    starts: str
    ends: str
    first_end: str
    moved: str
    late: str
    mark: Mark
    strip: tuple[StripCell, ...]
    clauses: tuple[Link, ...]


@dataclass(frozen=True)
class ShownMeasure:
    """A measure under its outcome: its progress stands beside the delivery of actions, apart from it."""

    link: Link
    title: str
    mark: Mark


@dataclass(frozen=True)
class OutcomeCell:
    """The heading of an outcome's rows."""

    link: Link
    title: str
    measures: tuple[ShownMeasure, ...]


class PlanRows:
    """The HTML of every row of one plan, made when it is first shown."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment
        self.chains = Chains(assessment.plan)
        self._strips = strips(assessment.plan, quarter_ends(assessment.today))
        self._cells: dict[str, Markup] = {}
        self._outcomes: dict[tuple[str, bool], Markup] = {}

    def cells(self, standing: Standing) -> Markup:
        """Return the cells of an action, from its code to its clauses."""
        code = standing.action.code
        made = self._cells.get(code)
        if made is None:
            cells = action_cells(self._assessment, standing, self._strips[code])
            made = self._cells[code] = _macro("action_cells", cells)
        return made

    def outcome(self, outcome: Node | None, *, with_measures: bool) -> Markup:
        """Return what stands in the heading of an outcome's rows, with or without its measures."""
        key = (outcome.code if outcome else "", with_measures)
        made = self._outcomes.get(key)
        if made is None:
            cell = outcome_cell(self._assessment, self.chains, outcome)
            made = self._outcomes[key] = _macro("outcome_cell", cell, with_measures)
        return made


plan_rows = Kept(PlanRows)


def _macro(name: str, *values: object) -> Markup:
    module = current_app.jinja_env.get_template(CELLS).module
    return Markup(getattr(module, name)(*values))  # noqa: S704 - The template escapes its values.


def action_cells(assessment: Assessment, standing: Standing, marks: tuple[StripMark, ...]) -> ActionCells:
    """Return what the row of an action says."""
    action = standing.action
    troubled = standing.said if standing.declared in _TROUBLED else None
    return ActionCells(
        link=_link(assessment, "actions.show_action", action.code),
        title=action.title,
        said=troubled.sentence if troubled else "",
        ask=_ask(assessment, troubled) if troubled else "",
        lead=assessment.plan.agency_names.get(action.lead_agency, "No lead agency"),
        starts=_starts(action),
        ends=_ends(action),
        first_end=month_year(action.first_end_on) if action.first_end_on and standing.times_moved else "",
        moved=f"moved {standing.times_moved} times" if standing.times_moved > 1 else "",
        late=_late(assessment, standing),
        mark=standing_mark(standing),
        strip=quarter_strip(marks),
        clauses=tuple(_link(assessment, "recommendations.show_clause", code) for code in action.clauses),
    )


def outcome_cell(assessment: Assessment, chains: Chains, outcome: Node | None) -> OutcomeCell | None:
    """Return what stands over the rows of an outcome; nothing for actions that lead nowhere yet."""
    if outcome is None:
        return None
    shown = (assessment.progress.get(code) for code in chains.sources(outcome.code, Kind.MEASURE))
    return OutcomeCell(
        _link(assessment, "theory.show_outcome", outcome.code),
        outcome.title,
        tuple(_shown(assessment, each) for each in shown if each is not None),
    )


def _shown(assessment: Assessment, each: MeasureProgress) -> ShownMeasure:
    link = _link(assessment, "measures.show_measure", each.measure.code)
    return ShownMeasure(link, each.measure.title, progress_mark(each.progress))


def _link(assessment: Assessment, endpoint: str, code: str) -> Link:
    return Link(code, plan_address(assessment, endpoint, code=code))


def _starts(action: Action) -> str:
    if action.start_on is None:
        return "" if action.end_on is None else "By"
    return f"{month_year(action.start_on)} {'to' if action.end_on else 'on,'}"


def _ends(action: Action) -> str:
    if action.end_on:
        return month_year(action.end_on)
    return "no end date" if action.start_on else "No dates yet"


def _late(assessment: Assessment, standing: Standing) -> str:
    """Return how late an action is, or how soon it ends where that is within the next 30 days."""
    if {Flag.OVERDUE, Flag.DUE_SOON}.isdisjoint(standing.flags):
        return ""
    return end_words(standing, assessment.today)


def _ask(assessment: Assessment, said: Update) -> str:
    """Return what is asked, of whom and by when; what is off track without an ask says so."""
    if not said.ask:
        return "No ask recorded" if said.status is Status.OFF_TRACK else ""
    of = assessment.plan.agency_names.get(said.ask_of, said.ask_of)
    whom = f" of {of}" if of else ""
    by = f" by {long_date(said.ask_by)}" if said.ask_by else ""
    return f"Asked{whom}{by}: {said.ask}"
