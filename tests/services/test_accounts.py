"""Nobody takes away the last thing by which they can sign in, whichever page they do it on."""

from dataclasses import replace

import pytest

from planner.domain.errors import RuleBroken
from planner.domain.people.people import Person
from planner.services.accounts import add_passkey, delete_passkey, list_passkeys, new_uniquifier, utc_now
from planner.services.identities import has_identity, link_identity, unlink_identity
from planner.store.database import Session, transaction
from planner.store.queries.people import add_person

HERE, FORMERLY = "https://login.example.org/now", "https://login.example.org/formerly"
NO_WAY = "no way left to sign in"


def person(session: Session, password: str | None = None) -> int:
    """Add a person, and return the number."""
    new = Person(
        email="lead@police.example", name="Lead", uniquifier=new_uniquifier(), created_at=utc_now(),
    )  # fmt: skip
    session.rollback()
    with transaction() as adding:
        return add_person(adding, replace(new, password=password))


def register(person_id: int, name: str, usage: str) -> bytes:
    """Register a passkey of a use, and return its credential."""
    cells = {
        "credential": name.encode(), "public_key": b"", "sign_count": 0, "transports": [], "extensions": None,
        "usage": usage, "backed_up": False, "device_type": "", "name": name, "created_at": utc_now(),
        "used_at": utc_now(),
    }  # fmt: skip
    add_passkey(person_id, cells)
    return name.encode()


class TestUnlinkIdentity:
    @pytest.mark.parametrize(
        ("password", "usage", "may_go"),
        [
            (None, None, False),
            (None, "secondary", False),
            (None, "first", True),
            ("$argon2id$", None, True),
        ],
    )
    def test_something_else_must_let_them_in(
        self, session: Session, password: str | None, usage: str | None, may_go: bool
    ) -> None:
        number = person(session, password)
        link_identity(number, HERE, "number")
        if usage is not None:
            register(number, "Key", usage)
        if may_go:
            unlink_identity(number, HERE)
        else:
            with pytest.raises(RuleBroken, match=NO_WAY):
                unlink_identity(number, HERE)
        session.rollback()
        assert has_identity(number, HERE) is not may_go

    def test_that_of_another_provider_lets_nobody_in(self, session: Session) -> None:
        number = person(session)
        link_identity(number, HERE, "number")
        link_identity(number, FORMERLY, "number")
        with pytest.raises(RuleBroken, match=NO_WAY):
            unlink_identity(number, HERE)


class TestDeletePasskey:
    @pytest.mark.parametrize(
        ("issuer", "linked", "other", "may_go"),
        [
            (None, None, None, False),
            (None, None, "secondary", False),
            (None, None, "first", True),
            (HERE, HERE, None, True),
            # The installation used to have this provider, and asks it for nobody any more.
            (HERE, FORMERLY, None, False),
            (None, FORMERLY, None, False),
        ],
    )
    def test_something_else_must_let_them_in(
        self, session: Session, issuer: str | None, linked: str | None, other: str | None, may_go: bool
    ) -> None:
        number = person(session)
        credential = register(number, "Work phone", "first")
        if other is not None:
            register(number, "Other", other)
        if linked is not None:
            link_identity(number, linked, "number")
        if may_go:
            delete_passkey(number, credential, issuer)
        else:
            with pytest.raises(RuleBroken, match=NO_WAY):
                delete_passkey(number, credential, issuer)
        session.rollback()
        left = {each["credential"] for each in list_passkeys(number)}
        assert (credential not in left) is may_go
