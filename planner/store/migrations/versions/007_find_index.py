"""The index of words by which a plan's things are found: SQLite's FTS5, PostgreSQL's GIN.

Which plans are in it and by which rules is for the program to see to after an upgrade.
"""

import sqlalchemy as sa
from alembic import op

revision = "007_find_index"
down_revision = "006_change_log"
branch_labels = None
depends_on = None

SQLITE = """
CREATE VIRTUAL TABLE findable USING fts5(
    title, words,
    partnership_id UNINDEXED, strategy_id UNINDEXED, kind UNINDEXED, code UNINDEXED, position UNINDEXED,
    tokenize = "ascii tokenchars '-.'", detail = 'column'
)
"""
WORDS = "array_to_tsvector(string_to_array(words, ' '))"


def upgrade() -> None:
    op.create_table(
        "find_index",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_find_index_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", name=op.f("pk_find_index")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE)
        return
    op.create_table(
        "findable",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id", "strategy_id"],
            ["strategy.partnership_id", "strategy.id"],
            name=op.f("fk_findable_partnership_id_strategy_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "strategy_id", "kind", "code", name=op.f("pk_findable")),
    )
    op.execute(f"CREATE INDEX ix_findable_words ON findable USING gin ({WORDS})")


def downgrade() -> None:
    op.drop_table("findable")
    op.drop_table("find_index")
