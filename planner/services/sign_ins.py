"""Sign-ins: starting one, asking who is signed in, listing and ending them."""

import secrets
from datetime import timedelta
from hashlib import sha256

from planner.domain.errors import NotFound
from planner.domain.people.people import SignIn
from planner.services.accounts import utc_now
from planner.store.database import current_session, transaction
from planner.store.queries import sign_ins
from planner.store.queries.sign_ins import SignedIn
from planner.store.scope import bind

__all__ = ["SignedIn"]

LONGEST_DEVICE = 200
TOKEN_BYTES = 32
#: How long a sign-in that is over stays on record: as long as whoever looks into an incident may ask from
#: where an account was used.
KEPT_FOR = timedelta(days=90)


def hash_of(token: str) -> str:
    """Return what is kept of a secret that somebody else holds: its SHA-256."""
    return sha256(token.encode()).hexdigest()


def start_sign_in(person_id: int, *, way: str, address: str, device: str, lasts: timedelta) -> str:
    """Sign a person in, and return the secret by which their browser is known from now on.

    Sign-ins of anybody that have been over for longer than ``KEPT_FOR`` are forgotten on the way, so that
    nobody has to remember to do it.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = utc_now()
    begun = SignIn(
        id=0,
        way=way,
        address=address,
        device=device[:LONGEST_DEVICE],
        started_at=now,
        expires_at=now + lasts,
    )
    with transaction() as session:
        sign_ins.delete_sign_ins(session, now - KEPT_FOR)
        sign_ins.add_sign_in(session, person_id, hash_of(token), begun)
    return token


def who_is_signed_in(token: str, partnership: str) -> SignedIn | None:
    """Return who a browser's secret stands for, and what they are in the partnership of the address.

    Nothing for a sign-in that ended. From here on this session answers for that partnership alone,
    and for none where the person is no member of it.
    """
    session = current_session()
    found = sign_ins.who_is_signed_in(session, hash_of(token), partnership, utc_now()) if token else None
    bind(session, found.scope if found else None)
    return found


def list_sign_ins(person_id: int) -> tuple[SignIn, ...]:
    """Return where a person is signed in now, the newest first."""
    return sign_ins.list_sign_ins(current_session(), person_id, utc_now())


def end_sign_in(person_id: int, number: int) -> int:
    """End one of a person's own sign-ins, and return 1.

    Raises ``NotFound`` for one that is not theirs or has ended.
    """
    with transaction() as session:
        ended = sign_ins.end_sign_ins(session, person_id, "ended by hand", utc_now(), only=number)
    if not ended:
        raise NotFound("You are not signed in there any more.")
    return ended


def end_other_sign_ins(person_id: int, kept: int | None, because: str) -> int:
    """End all of a person's sign-ins but one, if one is named, and return how many there were."""
    with transaction() as session:
        return sign_ins.end_sign_ins(session, person_id, because, utc_now(), but=kept)


def end_sign_in_of(token: str, because: str) -> None:
    """End the sign-in that a browser's secret stands for; one that has ended already stays so."""
    with transaction() as session:
        found = sign_ins.who_is_signed_in(session, hash_of(token), "", utc_now())
        if found is not None:
            sign_ins.end_sign_ins(session, found.person.id, because, utc_now(), only=found.sign_in)
