"""Erasing one partnership: every row of it in every table, and the accounts of people who are left in none.

This is for the owner of the tables, since nobody else may remove what can only be added to.
"""

from sqlalchemy import delete, exists, select, text
from sqlalchemy.orm import Session

from planner.domain.errors import PlannerError, SettingsError
from planner.store.append_only import append_only_suspended
from planner.store.engine import open_database
from planner.store.partnership_rows import name_of, of_partnership, tables_of_partnerships
from planner.store.queries.plan_rows import table_of
from planner.store.row_security import account_of
from planner.store.scope import Scope, bind_person
from planner.store.tables.every_table import metadata
from planner.store.tables.partnerships import PartnershipRow
from planner.store.tables.people import MembershipRow, PersonRow
from planner.store.tables.plans import StrategyRow

_PARTNERSHIP, _STRATEGY = table_of(PartnershipRow), table_of(StrategyRow)
_MEMBERSHIP, _PERSON = table_of(MembershipRow), table_of(PersonRow)


def refuse_unless_owner(session: Session) -> None:
    """Raise SettingsError where the account may not remove what can only be added to."""
    account = account_of(session.connection())
    if account is not None and not (account.is_superuser or account.owns_tables):
        raise SettingsError(
            f"The database account {account.name} does not own the tables, so it may not erase a "
            "partnership. Name the account that upgrades the database in PLANNER_DATABASE_URL for this."
        )


def people_of(session: Session, scope: Scope) -> tuple[tuple[int, str], ...]:
    """Return everyone who is or was in the partnership: the account's number and e-mail address."""
    query = (
        select(_PERSON.c.id, _PERSON.c.email)
        .join(_MEMBERSHIP, _MEMBERSHIP.c.person_id == _PERSON.c.id)
        .where(_MEMBERSHIP.c.partnership_id == scope.partnership_id)
        .order_by(_PERSON.c.id)
    )
    return tuple((number, email) for number, email in session.connection().execute(query))


def erase_rows(session: Session, scope: Scope) -> dict[str, int]:
    """Remove every row of the partnership in the caller's transaction, and return how many by table."""
    connection = session.connection()
    # Nobody adds to the partnership meanwhile.
    for table, mine in ((_PARTNERSHIP, _PARTNERSHIP.c.id), (_STRATEGY, _STRATEGY.c.partnership_id)):
        connection.execute(select(mine).where(of_partnership(table, scope)).with_for_update())
    removed: dict[str, int] = {}
    with append_only_suspended(connection):
        for table in reversed(tables_of_partnerships()):
            statement = delete(table).where(of_partnership(table, scope))
            removed[name_of(table)] = connection.execute(statement).rowcount
        if connection.dialect.name == "sqlite":
            # The words that were removed would stay in the index until it is next put in order.
            connection.execute(text("INSERT INTO findable (findable) VALUES ('rebuild')"))
    return removed


def erase_person(session: Session, number: int) -> bool:
    """Remove an account that is in no partnership, with all that is its own; return whether it was removed.

    In the caller's transaction.
    """
    connection = session.connection()
    bind_person(session, number)
    try:
        if connection.execute(select(exists().where(_MEMBERSHIP.c.person_id == number))).scalar():
            return False
    finally:
        bind_person(session, None)
    erase_ways_in(session, number)
    connection.execute(delete(_PERSON).where(_PERSON.c.id == number))
    return True


def erase_ways_in(session: Session, number: int) -> None:
    """Remove all that is an account's own beside its name: passkeys, identities and sign-ins.

    In the caller's transaction.
    """
    for table in reversed(metadata.sorted_tables):
        if "person_id" in table.columns and "partnership_id" not in table.columns:
            session.connection().execute(delete(table).where(table.c.person_id == number))


def forget_remains(address: str) -> None:
    """Write a SQLite file anew, without what removed rows left in it; PostgreSQL sees to that itself.

    Raises PlannerError where somebody else works with the file all the while.
    """
    engine = open_database(address, as_owner=True)
    if engine.dialect.name != "sqlite":
        engine.dispose()
        return
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    except Exception as error:
        if "locked" not in str(error):
            raise
        busy = True
    finally:
        connection.close()
        engine.dispose()
    if busy:
        raise PlannerError(
            "All of it is erased, but the database's file may still hold remains of it, because somebody "
            "works with it. Stop the server, and have SQLite write the file anew with VACUUM."
        )
