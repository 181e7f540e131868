"""A secret word in every text of Southmere, so that wherever it turns up, something of Southmere did.

Each column has the word with a number of its own, which tells whence it came. It is written in small
letters; whoever asks for it writes it in capitals, so that an answer which repeats a question is none.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, Connection, String, Table, false, select, update
from sqlalchemy.orm import Session

from planner.store.queries.change_log import NO_ENTRY, read_entries, seal
from planner.store.queries.plan_rows import table_of
from planner.store.tables.change_log import ChangeLogRow
from planner.store.tables.every_table import metadata
from planner.store.tables.people import PersonRow
from tests.proof.rows import Database
from tests.proof.visitors import THEIRS, THERE

WORD = "zanthoxylum"
_FOUND = re.compile(rf"{WORD}(\d+)x")

_TYPED, _GUIDANCE = "whoever asks for an address of theirs has typed it", "it names a part of the guidance"
_PRODUCT, _SEAL = "it is one of the product's own words", "it is a seal, made again over what was planted"
_SECRET = "it is a hash or a key, and no text of anybody's"  # noqa: S105
#: Texts that carry no canary, as a column of any table or of one, with the reason.
NOT_PLANTED: Mapping[str, str] = {
    "partnership.slug": _TYPED,
    "strategy.slug": _TYPED,
    "change_log.plan": _TYPED,
    "strategy.guidance_edition": _GUIDANCE,
    "section.code": _GUIDANCE,
    "element_clause.clause": _GUIDANCE,
    "evidence_about.clause": _GUIDANCE,
    "challenge.about_clause": _GUIDANCE,
    "claim.clause": _GUIDANCE,
    "element_group.group_code": _GUIDANCE,
    "recorded_reason.subject": _GUIDANCE,
    "strategy.status_preset": _PRODUCT,
    "change_log.action": _PRODUCT,
    "sign_in.way": _PRODUCT,
    "person.second_factor": _PRODUCT,
    "passkey.usage": _PRODUCT,
    "passkey.device_type": _PRODUCT,
    "hash": _SEAL,
    "previous_hash": _SEAL,
    "token_hash": _SECRET,
    "subject_hash": _SECRET,
    "uniquifier": _SECRET,
    "password": _SECRET,
    "totp_secret": _SECRET,
    "passkey_handle": _SECRET,
}


class Canaries:
    """The columns in which there are canaries, by the number that each has there."""

    def __init__(self) -> None:
        names = [f"{table.name}.{column}" for table in metadata.sorted_tables for column in texts_of(table)]
        self.columns = dict(enumerate(names, start=1))
        self.numbers = {name: number for number, name in self.columns.items()}

    def found_in(self, text: str) -> set[str]:
        """Return the columns whose canaries are in a text; the bare word counts as well."""
        found = {self.columns[int(number)] for number in _FOUND.findall(text)}
        return found or ({WORD} if WORD in text else set())

    def plant(self, database: Database) -> Mapping[str, int]:
        """Plant a canary in every text of Southmere's; return in how many rows, by table."""
        planted: dict[str, int] = {}
        with database.unguarded() as connection:
            for table in metadata.sorted_tables:
                found = connection.execute(select(table).where(is_theirs(table))).mappings()
                for row in map(dict, found.all()) if texts_of(table) else ():
                    key = [column == row[column.name] for column in table.primary_key]
                    connection.execute(update(table).where(*key).values(self._cells(table, row)))
                    planted[table.name] = planted.get(table.name, 0) + 1
            _seal_anew(connection)
        return planted

    def _cells(self, table: Table, row: Mapping[str, Any]) -> dict[str, str]:
        return {
            name: with_word(row[name] or "", f"{WORD}{self.numbers[f'{table.name}.{name}']}x")
            for name in texts_of(table)
        }


def texts_of(table: Table) -> tuple[str, ...]:
    """Return the columns of a table that hold a text in which any word may stand."""
    known = {
        str(rule.name).removeprefix(f"ck_{table.name}_").removesuffix("_known")
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    }
    return tuple(
        column.name
        for column in table.columns
        if isinstance(column.type, String)
        and column.name not in known
        and not {column.name, f"{table.name}.{column.name}"} & set(NOT_PLANTED)
    )


def is_theirs(table: Table) -> ColumnElement[bool]:
    """Return what is true of the rows of Southmere and of people who belong to no other partnership."""
    if "partnership_id" in table.columns:
        return table.c.partnership_id == THEIRS.partnership_id
    if table.name == "partnership":
        return table.c.id == THEIRS.partnership_id
    person = table_of(PersonRow)
    of_theirs = select(person.c.id).where(person.c.email.like(f"%@{THERE}.example%"))
    own = table.c.get("person_id", table.c.get("id") if table.name == person.name else None)
    return false() if own is None else own.in_(of_theirs)


def with_word(text: str, word: str) -> str:
    """Return a text that ends with a word, or a document with the word in each sentence of it."""
    if text[:1] in {"{", "["}:
        return json.dumps(_said(json.loads(text), word), ensure_ascii=False)
    if " " in text or not text:
        return f"{text} {word}".strip()
    return f"{text}{word}"


def _said(part: Any, word: str) -> Any:
    """Return a part of a document in which every text of several words ends with one more."""
    if isinstance(part, dict):
        return {name: _said(value, word) for name, value in part.items()}
    if isinstance(part, list):
        return [_said(value, word) for value in part]
    return f"{part} {word}" if isinstance(part, str) and " " in part else part


def _seal_anew(connection: Connection) -> None:
    """Give the entries of Southmere's log seals that fit what they say now."""
    log = table_of(ChangeLogRow)
    previous = NO_ENTRY
    for entry in read_entries(Session(bind=connection), THEIRS):
        sealed = seal(THEIRS.partnership_id, entry.seq, entry.change, previous)
        this = (log.c.partnership_id == THEIRS.partnership_id, log.c.seq == entry.seq)
        connection.execute(update(log).where(*this).values(hash=sealed, previous_hash=previous))
        previous = sealed
