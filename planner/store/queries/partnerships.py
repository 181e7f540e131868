"""One partnership: what it calls itself."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.plan import Partnership
from planner.domain.vocabulary import Nation
from planner.store.queries.plan_rows import table_of, terms_by_code
from planner.store.scope import Scope
from planner.store.tables.partnerships import PartnershipRow

_PARTNERSHIP = table_of(PartnershipRow)
_NATIONS = terms_by_code(Nation)


def find_partnership(session: Session, scope: Scope) -> Partnership:
    """Return the partnership that the scope is of."""
    columns = (_PARTNERSHIP.c.name, _PARTNERSHIP.c.short_name, _PARTNERSHIP.c.nation)
    query = select(*columns).where(_PARTNERSHIP.c.id == scope.partnership_id)
    name, short_name, nation = session.connection().execute(query).one()
    return Partnership(slug=scope.slug, name=name, short_name=short_name, nation=_NATIONS[nation])
