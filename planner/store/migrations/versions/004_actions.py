"""Actions with their updates, date changes, milestones and what they rest on."""

import sqlalchemy as sa
from alembic import op

revision = "004_actions"
down_revision = "003_measures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_agency_id", sa.Integer(), nullable=True),
        sa.Column("lead_role", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("first_end_on", sa.Date(), nullable=True),
        sa.Column("prevention", sa.String(), nullable=True),
        sa.Column("importance", sa.String(), nullable=True),
        sa.Column("importance_because", sa.String(), nullable=False),
        sa.Column("outputs", sa.String(), nullable=False),
        sa.Column("resources", sa.String(), nullable=False),
        sa.Column("answers_finding", sa.String(), nullable=False),
        sa.Column("embedded_check_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "importance IN ('must', 'should', 'could')", name=op.f("ck_action_importance_known")
        ),
        sa.CheckConstraint(
            "prevention IN ('primary', 'secondary', 'tertiary')", name=op.f("ck_action_prevention_known")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "lead_agency_id"],
            ["agency.partnership_id", "agency.id"],
            name=op.f("fk_action_partnership_id_lead_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_action_partnership_id_strategy_id_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "stage_id"],
            ["stage.partnership_id", "stage.strategy_id", "stage.id"],
            name=op.f("fk_action_partnership_id_strategy_id_stage_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_action")),
    )
    op.create_index(
        "ix_action_stage_id", "action", ["stage_id", "strategy_id", "partnership_id"], unique=False
    )
    op.create_table(
        "action_update",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("by_role", sa.String(), nullable=False),
        sa.Column("ask", sa.String(), nullable=False),
        sa.Column("ask_of", sa.String(), nullable=False),
        sa.Column("ask_by", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "status IN ('not_started', 'on_track', 'at_risk', 'off_track', "
            "'complete', 'embedded', 'paused', 'withdrawn')",
            name=op.f("ck_action_update_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "action_id"],
            ["action.partnership_id", "action.strategy_id", "action.id"],
            name=op.f("fk_action_update_partnership_id_strategy_id_action_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_action_update")),
    )
    op.create_index(
        "ix_action_update_action_id",
        "action_update",
        ["action_id", "strategy_id", "partnership_id"],
        unique=False,
    )
    op.create_table(
        "date_change",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "action_id"],
            ["action.partnership_id", "action.strategy_id", "action.id"],
            name=op.f("fk_date_change_partnership_id_strategy_id_action_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_date_change")),
    )
    op.create_index(
        "ix_date_change_action_id",
        "date_change",
        ["action_id", "strategy_id", "partnership_id"],
        unique=False,
    )
    op.create_table(
        "milestone",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "action_id"],
            ["action.partnership_id", "action.strategy_id", "action.id"],
            name=op.f("fk_milestone_partnership_id_strategy_id_action_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_milestone")),
    )
    op.create_index(
        "ix_milestone_action_id", "milestone", ["action_id", "strategy_id", "partnership_id"], unique=False
    )
    op.create_table(
        "action_support",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agency.partnership_id", "agency.id"],
            name=op.f("fk_action_support_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["action.partnership_id", "action.strategy_id", "action.id"],
            name=op.f("fk_action_support_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_action_support")
        ),
    )
    op.create_table(
        "action_dependency",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("owner_id <> needs_id", name=op.f("ck_action_dependency_not_on_itself")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "needs_id"],
            ["action.partnership_id", "action.strategy_id", "action.id"],
            name=op.f("fk_action_dependency_partnership_id_strategy_id_needs_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["action.partnership_id", "action.strategy_id", "action.id"],
            name=op.f("fk_action_dependency_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_action_dependency")
        ),
    )
    op.create_index(
        "ix_action_dependency_needs_id",
        "action_dependency",
        ["needs_id", "strategy_id", "partnership_id"],
        unique=False,
    )
    op.create_table(
        "action_indicator",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "measure_id"],
            ["measure.partnership_id", "measure.strategy_id", "measure.id"],
            name=op.f("fk_action_indicator_partnership_id_strategy_id_measure_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["action.partnership_id", "action.strategy_id", "action.id"],
            name=op.f("fk_action_indicator_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_action_indicator")
        ),
    )
    op.create_index(
        "ix_action_indicator_measure_id",
        "action_indicator",
        ["measure_id", "strategy_id", "partnership_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("action_indicator")
    op.drop_table("action_dependency")
    op.drop_table("action_support")
    op.drop_table("milestone")
    op.drop_table("date_change")
    op.drop_table("action_update")
    op.drop_table("action")
