"""Judgements of scrutiny, and triggers that keep what may only be added to."""

import sqlalchemy as sa
from alembic import op

from planner.store.append_only import guard_tables, unguard_tables
from planner.store.row_security import keep_rows_apart

revision = "010_append_only"
down_revision = "009_row_level_security"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scrutiny_judgement",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("assurance", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by_role", sa.String(), nullable=False),
        sa.CheckConstraint(
            "assurance IN ('full', 'substantial', 'partial', 'minimal', 'none_yet')",
            name=op.f("ck_scrutiny_judgement_assurance_known"),
        ),
        sa.CheckConstraint(
            "confidence IN ('high', 'medium', 'low')",
            name=op.f("ck_scrutiny_judgement_confidence_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_scrutiny_judgement_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_scrutiny_judgement")),
    )
    op.create_index(
        "ix_scrutiny_judgement_about",
        "scrutiny_judgement",
        ["about", "strategy_id", "partnership_id"],
        unique=False,
    )
    keep_rows_apart(op.get_bind(), "scrutiny_judgement")
    guard_tables(op.get_bind())


def downgrade() -> None:
    unguard_tables(op.get_bind())
    op.drop_table("scrutiny_judgement")
