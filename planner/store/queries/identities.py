"""People as an identity provider knows them: by its own name and its number for them, and by nothing else."""

from datetime import datetime

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from planner.domain.people.people import Person
from planner.store.queries.people import person_of
from planner.store.queries.plan_rows import table_of
from planner.store.tables.people import IdentityRow, PersonRow

_IDENTITY, _PERSON = table_of(IdentityRow), table_of(PersonRow)


def find_person_of(session: Session, issuer: str, subject: str) -> Person | None:
    """Return whose identity this is, nothing for one that is nobody's."""
    query = (
        select(_PERSON)
        .join(_IDENTITY, _IDENTITY.c.person_id == _PERSON.c.id)
        .where(_IDENTITY.c.issuer == issuer, _IDENTITY.c.subject == subject)
    )
    row = session.connection().execute(query).mappings().first()
    return None if row is None else person_of(row)


def has_identity(session: Session, person_id: int, issuer: str) -> bool:
    """Return whether a person has an identity of this provider."""
    mine = (_IDENTITY.c.person_id == person_id, _IDENTITY.c.issuer == issuer)
    found: bool = session.connection().execute(select(exists().where(*mine))).scalar_one()
    return found


def add_identity(session: Session, person_id: int, issuer: str, subject: str, now: datetime) -> None:
    """Give a person an identity in the caller's transaction.

    Raises ``RuleBroken`` for one that is somebody's already.
    """
    cells = {"person_id": person_id, "issuer": issuer, "subject": subject, "linked_at": now}
    session.connection().execute(insert(_IDENTITY).values(**cells))


def delete_identities(session: Session, person_id: int, issuer: str | None = None) -> int:
    """Take a person's identities of this provider away, or all, and return how many there were."""
    mine = [_IDENTITY.c.person_id == person_id]
    if issuer is not None:
        mine.append(_IDENTITY.c.issuer == issuer)
    deleted: int = session.connection().execute(delete(_IDENTITY).where(*mine)).rowcount
    return deleted
