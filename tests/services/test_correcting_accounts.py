"""What whoever runs the installation puts right about accounts, and what is left of one that is removed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from planner.domain.entries.people import AccountEntry
from planner.domain.errors import BadEntry, NotFound, RuleBroken
from planner.domain.people.people import Member
from planner.domain.people.permissions import Role
from planner.services.accounts import add_passkey, find_account, list_passkeys
from planner.services.correcting_accounts import (
    REMOVED_NAME,
    correct_account,
    enable_account,
    remove_account,
)
from planner.services.identities import link_identity
from planner.services.managing_people import disable_account, end_membership
from planner.store.database import Session
from tests.builders import TODAY
from tests.services.partnerships import actor_of, is_signed_in, member, saved, sign_in

ISSUER = "https://id.example.org"
NOBODY = "nobody@police.example"
USED_AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC).replace(tzinfo=None)
PASSKEY = {
    "credential": b"of the viewer",
    "public_key": b"key",
    "sign_count": 0,
    "transports": [],
    "usage": "first",
    "backed_up": False,
    "device_type": "single_device",
    "name": "Work phone",
    "created_at": USED_AT,
    "used_at": USED_AT,
}


def leave(session: Session, who: Member) -> None:
    """End a membership as the administrator of the partnership does."""
    end_membership(actor_of(session, Role.ADMINISTRATOR), who.id, who.version, "They left.", TODAY)


class TestCorrectAccount:
    def test_another_name_is_told_everywhere_and_ends_nothing(self, session: Session) -> None:
        who = member(session, Role.VIEWER)
        token = sign_in(who)
        assert (
            correct_account(f" {who.email.upper()}", AccountEntry(name="  Practice lead ")).id
            == who.person_id
        )
        assert saved(session, who.id).name == "Practice lead"
        assert is_signed_in(session, token)

    def test_another_address_is_signed_in_with_from_now_on_and_ends_every_sign_in(
        self, session: Session
    ) -> None:
        who = member(session, Role.VIEWER)
        token = sign_in(who)
        before = find_account(email=who.email)
        correct_account(who.email, AccountEntry(email="New.Address@police.example"))
        after = find_account(email="new.address@police.example")
        assert before is not None
        assert after is not None
        assert (after.id, after.name) == (before.id, before.name)
        assert after.uniquifier != before.uniquifier, "a link that was sent to the old address is no good"
        assert find_account(email=who.email) is None
        assert not is_signed_in(session, token)

    def test_the_address_of_another_account_is_refused_and_nothing_is_half_done(
        self, session: Session
    ) -> None:
        who, other = member(session, Role.VIEWER), member(session, Role.SCRUTINEER)
        with pytest.raises(RuleBroken, match=other.email):
            correct_account(who.email, AccountEntry(name="Practice lead", email=other.email))
        assert saved(session, who.id) == who

    def test_everything_that_is_wrong_is_said_at_once(self, session: Session) -> None:
        who = member(session, Role.VIEWER)
        with pytest.raises(BadEntry) as error:
            correct_account(who.email, AccountEntry(name="x" * 300, email="nowhere"))
        assert {problem.field for problem in error.value.problems} == {"name", "email"}
        with pytest.raises(BadEntry, match="Say what to put right"):
            correct_account(who.email, AccountEntry())


class TestEnableAccount:
    def test_who_was_disabled_can_sign_in_again(self, session: Session) -> None:
        who = member(session, Role.VIEWER)
        disable_account(actor_of(session, Role.ADMINISTRATOR), who.id)
        assert enable_account(who.email).active
        assert saved(session, who.id).is_active
        assert is_signed_in(session, sign_in(who))

    def test_an_enabled_account_is_not_enabled_again(self, session: Session) -> None:
        who = member(session, Role.VIEWER)
        with pytest.raises(RuleBroken, match="enabled already"):
            enable_account(who.email)


class TestRemoveAccount:
    def test_a_place_in_a_history_is_all_that_stays(self, session: Session) -> None:
        who = member(session, Role.VIEWER)
        token = sign_in(who)
        add_passkey(who.person_id, PASSKEY)
        link_identity(who.person_id, ISSUER, "of the viewer")
        leave(session, who)
        assert remove_account(who.email) is False
        left = saved(session, who.id)
        assert (left.name, left.is_active, left.role) == (REMOVED_NAME, False, Role.VIEWER)
        assert who.email not in left.email
        assert find_account(email=who.email) is None
        assert list_passkeys(who.person_id) == ()
        assert not is_signed_in(session, token)

    def test_two_can_be_removed(self, session: Session) -> None:
        for role in (Role.VIEWER, Role.SCRUTINEER):
            who = member(session, role)
            leave(session, who)
            remove_account(who.email)
            assert saved(session, who.id).name == REMOVED_NAME

    def test_who_is_a_member_somewhere_stays(self, session: Session) -> None:
        who = member(session, Role.VIEWER)
        with pytest.raises(RuleBroken, match="is a member of"):
            remove_account(who.email)
        assert saved(session, who.id) == who


@pytest.mark.parametrize(
    "act",
    [lambda: correct_account(NOBODY, AccountEntry(name="A")), lambda: enable_account(NOBODY),
     lambda: remove_account(NOBODY)],
)  # fmt: skip
@pytest.mark.usefixtures("session")
def test_an_address_that_is_nobodys_is_refused(act: Callable[[], object]) -> None:
    with pytest.raises(NotFound, match=NOBODY):
        act()
