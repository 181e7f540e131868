"""Ways to tamper with a change log by somebody who may do anything to the database.

Each is a plan of raw statements, with the number of the entry that is the first to be other than it was
written. Whoever tampers knows how entries are sealed, and seals anew where that serves them. An entry that
they made to fit its place in every way cannot be told from one that was written; then the one after it is
the first that can.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from planner.store.append_only import append_only_suspended
from planner.store.queries.change_log import Change, seal
from planner.store.queries.plan_rows import table_of
from planner.store.tables.change_log import ChangeLogRow
from planner.store.tables.partnerships import PartnershipRow

LOG, PARTNERSHIP = table_of(ChangeLogRow), table_of(PartnershipRow)
SAID = ("actor", "action", "plan", "subject", "before", "after", "reason")
#: Columns of an entry that somebody might change, with a value of another kind for each.
TEXTS = (*SAID, "previous_hash", "hash")


@dataclass(frozen=True)
class Tampered:
    """What was done, in words for a failing test, and the number of the first bad entry."""

    how: str
    first_bad: int


Tamper = Callable[["Tamperer"], Tampered]


class Tamperer:
    """Somebody at the database's own prompt, with the entries of one partnership before them."""

    def __init__(self, connection: Connection, partnership_id: int, other_id: int, random: Random) -> None:
        self.connection = connection
        self.partnership_id = partnership_id
        self.other_id = other_id
        self.random = random
        query = select(LOG).where(LOG.c.partnership_id == partnership_id).order_by(LOG.c.seq)
        self.rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(query).mappings()]

    @property
    def last(self) -> int:
        return len(self.rows)

    def any_entry(self, first: int = 1, last: int | None = None) -> int:
        return self.random.randint(first, last or self.last)

    def row(self, seq: int) -> dict[str, Any]:
        return dict(self.rows[seq - 1])

    def change(self, seq: int, /, **cells: Any) -> None:
        mine = (LOG.c.partnership_id == self.partnership_id, LOG.c.seq == seq)
        self.connection.execute(update(LOG).where(*mine).values(**cells))

    def remove(self, first: int, last: int | None = None) -> None:
        mine = LOG.c.partnership_id == self.partnership_id
        self.connection.execute(delete(LOG).where(mine, LOG.c.seq.between(first, last or first)))

    def put_in(self, row: dict[str, Any]) -> None:
        self.connection.execute(insert(LOG).values(**row))

    def renumber(self, first: int, by: int) -> None:
        """Move every entry from ``first`` on to another number, none of them onto one that is taken."""
        numbers = range(first, self.last + 1) if by < 0 else range(self.last, first - 1, -1)
        for seq in numbers:
            self.change(seq, seq=seq + by)

    def other_value(self, column: str, row: dict[str, Any]) -> Any:
        if column == "at":
            return row["at"] + timedelta(microseconds=self.random.choice((1, -1, 10**6, 86_400 * 10**6)))
        if column in {"previous_hash", "hash"}:
            return f"{self.random.getrandbits(256):064x}"
        text = row[column]
        return self.random.choice((f"{text} ", text[:-1] or "x", text.swapcase() + "!", ""))


def sealed(partnership_id: int, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the seal that fits what it says."""
    change = Change(at=row["at"].replace(tzinfo=UTC), **{name: row[name] for name in SAID})
    return {**row, "hash": seal(partnership_id, row["seq"], change, row["previous_hash"])}


def change_a_column(by: Tamperer) -> Tampered:
    seq, column = by.any_entry(), by.random.choice((*TEXTS, "at"))
    row = by.row(seq)
    value = by.other_value(column, row)
    if value == row[column]:
        value = f"{value}x"
    by.change(seq, **{column: value})
    return Tampered(f"{column} of {seq} changed", seq)


def change_a_number(by: Tamperer) -> Tampered:
    seq = by.any_entry()
    by.change(seq, seq=by.last + by.random.randint(2, 9))
    return Tampered(f"number of {seq} changed", seq)


def move_to_another_partnership(by: Tamperer) -> Tampered:
    # The other partnership has fewer entries, so that none of its own is in the way.
    seq = by.any_entry(5)
    by.change(seq, partnership_id=by.other_id)
    return Tampered(f"{seq} moved to another partnership", seq)


def remove_from_the_middle(by: Tamperer) -> Tampered:
    first = by.any_entry(2, by.last - 1)
    last = by.any_entry(first, by.last - 1)
    by.remove(first, last)
    return Tampered(f"{first} to {last} removed", first)


def remove_from_the_start(by: Tamperer) -> Tampered:
    last = by.any_entry(1, by.last - 1)
    by.remove(1, last)
    return Tampered(f"1 to {last} removed", 1)


def remove_and_close_the_gap(by: Tamperer) -> Tampered:
    seq = by.any_entry(1, by.last - 1)
    by.remove(seq)
    by.renumber(seq + 1, -1)
    return Tampered(f"{seq} removed and the rest renumbered", seq)


def remove_and_link_the_rest(by: Tamperer) -> Tampered:
    """The next one is made to follow on the one before, and sealed anew; the one after it is not."""
    seq = by.any_entry(2, by.last - 2)
    by.remove(seq)
    by.renumber(seq + 1, -1)
    linked = sealed(
        by.partnership_id, {**by.row(seq + 1), "seq": seq, "previous_hash": by.row(seq - 1)["hash"]}
    )
    by.change(seq, previous_hash=linked["previous_hash"], hash=linked["hash"])
    return Tampered(f"{seq} removed and {seq + 1} sealed anew in its place", seq + 1)


def remove_everything(by: Tamperer) -> Tampered:
    by.remove(1, by.last)
    return Tampered("everything removed", 1)


def put_in_between(by: Tamperer) -> Tampered:
    seq = by.any_entry(1, by.last)
    row = {**by.row(by.any_entry()), "actor": "Nobody", "seq": seq, "previous_hash": "f" * 64}
    by.renumber(seq, 1)
    by.put_in(sealed(by.partnership_id, row) if by.random.random() < 0.5 else row)
    return Tampered(f"an entry put in before {seq}", seq)


def put_in_and_link(by: Tamperer) -> Tampered:
    """The new one fits its place in every way, and only the one after it tells."""
    seq = by.any_entry(2, by.last)
    previous = by.row(seq - 1)["hash"]
    # No two entries may follow the same one, so the next must be made to follow the new one.
    row = sealed(by.partnership_id, {**by.row(seq), "actor": "Nobody", "seq": seq, "previous_hash": previous})
    by.renumber(seq, 1)
    by.change(seq + 1, previous_hash=row["hash"])
    by.put_in(row)
    return Tampered(f"a sealed entry put in before {seq}, and named by it", seq + 1)


def put_in_at_the_end(by: Tamperer) -> Tampered:
    last = by.row(by.last)
    row = {**last, "actor": "Nobody", "seq": by.last + 1, "previous_hash": last["hash"]}
    by.put_in(sealed(by.partnership_id, row) if by.random.random() < 0.5 else row)
    return Tampered("an entry put in at the end", by.last + 1)


def put_in_before_the_first(by: Tamperer) -> Tampered:
    number = by.random.choice((0, -1))
    row = {**by.row(1), "actor": "Nobody", "seq": number, "previous_hash": "e" * 64}
    by.put_in(sealed(by.partnership_id, row))
    return Tampered(f"an entry put in under the number {number}", number)


def swap_two(by: Tamperer) -> Tampered:
    first = by.any_entry(1, by.last - 1)
    second = by.any_entry(first + 1)
    by.change(first, seq=by.last + 1)
    by.change(second, seq=first)
    by.change(by.last + 1, seq=second)
    return Tampered(f"{first} and {second} swapped", first)


def swap_what_two_say(by: Tamperer) -> Tampered:
    first = by.any_entry(1, by.last - 1)
    second = by.any_entry(first + 1)
    for seq, other in ((first, second), (second, first)):
        by.change(seq, **{name: by.row(other)[name] for name in (*SAID, "at")})
    return Tampered(f"what {first} and {second} say swapped", first)


def seal_anew(by: Tamperer) -> Tampered:
    """An entry is changed and sealed anew, and the one after it is left as it was."""
    seq, column = by.any_entry(1, by.last - 1), by.random.choice((*SAID, "at"))
    row = by.row(seq)
    value = "Nobody" if column != "at" else by.other_value("at", row)
    changed = sealed(by.partnership_id, {**row, column: value})
    by.change(seq, **{column: changed[column], "hash": changed["hash"]})
    return Tampered(f"{column} of {seq} changed and sealed anew", seq)


def seal_anew_and_link(by: Tamperer) -> Tampered:
    """The one after it is made to name the new seal, and not sealed anew itself."""
    seq = by.any_entry(1, by.last - 1)
    changed = sealed(by.partnership_id, {**by.row(seq), "reason": "None was given"})
    by.change(seq, reason=changed["reason"], hash=changed["hash"])
    by.change(seq + 1, previous_hash=changed["hash"])
    return Tampered(f"{seq} sealed anew and named by the next", seq + 1)


def cut_off_the_end(by: Tamperer) -> Tampered:
    first = by.any_entry(2)
    by.remove(first, by.last)
    return Tampered(f"{first} and after cut off", first)


TAMPERS: tuple[Tamper, ...] = (
    change_a_column,
    change_a_column,
    change_a_column,
    change_a_number,
    move_to_another_partnership,
    remove_from_the_middle,
    remove_from_the_start,
    remove_and_close_the_gap,
    remove_and_link_the_rest,
    remove_everything,
    put_in_between,
    put_in_and_link,
    put_in_at_the_end,
    put_in_before_the_first,
    swap_two,
    swap_what_two_say,
    seal_anew,
    seal_anew_and_link,
    cut_off_the_end,
)


def tamper(connection: Connection, numbers: tuple[int, int], seed: int) -> Tampered:
    """Tamper with the log of the first of two partnerships in the caller's transaction; say how.

    The triggers are lifted for it, as whoever owns the tables can.
    """
    by = Tamperer(connection, *numbers, Random(seed))  # noqa: S311  # The same tampers every time.
    with append_only_suspended(connection):
        return TAMPERS[seed % len(TAMPERS)](by)


def rewrite_everything(connection: Connection, partnership_id: int, seq: int, **cells: Any) -> None:
    """Change an entry and seal it and every one after it anew, so that the chain is whole again."""
    by = Tamperer(connection, partnership_id, partnership_id, Random(0))  # noqa: S311
    with append_only_suspended(connection):
        previous = by.row(seq)["previous_hash"]
        for number in range(seq, by.last + 1):
            row = sealed(
                partnership_id,
                {**by.row(number), **(cells if number == seq else {}), "previous_hash": previous},
            )
            by.change(number, **row)
            previous = row["hash"]
