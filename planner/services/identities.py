"""Which person an identity provider means: each is known by the provider's name and its number for them.

Nothing that a provider says of a person, such as an e-mail address, ties an account to it. An account is
tied by its owner alone: while an invitation is accepted, or from the page of one's own account.
"""

from planner.domain.errors import RuleBroken
from planner.domain.people.people import Person
from planner.event_log import log_event
from planner.services.accounts import has_way_in, utc_now
from planner.store.database import current_session, transaction
from planner.store.queries import failed_proofs, identities
from planner.store.queries.failed_proofs import hash_of_subject

ONE_EACH = "Your account uses another sign-in of your organisation already. Stop using that one first."
LAST_WAY_IN = (
    "There would be no way left to sign in. Choose a password, or register a passkey that replaces it, first."
)


def find_person_of_identity(issuer: str, subject: str) -> Person | None:
    """Return whose identity this is, nothing for one that is nobody's."""
    return identities.find_person_of(current_session(), issuer, subject)


def has_identity(person_id: int, issuer: str) -> bool:
    """Return whether a person may sign in by this provider."""
    return identities.has_identity(current_session(), person_id, issuer)


def link_identity(person_id: int, issuer: str, subject: str) -> None:
    """Let a person sign in as the one whom the provider calls so; what is tied already stays so.

    Call it for somebody who has just proved both: that the account is theirs, and that the identity is.
    Raises ``RuleBroken`` where the identity is another person's, or the person has another one there.
    """
    with transaction() as session:
        owner = identities.find_person_of(session, issuer, subject)
        if owner is not None and owner.id == person_id:
            return
        if identities.has_identity(session, person_id, issuer):
            raise RuleBroken(ONE_EACH)
        identities.add_identity(session, person_id, issuer, subject, utc_now())
    log_event("identity_linked", person=person_id)


def unlink_identity(person_id: int, issuer: str) -> None:
    """Let a person sign in by this provider no more.

    Raises ``RuleBroken`` for somebody who would then have neither a password nor a passkey in its place.
    """
    with transaction() as session:
        deleted = identities.delete_identities(session, person_id, issuer)
        if not has_way_in(session, person_id, issuer):
            raise RuleBroken(LAST_WAY_IN)
    if deleted:
        log_event("identity_unlinked", person=person_id)


def use_answer(secret: str) -> bool:
    """Note that an answer of a provider was used, and return whether it was the first time."""
    with transaction() as session:
        return failed_proofs.use_up(session, hash_of_subject("answer", secret), utc_now())
