"""A person's account: finding it, keeping what changes of it, and its passkeys."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from planner.domain.errors import EditConflict, NotFound, RuleBroken
from planner.domain.people.people import Person
from planner.event_log import log_event
from planner.store.database import Session, current_session, transaction
from planner.store.queries import identities, people, sign_ins

#: What a passkey is for that is used after the password, and no instead of it.
SECOND_STEP = "secondary"
LAST_WAY_IN = "There would be no way left to sign in. Choose a password first."


def utc_now() -> datetime:
    """Return this moment in UTC, without an offset, as the database holds moments."""
    return datetime.now(UTC).replace(tzinfo=None)


def new_uniquifier() -> str:
    """Return what shall stand for a person in cookies and tokens from now on."""
    return secrets.token_hex(32)


def find_account(
    *, email: str | None = None, uniquifier: str | None = None, passkey_handle: str | None = None
) -> Person | None:
    """Return the account that is known by all that is given, nothing for none."""
    return people.find_person(
        current_session(), email=email, uniquifier=uniquifier, passkey_handle=passkey_handle
    )


def account_of(email: str) -> Person:
    """Return the account of an e-mail address, as somebody typed it; raises ``NotFound`` for none."""
    person = find_account(email=email.strip())
    if person is None or person.is_demo:
        raise NotFound(f"There is no account with the e-mail address {email}: see how it is written.")
    return person


def account_in_use(email: str) -> Person:
    """Return the account of an e-mail address; raises ``NotFound`` for none, or one that nobody may use."""
    person = account_of(email)
    if not person.active:
        raise NotFound(f"The account of {email} is disabled: enable it first.")
    return person


def save_account(person: Person) -> Person:
    """Save what changed of an account, and return it as it is now.

    Raises ``EditConflict`` where it was changed at the same moment.
    """
    with transaction() as session:
        people.save_person(session, person)
        saved = people.find_person(session, number=person.id)
    assert saved is not None, "it was saved a moment ago"  # noqa: S101  # For the type alone.
    return saved


def reset_password(person: Person) -> Person:
    """Save an account whose owner chose a password by a link, and return it as it is now.

    Whoever got into the account before may have left a way back in, so every sign-in ends and everything
    that lets somebody in without the password goes. The second step stays: whoever can only read the
    owner's mail must not get past it. Raises ``EditConflict`` where the account was changed at the same
    moment.
    """
    with transaction() as session:
        people.save_person(session, person)
        removed = _remove_other_ways_in(session, person.id, is_second_step_kept=True)
        sign_ins.end_sign_ins(session, person.id, "password reset", utc_now())
        saved = people.find_person(session, number=person.id)
    _note_removed(person.id, removed)
    assert saved is not None, "it was saved a moment ago"  # noqa: S101  # For the type alone.
    return saved


def remove_second_step(email: str) -> Person:
    """Take the second step off an account, end every sign-in of its owner, and return the account.

    For somebody who has lost it, after whoever does this has made sure who asks. A lost device may be in
    other hands, so the password is all that is left: every passkey and every identity goes, too. Raises
    ``NotFound`` for an address that is nobody's.
    """
    person = account_in_use(email)
    bare = replace(
        person, second_factor=None, totp_secret=None, recovery_codes=(), uniquifier=new_uniquifier()
    )
    with transaction() as session:
        people.save_person(session, bare)
        removed = _remove_other_ways_in(session, person.id, is_second_step_kept=False)
        sign_ins.end_sign_ins(session, person.id, "second step removed", utc_now())
    log_event("second_factor_removed", person=person.id)
    _note_removed(person.id, removed)
    return bare


def _remove_other_ways_in(session: Session, person_id: int, *, is_second_step_kept: bool) -> tuple[int, int]:
    """Remove what lets somebody in without the password, and return how many passkeys and identities."""
    gone = [
        each
        for each in people.list_passkeys(session, person_id)
        if not (is_second_step_kept and each["usage"] == SECOND_STEP)
    ]
    for passkey in gone:
        people.delete_passkey(session, person_id, passkey["credential"])
    return len(gone), identities.delete_identities(session, person_id)


def _note_removed(person_id: int, removed: tuple[int, int]) -> None:
    passkeys, ties = removed
    if passkeys:
        log_event("second_factor_removed", person=person_id, kind="passkey", count=passkeys)
    if ties:
        log_event("identity_unlinked", person=person_id)


def use_totp_code(person_id: int, counter: int) -> None:
    """Note the time step whose code was used, so that the same code is worth nothing a second time.

    Raises ``EditConflict`` where it was used at the same moment in another browser.
    """
    with transaction() as session:
        if not people.note_totp_use(session, person_id, counter):
            raise EditConflict("This code was used already. Wait for the next one.")


def list_passkeys(person_id: int) -> tuple[dict[str, Any], ...]:
    """Return a person's passkeys, the oldest first."""
    return people.list_passkeys(current_session(), person_id)


def find_passkey(credential: bytes) -> tuple[dict[str, Any], Person] | None:
    """Return a passkey by its credential, with whose it is; nothing for one that is not registered."""
    session = current_session()
    passkey = people.find_passkey(session, credential)
    owner = passkey and people.find_person(session, number=passkey["person_id"])
    return (passkey, owner) if passkey and owner else None


def add_passkey(person_id: int, cells: dict[str, Any]) -> None:
    """Register a passkey; raises ``RuleBroken`` for one that is registered already."""
    with transaction() as session:
        people.add_passkey(session, person_id, cells)


def note_passkey_use(credential: bytes, sign_count: int, used_at: datetime, *, asked_at: datetime) -> None:
    """Note that a passkey was used, in answer to what was asked at a moment.

    Raises ``EditConflict`` where the passkey was used since then: the answer was given already.
    """
    with transaction() as session:
        if not people.note_passkey_use(session, credential, sign_count, used_at, asked_at=asked_at):
            raise EditConflict("This answer of the passkey was used already. Start again.")


def delete_passkey(person_id: int, credential: bytes, issuer: str | None) -> None:
    """Remove one of a person's passkeys; ``issuer`` is the identity provider's, if the settings name one.

    Raises ``RuleBroken`` where nothing else lets them in.
    """
    with transaction() as session:
        people.delete_passkey(session, person_id, credential)
        if not has_way_in(session, person_id, issuer):
            raise RuleBroken(LAST_WAY_IN)


def has_way_in(session: Session, person_id: int, issuer: str | None) -> bool:
    """Return whether a person can begin to sign in by anything, as it is in the caller's transaction.

    ``issuer`` is the identity provider's, if the settings name one: an identity of any other lets nobody
    in, and neither does a passkey that is asked for after the password.
    """
    person = people.find_person(session, number=person_id)
    return (
        (person is not None and person.password is not None)
        or any(each["usage"] != SECOND_STEP for each in people.list_passkeys(session, person_id))
        or (issuer is not None and identities.has_identity(session, person_id, issuer))
    )
