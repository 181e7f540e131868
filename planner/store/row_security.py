"""Row-level security: PostgreSQL itself lets a transaction see the rows of one partnership alone.

Which one is told by ``planner.store.scope``. The policies hold for the owner of the tables too. A revision
that adds a table with rows of partnerships calls ``keep_rows_apart`` for it.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text

#: The partnership that the transaction was told, nothing where it was told none.
OWN_PARTNERSHIP = "nullif(current_setting('planner.partnership', true), '')::integer"

# Every table that has a partnership's number in its rows, and that of the partnerships themselves.
_NOT_KEPT_APART = text("""
SELECT tables.relname FROM pg_class tables
WHERE tables.relnamespace = current_schema()::regnamespace AND tables.relkind IN ('r', 'p')
AND (tables.relname = 'partnership' OR EXISTS (
    SELECT 1 FROM pg_attribute columns
    WHERE columns.attrelid = tables.oid AND columns.attname = 'partnership_id' AND NOT columns.attisdropped
))
AND NOT (tables.relrowsecurity AND tables.relforcerowsecurity AND EXISTS (
    SELECT 1 FROM pg_policy policies WHERE policies.polrelid = tables.oid
))
ORDER BY tables.relname
""")
_ACCOUNT = text("""
SELECT rolname, rolsuper, rolbypassrls, EXISTS (
    SELECT 1 FROM pg_class
    WHERE relowner = pg_roles.oid AND relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
)
FROM pg_roles WHERE rolname = session_user
""")


@dataclass(frozen=True)
class DatabaseAccount:
    """What a PostgreSQL account could do that nothing which serves pages should be able to."""

    name: str
    is_superuser: bool
    passes_by_policies: bool
    owns_tables: bool


def keep_rows_apart(connection: Connection, table: str, key: str = "partnership_id") -> None:
    """Let PostgreSQL show and change the table's rows of the transaction's own partnership alone.

    ``key`` is the column that holds the partnership's number. SQLite knows no such thing.
    """
    if connection.dialect.name != "postgresql":
        return
    for statement in (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_partnership ON {table} USING ({key} = {OWN_PARTNERSHIP})",
    ):
        connection.exec_driver_sql(statement)


def tables_not_kept_apart(connection: Connection) -> tuple[str, ...]:
    """Return the tables with rows of partnerships that PostgreSQL does not keep apart, by name."""
    if connection.dialect.name != "postgresql":
        return ()
    return tuple(connection.execute(_NOT_KEPT_APART).scalars())


def account_of(connection: Connection) -> DatabaseAccount | None:
    """Return the account that the connection signed in as; SQLite has none."""
    if connection.dialect.name != "postgresql":
        return None
    return DatabaseAccount(*connection.execute(_ACCOUNT).one())
