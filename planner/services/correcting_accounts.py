"""Putting accounts right at their owner's wish: a name, an address, enabling one again, removing one.

For whoever runs the installation, since an account belongs to no partnership.
"""

from dataclasses import replace

from planner.domain.entries.people import AccountEntry, read_account
from planner.domain.errors import RuleBroken
from planner.domain.people.guessing import ACCOUNT
from planner.domain.people.people import Person
from planner.domain.phrases import some
from planner.event_log import log_event
from planner.services.accounts import account_of, new_uniquifier, utc_now
from planner.store.database import transaction
from planner.store.erasing import erase_person, erase_ways_in
from planner.store.queries import people, sign_ins
from planner.store.queries.failed_proofs import forget_subject, hash_of_subject
from planner.store.queries.members import memberships_of
from planner.store.scope import person_bound

REMOVED_NAME = "Removed account"


def correct_account(email: str, entry: AccountEntry) -> Person:
    """Give an account the name or e-mail address that it should have, and return it as it is now.

    With another address every sign-in ends, and links sent to the old one are good for nothing. What the
    histories say stays as it was said. Raises ``NotFound`` for an address that is nobody's, ``BadEntry``
    with all that is wrong, and ``RuleBroken`` for an address that another account has.
    """
    wanted = read_account(entry)
    with transaction() as session:
        person = account_of(email)
        corrected = replace(person, name=wanted.name or person.name)
        if wanted.email and wanted.email != person.email:
            if people.find_person(session, email=wanted.email) is not None:
                raise RuleBroken(f"Another account has the e-mail address {wanted.email}.")
            corrected = replace(corrected, email=wanted.email, uniquifier=new_uniquifier())
            sign_ins.end_sign_ins(session, person.id, "e-mail address corrected", utc_now())
        version = people.save_person(session, corrected)
    log_event("account_corrected", person=person.id)
    return replace(corrected, version=version)


def enable_account(email: str) -> Person:
    """Let somebody sign in again whose account was disabled, and return the account.

    Raises ``NotFound`` for an address that is nobody's, and ``RuleBroken`` for an account that is enabled.
    """
    with transaction() as session:
        person = account_of(email)
        if person.active:
            raise RuleBroken(f"The account of {person.email} is enabled already.")
        people.set_active(session, person.id, is_active=True)
    log_event("person_enabled", person=person.id)
    return replace(person, active=True, version=person.version + 1)


def remove_account(email: str) -> bool:
    """Remove an account, and return whether nothing at all is left of it.

    Where its owner was a member of a partnership once, the place stays in the partnership's history under
    the name ``REMOVED_NAME``, and nobody can sign in to it. Raises ``NotFound`` for an address that is
    nobody's, and ``RuleBroken`` for somebody who is a member now.
    """
    with transaction() as session:
        person = account_of(email)
        with person_bound(session, person.id):
            there = [name for _, name, _ in memberships_of(session, person.id)]
        if there:
            raise RuleBroken(
                f"{person.name} is a member of {some(there)}: an administrator there ends that first."
            )
        is_gone = erase_person(session, person.id)
        if not is_gone:
            erase_ways_in(session, person.id)
            people.save_person(session, _emptied(person))
        forget_subject(session, hash_of_subject(ACCOUNT, person.email))
    log_event("account_removed", person=person.id)
    return is_gone


def _emptied(person: Person) -> Person:
    """Return what is left of an account: a number, by which the history of a partnership knows its place."""
    return Person(
        id=person.id,
        # Nobody can have an address of this ending, so it is nobody's and stands in nobody's way.
        email=f"removed-{person.id}@account.invalid",
        name=REMOVED_NAME,
        active=False,
        uniquifier=new_uniquifier(),
        created_at=person.created_at,
        version=person.version,
    )
