"""The pages of people and invitations in every state that an address alone does not lead to, in a browser.

Each state is made by what a person does; axe, the console and what a page asks for are looked at after it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from planner.domain.people.permissions import Role
from planner.gallery.browser import served
from planner.services.accounts import find_account
from planner.services.people import list_members
from planner.services.sign_ins import start_sign_in
from planner.store.database import db
from planner.web.accounts.browser_cookie import cookie_for
from tests.browser.arrivals import follow
from tests.browser.test_accessibility import Listener

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser people")]

PEOPLE = "/northvale/people"
PASSWORD = "grey otter counts lanterns"  # noqa: S105
LONG = "Head of everything, Donaudampfschifffahrtsgesellschaftskapitän, and whatever else was pasted into it "


@dataclass
class Stage:
    """A server with the demonstration, and browsers for whoever has a part in it."""

    app: "Flask"
    address: str
    browser: "Browser"
    width: int

    def __post_init__(self) -> None:
        self._contexts: list[BrowserContext] = []

    def tab(self, email: str = "", *, with_scripts: bool = True) -> "Page":
        """Return a tab of a browser of its own, in which somebody is signed in, or nobody."""
        context = self.browser.new_context(
            viewport={"width": self.width, "height": 900}, java_script_enabled=with_scripts
        )
        self._contexts.append(context)
        if email:
            with self.app.app_context():
                person = find_account(email=email)
                assert person is not None
                token = start_sign_in(
                    person.id, way="demonstration", address="", device="", lasts=timedelta(hours=1)
                )
            name, value = cookie_for(self.app, person, token)
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return context.new_page()

    def of(self, role: Role, partnership: str = "northvale", *, with_scripts: bool = True) -> "Page":
        """Return a tab in which the demonstration's person of a role is signed in."""
        email = f"{role.value.replace('_', '.')}@{partnership}.example"
        return self.tab(email, with_scripts=with_scripts)

    def page_of(self, role: Role, rest: str = "") -> str:
        """Return the address of a member's page."""
        email = f"{role.value.replace('_', '.')}@northvale.example"
        with self.app.app_context():
            number = next(each.id for each in list_members("northvale") if each.email == email)
        return f"{self.address}{PEOPLE}/{number}{rest}"

    def invite(self, email: str, name: str = LONG, role: str = "Viewer") -> str:
        """Invite somebody as the administrator does, and return the link."""
        tab = self.of(Role.ADMINISTRATOR)
        return made_link(invite(self, tab, email, name, role))

    def close(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()


def invite(stage: Stage, tab: "Page", email: str, name: str = LONG, role: str = "Viewer") -> "Page":
    """Fill in the form of an invitation, send it, and return the tab with what follows."""
    tab.goto(f"{stage.address}{PEOPLE}/invite")
    tab.get_by_label("E-mail address").fill(email)
    tab.get_by_label("Name", exact=True).fill(name)
    tab.get_by_label(role, exact=True).check()
    tab.get_by_label("Which post?").fill(LONG)
    follow(tab.get_by_role("button", name="Make the invitation"))
    return tab


def made_link(tab: "Page") -> str:
    """Return the link that the page of a new invitation shows."""
    return tab.get_by_label("Link to join").input_value()


def end(stage: Stage, role: Role) -> None:
    """End a membership as the administrator does."""
    tab = stage.of(Role.ADMINISTRATOR)
    tab.goto(stage.page_of(role, "/end"))
    tab.get_by_label("Why does it end?").fill(LONG)
    follow(tab.get_by_role("button", name="End the membership"))


def list_with_everything(stage: Stage) -> "Page":
    """The list with invitations of each kind, somebody who left and somebody who cannot sign in."""
    stage.invite("a" * 60 + "@council.example")
    stage.invite("second@unit.example", role="Administrator")
    end(stage, Role.VIEWER)
    tab = stage.of(Role.ADMINISTRATOR)
    tab.goto(stage.page_of(Role.STEERING_GROUP))
    follow(tab.get_by_role("button", name="Disable the account"))
    manager = stage.of(Role.BUSINESS_MANAGER)
    manager.goto(stage.address + PEOPLE)
    return manager


def member_disabled(stage: Stage) -> "Page":
    """A member whose account was disabled a moment ago."""
    tab = stage.of(Role.ADMINISTRATOR)
    tab.goto(stage.page_of(Role.VIEWER))
    follow(tab.get_by_role("button", name="Disable the account"))
    return tab


def member_gone(stage: Stage) -> "Page":
    """Somebody who was a member."""
    end(stage, Role.VIEWER)
    tab = stage.of(Role.BUSINESS_MANAGER)
    tab.goto(stage.page_of(Role.VIEWER))
    return tab


def change_with_errors(stage: Stage) -> "Page":
    """A place that cannot be saved."""
    tab = stage.of(Role.ADMINISTRATOR)
    tab.goto(stage.page_of(Role.VIEWER, "/change"))
    tab.get_by_label("Agency lead", exact=True).check()
    tab.get_by_label("Which posts are held?").fill("x" * 300)
    follow(tab.get_by_role("button", name="Save"))
    return tab


def change_over_a_newer_version(stage: Stage) -> "Page":
    """A form that was open while somebody else saved."""
    late, early = stage.of(Role.ADMINISTRATOR), stage.of(Role.BUSINESS_MANAGER)
    for tab, post in ((late, LONG), (early, LONG.upper())):
        tab.goto(stage.page_of(Role.VIEWER, "/change"))
        tab.get_by_label("Which posts are held?").fill(post)
    for tab in (early, late):
        follow(tab.get_by_role("button", name="Save"))
    expect(late.get_by_text("Saved now:")).to_be_visible()
    return late


def change_of_oneself(stage: Stage) -> "Page":
    """One's own place, whose role is for others to change."""
    tab = stage.of(Role.BUSINESS_MANAGER)
    tab.goto(stage.page_of(Role.BUSINESS_MANAGER, "/change"))
    return tab


def end_without_a_reason(stage: Stage) -> "Page":
    """A membership that nobody said why to end."""
    tab = stage.of(Role.ADMINISTRATOR)
    tab.goto(stage.page_of(Role.VIEWER, "/end"))
    follow(tab.get_by_role("button", name="End the membership"))
    return tab


def invitation_with_errors(stage: Stage) -> "Page":
    """An invitation of nobody."""
    tab = stage.of(Role.ADMINISTRATOR)
    tab.goto(f"{stage.address}{PEOPLE}/invite")
    follow(tab.get_by_role("button", name="Make the invitation"))
    return tab


def invitation_made(stage: Stage) -> "Page":
    """The link, which is shown once."""
    return invite(stage, stage.of(Role.ADMINISTRATOR), "lead@police.example")


def link_for_a_new_person(stage: Stage) -> "Page":
    """The page that a link leads a new person to, with long details open."""
    tab = stage.tab()
    tab.goto(stage.invite("lead@police.example"))
    return tab


def link_with_errors(stage: Stage) -> "Page":
    """A password that will not do."""
    tab = link_for_a_new_person(stage)
    tab.get_by_label("Choose a password").fill("short")
    follow(tab.get_by_role("button", name="Join"))
    return tab


def link_for_an_account(stage: Stage) -> "Page":
    """The page that a link leads to where the person has an account and is not signed in."""
    tab = stage.tab()
    tab.goto(stage.invite("viewer@southmere.example"))
    return tab


def link_for_oneself(stage: Stage) -> "Page":
    """The page for somebody who is signed in and invited."""
    tab = stage.of(Role.VIEWER, "southmere")
    tab.goto(stage.invite("viewer@southmere.example"))
    return tab


def link_for_somebody_else(stage: Stage) -> "Page":
    """The page for somebody who is signed in and not invited."""
    tab = stage.of(Role.VIEWER, "southmere")
    tab.goto(stage.invite("lead@police.example"))
    return tab


def bad_link(stage: Stage) -> "Page":
    """A link that is good for nothing."""
    tab = stage.tab()
    tab.goto(f"{stage.address}/join/northvale/nothing")
    return tab


STATES: tuple[Callable[[Stage], "Page"], ...] = (
    list_with_everything,
    member_disabled,
    member_gone,
    change_with_errors,
    change_over_a_newer_version,
    change_of_oneself,
    end_without_a_reason,
    invitation_with_errors,
    invitation_made,
    link_for_a_new_person,
    link_with_errors,
    link_for_an_account,
    link_for_oneself,
    link_for_somebody_else,
    bad_link,
)
#: A browser notes an answer that refuses something, which these pages are there to give.
NOTED = ("410", "409", "422")


@pytest.fixture(params=[1280, 360])
def stage(
    request: pytest.FixtureRequest,
    browser: "Browser",
    make_app: Callable[[Path], "Flask"],
    own_database: Path,
) -> Iterator[Stage]:
    """Serve a copy of the demonstration, at the width of a desk and of a phone."""
    app = make_app(own_database)
    with served(app) as address:
        stage = Stage(app, address, browser, request.param)
        yield stage
        stage.close()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_state_is_accessible_and_keeps_to_itself(
    stage: Stage, state: Callable[[Stage], "Page"]
) -> None:
    tab = state(stage)
    listener = Listener(tab)
    faults = [
        fault for fault in listener.faults_here(stage.address) if not any(word in fault for word in NOTED)
    ]
    assert faults == []
    assert tab.locator("h1").count() == 1


def test_the_focus_goes_to_what_is_wrong_and_from_there_to_its_field(stage: Stage) -> None:
    tab = invitation_with_errors(stage)
    expect(tab.locator("#error-summary")).to_be_focused()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("#email")).to_be_focused()


def test_the_link_is_copied_by_a_button_that_says_so(stage: Stage) -> None:
    tab = stage.of(Role.ADMINISTRATOR)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=stage.address)
    invite(stage, tab, "lead@police.example")
    tab.get_by_role("button", name="Copy the link").click()
    tab.get_by_role("button", name="Copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == made_link(tab)
    assert tab.locator("#announcement").text_content() == "Copied"


def test_a_new_person_is_invited_and_joins_without_any_script(stage: Stage) -> None:
    manager = stage.of(Role.BUSINESS_MANAGER, with_scripts=False)
    invite(stage, manager, "lead@police.example", "Detective inspector")
    assert not manager.get_by_role("button", name="Copy the link").is_visible()
    person = stage.tab(with_scripts=False)
    person.goto(made_link(manager))
    person.get_by_label("Choose a password").fill(PASSWORD)
    person.get_by_label("Type the password again").fill(PASSWORD)
    follow(person.get_by_role("button", name="Join"))
    assert person.url == f"{stage.address}/northvale/2025-28/"
    assert "Detective inspector" in (person.locator(".pp-account__who").text_content() or "")
    manager.goto(stage.address + PEOPLE)
    assert manager.get_by_role("link", name="Detective inspector").is_visible()
