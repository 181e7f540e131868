"""How often passwords and codes failed lately, by account and by network address; and which were used up."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from planner.domain.people.guessing import left_of
from planner.store.queries.plan_rows import table_of
from planner.store.tables.people import FailedProofRow

_FAILED = table_of(FailedProofRow)


def hash_of_subject(kind: str, name: str) -> str:
    """Return under what the failures of an account or an address are counted."""
    return sha256(f"{kind} {name.strip().lower()}".encode()).hexdigest()


def blocked_until(session: Session, subjects: tuple[str, ...], now: datetime) -> datetime | None:
    """Return the moment (UTC) until which one of the subjects has to wait, nothing where none has to."""
    query = select(_FAILED.c.blocked_until).where(
        _FAILED.c.subject_hash.in_(subjects), _FAILED.c.blocked_until > now
    )
    moments = session.connection().execute(query).scalars().all()
    return max(moments, default=None)


def count_failure(
    session: Session,
    subject: str,
    now: datetime,
    *,
    fades_within: timedelta,
    most: int,
    wait_until: datetime,
) -> int:
    """Count one more failure and return how many there are; from ``most`` on the subject has to wait.

    Those before fade, evenly and to nothing ``fades_within`` after the last, and are rounded up. In the
    caller's transaction.
    """
    # Two that are the first at one moment are both counted: whoever comes second finds the other's row.
    row = _locked(session, subject)
    if row is None and not _insert(session, subject, failures=0, now=now):
        row = _locked(session, subject)
    failures = 1 + (left_of(row["failures"], now - row["last_at"], fades_within) if row else 0)
    cells = {"failures": failures, "last_at": now, "blocked_until": wait_until if failures >= most else None}
    session.connection().execute(_FAILED.update().where(_FAILED.c.subject_hash == subject).values(**cells))
    return failures


def _locked(session: Session, subject: str) -> RowMapping | None:
    query = select(_FAILED).where(_FAILED.c.subject_hash == subject).with_for_update()
    return session.connection().execute(query).mappings().first()


def _insert(session: Session, subject: str, *, failures: int, now: datetime) -> bool:
    """Begin to count a subject, and return whether nobody had."""
    connection = session.connection()
    cells = {"subject_hash": subject, "failures": failures, "last_at": now, "blocked_until": None}
    try:
        with connection.begin_nested():
            connection.execute(_FAILED.insert().values(**cells))
    except IntegrityError:
        return False
    return True


def forget_subject(session: Session, subject: str) -> None:
    """Forget everything that is counted under a subject, in the caller's transaction."""
    session.connection().execute(delete(_FAILED).where(_FAILED.c.subject_hash == subject))


def forget_failures(session: Session, subject: str, before: datetime) -> None:
    """Forget a subject's failures, and all those from before a moment, in the caller's transaction."""
    stale = (_FAILED.c.subject_hash == subject) | (_FAILED.c.last_at < before)
    session.connection().execute(delete(_FAILED).where(stale))


def use_up(session: Session, subject: str, now: datetime) -> bool:
    """Note that a proof which may be given once was given, and return whether it was the first time.

    In the caller's transaction. It is forgotten with the failures of its time, so its proof has to have
    grown too old by then.
    """
    return _insert(session, subject, failures=1, now=now)
