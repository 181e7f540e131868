"""A person is known by a provider's name and its number for them, and by nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from planner.domain.errors import RuleBroken
from planner.domain.people.people import Person
from planner.services.accounts import new_uniquifier, utc_now
from planner.store.database import transaction
from planner.store.queries.failed_proofs import forget_failures, hash_of_subject, use_up
from planner.store.queries.identities import add_identity, delete_identities, find_person_of, has_identity
from planner.store.queries.people import add_person

HERE, THERE = "https://login.example.org/here", "https://login.example.org/there"


def person(session: Session, email: str) -> int:
    """Add a person and return the number."""
    new = Person(email=email, name="Lead", uniquifier=new_uniquifier(), created_at=utc_now())
    with transaction(session):
        return add_person(session, new)


def test_an_identity_is_a_person_at_one_provider(session: Session) -> None:
    one, other = person(session, "one@example.org"), person(session, "other@example.org")
    with transaction(session):
        add_identity(session, one, HERE, "number", utc_now())
        add_identity(session, other, THERE, "number", utc_now())
    found = {issuer: find_person_of(session, issuer, "number") for issuer in (HERE, THERE)}
    assert {issuer: each.id for issuer, each in found.items() if each} == {HERE: one, THERE: other}
    for issuer, subject in (
        (HERE, "Number"),
        (HERE, "number "),
        (HERE, ""),
        (f"{HERE}/", "number"),
        ("", ""),
    ):
        assert find_person_of(session, issuer, subject) is None
    assert has_identity(session, one, HERE)
    assert not has_identity(session, one, THERE)


def test_no_identity_is_that_of_two_people(session: Session) -> None:
    one, other = person(session, "one@example.org"), person(session, "other@example.org")
    with transaction(session):
        add_identity(session, one, HERE, "number", utc_now())
    told = "Another account uses this sign-in of your organisation already"
    with pytest.raises(RuleBroken, match=told), transaction(session):
        add_identity(session, other, HERE, "number", utc_now())
    found = find_person_of(session, HERE, "number")
    assert found is not None
    assert found.id == one


def test_taking_away_what_one_provider_knows_leaves_the_rest(session: Session) -> None:
    one, other = person(session, "one@example.org"), person(session, "other@example.org")
    with transaction(session):
        add_identity(session, one, HERE, "number", utc_now())
        add_identity(session, one, THERE, "number", utc_now())
        add_identity(session, other, HERE, "another", utc_now())
    with transaction(session):
        assert delete_identities(session, one, HERE) == 1
        assert delete_identities(session, one, HERE) == 0
    assert find_person_of(session, HERE, "number") is None
    assert find_person_of(session, THERE, "number") is not None
    assert find_person_of(session, HERE, "another") is not None


def test_a_proof_is_used_up_once(session: Session) -> None:
    for secret, is_first in (("a", True), ("a", False), ("b", True), ("a", False)):
        with transaction(session):
            assert use_up(session, hash_of_subject("answer", secret), utc_now()) == is_first


def test_a_proof_that_two_give_at_the_same_moment_is_taken_from_one(engine: Engine) -> None:
    def use(_number: int) -> bool:
        with Session(engine) as session, transaction(session):
            return use_up(session, hash_of_subject("answer", "the same"), utc_now())

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(8))) == [False] * 7 + [True]


def test_a_used_proof_is_forgotten_with_the_failures_of_its_time(session: Session) -> None:
    long_ago = utc_now() - timedelta(hours=1)
    with transaction(session):
        use_up(session, hash_of_subject("answer", "old"), long_ago)
        use_up(session, hash_of_subject("answer", "new"), utc_now())
    with transaction(session):
        forget_failures(session, hash_of_subject("account", "somebody"), utc_now() - timedelta(minutes=15))
    with transaction(session):
        assert use_up(session, hash_of_subject("answer", "old"), utc_now())
        assert not use_up(session, hash_of_subject("answer", "new"), utc_now())
