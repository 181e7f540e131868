"""How many entries a partnership's change log has, beside the log, so that a missing end is seen."""

import sqlalchemy as sa
from alembic import op

revision = "011_last_entry"
down_revision = "010_append_only"
branch_labels = None
depends_on = None

FILL = """
UPDATE partnership SET last_entry = (
    SELECT count(*) FROM change_log WHERE change_log.partnership_id = partnership.id
)
"""


def upgrade() -> None:
    op.add_column(
        "partnership", sa.Column("last_entry", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FILL)
        return
    # The policies would show the owner no row of any partnership.
    for table in ("partnership", "change_log"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(FILL)
    for table in ("partnership", "change_log"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.drop_column("partnership", "last_entry")
