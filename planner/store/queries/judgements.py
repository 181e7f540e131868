"""Judgements of scrutiny: added one at a time, read together, never changed."""

from itertools import count

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from planner.domain.records import ScrutinyJudgement
from planner.domain.vocabulary import Assurance, Confidence
from planner.store.queries.plan_rows import maker, names, of_named_plan, table_of
from planner.store.queries.plans import find_plan
from planner.store.revisions import raise_revision
from planner.store.scope import Scope
from planner.store.tables.reviews import JudgementRow

_JUDGEMENT = table_of(JudgementRow)
_FIELDS = names("about assurance confidence text on by_role")
_JUDGEMENTS = of_named_plan(select(*(_JUDGEMENT.c[name] for name in _FIELDS)), _JUDGEMENT).order_by(
    _JUDGEMENT.c.on.desc(), _JUDGEMENT.c.id.desc()
)
_make = maker(ScrutinyJudgement, _FIELDS, count(), assurance=Assurance, confidence=Confidence)


def append_judgement(session: Session, scope: Scope, plan_slug: str, judgement: ScrutinyJudgement) -> None:
    """Add a judgement, in the caller's transaction. Raises NotFound when there is no such plan."""
    key = find_plan(session, scope, plan_slug).key
    _revision, number = raise_revision(session, key, new_rows=1, same_words=True)
    cells = {name: getattr(judgement, name) for name in _FIELDS}
    terms = {"assurance": judgement.assurance.value, "confidence": judgement.confidence.value}
    session.connection().execute(insert(_JUDGEMENT).values(**key.parameters, id=number, **{**cells, **terms}))


def read_judgements(session: Session, scope: Scope, plan_slug: str) -> tuple[ScrutinyJudgement, ...]:
    """Return the judgements about a plan and what is in it, the latest first, in one query."""
    asked = {"partnership_id": scope.partnership_id, "plan_slug": plan_slug}
    return tuple(_make(row) for row in session.connection().execute(_JUDGEMENTS, asked))
