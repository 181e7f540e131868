"""Signing in as people do it: by keyboard, without scripts, with an app for codes, and by a passkey."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.account_states import World, press_in_form, sign_in_by_form
from tests.browser.arrivals import follow
from tests.web.app_of_codes import AppOfCodes
from tests.web.visitor import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser accounts")]

FOCUSED = "document.activeElement.id"


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """Return a browser that nobody has used yet."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as made:
        yield made


@pytest.fixture
def tab(context: "BrowserContext") -> "Page":
    """Return a tab of it."""
    return context.new_page()


class Authenticator:
    """A device that the browser holds in its own software, as its developers' tools make them."""

    def __init__(self, tab: "Page") -> None:
        self._tools = tab.context.new_cdp_session(tab)
        self._tools.send("WebAuthn.enable")
        made = self._tools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        self._id = {"authenticatorId": made["authenticatorId"]}

    def passkeys(self) -> list[dict[str, Any]]:
        """Return the passkeys that it holds."""
        found: list[dict[str, Any]] = self._tools.send("WebAuthn.getCredentials", self._id)["credentials"]
        return found

    def does_not_know_its_owner(self) -> None:
        """Let the finger not be the right one from now on."""
        self._tools.send("WebAuthn.setUserVerified", {**self._id, "isUserVerified": False})


def heading(tab: "Page") -> str:
    """Return the heading of the page that a tab shows."""
    return tab.locator("h1").inner_text()


def sign_out(tab: "Page") -> None:
    """Sign out by the button that every page has."""
    follow(tab.get_by_role("navigation", name="Account").get_by_role("button", name="Sign out"))
    assert heading(tab) == "You have signed out"


class TestByKeyboard:
    def test_somebody_signs_in_and_out(self, tab: "Page", world: World) -> None:
        tab.goto(f"{world.address}/account")
        assert heading(tab) == "Sign in"
        tab.locator("#email").focus()
        tab.keyboard.type(world.person().email)
        tab.keyboard.press("Tab")
        tab.keyboard.type(PASSWORD)
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"{world.address}/account")
        assert heading(tab) == "Your account"
        tab.get_by_role("button", name="Sign out", exact=True).focus()
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/sign-out/done")

    def test_a_problem_takes_the_focus_and_leads_to_its_field(self, tab: "Page", world: World) -> None:
        sign_in_by_form(tab, world.address, "", "")
        tab.wait_for_function(f"{FOCUSED} === 'error-summary'")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        assert tab.evaluate(FOCUSED) == "password"
        assert tab.title().startswith("Error: Sign in")

    def test_a_password_can_be_pasted(self, context: "BrowserContext", tab: "Page", world: World) -> None:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=world.address)
        tab.goto(f"{world.address}/sign-in")
        tab.evaluate("text => navigator.clipboard.writeText(text)", PASSWORD)
        tab.locator("#email").fill(world.person().email)
        tab.locator("#password").focus()
        tab.keyboard.press("Control+V")
        assert tab.locator("#password").input_value() == PASSWORD


class TestWithoutScripts:
    @pytest.fixture
    def tab(self, browser: "Browser") -> Iterator["Page"]:
        """Return a tab in which no script runs."""
        with browser.new_context(java_script_enabled=False) as context:
            yield context.new_page()

    def test_somebody_signs_in_sets_up_an_app_and_signs_in_with_it(self, tab: "Page", world: World) -> None:
        person = world.person()
        sign_in_by_form(tab, world.address, person.email)
        tab.goto(f"{world.address}/account/second-step")
        press_in_form(tab, "Set up an app")
        app = AppOfCodes(tab.content())
        press_in_form(tab, "Finish", code=app.code())
        assert heading(tab) == "Recovery codes"
        press_in_form(tab, "Make recovery codes")
        assert tab.locator(".pp-codes li").count() == 8
        sign_out(tab)
        sign_in_by_form(tab, world.address, person.email)
        press_in_form(tab, "Sign in", code=app.code(seconds=30))
        tab.goto(f"{world.address}/account")
        assert heading(tab) == "Your account"

    def test_a_passkey_says_what_it_needs(self, tab: "Page", world: World) -> None:
        tab.goto(f"{world.address}/sign-in/passkey")
        press_in_form(tab, "Use a passkey")
        assert "This needs JavaScript and a browser that knows passkeys." in tab.locator("main").inner_text()


class TestWhereASecondStepIsRequired:
    def test_signing_in_leads_through_setting_it_up(self, tab: "Page", world: World) -> None:
        person = world.person()
        tab.goto(f"{world.strict_address}/account")
        press_in_form(tab, "Sign in", email=person.email, password=PASSWORD)
        assert heading(tab) == "Set up codes from an app"
        press_in_form(tab, "Set up an app")
        assert tab.locator(".pp-qr svg").bounding_box() is not None
        app = AppOfCodes(tab.content())
        press_in_form(tab, "Finish", code="000000")
        tab.wait_for_function(f"{FOCUSED} === 'error-summary'")
        press_in_form(tab, "Finish", code=app.code())
        assert heading(tab) == "Recovery codes"
        press_in_form(tab, "Make recovery codes")
        code = tab.locator(".pp-codes li").nth(2).inner_text()
        follow(tab.get_by_role("link", name="I have kept the codes: continue"))
        sign_out(tab)
        sign_in_by_form(tab, world.strict_address, person.email)
        assert heading(tab) == "Enter the code from your app"
        follow(tab.get_by_role("link", name="I do not have my phone"))
        press_in_form(tab, "Sign in", code=code)
        tab.goto(f"{world.strict_address}/account")
        assert "7 left" in tab.locator("main").inner_text()


class TestPasskey:
    def add(self, tab: "Page", world: World, name: str, use: str) -> None:
        tab.goto(f"{world.address}/account/passkeys")
        tab.locator("#name").fill(name)
        tab.get_by_label(use).check()
        press_in_form(tab, "Continue")
        tab.get_by_text(f"The passkey “{name}” has been added.").wait_for()

    def test_it_is_added_used_and_removed(self, tab: "Page", world: World) -> None:
        device = Authenticator(tab)
        person = world.person()
        sign_in_by_form(tab, world.address, person.email)
        self.add(tab, world, "This computer", "Instead of my password")
        (made,) = device.passkeys()
        assert made["rpId"] == "localhost"
        sign_out(tab)
        tab.goto(f"{world.address}/account")
        follow(tab.get_by_role("link", name="Sign in with a passkey"))
        press_in_form(tab, "Use a passkey")
        tab.wait_for_url("**/account")
        assert "by passkey" in tab.locator("main").inner_text()
        tab.goto(f"{world.address}/account/passkeys")
        press_in_form(tab, "Remove the passkey This computer")
        assert "The passkey “This computer” has been removed." in tab.locator("main").inner_text()
        sign_out(tab)
        tab.goto(f"{world.address}/sign-in/passkey")
        press_in_form(tab, "Use a passkey")
        tab.wait_for_function(f"{FOCUSED} === 'error-summary'")
        assert "This passkey did not prove who you are." in tab.locator("#error-summary").inner_text()

    def test_it_is_the_second_step(self, tab: "Page", world: World) -> None:
        Authenticator(tab)
        person = world.person()
        sign_in_by_form(tab, world.address, person.email)
        self.add(tab, world, "Key on my ring", "As a second step after my password")
        sign_out(tab)
        sign_in_by_form(tab, world.address, person.email)
        assert heading(tab) == "Sign in with a passkey"
        press_in_form(tab, "Use a passkey")
        tab.wait_for_url(f"{world.address}/")
        tab.goto(f"{world.address}/account")
        assert heading(tab) == "Your account"

    def test_it_confirms_who_it_is(self, tab: "Page", world: World) -> None:
        device = Authenticator(tab)
        person = world.person()
        sign_in_by_form(tab, world.address, person.email)
        self.add(tab, world, "This computer", "Instead of my password")
        world.let_in(tab, person, shown_ago=3600)
        tab.goto(f"{world.address}/account/recovery-codes")
        follow(tab.get_by_role("link", name="Confirm with a passkey"))
        press_in_form(tab, "Use a passkey")
        tab.wait_for_url("**/account/recovery-codes")
        assert heading(tab) == "Recovery codes"
        assert device.passkeys()

    def test_the_wrong_finger_opens_nothing(self, tab: "Page", world: World) -> None:
        device = Authenticator(tab)
        sign_in_by_form(tab, world.address, world.person().email)
        self.add(tab, world, "This computer", "Instead of my password")
        sign_out(tab)
        device.does_not_know_its_owner()
        tab.goto(f"{world.address}/sign-in/passkey")
        press_in_form(tab, "Use a passkey")
        tab.get_by_role("button", name="Try again").wait_for()
        assert "Nothing was sent" in tab.locator("main").inner_text()
        tab.goto(f"{world.address}/account")
        assert heading(tab) == "Sign in"

    def test_a_device_that_has_one_already_says_so(self, tab: "Page", world: World) -> None:
        Authenticator(tab)
        sign_in_by_form(tab, world.address, world.person().email)
        self.add(tab, world, "This computer", "Instead of my password")
        tab.goto(f"{world.address}/account/passkeys")
        press_in_form(tab, "Continue", name="Again")
        tab.get_by_role("button", name="Try again").wait_for()
        assert "This device holds a passkey of your account already." in tab.locator("main").inner_text()

    def test_a_browser_that_knows_none_says_so(self, tab: "Page", world: World) -> None:
        tab.add_init_script("delete window.PublicKeyCredential;")
        tab.goto(f"{world.address}/sign-in/passkey")
        press_in_form(tab, "Use a passkey")
        assert "This needs JavaScript and a browser that knows passkeys." in tab.locator("main").inner_text()
        assert not tab.get_by_role("button", name="Continue").is_visible()
