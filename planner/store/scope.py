"""Which partnership a question to the database is about: every query of a partnership's rows takes one.

A page's scope comes from the sign-in and the address together (``bind``), and then nothing of another
partnership can be asked for in that session. A command of whoever runs the installation names the
partnership itself.

PostgreSQL holds the same wall a second time: its policies (migration 009) let a transaction see the rows
of one partnership, and which one it is they are told here. A transaction that is told nothing sees none.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, event, select, text
from sqlalchemy.orm import Session, SessionTransaction

from planner.domain.errors import NotFound
from planner.store.queries.plan_rows import table_of
from planner.store.tables.partnerships import PartnershipRow

_BOUND, _ASKED, _PERSON = "planner_scope", "planner_scope_asked_for", "planner_person"
_PARTNERSHIP = table_of(PartnershipRow)
# What is told ends with the transaction, so that no connection carries it to whoever uses it next.
_TELL = text(
    "SELECT set_config('planner.partnership', :partnership, true), set_config('planner.slug', :slug, true), "
    "set_config('planner.person', :person, true), set_config('planner.operator', :operator, true)"
)


@dataclass(frozen=True)
class Scope:
    """The one partnership that a question to the database is about."""

    partnership_id: int
    slug: str


def bind(session: Session, scope: Scope | None) -> None:
    """Let the session answer for one partnership alone, or for none at all."""
    session.info[_BOUND] = scope
    if session.in_transaction():
        _tell(session)


def bind_person(session: Session, person_id: int | None) -> None:
    """Let the session also answer which partnerships this person belongs to, and what plans those have."""
    session.info[_PERSON] = person_id
    if session.in_transaction():
        _tell(session)


@contextmanager
def person_bound(session: Session, person_id: int) -> Iterator[None]:
    """Let the session also answer, for as long as this lasts, to which partnerships a person belongs."""
    before: int | None = session.info.get(_PERSON)
    bind_person(session, person_id)
    try:
        yield
    finally:
        bind_person(session, before)


def is_operators(session: Session) -> bool:
    """Return whether the session is that of whoever runs the installation: nobody has bound it."""
    return _BOUND not in session.info


def ask_as_operator(session: Session) -> None:
    """Let the next questions be about all partnerships, until the session is given a scope again.

    What they are called is all that can be asked so. Raises RuntimeError in a session that is bound.
    """
    if not is_operators(session):
        raise RuntimeError("A session that answers for one partnership cannot be asked about all of them.")
    session.info.pop(_ASKED, None)
    _tell(session, as_operator=True)


def scope_of(session: Session, slug: str) -> Scope:
    """Return the scope of the partnership that is called so in addresses.

    A session that nobody has bound answers for that partnership from here on, until it is asked for
    another. Raises NotFound where there is none, and in the very same words where the session is bound
    to another one or to none.
    """
    if not is_operators(session):
        bound: Scope | None = session.info[_BOUND]
        if bound is not None and bound.slug == slug:
            return bound
        raise no_partnership(slug)
    session.info.pop(_ASKED, None)
    _tell(session, slug=slug)
    query = select(_PARTNERSHIP.c.id).where(_PARTNERSHIP.c.slug == slug)
    number: int | None = session.connection().execute(query).scalar()
    if number is None:
        raise no_partnership(slug)
    scope = session.info[_ASKED] = Scope(number, slug)
    _tell(session)
    return scope


def enter_by_link(session: Session, slug: str) -> Scope:
    """Let the session answer for the partnership of an address, and return its scope.

    This is for whoever holds a link into a partnership without being a member, or before signing in:
    until the link has proved to be one, nothing but the link may be asked for, and ``bind`` takes the
    scope away where it has not. Raises NotFound, and the session answers for none then.
    """
    session.info.pop(_BOUND, None)
    try:
        scope: Scope | None = scope_of(session, slug)
    except NotFound:
        scope = None
    bind(session, scope)
    if scope is None:
        raise no_partnership(slug)
    return scope


def lock_partnership(session: Session, scope: Scope) -> None:
    """Let nobody else change anything of the partnership until the caller's transaction ends.

    Every change of a partnership takes this lock before any other, so that two changes wait for one
    another and never decide on the same state. Raises NotFound when the partnership is not there any more.
    """
    query = select(_PARTNERSHIP.c.id).where(_PARTNERSHIP.c.id == scope.partnership_id).with_for_update()
    if session.connection().execute(query).first() is None:
        raise no_partnership(scope.slug)


def no_partnership(slug: str) -> NotFound:
    """Return the error that is the same for a partnership that is not there and for one out of reach."""
    return NotFound(f"There is no partnership called {slug}.")


def has_row_security(session: Session) -> bool:
    """Return whether the session's database itself keeps the rows of partnerships apart."""
    return session.get_bind().dialect.name == "postgresql"


def _tell(session: Session, *, slug: str = "", as_operator: bool = False) -> None:
    """Tell the transaction that is running, or that begins here, what it is about."""
    if has_row_security(session):
        told = _told(session) | {"slug": slug, "operator": "on" if as_operator else ""}
        session.connection().execute(_TELL, told)


def _told(session: Session) -> dict[str, str]:
    scope: Scope | None = session.info.get(_BOUND if _BOUND in session.info else _ASKED)
    person: int | None = session.info.get(_PERSON)
    return {
        "partnership": str(scope.partnership_id) if scope else "",
        "slug": "",
        "person": str(person) if person is not None else "",
        "operator": "",
    }


@event.listens_for(Session, "after_begin")
def _tell_at_the_beginning(session: Session, _begun: SessionTransaction, connection: Connection) -> None:
    """Tell every transaction of a session what the session is about, before it asks anything."""
    told = _told(session)
    if connection.dialect.name == "postgresql" and any(told.values()):
        connection.execute(_TELL, told)
