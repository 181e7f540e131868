"""Which partnership a question to the database is about: every query of a partnership's rows takes one.

A page's scope comes from the sign-in and the address together (``bind``), and then nothing of another
partnership can be asked for in that session. A command of whoever runs the installation names the
partnership itself.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from planner.domain.errors import NotFound
from planner.store.queries.plan_rows import table_of
from planner.store.tables.partnerships import PartnershipRow

_BOUND = "planner_scope"
_PARTNERSHIP = table_of(PartnershipRow)


@dataclass(frozen=True)
class Scope:
    """The one partnership that a question to the database is about."""

    partnership_id: int
    slug: str


def bind(session: Session, scope: Scope | None) -> None:
    """Let the session answer for one partnership alone, or for none at all."""
    session.info[_BOUND] = scope


def is_operators(session: Session) -> bool:
    """Return whether the session is that of whoever runs the installation: nobody has bound it."""
    return _BOUND not in session.info


def refuse_unless_operator(session: Session) -> None:
    """Raise RuntimeError in a session that is bound: what it asks is about every partnership."""
    if not is_operators(session):
        raise RuntimeError("A session that answers for one partnership cannot be asked about all of them.")


def scope_of(session: Session, slug: str) -> Scope:
    """Return the scope of the partnership that is called so in addresses.

    Raises NotFound where there is none, and in the very same words where the session is bound to
    another one or to none.
    """
    if _BOUND in session.info:
        bound: Scope | None = session.info[_BOUND]
        if bound is not None and bound.slug == slug:
            return bound
        raise no_partnership(slug)
    query = select(_PARTNERSHIP.c.id).where(_PARTNERSHIP.c.slug == slug)
    number: int | None = session.connection().execute(query).scalar()
    if number is None:
        raise no_partnership(slug)
    return Scope(number, slug)


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
