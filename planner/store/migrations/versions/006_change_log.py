"""The append-only change log."""

import sqlalchemy as sa
from alembic import op

revision = "006_change_log"
down_revision = "005_reviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_log",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_change_log_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "seq", name=op.f("pk_change_log")),
        sa.UniqueConstraint("partnership_id", "previous_hash", name=op.f("uq_change_log_one_chain")),
    )


def downgrade() -> None:
    op.drop_table("change_log")
