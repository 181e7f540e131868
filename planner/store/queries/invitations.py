"""Invitations into a partnership; only the hash of what their link holds is kept."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, insert, select, update
from sqlalchemy.orm import Session

from planner.domain.people.people import Invitation
from planner.domain.people.permissions import Role
from planner.store.queries.members import agency_number, next_number
from planner.store.queries.plan_rows import table_of, terms_by_code
from planner.store.scope import Scope
from planner.store.tables.partnerships import AgencyRow
from planner.store.tables.people import InvitationRow

_INVITATION, _AGENCY = table_of(InvitationRow), table_of(AgencyRow)
_ROLES = terms_by_code(Role)
_FIELDS = (
    "id", "email", "name", "post", "invited_by", "made_at", "expires_at", "used_at", "withdrawn_at",
    "inviter_id",
)  # fmt: skip
_INVITATIONS: Select[Any] = (
    select(_INVITATION, _AGENCY.c.code.label("agency"))
    .select_from(
        _INVITATION.outerjoin(
            _AGENCY,
            (_AGENCY.c.partnership_id == _INVITATION.c.partnership_id)
            & (_AGENCY.c.id == _INVITATION.c.agency_id),
        )
    )
    .where(_INVITATION.c.partnership_id == bindparam("partnership_id"))
    .order_by(_INVITATION.c.id.desc())
)


def add_invitation(session: Session, scope: Scope, token_hash: str, invitation: Invitation) -> int:
    """Add an invitation in the caller's transaction, and return its number."""
    number = next_number(session, scope)
    cells = {name: getattr(invitation, name) for name in _FIELDS if name != "id"}
    session.connection().execute(
        insert(_INVITATION).values(
            partnership_id=scope.partnership_id,
            id=number,
            token_hash=token_hash,
            role=invitation.role.value,
            agency_id=agency_number(session, scope, invitation.agency),
            **cells,
        )
    )
    return number


def list_invitations(session: Session, scope: Scope) -> tuple[Invitation, ...]:
    """Return every invitation of the partnership, the newest first."""
    rows = session.connection().execute(_INVITATIONS, {"partnership_id": scope.partnership_id})
    return tuple(_invitation(row) for row in rows.mappings())


def find_invitation(
    session: Session, scope: Scope, *, number: int | None = None, token_hash: str | None = None
) -> Invitation | None:
    """Return the partnership's invitation of a number, or whose link holds this; nothing for none."""
    asked = {_INVITATION.c.id: number, _INVITATION.c.token_hash: token_hash}
    conditions = [column == value for column, value in asked.items() if value is not None]
    if not conditions:
        return None
    query = _INVITATIONS.where(*conditions)
    row = session.connection().execute(query, {"partnership_id": scope.partnership_id}).mappings().first()
    return None if row is None else _invitation(row)


def use_invitation(session: Session, scope: Scope, number: int, now: datetime) -> bool:
    """Use an invitation up in the caller's transaction; return whether it was still open."""
    return _close(session, scope, number, {"used_at": now}, _INVITATION.c.expires_at > now)


def withdraw_invitation(session: Session, scope: Scope, number: int, now: datetime) -> bool:
    """Withdraw an invitation, expired or not, in the caller's transaction; return whether it still waited."""
    return _close(session, scope, number, {"withdrawn_at": now})


def _close(
    session: Session,
    scope: Scope,
    number: int,
    cells: dict[str, datetime],
    *conditions: ColumnElement[bool],
) -> bool:
    statement = update(_INVITATION).where(
        _INVITATION.c.partnership_id == scope.partnership_id,
        _INVITATION.c.id == number,
        _INVITATION.c.used_at.is_(None),
        _INVITATION.c.withdrawn_at.is_(None),
        *conditions,
    )
    closed: int = session.connection().execute(statement.values(**cells)).rowcount
    return closed == 1


def _invitation(row: Any) -> Invitation:
    cells = {name: row[name] for name in _FIELDS}
    return Invitation(role=_ROLES[row["role"]], agency=row["agency"] or "", **cells)
