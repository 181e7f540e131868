"""Whole partnerships, with rows in every table that can hold one of theirs."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Table
from sqlalchemy.orm import Session

from planner.domain.people.people import Invitation, Person
from planner.domain.people.permissions import Role
from planner.domain.plan import Plan
from planner.domain.records import DateRequest, ScrutinyJudgement
from planner.domain.vocabulary import Assurance, Confidence
from planner.store.database import transaction
from planner.store.queries.change_log import Change, append_entry
from planner.store.queries.date_requests import add_request
from planner.store.queries.invitations import add_invitation
from planner.store.queries.judgements import append_judgement
from planner.store.queries.members import add_member, set_posts
from planner.store.queries.people import add_person, find_person
from planner.store.queries.plans import find_plan
from planner.store.queries.reviews import StoredSnapshot, save_snapshot
from planner.store.saving import save_plan
from planner.store.scope import Scope, scope_of
from planner.store.snapshot_kinds import SnapshotKind
from planner.store.tables.every_table import metadata
from tests.store.plans import make_full_plan

DAY = date(2026, 9, 30)
MOMENT = datetime(2026, 9, 30, 12, 0, tzinfo=UTC).replace(tzinfo=None)

JUDGEMENT = ScrutinyJudgement(
    about="1.1a",
    assurance=Assurance.PARTIAL,
    confidence=Confidence.HIGH,
    text="Half way",
    on=DAY,
    by_role="Independent scrutineer",
)
DATE_REQUEST = DateRequest(
    action="1.1a", end_on=date(2027, 6, 30), reason="It takes longer", asked_on=DAY, asked_by="Chair"
)


def tables_of_partnerships() -> list[Table]:
    """Return every table of the program's own that has rows of partnerships, those first that others need."""
    return [table for table in metadata.sorted_tables if "partnership_id" in table.columns]


def add_partnership(session: Session, slug: str, *people: str) -> Scope:
    """Save a partnership with everything that one can have, and these people as members of it.

    People are named by their e-mail addresses; those who are not there yet are added.
    """
    plan = make_full_plan()
    renamed = replace(plan.partnership, slug=slug, name=slug.title(), short_name=slug.title())
    return add_plan_with_everything(session, replace(plan, partnership=renamed), *people)


def add_plan_with_everything(session: Session, plan: Plan, *people: str) -> Scope:
    """Save a plan, and all that its partnership can have beside it, with these people as members."""
    slug = plan.partnership.slug
    with transaction(session):
        save_plan(session, plan)
        scope = scope_of(session, slug)
        frozen = StoredSnapshot(SnapshotKind.REVIEW, "Review", DAY, 1, f'{{"of": "{slug}"}}')
        save_snapshot(session, scope, plan.slug, frozen)
        change = Change(at=MOMENT.replace(tzinfo=UTC), actor="somebody", action="load_plan", reason=slug)
        append_entry(session, scope, change)
        append_judgement(session, scope, plan.slug, JUDGEMENT)
        add_request(session, find_plan(session, scope, plan.slug).key, DATE_REQUEST)
        for email in people:
            member = add_member(
                session, scope, person(session, email), role=Role.AGENCY_LEAD, agency="police", began_on=DAY
            )
            set_posts(session, scope, member, ("Chair", "Head of safeguarding"))
        invitation = Invitation(
            id=0,
            email="new@example.org",
            name="New",
            role=Role.VIEWER,
            agency="council",
            post="",
            invited_by="Administrator",
            made_at=MOMENT,
            expires_at=MOMENT,
        )
        add_invitation(session, scope, f"hash of {slug}", invitation)
    return scope


def person(session: Session, email: str) -> int:
    """Return the number of the person of this address, added now if there is none."""
    found = find_person(session, email=email)
    if found is not None:
        return found.id
    return add_person(session, Person(email=email, name=email, uniquifier=email, created_at=MOMENT))
