"""The elements of a plan: three queries, one per sort of row, and the values made of them."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from planner.domain.plan import Action, Measure, Node, Outcome, Reading
from planner.domain.vocabulary import (
    Beneficiary,
    Collection,
    Direction,
    Frequency,
    Horizon,
    Importance,
    Kind,
    Level,
    MeasureKind,
    Prevention,
    Question,
)
from planner.store.queries.histories import Histories
from planner.store.queries.plan_rows import (
    Cells,
    PlanKey,
    fetch,
    in_this_plan,
    maker,
    names,
    same_row,
    table_of,
    terms_by_code,
)
from planner.store.queries.records import Records
from planner.store.queries.relations import Relations
from planner.store.tables.actions import ActionRow
from planner.store.tables.measures import MeasureRow
from planner.store.tables.theory import ElementRow, OutcomeRow

LEAD, LEAD_OF_ACTION = 2, 3  # The numbers, and an element's kind, stand before the fields.

_NODE = names("code title description retired_on retired_because")
_OWN_ACTION = names(
    "lead_role forum start_on first_end_on prevention importance importance_because outputs resources "
    "answers_finding embedded_check_on"
)
_OWN_MEASURE = names(
    "kind question level unit numerator denominator direction rise_means fall_means identification "
    "self_rated source method recorded_in collator_role presenter_role forum frequency lag_days baseline "
    "baseline_period baseline_on baseline_note baseline_due_on target target_high target_on "
    "no_target_because turns_on tolerance comparators masks_small_numbers beside_title beside_baseline "
    "beside_target state state_note state_role state_due_on"
)

_ELEMENT, _OUTCOME = table_of(ElementRow), table_of(OutcomeRow)
_ACTION, _MEASURE = table_of(ActionRow), table_of(MeasureRow)
_SHARED = [_ELEMENT.c[name] for name in _NODE]

_AIMS_AND_OUTCOMES: Select[Any] = (
    select(_ELEMENT.c.kind, _ELEMENT.c.id, *_SHARED, _OUTCOME.c.horizon)
    .select_from(_ELEMENT.outerjoin(_OUTCOME, same_row(_ELEMENT, _OUTCOME)))
    .where(in_this_plan(_ELEMENT), _ELEMENT.c.kind.in_(["vision", "priority", "aim", "outcome"]))
    .order_by(_ELEMENT.c.kind, _ELEMENT.c.position, _ELEMENT.c.id)
)
ACTIONS: Select[Any] = (
    select(
        _ACTION.c.id,
        _ACTION.c.lead_agency_id,
        _ACTION.c.stage_id,
        *_SHARED,
        *(_ACTION.c[name] for name in _OWN_ACTION),
    )
    .select_from(_ELEMENT.join(_ACTION, same_row(_ELEMENT, _ACTION)))
    .where(in_this_plan(_ELEMENT), _ELEMENT.c.kind == Kind.ACTION.value)
    .order_by(_ELEMENT.c.position, _ELEMENT.c.id)
)
MEASURES: Select[Any] = (
    select(
        _MEASURE.c.id, _MEASURE.c.collator_agency_id, *_SHARED, *(_MEASURE.c[name] for name in _OWN_MEASURE)
    )
    .select_from(_ELEMENT.join(_MEASURE, same_row(_ELEMENT, _MEASURE)))
    .where(in_this_plan(_ELEMENT), _ELEMENT.c.kind == Kind.MEASURE.value)
    .order_by(_ELEMENT.c.position, _ELEMENT.c.id)
)


_make_node = maker(Node, _NODE, count(LEAD))
_make_outcome = maker(Outcome, (*_NODE, "horizon"), count(LEAD), horizon=Horizon)
make_action = maker(
    Action, (*_NODE, *_OWN_ACTION), count(LEAD_OF_ACTION), prevention=Prevention, importance=Importance
)
make_measure = maker(
    Measure,
    (*_NODE, *_OWN_MEASURE),
    count(LEAD),
    kind=MeasureKind,
    question=Question,
    level=Level,
    direction=Direction,
    frequency=Frequency,
    state=Collection,
)
_LISTS_OF_ACTION = names("supporting_agencies depends_on indicators clauses groups")
_BENEFICIARIES = terms_by_code(Beneficiary)


class Elements:
    """The rows of one plan's elements, which become values once the rest of the plan is known."""

    def __init__(self, others: list[Cells], actions: list[Cells], measures: list[Cells]) -> None:
        self._others: dict[str, list[Cells]] = {}
        for row in others:
            self._others.setdefault(row[0], []).append(row)
        self._actions = actions
        self._measures = measures
        self.codes: dict[int | None, str] = {None: ""}
        for kind in ("vision", "priority", "aim", "outcome"):
            self.codes.update((row[1], row[2]) for row in self._others.get(kind, ()))
        self.codes.update((row[0], row[3]) for row in actions)
        self.codes.update((row[0], row[2]) for row in measures)

    def nodes(self, kind: Kind) -> tuple[Node, ...]:
        """Return the elements of a kind that has nothing of its own."""
        return tuple(_make_node(row) for row in self._others.get(kind.value, ()))

    def outcomes(self, relations: Relations) -> tuple[Outcome, ...]:
        """Return the outcomes with who would change."""
        groups = relations["groups"]
        beneficiaries = {
            owner: tuple(_BENEFICIARIES[code] for code in codes)
            for owner, codes in relations["beneficiaries"].items()
        }
        return tuple(
            _make_outcome(row, groups=groups.get(row[1], ()), beneficiaries=beneficiaries.get(row[1], ()))
            for row in self._others.get("outcome", ())
        )

    def actions(self, records: Records, histories: Histories, relations: Relations) -> tuple[Action, ...]:
        """Return the actions with all that happened to them and all they rest on."""
        lists = [(name, relations[name]) for name in _LISTS_OF_ACTION]
        return tuple(
            make_action(
                row,
                lead_agency=records.agency_codes[row[1]],
                stage=records.stage_codes[row[2]],
                updates=tuple(histories.updates.get(row[0], ())),
                date_changes=tuple(histories.date_changes.get(row[0], ())),
                milestones=tuple(histories.milestones.get(row[0], ())),
                **{name: values.get(row[0], ()) for name, values in lists},
            )
            for row in self._actions
        )

    def measures(
        self, records: Records, readings: Mapping[int, list[Reading]], relations: Relations
    ) -> tuple[Measure, ...]:
        """Return the measures with their readings."""
        clauses, breakdowns = relations["clauses"], relations["breakdowns"]
        return tuple(
            make_measure(
                row,
                collator_agency=records.agency_codes[row[1]],
                readings=tuple(readings.get(row[0], ())),
                clauses=clauses.get(row[0], ()),
                breakdowns=breakdowns.get(row[0], ()),
            )
            for row in self._measures
        )


def read_elements(session: Session, key: PlanKey) -> Elements:
    """Return the elements of a plan, in three queries."""
    return Elements(*(list(fetch(session, query, key)) for query in (_AIMS_AND_OUTCOMES, ACTIONS, MEASURES)))
