"""Invitations: who may make them, that a link is good once, and that a bad one tells a stranger nothing."""

import json
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from planner.domain.entries.people import InviteeEntry, PlaceEntry
from planner.domain.errors import BadEntry, LinkRefused, NotAllowed, NotFound, PlannerError, RuleBroken
from planner.domain.people.people import Person
from planner.domain.people.permissions import Role
from planner.services import invitations as invitation_service
from planner.services.accounts import find_account, utc_now
from planner.services.invitations import (
    MadeInvitation,
    invite_again,
    invite_from_command_line,
    invite_person,
    withdraw_invitation,
)
from planner.services.joining import Joined, join_as_new_person, join_as_oneself, look_at_link
from planner.services.managing_people import change_member, disable_account, end_membership
from planner.services.people import list_members, list_people
from planner.store.database import Session, database_open
from planner.store.queries.invitations import find_invitation
from planner.store.scope import bind, scope_of
from tests.builders import TODAY
from tests.services.partnerships import (
    ELSEWHERE,
    HERE,
    acting,
    actor_of,
    changes,
    join,
    last_change,
    member,
    saved,
)

NEW = InviteeEntry(
    email="new@police.example", name="Detective inspector", role="agency_lead", agency="police", post="Chair"
)
HASH = "$argon2id$a hash"


def invited(session: Session, entry: InviteeEntry = NEW, by: Role = Role.BUSINESS_MANAGER) -> MadeInvitation:
    """Return an invitation made by somebody of a role, with the session bound to nothing again."""
    made = invite_person(actor_of(session, by), entry)
    session.rollback()
    return made


def as_a_visitor(session: Session) -> None:
    """Let the session be that of a request of somebody who is no member, as a page finds it."""
    session.rollback()
    bind(session, None)


def as_the_operator(session: Session) -> None:
    """Let the session ask about any partnership again."""
    session.rollback()
    session.info.clear()


def taken_up(session: Session, token: str, partnership: str = HERE) -> Joined:
    """Return what taking up an invitation as a new person leads to."""
    as_a_visitor(session)
    try:
        return join_as_new_person(partnership, token, "Detective inspector", HASH, TODAY)
    finally:
        as_the_operator(session)


def refusal(session: Session, token: str, partnership: str = HERE) -> tuple[str, str]:
    """Return why a link is refused, looked at and taken up, and what the reader is told; both are alike."""
    as_a_visitor(session)
    with pytest.raises(LinkRefused) as looked:
        look_at_link(partnership, token)
    with pytest.raises(NotFound):
        scope_of(session, partnership)
    with pytest.raises(LinkRefused) as taken:
        join_as_new_person(partnership, token, "Stranger", HASH, TODAY)
    as_the_operator(session)
    assert (str(looked.value), looked.value.why) == (str(taken.value), taken.value.why)
    return looked.value.why, str(looked.value)


class TestInvitePerson:
    def test_only_the_hash_of_the_secret_is_kept_and_it_is_good_for_seven_days(
        self, session: Session
    ) -> None:
        made = invited(session)
        found = find_invitation(session, scope_of(session, HERE), number=made.invitation.id)
        assert found == made.invitation
        assert made.invitation.expires_at - made.invitation.made_at == timedelta(days=7)
        assert made.invitation.invited_by == "Business manager (business manager)"
        stored = session.connection().exec_driver_sql("SELECT * FROM invitation").mappings().all()
        assert len(made.token) >= 40
        assert made.token not in str(stored)

    @pytest.mark.parametrize(
        "role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.BUSINESS_MANAGER}]
    )
    def test_other_roles_invite_nobody(self, session: Session, role: Role) -> None:
        with pytest.raises(NotAllowed):
            invited(session, by=role)

    def test_only_an_administrator_invites_withdraws_or_renews_an_administrator(
        self, session: Session
    ) -> None:
        entry = replace(NEW, role="administrator")
        with pytest.raises(NotAllowed):
            invited(session, entry)
        made = invited(session, entry, by=Role.ADMINISTRATOR)
        manager = actor_of(session, Role.BUSINESS_MANAGER)
        for act in (withdraw_invitation, invite_again):
            with pytest.raises(NotAllowed):
                act(manager, made.invitation.id)
        withdraw_invitation(actor_of(session, Role.ADMINISTRATOR), made.invitation.id)

    def test_it_stands_in_the_change_log_without_address_or_secret(self, session: Session) -> None:
        made = invited(session)
        change = last_change(session)
        assert (change.action, change.subject) == ("invite_person", f"invitation {made.invitation.id}")
        assert json.loads(change.after) == {
            "invitation": {
                "name": "Detective inspector", "role": "agency_lead", "agency": "police", "posts": ["Chair"],
            }
        }  # fmt: skip
        assert NEW.email not in str(change)
        assert made.token not in str(change)

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"email": "nobody"}, "email"),
            ({"email": "Viewer@Testshire.example"}, "email"),
            ({"name": ""}, "name"),
            ({"role": ""}, "role"),
            ({"agency": ""}, "agency"),
            ({"agency": "coastguard"}, "agency"),
        ],
    )
    def test_what_is_wrong_is_told_with_its_field(
        self, session: Session, changed: dict[str, str], field: str
    ) -> None:
        with pytest.raises(BadEntry) as caught:
            invited(session, replace(NEW, **changed))
        assert [each.field for each in caught.value.problems] == [field]

    def test_nobody_is_invited_twice_while_the_first_invitation_is_open(self, session: Session) -> None:
        invited(session)
        before = changes(session)
        with pytest.raises(BadEntry, match="still waits"):
            invited(session)
        assert changes(session) == before

    def test_an_expired_one_gives_way_to_a_new_one(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(invitation_service, "EXPIRES_AFTER", timedelta(seconds=-1))
        old = invited(session)
        monkeypatch.undo()
        new = invited(session)
        waiting = [
            each for each in list_people(actor_of(session, Role.ADMINISTRATOR)).invitations if each.waits
        ]
        assert [each.id for each in waiting] == [new.invitation.id]
        assert refusal(session, old.token)[0] == "withdrawn"

    def test_a_person_of_one_partnership_may_be_invited_into_another(self, session: Session) -> None:
        made = invited(session, replace(NEW, email=f"viewer@{ELSEWHERE}.example"))
        as_a_visitor(session)
        assert look_at_link(HERE, made.token).has_account

    def test_from_the_command_line_the_first_administrator(self, session: Session) -> None:
        made = invite_from_command_line(HERE, replace(NEW, role="administrator"))
        assert made.invitation.invited_by == "command line"
        assert last_change(session).actor == "command line"
        with pytest.raises(NotFound, match="no partnership called nowhere"):
            invite_from_command_line("nowhere", NEW)


class TestInviteAgain:
    def test_a_new_link_takes_the_place_of_the_old_one(self, session: Session) -> None:
        old = invited(session)
        new = invite_again(actor_of(session, Role.BUSINESS_MANAGER), old.invitation.id)
        same = replace(
            new.invitation, id=old.invitation.id, made_at=old.invitation.made_at,
            expires_at=old.invitation.expires_at,
        )  # fmt: skip
        assert same == old.invitation
        assert refusal(session, old.token)[0] == "withdrawn"
        assert taken_up(session, new.token).member.role is Role.AGENCY_LEAD

    def test_sent_twice_it_makes_one(self, session: Session) -> None:
        old, actor = invited(session), actor_of(session, Role.BUSINESS_MANAGER)
        invite_again(actor, old.invitation.id)
        with pytest.raises(NotFound, match="does not wait"):
            invite_again(actor, old.invitation.id)

    def test_another_partnerships_invitation_is_not_found(self, session: Session) -> None:
        theirs = invite_person(actor_of(session, Role.ADMINISTRATOR, ELSEWHERE), NEW)
        for act in (invite_again, withdraw_invitation):
            with pytest.raises(NotFound):
                act(actor_of(session, Role.ADMINISTRATOR), theirs.invitation.id)
        assert taken_up(session, theirs.token, ELSEWHERE).person.email == NEW.email


class TestWhoSentIt:
    """An invitation lasts no longer than the right of whoever sent it."""

    @pytest.mark.parametrize("act", ["end", "change", "disable"])
    def test_it_is_withdrawn_when_they_may_not_invite_any_more(self, session: Session, act: str) -> None:
        made = invited(session)
        about, actor = member(session, Role.BUSINESS_MANAGER), actor_of(session, Role.ADMINISTRATOR)
        if act == "end":
            end_membership(actor, about.id, about.version, "They left.", TODAY)
        elif act == "change":
            change_member(actor, about.id, about.version, PlaceEntry(role="viewer"))
        else:
            disable_account(actor, about.id)
        assert refusal(session, made.token)[0] == "withdrawn"
        change = last_change(session)
        assert (change.actor, change.action, change.subject) == (
            actor.signature, "withdraw_invitation", f"invitation {made.invitation.id}",
        )  # fmt: skip

    def test_one_for_an_administrator_goes_when_an_administrator_becomes_less(self, session: Session) -> None:
        second = join(HERE, "second@testshire.example", "Second", Role.ADMINISTRATOR)
        theirs = acting(second)
        to_administrator = invite_person(theirs, replace(NEW, role="administrator", agency=""))
        to_lead = invite_person(theirs, replace(NEW, email="lead@police.example"))
        manager = PlaceEntry(role="business_manager")
        change_member(actor_of(session, Role.ADMINISTRATOR), second.id, second.version, manager)
        assert refusal(session, to_administrator.token)[0] == "withdrawn"
        assert taken_up(session, to_lead.token).member.role is Role.AGENCY_LEAD

    def test_those_of_others_stay(self, session: Session) -> None:
        of_operator = invite_from_command_line(HERE, NEW)
        of_another = invited(session, replace(NEW, email="b@police.example"), by=Role.ADMINISTRATOR)
        elsewhere = invite_person(actor_of(session, Role.BUSINESS_MANAGER, ELSEWHERE), NEW)
        about, actor = member(session, Role.BUSINESS_MANAGER), actor_of(session, Role.ADMINISTRATOR)
        end_membership(actor, about.id, about.version, "They left.", TODAY)
        for made, where in ((of_operator, HERE), (of_another, HERE), (elsewhere, ELSEWHERE)):
            as_a_visitor(session)
            assert look_at_link(where, made.token).invitation == made.invitation
            as_the_operator(session)

    def test_sent_again_by_somebody_else_it_is_theirs(self, session: Session) -> None:
        old = invited(session)
        new = invite_again(actor_of(session, Role.ADMINISTRATOR), old.invitation.id)
        about, actor = member(session, Role.BUSINESS_MANAGER), actor_of(session, Role.ADMINISTRATOR)
        end_membership(actor, about.id, about.version, "They left.", TODAY)
        assert taken_up(session, new.token).member.role is Role.AGENCY_LEAD

    def test_one_that_was_taken_up_stays_so(self, session: Session) -> None:
        made = invited(session)
        joined = taken_up(session, made.token)
        about, actor = member(session, Role.BUSINESS_MANAGER), actor_of(session, Role.ADMINISTRATOR)
        end_membership(actor, about.id, about.version, "They left.", TODAY)
        assert refusal(session, made.token)[0] == "used"
        assert saved(session, joined.member.id).is_here


class TestJoining:
    def test_a_link_says_who_is_invited_into_what(self, session: Session) -> None:
        made = invited(session)
        as_a_visitor(session)
        link = look_at_link(HERE, made.token)
        assert (link.invitation, link.partnership.slug) == (made.invitation, HERE)
        assert (link.agency_name, link.has_account) == ("Testshire Police", False)

    def test_a_new_person_has_an_account_and_is_what_the_invitation_says(self, session: Session) -> None:
        joined = taken_up(session, invited(session).token)
        found = saved(session, joined.member.id)
        assert (found.name, found.email, found.role, found.agency, found.posts, found.began_on) == (
            "Detective inspector", "new@police.example", Role.AGENCY_LEAD, "police", ("Chair",), TODAY,
        )  # fmt: skip
        account = find_account(email="new@police.example")
        assert account is not None
        assert (account.password, account.active, account.is_demo) == (HASH, True, False)
        change = last_change(session)
        signature = f"Detective inspector (agency lead, person {joined.person.id})"
        assert (change.actor, change.action) == (signature, "accept_invitation")
        assert HASH not in str(change)

    def test_a_link_is_good_once(self, session: Session) -> None:
        made = invited(session)
        taken_up(session, made.token)
        assert refusal(session, made.token)[0] == "used"
        assert len([each for each in list_members(HERE) if each.email == NEW.email]) == 1

    def test_taken_up_twice_at_one_moment_it_makes_one_member(self, session: Session, address: str) -> None:
        made = invited(session)
        begin, joined = threading.Barrier(2), []

        def take() -> None:
            with database_open(address), suppress(PlannerError):
                begin.wait(timeout=30)
                joined.append(join_as_new_person(HERE, made.token, "Detective inspector", HASH, TODAY))

        threads = [threading.Thread(target=take) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert len(joined) == 1

    def test_every_bad_link_is_told_in_the_same_words(
        self, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        used, withdrawn = invited(session), invited(session, replace(NEW, email="b@police.example"))
        taken_up(session, used.token)
        withdraw_invitation(actor_of(session, Role.BUSINESS_MANAGER), withdrawn.invitation.id)
        monkeypatch.setattr(invitation_service, "EXPIRES_AFTER", timedelta(seconds=-1))
        expired = invited(session, replace(NEW, email="c@police.example"))
        monkeypatch.undo()
        good = invited(session, replace(NEW, email="d@police.example")).token
        tampered = ("A" if good[0] != "A" else "B") + good[1:]
        refused = {
            "used": refusal(session, used.token),
            "withdrawn": refusal(session, withdrawn.token),
            "expired": refusal(session, expired.token),
            "another partnership": refusal(session, good, ELSEWHERE),
            "no partnership": refusal(session, good, "nowhere"),
            "tampered": refusal(session, tampered),
            "longer": refusal(session, f"{good}A"),
            "nothing": refusal(session, ""),
        }
        assert {words for _, words in refused.values()} == {
            "This link cannot be used. Ask whoever gave it to you for a new one."
        }
        assert {name: why for name, (why, _) in refused.items()} == {
            "used": "used", "withdrawn": "withdrawn", "expired": "expired", "another partnership": "unknown",
            "no partnership": "unknown", "tampered": "unknown", "longer": "unknown", "nothing": "unknown",
        }  # fmt: skip

    def test_with_an_account_one_joins_as_oneself_and_keeps_the_password(self, session: Session) -> None:
        person = account_of(f"viewer@{ELSEWHERE}.example")
        made = invited(session, replace(NEW, email=person.email))
        with pytest.raises(RuleBroken, match="Sign in"):
            taken_up(session, made.token)
        assert account_of(person.email) == person
        as_a_visitor(session)
        joined = join_as_oneself(HERE, made.token, person, TODAY)
        as_the_operator(session)
        assert joined.member.person_id == person.id
        assert account_of(person.email) == person
        # What they are elsewhere is another matter.
        assert member(session, Role.VIEWER, ELSEWHERE).person_id == person.id
        assert refusal(session, made.token)[0] == "used"

    def test_nobody_joins_by_somebody_elses_invitation(self, session: Session) -> None:
        made = invited(session)
        as_a_visitor(session)
        with pytest.raises(NotAllowed, match="somebody else"):
            join_as_oneself(HERE, made.token, account_of(f"viewer@{ELSEWHERE}.example"), TODAY)
        as_the_operator(session)
        assert taken_up(session, made.token).person.email == NEW.email, "it is still good for whom it is for"

    def test_whoever_left_comes_back_under_the_same_number(self, session: Session) -> None:
        left = member(session, Role.VIEWER)
        end_membership(actor_of(session, Role.ADMINISTRATOR), left.id, left.version, "They left.", TODAY)
        made = invited(session, replace(NEW, email=left.email))
        as_a_visitor(session)
        join_as_oneself(HERE, made.token, account_of(left.email), TODAY)
        as_the_operator(session)
        back = saved(session, left.id)
        assert (back.is_here, back.role, back.posts, back.began_on) == (
            True, Role.AGENCY_LEAD, ("Chair",), TODAY,
        )  # fmt: skip

    def test_whoever_is_a_member_by_now_stays_what_they_are(self, session: Session) -> None:
        made = invited(session)
        there = join(HERE, NEW.email, "Detective inspector", Role.VIEWER)
        as_a_visitor(session)
        with pytest.raises(RuleBroken, match="member of this partnership already"):
            join_as_oneself(HERE, made.token, account_of(NEW.email), TODAY)
        as_the_operator(session)
        assert saved(session, there.id) == there

    def test_an_invitation_by_somebody_who_lost_the_role_meanwhile_is_refused(self, session: Session) -> None:
        manager = member(session, Role.BUSINESS_MANAGER)
        actor = actor_of(session, Role.BUSINESS_MANAGER)
        change_member(
            actor_of(session, Role.ADMINISTRATOR), manager.id, manager.version, PlaceEntry(role="viewer")
        )
        with pytest.raises(NotAllowed, match="just changed"):
            invite_person(actor, NEW)


def account_of(email: str) -> Person:
    """Return the account of an address."""
    found = find_account(email=email)
    assert found is not None
    return found


def test_an_invitation_is_open_for_as_long_as_it_says(session: Session) -> None:
    made = invited(session).invitation
    assert made.is_open(utc_now())
    assert not made.is_open(made.expires_at)
    assert made.refusal(made.expires_at) == "expired"
    assert made.refusal(made.expires_at - timedelta(seconds=1)) == ""
