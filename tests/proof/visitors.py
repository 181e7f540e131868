"""Everybody who may knock at the doors of two partnerships, and how each is known to the product.

Northvale has somebody of every role, as the demonstration has, a second agency lead, and somebody who
was its business manager once. One of its viewers is business manager of Southmere. A stranger has an
account and belongs to no partnership; nobody has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from planner.domain.people.actor import Actor
from planner.domain.people.people import Person
from planner.domain.people.permissions import Role
from planner.services.accounts import new_uniquifier, utc_now
from planner.store.database import Session, database_open, transaction
from planner.store.queries.members import add_member, find_member, save_member
from planner.store.queries.people import add_person, find_person
from planner.store.scope import Scope, scope_of

HERE, THERE = "northvale", "southmere"
NOBODY, STRANGER, FORMER, DIVIDED, OTHER_LEAD = (
    "nobody",
    "stranger",
    "former manager",
    "viewer here, manager there",
    "lead of another agency",
)
#: The two partnerships in the order in which the demonstration adds them.
OURS, THEIRS = Scope(1, HERE), Scope(2, THERE)
PASSWORD = "a password of everybody in the world"  # noqa: S105
LEAD_OF, OTHER_LEAD_OF = "police", "childrens"


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody, with their role by partnership, and the agency that they speak for there."""

    name: str
    email: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    agency: str = ""


def _of_demonstration(partnership: str, role: Role, name: str) -> Visitor:
    email = f"{role.value.replace('_', '.')}@{partnership}.example"
    agency = LEAD_OF if role is Role.AGENCY_LEAD else ""
    return Visitor(name=name, email=email, roles={partnership: role}, agency=agency)


#: One person for each role of Northvale, as the demonstration has them.
OF_EACH_ROLE = tuple(_of_demonstration(HERE, role, role.value) for role in Role)
_MORE = (
    Visitor(
        name=OTHER_LEAD,
        email="second.lead@northvale.example",
        roles={HERE: Role.AGENCY_LEAD},
        agency=OTHER_LEAD_OF,
    ),
    Visitor(
        name=DIVIDED,
        email="divided@elsewhere.example",
        roles={HERE: Role.VIEWER, THERE: Role.BUSINESS_MANAGER},
    ),
    Visitor(name=FORMER, email="former@northvale.example"),
    Visitor(name=STRANGER, email="stranger@elsewhere.example"),
)
_THEIRS = tuple(_of_demonstration(THERE, role, f"{THERE} {role.value}") for role in Role)
VISITORS: Mapping[str, Visitor] = {
    each.name: each for each in (*OF_EACH_ROLE, *_MORE, *_THEIRS, Visitor(name=NOBODY))
}


#: Forms of one's own account know nothing of roles: a member sends them, a stranger, and nobody.
OF_ACCOUNTS = ("business_manager", STRANGER, NOBODY)
#: Members of each partnership whom others look after: a second administrator, and a disabled account.
SECOND_ADMINISTRATOR, DISABLED = "second.administrator@{0}.example", "disabled@{0}.example"


def add_visitors(address: str, today: date) -> None:
    """Add those whom the demonstration does not have to its database."""
    with database_open(address), transaction() as session:
        for partnership in (HERE, THERE):
            scope = scope_of(session, partnership)
            for email, role in ((SECOND_ADMINISTRATOR, Role.ADMINISTRATOR), (DISABLED, Role.VIEWER)):
                other = Visitor(name=role.label, email=email.format(partnership))
                number = _add(session, other, is_active=email != DISABLED)
                add_member(session, scope, number, role=role, agency="", began_on=today)
        for visitor in _MORE:
            number = _add(session, visitor)
            roles = visitor.roles or ({HERE: Role.BUSINESS_MANAGER} if visitor.name == FORMER else {})
            for partnership, role in roles.items():
                scope = scope_of(session, partnership)
                add_member(session, scope, number, role=role, agency=visitor.agency, began_on=today)
            if visitor.name == FORMER:
                _end(session, number, today)


def find_visitor(session: Session, visitor: Visitor) -> Person:
    """Return the account of a visitor who has one."""
    person = find_person(session, email=visitor.email)
    assert person is not None, visitor.name
    return person


def actor_of(session: Session, visitor: Visitor, partnership: str) -> Actor:
    """Return a visitor as whoever acts in a partnership in which they are something."""
    person = find_visitor(session, visitor)
    member = find_member(session, scope_of(session, partnership), person_id=person.id)
    assert member is not None, visitor.name
    return Actor(
        person_id=person.id,
        name=visitor.name,
        partnership=partnership,
        role=visitor.roles[partnership],
        # The demonstration gives some an agency for whom it does not matter what they may do.
        agency=member.agency,
    )


def _add(session: Session, visitor: Visitor, *, is_active: bool = True) -> int:
    return add_person(
        session,
        Person(
            email=visitor.email,
            name=visitor.name.capitalize(),
            uniquifier=new_uniquifier(),
            created_at=utc_now(),
            active=is_active,
        ),
    )


def _end(session: Session, number: int, today: date) -> None:
    scope = scope_of(session, HERE)
    member = find_member(session, scope, person_id=number)
    assert member is not None
    save_member(session, scope, replace(member, ended_on=today))
