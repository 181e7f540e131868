"""One query for the short lists of a plan, which have one shape: some text, an agency, two dates."""

from functools import partial
from typing import Any

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import DeclarativeBase, Session

from planner.domain.plan import Agency, Claim, Evidence, RecordedReason, Risk, Section, Stage, Version
from planner.domain.vocabulary import (
    ClaimStatus,
    Confidence,
    EvidenceKind,
    Phase,
    Rating,
    SectionState,
    StatutoryPartner,
    Strength,
)
from planner.store.queries.plan_rows import (
    Cells,
    PlanKey,
    Shape,
    fetch,
    in_this_plan,
    named,
    no_number,
    table_of,
)
from planner.store.tables.partnerships import AgencyRow
from planner.store.tables.plans import (
    RecordedReasonRow,
    SectionRow,
    StageRow,
    StrategyAgencyRow,
    StrategyVersionRow,
)
from planner.store.tables.recommendations import ClaimRow
from planner.store.tables.reviews import EvidenceRow, RiskRow

LEAD = 4  # The part, the position, the number and the agency stand before the texts.

_shape = partial(Shape, lead=LEAD, text_count=6, date_count=2)

AGENCY = _shape(Agency, "code name statutory_partner", statutory_partner=StatutoryPartner)
STAGE = _shape(Stage, "code title", "starts_on ends_on")
VERSION = _shape(Version, "label phase agreed_by note", "dated_on", phase=Phase)
SECTION = _shape(Section, "code state text", state=SectionState)
REASON = _shape(RecordedReason, "subject reason by_role", "recorded_on")
CLAIM = _shape(
    Claim, "clause status by_role reason forum confidence", "on", status=ClaimStatus, confidence=Confidence
)
RISK = _shape(
    Risk, "code text likelihood impact response owner_role", "reviewed_on", likelihood=Rating, impact=Rating
)
EVIDENCE = _shape(
    Evidence, "code kind title shows strength link", "on reading_on", kind=EvidenceKind, strength=Strength
)


def _part(name: str, rows: type[DeclarativeBase], shape: Shape, agency: str = "") -> Select[Any]:
    table = table_of(rows)
    owner = table.c[agency] if agency else no_number()
    return select(
        named(name),
        table.c.position,
        table.c.id,
        owner.label("agency_id"),
        *shape.columns(table),
    ).where(in_this_plan(table))


def _agencies() -> Select[Any]:
    listed, agency = table_of(StrategyAgencyRow), table_of(AgencyRow)
    same = (agency.c.partnership_id == listed.c.partnership_id) & (agency.c.id == listed.c.agency_id)
    return (
        select(
            named("agency"),
            listed.c.position,
            agency.c.id,
            agency.c.id.label("agency_id"),
            *AGENCY.columns(agency),
        )
        .select_from(listed.join(agency, same))
        .where(in_this_plan(listed))
    )


_QUERY = union_all(
    _agencies(),
    _part("stage", StageRow, STAGE),
    _part("version", StrategyVersionRow, VERSION),
    _part("section", SectionRow, SECTION),
    _part("reason", RecordedReasonRow, REASON),
    _part("claim", ClaimRow, CLAIM, "owner_agency_id"),
    _part("risk", RiskRow, RISK, "owner_agency_id"),
    _part("evidence", EvidenceRow, EVIDENCE),
).order_by("part", "position", "id")


class Records:
    """The short lists of one plan, as rows that still need what other queries found."""

    def __init__(self, rows: list[Cells]) -> None:
        self._rows: dict[str, list[Cells]] = {}
        for row in rows:
            self._rows.setdefault(row[0], []).append(row)
        self.agency_codes: dict[int | None, str] = {None: "", **self._codes("agency")}
        self.stage_codes: dict[int | None, str] = {None: "", **self._codes("stage")}

    def make(self, part: str, shape: Shape) -> tuple[Any, ...]:
        """Return the values of a list that needs nothing more."""
        return tuple(shape.make(row) for row in self._rows.get(part, ()))

    def claims(self) -> tuple[Claim, ...]:
        """Return what was claimed, with the agency that owns each claim."""
        return tuple(
            CLAIM.make(row, owner_agency=self.agency_codes[row[3]]) for row in self._rows.get("claim", ())
        )

    def risks(self, about: dict[int, tuple[str, ...]]) -> tuple[Risk, ...]:
        """Return the risks with what each could stop."""
        return tuple(
            RISK.make(row, owner_agency=self.agency_codes[row[3]], about=about.get(row[2], ()))
            for row in self._rows.get("risk", ())
        )

    def evidence(self, about: dict[int, tuple[str, ...]]) -> tuple[Evidence, ...]:
        """Return the evidence with what each item is about."""
        return tuple(
            EVIDENCE.make(row, about=about.get(row[2], ())) for row in self._rows.get("evidence", ())
        )

    def _codes(self, part: str) -> dict[int | None, str]:
        return {row[2]: row[LEAD] for row in self._rows.get(part, ())}


def read_records(session: Session, key: PlanKey) -> Records:
    """Return the short lists of a plan, in one query."""
    return Records(list(fetch(session, _QUERY, key)))
