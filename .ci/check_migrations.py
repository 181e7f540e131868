"""Check that tables and newest revision agree and that revisions go up and down, on both databases."""

import os
import sys
import tempfile
from pathlib import Path

from planner.store.engine import open_database
from planner.store.migrating import downgrade, pending_changes, upgrade
from planner.store.row_security import tables_not_kept_apart


def check(address: str, name: str) -> bool:
    """Return whether this database is as it should be, saying what is not."""
    upgrade(address)
    differences = pending_changes(address)
    for difference in differences:
        print(f"{name}: the tables and the newest revision differ: {difference}")
    shared = unguarded(address)
    for table in shared:
        print(f"{name}: the rows of {table} are not kept apart by partnership.")
    downgrade(address, "base")
    upgrade(address)
    downgrade(address, "base")
    print(f"{name}: up, no difference, down, up and down again.")
    return not (differences or shared)


def unguarded(address: str) -> tuple[str, ...]:
    """Return the tables with rows of partnerships that the database does not keep apart."""
    engine = open_database(address, as_owner=True)
    try:
        with engine.connect() as connection:
            return tables_not_kept_apart(connection)
    finally:
        engine.dispose()


def main() -> int:
    """Check SQLite, and PostgreSQL where its address is given."""
    with tempfile.TemporaryDirectory() as folder:
        sound = check(f"sqlite:///{Path(folder) / 'check.sqlite3'}", "SQLite")
    address = os.environ.get("PLANNER_TEST_POSTGRES", "")
    if address:
        sound = check(address, "PostgreSQL") and sound
    else:
        print("PostgreSQL: no address in PLANNER_TEST_POSTGRES, not checked.")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
