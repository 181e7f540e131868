"""Claims, evidence, challenges, risks and frozen plans."""

import sqlalchemy as sa
from alembic import op

revision = "005_reviews"
down_revision = "004_actions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by_role", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("owner_agency_id", sa.Integer(), nullable=True),
        sa.Column("forum", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name=op.f("ck_claim_confidence_known")),
        sa.CheckConstraint(
            "status IN ('not_looked_at', 'gap_confirmed', 'planned', 'under_way', "
            "'in_place', 'in_place_and_evidenced', 'not_applicable')",
            name=op.f("ck_claim_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "owner_agency_id"],
            ["agency.partnership_id", "agency.id"],
            name=op.f("fk_claim_partnership_id_owner_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_claim_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_claim")),
    )
    op.create_table(
        "evidence",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("shows", sa.String(), nullable=False),
        sa.Column("strength", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("reading_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('family_voice', 'survivor_voice', 'practitioner', 'audit', 'data', 'document')",
            name=op.f("ck_evidence_kind_known"),
        ),
        sa.CheckConstraint(
            "strength IN ('none', 'says_so', 'activity', 'quality', 'change')",
            name=op.f("ck_evidence_strength_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_evidence_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("code", "strategy_id", "partnership_id", name=op.f("uq_evidence_code")),
    )
    op.create_table(
        "evidence_about",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "element_id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_evidence_about_partnership_id_strategy_id_element_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["evidence.partnership_id", "evidence.strategy_id", "evidence.id"],
            name=op.f("fk_evidence_about_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_evidence_about")
        ),
    )
    op.create_index(
        "ix_evidence_about_element_id",
        "evidence_about",
        ["element_id", "strategy_id", "partnership_id"],
        unique=False,
    )
    op.create_table(
        "challenge",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("about_clause", sa.String(), nullable=False),
        sa.Column("to_agency_id", sa.Integer(), nullable=True),
        sa.Column("evidence_asked", sa.String(), nullable=False),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_because", sa.String(), nullable=False),
        sa.Column("resulting_action_id", sa.Integer(), nullable=True),
        sa.Column("effect_seen", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('accepted', 'partly', 'not_accepted')", name=op.f("ck_challenge_answer_known")
        ),
        sa.CheckConstraint(
            "kind IN ('question', 'concern', 'recommendation', 'praise')",
            name=op.f("ck_challenge_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "about_id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_challenge_partnership_id_strategy_id_about_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "resulting_action_id"],
            ["action.partnership_id", "action.strategy_id", "action.id"],
            name=op.f("fk_challenge_partnership_id_strategy_id_resulting_action_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_challenge_partnership_id_strategy_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "to_agency_id"],
            ["agency.partnership_id", "agency.id"],
            name=op.f("fk_challenge_partnership_id_to_agency_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_challenge")),
        sa.UniqueConstraint("code", "strategy_id", "partnership_id", name=op.f("uq_challenge_code")),
    )
    op.create_index(
        "ix_challenge_about_id", "challenge", ["about_id", "strategy_id", "partnership_id"], unique=False
    )
    op.create_index(
        "ix_challenge_resulting_action_id",
        "challenge",
        ["resulting_action_id", "strategy_id", "partnership_id"],
        unique=False,
    )
    op.create_table(
        "challenge_event",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_role", sa.String(), nullable=False),
        sa.CheckConstraint(
            "step IN ('replied', 'reopened', 'closed')", name=op.f("ck_challenge_event_step_known")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "challenge_id"],
            ["challenge.partnership_id", "challenge.strategy_id", "challenge.id"],
            name=op.f("fk_challenge_event_partnership_id_strategy_id_challenge_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_challenge_event")),
    )
    op.create_index(
        "ix_challenge_event_challenge_id",
        "challenge_event",
        ["challenge_id", "strategy_id", "partnership_id"],
        unique=False,
    )
    op.create_table(
        "risk",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("likelihood", sa.String(), nullable=False),
        sa.Column("impact", sa.String(), nullable=False),
        sa.Column("response", sa.String(), nullable=False),
        sa.Column("owner_role", sa.String(), nullable=False),
        sa.Column("owner_agency_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("impact IN ('high', 'medium', 'low')", name=op.f("ck_risk_impact_known")),
        sa.CheckConstraint("likelihood IN ('high', 'medium', 'low')", name=op.f("ck_risk_likelihood_known")),
        sa.ForeignKeyConstraint(
            ["partnership_id", "owner_agency_id"],
            ["agency.partnership_id", "agency.id"],
            name=op.f("fk_risk_partnership_id_owner_agency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_risk_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_risk")),
        sa.UniqueConstraint("code", "strategy_id", "partnership_id", name=op.f("uq_risk_code")),
    )
    op.create_table(
        "risk_about",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "element_id"],
            ["element.partnership_id", "element.strategy_id", "element.id"],
            name=op.f("fk_risk_about_partnership_id_strategy_id_element_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id", "owner_id"],
            ["risk.partnership_id", "risk.strategy_id", "risk.id"],
            name=op.f("fk_risk_about_partnership_id_strategy_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint(
            "partnership_id", "strategy_id", "owner_id", "position", name=op.f("pk_risk_about")
        ),
    )
    op.create_index(
        "ix_risk_about_element_id",
        "risk_about",
        ["element_id", "strategy_id", "partnership_id"],
        unique=False,
    )
    op.create_table(
        "snapshot",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("schema_number", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('review', 'approval', 'before_load')", name=op.f("ck_snapshot_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_snapshot_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "id", name=op.f("pk_snapshot")),
    )
    op.create_index(
        "ix_snapshot_taken_on", "snapshot", ["taken_on", "strategy_id", "partnership_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("snapshot")
    op.drop_table("risk_about")
    op.drop_table("risk")
    op.drop_table("challenge_event")
    op.drop_table("challenge")
    op.drop_table("evidence_about")
    op.drop_table("evidence")
    op.drop_table("claim")
