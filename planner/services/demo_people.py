"""The demonstration's people: in each partnership one for every role, called by their post.

They have no password. Whoever starts the demonstration is given a link for each, which works once, on
this computer, for as long as that demonstration runs. Nobody else can sign in as one of them.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from planner.domain.people.people import Person
from planner.domain.people.permissions import Role
from planner.services.accounts import new_uniquifier, utc_now
from planner.services.sign_ins import end_other_sign_ins, start_sign_in
from planner.store.database import Session, current_session, transaction
from planner.store.queries.members import add_member, find_member, list_members, set_posts
from planner.store.queries.people import add_person, find_person
from planner.store.queries.plans import list_every_partnership
from planner.store.scope import Scope, scope_of

DEMO_PARTNERSHIPS = ("northvale", "southmere")
#: The agency for which each role speaks in the demonstration, and the post that the person holds there.
_PLACES: Mapping[str, Mapping[Role, tuple[str, str]]] = {
    "northvale": {
        Role.BUSINESS_MANAGER: ("unit", "Partnership business manager"),
        Role.STEERING_GROUP: ("icb", "Head of children’s commissioning, health"),
        Role.AGENCY_LEAD: ("police", "Detective superintendent, public protection"),
    },
    "southmere": {
        Role.BUSINESS_MANAGER: ("unit", "Partnership business manager"),
        Role.STEERING_GROUP: ("health", "Named nurse for safeguarding"),
        Role.AGENCY_LEAD: ("police", "Detective superintendent, public protection"),
    },
}
_READER = "{}@every-plan.example"
#: A demonstration may be left running for days.
DEMO_LASTS = timedelta(days=30)


def add_demo_people(today: date) -> None:
    """Add the people of the demonstration's partnerships, each of them once."""
    with transaction() as session:
        # Somebody may have renamed one of them in a demonstration that is kept.
        there = {each.slug for each in list_every_partnership(session)}
        for slug in (each for each in DEMO_PARTNERSHIPS if each in there):
            scope = scope_of(session, slug)
            for role in Role:
                agency, post = _PLACES[slug].get(role, ("", ""))
                address = f"{role.value.replace('_', '.')}@{slug}.example"
                person = _person(session, address, role.label)
                _join(session, scope, person.id, role, agency=agency, post=post, today=today)


def sign_in_demo_people() -> dict[str, dict[Role, str]]:
    """Sign in every person of the demonstration, and return the secret of each sign-in.

    By partnership and role. Sign-ins of an earlier start of the demonstration end.
    """
    secrets: dict[str, dict[Role, str]] = {}
    session = current_session()
    there = {each.slug for each in list_every_partnership(session)}
    for slug in (each for each in DEMO_PARTNERSHIPS if each in there):
        secrets[slug] = {}
        for member in list_members(session, scope_of(session, slug)):
            person = find_person(session, number=member.person_id)
            if person is None or not person.is_demo or not person.email.endswith(f"@{slug}.example"):
                continue
            end_other_sign_ins(person.id, None, "demonstration started again")
            secrets[slug][member.role] = start_sign_in(
                person.id, way="demonstration", address="", device="", lasts=DEMO_LASTS
            )
    return secrets


def reader_of_everything(today: date, role: Role = Role.BUSINESS_MANAGER) -> tuple[Person, str]:
    """Return a person who has a role in every partnership, and the secret of a sign-in.

    For databases that are made to be measured or photographed, and thrown away.
    """
    with transaction() as session:
        person = _person(session, _READER.format(role.value), role.label)
        for partnership in list_every_partnership(session):
            scope = scope_of(session, partnership.slug)
            _join(session, scope, person.id, role, agency="", post="", today=today)
    token = start_sign_in(person.id, way="demonstration", address="", device="", lasts=DEMO_LASTS)
    return person, token


def _person(session: Session, email: str, name: str) -> Person:
    """Return the person of an address, added now if there is none."""
    found = find_person(session, email=email)
    if found is None:
        new = Person(email=email, name=name, uniquifier=new_uniquifier(), is_demo=True, created_at=utc_now())
        found = find_person(session, number=add_person(session, new))
    assert found is not None, "it was added a moment ago"  # noqa: S101  # For the type alone.
    return found


def _join(
    session: Session, scope: Scope, person_id: int, role: Role, *, agency: str, post: str, today: date
) -> None:
    """Make somebody a member with a post, unless they are one already."""
    if find_member(session, scope, person_id=person_id) is None:
        number = add_member(session, scope, person_id, role=role, agency=agency, began_on=today)
        set_posts(session, scope, number, (post,) if post else ())
