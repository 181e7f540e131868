"""Partnerships with their agencies, and strategies with what belongs to them as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "001_partnerships_and_plans"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partnership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("nation", sa.String(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("nation IN ('england', 'wales')", name=op.f("ck_partnership_nation_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
        sa.UniqueConstraint("slug", name=op.f("uq_partnership_slug")),
    )
    op.create_table(
        "agency",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("statutory_partner", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "statutory_partner IN ('local_authority', 'police', 'health')",
            name=op.f("ck_agency_statutory_partner_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_agency_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_agency")),
        sa.UniqueConstraint("partnership_id", "code", name=op.f("uq_agency_code")),
    )
    op.create_table(
        "strategy",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("guidance_edition", sa.String(), nullable=False),
        sa.Column("status_preset", sa.String(), nullable=False),
        sa.Column("freshness_days", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_strategy_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_strategy_partnership_id")
        ),
        sa.PrimaryKeyConstraint("partnership_id", "id", name=op.f("pk_strategy")),
        sa.UniqueConstraint("partnership_id", "slug", name=op.f("uq_strategy_slug")),
    )
    op.create_table(
        "strategy_agency",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "agency_id"],
            ["agency.partnership_id", "agency.id"],
            name=op.f("fk_strategy_agency_partnership_id_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_strategy_agency_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "agency_id", name=op.f("pk_strategy_agency")
        ),
    )
    op.create_table(
        "strategy_version",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('outline', 'draft', 'with_reviewers', 'revised', 'approved', "
            "'published', 'under_review', 'superseded')",
            name=op.f("ck_strategy_version_phase_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_strategy_version_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_strategy_version")),
    )
    op.create_table(
        "stage",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_stage_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_stage")),
        sa.UniqueConstraint("code", "strategy_id", "partnership_id", name=op.f("uq_stage_code")),
    )
    op.create_table(
        "section",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'ready')", name=op.f("ck_section_state_known")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_section_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_section")),
        sa.UniqueConstraint("code", "strategy_id", "partnership_id", name=op.f("uq_section_code")),
    )
    op.create_table(
        "recorded_reason",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("by_role", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_recorded_reason_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_recorded_reason")),
    )


def downgrade() -> None:
    op.drop_table("recorded_reason")
    op.drop_table("section")
    op.drop_table("stage")
    op.drop_table("strategy_version")
    op.drop_table("strategy_agency")
    op.drop_table("strategy")
    op.drop_table("agency")
    op.drop_table("partnership")
