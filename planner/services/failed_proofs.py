"""Guessing takes too long: after some failures an account, or an address, has to wait.

The same rule holds for every password and code that is asked for. It is counted by account, known or
not, and by network address, of IPv6 by its /64; neither is kept by name.
"""

from datetime import datetime

from planner.domain.people.guessing import ACCOUNT, ADDRESS, MOST, REMEMBERED, WAIT, counted_address
from planner.services.accounts import utc_now
from planner.store.database import current_session, transaction
from planner.store.queries import failed_proofs
from planner.store.queries.failed_proofs import hash_of_subject


def must_wait_until(account: str, address: str) -> datetime | None:
    """Return the moment (UTC) until which nobody may try this account or from this address, if any."""
    return failed_proofs.blocked_until(current_session(), _subjects(account, address), utc_now())


def count_failed_proof(account: str, address: str) -> tuple[str, ...]:
    """Count a failure of both, and return which of them, if any, has to wait from now on."""
    now = utc_now()
    with transaction() as session:
        counts = {
            kind: failed_proofs.count_failure(
                session,
                hash_of_subject(kind, name),
                now,
                fades_within=REMEMBERED,
                most=MOST[kind],
                wait_until=now + WAIT,
            )
            for kind, name in _named(account, address)
        }
    return tuple(kind for kind, count in counts.items() if count >= MOST[kind])


def forget_failed_proofs(account: str) -> None:
    """Forget an account's failures, now that somebody has proved to be its owner."""
    with transaction() as session:
        failed_proofs.forget_failures(
            session, hash_of_subject(ACCOUNT, account), utc_now() - max(REMEMBERED, WAIT)
        )


def _subjects(account: str, address: str) -> tuple[str, ...]:
    return tuple(hash_of_subject(kind, name) for kind, name in _named(account, address))


def _named(account: str, address: str) -> tuple[tuple[str, str], ...]:
    named = ((ACCOUNT, account), (ADDRESS, counted_address(address)))
    return tuple((kind, name) for kind, name in named if name)
