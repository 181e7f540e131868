"""People's accounts and passkeys: finding, adding and changing them."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from planner.domain.errors import EditConflict
from planner.domain.people.people import Person
from planner.store.queries.plan_rows import table_of
from planner.store.tables.people import PasskeyRow, PersonRow

_PERSON, _PASSKEY = table_of(PersonRow), table_of(PasskeyRow)
_FIELDS = tuple(each.name for each in fields(Person))


def find_person(
    session: Session,
    *,
    number: int | None = None,
    email: str | None = None,
    uniquifier: str | None = None,
    passkey_handle: str | None = None,
) -> Person | None:
    """Return the person of whom all that is given is true, nothing for none or where nothing is given.

    An e-mail address is the same in any case.
    """
    asked = {
        _PERSON.c.id: number,
        _PERSON.c.email: email.lower() if email else email,
        _PERSON.c.uniquifier: uniquifier,
        _PERSON.c.passkey_handle: passkey_handle,
    }
    conditions = [column == value for column, value in asked.items() if value is not None]
    if not conditions:
        return None
    row = session.connection().execute(select(_PERSON).where(*conditions)).mappings().first()
    return None if row is None else person_of(row)


def person_of(row: Any) -> Person:
    """Return the person that a row's cells are."""
    cells = {name: row[name] for name in _FIELDS}
    return Person(**cells | {"recovery_codes": tuple(cells["recovery_codes"] or ())})


def add_person(session: Session, person: Person) -> int:
    """Add a person in the caller's transaction and return the number.

    Raises ``RuleBroken`` for an e-mail address that another person has.
    """
    cells = _cells(person)
    statement = insert(_PERSON).values(**cells, version=1).returning(_PERSON.c.id)
    number: int = session.connection().execute(statement).scalar_one()
    return number


def save_person(session: Session, person: Person) -> int:
    """Save a person over the version that was read, and return the new version.

    Raises ``EditConflict`` where somebody saved first.
    """
    statement = (
        update(_PERSON)
        .where(_PERSON.c.id == person.id, _PERSON.c.version == person.version)
        .values(**_cells(person), version=person.version + 1)
    )
    if session.connection().execute(statement).rowcount != 1:
        raise EditConflict("Your account was changed at the same moment. Try again.")
    return person.version + 1


def set_active(session: Session, number: int, *, is_active: bool) -> None:
    """Enable or disable a whole account in the caller's transaction."""
    statement = update(_PERSON).where(_PERSON.c.id == number)
    session.connection().execute(statement.values(active=is_active, version=_PERSON.c.version + 1))


def delete_person(session: Session, number: int) -> None:
    """Remove an account that nothing points to any more."""
    session.connection().execute(delete(_PERSON).where(_PERSON.c.id == number))


def _cells(person: Person) -> dict[str, Any]:
    # The last code used has a statement of its own, and no save of anything else may turn it back.
    names = set(_FIELDS) - {"id", "version", "totp_counter"}
    cells = {name: getattr(person, name) for name in names}
    return cells | {"email": person.email.lower(), "recovery_codes": list(person.recovery_codes)}


def list_passkeys(session: Session, person_id: int) -> tuple[dict[str, Any], ...]:
    """Return a person's passkeys as cells by column, the oldest first."""
    query = select(_PASSKEY).where(_PASSKEY.c.person_id == person_id).order_by(_PASSKEY.c.id)
    return tuple(dict(row) for row in session.connection().execute(query).mappings())


def find_passkey(session: Session, credential: bytes) -> dict[str, Any] | None:
    """Return the passkey of this credential, nothing for none."""
    query = select(_PASSKEY).where(_PASSKEY.c.credential == credential)
    row = session.connection().execute(query).mappings().first()
    return None if row is None else dict(row)


def add_passkey(session: Session, person_id: int, cells: dict[str, Any]) -> None:
    """Add a passkey in the caller's transaction; ``RuleBroken`` for one that is registered already."""
    session.connection().execute(insert(_PASSKEY).values(person_id=person_id, **cells))


def note_passkey_use(
    session: Session, credential: bytes, sign_count: int, used_at: datetime, *, asked_at: datetime
) -> bool:
    """Note the use of a passkey and the count that it gave; return whether it was not used since a moment."""
    is_first = (_PASSKEY.c.credential == credential, _PASSKEY.c.used_at < asked_at)
    statement = update(_PASSKEY).where(*is_first).values(sign_count=sign_count, used_at=used_at)
    noted: int = session.connection().execute(statement).rowcount
    return noted == 1


def delete_passkey(session: Session, person_id: int, credential: bytes) -> None:
    """Remove one of a person's passkeys."""
    mine = (_PASSKEY.c.person_id == person_id, _PASSKEY.c.credential == credential)
    session.connection().execute(delete(_PASSKEY).where(*mine))


def note_totp_use(session: Session, person_id: int, counter: int) -> bool:
    """Note the time step whose code a person used, and return whether no later one was used already."""
    is_later = _PERSON.c.totp_counter.is_(None) | (_PERSON.c.totp_counter < counter)
    statement = update(_PERSON).where(_PERSON.c.id == person_id, is_later).values(totp_counter=counter)
    noted: int = session.connection().execute(statement).rowcount
    return noted == 1
