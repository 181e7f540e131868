"""The demonstration in a database, with a secret word in every text of Southmere and none in Northvale's."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    String,
    Table,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from planner.config import Settings
from planner.domain.people.guessing import REMEMBERED
from planner.domain.people.people import Person, SignIn
from planner.services.demo import add_demo_plans
from planner.store.append_only import append_only_suspended
from planner.store.cache import current_plan
from planner.store.database import database_open, transaction
from planner.store.partnership_rows import name_of, of_partnership, tables_of_partnerships
from planner.store.queries.failed_proofs import count_failure, hash_of_subject
from planner.store.queries.people import add_passkey, find_person, save_person
from planner.store.queries.plan_rows import table_of
from planner.store.queries.sign_ins import add_sign_in
from planner.store.saving import save_plan
from planner.store.scope import Scope, scope_of
from planner.store.tables.every_table import metadata
from planner.store.tables.people import IdentityRow, InvitationRow, MembershipRow, PersonRow
from tests.builders import make_action
from tests.store.partnerships import MOMENT, add_plan_with_everything, person
from tests.store.plans import make_full_plan

TODAY = date(2026, 11, 21)
#: One word of small letters, so that it stays one word in the index of words too.
CANARY = "zxcanarybird"
#: What must leave the database with nobody.
SECRET = "zxsecretthing"  # noqa: S105  # It is none.
SOUTH_ONLY, BOTH = f"only.{CANARY}@southmere.example", "both@everywhere.example"


@dataclass(frozen=True)
class Prepared:
    """A database with the demonstration and more, its exports folder, and what its partnerships are."""

    settings: Settings
    north: Scope
    south: Scope


def fill(address: str) -> None:
    """Put the demonstration and more into a database: every table has rows of both partnerships."""
    add_demo_plans(address, TODAY, keep=False)
    with database_open(address) as session:
        for slug in ("northvale", "southmere"):
            partnership = current_plan(session, scope_of(session, slug)).partnership
            plan = replace(make_full_plan(), slug="2031-34", partnership=partnership)
            only = SOUTH_ONLY if slug == "southmere" else "only@northvale.example"
            add_plan_with_everything(session, plan, BOTH, only)
            _add_proofs(session, only)
        _add_proofs(session, BOTH)
        _change_its_mind(session)
    with database_open(address, as_owner=True) as owner:
        _name_inviters(owner)
        _plant(owner, scope_of(owner, "southmere"))


def prepared_in(address: str, folder: Path) -> Prepared:
    """Return what a test needs of a database that is filled, with an exports folder of its own."""
    exports = folder / "exports"
    _add_files(exports)
    with database_open(address) as session:
        north, south = (scope_of(session, slug) for slug in ("northvale", "southmere"))
    settings = Settings(
        database_url=address,
        secret_key="for tests only",  # noqa: S106
        today=TODAY,
        exports=exports,
    )
    return Prepared(settings, north, south)


def _add_proofs(session: Session, email: str) -> None:
    """Give a person a sign-in, a passkey, another organisation's name, secrets, and a failed password."""
    with transaction(session):
        number = person(session, email)
        found = find_person(session, number=number)
        assert found is not None
        save_person(session, replace(found, password=f"{SECRET} password", totp_secret=f"{SECRET} totp"))
        begun = SignIn(
            id=0,
            way="password",
            address="",
            device=f"Device of {email}",
            started_at=MOMENT,
            expires_at=MOMENT + timedelta(days=1),
        )
        add_sign_in(session, number, f"{SECRET} of {email}", begun)
        cells = {
            "credential": email.encode(),
            "public_key": b"key",
            "sign_count": 0,
            "transports": [],
            "extensions": None,
            "usage": "first",
            "backed_up": False,
            "device_type": "",
            "name": f"Key of {email}",
            "created_at": MOMENT,
            "used_at": MOMENT,
        }
        add_passkey(session, number, cells)
        session.execute(
            insert(table_of(IdentityRow)).values(
                person_id=number, issuer="elsewhere", subject=email, linked_at=MOMENT
            )
        )
        subject = hash_of_subject("account", email)
        count_failure(session, subject, MOMENT, fades_within=REMEMBERED, most=9, wait_until=MOMENT)


def _name_inviters(owner: Session) -> None:
    """Let each invitation be one of a member's, which may not hold the membership back."""
    invitation, membership = table_of(InvitationRow), table_of(MembershipRow)
    inviter = select(func.min(membership.c.id)).where(
        membership.c.partnership_id == invitation.c.partnership_id
    )
    with transaction(owner):
        owner.execute(update(invitation).values(inviter_id=inviter.scalar_subquery()))


def _change_its_mind(session: Session) -> None:
    """Save a plan of Southmere with the word and again without: what was replaced must go as well."""
    partnership = current_plan(session, scope_of(session, "southmere")).partnership
    plan = replace(make_full_plan(), slug="2031-34", partnership=partnership)
    written = replace(plan, actions=(*plan.actions, make_action("9.9z", title=f"Written as {CANARY}")))
    for each in (written, plan, written):
        with transaction(session):
            save_plan(session, each)


def _plant(owner: Session, south: Scope) -> None:
    """Write the word into every text of Southmere that no rule binds, by raw SQL."""
    with transaction(owner), append_only_suspended(owner.connection()):
        for table in tables_of_partnerships():
            if isinstance(table, Table):
                for name in free_texts(table):
                    cell = table.c[name].concat(f" {CANARY}")
                    owner.execute(update(table).where(of_partnership(table, south)).values({name: cell}))
        people = table_of(PersonRow)
        owner.execute(update(people).where(people.c.email == SOUTH_ONLY).values(name=CANARY))


def free_texts(table: Table) -> list[str]:
    """Return the columns of a table that may hold any text."""
    bound = {column.name for column in table.primary_key.columns}
    for constraint in table.constraints:
        if isinstance(constraint, CheckConstraint):
            bound |= {column.name for column in table.columns if column.name in str(constraint.sqltext)}
        elif isinstance(constraint, ForeignKeyConstraint) or constraint is not table.primary_key:
            bound |= {column.name for column in getattr(constraint, "columns", ())}
    return [
        column.name
        for column in table.columns
        if isinstance(column.type, String) and column.name not in bound
    ]


def _add_files(exports: Path) -> None:
    """Lay files of both partnerships into the exports folder: of commands, of pages, and half-built ones."""
    for slug in ("northvale", "southmere", "southmere-east"):
        word = CANARY if slug == "southmere" else "pack"
        built = exports / slug / "2025-28" / "2026-20261121-120000-aa"
        built.mkdir(parents=True)
        for path in (
            exports / f"{slug}-annual-review-2026.html",
            exports / f"{slug}-annual-review-2026.xlsx",
            exports / f".{slug}-annual-review-2025-ab12.xlsx",
            built / f"{slug}-annual-review-2026.html",
            built / "build.json",
            exports / slug / "2025-28" / ".building-2026",
        ):
            path.write_text(f"{word} of {slug}")


def files(exports: Path) -> dict[str, str]:
    """Return what every file of the exports folder holds, by its path inside."""
    return {
        str(path.relative_to(exports)): path.read_text()
        for path in sorted(exports.rglob("*"))
        if path.is_file()
    }


def rows_of(owner: Session, scope: Scope) -> dict[str, list[str]]:
    """Return every row of a partnership as text, by table, as whoever owns the tables reads them."""
    found = {
        name_of(table): sorted(
            repr(tuple(row)) for row in owner.execute(select(table).where(of_partnership(table, scope)))
        )
        for table in tables_of_partnerships()
    }
    owner.rollback()
    return found


def people(owner: Session) -> dict[str, list[str]]:
    """Return what the tables hold that are about people and no partnership."""
    found = {
        table.name: sorted(repr(tuple(row)) for row in owner.execute(select(table)))
        for table in metadata.sorted_tables
        if "partnership_id" not in table.columns and table.name != "partnership"
    }
    owner.rollback()
    return found


def dump(owner: Session, address: str) -> bytes:
    """Return all that the database holds: the bytes of SQLite's files, every cell of PostgreSQL as text."""
    if address.startswith("sqlite"):
        path = Path(address.removeprefix("sqlite:///"))
        parts = (path, path.with_name(f"{path.name}-wal"))
        return b"".join(part.read_bytes() for part in parts if part.exists())
    tables = owner.execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    ).scalars()
    cells = [
        repr(tuple(row))
        for table in tables
        for row in owner.execute(text(f"SELECT CAST(whole AS text) FROM {table} whole"))  # noqa: S608  # Our own tables.
    ]
    owner.rollback()
    return "\n".join(cells).encode()


def account(session: Session, email: str) -> Person | None:
    """Return an account by its address."""
    found = find_person(session, email=email)
    session.rollback()
    return found
