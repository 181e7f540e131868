"""The people of a partnership on their pages: who may see and change them, and what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from planner.domain.people.people import Member
from planner.domain.people.permissions import Role
from planner.services.people import list_members
from planner.services.plans import show_plan
from planner.store.database import current_session
from planner.store.queries.change_log import read_entries
from planner.store.scope import scope_of
from tests.conftest import DEMO_DAY
from tests.web.page_checks import named, parse, text_of
from tests.web.people_at_work import banner_of, client_of, controls_of, errors_of, fields_of, fill_in

PEOPLE = "/northvale/people"
MANAGERS = (Role.ADMINISTRATOR, Role.BUSINESS_MANAGER)
OTHERS = tuple(role for role in Role if role not in MANAGERS)
MANAGED = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
LARGE = "9" * 30


@pytest.fixture
def app(make_app: Callable[[Path], Flask], own_database: Path) -> Flask:
    """Return the application on a copy of the demo that the test may change."""
    return make_app(own_database)


def member(app: Flask, role: Role, partnership: str = "northvale") -> Member:
    """Return the demonstration's person of a role, in or out, as saved."""
    address = f"{role.value.replace('_', '.')}@{partnership}.example"
    with app.app_context():
        return next(each for each in list_members(partnership) if each.email == address)


def page_of(app: Flask, role: Role, rest: str = "") -> str:
    """Return the address of somebody's page, or of what stands below it."""
    return f"{PEOPLE}/{member(app, role).id}{rest}"


@dataclass(frozen=True)
class Logged:
    """The newest entry of the change log."""

    number: int
    action: str
    actor: str
    reason: str


def last_change(app: Flask, partnership: str = "northvale") -> Logged:
    """Return the newest entry of the partnership's change log."""
    with app.app_context():
        session = current_session()
        entry = read_entries(session, scope_of(session, partnership))[-1]
    return Logged(entry.seq, entry.change.action, entry.change.actor, entry.change.reason)


class TestListPeople:
    def test_everyone_is_there_with_role_agency_posts_and_since_when(self, app: Flask) -> None:
        page = client_of(app, Role.BUSINESS_MANAGER).get(PEOPLE).text
        rows = [[text_of(cell) for cell in row] for row in named(named(parse(page), "table")[0], "tr")[1:]]
        # Whoever reads every plan in other tests may have been added to the demonstration already.
        rows = [row for row in rows if "every-plan" not in row[0]]
        assert len(rows) == len(Role)
        assert [
            "Agency lead agency.lead@northvale.example",
            "Role: Agency lead",
            "Agency: Valeshire Police",
            "Posts: Detective superintendent, public protection",
            "Since: 21 November 2026",
        ] in rows
        assert "Business manager You business.manager@northvale.example" in [row[0] for row in rows]

    @pytest.mark.parametrize("role", OTHERS)
    def test_other_roles_see_nobody_and_no_link_to_them(self, app: Flask, role: Role) -> None:
        client = client_of(app, role)
        for address in (PEOPLE, f"{PEOPLE}/invite", page_of(app, Role.VIEWER)):
            answer = client.get(address)
            assert answer.status_code == 403
            assert "@northvale.example" not in answer.text
        assert "/northvale/people" not in client.get("/northvale/2025-28/").text

    def test_it_warns_of_a_single_administrator(self, app: Flask) -> None:
        client = client_of(app, Role.ADMINISTRATOR)
        assert "One of them is an administrator" in client.get(PEOPLE).text
        fill_in(client, page_of(app, Role.VIEWER, "/change"), role="administrator")
        assert "One of them is an administrator" not in client.get(PEOPLE).text

    def test_southmeres_people_are_not_among_them_or_reachable(self, app: Flask) -> None:
        client = client_of(app, Role.ADMINISTRATOR)
        assert "southmere" not in client.get(PEOPLE).text
        for address in ("/southmere/people", f"/southmere/people/{member(app, Role.VIEWER, 'southmere').id}"):
            unknown = client.get(address.replace("southmere", "nowhere"))
            answer = client.get(address)
            assert (answer.status_code, unknown.status_code) == (404, 404)
            assert "There is no partnership called southmere." in answer.text


class TestShowMember:
    def test_a_business_manager_has_no_controls_for_an_administrator(self, app: Flask) -> None:
        page = client_of(app, Role.BUSINESS_MANAGER).get(page_of(app, Role.ADMINISTRATOR)).text
        assert controls_of(page) == []
        assert "Only an administrator can change" in page

    @pytest.mark.parametrize("by", MANAGERS)
    def test_whoever_may_manage_somebody_has_the_controls(self, app: Flask, by: Role) -> None:
        page = client_of(app, by).get(page_of(app, Role.VIEWER)).text
        assert sorted(controls_of(page)) == [
            "Change role, agency or posts", "Disable the account", "End all sign-ins", "End the membership",
        ]  # fmt: skip

    def test_nobody_is_offered_to_disable_their_own_account(self, app: Flask) -> None:
        page = client_of(app, Role.ADMINISTRATOR).get(page_of(app, Role.ADMINISTRATOR)).text
        assert sorted(controls_of(page)) == ["Change role, agency or posts", "End the membership"]

    def test_a_post_that_no_plan_names_is_pointed_out(self, app: Flask) -> None:
        client = client_of(app, Role.BUSINESS_MANAGER)
        assert "No plan names this post" not in client.get(page_of(app, Role.AGENCY_LEAD)).text
        fill_in(client, page_of(app, Role.AGENCY_LEAD, "/change"), posts="Chief of everything")
        assert "No plan names this post at Valeshire Police" in text_of(
            parse(client.get(page_of(app, Role.AGENCY_LEAD)).text)
        )

    @pytest.mark.parametrize("number", ["0", "999", "2147483647", "2147483648", LARGE, "-1", "x", "١"])
    def test_a_number_of_nobody_is_not_found(self, app: Flask, number: str) -> None:
        client = client_of(app, Role.ADMINISTRATOR)
        for rest in ("", "/change", "/end"):
            assert client.get(f"{PEOPLE}/{number}{rest}").status_code == 404
        token = fields_of(
            client.get(page_of(app, Role.VIEWER, "/end")).text, page_of(app, Role.VIEWER, "/end")
        )
        for rest in ("/change", "/end", "/sign-ins", "/disable", "/enable"):
            assert client.post(f"{PEOPLE}/{number}{rest}", data=token).status_code == 404


class TestChangeMember:
    def test_what_is_chosen_is_saved_and_holds_at_once(self, app: Flask) -> None:
        viewer = client_of(app, Role.VIEWER)
        manager = client_of(app, Role.BUSINESS_MANAGER)
        assert viewer.get("/northvale/2025-28/").status_code == 200
        answer = fill_in(
            manager, page_of(app, Role.VIEWER, "/change"),
            role="agency_lead", agency="police", posts="Chair\nDetective inspector",
        )  # fmt: skip
        assert (answer.status_code, answer.location) == (303, f"{page_of(app, Role.VIEWER)}?saved=member")
        assert "was saved" in banner_of(manager.get(answer.location).text)
        saved = member(app, Role.VIEWER)
        assert (saved.role, saved.agency, saved.posts) == (
            Role.AGENCY_LEAD, "police", ("Chair", "Detective inspector"),
        )  # fmt: skip
        # Within one request the old sign-in is worth nothing.
        assert viewer.get("/northvale/2025-28/").status_code == 302
        assert client_of(app, Role.VIEWER).get("/northvale/2025-28/actions/3.2b/updates").status_code == 200

    @pytest.mark.parametrize("to", list(Role))
    def test_every_role_that_may_be_given_is_offered_and_no_other(self, app: Flask, to: Role) -> None:
        offered = {
            by: to.value in client_of(app, by).get(page_of(app, Role.VIEWER, "/change")).text
            for by in MANAGERS
        }
        assert offered == {Role.ADMINISTRATOR: True, Role.BUSINESS_MANAGER: to is not Role.ADMINISTRATOR}

    def test_a_role_that_is_not_offered_is_refused_when_it_is_sent_all_the_same(self, app: Flask) -> None:
        before = member(app, Role.VIEWER)
        answer = fill_in(
            client_of(app, Role.BUSINESS_MANAGER), page_of(app, Role.VIEWER, "/change"), role="administrator"
        )
        assert answer.status_code == 403
        assert member(app, Role.VIEWER) == before

    @pytest.mark.parametrize("rest", ["/change", "/end"])
    def test_a_business_manager_has_no_form_about_an_administrator(self, app: Flask, rest: str) -> None:
        assert (
            client_of(app, Role.BUSINESS_MANAGER).get(page_of(app, Role.ADMINISTRATOR, rest)).status_code
            == 403
        )

    def test_ones_own_role_cannot_be_chosen_or_sent(self, app: Flask) -> None:
        client = client_of(app, Role.BUSINESS_MANAGER)
        address = page_of(app, Role.BUSINESS_MANAGER, "/change")
        assert 'type="radio"' not in client.get(address).text
        assert fill_in(client, address, role="viewer").status_code == 403
        assert member(app, Role.BUSINESS_MANAGER).role is Role.BUSINESS_MANAGER

    def test_every_problem_is_said_at_once_and_nothing_typed_is_lost(self, app: Flask) -> None:
        client, address = client_of(app, Role.ADMINISTRATOR), page_of(app, Role.VIEWER, "/change")
        answer = fill_in(client, address, role="agency_lead", posts="About 943 476 5919")
        assert answer.status_code == 422
        assert text_of(named(parse(answer.text), "title")[0]).startswith(
            "Error: Change role, agency or posts"
        )
        found = errors_of(answer.text)
        assert found["agency"] == ["Choose the agency that an agency lead speaks for."]
        assert found["posts"][0].startswith("Each post holds what looks like an NHS number.")
        kept = fields_of(answer.text, address)
        assert (kept["role"], kept["posts"]) == ("agency_lead", "About 943 476 5919")

    def test_an_agency_of_another_partnership_is_none_of_ours(self, app: Flask) -> None:
        with app.app_context():
            theirs = {each.code for each in show_plan("southmere", None, DEMO_DAY).plan.agencies}
            ours = {each.code for each in show_plan("northvale", None, DEMO_DAY).plan.agencies}
        foreign = min(theirs - ours)
        answer = fill_in(
            client_of(app, Role.ADMINISTRATOR), page_of(app, Role.VIEWER, "/change"), agency=foreign
        )
        assert errors_of(answer.text)["agency"] == ["Choose an agency of this partnership."]

    def test_over_a_newer_version_both_are_shown_and_the_next_save_counts(self, app: Flask) -> None:
        client, address = client_of(app, Role.ADMINISTRATOR), page_of(app, Role.VIEWER, "/change")
        opened = fields_of(client.get(address).text, address)
        other = client_of(app, Role.BUSINESS_MANAGER)
        fill_in(other, address, role="scrutineer", posts="Independent scrutineer")
        answer = client.post(address, data={**opened, "role": "steering_group", "posts": "Clerk"})
        assert answer.status_code == 409
        words = text_of(parse(answer.text))
        assert "Somebody else changed this member since you opened the page." in words
        assert "Saved now: Independent scrutineer, no agency, posts: Independent scrutineer." in words
        kept = fields_of(answer.text, address)
        assert (kept["role"], kept["posts"]) == ("steering_group", "Clerk")
        assert member(app, Role.VIEWER).role is Role.SCRUTINEER
        assert client.post(address, data=kept).status_code == 303
        assert (member(app, Role.VIEWER).role, member(app, Role.VIEWER).posts) == (
            Role.STEERING_GROUP, ("Clerk",),
        )  # fmt: skip

    @pytest.mark.parametrize("version", ["", "x", "0", "-1", LARGE, "٣"])
    def test_a_version_that_never_was_is_an_older_one(self, app: Flask, version: str) -> None:
        client, address = client_of(app, Role.ADMINISTRATOR), page_of(app, Role.VIEWER, "/change")
        assert fill_in(client, address, role="scrutineer", version=version).status_code == 409

    def test_the_form_twice_makes_one_change(self, app: Flask) -> None:
        client, address = client_of(app, Role.ADMINISTRATOR), page_of(app, Role.VIEWER, "/change")
        sent = {**fields_of(client.get(address).text, address), "posts": "Clerk"}
        assert client.post(address, data=sent).status_code == 303
        logged = last_change(app)
        assert client.post(address, data=sent).status_code == 409
        assert last_change(app) == logged

    def test_columns_that_the_form_does_not_have_change_nothing(self, app: Flask) -> None:
        client, address = client_of(app, Role.ADMINISTRATOR), page_of(app, Role.VIEWER, "/change")
        before = member(app, Role.VIEWER)
        fill_in(
            client, address, posts="Clerk", person_id="1", partnership_id="2", id="1", began_on="2001-01-01",
            ended_on="2001-01-01", email="x@y.example", name="Mallory", active="0", is_active="0",
        )  # fmt: skip
        after = member(app, Role.VIEWER)
        assert (after.posts, after.version) == (("Clerk",), before.version + 1)
        for field in ("id", "person_id", "name", "email", "role", "began_on", "ended_on", "is_active"):
            assert getattr(after, field) == getattr(before, field)


class TestEndMembership:
    def test_a_reason_is_asked_for_and_stands_in_the_log(self, app: Flask) -> None:
        client, address = client_of(app, Role.BUSINESS_MANAGER), page_of(app, Role.VIEWER, "/end")
        gone = client_of(app, Role.VIEWER)
        assert errors_of(fill_in(client, address).text) == {"reason": ["Enter the reason."]}
        answer = fill_in(client, address, reason="Left the council")
        assert (answer.status_code, answer.location) == (303, f"{PEOPLE}?saved=membership-ended")
        page = client.get(answer.location).text
        assert "has ended" in banner_of(page)
        former = named(parse(page), "table")[-1]
        assert "21 November 2026 to 21 November 2026" in text_of(former)
        assert last_change(app).reason == "Left the council"
        assert gone.get("/northvale/2025-28/").status_code == 302
        # Nobody changes or ends what has ended, and the account is the partnership's business no more.
        assert client.get(page_of(app, Role.VIEWER)).status_code == 200
        assert controls_of(client.get(page_of(app, Role.VIEWER)).text) == []
        for rest in ("/change", "/end"):
            assert client.get(page_of(app, Role.VIEWER, rest)).status_code == 404

    def test_the_last_administrator_is_told_why_not(self, app: Flask) -> None:
        client, address = client_of(app, Role.ADMINISTRATOR), page_of(app, Role.ADMINISTRATOR, "/end")
        answer = fill_in(client, address, reason="I am leaving")
        assert answer.status_code == 422
        assert "this is the last one" in errors_of(answer.text)[""][0]
        assert fields_of(answer.text, address)["reason"] == "I am leaving"
        assert member(app, Role.ADMINISTRATOR).is_here


class TestAccount:
    def act(self, app: Flask, by: Role, about: Role, rest: str) -> int:
        """Press the button on somebody's page, and return the status of the answer."""
        client, address = client_of(app, by), page_of(app, about)
        sent = fields_of(client.get(address).text, f"{address}{rest}")
        return client.post(f"{address}{rest}", data=sent).status_code

    def test_all_sign_ins_end_at_once(self, app: Flask) -> None:
        first, second = client_of(app, Role.VIEWER), client_of(app, Role.VIEWER)
        assert self.act(app, Role.BUSINESS_MANAGER, Role.VIEWER, "/sign-ins") == 303
        for client in (first, second):
            assert client.get("/northvale/2025-28/").status_code == 302
        assert client_of(app, Role.VIEWER).get("/northvale/2025-28/").status_code == 200

    def test_disabled_and_enabled_again(self, app: Flask) -> None:
        client = client_of(app, Role.VIEWER)
        assert self.act(app, Role.ADMINISTRATOR, Role.VIEWER, "/disable") == 303
        assert client.get("/northvale/2025-28/").status_code == 302
        assert client_of(app, Role.VIEWER).get("/northvale/2025-28/").status_code == 302
        assert "Account disabled" in client_of(app, Role.ADMINISTRATOR).get(PEOPLE).text
        assert self.act(app, Role.ADMINISTRATOR, Role.VIEWER, "/enable") == 303
        assert client_of(app, Role.VIEWER).get("/northvale/2025-28/").status_code == 200

    def test_who_was_disabled_and_has_left_can_be_enabled_and_nothing_else(self, app: Flask) -> None:
        client, address = client_of(app, Role.ADMINISTRATOR), page_of(app, Role.VIEWER)
        assert self.act(app, Role.ADMINISTRATOR, Role.VIEWER, "/disable") == 303
        fill_in(client, f"{address}/end", reason="Left the council")
        assert controls_of(client.get(address).text) == ["Enable the account"]
        token = fields_of(client.get(address).text, f"{address}/enable")
        assert client.post(f"{address}/sign-ins", data=token).status_code == 400
        assert self.act(app, Role.ADMINISTRATOR, Role.VIEWER, "/enable") == 303
        assert member(app, Role.VIEWER).is_active
        assert client.post(f"{address}/disable", data=token).status_code == 400
        assert member(app, Role.VIEWER).is_active

    @pytest.mark.parametrize("rest", ["/sign-ins", "/disable", "/enable", "/change", "/end"])
    @pytest.mark.parametrize("by", [role for role in Role if role is not Role.ADMINISTRATOR])
    def test_nobody_else_acts_on_an_administrator_whatever_they_send(
        self, app: Flask, by: Role, rest: str
    ) -> None:
        client, before = client_of(app, by), member(app, Role.ADMINISTRATOR)
        token = fields_of(client.get("/account").text, "/sign-out")
        answer = client.post(
            page_of(app, Role.ADMINISTRATOR, rest),
            data={**token, "role": "viewer", "version": str(before.version), "reason": "Because"},
        )
        assert answer.status_code == 403
        assert member(app, Role.ADMINISTRATOR) == before

    def test_events_name_numbers_alone(
        self, app: Flask, log_lines: Callable[[], list[dict[str, object]]]
    ) -> None:
        self.act(app, Role.ADMINISTRATOR, Role.VIEWER, "/sign-ins")
        self.act(app, Role.ADMINISTRATOR, Role.VIEWER, "/disable")
        by, about = member(app, Role.ADMINISTRATOR), member(app, Role.VIEWER)
        lines = {str(line["event"]): line for line in log_lines()}
        assert lines["sign_in_ended"]["person"] == about.person_id
        assert (lines["person_disabled"]["by"], lines["person_disabled"]["partnership"]) == (
            by.person_id, "northvale",
        )  # fmt: skip


class TestTurnover:
    ACTION = "/northvale/2025-28/actions/3.2b"
    POST = "Detective superintendent, public protection"

    def test_who_holds_a_post_follows_memberships_and_the_plan_stays_as_it_is(self, app: Flask) -> None:
        client = client_of(app, Role.BUSINESS_MANAGER)
        with app.app_context():
            before = show_plan("northvale", "2025-28", DEMO_DAY).plan
        assert "Held now by Agency lead" in client.get(self.ACTION).text
        fill_in(client, page_of(app, Role.AGENCY_LEAD, "/end"), reason="Moved to another force")
        assert "Nobody is named for this post" in client.get(self.ACTION).text
        fill_in(
            client,
            page_of(app, Role.VIEWER, "/change"),
            role="agency_lead",
            agency="police",
            posts=self.POST.upper(),
        )
        assert "Held now by Viewer" in client.get(self.ACTION).text
        with app.app_context():
            assert show_plan("northvale", "2025-28", DEMO_DAY).plan is before, "not even read anew"

    def test_agencies_and_measures_say_it_too(self, app: Flask) -> None:
        client = client_of(app, Role.BUSINESS_MANAGER)
        agencies = text_of(parse(client.get("/northvale/2025-28/agencies").text))
        assert f"{self.POST} Held now by Agency lead" in agencies
        with app.app_context():
            plan = show_plan("northvale", "2025-28", DEMO_DAY).plan
        measure = next(each for each in plan.measures if each.collator_role and each.collator_agency)
        address = f"/northvale/2025-28/measures/{measure.code}"
        assert "Nobody is named for this post" in client.get(address).text
        fill_in(
            client, page_of(app, Role.VIEWER, "/change"),
            agency=measure.collator_agency, posts=measure.collator_role,
        )  # fmt: skip
        assert "Held now by Viewer" in client.get(address).text

    @pytest.mark.parametrize("role", OTHERS)
    def test_whoever_may_not_see_people_reads_the_post_alone(self, app: Flask, role: Role) -> None:
        client = client_of(app, role)
        for address in (self.ACTION, "/northvale/2025-28/agencies", "/northvale/2025-28/measures/M01"):
            page = client.get(address).text
            assert "Held now by" not in page
            assert "Nobody is named" not in page
