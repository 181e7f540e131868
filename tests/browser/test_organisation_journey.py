"""Signing in by one's organisation in a real browser: there and back, under our policy, without scripts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from planner.app import create_app
from planner.config import IdentityProvider, Settings
from planner.gallery.browser import served
from planner.services.accounts import find_account
from planner.services.identities import link_identity
from planner.services.provider_documents import forget_documents
from planner.store.database import db
from tests.browser.arrivals import follow
from tests.conftest import DEMO_DAY
from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET, OidcProvider, served_provider

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OpenPage = Callable[..., "Page"]
BUTTON, PLAN = "Sign in with your organisation", "/northvale/2025-28/"


@dataclass(frozen=True)
class Place:
    """Where the application is, and the provider beside it."""

    address: str
    provider: OidcProvider


@pytest.fixture
def place(own_database: Path) -> Iterator[Place]:
    """Serve the demo beside a provider at which its viewer is signed in."""
    forget_documents()
    with served_provider() as provider:
        settings = Settings(
            database_url=f"sqlite:///{own_database}",
            secret_key="for tests only",  # noqa: S106
            today=DEMO_DAY,
            exports=Path("exports"),
            identity_provider=IdentityProvider(
                issuer=provider.address, client_id=CLIENT_ID, client_secret=CLIENT_SECRET
            ),
        )
        app = create_app(settings)
        with app.app_context():
            viewer = find_account(email="viewer@northvale.example")
            assert viewer is not None
            link_identity(viewer.id, provider.address, provider.subject)
        with served(app) as address:
            provider.redirect_addresses.append(f"{address}/sign-in/organisation/back")
            yield Place(address, provider)
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def open_page(browser: "Browser", place: Place) -> Iterator[Callable[..., "Page"]]:
    """Return what opens a page in a browser of its own, which is closed before the server is."""
    assert place.address
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> "Page":
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


def told(page: "Page") -> list[str]:
    """Return the list of what the browser will complain of."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def accessible(page: "Page") -> None:
    """Fail with axe's own report where the page has a fault."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [1280, 360])
def test_there_and_back_to_the_page_that_was_wanted(open_page: OpenPage, place: Place, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    complaints = told(page)
    page.goto(place.address + PLAN)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name=BUTTON).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(place.address + PLAN)
    assert page.get_by_text("Viewer").first.is_visible()
    page.goto(f"{place.address}/account")
    accessible(page)
    assert page.get_by_text("by your organisation").first.is_visible()
    assert complaints == [], "our policy lets people go to the provider"


def test_it_works_without_scripts(open_page: OpenPage, place: Place) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(place.address + PLAN)
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url(place.address + PLAN)
    assert page.get_by_role("button", name="Sign out").is_visible()


def test_a_refusal_is_a_page_with_a_way_back(open_page: OpenPage, place: Place) -> None:
    place.provider.subject = "nobody-here"
    page = open_page(viewport={"width": 360, "height": 800})
    page.goto(f"{place.address}/sign-in")
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_role("heading", name="Your organisation’s sign-in did not work").wait_for()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    follow(page.get_by_role("link", name="Go to the page to sign in"))
    assert page.url == f"{place.address}/sign-in"


def test_nobody_unties_the_last_way_in(open_page: OpenPage, place: Place) -> None:
    page = open_page()
    page.goto(f"{place.address}/account")
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url(f"{place.address}/account")
    page.get_by_role("button", name="Stop using your organisation’s sign-in").click()
    page.get_by_text("There would be no way left to sign in.").wait_for()
    accessible(page)
