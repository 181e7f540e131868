"""What may be added to and never changed: the database itself refuses to rewrite it, whoever asks.

Entries of the change log, steps of challenges and judgements of scrutiny stay as they were written. A
challenge stays, and so does what was asked in it; its place in the log, what it points to and the reply
may change, because a plan that is loaded again has other rows for the same elements, and because a
challenge is there to be answered.

Somebody who may change the tables themselves can take all this away: for that there are the seals of the
change log (``planner.store.queries.change_log``). A revision that makes one of these tables anew, as
SQLite does to change one, must guard it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True)
class Guard:
    """Which table stays as it was written, and what whoever tries to rewrite it is told.

    ``fixed`` are the columns that keep their value; none stands for every column. ``unique`` are the
    groups of columns by which SQLite could put a new row in the place of an old one.
    """

    table: str
    sentence: str
    unique: tuple[tuple[str, ...], ...]
    fixed: tuple[str, ...] = ()


_ROW = ("partnership_id", "strategy_id", "id")

GUARDS = (
    Guard(
        table="change_log",
        sentence="The change log can only be added to: its entries are neither changed nor removed.",
        unique=(("partnership_id", "seq"), ("partnership_id", "previous_hash")),
    ),
    Guard(
        table="challenge",
        sentence="A challenge stays as it was raised: it is not removed, and what was asked is not changed.",
        unique=(_ROW, ("partnership_id", "strategy_id", "code")),
        fixed=(*_ROW, "code", "kind", "raised_on", "raised_by", "text", "evidence_asked"),
    ),
    Guard(
        table="challenge_event",
        sentence="What happened to a challenge can only be added to: it is neither changed nor removed.",
        unique=(_ROW,),
    ),
    Guard(
        table="scrutiny_judgement",
        sentence="Judgements of scrutiny can only be added to: they are neither changed nor removed.",
        unique=(_ROW,),
    ),
)

_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation';
END
$$
"""


def guard_tables(connection: Connection) -> None:
    """Let the database refuse to rewrite what may only be added to, from now on."""
    if _is_sqlite(connection):
        statements = [statement for guard in GUARDS for statement in _on_sqlite(guard).values()]
    else:
        made = (statement for guard in GUARDS for statement in _on_postgresql(guard).values())
        statements = [_REFUSE, *made]
    _run(connection, statements)


def unguard_tables(connection: Connection) -> None:
    """Let everything be rewritten again, for a revision that is taken back."""
    if _is_sqlite(connection):
        _run(connection, [f"DROP TRIGGER {name}" for guard in GUARDS for name in _on_sqlite(guard)])
        return
    dropped = [f"DROP TRIGGER {name} ON {guard.table}" for guard in GUARDS for name in _on_postgresql(guard)]
    _run(connection, [*dropped, "DROP FUNCTION refuse_change()"])


@contextmanager
def append_only_suspended(connection: Connection) -> Iterator[None]:
    """Lift the guards inside the caller's transaction, and put them back before it goes on.

    This is for erasing a whole partnership and for nothing else. The connection must be that of the
    owner of the tables. Nobody else can rewrite anything meanwhile: the guards are lifted for this
    transaction alone. What is done inside is undone, and the guards are back, if anything is raised.
    """
    with connection.begin_nested():
        if _is_sqlite(connection):
            _run(connection, [f"DROP TRIGGER {name}" for guard in GUARDS for name in _on_sqlite(guard)])
            yield
            _run(connection, [made for guard in GUARDS for made in _on_sqlite(guard).values()])
        else:
            _run(connection, _switched("DISABLE"))
            yield
            _run(connection, _switched("ENABLE"))


def guard_names(connection: Connection) -> frozenset[str]:
    """Return the names of the triggers that this kind of database has where every table is guarded."""
    made = _on_sqlite if _is_sqlite(connection) else _on_postgresql
    return frozenset(name for guard in GUARDS for name in made(guard))


def _switched(how: str) -> list[str]:
    return [
        f"ALTER TABLE {guard.table} {how} TRIGGER {name}"
        for guard in GUARDS
        for name in _on_postgresql(guard)
    ]


def _on_sqlite(guard: Guard) -> dict[str, str]:
    """Return the statements that make a guard's triggers, by the name of each.

    SQLite removes a row without a word where another is to be put in its place, so that is refused
    before it comes to it. A row can also be named by the number that SQLite itself gives it.
    """
    table, refuse = guard.table, f"BEGIN SELECT RAISE(ABORT, '{guard.sentence}'); END"
    same = [" AND ".join(f"{name} = NEW.{name}" for name in names) for names in (*guard.unique, ("rowid",))]
    taken = " OR ".join(f"({condition})" for condition in same)
    fixed = ("rowid", *guard.fixed) if guard.fixed else ()
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in fixed) or "TRUE"
    there = f"SELECT 1 FROM {table} WHERE {taken}"  # noqa: S608 - the names are those of our own tables
    return {
        f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"WHEN {changed} {refuse}",
        f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"{table}_no_replacement": f"CREATE TRIGGER {table}_no_replacement BEFORE INSERT ON {table} "
        f"WHEN EXISTS ({there}) {refuse}",
    }


def _on_postgresql(guard: Guard) -> dict[str, str]:
    """Return the statements that make a guard's triggers, by the name of each."""
    refuse = f"EXECUTE FUNCTION refuse_change('{guard.sentence}')"
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in guard.fixed) or "TRUE"
    table = guard.table
    return {
        f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"FOR EACH ROW WHEN ({changed}) {refuse}",
        f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        f"FOR EACH ROW {refuse}",
        f"{table}_no_truncate": f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT {refuse}",
    }


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _run(connection: Connection, statements: list[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
