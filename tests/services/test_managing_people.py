"""Who may change whom in a partnership, that it always keeps an administrator, and that all is on record."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from planner.domain.entries.people import PlaceEntry
from planner.domain.errors import BadEntry, EditConflict, NotAllowed, NotFound, PlannerError, RuleBroken
from planner.domain.people.people import Member
from planner.domain.people.permissions import Role
from planner.services.managing_people import (
    change_member,
    disable_account,
    enable_account,
    end_member_sign_ins,
    end_membership,
    may_be_disabled,
)
from planner.services.people import list_members, list_people
from planner.store.database import Session, database_open, transaction
from planner.store.queries.members import save_member
from planner.store.scope import scope_of
from tests.builders import TODAY
from tests.services.partnerships import (
    ELSEWHERE,
    HERE,
    acting,
    actor_of,
    changes,
    is_signed_in,
    join,
    last_change,
    member,
    saved,
    sign_in,
)

MANAGERS = (Role.ADMINISTRATOR, Role.BUSINESS_MANAGER)
OTHERS = tuple(role for role in Role if role not in MANAGERS)
TO_VIEWER = PlaceEntry(role="viewer")


def every_act(
    session: Session, by: Role, about: Member, to: Role = Role.VIEWER
) -> list[Callable[[], object]]:
    """Return everything that somebody of a role can try to do to a member."""
    actor = actor_of(session, by)
    return [
        lambda: change_member(actor, about.id, about.version, PlaceEntry(role=to.value)),
        lambda: end_membership(actor, about.id, about.version, "They left.", TODAY),
        lambda: end_member_sign_ins(actor, about.id),
        lambda: disable_account(actor, about.id),
        lambda: enable_account(actor, about.id),
    ]


class TestWhoMay:
    @pytest.mark.parametrize("role", OTHERS)
    def test_other_roles_neither_see_nor_change_anybody(self, session: Session, role: Role) -> None:
        actor = actor_of(session, role)
        with pytest.raises(NotAllowed):
            list_people(actor)
        before = changes(session)
        for about in list_members(HERE):
            for act in every_act(session, role, about):
                with pytest.raises(NotAllowed):
                    act()
        assert changes(session) == before

    def test_a_business_manager_manages_everybody_but_administrators(self, session: Session) -> None:
        about = member(session, Role.ADMINISTRATOR)
        for act in every_act(session, Role.BUSINESS_MANAGER, about):
            with pytest.raises(NotAllowed):
                act()
        for role in OTHERS:
            about = member(session, role)
            change_member(
                actor_of(session, Role.BUSINESS_MANAGER),
                about.id,
                about.version,
                PlaceEntry(role="steering_group"),
            )
            assert saved(session, about.id).role is Role.STEERING_GROUP

    def test_only_an_administrator_makes_an_administrator(self, session: Session) -> None:
        about = member(session, Role.VIEWER)
        up = PlaceEntry(role="administrator")
        with pytest.raises(NotAllowed):
            change_member(actor_of(session, Role.BUSINESS_MANAGER), about.id, about.version, up)
        change_member(actor_of(session, Role.ADMINISTRATOR), about.id, about.version, up)
        assert saved(session, about.id).role is Role.ADMINISTRATOR

    @pytest.mark.parametrize("role", MANAGERS)
    def test_nobody_changes_their_own_role(self, session: Session, role: Role) -> None:
        join(HERE, "second@testshire.example", "Second", Role.ADMINISTRATOR)
        own = member(session, role)
        with pytest.raises(NotAllowed, match="your own role"):
            change_member(acting(own), own.id, own.version, TO_VIEWER)

    def test_ones_own_posts_and_agency_can_be_changed(self, session: Session) -> None:
        own = member(session, Role.BUSINESS_MANAGER)
        entry = PlaceEntry(role="business_manager", agency="council", posts="Business manager")
        after = change_member(acting(own), own.id, own.version, entry)
        assert (after.agency, after.posts) == ("council", ("Business manager",))

    def test_nobody_reaches_into_another_partnership(self, session: Session) -> None:
        theirs = member(session, Role.VIEWER, ELSEWHERE)
        numbers = {each.id for each in list_members(HERE)}
        stranger = theirs.id if theirs.id not in numbers else max(numbers) + 100
        actor = actor_of(session, Role.ADMINISTRATOR)
        for act in (
            lambda: change_member(actor, stranger, 1, TO_VIEWER),
            lambda: end_membership(actor, stranger, 1, "They left.", TODAY),
            lambda: end_member_sign_ins(actor, stranger),
            lambda: disable_account(actor, stranger),
        ):
            with pytest.raises(NotFound):
                act()
        assert saved(session, theirs.id, ELSEWHERE) == theirs

    def test_whoever_lost_the_role_meanwhile_may_not_use_it(self, session: Session) -> None:
        second = join(HERE, "second@testshire.example", "Second", Role.ADMINISTRATOR)
        asked_before = acting(second)
        change_member(actor_of(session, Role.ADMINISTRATOR), second.id, second.version, TO_VIEWER)
        about = member(session, Role.SCRUTINEER)
        with pytest.raises(NotAllowed, match="just changed"):
            end_membership(asked_before, about.id, about.version, "They left.", TODAY)


class TestChangeMember:
    def test_what_was_typed_is_saved_and_stands_in_the_change_log(self, session: Session) -> None:
        about = member(session, Role.VIEWER)
        entry = PlaceEntry(role="agency_lead", agency="police", posts="Superintendent\nChair")
        manager = actor_of(session, Role.BUSINESS_MANAGER)
        after = change_member(manager, about.id, about.version, entry)
        assert saved(session, about.id) == after
        assert (after.role, after.agency, after.posts) == (
            Role.AGENCY_LEAD, "police", ("Superintendent", "Chair"),
        )  # fmt: skip
        change = last_change(session)
        assert (change.actor, change.action, change.subject) == (
            manager.signature, "change_member", f"member {about.id}",
        )  # fmt: skip
        before = {"name": "Viewer", "role": "viewer", "agency": "", "posts": []}
        assert json.loads(change.before) == {"member": before}
        assert json.loads(change.after) == {
            "member": {
                "name": "Viewer",
                "role": "agency_lead",
                "agency": "police",
                "posts": ["Superintendent", "Chair"],
            }
        }

    @pytest.mark.parametrize(
        ("entry", "ends"),
        [
            (PlaceEntry(role="scrutineer", agency=""), True),
            (PlaceEntry(role="viewer", agency="council"), True),
            (PlaceEntry(role="viewer", posts="Clerk"), False),
            (PlaceEntry(role="viewer"), False),
        ],
    )
    def test_another_role_or_agency_ends_every_sign_in(
        self, session: Session, entry: PlaceEntry, ends: bool
    ) -> None:
        about = member(session, Role.VIEWER)
        tokens = [sign_in(about), sign_in(about), sign_in(member(session, Role.SCRUTINEER))]
        change_member(actor_of(session, Role.ADMINISTRATOR), about.id, about.version, entry)
        assert [is_signed_in(session, token) for token in tokens] == [not ends, not ends, True]

    def test_saving_what_is_saved_already_changes_nothing(self, session: Session) -> None:
        about, before = member(session, Role.VIEWER), changes(session)
        change_member(actor_of(session, Role.ADMINISTRATOR), about.id, about.version, TO_VIEWER)
        assert (saved(session, about.id), changes(session)) == (about, before)

    def test_saving_over_a_newer_version_is_refused(self, session: Session) -> None:
        about, actor = member(session, Role.VIEWER), actor_of(session, Role.ADMINISTRATOR)
        newer = change_member(actor, about.id, about.version, PlaceEntry(role="scrutineer"))
        with pytest.raises(EditConflict):
            change_member(actor, about.id, about.version, PlaceEntry(role="steering_group"))
        with pytest.raises(EditConflict):
            end_membership(actor, about.id, about.version, "They left.", TODAY)
        assert saved(session, about.id) == newer

    @pytest.mark.parametrize(
        ("entry", "field"),
        [
            (PlaceEntry(role="agency_lead"), "agency"),
            (PlaceEntry(role="viewer", agency="elsewhere-only"), "agency"),
            (PlaceEntry(role="king"), "role"),
        ],
    )
    def test_an_unsound_place_is_refused_with_its_field(
        self, session: Session, entry: PlaceEntry, field: str
    ) -> None:
        about, before = member(session, Role.VIEWER), changes(session)
        with pytest.raises(BadEntry) as caught:
            change_member(actor_of(session, Role.ADMINISTRATOR), about.id, about.version, entry)
        assert [each.field for each in caught.value.problems] == [field]
        assert (saved(session, about.id), changes(session)) == (about, before)

    def test_somebody_who_left_is_not_changed(self, session: Session) -> None:
        about, actor = member(session, Role.VIEWER), actor_of(session, Role.ADMINISTRATOR)
        gone = end_membership(actor, about.id, about.version, "They left.", TODAY)
        with pytest.raises(RuleBroken, match="no member any more"):
            change_member(actor, gone.id, gone.version + 1, PlaceEntry(role="scrutineer"))

    @pytest.mark.parametrize("by", MANAGERS)
    def test_a_partnership_has_no_power_over_who_left_it(self, session: Session, by: Role) -> None:
        about, actor = member(session, Role.VIEWER), actor_of(session, by)
        end_membership(actor, about.id, about.version, "They left.", TODAY)
        gone = saved(session, about.id)
        token, before = sign_in(gone), changes(session)
        *acts, enable = every_act(session, by, gone)
        for act in acts:
            with pytest.raises(RuleBroken, match="no member any more"):
                act()
        assert changes(session) == before
        assert (saved(session, gone.id), is_signed_in(session, token)) == (gone, True)
        enable()
        assert saved(session, gone.id).is_active


class TestEndMembership:
    def test_it_ends_on_the_day_with_a_reason_and_with_every_sign_in(self, session: Session) -> None:
        about = member(session, Role.VIEWER)
        token = sign_in(about)
        end_membership(
            actor_of(session, Role.BUSINESS_MANAGER), about.id, about.version, " Moved on. ", TODAY
        )
        assert saved(session, about.id).ended_on == TODAY
        assert not is_signed_in(session, token)
        change = last_change(session)
        assert (change.action, change.reason) == ("end_membership", "Moved on.")
        assert json.loads(change.after)["member"]["ended_on"] == TODAY.isoformat()

    def test_a_reason_has_to_be_given(self, session: Session) -> None:
        about = member(session, Role.VIEWER)
        with pytest.raises(BadEntry, match="Enter the reason"):
            end_membership(actor_of(session, Role.ADMINISTRATOR), about.id, about.version, " ", TODAY)
        assert saved(session, about.id).is_here

    def test_it_ends_nothing_elsewhere(self, session: Session) -> None:
        theirs = join(ELSEWHERE, "viewer@testshire.example", "Viewer", Role.SCRUTINEER)
        about = member(session, Role.VIEWER)
        assert about.person_id == theirs.person_id
        end_membership(actor_of(session, Role.ADMINISTRATOR), about.id, about.version, "They left.", TODAY)
        assert saved(session, theirs.id, ELSEWHERE) == theirs


class TestLastAdministrator:
    def test_the_last_one_cannot_go_by_any_way(self, session: Session) -> None:
        own = member(session, Role.ADMINISTRATOR)
        with pytest.raises(RuleBroken, match="last one"):
            end_membership(acting(own), own.id, own.version, "I leave.", TODAY)
        with pytest.raises(NotAllowed):
            change_member(acting(own), own.id, own.version, TO_VIEWER)
        with pytest.raises(NotAllowed):
            disable_account(acting(own), own.id)
        assert saved(session, own.id) == own

    def test_one_who_cannot_sign_in_does_not_count(self, session: Session) -> None:
        first = member(session, Role.ADMINISTRATOR)
        second = join(HERE, "second@testshire.example", "Second", Role.ADMINISTRATOR)
        disable_account(acting(first), second.id)
        with pytest.raises(RuleBroken, match="last one"):
            end_membership(acting(first), first.id, first.version, "I leave.", TODAY)

    def test_a_partnership_that_has_none_can_be_looked_after_by_its_business_manager(
        self, session: Session
    ) -> None:
        """One that was only ever given business managers, by the command line, has no last administrator."""
        own = member(session, Role.ADMINISTRATOR)
        with transaction() as saving:
            save_member(saving, scope_of(saving, HERE), replace(own, role=Role.VIEWER))
        about, actor = member(session, Role.AGENCY_LEAD), actor_of(session, Role.BUSINESS_MANAGER)
        changed = change_member(actor, about.id, about.version, PlaceEntry(role="scrutineer"))
        disable_account(actor, about.id)
        disabled = saved(session, about.id)
        end_membership(actor, disabled.id, disabled.version, "They left.", TODAY)
        assert (changed.role, saved(session, about.id).ended_on) == (Role.SCRUTINEER, TODAY)

    def test_with_another_one_left_an_administrator_may_go(self, session: Session) -> None:
        first = member(session, Role.ADMINISTRATOR)
        join(HERE, "second@testshire.example", "Second", Role.ADMINISTRATOR)
        end_membership(acting(first), first.id, first.version, "I leave.", TODAY)
        assert not saved(session, first.id).is_here

    @pytest.mark.parametrize("act", ["end", "change", "disable"])
    def test_two_who_remove_each_other_at_once_leave_one(
        self, session: Session, address: str, act: str
    ) -> None:
        one = member(session, Role.ADMINISTRATOR)
        for number in range(5):
            other = join(HERE, f"other-{number}@testshire.example", f"Other {number}", Role.ADMINISTRATOR)
            assert remove_each_other(address, act, one, other) == 1
            session.rollback()
            (one,) = (each for each in list_members(HERE) if each.is_here and each.role is Role.ADMINISTRATOR)


def remove_each_other(address: str, act: str, one: Member, other: Member) -> int:
    """Let two administrators remove each other at one moment, and return how many of them succeeded."""
    begin, done = threading.Barrier(2), []

    def remove(by: Member, about: Member) -> None:
        with database_open(address), suppress(PlannerError):
            begin.wait(timeout=30)
            if act == "end":
                end_membership(acting(by), about.id, about.version, "They left.", TODAY)
            elif act == "change":
                change_member(acting(by), about.id, about.version, TO_VIEWER)
            else:
                disable_account(acting(by), about.id)
            done.append(by)

    threads = [threading.Thread(target=remove, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return len(done)


class TestSignIns:
    def test_a_manager_ends_all_of_somebodys_sign_ins(self, session: Session) -> None:
        about = member(session, Role.VIEWER)
        tokens = [sign_in(about), sign_in(about)]
        assert end_member_sign_ins(actor_of(session, Role.BUSINESS_MANAGER), about.id)[1] == 2
        assert [is_signed_in(session, token) for token in tokens] == [False, False]
        assert last_change(session).action == "end_member_sign_ins"


class TestAccount:
    def test_a_disabled_account_signs_nobody_in_until_it_is_enabled(self, session: Session) -> None:
        about, actor = member(session, Role.VIEWER), actor_of(session, Role.BUSINESS_MANAGER)
        token = sign_in(about)
        assert may_be_disabled(actor, about)
        disable_account(actor, about.id)
        assert not is_signed_in(session, token)
        assert not saved(session, about.id).is_here
        assert json.loads(last_change(session).after)["member"]["account"] == "disabled"
        enable_account(actor, about.id)
        assert saved(session, about.id).is_here
        assert not is_signed_in(session, token), "what has ended stays so"
        assert last_change(session).action == "enable_account"

    def test_an_account_that_another_partnership_uses_is_not_ours_to_disable(self, session: Session) -> None:
        theirs = join(ELSEWHERE, "viewer@testshire.example", "Viewer", Role.VIEWER)
        about, actor = member(session, Role.VIEWER), actor_of(session, Role.ADMINISTRATOR)
        assert not may_be_disabled(actor, about)
        with pytest.raises(RuleBroken, match="belongs to another partnership"):
            disable_account(actor, about.id)
        assert saved(session, theirs.id, ELSEWHERE).is_active

    def test_it_can_be_enabled_though_the_person_has_left_or_belongs_elsewhere_by_now(
        self, session: Session
    ) -> None:
        about, actor = member(session, Role.VIEWER), actor_of(session, Role.ADMINISTRATOR)
        disable_account(actor, about.id)
        disabled = saved(session, about.id)
        end_membership(actor, disabled.id, disabled.version, "They left.", TODAY)
        theirs = join(ELSEWHERE, "viewer@testshire.example", "Viewer", Role.VIEWER)
        assert not theirs.is_here
        enable_account(actor, about.id)
        assert saved(session, theirs.id, ELSEWHERE).is_here

    def test_nobody_disables_their_own(self, session: Session) -> None:
        own = member(session, Role.BUSINESS_MANAGER)
        with pytest.raises(NotAllowed, match="your own account"):
            disable_account(acting(own), own.id)


def test_no_address_of_anybody_stands_in_the_change_log(session: Session) -> None:
    about, actor = member(session, Role.VIEWER), actor_of(session, Role.ADMINISTRATOR)
    after = change_member(actor, about.id, about.version, PlaceEntry(role="viewer", posts="Clerk"))
    end_membership(actor, after.id, after.version, "They left.", TODAY)
    assert about.email not in str(last_change(session))
