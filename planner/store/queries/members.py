"""Who is what in a partnership: memberships with the posts that each member holds."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from planner.domain.errors import EditConflict, NotFound
from planner.domain.people.people import Member
from planner.domain.people.permissions import Role
from planner.store.queries.plan_rows import table_of, terms_by_code
from planner.store.scope import Scope, person_bound
from planner.store.tables.partnerships import AgencyRow, PartnershipRow
from planner.store.tables.people import MembershipPostRow, MembershipRow, PersonRow

_MEMBERSHIP, _POST, _PERSON = table_of(MembershipRow), table_of(MembershipPostRow), table_of(PersonRow)
_AGENCY, _PARTNERSHIP = table_of(AgencyRow), table_of(PartnershipRow)
_ROLES = terms_by_code(Role)
_THIS = _MEMBERSHIP.c.partnership_id == bindparam("partnership_id")
#: By name, and the posts of each in their own order.
IN_ORDER = (_PERSON.c.name, _MEMBERSHIP.c.id, _POST.c.position)
MEMBERS: Select[Any] = (
    select(
        *_MEMBERSHIP.c,
        _PERSON.c.name,
        _PERSON.c.email,
        _PERSON.c.active,
        _AGENCY.c.code.label("agency"),
        _POST.c.title.label("post"),
    )
    .select_from(
        _MEMBERSHIP.join(_PERSON, _PERSON.c.id == _MEMBERSHIP.c.person_id)
        .outerjoin(
            _AGENCY,
            (_AGENCY.c.partnership_id == _MEMBERSHIP.c.partnership_id)
            & (_AGENCY.c.id == _MEMBERSHIP.c.agency_id),
        )
        .outerjoin(
            _POST,
            (_POST.c.partnership_id == _MEMBERSHIP.c.partnership_id)
            & (_POST.c.membership_id == _MEMBERSHIP.c.id),
        )
    )
    .where(_THIS)
    .order_by(*IN_ORDER)
)


def list_members(session: Session, scope: Scope) -> tuple[Member, ...]:
    """Return everyone who is or was in the partnership, by name, in one query."""
    return _members(session, MEMBERS, {"partnership_id": scope.partnership_id})


def find_member(
    session: Session, scope: Scope, *, number: int | None = None, person_id: int | None = None
) -> Member | None:
    """Return one member by the number of the membership or of the person, nothing for none."""
    query = MEMBERS
    if number is not None:
        query = query.where(_MEMBERSHIP.c.id == number)
    if person_id is not None:
        query = query.where(_MEMBERSHIP.c.person_id == person_id)
    found = _members(session, query, {"partnership_id": scope.partnership_id})
    return found[0] if found else None


def _members(session: Session, query: Select[Any], asked: dict[str, Any]) -> tuple[Member, ...]:
    return members_of_rows(session.connection().execute(query, asked).mappings())


def members_of_rows(found: Iterable[Any]) -> tuple[Member, ...]:
    """Return the members of whom ``MEMBERS`` has found the rows, in the order of those."""
    rows: dict[int, Any] = {}
    posts: defaultdict[int, list[str]] = defaultdict(list)
    for row in found:
        rows[row["id"]] = row
        if row["post"] is not None:
            posts[row["id"]].append(row["post"])
    return tuple(
        Member(
            id=number,
            person_id=row["person_id"],
            name=row["name"],
            email=row["email"],
            role=_ROLES[row["role"]],
            agency=row["agency"] or "",
            posts=tuple(posts[number]),
            began_on=row["began_on"],
            ended_on=row["ended_on"],
            is_active=row["active"],
            version=row["version"],
        )
        for number, row in rows.items()
    )


def add_member(
    session: Session, scope: Scope, person_id: int, *, role: Role, agency: str, began_on: date
) -> int:
    """Make somebody a member in the caller's transaction, and return the membership's number.

    Raises ``NotFound`` for an agency that the partnership does not have.
    """
    number = next_number(session, scope)
    session.connection().execute(
        insert(_MEMBERSHIP).values(
            partnership_id=scope.partnership_id,
            id=number,
            person_id=person_id,
            role=role.value,
            agency_id=agency_number(session, scope, agency),
            began_on=began_on,
            ended_on=None,
            version=1,
        )
    )
    return number


def save_member(session: Session, scope: Scope, member: Member) -> None:
    """Save a membership's role, agency, posts and days over the version that was read.

    Raises ``EditConflict`` where somebody saved first.
    """
    connection = session.connection()
    mine = (_MEMBERSHIP.c.partnership_id == scope.partnership_id, _MEMBERSHIP.c.id == member.id)
    statement = update(_MEMBERSHIP).where(*mine, _MEMBERSHIP.c.version == member.version)
    cells = {
        "role": member.role.value,
        "agency_id": agency_number(session, scope, member.agency),
        "began_on": member.began_on,
        "ended_on": member.ended_on,
        "version": member.version + 1,
    }
    if connection.execute(statement.values(**cells)).rowcount != 1:
        raise EditConflict("Somebody else changed this member at the same moment. Look again, then save.")
    set_posts(session, scope, member.id, member.posts)


def set_posts(session: Session, scope: Scope, number: int, posts: tuple[str, ...]) -> None:
    """Put these posts in the place of those that a member held, in the caller's transaction."""
    key = {"partnership_id": scope.partnership_id, "membership_id": number}
    connection = session.connection()
    connection.execute(
        delete(_POST).where(_POST.c.partnership_id == scope.partnership_id, _POST.c.membership_id == number)
    )
    if posts:
        rows = [{**key, "position": position, "title": title} for position, title in enumerate(posts)]
        connection.execute(insert(_POST), rows)


def memberships_of(session: Session, person_id: int) -> tuple[tuple[str, str, Role], ...]:
    """Return the partnerships that a person belongs to, by name: address, name and role in each."""
    query = (
        select(_PARTNERSHIP.c.slug, _PARTNERSHIP.c.short_name, _MEMBERSHIP.c.role)
        .select_from(_MEMBERSHIP.join(_PARTNERSHIP, _PARTNERSHIP.c.id == _MEMBERSHIP.c.partnership_id))
        .where(_MEMBERSHIP.c.person_id == person_id, _MEMBERSHIP.c.ended_on.is_(None))
        .order_by(_PARTNERSHIP.c.short_name, _PARTNERSHIP.c.slug)
    )
    return tuple((slug, name, _ROLES[role]) for slug, name, role in session.connection().execute(query))


def belongs_elsewhere(session: Session, scope: Scope, person_id: int) -> bool:
    """Return whether a person is a member of any other partnership now."""
    elsewhere = select(_MEMBERSHIP.c.id).where(
        _MEMBERSHIP.c.person_id == person_id,
        _MEMBERSHIP.c.partnership_id != scope.partnership_id,
        _MEMBERSHIP.c.ended_on.is_(None),
    )
    # Where the database keeps partnerships apart, it tells of others only for whom it was told of.
    with person_bound(session, person_id):
        return session.connection().execute(elsewhere.limit(1)).first() is not None


def next_number(session: Session, scope: Scope) -> int:
    """Return a number that no other row of the partnership has, in the caller's transaction."""
    counted = update(_PARTNERSHIP).where(_PARTNERSHIP.c.id == scope.partnership_id)
    counted_on = counted.values(last_id=_PARTNERSHIP.c.last_id + 1).returning(_PARTNERSHIP.c.last_id)
    number: int = session.connection().execute(counted_on).scalar_one()
    return number


def agency_number(session: Session, scope: Scope, code: str) -> int | None:
    """Return the number of an agency by its code, nothing for no code; raises ``NotFound``."""
    if not code:
        return None
    query = select(_AGENCY.c.id).where(
        _AGENCY.c.partnership_id == scope.partnership_id, _AGENCY.c.code == code
    )
    number: int | None = session.connection().execute(query).scalar()
    if number is None:
        raise NotFound(f"The partnership has no agency called {code}.")
    return number


def list_agencies(session: Session, scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return the partnership's agencies, by name: code and name of each."""
    query = (
        select(_AGENCY.c.code, _AGENCY.c.name)
        .where(_AGENCY.c.partnership_id == scope.partnership_id)
        .order_by(_AGENCY.c.name, _AGENCY.c.code)
    )
    return tuple((code, name) for code, name in session.connection().execute(query))
