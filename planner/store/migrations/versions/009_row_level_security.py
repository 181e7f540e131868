"""PostgreSQL keeps the rows of partnerships apart; SQLite never gives a partnership's number twice.

On PostgreSQL every table with a partnership's rows gets policies that hold for its owner too. What the
program may do at run time belongs to a role that owns nothing. The role is the server's, so it stays when
this revision is taken back: other databases of the server may use it.

SQLite would give the number of a partnership that was erased to the next one, and whoever still keeps
something under that number would take the one for the other.

With policies, PostgreSQL no longer looks words up in their index before it knows whose they are, so the
index goes; a plan's words are found by the plan (docs/decisions/014).
"""

import sqlalchemy as sa
from alembic import op

from planner.domain.errors import SettingsError
from planner.store.row_security import keep_rows_apart

revision = "009_row_level_security"
down_revision = "008_people"
branch_labels = None
depends_on = None

ROLE = "planner_runtime"
TABLES = (
    "action",
    "action_dependency",
    "action_indicator",
    "action_support",
    "action_update",
    "agency",
    "assumption",
    "challenge",
    "challenge_event",
    "change_log",
    "claim",
    "date_change",
    "element",
    "element_clause",
    "element_group",
    "evidence",
    "evidence_about",
    "find_index",
    "findable",
    "invitation",
    "link",
    "measure",
    "measure_breakdown",
    "membership",
    "membership_post",
    "milestone",
    "outcome",
    "outcome_beneficiary",
    "reading",
    "recorded_reason",
    "risk",
    "risk_about",
    "section",
    "snapshot",
    "stage",
    "strategy",
    "strategy_agency",
    "strategy_version",
)
#: What somebody may read of every partnership that they belong to: enough to list their plans.
OF_MEMBERS = ("agency", "strategy", "strategy_version")

SLUG = "current_setting('planner.slug', true)"
PERSON = "nullif(current_setting('planner.person', true), '')::integer"
OPERATOR = "current_setting('planner.operator', true) = 'on'"
OWN = f"(SELECT partnership_id FROM membership WHERE person_id = {PERSON} AND ended_on IS NULL)"  # noqa: S608  # All of it is written here.

WORDS = "array_to_tsvector(string_to_array(words, ' '))"
SQLITE_COLUMNS = "id, slug, name, short_name, nation, last_id, version"
SQLITE_TABLE = """
CREATE TABLE partnership_made_anew (
    id INTEGER NOT NULL{key},
    slug VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    nation VARCHAR NOT NULL,
    last_id INTEGER NOT NULL,
    version INTEGER NOT NULL,{named_key}
    CONSTRAINT uq_partnership_slug UNIQUE (slug),
    CONSTRAINT ck_partnership_nation_known CHECK (nation IN ('england', 'wales'))
)
"""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _make_partnership_anew(key=" PRIMARY KEY AUTOINCREMENT", named_key="")
        return
    for table in TABLES:
        keep_rows_apart(connection, table)
    keep_rows_apart(connection, "partnership", key="id")
    _show("membership", "own_membership", f"person_id = {PERSON}")
    for table in OF_MEMBERS:
        _show(table, "own_memberships", f"partnership_id IN {OWN}")
    _show("partnership", "own_memberships", f"id IN {OWN}")
    _show("partnership", "named", f"slug = {SLUG}")
    _show("partnership", "operator", OPERATOR)
    op.execute(f"CREATE POLICY operator_adds ON partnership FOR INSERT WITH CHECK ({OPERATOR})")
    op.execute("DROP INDEX ix_findable_words")
    _make_role()
    _grant()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        named_key = "\n    CONSTRAINT pk_partnership PRIMARY KEY (id),"
        _make_partnership_anew(key="", named_key=named_key)
        return
    schema = _schema()
    for what in ("TABLES", "SEQUENCES"):
        op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON {what} FROM {ROLE}")
        op.execute(f"REVOKE ALL ON ALL {what} IN SCHEMA {schema} FROM {ROLE}")
    op.execute(f"REVOKE ALL ON SCHEMA {schema} FROM {ROLE}")
    for policy, table in _policies():
        op.execute(f'DROP POLICY "{policy}" ON {table}')
    for table in (*TABLES, "partnership"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE INDEX ix_findable_words ON findable USING gin ({WORDS})")


def _show(table: str, name: str, condition: str) -> None:
    """Show more rows of a table than the own partnership's; none can be changed for that."""
    op.execute(f"CREATE POLICY {name} ON {table} FOR SELECT USING ({condition})")


def _policies() -> list[tuple[str, str]]:
    query = sa.text("SELECT policyname, tablename FROM pg_policies WHERE schemaname = current_schema()")
    return [
        (name, table) for name, table in op.get_bind().execute(query) if table in {*TABLES, "partnership"}
    ]


def _schema() -> str:
    return str(op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one())


def _make_role() -> None:
    """Make the role unless the server has it, while other databases of the server may do the same."""
    connection = op.get_bind()
    if not connection.execute(
        sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": ROLE}
    ).first():
        if not _may_make_roles():
            account = connection.execute(sa.text("SELECT current_user")).scalar_one()
            raise SettingsError(
                f"The database account {account} may not make the role {ROLE}. Have the server's "
                f"administrator run “CREATE ROLE {ROLE} NOLOGIN” and “GRANT {ROLE} TO {account}”, "
                "then upgrade again."
            )
        _try(f"CREATE ROLE {ROLE} NOLOGIN")
    superuser = sa.text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not connection.execute(superuser).scalar_one():
        # Where one account both upgrades and serves, it has to be able to take the role.
        _try(f"GRANT {ROLE} TO CURRENT_USER")


def _may_make_roles() -> bool:
    query = sa.text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    return bool(op.get_bind().execute(query).scalar_one())


def _try(statement: str) -> None:
    """Run a statement about roles, and let be what another database's upgrade did a moment before."""
    op.execute(
        f"DO $$ BEGIN {statement}; "
        "EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL; END $$"
    )


def _grant() -> None:
    """Let the role read and write rows, of tables that later revisions make too, and nothing else."""
    schema, rows = _schema(), "SELECT, INSERT, UPDATE, DELETE"
    may_use = sa.text("SELECT has_schema_privilege(:role, current_schema(), 'USAGE')")
    if not op.get_bind().execute(may_use, {"role": ROLE}).scalar_one():
        op.execute(f"GRANT USAGE ON SCHEMA {schema} TO {ROLE}")
    for what, rights in (("TABLES", rows), ("SEQUENCES", "USAGE, SELECT")):
        op.execute(f"GRANT {rights} ON ALL {what} IN SCHEMA {schema} TO {ROLE}")
        op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rights} ON {what} TO {ROLE}")
    op.execute(f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {ROLE}")


def _make_partnership_anew(*, key: str, named_key: str) -> None:
    op.execute(SQLITE_TABLE.format(key=key, named_key=named_key))
    op.execute(
        f"INSERT INTO partnership_made_anew ({SQLITE_COLUMNS}) SELECT {SQLITE_COLUMNS} FROM partnership"  # noqa: S608  # All of it is written here.
    )
    op.execute("DROP TABLE partnership")
    op.execute("ALTER TABLE partnership_made_anew RENAME TO partnership")
