"""Which things of a plan hold the words that somebody looks for: one question for both databases."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, TextClause, bindparam, select, text
from sqlalchemy.orm import Session

from planner.domain.find.search_words import Term
from planner.store.queries.plan_rows import PlanKey, table_of
from planner.store.scope import Scope
from planner.store.tables.findable import FindIndexRow
from planner.store.tables.plans import StrategyRow

#: Rises when the rules about words or about what can be found change, so that an upgrade indexes anew.
EDITION = 1
#: Stands among the words of every thing. No word of a text can be it.
ANY_WORD = "-"

_STRATEGY, _INDEX = table_of(StrategyRow), table_of(FindIndexRow)

_KEY_IF_CURRENT = (
    select(_STRATEGY.c.partnership_id, _STRATEGY.c.id)
    .join(
        _INDEX,
        (_INDEX.c.partnership_id == _STRATEGY.c.partnership_id)
        & (_INDEX.c.strategy_id == _STRATEGY.c.id)
        & (_INDEX.c.revision == _STRATEGY.c.revision)
        & (_INDEX.c.edition == EDITION),
    )
    .where(_STRATEGY.c.partnership_id == bindparam("partnership_id"), _STRATEGY.c.slug == bindparam("plan"))
)

_SQLITE = text(
    "SELECT kind, code, "
    "rowid IN (SELECT rowid FROM findable WHERE findable MATCH :in_title) AS in_title "
    "FROM findable WHERE findable MATCH :in_words "
    "AND partnership_id = :partnership_id AND strategy_id = :strategy_id "
    "ORDER BY in_title DESC, position"
)
_POSTGRESQL = text(
    "SELECT kind, code, "
    "array_to_tsvector(string_to_array(title, ' ')) @@ CAST(:in_title AS tsquery) AS in_title "
    "FROM findable WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:in_words AS tsquery) "
    "AND partnership_id = :partnership_id AND strategy_id = :strategy_id "
    "ORDER BY in_title DESC, position"
)


@dataclass(frozen=True)
class Hit:
    """One thing that was found: its kind, its code, and whether its title has all the words."""

    kind: str
    code: str
    in_title: bool


def find_things(
    session: Session, scope: Scope, plan_slug: str, terms: Sequence[Term]
) -> tuple[Hit, ...] | None:
    """Return everything of a plan that has all the terms: by its title first, then in plan order.

    Returns ``None`` where the index is not of the plan's revision, and so may not be asked.
    """
    connection = session.connection()
    asked = {"partnership_id": scope.partnership_id, "plan": plan_slug}
    row = connection.execute(_KEY_IF_CURRENT, asked).first()
    if row is None:
        return None
    key = PlanKey(*row)
    question, in_title, in_words = _question(connection, key_of_words(key), terms)
    cells = {**key.parameters, "in_title": in_title, "in_words": in_words}
    return tuple(
        Hit(kind, code, bool(by_title)) for kind, code, by_title in connection.execute(question, cells)
    )


def key_of_words(key: PlanKey) -> str:
    """Return what every word of a plan begins with in the index."""
    return f"{key.partnership_id}-{key.strategy_id}."


def _question(connection: Connection, mine: str, terms: Sequence[Term]) -> tuple[TextClause, str, str]:
    if connection.dialect.name == "sqlite":
        asked = _all_of(terms, mine, quote='"', both=" AND ", either=" OR ", begun=" *")
        return _SQLITE, f"title : ({asked})", f"words : ({asked})"
    asked = _all_of(terms, mine, quote="'", both=" & ", either=" | ", begun=":*")
    return _POSTGRESQL, asked, asked


def _all_of(terms: Sequence[Term], mine: str, *, quote: str, both: str, either: str, begun: str) -> str:
    """Return the terms in the database's own language; words hold nothing but letters and figures."""

    def quoted(word: str) -> str:
        return f"{quote}{mine}{word}{quote}"

    def said(term: Term) -> str:
        alternatives = [f"({both.join(map(quoted, words))})" for words in term.any_of]
        if term.beginning:
            alternatives.append(quoted(term.beginning) + begun)
        return f"({either.join(alternatives)})"

    return both.join(map(said, terms))
