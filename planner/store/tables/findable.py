"""The index of words by which a plan's things are found. It can be made anew from the plans at any time.

``FindIndexRow`` says of which revision of a plan the index is. The words themselves are in
``findable``, which is no table of the program's own: SQLite keeps it as an FTS5 virtual table,
PostgreSQL as an ordinary one, and both have the same columns. What a word is was decided before
(``planner.domain.find.search_words``), so that neither database splits or stems anything.

Every word begins with the numbers of its partnership and plan, as in ``3-1.audit``. So a search never
comes near the words of another partnership, however many there are, and cannot find them either.
"""

from sqlalchemy import Integer, String, column, table
from sqlalchemy.orm import Mapped, mapped_column

from planner.store.tables.schema import Base, of_strategy

#: One row for each thing: its words and those of its title, separated by spaces, and which thing it is.
FINDABLE = table(
    "findable",
    column("title", String),
    column("words", String),
    column("partnership_id", Integer),
    column("strategy_id", Integer),
    column("kind", String),
    column("code", String),
    column("position", Integer),
)


class FindIndexRow(Base):
    """Of which revision of a plan the index is, and by which edition of the rules about words."""

    __tablename__ = "find_index"
    __table_args__ = (of_strategy(),)

    partnership_id: Mapped[int] = mapped_column(primary_key=True)
    strategy_id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]
    edition: Mapped[int]


def is_of_words(name: str | None) -> bool:
    """Return whether a table holds the words, or is one of those in which SQLite keeps them."""
    return name is not None and (name == FINDABLE.name or name.startswith(f"{FINDABLE.name}_"))
