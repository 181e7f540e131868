"""An application of one's own, the account of somebody in it, and a clock to move."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import DEMO_DAY
from tests.web.moved_clock import MovedClock

if TYPE_CHECKING:
    from flask import Flask

    from planner.config import Settings
    from planner.domain.people import Person
    from tests.smtp_server import Mailbox
    from tests.web.visitor import Visitor


@pytest.fixture
def own_app(make_app: Callable[..., "Flask"], own_database: Path) -> "Flask":
    """Return an application on a copy of the demo that the test may change."""
    return make_app(own_database)


@pytest.fixture
def settings_of(own_database: Path) -> Callable[..., "Settings"]:
    """Return a maker of settings for the own database, in which anything may be chosen."""
    from planner.config import Settings

    def make(**chosen: object) -> "Settings":
        usual = Settings(
            database_url=f"sqlite:///{own_database}",
            secret_key="for tests only",  # noqa: S106
            today=DEMO_DAY,
            exports=Path("exports"),
        )
        return replace(usual, **chosen)  # type: ignore[arg-type]  # Any setting may be given.

    return make


@pytest.fixture
def make_own_app(settings_of: Callable[..., "Settings"]) -> Callable[..., "Flask"]:
    """Return a maker of applications on the own database, in which any setting may be chosen."""
    from planner.app import create_app
    from tests.web.checking_client import CheckingClient

    def make(**chosen: object) -> "Flask":
        app = create_app(settings_of(**chosen))
        app.config["TESTING"] = True
        app.test_client_class = CheckingClient
        return app

    return make


@pytest.fixture
def with_mail(make_own_app: Callable[..., "Flask"], mailbox: "Mailbox") -> "Flask":
    """Return an application on the own database that sends its mail to a server of this test."""
    return make_own_app(mail=mailbox.server)


@pytest.fixture
def lead(own_app: "Flask") -> "Person":
    """Return somebody with an account: an e-mail address and a password, and nothing more yet."""
    from tests.web.visitor import add_account

    return add_account(own_app)


@pytest.fixture
def visitor(own_app: "Flask") -> "Visitor":
    """Return somebody's browser, in which nobody is signed in."""
    from tests.web.visitor import Visitor

    return Visitor(own_app)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> MovedClock:
    """Return a clock to move."""
    return MovedClock(monkeypatch)
