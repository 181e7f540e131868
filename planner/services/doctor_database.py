"""What is wrong with the account by which a PostgreSQL database is served, and with what guards its rows."""

from collections.abc import Iterator

from planner.store.database import database_open
from planner.store.engine import RUN_TIME_ROLE
from planner.store.row_security import account_of, tables_not_kept_apart

CURE = f"Serve with an account that may do nothing but take the role {RUN_TIME_ROLE} (docs/postgresql.md)."


def examine_account(address: str) -> Iterator[str]:
    """Yield a sentence for each thing that would let rows of partnerships get mixed up; SQLite has none."""
    with database_open(address, as_owner=True) as session:
        connection = session.connection()
        unguarded = tables_not_kept_apart(connection)
        account = account_of(connection)
    if unguarded:
        yield (
            f"PostgreSQL does not keep the rows of {', '.join(unguarded)} apart by partnership: somebody has "
            "changed the database by hand. Restore its policies from a backup."
        )
    if account is None:
        return
    if account.is_superuser:
        yield f"The database account {account.name} is a superuser, whom no policy holds. {CURE}"
    elif account.passes_by_policies:
        yield f"The database account {account.name} may pass by row-level security (BYPASSRLS). {CURE}"
    if account.owns_tables:
        yield f"The database account {account.name} owns the tables, and may put their policies off. {CURE}"
