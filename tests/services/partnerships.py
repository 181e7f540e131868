"""Two partnerships with people in every role, for tests of what may be done to them."""

from dataclasses import replace
from datetime import date, timedelta

from planner.domain.people.actor import Actor
from planner.domain.people.people import Member, Person
from planner.domain.people.permissions import Role
from planner.services.accounts import new_uniquifier, utc_now
from planner.services.sign_ins import start_sign_in, who_is_signed_in
from planner.store.database import Session, database_open, transaction
from planner.store.queries.change_log import Change, read_entries
from planner.store.queries.members import add_member, find_member, list_members, set_posts
from planner.store.queries.people import add_person, find_person
from planner.store.saving import save_plan
from planner.store.scope import scope_of
from tests.builders import make_plan

HERE, ELSEWHERE = "testshire", "elsewhere"
BEGAN = date(2026, 1, 1)


def add_two_partnerships(address: str) -> None:
    """Add testshire and elsewhere to a database, each with one person in every role."""
    with database_open(address):
        with transaction() as session:
            for slug in (HERE, ELSEWHERE):
                partnership = replace(make_plan().partnership, slug=slug, name=slug.capitalize())
                save_plan(session, make_plan(partnership=partnership))
        for slug in (HERE, ELSEWHERE):
            for role in Role:
                agency = "police" if role is Role.AGENCY_LEAD else ""
                join(slug, f"{role.value}@{slug}.example", role.label, role, agency=agency)


def join(
    partnership: str, email: str, name: str, role: Role, *, agency: str = "", posts: tuple[str, ...] = ()
) -> Member:
    """Make somebody a member, with an account if they have none, and return the membership."""
    with transaction() as session:
        scope = scope_of(session, partnership)
        known = find_person(session, email=email)
        if known is None:
            new = Person(email=email, name=name, uniquifier=new_uniquifier(), created_at=utc_now())
            known = replace(new, id=add_person(session, new))
        number = add_member(session, scope, known.id, role=role, agency=agency, began_on=BEGAN)
        set_posts(session, scope, number, posts)
        found = find_member(session, scope, number=number)
    assert found is not None
    return found


def member(session: Session, role: Role, partnership: str = HERE) -> Member:
    """Return the first member of a role as saved, in or out."""
    session.rollback()
    return next(each for each in list_members(session, scope_of(session, partnership)) if each.role is role)


def saved(session: Session, number: int, partnership: str = HERE) -> Member:
    """Return a member by number as saved."""
    session.rollback()
    found = find_member(session, scope_of(session, partnership), number=number)
    assert found is not None
    return found


def acting(who: Member, partnership: str = HERE) -> Actor:
    """Return the actor that a member is."""
    return Actor(
        person_id=who.person_id, name=who.name, partnership=partnership, role=who.role, agency=who.agency
    )


def actor_of(session: Session, role: Role, partnership: str = HERE) -> Actor:
    """Return the actor of a role."""
    return acting(member(session, role, partnership), partnership)


def sign_in(who: Member) -> str:
    """Sign somebody in, and return the secret of it."""
    return start_sign_in(who.person_id, way="password", address="", device="", lasts=timedelta(hours=1))


def is_signed_in(session: Session, token: str) -> bool:
    """Return whether a secret still signs somebody in; the session is the operator's again after."""
    session.rollback()
    found = who_is_signed_in(token, "")
    session.info.clear()
    return found is not None


def last_change(session: Session, partnership: str = HERE) -> Change:
    """Return the newest entry of the partnership's change log."""
    session.rollback()
    return read_entries(session, scope_of(session, partnership))[-1].change


def changes(session: Session, partnership: str = HERE) -> int:
    """Return how many entries the change log has."""
    session.rollback()
    return len(read_entries(session, scope_of(session, partnership)))
