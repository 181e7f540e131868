"""Requests for another end date of an action, and what was decided."""

import sqlalchemy as sa
from alembic import op

from planner.store.row_security import keep_rows_apart

revision = "012_date_requests"
down_revision = "011_last_entry"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "date_request",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decision IN ('agreed', 'refused')", name=op.f("ck_date_request_decision_known")),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_on IS NULL)", name=op.f("ck_date_request_decided_whole")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_date_request_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_date_request")),
    )
    op.create_index(
        "ix_date_request_action",
        "date_request",
        ["action", "strategy_id", "partnership_id"],
        unique=False,
    )
    keep_rows_apart(op.get_bind(), "date_request")


def downgrade() -> None:
    op.drop_table("date_request")
