"""axe on every page about signing in, in every state and at two widths, and how each of them behaves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.account_states import STATES, World
from tests.browser.test_accessibility import Listener

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser accounts")]

#: Of these nobody sees a page: they lead on, or take an answer that a script sends.
NO_PAGES = {"security.two_factor_rescue", "security.wan_delete"}


@pytest.fixture(params=[1280, 360])
def tab(browser: "Browser", request: pytest.FixtureRequest) -> Iterator["Page"]:
    """Return a tab of a browser that nobody has used yet, wide or narrow."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", STATES)
def test_every_state_is_accessible_and_keeps_to_itself(tab: "Page", world: World, name: str) -> None:
    listener = Listener(tab)
    STATES[name].reach(tab, world)
    assert listener.faults_here(tab.url) == []


def test_no_page_is_left_out(world: World) -> None:
    endpoints = {
        rule.endpoint
        for rule in world.app.url_map.iter_rules()
        if rule.endpoint.startswith(("security.", "accounts.")) and "GET" in (rule.methods or ())
    }
    assert endpoints - NO_PAGES == {state.endpoint for state in STATES.values()}
