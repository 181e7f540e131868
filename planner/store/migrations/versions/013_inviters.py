"""Who sent each invitation, as a membership, and an index by which old sign-ins are found."""

import sqlalchemy as sa
from alembic import op

revision = "013_inviters"
down_revision = "012_date_requests"
branch_labels = None
depends_on = None

INVITER = "fk_invitation_partnership_id_inviter_id"


def role_known() -> sa.CheckConstraint:
    """Return the rule on roles: SQLite makes the table anew, and reads no such rule from the old one."""
    return sa.CheckConstraint(
        "role IN ('administrator', 'business_manager', 'steering_group', 'agency_lead', "
        "'scrutineer', 'viewer')",
        name=op.f("ck_invitation_role_known"),
    )


def upgrade() -> None:
    # An invitation that waits now names nobody: it expires within seven days.
    with op.batch_alter_table("invitation", table_args=(role_known(),)) as batch:
        batch.add_column(sa.Column("inviter_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f(INVITER), "membership", ["partnership_id", "inviter_id"], ["partnership_id", "id"]
        )
    op.create_index("ix_sign_in_expires_at", "sign_in", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_sign_in_expires_at", table_name="sign_in")
    with op.batch_alter_table("invitation", table_args=(role_known(),)) as batch:
        batch.drop_constraint(op.f(INVITER), type_="foreignkey")
        batch.drop_column("inviter_id")
