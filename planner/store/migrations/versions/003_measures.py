"""Measures with their readings and breakdowns."""

import sqlalchemy as sa
from alembic import op

revision = "003_measures"
down_revision = "002_theory_of_change"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measure",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("numerator", sa.String(), nullable=False),
        sa.Column("denominator", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("rise_means", sa.String(), nullable=False),
        sa.Column("fall_means", sa.String(), nullable=False),
        sa.Column("identification", sa.Boolean(), nullable=False),
        sa.Column("self_rated", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("recorded_in", sa.String(), nullable=False),
        sa.Column("collator_role", sa.String(), nullable=False),
        sa.Column("collator_agency_id", sa.Integer(), nullable=True),
        sa.Column("presenter_role", sa.String(), nullable=False),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=True),
        sa.Column("lag_days", sa.Integer(), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("baseline_period", sa.String(), nullable=False),
        sa.Column("baseline_on", sa.Date(), nullable=True),
        sa.Column("baseline_note", sa.String(), nullable=False),
        sa.Column("baseline_due_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("target_high", sa.Double(), nullable=True),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("no_target_because", sa.String(), nullable=False),
        sa.Column("turns_on", sa.Date(), nullable=True),
        sa.Column("tolerance", sa.Double(), nullable=True),
        sa.Column("comparators", sa.String(), nullable=False),
        sa.Column("masks_small_numbers", sa.Boolean(), nullable=False),
        sa.Column("beside_title", sa.String(), nullable=False),
        sa.Column("beside_baseline", sa.Double(), nullable=True),
        sa.Column("beside_target", sa.Double(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_note", sa.String(), nullable=False),
        sa.Column("state_role", sa.String(), nullable=False),
        sa.Column("state_due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "direction IN ('higher', 'lower', 'range', 'rise_then_fall', 'context')",
            name=op.f("ck_measure_direction_known"),
        ),
        sa.CheckConstraint(
            "frequency IN ('monthly', 'quarterly', 'termly', 'half_yearly', 'yearly', 'one_off')",
            name=op.f("ck_measure_frequency_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('quantitative', 'qualitative', 'milestone')", name=op.f("ck_measure_kind_known")
        ),
        sa.CheckConstraint(
            "level IN ('activity', 'output', 'early_impact', 'outcome', 'population')",
            name=op.f("ck_measure_level_known"),
        ),
        sa.CheckConstraint(
            "question IN ('how_much', 'how_well', 'better_off')", name=op.f("ck_measure_question_known")
        ),
        sa.CheckConstraint(
            "state IN ('collected', 'proxy', 'not_yet', 'cannot_be')", name=op.f("ck_measure_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "collator_agency_id"],
            ["agency.partnership_id", "agency.id"],
            name=op.f("fk_measure_partnership_id_collator_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_measure_partnership_id_strategy_id_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_measure")),
    )
    op.create_table(
        "measure_breakdown",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("breakdown", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["measure.partnership_id", "measure.strategy_id", "measure.id"],
            name=op.f("fk_measure_breakdown_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_measure_breakdown")
        ),
    )
    op.create_table(
        "reading",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("beside", sa.Double(), nullable=True),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("mark IN ('c', 'low', 'k', 'u', 'x', 'z')", name=op.f("ck_reading_mark_known")),
        sa.CheckConstraint(
            "mark IS NULL OR "
            "(value IS NULL AND numerator IS NULL AND denominator IS NULL AND beside IS NULL)",
            name=op.f("ck_reading_marked_has_no_number"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "measure_id"],
            ["measure.partnership_id", "measure.strategy_id", "measure.id"],
            name=op.f("fk_reading_partnership_id_strategy_id_measure_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_reading")),
    )
    op.create_index(
        "ix_reading_measure_id", "reading", ["measure_id", "strategy_id", "partnership_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("reading")
    op.drop_table("measure_breakdown")
    op.drop_table("measure")
