"""Sign-ins: one row for each signed-in browser, and the one question that every page asks first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from planner.domain.people.actor import Actor
from planner.domain.people.people import Person, SignIn
from planner.domain.people.permissions import Role
from planner.store.queries.people import person_of
from planner.store.queries.plan_rows import table_of, terms_by_code
from planner.store.scope import Scope, bind_person, has_row_security
from planner.store.tables.partnerships import AgencyRow, PartnershipRow
from planner.store.tables.people import MembershipRow, PersonRow, SignInRow

_SIGN_IN, _PERSON, _MEMBERSHIP = table_of(SignInRow), table_of(PersonRow), table_of(MembershipRow)
_PARTNERSHIP, _AGENCY = table_of(PartnershipRow), table_of(AgencyRow)
_ROLES = terms_by_code(Role)

_LIVE = (_SIGN_IN.c.ended_at.is_(None), _SIGN_IN.c.expires_at > bindparam("now"), _PERSON.c.active)
_HERE = (
    (_MEMBERSHIP.c.person_id == _PERSON.c.id)
    & _MEMBERSHIP.c.ended_on.is_(None)
    & (_MEMBERSHIP.c.partnership_id == _PARTNERSHIP.c.id)
)
#: Who is signed in, and what they are in the partnership of the address, all in one question.
_WHO: Select[Any] = (
    select(
        *_PERSON.c,
        _SIGN_IN.c.id.label("sign_in_id"),
        _SIGN_IN.c.expires_at.label("sign_in_expires_at"),
        _PARTNERSHIP.c.id.label("partnership_id"),
        _PARTNERSHIP.c.slug.label("partnership_slug"),
        _PARTNERSHIP.c.short_name.label("partnership_name"),
        _MEMBERSHIP.c.role.label("role"),
        _AGENCY.c.code.label("agency"),
    )
    .select_from(
        _SIGN_IN.join(_PERSON, _PERSON.c.id == _SIGN_IN.c.person_id)
        .outerjoin(_PARTNERSHIP, _PARTNERSHIP.c.slug == bindparam("partnership"))
        .outerjoin(_MEMBERSHIP, _HERE)
        .outerjoin(
            _AGENCY,
            (_AGENCY.c.partnership_id == _MEMBERSHIP.c.partnership_id)
            & (_AGENCY.c.id == _MEMBERSHIP.c.agency_id),
        )
    )
    .where(_SIGN_IN.c.token_hash == bindparam("token_hash"), *_LIVE)
)
_WHOSE: Select[Any] = (
    select(_PERSON.c.id)
    .join(_SIGN_IN, _SIGN_IN.c.person_id == _PERSON.c.id)
    .where(_SIGN_IN.c.token_hash == bindparam("token_hash"), *_LIVE)
)
_OF_PERSON: Select[Any] = (
    select(_SIGN_IN)
    .join(_PERSON, _PERSON.c.id == _SIGN_IN.c.person_id)
    .where(_SIGN_IN.c.person_id == bindparam("person_id"), *_LIVE)
    .order_by(_SIGN_IN.c.started_at.desc(), _SIGN_IN.c.id.desc())
)


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who is signed in: the person, in which sign-in, and who they are in the partnership asked about.

    ``actor`` and ``scope`` are nothing where the person is no member of it, or it does not exist.
    """

    person: Person
    sign_in: int
    expires_at: datetime
    actor: Actor | None
    scope: Scope | None


def who_is_signed_in(session: Session, token_hash: str, partnership: str, now: datetime) -> SignedIn | None:
    """Return who holds a live sign-in at a moment (UTC), in one query; nothing for one that has ended.

    Where the database itself keeps partnerships apart, it is first told whose sign-in it is.
    """
    asked = {"token_hash": token_hash, "partnership": partnership, "now": now}
    if has_row_security(session):
        # There the database shows memberships only to whom they belong.
        bind_person(session, session.connection().execute(_WHOSE, asked).scalar())
    row = session.connection().execute(_WHO, asked).mappings().first()
    if row is None:
        return None
    person = person_of(row)
    actor = scope = None
    if row["role"] is not None:
        scope = Scope(row["partnership_id"], row["partnership_slug"])
        actor = Actor(
            person_id=person.id,
            name=person.name,
            partnership=scope.slug,
            role=_ROLES[row["role"]],
            agency=row["agency"] or "",
        )
    return SignedIn(
        person=person,
        sign_in=row["sign_in_id"],
        expires_at=row["sign_in_expires_at"],
        actor=actor,
        scope=scope,
    )


def add_sign_in(session: Session, person_id: int, token_hash: str, sign_in: SignIn) -> None:
    """Add a sign-in in the caller's transaction; the number of the value given is not used."""
    cells = {
        name: getattr(sign_in, name) for name in ("way", "address", "device", "started_at", "expires_at")
    }
    session.connection().execute(
        insert(_SIGN_IN).values(person_id=person_id, token_hash=token_hash, ended_because="", **cells)
    )


def delete_sign_ins(session: Session, before: datetime) -> None:
    """Delete everybody's sign-ins that would have ended by themselves before a moment (UTC)."""
    session.connection().execute(delete(_SIGN_IN).where(_SIGN_IN.c.expires_at < before))


def list_sign_ins(session: Session, person_id: int, now: datetime) -> tuple[SignIn, ...]:
    """Return a person's live sign-ins at a moment (UTC), the newest first."""
    rows = session.connection().execute(_OF_PERSON, {"person_id": person_id, "now": now}).mappings()
    names = ("id", "way", "address", "device", "started_at", "expires_at")
    return tuple(SignIn(**{name: row[name] for name in names}) for row in rows)


def end_sign_ins(
    session: Session,
    person_id: int,
    because: str,
    now: datetime,
    *,
    only: int | None = None,
    but: int | None = None,
) -> int:
    """End a person's sign-ins, ``only`` one of them or all ``but`` one; return how many were ended."""
    statement = update(_SIGN_IN).where(_SIGN_IN.c.person_id == person_id, _SIGN_IN.c.ended_at.is_(None))
    if only is not None:
        statement = statement.where(_SIGN_IN.c.id == only)
    if but is not None:
        statement = statement.where(_SIGN_IN.c.id != but)
    ended: int = session.connection().execute(statement.values(ended_at=now, ended_because=because)).rowcount
    return ended
