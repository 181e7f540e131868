"""The theory of change: elements, links and assumptions."""

import sqlalchemy as sa
from alembic import op

revision = "002_theory_of_change"
down_revision = "001_partnerships_and_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "element",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("retired_because", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('vision', 'priority', 'aim', 'outcome', 'action', 'measure')",
            name=op.f("ck_element_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_element_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_element")),
        sa.UniqueConstraint("code", "strategy_id", "partnership_id", name=op.f("uq_element_code")),
    )
    op.create_table(
        "outcome",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("horizon", sa.String(), nullable=True),
        sa.CheckConstraint(
            "horizon IN ('early_sign', 'medium', 'long')", name=op.f("ck_outcome_horizon_known")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_outcome_partnership_id_strategy_id_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_outcome")),
    )
    op.create_table(
        "outcome_beneficiary",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("beneficiary", sa.String(), nullable=False),
        sa.CheckConstraint(
            "beneficiary IN ('children', 'families', 'adult_survivors', "
            "'practitioners', 'agencies', 'system')",
            name=op.f("ck_outcome_beneficiary_beneficiary_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["outcome.partnership_id", "outcome.strategy_id", "outcome.id"],
            name=op.f("fk_outcome_beneficiary_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_outcome_beneficiary")
        ),
    )
    op.create_table(
        "element_group",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_element_group_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_element_group")
        ),
    )
    op.create_table(
        "element_clause",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_element_clause_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_element_clause")
        ),
    )
    op.create_index(
        "ix_element_clause_clause",
        "element_clause",
        ["clause", "strategy_id", "partnership_id"],
        unique=False,
    )
    op.create_table(
        "link",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name=op.f("ck_link_confidence_known")),
        sa.CheckConstraint(
            "judgement IN ('untested', 'held', 'weakened', 'failed')", name=op.f("ck_link_judgement_known")
        ),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_link_not_to_itself")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "source_id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_link_partnership_id_strategy_id_source_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "target_id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_link_partnership_id_strategy_id_target_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_link_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_link")),
        sa.UniqueConstraint(
            "source_id", "target_id", "strategy_id", "partnership_id", name=op.f("uq_link_source_target")
        ),
    )
    op.create_index("ix_link_target_id", "link", ["target_id", "strategy_id", "partnership_id"], unique=False)
    op.create_table(
        "assumption",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("how_tested", sa.String(), nullable=False),
        sa.Column("tested_on", sa.Date(), nullable=True),
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "confidence IN ('high', 'medium', 'low')", name=op.f("ck_assumption_confidence_known")
        ),
        sa.CheckConstraint(
            "judgement IN ('untested', 'held', 'weakened', 'failed')",
            name=op.f("ck_assumption_judgement_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "link_id"],
            ["link.partnership_id", "link.strategy_id", "link.id"],
            name=op.f("fk_assumption_partnership_id_strategy_id_link_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_assumption")),
        sa.UniqueConstraint("code", "strategy_id", "partnership_id", name=op.f("uq_assumption_code")),
    )
    op.create_index(
        "ix_assumption_link_id", "assumption", ["link_id", "strategy_id", "partnership_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("assumption")
    op.drop_table("link")
    op.drop_table("element_clause")
    op.drop_table("element_group")
    op.drop_table("outcome_beneficiary")
    op.drop_table("outcome")
    op.drop_table("element")
